/* worker.c: accepts connections from the web server and answers the requests on them.
 *
 * A web server keeps idle connections open, and strangers send slowly. So all connections are
 * polled, what comes is collected (collect.h), and a request is answered once it is whole. What
 * takes long is done by few workers at a time (fleet.h). Signals stay blocked and are read from a
 * descriptor: none can cut a read or a write short. */
#include "worker.h"

#include "confine.h"

#include "fcgi.h"
#include "lib/clock.h"
#include "lib/log.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 1024
#define FILES_OF_SITE 64
#define SILENCE_S 20     /* a write that moves nothing for so long has failed */
#define LOOK_MS 1000     /* how often to look after senders that are slow, and the supervisor */
#define PAUSE_MS 100     /* between two pieces of work that nobody waits for */
#define TURN_MS 20       /* … and whether a request that waits may be gone on with */
#define DRAIN_POLL_MS 50 /* at the end, how long nothing may come before it is over */
#define FRESH_MS 1000    /* how long a new connection may take to say what it wants */
#define FILES_MS 100     /* after want of files, when to accept again */
#define DRAIN_MS 5000    /* how long one that has begun to send may take for the rest */
#define WAITING_MAX 8    /* requests that wait for their turn; more are refused */
#define WAITING_MS 10000 /* … as is one that waited so long … */
#define TYPED_MS 45000   /* … or so long with somebody's text, or from where people sign in */
#define HELD_MS 6000     /* … while somebody else writes; its page then shows the text again */

enum connection_state {
    OPEN,    /* something may come */
    FULL,    /* its body waits for room */
    WAITING, /* its request is whole and waits for its turn */
    CLOSED
};

struct connection {
    int fd;
    enum connection_state state;
    bool answered; /* it has brought a request already */
    int64_t used;  /* monotonic ms of its last request, or since when it waits */
    struct collect c;
};

struct worker {
    const struct worker_options *opt;
    struct app *app;
    struct arena *arena; /* emptied after each request */
    int signals;         /* signalfd */
    bool ending;         /* a connection is closed after its next answer */
    bool alone;          /* … and the other workers go on */
    int turn;            /* the worker that was last given a connection */
    size_t reserved;     /* bytes, by large bodies */
    int64_t looked;      /* when the connections were last looked after */
    struct connection v[CONNECTIONS_MAX];
    size_t n;
    size_t most;       /* connections, as many as the system lets us open */
    int64_t accept_at; /* not before; monotonic ms */
    int64_t held;      /* when somebody else was seen to be writing */
};

static bool worker_is_idle(const struct connection *v)
{
    return v->state == OPEN && v->c.since == 0;
}

static void worker_drop(struct worker *w, struct connection *v)
{
    close(v->fd);
    collect_free(&v->c, &w->reserved);
    v->state = CLOSED;
}

static void worker_add(struct worker *w, int fd, const struct collect *c)
{
    w->v[w->n++] = (struct connection){.fd = fd, .used = clock_monotonic_ms(), .c = *c};
}

/* No more shall come on an idle connection. The web server may have begun to write on it this very
 * moment: what it has written is still read here, and what it would write now fails there at once, so
 * that it asks again on another one. Then the end is read, and the connection closed. */
static void worker_hang_up(const struct connection *v)
{
    shutdown(v->fd, SHUT_RD);
}

/* ---- One request ---------------------------------------------------------------------------- */

struct judged {
    const struct worker *worker;
    const struct fcgi_scan *scan;
};

static const char *judged_param(void *ctx, const char *name)
{
    const struct judged *j = ctx;
    return fcgi_scan_param(j->scan, j->worker->arena, name);
}

static struct exchange_need worker_judge(void *ctx, const struct fcgi_scan *scan)
{
    struct worker *w = ctx;
    struct judged j = {.worker = w, .scan = scan};
    struct exchange_io io = {.param = judged_param, .ctx = &j};
    struct exchange_need need = {0};
    const char *method = judged_param(&j, "REQUEST_METHOD");
    if (method && strcmp(method, "POST") == 0)
        need = exchange_look(w->opt->functions, w->app, w->arena, &io);
    arena_reset(w->arena);
    return need;
}

static void worker_serve(struct worker *w, struct connection *v, bool overloaded)
{
    struct worker_state *self = &w->opt->fleet->states[w->opt->self];
    if (overloaded)
        meter_overloaded(&w->opt->fleet->meters.v[w->opt->self]);
    atomic_store(&self->busy_since, clock_monotonic_ms());
    bool open = fcgi_serve(w->opt->functions, w->app, w->arena, v->fd, &v->c, overloaded,
                           w->opt->fleet, w->opt->self);
    arena_reset(w->arena);
    collect_free(&v->c, &w->reserved);
    v->state = open ? OPEN : CLOSED;
    v->answered = true;
    if (open && w->ending)
        worker_hang_up(v);
    v->used = clock_monotonic_ms();
    atomic_store(&self->busy_since, 0);
}

/* Another worker goes on with it. */
static bool worker_give(struct worker *w, struct connection *v, int to)
{
    if (to < 0 || !fleet_send(w->opt->fleet, to, v->fd, &v->c, &w->reserved))
        return false;
    v->state = CLOSED;
    return true;
}

/* Before something that takes long: whoever may send a request meanwhile goes to the others. */
static void worker_give_idle(struct worker *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if (worker_is_idle(&w->v[i]) &&
            !worker_give(w, &w->v[i], fleet_find(w->opt->fleet, w->opt->self, &w->turn, false)))
            return;
    }
}

static size_t worker_count(const struct worker *w, enum connection_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        n += w->v[i].state == state;
    return n;
}

/* Whether a request that takes long has waited long enough, or is one too many that would wait. */
static bool worker_is_overloaded(const struct worker *w, const struct connection *v)
{
    bool patient = v->c.need.typed || v->c.need.known;
    if (v->state != WAITING)
        return !patient && worker_count(w, WAITING) >= WAITING_MAX;
    int64_t most = !patient ? WAITING_MS : v->c.need.slow ? TYPED_MS : HELD_MS;
    return clock_monotonic_ms() - v->used > most;
}

/* Refused, or left to wait. Somebody's text is refused only by its own page, which shows it again. */
static void worker_wait(struct worker *w, struct connection *v)
{
    if (worker_is_overloaded(w, v)) {
        worker_serve(w, v, v->c.need.slow || !v->c.need.typed);
    } else if (v->state != WAITING) {
        v->state = WAITING;
        v->used = clock_monotonic_ms();
    }
}

/* A look at the lock is good for a moment, however many wait for it. */
static bool worker_can_write(struct worker *w)
{
    int64_t now = clock_monotonic_ms();
    if (now - w->held < TURN_MS / 2)
        return false;
    bool can = !w->opt->functions->can_write || w->opt->functions->can_write(w->app);
    if (!can)
        w->held = now;
    return can;
}

/* A request that takes long is answered here if it may, else by another worker, else later. */
static void worker_take_slow(struct worker *w, struct connection *v)
{
    struct fleet *fleet = w->opt->fleet;
    if (fleet_begin_slow(fleet, w->opt->self, v->c.need.hash)) {
        meter_slow(&fleet->meters.v[w->opt->self], v->c.need.hash);
        worker_give_idle(w);
        worker_serve(w, v, false);
        fleet_end_slow(fleet, w->opt->self);
    } else if (!worker_give(w, v, fleet_find_slow(fleet, w->opt->self, v->c.need.hash))) {
        worker_wait(w, v);
    }
}

/* At the end nobody else comes to be held up, and nobody may be there to give it to. */
static void worker_take(struct worker *w, struct connection *v)
{
    if (v->c.need.writes && !w->ending && !worker_can_write(w))
        worker_wait(w, v);
    else if (v->c.need.slow && !w->ending)
        worker_take_slow(w, v);
    else
        worker_serve(w, v, false);
}

/* Something has come. others: how many more connections of ours have something, too; then a worker
 * that has nothing to do may as well go on with this one. */
static void worker_read(struct worker *w, struct connection *v, size_t others)
{
    if (others > 0 && worker_is_idle(v) &&
        worker_give(w, v, fleet_find(w->opt->fleet, w->opt->self, &w->turn, true)))
        return;
    switch (collect_read(&v->c, v->fd, &w->reserved, worker_judge, w)) {
    case COLLECT_MORE:
        v->state = OPEN;
        break;
    case COLLECT_FULL:
        v->state = FULL;
        break;
    case COLLECT_WHOLE:
        worker_take(w, v);
        break;
    case COLLECT_GONE:
        worker_drop(w, v);
        break;
    }
}

/* ---- Connections ---------------------------------------------------------------------------- */

static void worker_forget_closed(struct worker *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (w->v[i].state != CLOSED)
            w->v[kept++] = w->v[i];
    }
    w->n = kept;
}

/* Whether it brought a request before, or has had time to: no more need come on it. */
static bool worker_is_done(const struct connection *v, int64_t now)
{
    return worker_is_idle(v) && (v->answered || now - v->used > FRESH_MS);
}

static struct connection *worker_find_oldest(struct worker *w, int64_t now)
{
    struct connection *oldest = &w->v[0];
    for (size_t i = 1; i < w->n; i++) {
        struct connection *v = &w->v[i];
        if (worker_is_done(v, now) > worker_is_done(oldest, now) ||
            (worker_is_done(v, now) == worker_is_done(oldest, now) && v->used < oldest->used))
            oldest = v;
    }
    return oldest;
}

static void worker_close(struct worker *w, struct connection *v)
{
    if (worker_is_idle(v)) {
        worker_hang_up(v);
        worker_read(w, v, 0);
    }
    if (v->state != CLOSED)
        worker_drop(w, v);
    worker_forget_closed(w);
}

/* Closes the connection that has been idle longest, or else the one that began longest ago: the web
 * server keeps more than we can hold. False: all came a moment ago, and may bring their requests yet;
 * others wait. */
static bool worker_make_room(struct worker *w)
{
    int64_t now = clock_monotonic_ms();
    struct connection *oldest = w->n > 0 ? worker_find_oldest(w, now) : NULL;
    if (!oldest || (!worker_is_done(oldest, now) && now - oldest->used <= FRESH_MS))
        return false;
    worker_close(w, oldest);
    return true;
}

/* There are no more files, of ours or of the whole system's. The connection stays where it waits, for
 * us or another worker; we make room and try again in a while. */
static void worker_want_files(struct worker *w, int why)
{
    log_event(LOG_WARN, "accept", "why", strerror(why), NULL);
    for (size_t i = w->n / 8 + 1; i > 0 && worker_make_room(w); i--)
        ;
    w->accept_at = clock_monotonic_ms() + FILES_MS;
}

/* A descriptor that is sent to us when we can have no more is lost: the kernel closes it. So it is
 * tried first whether we can have two. */
static bool worker_has_files(struct worker *w)
{
    int one = fcntl(w->signals, F_DUPFD_CLOEXEC, 0);
    int two = one >= 0 ? fcntl(w->signals, F_DUPFD_CLOEXEC, 0) : -1;
    int why = errno;
    if (one >= 0)
        close(one);
    if (two >= 0)
        close(two);
    else
        worker_want_files(w, why);
    return two >= 0;
}

/* False: nobody waits, or another worker was faster. */
static bool worker_accept(struct worker *w)
{
    if (w->n >= w->most && !worker_make_room(w)) {
        w->accept_at = clock_monotonic_ms() + TURN_MS;
        return false;
    }
    int fd = accept4(w->opt->listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
            worker_want_files(w, errno);
        return false;
    }
    struct timeval silence = {.tv_sec = SILENCE_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
    worker_add(w, fd, &COLLECT_NONE);
    return true;
}

/* Connections that other workers gave us. */
static void worker_receive(struct worker *w)
{
    struct collect c;
    int fd;
    while (w->n < w->most && worker_has_files(w) &&
           (fd = fleet_receive(w->opt->fleet, w->opt->self, &c, &w->reserved)) >= 0) {
        worker_add(w, fd, &c);
        if (c.spool >= 0)
            worker_take(w, &w->v[w->n - 1]);
        worker_forget_closed(w);
    }
}

/* Fills p with what to wait for. */
static void worker_list_connections(const struct worker *w, struct pollfd *p)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct connection *v = &w->v[i];
        p[i] = (struct pollfd){.fd = v->state == OPEN ? v->fd : -1, .events = POLLIN};
    }
}

static void worker_serve_readable(struct worker *w, const struct pollfd *p, size_t n)
{
    size_t others = 0;
    for (size_t i = 0; i < n; i++)
        others += p[i].revents != 0;
    for (size_t i = 0; i < n; i++) {
        /* It may have been given away meanwhile. */
        if (p[i].revents && w->v[i].state != CLOSED)
            worker_read(w, &w->v[i], --others);
    }
    worker_forget_closed(w);
}

/* One whose sender makes us wait too long ends: as a request that broke off, when its head has
 * come. */
static void worker_end_late(struct worker *w, struct connection *v)
{
    if (v->c.scan.head_whole && v->c.spool >= 0)
        worker_serve(w, v, false);
    else
        worker_drop(w, v);
}

/* Those that wait, for their turn, for room, or for their sender. Not more often than there may be
 * news of them. */
static void worker_look_after(struct worker *w, bool any_waits)
{
    int64_t now = clock_monotonic_ms();
    if (now - w->looked < (any_waits ? TURN_MS : LOOK_MS))
        return;
    w->looked = now;
    for (size_t i = 0; i < w->n; i++) {
        struct connection *v = &w->v[i];
        if (v->state == WAITING)
            worker_take(w, v);
        else if (v->state == FULL)
            worker_read(w, v, 0);
        else if (v->state == OPEN && collect_is_late(&v->c, now))
            worker_end_late(w, v);
    }
    worker_forget_closed(w);
}

/* Idle connections go on with other workers, or else end. */
static void worker_leave_idle(struct worker *w)
{
    int64_t now = clock_monotonic_ms();
    for (size_t i = 0; i < w->n; i++) {
        struct connection *v = &w->v[i];
        bool idle = worker_is_idle(v);
        if (idle && w->alone &&
            worker_give(w, v, fleet_find(w->opt->fleet, w->opt->self, &w->turn, false)))
            continue;
        if (worker_is_done(v, now))
            worker_hang_up(v);
    }
    worker_forget_closed(w);
}

/* Those that wait to be accepted, unless others will. */
static void worker_accept_rest(struct worker *w)
{
    while (!w->alone && !w->opt->listen_stays && w->n < w->most && worker_accept(w))
        ;
}

/* Answers requests that have arrived already or begun to, then closes all connections. Those that
 * nobody has accepted yet are left to who listens next, if the socket stays; else they are ours, and
 * new ones cannot come, for the socket's name is gone. */
static void worker_finish_all(struct worker *w)
{
    struct pollfd p[CONNECTIONS_MAX];
    int64_t end = clock_monotonic_ms() + DRAIN_MS;
    w->ending = true;
    atomic_store(&w->opt->fleet->states[w->opt->self].ready, false); /* nobody gives us more */
    for (int quiet = 0; quiet < 2 && clock_monotonic_ms() < end;) {
        worker_accept_rest(w);
        worker_receive(w);
        worker_leave_idle(w);
        worker_list_connections(w, p);
        if (poll(p, w->n, DRAIN_POLL_MS) > 0)
            worker_serve_readable(w, p, w->n);
        worker_look_after(w, true);
        quiet = w->n == 0 ? quiet + 1 : 0;
    }
    while (w->n > 0)
        worker_close(w, &w->v[0]);
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
    w->alone = info.ssi_signo == WORKER_RETIRES;
    return info.ssi_signo == SIGTERM || w->alone;
}

static bool worker_idle(struct worker *w)
{
    return w->opt->functions->idle && w->opt->functions->idle(w->app);
}

static void worker_loop(struct worker *w)
{
    enum { SIGNALS, LISTEN, INBOX, FIRST };
    struct pollfd p[FIRST + CONNECTIONS_MAX];
    bool ending = false, more = false;
    while (!ending && getppid() == w->opt->supervisor) {
        size_t n = w->n;
        p[SIGNALS] = (struct pollfd){.fd = w->signals, .events = POLLIN};
        bool accepts = w->accept_at <= clock_monotonic_ms();
        p[LISTEN] = (struct pollfd){.fd = accepts ? w->opt->listen_fd : -1, .events = POLLIN};
        p[INBOX] = (struct pollfd){
            .fd = accepts && w->n < w->most ? w->opt->fleet->inboxes[w->opt->self][0] : -1,
            .events = POLLIN};
        worker_list_connections(w, p + FIRST);
        bool any_waits = worker_count(w, WAITING) + worker_count(w, FULL) > 0;
        int came = poll(p, FIRST + n, any_waits ? TURN_MS : more || !accepts ? PAUSE_MS : LOOK_MS);
        if (came > 0) {
            worker_serve_readable(w, p + FIRST, n);
            if (p[INBOX].revents)
                worker_receive(w);
            if (p[LISTEN].revents)
                worker_accept(w);
            if (p[SIGNALS].revents)
                ending = worker_read_signal(w);
        }
        worker_look_after(w, any_waits);
        more = came == 0 && !any_waits && worker_idle(w);
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
    sigaddset(&ours, WORKER_RETIRES);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ,
           SIG_IGN); /* a file that may grow no more fails to be written, like a full disk */
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
    w->app = w->opt->functions->open(&w->opt->place, &err);
    if (!w->app)
        log_event(LOG_ERROR, "open", "why", err.p, NULL);
    buf_free(&err);
    return w->app != NULL;
}

/* Each connection may need a second file, and the site some. */
static size_t worker_most_connections(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return FILES_OF_SITE;
    rlim_t wanted = 2 * CONNECTIONS_MAX + FILES_OF_SITE;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = wanted < files.rlim_max ? wanted : files.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0 && getrlimit(RLIMIT_NOFILE, &files) != 0)
            return FILES_OF_SITE;
    }
    if (files.rlim_cur >= wanted)
        return CONNECTIONS_MAX;
    return files.rlim_cur > 4 * FILES_OF_SITE ? (size_t)(files.rlim_cur - FILES_OF_SITE) / 2
                                              : FILES_OF_SITE;
}

int worker_run(const struct worker_options *opt)
{
    struct worker w = {.opt = opt, .signals = -1, .most = worker_most_connections()};
    int status = WORKER_FAILED;
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || FCGX_Init() != 0 || !worker_take_signals(&w))
        return status;
    w.arena = arena_new();
    if (worker_open_site(&w) && confine_worker(&opt->place)) {
        if (opt->functions->hurry)
            opt->functions->hurry(w.app);
        atomic_store(&opt->fleet->states[opt->self].ready, true);
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
