/* front_private.h: what writes arrangements of the front page inside a transaction. */
#ifndef DATELINE_FRONT_PRIVATE_H
#define DATELINE_FRONT_PRIVATE_H

#include "driver.h"
#include "front.h"

/* Writes a row with its places and bands as they are. */
enum store_status front_write(struct store *s, const struct front *f, int64_t *id)
    __attribute__((warn_unused_result));
/* The story has the first place from now on, in place of the one that was shown there (or FRONT_ANY). All else
 * stays. STORE_CONFLICT: another has it by now, *leads. */
enum store_status front_put_lead(struct store *s, struct arena *a, int64_t story_id, int64_t shown,
                                 int64_t *leads, const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));
/* The place is empty when that story has it; another's stays. */
enum store_status front_end_lead(struct store *s, struct arena *a, int64_t story_id,
                                 const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));
/* now, or a moment later: the clock of a write that waited for the lock may be older than the one that had
 * it. */
enum store_status front_clock(struct store *s, int64_t *now) __attribute__((warn_unused_result));

#endif
