/* body.h: another system's Markdown made into ours (docs/import.md).
 *
 * Other systems' marks, HTML comments and raw HTML have no place in a story. What they say is kept
 * wherever Markdown can say it too (links, emphasis, lists, headings), and the rest is counted. */
#ifndef DATELINE_BODY_H
#define DATELINE_BODY_H

#include "lib/arena.h"
#include "lib/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct body_counts {
    size_t shortcodes; /* replaced or removed */
    size_t raw_html;   /* elements of HTML replaced or removed */
    size_t pictures_missing;
    json_t *marks; /* what could not become what it was: name → file → how often; may be NULL */
    const char *file; /* that is being read, or NULL */
};

/* Counts a mark of another system, or an element of HTML, by its name ("{% include %}"). */
void body_count(struct body_counts *counts, const char *name);

/* Adds what was counted apart, of to->file. */
void body_counts_add(struct body_counts *to, const struct body_counts *from);

/* A picture as Markdown has it. Strings are borrowed during the call. */
struct body_picture {
    const char *src;
    const char *alt;   /* as Markdown; the hook may put another in its place, in the arena */
    const char *title; /* "" when there is none */
};

struct html_document;

/* Whose marks are looked for: brackets are text, too. */
enum body_marks { BODY_MARKS_ALL, BODY_MARKS_WORDPRESS, BODY_MARKS_NONE };

/* What the text asks of its surroundings. */
struct body_hooks {
    void *ctx;
    enum body_marks marks;
    /* The address of another file of the import, "news/2013-04-19-a.md"; NULL: not known. */
    const char *(*reference)(void *ctx, const char *target);
    /* The address that a picture gets, with *caption for its title. NULL: it goes from the text. */
    const char *(*picture)(void *ctx, struct body_picture *p, const char **caption);
    bool own; /* asks for pictures of the site, too, where NULL leaves the picture as it is */
};

/* Takes the Markdown of another system, valid UTF-8, and gives Markdown that
 * lib/markdown.h renders: no shortcodes, no comments, no raw HTML, and only pictures that the site
 * has. *counts is added to. In the arena. NULL: its HTML nests too deep, or it becomes too long. */
const char *body_convert(struct arena *a, const char *text, const struct body_hooks *hooks,
                         struct body_counts *counts);

/* The same of what may stand in a body of HTML. breaks: a line's end is a line break, as in the texts
 * that WordPress stores. */
const char *body_convert_html(struct arena *a, const char *html, bool breaks,
                              const struct body_hooks *hooks, struct body_counts *counts);

/* The same, but pictures still have the addresses that they had: body_settle_pictures does the rest. Of the hooks it
 * asks for marks and references alone. */
const char *body_html_to_markdown(struct arena *a, const char *html, bool breaks,
                                  const struct body_hooks *hooks, struct body_counts *counts);
/* The same of a whole page of HTML (html_to_markdown.h), which has pictures and shortcodes, too.
 * headline is "" when only the page says what it is called. False: it nests too deep, or becomes too long. */
bool body_convert_document(struct arena *a, const char *html, const char *headline,
                           const struct body_hooks *hooks, struct body_counts *counts,
                           struct html_document *out) __attribute__((warn_unused_result));
/* Markdown of ours, of which only the pictures are still another system's. In the arena. NULL: it becomes too
 * long. */
const char *body_settle_pictures(struct arena *a, const char *text, const struct body_hooks *hooks,
                                 struct body_counts *counts);
/* body_pictures.c: every picture outside code gets the address that the hook has for it, or goes
 * whole. Returns how many bytes were looked at, for whoever wants to know that they are few. */
size_t body_replace_pictures(struct arena *a, const char *text, const struct body_hooks *hooks,
                             struct buf *out, struct body_counts *counts);
/* And what was a link around it, "[](https://…)". */
void body_drop_empty_links(const char *text, struct buf *out);
/* mdx.c: the text of an .mdx file without what imports, exports and is a comment in it. */
void mdx_drop_code(const char *text, struct buf *out);

#endif
