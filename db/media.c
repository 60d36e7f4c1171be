/* media.c: pictures: their rows, and the addresses of their renditions. */
#include "media.h"
#include "audit_private.h"
#include "driver.h"
#include "lib/language.h"
#include "lib/photo.h"
#include "lib/text.h"
#include "media_private.h"
#include "permission.h"
#include "story_private.h"

#include <inttypes.h>
#include <string.h>

const char *media_url(struct arena *a, const struct media_file *f)
{
    return arena_printf(a, "/media/%s", f->path);
}

const char *media_srcset(struct arena *a, const struct media *m, enum media_format f)
{
    const char *set = NULL;
    for (size_t i = 0; i < m->n_files; i++) {
        const struct media_file *file = &m->files[i];
        if (file->format == f)
            set = set ? arena_printf(a, "%s, /media/%s %dw", set, file->path, file->width)
                      : arena_printf(a, "/media/%s %dw", file->path, file->width);
    }
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

enum {
    ADD,
    ADD_FILE,
    KEEP,
    BY_ID,
    BY_SHA256,
    BY_NAME,
    RECENT,
    EVERY,
    FILES,
    PATHS,
    BROUGHT,
    BROUGHT_AT,
    OFFERED,
    MEDIA_SQL_MAX
};

#define COLUMNS "SELECT " MEDIA_COLUMNS " FROM media"

/* Of a picture: whether it stands above a text that readers see now, ?1. */
#define SQL_SHOWN(media)                                                                           \
    "EXISTS (SELECT 1 FROM media_use x JOIN story s ON s.id = x.story_id"                          \
    " JOIN revision r ON r.story_id = s.id AND r.number = " SQL_LIVE_NUMBER(                       \
        "s.id") " WHERE x.media_id = " media " AND r.hero_id = x.media_id"                         \
                " AND s.withdrawn_at IS NULL AND s.binned_at IS NULL)"

static const char *const sql[MEDIA_SQL_MAX] = {
    [ADD] = "INSERT INTO media (name, folder, original, source_sha256, width, height, alt,"
            " caption, credit, created_at, created_by, creator, copyright, license, acquire,"
            " source_type, moves, brought_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
            " ?10)"
            " RETURNING id",
    [ADD_FILE] = "INSERT INTO media_file (media_id, format, width, height, bytes, path, sha256)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [KEEP] = "UPDATE media SET alt = ?2, caption = ?3, credit = ?4 WHERE id = ?1",
    [BY_ID] = COLUMNS " WHERE id = ?1",
    [BY_SHA256] = COLUMNS " WHERE source_sha256 = ?1",
    [BY_NAME] = COLUMNS " WHERE name = ?1",
    [RECENT] = COLUMNS " WHERE id < ?3 AND replaced_by IS NULL AND (?4 IS NULL OR id IN"
                       " (SELECT u.media_id FROM media_user u WHERE u.user_id = ?4)"
                       " OR " SQL_SHOWN("media.id") ") ORDER BY id DESC LIMIT ?2",
    [EVERY] = COLUMNS " WHERE id < ?3 ORDER BY id DESC LIMIT ?2",
    [FILES] = "SELECT format, width, height, bytes, path, sha256 FROM media_file"
              " WHERE media_id = ?1 ORDER BY format, width",
    [PATHS] =
        "SELECT f.format, f.width, f.height, f.path, m.focus_x, m.focus_y FROM media m" SQL_JOIN
        "media_file f ON f.media_id = m.id WHERE m.id = ?1 ORDER BY f.format, f.width",
    [BROUGHT] = "INSERT INTO media_user (user_id, media_id) VALUES (?1, ?2)"
                " ON CONFLICT (user_id, media_id) DO NOTHING",
    [BROUGHT_AT] = "UPDATE media SET brought_at = ?2 WHERE id = ?1",
    [OFFERED] =
        "SELECT 1 FROM media_user WHERE user_id = ?4 AND media_id = ?2"
        " UNION ALL SELECT 1 FROM revision WHERE story_id = ?3 AND hero_id = ?2"
        " UNION ALL SELECT 1 FROM media WHERE id = ?2 AND " SQL_SHOWN("media.id") " LIMIT 1",
};
const struct statements media_statements = {SET_MEDIA, sql, MEDIA_SQL_MAX};

void media_read(struct arena *a, struct statement *q, struct media *m)
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
        .creator = db_text(a, q, 12),
        .copyright = db_text(a, q, 13),
        .license = db_text(a, q, 14),
        .acquire = db_text(a, q, 15),
        .source_type = db_text(a, q, 16),
        .moves = db_int(q, 17) != 0,
        .source = db_text(a, q, 18),
        .rights_from = db_text(a, q, 19),
        .rights_until = db_text(a, q, 20),
        .not_again = db_int(q, 21) != 0,
        .brought_at = db_int(q, 22),
        .replaced_by = db_int(q, 23),
        .uses = db_int(q, 24),
        .focus_x = (int)db_int(q, 25),
        .focus_y = (int)db_int(q, 26),
    };
}

enum store_status media_read_files(struct store *s, struct arena *a, struct media *m)
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

struct media media_empty(int64_t id)
{
    return (struct media){.id = id,
                          .name = "",
                          .folder = "",
                          .original = "",
                          .source_sha256 = "",
                          .alt = "",
                          .caption = "",
                          .credit = "",
                          .creator = "",
                          .copyright = "",
                          .license = "",
                          .acquire = "",
                          .source_type = "",
                          .source = "",
                          .rights_from = "",
                          .rights_until = "",
                          .focus_x = 50,
                          .focus_y = 50};
}

enum store_status media_paths(struct store *s, struct arena *a, int64_t id, struct media *out)
{
    *out = media_empty(id);
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
        out->focus_x = (int)db_int(q, 4);
        out->focus_y = (int)db_int(q, 5);
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

/* Whose pictures they may be offered; 0: anybody's. */
static int64_t media_offered_of(const struct actor *by)
{
    return permission_may(by, ACT_OTHERS, NULL) ? 0 : by->user;
}

enum store_status media_offered(struct store *s, const struct actor *by, int64_t story_id,
                                int64_t id, int64_t now)
{
    int64_t user = media_offered_of(by);
    if (user == 0)
        return media_exists(s, id);
    struct statement *q = db_stmt(s, &media_statements, OFFERED);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, id);
    db_bind_int(q, 3, story_id);
    db_bind_int(q, 4, user);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

/* q is bound but for the page. */
static enum store_status media_read_page(struct store *s, struct arena *a, struct statement *q,
                                         int64_t before, size_t limit, struct media_list *out)
{
    enum store_status st;
    *out = (struct media_list){.v = arena_array(a, limit, sizeof *out->v)};
    db_read(s);
    db_bind_int(q, 2, (int64_t)limit);
    db_bind_int(q, 3, before == 0 ? INT64_MAX : before);
    while ((st = db_row(s, q)) == STORE_OK)
        media_read(a, q, &out->v[out->n++]);
    if (st == STORE_MISSING)
        st = STORE_OK;
    for (size_t i = 0; i < out->n && st == STORE_OK; i++)
        st = media_read_files(s, a, &out->v[i]);
    db_read_done(s);
    return st;
}

enum store_status media_every(struct store *s, struct arena *a, int64_t before, size_t limit,
                              struct media_list *out)
{
    return media_read_page(s, a, db_stmt(s, &media_statements, EVERY), before, limit, out);
}

enum store_status media_recent(struct store *s, struct arena *a, const struct actor *by,
                               int64_t before, size_t limit, int64_t now, struct media_list *out)
{
    struct statement *q = db_stmt(s, &media_statements, RECENT);
    db_bind_int(q, 1, now);
    db_bind_id(q, 4, media_offered_of(by));
    return media_read_page(s, a, q, before, limit, out);
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
    db_bind_text(q, 12, m->creator ? m->creator : "");
    db_bind_text(q, 13, m->copyright ? m->copyright : "");
    db_bind_text(q, 14, m->license ? m->license : "");
    db_bind_text(q, 15, m->acquire ? m->acquire : "");
    db_bind_text(q, 16, m->source_type ? m->source_type : "");
    db_bind_int(q, 17, m->moves);
    return db_run_id(s, q, &m->id);
}

enum store_status media_insert_files(struct store *s, const struct media *m)
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

static enum store_status media_write_brought(struct store *s, int64_t id, int64_t user)
{
    if (user == 0)
        return STORE_OK;
    struct statement *q = db_stmt(s, &media_statements, BROUGHT);
    db_bind_int(q, 1, user);
    db_bind_int(q, 2, id);
    return db_run(s, q);
}

static enum store_status media_write_brought_again(struct store *s, int64_t id, int64_t user,
                                                   int64_t now)
{
    struct statement *q = db_stmt(s, &media_statements, BROUGHT_AT);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, now);
    enum store_status st = db_run(s, q);
    return st == STORE_OK ? media_write_brought(s, id, user) : st;
}

enum store_status media_brought(struct store *s, int64_t id, int64_t user, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_DESK);
    return st == STORE_OK ? db_end(s, media_write_brought_again(s, id, user, now)) : st;
}

static enum store_status media_index_new(struct store *s, struct arena *a, const struct media *m)
{
    struct media row;
    enum store_status st = media_get(s, a, m->id, &row);
    return st == STORE_OK ? media_index(s, a, &row) : st;
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
        st = media_write_brought(s, m->id, m->created_by);
    if (st == STORE_OK)
        st = media_index_new(s, a, m);
    if (st == STORE_OK)
        st = audit_write(s, m->created_by, 0, "media.add",
                         arena_printf(a, "%" PRId64 ": %s", m->id, m->original ? m->original : ""),
                         now);
    return st == STORE_EXISTS ? db_broken(s, "two renditions of one format and width") : st;
}

enum store_status media_add(struct store *s, struct arena *a, struct media *m, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_DESK);
    if (st != STORE_OK)
        return st;
    return db_end(s, media_add_new(s, a, m, now));
}

/* "" becomes the word; true when it did. */
static bool media_fill_word(struct arena *a, const char **word, const char *said)
{
    if (**word || text_blank(said))
        return false;
    *word = text_line(a, said);
    return true;
}

static enum store_status media_keep(struct store *s, struct arena *a, int64_t id,
                                    const struct media_words *words, int64_t user, int64_t now)
{
    struct media m;
    enum store_status st = media_get(s, a, id, &m);
    if (st != STORE_OK)
        return st;
    bool alt = media_fill_word(a, &m.alt, words->alt);
    bool caption = media_fill_word(a, &m.caption, words->caption);
    bool credit = media_fill_word(a, &m.credit, words->credit);
    if (!alt && !caption && !credit)
        return STORE_OK;
    struct statement *q = db_stmt(s, &media_statements, KEEP);
    db_bind_int(q, 1, id);
    db_bind_text(q, 2, m.alt);
    db_bind_text(q, 3, m.caption);
    db_bind_text(q, 4, m.credit);
    st = db_run(s, q);
    if (st == STORE_OK)
        st = media_index(s, a, &m);
    const char *what = arena_printf(a, "%" PRId64 ":%s%s%s", id, alt ? " alt" : "",
                                    caption ? " caption" : "", credit ? " credit" : "");
    return st == STORE_OK ? audit_write(s, user, 0, "media.words", what, now) : st;
}

enum store_status media_keep_words(struct store *s, struct arena *a, int64_t id,
                                   const struct media_words *words, int64_t user, int64_t now)
{
    struct media m;
    enum store_status st = media_get(s, a, id, &m);
    bool nothing = st == STORE_OK && !media_fill_word(a, &m.alt, words->alt) &&
                   !media_fill_word(a, &m.caption, words->caption) &&
                   !media_fill_word(a, &m.credit, words->credit);
    if (st != STORE_OK || nothing) /* the usual case: no lock */
        return st;
    st = db_begin(s, SCOPE_SITE);
    return st == STORE_OK ? db_end(s, media_keep(s, a, id, words, user, now)) : st;
}

/* ---- Remarks --------------------------------------------------------------------------------- */

static void media_remark_rights(struct problems *out, const struct media *m)
{
    const char *const said[] = {m->creator, m->copyright, m->license};
    const char *all = "";
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (said[i] && *said[i])
            all = arena_printf(out->arena, "%s%s%s", all, *all ? "; " : "", said[i]);
    if (*all)
        problem_say(out, "picture", WORD("The picture's file says whose it is: %RIGHTS%"), "RIGHTS",
                    all, NULL);
}

void media_remark(struct problems *out, const struct media *m, int place)
{
    if (photo_is_synthetic(m->source_type))
        problem_say(out, "picture",
                    WORD("This picture says that a model made it or a part of it (%TYPE%). Tell "
                         "readers so in its caption, and see what you say about AI."),
                    "TYPE", m->source_type, NULL);
    if (m->moves)
        problem_say(out, "picture", WORD("This picture moves; readers see its first frame."), NULL);
    if (m->width > 0 && m->width < place)
        problem_say(out, "picture",
                    WORD("This picture is %WIDTH% pixels wide, and its place is up to %PLACE%: on "
                         "wide screens it looks blurred or small."),
                    "WIDTH", arena_printf(out->arena, "%d", m->width), "PLACE",
                    arena_printf(out->arena, "%d", place), NULL);
    media_remark_rights(out, m);
}
