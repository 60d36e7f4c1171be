/* story_desk.c: the rows of the editors' list, and what goes out next. */
#include "story_desk_private.h"

#include "lib/text.h"

#include <string.h>

enum { ROW, COMING, STORY_DESK_SQL_MAX };

/* One clause a line. */
/* clang-format off */
static const char *const sql[STORY_DESK_SQL_MAX] = {
    [ROW] =
        "SELECT " SQL_STORY_COLUMNS ","
        " r.id, r.headline, u.name, g.id, g.slug, g.name, g.text,"
        " (SELECT " SQL_JOIN_TEXTS("b.name", ", ")
        "  FROM (SELECT y.name FROM revision_byline x" SQL_JOIN "byline q ON q.id = x.byline_id" SQL_JOIN
        "   byline y ON y.id = coalesce(q.stands_for, q.id)"
        "   WHERE x.revision_id = r.id ORDER BY x.position) b),"
        " (SELECT k.name FROM revision d" SQL_JOIN "user k ON k.id = d.saved_by"
        "  WHERE d.story_id = s.id AND d.number = s.draft_number),"
        " (SELECT count(*) FROM note n WHERE n.story_id = s.id AND n.thread_id IS NULL AND n.resolved_at IS NULL),"
        " (SELECT count(*) FROM suggestion v WHERE v.story_id = s.id AND EXISTS"
        "  (SELECT 1 FROM suggestion_change c WHERE c.suggestion_id = v.id AND c.state = 0))"
        " FROM story s" SQL_JOIN "revision r ON r.story_id = s.id AND r.number = s.head_number"
        SQL_SECTION_OF("r")
        " LEFT JOIN user u ON u.id = s.edited_by"
        " WHERE s.id = ?2",
    [COMING] =
        "SELECT p.story_id, p.live_from, r.headline, s.published_at < p.live_from"
        " FROM publication p" SQL_JOIN "story s ON s.id = p.story_id" SQL_JOIN
        "revision r ON r.story_id = p.story_id AND r.number = p.number"
        " WHERE p.live_from >= ?1 AND p.live_from < ?4"
        " AND s.withdrawn_at IS NULL AND s.binned_at IS NULL"
        " AND (?2 IS NULL OR s.created_by = ?2 OR EXISTS (SELECT 1 FROM story_writer w"
        " WHERE w.story_id = s.id AND w.user_id = ?2))"
        " ORDER BY p.live_from, p.id LIMIT ?3",
};
/* clang-format on */
const struct statements story_desk_statements = {SET_STORY_DESK, sql, STORY_DESK_SQL_MAX};

static const char *const has_names[DESK_HAS_MAX] = {"", "draft", "change", "returned"};

const char *desk_has_name(enum desk_has has)
{
    return (unsigned)has < DESK_HAS_MAX ? has_names[has] : "";
}

enum desk_has desk_has_find(const char *name)
{
    for (int i = 0; i < DESK_HAS_MAX; i++)
        if (strcmp(has_names[i], name) == 0)
            return (enum desk_has)i;
    return DESK_HAS_ANY;
}

static enum store_status desk_read_row(const struct desk_find *d, int64_t id, struct desk_rows *out)
{
    const int c = SQL_STORY_COLUMNS_N;
    struct statement *q = db_stmt(d->s, &story_desk_statements, ROW);
    db_bind_int(q, 1, d->now);
    db_bind_int(q, 2, id);
    enum store_status st = db_row(d->s, q);
    if (st == STORE_OK) {
        struct desk_row *row = &out->v[out->n++];
        story_read_columns(d->a, q, &row->story);
        row->headline = db_text(d->a, q, c + 1);
        row->edited_by = db_text(d->a, q, c + 2);
        row->section = (struct group){.id = db_int(q, c + 3),
                                      .slug = db_text(d->a, q, c + 4),
                                      .name = db_text(d->a, q, c + 5),
                                      .text = db_text(d->a, q, c + 6)};
        row->bylines = db_text(d->a, q, c + 7);
        row->draft_by = db_text(d->a, q, c + 8);
        row->notes = (int)db_int(q, c + 9);
        row->suggestions = (int)db_int(q, c + 10);
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status desk_read(const struct desk_find *d, size_t limit, struct desk_rows *out)
{
    bool words = d->f->text && !text_blank(d->f->text);
    struct desk_keys keys;
    enum store_status st = words ? desk_words_find(d, &keys) : desk_keys_find(d, &keys);
    if (st != STORE_OK)
        return st;
    out->more = keys.n > limit;
    out->unsearched = keys.unsearched;
    out->count_more = keys.n > d->f->count_most;
    out->count = out->count_more ? d->f->count_most : keys.n;
    out->v = arena_array(d->a, limit, sizeof *out->v);
    for (size_t i = 0; i < keys.n && i < limit && st == STORE_OK; i++)
        st = desk_read_row(d, keys.v[i].id, out);
    return st;
}

enum store_status story_desk(struct store *s, struct arena *a, const struct desk_filter *f,
                             struct list_key before, size_t limit, int64_t now,
                             struct desk_rows *out)
{
    bool counts = before.at == 0 && before.id == 0 && f->count_most > limit;
    const struct desk_find d = {.s = s,
                                .a = a,
                                .f = f,
                                .before = before,
                                .now = now,
                                .limit = (counts ? f->count_most : limit) + 1};
    *out = (struct desk_rows){0};
    db_read(s);
    enum store_status st = desk_read(&d, limit, out);
    db_read_done(s);
    return st;
}

enum store_status story_coming(struct store *s, struct arena *a, int64_t created_by, int64_t from,
                               int64_t to, size_t limit, struct coming_rows *out)
{
    *out = (struct coming_rows){.v = arena_array(a, limit, sizeof *out->v)};
    struct statement *q = db_stmt(s, &story_desk_statements, COMING);
    db_bind_int(q, 1, from);
    db_bind_id(q, 2, created_by);
    db_bind_int(q, 3, (int64_t)limit + 1);
    db_bind_int(q, 4, to);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit)
            out->more = true;
        else
            out->v[out->n++] = (struct coming_row){db_int(q, 0), db_int(q, 1), db_text(a, q, 2),
                                                   db_int(q, 3) != 0};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}
