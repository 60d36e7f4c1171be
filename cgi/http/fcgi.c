/* fcgi.c: see fcgi.h. libfcgi is given only requests that have come whole, so its reads never wait;
 * it is told of no listening socket and never accepts by itself. The answer is written beside it
 * (fcgi_answer.h). */
#include "fcgi.h"

#include "fcgi_answer.h"

#include <fcgiapp.h>
#include <unistd.h>

struct fcgi {
    FCGX_Request request;
    struct fcgi_answer answer;
};

static const char *fcgi_param(void *ctx, const char *name)
{
    struct fcgi *f = ctx;
    return FCGX_GetParam(name, f->request.envp);
}

static long fcgi_read(void *ctx, char *to, size_t n)
{
    const size_t most = 1024 * 1024 * 1024;
    struct fcgi *f = ctx;
    FCGX_Stream *in = f->request.in;
    int got = FCGX_GetStr(to, (int)(n < most ? n : most), in);
    return got > 0 ? got : FCGX_GetError(in) ? -1 : 0;
}

static bool fcgi_write(void *ctx, const char *from, size_t n, bool more)
{
    struct fcgi *f = ctx;
    return fcgi_answer_write(&f->answer, from, n, more);
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

bool fcgi_serve(const struct site_functions *site, struct app *app, struct arena *a, int fd,
                struct collect *c, bool overloaded, const struct fleet *fleet, int self)
{
    struct fcgi f = {.answer = {.fd = fd, .arena = a}};
    const struct exchange_io io = {.param = fcgi_param,
                                   .read = fcgi_read,
                                   .write = fcgi_write,
                                   .ctx = &f,
                                   .overloaded = overloaded,
                                   .meter = &fleet->meters.v[self],
                                   .meters = &fleet->meters};
    bool spooled = c->spool >= 0;
    if (spooled && lseek(c->spool, 0, SEEK_SET) != 0) {
        close(fd);
        return false;
    }
    if (!fcgi_accept(&f, spooled ? c->spool : fd)) {
        if (spooled) {
            c->spool = -1;
            close(fd);
        }
        return false;
    }
    f.answer.id = (unsigned)f.request.requestId;
    bool keep = f.request.keepConnection;
    keep = exchange_serve(site, app, a, &io) && keep;
    FCGX_Free(&f.request, 0); /* to finish would write an end of its own */
    if (!keep)
        close(fd);
    return keep;
}
