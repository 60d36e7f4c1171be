/* sign_in_throttle.c: who may have a password tried now.
 *
 * Three counts, each of which may ask for some patience: the wrong passwords of one login from one
 * address, those of one address, and the tries of all addresses together that nobody has signed in
 * from before. The last one bounds what strangers make us compute, however many addresses they
 * have; whoever comes from a known address does not take part in it.
 *
 * It is a leaky bucket kept as one instant (the generic cell rate algorithm, ITU-T I.371): when it
 * would be empty again. Each try moves that instant on by STRANGER_EACH_MS; one is refused while it
 * is more than STRANGER_BURST tries ahead. */
#include "sign_in_private.h"

#include "driver.h"
#include "lib/text.h"
#include "totp_private.h"
#include "user_private.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

enum { GET, PUT, CLEAR, UNCOUNT, REFUND, EXPIRE, KNOWN, REMEMBER, FORGET, SIGN_IN_SQL_MAX };

static const char *const sql[SIGN_IN_SQL_MAX] = {
    [GET] = "SELECT failures, last_at, wait_until FROM sign_in_try WHERE key = ?1",
    [PUT] = "INSERT INTO sign_in_try (key, failures, last_at, wait_until)"
            " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET"
            " failures = excluded.failures, last_at = excluded.last_at,"
            " wait_until = excluded.wait_until",
    [CLEAR] = "DELETE FROM sign_in_try WHERE key = ?1",
    [UNCOUNT] = "UPDATE sign_in_try SET failures = failures - 1, wait_until = 0 WHERE key = ?1",
    [REFUND] = "UPDATE sign_in_try SET wait_until = wait_until - ?2 WHERE key = ?1",
    [EXPIRE] = "DELETE FROM sign_in_try WHERE last_at < ?1",
    [KNOWN] = "SELECT 1 FROM sign_in_known WHERE key = ?1 AND seen_at > ?2",
    [REMEMBER] = "INSERT INTO sign_in_known (key, seen_at) VALUES (?1, ?2)"
                 " ON CONFLICT (key) DO UPDATE SET seen_at = excluded.seen_at",
    [FORGET] = "DELETE FROM sign_in_known WHERE seen_at <= ?1",
};
const struct statements sign_in_statements = {SET_SIGN_IN, sql, SIGN_IN_SQL_MAX};

#define FREE_TRIES_LOGIN 5    /* wrong passwords of one login from one address without a wait */
#define FREE_TRIES_ADDRESS 20 /* of one address, whatever the login */
#define WAIT_FIRST_MS 2000    /* doubled by each further failure … */
#define WAIT_MAX_MS 900000    /* … up to a quarter of an hour */
#define LOGIN_BYTES 64        /* of what was typed that make a key */
#define STRANGER_EACH_MS INT64_C(2000) /* one try in so long for all strangers together … */
#define STRANGER_BURST 20              /* … and so many at once */
#define STRANGERS "strangers"

const char *address_key(struct arena *a, const char *address)
{
    struct in6_addr v6;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, address, &v6) != 1 || IN6_IS_ADDR_V4MAPPED(&v6))
        return text_cut_bytes(a, address, LOGIN_BYTES);
    memset(v6.s6_addr + 8, 0, 8);
    return arena_dup(a, inet_ntop(AF_INET6, &v6, text, sizeof text));
}

struct sign_in_try sign_in_try_of(struct arena *a, const char *login, const char *address)
{
    const char *from = address_key(a, address);
    return (struct sign_in_try){
        .from = from,
        .login_key = arena_printf(a, "login %s %s", text_cut_bytes(a, login, LOGIN_BYTES), from),
        .address_key = arena_printf(a, "address %s", from),
    };
}

/* ---- One count ------------------------------------------------------------------------------ */

struct count {
    int64_t failures, wait_until; /* 0, 0: none, or forgotten */
};

/* What was counted by a clock that ran ahead, and was put right, counts no more. */
static enum store_status count_read(struct store *s, const char *key, int64_t now,
                                    struct count *out)
{
    struct statement *q = db_stmt(s, &sign_in_statements, GET);
    db_bind_text(q, 1, key);
    enum store_status st = db_row(s, q);
    *out = (struct count){0};
    if (st == STORE_OK) {
        int64_t last = db_int(q, 1);
        if (now - last < SIGN_IN_MEMORY_MS && last - now < WAIT_MAX_MS)
            *out = (struct count){db_int(q, 0), db_int(q, 2)};
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status count_write(struct store *s, const char *key, const struct count *c,
                                     int64_t now)
{
    struct statement *q = db_stmt(s, &sign_in_statements, PUT);
    db_bind_text(q, 1, key);
    db_bind_int(q, 2, c->failures);
    db_bind_int(q, 3, now);
    db_bind_int(q, 4, c->wait_until);
    return db_run(s, q);
}

static int64_t count_wait(int64_t failures, int free_tries)
{
    int64_t wait = 0;
    for (int64_t i = free_tries; i <= failures && wait < WAIT_MAX_MS; i++)
        wait = wait == 0 ? WAIT_FIRST_MS : wait * 2;
    return wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS;
}

/* One more failure. No wait is 0, not now: of two tries at once, the one that came first may be
 * counted last. */
static enum store_status count_failure(struct store *s, const char *key, struct count *c,
                                       int free_tries, int64_t now)
{
    c->failures++;
    int64_t wait = count_wait(c->failures, free_tries);
    c->wait_until = wait ? now + wait : 0;
    return count_write(s, key, c, now);
}

/* ---- All three ------------------------------------------------------------------------------ */

struct counts {
    bool known; /* the address */
    struct count login, address, strangers;
};

static enum store_status known_read(struct store *s, const char *from, int64_t now, bool *known)
{
    struct statement *q = db_stmt(s, &sign_in_statements, KNOWN);
    db_bind_text(q, 1, from);
    db_bind_int(q, 2, now - SIGN_IN_KNOWN_MS);
    enum store_status st = db_row(s, q);
    *known = st == STORE_OK;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* *wait: ms until this one may be tried; 0: now. */
static enum store_status counts_read(struct store *s, const struct sign_in_try *t, int64_t now,
                                     struct counts *c, int64_t *wait)
{
    enum store_status st = known_read(s, t->from, now, &c->known);
    if (st == STORE_OK)
        st = count_read(s, t->login_key, now, &c->login);
    if (st == STORE_OK)
        st = count_read(s, t->address_key, now, &c->address);
    if (st == STORE_OK)
        st = count_read(s, STRANGERS, now, &c->strangers);
    *wait = later(0, later(c->login.wait_until, c->address.wait_until) - now);
    int64_t most = (STRANGER_BURST - 1) * STRANGER_EACH_MS;
    if (!c->known)
        *wait = later(*wait, c->strangers.wait_until - most - now);
    return st;
}

static enum store_status counts_write(struct store *s, const struct sign_in_try *t, int64_t now,
                                      struct counts *c)
{
    struct statement *q = db_stmt(s, &sign_in_statements, EXPIRE);
    db_bind_int(q, 1, now - SIGN_IN_MEMORY_MS);
    enum store_status st = db_run(s, q);
    if (st == STORE_OK)
        st = count_failure(s, t->login_key, &c->login, FREE_TRIES_LOGIN, now);
    if (st == STORE_OK)
        st = count_failure(s, t->address_key, &c->address, FREE_TRIES_ADDRESS, now);
    if (st != STORE_OK || c->known)
        return st;
    c->strangers.wait_until = later(c->strangers.wait_until, now) + STRANGER_EACH_MS;
    c->strangers.failures++;
    return count_write(s, STRANGERS, &c->strangers, now);
}

enum store_status sign_in_count(struct store *s, const struct sign_in_try *t, int64_t now,
                                int64_t *wait)
{
    struct counts c = {0};
    /* First without the write lock: who has to wait anyhow must not make others wait for it. */
    enum store_status st = counts_read(s, t, now, &c, wait);
    if (st != STORE_OK || *wait > 0)
        return st == STORE_OK ? STORE_BUSY : st;
    st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    st = counts_read(s, t, now, &c, wait);
    if (st == STORE_OK)
        st = *wait > 0 ? STORE_BUSY : counts_write(s, t, now, &c);
    return db_end(s, st);
}

/* ---- A right password ----------------------------------------------------------------------- */

static enum store_status sign_in_change(struct store *s, int which, const char *key)
{
    struct statement *q = db_stmt(s, &sign_in_statements, which);
    db_bind_text(q, 1, key);
    if (which == REFUND)
        db_bind_int(q, 2, STRANGER_EACH_MS);
    return db_run(s, q);
}

enum store_status sign_in_remember(struct store *s, struct arena *a, const char *address,
                                   int64_t now)
{
    struct statement *q = db_stmt(s, &sign_in_statements, FORGET);
    db_bind_int(q, 1, now - SIGN_IN_KNOWN_MS);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK || !*address)
        return st;
    q = db_stmt(s, &sign_in_statements, REMEMBER);
    db_bind_text(q, 1, address_key(a, address));
    db_bind_int(q, 2, now);
    return db_run(s, q);
}

enum store_status sign_in_uncount(struct store *s, struct arena *a, const struct sign_in_try *t,
                                  const char *address, int64_t now)
{
    bool known;
    enum store_status st = sign_in_change(s, CLEAR, t->login_key);
    if (st == STORE_OK) /* one account of one's own must not pay for guesses at others */
        st = sign_in_change(s, UNCOUNT, t->address_key);
    if (st == STORE_OK)
        st = known_read(s, t->from, now, &known);
    if (st == STORE_OK && !known)
        st = sign_in_change(s, REFUND, STRANGERS);
    return st == STORE_OK ? sign_in_remember(s, a, address, now) : st;
}

bool sign_in_is_known(struct store *s, struct arena *a, const char *address, int64_t now)
{
    bool known;
    return known_read(s, address_key(a, address), now, &known) == STORE_OK && known;
}

/* ---- Codes ---------------------------------------------------------------------------------- */

/* Of the account alone: whoever gets here knows the password, and has as many addresses as they like. */
static const char *code_key(struct arena *a, int64_t user_id)
{
    return arena_printf(a, "code %" PRId64, user_id);
}

enum store_status sign_in_code_wait(struct store *s, struct arena *a, int64_t user_id, int64_t now,
                                    int64_t *wait)
{
    struct count c;
    enum store_status st = count_read(s, code_key(a, user_id), now, &c);
    *wait = later(0, c.wait_until - now);
    return st;
}

enum store_status sign_in_code_count(struct store *s, struct arena *a, int64_t user_id, bool right,
                                     int64_t now)
{
    struct count c;
    if (right)
        return sign_in_change(s, CLEAR, code_key(a, user_id));
    enum store_status st = count_read(s, code_key(a, user_id), now, &c);
    return st == STORE_OK ? count_failure(s, code_key(a, user_id), &c, TOTP_TRIES_FREE, now) : st;
}
