/* feed_entry.h: a feed's entries, in whichever of its forms it was written, and what
 * feed_import.c (the files), feed_xml.c, feed_atom.c and feed_json.c (their forms), feed_story.c and
 * feed_date.c (an entry as a story) share. */
#ifndef DATELINE_FEED_ENTRY_H
#define DATELINE_FEED_ENTRY_H

#include "export_item.h"

#include <jansson.h>
#include <libxml/tree.h>

enum feed_form { FEED_NOTHING, FEED_PLAIN, FEED_HTML };
struct feed_text {
    enum feed_form form;
    const char *text; /* "" for FEED_NOTHING */
};

/* A picture that belongs to an entry. rank: a larger one is the likelier lead; 0: there is none. */
struct feed_picture {
    int rank;
    const char *url, *alt, *credit;
};

struct feed;

/* Strings are never NULL; "" when the feed does not say. */
struct feed_entry {
    const struct feed *feed;
    size_t number; /* in its feed, from 1 */
    const char *id, *link;
    const char *origin; /* the address behind a link of a service that counts clicks */
    const char *title;  /* one line of text */
    const char *published, *updated;
    const char *lang;
    struct feed_text content, summary;
    struct feed_picture picture;
    struct strlist authors, tags;
    struct strlist unused; /* what came along and has no place here: "enclosure audio/mpeg" */
};

struct feed {
    const char *home; /* address of the site */
    const char *lang;
    struct strlist authors; /* of entries that name none */
    struct feed_entry *v;
    size_t n, capacity;
};

struct feed_import {
    struct arena *arena;
    struct export_media media;
    const char *lang; /* the site's own, whose name no story needs */
    bool whole;       /* summaries are whole texts */
    const struct feed_entry **v;
    size_t n, capacity;

    /* As a source: */
    struct story_files *stories_of;
    json_t *chosen; /* key → number of the entry in v that counts */
    size_t at;
};

/* A new entry of the feed, and its number; nothing said yet. */
struct feed_entry *feed_entry_add(struct arena *a, struct feed *feed);
/* Adds a line of text to a list, unless it is blank or there already in any case of letters. */
void feed_list_add(struct arena *a, struct strlist *list, const char *said);
/* An enclosure or other file of an entry. type: "image/jpeg", "image", or "" */
void feed_picture_add(struct arena *a, struct feed_entry *e, struct feed_picture picture,
                      const char *type);
/* Text as HTML. In a. */
const char *feed_html_of(struct arena *a, const char *text);

/* feed_xml.c: RSS and Atom; n bytes. feed_json.c: JSON Feed. False: *why, with its place. */
bool feed_xml_read(struct arena *a, const char *bytes, size_t n, struct feed *out,
                   const char **why);
bool feed_json_read(struct arena *a, const char *bytes, size_t n, struct feed *out,
                    const char **why);

/* feed_atom.c: an element of Atom that may be text, HTML or elements of XHTML. */
struct feed_text feed_atom_text(struct arena *a, xmlNodePtr node);
/* All text of an element; the value of its attribute, "" for none; the name without a prefix. */
const char *feed_xml_text(struct arena *a, xmlNodePtr node);
const char *feed_xml_attribute(struct arena *a, xmlNodePtr node, const char *name);
const char *feed_xml_name(xmlNodePtr node);

/* feed_date.c: RFC 3339, or RFC 822 with years of two digits and its military zones. False: it is no
 * date. */
bool feed_date_read(struct calendar *calendar, struct arena *a, const char *said, int64_t *ms);

/* feed_story.c: what an entry is known by; the entry as a story. False: *why it is left out. */
const char *feed_entry_key(struct arena *a, const struct feed_entry *e);
bool feed_story_take(struct feed_import *x, struct arena *a, const struct feed_entry *e,
                     struct import_item *out, const char **name, const char **why);

#endif
