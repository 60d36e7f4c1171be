/* res.c: filling a response. */
#include "res.h"

#include "lib/text.h"

#include <string.h>
#include <unistd.h>

void res_init(struct res *r)
{
    memset(r, 0, sizeof *r);
    buf_init(&r->body, RES_BODY_MAX);
    r->status = 200;
    r->content_type = "text/html; charset=utf-8";
    r->file = -1;
}

void res_free(struct res *r)
{
    buf_free(&r->body);
    if (r->file >= 0)
        close(r->file);
    r->file = -1;
}

void res_reset(struct res *r)
{
    enum cache_class cache = r->cache;
    res_free(r);
    res_init(r);
    r->cache = cache;
}

void res_cache(struct res *r, enum cache_class c)
{
    if (c < r->cache)
        r->cache = c;
}

void res_header(struct res *r, const char *name, const char *value)
{
    if (r->n_headers == RES_HEADERS_MAX) {
        r->broken = true;
        return;
    }
    r->headers[r->n_headers++] = (struct field){.name = name, .value = value};
}

/* Browsers read "/\host" and "//host" as another site's address. */
static bool location_is_ours(const char *location)
{
    return location && location[0] == '/' && location[1] != '/' && location[1] != '\\';
}

void res_redirect(struct res *r, int status, const char *location)
{
    r->status = status;
    r->content_type = "text/plain; charset=utf-8";
    buf_clear(&r->body);
    res_header(r, "Location", location_is_ours(location) ? location : "/");
}

void res_redirect_anywhere(struct res *r, int status, const char *location)
{
    bool away = text_is_http_url(location);
    res_redirect(r, status, away ? "/" : location);
    if (away && r->n_headers > 0)
        r->headers[r->n_headers - 1].value = location;
}

void res_moved(struct res *r, const struct req *req, const char *path)
{
    bool asked = *req->raw_query;
    res_redirect(r, 301, asked ? arena_printf(req->arena, "%s?%s", path, req->raw_query) : path);
}
