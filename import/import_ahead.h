/* import_ahead.h: a thread that renders the texts of a batch while the batch before it is written.
 *
 * It touches nothing but the texts that it is given, and never a store: db/story_ahead.h. What it has
 * not done, or cannot do, is done when the story is written, so an import without it is the same
 * import. */
#ifndef DATELINE_IMPORT_AHEAD_H
#define DATELINE_IMPORT_AHEAD_H

#include "db/story_ahead.h"
#include "item.h"

#include <stddef.h>

struct import_ahead;

/* Stories that are rendered together. Ended by ahead_batch_end. */
struct ahead_batch {
    const struct import_item *v; /* borrowed until ahead_batch_end */
    size_t n;
    struct arena *arena;     /* of what is made; the thread's until it is done */
    struct story_ahead *out; /* one for each of v */
    size_t done;             /* of them, in their order */
    bool waits;              /* it is in the thread's hands */
};

/* NULL: there can be no thread here. site is borrowed. Ended by import_ahead_stop. */
struct import_ahead *import_ahead_start(const struct story_site *site);
/* What was given is given up. NULL is allowed. */
void import_ahead_stop(struct import_ahead *h);

/* At most two at a time. h NULL: nothing is rendered ahead. */
void ahead_batch_give(struct import_ahead *h, struct ahead_batch *b, const struct import_item *v,
                      size_t n);
/* Waits for the i-th, which is not known. NULL: nobody renders it. */
const struct story_ahead *ahead_batch_take(struct import_ahead *h, struct ahead_batch *b, size_t i);
/* When all were taken, or after import_ahead_stop. */
void ahead_batch_end(struct ahead_batch *b);

#endif
