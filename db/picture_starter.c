/* picture_starter.c: see picture_starter.h. */
#include "picture_starter.h"

#include "lib/clock.h"
#include "lib/contain.h"
#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOB_FDS = 4, OWN_FD = 3, REST_MS = 1000 };

/* As descriptors are sent: input, work, report, verdict. */
union job_descriptors {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(JOB_FDS * sizeof(int))];
};

const char *picture_helper(struct arena *a)
{
    const char *said = getenv("DATELINE_IMAGE");
    char self[4096];
    if (said && *said)
        return arena_dup(a, said);
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash)
        return "dateline-image";
    *slash = '\0';
    return arena_printf(a, "%s/dateline-image", self);
}

const struct picture_maker *picture_maker_here(struct arena *a)
{
    const char *lacks = contain_lacks();
    if (lacks)
        log_event(LOG_WARN, "not_contained", "what", "dateline-image", "lacks", lacks, NULL);
    struct picture_maker *m = arena_alloc(a, sizeof *m);
    *m = (struct picture_maker){.helper = picture_helper(a), .starter = -1};
    return m;
}

/* ---- Asking ----------------------------------------------------------------------------------- */

static bool job_send(int socket, const struct picture_job *job)
{
    const int fds[JOB_FDS] = {job->input, job->work, job->report, job->verdict};
    union job_descriptors d = {0};
    struct iovec v[] = {{(void *)&job->logo, 1}, {(void *)job->credit, strlen(job->credit) + 1}};
    struct msghdr m = {
        .msg_iov = v, .msg_iovlen = 2, .msg_control = d.bytes, .msg_controllen = sizeof d.bytes};
    struct cmsghdr *head = CMSG_FIRSTHDR(&m);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fds);
    memcpy(CMSG_DATA(head), fds, sizeof fds);
    return sendmsg(socket, &m, MSG_NOSIGNAL | MSG_DONTWAIT) ==
           (ssize_t)(v[0].iov_len + v[1].iov_len);
}

bool picture_start(const struct picture_maker *m, const struct picture_job *job, pid_t *pid)
{
    pid_t self = getpid();
    *pid = 0;
    if (m->starter >= 0)
        return job_send(m->starter, job);
    *pid = fork();
    if (*pid == 0)
        picture_child_mind(m->helper, &m->limits, job, self);
    return *pid > 0;
}

/* ---- Answering -------------------------------------------------------------------------------- */

static void job_close(const struct picture_job *job)
{
    close(job->input);
    close(job->work);
    close(job->report);
    close(job->verdict);
}

enum job_result { JOB_COME, JOB_ODD, JOB_OVER };

/* Whether nobody has the other end. A message of no bytes looks as if it were so. */
static bool job_is_last(int socket)
{
    struct pollfd p = {.fd = socket};
    return poll(&p, 1, 0) < 0 || (p.revents & (POLLHUP | POLLERR | POLLNVAL));
}

static enum job_result job_receive(int socket, struct picture_job *job)
{
    union job_descriptors d;
    struct iovec v[] = {{&job->logo, 1}, {job->credit, sizeof job->credit}};
    struct msghdr m = {
        .msg_iov = v, .msg_iovlen = 2, .msg_control = d.bytes, .msg_controllen = sizeof d.bytes};
    ssize_t n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
    if (n < 0)
        return errno == EINTR ? JOB_ODD : JOB_OVER;
    if (n == 0 && job_is_last(socket))
        return JOB_OVER;
    int fds[JOB_FDS] = {-1, -1, -1, -1};
    const struct cmsghdr *head = CMSG_FIRSTHDR(&m);
    if (head && head->cmsg_type == SCM_RIGHTS && head->cmsg_len <= CMSG_LEN(sizeof fds))
        memcpy(fds, CMSG_DATA(head), head->cmsg_len - CMSG_LEN(0));
    job->input = fds[0];
    job->work = fds[1];
    job->report = fds[2];
    job->verdict = fds[3];
    bool whole = n > 1 && fds[JOB_FDS - 1] >= 0 && job->credit[n - 2] == '\0';
    if (!whole)
        job_close(job);
    return whole ? JOB_COME : JOB_ODD;
}

/* Its children are not waited for: each writes its verdict itself. */
static int starter_begin(int socket, int parent)
{
    sigset_t none;
    sigemptyset(&none);
    prctl(PR_SET_NAME, "dateline-start");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    signal(SIGCHLD, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(socket, OWN_FD) < 0 ||
        getppid() != parent)
        _exit(1);
    close_range(OWN_FD + 1, ~0U, 0);
    if (!contain_calls(CONTAIN_STARTER))
        log_event(LOG_WARN, "not_contained", "what", "starter", "why", strerror(errno), NULL);
    return OWN_FD;
}

/* Answers what comes over the socket, SOCK_SEQPACKET, until nobody has its other end; one process a
 * picture. Closes all other descriptors but standard error. To be called in a child process; ends
 * when `parent` does. */
static _Noreturn void picture_starter_run(int socket, const char *helper, int parent)
{
    const struct picture_limits usual = {0};
    int own = starter_begin(socket, parent), self = getpid();
    enum job_result got;
    struct picture_job job = {0};
    while ((got = job_receive(own, &job)) != JOB_OVER) {
        if (got == JOB_ODD)
            continue;
        pid_t pid = fork();
        if (pid == 0)
            picture_child_mind(helper, &usual, &job, self);
        if (pid < 0)
            log_event(LOG_ERROR, "fork", "why", strerror(errno), NULL);
        job_close(&job);
    }
    _exit(0);
}

/* ---- Its keeper ------------------------------------------------------------------------------- */

bool starter_open(struct starter *s, const char *helper)
{
    int ends[2];
    *s = (struct starter){.ask = -1, .answer = -1, .helper = helper};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return false;
    s->answer = ends[0];
    s->ask = ends[1];
    return true;
}

void starter_keep(struct starter *s)
{
    int64_t now = clock_monotonic_ms();
    if (s->pid > 0 && waitpid(s->pid, NULL, WNOHANG) == s->pid) {
        log_event(LOG_WARN, "starter_died", NULL);
        s->pid = 0;
    }
    if (s->pid > 0 || now < s->next_at)
        return;
    pid_t self = getpid(), pid = fork();
    if (pid == 0) {
        close(s->ask);
        picture_starter_run(s->answer, s->helper, self);
    }
    s->pid = pid > 0 ? pid : 0;
    s->next_at = now + REST_MS;
}

void starter_close(struct starter *s)
{
    if (s->pid > 0) {
        kill(s->pid, SIGKILL);
        waitpid(s->pid, NULL, 0);
    }
    if (s->ask >= 0)
        close(s->ask);
    if (s->answer >= 0)
        close(s->answer);
    *s = (struct starter){.ask = -1, .answer = -1};
}
