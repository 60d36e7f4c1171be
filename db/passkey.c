/* passkey.c: keys are asked for, added, listed, renamed and taken away; passkey_sign_in.c uses them.
 *
 * A challenge is a random token, of which only a hash is kept, and goes with its first answer, right or
 * wrong: what somebody recorded is worth nothing a second time. It is bound to what only the browser that
 * asked for it knows, so that an answer got out of one browser begins no session in another. */
#include "passkey_private.h"

#include "audit_private.h"
#include "form_record.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "refuse.h"
#include "session_private.h"
#include "sign_in_private.h"
#include "totp_private.h"
#include "user_private.h"

#include <inttypes.h>
#include <string.h>

enum {
    LIST,
    COUNT,
    FIND,
    ADD,
    USED,
    NAME,
    RENAME,
    DELETE,
    CHALLENGE_ADD,
    CHALLENGE_EXPIRE,
    CHALLENGE_FIND,
    CHALLENGE_END,
    PASSKEY_SQL_MAX
};

static const char *const sql[PASSKEY_SQL_MAX] = {
    [LIST] = "SELECT id, credential_id, name, created_at, used_at FROM passkey"
             " WHERE user_id = ?1 ORDER BY id",
    [COUNT] = "SELECT count(*) FROM passkey WHERE user_id = ?1",
    [FIND] = "SELECT x.id, x.credential_id, x.algorithm, x.public_key, x.sign_count,"
             " x.name, " SQL_USER_COLUMNS " FROM passkey x" SQL_JOIN
             "user u ON u.id = x.user_id WHERE x.credential_id = ?1 AND u.disabled = 0",
    [ADD] = "INSERT INTO passkey (user_id, credential_id, algorithm, public_key, sign_count, name,"
            " created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [USED] = "UPDATE passkey SET sign_count = ?2, used_at = ?3 WHERE id = ?1",
    [NAME] = "SELECT name FROM passkey WHERE id = ?1 AND user_id = ?2",
    [RENAME] = "UPDATE passkey SET name = ?3 WHERE id = ?1 AND user_id = ?2",
    [DELETE] = "DELETE FROM passkey WHERE id = ?1 AND user_id = ?2",
    [CHALLENGE_ADD] = "INSERT INTO passkey_challenge (challenge_hash, browser_hash, user_id,"
                      " expires_at) VALUES (?1, ?2, ?3, ?4)",
    [CHALLENGE_EXPIRE] = "DELETE FROM passkey_challenge WHERE expires_at <= ?1",
    [CHALLENGE_FIND] = "SELECT browser_hash, user_id, expires_at FROM passkey_challenge"
                       " WHERE challenge_hash = ?1",
    [CHALLENGE_END] = "DELETE FROM passkey_challenge WHERE challenge_hash = ?1",
};
const struct statements passkey_statements = {SET_PASSKEY, sql, PASSKEY_SQL_MAX};

static struct statement *passkey_stmt(struct store *s, int which, int64_t id, int64_t user_id)
{
    struct statement *q = db_stmt(s, &passkey_statements, which);
    db_bind_int(q, 1, id);
    if (user_id)
        db_bind_int(q, 2, user_id);
    return q;
}

enum store_status passkey_list(struct store *s, struct arena *a, int64_t user_id,
                               struct passkeys *out)
{
    struct statement *q = passkey_stmt(s, LIST, user_id, 0);
    enum store_status st;
    size_t capacity = 0;
    *out = (struct passkeys){0};
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct passkey){.id = db_int(q, 0),
                                            .credential_id = db_text(a, q, 1),
                                            .name = db_text(a, q, 2),
                                            .created_at = db_int(q, 3),
                                            .used_at = db_int(q, 4)};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status passkey_user_handle(struct store *s, struct arena *a, int64_t user_id,
                                      const char **out)
{
    const char *key;
    char *handle = arena_alloc(a, TOKEN_SIZE);
    enum store_status st = store_site_key(s, a, "passkey", &key);
    if (st == STORE_OK)
        token_derive(key, arena_printf(a, "user %" PRId64, user_id), handle);
    *out = handle;
    return st;
}

/* ---- Challenges -------------------------------------------------------------------------------- */

static enum store_status challenge_end(struct store *s, int which, const char *hash, int64_t now)
{
    struct statement *q = db_stmt(s, &passkey_statements, which);
    if (which == CHALLENGE_EXPIRE)
        db_bind_int(q, 1, now);
    else
        db_bind_text(q, 1, hash);
    return db_run(s, q);
}

static enum store_status challenge_put(struct store *s, const struct passkey_asking *who,
                                       const char *challenge)
{
    char hash[TOKEN_HASH_SIZE], browser[TOKEN_HASH_SIZE];
    enum store_status st = challenge_end(s, CHALLENGE_EXPIRE, NULL, who->now);
    if (st != STORE_OK)
        return st;
    token_sha256(challenge, strlen(challenge), hash);
    token_sha256(who->browser, strlen(who->browser), browser);
    struct statement *q = db_stmt(s, &passkey_statements, CHALLENGE_ADD);
    db_bind_text(q, 1, hash);
    db_bind_text(q, 2, browser);
    db_bind_id(q, 3, who->user_id);
    db_bind_int(q, 4, who->now + PASSKEY_CHALLENGE_MS);
    return db_run(s, q);
}

enum store_status passkey_challenge_make(struct store *s, const struct passkey_asking *who,
                                         char challenge[TOKEN_SIZE], int *retry_s)
{
    struct arena *a = arena_new();
    const struct sign_in_try t = sign_in_try_of(a, PASSKEY_TRY, who->address);
    int64_t wait = 0;
    token_random(challenge);
    enum store_status st = who->user_id ? STORE_OK : sign_in_count(s, &t, who->now, &wait);
    *retry_s = (int)((wait + 999) / 1000);
    arena_free(a);
    if (st == STORE_OK)
        st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, challenge_put(s, who, challenge)) : st;
}

enum store_status passkey_challenge_find(struct store *s, const char *challenge)
{
    char hash[TOKEN_HASH_SIZE];
    token_sha256(challenge, strlen(challenge), hash);
    struct statement *q = db_stmt(s, &passkey_statements, CHALLENGE_FIND);
    db_bind_text(q, 1, hash);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

enum store_status passkey_challenge_take(struct store *s, const char *challenge,
                                         const char *browser, int64_t user_id, int64_t now)
{
    char hash[TOKEN_HASH_SIZE], mine[TOKEN_HASH_SIZE];
    struct arena *a = arena_new();
    token_sha256(challenge, strlen(challenge), hash);
    token_sha256(browser, strlen(browser), mine);
    struct statement *q = db_stmt(s, &passkey_statements, CHALLENGE_FIND);
    db_bind_text(q, 1, hash);
    enum store_status st = db_row(s, q);
    bool good = st == STORE_OK && token_equal(db_text(a, q, 0), mine) && db_int(q, 1) == user_id &&
                db_int(q, 2) > now && db_int(q, 2) <= now + PASSKEY_CHALLENGE_MS + SESSION_AHEAD_MS;
    db_reset(q);
    arena_free(a);
    if (st == STORE_OK)
        st = challenge_end(s, CHALLENGE_END, hash, 0);
    return st == STORE_OK && !good ? STORE_MISSING : st;
}

/* ---- Rows -------------------------------------------------------------------------------------- */

enum store_status passkey_find(struct store *s, struct arena *a, const char *credential_id,
                               struct passkey_row *out)
{
    struct statement *q = db_stmt(s, &passkey_statements, FIND);
    db_bind_text(q, 1, credential_id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        out->id = db_int(q, 0);
        out->key = (struct passkey_key){.id = db_text(a, q, 1),
                                        .algorithm = db_int(q, 2),
                                        .key = db_text(a, q, 3),
                                        .count = db_int(q, 4)};
        out->name = db_text(a, q, 5);
        out->user = user_read_columns(a, q, 6);
    }
    db_reset(q);
    return st;
}

enum store_status passkey_note_use(struct store *s, int64_t id, int64_t count, int64_t now)
{
    struct statement *q = passkey_stmt(s, USED, id, 0);
    db_bind_int(q, 2, count);
    db_bind_int(q, 3, now);
    return db_run(s, q);
}

/* 0 where it cannot be said. */
static enum store_status passkey_count(struct store *s, int64_t user_id, int64_t *n)
{
    struct statement *q = passkey_stmt(s, COUNT, user_id, 0);
    enum store_status st = db_row(s, q);
    *n = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st;
}

static enum store_status passkey_name(struct store *s, struct arena *a, int64_t id, int64_t user_id,
                                      const char **name)
{
    struct statement *q = passkey_stmt(s, NAME, id, user_id);
    enum store_status st = db_row(s, q);
    *name = st == STORE_OK ? db_text(a, q, 0) : "";
    db_reset(q);
    return st;
}

static bool passkey_name_is_long(const char *name, struct problems *why)
{
    if (text_length(name) <= PASSKEY_NAME_MAX)
        return false;
    problem_say(why, "name", WORD("The name is too long: 64 characters are the most."), NULL);
    return true;
}

/* ---- Adding ------------------------------------------------------------------------------------ */

static enum store_status passkey_insert(struct store *s, struct arena *a,
                                        const struct passkey_new *made,
                                        const struct passkey_key *key, const struct actor *by,
                                        int64_t now, struct problems *why)
{
    const char *name = text_line(a, made->name);
    if (passkey_name_is_long(name, why))
        return STORE_REFUSED;
    struct statement *q = passkey_stmt(s, ADD, by->user, 0);
    db_bind_text(q, 2, key->id);
    db_bind_int(q, 3, key->algorithm);
    db_bind_text(q, 4, key->key);
    db_bind_int(q, 5, key->count);
    db_bind_text(q, 6, name);
    db_bind_int(q, 7, now);
    enum store_status st = db_run(s, q);
    if (st == STORE_EXISTS)
        return store_refuse(why, "", WORD("This passkey is known here already."));
    if (st == STORE_OK)
        st = audit_write(s, by->user, 0, "passkey.add", name, now);
    const struct form_record did = {.outcome = OUTCOME_DONE};
    return st == STORE_OK ? form_keep(s, by, &did, now) : st;
}

static enum store_status passkey_add_refuse(enum passkey_fault fault, struct problems *why)
{
    return store_refuse(
        why, "",
        fault == PASSKEY_LATE ? WORD("That took too long. Begin again.")
        : fault == PASSKEY_UNVERIFIED
            ? WORD("Your device has not checked that it is you: by a finger, your face or a PIN.")
        : fault == PASSKEY_UNKNOWN ? WORD("This kind of passkey is not known here.")
                                   : WORD("Your browser’s answer cannot be used."));
}

static enum store_status passkey_put(struct store *s, struct arena *a,
                                     const struct passkey_new *made, const struct actor *by,
                                     int64_t now, struct problems *why)
{
    struct passkey_key key;
    int64_t n = 0;
    enum store_status st = passkey_challenge_take(s, passkey_challenge_of(a, made->client),
                                                  made->browser, by->user, now);
    if (st == STORE_MISSING)
        return passkey_add_refuse(PASSKEY_LATE, why);
    if (st == STORE_OK)
        st = passkey_count(s, by->user, &n);
    if (st != STORE_OK)
        return st;
    if (n >= PASSKEYS_MAX)
        return store_refuse(why, "",
                            WORD("You have twenty passkeys, which is the most. Remove one."));
    enum passkey_fault fault = passkey_check_client(a, made->client, PASSKEY_MAKE, made->site);
    if (fault == PASSKEY_SOUND)
        fault = passkey_take_key(a, made->auth, made->site, &key);
    return fault == PASSKEY_SOUND ? passkey_insert(s, a, made, &key, by, now, why)
                                  : passkey_add_refuse(fault, why);
}

enum store_status passkey_add(struct store *s, const struct passkey_new *made,
                              const struct actor *by, int64_t now, struct problems *why)
{
    struct form_record did;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = form_recall(s, by, &did);
    if (st == STORE_MISSING)
        st = passkey_put(s, a, made, by, now, why);
    arena_free(a);
    /* What was refused wrote nothing but the challenge's end, and that stays. */
    bool refused = st == STORE_REFUSED;
    st = db_end(s, refused ? STORE_OK : st);
    return st == STORE_OK && refused ? STORE_REFUSED : st;
}

/* ---- Renaming ------------------------------------------------------------------------------------ */

static enum store_status passkey_rename_own(const struct operation *op, int64_t id,
                                            const char *typed)
{
    const char *was, *name = text_line(op->a, typed);
    enum store_status st = passkey_name(op->s, op->a, id, op->by->user, &was);
    if (st == STORE_OK && text_blank(name))
        return store_refuse(op->why, "name", WORD("Give it a name."));
    if (st == STORE_OK && passkey_name_is_long(name, op->why))
        return STORE_REFUSED;
    if (st != STORE_OK || strcmp(was, name) == 0)
        return st;
    struct statement *q = passkey_stmt(op->s, RENAME, id, op->by->user);
    db_bind_text(q, 3, name);
    st = db_run(op->s, q);
    return st == STORE_OK
               ? operation_audit(op, "passkey.rename", arena_printf(op->a, "%s → %s", was, name))
               : st;
}

enum store_status passkey_rename(struct store *s, int64_t id, const char *name,
                                 const struct actor *by, int64_t now, struct problems *why)
{
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_QUIET))
        op.st = passkey_rename_own(&op, id, name);
    return operation_end(&op);
}

/* ---- Taking away --------------------------------------------------------------------------------- */

/* login NULL: one's own. */
static enum store_status passkey_delete(const struct operation *op, int64_t user_id, int64_t id,
                                        const char *login)
{
    const char *name = "";
    enum store_status st = passkey_name(op->s, op->a, id, user_id, &name);
    if (st == STORE_OK)
        st = db_run(op->s, passkey_stmt(op->s, DELETE, id, user_id));
    if (st == STORE_OK)
        st = sign_in_step_end_user(op->s, user_id);
    const char *detail = login ? arena_printf(op->a, "%s: %s", login, name) : name;
    return st == STORE_OK ? operation_audit(op, "passkey.remove", detail) : st;
}

static enum store_status passkey_remove_own(const struct operation *op, int64_t id)
{
    const struct actor *by = op->by;
    struct user u;
    int64_t n = 0;
    enum store_status st = user_get(op->s, op->a, by->user, &u);
    if (st == STORE_OK)
        st = passkey_count(op->s, by->user, &n);
    if (st == STORE_OK && n == 1 && !u.has_password)
        return store_refuse(
            op->why, "",
            WORD("This is the only way in which you sign in. Choose a password first."));
    return st == STORE_OK ? passkey_delete(op, by->user, id, NULL) : st;
}

enum store_status passkey_remove(struct store *s, int64_t id, const struct actor *by, int64_t now,
                                 struct problems *why)
{
    struct operation op = {.s = s, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_QUIET))
        op.st = passkey_remove_own(&op, id);
    return operation_end(&op);
}

static enum store_status passkey_take_off_do(const struct operation *op, int64_t user_id,
                                             int64_t id)
{
    struct user u;
    struct passkeys all;
    bool found = false;
    enum store_status st = user_get(op->s, op->a, user_id, &u);
    if (st == STORE_OK)
        st = passkey_list(op->s, op->a, user_id, &all);
    for (size_t i = 0; st == STORE_OK && i < all.n; i++) {
        if (id != 0 && all.v[i].id != id)
            continue;
        found = true;
        st = passkey_delete(op, user_id, all.v[i].id, u.login);
    }
    if (st == STORE_OK && !found)
        st = STORE_MISSING;
    return st == STORE_OK ? session_end_all(op->s, user_id) : st;
}

enum store_status passkey_take_off(struct store *s, int64_t user_id, int64_t id,
                                   const struct actor *by, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    const struct operation op = {.s = s, .a = a, .by = by, .now = now};
    st = db_end(s, passkey_take_off_do(&op, user_id, id));
    arena_free(a);
    return st;
}
