/* passkey_private.h: between the keys and signing in with them. All inside a transaction. */
#ifndef DATELINE_PASSKEY_PRIVATE_H
#define DATELINE_PASSKEY_PRIVATE_H

#include "driver.h"
#include "passkey.h"
#include "user.h"

/* Ends it: it was answered. STORE_MISSING: there was none, of this browser and for this person (0: for a
 * sign-in), or it is over. */
enum store_status passkey_challenge_take(struct store *s, const char *challenge,
                                         const char *browser, int64_t user_id, int64_t now)
    __attribute__((warn_unused_result));
/* Whether there is one that was not answered yet, good or not. Outside a transaction. */
enum store_status passkey_challenge_find(struct store *s, const char *challenge)
    __attribute__((warn_unused_result));
/* A key and whose it is. STORE_MISSING: nobody's, or of somebody who is disabled. */
struct passkey_row {
    int64_t id;
    struct passkey_key key;
    const char *name;
    struct user user;
};
enum store_status passkey_find(struct store *s, struct arena *a, const char *credential_id,
                               struct passkey_row *out) __attribute__((warn_unused_result));
enum store_status passkey_note_use(struct store *s, int64_t id, int64_t count, int64_t now)
    __attribute__((warn_unused_result));

#endif
