/* export_file.c: an export that is one file. */
#include "export_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPILL_FROM ((size_t)1 << 16)
#define HELD_MAX ((size_t)64 << 20)
enum { HEAD_MAX = 128 };

static bool file_fail(struct export_file *f)
{
    if (!f->failed)
        cli_fail(f->e->c, "%s: %s", f->e->path, strerror(errno));
    f->failed = true;
    return false;
}

bool export_file_store(struct export_file *f, enum store_status st)
{
    if (st != STORE_OK && !f->failed) {
        cli_store_fail(f->e->c, f->e->s, st, NULL);
        f->failed = true;
    }
    return st == STORE_OK;
}

void export_file_no_memory(struct export_file *f)
{
    errno = ENOMEM;
    file_fail(f);
}

static bool file_flush(struct export_file *f)
{
    const char *p = f->out.p;
    if (f->out.failed)
        export_file_no_memory(f);
    for (size_t n = f->out.len; n > 0 && !f->failed;) {
        ssize_t wrote = write(f->fd, p, n);
        if (wrote < 0 && errno != EINTR)
            file_fail(f);
        p += wrote > 0 ? wrote : 0;
        n -= wrote > 0 ? (size_t)wrote : 0;
    }
    buf_clear(&f->out);
    return !f->failed;
}

bool export_file_spill(struct export_file *f)
{
    return f->out.len >= SPILL_FROM || f->out.failed ? file_flush(f) : !f->failed;
}

/* Only an earlier export gives its place to another one. */
static bool file_may_take(struct export_file *f, const char *head)
{
    char begins[HEAD_MAX] = "";
    size_t n = strlen(head);
    struct stat st;
    int fd = open(f->e->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        return true;
    bool ours = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && n < HEAD_MAX &&
                read(fd, begins, n) == (ssize_t)n && strcmp(begins, head) == 0;
    if (fd >= 0)
        close(fd);
    if (!ours)
        cli_fail(f->e->c, "%s is there, and no export wrote it; nothing was overwritten.",
                 f->e->path);
    return ours;
}

/* A part that a killed export left is written anew; one that is being written is not touched. */
static bool file_open(struct export_file *f)
{
    f->fd = open(f->made, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (f->fd < 0)
        return file_fail(f);
    if (flock(f->fd, LOCK_EX | LOCK_NB) == 0)
        return (ftruncate(f->fd, 0) == 0 && fchmod(f->fd, 0600) == 0) || file_fail(f);
    close(f->fd);
    f->fd = -1;
    return cli_fail(f->e->c, "Another export to %s is under way.", f->e->path), false;
}

bool export_file_begin(struct export *e, const char *head, struct export_file *f)
{
    *f = (struct export_file){
        .e = e, .made = arena_printf(e->c->arena, "%s.partial", e->path), .fd = -1};
    buf_init(&f->out, HELD_MAX);
    f->failed = !file_may_take(f, head) || !file_open(f);
    if (!f->failed)
        buf_adds(&f->out, head);
    return !f->failed;
}

bool export_file_end(struct export_file *f)
{
    bool ok = f->fd >= 0 && !f->failed && file_flush(f) && (fsync(f->fd) == 0 || file_fail(f)) &&
              (rename(f->made, f->e->path) == 0 || file_fail(f));
    if (f->fd >= 0 && !ok)
        unlink(f->made);
    if (f->fd >= 0)
        close(f->fd);
    buf_free(&f->out);
    f->e->made = ok;
    return ok;
}
