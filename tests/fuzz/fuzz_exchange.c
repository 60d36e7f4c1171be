/* fuzz_exchange.c: any request as a web server passes it on, NAME=value a line, an empty one, then the body.
 * Behind it is a site that answers each row with its form's fields. Every request is answered, once, with
 * a head of clean lines. */
#include "cgi/http/exchange.h"
#include "cgi/http/finish.h"
#include "cgi/http/form_token.h"
#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct asked {
    struct arena *arena;
    struct fields params;
    const uint8_t *body, *end;
    struct buf said;
};

static const char *param(void *ctx, const char *name)
{
    const struct asked *q = ctx;
    return fields_get(&q->params, name);
}

static long read_body(void *ctx, char *to, size_t n)
{
    struct asked *q = ctx;
    size_t left = (size_t)(q->end - q->body), now = n < left ? n : left;
    memcpy(to, q->body, now);
    q->body += now;
    return (long)now;
}

static bool write_answer(void *ctx, const char *from, size_t n, bool more)
{
    struct asked *q = ctx;
    (void)more;
    buf_add(&q->said, from, n);
    return true;
}

/* ---- The site -------------------------------------------------------------------------------- */

static void nothing(struct app *app)
{
    (void)app;
}

static const char *base_url(const struct app *app)
{
    (void)app;
    return "https://news.example.org";
}

static const char *trusted_proxies(const struct app *app)
{
    (void)app;
    return "10.0.0.0/8";
}

static void route(struct app *app, struct req *req, struct routing *out)
{
    (void)app;
    out->is = route_find(req, &out->route, &out->location, &out->allow);
}

static void add_fields(struct buf *out, const struct fields *f)
{
    for (size_t i = 0; i < f->n; i++) {
        if (!text_utf8_valid(f->v[i].name, strlen(f->v[i].name)) ||
            !text_utf8_valid(f->v[i].value, strlen(f->v[i].value)))
            abort();
        buf_printf(out, "%s=%s\n", f->v[i].name, f->v[i].value);
    }
}

static void answer(struct app *app, struct req *req, struct res *res, const struct routing *r)
{
    (void)app;
    add_fields(&res->body, &req->query);
    add_fields(&res->body, &req->form);
    add_fields(&res->body, &req->cookies);
    if (form_token_is_ours("key", req)) /* nobody guesses one */
        abort();
    form_number(req);
    res->last_modified = 1767225600000;
    if (r->is == ROUTED_REDIRECT)
        res_moved(res, req, r->location);
    else if (r->route)
        res_cache(res, r->route->cache);
    finish_response(req, res);
}

static void refuse(struct app *app, struct req *req, struct res *res, int status,
                   const char *detail)
{
    (void)app;
    (void)detail;
    finish_plain(res, status);
    finish_response(req, res);
}

static const struct site_functions site = {.begin = nothing,
                                           .release = nothing,
                                           .base_url = base_url,
                                           .trusted_proxies = trusted_proxies,
                                           .route = route,
                                           .answer = answer,
                                           .refuse = refuse,
                                           .end = nothing};

/* ---- One request ----------------------------------------------------------------------------- */

static void read_params(struct asked *q, const uint8_t *data, size_t n)
{
    const uint8_t *end = data + n;
    while (data < end && *data != '\n') {
        const uint8_t *line_end = memchr(data, '\n', (size_t)(end - data));
        line_end = line_end ? line_end : end;
        const uint8_t *equals = memchr(data, '=', (size_t)(line_end - data));
        if (equals)
            fields_add(
                q->arena, &q->params,
                arena_dupn(q->arena, (const char *)data, (size_t)(equals - data)),
                arena_dupn(q->arena, (const char *)equals + 1, (size_t)(line_end - equals - 1)));
        data = line_end < end ? line_end + 1 : end;
    }
    q->body = data < end ? data + 1 : end;
    q->end = end;
}

/* "Name: value" lines of visible text, the first of them the status. */
static void check_head(const struct buf *said)
{
    const char *end = said->len > 0 ? strstr(said->p, "\r\n\r\n") : NULL;
    if (!end || strncmp(said->p, "Status: ", 8) != 0)
        abort();
    for (const char *line = said->p; line < end; line = strstr(line, "\r\n") + 2) {
        size_t length = strcspn(line, "\r\n");
        if (strncmp(line + length, "\r\n", 2) != 0 || !memchr(line, ':', length))
            abort();
        for (size_t i = 0; i < length; i++)
            if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct asked q = {.arena = arena_new()};
    struct exchange_io io = {param, read_body, write_answer, &q, false, NULL, NULL};
    buf_init(&q.said, 64u * 1024 * 1024);
    read_params(&q, data, n);
    exchange_look(&site, NULL, q.arena, &io);
    (void)!exchange_serve(&site, NULL, q.arena, &io);
    check_head(&q.said);
    buf_free(&q.said);
    arena_free(q.arena);
    return 0;
}
