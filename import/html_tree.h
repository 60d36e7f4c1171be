/* html_tree.h: HTML as a tree, the one that a browser would make of it.
 *
 * libgumbo parses (WHATWG HTML 13.2); what is here bounds its work and gives nodes that are easy to
 * walk. */
#ifndef DATELINE_HTML_TREE_H
#define DATELINE_HTML_TREE_H

#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A piece of Markdown that stands between tags: "<b>", Markdown, "</b>". */
struct html_piece {
    size_t at;        /* bytes before the element in the HTML that stands for it */
    const char *text; /* of text_n bytes; not escaped again */
    size_t text_n;
};

/* An attribute that was given to a node after it was parsed: it stands before those. */
struct html_said {
    const char *name, *value;
    const struct html_said *next;
};

struct html_node {
    const char *name; /* of an element, in lower case; "" for text */
    const char *text; /* of text, references decoded; "" for an element */
    const struct html_piece *piece;
    struct html_node *parent, *first, *next;
    const void *source; /* for html_attribute */
    const struct html_said *said;
    const char *odd;  /* the tag as spelled, of an element unknown to HTML that nothing closes */
    bool holds_block; /* it is a block, or one is in it */
    bool holds_block_inside; /* one is in it */
};

/* Parses n bytes of valid UTF-8, a document or what may stand in a body, into an element "html". At
 * the places of the pieces, which are in order, stand elements of any name; they become nodes with
 * that piece. NULL: it nests deeper than 512, has an element of more than 256 attributes, or would
 * need a multiple of its memory. In the arena. */
struct html_node *html_parse(struct arena *a, const char *html, size_t n, bool document,
                             const struct html_piece *pieces, size_t n_pieces);
/* A document, whose parser may take so many bytes of memory for it. */
struct html_node *html_parse_within(struct arena *a, const char *html, size_t n, size_t memory);
/* An attribute's value; "" when it is not there. */
const char *html_attribute(const struct html_node *node, const char *name);
bool html_has_attribute(const struct html_node *node, const char *name);
/* The element's name is one of those in a list of words with spaces around each, " ul ol ". */
bool html_is(const struct html_node *node, const char *names);
/* The same of any name of n bytes. */
bool html_name_is(const char *name, size_t n, const char *names);
/* The first element of that name in the tree below node, in the order of the text; NULL: none. */
struct html_node *html_find(struct html_node *node, const char *names);
/* What a piece says, without its escapes and references. */
const char *html_piece_text(struct arena *a, const struct html_piece *p);
/* All text of the tree below node, white space as it is. */
const char *html_text(struct arena *a, const struct html_node *node);
/* A child of white space, or a comment. */
bool html_is_blank(const struct html_node *node);

/* html_nesting.c: whether a parser's work on it is bounded: its estimate of how deep the elements
 * nest is never far below the truth. */
bool html_nests_well(const char *html, size_t n);

#endif
