/* user_access.c: a user's access changes, by a new password or by being disabled; the sessions
 * that were open end. */
#include "audit_private.h"
#include "driver.h"
#include "form_record.h"
#include "hash_slot.h"
#include "session_private.h"
#include "user_private.h"

static enum store_status user_write_password(struct store *s, const struct user *u,
                                             const char *hash, const struct actor *by, int64_t now)
{
    struct form_record did;
    enum store_status st = form_recall(s, by, &did);
    if (st != STORE_MISSING)
        return st == STORE_OK ? STORE_CONFLICT : st;
    st = user_write_hash(s, u->id, hash);
    if (st == STORE_OK)
        st = session_end_all(s, u->id);
    if (st == STORE_OK)
        st = audit_write(s, by ? by->user : 0, 0, "user.password", u->login, now);
    did = (struct form_record){.outcome = OUTCOME_DONE};
    return st == STORE_OK ? form_keep(s, by, &did, now) : st;
}

enum store_status user_set_password(struct store *s, int64_t id, const char *password,
                                    const struct actor *by, int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    struct user u;
    char hash[TOKEN_PASSWORD_HASH_SIZE] = "";
    enum store_status st = user_find_id(s, a, id, &u);
    const char *weakness = NULL;
    if (st == STORE_OK)
        st = user_password_weakness(s, a, password, u.login, u.name, &weakness);
    if (weakness) {
        problem_say(why, "password", weakness, NULL);
        st = STORE_REFUSED;
    }
    if (st == STORE_OK)
        st = hash_slot_password(s, password, hash);
    if (st == STORE_OK && (st = db_begin(s, SCOPE_QUIET)) == STORE_OK)
        st = db_end(s, user_write_password(s, &u, hash, by, now));
    arena_free(a);
    return st;
}

static enum store_status user_disable(struct store *s, struct arena *a, int64_t id, bool disabled,
                                      int64_t by, int64_t now)
{
    struct user u;
    enum store_status st = user_find_id(s, a, id, &u);
    if (st != STORE_OK || u.disabled == disabled)
        return st;
    st = user_write_disabled(s, id, disabled);
    if (st == STORE_OK)
        st = session_end_all(s, id);
    if (st == STORE_OK)
        st = audit_write(s, by, 0, disabled ? "user.disable" : "user.enable", u.login, now);
    return st;
}

enum store_status user_set_disabled(struct store *s, int64_t id, bool disabled, int64_t by,
                                    int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, user_disable(s, a, id, disabled, by, now));
    arena_free(a);
    return st;
}
