/* ready.c: see ready.h. */
#include "ready.h"

#include "lib/token.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CURRENT "current"
#define STATE "state"
#define DEPTH_MAX 8
#define MAKING_S 60 /* nobody takes so long to make a folder */

/* ---- The folder ------------------------------------------------------------------------------ */

static int ready_root(int site_fd)
{
    return openat(site_fd, READY_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* "old-…": a name that nobody else takes. */
static void ready_random(char out[64], const char *what)
{
    char token[TOKEN_SIZE];
    token_random(token);
    snprintf(out, 64, "%s-%.20s", what, token);
}

/* Readers may read what lies there, whatever the site's other files are allowed to be. */
static bool ready_make_folder(int at, const char *name)
{
    int fd = mkdirat(at, name, 0755) != 0
                 ? -1
                 : openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    bool ok = fd >= 0 && fchmod(fd, 0755) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

bool ready_withdraw(int site_fd)
{
    char old[64];
    int root = ready_root(site_fd);
    if (root < 0)
        return errno == ENOENT || errno == ENOTDIR;
    ready_random(old, "old");
    bool gone = renameat(root, CURRENT, root, old) == 0;
    int why = errno;
    if (gone && fsync(root) != 0) {
        gone = false;
        why = errno;
    }
    close(root);
    errno = why;
    return gone || why == ENOENT;
}

bool ready_state_parse(const char *text, struct ready_state *out)
{
    return sscanf(text, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 "\n", &out->generation,
                  &out->from, &out->until, &out->made_with) == 4;
}

static bool ready_read_state(struct ready *r)
{
    char text[128];
    int fd = openat(r->fd, STATE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = '\0';
    return ready_state_parse(text, &r->is);
}

void ready_close(struct ready *r)
{
    if (r->fd >= 0)
        close(r->fd);
    *r = (struct ready){.fd = -1};
}

bool ready_follow(int site_fd, struct ready *r)
{
    struct stat sb;
    if (fstatat(site_fd, READY_FOLDER "/" CURRENT, &sb, AT_SYMLINK_NOFOLLOW) != 0) {
        ready_close(r);
        return false;
    }
    if (r->fd >= 0 && r->device == sb.st_dev && r->inode == sb.st_ino)
        return true;
    ready_close(r);
    r->fd =
        openat(site_fd, READY_FOLDER "/" CURRENT, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (r->fd >= 0 && fstat(r->fd, &sb) == 0 && ready_read_state(r)) {
        r->device = sb.st_dev;
        r->inode = sb.st_ino;
        return true;
    }
    ready_close(r);
    return false;
}

/* ---- Making one ------------------------------------------------------------------------------ */

static bool ready_write_file(int at, const char *name, const void *bytes, size_t n, int64_t when)
{
    const struct timespec times[2] = {{.tv_sec = when / 1000}, {.tv_sec = when / 1000}};
    int fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return false;
    bool ok = write(fd, bytes, n) == (ssize_t)n && fchmod(fd, 0644) == 0 &&
              (when == 0 || futimens(fd, times) == 0);
    ok = close(fd) == 0 && ok;
    if (!ok)
        unlinkat(at, name, 0);
    return ok;
}

/* What could not be made whole: the disk is full. */
static void ready_unmake(int root, const char *name, int fd)
{
    if (fd >= 0) {
        unlinkat(fd, STATE, 0);
        unlinkat(fd, "p", AT_REMOVEDIR);
        unlinkat(fd, "f", AT_REMOVEDIR);
    }
    unlinkat(root, name, AT_REMOVEDIR);
}

static bool ready_make_at(int root, const struct ready_state *is)
{
    char name[64], text[128];
    ready_random(name, "new");
    int n = snprintf(text, sizeof text, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n",
                     is->generation, is->from, is->until, is->made_with);
    ready_make_folder(root, name);
    int fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    bool ok = fd >= 0 && ready_make_folder(fd, "p") && ready_make_folder(fd, "f") &&
              ready_write_file(fd, STATE, text, (size_t)n, 0) &&
              renameat(root, name, root, CURRENT) == 0;
    if (!ok)
        ready_unmake(root, name, fd);
    if (fd >= 0)
        close(fd);
    return ok;
}

bool ready_make(int site_fd, const struct ready_state *is)
{
    ready_make_folder(site_fd, READY_FOLDER);
    int root = ready_root(site_fd);
    bool ok = root >= 0 && ready_make_at(root, is);
    if (root >= 0)
        close(root);
    return ok;
}

bool ready_place(int site_fd, const char *folder)
{
    struct stat sb;
    return fstatat(site_fd, READY_FOLDER, &sb, AT_SYMLINK_NOFOLLOW) == 0 ||
           symlinkat(folder, site_fd, READY_FOLDER) == 0;
}

bool ready_is_there(int site_fd)
{
    struct stat sb;
    return fstatat(site_fd, READY_FOLDER "/" CURRENT, &sb, AT_SYMLINK_NOFOLLOW) == 0;
}

bool ready_takes(const struct ready *r, const struct ready_state *page)
{
    const struct ready_state *is = &r->is;
    return r->fd >= 0 && page->generation == is->generation && page->made_with == is->made_with &&
           page->from / 1000 > is->from / 1000 && page->from < is->until;
}

/* ---- Pages ----------------------------------------------------------------------------------- */

static const struct {
    const char *end, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".atom", "application/atom+xml; charset=utf-8"},
    {".rss", "application/rss+xml; charset=utf-8"},
    {".json", "application/feed+json; charset=utf-8"},
    {".xml", "application/xml; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
};

static const char *type_by_end(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(dot, types[i].end) == 0)
            return types[i].type;
    return NULL;
}

const char *ready_type(const char *name)
{
    const char *type = type_by_end(name);
    return type ? type : "application/octet-stream";
}

/* The names that the web server's configuration finds, too: see deploy/nginx. */
bool ready_name(const char *path, char out[READY_PATH_MAX])
{
    size_t n = strlen(path);
    if (path[0] != '/' || n > READY_PATH_MAX - 16 || strstr(path, "//") || strstr(path, "/."))
        return false;
    for (const char *s = path; *s; s++)
        if (*s == '%' || *s == '?' || *s == '\\' || *s == ',' || (unsigned char)*s <= ' ' ||
            *s == 0x7f)
            return false;
    bool is_folder = path[n - 1] == '/', is_file = !is_folder && type_by_end(path) != NULL;
    const char *end = is_folder ? ",.html" : is_file ? "" : ".html"; /* no address holds a comma */
    out[0] = is_file ? 'f' : 'p';
    memcpy(out + 1, path, n);
    memcpy(out + 1 + n, end, strlen(end) + 1);
    return true;
}

int ready_open(const struct ready *r, const char *name, int64_t *size, int64_t *modified_at)
{
    struct stat sb;
    int fd = r->fd < 0 ? -1 : openat(r->fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode)) {
        close(fd);
        return -1;
    }
    *size = sb.st_size;
    *modified_at = (int64_t)sb.st_mtim.tv_sec * 1000;
    return fd;
}

/* The folders above a file of that name. */
static void ready_make_folders(int at, const char *name)
{
    char folder[READY_PATH_MAX];
    for (const char *s = strchr(name, '/'); s; s = strchr(s + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(s - name), name);
        ready_make_folder(at, folder);
    }
}

bool ready_keep(const struct ready *r, const char *name, const void *bytes, size_t n)
{
    char made[64];
    ready_random(made, "page");
    if (r->fd < 0 || faccessat(r->fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ||
        !ready_write_file(r->fd, made, bytes, n, r->is.from))
        return false;
    bool ok = renameat(r->fd, made, r->fd, name) == 0;
    if (!ok && errno == ENOENT) {
        ready_make_folders(r->fd, name);
        ok = renameat(r->fd, made, r->fd, name) == 0;
    }
    if (!ok)
        unlinkat(r->fd, made, 0);
    return ok;
}

struct names {
    char (*v)[READY_PATH_MAX];
    size_t n, max;
};

static bool has_end(const char *name, const char *end)
{
    size_t n = strlen(name), k = strlen(end);
    return n >= k && strcmp(name + n - k, end) == 0;
}

static void names_collect(int at, const char *folder, struct names *out, int depth)
{
    char path[READY_PATH_MAX], twin[READY_PATH_MAX + 4];
    int fd = openat(at, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (fd >= 0 && !d)
        close(fd);
    for (struct dirent *e; d && depth > 0 && out->n < out->max && (e = readdir(d));) {
        if (e->d_name[0] == '.' || has_end(e->d_name, ".gz") || has_end(e->d_name, ".br") ||
            snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path)
            continue;
        snprintf(twin, sizeof twin, "%s.br", path);
        if (e->d_type == DT_DIR)
            names_collect(at, path, out, depth - 1);
        else if (faccessat(at, twin, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
            memcpy(out->v[out->n++], path, sizeof path);
    }
    if (d)
        closedir(d);
}

size_t ready_without_twin(const struct ready *r, char (*names)[READY_PATH_MAX], size_t max)
{
    struct names out = {names, 0, max};
    names_collect(r->fd, "p", &out, DEPTH_MAX);
    names_collect(r->fd, "f", &out, DEPTH_MAX);
    return out.n;
}

/* What lies in a folder of pages; false: there is more than *left. */
static bool count_folder(int at, const char *name, int *left, int depth, struct ready_sum *out)
{
    struct stat sb;
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    bool all = true;
    if (fd >= 0 && !d)
        close(fd);
    for (struct dirent *e; d && depth > 0 && all && (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            fstatat(fd, e->d_name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if ((*left)-- <= 0) {
            all = false;
        } else if (S_ISDIR(sb.st_mode)) {
            all = count_folder(fd, e->d_name, left, depth - 1, out);
        } else {
            out->bytes += sb.st_size;
            out->pages += !has_end(e->d_name, ".gz") && !has_end(e->d_name, ".br");
        }
    }
    if (d)
        closedir(d);
    return all;
}

bool ready_count(int site_fd, int most, struct ready_sum *out)
{
    struct ready r = {.fd = -1};
    *out = (struct ready_sum){0};
    bool all = !ready_follow(site_fd, &r) || (count_folder(r.fd, "p", &most, DEPTH_MAX, out) &&
                                              count_folder(r.fd, "f", &most, DEPTH_MAX, out));
    ready_close(&r);
    return all;
}

/* ---- What is over ---------------------------------------------------------------------------- */

/* Removes what is in a folder, at most *left files; false: there is more. */
static bool clear_folder(int at, const char *name, int *left, int depth)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    bool all = true;
    if (fd >= 0 && !d)
        close(fd);
    for (struct dirent *e; d && depth > 0 && all && (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if ((*left)-- <= 0)
            all = false;
        else if (unlinkat(fd, e->d_name, 0) != 0)
            all = clear_folder(fd, e->d_name, left, depth - 1);
    }
    if (d)
        closedir(d);
    return all && (unlinkat(at, name, AT_REMOVEDIR) == 0 || errno == ENOENT || errno == ENOTDIR);
}

/* Of a folder that was current, or that somebody was killed making. */
static bool is_over(int root, const char *name)
{
    struct stat sb;
    if (strncmp(name, "new-", 4) != 0)
        return strncmp(name, "old-", 4) == 0;
    return fstatat(root, name, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
           sb.st_mtim.tv_sec + MAKING_S < time(NULL);
}

bool ready_clear(int site_fd, int n)
{
    int root = ready_root(site_fd);
    DIR *d = root < 0 ? NULL : fdopendir(root);
    bool more = false;
    if (root >= 0 && !d)
        close(root);
    for (struct dirent *e; d && !more && (e = readdir(d));)
        if (is_over(root, e->d_name))
            more = !clear_folder(root, e->d_name, &n, DEPTH_MAX);
    if (d)
        closedir(d);
    return more;
}
