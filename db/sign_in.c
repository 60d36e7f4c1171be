/* sign_in.c: a password is tried.
 *
 * Every try is counted as a failure before it is looked at, in a transaction of its own, so that
 * many tries at once count as many; a right password takes its count back. The hash is computed
 * outside any transaction. */
#include "audit_private.h"
#include "driver.h"
#include "hash_slot.h"
#include "lib/text.h"
#include "sign_in_private.h"
#include "user_private.h"

#define NAMED_BYTES 64 /* of what was typed that the audit log keeps */

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

static enum store_status sign_in_note_right(struct store *s, struct arena *a, const struct user *u,
                                            const struct sign_in_try *t, const char *address,
                                            const char *rehash, int64_t now)
{
    /* Who has yet to give a code is not signed in, and makes no address a known one. */
    enum store_status st = sign_in_uncount(s, a, t, user_has_second_step(u) ? "" : address, now);
    if (st == STORE_OK && rehash[0] != '\0')
        st = user_write_hash(s, u->id, rehash);
    if (st == STORE_OK && user_has_second_step(u))
        return audit_write(s, u->id, 0, "user.sign_in_step", "by password", now);
    if (st == STORE_OK)
        st = user_seen(s, u->id, now);
    return st == STORE_OK ? audit_write(s, u->id, 0, "user.sign_in", "by password", now) : st;
}

/* Written for unknown logins too: both take the same time. */
static enum store_status sign_in_note_wrong(struct store *s, struct arena *a, const char *login,
                                            const char *address, int64_t now)
{
    const char *detail = arena_printf(a, "%s from %s", text_cut_bytes(a, login, NAMED_BYTES),
                                      text_cut_bytes(a, address, NAMED_BYTES));
    return audit_write(s, 0, 0, "user.sign_in_failed", detail, now);
}

enum store_status user_sign_in(struct store *s, struct arena *a, const char *login,
                               const char *password, const char *address, int64_t now,
                               struct user *out, int *retry_s)
{
    const struct sign_in_try t = sign_in_try_of(a, login, address);
    int64_t wait = 0;
    enum store_status st = sign_in_count(s, &t, now, &wait);
    *retry_s = (int)((wait + 999) / 1000);
    if (st != STORE_OK)
        return st;
    struct user u = {0};
    const char *hash = "";
    char rehash[TOKEN_PASSWORD_HASH_SIZE] = "";
    bool right = false;
    st = user_password_hash(s, a, login, &u, &hash);
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    st = sign_in_verify(s, password, hash[0] == '\0' ? NULL : hash, &right, rehash);
    if (st != STORE_OK)
        return st;
    right = right && !u.disabled;
    st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, right ? sign_in_note_right(s, a, &u, &t, address, rehash, now)
                             : sign_in_note_wrong(s, a, login, address, now));
    if (st == STORE_OK && !right)
        return STORE_MISSING;
    *out = u;
    return st;
}
