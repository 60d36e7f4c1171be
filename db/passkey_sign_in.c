/* passkey_sign_in.c: a key is used: as the whole of a sign-in, or after a password in the place of a code.
 *
 * Attacks. An answer counts once, in the browser that asked, within minutes (passkey.c). The key names its
 * person by an id of ours that only its keeper has; a handle of somebody else is refused, and after a password
 * so is the key of somebody else. The count of uses that does not grow is refused: there is a copy. What is
 * wrong stands in the audit log, and each question was counted as a try before it was asked: an answer to none
 * of ours is refused before anything is written, and waits for no lock. */
#include "passkey_private.h"

#include "audit_private.h"
#include "session_private.h"
#include "sign_in_private.h"
#include "totp_private.h"
#include "user_private.h"

#include <string.h>

/* The session that the same form began a moment ago. */
static enum store_status passkey_again(struct store *s, struct arena *a,
                                       const struct passkey_sign_in *said, const char *token)
{
    struct session there;
    if (!said->proof)
        return STORE_MISSING;
    enum store_status st = session_find(s, a, token, said->now, &there);
    return st == STORE_OK && said->now - there.created_at > LOGIN_LINK_AGAIN_MS ? STORE_MISSING
                                                                                : st;
}

/* Whether the key is of whom its keeper names, and of whoever gave a password before in this browser. */
static enum store_status passkey_is_theirs(struct store *s, struct arena *a,
                                           const struct passkey_sign_in *said,
                                           const struct passkey_row *row, bool *theirs)
{
    struct user stepped;
    const char *handle;
    *theirs = false;
    enum store_status st = passkey_user_handle(s, a, row->user.id, &handle);
    if (st != STORE_OK)
        return st;
    enum store_status step = sign_in_step_find(s, a, said->step, said->now, &stepped);
    if (step != STORE_OK && step != STORE_MISSING)
        return step;
    bool same = step == STORE_OK && stepped.id == row->user.id;
    *theirs = *said->user ? token_equal(said->user, handle) : same;
    if (step == STORE_OK && !same)
        *theirs = false;
    return STORE_OK;
}

static enum store_status passkey_check(struct store *s, struct arena *a,
                                       const struct passkey_sign_in *said, struct passkey_row *row,
                                       int64_t *count, enum passkey_fault *fault)
{
    bool theirs;
    *fault = passkey_check_client(a, said->answer.client, PASSKEY_USE, said->site);
    if (*fault != PASSKEY_SOUND)
        return STORE_OK;
    enum store_status st = passkey_find(s, a, said->id, row);
    if (st == STORE_OK)
        st = passkey_is_theirs(s, a, said, row, &theirs);
    if (st == STORE_MISSING || (st == STORE_OK && !theirs)) {
        *fault = PASSKEY_UNKNOWN;
        return STORE_OK;
    }
    if (st == STORE_OK)
        *fault = passkey_check_answer(a, &row->key, &said->answer, said->site, count);
    return st;
}

static enum store_status passkey_begin(struct store *s, struct arena *a,
                                       const struct passkey_sign_in *said,
                                       const struct sign_in_from *from,
                                       const struct passkey_row *row, int64_t count,
                                       const char *token)
{
    const struct sign_in_try t = sign_in_try_of(a, PASSKEY_TRY, from->address);
    enum store_status st = passkey_note_use(s, row->id, count, said->now);
    if (st == STORE_OK && said->step)
        st = sign_in_step_end(s, said->step);
    if (st == STORE_OK)
        st = session_insert(s, a, row->user.id, from->agent, token, said->now);
    if (st == STORE_OK)
        st = user_seen(s, row->user.id, said->now);
    if (st == STORE_OK)
        st = sign_in_uncount(s, a, &t, from->address, said->now);
    return st == STORE_OK ? audit_write(s, row->user.id, 0, "user.sign_in",
                                        arena_printf(a, "with a passkey: %s", row->name), said->now)
                          : st;
}

/* The challenge is over, or was answered: by this form's first arrival, it may be. */
static enum store_status passkey_over(struct store *s, struct arena *a,
                                      const struct passkey_sign_in *said, const char *token,
                                      enum passkey_fault *fault)
{
    enum store_status st = passkey_again(s, a, said, token);
    *fault = st == STORE_MISSING ? PASSKEY_LATE : PASSKEY_SOUND;
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status passkey_use(struct store *s, struct arena *a,
                                     const struct passkey_sign_in *said,
                                     const struct sign_in_from *from, const char *challenge,
                                     const char *token, enum passkey_fault *fault)
{
    struct passkey_row row = {.name = ""};
    int64_t count = 0;
    enum store_status st = passkey_challenge_take(s, challenge, said->browser, 0, said->now);
    bool over = st == STORE_MISSING;
    if (over)
        st = passkey_over(s, a, said, token, fault);
    else if (st == STORE_OK)
        st = passkey_check(s, a, said, &row, &count, fault);
    if (st != STORE_OK || (over && *fault == PASSKEY_SOUND))
        return st;
    if (*fault == PASSKEY_SOUND)
        return passkey_begin(s, a, said, from, &row, count, token);
    return audit_write(
        s, row.user.id, 0, "passkey.wrong",
        arena_printf(a, "%s%s%s", passkey_fault_name(*fault), *row.name ? ": " : "", row.name),
        said->now);
}

static enum store_status passkey_try(struct store *s, struct arena *a,
                                     const struct passkey_sign_in *said,
                                     const struct sign_in_from *from, char *token,
                                     enum passkey_fault *fault)
{
    const char *challenge = passkey_challenge_of(a, said->answer.client);
    const char *words =
        said->proof ? arena_printf(a, "passkey %s %s", challenge, said->proof) : NULL;
    enum store_status st = session_token(s, a, words, token);
    if (st == STORE_OK)
        st = passkey_challenge_find(s, challenge);
    if (st == STORE_MISSING)
        return passkey_over(s, a, said, token, fault);
    if (st == STORE_OK)
        st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, passkey_use(s, a, said, from, challenge, token, fault)) : st;
}

enum store_status passkey_sign_in(struct store *s, const struct passkey_sign_in *said,
                                  const struct sign_in_from *from, char token[TOKEN_SIZE],
                                  enum passkey_fault *fault)
{
    struct arena *a = arena_new();
    *fault = PASSKEY_SOUND;
    enum store_status st = passkey_try(s, a, said, from, token, fault);
    arena_free(a);
    return st == STORE_OK && *fault != PASSKEY_SOUND ? STORE_REFUSED : st;
}
