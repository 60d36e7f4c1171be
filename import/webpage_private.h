/* webpage_private.h: what webpage_import.c (the folder), webpage_text.c (encodings), webpage_said.c,
 * webpage_data.c, webpage_item.c (what a page says of itself), webpage_body.c (its text) and
 * webpage_story.c (the page as a story) share. */
#ifndef DATELINE_WEBPAGE_PRIVATE_H
#define DATELINE_WEBPAGE_PRIVATE_H

#include "export_item.h"
#include "html_tree.h"
#include "webpage_import.h"

#include <jansson.h>

/* What a page is, by the types of schema.org and of Open Graph. A later one weighs more. */
enum webpage_kind { WEBPAGE_UNSAID, WEBPAGE_LIST, WEBPAGE_PAGE, WEBPAGE_ARTICLE };

struct webpage_picture {
    const char *url, *alt, *caption, *credit;
};

/* Strings are one line of text and never NULL; "" when the page does not say. */
struct webpage_said {
    enum webpage_kind kind;
    const char *type; /* as the page names its kind: "CollectionPage" */
    const char *title, *summary, *section, *lang;
    const char *published, *modified, *expires; /* as the page spells them */
    const char *address;                        /* where it says that it stands */
    const char *held;                           /* why readers must not see it, or "" */
    struct strlist authors, tags;
    struct webpage_picture picture;
};

struct webpage_import {
    struct arena *arena;
    struct folder folder;
    bool opened;
    struct strlist pages; /* relative to the folder */
    struct export_media media;
    const char *lang; /* the site's own, whose name no story needs */

    /* As a source: */
    struct story_files *stories_of;
    size_t at;
};

/* webpage_text.c: the bytes as UTF-8 without a byte order mark; what they are is said by that mark, a
 * <meta> or an XML declaration (WHATWG HTML 13.2.3). NULL: *why, with its line. */
const char *webpage_text(struct arena *a, const char *bytes, size_t n, const char **why);

/* webpage_said.c: what the head, JSON-LD and microdata say together, of which JSON-LD
 * counts first. What is odd goes into notes. */
struct webpage_said webpage_said_by(struct arena *a, struct html_node *tree, struct notes *notes);
/* A line of text, unless something is there already. */
void webpage_say(struct arena *a, const char **to, const char *text);
/* A name or tag, unless it is blank, an address, or there already. */
void webpage_add(struct arena *a, struct strlist *to, const char *text);
/* The kind that a type of schema.org names, with or without the address before it. */
enum webpage_kind webpage_kind_of(const char *type);
void webpage_say_type(struct arena *a, struct webpage_said *said, const char *type);

/* webpage_data.c: all JSON-LD of a page. webpage_item.c: its microdata. */
void webpage_data_read(struct arena *a, const struct html_node *tree, struct notes *notes,
                       struct webpage_said *out);
void webpage_item_read(struct arena *a, struct html_node *tree, struct webpage_said *out);

/* webpage_body.c: the element that holds the text. */
struct html_node *webpage_body_find(struct html_node *tree);
/* Takes out of the text what stands above it as headline, byline and dates, and comments, whose number is
 * added to *comments. title: of the story. */
void webpage_body_clear(struct arena *a, struct html_node *body, const char *title,
                        size_t *comments);
/* Takes the picture at an address out of the text when nothing but headings stands before it. */
void webpage_body_take_lead(struct html_node *body, const struct html_node *img);
/* The first picture of the tree that has that address, once relative ones are resolved; NULL: none. */
struct html_node *webpage_body_picture(struct html_node *tree, const char *src);
/* The text of the figure's caption around a picture, or "". */
const char *webpage_body_caption(struct arena *a, const struct html_node *img);
/* Relative addresses of links and pictures become paths of the old site, "/2020/a.html"; those on hosts of
 * its own, too. file: the page's path in the folder. */
void webpage_body_resolve(struct arena *a, const struct export_media *m, struct html_node *tree,
                          const char *file);
/* One address; base: the path of the page, "/2020/a.html". */
const char *webpage_resolved(struct arena *a, const struct export_media *m, const char *base,
                             const char *address);
/* The attribute of an element names that word, in any case: rel="author". */
bool webpage_has_word(const struct html_node *node, const char *attribute, const char *word);

/* webpage_story.c: a page as a story. */
enum import_next webpage_story_take(struct webpage_import *x, struct arena *a, const char *file,
                                    const char *text, struct import_item *out, const char **name,
                                    const char **why);

#endif
