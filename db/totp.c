/* totp.c: the second step is offered, switched on, used and taken away.
 *
 * Attacks. A code that was seen over a shoulder is worth nothing once it was used: the time step of the
 * last one is kept, and none before it counts (RFC 6238 5.2). Guesses are counted for the account, not
 * for an address: three codes of a million are good at a time, five tries are free, and the waits soon
 * are a quarter of an hour. Codes from before a secret was offered are not good for it. */
#include "totp_private.h"

#include "audit_private.h"
#include "lib/text.h"
#include "session_private.h"
#include "user_private.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

enum {
    GET,
    OFFER,
    CONFIRM,
    STEP,
    DELETE,
    CODE_ADD,
    CODE_GOOD,
    CODE_USE,
    CODE_LEFT,
    CODE_DELETE,
    TOTP_SQL_MAX
};

static const char *const sql[TOTP_SQL_MAX] = {
    [GET] = "SELECT secret, confirmed_at, last_step FROM totp WHERE user_id = ?1",
    [OFFER] = "INSERT INTO totp (user_id, secret, last_step) VALUES (?1, ?2, ?3)"
              " ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret,"
              " last_step = excluded.last_step",
    [CONFIRM] = "UPDATE totp SET confirmed_at = ?2 WHERE user_id = ?1",
    [STEP] = "UPDATE totp SET last_step = ?2 WHERE user_id = ?1",
    [DELETE] = "DELETE FROM totp WHERE user_id = ?1",
    [CODE_ADD] = "INSERT INTO recovery_code (user_id, code_hash) VALUES (?1, ?2)",
    [CODE_GOOD] = "SELECT 1 FROM recovery_code"
                  " WHERE user_id = ?1 AND code_hash = ?2 AND used_at IS NULL",
    [CODE_USE] = "UPDATE recovery_code SET used_at = ?3 WHERE user_id = ?1 AND code_hash = ?2",
    [CODE_LEFT] = "SELECT count(*) FROM recovery_code WHERE user_id = ?1 AND used_at IS NULL",
    [CODE_DELETE] = "DELETE FROM recovery_code WHERE user_id = ?1",
};
const struct statements totp_statements = {SET_TOTP, sql, TOTP_SQL_MAX};

/* A row of the table. */
struct totp_row {
    const char *secret;
    int64_t confirmed_at, last_step;
};

static enum store_status totp_read(struct store *s, struct arena *a, int64_t user_id,
                                   struct totp_row *out)
{
    struct statement *q = db_stmt(s, &totp_statements, GET);
    db_bind_int(q, 1, user_id);
    enum store_status st = db_row(s, q);
    *out = (struct totp_row){.secret = ""};
    if (st == STORE_OK)
        *out = (struct totp_row){db_text(a, q, 0), db_int(q, 1), db_int(q, 2)};
    db_reset(q);
    return st;
}

static enum store_status totp_write(struct store *s, int which, int64_t user_id, int64_t value)
{
    struct statement *q = db_stmt(s, &totp_statements, which);
    db_bind_int(q, 1, user_id);
    if (which == CONFIRM || which == STEP)
        db_bind_int(q, 2, value);
    return db_run(s, q);
}

enum store_status totp_get(struct store *s, int64_t user_id, struct totp *out)
{
    struct arena *a = arena_new();
    struct totp_row row;
    enum store_status st = totp_read(s, a, user_id, &row);
    *out = (struct totp){.on = row.confirmed_at != 0, .since = row.confirmed_at};
    arena_free(a);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    struct statement *q = db_stmt(s, &totp_statements, CODE_LEFT);
    db_bind_int(q, 1, user_id);
    st = db_row(s, q);
    if (st == STORE_OK)
        out->codes_left = db_int(q, 0);
    db_reset(q);
    return st;
}

bool totp_is_required(const char *setting, enum role role)
{
    struct arena *a = arena_new();
    struct strlist roles = text_split(a, setting, ',');
    bool named = false;
    for (size_t i = 0; i < roles.n; i++)
        named = named || role_find(roles.v[i]) == role;
    arena_free(a);
    return named;
}

/* ---- Offering --------------------------------------------------------------------------------- */

static enum store_status totp_offer_write(struct store *s, struct arena *a, int64_t user_id,
                                          int64_t now, const char *secret)
{
    struct totp_row row;
    enum store_status st = totp_read(s, a, user_id, &row);
    if (st == STORE_OK && row.confirmed_at)
        return STORE_EXISTS;
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    struct statement *q = db_stmt(s, &totp_statements, OFFER);
    db_bind_int(q, 1, user_id);
    db_bind_text(q, 2, secret);
    db_bind_int(q, 3, otp_step(now) - 2); /* the window begins one step before now's */
    return db_run(s, q);
}

enum store_status totp_offer(struct store *s, int64_t user_id, int64_t now,
                             char secret[OTP_SECRET_SIZE])
{
    if (!otp_secret_make(secret))
        return STORE_FAILED;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, totp_offer_write(s, a, user_id, now, secret));
    arena_free(a);
    return st;
}

static bool totp_offer_is_fresh(const struct totp_row *row, int64_t now)
{
    int64_t steps = otp_step(now) - row->last_step;
    return !row->confirmed_at && steps >= 0 && steps <= TOTP_OFFER_MS / OTP_STEP_MS;
}

enum store_status totp_offered(struct store *s, int64_t user_id, int64_t now,
                               char secret[OTP_SECRET_SIZE])
{
    struct arena *a = arena_new();
    struct totp_row row;
    enum store_status st = totp_read(s, a, user_id, &row);
    if (st == STORE_OK &&
        (!totp_offer_is_fresh(&row, now) || strlen(row.secret) >= OTP_SECRET_SIZE))
        st = STORE_MISSING;
    if (st == STORE_OK)
        memcpy(secret, row.secret, strlen(row.secret) + 1);
    arena_free(a);
    return st;
}

/* ---- Trying a code ---------------------------------------------------------------------------- */

static enum store_status recovery_code_take(struct store *s, const struct code_try *t,
                                            const char *code, enum code_kind *kind)
{
    char hash[TOKEN_HASH_SIZE];
    token_sha256(code, strlen(code), hash);
    struct statement *q = db_stmt(s, &totp_statements, CODE_GOOD);
    db_bind_int(q, 1, t->user_id);
    db_bind_text(q, 2, hash);
    enum store_status st = db_row(s, q);
    db_reset(q);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    *kind = CODE_RECOVERY;
    q = db_stmt(s, &totp_statements, CODE_USE);
    db_bind_int(q, 1, t->user_id);
    db_bind_text(q, 2, hash);
    db_bind_int(q, 3, t->now);
    return db_run(s, q);
}

static enum store_status totp_take(struct store *s, struct arena *a, const struct totp_row *row,
                                   const struct code_try *t, enum code_kind *kind)
{
    int64_t step = 0;
    const char *recovery = recovery_code_read(a, t->typed);
    *kind = CODE_WRONG;
    if (otp_check(row->secret, otp_digits(a, t->typed), t->now, row->last_step, &step)) {
        *kind = CODE_CLOCK;
        return totp_write(s, STEP, t->user_id, step);
    }
    return *recovery && row->confirmed_at ? recovery_code_take(s, t, recovery, kind) : STORE_OK;
}

/* As totp_try, of a row that was read. */
static enum store_status totp_try_row(struct store *s, struct arena *a, const struct totp_row *row,
                                      struct code_try *t, enum code_kind *kind)
{
    int64_t wait = 0;
    enum store_status st = sign_in_code_wait(s, a, t->user_id, t->now, &wait);
    t->retry_s = (int)((wait + 999) / 1000);
    if (st == STORE_OK && wait > 0)
        return STORE_BUSY;
    if (st == STORE_OK)
        st = totp_take(s, a, row, t, kind);
    if (st == STORE_OK)
        st = sign_in_code_count(s, a, t->user_id, *kind != CODE_WRONG, t->now);
    return st == STORE_OK && *kind == CODE_WRONG
               ? audit_write(s, t->user_id, 0, "totp.wrong", "", t->now)
               : st;
}

enum store_status totp_try(struct store *s, struct arena *a, struct code_try *t,
                           enum code_kind *kind)
{
    struct totp_row row;
    enum store_status st = totp_read(s, a, t->user_id, &row);
    if (st == STORE_OK && !row.confirmed_at)
        st = STORE_MISSING;
    return st == STORE_OK ? totp_try_row(s, a, &row, t, kind) : st;
}

/* ---- Recovery codes ---------------------------------------------------------------------------- */

/* A form that comes twice has both answers show the same codes: they are derived from what only its
 * browser knows, under a key of the site. Neither the database nor the browser alone gives them. */
static enum store_status recovery_codes_make(struct store *s, struct arena *a,
                                             const struct code_try *t, struct recovery_codes *out)
{
    const char *key = NULL;
    enum store_status st = t->proof ? store_site_key(s, a, "recovery", &key) : STORE_OK;
    for (int i = 0; i < RECOVERY_CODES && st == STORE_OK; i++) {
        char token[TOKEN_SIZE];
        token_random(token);
        if (t->proof)
            token_derive(key,
                         arena_printf(a, "user %" PRId64 " code %d %s", t->user_id, i, t->proof),
                         token);
        recovery_code_make(token, out->v[i]);
        sodium_memzero(token, sizeof token);
    }
    return st;
}

static void recovery_code_hash(struct arena *a, const char *code, char hash[TOKEN_HASH_SIZE])
{
    const char *kept = recovery_code_read(a, code);
    token_sha256(kept, strlen(kept), hash);
}

static enum store_status recovery_codes_write(struct store *s, struct arena *a, int64_t user_id,
                                              const struct recovery_codes *codes)
{
    enum store_status st = totp_write(s, CODE_DELETE, user_id, 0);
    for (int i = 0; i < RECOVERY_CODES && st == STORE_OK; i++) {
        char hash[TOKEN_HASH_SIZE];
        recovery_code_hash(a, codes->v[i], hash);
        struct statement *q = db_stmt(s, &totp_statements, CODE_ADD);
        db_bind_int(q, 1, user_id);
        db_bind_text(q, 2, hash);
        st = db_run(s, q);
    }
    return st;
}

/* STORE_OK: these codes are the account's already: the form came before. */
static enum store_status recovery_codes_are_there(struct store *s, struct arena *a,
                                                  const struct code_try *t,
                                                  const struct recovery_codes *codes)
{
    char hash[TOKEN_HASH_SIZE];
    if (!t->proof)
        return STORE_MISSING;
    recovery_code_hash(a, codes->v[0], hash);
    struct statement *q = db_stmt(s, &totp_statements, CODE_GOOD);
    db_bind_int(q, 1, t->user_id);
    db_bind_text(q, 2, hash);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

/* ---- What a code allows ------------------------------------------------------------------------- */

/* An answer that is no failure of the store: a wrong code has to stay counted. */
static enum store_status totp_end(struct store *s, enum store_status st, enum code_kind kind)
{
    st = db_end(s, st);
    return st == STORE_OK && kind == CODE_WRONG ? STORE_REFUSED : st;
}

static enum store_status totp_codes_do(struct store *s, struct arena *a, struct code_try *t,
                                       bool confirm, struct recovery_codes *out,
                                       enum code_kind *kind)
{
    struct totp_row row;
    enum store_status st = recovery_codes_make(s, a, t, out);
    if (st == STORE_OK)
        st = recovery_codes_are_there(s, a, t, out);
    if (st != STORE_MISSING) {
        *kind = CODE_CLOCK;
        return st;
    }
    st = totp_read(s, a, t->user_id, &row);
    if (st == STORE_OK && (confirm ? !totp_offer_is_fresh(&row, t->now) : !row.confirmed_at))
        st = STORE_MISSING;
    if (st == STORE_OK)
        st = totp_try_row(s, a, &row, t, kind);
    if (st != STORE_OK || *kind == CODE_WRONG)
        return st;
    st = recovery_codes_write(s, a, t->user_id, out);
    if (st == STORE_OK && confirm)
        st = totp_write(s, CONFIRM, t->user_id, t->now);
    return st == STORE_OK
               ? audit_write(s, t->user_id, 0, confirm ? "totp.on" : "totp.codes", "", t->now)
               : st;
}

static enum store_status totp_codes(struct store *s, struct code_try *t, bool confirm,
                                    struct recovery_codes *out)
{
    enum code_kind kind = CODE_WRONG;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = totp_codes_do(s, a, t, confirm, out, &kind);
    st = totp_end(s, st, kind);
    arena_free(a);
    return st;
}

enum store_status totp_confirm(struct store *s, struct code_try *t, struct recovery_codes *out)
{
    return totp_codes(s, t, true, out);
}

enum store_status totp_renew_codes(struct store *s, struct code_try *t, struct recovery_codes *out)
{
    return totp_codes(s, t, false, out);
}

static enum store_status totp_delete(struct store *s, int64_t user_id)
{
    enum store_status st = totp_write(s, DELETE, user_id, 0);
    if (st == STORE_OK)
        st = totp_write(s, CODE_DELETE, user_id, 0);
    return st == STORE_OK ? sign_in_step_end_user(s, user_id) : st;
}

static enum store_status totp_switch_off_do(struct store *s, struct arena *a, struct code_try *t,
                                            enum code_kind *kind)
{
    enum store_status st = totp_try(s, a, t, kind);
    if (st != STORE_OK || *kind == CODE_WRONG)
        return st;
    st = totp_delete(s, t->user_id);
    return st == STORE_OK ? audit_write(s, t->user_id, 0, "totp.off", "", t->now) : st;
}

enum store_status totp_switch_off(struct store *s, struct code_try *t)
{
    enum code_kind kind = CODE_WRONG;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = totp_switch_off_do(s, a, t, &kind);
    st = totp_end(s, st, kind);
    arena_free(a);
    return st;
}

static enum store_status totp_take_off_do(struct store *s, struct arena *a, int64_t user_id,
                                          const struct actor *by, int64_t now)
{
    struct user u;
    struct totp_row row;
    enum store_status st = user_get(s, a, user_id, &u);
    if (st == STORE_OK)
        st = totp_read(s, a, user_id, &row);
    if (st == STORE_OK && !row.confirmed_at)
        st = STORE_MISSING;
    if (st == STORE_OK)
        st = totp_delete(s, user_id);
    if (st == STORE_OK)
        st = session_end_all(s, user_id);
    return st == STORE_OK ? audit_write(s, by ? by->user : 0, 0, "totp.off", u.login, now) : st;
}

enum store_status totp_take_off(struct store *s, int64_t user_id, const struct actor *by,
                                int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, totp_take_off_do(s, a, user_id, by, now));
    arena_free(a);
    return st;
}
