/* markdown_private.h: what markdown.c (structure) and markdown_inline.c (links, pictures) share. */
#ifndef DATELINE_MARKDOWN_PRIVATE_H
#define DATELINE_MARKDOWN_PRIVATE_H

#include "arena.h"
#include "buf.h"
#include "markdown.h"

#include <md4c.h>
#include <stdbool.h>
#include <stddef.h>

/* Of blocks and spans. Readers cannot tell levels apart long before; browsers nest on the stack. */
#define MD_DEPTH_MAX 100

/* A picture met in the text, with all that a figure of it needs. Strings in the arena. */
struct md_picture {
    bool known; /* the site has it */
    struct markdown_image image;
    const char *title; /* caption as written, maybe with "Credit: …" at its end; may be "" */
    const char *alt;
};

struct md_span {
    MD_SPANTYPE type;
    bool printed; /* its begin tag was; its end tag must be */
};

enum { MD_LEVELS = 6 }; /* h1 to h6 */

struct md_render {
    const struct markdown_options *opt;
    struct markdown_stats *stats; /* never NULL here */
    struct arena *arena;          /* ends with the call */
    struct buf *html;             /* the caller's */
    struct buf *plain;            /* the caller's, or our own */
    size_t html_start, plain_start;

    struct buf block; /* HTML inside the paragraph, heading, cell or tight item being read */
    struct buf text;  /* the plain text of the same */
    struct buf raw;   /* an HTML block, or the alt text of the picture being read */
    bool in_leaf;     /* what is read goes to block, not to html */
    bool in_html;

    /* A quotation's paragraph that begins with a dash waits here until it is known to be the
     * last one: then it says whose words they are. */
    struct buf held;
    bool holding;

    char plain_gap; /* what parts the next text from the one before; '\0' for nothing */
    bool refused;   /* nested too deep, or a cap was met */
    MD_BLOCKTYPE blocks[MD_DEPTH_MAX];
    size_t n_blocks;
    size_t tables, headings;
    struct strlist heading_ids;
    unsigned levels[MD_LEVELS]; /* of the headings that the text being read is under */
    size_t n_levels;

    /* md4c 0.4.8 can leave a span that it never entered, and the other way round ("_[a](/_l)_"):
     * the tags printed are kept here, so that they always balance. */
    struct md_span spans[MD_DEPTH_MAX];
    size_t n_spans;

    size_t pictures_open;                    /* nested in each other's alt text */
    const char *picture_src, *picture_title; /* of the outermost */
    size_t pictures;                         /* of this paragraph */
    bool other_content;                      /* the paragraph has more than pictures */
    struct md_picture picture;
};

/* Adds text to the block being read: escaped to its HTML, as it is to its plain text. */
void md_add_text(struct md_render *r, const char *s, size_t n);
/* Where markup goes now. */
struct buf *md_out(struct md_render *r);

/* The text of an attribute with its references decoded, in the arena. */
const char *md_attribute(struct md_render *r, const MD_ATTRIBUTE *attribute);
/* Prints the begin tag of a link. False when the link is refused; its text stays. */
bool md_enter_link(struct md_render *r, const MD_SPAN_A_DETAIL *d);
void md_enter_picture(struct md_render *r, const MD_SPAN_IMG_DETAIL *d);
void md_leave_picture(struct md_render *r);
/* The last picture as a figure, the id of paragraph p_number, onto html and plain. */
void md_add_figure(struct md_render *r, size_t p_number);

/* Before a new text in plain. */
void md_plain_text(struct md_render *r, const char *s, size_t n);

#endif
