/* diff.h: what differs between two texts, in words. */
#ifndef DATELINE_DIFF_H
#define DATELINE_DIFF_H

#include "arena.h"

#include <stddef.h>

enum diff_op { DIFF_SAME, DIFF_DELETED, DIFF_INSERTED, DIFF_OP_MAX };

struct diff_span {
    enum diff_op op;
    const char *text; /* in the arena; words with the white space that follows them */
};

/* Spans in reading order; neighbours differ in op. Words are compared without the white space that
 * follows them; a SAME span has that of `after`, so SAME and INSERTED make up `after` to the byte.
 * *spans is NULL when both texts are empty. Words are split at white space (and between
 * ideographs). Texts too different to compare within the work limit come back as one DELETED and
 * one INSERTED span between their common head and tail. Never fails. */
void diff_words(struct arena *a, const char *before, const char *after, struct diff_span **spans,
                size_t *n);

#endif
