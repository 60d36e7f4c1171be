/* assignment_private.h: assignments as their own writes and a story's save need them. */
#ifndef DATELINE_ASSIGNMENT_PRIVATE_H
#define DATELINE_ASSIGNMENT_PRIVATE_H

#include "assignment.h"
#include "driver.h"

#define ASSIGNMENT_NEVER_DUE INT64_MAX /* due_at of one of which nobody said when */

/* Within the save of a new story: it was begun from that assignment, whose writer may write it. STORE_REFUSED:
 * somebody was quicker, or it is closed by now. */
enum store_status assignment_begun(struct store *s, struct arena *a, int64_t id, int64_t story_id,
                                   const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));

#endif
