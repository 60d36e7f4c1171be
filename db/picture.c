/* picture.c: runs dateline-image on bytes that a stranger may have made.
 *
 * The child gets the picture as its standard input, an empty folder as its working folder, and a
 * pipe to say what it wrote. It has limits of time, memory and file size, no other descriptor, no
 * environment, no network where the system lets us take it away, and no way to more rights. */
#include "picture.h"

#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/language.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/token.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    WALL_MS = 30000,
    CPU_SECONDS = 20,
    REPORT_MAX = 16 * 1024,
    FILE_MAX = 16 * 1024 * 1024,
    WIDTH_MAX = 1600
};
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_MAX RLIM_INFINITY /* its shadow takes terabytes of addresses */
#else
#define MEMORY_MAX (UINT64_C(1536) * 1024 * 1024)
#endif

/* Exit codes of dateline-image. */
enum {
    SAID_OK = 0,
    SAID_NO_PICTURE = 10,
    SAID_TOO_LARGE = 11,
    SAID_DISK = 12,
    SAID_FAILED = 13,
    SAID_NO_HEIC = 14
};

/* One call. Descriptors are -1 while closed. */
struct making {
    int media_fd;
    int month_fd; /* MEDIA/2026/01 */
    int work_fd;  /* the child's folder in it, ".<name>" */
    char work[40];
    int input;                       /* the picture, in memory */
    char credit[PHOTO_LINE_MAX + 1]; /* "": the file's own */
    struct arena *arena;
    struct buf report;
    struct picture *out;
};

const char *picture_status_text(enum picture_status st)
{
    static const char *const texts[PICTURE_STATUS_MAX] = {
        [PICTURE_OK] = WORD("The picture is stored."),
        [PICTURE_NOT_A_PICTURE] = WORD(
            "This file is not a picture we can use, or it is damaged; choose a JPEG, PNG, WebP, "
            "GIF, AVIF or HEIC file."),
        [PICTURE_HEIC] =
            WORD("This HEIC picture cannot be read. On an iPhone, share it with Options, Most "
                 "Compatible: it is then sent as a JPEG."),
        [PICTURE_TOO_LARGE] =
            WORD("This picture is too large; choose one below 40 MB and 60 million pixels."),
        [PICTURE_TOO_COSTLY] =
            WORD("This picture takes too much time or memory to read; save it again as a JPEG."),
        [PICTURE_DISK] = WORD("The picture could not be written: the disk may be full."),
        [PICTURE_FAILED] =
            WORD("Pictures cannot be prepared at the moment; tell the site's administrator."),
    };
    return (unsigned)st < PICTURE_STATUS_MAX ? texts[st] : texts[PICTURE_FAILED];
}

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

/* ---- Folders and files ----------------------------------------------------------------------- */

static int picture_open_folder(int at, const char *name)
{
    if (mkdirat(at, name, 0750) < 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void picture_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* A new folder's own name must be on disk too: its parent is synced, all the way up. */
static bool picture_open_month(struct making *m, int64_t now)
{
    time_t s = (time_t)(now / 1000);
    struct tm tm;
    char year[8], month[4];
    if (!gmtime_r(&s, &tm))
        return false;
    snprintf(year, sizeof year, "%04d", (tm.tm_year + 1900) % 10000);
    snprintf(month, sizeof month, "%02d", (tm.tm_mon + 1) % 100);
    snprintf(m->out->folder, sizeof m->out->folder, "%.4s/%.2s", year, month);
    int year_fd = picture_open_folder(m->media_fd, year);
    if (year_fd >= 0) {
        m->month_fd = picture_open_folder(year_fd, month);
        if (fsync(year_fd) < 0 || fsync(m->media_fd) < 0)
            picture_close(&m->month_fd);
        picture_close(&year_fd);
    }
    return m->month_fd >= 0;
}

static bool picture_open_work(struct making *m)
{
    snprintf(m->work, sizeof m->work, ".%s", m->out->name);
    if (mkdirat(m->month_fd, m->work, 0700) < 0)
        return false;
    m->work_fd = openat(m->month_fd, m->work, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return m->work_fd >= 0;
}

static bool picture_fill_input(struct making *m, const char *bytes, size_t n)
{
    m->input = memfd_create("picture", MFD_CLOEXEC);
    for (size_t at = 0; m->input >= 0 && at < n;) {
        ssize_t got = write(m->input, bytes + at, n - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return m->input >= 0 && lseek(m->input, 0, SEEK_SET) == 0;
}

/* "960.jpg" in the child's folder. */
static void picture_work_name(char out[32], const struct picture_file *f)
{
    snprintf(out, 32, "%d.%s", f->width, strcmp(f->format, "jpeg") == 0 ? "jpg" : "webp");
}

static const char *picture_base_name(const struct picture_file *f)
{
    const char *slash = strrchr(f->path, '/');
    return slash ? slash + 1 : f->path;
}

/* Whatever the child left, known or not, goes with its folder. */
static void picture_remove_work(struct making *m)
{
    DIR *d = m->work_fd >= 0 ? fdopendir(m->work_fd) : NULL;
    if (d) {
        m->work_fd = -1; /* closedir closes it */
        for (struct dirent *e; (e = readdir(d));)
            if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
                unlinkat(dirfd(d), e->d_name, 0);
        closedir(d);
    }
    picture_close(&m->work_fd);
    if (m->work[0])
        unlinkat(m->month_fd, m->work, AT_REMOVEDIR);
}

void picture_remove(int media_fd, const struct picture *p)
{
    for (size_t i = 0; i < p->n; i++)
        unlinkat(media_fd, p->files[i].path, 0);
}

/* ---- The child ------------------------------------------------------------------------------- */

static void helper_limit(int what, rlim_t value)
{
    const struct rlimit l = {value, value};
    setrlimit(what, &l);
}

/* Between fork and exec: system calls alone. */
static _Noreturn void helper_become(const char *helper, const struct making *m, int report)
{
    static char *const environment[] = {"LC_ALL=C", "VIPS_CONCURRENCY=1", "MALLOC_ARENA_MAX=1",
                                        "ASAN_OPTIONS=detect_leaks=0", NULL};
    char *const arguments[] = {"dateline-image", *m->credit ? (char *)m->credit : NULL, NULL};
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    helper_limit(RLIMIT_CPU, CPU_SECONDS);
    helper_limit(RLIMIT_AS, MEMORY_MAX);
    helper_limit(RLIMIT_FSIZE, FILE_MAX);
    helper_limit(RLIMIT_NOFILE, 32);
    helper_limit(RLIMIT_CORE, 0);
    /* An empty network; not every system lets a user make one, so it may fail. */
    if (unshare(CLONE_NEWNET) < 0)
        (void)!unshare(CLONE_NEWUSER | CLONE_NEWNET);
    if (fchdir(m->work_fd) < 0 || dup2(m->input, 0) < 0 || dup2(report, 1) < 0)
        _exit(SAID_FAILED);
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0)
        dup2(null, 2);
    close_range(3, ~0U, 0);
    execve(helper, arguments, environment);
    _exit(SAID_FAILED);
}

/* Reads what the child says until it closes the pipe. False: its time is over. */
static bool helper_listen(int fd, int64_t end, struct buf *report)
{
    char chunk[1024];
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int64_t left = end - clock_monotonic_ms();
        if (left <= 0 || poll(&p, 1, (int)left) == 0)
            return false;
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return true;
        if (n > 0)
            buf_add(report, chunk, (size_t)n);
    }
}

/* Its exit status by the deadline; it is ended when it has none by then. */
static int helper_wait(pid_t pid, int64_t end, bool *late)
{
    int status = 0;
    for (;;) {
        pid_t got = waitpid(pid, &status, *late ? 0 : WNOHANG);
        if (got == pid)
            return status;
        if (got < 0 && errno != EINTR)
            return -1;
        if (!*late && clock_monotonic_ms() >= end) {
            *late = true;
            kill(pid, SIGKILL);
        } else if (!*late) {
            usleep(2000);
        }
    }
}

static enum picture_status helper_judge(int status, bool late)
{
    if (late)
        return PICTURE_TOO_COSTLY;
    if (WIFSIGNALED(status))
        return PICTURE_TOO_COSTLY;
    switch (WIFEXITED(status) ? WEXITSTATUS(status) : SAID_FAILED) {
    case SAID_OK:
        return PICTURE_OK;
    case SAID_NO_PICTURE:
        return PICTURE_NOT_A_PICTURE;
    case SAID_NO_HEIC:
        return PICTURE_HEIC;
    case SAID_TOO_LARGE:
        return PICTURE_TOO_LARGE;
    case SAID_DISK:
        return PICTURE_DISK;
    default:
        return PICTURE_FAILED;
    }
}

static enum picture_status helper_run(const char *helper, struct making *m)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return PICTURE_FAILED;
    pid_t pid = fork();
    if (pid == 0)
        helper_become(helper, m, ends[1]);
    close(ends[1]);
    enum picture_status st = PICTURE_FAILED;
    if (pid > 0) {
        int64_t end = clock_monotonic_ms() + WALL_MS;
        bool late = !helper_listen(ends[0], end, &m->report);
        if (late)
            kill(pid, SIGKILL);
        int status = helper_wait(pid, end, &late);
        st = status < 0 ? PICTURE_FAILED : helper_judge(status, late);
    }
    close(ends[0]);
    return st;
}

/* ---- What it wrote --------------------------------------------------------------------------- */

/* "about credit AFP": cleaned once more, for the child has read a stranger's bytes. */
static bool picture_read_about(struct making *m, char *line)
{
    char *value = strchr(line, ' ');
    if (!value)
        return false;
    *value++ = '\0';
    enum photo_property p = photo_property_find(line);
    if (p < PHOTO_PROPERTY_MAX)
        photo_add(m->arena, &m->out->photo, p, value, strlen(value));
    return p < PHOTO_PROPERTY_MAX;
}

/* "jpeg 960 540". */
static bool picture_read_file(char *line, struct picture *out)
{
    char *width = strchr(line, ' '), *height = width ? strchr(width + 1, ' ') : NULL;
    int64_t w, h;
    if (!height || out->n == PICTURE_FILES_MAX)
        return false;
    *width++ = '\0';
    *height++ = '\0';
    bool jpeg = strcmp(line, "jpeg") == 0;
    if ((!jpeg && strcmp(line, "webp") != 0) || !text_to_int(width, 1, WIDTH_MAX, &w) ||
        !text_to_int(height, 1, PICTURE_PIXELS_MAX, &h))
        return false;
    struct picture_file *f = &out->files[out->n++];
    memcpy(f->format, line, 5);
    f->width = (int)w;
    f->height = (int)h;
    char path[sizeof f->path];
    snprintf(path, sizeof path, "%.7s/%.32s-%d.%s", out->folder, out->name, f->width,
             jpeg ? "jpg" : "webp");
    memcpy(f->path, path, sizeof path);
    if (f->width > out->width) {
        out->width = f->width;
        out->height = f->height;
    }
    return true;
}

/* Nothing is believed that is not of one of these forms. */
static bool picture_read_line(struct making *m, char *line)
{
    if (strncmp(line, "about ", 6) == 0)
        return picture_read_about(m, line + 6);
    if (strcmp(line, "moves") == 0)
        return m->out->moves = true;
    return picture_read_file(line, m->out);
}

static bool picture_read_report(struct making *m)
{
    char *rest = m->report.p;
    for (char *line; (line = strsep(&rest, "\n"));)
        if (*line && !picture_read_line(m, line))
            return false;
    return m->out->n > 0 && !m->report.failed;
}

static bool picture_hash_file(int fd, struct picture_file *f)
{
    struct stat st;
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0 || st.st_size > FILE_MAX)
        return false;
    void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return false;
    f->bytes = st.st_size;
    token_sha256(bytes, (size_t)st.st_size, f->sha256);
    munmap(bytes, (size_t)st.st_size);
    return true;
}

/* On disk before its name is, and its name before the call returns. */
static bool picture_keep_file(struct making *m, struct picture_file *f)
{
    char name[32];
    picture_work_name(name, f);
    int fd = openat(m->work_fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = fd >= 0 && picture_hash_file(fd, f) && fchmod(fd, 0640) == 0 && fsync(fd) == 0 &&
              renameat(m->work_fd, name, m->month_fd, picture_base_name(f)) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static enum picture_status picture_keep_files(struct making *m)
{
    if (!picture_read_report(m))
        return PICTURE_FAILED;
    for (size_t i = 0; i < m->out->n; i++)
        if (!picture_keep_file(m, &m->out->files[i]))
            return PICTURE_DISK;
    return fsync(m->month_fd) == 0 ? PICTURE_OK : PICTURE_DISK;
}

enum picture_status picture_make(struct arena *a, const char *helper, int media_fd,
                                 const struct picture_source *from, int64_t now,
                                 struct picture *out)
{
    struct making m = {
        .media_fd = media_fd, .month_fd = -1, .work_fd = -1, .input = -1, .arena = a, .out = out};
    *out = (struct picture){.n = 0};
    if (from->n == 0)
        return PICTURE_NOT_A_PICTURE;
    if (from->n > PICTURE_BYTES_MAX)
        return PICTURE_TOO_LARGE;
    if (access(helper, X_OK) < 0) {
        log_event(LOG_ERROR, "picture.no_helper", "path", helper, NULL);
        return PICTURE_FAILED;
    }
    token_random_hex(out->name, 16);
    token_sha256(from->bytes, from->n, out->source_sha256);
    if (!text_blank(from->credit))
        snprintf(m.credit, sizeof m.credit, "%s",
                 text_cut_bytes(a, text_for_xml(a, text_line(a, from->credit)), PHOTO_LINE_MAX));
    buf_init(&m.report, REPORT_MAX);

    enum picture_status st = PICTURE_DISK;
    if (picture_open_month(&m, now) && picture_open_work(&m) &&
        picture_fill_input(&m, from->bytes, from->n)) {
        st = helper_run(helper, &m);
        if (st == PICTURE_OK)
            st = picture_keep_files(&m);
        if (st != PICTURE_OK)
            picture_remove(media_fd, out);
    }
    picture_remove_work(&m);
    picture_close(&m.input);
    picture_close(&m.month_fd);
    buf_free(&m.report);
    if (st == PICTURE_FAILED)
        log_event(LOG_ERROR, "picture.failed", "helper", helper, NULL);
    return st;
}
