/* form_token.c: signing and checking readers' forms. */
#include "form_token.h"

#include "lib/log.h"
#include "lib/text.h"
#include "lib/token.h"
#include "session.h"

#include <inttypes.h>
#include <string.h>

/* Readers' connections cannot make the key: the first form of a site's life takes the other. */
static const char *key(struct app *app, struct req *req)
{
    const char *value;
    enum store_status st = store_site_key(app->reader, req->arena, "reader-form", &value);
    struct store *w = st == STORE_MISSING ? app_writer(app) : NULL;

    if (w != NULL)
        st = store_site_key(w, req->arena, "reader-form", &value);
    if (st == STORE_OK)
        return value;
    log_event(LOG_ERROR, "form_key", "why", w ? store_error(w) : store_status_text(st), NULL);
    return NULL;
}

static const char *sign(struct app *app, struct req *req, int64_t at)
{
    const char *k = key(app, req);
    const char *said = arena_printf(req->arena, "%" PRId64 " %s", at, req->path);
    char mac[TOKEN_HASH_SIZE];

    if (k == NULL)
        return NULL;
    token_hmac(k, said, strlen(said), mac);
    return arena_printf(req->arena, "%" PRId64 "-%s", at, mac);
}

const char *form_token_make(struct app *app, struct req *req)
{
    return sign(app, req, req->now);
}

int64_t form_token_made_at(struct app *app, struct req *req)
{
    const char *token = req_form(req, "token");
    const char *stamp = arena_dupn(req->arena, token, strcspn(token, "-"));
    int64_t at;

    if (!text_to_int(stamp, 1, req->now, &at))
        return 0;
    return token_equal(sign(app, req, at), token) ? at : 0;
}

bool form_token_is_ours(struct app *app, struct req *req)
{
    return session_origin_is_ours(app, req) && form_token_made_at(app, req) != 0;
}
