/* test_contain.c: what is given up is gone, and what is kept still works. Each test is a child process,
 * since nothing of it can be taken back. */
#include "check.h"

#include "cgi/http/confine.h"
#include "lib/contain.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct room {
    char site[32], data[32];
};

static int begin(void **state)
{
    struct room *r = calloc(1, sizeof *r);
    strcpy(r->site, "/tmp/test-contain-XXXXXX");
    strcpy(r->data, "/tmp/test-contain-XXXXXX");
    assert_non_null(mkdtemp(r->site));
    assert_non_null(mkdtemp(r->data));
    *state = r;
    return 0;
}

static int end(void **state)
{
    struct room *r = *state;
    rmdir(r->site);
    rmdir(r->data);
    free(r);
    return 0;
}

typedef int room_fn(const struct room *r);

/* What f returns in a process that is confined as a worker is. */
static int confined(const struct room *r, room_fn *f)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        const struct site_place place = {r->site, r->data, -1};
        _exit(confine_worker(&place) ? f(r) : 255);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static bool lacks(const char *what)
{
    return contain_lacks() && strstr(contain_lacks(), what);
}

/* How many of them were not denied. */
static int calls_through(const struct room *r)
{
    int through = 0, ends[2];
    (void)r;
    through += socket(AF_INET, SOCK_STREAM, 0) >= 0;
    through += socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
    through += socketpair(AF_UNIX, SOCK_STREAM, 0, ends) >= 0;
    through += ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) >= 0;
    through += ptrace(PTRACE_TRACEME, 0, NULL, NULL) >= 0;
    through += kill(getppid(), SIGCONT) >= 0;
    through += syscall(SYS_tgkill, getppid(), getppid(), SIGCONT) >= 0;
    through += syscall(SYS_io_uring_setup, 1, (char[120]){0}) >= 0;
    through += syscall(SYS_keyctl, 0, -4, 1) >= 0;
    through += syscall(SYS_pidfd_open, getppid(), 0) >= 0;
    through += chmod(r->site, 0777) >= 0;
    through += setuid(getuid()) >= 0;
    through += symlink("/etc/passwd", "/tmp/test-contain-link") >= 0;
    pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (pid == 0)
        _exit(0);
    through += pid > 0;
    execl("/bin/true", "true", (char *)NULL);
    return through;
}

static int files_through(const struct room *r)
{
    char beside[64];
    int through = 0;
    snprintf(beside, sizeof beside, "%s/new", r->data);
    through += open("/etc/passwd", O_RDONLY) >= 0;
    through += open("/tmp", O_RDONLY | O_DIRECTORY) >= 0;
    through += open("/etc", O_RDONLY | O_DIRECTORY) >= 0;
    through += open(beside, O_WRONLY | O_CREAT, 0600) >= 0;
    through += mkdir("/tmp/test-contain-new", 0700) >= 0;
    through += open("/proc/1/environ", O_RDONLY) >= 0;
    return through;
}

/* What a worker needs: 0, or the number of what failed. */
static int needs(const struct room *r)
{
    char a[64], b[64];
    snprintf(a, sizeof a, "%s/a", r->site);
    snprintf(b, sizeof b, "%s/b", r->site);
    int fd = open(a, O_RDWR | O_CREAT, 0600), ends[2];
    if (fd < 0 || write(fd, "x", 1) != 1 || fsync(fd) < 0 || ftruncate(fd, 0) < 0)
        return 1;
    struct flock lock = {.l_type = F_WRLCK};
    if (fcntl(fd, F_SETLK, &lock) < 0 || fchmod(fd, 0640) < 0 || rename(a, b) < 0 || unlink(b) < 0)
        return 2;
    if (mkdir(a, 0700) < 0 || rmdir(a) < 0 || open(r->data, O_RDONLY | O_DIRECTORY) < 0)
        return 3;
    if (pipe2(ends, O_CLOEXEC) < 0 || syscall(SYS_memfd_create, "x", 0) < 0)
        return 4;
    return open("/proc/self/status", O_RDONLY) < 0 ? 5 : 0;
}

static void a_worker_starts_nothing_connects_nowhere_and_touches_no_other(void **state)
{
    if (lacks("seccomp"))
        skip();
    assert_int_equal(confined(*state, calls_through), 0);
}

static void a_worker_keeps_to_its_site(void **state)
{
    if (lacks("Landlock"))
        skip();
    assert_int_equal(confined(*state, files_through), 0);
}

static void a_worker_has_what_it_needs(void **state)
{
    assert_int_equal(confined(*state, needs), 0);
}

#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_ROOM(a_worker_starts_nothing_connects_nowhere_and_touches_no_other),
        IN_A_ROOM(a_worker_keeps_to_its_site),
        IN_A_ROOM(a_worker_has_what_it_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
