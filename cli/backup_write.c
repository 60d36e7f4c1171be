/* backup_write.c: a site into a tar archive. */
#include "backup.h"

#include "lib/buf.h"
#include "lib/token.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536
#define MANIFEST_MAX (256u * 1024 * 1024)

struct backup_out {
    const struct cli *c;
    struct archive *to;
    struct buf manifest;
    struct backup_sum *sum;
};

static bool out_fail(struct backup_out *o, const char *name)
{
    const char *why = archive_error_string(o->to);
    return cli_fail(o->c, "%s: %s", name, why ? why : "it cannot be written"), false;
}

static bool out_head(struct backup_out *o, const char *name, int64_t size, int64_t modified)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, name);
    archive_entry_set_size(e, size);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0640);
    archive_entry_set_mtime(e, modified, 0);
    bool ok = archive_write_header(o->to, e) >= ARCHIVE_WARN;
    archive_entry_free(e);
    return ok ? ok : out_fail(o, name);
}

/* Exactly as many bytes as its head says: a file that shrinks meanwhile is none that was read. */
static bool out_content(struct backup_out *o, const char *name, int fd, int64_t size)
{
    char chunk[CHUNK], hash[TOKEN_HASH_SIZE];
    struct token_digest d;
    token_digest_begin(&d);
    for (int64_t left = size; left > 0;) {
        ssize_t n = read(fd, chunk, left < CHUNK ? (size_t)left : CHUNK);
        if (n <= 0)
            return cli_fail(o->c, "%s changed while it was read; try again.", name), false;
        token_digest_add(&d, chunk, (size_t)n);
        if (archive_write_data(o->to, chunk, (size_t)n) != n)
            return out_fail(o, name);
        left -= n;
    }
    token_digest_end(&d, hash);
    buf_printf(&o->manifest, "%s %" PRId64 " %s\n", hash, size, name);
    o->sum->files++;
    o->sum->bytes += size;
    return true;
}

static bool out_file(struct backup_out *o, const char *path, const char *name)
{
    struct stat sb;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        return true; /* removed since the folder was read */
    if (fd < 0 || fstat(fd, &sb) < 0) {
        cli_fail(o->c, "%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return false;
    }
    bool ok = out_head(o, name, sb.st_size, sb.st_mtime) && out_content(o, name, fd, sb.st_size);
    close(fd);
    return ok;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool out_entry(struct backup_out *o, const FTSENT *e, const char *name)
{
    switch (e->fts_info) {
    case FTS_F:
        return out_file(o, e->fts_accpath, name);
    case FTS_SL:
    case FTS_SLNONE:
    case FTS_DEFAULT:
        cli_warn(o->c, "%s is no plain file and is left out.", name);
        return true;
    case FTS_ERR:
    case FTS_NS:
    case FTS_DNR:
        return cli_fail(o->c, "%s: %s", e->fts_path, strerror(e->fts_errno)), false;
    default:
        return true;
    }
}

/* A folder of the site with all that is below it; it may be missing. */
static bool out_folder(struct backup_out *o, const char *site, const char *folder)
{
    const char *root = arena_printf(o->c->arena, "%s/%s", site, folder);
    char *roots[] = {(char *)root, NULL};
    if (access(root, F_OK) < 0 && errno == ENOENT)
        return true;
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    if (!walk)
        return cli_fail(o->c, "%s: %s", root, strerror(errno)), false;
    bool ok = true;
    for (FTSENT *e; ok && (e = fts_read(walk));)
        ok = out_entry(o, e, e->fts_path + strlen(site) + 1);
    fts_close(walk);
    return ok;
}

static bool out_manifest(struct backup_out *o)
{
    const struct buf *m = &o->manifest;
    if (m->failed)
        return cli_fail(o->c, "The site has too many files."), false;
    return out_head(o, "MANIFEST", (int64_t)m->len, 0) &&
           (archive_write_data(o->to, m->p, m->len) == (la_ssize_t)m->len ||
            out_fail(o, "MANIFEST"));
}

/* The data first: pictures are never changed, so a later look at them finds all that it names. */
bool backup_write(const struct cli *c, const char *site, const char *data, int fd,
                  struct backup_sum *out)
{
    struct backup_out o = {.c = c, .to = archive_write_new(), .sum = out};
    *out = (struct backup_sum){0};
    buf_init(&o.manifest, MANIFEST_MAX);
    archive_write_set_format_pax_restricted(o.to);
    bool ok = archive_write_open_fd(o.to, fd) == ARCHIVE_OK || out_fail(&o, "the archive");
    ok = ok && out_file(&o, data, store_file_name()) && out_folder(&o, site, "media") &&
         out_folder(&o, site, "templates") && out_folder(&o, site, "static") && out_manifest(&o);
    if (ok && archive_write_close(o.to) != ARCHIVE_OK)
        ok = out_fail(&o, "the archive");
    archive_write_free(o.to);
    buf_free(&o.manifest);
    return ok;
}
