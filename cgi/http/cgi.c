/* cgi.c: plain CGI: the environment, standard input and output carry one exchange. */
#include "server.h"

#include "exchange.h"
#include "finish.h"
#include "lib/log.h"
#include "lib/text.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct cgi {
    FILE *in, *out;
    int64_t left; /* bytes of body still to come; some servers never close our input after it */
};

static const char *cgi_param(void *ctx, const char *name)
{
    (void)ctx;
    return getenv(name);
}

static long cgi_read(void *ctx, char *to, size_t n)
{
    struct cgi *c = ctx;
    if (c->left == 0)
        return 0;
    if (n > (uint64_t)c->left)
        n = (size_t)c->left;
    size_t got = fread(to, 1, n, c->in);
    c->left -= (int64_t)got;
    return got > 0 ? (long)got : -1;
}

static bool cgi_write(void *ctx, const char *from, size_t n, bool more)
{
    struct cgi *c = ctx;
    (void)more;
    return fwrite(from, 1, n, c->out) == n;
}

/* The site cannot be opened, so neither can its templates: a plain sentence. */
static void cgi_say_unavailable(struct arena *a, FILE *out)
{
    struct req req = {.arena = a, .method = METHOD_GET, .path = "/"};
    struct res res;
    struct buf head;
    res_init(&res);
    finish_plain(&res, 503);
    finish_response(&req, &res);
    buf_init(&head, 64 * 1024);
    finish_print_head(&res, &head);
    fwrite(head.p, 1, head.len, out);
    fwrite(res.body.p, 1, res.body.len, out);
    buf_free(&head);
    res_free(&res);
}

int server_cgi(const struct site_functions *functions, const char *site, const char *data, FILE *in,
               FILE *out)
{
    struct buf err;
    struct arena *a = arena_new();
    struct cgi c = {.in = in, .out = out};
    const char *length = getenv("CONTENT_LENGTH");
    const struct exchange_io io = {
        .param = cgi_param, .read = cgi_read, .write = cgi_write, .ctx = &c};
    const struct site_place place = {.site = site, .data = data, .starter = -1};
    signal(SIGPIPE, SIG_IGN);
    buf_init(&err, 4096);
    if (!length || !text_to_int(length, 0, INT64_MAX / 2, &c.left))
        c.left = 0;
    struct app *app = functions->open(&place, &err);
    if (!app) {
        log_event(LOG_ERROR, "open", "why", err.p, NULL);
        cgi_say_unavailable(a, out);
    }
    bool sent = app && exchange_serve(functions, app, a, &io);
    sent = fflush(out) == 0 && sent;
    functions->close(app);
    buf_free(&err);
    arena_free(a);
    return app && (sent || c.left > 0) ? 0 : 1;
}
