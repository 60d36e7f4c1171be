/* fcgi.c: see fcgi.h. A request that is its parameters alone is answered from what was scanned of it.
 * Any other is read by libfcgi, from the file that it was collected in, so that its reads never wait; it
 * is told of no listening socket and never accepts by itself. The answer is written beside it
 * (fcgi_answer.h). */
#include "fcgi.h"

#include "fcgi_answer.h"

#include <errno.h>
#include <fcgiapp.h>
#include <unistd.h>

struct fcgi {
    FCGX_Request request;
    struct fcgi_params params;
    struct fcgi_answer answer;
};

static bool fcgi_write(void *ctx, const char *from, size_t n, bool more)
{
    struct fcgi *f = ctx;
    return fcgi_answer_write(&f->answer, from, n, more);
}

/* ---- From the scan ---------------------------------------------------------------------------- */

static const char *plain_param(void *ctx, const char *name)
{
    const struct fcgi *f = ctx;
    return fcgi_params_find(&f->params, name);
}

static long plain_read(void *ctx, char *to, size_t n)
{
    (void)ctx;
    (void)to;
    (void)n;
    return 0;
}

/* ---- From the file ---------------------------------------------------------------------------- */

static const char *spooled_param(void *ctx, const char *name)
{
    struct fcgi *f = ctx;
    return FCGX_GetParam(name, f->request.envp);
}

static long spooled_read(void *ctx, char *to, size_t n)
{
    const size_t most = 1024 * 1024 * 1024;
    struct fcgi *f = ctx;
    FCGX_Stream *in = f->request.in;
    int got = FCGX_GetStr(to, (int)(n < most ? n : most), in);
    return got > 0 ? got : FCGX_GetError(in) ? -1 : 0;
}

/* Lets libfcgi read the head. False: it refused it and closed what it read from. */
static bool fcgi_accept(struct fcgi *f, int from)
{
    FCGX_InitRequest(&f->request, -1, 0);
    f->request.ipcFd = from;
    /* Accepting begins by finishing "the last request", which would close the connection. */
    f->request.keepConnection = 1;
    return FCGX_Accept_r(&f->request) == 0;
}

/* Its head is read: by libfcgi, from the file, or here. False: it is not sound. */
static bool fcgi_begin(struct fcgi *f, struct collect *c, bool *keep)
{
    f->answer.id = c->scan.id;
    *keep = c->scan.keep;
    if (c->spool < 0)
        return fcgi_params_read(&c->scan, f->answer.arena, &f->params);
    if (lseek(c->spool, 0, SEEK_SET) != 0 && errno != ESPIPE)
        return false;
    if (!fcgi_accept(f, c->spool)) {
        c->spool = -1;
        return false;
    }
    f->answer.id = (unsigned)f->request.requestId;
    *keep = f->request.keepConnection;
    return true;
}

bool fcgi_serve(const struct site_functions *site, struct app *app, struct arena *a, int fd,
                struct collect *c, bool overloaded, const struct fleet *fleet, int self)
{
    struct fcgi f = {.answer = {.fd = fd, .arena = a}};
    bool spooled = c->spool >= 0, keep = false;
    const struct exchange_io io = {.param = spooled ? spooled_param : plain_param,
                                   .read = spooled ? spooled_read : plain_read,
                                   .write = fcgi_write,
                                   .ctx = &f,
                                   .overloaded = overloaded,
                                   .meter = &fleet->meters.v[self],
                                   .meters = &fleet->meters};
    if (fcgi_begin(&f, c, &keep)) {
        keep = exchange_serve(site, app, a, &io) && keep && !c->beyond;
        if (spooled)
            FCGX_Free(&f.request, 0); /* to finish would write an end of its own */
    }
    if (!keep)
        close(fd);
    return keep;
}
