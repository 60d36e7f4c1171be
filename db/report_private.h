/* report_private.h: what a story's save needs of reports. */
#ifndef DATELINE_REPORT_PRIVATE_H
#define DATELINE_REPORT_PRIVATE_H

#include "driver.h"
#include "report.h"

/* Closes the report with the newest correction of the story. Nothing happens when it belongs to
 * another story or has led to a correction before. Inside a transaction. */
enum store_status report_resolve(struct store *s, struct arena *a, int64_t id, int64_t story_id,
                                 int64_t user, int64_t now) __attribute__((warn_unused_result));

#endif
