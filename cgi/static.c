/* static.c: /static/: files under fingerprinted addresses, which may be kept for ever. */
#include "static.h"

#include "assets.h"
#include "lib/token.h"
#include "page.h"
#include "theme.h"

#include <inttypes.h>
#include <string.h>

/* "0badc0de/css/site.css" is a file and the hash it was linked under; "css/site.css" a file. */
static const char *static_split_hash(const char *rest, bool *hashed)
{
    *hashed =
        strspn(rest, "0123456789abcdef") == ASSETS_HASH_DIGITS && rest[ASSETS_HASH_DIGITS] == '/';
    return *hashed ? rest + ASSETS_HASH_DIGITS + 1 : rest;
}

void static_get(struct app *app, struct req *req, struct res *res)
{
    const char *rest = req_param(req, "rest");
    bool hashed;
    const char *file = static_split_hash(rest, &hashed);
    struct asset_file f;
    if (theme_answer(app->theme, req, res, hashed ? rest : NULL, file))
        return;
    if (!assets_open(app->assets, file, &f)) {
        res_cache(res, CACHE_PAGE);
        page_error(app, req, res, 404, NULL);
        return;
    }
    res->content_type = assets_type(file);
    res->file = f.fd;
    res->file_size = f.size;
    res->lent = f.sent;
    res->lent_n = f.sent ? (size_t)f.size : 0;
    /* Changed on disk since the hash was taken? Then nobody may keep it under that hash. */
    if (!f.as_hashed || !hashed || strncmp(rest, f.hash, ASSETS_HASH_DIGITS) != 0)
        res_cache(res, CACHE_PAGE);
    const char *seed = arena_printf(req->arena, "%s %" PRId64 " %" PRId64 " %" PRId64, f.hash,
                                    f.size, (int64_t)f.mtime.tv_sec, (int64_t)f.mtime.tv_nsec);
    char *mark = arena_alloc(req->arena, TOKEN_MARK_SIZE);
    token_etag(seed, strlen(seed), mark);
    res->etag = mark;
    struct twins *twins = assets_twins(app->assets, file, &f);
    if (twins)
        (void)twins_lend(twins, req, res);
}
