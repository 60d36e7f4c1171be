/* static.c: files of static/ and media/, opened below their folder and never through a link. */
#include "static.h"

#include "lib/arena.h"
#include "lib/log.h"
#include "lib/token.h"
#include "page.h"
#include "theme.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_DIGITS 8
#define FOLDERS_MAX 4
#define DEPTH_MAX 8
#define FILE_MAX ((size_t)16 * 1024 * 1024) /* bytes; larger files are left out */

struct asset {
    const char *file; /* "css/site.css" */
    char hash[HASH_DIGITS + 1];
    int folder; /* index of fds */
    off_t size;
    struct timespec mtime;
};

struct assets {
    struct arena *arena;
    int fds[FOLDERS_MAX];
    int n_fds;
    struct asset *v; /* sorted by file */
    size_t n, size;
};

/* What browsers are told of a file. Anything else comes as bytes to be saved. */
static const struct {
    const char *extension, *type;
} types[] = {
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"gif", "image/gif"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"txt", "text/plain; charset=utf-8"},
    {"json", "application/json"},
    {"webmanifest", "application/manifest+json"},
};

static const char *type_of(const char *file)
{
    const char *dot = strrchr(file, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(dot + 1, types[i].extension) == 0)
            return types[i].type;
    }
    return "application/octet-stream";
}

/* ---- Opening -------------------------------------------------------------------------------- */

/* Opens a file some folders below dir for reading; no segment may be a link. -1: not there. */
static int open_below(int dir, const char *file)
{
    int at = dir;
    for (;;) {
        size_t n = strcspn(file, "/");
        char segment[256];
        if (n == 0 || n >= sizeof segment || file[0] == '.')
            break;
        memcpy(segment, file, n);
        segment[n] = '\0';
        bool last = file[n] == '\0';
        int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | (last ? O_NONBLOCK : O_DIRECTORY);
        int fd = openat(at, segment, flags);
        if (at != dir)
            close(at);
        if (fd < 0 || last)
            return fd;
        at = fd;
        file += n + 1;
    }
    if (at != dir)
        close(at);
    return -1;
}

/* The same, and it is a plain file; *st is what it is. */
static int open_plain(int dir, const char *file, struct stat *st)
{
    int fd = open_below(dir, file);
    if (fd >= 0 && (fstat(fd, st) != 0 || !S_ISREG(st->st_mode))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* ---- Loading -------------------------------------------------------------------------------- */

static bool hash_file(int fd, size_t size, char out[HASH_DIGITS + 1])
{
    char *bytes = malloc(size + 1);
    size_t n = 0;
    ssize_t got = 1;
    while (bytes && n < size && (got = read(fd, bytes + n, size - n)) > 0)
        n += (size_t)got;
    bool whole = bytes && n == size;
    if (whole) {
        char hex[TOKEN_HASH_SIZE];
        token_sha256(bytes, n, hex);
        memcpy(out, hex, HASH_DIGITS);
        out[HASH_DIGITS] = '\0';
    }
    free(bytes);
    return whole;
}

static bool known(const struct assets *as, const char *file)
{
    for (size_t i = 0; i < as->n; i++) {
        if (strcmp(as->v[i].file, file) == 0)
            return true;
    }
    return false;
}

static void add_file(struct assets *as, int folder, const char *file)
{
    struct stat st;
    int fd = known(as, file) ? -1 : open_plain(as->fds[folder], file, &st);
    if (fd < 0)
        return;
    struct asset asset = {.file = file, .folder = folder, .size = st.st_size, .mtime = st.st_mtim};
    if ((size_t)st.st_size <= FILE_MAX && hash_file(fd, (size_t)st.st_size, asset.hash)) {
        if (as->n == as->size) {
            as->size = as->size ? as->size * 2 : 32;
            struct asset *bigger = arena_array(as->arena, as->size, sizeof *bigger);
            if (as->n > 0)
                memcpy(bigger, as->v, as->n * sizeof *bigger);
            as->v = bigger;
        }
        as->v[as->n++] = asset;
    } else {
        log_event(LOG_WARN, "static", "file", file, "why", "unreadable or too large", NULL);
    }
    close(fd);
}

/* Adds all files of one folder; `dir` is owned and closed. */
static void add_folder(struct assets *as, int folder, int dir, const char *prefix, int depth)
{
    DIR *d = fdopendir(dir);
    if (!d) {
        close(dir);
        return;
    }
    for (struct dirent *e; (e = readdir(d));) {
        struct stat st;
        if (e->d_name[0] == '.' || fstatat(dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        const char *path = arena_printf(as->arena, "%s%s", prefix, e->d_name);
        if (S_ISREG(st.st_mode)) {
            add_file(as, folder, path);
        } else if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX) {
            int below = openat(dir, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (below >= 0)
                add_folder(as, folder, below, arena_printf(as->arena, "%s/", path), depth + 1);
        }
    }
    closedir(d);
}

static int by_file(const void *a, const void *b)
{
    return strcmp(((const struct asset *)a)->file, ((const struct asset *)b)->file);
}

struct assets *assets_load(const char *const *folders, size_t n)
{
    struct arena *arena = arena_new();
    struct assets *as = arena_alloc(arena, sizeof *as);
    as->arena = arena;
    for (size_t i = 0; i < n && i < FOLDERS_MAX; i++) {
        int fd = open(folders[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT)
            continue;
        int listed = fd < 0 ? -1 : openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0)
            as->fds[as->n_fds++] = fd;
        if (listed < 0) {
            log_event(LOG_ERROR, "static", "folder", folders[i], "why", strerror(errno), NULL);
            assets_free(as);
            return NULL;
        }
        add_folder(as, as->n_fds - 1, listed, "", 0);
    }
    if (as->n > 0)
        qsort(as->v, as->n, sizeof *as->v, by_file);
    return as;
}

void assets_free(struct assets *as)
{
    if (!as)
        return;
    for (int i = 0; i < as->n_fds; i++)
        close(as->fds[i]);
    arena_free(as->arena);
}

static const struct asset *find(const struct assets *as, const char *file)
{
    struct asset key = {.file = file};
    return as->n > 0 ? bsearch(&key, as->v, as->n, sizeof key, by_file) : NULL;
}

const char *assets_hash(const struct assets *as, const char *file)
{
    const struct asset *asset = find(as, file);
    return asset ? asset->hash : NULL;
}

bool assets_read(const struct assets *as, const char *file, struct buf *b)
{
    const struct asset *asset = find(as, file);
    struct stat st;
    char chunk[4096];
    ssize_t got = 0;
    int fd = asset ? open_plain(as->fds[asset->folder], file, &st) : -1;
    if (fd < 0)
        return false;
    while ((got = read(fd, chunk, sizeof chunk)) > 0)
        buf_add(b, chunk, (size_t)got);
    close(fd);
    return got == 0;
}

/* ---- Serving -------------------------------------------------------------------------------- */

static void send_file(struct res *res, int fd, const struct stat *st, const char *type)
{
    res->content_type = type;
    res->file = fd;
    res->file_size = st->st_size;
}

/* "0badc0de/css/site.css" is a file and the hash it was linked under; "css/site.css" a file. */
static const char *split_hash(const char *rest, bool *hashed)
{
    *hashed = strspn(rest, "0123456789abcdef") == HASH_DIGITS && rest[HASH_DIGITS] == '/';
    return *hashed ? rest + HASH_DIGITS + 1 : rest;
}

void static_get(struct app *app, struct req *req, struct res *res)
{
    const char *rest = req_param(req, "rest");
    bool hashed;
    const char *file = split_hash(rest, &hashed);
    if (theme_answer(app, res, hashed ? rest : NULL, file))
        return;
    const struct asset *asset = find(app->assets, file);
    struct stat st;
    int fd = asset ? open_plain(app->assets->fds[asset->folder], file, &st) : -1;
    if (fd < 0) {
        res_cache(res, CACHE_PAGE);
        page_error(app, req, res, 404, NULL);
        return;
    }
    send_file(res, fd, &st, type_of(file));
    /* Changed on disk since the hash was taken? Then nobody may keep it under that hash. */
    bool same = st.st_size == asset->size && st.st_mtim.tv_sec == asset->mtime.tv_sec &&
                st.st_mtim.tv_nsec == asset->mtime.tv_nsec;
    if (!same || !hashed || strncmp(rest, asset->hash, HASH_DIGITS) != 0)
        res_cache(res, CACHE_PAGE);
    res->etag_seed = arena_printf(req->arena, "%s %lld %lld", asset->hash,
                                  (long long)st.st_mtim.tv_sec, (long long)st.st_mtim.tv_nsec);
}

/* "2026/01/<name>-960.jpg": a picture's file as we name them, and nothing else in the folder. */
static bool is_media_name(const char *rest)
{
    static const char *const extensions[] = {"jpg", "webp", "avif", "png", "gif"};
    static const char digits[] = "0123456789";
    if (strspn(rest, digits) != 4 || rest[4] != '/' || strspn(rest + 5, digits) != 2 ||
        rest[7] != '/')
        return false;
    const char *name = rest + 8;
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (n == 0 || name[n] != '.')
        return false;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        if (strcmp(name + n + 1, extensions[i]) == 0)
            return true;
    }
    return false;
}

void media_file_get(struct app *app, struct req *req, struct res *res)
{
    const char *rest = req_param(req, "rest");
    struct stat st;
    int fd = -1;
    if (is_media_name(rest))
        fd = open_plain(app->site_fd, arena_printf(req->arena, "media/%s", rest), &st);
    if (fd < 0) {
        res_cache(res, CACHE_PAGE);
        page_error(app, req, res, 404, NULL);
        return;
    }
    send_file(res, fd, &st, type_of(rest));
    /* A file under such a name is written once and never changes. */
    res->etag_seed = rest;
    res->upload = true;
}
