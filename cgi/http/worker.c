/* worker.c: accepts connections from the web server and answers the requests on them.
 *
 * A web server keeps idle connections open, and strangers send slowly. So all connections are
 * watched (worker_watch.c), what comes is collected (collect.h), and a request is answered once it is whole. What
 * takes long is done by few workers at a time (fleet.h). Signals stay blocked and are read from a
 * descriptor: none can cut a read or a write short. */
#include "worker_private.h"

#include "confine.h"
#include "lib/clock.h"
#include "lib/log.h"

#include <errno.h>
#include <fcgiapp.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define FILES_OF_SITE 64
#define LARGE_BYTES (256 * 1024)
#define LOOK_MS 1000 /* how often to look after senders that are slow, and the supervisor */
#define PAUSE_MS 10  /* without a request before a piece of work that nobody waits for */
#define FULL_MS 100  /* before it is tried again to take more connections than there was room for */
#define DRAIN_POLL_MS 50 /* at the end, how long nothing may come before it is over */
#define DRAIN_MS 5000    /* how long one that has begun to send may take for the rest */

/* ---- Connections ---------------------------------------------------------------------------- */

static void worker_serve_readable(struct worker *w, const struct arrivals *came)
{
    for (size_t i = 0; i < came->n; i++) {
        /* It may have been given away meanwhile, or closed and its place be another one's. */
        if (came->v[i]->state == OPEN)
            worker_read(w, came->v[i], came->n - 1 - i);
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
    w->orphaned = getppid() != w->opt->supervisor;
    for (size_t i = 0; i < w->n; i++) {
        struct connection *v = w->v[i];
        if (v->state == WAITING)
            worker_take(w, v);
        else if (v->state == FULL)
            worker_read(w, v, 0);
        else if (v->state == OPEN && collect_is_late(&v->c, now))
            worker_end_late(w, v);
    }
    worker_forget_closed(w);
}

/* Idle connections go on with other workers, or else end: those that are in use with their next
 * answer, others once nothing has come for a while. Web servers that do not ask again when they meet
 * an end (Apache) are then unlikely to. */
static void worker_leave_idle(struct worker *w)
{
    int64_t now = clock_monotonic_ms();
    for (size_t i = 0; i < w->n; i++) {
        struct connection *v = w->v[i];
        bool idle = worker_is_idle(v);
        if (idle && w->alone &&
            worker_give(w, v, fleet_find(w->opt->fleet, w->opt->self, &w->turn)))
            continue;
        if (worker_is_done(v, now) && now - v->used > DRAIN_POLL_MS)
            worker_end_idle(w, v);
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
    struct arrivals came;
    int64_t end = clock_monotonic_ms() + DRAIN_MS;
    w->ending = true;
    for (int door = 0; door < DOORS; door++)
        worker_watch_door(w, (enum door_name)door, false);
    atomic_store(&w->opt->fleet->states[w->opt->self].ready, false); /* nobody gives us more */
    for (int quiet = 0; quiet < 2 && clock_monotonic_ms() < end;) {
        worker_accept_rest(w);
        while (worker_receive(w))
            ;
        worker_leave_idle(w);
        if (worker_wait_for(w, DRAIN_POLL_MS, &came))
            worker_serve_readable(w, &came);
        worker_look_after(w, true);
        quiet = w->n == 0 ? quiet + 1 : 0;
    }
    while (w->n > 0)
        worker_close(w, w->v[0]);
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
    if (read(w->doors[SIGNALS].fd, &info, sizeof info) != (ssize_t)sizeof info)
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

/* Memory that it freed while it worked: when there is nothing left to do, and not after each request of a
 * quiet hour. */
static void worker_give_back(struct worker *w, bool idle)
{
    int64_t now = clock_monotonic_ms();
    if (!idle)
        w->worked = now;
    else if (w->worked > w->gave_back && now - w->gave_back >= LOOK_MS) {
        malloc_trim(0); /* also from the middle of the heap, as free(3) does not */
        w->gave_back = now;
    }
}

/* Whether it takes new connections now. */
static bool worker_watch_doors(struct worker *w)
{
    bool accepts = w->accept_at <= clock_monotonic_ms();
    worker_watch_door(w, SIGNALS, true);
    worker_watch_door(w, LISTEN, accepts);
    worker_watch_door(w, INBOX, accepts && w->n < w->most);
    return accepts;
}

/* Whoever comes first is let in first, so that a call which is for one worker alone is not left lying
 * while that worker does something else. */
static void worker_take_in(struct worker *w, const struct arrivals *came)
{
    if (came->doors[LISTEN])
        worker_accept(w);
    while (came->doors[INBOX] && worker_receive(w))
        ;
    worker_serve_readable(w, came);
}

static void worker_loop(struct worker *w)
{
    struct arrivals came;
    bool ending = false, more = false;
    w->worked = clock_monotonic_ms(); /* at opening the site */
    while (!ending && !w->orphaned) {
        bool accepts = worker_watch_doors(w);
        bool any_waits = w->in[WAITING] + w->in[FULL] > 0;
        atomic_store(&w->opt->fleet->meters.v[w->opt->self].waiting, (int)w->in[WAITING]);
        bool any = worker_wait_for(w,
                                   any_waits  ? TURN_MS
                                   : more     ? PAUSE_MS
                                   : !accepts ? FULL_MS
                                              : LOOK_MS,
                                   &came);
        if (any)
            worker_take_in(w, &came);
        if (came.doors[SIGNALS])
            ending = worker_read_signal(w);
        worker_look_after(w, any_waits);
        if (!any && accepts)
            worker_accept(w);
        /* After a request a short pause is enough: where one comes each second, there is no longer one. */
        more = any || (!any_waits && worker_idle(w));
        worker_give_back(w, !more && !any_waits);
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
    int fd = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
    w->doors[SIGNALS].fd = fd;
    return fd >= 0 && sigprocmask(SIG_SETMASK, &ours, NULL) == 0;
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

/* What is large goes back to the system when it is freed. Else the room that compressing took once, some
 * megabytes, stays with each worker (mallopt(3): both are raised by what was freed, unless they are set). */
static void worker_give_back_large(void)
{
    mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
    mallopt(M_TRIM_THRESHOLD, LARGE_BYTES);
}

static int worker_work(struct worker *w)
{
    int status = WORKER_CANNOT_OPEN;
    const struct worker_options *opt = w->opt;
    w->arena = arena_new();
    if (worker_open_site(w) && confine_worker(&opt->place)) {
        if (opt->functions->hurry)
            opt->functions->hurry(w->app);
        atomic_store(&opt->fleet->states[opt->self].ready, true);
        worker_loop(w);
        status = WORKER_DONE;
    }
    opt->functions->close(w->app);
    arena_free(w->arena);
    return status;
}

int worker_run(const struct worker_options *opt)
{
    struct worker *w = calloc(1, sizeof *w);
    int status = WORKER_FAILED;
    if (!w)
        return status;
    w->opt = opt;
    w->most = worker_most_connections();
    w->watch = w->doors[SIGNALS].fd = -1;
    w->doors[LISTEN].fd = opt->listen_fd;
    w->doors[INBOX].fd = opt->fleet->inboxes[opt->self][0];
    log_watch(meter_seen, &opt->fleet->meters.v[opt->self]);
    worker_give_back_large();
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && FCGX_Init() == 0 && worker_take_signals(w) &&
        worker_watch_open(w))
        status = worker_work(w);
    if (w->doors[SIGNALS].fd >= 0)
        close(w->doors[SIGNALS].fd);
    if (w->watch >= 0)
        close(w->watch);
    free(w);
    return status;
}
