/* unpack.c: see unpack.h.
 *
 * Contract. Whatever the bytes are, nothing is written outside of the folder, nothing but plain files and
 * folders is made, and no more than the limits.
 *
 * What each check stops:
 * - each part of a name is made and opened below its folder, and no link is followed or made: no archive leads
 *   out, be it by "..", by an absolute name, or by a link that an entry before it has laid;
 * - O_EXCL: of two entries with one name nobody knows which was meant;
 * - a file with holes may be as large as a disk in an archive of a few bytes;
 * - bytes are counted as they are written, whatever the entries say. */
#include "unpack.h"

#include "lib/text.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, PARTS_MAX = 24, PART_MAX = 200, DEPTH_MAX = 32 };

const struct unpack_limits unpack_usual = {
    .bytes = INT64_C(1) << 30, .files = 100000, .room = INT64_C(256) << 20};

struct unpacking {
    struct arena *a;
    struct archive *from;
    const struct unpack_limits *limits;
    int64_t bytes, files;
    int folder;
    const char **why;
};

static bool unpack_fail(struct unpacking *u, const char *why)
{
    *u->why = why;
    return false;
}

static bool unpack_fail_archive(struct unpacking *u)
{
    const char *said = archive_error_string(u->from);
    said = said ? text_utf8_repair(u->a, said, strlen(said)) : "it is damaged";
    return unpack_fail(u, arena_printf(u->a, "the archive cannot be read: %s", said));
}

/* ---- Names ------------------------------------------------------------------------------------ */

/* "~/Paper export.tar.gz" as "Paper export"; never a way, never hidden. */
static const char *unpack_name(struct arena *a, const char *name, bool archive)
{
    static const char *const endings[] = {".zip", ".tar.gz", ".tgz", ".tar", ".gz"};
    const char *slash = strrchr(name, '/');
    char *out = text_utf8_repair(a, slash ? slash + 1 : name, strlen(slash ? slash + 1 : name));
    size_t n = strlen(out);
    for (size_t i = 0; archive && i < sizeof endings / sizeof endings[0]; i++) {
        size_t m = strlen(endings[i]);
        if (n > m && strcasecmp(out + n - m, endings[i]) == 0) {
            n -= m;
            break;
        }
    }
    out[text_cut_length(out, n, PART_MAX / 2)] = '\0';
    out += strspn(out, ". ");
    for (char *c = out; *c; c++)
        *c = (unsigned char)*c < ' ' || *c == '\\' ? '-' : *c;
    return *out ? out : "export";
}

static bool unpack_part_is_sound(const char *part)
{
    return strcmp(part, "..") != 0 && strlen(part) <= PART_MAX;
}

/* The parts of an entry's name. *n 0: it is passed over. False: it leads out, or nowhere. */
static bool unpack_split(struct unpacking *u, const char *name, char **parts, size_t *n)
{
    char *rest, *copy = arena_dup(u->a, name), *part;
    bool hidden = false;
    *n = 0;
    if (*name == '/')
        return unpack_fail(u, "the archive leads out of its folder, or too deep into it");
    for (part = strtok_r(copy, "/", &rest); part; part = strtok_r(NULL, "/", &rest)) {
        if (!unpack_part_is_sound(part) || *n == PARTS_MAX)
            return unpack_fail(u, "the archive leads out of its folder, or too deep into it");
        if (strcmp(part, ".") == 0)
            continue;
        hidden |= *part == '.' || strcmp(part, "__MACOSX") == 0;
        parts[(*n)++] = part;
    }
    if (hidden)
        *n = 0;
    return true;
}

/* ---- Files ------------------------------------------------------------------------------------ */

/* The folder that these parts are, made where it is missing. -1: it cannot be. */
static int unpack_folder(struct unpacking *u, char **parts, size_t n)
{
    int at = dup(u->folder);
    for (size_t i = 0; i < n && at >= 0; i++) {
        if (mkdirat(at, parts[i], 0700) < 0 && errno != EEXIST) {
            close(at);
            return -1;
        }
        int next = openat(at, parts[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close(at);
        at = next;
    }
    return at;
}

static bool unpack_has_room(struct unpacking *u, int64_t more)
{
    struct statvfs disk;
    u->bytes += more;
    if (u->bytes > u->limits->bytes)
        return unpack_fail(u, arena_printf(u->a, "it is larger than %lld MB when it is unpacked",
                                           (long long)(u->limits->bytes >> 20)));
    if (fstatvfs(u->folder, &disk) == 0 &&
        (int64_t)(disk.f_bavail * disk.f_frsize) < u->limits->room + more)
        return unpack_fail(u, "there is not enough room on the disk");
    return true;
}

static bool unpack_write(struct unpacking *u, int fd, const char *bytes, size_t n)
{
    if (!unpack_has_room(u, (int64_t)n))
        return false;
    for (size_t done = 0; done < n;) {
        ssize_t put = write(fd, bytes + done, n - done);
        if (put < 0)
            return unpack_fail(u, strerror(errno));
        done += (size_t)put;
    }
    return true;
}

static bool unpack_data(struct unpacking *u, int fd)
{
    char *chunk = arena_alloc(u->a, CHUNK);
    la_ssize_t n;
    while ((n = archive_read_data(u->from, chunk, CHUNK)) > 0)
        if (!unpack_write(u, fd, chunk, (size_t)n))
            return false;
    return n < 0 ? unpack_fail_archive(u) : true;
}

static bool unpack_file(struct unpacking *u, char **parts, size_t n)
{
    if (++u->files > u->limits->files)
        return unpack_fail(u, arena_printf(u->a, "the archive holds more than %lld files",
                                           (long long)u->limits->files));
    int folder = unpack_folder(u, parts, n - 1);
    int fd = folder < 0 ? -1
                        : openat(folder, parts[n - 1],
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    const char *why = errno == EEXIST ? "the archive holds two files of one name" : strerror(errno);
    if (folder >= 0)
        close(folder);
    if (fd < 0)
        return unpack_fail(u, why);
    bool good = unpack_data(u, fd);
    return close(fd) == 0 && good;
}

/* ---- Archives --------------------------------------------------------------------------------- */

static const char *unpack_entry_name(struct archive_entry *e)
{
    const char *name = archive_entry_pathname_utf8(e);
    return name ? name : archive_entry_pathname(e);
}

/* Folders come with their files. */
static bool unpack_entry(struct unpacking *u, struct archive_entry *e)
{
    char *parts[PARTS_MAX + 1];
    size_t n;
    const char *name = unpack_entry_name(e);
    bool plain = archive_entry_filetype(e) == AE_IFREG && !archive_entry_hardlink(e) &&
                 archive_entry_sparse_count(e) == 0;
    if (!name || !unpack_split(u, name, parts, &n))
        return name ? false : unpack_fail(u, "the archive holds a file without a name");
    if (n == 0 || archive_entry_filetype(e) == AE_IFDIR)
        return true;
    if (!plain)
        return unpack_fail(u, "the archive holds a link, or something else that is no plain file");
    return unpack_file(u, parts, n);
}

static bool unpack_entries(struct unpacking *u)
{
    struct archive_entry *e;
    struct arena *kept = u->a, *a = arena_new();
    int got;
    bool good = true;
    u->a = a;
    while (good && (got = archive_read_next_header(u->from, &e)) != ARCHIVE_EOF) {
        good = got >= ARCHIVE_WARN ? unpack_entry(u, e) : unpack_fail_archive(u);
        if (good)
            arena_reset(a);
    }
    if (!good)
        *u->why = arena_dup(kept, *u->why);
    u->a = kept;
    arena_free(a);
    return good;
}

enum unpack_kind { UNPACK_PLAIN, UNPACK_ZIP, UNPACK_TAR, UNPACK_GZIP };

/* By the bytes: a name says nothing. What is in a gzip file is looked at when it is read. */
static enum unpack_kind unpack_look(int fd)
{
    char head[263];
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n >= 4 && memcmp(head, "PK\3\4", 4) == 0)
        return UNPACK_ZIP;
    if (n >= 2 && memcmp(head, "\x1f\x8b", 2) == 0)
        return UNPACK_GZIP;
    return n == sizeof head && memcmp(head + 257, "ustar", 5) == 0 ? UNPACK_TAR : UNPACK_PLAIN;
}

static bool unpack_one_file(struct unpacking *u, const char *name)
{
    struct archive_entry *e;
    char *parts[] = {arena_dup(u->a, name)};
    if (archive_read_next_header(u->from, &e) < ARCHIVE_WARN)
        return unpack_fail_archive(u);
    return unpack_file(u, parts, 1);
}

/* The filter and format that these bytes have, and no others. */
static bool unpack_open(struct unpacking *u, int fd, enum unpack_kind kind, bool raw)
{
    u->from = archive_read_new();
    if (kind == UNPACK_GZIP)
        archive_read_support_filter_gzip(u->from);
    if (kind == UNPACK_ZIP)
        archive_read_support_format_zip(u->from);
    else if (kind == UNPACK_PLAIN || raw)
        archive_read_support_format_raw(u->from);
    else
        archive_read_support_format_tar(u->from);
    return lseek(fd, 0, SEEK_SET) == 0 && archive_read_open_fd(u->from, fd, CHUNK) == ARCHIVE_OK;
}

/* Whether a gzip file holds a tar archive. */
static bool unpack_holds_tar(struct unpacking *u, int fd)
{
    struct archive_entry *e;
    char head[512];
    size_t have = 0;
    la_ssize_t n = 0;
    bool tar = unpack_open(u, fd, UNPACK_GZIP, true) &&
               archive_read_next_header(u->from, &e) >= ARCHIVE_WARN;
    while (tar && have < sizeof head &&
           (n = archive_read_data(u->from, head + have, sizeof head - have)) > 0)
        have += (size_t)n;
    archive_read_free(u->from);
    return tar && have == sizeof head && memcmp(head + 257, "ustar", 5) == 0;
}

bool unpack_into(struct arena *a, int fd, const char *name, int folder,
                 const struct unpack_limits *limits, const char **why)
{
    struct unpacking u = {.a = a, .limits = limits, .folder = folder, .why = why};
    enum unpack_kind kind = unpack_look(fd);
    bool raw = kind == UNPACK_PLAIN || (kind == UNPACK_GZIP && !unpack_holds_tar(&u, fd));
    const char *called = unpack_name(a, name, kind != UNPACK_PLAIN);
    bool good = unpack_open(&u, fd, kind, raw);
    if (!good)
        unpack_fail_archive(&u);
    char *parts[] = {arena_dup(a, called)};
    u.folder = good && !raw ? unpack_folder(&u, parts, 1) : dup(folder);
    if (good && u.folder < 0)
        good = unpack_fail(&u, strerror(errno));
    good = good && (raw ? unpack_one_file(&u, called) : unpack_entries(&u));
    archive_read_free(u.from);
    if (u.folder >= 0)
        close(u.folder);
    return good;
}

/* ---- Away with it ----------------------------------------------------------------------------- */

static bool unpack_remove_below(int folder, const char *name, int depth)
{
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *d = fd >= 0 && depth > 0 ? fdopendir(fd) : NULL;
    if (!d && fd >= 0)
        close(fd);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, e->d_name, 0) < 0)
            unpack_remove_below(fd, e->d_name, depth - 1);
    }
    if (d)
        closedir(d);
    return unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOENT;
}

bool unpack_remove(int folder, const char *name)
{
    return unlinkat(folder, name, 0) == 0 || errno == ENOENT ||
           unpack_remove_below(folder, name, DEPTH_MAX);
}
