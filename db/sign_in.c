/* sign_in.c: a password is tried.
 *
 * Every try is counted as a failure before it is looked at, in a transaction of its own, so that
 * many tries at once count as many; a right password takes its count back. The hash is computed
 * outside any transaction. */
#include "audit_private.h"
#include "driver.h"
#include "hash_slot.h"
#include "lib/text.h"
#include "user_private.h"

#include <arpa/inet.h>
#include <string.h>

enum { GET, PUT, CLEAR, UNCOUNT, EXPIRE, SIGN_IN_SQL_MAX };

static const char *const sql[SIGN_IN_SQL_MAX] = {
    [GET] = "SELECT failures, last_at, wait_until FROM sign_in_try WHERE key = ?1",
    [PUT] = "INSERT INTO sign_in_try (key, failures, last_at, wait_until)"
            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET"
            " failures = excluded.failures, last_at = excluded.last_at,"
            " wait_until = excluded.wait_until",
    [CLEAR] = "DELETE FROM sign_in_try WHERE key = ?1",
    [UNCOUNT] = "UPDATE sign_in_try SET failures = failures - 1, wait_until = 0 WHERE key = ?1",
    [EXPIRE] = "DELETE FROM sign_in_try WHERE last_at < ?1",
};
const struct statements sign_in_statements = {SET_SIGN_IN, sql, SIGN_IN_SQL_MAX};

#define FREE_TRIES_LOGIN 5    /* wrong passwords of one login from one address without a wait */
#define FREE_TRIES_ADDRESS 20 /* of one address, whatever the login */
#define WAIT_FIRST_MS 2000    /* doubled by each further failure … */
#define WAIT_MAX_MS 900000    /* … up to a quarter of an hour */
#define MEMORY_MS 86400000    /* a day without a try and all is forgotten */
#define LOGIN_BYTES 64        /* of what was typed that make a key */

/* ---- Throttle ------------------------------------------------------------------------------ */

const char *address_key(struct arena *a, const char *address)
{
    struct in6_addr v6;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, address, &v6) != 1 || IN6_IS_ADDR_V4MAPPED(&v6))
        return text_cut_bytes(a, address, LOGIN_BYTES);
    memset(v6.s6_addr + 8, 0, 8);
    return arena_dup(a, inet_ntop(AF_INET6, &v6, text, sizeof text));
}

struct throttle {
    const char *key;
    int free_tries;
};

static int64_t sign_in_wait(int failures, int free_tries)
{
    int64_t wait = 0;
    for (int i = free_tries; i <= failures && wait < WAIT_MAX_MS; i++)
        wait = wait == 0 ? WAIT_FIRST_MS : wait * 2;
    return wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS;
}

/* Counts one more, unless its time is not yet come: then *wait says how long. */
static enum store_status sign_in_count(struct store *s, const struct throttle *t, int64_t now,
                                       int64_t *wait)
{
    struct statement *q = db_stmt(s, &sign_in_statements, GET);
    db_bind_text(q, 1, t->key);
    enum store_status st = db_row(s, q);
    int failures = 0;
    *wait = 0;
    if (st == STORE_OK && now - db_int(q, 1) < MEMORY_MS) {
        failures = (int)db_int(q, 0);
        *wait = db_int(q, 2) - now;
    }
    db_reset(q);
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    if (*wait > 0)
        return STORE_BUSY;
    failures++;
    int64_t next = sign_in_wait(failures, t->free_tries);
    q = db_stmt(s, &sign_in_statements, PUT);
    db_bind_text(q, 1, t->key);
    db_bind_int(q, 2, failures);
    db_bind_int(q, 3, now);
    /* 0, not now: of two tries at once, the one that came first may be counted last. */
    db_bind_int(q, 4, next ? now + next : 0);
    return db_run(s, q);
}

static enum store_status sign_in_count_both(struct store *s, const struct throttle t[2],
                                            int64_t now, int *retry_s)
{
    struct statement *q = db_stmt(s, &sign_in_statements, EXPIRE);
    db_bind_int(q, 1, now - MEMORY_MS);
    enum store_status st = db_run(s, q);
    for (size_t i = 0; i < 2 && st == STORE_OK; i++) {
        int64_t wait;
        st = sign_in_count(s, &t[i], now, &wait);
        if (st == STORE_BUSY && wait > 0)
            *retry_s = (int)((wait + 999) / 1000);
    }
    return st;
}

static enum store_status sign_in_change(struct store *s, int which, const char *key)
{
    struct statement *q = db_stmt(s, &sign_in_statements, which);
    db_bind_text(q, 1, key);
    return db_run(s, q);
}

/* ---- The try ------------------------------------------------------------------------------- */

/* *rehash gets a hash of today's parameters when the old one has others, else "". */
static enum store_status sign_in_verify(struct store *s, const char *password, const char *hash,
                                        bool *right, char rehash[TOKEN_PASSWORD_HASH_SIZE])
{
    int slot;
    enum store_status st = hash_slot_take(s, &slot);
    if (st != STORE_OK)
        return st;
    *right = token_password_verify(password, hash);
    if (*right && token_password_needs_rehash(hash) && !token_password_hash(password, rehash))
        rehash[0] = '\0';
    hash_slot_give(slot);
    return STORE_OK;
}

static enum store_status sign_in_note_right(struct store *s, const struct user *u,
                                            const struct throttle t[2], const char *rehash,
                                            int64_t now)
{
    enum store_status st = sign_in_change(s, CLEAR, t[0].key);
    if (st == STORE_OK) /* one account of one's own must not pay for guesses at others */
        st = sign_in_change(s, UNCOUNT, t[1].key);
    if (st == STORE_OK && rehash[0] != '\0')
        st = user_write_hash(s, u->id, rehash);
    if (st == STORE_OK)
        st = user_seen(s, u->id, now);
    if (st == STORE_OK)
        st = audit_write(s, u->id, 0, "user.sign_in", "by password", now);
    return st;
}

/* Written for unknown logins too: both take the same time. */
static enum store_status sign_in_note_wrong(struct store *s, struct arena *a, const char *login,
                                            const char *address, int64_t now)
{
    const char *detail = arena_printf(a, "%s from %s", text_cut_bytes(a, login, LOGIN_BYTES),
                                      text_cut_bytes(a, address, LOGIN_BYTES));
    return audit_write(s, 0, 0, "user.sign_in_failed", detail, now);
}

enum store_status user_sign_in(struct store *s, struct arena *a, const char *login,
                               const char *password, const char *address, int64_t now,
                               struct user *out, int *retry_s)
{
    const char *from = address_key(a, address);
    const struct throttle t[2] = {
        {arena_printf(a, "login %s %s", text_cut_bytes(a, login, LOGIN_BYTES), from),
         FREE_TRIES_LOGIN},
        {arena_printf(a, "address %s", from), FREE_TRIES_ADDRESS},
    };
    *retry_s = 0;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, sign_in_count_both(s, t, now, retry_s));
    if (st != STORE_OK) {
        if (st == STORE_BUSY && *retry_s == 0)
            *retry_s = 5; /* the lock, not the throttle */
        return st;
    }
    struct user u = {0};
    const char *hash = "";
    char rehash[TOKEN_PASSWORD_HASH_SIZE] = "";
    bool right = false;
    st = user_password_hash(s, a, login, &u, &hash);
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    st = sign_in_verify(s, password, hash[0] == '\0' ? NULL : hash, &right, rehash);
    if (st != STORE_OK) {
        *retry_s = 5;
        return st;
    }
    right = right && !u.disabled;
    st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, right ? sign_in_note_right(s, &u, t, rehash, now)
                             : sign_in_note_wrong(s, a, login, address, now));
    if (st == STORE_OK && !right)
        return STORE_MISSING;
    *out = u;
    return st;
}
