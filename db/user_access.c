/* user_access.c: what a user may do changes: another password, role or name, disabled, signed out. */
#include "audit_private.h"
#include "driver.h"
#include "hash_slot.h"
#include "lib/text.h"
#include "operation.h"
#include "session_private.h"
#include "user_private.h"

#include <string.h>

static enum store_status user_write_password(const struct operation *op, const struct user *u,
                                             const char *hash)
{
    enum store_status st = user_write_hash(op->s, u->id, hash);
    if (st == STORE_OK)
        st = session_end_all(op->s, u->id);
    return st == STORE_OK ? operation_audit(op, "user.password", u->login) : st;
}

enum store_status user_set_password(struct store *s, int64_t id, const char *password,
                                    const struct actor *by, int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    struct operation op = {.s = s, .a = a, .by = by, .now = now, .why = why};
    struct user u;
    char hash[TOKEN_PASSWORD_HASH_SIZE] = "";
    enum store_status st = user_get(s, a, id, &u);
    const char *weakness = NULL;
    if (st == STORE_OK)
        st = user_password_weakness(s, a, password, u.login, u.name, &weakness);
    if (weakness) {
        problem_say(why, "password", weakness, NULL);
        st = STORE_REFUSED;
    }
    if (st == STORE_OK)
        st = hash_slot_password(s, password, hash);
    if (st == STORE_OK) {
        if (operation_begin(&op, SCOPE_QUIET))
            op.st = user_write_password(&op, &u, hash);
        else if (op.again)
            op.st = STORE_CONFLICT;
        st = operation_end(&op);
    }
    arena_free(a);
    return st;
}

/* Who asks stays an administrator, and so somebody always is one. */
static enum store_status user_change_allowed(struct store *s, const struct user *u,
                                             const struct user_change *to, const struct actor *by,
                                             struct problems *why)
{
    bool stays = to->role == ROLE_ADMIN && !to->disabled;
    if (!by || stays)
        return STORE_OK;
    if (by->user == u->id) {
        problem_say(why, to->disabled ? "" : "role",
                    "You cannot take away your own access. Ask another administrator.", NULL);
        return STORE_REFUSED;
    }
    if (u->role != ROLE_ADMIN || u->disabled)
        return STORE_OK;
    enum store_status st = user_other_admin(s, u->id);
    if (st == STORE_MISSING) {
        problem_say(why, "role", "The paper needs an administrator. Make somebody else one first.",
                    NULL);
        return STORE_REFUSED;
    }
    return st;
}

/* "name: Ines → Inés; role: author → editor": what the audit says. */
static const char *user_change_detail(struct arena *a, const struct user *u,
                                      const struct user_change *to)
{
    const char *name =
        strcmp(u->name, to->name) == 0 ? "" : arena_printf(a, "; name: %s → %s", u->name, to->name);
    const char *role = u->role == to->role ? ""
                                           : arena_printf(a, "; role: %s → %s", role_name(u->role),
                                                          role_name(to->role));
    return arena_printf(a, "%s%s%s", u->login, name, role);
}

static enum store_status user_change_write(struct store *s, struct arena *a, const struct user *u,
                                           const struct user_change *to, int64_t by, int64_t now)
{
    bool same = u->role == to->role && strcmp(u->name, to->name) == 0;
    enum store_status st = user_write_change(s, u->id, to);
    if (st == STORE_OK && !same)
        st = audit_write(s, by, 0, "user.change", user_change_detail(a, u, to), now);
    if (st != STORE_OK || u->disabled == to->disabled)
        return st;
    st = session_end_all(s, u->id);
    return st == STORE_OK
               ? audit_write(s, by, 0, to->disabled ? "user.disable" : "user.enable", u->login, now)
               : st;
}

enum store_status user_change(struct store *s, int64_t id, const struct user_change *to,
                              const struct actor *by, int64_t now, struct problems *why)
{
    size_t before = why->n;
    struct user u;
    user_check(to->name, to->role, why);
    if (why->n > before)
        return STORE_REFUSED;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    struct user_change kept = {text_line(a, to->name), to->role, to->disabled};
    st = user_get(s, a, id, &u);
    if (st == STORE_OK)
        st = user_change_allowed(s, &u, &kept, by, why);
    if (st == STORE_OK)
        st = user_change_write(s, a, &u, &kept, by ? by->user : 0, now);
    st = db_end(s, st);
    arena_free(a);
    return st;
}

enum store_status user_sign_out(struct store *s, int64_t id, const struct actor *by, int64_t now)
{
    struct user u;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = user_get(s, a, id, &u);
    if (st == STORE_OK)
        st = session_end_all(s, id);
    if (st == STORE_OK)
        st = audit_write(s, by ? by->user : 0, 0, "user.sign_out", u.login, now);
    st = db_end(s, st);
    arena_free(a);
    return st;
}
