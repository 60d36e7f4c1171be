/* markdown.h: a story's body from Markdown to HTML, once, at save.
 *
 * CommonMark with tables, strikethrough and autolinks (md4c's parser, our renderer). No raw HTML:
 * tags are dropped, their text is kept and escaped. Links: http, https, mailto, "#…" and
 * site-relative ("/…") only; others keep their text. Paragraphs and figures carry the ids p-1, p-2,
 * … in order, headings h-… from their text, so that a reader can point at one. Headings begin at
 * h2, for the headline is the page's h1, and skip no level. A picture that is a paragraph by itself
 * becomes a <figure>. */
#ifndef DATELINE_MARKDOWN_H
#define DATELINE_MARKDOWN_H

#include "buf.h"

#include <stdbool.h>
#include <stddef.h>

#define MARKDOWN_MAX (512u * 1024) /* bytes of source; more is refused */

/* The renderer's own words, in English, behind what always stands before them: whoever prints the
 * HTML may put others in their place. The credit follows its label, up to "</span>"; a table after
 * the first has its number after its label: "Table 2". */
#define MARKDOWN_CREDIT "<span class=\"credit\">"
#define MARKDOWN_CREDIT_LABEL "Credit: "
#define MARKDOWN_TABLE "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\""
#define MARKDOWN_TABLE_LABEL "Table"

/* What the renderer is told of an inline picture. Strings are borrowed during the call. */
struct markdown_image {
    const char *src;    /* address to print */
    const char *srcset; /* JPEG candidates "…-480.jpg 480w, …" or NULL */
    const char *webp;   /* the same in WebP for a <source>, or NULL */
    int width, height;  /* pixels of src */
    const char *credit; /* or NULL; printed after the caption as MARKDOWN_CREDIT says */
};
/* Finds the picture at the address src ("/media/…"). False: unknown, and the picture is dropped
 * (its alt text stays as text). */
typedef bool markdown_image_fn(void *ctx, const char *src, struct markdown_image *out);

struct markdown_options {
    markdown_image_fn *image; /* NULL: no pictures known */
    void *image_ctx;
};

struct markdown_stats {
    size_t words;
    size_t raw_html;       /* tags and blocks of raw HTML dropped */
    size_t links_refused;  /* links with a scheme that is not allowed */
    size_t images_missing; /* pictures the site does not have */
    size_t paragraphs;
};

enum markdown_status { MARKDOWN_OK, MARKDOWN_TOO_LONG, MARKDOWN_FAILED, MARKDOWN_STATUS_MAX };

/* Renders n bytes of valid UTF-8. html and plain (text for search and excerpts; may be NULL) are
 * added to. opt and stats may be NULL. FAILED: nested more than 100 deep, a table of more than 64
 * columns, or too much output for its source or for the caps; what was added is then not whole. */
enum markdown_status markdown_render(const char *md, size_t n, const struct markdown_options *opt,
                                     struct buf *html, struct buf *plain,
                                     struct markdown_stats *stats)
    __attribute__((warn_unused_result));

#endif
