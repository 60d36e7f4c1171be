/* folder.c: see folder.h. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_folder_is_empty(int fd)
{
    DIR *d = fdopendir(dup(fd));
    bool empty = d;
    for (struct dirent *e; empty && (e = readdir(d));)
        empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    if (d)
        closedir(d);
    return empty;
}

/* What is in the place already: nothing, or an empty folder. */
static bool folder_look(const struct cli *c, struct cli_folder *f)
{
    struct stat sb;
    int fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        bool leads_nowhere = lstat(f->path, &sb) == 0;
        if (leads_nowhere)
            cli_fail(c, "%s is a link that leads nowhere.", f->path);
        return !leads_nowhere;
    }
    if (fd < 0)
        return cli_fail(c, "%s: %s", f->path, strerror(errno)), false;
    bool ok = fstat(fd, &sb) == 0 && cli_folder_is_empty(fd);
    close(fd);
    if (!ok)
        return cli_fail(c, "%s is not empty; choose another folder.", f->path), false;
    f->existed = true;
    f->mode = sb.st_mode & 07777;
    f->owner = sb.st_uid;
    f->group = sb.st_gid;
    return true;
}

static const char *folder_parent(const struct cli *c, const char *path)
{
    return dirname(arena_dup(c->arena, path));
}

static bool folder_can_be_replaced(const struct cli *c, const struct cli_folder *f)
{
    struct stat own, above;
    const char *parent = folder_parent(c, f->path);
    return !f->existed || (stat(f->path, &own) == 0 && stat(parent, &above) == 0 &&
                           own.st_dev == above.st_dev && access(parent, W_OK | X_OK) == 0);
}

static bool folder_lock(const struct cli *c, struct cli_folder *f)
{
    f->fd = open(f->made, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (f->fd < 0)
        return cli_fail(c, "%s: %s", f->made, strerror(errno)), false;
    if (flock(f->fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    close(f->fd);
    f->fd = -1;
    return cli_fail(c, "Another command is making %s at this moment.", f->path), false;
}

/* A lock on it shows whether whoever made it still lives. */
static bool folder_make(const struct cli *c, struct cli_folder *f)
{
    if (mkdir(f->made, 0750) == 0)
        return folder_lock(c, f);
    if (errno != EEXIST)
        return cli_fail(c, "%s: %s", f->made, strerror(errno)), false;
    if (!folder_lock(c, f))
        return false;
    close(f->fd);
    f->fd = -1;
    cli_remove_tree(f->made);
    if (mkdir(f->made, 0750) < 0)
        return cli_fail(c, "%s: %s", f->made, strerror(errno)), false;
    return folder_lock(c, f);
}

/* Without slashes at its end: ".partial" is to stand beside it. A link is followed, for no folder takes
 * its place. */
static const char *folder_name(const struct cli *c, const char *path)
{
    char *name = arena_dup(c->arena, path);
    for (size_t n = strlen(name); n > 1 && name[n - 1] == '/'; n--)
        name[n - 1] = '\0';
    const char *last = strrchr(name, '/');
    last = last ? last + 1 : name;
    struct stat sb;
    bool dots = strcmp(last, ".") == 0 || strcmp(last, "..") == 0;
    bool link = lstat(name, &sb) == 0 && S_ISLNK(sb.st_mode);
    char *real = dots || link ? realpath(name, NULL) : NULL;
    const char *out = real ? arena_dup(c->arena, real) : name;
    free(real);
    return out;
}

bool cli_folder_begin(const struct cli *c, const char *path, struct cli_folder *f)
{
    *f = (struct cli_folder){.path = folder_name(c, path), .fd = -1};
    f->made = f->path;
    if (store_exists(f->path))
        return cli_fail(c, "%s is already a site; nothing was changed.", path), false;
    if (!folder_look(c, f))
        return false;
    if (!folder_can_be_replaced(c, f))
        return folder_lock(c, f);
    f->made = arena_printf(c->arena, "%s.partial", f->path);
    return folder_make(c, f);
}

static bool folder_put_in_place(const struct cli *c, struct cli_folder *f)
{
    if (f->made == f->path)
        return true;
    bool same = !f->existed || (fchmod(f->fd, f->mode) == 0 &&
                                (geteuid() != 0 || fchown(f->fd, f->owner, f->group) == 0));
    if (!same || rename(f->made, f->path) < 0)
        return false;
    f->made = f->path;
    int parent = open(folder_parent(c, f->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent >= 0) {
        fsync(parent);
        close(parent);
    }
    return true;
}

bool cli_folder_finish(const struct cli *c, struct cli_folder *f)
{
    bool ok = syncfs(f->fd) == 0 && folder_put_in_place(c, f);
    if (!ok)
        return cli_fail(c, "%s: %s", f->path, strerror(errno)), false;
    close(f->fd);
    f->fd = -1;
    return true;
}

void cli_folder_abandon(struct cli_folder *f)
{
    if (f->fd < 0)
        return;
    cli_remove_tree(f->made);
    if (f->made == f->path && f->existed) /* it was there before us */
        mkdir(f->path, f->mode);
    close(f->fd);
    f->fd = -1;
}
