/* session.h: the sessions of people who sign in, and one-time links that start one. */
#ifndef DATELINE_DB_SESSION_H
#define DATELINE_DB_SESSION_H

#include "lib/token.h"
#include "user.h"

#include <stddef.h>

#define SESSION_IDLE_MS INT64_C(43200000) /* 12 h */
#define SESSION_MAX_MS INT64_C(604800000) /* 7 d */
/* One that began, or was used, later than this from now was made under a wrong clock, and ends. */
#define SESSION_AHEAD_MS INT64_C(600000) /* 10 min: clocks are put right by little */
#define SESSION_TOUCH_MS INT64_C(300000) /* seen_at is written at most every 5 min */

struct session {
    int64_t id;
    struct user user;
    const char *csrf; /* token that its forms carry */
    int64_t created_at, seen_at;
    const char *agent; /* the browser's User-Agent, cut to 200 bytes */
};
struct sessions {
    struct session *v;
    size_t n;
};
/* The token goes into the cookie; only its hash is kept. proof NULL: the token is random. Else it is
 * what only the browser that sent a form knows, and a second arrival of that form is given the
 * session that the first one started. */
enum store_status session_start(struct store *s, int64_t user_id, const char *agent,
                                const char *proof, int64_t now, char token[TOKEN_SIZE])
    __attribute__((warn_unused_result));
/* STORE_MISSING: unknown, idle too long, too old, user disabled. Reads only. */
enum store_status session_find(struct store *s, struct arena *a, const char *token, int64_t now,
                               struct session *out) __attribute__((warn_unused_result));
/* Was used just now, from that address, which is then a known one (sign_in_is_known). */
enum store_status session_touch(struct store *s, int64_t session_id, const char *address,
                                int64_t now) __attribute__((warn_unused_result));
enum store_status session_end(struct store *s, int64_t session_id, int64_t now)
    __attribute__((warn_unused_result));
/* Ends the session `only` of the user who acts, or, when that is 0, all of theirs but `kept`. Once
 * for each form: the number of a session that ended may by now be another's. */
enum store_status session_end_own(struct store *s, const struct actor *by, int64_t kept,
                                  int64_t only, int64_t now) __attribute__((warn_unused_result));
enum store_status session_list(struct store *s, struct arena *a, int64_t user_id, int64_t now,
                               struct sessions *out) __attribute__((warn_unused_result));

/* ---- One-time links ------------------------------------------------------------------------ */

#define LOGIN_LINK_MINUTES 60 /* how long a link is good unless somebody says otherwise */
/* A one-time sign-in link's token, good until now + ttl_ms. Ends the user's earlier links: one that
 * went astray is worth nothing once another was asked for. */
enum store_status login_link_add(struct store *s, int64_t user_id, int64_t ttl_ms, int64_t by,
                                 int64_t now, char token[TOKEN_SIZE])
    __attribute__((warn_unused_result));
/* The token of the session that the form of that number and proof started a moment ago, for its
 * second arrival. STORE_MISSING: it started none, or that has ended or is older than
 * LOGIN_LINK_AGAIN_MS. */
enum store_status session_started_by(struct store *s, const char *form, const char *proof,
                                     int64_t now, char token[TOKEN_SIZE])
    __attribute__((warn_unused_result));
/* Looks without using it up: a link scanner's GET must not burn it. */
enum store_status login_link_peek(struct store *s, struct arena *a, const char *token, int64_t now,
                                  struct user *out) __attribute__((warn_unused_result));
#define LOGIN_LINK_AGAIN_MS INT64_C(300000) /* 5 min */
/* Uses it up and starts a session, as session_start does; *step: of somebody who signs in with a code
 * too, and what began is that step (totp.h), whose token it is. STORE_MISSING: unknown, used or expired.
 * A form's second arrival, with the same link and the same proof, is given the session of the first
 * one for LOGIN_LINK_AGAIN_MS, unless it has ended. */
enum store_status login_link_use(struct store *s, const char *link, const char *agent,
                                 const char *proof, int64_t now, char token[TOKEN_SIZE], bool *step)
    __attribute__((warn_unused_result));

#endif
