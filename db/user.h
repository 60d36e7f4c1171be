/* user.h: people who sign in. */
#ifndef DATELINE_USER_H
#define DATELINE_USER_H

#include "actor.h"
#include "lib/problem.h"
#include "store.h"

#include <stddef.h>

const char *role_name(enum role r);    /* "none", "contributor", … */
enum role role_find(const char *name); /* ROLE_MAX when unknown */

struct user {
    int64_t id;
    const char *login; /* lower case, [a-z0-9._-], 1 to 40 */
    const char *name;  /* shown */
    enum role role;
    bool disabled;
    bool has_password;
    bool has_totp;    /* signs in with a code too (totp.h) … */
    bool has_passkey; /* … or with a key (passkey.h) */
    bool styled_text; /* writes stories as they will look, where the desk can (docs/writing.md) */
    int64_t created_at;
    int64_t seen_at; /* last sign-in */
};
struct users {
    struct user *v;
    size_t n;
};

/* Whether a password, or a link, is not enough: a code or a passkey comes after it. */
static inline bool user_has_second_step(const struct user *u)
{
    return u->has_totp || u->has_passkey;
}

/* Whether a password is good for a person of that login and name (lib/password.h): *why is NULL, or an
 * English sentence. */
enum store_status user_password_weakness(struct store *s, struct arena *a, const char *password,
                                         const char *login, const char *name, const char **why)
    __attribute__((warn_unused_result));
struct user_new {
    const char *login, *name;
    enum role role;
    const char *password; /* NULL: signs in by link only */
};
/* STORE_EXISTS: the login is another's. A form's second arrival is answered as the first one was. */
enum store_status user_add(struct store *s, const struct user_new *in, const struct actor *by,
                           int64_t now, int64_t *id, struct problems *why)
    __attribute__((warn_unused_result));
enum store_status user_list(struct store *s, struct arena *a, struct users *out)
    __attribute__((warn_unused_result));
enum store_status user_find(struct store *s, struct arena *a, const char *login, struct user *out)
    __attribute__((warn_unused_result));
/* STORE_MISSING: there is none of that id. */
enum store_status user_get(struct store *s, struct arena *a, int64_t id, struct user *out)
    __attribute__((warn_unused_result));
/* Ends all sessions and unused links of the user.
 * STORE_CONFLICT: the form has set a password before, and nothing is done. Whether it was this one is
 * kept nowhere: only a sign-in can tell. */
enum store_status user_set_password(struct store *s, int64_t id, const char *password,
                                    const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* What becomes of a person. Nobody signs in as a disabled one, all of whose sessions and links end;
 * what they wrote stays theirs. Another role holds from their next request on. */
struct user_change {
    const char *name;
    enum role role;
    bool disabled;
};
/* STORE_REFUSED: by a person (not the command line), it would leave the paper without an administrator,
 * or shut out who asks for it. */
enum store_status user_change(struct store *s, int64_t id, const struct user_change *to,
                              const struct actor *by, int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
/* How by->user writes from now on. */
enum store_status user_choose_styled(struct store *s, bool styled, const struct actor *by,
                                     int64_t now) __attribute__((warn_unused_result));
/* Ends all sessions and unused links of the user, who may sign in again. */
enum store_status user_sign_out(struct store *s, int64_t id, const struct actor *by, int64_t now)
    __attribute__((warn_unused_result));

/* STORE_OK: right, fills *out. STORE_MISSING: wrong, unknown or disabled (the same time is spent).
 * STORE_BUSY with *retry_s > 0: too many tries for this login or address, or of strangers; with 0:
 * too much is being written, or too many passwords are being tried: at most two at once over all
 * processes of the site. Counts failures. */
enum store_status user_sign_in(struct store *s, struct arena *a, const char *login,
                               const char *password, const char *address, int64_t now,
                               struct user *out, int *retry_s) __attribute__((warn_unused_result));
/* Whether somebody who was signed in came from that address within 90 days. Reads only. */
bool sign_in_is_known(struct store *s, struct arena *a, const char *address, int64_t now);

#endif
