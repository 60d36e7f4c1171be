/* audit_private.h: entries written by the operations themselves, inside their transactions. */
#ifndef DATELINE_AUDIT_PRIVATE_H
#define DATELINE_AUDIT_PRIVATE_H

#include "driver.h"

/* user, story 0: none. */
enum store_status audit_write(struct store *s, int64_t user, int64_t story, const char *action,
                              const char *detail, int64_t now) __attribute__((warn_unused_result));

#endif
