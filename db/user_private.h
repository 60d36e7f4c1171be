/* user_private.h: what sessions, sign-in and access need of users. */
#ifndef DATELINE_USER_PRIVATE_H
#define DATELINE_USER_PRIVATE_H

#include "driver.h"
#include "user.h"

#define SQL_USER_COLUMNS                                                                           \
    "u.id, u.login, u.name, u.role, u.disabled, u.password_hash IS NOT NULL, u.created_at,"        \
    " u.seen_at, EXISTS (SELECT 1 FROM totp p WHERE p.user_id = u.id"                              \
    " AND p.confirmed_at IS NOT NULL), u.styled_text,"                                             \
    " EXISTS (SELECT 1 FROM passkey k WHERE k.user_id = u.id)"
#define USER_COLUMNS 11 /* so many */

/* The columns above from column `at`. */
struct user user_read_columns(struct arena *a, struct statement *q, int at);
/* The user and its password hash ("" for none), inside or outside a transaction. */
enum store_status user_password_hash(struct store *s, struct arena *a, const char *login,
                                     struct user *out, const char **hash)
    __attribute__((warn_unused_result));
/* These write one column, inside a transaction. */
enum store_status user_seen(struct store *s, int64_t id, int64_t now)
    __attribute__((warn_unused_result));
enum store_status user_write_hash(struct store *s, int64_t id, const char *hash)
    __attribute__((warn_unused_result));
/* Name, role and whether disabled, inside a transaction. */
enum store_status user_write_change(struct store *s, int64_t id, const struct user_change *to)
    __attribute__((warn_unused_result));
/* STORE_OK: somebody else than that one is an administrator who is not disabled. STORE_MISSING: nobody. */
enum store_status user_other_admin(struct store *s, int64_t id) __attribute__((warn_unused_result));
/* A name and a role that may not be are problems. */
void user_check(const char *name, enum role role, struct problems *why);
/* The same, and a login. */
void user_check_new(const char *login, const char *name, enum role role, struct problems *why);

/* ---- sign_in_throttle.c -------------------------------------------------------------------- */

/* Under which an address is counted: an IPv6 one with its whole /64, which is one customer's. */
const char *address_key(struct arena *a, const char *address);

#endif
