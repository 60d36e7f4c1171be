/* markdown_private.h: what the files of the renderer share.
 *
 *   markdown.c          the walk over the parsed tree: blocks and spans
 *   markdown_text.c     text, and the plain text beside it
 *   markdown_prose.c    the source made ready for the parser
 *   markdown_tree.c     the parser, and lists that are none
 *   markdown_inline.c   links and pictures
 *   markdown_autolink.c bare addresses, and links that were not found
 *   markdown_heading.c  ids of headings, and the names they are linked by
 *   markdown_note.c     footnotes
 *   markdown_swap.c     other pictures in rendered HTML
 *   markdown_public.c   Markdown of what the page says
 *   markdown_video.c    addresses of videos */
#ifndef DATELINE_MARKDOWN_PRIVATE_H
#define DATELINE_MARKDOWN_PRIVATE_H

#include "arena.h"
#include "buf.h"
#include "markdown.h"

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>

/* Of blocks and spans. Readers cannot tell levels apart long before; browsers nest on the stack. */
#define MD_DEPTH_MAX 100
#define MD_COLUMNS_MAX 64

/* Noncharacters that stand in a prepared source for nothing and for a star that is a letter. */
#define MD_NOTHING "\uFDD0"
#define MD_STAR "\uFDD1"

/* A picture met in the text, with all that a figure of it needs. Strings in the arena. */
struct md_picture {
    bool known; /* the site has it */
    struct markdown_image image;
    const char *title; /* caption without the "Credit: …" at its end; may be "" */
    const char *alt;
};

enum { MD_LEVELS = 6 }; /* h1 to h6 */

/* A name by which a heading may be linked. */
struct md_name {
    const char *name, *id;
    int kind; /* whose names: the first that fits counts */
    size_t order;
};

/* A footnote. */
struct md_note {
    cmark_node *node;
    int source;  /* the story's source that it is, from 1; 0: none */
    size_t refs; /* printed so far */
};

struct md_render {
    const struct markdown_options *opt;
    const struct markdown_public *public; /* Markdown is made, into html; NULL: HTML is */
    struct markdown_stats *stats;         /* never NULL here */
    struct arena *arena;                  /* ends with the call */
    struct buf *html;                     /* the caller's */
    struct buf *plain;                    /* the caller's, or our own */
    size_t html_start, plain_start;

    struct buf source; /* what the parser read */
    size_t *lines;     /* where each begins */
    size_t n_lines;

    struct buf block; /* HTML inside the paragraph, heading, cell or tight item being read */
    struct buf text;  /* the plain text of the same */
    struct buf shape; /* text again, brackets that are no markup left out */
    const char *bracket_from, *bracket_at; /* of the source: no bracket between them */
    struct buf raw;                        /* the alt text of the picture being read */
    struct buf run;                        /* neighbouring texts, until something else comes */
    bool in_leaf;                          /* what is read goes to block, not to html */

    /* A quotation's paragraph that begins with a dash waits here until it is known to be the
     * last one: then it says whose words they are. */
    struct buf held;
    bool holding;

    char plain_gap; /* what parts the next text from the one before; '\0' for nothing */
    bool refused;   /* stats->fault says why */
    size_t depth;
    size_t tables, columns, column;
    const uint8_t *alignments;
    bool in_head;

    unsigned levels[MD_LEVELS]; /* of the headings that the text being read is under */
    size_t n_levels;
    struct md_name *names; /* sorted */
    size_t n_names;

    struct md_note *notes; /* by number, from 1 */
    size_t n_notes, note;  /* the one being printed, 0: none */
    bool notes_begun;

    bool rtl[MD_DEPTH_MAX + 1]; /* the direction around each block; the last is n_rtl's */
    size_t n_rtl;

    size_t links_open;                       /* printed or not, nested */
    size_t pictures_open;                    /* nested in each other's alt text */
    const char *picture_src, *picture_title; /* of the outermost */
    size_t pictures;                         /* of this paragraph */
    bool other_content;                      /* the paragraph has more than pictures */
    struct md_picture picture;
};

/* What ids begin with. */
static inline const char *md_ids(const struct md_render *r)
{
    return r->opt->ids ? r->opt->ids : "";
}

/* ---- markdown.c ---------------------------------------------------------------------------- */

/* Renders with opt, public, stats, html and plain of r; the rest of r is 0. */
enum markdown_status md_make(const char *md, size_t n, struct md_render *r);
/* What a block of code is said to be written in, or "". In the arena. */
const char *md_code_language(struct md_render *r, cmark_node *block);

/* ---- markdown_public.c --------------------------------------------------------------------- */

/* Adds the tree as Markdown to html. The tree is not whole afterwards. */
void md_write_public(struct md_render *r, cmark_node *doc);

/* ---- markdown_text.c ----------------------------------------------------------------------- */

/* Adds text to the block being read: escaped to its HTML, as it is to its plain text. */
void md_add_text(struct md_render *r, const char *s, size_t n);
/* Where markup goes now. */
struct buf *md_out(struct md_render *r);
/* Before a new text in plain. */
void md_plain_text(struct md_render *r, const char *s, size_t n);
/* A copy in the arena as its writer typed it: md_clean. NULL is "". */
const char *md_own(struct md_render *r, const char *s);
/* The words of a node: no pictures, no numbers of notes, no tags. One line, in the arena. */
const char *md_node_text(struct md_render *r, cmark_node *node);
/* The words of a block of HTML, "" when it has none. One line, in the arena. */
const char *md_html_words(struct md_render *r, cmark_node *block);
/* Whether a tag within text is a line break, the only one that is kept. */
bool md_tag_breaks(cmark_node *tag);
/* Remembers what leads nowhere, as typed. */
void md_leads_nowhere(struct md_render *r, const char *what);
/* A line break of the source, or one that readers see. */
void md_add_break(struct md_render *r, bool visible);
/* Adds text to the leaf's shape whose brackets are no markup. */
void md_add_shape(struct md_render *r, const char *s, size_t n);

/* ---- markdown_prose.c ---------------------------------------------------------------------- */

/* Adds the source, prepared. */
void md_prose(const char *md, size_t n, struct buf *out);
/* Takes the noncharacters out again. */
void md_clean(char *s);
/* Whether the parser can take it in good time and memory. */
enum markdown_fault md_prose_cost(const char *md, size_t n);

/* ---- markdown_tree.c ----------------------------------------------------------------------- */

/* Parses r->source. The caller frees the tree. */
cmark_node *md_parse_source(struct md_render *r);
/* Makes two of an ordered list: the second begins at that item, with that number. → the second */
cmark_node *md_split_list(cmark_node *list, cmark_node *second, int start);
/* The place of a line and column of the parser's, both from 1; NULL: there is none. */
const char *md_source_at(const struct md_render *r, int line, int column);

/* ---- markdown_inline.c --------------------------------------------------------------------- */

bool md_url_is_allowed(const char *url);
/* Percent-encodes what may not stand in a URL (RFC 3986 appendix A); what is encoded stays. */
void md_add_url(struct buf *out, const char *url);
/* What a link to it says of itself, behind its address: rel="sponsored", or nothing. */
void md_add_rel(const struct md_render *r, struct buf *out, const char *url);
/* Prints the begin tag of a link. False when the link is refused; its text stays. */
bool md_enter_link(struct md_render *r, cmark_node *link);
void md_enter_picture(struct md_render *r, cmark_node *image);
void md_leave_picture(struct md_render *r);
/* The picture of an address, a title and an alternative text, with what the site and the text say of it. */
struct md_picture md_settle_picture(struct md_render *r, const char *src, const char *title,
                                    const char *alt);
/* The last picture as a figure, the id of paragraph p_number, onto html and plain. */
void md_add_figure(struct md_render *r, size_t p_number);
/* Its <img>; responsive: with the files that a browser chooses from. */
void md_add_img(struct buf *out, const struct md_picture *p, bool responsive);

/* ---- markdown_autolink.c ------------------------------------------------------------------- */

/* Takes a text of the parser's; neighbours are one until md_end_run. */
void md_take_text(struct md_render *r, cmark_node *node);
void md_end_run(struct md_render *r);
/* "[x][missing]" and "[^missing]" in the shape of a leaf that is at its end. */
void md_find_missing(struct md_render *r);

/* ---- markdown_heading.c -------------------------------------------------------------------- */

/* Gives each heading its id (its user data), and notes the names that lead to it. */
void md_name_headings(struct md_render *r, cmark_node *doc);
/* The id of the heading that is linked by this name; NULL: there is none. */
const char *md_heading_named(struct md_render *r, const char *name);

/* ---- markdown_video.c ---------------------------------------------------------------------- */

/* A paragraph of the text itself that is a video's address or a link to one, as a card with that number.
 * False: it is none, and nothing is added. */
bool md_add_video(struct md_render *r, cmark_node *paragraph, size_t p_number);

/* ---- markdown_note.c ----------------------------------------------------------------------- */

void md_find_notes(struct md_render *r, cmark_node *doc);
void md_add_note_reference(struct md_render *r, cmark_node *ref);
/* False: the note is one of the sources, and not printed here. */
bool md_enter_note(struct md_render *r, cmark_node *note);
/* The ways back, at the end of the block that is being read. */
void md_add_ways_back(struct md_render *r);
void md_leave_note(struct md_render *r);
void md_end_notes(struct md_render *r);

/* ---- markdown_direction.c ------------------------------------------------------------------ */

/* ` dir="auto"` where the text's first letter runs against the text around it, else "". */
const char *md_direction_of(struct md_render *r, const char *text);
/* The same of a block that holds blocks. It is left by md_leave_direction. */
const char *md_enter_direction(struct md_render *r, cmark_node *node);
void md_leave_direction(struct md_render *r);

#endif
