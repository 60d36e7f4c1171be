/* stand_in.c: runs in dateline-image's place, as if a picture had got hold of it, and tries to get
 * out. Its argument, which is the credit elsewhere, says what to do. In the site's folder it is
 * three folders deep: media/2026/01/.<name>, as tests/unit/picture_folder.h makes it. */
#include "lib/contain.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SITE "../../../"
#define COUNT(v) (sizeof(v) / sizeof *(v))
#define MEGABYTE ((size_t)1 << 20)

struct escape {
    const char *name;
    long (*try)(void); /* as a system call returns */
};

/* ---- Files, which Landlock keeps ------------------------------------------------------------- */

static long passwd(void)
{
    return open("/etc/passwd", O_RDONLY);
}
static long database_read(void)
{
    return open(SITE "dateline.db", O_RDONLY);
}
static long database_write(void)
{
    return open(SITE "dateline.db", O_WRONLY);
}
static long database_truncate(void)
{
    return truncate(SITE "dateline.db", 0);
}
static long site_list(void)
{
    return open(SITE, O_RDONLY | O_DIRECTORY);
}
static long site_create(void)
{
    return open(SITE "new", O_WRONLY | O_CREAT, 0600);
}
static long sibling_create(void)
{
    return open("../new.jpg", O_WRONLY | O_CREAT, 0600);
}
static long outside_mkdir(void)
{
    return mkdir(SITE "new", 0700);
}
static long inside_mkdir(void)
{
    return mkdir("new", 0700);
}
static long outside_unlink(void)
{
    return unlink(SITE "dateline.db");
}
static long outside_rmdir(void)
{
    return rmdir(SITE "folder");
}
static long link_in(void)
{
    return link(SITE "dateline.db", "mine");
}
static long symlink_out(void)
{
    return symlink("/etc/passwd", "480.jpg");
}
static long rename_in(void)
{
    return rename(SITE "dateline.db", "mine");
}
static long rename_own_out(void)
{
    return rename(".", SITE "stolen");
}
static long tmp_create(void)
{
    return open("/tmp", O_TMPFILE | O_RDWR, 0600);
}
static long proc_parent(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", (int)getppid());
    return open(path, O_RDONLY);
}
static long proc_memory(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)getppid());
    return open(path, O_RDWR);
}
static long run_other(void)
{
    return execl("/bin/true", "true", (char *)NULL);
}

static const struct escape of_files[] = {
    {"read /etc/passwd", passwd},
    {"read the database", database_read},
    {"write the database", database_write},
    {"truncate the database", database_truncate},
    {"list the site", site_list},
    {"create in the site", site_create},
    {"create beside", sibling_create},
    {"mkdir outside", outside_mkdir},
    {"mkdir inside", inside_mkdir},
    {"unlink outside", outside_unlink},
    {"rmdir outside", outside_rmdir},
    {"link in", link_in},
    {"symlink out", symlink_out},
    {"rename in", rename_in},
    {"rename out", rename_own_out},
    {"create in /tmp", tmp_create},
    {"read /proc of the parent", proc_parent},
    {"write the parent's memory", proc_memory},
    {"run /bin/true", run_other},
};

/* ---- Everything else, which seccomp keeps ----------------------------------------------------- */

static long exit_if_child(long pid)
{
    if (pid == 0)
        _exit(0);
    return pid;
}

static long a_fork(void)
{
    return exit_if_child(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}
static long a_fork_3(void)
{
    uint64_t arguments[11] = {0};
    arguments[4] = SIGCHLD;
    return exit_if_child(syscall(SYS_clone3, arguments, sizeof arguments));
}
static long libc_fork(void)
{
    return exit_if_child(fork());
}
static long run_itself(void)
{
    return execl("/proc/self/exe", "x", "nothing", (char *)NULL);
}
static long run_input(void)
{
    return syscall(SYS_execveat, 0, "", (char *[]){NULL}, (char *[]){NULL}, AT_EMPTY_PATH);
}
static long new_memfd(void)
{
    return syscall(SYS_memfd_create, "x", 0);
}
static long socket_inet(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}
static long socket_unix(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}
static long socket_netlink(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 0);
}
static long socket_pair(void)
{
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}
static long connect_somewhere(void)
{
    struct sockaddr to = {.sa_family = AF_UNIX};
    return connect(1, &to, sizeof to);
}
static long trace_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}
static long trace_me(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}
static long kill_parent(void)
{
    return kill(getppid(), SIGCONT);
}
static long kill_all(void)
{
    return kill(-1, 0);
}
static long kill_thread(void)
{
    return syscall(SYS_tgkill, getppid(), getppid(), SIGCONT);
}
static long hold_parent(void)
{
    return syscall(SYS_pidfd_open, getppid(), 0);
}
static long queue_parent(void)
{
    return syscall(SYS_rt_sigqueueinfo, getppid(), SIGCONT, &(siginfo_t){.si_code = -1});
}
static long own_input(void)
{
    return fcntl(1, F_SETOWN, getppid());
}
static long read_parent(void)
{
    char byte;
    struct iovec here = {&byte, 1}, there = {(void *)read_parent, 1};
    return process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}
static long write_parent(void)
{
    char byte = 0;
    struct iovec here = {&byte, 1}, there = {&errno, 1};
    return process_vm_writev(getppid(), &here, 1, &there, 1, 0);
}
static long limit_parent(void)
{
    struct rlimit l = {0, 0};
    return prlimit(getppid(), RLIMIT_CORE, &l, NULL);
}
static long more_memory(void)
{
    struct rlimit l = {RLIM_INFINITY, RLIM_INFINITY};
    return setrlimit(RLIMIT_AS, &l);
}
static long own_session(void)
{
    return setsid();
}
static long own_group(void)
{
    return setpgid(0, getppid());
}
static long a_mount(void)
{
    return mount("none", ".", "tmpfs", 0, NULL);
}
static long an_unmount(void)
{
    return umount2("/proc", MNT_DETACH);
}
static long new_root(void)
{
    return chroot(".");
}
static long new_namespace(void)
{
    return unshare(CLONE_NEWUSER);
}
static long other_namespace(void)
{
    return setns(0, 0);
}
static long mode_of_database(void)
{
    return chmod(SITE "dateline.db", 0666);
}
static long mode_of_input(void)
{
    return fchmod(0, 0777);
}
static long owner_of_database(void)
{
    return chown(SITE "dateline.db", 12345, 12345);
}
static long age_of_database(void)
{
    return utimensat(AT_FDCWD, SITE "dateline.db", NULL, 0);
}
static long name_on_database(void)
{
    return syscall(SYS_setxattr, SITE "dateline.db", "user.x", "x", 1, 0);
}
static long a_fifo(void)
{
    return mknod("fifo", S_IFIFO | 0600, 0);
}
static long a_device(void)
{
    return mknod("device", S_IFBLK | 0600, 0x801);
}
static long lock_input(void)
{
    return flock(0, LOCK_EX);
}
static long other_user(void)
{
    return (long)syscall(SYS_setuid, 0);
}
static long other_group(void)
{
    return (long)syscall(SYS_setresgid, 0, 0, 0);
}
static long more_rights(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0}};
    return syscall(SYS_capset, &head, data);
}
static long dumpable(void)
{
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}
static long personality_of_old(void)
{
    return syscall(SYS_personality, 0x0040000);
}
static long uring(void)
{
    return syscall(SYS_io_uring_setup, 1, (char[120]){0});
}
static long bpf_program(void)
{
    return syscall(SYS_bpf, 0, (char[120]){0}, 120);
}
static long keys(void)
{
    return syscall(SYS_keyctl, 0, -4, 1);
}
static long new_key(void)
{
    return syscall(SYS_add_key, "user", "x", "x", 1, -4);
}
static long measure(void)
{
    return syscall(SYS_perf_event_open, (char[120]){0}, 0, -1, -1, 0);
}
static long faults(void)
{
    return syscall(SYS_userfaultfd, 0);
}
static long a_module(void)
{
    return syscall(SYS_finit_module, 0, "", 0);
}
static long watch(void)
{
    return syscall(SYS_inotify_init1, 0);
}
static long host_name(void)
{
    return sethostname("x", 1);
}
static long first_in_line(void)
{
    return setpriority(PRIO_PROCESS, 0, -20);
}
static long terminal(void)
{
    return syscall(SYS_ioctl, 1, 0x5412, "x");
} /* TIOCSTI */
static long a_big_file(void)
{
    static char chunk[MEGABYTE];
    int fd = open("big", O_WRONLY | O_CREAT, 0600);
    long got = 1;
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; fd >= 0 && i < 17 && got > 0; i++)
        got = write(fd, chunk, sizeof chunk);
    if (got < 0 && errno == EFBIG)
        errno = EACCES;
    return got;
}
static long much_memory(void)
{
    for (int i = 0; i < 2048; i++) {
        if (mmap(NULL, MEGABYTE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) {
            errno = EACCES;
            return -1;
        }
    }
    return 0;
}

static const struct escape of_calls[] = {
    {"clone", a_fork},
    {"clone3", a_fork_3},
    {"fork", libc_fork},
    {"run itself", run_itself},
    {"run the picture", run_input},
    {"memfd", new_memfd},
    {"socket inet", socket_inet},
    {"socket unix", socket_unix},
    {"socket netlink", socket_netlink},
    {"socketpair", socket_pair},
    {"connect", connect_somewhere},
    {"ptrace", trace_parent},
    {"ptrace me", trace_me},
    {"kill the parent", kill_parent},
    {"kill all", kill_all},
    {"tgkill", kill_thread},
    {"pidfd", hold_parent},
    {"sigqueue", queue_parent},
    {"F_SETOWN", own_input},
    {"process_vm_readv", read_parent},
    {"process_vm_writev", write_parent},
    {"prlimit of the parent", limit_parent},
    {"setrlimit", more_memory},
    {"setsid", own_session},
    {"setpgid", own_group},
    {"mount", a_mount},
    {"umount", an_unmount},
    {"chroot", new_root},
    {"unshare", new_namespace},
    {"setns", other_namespace},
    {"chmod", mode_of_database},
    {"fchmod", mode_of_input},
    {"chown", owner_of_database},
    {"utimens", age_of_database},
    {"setxattr", name_on_database},
    {"mkfifo", a_fifo},
    {"mknod", a_device},
    {"flock", lock_input},
    {"setuid", other_user},
    {"setgid", other_group},
    {"capset", more_rights},
    {"dumpable", dumpable},
    {"personality", personality_of_old},
    {"io_uring", uring},
    {"bpf", bpf_program},
    {"keyctl", keys},
    {"add_key", new_key},
    {"perf_event", measure},
    {"userfaultfd", faults},
    {"module", a_module},
    {"inotify", watch},
    {"sethostname", host_name},
    {"nice", first_in_line},
    {"TIOCSTI", terminal},
    {"a file of 17 MB", a_big_file},
    {"2 GB of memory", much_memory},
};

/* ---- What it says ---------------------------------------------------------------------------- */

static int is_denied(const struct escape *e)
{
    errno = 0;
    return e->try() == -1 && (errno == EPERM || errno == EACCES || errno == EXDEV ||
                              errno == ENOSYS || errno == ENOTTY);
}

static int try_all(const struct escape *v, size_t n)
{
    char through[1024] = "";
    size_t denied = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_denied(&v[i]))
            denied++;
        else
            snprintf(through + strlen(through), sizeof through - strlen(through), " %s (%d)",
                     v[i].name, errno);
    }
    printf("about alt %zu of %zu denied.%s\n", denied, n, through);
    return 0;
}

/* A picture, so that it is believed. */
static void write_picture(void)
{
    int fd = open("480.jpg", O_WRONLY | O_CREAT | O_EXCL, 0640);
    if (fd < 0 || write(fd, "x", 1) != 1)
        printf("about caption Its own folder is closed: %s\n", strerror(errno));
    close(fd);
    printf("jpeg 480 1\n");
}

int main(int argc, char **argv)
{
    const char *task = argc > 1 ? argv[1] : "";
    /* Never outside: what is not denied would be done. */
    if (getpgrp() != getpid() || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 ||
        fcntl(1, F_SETFL, 0) != -1)
        return 3;
    if (strncmp(task, "say ", 4) == 0) {
        puts(task + 4);
    } else if (strcmp(task, "files") == 0) {
        write_picture();
        try_all(of_files, COUNT(of_files));
    } else if (strcmp(task, "calls") == 0) {
        write_picture();
        if (!contain_calls(CONTAIN_DECODING))
            return 1;
        try_all(of_calls, COUNT(of_calls));
    } else if (strcmp(task, "flood") == 0) {
        for (;;)
            puts("moves");
    } else if (strcmp(task, "spin") == 0) {
        for (volatile unsigned i = 0;; i++)
            ;
    } else if (strcmp(task, "sleep") == 0) {
        write_picture();
        pause();
        for (;;)
            sleep(60);
    } else {
        return 2;
    }
    return 0;
}
