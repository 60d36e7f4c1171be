/* picture_leftover.c: the end of the folder that a picture is made in, and what killed uploads
 * left. */
#include "media_held.h"
#include "picture.h"

#include "lib/log.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE 33 /* of a picture: 32 hex digits */

/* Removes the files in the folder that is open, known or not; closes it. */
static void work_empty(int fd)
{
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return;
    }
    for (struct dirent *e; (e = readdir(d));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
}

void picture_settle(int media_fd, struct picture *p)
{
    char path[PICTURE_WORK_SIZE + sizeof p->folder];
    if (p->work_fd < 0)
        return;
    snprintf(path, sizeof path, "%s/.%s", p->folder, p->name);
    work_empty(p->work_fd);
    p->work_fd = -1;
    unlinkat(media_fd, path, AT_REMOVEDIR);
}

void picture_remove(int media_fd, struct picture *p)
{
    for (size_t i = 0; i < p->n; i++)
        unlinkat(media_fd, p->files[i].path, 0);
    picture_settle(media_fd, p);
}

/* ---- Left behind ------------------------------------------------------------------------------ */

static bool name_is_digits(const char *s, size_t n)
{
    return strlen(s) == n && strspn(s, "0123456789") == n;
}

static bool name_is_of_work(const char *s)
{
    return s[0] == '.' && strlen(s) == NAME_SIZE &&
           strspn(s + 1, "0123456789abcdef") == NAME_SIZE - 1;
}

/* "<name>-960.jpg", of a picture that has no row. */
static void leftover_remove_files(int month_fd, const char *name)
{
    int fd = openat(month_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (!d && fd >= 0)
        close(fd);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strncmp(e->d_name, name, NAME_SIZE - 1) == 0 && e->d_name[NAME_SIZE - 1] == '-')
            unlinkat(month_fd, e->d_name, 0);
    if (d)
        closedir(d);
}

/* Folder ".<name>": whoever made it is gone when nobody holds its lock. */
static void leftover_remove(int month_fd, const char *folder, picture_known_fn *known, void *ctx)
{
    int fd = openat(month_fd, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        close(fd);
        return;
    }
    enum picture_known is = known(ctx, folder + 1);
    if (is == PICTURE_KNOWN_NO)
        leftover_remove_files(month_fd, folder + 1);
    if (is == PICTURE_KNOWN_CANNOT_SAY) {
        close(fd);
        return;
    }
    work_empty(fd);
    unlinkat(month_fd, folder, AT_REMOVEDIR);
    log_event(LOG_INFO, "picture.leftover", "removed", folder + 1, NULL);
}

struct sweep {
    picture_known_fn *known;
    void *ctx;
    bool orphans;   /* files are looked for, and not folders of work */
    bool remove;    /* … and removed */
    int64_t before; /* ms: written before that */
    int64_t n;      /* found */
};

typedef void sweep_fn(struct sweep *s, int fd, const char *name);

/* Calls f for each name in the folder. */
static void sweep_folder(struct sweep *s, int at, const char *name, sweep_fn *f)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (!d && fd >= 0)
        close(fd);
    for (struct dirent *e; d && (e = readdir(d));)
        f(s, dirfd(d), e->d_name);
    if (d)
        closedir(d);
}

static void sweep_work(struct sweep *s, int fd, const char *name)
{
    if (name_is_of_work(name))
        leftover_remove(fd, name, s->known, s->ctx);
}

/* "<name>-960.jpg" */
static bool name_is_of_picture(const char *s)
{
    return strspn(s, "0123456789abcdef") == NAME_SIZE - 1 && s[NAME_SIZE - 1] == '-';
}

static void sweep_orphan(struct sweep *s, int fd, const char *file)
{
    char name[NAME_SIZE];
    struct stat sb;
    if (!name_is_of_picture(file) || fstatat(fd, file, &sb, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(sb.st_mode) || (int64_t)sb.st_mtim.tv_sec * 1000 >= s->before)
        return;
    snprintf(name, sizeof name, "%s", file);
    if (s->known(s->ctx, name) != PICTURE_KNOWN_NO || (s->remove && unlinkat(fd, file, 0) != 0))
        return;
    s->n++;
}

static void sweep_month(struct sweep *s, int fd, const char *name)
{
    if (name_is_digits(name, 2))
        sweep_folder(s, fd, name, s->orphans ? sweep_orphan : sweep_work);
}

static void sweep_year(struct sweep *s, int fd, const char *name)
{
    if (name_is_digits(name, 4))
        sweep_folder(s, fd, name, sweep_month);
}

void picture_sweep(int media_fd, picture_known_fn *known, void *ctx)
{
    struct sweep s = {.known = known, .ctx = ctx};
    sweep_folder(&s, media_fd, ".", sweep_year);
}

int64_t picture_orphans(int media_fd, int64_t before, bool remove, picture_known_fn *known,
                        void *ctx)
{
    struct sweep s = {
        .known = known, .ctx = ctx, .orphans = true, .remove = remove, .before = before};
    sweep_folder(&s, media_fd, ".", sweep_year);
    sweep_folder(&s, media_fd, MEDIA_HELD_FOLDER, sweep_year);
    return s.n;
}
