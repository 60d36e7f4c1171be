/* backup_read.c: a site out of a tar archive. The archive may be anybody's: it gets plain files alone,
 * below one folder that nobody else knows yet. */
#include "backup.h"

#include "lib/buf.h"
#include "lib/text.h"
#include "lib/token.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536
#define NAME_MAX_BYTES 1024
#define MANIFEST_MAX (256u * 1024 * 1024)

struct backup_in {
    const struct cli *c;
    const char *file;
    int folder; /* descriptor */
    struct archive *from;
    struct buf manifest; /* as it should be */
    bool compared;
    struct backup_sum *sum;
};

static bool in_fail(struct backup_in *in)
{
    const char *why = archive_error_string(in->from);
    return cli_fail(in->c,
                    "%s is not a whole backup of a Dateline site (%s); nothing was restored.",
                    in->file, why ? why : "it ends too early"),
           false;
}

static bool name_is_in(const char *name, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(name, folder, n) == 0 && name[n] == '/';
}

/* Whether a backup has such a file; each part of the path is a name. */
static bool name_is_sound(const char *name)
{
    if (!name || strlen(name) > NAME_MAX_BYTES)
        return false;
    if (strcmp(name, store_file_name()) == 0)
        return true;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t n = strcspn(part, "/");
        if (n == 0 || (n <= 2 && strncmp(part, "..", n) == 0))
            return false;
    }
    return name_is_in(name, "media") || name_is_in(name, "templates") || name_is_in(name, "static");
}

static void in_make_folders(struct backup_in *in, const char *name)
{
    char path[NAME_MAX_BYTES + 1];
    snprintf(path, sizeof path, "%s", name);
    for (char *slash = path; (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        mkdirat(in->folder, path, 0750);
        *slash = '/';
    }
}

static bool in_content(struct backup_in *in, const char *name, int fd)
{
    char chunk[CHUNK], hash[TOKEN_HASH_SIZE];
    struct token_digest d;
    int64_t size = 0;
    la_ssize_t n;
    token_digest_begin(&d);
    while ((n = archive_read_data(in->from, chunk, sizeof chunk)) > 0) {
        token_digest_add(&d, chunk, (size_t)n);
        if (write(fd, chunk, (size_t)n) != n)
            return cli_fail(in->c, "%s: %s", name, strerror(errno)), false;
        size += n;
    }
    if (n < 0)
        return in_fail(in);
    token_digest_end(&d, hash);
    buf_printf(&in->manifest, "%s %" PRId64 " %s\n", hash, size, name);
    in->sum->files++;
    in->sum->bytes += size;
    return true;
}

static bool in_file(struct backup_in *in, const char *name)
{
    in_make_folders(in, name);
    int fd = openat(in->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0)
        return cli_fail(in->c, "%s: %s", name, strerror(errno)), false;
    bool ok = in_content(in, name, fd);
    return close(fd) == 0 && ok;
}

/* The manifest that the archive has must be the one that its files make. */
static bool in_compare(struct backup_in *in)
{
    struct buf there;
    char chunk[CHUNK];
    la_ssize_t n;
    buf_init(&there, MANIFEST_MAX);
    while ((n = archive_read_data(in->from, chunk, sizeof chunk)) > 0)
        buf_add(&there, chunk, (size_t)n);
    bool same = n == 0 && !there.failed && !in->manifest.failed && there.len == in->manifest.len &&
                there.len > 0 && memcmp(there.p, in->manifest.p, there.len) == 0;
    buf_free(&there);
    in->compared = same;
    if (!same)
        cli_fail(in->c,
                 "%s was changed since it was written: its files are not those of its "
                 "manifest. Nothing was restored.",
                 in->file);
    return same;
}

/* A file with holes may be as large as a disk in an archive of a few bytes; a backup has none. */
static bool entry_is_plain(struct archive_entry *e)
{
    return archive_entry_filetype(e) == AE_IFREG && !archive_entry_hardlink(e) &&
           archive_entry_sparse_count(e) == 0;
}

static bool in_entry(struct backup_in *in, struct archive_entry *e)
{
    const char *name = archive_entry_pathname(e);
    if (entry_is_plain(e) && name && strcmp(name, "MANIFEST") == 0 && !in->compared)
        return in_compare(in);
    if (in->compared || !entry_is_plain(e) || !name_is_sound(name))
        return cli_fail(in->c, "%s is not a backup of a Dateline site: it holds \"%s\".", in->file,
                        name ? name : "a file without a name"),
               false;
    return in_file(in, name);
}

static bool in_archive(struct backup_in *in)
{
    struct archive_entry *e;
    int got = ARCHIVE_OK;
    bool ok = true;
    while (ok && (got = archive_read_next_header(in->from, &e)) >= ARCHIVE_WARN &&
           got != ARCHIVE_EOF)
        ok = in_entry(in, e);
    if (ok && (got != ARCHIVE_EOF || !in->compared))
        return in_fail(in);
    if (ok && faccessat(in->folder, store_file_name(), F_OK, 0) < 0)
        return cli_fail(in->c, "%s is not a backup of a Dateline site: it holds no database.",
                        in->file),
               false;
    return ok;
}

/* A copy of the data alone. */
static bool in_data(struct backup_in *in, int fd)
{
    char chunk[CHUNK];
    ssize_t n;
    int to = openat(in->folder, store_file_name(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    bool ok = to >= 0;
    while (ok && (n = read(fd, chunk, sizeof chunk)) != 0) {
        ok = n > 0 && write(to, chunk, (size_t)n) == n;
        in->sum->bytes += n;
    }
    if (to >= 0)
        ok = close(to) == 0 && ok;
    in->sum->files = 1;
    if (!ok)
        return cli_fail(in->c, "%s: %s", in->file, strerror(errno)), false;
    cli_warn(in->c, "%s holds the database alone. Copy the pictures into media/ afterwards.",
             in->file);
    return true;
}

static bool in_open(struct backup_in *in, int fd)
{
    char head[16];
    if (pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head && store_is_data(head, sizeof head))
        return in_data(in, fd);
    in->from = archive_read_new();
    archive_read_support_format_tar(in->from);
    bool ok =
        archive_read_open_fd(in->from, fd, CHUNK) == ARCHIVE_OK ? in_archive(in) : in_fail(in);
    archive_read_free(in->from);
    return ok;
}

bool backup_read(const struct cli *c, const char *file, const char *folder, struct backup_sum *out)
{
    struct backup_in in = {.c = c, .file = file, .sum = out};
    *out = (struct backup_sum){0};
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cli_fail(c, "%s: %s", file, strerror(errno)), false;
    in.folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    buf_init(&in.manifest, MANIFEST_MAX);
    bool ok = in.folder >= 0 && in_open(&in, fd);
    if (ok)
        mkdirat(in.folder, "media", 0750);
    buf_free(&in.manifest);
    if (in.folder >= 0)
        close(in.folder);
    close(fd);
    return ok;
}
