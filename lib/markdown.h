/* markdown.h: a story's body from Markdown to HTML, once, at save.
 *
 * CommonMark with tables, ~~strikethrough~~, footnotes and autolinks (cmark-gfm's parser, our
 * renderer). Prose is text: a list is one only when its numbers count up, a star within a word is a
 * letter. No raw HTML: tags are dropped, their text is kept and escaped. Links: http, https, mailto,
 * tel, "#…" and site-relative ("/…") only; others keep their text. Paragraphs and figures carry the ids p-1, p-2,
 * … in order, headings h-… from their text, so that a reader can point at one. Headings begin at
 * h2, for the headline is the page's h1, and skip no level. A picture that is a paragraph by itself
 * becomes a <figure>, and the address of a video that is one a card: its title, or its host, with the link;
 * nothing is loaded from there. */
#ifndef DATELINE_MARKDOWN_H
#define DATELINE_MARKDOWN_H

#include "arena.h"
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
/* What a video's card begins with. */
#define MARKDOWN_VIDEO "<span class=\"kind\">"
#define MARKDOWN_VIDEO_LABEL "Video:"
/* The footnotes, and each way back from one; of several the number stands after the label. */
#define MARKDOWN_NOTES "<section class=\"endnotes\" role=\"doc-endnotes\" aria-label=\""
#define MARKDOWN_NOTES_LABEL "Notes"
#define MARKDOWN_BACK "\" role=\"doc-backlink\" aria-label=\""
#define MARKDOWN_BACK_LABEL "Back to the text"

/* What the renderer is told of an inline picture. Strings are borrowed during the call. */
struct markdown_image {
    const char *src;    /* address to print */
    const char *srcset; /* JPEG candidates "…-480.jpg 480w, …" or NULL */
    const char *webp;   /* the same in WebP for a <source>, or NULL */
    int width, height;  /* pixels of src */
    const char *credit; /* or NULL; printed after the caption as MARKDOWN_CREDIT says, unless the
                           text names one */
    const char *alt,
        *caption; /* of another picture that stands in its place; NULL: the text's hold */
};
/* Finds the picture at the address src ("/media/…"). False: unknown, and the picture is dropped
 * (its alt text stays as text). */
typedef bool markdown_image_fn(void *ctx, const char *src, struct markdown_image *out);

/* Whether an address leads somewhere: false only of one on the site itself with nothing there. */
typedef bool markdown_page_fn(void *ctx, const char *url);

/* An entry of the story's list of sources: a footnote that says the same leads there,
 * "#source-1". Either may be "". */
struct markdown_source {
    const char *title, *url;
};

/* Told of each picture that is shown, behind the question about it: its alt text, and the credit
 * that readers see, or "". */
typedef void markdown_shown_fn(void *ctx, const char *alt, const char *credit);

struct markdown_options {
    markdown_image_fn *image; /* NULL: no pictures known */
    markdown_shown_fn *shown; /* or NULL */
    void *image_ctx;
    markdown_page_fn *page; /* NULL: all are taken to lead somewhere */
    void *page_ctx;
    const struct markdown_source *sources;
    size_t n_sources;
    const char *ids;     /* before each id, for a second text of a page; NULL: none */
    bool paid;           /* links that leave the site say rel="sponsored" */
    const char *site;    /* for that: what its own addresses begin with; NULL or "": unknown */
    bool rtl;            /* the story's language runs from right to left */
    struct arena *arena; /* for stats->nowhere; NULL: it stays empty */
};

/* Why a source was refused. */
enum markdown_fault {
    MARKDOWN_FAULT_NONE,
    MARKDOWN_FAULT_DEPTH,   /* nested more than 100 deep */
    MARKDOWN_FAULT_COLUMNS, /* a table of more than 64 columns */
    MARKDOWN_FAULT_OUTPUT,  /* too much output for its source, or past a cap */
    MARKDOWN_FAULT_MAX
};

#define MARKDOWN_NOWHERE_MAX 20
#define MARKDOWN_NOWHERE_LENGTH 100 /* code points of each */

struct markdown_stats {
    size_t words;
    size_t raw_html;       /* tags and blocks of raw HTML dropped */
    size_t links_refused;  /* links with a scheme that is not allowed */
    size_t images_missing; /* pictures the site does not have */
    size_t paragraphs;
    size_t
        looked; /* bytes of the source that were looked at again, for brackets: not more than it has */
    size_t nowhere_n;       /* links and notes that lead nowhere */
    struct strlist nowhere; /* the first MARKDOWN_NOWHERE_MAX of them, as typed, each once */
    enum markdown_fault fault;
};

enum markdown_status { MARKDOWN_OK, MARKDOWN_TOO_LONG, MARKDOWN_FAILED, MARKDOWN_STATUS_MAX };

/* Renders n bytes of valid UTF-8. html and plain (text for search and excerpts; may be NULL) are
 * added to. opt and stats may be NULL. FAILED: stats->fault says why; what was added is then not
 * whole. */
enum markdown_status markdown_render(const char *md, size_t n, const struct markdown_options *opt,
                                     struct buf *html, struct buf *plain,
                                     struct markdown_stats *stats)
    __attribute__((warn_unused_result));

/* Where the addresses of a text lead from anywhere. */
struct markdown_public {
    const char *site; /* in front of "/…": "https://paper.example" */
    const char *page; /* in front of "#…": the address of the page */
    const char
        *notes; /* in front of the numbers of notes: "", or what tells a second text's apart */
};

/* Adds Markdown that says what the page of n bytes of source, which markdown_render has taken, says, and nothing else: what a source has besides
 * (comments, tags, definitions that nothing refers to, pictures that are not there, links that are refused, the rest of
 * a code's info) is not in it. opt as for markdown_render: pictures are those that it finds. */
enum markdown_status markdown_public(const char *md, size_t n, const struct markdown_options *opt,
                                     const struct markdown_public *public, struct buf *out)
    __attribute__((warn_unused_result));
/* Adds one line of text, escaped where Markdown would take it for more than text. */
void markdown_add_line(struct buf *out, const char *text);

/* A place in the text that refers to a source by a footnote. */
struct markdown_place {
    const char *id; /* borrowed from html, not ended */
    size_t id_length;
    size_t number; /* as printed there */
};
/* The places in HTML of markdown_render that lead to a source, numbered from 1: at most max of
 * them, in reading order. Their number. */
size_t markdown_source_notes(const char *html, size_t source, struct markdown_place *out,
                             size_t max);

/* What stands in the place of a picture. Strings are borrowed during the call. */
struct markdown_swap {
    struct markdown_image image; /* credit: what readers see, or NULL */
    const char *alt, *caption;
};
/* Whether something stands in the place of the picture at the address src. */
typedef bool markdown_swap_fn(void *ctx, const char *src, struct markdown_swap *out);
/* Adds html, which markdown_render made, to out, with other pictures in the places of those for which swap answers: a
 * figure keeps its id. rtl: the story's language runs from right to left. → how many; when none, out is as it was. */
size_t markdown_swap_pictures(const char *html, bool rtl, markdown_swap_fn *swap, void *ctx,
                              struct buf *out);

#endif
