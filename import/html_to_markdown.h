/* html_to_markdown.h: HTML made into the Markdown of lib/markdown.h.
 *
 * A walk over the tree that a browser would make of it. Every character of text is escaped, so that
 * readers see the text as it was; every construct gets the form that Markdown has for it, and what
 * has none is counted by its name (body.h). */
#ifndef DATELINE_HTML_TO_MARKDOWN_H
#define DATELINE_HTML_TO_MARKDOWN_H

#include "body.h"

#include <stdbool.h>
#include <stddef.h>

/* What a line's end between paragraphs of text means. A blank line parts paragraphs in both. */
enum html_lines {
    HTML_LINES_FLOW, /* a space, as in browsers */
    HTML_LINES_BREAK /* a line break, as in the texts that WordPress stores */
};

/* A whole document, or a post of some generator that wraps its pages around it. Strings in the
 * arena, "" for what it does not say. */
struct html_document {
    const char *title; /* its only <h1>, else <title> */
    const char *body;  /* Markdown of <article>, <main> or <body>, without <nav> */
    const char *lang, *description, *author;
    const char *published; /* as the page spells the date */
};

/* What may stand in a body. Adds Markdown to out; false: it nests too deep, nothing is added. */
bool html_to_markdown(struct arena *a, const char *html, size_t n, enum html_lines lines,
                      struct buf *out, struct body_counts *counts)
    __attribute__((warn_unused_result));

/* headline is what the story is called, "" when the page itself says: the <h1> that repeats it is
 * left out of the text. False: it nests too deep. */
bool html_read_document(struct arena *a, const char *html, size_t n, const char *headline,
                        struct html_document *out, struct body_counts *counts)
    __attribute__((warn_unused_result));

/* markdown_html.c: Markdown with HTML in it. What CommonMark calls HTML goes through the tree, all
 * else stays as it is, byte for byte. False: it nests too deep, nothing is added. */
bool markdown_without_html(struct arena *a, const char *text, struct buf *out,
                           struct body_counts *counts) __attribute__((warn_unused_result));

#endif
