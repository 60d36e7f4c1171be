/* session_private.h: what a user's changed access asks of sessions. */
#ifndef DATELINE_SESSION_PRIVATE_H
#define DATELINE_SESSION_PRIVATE_H

#include "driver.h"
#include "session.h"

/* The token that these words always give; NULL: a random one. */
enum store_status session_token(struct store *s, struct arena *a, const char *words,
                                char token[TOKEN_SIZE]) __attribute__((warn_unused_result));
/* A session of that token, inside a transaction. */
enum store_status session_insert(struct store *s, struct arena *a, int64_t user_id,
                                 const char *agent, const char *token, int64_t now)
    __attribute__((warn_unused_result));
/* Ends all of a user's sessions, unused links and sign-ins that wait for a code, inside a transaction. */
enum store_status session_end_all(struct store *s, int64_t user_id)
    __attribute__((warn_unused_result));

#endif
