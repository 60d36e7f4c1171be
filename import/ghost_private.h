/* ghost_private.h: what ghost.c (tables), ghost_story.c (a post), ghost_text.c and its kinds of texts
 * share. */
#ifndef DATELINE_GHOST_PRIVATE_H
#define DATELINE_GHOST_PRIVATE_H

#include "export_item.h"
#include "ghost.h"
#include "lib/buf.h"

#include <jansson.h>

struct ghost_collection {
    const char *permalink; /* "/{year}/{slug}/", or "/:year/:slug/" */
    const char *filter;    /* "tag:news"; NULL: all posts */
};

struct ghost {
    struct arena *arena;
    json_t *root;
    json_t *posts;                        /* list of all, borrowed by it */
    json_t *users, *tags, *metas;         /* id → row; metas by the post's */
    json_t *tags_of, *authors_of;         /* post's id → list of ids, in order */
    struct ghost_collection *collections; /* the first that has a post says where it stood */
    size_t n_collections;
    struct import_redirect *redirects;
    size_t n_redirects, room_redirects;
    struct export_media media;

    struct story_files *stories_of;
    size_t at;
};

/* Text of a row, valid UTF-8 without NUL, __GHOST_URL__ as the site's root; "" for none. In a. */
const char *ghost_text(struct arena *a, const json_t *row, const char *key);
const char *ghost_value(struct arena *a, const json_t *value);
/* An id, a number or a text; "" for none. */
const char *ghost_id(struct arena *a, const json_t *value);
bool ghost_true(const json_t *value);

/* ghost_story.c */
bool ghost_story_take(struct ghost *g, struct arena *a, const json_t *post, struct import_item *out,
                      const char **name, const char **why);

/* ghost_routes.c: reads routes.yaml and redirects in a folder, or NULL. False: *why, one of them is damaged. */
bool ghost_read_beside(struct ghost *g, const char *folder, const char **why);
/* Reads one of them, of that name. */
bool ghost_take_file(struct ghost *g, const char *name, const char *text, size_t n,
                     const char **why);
/* Of a permalink of routes.yaml, with one part at least that tells posts apart. */
bool ghost_pattern_is_good(struct arena *a, const char *pattern);
/* Adds where a post stood; several when a filter cannot be told. */
void ghost_addresses(const struct ghost *g, struct arena *a, const json_t *post,
                     const struct dateline_civil *c, struct strlist *out);

/* A text on its way from Ghost's form to parts of HTML and Markdown. */
struct ghost_writer {
    struct arena *a;
    struct body_counts *counts;
    struct notes *notes;
    struct buf html; /* the part that is being written */
    struct export_part *parts;
    size_t n_parts, room;
    int depth;
    bool outgrew;  /* one of its forms was too long */
    bool too_long; /* its text was, or a part of it, and is not there */
    bool hidden;   /* a card was left out that not all readers see: said once */
};
void ghost_raw(struct ghost_writer *w, const char *html);
void ghost_escaped(struct ghost_writer *w, const char *text);
/* Ends the part of HTML; adds one of Markdown behind it. */
void ghost_end_html(struct ghost_writer *w);
void ghost_markdown(struct ghost_writer *w, const char *markdown);
/* "<p><a href=…>text</a></p>"; text "": the address. */
void ghost_link(struct ghost_writer *w, const char *url, const char *text);

/* ghost_markdown.c: what Ghost's Markdown has besides CommonMark, as HTML in it. In a. */
const char *ghost_markdown_marks(struct arena *a, const char *text);
/* ghost_text.c: the text of a post: Lexical, mobiledoc, HTML, Markdown, the first that it has. */
void ghost_text_take(struct ghost_writer *w, const json_t *post);
/* ghost_card.c: a card by its name, and what it holds. */
void ghost_card_add(struct ghost_writer *w, const char *name, const json_t *card);
/* ghost_lexical.c, ghost_mobiledoc.c. False: it is none. */
bool ghost_lexical_add(struct ghost_writer *w, const json_t *document);
bool ghost_mobiledoc_add(struct ghost_writer *w, const json_t *document);

#endif
