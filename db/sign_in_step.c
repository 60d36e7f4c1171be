/* sign_in_step.c: between the right password, or a one-time link, and the code or passkey.
 *
 * Nothing but one of the two can be given with a step: it is no session, and no page asks for it but the one of
 * the code. It lives for minutes and ends with a right one, with too many wrong ones, and with
 * whatever ends the person's sessions. */
#include "audit_private.h"
#include "session_private.h"
#include "sign_in_private.h"
#include "totp_private.h"
#include "user_private.h"

#include <string.h>

enum { ADD, EXPIRE, FIND, COUNT, END, END_USER, SIGN_IN_STEP_SQL_MAX };

static const char *const sql[SIGN_IN_STEP_SQL_MAX] = {
    [ADD] = "INSERT INTO sign_in_step (token_hash, user_id, expires_at, tries)"
            " VALUES (?1, ?2, ?3, 0)",
    [EXPIRE] = "DELETE FROM sign_in_step WHERE expires_at <= ?1",
    [FIND] = "SELECT x.tries, " SQL_USER_COLUMNS " FROM sign_in_step x" SQL_JOIN
             "user u ON u.id = x.user_id WHERE x.token_hash = ?1 AND x.expires_at > ?2"
             " AND x.expires_at <= ?3 AND u.disabled = 0",
    [COUNT] = "UPDATE sign_in_step SET tries = tries + 1 WHERE token_hash = ?1",
    [END] = "DELETE FROM sign_in_step WHERE token_hash = ?1",
    [END_USER] = "DELETE FROM sign_in_step WHERE user_id = ?1",
};
const struct statements sign_in_step_statements = {SET_SIGN_IN_STEP, sql, SIGN_IN_STEP_SQL_MAX};

static enum store_status step_change(struct store *s, int which, const char *token)
{
    char hash[TOKEN_HASH_SIZE];
    token_sha256(token, strlen(token), hash);
    struct statement *q = db_stmt(s, &sign_in_step_statements, which);
    db_bind_text(q, 1, hash);
    return db_run(s, q);
}

enum store_status sign_in_step_insert(struct store *s, int64_t user_id, const char *token,
                                      int64_t now)
{
    char hash[TOKEN_HASH_SIZE];
    struct statement *q = db_stmt(s, &sign_in_step_statements, EXPIRE);
    db_bind_int(q, 1, now);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK)
        return st;
    token_sha256(token, strlen(token), hash);
    q = db_stmt(s, &sign_in_step_statements, ADD);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, user_id);
    db_bind_int(q, 3, now + SIGN_IN_STEP_MS);
    return db_run(s, q);
}

enum store_status sign_in_step_end(struct store *s, const char *token)
{
    return step_change(s, END, token);
}

enum store_status sign_in_step_end_user(struct store *s, int64_t user_id)
{
    struct statement *q = db_stmt(s, &sign_in_step_statements, END_USER);
    db_bind_int(q, 1, user_id);
    return db_run(s, q);
}

enum store_status sign_in_step_begin(struct store *s, int64_t user_id, int64_t now,
                                     char token[TOKEN_SIZE])
{
    token_random(token);
    enum store_status st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, sign_in_step_insert(s, user_id, token, now)) : st;
}

static enum store_status step_find(struct store *s, struct arena *a, const char *token, int64_t now,
                                   struct user *out, int64_t *tries)
{
    char hash[TOKEN_HASH_SIZE];
    if (!token || strlen(token) != TOKEN_SIZE - 1)
        return STORE_MISSING;
    token_sha256(token, strlen(token), hash);
    struct statement *q = db_stmt(s, &sign_in_step_statements, FIND);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, now);
    db_bind_int(q, 3, now + SIGN_IN_STEP_MS + SESSION_AHEAD_MS); /* made under a wrong clock */
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *tries = db_int(q, 0);
        *out = user_read_columns(a, q, 1);
    }
    db_reset(q);
    return st;
}

enum store_status sign_in_step_find(struct store *s, struct arena *a, const char *token,
                                    int64_t now, struct user *out)
{
    int64_t tries;
    return step_find(s, a, token, now, out, &tries);
}

/* The session that the same form began a moment ago. */
static enum store_status step_again(struct store *s, struct arena *a, const struct code_try *t,
                                    const char *token)
{
    struct session there;
    if (!t->proof)
        return STORE_MISSING;
    enum store_status st = session_find(s, a, token, t->now, &there);
    return st == STORE_OK && t->now - there.created_at > LOGIN_LINK_AGAIN_MS ? STORE_MISSING : st;
}

static enum store_status step_done(struct store *s, struct arena *a, const char *step,
                                   const struct code_try *t, const struct sign_in_from *from,
                                   enum code_kind kind, const char *token)
{
    enum store_status st = step_change(s, END, step);
    if (st == STORE_OK)
        st = session_insert(s, a, t->user_id, from->agent, token, t->now);
    if (st == STORE_OK)
        st = user_seen(s, t->user_id, t->now);
    if (st == STORE_OK)
        st = sign_in_remember(s, a, from->address, t->now);
    const char *how = kind == CODE_RECOVERY ? "with a recovery code" : "with a code";
    return st == STORE_OK ? audit_write(s, t->user_id, 0, "user.sign_in", how, t->now) : st;
}

static enum store_status step_use(struct store *s, struct arena *a, const char *step,
                                  struct code_try *t, const struct sign_in_from *from, char *token,
                                  enum code_kind *kind)
{
    struct user u;
    int64_t tries = 0;
    const char *words = t->proof ? arena_printf(a, "step %s %s", step, t->proof) : NULL;
    enum store_status st = session_token(s, a, words, token);
    if (st == STORE_OK)
        st = step_find(s, a, step, t->now, &u, &tries);
    if (st == STORE_MISSING) {
        *kind = CODE_CLOCK;
        return step_again(s, a, t, token);
    }
    if (st != STORE_OK)
        return st;
    t->user_id = u.id;
    st = totp_try(s, a, t, kind);
    if (st != STORE_OK)
        return st;
    if (*kind == CODE_WRONG)
        return step_change(s, tries + 1 < SIGN_IN_STEP_TRIES ? COUNT : END, step);
    return step_done(s, a, step, t, from, *kind, token);
}

enum store_status sign_in_step_use(struct store *s, const char *step, struct code_try *t,
                                   const struct sign_in_from *from, char token[TOKEN_SIZE])
{
    enum code_kind kind = CODE_WRONG;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, step_use(s, a, step, t, from, token, &kind));
    arena_free(a);
    return st == STORE_OK && kind == CODE_WRONG ? STORE_REFUSED : st;
}
