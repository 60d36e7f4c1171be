/* site_import_media.c: see site_import.h: pictures, what stands for them, their files. */
#include "site_import.h"

#include "lib/ascii.h"
#include "lib/text.h"
#include "media_about.h"
#include "media_private.h"

#include <string.h>

enum {
    PUT,
    BROUGHT,
    FIND,
    PORTRAIT,
    SAY,
    REPLACE,
    NEXT_REPLACED,
    STEP,
    SETTLE,
    NEXT_FILE,
    SITE_IMPORT_MEDIA_SQL_MAX
};

static const char *const sql[SITE_IMPORT_MEDIA_SQL_MAX] = {
    [PUT] = "INSERT INTO media (id, name, folder, original, source_sha256, width, height, alt,"
            " caption, credit, created_at, created_by, creator, copyright, license, acquire,"
            " source_type, moves, source, rights_from, rights_until, not_again, brought_at,"
            " focus_x, focus_y)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
            " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
    [BROUGHT] = "INSERT INTO media_user (user_id, media_id) VALUES (?2, ?1)",
    [FIND] = "SELECT id FROM media WHERE name = ?1",
    [PORTRAIT] = "UPDATE byline_profile SET portrait_id = ?2 WHERE byline_id = ?1",
    [SAY] = "UPDATE media SET replaced_by = ?2 WHERE id = ?1",
    [REPLACE] = "INSERT INTO media_replacement (media_id, alt, caption, credit, at, user_id, shows,"
                " words_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1)",
    [NEXT_REPLACED] = "SELECT media_id FROM media_replacement WHERE media_id > ?1"
                      " ORDER BY media_id LIMIT 1",
    /* The next one of those that stand for one another in turn. */
    [STEP] = "SELECT m.replaced_by FROM media_replacement p" SQL_JOIN
             "media m ON m.id = p.media_id WHERE p.media_id = ?1",
    [SETTLE] = "UPDATE media_replacement SET shows = ?2, words_of = ?3 WHERE media_id = ?1",
    /* As media_held.c places them; what no story has stays where it is. */
    [NEXT_FILE] =
        "SELECT f.path, f.sha256, f.bytes,"
        " EXISTS (SELECT 1 FROM media_use u WHERE u.media_id = f.media_id)"
        " AND NOT EXISTS (SELECT 1 FROM media_use o" SQL_JOIN "story t ON t.id = o.story_id"
        " WHERE o.media_id = f.media_id AND t.withdrawn_at IS NULL AND t.binned_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM byline_profile y WHERE y.portrait_id = f.media_id)"
        " AND NOT EXISTS (SELECT 1 FROM media_replacement p WHERE p.shows = f.media_id),"
        " f.media_id, f.format, f.width FROM media_file f"
        " WHERE (f.media_id, f.format, f.width) > (?1, ?2, ?3)"
        " ORDER BY f.media_id, f.format, f.width LIMIT 1",
};
const struct statements site_import_media_statements = {SET_SITE_IMPORT_MEDIA, sql,
                                                        SITE_IMPORT_MEDIA_SQL_MAX};

static struct statement *medium_stmt(struct store *s, int which, int64_t id)
{
    struct statement *q = db_stmt(s, &site_import_media_statements, which);
    db_bind_int(q, 1, id);
    return q;
}

/* ---- Whether it may be ----------------------------------------------------------------------- */

static bool is_hex(const char *s, size_t n)
{
    return strlen(s) == n && strspn(s, "0123456789abcdef") == n;
}

/* "2026/01/<name>-960.jpg", and nothing that leads elsewhere. */
static bool path_fits(const char *path, const char *name)
{
    static const char month[] = "0000/00/";
    for (size_t i = 0; month[i]; i++)
        if (month[i] == '/' ? path[i] != '/' : !ascii_is_digit((unsigned char)path[i]))
            return false;
    const char *rest = path + sizeof month - 1;
    return strncmp(rest, name, 32) == 0 && strlen(path) <= 96 &&
           rest[strspn(rest, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0' &&
           !strstr(rest, "..");
}

static void check_files(const struct media *m, struct problems *why)
{
    for (size_t i = 0; i < m->n_files; i++) {
        const struct media_file *f = &m->files[i];
        if (!path_fits(f->path, m->name) || strncmp(f->path, m->files[0].path, 7) != 0)
            problem_add(why, "files", "“%s” is no path of a file of this picture.", f->path);
        else if (!is_hex(f->sha256, 64) || f->bytes <= 0 || f->width <= 0 || f->height <= 0)
            problem_add(why, "files", "Of the file %s bytes, size or checksum are missing.",
                        f->path);
    }
}

static bool medium_fits(struct arena *a, const struct media *m, struct problems *why)
{
    size_t before = why->n;
    const char *const lines[] = {m->original,  m->alt,     m->caption, m->credit,      m->creator,
                                 m->copyright, m->license, m->acquire, m->source_type, m->source};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (strcmp(lines[i], text_line(a, lines[i])) != 0)
            problem_add(why, "", "“%s” is more than a line.", text_line(a, lines[i]));
    const struct media_about about = media_about_of(m);
    (void)media_about_check(&about, why);
    if (*m->acquire && !text_is_http_url(m->acquire))
        problem_add(why, "acquire", "“acquire” is no web address.");
    if (!is_hex(m->name, 32) || !is_hex(m->source_sha256, 64))
        problem_add(why, "name", "Its name or its checksum is none.");
    else
        check_files(m, why);
    if (m->width <= 0 || m->height <= 0 || m->focus_x > 100 || m->focus_y > 100)
        problem_add(why, "width", "Its size, or what crops keep of it, cannot be.");
    return why->n == before;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static enum store_status put_row(struct store *s, const struct media *m, const char *folder)
{
    const char *const texts[] = {m->name, folder, m->original, m->source_sha256};
    const char *const words[] = {m->alt, m->caption, m->credit};
    const char *const whose[] = {m->creator, m->copyright, m->license, m->acquire, m->source_type};
    struct statement *q = medium_stmt(s, PUT, m->id);
    for (int i = 0; i < 4; i++)
        db_bind_text(q, 2 + i, texts[i]);
    db_bind_int(q, 6, m->width);
    db_bind_int(q, 7, m->height);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, 8 + i, words[i]);
    db_bind_int(q, 11, m->created_at);
    db_bind_id(q, 12, m->created_by);
    for (int i = 0; i < 5; i++)
        db_bind_text(q, 13 + i, whose[i]);
    db_bind_int(q, 18, m->moves);
    db_bind_text(q, 19, m->source);
    db_bind_text(q, 20, m->rights_from);
    db_bind_text(q, 21, m->rights_until);
    db_bind_int(q, 22, m->not_again);
    db_bind_int(q, 23, m->brought_at);
    db_bind_int(q, 24, m->focus_x);
    db_bind_int(q, 25, m->focus_y);
    return db_run(s, q);
}

enum store_status site_put_medium(struct store *s, struct arena *a, const struct media *m,
                                  struct problems *why)
{
    if (!medium_fits(a, m, why))
        return STORE_REFUSED;
    enum store_status st = put_row(s, m, m->n_files ? arena_dupn(a, m->files[0].path, 7) : "");
    if (st == STORE_OK)
        st = media_insert_files(s, m);
    if (st == STORE_OK && m->created_by) {
        struct statement *q = medium_stmt(s, BROUGHT, m->id);
        db_bind_int(q, 2, m->created_by);
        st = db_run(s, q);
    }
    return st == STORE_OK ? media_index(s, a, m) : st;
}

enum store_status site_find_medium(struct store *s, const char *name, int64_t *id)
{
    struct statement *q = db_stmt(s, &site_import_media_statements, FIND);
    db_bind_text(q, 1, name);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *id = db_int(q, 0);
    db_reset(q);
    return st;
}

enum store_status site_put_portrait(struct store *s, int64_t byline, int64_t media)
{
    struct statement *q = medium_stmt(s, PORTRAIT, byline);
    db_bind_int(q, 2, media);
    return db_run(s, q);
}

/* ---- What stands for them --------------------------------------------------------------------- */

enum store_status site_put_replacement(struct store *s, int64_t id,
                                       const struct media_replacement *r)
{
    struct statement *q = medium_stmt(s, SAY, id);
    db_bind_int(q, 2, r->by);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK || !r->words.alt)
        return st;
    q = medium_stmt(s, REPLACE, id);
    db_bind_text(q, 2, r->words.alt);
    db_bind_text(q, 3, r->words.caption);
    db_bind_text(q, 4, r->words.credit);
    db_bind_int(q, 5, r->at);
    db_bind_id(q, 6, r->user_id);
    db_bind_int(q, 7, r->by);
    return db_run(s, q);
}

/* A number that a statement gives; 0: none. */
static enum store_status medium_ask(struct store *s, int which, int64_t id, int64_t *out)
{
    struct statement *q = medium_stmt(s, which, id);
    enum store_status st = db_row(s, q);
    *out = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status settle_one(struct store *s, int64_t id)
{
    int64_t at = id, words_of = id, next = id;
    enum store_status st = STORE_OK;
    int steps = 0;
    for (; st == STORE_OK && next != 0 && steps <= MEDIA_REPLACED_STEPS; steps++) {
        st = medium_ask(s, STEP, at, &next);
        words_of = next ? at : words_of;
        at = next ? next : at;
    }
    if (st == STORE_OK && next != 0)
        return STORE_REFUSED;
    struct statement *q = medium_stmt(s, SETTLE, id);
    db_bind_int(q, 2, at);
    db_bind_int(q, 3, words_of);
    return st == STORE_OK ? db_run(s, q) : st;
}

enum store_status site_settle_replacements(struct store *s)
{
    int64_t id = 0;
    enum store_status st = medium_ask(s, NEXT_REPLACED, 0, &id);
    while (st == STORE_OK && id != 0) {
        st = settle_one(s, id);
        if (st == STORE_OK)
            st = medium_ask(s, NEXT_REPLACED, id, &id);
    }
    return st;
}

/* ---- Their files ------------------------------------------------------------------------------ */

enum store_status site_file_next(struct store *s, struct arena *a, struct site_file *at)
{
    struct statement *q = medium_stmt(s, NEXT_FILE, at->media_id);
    db_bind_int(q, 2, at->format);
    db_bind_int(q, 3, at->width);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *at = (struct site_file){.path = db_text(a, q, 0),
                                 .sha256 = db_text(a, q, 1),
                                 .bytes = db_int(q, 2),
                                 .held = db_int(q, 3) != 0,
                                 .media_id = db_int(q, 4),
                                 .format = db_int(q, 5),
                                 .width = db_int(q, 6)};
    db_reset(q);
    return st;
}
