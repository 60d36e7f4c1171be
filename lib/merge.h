/* merge.h: three-way merging of a story's text.
 *
 * Two people changed the same text without knowing of each other. What one of them changed and the
 * other did not is taken; what both changed alike is taken once; where both changed the same
 * differently, the favoured side's words are taken and the place is told as an overlap.
 *
 * A text is a row of units, paragraphs or lines, with separators between them. Units are compared
 * byte for byte. Changes of neighbouring units do not overlap, nor does an insertion beside a unit
 * that the other side changed or removed. Two different insertions at one point do, and so does
 * the removal of a unit that the other side changed. Where one side made several units into
 * another number of units and it cannot be told which became which, they are one change. A moved
 * unit is a removal and an insertion. White space between units never makes an overlap.
 *
 * merge(base, x, base), merge(base, base, x) and merge(base, x, x) are x, byte for byte.
 *
 * Line ends are "\n". Time and memory grow with the length of the texts, not with its square: texts
 * too different to be aligned within the work limit count as changed from their common head to
 * their common tail. Nothing here fails. */
#ifndef DATELINE_MERGE_H
#define DATELINE_MERGE_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A place where both sides changed the same, differently. Whole units; "" where a side removed them
 * or the base had nothing. In the arena. */
struct merge_overlap {
    const char *base, *mine, *theirs;
};

/* Whose words are in the result where both changed the same. */
enum merge_favour { MERGE_MINE, MERGE_THEIRS };

struct merge {
    const char *text;               /* the result, in the arena */
    struct merge_overlap *overlaps; /* in reading order; NULL when there are none */
    size_t n;                       /* 0: the two changes go together by themselves */
    bool from_mine, from_theirs;    /* the result holds a change of that side */
};

/* By paragraphs: blocks parted by lines that are empty or hold only spaces and tabs. A fenced code
 * block (CommonMark 4.5) that is closed does not end at a blank line. For bodies. */
void merge_paragraphs(struct arena *a, const char *base, const char *mine, const char *theirs,
                      enum merge_favour favour, struct merge *out);

/* By lines that are not blank, for lists: takeaways, sources, tags one a line. */
void merge_lines(struct arena *a, const char *base, const char *mine, const char *theirs,
                 enum merge_favour favour, struct merge *out);

#endif
