/* form_token.c: signing and checking readers' forms.
 *
 * Contract. A token is "<ms UTC>-<HMAC-SHA-256 of the ms and the form's path>". It proves that we
 * made a form for that path at that instant, needs no cookie and is kept nowhere. It does not say
 * for whom, and it can be used more than once: who accepts the form limits how old it may be and
 * how many are taken (cgi/reader/report.c, db/report.c).
 *
 * Diagnostics. form_token_made_at is 0 for every fault; which one is nobody's business.
 *
 * What each check stops:
 * - the HMAC: a program that never loaded the form cannot send it;
 * - the path inside it: a token taken from one story's form floods no other;
 * - an instant after now is refused: a token cannot be dated ahead to be fresh for ever;
 * - comparison in constant time: the HMAC cannot be guessed byte by byte;
 * - Origin / Sec-Fetch-Site: another site cannot have its visitors send our form. */
#include "form_token.h"

#include "lib/text.h"
#include "lib/token.h"
#include "session.h"

#include <inttypes.h>
#include <string.h>

static const char *form_token_sign(const char *key, const struct req *req, int64_t at)
{
    const char *said = arena_printf(req->arena, "%" PRId64 " %s", at, req->path);
    char mac[TOKEN_HASH_SIZE];

    if (!key)
        return NULL;
    token_hmac(key, said, strlen(said), mac);
    return arena_printf(req->arena, "%" PRId64 "-%s", at, mac);
}

const char *form_token_make(const char *key, const struct req *req)
{
    return form_token_sign(key, req, req->now);
}

int64_t form_token_made_at(const char *key, const struct req *req)
{
    const char *token = req_form(req, "token");
    const char *stamp = arena_dupn(req->arena, token, strcspn(token, "-"));
    int64_t at;

    if (!text_to_int(stamp, 1, req->now, &at))
        return 0;
    return token_equal(form_token_sign(key, req, at), token) ? at : 0;
}

bool form_token_is_ours(const char *key, const struct req *req)
{
    return session_origin_is_ours(req) && form_token_made_at(key, req) != 0;
}

/* A page with many forms gives each the page's number and a suffix: "….withdraw". */
const char *form_number(const struct req *req)
{
    static const char ours[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const char *number = req_form(req, "form");
    size_t n = strlen(number);

    return n > 0 && n <= 64 && strspn(number, ours) == n ? number : NULL;
}

const char *form_number_make(struct arena *a)
{
    char number[TOKEN_SIZE];

    token_random(number);
    return arena_dup(a, number);
}
