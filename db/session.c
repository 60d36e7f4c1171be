/* session.c: sessions and one-time sign-in links. Only hashes of their tokens are kept.
 *
 * A form that starts a session may come twice, and its browser heeds only the last answer. So the
 * token is derived from the form's proof under a key of the site: both answers set the same cookie,
 * and there is one session. Who knows the database alone cannot derive it, for the proof is kept
 * nowhere, and who knows the proof alone cannot, for the key is the site's.
 *
 * A session's form token is derived from its cookie's token, so there is nothing to keep, and a
 * stolen database gives neither. */
#include "session.h"
#include "audit_private.h"
#include "driver.h"
#include "form_record.h"
#include "lib/text.h"
#include "operation.h"
#include "session_private.h"
#include "sign_in_private.h"
#include "totp_private.h"
#include "user_private.h"

#include <inttypes.h>
#include <string.h>

enum {
    START,
    EXPIRE,
    FIND,
    TOUCH,
    END,
    END_USER,
    END_ONE_OF,
    END_OTHERS_OF,
    LIST,
    LINK_ADD,
    LINK_FIND,
    LINK_USE,
    LINK_END_USER,
    SESSION_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
#define SESSION_COLUMNS \
    "SELECT x.id, x.created_at, x.seen_at, x.agent, " SQL_USER_COLUMNS \
    " FROM session x" SQL_JOIN "user u ON u.id = x.user_id"

static const char *const sql[SESSION_SQL_MAX] = {
    [START] =
        "INSERT INTO session (token_hash, user_id, created_at, seen_at, agent)"
        " VALUES (?1, ?2, ?3, ?3, ?4)",
    [EXPIRE] =
        "DELETE FROM session WHERE seen_at <= ?1 OR created_at <= ?2"
        " OR max(seen_at, created_at) > ?3",
    [FIND] =
        SESSION_COLUMNS
        " WHERE x.token_hash = ?1"
        " AND x.seen_at > ?2 AND x.created_at > ?3"
        " AND x.seen_at <= ?4 AND x.created_at <= ?4"
        " AND u.disabled = 0",
    [TOUCH] = "UPDATE session SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2",
    [END] = "DELETE FROM session WHERE id = ?1",
    [END_USER] = "DELETE FROM session WHERE user_id = ?1",
    [END_ONE_OF] = "DELETE FROM session WHERE user_id = ?1 AND id = ?2",
    [END_OTHERS_OF] = "DELETE FROM session WHERE user_id = ?1 AND id <> ?2",
    [LIST] =
        SESSION_COLUMNS
        " WHERE x.user_id = ?1"
        " AND x.seen_at > ?2 AND x.created_at > ?3"
        " AND x.seen_at <= ?4 AND x.created_at <= ?4"
        " ORDER BY x.id DESC",
    [LINK_ADD] =
        "INSERT INTO login_link (token_hash, user_id, created_at, created_by, expires_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [LINK_FIND] =
        "SELECT x.id, " SQL_USER_COLUMNS
        " FROM login_link x" SQL_JOIN "user u ON u.id = x.user_id"
        " WHERE x.token_hash = ?1"
        " AND x.used_at IS NULL AND x.expires_at > ?2"
        " AND u.disabled = 0",
    [LINK_USE] = "UPDATE login_link SET used_at = ?2 WHERE id = ?1",
    [LINK_END_USER] = "DELETE FROM login_link WHERE user_id = ?1 AND used_at IS NULL",
};
/* clang-format on */
const struct statements session_statements = {SET_SESSION, sql, SESSION_SQL_MAX};

#define AGENT_MAX 200 /* bytes */

static struct statement *session_stmt(struct store *s, int which)
{
    return db_stmt(s, &session_statements, which);
}

static void session_bind_ages(struct statement *q, int at, int64_t now)
{
    db_bind_int(q, at, now - SESSION_IDLE_MS);
    db_bind_int(q, at + 1, now - SESSION_MAX_MS);
    db_bind_int(q, at + 2, now + SESSION_AHEAD_MS);
}

static const char *session_csrf(struct arena *a, const char *token)
{
    char *out = arena_alloc(a, TOKEN_HASH_SIZE);
    const char *text = arena_printf(a, "csrf:%s", token);
    token_sha256(text, strlen(text), out);
    return out;
}

static struct session session_read(struct arena *a, struct statement *q)
{
    return (struct session){
        .id = db_int(q, 0),
        .created_at = db_int(q, 1),
        .seen_at = db_int(q, 2),
        .agent = db_text(a, q, 3),
        .user = user_read_columns(a, q, 4),
        .csrf = "",
    };
}

enum store_status session_find(struct store *s, struct arena *a, const char *token, int64_t now,
                               struct session *out)
{
    if (!token || strlen(token) != TOKEN_SIZE - 1)
        return STORE_MISSING;
    char hash[TOKEN_HASH_SIZE];
    token_sha256(token, strlen(token), hash);
    struct statement *q = session_stmt(s, FIND);
    db_bind_text(q, 1, hash);
    session_bind_ages(q, 2, now);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *out = session_read(a, q);
        out->csrf = session_csrf(a, token);
    }
    db_reset(q);
    return st;
}

enum store_status session_insert(struct store *s, struct arena *a, int64_t user_id,
                                 const char *agent, const char *token, int64_t now)
{
    char hash[TOKEN_HASH_SIZE];
    struct statement *q = session_stmt(s, EXPIRE);
    session_bind_ages(q, 1, now);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK)
        return st;
    token_sha256(token, strlen(token), hash);
    q = session_stmt(s, START);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, user_id);
    db_bind_int(q, 3, now);
    db_bind_text(q, 4, text_cut_bytes(a, text_line(a, agent ? agent : ""), AGENT_MAX));
    return db_run(s, q);
}

enum store_status session_token(struct store *s, struct arena *a, const char *words,
                                char token[TOKEN_SIZE])
{
    const char *key;
    token_random(token);
    if (!words)
        return STORE_OK;
    enum store_status st = store_site_key(s, a, "session", &key);
    if (st == STORE_OK)
        token_derive(key, words, token);
    return st;
}

static const char *session_words(struct arena *a, int64_t user_id, const char *proof)
{
    return proof ? arena_printf(a, "user %" PRId64 " %s", user_id, proof) : NULL;
}

static enum store_status session_put(struct store *s, struct arena *a, int64_t user_id,
                                     const char *agent, const char *proof, int64_t now,
                                     char token[TOKEN_SIZE])
{
    struct session there;
    enum store_status st = session_token(s, a, session_words(a, user_id, proof), token);
    if (st == STORE_OK)
        st = session_find(s, a, token, now, &there);
    return st == STORE_MISSING ? session_insert(s, a, user_id, agent, token, now) : st;
}

enum store_status session_start(struct store *s, int64_t user_id, const char *agent,
                                const char *proof, int64_t now, char token[TOKEN_SIZE])
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, session_put(s, a, user_id, agent, proof, now, token));
    arena_free(a);
    return st;
}

enum store_status session_started_by(struct store *s, const char *form, const char *proof,
                                     int64_t now, char token[TOKEN_SIZE])
{
    struct session there;
    int64_t user_id;
    if (!proof)
        return STORE_MISSING;
    enum store_status st = form_user(s, form, &user_id);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = session_token(s, a, session_words(a, user_id, proof), token);
    if (st == STORE_OK)
        st = session_find(s, a, token, now, &there);
    if (st == STORE_OK && now - there.created_at > LOGIN_LINK_AGAIN_MS)
        st = STORE_MISSING;
    arena_free(a);
    return st;
}

static enum store_status session_write(struct store *s, int which, int64_t id, int64_t now)
{
    struct statement *q = session_stmt(s, which);
    db_bind_int(q, 1, id);
    if (which == TOUCH)
        db_bind_int(q, 2, now);
    return db_run(s, q);
}

enum store_status session_touch(struct store *s, int64_t session_id, const char *address,
                                int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = session_write(s, TOUCH, session_id, now);
    if (st == STORE_OK)
        st = sign_in_remember(s, a, address, now);
    arena_free(a);
    return db_end(s, st);
}

enum store_status session_end(struct store *s, int64_t session_id, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, session_write(s, END, session_id, now)) : st;
}

enum store_status session_end_own(struct store *s, const struct actor *by, int64_t kept,
                                  int64_t only, int64_t now)
{
    struct operation op = {.s = s, .by = by, .now = now};
    if (operation_begin(&op, SCOPE_QUIET)) {
        struct statement *q = session_stmt(s, only ? END_ONE_OF : END_OTHERS_OF);
        db_bind_int(q, 1, by->user);
        db_bind_int(q, 2, only ? only : kept);
        op.st = db_run(s, q);
    }
    return operation_end(&op);
}

enum store_status session_list(struct store *s, struct arena *a, int64_t user_id, int64_t now,
                               struct sessions *out)
{
    *out = (struct sessions){0};
    struct statement *q = session_stmt(s, LIST);
    db_bind_int(q, 1, user_id);
    session_bind_ages(q, 2, now);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = session_read(a, q);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status session_end_all(struct store *s, int64_t user_id)
{
    struct statement *q = session_stmt(s, END_USER);
    db_bind_int(q, 1, user_id);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK)
        return st;
    q = session_stmt(s, LINK_END_USER);
    db_bind_int(q, 1, user_id);
    st = db_run(s, q);
    return st == STORE_OK ? sign_in_step_end_user(s, user_id) : st;
}

/* ---- One-time links ------------------------------------------------------------------------ */

enum store_status login_link_add(struct store *s, int64_t user_id, int64_t ttl_ms, int64_t by,
                                 int64_t now, char token[TOKEN_SIZE])
{
    char hash[TOKEN_HASH_SIZE];
    token_random(token);
    token_sha256(token, strlen(token), hash);
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    struct statement *q = session_stmt(s, LINK_END_USER);
    db_bind_int(q, 1, user_id);
    st = db_run(s, q);
    if (st != STORE_OK) {
        arena_free(a);
        return db_end(s, st);
    }
    q = session_stmt(s, LINK_ADD);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, user_id);
    db_bind_int(q, 3, now);
    db_bind_id(q, 4, by);
    db_bind_int(q, 5, now + ttl_ms);
    st = db_run(s, q);
    if (st == STORE_OK)
        st = audit_write(s, by, 0, "user.link", arena_printf(a, "for user %" PRId64, user_id), now);
    st = db_end(s, st);
    arena_free(a);
    return st;
}

static enum store_status login_link_find(struct store *s, struct arena *a, const char *token,
                                         int64_t now, struct user *out, int64_t *id)
{
    if (!token || strlen(token) != TOKEN_SIZE - 1)
        return STORE_MISSING;
    char hash[TOKEN_HASH_SIZE];
    token_sha256(token, strlen(token), hash);
    struct statement *q = session_stmt(s, LINK_FIND);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, now);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *id = db_int(q, 0);
        *out = user_read_columns(a, q, 1);
    }
    db_reset(q);
    return st;
}

enum store_status login_link_peek(struct store *s, struct arena *a, const char *token, int64_t now,
                                  struct user *out)
{
    int64_t id;
    return login_link_find(s, a, token, now, out, &id);
}

static enum store_status login_link_take(struct store *s, struct arena *a, const char *link,
                                         int64_t now, struct user *out)
{
    int64_t id;
    enum store_status st = login_link_find(s, a, link, now, out, &id);
    if (st != STORE_OK)
        return st;
    struct statement *q = session_stmt(s, LINK_USE);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, now);
    st = db_run(s, q);
    if (st == STORE_OK && user_has_second_step(out))
        return audit_write(s, out->id, 0, "user.sign_in_step", "by one-time link", now);
    if (st == STORE_OK)
        st = user_seen(s, out->id, now);
    return st == STORE_OK ? audit_write(s, out->id, 0, "user.sign_in", "by one-time link", now)
                          : st;
}

static enum store_status login_link_begin(struct store *s, struct arena *a, const char *link,
                                          const char *agent, const char *proof, int64_t now,
                                          char token[TOKEN_SIZE], bool *step)
{
    struct user user = {0};
    struct session there;
    const char *words = proof ? arena_printf(a, "link %s %s", link, proof) : NULL;
    enum store_status st = session_token(s, a, words, token);
    if (st != STORE_OK)
        return st;
    st = login_link_take(s, a, link, now, &user);
    *step = st == STORE_OK && user_has_second_step(&user);
    if (st == STORE_OK)
        return *step ? sign_in_step_insert(s, user.id, token, now)
                     : session_insert(s, a, user.id, agent, token, now);
    if (st != STORE_MISSING || !proof)
        return st;
    st = sign_in_step_find(s, a, token, now, &user);
    *step = st == STORE_OK;
    if (st != STORE_MISSING)
        return st;
    st = session_find(s, a, token, now, &there);
    bool just = st == STORE_OK && now - there.created_at <= LOGIN_LINK_AGAIN_MS;
    return st == STORE_OK && !just ? STORE_MISSING : st;
}

enum store_status login_link_use(struct store *s, const char *link, const char *agent,
                                 const char *proof, int64_t now, char token[TOKEN_SIZE], bool *step)
{
    *step = false;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, login_link_begin(s, a, link, agent, proof, now, token, step));
    arena_free(a);
    return st;
}
