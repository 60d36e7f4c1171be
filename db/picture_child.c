/* picture_child.c: see picture_child.h. */
#include "picture_child.h"

#include "lib/clock.h"
#include "lib/contain.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CPU_SECONDS = 20, TICK_MS = 2, FILES_OPEN = 32, CANNOT_START = 126 };
#define MEMORY_MAX (UINT64_C(1536) * 1024 * 1024)

/* ---- The child: system calls alone, for it may be a copy of a process with threads ------------ */

static void child_limit(int what, rlim_t value)
{
    const struct rlimit l = {value, value};
    setrlimit(what, &l);
}

static bool child_take_descriptors(const struct picture_job *job)
{
    if (fchdir(job->work) < 0 || dup2(job->input, 0) < 0 || dup2(job->report, 1) < 0)
        return false;
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0)
        dup2(null, 2);
    close_range(3, ~0U, 0); /* an old kernel has no such call; then they close by themselves */
    return null >= 0;
}

/* Libraries are read when they are needed, for some of libvips are. A program is started by the
 * loader that it names, so that one may be run, too. */
static bool child_contain_files(const char *helper)
{
    const struct contain_path paths[] = {
        {.path = helper, .rights = CONTAIN_READ | CONTAIN_RUN},
        {.path = "/lib64/ld-linux-x86-64.so.2", .rights = CONTAIN_RUN},
        {.path = "/lib/ld-linux-aarch64.so.1", .rights = CONTAIN_RUN},
        {.path = "/lib/ld-linux-armhf.so.3", .rights = CONTAIN_RUN},
        {.path = "/lib/ld-linux-riscv64-lp64d.so.1", .rights = CONTAIN_RUN},
        {.path = "/lib64/ld64.so.2", .rights = CONTAIN_RUN},
        {.path = "/lib/ld64.so.1", .rights = CONTAIN_RUN},
        {.path = "/usr/lib", .rights = CONTAIN_READ},
        {.path = "/lib", .rights = CONTAIN_READ},
        {.path = "/lib64", .rights = CONTAIN_READ},
        {.path = "/usr/local/lib", .rights = CONTAIN_READ},
        {.path = "/etc/ld.so.cache", .rights = CONTAIN_READ},
        {.path = ".", .rights = CONTAIN_MAKE},
    };
    return contain_files(paths, sizeof paths / sizeof *paths);
}

static void child_set_limits(const struct picture_limits *limits)
{
    child_limit(RLIMIT_CPU, limits->cpu_seconds > 0 ? (rlim_t)limits->cpu_seconds : CPU_SECONDS);
    child_limit(RLIMIT_FSIZE, PICTURE_FILE_MAX);
    child_limit(RLIMIT_NOFILE, FILES_OPEN);
    child_limit(RLIMIT_CORE, 0);
    child_limit(RLIMIT_AS, MEMORY_MAX);
}

static _Noreturn void child_become(const char *helper, const struct picture_limits *limits,
                                   const struct picture_job *job,
                                   const struct contain_filter *filter)
{
    static char *const environment[] = {"LC_ALL=C", "VIPS_CONCURRENCY=1", "MALLOC_ARENA_MAX=1",
                                        "ASAN_OPTIONS=detect_leaks=0", NULL};
    char *const arguments[] = {"dateline-image", (char *)job->credit, job->logo ? "logo" : NULL,
                               NULL};
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    /* An empty network; not every system lets a user make one, so it may fail. */
    if (unshare(CLONE_NEWNET) < 0)
        (void)!unshare(CLONE_NEWUSER | CLONE_NEWNET);
    if (!child_take_descriptors(job) || !child_contain_files(helper))
        _exit(CANNOT_START);
    child_set_limits(limits);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || !contain_filter_enter(filter))
        _exit(CANNOT_START);
    execve(helper, arguments, environment);
    _exit(CANNOT_START);
}

/* ---- Its minder ------------------------------------------------------------------------------- */

/* Whether somebody still has the other end of the pipe, after so long. */
static bool verdict_is_awaited(int fd)
{
    struct pollfd p = {.fd = fd};
    return poll(&p, 1, TICK_MS) == 0 || !(p.revents & (POLLERR | POLLNVAL));
}

/* Its whole group ends while its number is still its own. */
static void child_end(pid_t pid, struct picture_verdict *v)
{
    kill(-pid, SIGKILL);
    kill(pid, SIGKILL);
    while (waitpid(pid, &v->status, 0) < 0 && errno == EINTR)
        ;
}

static void child_wait(pid_t pid, const struct picture_limits *limits, int verdict,
                       struct picture_verdict *v)
{
    int64_t end = clock_monotonic_ms() + (limits->wall_ms > 0 ? limits->wall_ms : PICTURE_WALL_MS);
    siginfo_t over = {.si_pid = 0};
    while (waitid(P_PID, (id_t)pid, &over, WEXITED | WNOHANG | WNOWAIT) == 0 && over.si_pid == 0) {
        v->late = clock_monotonic_ms() >= end;
        if (v->late || !verdict_is_awaited(verdict))
            break;
    }
    child_end(pid, v);
    if (WIFEXITED(v->status) && WEXITSTATUS(v->status) == CANNOT_START)
        v->failed = 1;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* Of what it was forked with, it has no use for others: as long as it held the ends that are read from, who is
 * not listened to any more would wait for ever, and nobody would see that nobody waits. */
static void minder_keep(const struct picture_job *job)
{
    int kept[] = {STDERR_FILENO, job->input, job->work, job->report, job->verdict};
    const size_t n = sizeof kept / sizeof *kept;
    qsort(kept, n, sizeof *kept, by_number);
    for (size_t i = 1; i < n; i++)
        if (kept[i] > kept[i - 1] + 1)
            close_range((unsigned)kept[i - 1] + 1, (unsigned)kept[i] - 1, 0);
    close_range((unsigned)kept[n - 1] + 1, ~0u, 0);
}

static void minder_take_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* of a terminal: whoever asked decides */
    signal(SIGTERM, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

_Noreturn void picture_child_mind(const char *helper, const struct picture_limits *limits,
                                  const struct picture_job *job, int parent)
{
    struct picture_verdict v = {.failed = 1};
    struct contain_filter filter;
    minder_take_signals();
    minder_keep(job);
    pid_t pid = -1;
    if (getppid() == parent && contain_filter_make(CONTAIN_DECODER, &filter))
        pid = fork();
    if (pid == 0)
        child_become(helper, limits, job, &filter);
    close(job->report);
    close(job->input);
    close(job->work);
    if (pid > 0) {
        v.failed = 0;
        child_wait(pid, limits, job->verdict, &v);
    }
    (void)!write(job->verdict, &v, sizeof v);
    _exit(0);
}
