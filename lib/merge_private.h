/* merge_private.h: shared by the files of merging: a text in units, and one side's changes. */
#ifndef DATELINE_MERGE_PRIVATE_H
#define DATELINE_MERGE_PRIVATE_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Some bytes of a text, not terminated. */
struct merge_part {
    const char *p;
    size_t n;
};

/* A text cut into units. What is between them, before the first and after the last are the
 * separators: units and separators make up the text to the byte. */
struct merge_text {
    const char *p, *end;
    struct merge_part *v;
    int n, capacity;
};

/* One side's change: base units [base_from, base_to) became its units [from, to). Either range may
 * be empty, not both. */
struct merge_change {
    int base_from, base_to, from, to;
};
/* In order; two changes share no base unit, and one point has at most one insertion. */
struct merge_changes {
    struct merge_change *v;
    int n, capacity;
};

/* Cuts s into units, paragraphs or lines, which point into it. The array is in the arena. */
struct merge_text merge_split(struct arena *a, const char *s, bool by_lines);
/* True when both hold the same bytes. */
bool merge_same(struct merge_part x, struct merge_part y);
/* What side changed of base, in the arena. */
struct merge_changes merge_align(struct arena *a, const struct merge_text *base,
                                 const struct merge_text *side);

#endif
