/* user.c: people who sign in. */
#include "user.h"
#include "driver.h"
#include "hash_slot.h"
#include "lib/text.h"
#include "operation.h"
#include "user_private.h"

#include <string.h>

enum {
    ADD,
    ALL,
    BY_LOGIN,
    BY_ID,
    SECRET,
    SEEN,
    PASSWORD,
    CHANGE,
    OTHER_ADMIN,
    STYLED,
    USER_SQL_MAX
};

static const char *const sql[USER_SQL_MAX] = {
    [ADD] = "INSERT INTO user (login, name, role, password_hash, created_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
    [ALL] = "SELECT " SQL_USER_COLUMNS " FROM user u ORDER BY u.login",
    [BY_LOGIN] = "SELECT " SQL_USER_COLUMNS " FROM user u WHERE u.login = ?1",
    [BY_ID] = "SELECT " SQL_USER_COLUMNS " FROM user u WHERE u.id = ?1",
    [SECRET] = "SELECT " SQL_USER_COLUMNS ", u.password_hash FROM user u WHERE u.login = ?1",
    [SEEN] = "UPDATE user SET seen_at = ?2 WHERE id = ?1",
    [PASSWORD] = "UPDATE user SET password_hash = ?2 WHERE id = ?1",
    [CHANGE] = "UPDATE user SET name = ?2, role = ?3, disabled = ?4 WHERE id = ?1",
    [STYLED] = "UPDATE user SET styled_text = ?2 WHERE id = ?1",
    [OTHER_ADMIN] = "SELECT 1 FROM user WHERE role = 4 AND disabled = 0 AND id <> ?1 LIMIT 1",
};
const struct statements user_statements = {SET_USER, sql, USER_SQL_MAX};

_Static_assert(ROLE_ADMIN == 4, "number in OTHER_ADMIN");

#define LOGIN_MAX 40

struct user user_read_columns(struct arena *a, struct statement *q, int at)
{
    return (struct user){
        .id = db_int(q, at),
        .login = db_text(a, q, at + 1),
        .name = db_text(a, q, at + 2),
        .role = (enum role)db_int(q, at + 3),
        .disabled = db_int(q, at + 4) != 0,
        .has_password = db_int(q, at + 5) != 0,
        .created_at = db_int(q, at + 6),
        .seen_at = db_int(q, at + 7),
        .has_totp = db_int(q, at + 8) != 0,
        .styled_text = db_int(q, at + 9) != 0,
        .has_passkey = db_int(q, at + 10) != 0,
    };
}

static enum store_status user_read_one(struct store *s, struct arena *a, struct statement *q,
                                       struct user *out)
{
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = user_read_columns(a, q, 0);
    db_reset(q);
    return st;
}

enum store_status user_find(struct store *s, struct arena *a, const char *login, struct user *out)
{
    struct statement *q = db_stmt(s, &user_statements, BY_LOGIN);
    db_bind_text(q, 1, login);
    return user_read_one(s, a, q, out);
}

enum store_status user_get(struct store *s, struct arena *a, int64_t id, struct user *out)
{
    struct statement *q = db_stmt(s, &user_statements, BY_ID);
    db_bind_int(q, 1, id);
    return user_read_one(s, a, q, out);
}

enum store_status user_password_hash(struct store *s, struct arena *a, const char *login,
                                     struct user *out, const char **hash)
{
    struct statement *q = db_stmt(s, &user_statements, SECRET);
    db_bind_text(q, 1, login);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        *out = user_read_columns(a, q, 0);
        *hash = db_text(a, q, USER_COLUMNS);
    }
    db_reset(q);
    return st;
}

enum store_status user_list(struct store *s, struct arena *a, struct users *out)
{
    *out = (struct users){0};
    struct statement *q = db_stmt(s, &user_statements, ALL);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = user_read_columns(a, q, 0);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status user_seen(struct store *s, int64_t id, int64_t now)
{
    struct statement *q = db_stmt(s, &user_statements, SEEN);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, now);
    return db_run(s, q);
}

enum store_status user_write_hash(struct store *s, int64_t id, const char *hash)
{
    struct statement *q = db_stmt(s, &user_statements, PASSWORD);
    db_bind_int(q, 1, id);
    db_bind_text(q, 2, hash);
    return db_run(s, q);
}

enum store_status user_write_change(struct store *s, int64_t id, const struct user_change *to)
{
    struct statement *q = db_stmt(s, &user_statements, CHANGE);
    db_bind_int(q, 1, id);
    db_bind_text(q, 2, to->name);
    db_bind_int(q, 3, (int64_t)to->role);
    db_bind_int(q, 4, to->disabled);
    return db_run(s, q);
}

enum store_status user_other_admin(struct store *s, int64_t id)
{
    struct statement *q = db_stmt(s, &user_statements, OTHER_ADMIN);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

static bool user_login_allowed(const char *login)
{
    size_t n = strlen(login);
    return n >= 1 && n <= LOGIN_MAX &&
           strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n;
}

void user_check(const char *name, enum role role, struct problems *why)
{
    if (text_blank(name) || text_length(name) > 100)
        problem_say(why, "name", "Give a name of at most 100 characters.", NULL);
    if (role <= ROLE_NONE || role >= ROLE_MAX)
        problem_say(why, "role", "Choose contributor, author, editor or admin.", NULL);
}

void user_check_new(const char *login, const char *name, enum role role, struct problems *why)
{
    if (!user_login_allowed(login))
        problem_say(why, "login",
                    "A user name has 1 to 40 lower-case letters a to z, digits, dots, hyphens or "
                    "underscores.",
                    NULL);
    user_check(name, role, why);
}

static enum store_status user_check_password(struct store *s, const char *password,
                                             const char *login, const char *name,
                                             struct problems *why)
{
    struct arena *a = arena_new();
    const char *weakness;
    enum store_status st = user_password_weakness(s, a, password, login, name, &weakness);
    if (weakness)
        problem_say(why, "password", weakness, NULL);
    arena_free(a);
    return st;
}

/* The one that the form added when it came first. */
static enum store_status user_added(struct store *s, struct arena *a, const struct user *u,
                                    int64_t *id)
{
    struct user there;
    enum store_status st = user_find(s, a, u->login, &there);
    if (st == STORE_OK)
        *id = there.id;
    return st;
}

static enum store_status user_insert(const struct operation *op, const struct user *u,
                                     const char *hash, int64_t *id)
{
    struct statement *q = db_stmt(op->s, &user_statements, ADD);
    db_bind_text(q, 1, u->login);
    db_bind_text(q, 2, u->name);
    db_bind_int(q, 3, (int64_t)u->role);
    db_bind_null_text(q, 4, hash);
    db_bind_int(q, 5, op->now);
    enum store_status st = db_run_id(op->s, q, id);
    return st == STORE_OK
               ? operation_audit(op, "user.add",
                                 arena_printf(op->a, "%s (%s)", u->login, role_name(u->role)))
               : st;
}

enum store_status user_add(struct store *s, const struct user_new *in, const struct actor *by,
                           int64_t now, int64_t *id, struct problems *why)
{
    size_t before = why->n;
    user_check_new(in->login, in->name, in->role, why);
    enum store_status st =
        in->password ? user_check_password(s, in->password, in->login, in->name, why) : STORE_OK;
    if (why->n > before)
        return STORE_REFUSED;
    char hash[TOKEN_PASSWORD_HASH_SIZE] = "";
    if (st == STORE_OK && in->password)
        st = hash_slot_password(s, in->password, hash);
    if (st != STORE_OK)
        return st;
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    struct user u = {.login = in->login, .role = in->role};
    int64_t made = 0;
    if (operation_begin(&op, SCOPE_QUIET)) {
        u.name = text_line(op.a, in->name);
        op.st = user_insert(&op, &u, hash, &made);
    } else if (op.again)
        op.st = user_added(s, op.a, &u, &made);
    st = operation_end(&op);
    if (st == STORE_EXISTS)
        problem_say(why, "login", "There is already a user “%LOGIN%”; choose another user name.",
                    "LOGIN", in->login, NULL);
    if (st == STORE_OK && id)
        *id = made;
    return st;
}

/* ---- How somebody writes ---------------------------------------------------------------------- */

enum store_status user_choose_styled(struct store *s, bool styled, const struct actor *by,
                                     int64_t now)
{
    struct operation op = {.s = s, .by = by, .now = now};
    if (operation_begin(&op, SCOPE_QUIET)) {
        struct statement *q = db_stmt(s, &user_statements, STYLED);
        db_bind_int(q, 1, by->user);
        db_bind_int(q, 2, styled);
        op.st = db_run(s, q);
    }
    return operation_end(&op);
}
