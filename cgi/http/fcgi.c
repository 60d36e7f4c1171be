/* fcgi.c: see fcgi.h. libfcgi is given only requests that have come whole, so its reads never wait;
 * it is told of no listening socket and never accepts by itself. */
#include "fcgi.h"

#include "lib/clock.h"

#include <fcgiapp.h>
#include <unistd.h>

#define GIVE_MS 20000 /* an answer may take no longer to be taken */

struct fcgi {
    FCGX_Request request;
    int socket;
    int64_t give_until; /* monotonic ms; 0: the answer has not begun */
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

/* From here on libfcgi speaks to the web server, wherever it has read the request. */
static void fcgi_begin_answer(struct fcgi *f)
{
    f->request.ipcFd = f->socket;
    f->give_until = clock_monotonic_ms() + GIVE_MS;
}

static bool fcgi_write(void *ctx, const char *from, size_t n)
{
    struct fcgi *f = ctx;
    const size_t piece = 64 * 1024;
    if (f->give_until == 0)
        fcgi_begin_answer(f);
    while (n > 0) {
        size_t now = n < piece ? n : piece;
        if (clock_monotonic_ms() > f->give_until || FCGX_PutStr(from, (int)now, f->request.out) < 0)
            return false;
        from += now;
        n -= now;
    }
    return true;
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
    struct fcgi f = {.socket = fd};
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
    bool keep = f.request.keepConnection;
    keep = exchange_serve(site, app, a, &io) && keep;
    f.request.ipcFd = fd;
    /* libfcgi's own way to close lingers for seconds; ours below does not. */
    f.request.keepConnection = 1;
    FCGX_Finish_r(&f.request);
    if (f.request.ipcFd < 0)
        return false;
    if (!keep)
        close(fd);
    return keep;
}
