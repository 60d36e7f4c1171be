/* story_record.c: stories one after the other, as they are kept. */
#include "story_record.h"

#include "driver.h"
#include "story_private.h"

enum { NEXT, PUBLICATIONS, REDIRECTS, COUNT, NAMES, STORY_RECORD_SQL_MAX };

/* clang-format off */
static const char *const sql[STORY_RECORD_SQL_MAX] = {
    [NEXT] =
        "SELECT " SQL_STORY_COLUMNS ", s.slug_auto, s.edited_by,"
        " s.import_key, s.import_hash, s.import_number"
        " FROM story s WHERE s.id > ?2 ORDER BY s.id LIMIT 1",
    [PUBLICATIONS] =
        "SELECT w.number, w.live_from, w.kind, w.updated_at, w.note, c.wrong, c.right, c.at,"
        " w.follows, w.created_at, w.user_id, w.id, "
        SQL_GREATEST("coalesce(w.reworded_at, 0)", "coalesce(c.reworded_at, 0)")
        " FROM publication w LEFT JOIN correction c ON c.publication_id = w.id"
        " WHERE w.story_id = ?1 ORDER BY w.live_from, w.id",
    [REDIRECTS] = "SELECT path FROM redirect WHERE story_id = ?1 ORDER BY path",
    [COUNT] = "SELECT count(*) FROM story",
    [NAMES] =
        "SELECT -1, r.text_hash, 0 FROM revision r WHERE r.story_id = ?1 AND r.number = ?2"
        " UNION ALL SELECT 0, q.slug, q.stands_for FROM revision r" SQL_JOIN
        "section q ON q.id = r.section_id WHERE r.story_id = ?1 AND r.number = ?2"
        " UNION ALL SELECT 1, q.slug, q.stands_for FROM revision r" SQL_JOIN
        "revision_tag x ON x.revision_id = r.id" SQL_JOIN "tag q ON q.id = x.tag_id"
        " WHERE r.story_id = ?1 AND r.number = ?2"
        " UNION ALL SELECT 2, q.slug, q.stands_for FROM revision r" SQL_JOIN
        "revision_byline x ON x.revision_id = r.id" SQL_JOIN "byline q ON q.id = x.byline_id"
        " WHERE r.story_id = ?1 AND r.number = ?2",
};
/* clang-format on */
_Static_assert(GROUP_SECTION == 0 && GROUP_TAG == 1 && GROUP_BYLINE == 2, "numbers in NAMES");
const struct statements story_record_statements = {SET_STORY_RECORD, sql, STORY_RECORD_SQL_MAX};

static enum store_status record_publications(struct store *s, struct arena *a,
                                             struct story_record *out)
{
    struct record_publications *list = &out->publications;
    struct statement *q = db_stmt(s, &story_record_statements, PUBLICATIONS);
    size_t capacity = 0;
    enum store_status st;
    db_bind_int(q, 1, out->story.id);
    while ((st = db_row(s, q)) == STORE_OK) {
        list->v = arena_grow(a, list->v, list->n, &capacity, sizeof *list->v);
        list->v[list->n++] = (struct record_publication){
            .number = (int)db_int(q, 0),
            .live_from = db_int(q, 1),
            .kind = (enum edit_kind)db_int(q, 2),
            .carries = db_is_null(q, 3),
            .updated_at = db_int(q, 3),
            .note = db_text(a, q, 4),
            .wrong = db_text(a, q, 5),
            .right = db_text(a, q, 6),
            .corrected_at = db_int(q, 7),
            .follows = (int)db_int(q, 8),
            .created_at = db_int(q, 9),
            .user = db_int(q, 10),
            .id = db_int(q, 11),
            .reworded_at = db_int(q, 12),
        };
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status record_redirects(struct store *s, struct arena *a,
                                          struct story_record *out)
{
    struct statement *q = db_stmt(s, &story_record_statements, REDIRECTS);
    enum store_status st;
    db_bind_int(q, 1, out->story.id);
    while ((st = db_row(s, q)) == STORE_OK)
        strlist_add(a, &out->redirects, db_text(a, q, 0));
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status story_record_next(struct store *s, struct arena *a, int64_t after, int64_t now,
                                    struct story_record *out)
{
    *out = (struct story_record){0};
    db_read(s);
    struct statement *q = db_stmt(s, &story_record_statements, NEXT);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, after);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        story_read_columns(a, q, &out->story);
        out->in_review = db_int(q, 7) != 0;
        out->slug_auto = db_int(q, SQL_STORY_COLUMNS_N) != 0;
        out->edited_by = db_int(q, SQL_STORY_COLUMNS_N + 1);
        out->import_key = db_text(a, q, SQL_STORY_COLUMNS_N + 2);
        out->import_hash = db_text(a, q, SQL_STORY_COLUMNS_N + 3);
        out->import_number = (int)db_int(q, SQL_STORY_COLUMNS_N + 4);
    }
    db_reset(q);
    if (st == STORE_OK)
        st = record_publications(s, a, out);
    if (st == STORE_OK)
        st = record_redirects(s, a, out);
    db_read_done(s);
    return st;
}

/* Each in its place: a revision's rows come in their order. */
enum store_status story_record_names(struct store *s, struct arena *a, int64_t story_id, int number,
                                     struct record_names *out)
{
    struct statement *q = db_stmt(s, &story_record_statements, NAMES);
    enum store_status st;
    *out = (struct record_names){.text_hash = "", .section = ""};
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    while ((st = db_row(s, q)) == STORE_OK) {
        int64_t kind = db_int(q, 0);
        const char *said = db_text(a, q, 1);
        if (kind < 0)
            out->text_hash = said;
        else if (kind == GROUP_SECTION)
            out->section = said;
        else
            strlist_add(a, kind == GROUP_TAG ? &out->tags : &out->bylines, said);
        out->merged |= db_int(q, 2) != 0;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status story_record_count(struct store *s, int64_t *out)
{
    struct statement *q = db_stmt(s, &story_record_statements, COUNT);
    enum store_status st = db_row(s, q);
    *out = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st;
}
