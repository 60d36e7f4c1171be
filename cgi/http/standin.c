/* standin.c: see standin.h. */
#include "standin.h"

#include "finish.h"

#include <stdio.h>
#include <stdlib.h>

#define PAGE_MAX (64u * 1024)

struct standin {
    struct buf page; /* empty: it could not be read */
};

/* To the server it is a site like any other. */
static struct standin *standin_of(struct app *app)
{
    return (struct standin *)(void *)app;
}

static void standin_read_page(struct standin *s, const char *data)
{
    struct buf path;
    char chunk[4096];
    size_t n;
    buf_init(&path, 8192);
    buf_printf(&path, "%s/deploy/pages/503.html", data);
    FILE *f = path.failed ? NULL : fopen(path.p, "re");
    while (f && (n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_add(&s->page, chunk, n);
    if (f)
        fclose(f);
    buf_free(&path);
}

static struct app *standin_open(const struct site_place *place, struct buf *err)
{
    struct standin *s = calloc(1, sizeof *s);
    if (!s) {
        buf_adds(err, "out of memory");
        return NULL;
    }
    buf_init(&s->page, PAGE_MAX);
    standin_read_page(s, place->data);
    return (struct app *)(void *)s;
}

static void standin_close(struct app *app)
{
    if (!app)
        return;
    buf_free(&standin_of(app)->page);
    free(app);
}

static bool standin_reload(struct app *app, struct buf *err)
{
    (void)app;
    (void)err;
    return true;
}

static void standin_do_nothing(struct app *app)
{
    (void)app;
}

static const char *standin_base_url(const struct app *app)
{
    (void)app;
    return "";
}

static const char *standin_trusted_proxies(const struct app *app)
{
    (void)app;
    return "";
}

static void standin_route(struct app *app, struct req *req, struct routing *out)
{
    (void)app;
    (void)req;
    *out = (struct routing){.is = ROUTED_NOT_FOUND};
}

static void standin_answer(struct app *app, struct req *req, struct res *res,
                           const struct routing *r)
{
    const struct buf *page = &standin_of(app)->page;
    (void)r;
    finish_plain(res, 503);
    if (page->len > 0 && !page->failed) {
        res_reset(res);
        res->status = 503;
        res->content_type = "text/html; charset=utf-8";
        res->own_style = true;
        buf_add(&res->body, page->p, page->len);
    }
    res_cache(res, CACHE_NONE);
    finish_response(req, res);
}

static void standin_refuse(struct app *app, struct req *req, struct res *res, int status,
                           const char *detail)
{
    (void)status;
    (void)detail;
    standin_answer(app, req, res, NULL);
}

const struct site_functions standin_functions = {
    .open = standin_open,
    .close = standin_close,
    .reload = standin_reload,
    .begin = standin_do_nothing,
    .release = standin_do_nothing,
    .base_url = standin_base_url,
    .trusted_proxies = standin_trusted_proxies,
    .route = standin_route,
    .answer = standin_answer,
    .refuse = standin_refuse,
    .end = standin_do_nothing,
};
