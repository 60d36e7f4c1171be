/* totp.h: the second step of signing in: codes by the clock, and recovery codes for when they are not at
 * hand. The secret lies in the database as it is, for the site has to reckon with it; recovery codes
 * only as hashes. */
#ifndef DATELINE_DB_TOTP_H
#define DATELINE_DB_TOTP_H

#include "actor.h"
#include "lib/otp.h"
#include "lib/token.h"
#include "store.h"

#include <stdbool.h>

#define RECOVERY_CODES 10
#define TOTP_OFFER_MS INT64_C(1800000) /* 30 min: how long an offered secret may be confirmed */
#define TOTP_TRIES_FREE 5              /* wrong codes of one account without a wait */

struct totp {
    bool on;
    int64_t since;      /* ms UTC */
    int64_t codes_left; /* recovery codes that were not used */
};
struct recovery_codes {
    char v[RECOVERY_CODES][RECOVERY_CODE_SIZE];
};

/* Off for somebody who has none. */
enum store_status totp_get(struct store *s, int64_t user_id, struct totp *out)
    __attribute__((warn_unused_result));
/* Whether the setting "totp_required" names the role. */
bool totp_is_required(const char *setting, enum role role);
/* Makes a secret, in the place of one that was offered before. STORE_EXISTS: it is on already. */
enum store_status totp_offer(struct store *s, int64_t user_id, int64_t now,
                             char secret[OTP_SECRET_SIZE]) __attribute__((warn_unused_result));
/* The secret that was offered. STORE_MISSING: none, too long ago, or it is on. */
enum store_status totp_offered(struct store *s, int64_t user_id, int64_t now,
                               char secret[OTP_SECRET_SIZE]) __attribute__((warn_unused_result));

/* A code as it was typed, of six digits or for recovery, and what only the browser that sent the form
 * knows (NULL: nothing): a second arrival is given the same recovery codes again. */
struct code_try {
    int64_t user_id;
    const char *typed, *proof;
    int64_t now;
    int retry_s; /* set with STORE_BUSY: so many seconds to wait; 0: others are writing */
};
/* These four: STORE_REFUSED: the code is wrong, or was used before; STORE_BUSY: see above;
 * STORE_MISSING: none was offered, or none is on. Wrong codes are counted for the account, wherever they
 * come from; all is audited, without secrets. */
/* Switches it on when the code is of the offered secret (no recovery code is). */
enum store_status totp_confirm(struct store *s, struct code_try *t, struct recovery_codes *out)
    __attribute__((warn_unused_result));
/* New recovery codes; the old ones are worth nothing then. */
enum store_status totp_renew_codes(struct store *s, struct code_try *t, struct recovery_codes *out)
    __attribute__((warn_unused_result));
enum store_status totp_switch_off(struct store *s, struct code_try *t)
    __attribute__((warn_unused_result));
/* Without a code, by an administrator or the command line (by NULL): all sessions and links of the user
 * end. STORE_MISSING: no such user, or it is off. */
enum store_status totp_take_off(struct store *s, int64_t user_id, const struct actor *by,
                                int64_t now) __attribute__((warn_unused_result));

/* ---- Between the password and the code ----------------------------------------------------------- */

#define SIGN_IN_STEP_MS INT64_C(300000) /* 5 min */
#define SIGN_IN_STEP_TRIES 10           /* wrong codes, and the password is asked for again */

struct user;
/* Somebody gave the right password. The token goes into a cookie, and is worth nothing without a code;
 * only its hash is kept. */
enum store_status sign_in_step_begin(struct store *s, int64_t user_id, int64_t now,
                                     char token[TOKEN_SIZE]) __attribute__((warn_unused_result));
/* Whose it is. STORE_MISSING: unknown, too old, or ended by too many wrong codes. Reads only. */
enum store_status sign_in_step_find(struct store *s, struct arena *a, const char *token,
                                    int64_t now, struct user *out)
    __attribute__((warn_unused_result));
/* The code is right: ends the step and starts a session, as session_start does. STORE_REFUSED: wrong;
 * STORE_BUSY: too many wrong ones; STORE_MISSING: as above. A form's second arrival, with the same proof,
 * is given the session of the first one. t->user_id is set here. */
struct sign_in_from {
    const char *agent, *address;
};
enum store_status sign_in_step_use(struct store *s, const char *step, struct code_try *t,
                                   const struct sign_in_from *from, char token[TOKEN_SIZE])
    __attribute__((warn_unused_result));

#endif
