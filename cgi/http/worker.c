/* worker.c: accepts connections from the web server and hands whichever has a request to libfcgi.
 *
 * A web server keeps idle connections open. libfcgi alone would sit on the first of them and leave
 * the others waiting, so we poll them all and give it only one that has something to read. It is
 * told of no listening socket and never accepts by itself. Signals stay blocked and are read from a
 * descriptor: none can cut a read or a write short. */
#include "worker.h"

#include "exchange.h"
#include "lib/log.h"

#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 256
#define SILENCE_S 20     /* a read or write that moves nothing for so long has failed */
#define TAKE_MS 20000    /* a whole body may take no longer to come */
#define GIVE_MS 20000    /* … and an answer no longer to be taken */
#define WAKE_MS 5000     /* how often to look whether the supervisor still lives */
#define DRAIN_POLL_MS 50 /* how long a drained connection may hold back a last request */

struct connection {
    int fd;
    int64_t used; /* monotonic ms of its last request */
};

struct worker {
    const struct worker_options *opt;
    struct app *app;
    struct arena *arena; /* emptied after each request */
    int signals;         /* signalfd */
    struct connection v[CONNECTIONS_MAX];
    size_t n;
};

int64_t worker_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Fills p with the connections' descriptors. */
static void worker_list_connections(const struct worker *w, struct pollfd *p)
{
    for (size_t i = 0; i < w->n; i++)
        p[i] = (struct pollfd){.fd = w->v[i].fd, .events = POLLIN};
}

/* ---- One exchange over libfcgi -------------------------------------------------------------- */

struct fcgi {
    FCGX_Request request;
    struct worker *worker;
    int64_t deadline; /* monotonic ms, of taking the body, then of giving the answer */
    bool giving;
};

static const char *fcgi_param(void *ctx, const char *name)
{
    struct fcgi *f = ctx;
    return FCGX_GetParam(name, f->request.envp);
}

/* Never asks for more than has arrived but for one byte, so that a body that trickles in comes
 * back here and meets the deadline. */
static long fcgi_read(void *ctx, char *to, size_t n)
{
    struct fcgi *f = ctx;
    FCGX_Stream *in = f->request.in;
    if (worker_clock() > f->deadline)
        return -1;
    int c = FCGX_GetChar(in);
    if (c == EOF)
        return FCGX_GetError(in) ? -1 : 0;
    to[0] = (char)c;
    size_t here = (size_t)(in->stop - in->rdNext);
    if (here > n - 1)
        here = n - 1;
    int got = here > 0 ? FCGX_GetStr(to + 1, (int)here, in) : 0;
    return 1 + (long)(got > 0 ? got : 0);
}

static bool fcgi_write(void *ctx, const char *from, size_t n)
{
    struct fcgi *f = ctx;
    const size_t piece = 64 * 1024;
    if (!f->giving)
        f->deadline = worker_clock() + GIVE_MS;
    f->giving = true;
    while (n > 0) {
        size_t now = n < piece ? n : piece;
        if (worker_clock() > f->deadline || FCGX_PutStr(from, (int)now, f->request.out) < 0)
            return false;
        from += now;
        n -= now;
    }
    return true;
}

/* Before a password is hashed or a picture made: closes the idle connections. Otherwise the web
 * server might send a reader's request over one of them, and it would wait for us. */
static void fcgi_slow(void *ctx)
{
    struct fcgi *f = ctx;
    struct worker *w = f->worker;
    struct pollfd p[CONNECTIONS_MAX];
    worker_list_connections(w, p);
    if (poll(p, w->n, 0) < 0)
        return;
    for (size_t i = 0; i < w->n; i++) {
        if (w->v[i].fd != f->request.ipcFd && w->v[i].fd >= 0 && !p[i].revents) {
            close(w->v[i].fd);
            w->v[i].fd = -1;
        }
    }
}

/* Answers one request of a readable connection. False: the connection is closed. */
static bool worker_serve(struct worker *w, int fd)
{
    struct fcgi f = {.worker = w, .deadline = worker_clock() + TAKE_MS};
    const struct exchange_io io = {
        .param = fcgi_param, .read = fcgi_read, .write = fcgi_write, .slow = fcgi_slow, .ctx = &f};
    FCGX_InitRequest(&f.request, -1, 0);
    f.request.ipcFd = fd;
    /* Accepting begins by finishing "the last request", which would close the connection. */
    f.request.keepConnection = 1;
    if (FCGX_Accept_r(&f.request) != 0)
        return false;
    bool keep = f.request.keepConnection;
    keep = exchange_serve(w->opt->functions, w->app, w->arena, &io) && keep;
    /* libfcgi's own way to close lingers for seconds; ours below does not. */
    f.request.keepConnection = 1;
    FCGX_Finish_r(&f.request);
    if (f.request.ipcFd < 0)
        return false;
    if (!keep)
        close(fd);
    return keep;
}

static void worker_serve_timed(struct worker *w, size_t i)
{
    atomic_store(&w->opt->state->busy_since, worker_clock());
    if (!worker_serve(w, w->v[i].fd))
        w->v[i].fd = -1;
    w->v[i].used = worker_clock();
    arena_reset(w->arena);
    atomic_store(&w->opt->state->busy_since, 0);
}

/* ---- Connections ---------------------------------------------------------------------------- */

static void worker_forget_closed(struct worker *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (w->v[i].fd >= 0)
            w->v[kept++] = w->v[i];
    }
    w->n = kept;
}

/* Closes the connection that has been idle longest: the web server keeps more than we can hold. */
static void worker_close_oldest(struct worker *w)
{
    size_t oldest = 0;
    for (size_t i = 1; i < w->n; i++) {
        if (w->v[i].used < w->v[oldest].used)
            oldest = i;
    }
    close(w->v[oldest].fd);
    w->v[oldest] = w->v[--w->n];
}

/* False: nobody waits, or another worker was faster. */
static bool worker_accept(struct worker *w)
{
    int fd = accept4(w->opt->listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
            log_event(LOG_WARN, "accept", "why", strerror(errno), NULL);
        return false;
    }
    struct timeval silence = {.tv_sec = SILENCE_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
    if (w->n == CONNECTIONS_MAX)
        worker_close_oldest(w);
    w->v[w->n++] = (struct connection){.fd = fd, .used = worker_clock()};
    return true;
}

static void worker_serve_readable(struct worker *w, const struct pollfd *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i].revents)
            worker_serve_timed(w, i);
    }
    worker_forget_closed(w);
}

/* Answers requests that have arrived already, then closes all connections; the web server sends
 * later requests to other workers. */
static void worker_finish_all(struct worker *w)
{
    struct pollfd p[CONNECTIONS_MAX];
    while (w->n < CONNECTIONS_MAX && worker_accept(w))
        ;
    worker_list_connections(w, p);
    if (w->n > 0 && poll(p, w->n, DRAIN_POLL_MS) > 0)
        worker_serve_readable(w, p, w->n);
    for (size_t i = 0; i < w->n; i++)
        close(w->v[i].fd);
    w->n = 0;
}

/* ---- The loop ------------------------------------------------------------------------------- */

static void worker_reload(struct worker *w)
{
    struct buf err;
    buf_init(&err, 4096);
    if (!w->opt->functions->reload(w->app, &err))
        log_event(LOG_ERROR, "reload_refused", "why", err.p, NULL);
    buf_free(&err);
}

/* True: it is time to end. */
static bool worker_read_signal(struct worker *w)
{
    struct signalfd_siginfo info;
    if (read(w->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return false;
    if (info.ssi_signo == SIGHUP)
        worker_reload(w);
    return info.ssi_signo == SIGTERM;
}

static void worker_loop(struct worker *w)
{
    enum { SIGNALS, LISTEN, FIRST };
    struct pollfd p[FIRST + CONNECTIONS_MAX];
    bool ending = false;
    while (!ending && getppid() == w->opt->supervisor) {
        size_t n = w->n;
        p[SIGNALS] = (struct pollfd){.fd = w->signals, .events = POLLIN};
        p[LISTEN] = (struct pollfd){.fd = w->opt->listen_fd, .events = POLLIN};
        worker_list_connections(w, p + FIRST);
        if (poll(p, FIRST + n, WAKE_MS) <= 0)
            continue;
        worker_serve_readable(w, p + FIRST, n);
        if (p[LISTEN].revents)
            worker_accept(w);
        if (p[SIGNALS].revents)
            ending = worker_read_signal(w);
    }
    worker_finish_all(w);
}

/* Ignores the signals that libfcgi and the terminal send; our own are read from a descriptor. */
static bool worker_take_signals(struct worker *w)
{
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGHUP);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C reaches the whole group; the supervisor decides */
    signal(SIGUSR1, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    w->signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    return w->signals >= 0 && sigprocmask(SIG_SETMASK, &ours, NULL) == 0;
}

static bool worker_open_site(struct worker *w)
{
    struct buf err;
    buf_init(&err, 4096);
    w->app = w->opt->functions->open(w->opt->site, w->opt->data, &err);
    if (!w->app)
        log_event(LOG_ERROR, "open", "why", err.p, NULL);
    buf_free(&err);
    return w->app != NULL;
}

int worker_run(const struct worker_options *opt)
{
    struct worker w = {.opt = opt, .signals = -1};
    int status = WORKER_FAILED;
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || FCGX_Init() != 0 || !worker_take_signals(&w))
        return status;
    w.arena = arena_new();
    if (worker_open_site(&w)) {
        atomic_store(&opt->state->ready, true);
        worker_loop(&w);
        status = WORKER_DONE;
    } else {
        status = WORKER_CANNOT_OPEN;
    }
    opt->functions->close(w.app);
    arena_free(w.arena);
    close(w.signals);
    return status;
}
