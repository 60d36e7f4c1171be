/* totp_private.h: between codes, the steps of a sign-in and sessions. All inside a transaction. */
#ifndef DATELINE_TOTP_PRIVATE_H
#define DATELINE_TOTP_PRIVATE_H

#include "driver.h"
#include "totp.h"

enum code_kind { CODE_WRONG, CODE_CLOCK, CODE_RECOVERY };

/* STORE_OK and *kind says whether the code is right, which then is used up; a wrong one is counted, and
 * that must be committed. STORE_BUSY: t->retry_s. STORE_MISSING: it is not on. */
enum store_status totp_try(struct store *s, struct arena *a, struct code_try *t,
                           enum code_kind *kind) __attribute__((warn_unused_result));

/* sign_in_step.c */
enum store_status sign_in_step_insert(struct store *s, int64_t user_id, const char *token,
                                      int64_t now) __attribute__((warn_unused_result));
enum store_status sign_in_step_end_user(struct store *s, int64_t user_id)
    __attribute__((warn_unused_result));
enum store_status sign_in_step_end(struct store *s, const char *token)
    __attribute__((warn_unused_result));
/* sign_in_throttle.c: wrong codes of an account, from wherever. *wait: ms. */
enum store_status sign_in_code_wait(struct store *s, struct arena *a, int64_t user_id, int64_t now,
                                    int64_t *wait) __attribute__((warn_unused_result));
enum store_status sign_in_code_count(struct store *s, struct arena *a, int64_t user_id, bool right,
                                     int64_t now) __attribute__((warn_unused_result));

#endif
