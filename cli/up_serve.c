/* up_serve.c: see up_serve.h. */
#include "up_serve.h"

#include "cgi/answer.h"
#include "cgi/http/server.h"
#include "db/picture_starter.h"
#include "lib/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_SECONDS = 20, STOP_SECONDS = 12 };
/* What dies is started again: after a second, and when it dies again soon after ever longer pauses. */
enum { AGAIN_MS = 1000, AGAIN_MAX_MS = 30000, LIVED_MS = 60000 };

/* ---- The two --------------------------------------------------------------------------------- */

static bool up_start_server(struct up *u)
{
    const struct server_options run = {
        .functions = &answer_functions,
        .picture_helper = picture_helper(u->c->arena),
        .site = u->nginx.site,
        .data = u->nginx.data,
        .listen = arena_printf(u->c->arena, "unix:%s", u->nginx.socket),
        .workers = u->workers,
    };
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return cli_fail(u->c, "The server process could not be started: %s", strerror(errno)),
               false;
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        close(u->signals);
        close(u->nginx.listening);
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        _exit(getppid() == parent ? server_run(&run) : 1);
    }
    u->serve =
        (struct served){.pid = pid, .started = clock_monotonic_ms(), .pause = u->serve.pause};
    return true;
}

static bool up_start_web(struct up *u)
{
    pid_t pid = nginx_start(u->c, u->program, &u->nginx);
    if (pid < 0)
        return false;
    u->web = (struct served){.pid = pid, .started = clock_monotonic_ms(), .pause = u->web.pause};
    u->web_group = pid;
    return true;
}

static bool up_server_answers(const struct up *u)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    memcpy(at.sun_path, u->nginx.socket, strlen(u->nginx.socket) + 1);
    bool ok = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

/* nginx writes this file when it has taken the socket, before it answers. */
static bool up_web_answers(const struct up *u)
{
    return access(arena_printf(u->c->arena, "%s/nginx.pid", u->nginx.runtime), F_OK) == 0;
}

enum event { NOTHING, ASKED_TO_STOP, SERVE_DIED, WEB_DIED };

/* Waits for a signal at most ms (-1: for ever) and says what it means. */
static enum event up_wait_event(struct up *u, int ms)
{
    struct pollfd p = {.fd = u->signals, .events = POLLIN};
    struct signalfd_siginfo info;
    if (poll(&p, 1, ms) <= 0 || read(u->signals, &info, sizeof info) != sizeof info)
        return NOTHING;
    if (info.ssi_signo != SIGCHLD)
        return ASKED_TO_STOP;
    enum event got = NOTHING;
    for (pid_t pid; (pid = waitpid(-1, NULL, WNOHANG)) > 0;) {
        if (pid == u->serve.pid) {
            u->serve.pid = 0;
            got = SERVE_DIED;
        } else if (pid == u->web.pid) {
            u->web.pid = 0;
            got = got == NOTHING ? WEB_DIED : got;
        }
    }
    return got;
}

/* Waits until answers() says yes. Anything else that happens first is the result. */
static enum event up_wait_until(struct up *u, bool (*answers)(const struct up *))
{
    int64_t end = clock_monotonic_ms() + START_SECONDS * 1000;
    while (!answers(u)) {
        enum event e = up_wait_event(u, 20);
        if (e != NOTHING)
            return e;
        if (clock_monotonic_ms() > end)
            return answers == up_web_answers ? WEB_DIED : SERVE_DIED;
    }
    return NOTHING;
}

static int up_explain(const struct up *u, enum event e)
{
    if (e == ASKED_TO_STOP)
        return CLI_DONE;
    if (e == SERVE_DIED)
        return cli_fail(u->c, "The server has stopped; its last messages are above.");
    const char *said = nginx_complaint(u->c, &u->nginx);
    return cli_fail(u->c, "nginx has stopped%s%s", *said ? ": " : ".", said);
}

/* ---- The start ------------------------------------------------------------------------------- */

int up_start(struct up *u, bool *stopped)
{
    if (!up_start_server(u))
        return CLI_FAILED;
    enum event e = up_wait_until(u, up_server_answers);
    if (e == NOTHING)
        e = up_start_web(u) ? up_wait_until(u, up_web_answers) : WEB_DIED;
    *stopped = e == ASKED_TO_STOP;
    return e == NOTHING ? CLI_DONE : up_explain(u, e);
}

/* Waits until *pid is gone. False: it takes too long, or a second Ctrl-C came, which is impatience:
 * requests under way are not waited for. */
static bool up_wait_gone(struct up *u, const pid_t *pid)
{
    int64_t end = clock_monotonic_ms() + STOP_SECONDS * 1000;
    while (*pid > 0 && clock_monotonic_ms() < end)
        if (up_wait_event(u, 100) == ASKED_TO_STOP)
            return false;
    return *pid <= 0;
}

/* nginx first: what it has taken is still answered. */
void up_stop(struct up *u)
{
    if (u->web.pid > 0)
        kill(u->web.pid, SIGQUIT);
    bool gone = up_wait_gone(u, &u->web.pid);
    if (u->serve.pid > 0)
        kill(u->serve.pid, SIGTERM);
    if (gone)
        up_wait_gone(u, &u->serve.pid);
    /* Whole groups: a worker must not outlive its supervisor. */
    if (u->web_group > 0)
        kill(-u->web_group, SIGKILL);
    if (u->serve.pid > 0)
        kill(-u->serve.pid, SIGKILL);
}

/* ---- What dies is started again -------------------------------------------------------------- */

static void up_plan_again(struct served *one)
{
    int64_t now = clock_monotonic_ms();
    bool lived = now - one->started > LIVED_MS;
    one->pause = lived || one->pause == 0 ? AGAIN_MS : 2 * one->pause;
    if (one->pause > AGAIN_MAX_MS)
        one->pause = AGAIN_MAX_MS;
    one->start_at = now + one->pause;
}

static void up_take_death(struct up *u)
{
    if (u->serve.pid == 0 && u->serve.start_at == 0) {
        up_plan_again(&u->serve);
        cli_warn(u->c, "The server has stopped; it is started again.");
    }
    if (u->web.pid == 0 && u->web.start_at == 0) {
        up_plan_again(&u->web);
        const char *said = nginx_complaint(u->c, &u->nginx);
        cli_warn(u->c, "nginx has stopped%s%s; it is started again.", *said ? ": " : "", said);
        kill(-u->web_group, SIGQUIT); /* what a killed one has left finishes what it has */
    }
}

static void up_start_due(struct up *u)
{
    int64_t now = clock_monotonic_ms();
    if (u->serve.pid == 0 && now >= u->serve.start_at && !up_start_server(u))
        up_plan_again(&u->serve);
    if (u->web.pid == 0 && now >= u->web.start_at && !up_start_web(u))
        up_plan_again(&u->web);
}

void up_keep_serving(struct up *u)
{
    enum { LOOK_MS = 200 };
    for (;;) {
        bool waits = u->serve.pid == 0 || u->web.pid == 0;
        if (up_wait_event(u, waits ? LOOK_MS : -1) == ASKED_TO_STOP)
            return;
        up_take_death(u);
        up_start_due(u);
    }
}
