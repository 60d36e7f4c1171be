/* kept.c: the database as it was before it was brought up to date.
 *
 * A copy for each schema that a site has left, dateline.db.schema-24, made before the first step and never
 * changed after. An older program goes on with it when it is given the database's name (docs/operations.md). */
#include "conn.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT DB_FILE ".schema-"
#define PARTIAL ".partial"
enum { KEPT_SIZE = 64 };

/* One that is there is of an earlier try, or of before somebody went back: what is kept is what is now. */
enum store_status sqlite_keep(struct store *s, int schema)
{
    char name[KEPT_SIZE], partial[KEPT_SIZE + sizeof PARTIAL], path[PATH_MAX];
    snprintf(name, sizeof name, KEPT "%d", schema);
    snprintf(partial, sizeof partial, "%s" PARTIAL, name);
    if (snprintf(path, sizeof path, "%s/%s", s->site, partial) >= (int)sizeof path)
        return db_broken(s, "%s: name too long", s->site);
    if (unlinkat(s->site_fd, partial, 0) != 0 && errno != ENOENT)
        return db_broken(s, "%s: %m", path);
    enum store_status st = sqlite_copy(s, path);
    if (st != STORE_OK)
        return st;
    if (renameat(s->site_fd, partial, s->site_fd, name) == 0 && fsync(s->site_fd) == 0)
        return STORE_OK;
    db_broken(s, "%s: %m", path);
    unlinkat(s->site_fd, partial, 0);
    return errno == ENOSPC ? STORE_FULL : STORE_FAILED;
}

static bool kept_is_one(const char *name)
{
    size_t n = strlen(KEPT);
    size_t digits = strncmp(name, KEPT, n) == 0 ? strspn(name + n, "0123456789") : 0;
    return digits > 0 && (name[n + digits] == '\0' || strcmp(name + n + digits, PARTIAL) == 0);
}

int64_t sqlite_kept(const struct store *s, int64_t before, bool remove)
{
    int fd = openat(s->site_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    int64_t n = 0;
    if (!folder && fd >= 0)
        close(fd);
    for (struct dirent *e; folder && (e = readdir(folder));) {
        struct stat sb;
        if (!kept_is_one(e->d_name) ||
            fstatat(s->site_fd, e->d_name, &sb, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(sb.st_mode) ||
            (int64_t)sb.st_mtim.tv_sec * 1000 > before)
            continue;
        n += !remove || unlinkat(s->site_fd, e->d_name, 0) == 0;
    }
    if (folder)
        closedir(folder);
    return n;
}
