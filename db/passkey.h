/* passkey.h: keys that people sign in with, instead of a password or of a code (W3C Web Authentication).
 *
 * Who has one gives it, or a code (totp.h), after a password too: a password alone opens nothing then. What a
 * browser says is read by lib/passkey.h. */
#ifndef DATELINE_DB_PASSKEY_H
#define DATELINE_DB_PASSKEY_H

#include "actor.h"
#include "lib/passkey.h"
#include "lib/problem.h"
#include "lib/token.h"
#include "store.h"
#include "totp.h"

#include <stddef.h>

#define PASSKEY_CHALLENGE_MS INT64_C(300000) /* 5 min */
#define PASSKEYS_MAX 20                      /* of one person */
#define PASSKEY_NAME_MAX 64                  /* code points */

struct passkey {
    int64_t id;
    const char *credential_id; /* base64 */
    const char *name;
    int64_t created_at;
    int64_t used_at; /* 0: not yet */
};
struct passkeys {
    struct passkey *v;
    size_t n;
};
/* Oldest first. */
enum store_status passkey_list(struct store *s, struct arena *a, int64_t user_id,
                               struct passkeys *out) __attribute__((warn_unused_result));
/* What a browser keeps of the person beside the key, in base64: it says nothing of them. In the arena. */
enum store_status passkey_user_handle(struct store *s, struct arena *a, int64_t user_id,
                                      const char **out) __attribute__((warn_unused_result));

/* Something to sign, good once, for PASSKEY_CHALLENGE_MS, and in one browser: that which has this proof of its
 * own, its form token. user_id: for whom a key is to be made; 0: somebody signs in, and is counted as with a
 * password: STORE_BUSY with *retry_s > 0: too many tries from this address, or of strangers. */
struct passkey_asking {
    int64_t user_id;
    const char *browser, *address;
    int64_t now;
};
enum store_status passkey_challenge_make(struct store *s, const struct passkey_asking *who,
                                         char challenge[TOKEN_SIZE], int *retry_s)
    __attribute__((warn_unused_result));

/* A new key of by->user, as a browser made it: client and auth in base64. */
struct passkey_new {
    const char *name; /* as typed; blank: the caller's word for one without */
    const char *client, *auth;
    const char *browser;
    const struct passkey_site *site;
};
/* STORE_REFUSED: *why says it; the challenge is used up all the same. A form's second arrival is answered
 * as the first one was. */
enum store_status passkey_add(struct store *s, const struct passkey_new *made,
                              const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* What by->user calls one of their own: not blank, at most PASSKEY_NAME_MAX. STORE_MISSING: it is not theirs. */
enum store_status passkey_rename(struct store *s, int64_t id, const char *name,
                                 const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* One of by->user's own. STORE_REFUSED: they could not sign in by themselves any more. STORE_MISSING: it is
 * not theirs. */
enum store_status passkey_remove(struct store *s, int64_t id, const struct actor *by, int64_t now,
                                 struct problems *why) __attribute__((warn_unused_result));
/* Somebody's, by an administrator or the command line (by NULL); id 0: all. Their sessions and links end.
 * STORE_MISSING: they have none of that id. */
enum store_status passkey_take_off(struct store *s, int64_t user_id, int64_t id,
                                   const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));

/* What a browser answered, in base64, and who it is. */
struct passkey_sign_in {
    const char *id,
        *user; /* the credential's, and the handle that it keeps; user may be "" behind a step */
    struct passkey_answer answer;
    const char *browser;
    const char *proof; /* as struct code_try's */
    const char *step;  /* of whoever gave a password before (totp.h), or NULL */
    const struct passkey_site *site;
    int64_t now;
};
/* Starts a session, as session_start does, and ends the step. STORE_REFUSED: *fault says why, and where there
 * was such a challenge it is audited; disabled people are nobody. The challenge is used up whatever comes of
 * it. A form's second arrival, with the same proof, is given the session of the first one for
 * LOGIN_LINK_AGAIN_MS. */
enum store_status passkey_sign_in(struct store *s, const struct passkey_sign_in *said,
                                  const struct sign_in_from *from, char token[TOKEN_SIZE],
                                  enum passkey_fault *fault) __attribute__((warn_unused_result));

#endif
