/* typography_private.h: what reading a text for its marks and deciding on each of them share. */
#ifndef DATELINE_TYPOGRAPHY_PRIVATE_H
#define DATELINE_TYPOGRAPHY_PRIVATE_H

#include "buf.h"
#include "typography.h"

#include <stddef.h>
#include <stdint.h>

#define TYPOGRAPHY_DEPTH_MAX 8 /* quotations within each other */
#define NARROW_SPACE "\u202F"

/* What is no character: the beginning or the end of a block. */
#define WALK_NOTHING 0u
#define WALK_OBJECT 0xFFFCu /* a picture within the line */

/* Bytes of a plain text that are code. */
struct code_range {
    size_t from, to;
};

struct walk {
    const struct typography *t;
    const char *s; /* the whole, and … */
    size_t n, at;  /* … where it is read */
    bool html;
    const struct code_range *code; /* in plain text, in order; those behind `at` are left out */
    size_t n_code;
    struct buf out; /* what is set of s up to … */
    size_t copied;
    size_t run;               /* where the characters begin that were passed over, up to `at` */
    uint32_t before, before2; /* the last two characters in front of those, in reading order */
    size_t blocks;            /* begun so far */
    char open[TYPOGRAPHY_DEPTH_MAX]; /* the straight marks that are open */
    size_t depth;
    bool stayed;         /* a " of the block stayed straight */
    size_t last_closing; /* the block's last ' that may close; 0: none, SIZE_MAX: not looked for */
    size_t elided;       /* the ' behind the n of "rock 'n' roll" */
    size_t word_end;     /* of the word looked at last, and of the address in it */
    size_t address_begin, address_end;
};

/* One character at a place of the text, references decoded: its bytes. 0 at the end and at a tag,
 * and *c is WALK_NOTHING. */
size_t walk_char(const struct walk *w, size_t at, uint32_t *c);
/* What comes next in reading order, inline elements aside; code is a letter. */
uint32_t walk_next(const struct walk *w, size_t at);
/* Goes on behind a character that stays, or a tag that counts as one. */
void walk_pass(struct walk *w, size_t bytes, uint32_t c);
/* Puts up to three pieces in the place of those bytes; NULL: fewer. */
void walk_replace(struct walk *w, size_t bytes, const char *one, const char *two,
                  const char *three);

/* The next mark of a kind in the block, and what stands around it. */
struct mark_place {
    size_t at;
    uint32_t before, next;
};
bool walk_find_mark(const struct walk *w, size_t from, uint32_t mark, struct mark_place *out);

/* Set the mark (" or ') of so many bytes at w->at, or pass it. */
void typography_set_double(struct walk *w, size_t bytes);
void typography_set_single(struct walk *w, size_t bytes);
void typography_set_hyphens(struct walk *w);
/* All of the text. */
void walk_all(struct walk *w);

#endif
