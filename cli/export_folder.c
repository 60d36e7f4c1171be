/* export_folder.c: see export_folder.h. */
#include "export_folder.h"

#include "folder.h"
#include "lib/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LIST ".dateline-export"
#define LIST_NEW ".dateline-export.new"
#define LIST_BYTES_MAX ((size_t)1 << 30)
#define PART ".dateline-part" /* a file on its way; nobody else's, for the list is locked */

static bool folder_fail(struct export_folder *f, const char *name)
{
    int why = errno;
    if (!f->failed)
        cli_fail(f->c, "%s/%s: %s", f->path, name, strerror(why));
    f->failed = true;
    return false;
}

static bool folder_refuse(struct export_folder *f, const char *name)
{
    if (!f->failed)
        cli_fail(f->c, "%s/%s is there, and no export wrote it; nothing was overwritten.", f->path,
                 name);
    f->failed = true;
    return false;
}

/* Below the folder and nowhere else, whoever wrote the list; and none of our own. */
static bool folder_may_name(const char *name)
{
    if (!*name || *name == '/' || strncmp(name, LIST, strlen(LIST)) == 0 ||
        strcmp(name, PART) == 0 || strlen(name) > 3000)
        return false;
    for (const char *s = name; *s; s += strcspn(s, "/"), s += *s == '/') {
        size_t n = strcspn(s, "/");
        if (n == 0 || (n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.'))
            return false;
    }
    return !strpbrk(name, "\n\r");
}

/* ---- The list -------------------------------------------------------------------------------- */

static const char *folder_title(const struct export_folder *f)
{
    return arena_printf(f->c->arena, "dateline export %s 1", f->kind);
}

/* The lines behind the title; what is no name of ours is passed over. */
static bool folder_read_list(struct export_folder *f)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    int fd = dup(f->list);
    FILE *in = fd >= 0 ? fdopen(fd, "r") : NULL;
    bool first = true, ours = false;
    if (!in)
        return folder_fail(f, LIST);
    rewind(in);
    while ((n = getline(&line, &room, in)) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (first)
            ours = strcmp(line, folder_title(f)) == 0;
        else if (folder_may_name(line))
            json_object_set_new(f->known, line, json_true());
        first = false;
    }
    free(line);
    fclose(in);
    if (ours)
        return true;
    f->failed = true;
    return cli_fail(f->c, "%s holds another kind of export; choose another folder.", f->path),
           false;
}

static bool folder_add_line(struct export_folder *f, const char *line)
{
    const char *bytes = arena_printf(f->c->arena, "%s\n", line);
    ssize_t n = (ssize_t)strlen(bytes);
    ssize_t wrote = write(f->list, bytes, (size_t)n);
    if (wrote >= 0 && wrote != n)
        errno = ENOSPC;
    return wrote == n || folder_fail(f, LIST);
}

static bool folder_take_list(struct export_folder *f)
{
    f->list = openat(f->fd, LIST, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    bool fresh = f->list < 0 && errno == ENOENT;
    if (fresh && !cli_folder_is_empty(f->fd)) {
        f->failed = true;
        return cli_fail(f->c, "%s holds other things than an export; choose another folder.",
                        f->path),
               false;
    }
    if (fresh)
        f->list = openat(f->fd, LIST, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (f->list < 0)
        return folder_fail(f, LIST);
    if (flock(f->list, LOCK_EX | LOCK_NB) != 0) {
        f->failed = true;
        return cli_fail(f->c, "Another export to %s is under way.", f->path), false;
    }
    struct stat st;
    if (fstat(f->list, &st) != 0)
        return folder_fail(f, LIST);
    return st.st_size == 0 ? folder_add_line(f, folder_title(f)) : folder_read_list(f);
}

bool export_folder_begin(const struct cli *c, const char *path, const char *kind, bool secret,
                         struct export_folder *f)
{
    *f = (struct export_folder){.c = c,
                                .path = path,
                                .kind = kind,
                                .folders = secret ? 0700 : 0755,
                                .files = secret ? 0600 : 0644,
                                .fd = -1,
                                .list = -1,
                                .known = json_object(),
                                .written = json_object()};
    if (store_exists(path)) {
        f->failed = true;
        return cli_fail(c, "%s is a site; choose another folder.", path), false;
    }
    if (mkdir(path, f->folders) != 0 && errno != EEXIST)
        return folder_fail(f, ".");
    f->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f->fd < 0)
        return folder_fail(f, ".");
    return folder_take_list(f);
}

/* ---- Files ----------------------------------------------------------------------------------- */

bool export_folder_may_write(const struct export_folder *f, const char *name)
{
    struct stat st;
    char *path = arena_dup(f->c->arena, name);
    if (!folder_may_name(name) || strlen(name) > 200)
        return false;
    for (char *s = strchr(path, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        bool file = fstatat(f->fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode);
        *s = '/';
        if (file)
            return false;
    }
    return fstatat(f->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(st.st_mode);
}

static bool folder_make_parents(struct export_folder *f, const char *name)
{
    char *path = arena_dup(f->c->arena, name);
    for (char *s = strchr(path, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        if (mkdirat(f->fd, path, f->folders) != 0 && errno != EEXIST)
            return folder_fail(f, path);
        *s = '/';
    }
    return true;
}

/* Whether a file of that name has just these bytes. */
static bool folder_has(struct export_folder *f, const char *name, const char *bytes, size_t n)
{
    char at[65536];
    struct stat st;
    int fd = openat(f->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == (off_t)n &&
                (st.st_mode & 0777) == f->files;
    for (size_t done = 0; same && done < n;) {
        ssize_t got = read(fd, at, sizeof at);
        same = got > 0 && (size_t)got <= n - done && memcmp(at, bytes + done, (size_t)got) == 0;
        done += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    return same;
}

static bool folder_write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(fd, bytes, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        bytes += wrote;
        n -= (size_t)wrote;
    }
    return true;
}

/* Notes the name as one of this export's. False: it is not for us to write it; said. */
static bool folder_claim(struct export_folder *f, const char *name, bool *was_there)
{
    struct stat st;
    if (!folder_may_name(name)) {
        errno = EINVAL;
        return folder_fail(f, name);
    }
    bool known = json_object_get(f->known, name);
    *was_there = fstatat(f->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    if (*was_there && (!known || !S_ISREG(st.st_mode)))
        return folder_refuse(f, name);
    json_object_set_new(f->written, name, json_true());
    if (known)
        return true;
    json_object_set_new(f->known, name, json_true());
    return folder_add_line(f, name);
}

/* A part that is open, or -1: said. */
static int folder_part(struct export_folder *f)
{
    int fd = openat(f->fd, PART, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, f->files);
    if (fd < 0 || fchmod(fd, f->files) != 0)
        folder_fail(f, PART);
    return fd;
}

/* Gives a part its name when all of it was written. */
static bool folder_name_part(struct export_folder *f, int fd, bool ok, const char *name,
                             bool was_there)
{
    int why = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        why = errno;
        ok = false;
    }
    if (ok && renameat(f->fd, PART, f->fd, name) != 0) {
        why = errno;
        ok = false;
    }
    if (!ok) {
        unlinkat(f->fd, PART, 0);
        errno = why;
        return folder_fail(f, name);
    }
    f->changed += was_there;
    f->made += !was_there;
    return true;
}

bool export_folder_write(struct export_folder *f, const char *name, const void *bytes, size_t n)
{
    bool was_there = false;
    if (f->failed || !folder_claim(f, name, &was_there))
        return false;
    if (was_there && folder_has(f, name, bytes, n)) {
        f->same++;
        return true;
    }
    if (!folder_make_parents(f, name))
        return false;
    int fd = folder_part(f);
    return fd >= 0 && folder_name_part(f, fd, folder_write_all(fd, bytes, n), name, was_there);
}

static bool folder_pour(int from, int to)
{
    char bytes[65536];
    ssize_t got;
    while ((got = read(from, bytes, sizeof bytes)) > 0)
        if (!folder_write_all(to, bytes, (size_t)got))
            return false;
    return got == 0;
}

bool export_folder_copy(struct export_folder *f, const char *name, const char *from, bool *missing)
{
    bool was_there = false;
    struct stat src, dst;
    *missing = false;
    if (f->failed)
        return false;
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *missing = in < 0 || fstat(in, &src) != 0 || !S_ISREG(src.st_mode);
    bool ok = *missing || folder_claim(f, name, &was_there);
    if (!*missing && ok && was_there && fstatat(f->fd, name, &dst, AT_SYMLINK_NOFOLLOW) == 0 &&
        dst.st_size == src.st_size) {
        f->same++;
    } else if (!*missing && ok) {
        int fd = folder_make_parents(f, name) ? folder_part(f) : -1;
        ok = fd >= 0 && folder_name_part(f, fd, folder_pour(in, fd), name, was_there);
    }
    if (in >= 0)
        close(in);
    return ok;
}

/* ---- The end --------------------------------------------------------------------------------- */

/* And the folders above it that are empty then. */
static void folder_remove(struct export_folder *f, const char *name)
{
    struct stat st;
    char *path = arena_dup(f->c->arena, name);
    if (fstatat(f->fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
        unlinkat(f->fd, name, 0) == 0)
        f->removed++;
    for (char *s = strrchr(path, '/'); s; s = strrchr(path, '/')) {
        *s = '\0';
        if (unlinkat(f->fd, path, AT_REMOVEDIR) != 0)
            break;
    }
}

static int folder_by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The list as it is now, sorted, in the place of the one that grew. */
static bool folder_write_list(struct export_folder *f)
{
    size_t n = 0;
    const char *name;
    json_t *one;
    const char **names = arena_array(f->c->arena, json_object_size(f->written) + 1, sizeof *names);
    json_object_foreach(f->written, name, one)
    {
        names[n++] = name;
    }
    qsort(names, n, sizeof *names, folder_by_name);
    struct buf out;
    buf_init(&out, LIST_BYTES_MAX);
    buf_printf(&out, "%s\n", folder_title(f));
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s\n", names[i]);
    int fd = openat(f->fd, LIST_NEW, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool ok = !out.failed && fd >= 0 && folder_write_all(fd, out.p, out.len);
    ok = fd >= 0 && close(fd) == 0 && ok;
    buf_free(&out);
    if (ok && renameat(f->fd, LIST_NEW, f->fd, LIST) == 0)
        return true;
    folder_fail(f, LIST);
    unlinkat(f->fd, LIST_NEW, 0);
    return false;
}

bool export_folder_finish(struct export_folder *f)
{
    const char *name;
    json_t *one;
    if (f->failed)
        return false;
    json_object_foreach(f->known, name, one)
    {
        if (!json_object_get(f->written, name))
            folder_remove(f, name);
    }
    return folder_write_list(f) && (syncfs(f->fd) == 0 || folder_fail(f, "."));
}

void export_folder_end(struct export_folder *f)
{
    json_decref(f->known);
    json_decref(f->written);
    if (f->list >= 0)
        close(f->list);
    if (f->fd >= 0)
        close(f->fd);
    f->fd = f->list = -1;
}
