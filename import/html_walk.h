/* html_walk.h: what html_block.c, html_inline.c and the others of their kind share: a walk over HTML's tree that
 * writes Markdown. */
#ifndef DATELINE_HTML_WALK_H
#define DATELINE_HTML_WALK_H

#include "body.h"
#include "html_to_markdown.h"
#include "html_tree.h"
#include "lib/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Formatting of a line of text. */
enum html_mark { HTML_STRONG, HTML_EM, HTML_DEL, HTML_LINK, HTML_MARK_MAX };

enum { HTML_WRAPS_MAX = 8 };

/* An element of a line of text that has blocks in it: each of their texts gets its mark. */
struct html_wrap {
    enum html_mark mark;
    const char *url; /* of a link */
};

struct html_walk {
    struct arena *arena;
    struct body_counts *counts;
    enum html_lines lines;

    struct buf out;
    struct buf prefix; /* what each line begins with: "> " of a quotation, an item's indentation */
    struct buf marker; /* what the next one begins with instead, when marked: an item's "- " */
    bool marked;
    bool marker_tight;   /* no blank line before the marker's line */
    size_t marker_blank; /* how much of prefix that blank line has */
    bool tight;          /* no blank line before the next block */
    char list; /* the marker of the list that was written last, '\0' when something followed */
    size_t depth;
    bool too_deep;
    bool mixed;                      /* stands in Markdown: a link may be spelled its way */
    bool document;                   /* <nav> is no text */
    const struct html_node *omitted; /* is no text either */
    const struct html_node *skip;    /* it and those behind it are written elsewhere */
    const struct html_node *caption; /* is written elsewhere */
    bool caption_done;
    struct html_wrap wraps[HTML_WRAPS_MAX];
    size_t n_wraps;

    const struct html_piece *pieces;
    size_t n_all_pieces;
    size_t n_pieces; /* that were met */
    bool disorder;   /* not each once, in order */
};

/* What marks a line of text may stand in, and what it must not hold. */
enum html_place { HTML_IN_PARAGRAPH, HTML_IN_HEADING, HTML_IN_CELL, HTML_IN_CODE };

/* Markdown of a line of text while it grows. */
struct html_run {
    struct html_walk *walk;
    struct buf out;
    enum html_place place;
    bool gap; /* white space, of which one space is left when more follows */
    bool open[HTML_MARK_MAX];
    size_t n_open;
    char script;       /* '^' or '_': digits are raised or lowered */
    size_t last_char;  /* where the last character of text begins in out */
    size_t text_end;   /* where it ends: further markup may stand behind it */
    size_t close_at;   /* behind the closing mark that was written last */
    size_t close_from; /* and where its opening one begins */
    enum html_mark closed;
    bool opened;                /* another mark has opened behind that one */
    size_t code_end, code_from; /* of the code span that was written last */
    const char *code;
};

/* A paragraph's end within a run: no text holds it. */
#define HTML_RUN_SPLIT '\x1e'

/* A mark that is open. */
struct html_open {
    enum html_mark mark;
    const char *url;
    size_t from;
    bool idle;   /* inside of another of the same kind */
    bool opened; /* of the run, before */
    size_t code_end;
};

/* html_run.c, html_mark.c, html_inline.c */
void html_run_begin(struct html_run *r, struct html_walk *w, enum html_place place);
/* Takes space from both ends and escapes what would begin a block of Markdown at a line's begin. In
 * the arena; "" for nothing. */
const char *html_run_end(struct html_run *r);
/* Ends it with all that it holds as it is, for a place within a line; white space goes when nothing
 * follows. In the arena. */
const char *html_run_end_within(struct html_run *r, bool ends);
void html_run_add(struct html_run *r, const struct html_node *node);
void html_run_add_children(struct html_run *r, const struct html_node *node);
void html_run_text(struct html_run *r, const char *s, size_t n);
/* The text of a node, of n bytes. */
void html_run_text_node(struct html_run *r, const char *s, size_t n);
void html_run_break(struct html_run *r);
/* The mark goes around what is added until it is closed; marks nest. url: of a link, "" for none. */
struct html_open html_run_open(struct html_run *r, enum html_mark mark, const char *url);
void html_run_close(struct html_run *r, const struct html_open *m);
/* ![alt](src "caption"); caption may be NULL: the element's own title. */
void html_run_picture(struct html_run *r, const struct html_node *img, const char *caption);
/* An address that our Markdown can link to, else "". In the arena. */
const char *html_url(struct html_walk *w, const char *url);
/* The mark of an inline element; HTML_MARK_MAX: it has none. */
enum html_mark html_mark_of(const struct html_node *node);
/* Readers see nothing of it, or nothing that is text. */
bool html_is_silent(const struct html_node *node);
/* Nothing is lost when only its text is kept. */
bool html_is_plain(const struct html_node *node);
/* Counts an element that could not become what it was; kept says what became of it, or NULL. */
void html_count(struct html_walk *w, const struct html_node *node, const char *kept);
/* Each piece is met once, in order. */
void html_meet_piece(struct html_walk *w, const struct html_piece *p);

/* A quotation, an item: what its lines begin with. */
struct html_container {
    size_t prefix, marker, out;
    bool marked, tight;
};

/* html_lines.c */
/* Goes to where the next block begins. */
void html_begin_line(struct html_walk *w);
/* Writes lines as a block of their own; nothing for "". */
void html_write_lines(struct html_walk *w, const char *lines);
/* The first line of what follows begins with `first`, the others with `rest`. */
struct html_container html_open_container(struct html_walk *w, const char *first, const char *rest);
/* False: nothing was in it, and nothing of it remains. */
bool html_close_container(struct html_walk *w, const struct html_container *c);

/* html_list.c */
void html_write_list(struct html_walk *w, const struct html_node *list);
void html_write_terms(struct html_walk *w, const struct html_node *dl);

/* html_block.c */
void html_write_blocks(struct html_walk *w, const struct html_node *parent);
void html_write_block(struct html_walk *w, const struct html_node *node);
/* An element's text as a strong paragraph. */
void html_write_strong(struct html_walk *w, const struct html_node *node);

/* HTML with elements in the places of pieces of Markdown. */
struct html_pieces {
    const char *html;
    size_t html_n;
    const struct html_piece *v;
    size_t n;
    bool within; /* a part of a line: no block is expected */
    bool ends;   /* nothing follows in the paragraph */
    enum html_place place;
    const char *prefix; /* that each line but the first must begin with */
};

/* html_to_markdown.c: adds the Markdown. *in_order: each piece was met once, in order. *blocks: it
 * was to be a part of a line and holds blocks; nothing is added then. False: it nests too deep. */
bool html_pieces_to_markdown(struct arena *a, const struct html_pieces *in, struct buf *out,
                             struct body_counts *counts, bool *in_order, bool *blocks);

/* A footnote: its label as Markdown has it, "1", and what it says. */
struct html_note {
    const char *label;
    const struct html_node *node;
};

/* html_to_markdown.c: adds the Markdown of a tree, and of the notes behind it. False: it nests too
 * deep, nothing is added. */
bool html_tree_to_markdown(struct arena *a, const struct html_node *tree,
                           const struct html_note *notes, size_t n_notes, struct buf *out,
                           struct body_counts *counts) __attribute__((warn_unused_result));

/* html_table.c */
void html_write_table(struct html_walk *w, const struct html_node *table);

#endif
