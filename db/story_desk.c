/* story_desk.c: the editors' list, by last edit. Each filter that cuts deep has its own index. */
#include "story_desk.h"
#include "driver.h"
#include "group_private.h"
#include "story_private.h"

enum {
    ANY,
    UNPUBLISHED,
    SCHEDULED,
    WITHDRAWN,
    BINNED,
    MINE,
    SHARES,
    MINE_SHARED,
    OF_SECTION,
    OF_KIND,
    COMING,
    STORY_DESK_SQL_MAX
};

/* ?2 state, ?3 kind, ?4 section, ?5 part of the headline, ?6 creator: NULL asks for any. ?10: of the bin,
 * or of all but the bin. edited: with a plus before it where few are left to be sorted, lest the walk goes
 * by it down all stories. One clause a line. */
/* clang-format off */
#define DESK(edited) \
    "SELECT " SQL_STORY_COLUMNS "," \
    " r.id, r.headline, u.name, g.id, g.slug, g.name, g.text," \
    " (SELECT " SQL_JOIN_TEXTS("b.name", ", ") \
    "  FROM (SELECT y.name FROM revision_byline x" SQL_JOIN "byline q ON q.id = x.byline_id" SQL_JOIN \
    "   byline y ON y.id = coalesce(q.stands_for, q.id)" \
    "   WHERE x.revision_id = r.id ORDER BY x.position) b)," \
    " (SELECT k.name FROM revision d" SQL_JOIN "user k ON k.id = d.saved_by" \
    "  WHERE d.story_id = s.id AND d.number = s.draft_number)," \
    " (SELECT count(*) FROM note n WHERE n.story_id = s.id AND n.thread_id IS NULL AND n.resolved_at IS NULL)," \
    " (SELECT count(*) FROM suggestion v WHERE v.story_id = s.id AND EXISTS" \
    "  (SELECT 1 FROM suggestion_change c WHERE c.suggestion_id = v.id AND c.state = 0))" \
    " FROM story s" SQL_JOIN "revision r ON r.story_id = s.id AND r.number = s.head_number" \
    SQL_SECTION_OF("r") \
    " LEFT JOIN user u ON u.id = s.edited_by" \
    " WHERE (" edited ", s.id) < (?7, ?8)" \
    " AND (s.binned_at IS NOT NULL) = ?10" \
    " AND (?3 IS NULL OR s.kind = ?3)" \
    " AND (?4 IS NULL OR s.head_section = ?4)" \
    " AND (?5 IS NULL OR " SQL_HAS_TEXT("r.headline", "?5") ")" \
    " AND (?6 IS NULL OR s.created_by = ?6 OR EXISTS (SELECT 1 FROM story_writer w" \
    "  WHERE w.story_id = s.id AND w.user_id = ?6))" \
    " AND (?2 IS NULL OR ?2 =" \
    "  CASE WHEN s.withdrawn_at IS NOT NULL THEN 4" \
    "  WHEN s.published_at IS NULL THEN s.in_review" \
    "  WHEN " SQL_LIVE_NUMBER("s.id") \
    " IS NULL THEN 2" \
    "  ELSE 3 END)"
/* clang-format on */
#define BY_EDIT(edited) " ORDER BY " edited " DESC, s.id DESC LIMIT ?9"
#define WALKED(filter) DESK("s.edited_at") filter BY_EDIT("s.edited_at")
#define SORTED(filter) DESK("+s.edited_at") filter BY_EDIT("+s.edited_at")

static const char *const sql[STORY_DESK_SQL_MAX] = {
    [ANY] = WALKED(""),
    [UNPUBLISHED] = WALKED(" AND s.published_at IS NULL"),
    [SCHEDULED] = SORTED(" AND s.published_at > ?1"),
    [WITHDRAWN] = WALKED(" AND s.withdrawn_at IS NOT NULL"),
    [BINNED] = SORTED(" AND s.binned_at IS NOT NULL"),
    [MINE] = WALKED(" AND s.created_by = ?6"),
    [SHARES] = "SELECT 1 FROM story_writer WHERE user_id = ?1 LIMIT 1",
    /* Of all that one person has. */
    [MINE_SHARED] =
        SORTED(" AND s.id IN (SELECT o.id FROM story o WHERE o.created_by = ?6"
               " UNION ALL SELECT w.story_id FROM story_writer w WHERE w.user_id = ?6)"),
    [OF_SECTION] = WALKED(" AND s.head_section = ?4"),
    [OF_KIND] = WALKED(" AND s.kind = ?3 AND s.kind <> 0"), /* most are news */
    [COMING] = "SELECT p.story_id, p.live_from, r.headline, s.published_at < p.live_from"
               " FROM publication p" SQL_JOIN "story s ON s.id = p.story_id" SQL_JOIN
               "revision r ON r.story_id = p.story_id AND r.number = p.number"
               " WHERE p.live_from >= ?1 AND p.live_from < ?4 AND s.withdrawn_at IS NULL AND "
               "s.binned_at IS NULL"
               " AND (?2 IS NULL OR s.created_by = ?2 OR EXISTS (SELECT 1 FROM story_writer w"
               " WHERE w.story_id = s.id AND w.user_id = ?2))"
               " ORDER BY p.live_from, p.id LIMIT ?3",
};
const struct statements story_desk_statements = {SET_STORY_DESK, sql, STORY_DESK_SQL_MAX};
_Static_assert(STORY_DRAFT == 0 && STORY_IN_REVIEW == 1 && STORY_SCHEDULED == 2 &&
                   STORY_LIVE == 3 && STORY_WITHDRAWN == 4 && STORY_BINNED == 5 && STORY_NEWS == 0,
               "numbers in DESK");

/* Whether somebody writes stories that others began. */
static bool desk_shares(struct store *s, int64_t user)
{
    struct statement *q = db_stmt(s, &story_desk_statements, SHARES);
    db_bind_int(q, 1, user);
    bool shares = db_row(s, q) == STORE_OK;
    db_reset(q);
    return shares;
}

static int desk_statement(struct store *s, const struct desk_filter *f)
{
    if (f->created_by != 0)
        return desk_shares(s, f->created_by) ? MINE_SHARED : MINE;
    switch (f->state) {
    case STORY_DRAFT:
    case STORY_IN_REVIEW:
        return UNPUBLISHED;
    case STORY_SCHEDULED:
        return SCHEDULED;
    case STORY_WITHDRAWN:
        return WITHDRAWN;
    case STORY_BINNED:
        return BINNED;
    default:
        break;
    }
    if (f->section_id != 0)
        return OF_SECTION;
    return f->kind == STORY_NEWS || (unsigned)f->kind >= STORY_KIND_MAX ? ANY : OF_KIND;
}

static struct statement *desk_stmt(struct store *s, const struct desk_filter *f,
                                   struct list_key before, size_t limit, int64_t now)
{
    bool start = before.at == 0 && before.id == 0;
    struct statement *q = db_stmt(s, &story_desk_statements, desk_statement(s, f));
    db_bind_int(q, 1, now);
    if ((unsigned)f->state < STORY_BINNED)
        db_bind_int(q, 2, (int64_t)f->state);
    if ((unsigned)f->kind < STORY_KIND_MAX)
        db_bind_int(q, 3, (int64_t)f->kind);
    db_bind_id(q, 4, f->section_id);
    db_bind_null_text(q, 5, f->text);
    db_bind_id(q, 6, f->created_by);
    db_bind_int(q, 7, start ? INT64_MAX : before.at);
    db_bind_int(q, 8, start ? INT64_MAX : before.id);
    db_bind_int(q, 9, (int64_t)limit + 1);
    db_bind_int(q, 10, f->state == STORY_BINNED);
    return q;
}

enum store_status story_desk(struct store *s, struct arena *a, const struct desk_filter *f,
                             struct list_key before, size_t limit, int64_t now,
                             struct desk_rows *out)
{
    *out = (struct desk_rows){.v = arena_array(a, limit, sizeof *out->v)};
    struct statement *q = desk_stmt(s, f, before, limit, now);
    const int c = SQL_STORY_COLUMNS_N;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit) {
            out->more = true;
            continue;
        }
        struct desk_row *row = &out->v[out->n++];
        story_read_columns(a, q, &row->story);
        row->headline = db_text(a, q, c + 1);
        row->edited_by = db_text(a, q, c + 2);
        row->section = (struct group){.id = db_int(q, c + 3),
                                      .slug = db_text(a, q, c + 4),
                                      .name = db_text(a, q, c + 5),
                                      .text = db_text(a, q, c + 6)};
        row->bylines = db_text(a, q, c + 7);
        row->draft_by = db_text(a, q, c + 8);
        row->notes = (int)db_int(q, c + 9);
        row->suggestions = (int)db_int(q, c + 10);
    }
    return st == STORE_MISSING ? STORE_OK : st;
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
