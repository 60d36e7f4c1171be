/* media.c: pictures: their rows, and the addresses of their renditions. */
#include "media.h"
#include "audit_private.h"
#include "driver.h"
#include "lib/buf.h"
#include "media_private.h"

#include <inttypes.h>
#include <string.h>

#define SRCSET_MAX 4096 /* bytes; twelve candidates take a tenth of it */

const char *media_url(struct arena *a, const struct media_file *f)
{
    return arena_printf(a, "/media/%s", f->path);
}

const char *media_srcset(struct arena *a, const struct media *m, enum media_format f)
{
    struct buf b;
    buf_init(&b, SRCSET_MAX);
    for (size_t i = 0; i < m->n_files; i++) {
        const struct media_file *file = &m->files[i];
        if (file->format == f)
            buf_printf(&b, "%s/media/%s %dw", b.len > 0 ? ", " : "", file->path, file->width);
    }
    const char *set = b.len == 0 || b.failed ? NULL : arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return set;
}

const struct media_file *media_best(const struct media *m, enum media_format f, int width)
{
    const struct media_file *best = NULL;
    for (size_t i = 0; i < m->n_files; i++) { /* by width ascending within a format */
        if (m->files[i].format != f)
            continue;
        best = &m->files[i];
        if (best->width >= width)
            break;
    }
    return best;
}

enum { ADD, ADD_FILE, BY_ID, BY_SHA256, BY_NAME, RECENT, FILES, PATHS, MEDIA_SQL_MAX };

#define COLUMNS                                                                                    \
    "SELECT id, name, folder, original, source_sha256, width, height, alt, caption, credit,"       \
    " created_at, created_by FROM media"

static const char *const sql[MEDIA_SQL_MAX] = {
    [ADD] = "INSERT INTO media (name, folder, original, source_sha256, width, height, alt,"
            " caption, credit, created_at, created_by)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
    [ADD_FILE] = "INSERT INTO media_file (media_id, format, width, height, bytes, path, sha256)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [BY_ID] = COLUMNS " WHERE id = ?1",
    [BY_SHA256] = COLUMNS " WHERE source_sha256 = ?1",
    [BY_NAME] = COLUMNS " WHERE name = ?1",
    [RECENT] = COLUMNS " WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
    [FILES] = "SELECT format, width, height, bytes, path, sha256 FROM media_file"
              " WHERE media_id = ?1 ORDER BY format, width",
    [PATHS] = "SELECT format, width, height, path FROM media_file"
              " WHERE media_id = ?1 ORDER BY format, width",
};
const struct statements media_statements = {SET_MEDIA, sql, MEDIA_SQL_MAX};

static void media_read(struct arena *a, struct statement *q, struct media *m)
{
    *m = (struct media){
        .id = db_int(q, 0),
        .name = db_text(a, q, 1),
        .folder = db_text(a, q, 2),
        .original = db_text(a, q, 3),
        .source_sha256 = db_text(a, q, 4),
        .width = (int)db_int(q, 5),
        .height = (int)db_int(q, 6),
        .alt = db_text(a, q, 7),
        .caption = db_text(a, q, 8),
        .credit = db_text(a, q, 9),
        .created_at = db_int(q, 10),
        .created_by = db_int(q, 11),
    };
}

static enum store_status media_read_files(struct store *s, struct arena *a, struct media *m)
{
    struct statement *q = db_stmt(s, &media_statements, FILES);
    db_bind_int(q, 1, m->id);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (m->n_files == MEDIA_FILES_MAX)
            continue;
        m->files[m->n_files++] = (struct media_file){
            .format = (enum media_format)db_int(q, 0),
            .width = (int)db_int(q, 1),
            .height = (int)db_int(q, 2),
            .bytes = db_int(q, 3),
            .path = db_text(a, q, 4),
            .sha256 = db_text(a, q, 5),
        };
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_paths(struct store *s, struct arena *a, int64_t id, struct media *out)
{
    *out = (struct media){.id = id,
                          .name = "",
                          .folder = "",
                          .original = "",
                          .source_sha256 = "",
                          .alt = "",
                          .caption = "",
                          .credit = ""};
    struct statement *q = db_stmt(s, &media_statements, PATHS);
    db_bind_int(q, 1, id);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n_files == MEDIA_FILES_MAX)
            continue;
        out->files[out->n_files++] = (struct media_file){
            .format = (enum media_format)db_int(q, 0),
            .width = (int)db_int(q, 1),
            .height = (int)db_int(q, 2),
            .path = db_text(a, q, 3),
            .sha256 = "",
        };
    }
    if (st == STORE_MISSING && out->n_files > 0)
        st = STORE_OK;
    return st;
}

/* q is bound; one picture and its files. */
static enum store_status media_read_one(struct store *s, struct arena *a, struct statement *q,
                                        struct media *out)
{
    db_read(s);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        media_read(a, q, out);
        db_reset(q);
        st = media_read_files(s, a, out);
    }
    db_read_done(s);
    return st;
}

enum store_status media_get(struct store *s, struct arena *a, int64_t id, struct media *out)
{
    struct statement *q = db_stmt(s, &media_statements, BY_ID);
    db_bind_int(q, 1, id);
    return media_read_one(s, a, q, out);
}

enum store_status media_find_sha256(struct store *s, struct arena *a, const char *sha256,
                                    struct media *out)
{
    struct statement *q = db_stmt(s, &media_statements, BY_SHA256);
    db_bind_text(q, 1, sha256);
    return media_read_one(s, a, q, out);
}

enum store_status media_find_url(struct store *s, struct arena *a, const char *url,
                                 struct media *out)
{
    if (strncmp(url, "/media/", 7) != 0)
        return STORE_MISSING;
    const char *name = strrchr(url, '/') + 1;
    if (strspn(name, "0123456789abcdef") != 32 || (name[32] != '\0' && name[32] != '-'))
        return STORE_MISSING;
    struct statement *q = db_stmt(s, &media_statements, BY_NAME);
    db_bind_text(q, 1, arena_dupn(a, name, 32));
    return media_read_one(s, a, q, out);
}

enum store_status media_exists(struct store *s, int64_t id)
{
    struct statement *q = db_stmt(s, &media_statements, BY_ID);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

enum store_status media_recent(struct store *s, struct arena *a, int64_t before, size_t limit,
                               struct media_list *out)
{
    *out = (struct media_list){.v = arena_array(a, limit, sizeof *out->v)};
    db_read(s);
    struct statement *q = db_stmt(s, &media_statements, RECENT);
    db_bind_int(q, 1, before == 0 ? INT64_MAX : before);
    db_bind_int(q, 2, (int64_t)limit);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        media_read(a, q, &out->v[out->n++]);
    if (st == STORE_MISSING)
        st = STORE_OK;
    for (size_t i = 0; i < out->n && st == STORE_OK; i++)
        st = media_read_files(s, a, &out->v[i]);
    db_read_done(s);
    return st;
}

static enum store_status media_insert(struct store *s, struct media *m, int64_t now)
{
    struct statement *q = db_stmt(s, &media_statements, ADD);
    db_bind_text(q, 1, m->name);
    db_bind_text(q, 2, m->folder);
    db_bind_text(q, 3, m->original);
    db_bind_text(q, 4, m->source_sha256);
    db_bind_int(q, 5, m->width);
    db_bind_int(q, 6, m->height);
    db_bind_text(q, 7, m->alt);
    db_bind_text(q, 8, m->caption);
    db_bind_text(q, 9, m->credit);
    db_bind_int(q, 10, now);
    db_bind_id(q, 11, m->created_by);
    return db_run_id(s, q, &m->id);
}

static enum store_status media_insert_files(struct store *s, const struct media *m)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < m->n_files && st == STORE_OK; i++) {
        struct statement *q = db_stmt(s, &media_statements, ADD_FILE);
        db_bind_int(q, 1, m->id);
        db_bind_int(q, 2, (int64_t)m->files[i].format);
        db_bind_int(q, 3, m->files[i].width);
        db_bind_int(q, 4, m->files[i].height);
        db_bind_int(q, 5, m->files[i].bytes);
        db_bind_text(q, 6, m->files[i].path);
        db_bind_text(q, 7, m->files[i].sha256);
        st = db_run(s, q);
    }
    return st;
}

static enum store_status media_add_new(struct store *s, struct arena *a, struct media *m,
                                       int64_t now)
{
    struct media there;
    enum store_status st = media_find_sha256(s, a, m->source_sha256, &there);
    if (st == STORE_OK) {
        *m = there;
        return STORE_EXISTS;
    }
    if (st != STORE_MISSING)
        return st;
    m->created_at = now;
    st = media_insert(s, m, now);
    if (st == STORE_EXISTS) /* a name of 128 random bits: ours is broken */
        return db_broken(s, "a picture of that name is there already");
    if (st != STORE_OK)
        return st;
    st = media_insert_files(s, m);
    if (st == STORE_OK)
        st = audit_write(s, m->created_by, 0, "media.add",
                         arena_printf(a, "%" PRId64 ": %s", m->id, m->original ? m->original : ""),
                         now);
    return st == STORE_EXISTS ? db_broken(s, "two renditions of one format and width") : st;
}

enum store_status media_add(struct store *s, struct arena *a, struct media *m, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    if (st != STORE_OK)
        return st;
    return db_end(s, media_add_new(s, a, m, now));
}
