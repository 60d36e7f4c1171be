/* session_private.h: what a user's changed access asks of sessions. */
#ifndef DATELINE_SESSION_PRIVATE_H
#define DATELINE_SESSION_PRIVATE_H

#include "driver.h"

/* Ends all of a user's sessions and unused links, inside a transaction. */
enum store_status session_end_all(struct store *s, int64_t user_id)
    __attribute__((warn_unused_result));

#endif
