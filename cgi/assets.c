/* assets.c: see assets.h. A file is opened below its folder and never through a link. */
#include "assets.h"

#include "lib/log.h"
#include "lib/token.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDERS_MAX 4
#define DEPTH_MAX 8
#define SHORTEN_MAX ((size_t)64 * 1024) /* bytes; what is larger was made short when it was built */
#define FILE_MAX ((size_t)16 * 1024 * 1024) /* bytes; larger files are left out */

struct asset {
    const char *file; /* "css/site.css" */
    char hash[ASSETS_HASH_DIGITS + 1];
    int folder; /* index of fds */
    off_t size;
    struct timespec mtime;
    const char *sent; /* a script of ours without its comments, of sent_n bytes; NULL: the file */
    size_t sent_n;
    struct twins twins;
};

struct assets {
    struct arena *arena;
    int fds[FOLDERS_MAX];
    int n_fds;
    struct asset *v; /* sorted by file */
    size_t n, capacity;
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
    {"speculationrules", "application/speculationrules+json"},
};

const char *assets_type(const char *file)
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
static int assets_open_segments(int dir, const char *file)
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

int assets_open_below(int dir, const char *file, struct stat *st)
{
    int fd = assets_open_segments(dir, file);
    if (fd >= 0 && (fstat(fd, st) != 0 || !S_ISREG(st->st_mode))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* ---- Loading -------------------------------------------------------------------------------- */

/* The end of a comment that begins at s and fills its lines; NULL: it is none. */
static const char *comment_end(const char *s)
{
    s += strspn(s, " \t");
    const char *end = strncmp(s, "/*", 2) == 0 ? strstr(s + 2, "*/") : NULL;
    if (end)
        end += 2 + strspn(end + 2, " \t");
    return end && (*end == '\n' || *end == '\0') ? end : NULL;
}

/* Leaves out comments that fill whole lines, in place. Line ends stay, so that what a browser says of
 * line 12 is about line 12 of the file. Returns how much is left. */
static size_t script_without_comments(char *text)
{
    char *to = text;
    for (const char *s = text; *s;) {
        const char *end = comment_end(s);
        for (; end && s < end; s++)
            if (*s == '\n')
                *to++ = '\n';
        while (*s && *s != '\n')
            *to++ = *s++;
        if (*s)
            *to++ = *s++;
    }
    return (size_t)(to - text);
}

/* bytes: the file, with a NUL behind it; changed. */
static void asset_shorten(struct arena *a, struct asset *asset, char *bytes, size_t n)
{
    const char *dot = strrchr(asset->file, '.');
    if (!dot || strcmp(dot, ".js") != 0 || n > SHORTEN_MAX || memchr(bytes, '\0', n))
        return;
    asset->sent_n = script_without_comments(bytes);
    asset->sent = memcpy(arena_alloc(a, asset->sent_n + 1), bytes, asset->sent_n);
}

/* Reads the file for its hash; false: it cannot be read. */
static bool asset_take(struct arena *a, struct asset *asset, int fd, size_t size, bool own)
{
    char *bytes = calloc(1, size + 1);
    size_t n = 0;
    ssize_t got = 1;
    while (bytes && n < size && (got = read(fd, bytes + n, size - n)) > 0)
        n += (size_t)got;
    bool whole = bytes && n == size;
    if (whole) {
        char hex[TOKEN_HASH_SIZE];
        token_sha256(bytes, n, hex);
        memcpy(asset->hash, hex, ASSETS_HASH_DIGITS);
        asset->hash[ASSETS_HASH_DIGITS] = '\0';
        if (own)
            asset_shorten(a, asset, bytes, size);
    }
    free(bytes);
    return whole;
}

static bool assets_know(const struct assets *as, const char *file)
{
    for (size_t i = 0; i < as->n; i++) {
        if (strcmp(as->v[i].file, file) == 0)
            return true;
    }
    return false;
}

static void assets_add_file(struct assets *as, int folder, const char *file, bool own)
{
    struct stat st;
    int fd = assets_know(as, file) ? -1 : assets_open_below(as->fds[folder], file, &st);
    if (fd < 0)
        return;
    struct asset asset = {.file = file, .folder = folder, .size = st.st_size, .mtime = st.st_mtim};
    if ((size_t)st.st_size <= FILE_MAX &&
        asset_take(as->arena, &asset, fd, (size_t)st.st_size, own)) {
        if (as->n == as->capacity) {
            as->capacity = as->capacity ? as->capacity * 2 : 32;
            struct asset *bigger = arena_array(as->arena, as->capacity, sizeof *bigger);
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
static void assets_add_folder(struct assets *as, int folder, int dir, const char *prefix, int depth,
                              bool own)
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
            assets_add_file(as, folder, path, own);
        } else if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX) {
            int below = openat(dir, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (below >= 0)
                assets_add_folder(as, folder, below, arena_printf(as->arena, "%s/", path),
                                  depth + 1, own);
        }
    }
    closedir(d);
}

static int asset_by_file(const void *a, const void *b)
{
    return strcmp(((const struct asset *)a)->file, ((const struct asset *)b)->file);
}

/* Scripts below one folder of js/ import each other by their names alone, which their browser resolves
 * below the address of the one that asks: so they are all known by one hash, that of theirs. */
static size_t assets_modules_folder(const char *file)
{
    const char *end = strncmp(file, "js/", 3) == 0 ? strchr(file + 3, '/') : NULL;
    return end ? (size_t)(end - file) + 1 : 0;
}

/* From the first of a folder of scripts: they stand together. Returns how many they are. */
static size_t assets_share_hash(struct asset *v, size_t n, size_t folder)
{
    struct buf all;
    char hex[TOKEN_HASH_SIZE];
    size_t same = 0;
    buf_init(&all, n * 512);
    for (; same < n && strncmp(v[same].file, v[0].file, folder) == 0; same++) {
        buf_adds(&all, v[same].file);
        buf_adds(&all, v[same].hash);
    }
    token_sha256(all.p, all.len, hex);
    for (size_t i = 0; i < same; i++)
        memcpy(v[i].hash, hex, ASSETS_HASH_DIGITS);
    buf_free(&all);
    return same;
}

static void assets_share_hashes(struct assets *as)
{
    for (size_t i = 0; i < as->n;) {
        size_t folder = assets_modules_folder(as->v[i].file);
        i += folder ? assets_share_hash(as->v + i, as->n - i, folder) : 1;
    }
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
        assets_add_folder(as, as->n_fds - 1, listed, "", 0, i + 1 == n);
    }
    if (as->n > 0)
        qsort(as->v, as->n, sizeof *as->v, asset_by_file);
    assets_share_hashes(as);
    return as;
}

void assets_free(struct assets *as)
{
    if (!as)
        return;
    for (int i = 0; i < as->n_fds; i++)
        close(as->fds[i]);
    for (size_t i = 0; i < as->n; i++)
        twins_free(&as->v[i].twins);
    arena_free(as->arena);
}

static struct asset *assets_find(const struct assets *as, const char *file)
{
    struct asset key = {.file = file};
    return as->n > 0 ? bsearch(&key, as->v, as->n, sizeof key, asset_by_file) : NULL;
}

const char *assets_hash(const struct assets *as, const char *file)
{
    const struct asset *asset = assets_find(as, file);
    return asset ? asset->hash : NULL;
}

bool assets_read(const struct assets *as, const char *file, struct buf *b)
{
    const struct asset *asset = assets_find(as, file);
    struct stat st;
    char chunk[4096];
    ssize_t got = 0;
    int fd = asset ? assets_open_below(as->fds[asset->folder], file, &st) : -1;
    if (fd < 0)
        return false;
    while ((got = read(fd, chunk, sizeof chunk)) > 0)
        buf_add(b, chunk, (size_t)got);
    close(fd);
    return got == 0;
}

bool assets_open(const struct assets *as, const char *file, struct asset_file *out)
{
    const struct asset *asset = assets_find(as, file);
    struct stat st;
    int fd = asset ? assets_open_below(as->fds[asset->folder], file, &st) : -1;
    if (fd < 0)
        return false;
    bool same = st.st_size == asset->size && st.st_mtim.tv_sec == asset->mtime.tv_sec &&
                st.st_mtim.tv_nsec == asset->mtime.tv_nsec;
    *out = (struct asset_file){
        .fd = fd, .size = st.st_size, .mtime = st.st_mtim, .hash = asset->hash, .as_hashed = same};
    if (same && asset->sent) {
        close(fd);
        out->fd = -1;
        out->sent = asset->sent;
        out->size = (int64_t)asset->sent_n;
    }
    return true;
}

/* ---- Compressed ------------------------------------------------------------------------------ */

static bool is_text(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strstr(type, "json") || strstr(type, "svg");
}

struct twins *assets_twins(struct assets *as, const char *file, const struct asset_file *f)
{
    struct asset *asset = assets_find(as, file);
    return asset && f->as_hashed && is_text(assets_type(file)) ? &asset->twins : NULL;
}

/* Of what is sent of the file; one that was changed meanwhile has none. */
static void asset_compress(const struct assets *as, struct asset *asset)
{
    struct buf bytes;
    buf_init(&bytes, TWINS_BYTES_MAX);
    if (asset->sent)
        twins_make(&asset->twins, asset->sent, asset->sent_n);
    else if (assets_read(as, asset->file, &bytes) && bytes.len == (size_t)asset->size)
        twins_make(&asset->twins, bytes.p, bytes.len);
    else
        asset->twins.are = TWINS_MADE;
    buf_free(&bytes);
}

bool assets_compress(struct assets *as)
{
    for (size_t i = 0; i < as->n; i++)
        if (as->v[i].twins.are == TWINS_ASKED) {
            asset_compress(as, &as->v[i]);
            return true;
        }
    return false;
}
