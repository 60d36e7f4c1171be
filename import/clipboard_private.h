/* clipboard_private.h: what the files that read a clipboard share. Each changes the tree in place, in
 * this order: notes, what is hidden, lists and quotations, tables, lines of text. Work is linear: a
 * node that goes becomes an empty text where it stands. */
#ifndef DATELINE_CLIPBOARD_PRIVATE_H
#define DATELINE_CLIPBOARD_PRIVATE_H

#include "clipboard.h"
#include "html_tree.h"
#include "html_walk.h"

/* What text looks like. The first five have elements of their own, in this order. */
enum clip_flag {
    CLIP_BOLD = 1,
    CLIP_ITALIC = 2,
    CLIP_STRUCK = 4,
    CLIP_RAISED = 8,
    CLIP_LOWERED = 16,
    CLIP_LINES = 32 /* line ends in it are breaks */
};

struct clip_look {
    unsigned set, clear; /* of enum clip_flag */
    bool hidden;
};

/* ".xl65 { font-weight: 700 }" */
struct clip_rule {
    const char *name;
    struct clip_look look;
};

#define CLIP_PIECES_MAX 200000 /* of text, with what stands between; more is refused */

/* A part of a line of text. */
struct clip_leaf {
    struct html_node *node;
    unsigned flags;
    bool blank;
};

struct clip {
    struct arena *a;
    const struct clipboard_place *place;
    struct clip_rule *rules; /* by name */
    size_t n_rules, rules_capacity;
    struct html_note *notes;
    size_t n_notes, notes_capacity;
    struct clip_leaf *leaves; /* a stack */
    size_t n_leaves, leaves_capacity;
    size_t pieces;            /* that there have been of them */
    size_t quotations, heads; /* that are open: headings and cells of a table's head */
    size_t left_out;          /* pictures */
};

/* clipboard_style.c */
/* The value of a property of the style attribute, "" when it has none. In the arena. */
const char *clip_style(const struct clip *c, const struct html_node *node, const char *property);
/* What the element, its style and its classes say of its text. */
struct clip_look clip_look(const struct clip *c, const struct html_node *node);
/* Takes the classes of all style sheets in the tree. */
void clip_take_rules(struct clip *c, const struct html_node *tree);

/* clipboard_note.c: takes footnotes out of the tree into c->notes, and puts their labels in. */
void clip_take_notes(struct clip *c, struct html_node *tree);
/* clipboard_flat.c: lists, quotations and headings that are paragraphs with a style. */
void clip_build_blocks(struct clip *c, struct html_node *parent);
/* clipboard_table.c: empty rows go, and the first row becomes the head where it seems to be one. */
void clip_mend_tables(const struct clip *c, struct html_node *parent);
/* clipboard_line.c: formatting is written anew, from what each text looks like. */
void clip_write_lines(struct clip *c, struct html_node *block, unsigned flags);

/* clipboard_node.c */
/* Nothing of the node is left, but its place. */
void clip_blank(struct html_node *node);
/* Gives it an attribute. */
void clip_say(const struct clip *c, struct html_node *node, const char *name, const char *value);
struct html_node *clip_node(const struct clip *c, const char *name, struct html_node *parent);
/* An attribute that is looked at again and again: "" when it is too long for that. */
const char *clip_attribute(const struct html_node *node, const char *name);
/* Its class attribute has a word that begins so. */
bool clip_has_class(const struct html_node *node, const char *begin);
/* No text and no picture is in it. */
bool clip_is_empty(const struct html_node *node);

#endif
