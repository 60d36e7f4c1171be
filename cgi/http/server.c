/* server.c: the supervisor. It owns the socket and starts the workers. It opens no site and reads
 * no request, so that nothing a client sends can harm it; all it does is wait for signals. */
#include "server.h"

#include "db/picture_starter.h"
#include "db/ready.h"
#include "lib/clock.h"
#include "lib/contain.h"
#include "lib/dateline.h"
#include "lib/log.h"
#include "listen.h"
#include "standin.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORKERS_MAX 256
#define TICK_MS 500          /* how often hung workers are looked for */
#define START_TICK_MS 20     /* the same, until the first worker has opened the site */
#define HUNG_MS 60000        /* one request may take no longer */
#define DRAIN_MS 10000       /* how long workers may take to end */
#define SHORT_LIFE_MS 1000   /* a worker that lived no longer is not replaced at once */
#define BACKOFF_MS 100       /* … but after so long, doubled each time … */
#define BACKOFF_MAX_MS 10000 /* … up to this */
#define WORK_AGAIN_MS 5000   /* work that has not ended well is begun again after that */

struct child {
    pid_t pid;        /* 0: none */
    int64_t started;  /* monotonic ms */
    int64_t start_at; /* not to be started before */
    int short_lives;  /* in a row */
    bool killed;      /* hung; SIGKILL is on its way */
    int64_t retires;  /* it was stopped, and is killed at that monotonic ms; 0: not */
};

struct supervisor {
    const struct server_options *opt;
    struct listener listener;
    sigset_t signals;
    struct fleet fleet;
    struct child v[WORKERS_MAX];
    int n;         /* workers wanted */
    pid_t standin; /* answers while no worker can; 0: none */
    struct fleet standin_fleet;
    struct starter starter; /* of what workers may not start */
    pid_t work;             /* a process that does what takes minutes; 0: none */
    int64_t work_at;        /* not to be begun before that monotonic ms */
    pid_t checker;          /* a process that tries the new templates, 0: none */
    int64_t check_until;
    bool check_again; /* SIGHUP came while it ran: it may have read old files */
    bool worked;      /* a worker has opened the site once */
    bool failed;      /* the first worker could not open it */
    bool down;        /* no worker can open it */
    int site_fd;      /* the site's folder; -1: it is not there */
    struct ready ready;
    int64_t ends_at; /* draining, and killed at that monotonic ms; 0: serving */
};

/* ---- Children ------------------------------------------------------------------------------- */

static struct site_place server_place(const struct supervisor *s)
{
    return (struct site_place){
        .site = s->opt->site, .data = s->opt->data, .starter = s->starter.ask};
}

/* In a child process. */
static int worker_begin(struct supervisor *s, pid_t supervisor, int i)
{
    const struct worker_options w = {.functions = s->opt->functions,
                                     .place = server_place(s),
                                     .listen_fd = s->listener.fd,
                                     .listen_stays = !s->listener.path,
                                     .supervisor = supervisor,
                                     .fleet = &s->fleet,
                                     .self = i};
    if (!s->worked && s->opt->prepare && !s->opt->prepare(s->opt->prepare_ctx))
        return WORKER_CANNOT_OPEN;
    return worker_run(&w);
}

static void start_worker(struct supervisor *s, int i)
{
    struct worker_state *state = &s->fleet.states[i];
    pid_t self = getpid();
    atomic_store(&state->busy_since, 0);
    atomic_store(&state->ready, false);
    atomic_store(&state->sleeps, false);
    atomic_store(&state->slow, false);
    atomic_store(&state->hash, false);
    pid_t pid = fork();
    if (pid == 0)
        _exit(worker_begin(s, self, i));
    struct child *c = &s->v[i];
    int64_t now = clock_monotonic_ms();
    if (pid < 0) {
        log_event(LOG_ERROR, "fork", "why", strerror(errno), NULL);
        c->start_at = now + SHORT_LIFE_MS;
        return;
    }
    c->pid = pid;
    c->started = now;
    c->killed = false;
    c->retires = 0;
}

/* In a child process. Whoever ends the supervisor ends it; what it did stays done. */
static int work_begin(struct supervisor *s, pid_t supervisor)
{
    sigset_t none;
    const struct site_place place = server_place(s);
    sigemptyset(&none);
    prctl(PR_SET_NAME, "dateline-work");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (getppid() != supervisor)
        return 1;
    close(s->listener.fd);
    return s->opt->functions->work(&place);
}

static void work_start(struct supervisor *s)
{
    const struct site_functions *f = s->opt->functions;
    const struct site_place place = server_place(s);
    int64_t now = clock_monotonic_ms();
    if (!s->worked || s->down || s->work > 0 || now < s->work_at || !f->work_waits ||
        !f->work_waits(&place))
        return;
    pid_t self = getpid(), pid = fork();
    if (pid == 0)
        _exit(work_begin(s, self));
    s->work = pid > 0 ? pid : 0;
    s->work_at = now + WORK_AGAIN_MS;
    if (pid < 0)
        log_event(LOG_ERROR, "fork", "why", strerror(errno), NULL);
}

static void work_record_end(struct supervisor *s, int status)
{
    struct buf how;
    s->work = 0;
    s->work_at = clock_monotonic_ms() + WORK_AGAIN_MS;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        s->work_at = 0;
        return;
    }
    buf_init(&how, 32);
    buf_printf(&how, "%s %d", WIFSIGNALED(status) ? "signal" : "exit",
               WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    log_event(LOG_WARN, "work_ended", "by", how.p, NULL);
    buf_free(&how);
}

/* Nobody can open the site: somebody has to say so. */
static void standin_start(struct supervisor *s)
{
    const struct worker_options w = {.functions = &standin_functions,
                                     .place = server_place(s),
                                     .listen_fd = s->listener.fd,
                                     .listen_stays = true, /* or others accept the rest */
                                     .supervisor = getpid(),
                                     .fleet = &s->standin_fleet};
    pid_t pid = fork();
    if (pid == 0)
        _exit(worker_run(&w));
    if (pid < 0)
        return;
    s->standin = pid;
    log_event(LOG_ERROR, "site_down", "site", s->opt->site, NULL);
}

/* Starts the workers that are missing. Until one has opened the site, and when none can any more,
 * only one is started, so that a faulty site is logged once and not once per worker. */
static void server_start_missing(struct supervisor *s)
{
    int wanted = s->worked && !s->down ? s->n : 1;
    int64_t now = clock_monotonic_ms();
    for (int i = 0; i < wanted; i++) {
        if (s->v[i].pid == 0 && now >= s->v[i].start_at)
            start_worker(s, i);
    }
}

static void server_signal_workers(struct supervisor *s, int signo)
{
    for (int i = 0; i < s->n; i++) {
        if (s->v[i].pid > 0)
            kill(s->v[i].pid, signo);
    }
}

static int workers_left(const struct supervisor *s)
{
    int left = 0;
    for (int i = 0; i < s->n; i++)
        left += s->v[i].pid > 0;
    return left + (s->standin > 0) + (s->work > 0);
}

static bool server_any_ready(const struct supervisor *s)
{
    for (int i = 0; i < s->n; i++) {
        if (atomic_load(&s->fleet.states[i].ready))
            return true;
    }
    return false;
}

static int64_t worker_backoff_ms(int short_lives)
{
    int64_t wait = BACKOFF_MS;
    for (int i = 1; i < short_lives && wait < BACKOFF_MAX_MS; i++)
        wait *= 2;
    return wait < BACKOFF_MAX_MS ? wait : BACKOFF_MAX_MS;
}

/* What happened to a worker, and the row that it was at. */
static void worker_log(const struct supervisor *s, int i, enum log_level level, const char *event,
                       const char *how)
{
    struct buf id;
    buf_init(&id, 32);
    buf_printf(&id, "%ld", (long)s->v[i].pid);
    log_event(level, event, "pid", id.p, "route", meter_row(&s->fleet.meters.v[i]), "by", how,
              NULL);
    buf_free(&id);
}

static void worker_log_death(const struct supervisor *s, int i, int status)
{
    struct buf how;
    buf_init(&how, 32);
    if (WIFSIGNALED(status))
        buf_printf(&how, "signal %d", WTERMSIG(status));
    else
        buf_printf(&how, "exit %d", WEXITSTATUS(status));
    worker_log(s, i, LOG_WARN, "worker_died", how.p);
    buf_free(&how);
}

static void worker_record_death(struct supervisor *s, int i, int status)
{
    struct child *c = &s->v[i];
    int64_t now = clock_monotonic_ms();
    /* Somebody ended it: it served until then. */
    bool ended = c->retires > 0 || (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_DONE);
    bool ready = atomic_load(&s->fleet.states[i].ready) || ended;
    if (!ready && !s->worked && s->listener.path)
        s->failed = true; /* it said why */
    else if (s->ends_at == 0 && (!WIFEXITED(status) || WEXITSTATUS(status) == WORKER_FAILED))
        worker_log_death(s, i, status);
    c->short_lives =
        !ready || (now - c->started < SHORT_LIFE_MS && !ended) ? c->short_lives + 1 : 0;
    c->start_at = c->short_lives > 0 ? now + worker_backoff_ms(c->short_lives) : now;
    c->pid = 0;
    atomic_store(&s->fleet.states[i].ready, false); /* nobody gives it more */
    atomic_store(&s->fleet.meters.v[i].at, NULL);
    s->down = s->down || (!ready && !server_any_ready(s));
}

/* Somebody has stopped it (SIGSTOP), and what it has accepted waits with it. It goes on, so that
 * nothing of that is lost, gives what is idle to the others and makes room for another one. */
static void worker_take_stop(struct supervisor *s, int i, int signo)
{
    struct child *c = &s->v[i];
    struct buf how;
    buf_init(&how, 32);
    buf_printf(&how, "signal %d", signo);
    worker_log(s, i, LOG_WARN, "worker_stopped", how.p);
    buf_free(&how);
    if (c->retires == 0)
        c->retires = clock_monotonic_ms() + DRAIN_MS;
    kill(c->pid, WORKER_RETIRES);
    kill(c->pid, SIGCONT);
}

/* The checker has ended. If it could load the new templates, the workers load them too. */
static void checker_read_verdict(struct supervisor *s, int status)
{
    s->checker = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        log_event(LOG_INFO, "reload", NULL);
        server_signal_workers(s, SIGHUP);
    } else if (!WIFEXITED(status)) {
        log_event(LOG_ERROR, "reload_refused", "why", "the templates could not be tried", NULL);
    }
}

/* Waits for our own children alone, each by its id: the process may have been given others. */
static void server_reap(struct supervisor *s)
{
    int status;
    for (int i = 0; i < s->n; i++) {
        if (s->v[i].pid <= 0 || waitpid(s->v[i].pid, &status, WNOHANG | WUNTRACED) != s->v[i].pid)
            continue;
        if (WIFSTOPPED(status))
            worker_take_stop(s, i, WSTOPSIG(status));
        else
            worker_record_death(s, i, status);
    }
    if (s->standin > 0 && waitpid(s->standin, &status, WNOHANG) == s->standin)
        s->standin = 0;
    if (s->work > 0 && waitpid(s->work, &status, WNOHANG) == s->work)
        work_record_end(s, status);
    if (s->checker > 0 && waitpid(s->checker, &status, WNOHANG) == s->checker)
        checker_read_verdict(s, status);
}

/* ---- Reload --------------------------------------------------------------------------------- */

/* Runs in a child process and tries to open the site. Exit status 0: it can be opened; 1: it
 * cannot, and the log says why. */
static int checker_run(const struct server_options *opt)
{
    const struct site_place place = {.site = opt->site, .data = opt->data, .starter = -1};
    struct buf err;
    buf_init(&err, 4096);
    struct app *app = opt->functions->open(&place, &err);
    if (!app)
        log_event(LOG_ERROR, "reload_refused", "why", err.p, NULL);
    opt->functions->close(app);
    buf_free(&err);
    return app ? 0 : 1;
}

static void checker_start(struct supervisor *s)
{
    s->check_again = s->checker > 0;
    if (s->checker > 0 || s->ends_at > 0)
        return;
    pid_t pid = fork();
    if (pid == 0)
        _exit(checker_run(s->opt));
    if (pid < 0) {
        log_event(LOG_ERROR, "fork", "why", strerror(errno), NULL);
        return;
    }
    s->checker = pid;
    s->check_until = clock_monotonic_ms() + DRAIN_MS;
}

/* ---- The loop ------------------------------------------------------------------------------- */

/* At one request for too long; or one that was to end, and does not. */
static bool worker_is_hung(const struct supervisor *s, int i, int64_t now)
{
    const struct child *c = &s->v[i];
    int64_t since = atomic_load(&s->fleet.states[i].busy_since);
    if (c->pid == 0 || c->killed)
        return false;
    return (since > 0 && now - since >= HUNG_MS) || (c->retires > 0 && now > c->retires);
}

static void server_kill_hung(struct supervisor *s)
{
    int64_t now = clock_monotonic_ms();
    for (int i = 0; i < s->n; i++) {
        if (!worker_is_hung(s, i, now))
            continue;
        worker_log(s, i, LOG_ERROR, "worker_hung", "us");
        kill(s->v[i].pid, SIGKILL);
        s->v[i].killed = true;
    }
    if (s->checker > 0 && now > s->check_until)
        kill(s->checker, SIGKILL);
}

/* SIGTERM or SIGINT: the workers finish what has begun. When it comes a second time they are
 * killed. */
static void server_begin_end(struct supervisor *s)
{
    bool hurry = s->ends_at > 0;
    if (!hurry) {
        log_event(LOG_INFO, "ending", NULL);
        s->ends_at = clock_monotonic_ms() + DRAIN_MS;
        listen_hide(&s->listener); /* the workers answer who has come until now */
    }
    server_signal_workers(s, hurry ? SIGKILL : SIGTERM);
    if (s->standin > 0)
        kill(s->standin, SIGTERM);
    if (s->checker > 0)
        kill(s->checker, SIGKILL);
    if (s->work > 0)
        kill(s->work, SIGTERM);
}

/* Takes ready pages away when the clock has made them wrong, for the web server, which sends them, cannot
 * know. What is left until then; at most `most` ms. */
static long server_expire_ready(struct supervisor *s, long most)
{
    if (s->site_fd < 0 || !ready_follow(s->site_fd, &s->ready))
        return most;
    int64_t left = s->ready.is.until - dateline_now();
    if (left <= 0 && !ready_withdraw(s->site_fd))
        log_event(LOG_ERROR, "ready", "site", s->opt->site, "why", strerror(errno), NULL);
    return left <= 0 || left > most ? most : (long)left;
}

static void server_wait_for_signal(struct supervisor *s)
{
    long ms = server_expire_ready(s, s->worked && !s->down ? TICK_MS : START_TICK_MS);
    struct timespec tick = {.tv_sec = 0, .tv_nsec = ms * 1000000};
    int signo = sigtimedwait(&s->signals, NULL, &tick);
    if (signo == SIGTERM || signo == SIGINT)
        server_begin_end(s);
    else if (signo == SIGHUP)
        checker_start(s);
}

static void server_begin_serving(struct supervisor *s)
{
    if (!listen_take_place(&s->listener)) {
        log_event(LOG_ERROR, "listen", "why", strerror(errno), NULL);
        s->failed = true;
        server_signal_workers(s, SIGTERM);
    } else {
        s->worked = true;
        log_event(LOG_INFO, "serving", "site", s->opt->site, "listen", s->opt->listen, NULL);
    }
}

static void server_look_for_ready(struct supervisor *s)
{
    bool ready = (s->worked && !s->down) || server_any_ready(s);
    if (!s->worked && ready)
        server_begin_serving(s);
    if (s->down && ready) {
        s->down = false;
        log_event(LOG_INFO, "site_back", "site", s->opt->site, NULL);
        if (s->standin > 0)
            kill(s->standin, SIGTERM);
    }
    if (s->down && s->standin == 0 && !s->failed)
        standin_start(s);
}

static int server_supervise(struct supervisor *s)
{
    while (s->ends_at == 0 && !s->failed) {
        starter_keep(&s->starter);
        server_start_missing(s);
        work_start(s);
        server_wait_for_signal(s);
        server_reap(s);
        server_look_for_ready(s);
        server_kill_hung(s);
        if (s->check_again && s->checker == 0)
            checker_start(s);
    }
    while (workers_left(s) > 0) {
        server_wait_for_signal(s);
        server_reap(s);
        if (s->ends_at > 0 && clock_monotonic_ms() > s->ends_at)
            server_signal_workers(s, SIGKILL);
        if (s->ends_at > 0 && clock_monotonic_ms() > s->ends_at && s->work > 0)
            kill(s->work, SIGKILL);
    }
    return s->failed ? 1 : 0;
}

/* What lies ready may be of another program, or of data that was put in the place of this. */
static bool server_open_ready(struct supervisor *s)
{
    s->site_fd = open(s->opt->site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    s->ready.fd = -1;
    if (s->site_fd < 0)
        return true;
    /* A folder in memory that systemd has made for this service (RuntimeDirectory=). */
    const char *folder = getenv("RUNTIME_DIRECTORY");
    if (folder && *folder == '/' && !strchr(folder, ':') && !ready_place(s->site_fd, folder))
        log_event(LOG_WARN, "ready", "site", s->opt->site, "why", strerror(errno), NULL);
    return ready_withdraw(s->site_fd);
}

static void server_close_ready(struct supervisor *s)
{
    ready_close(&s->ready);
    if (s->site_fd >= 0)
        close(s->site_fd);
}

static int server_count_workers(int asked)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long n = asked > 0 ? asked : cores > 2 ? cores : 2;
    return n > WORKERS_MAX ? WORKERS_MAX : (int)n;
}

/* Signals are held back until sigtimedwait asks for them. */
static bool server_block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGCHLD);
    sigaddset(set, WORKER_RETIRES);
    signal(SIGCHLD, SIG_DFL);
    return sigprocmask(SIG_BLOCK, set, NULL) == 0;
}

static void server_say_lacks(void)
{
    const char *lacks = contain_lacks();
    if (lacks)
        log_event(LOG_WARN, "not_contained", "what", "workers and pictures", "lacks", lacks, NULL);
}

int server_run(const struct server_options *opt)
{
    struct supervisor s = {
        .opt = opt, .n = server_count_workers(opt->workers), .site_fd = -1, .ready.fd = -1};
    struct buf err;
    int status = 1;
    malloc_trim(0); /* whoever runs it has opened the site and closed it */
    buf_init(&err, 4096);
    if (!starter_open(&s.starter, opt->picture_helper) || !fleet_open(&s.fleet, s.n) ||
        !fleet_open(&s.standin_fleet, 1) || !server_block_signals(&s.signals) ||
        !server_open_ready(&s)) {
        log_event(LOG_ERROR, "start", "why", strerror(errno), NULL);
    } else if (!listen_open(opt->listen, opt->replace, &s.listener, &err)) {
        log_event(LOG_ERROR, "listen", "why", err.p, NULL);
    } else {
        log_watch(meter_seen, &s.fleet.meters.v[s.n]);
        server_say_lacks();
        status = server_supervise(&s);
        listen_close(&s.listener);
        log_watch(NULL, NULL);
    }
    server_close_ready(&s);
    starter_close(&s.starter);
    fleet_close(&s.standin_fleet);
    fleet_close(&s.fleet);
    buf_free(&err);
    return status;
}
