/* contain_calls.c: which system calls each role may make. */
#include "contain.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(v) (sizeof(v) / sizeof *(v))
#define S(name) SCMP_SYS(name)

/* Memory, threads, clocks, and reading and writing what may be opened. */
static const int calls_of_all[] = {
    S(access),
    S(arch_prctl),
    S(brk),
    S(clock_getres),
    S(clock_gettime),
    S(clock_nanosleep),
    S(close),
    S(eventfd2),
    S(exit),
    S(exit_group),
    S(faccessat),
    S(faccessat2),
    S(fstat),
    S(fstatfs),
    S(futex),
    S(get_mempolicy),
    S(get_robust_list),
    S(getcpu),
    S(getcwd),
    S(getdents64),
    S(getegid),
    S(geteuid),
    S(getgid),
    S(getpgrp),
    S(getpid),
    S(getppid),
    S(getrandom),
    S(getrlimit),
    S(getrusage),
    S(gettid),
    S(gettimeofday),
    S(getuid),
    S(lseek),
    S(lstat),
    S(madvise),
    S(membarrier),
    S(mmap),
    S(mprotect),
    S(mremap),
    S(munmap),
    S(nanosleep),
    S(newfstatat),
    S(open),
    S(openat),
    S(poll),
    S(ppoll),
    S(pread64),
    S(preadv),
    S(read),
    S(readlink),
    S(readlinkat),
    S(readv),
    S(restart_syscall),
    S(rseq),
    S(rt_sigaction),
    S(rt_sigprocmask),
    S(rt_sigreturn),
    S(sched_getaffinity),
    S(sched_getparam),
    S(sched_getscheduler),
    S(sched_yield),
    S(set_robust_list),
    S(set_tid_address),
    S(sigaltstack),
    S(stat),
    S(statfs),
    S(statx),
    S(sysinfo),
    S(time),
    S(uname),
    S(write),
    S(writev),
};

/* A site's files, and sockets that are open or come over one that is. */
static const int calls_of_worker[] = {
    S(accept),      S(accept4),     S(close_range),     S(copy_file_range), S(dup),
    S(dup2),        S(dup3),        S(epoll_create1),   S(epoll_ctl),       S(epoll_pwait),
    S(epoll_wait),  S(fadvise64),   S(fallocate),       S(fchmod),          S(fchown),
    S(fcntl),       S(fdatasync),   S(flock),           S(fsync),           S(ftruncate),
    S(getpeername), S(getsockname), S(getsockopt),      S(memfd_create),    S(mincore),
    S(mkdir),       S(mkdirat),     S(mlock),           S(mlock2),          S(msync),
    S(munlock),     S(pipe),        S(pipe2),           S(pselect6),        S(pwrite64),
    S(pwritev),     S(readahead),   S(recvfrom),        S(recvmsg),         S(rename),
    S(renameat),    S(renameat2),   S(rmdir),           S(rt_sigpending),   S(rt_sigtimedwait),
    S(select),      S(sendfile),    S(sendmsg),         S(sendto),          S(setsockopt),
    S(shutdown),    S(signalfd4),   S(sync_file_range), S(truncate),        S(umask),
    S(unlink),      S(unlinkat),    S(utimensat),       S(wait4),           S(waitid),
};

/* What no starter needs, though it may do the rest. */
static const int calls_not_of_starter[] = {
    S(accept),
    S(accept4),
    S(add_key),
    S(bind),
    S(bpf),
    S(chroot),
    S(connect),
    S(delete_module),
    S(finit_module),
    S(fsmount),
    S(fsopen),
    S(init_module),
    S(io_uring_enter),
    S(io_uring_register),
    S(io_uring_setup),
    S(kcmp),
    S(kexec_file_load),
    S(kexec_load),
    S(keyctl),
    S(listen),
    S(mount),
    S(mount_setattr),
    S(move_mount),
    S(open_by_handle_at),
    S(open_tree),
    S(perf_event_open),
    S(pidfd_getfd),
    S(pivot_root),
    S(process_vm_readv),
    S(process_vm_writev),
    S(ptrace),
    S(reboot),
    S(request_key),
    S(setns),
    S(socket),
    S(swapoff),
    S(swapon),
    S(umount2),
    S(userfaultfd),
};

static const int calls_that_start[] = {S(execve), S(execveat)};

static bool calls_add(scmp_filter_ctx f, uint32_t action, const int *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int bad = seccomp_rule_add(f, action, v[i], 0);
        if (bad && bad != -EDOM) /* this processor has no such call */
            return false;
    }
    return true;
}

#define ALLOW_WHEN(f, call, ...)                                                                   \
    (seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(call), __VA_ARGS__) == 0)

/* Threads, and no processes: the flags of clone3 cannot be looked at, so that the C library is told
 * to take clone. No limit is raised, no process named but the own, more may be given up.
 * Nothing is a terminal. */
static bool calls_add_careful(scmp_filter_ctx f)
{
    return ALLOW_WHEN(f, clone, 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) &&
           seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOSYS), S(clone3), 0) == 0 &&
           ALLOW_WHEN(f, prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)) &&
           ALLOW_WHEN(f, prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NO_NEW_PRIVS)) &&
           ALLOW_WHEN(f, prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) &&
           ALLOW_WHEN(f, prlimit64, 2, SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0)) &&
           seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOTTY), S(ioctl), 0) == 0;
}

/* No signal is asked for, which F_SETOWN could send to others. */
static bool calls_add_descriptors(scmp_filter_ctx f)
{
    static const unsigned commands[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC};
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (!ALLOW_WHEN(f, fcntl, 1, SCMP_A1(SCMP_CMP_EQ, commands[i])))
            return false;
    }
    return true;
}

/* abort() of a worker is a signal to itself. */
static bool calls_add_worker(scmp_filter_ctx f)
{
    return calls_add(f, SCMP_ACT_ALLOW, calls_of_worker, COUNT(calls_of_worker)) &&
           ALLOW_WHEN(f, tgkill, 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
}

static bool calls_fill(scmp_filter_ctx f, enum contain_role role)
{
    const uint32_t no = SCMP_ACT_ERRNO(EPERM);
    if (role == CONTAIN_DECODING)
        return calls_add(f, no, calls_that_start, COUNT(calls_that_start));
    if (role == CONTAIN_STARTER)
        return calls_add(f, no, calls_not_of_starter, COUNT(calls_not_of_starter));
    if (!calls_add(f, SCMP_ACT_ALLOW, calls_of_all, COUNT(calls_of_all)) || !calls_add_careful(f))
        return false;
    if (role == CONTAIN_WORKER)
        return calls_add_worker(f);
    return calls_add_descriptors(f) && ALLOW_WHEN(f, execve, 0);
}

/* libseccomp 2.5 writes a filter into a file only. */
static bool filter_read(int fd, struct contain_filter *out)
{
    struct stat st;
    if (fstat(fd, &st) < 0 || st.st_size <= 0)
        return false;
    size_t size = (size_t)st.st_size;
    out->v = malloc(size);
    out->n = (unsigned short)(size / sizeof *out->v);
    return out->v && pread(fd, out->v, size, 0) == (ssize_t)size;
}

static bool filter_write(scmp_filter_ctx f, struct contain_filter *out)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    bool ok = fd >= 0 && seccomp_export_bpf(f, fd) == 0 && filter_read(fd, out);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool have_seccomp(void)
{
    return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 || errno != EINVAL;
}

/* NULL: no memory. */
static scmp_filter_ctx calls_open(enum contain_role role)
{
    bool most = role == CONTAIN_DECODING || role == CONTAIN_STARTER;
    scmp_filter_ctx f = seccomp_init(most ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM));
    if (!f || calls_fill(f, role))
        return f;
    seccomp_release(f);
    return NULL;
}

static void contain_filter_free(struct contain_filter *f)
{
    free(f->v);
    *f = (struct contain_filter){.n = 0};
}

bool contain_filter_make(enum contain_role role, struct contain_filter *out)
{
    *out = (struct contain_filter){.n = 0};
    if (!have_seccomp())
        return true;
    scmp_filter_ctx f = calls_open(role);
    bool ok = f && filter_write(f, out);
    if (f)
        seccomp_release(f);
    if (!ok)
        contain_filter_free(out);
    return ok;
}

bool contain_filter_enter(const struct contain_filter *f)
{
    const struct sock_fprog program = {.len = f->n, .filter = f->v};
    if (!f->v)
        return true;
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool contain_calls(enum contain_role role)
{
    if (!have_seccomp())
        return true;
    scmp_filter_ctx f = calls_open(role);
    int bad = f ? seccomp_load(f) : -ENOMEM;
    if (f)
        seccomp_release(f);
    errno = -bad;
    return bad == 0;
}
