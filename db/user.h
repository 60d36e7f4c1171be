/* user.h: people who sign in, their sessions and one-time links, and the audit log. */
#ifndef DATELINE_USER_H
#define DATELINE_USER_H

#include "actor.h"
#include "lib/problem.h"
#include "lib/token.h"
#include "store.h"

#include <stddef.h>

const char *role_name(enum role r);
enum role role_find(const char *name); /* ROLE_MAX when unknown */

struct user {
    int64_t id;
    const char *login; /* lower case, [a-z0-9._-], 1 to 40 */
    const char *name;  /* shown */
    enum role role;
    bool disabled;
    bool has_password;
    int64_t created_at;
    int64_t seen_at; /* last sign-in */
};
struct users {
    struct user *v;
    size_t n;
};

/* password NULL: signs in by link only. */
enum store_status user_add(struct store *s, const char *login, const char *name, enum role role,
                           const char *password, int64_t by, int64_t now, int64_t *id,
                           struct problems *why) __attribute__((warn_unused_result));
enum store_status user_list(struct store *s, struct arena *a, struct users *out)
    __attribute__((warn_unused_result));
enum store_status user_find(struct store *s, struct arena *a, const char *login, struct user *out)
    __attribute__((warn_unused_result));
/* Ends all sessions of the user. */
enum store_status user_set_password(struct store *s, int64_t id, const char *password, int64_t by,
                                    int64_t now, struct problems *why)
    __attribute__((warn_unused_result));
enum store_status user_set_disabled(struct store *s, int64_t id, bool disabled, int64_t by,
                                    int64_t now) __attribute__((warn_unused_result));

/* STORE_OK: right, fills *out. STORE_MISSING: wrong, unknown or disabled (the same time is spent).
 * STORE_BUSY: too many tries for this login or address; *retry_s is set. Counts failures. Hashes
 * outside any transaction; at most two hashes at once over all processes of the site. */
enum store_status user_sign_in(struct store *s, struct arena *a, const char *login,
                               const char *password, const char *address, int64_t now,
                               struct user *out, int *retry_s) __attribute__((warn_unused_result));

/* A one-time sign-in link's token, good until now + ttl_ms. */
enum store_status login_link_add(struct store *s, int64_t user_id, int64_t ttl_ms, int64_t by,
                                 int64_t now, char token[TOKEN_SIZE])
    __attribute__((warn_unused_result));
/* Looks without using it up: a link scanner's GET must not burn it. */
enum store_status login_link_peek(struct store *s, struct arena *a, const char *token, int64_t now,
                                  struct user *out) __attribute__((warn_unused_result));
/* Uses it up. STORE_MISSING: unknown, used or expired. */
enum store_status login_link_use(struct store *s, struct arena *a, const char *token, int64_t now,
                                 struct user *out) __attribute__((warn_unused_result));

#define SESSION_IDLE_MS INT64_C(43200000) /* 12 h */
#define SESSION_MAX_MS INT64_C(604800000) /* 7 d */
#define SESSION_TOUCH_MS INT64_C(300000)  /* seen_at is written at most every 5 min */

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
/* The token goes into the cookie; only its hash is kept. */
enum store_status session_start(struct store *s, int64_t user_id, const char *agent, int64_t now,
                                char token[TOKEN_SIZE]) __attribute__((warn_unused_result));
/* STORE_MISSING: unknown, idle too long, too old, user disabled. Reads only. */
enum store_status session_find(struct store *s, struct arena *a, const char *token, int64_t now,
                               struct session *out) __attribute__((warn_unused_result));
enum store_status session_touch(struct store *s, int64_t session_id, int64_t now)
    __attribute__((warn_unused_result));
enum store_status session_end(struct store *s, int64_t session_id, int64_t now)
    __attribute__((warn_unused_result));
enum store_status session_list(struct store *s, struct arena *a, int64_t user_id, int64_t now,
                               struct sessions *out) __attribute__((warn_unused_result));

/* Who did what: sign-ins, rights, settings, publications and every change of Updated. Written by
 * the operations themselves, in their transactions; audit_add is for what has none. */
struct audit_entry {
    int64_t id, at, user_id, story_id; /* 0: none */
    const char *user_name;
    const char *action; /* "story.publish", "story.updated", "user.sign_in", … */
    const char *detail; /* "updated_at: 2026-01-08T… → none"; no secrets */
};
struct audit_entries {
    struct audit_entry *v; /* newest first */
    size_t n;
};
enum store_status audit_add(struct store *s, int64_t user, int64_t story, const char *action,
                            const char *detail, int64_t now) __attribute__((warn_unused_result));
/* story 0: all. before: id, 0 from the newest. */
enum store_status audit_list(struct store *s, struct arena *a, int64_t story, int64_t before,
                             size_t limit, struct audit_entries *out)
    __attribute__((warn_unused_result));

#endif
