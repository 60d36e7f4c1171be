/* picture.c: an upload becomes files: what dateline-image (picture_child.h) wrote in a folder of its
 * own is checked, synced, and moved to where it is served from. */
#include "picture.h"

#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/language.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/token.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    REPORT_MAX = 16 * 1024,
    WIDTH_MAX = 1600,
    GRACE_MS = 3000 /* for whoever minds the child to say that it was late */
};

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
    int month_fd;                    /* MEDIA/2026/01 */
    int input;                       /* the picture, in memory */
    char logo;                       /* 1: it is one */
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

/* Locked as long as somebody works in it: what is found unlocked was left behind. */
static bool picture_open_work(struct making *m)
{
    char name[PICTURE_WORK_SIZE];
    snprintf(name, sizeof name, ".%s", m->out->name);
    if (mkdirat(m->month_fd, name, 0700) < 0)
        return false;
    m->out->work_fd = openat(m->month_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return m->out->work_fd >= 0 && flock(m->out->work_fd, LOCK_EX | LOCK_NB) == 0;
}

static bool picture_fill_input(struct making *m, const char *bytes, size_t n)
{
    m->input = memfd_create("picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    for (size_t at = 0; m->input >= 0 && at < n;) {
        ssize_t got = write(m->input, bytes + at, n - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    /* Nobody writes to it from here on, and nobody runs it. */
    return m->input >= 0 && lseek(m->input, 0, SEEK_SET) == 0 && fchmod(m->input, 0400) == 0 &&
           fcntl(m->input, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) == 0;
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

/* ---- The child ------------------------------------------------------------------------------- */

/* Whether there is something to read, or the end, in time. */
static bool pipe_wait(int fd, int64_t end)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int64_t left = end - clock_monotonic_ms();
    return left > 0 && poll(&p, 1, (int)left) > 0;
}

/* What the child says, until it closes the pipe. */
static bool helper_listen(int fd, int64_t end, struct buf *report)
{
    char chunk[1024];
    while (pipe_wait(fd, end)) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0 || (n < 0 && errno != EINTR))
            return true;
        if (n > 0)
            buf_add(report, chunk, (size_t)n);
        if (report->failed)
            return true;
    }
    return false;
}

static struct picture_verdict helper_verdict(int fd, int64_t end)
{
    struct picture_verdict v = {.failed = 1};
    if (!pipe_wait(fd, end))
        return (struct picture_verdict){.late = 1};
    if (read(fd, &v, sizeof v) != (ssize_t)sizeof v)
        return (struct picture_verdict){.failed = 1};
    return v;
}

static enum picture_status helper_judge(const struct picture_verdict *v)
{
    if (v->failed)
        return PICTURE_FAILED;
    if (v->late || WIFSIGNALED(v->status))
        return PICTURE_TOO_COSTLY;
    switch (WIFEXITED(v->status) ? WEXITSTATUS(v->status) : SAID_FAILED) {
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

/* Whoever minds the child keeps its limit of time; ours is there should the minder be gone. */
static enum picture_status helper_run(const struct picture_maker *by, struct making *m)
{
    int report[2] = {-1, -1}, verdict[2] = {-1, -1};
    struct picture_verdict v = {.failed = 1};
    pid_t minder = 0;
    if (pipe2(report, O_CLOEXEC) == 0 && pipe2(verdict, O_CLOEXEC) == 0) {
        struct picture_job job = {m->input, m->out->work_fd, report[1], verdict[1], m->logo, ""};
        snprintf(job.credit, sizeof job.credit, "%s", m->credit);
        bool started = picture_start(by, &job, &minder);
        picture_close(&report[1]);
        picture_close(&verdict[1]);
        int64_t end = clock_monotonic_ms() + PICTURE_WALL_MS + GRACE_MS;
        bool heard = started && helper_listen(report[0], end, &m->report);
        picture_close(&report[0]); /* whoever goes on talking ends */
        if (heard)
            v = helper_verdict(verdict[0], end);
        else if (started)
            v = (struct picture_verdict){.late = 1};
    }
    for (int i = 0; i < 2; i++) {
        picture_close(&report[i]);
        picture_close(&verdict[i]);
    }
    if (minder > 0)
        waitpid(minder, NULL, 0);
    return m->report.failed ? PICTURE_FAILED : helper_judge(&v);
}

/* ---- What it wrote --------------------------------------------------------------------------- */

/* "about credit AFP": cleaned once more, for the child has read a stranger's bytes. */
static bool picture_read_about(struct arena *a, char *line, struct picture *out)
{
    char *value = strchr(line, ' ');
    if (!value)
        return false;
    *value++ = '\0';
    enum photo_property p = photo_property_find(line);
    if (p < PHOTO_PROPERTY_MAX)
        photo_add(a, &out->photo, p, value, strlen(value));
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

static bool picture_read_line(struct arena *a, char *line, struct picture *out)
{
    if (strncmp(line, "about ", 6) == 0)
        return picture_read_about(a, line + 6, out);
    if (strcmp(line, "moves") == 0)
        return out->moves = true;
    return picture_read_file(line, out);
}

bool picture_read_report(struct arena *a, char *report, struct picture *out)
{
    for (char *line; (line = strsep(&report, "\n"));)
        if (*line && !picture_read_line(a, line, out))
            return false;
    return out->n > 0;
}

static bool picture_hash_file(int fd, struct picture_file *f)
{
    struct stat st;
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0 ||
        st.st_size > PICTURE_FILE_MAX)
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
    int fd = openat(m->out->work_fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    bool ok = fd >= 0 && picture_hash_file(fd, f) && fchmod(fd, 0640) == 0 && fsync(fd) == 0 &&
              renameat(m->out->work_fd, name, m->month_fd, picture_base_name(f)) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static enum picture_status picture_keep_files(struct making *m)
{
    if (m->report.failed || !picture_read_report(m->arena, m->report.p, m->out))
        return PICTURE_FAILED;
    for (size_t i = 0; i < m->out->n; i++)
        if (!picture_keep_file(m, &m->out->files[i]))
            return PICTURE_DISK;
    return fsync(m->month_fd) == 0 ? PICTURE_OK : PICTURE_DISK;
}

static enum picture_status picture_make_files(const struct picture_maker *by, struct making *m,
                                              const struct picture_source *from, int64_t now)
{
    if (!picture_open_month(m, now) || !picture_open_work(m) ||
        !picture_fill_input(m, from->bytes, from->n))
        return PICTURE_DISK;
    enum picture_status st = helper_run(by, m);
    return st == PICTURE_OK ? picture_keep_files(m) : st;
}

enum picture_status picture_make(struct arena *a, const struct picture_maker *by, int media_fd,
                                 const struct picture_source *from, int64_t now,
                                 struct picture *out)
{
    struct making m = {.media_fd = media_fd, .month_fd = -1, .input = -1, .arena = a, .out = out};
    m.logo = from->logo;
    *out = (struct picture){.work_fd = -1};
    if (from->n == 0)
        return PICTURE_NOT_A_PICTURE;
    if (from->n > PICTURE_BYTES_MAX)
        return PICTURE_TOO_LARGE;
    if (by->starter < 0 && access(by->helper, X_OK) < 0) {
        log_event(LOG_ERROR, "picture.no_helper", "path", by->helper, NULL);
        return PICTURE_FAILED;
    }
    token_random_hex(out->name, 16);
    token_sha256(from->bytes, from->n, out->source_sha256);
    if (!text_blank(from->credit))
        snprintf(m.credit, sizeof m.credit, "%s",
                 text_cut_bytes(a, text_for_xml(a, text_line(a, from->credit)), PHOTO_LINE_MAX));
    buf_init(&m.report, REPORT_MAX);
    enum picture_status st = picture_make_files(by, &m, from, now);
    picture_close(&m.input);
    picture_close(&m.month_fd);
    buf_free(&m.report);
    if (st != PICTURE_OK)
        picture_remove(media_fd, out);
    if (st == PICTURE_FAILED)
        log_event(LOG_ERROR, "picture.failed", NULL);
    return st;
}
