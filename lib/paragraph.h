/* paragraph.h: the paragraphs of a story that a reader can point at. */
#ifndef DATELINE_PARAGRAPH_H
#define DATELINE_PARAGRAPH_H

#include "arena.h"

#include <stddef.h>

struct paragraph {
    const char *id;   /* "p-4" */
    const char *text; /* its words in one line; a figure's caption, else its alternative text */
    size_t end;       /* bytes of the HTML up to where it ends */
};
struct paragraphs {
    struct paragraph *v; /* in reading order */
    size_t n;
};

/* What has an id "p-…" in HTML that markdown_render made; those without words are left out. Never
 * fails: other HTML gives fewer or none. */
struct paragraphs paragraphs_of(struct arena *a, const char *html);

/* Bytes of the Markdown; n 0: the paragraph does not stand there by itself. */
struct paragraph_source {
    size_t at, n;
};
/* Of each of the paragraphs that md became, in their order; an array in the arena. Never fails. */
struct paragraph_source *paragraph_sources(struct arena *a, const char *md,
                                           const struct paragraphs *all);

#endif
