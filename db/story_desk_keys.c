/* story_desk_keys.c: which stories the editors' list has, by time. Each filter that cuts deep has its own index. */
#include "story_desk_private.h"

/* Where stories are taken from. Of each a statement by edit and one by publication. */
enum desk_source {
    WALK,
    UNPUBLISHED,
    SCHEDULED,
    WITHDRAWN,
    BINNED,
    MINE,
    SHARED,
    SECTION,
    KIND,
    DRAFTS,
    CHANGES,
    RETURNED,
    TAGGED,
    SIGNED,
    SOURCE_MAX
};
enum {
    COUNT_TAGGED = DESK_ORDER_MAX * SOURCE_MAX,
    COUNT_SIGNED,
    COUNT_SECTION,
    SHARES,
    STORY_DESK_KEYS_SQL_MAX
};
#define FEW 30000 /* as many are sorted; a walk finds more common ones soon */

/* ?9 the limit. A plus before the time keeps a statement from its index: of few that are left to be sorted, lest the
 * walk goes by it down all stories. */
#define KEYS(key, filter)                                                                          \
    "SELECT s.id, " key " FROM story s WHERE" SQL_DESK_KEPT(key) filter                            \
        " ORDER BY " key " DESC, s.id DESC LIMIT ?9"
#define WALKED(filter) KEYS("s.edited_at", filter)
#define SORTED(filter) KEYS("+s.edited_at", filter)
#define OUT_WALKED(filter) KEYS("s.published_at", filter)
#define OUT_SORTED(filter) KEYS("+s.published_at", filter)
#define BOTH(source, by_edit, by_publication)                                                      \
    [DESK_ORDER_MAX * (source) + DESK_BY_EDIT] = by_edit,                                          \
                                 [DESK_ORDER_MAX * (source) + DESK_BY_PUBLICATION] =               \
                                     by_publication
#define ALL_SORTED(source, filter) BOTH(source, SORTED(filter), OUT_SORTED(filter))

#define OF_ONE                                                                                     \
    " AND s.id IN (SELECT o.id FROM story o WHERE o.created_by = ?6"                               \
    " UNION ALL SELECT w.story_id FROM story_writer w WHERE w.user_id = ?6)"
#define OF_NAME(kind, id, table)                                                                   \
    " AND s.id IN (SELECT n.story_id FROM story_name n WHERE n.kind = " kind                       \
    " AND n.name_id IN " SQL_NAMES(id, table) ")"
#define COUNTED(from) "SELECT count(*) FROM (SELECT 1 FROM " from " LIMIT ?2)"

static const char *const sql[STORY_DESK_KEYS_SQL_MAX] = {
    BOTH(WALK, WALKED(""), OUT_WALKED("")),
    BOTH(UNPUBLISHED, WALKED(" AND s.published_at IS NULL"),
         OUT_SORTED(" AND s.published_at IS NULL")),
    BOTH(SCHEDULED, SORTED(" AND s.published_at > ?1"), OUT_WALKED(" AND s.published_at > ?1")),
    BOTH(WITHDRAWN, WALKED(" AND s.withdrawn_at IS NOT NULL"),
         OUT_SORTED(" AND s.withdrawn_at IS NOT NULL")),
    ALL_SORTED(BINNED, " AND s.binned_at IS NOT NULL"),
    BOTH(MINE, WALKED(" AND s.created_by = ?6"), OUT_SORTED(" AND s.created_by = ?6")),
    ALL_SORTED(SHARED, OF_ONE),
    BOTH(SECTION, WALKED(" AND s.head_section = ?4"), OUT_SORTED(" AND s.head_section = ?4")),
    BOTH(KIND, WALKED(" AND s.kind = ?3 AND s.kind <> 0"), /* most are news */
         OUT_SORTED(" AND s.kind = ?3 AND s.kind <> 0")),
    BOTH(DRAFTS, WALKED(" AND s.draft_number IS NOT NULL AND s.published_at IS NOT NULL"),
         OUT_SORTED(" AND s.draft_number IS NOT NULL AND s.published_at IS NOT NULL")),
    ALL_SORTED(CHANGES,
               " AND s.id IN (SELECT p.story_id FROM publication p WHERE p.live_from > ?1)"),
    ALL_SORTED(RETURNED, " AND s.id IN (SELECT v.story_id FROM review v WHERE v.returned = 1)"),
    ALL_SORTED(TAGGED, OF_NAME("1", "?5", "tag")),
    ALL_SORTED(SIGNED, OF_NAME("2", "?11", "byline")),
    [COUNT_TAGGED] = COUNTED("story_name WHERE kind = 1 AND name_id IN " SQL_NAMES("?1", "tag")),
    [COUNT_SIGNED] = COUNTED("story_name WHERE kind = 2 AND name_id IN " SQL_NAMES("?1", "byline")),
    [COUNT_SECTION] = COUNTED("story WHERE head_section = ?1"),
    [SHARES] = "SELECT 1 FROM story_writer WHERE user_id = ?1 LIMIT 1",
};
const struct statements story_desk_keys_statements = {SET_STORY_DESK_KEYS, sql,
                                                      STORY_DESK_KEYS_SQL_MAX};
_Static_assert(STORY_DRAFT == 0 && STORY_IN_REVIEW == 1 && STORY_SCHEDULED == 2 &&
                   STORY_LIVE == 3 && STORY_WITHDRAWN == 4 && STORY_BINNED == 5 &&
                   STORY_NEWS == 0 && GROUP_TAG == 1 && GROUP_BYLINE == 2 && DESK_HAS_DRAFT == 1 &&
                   DESK_HAS_CHANGE == 2,
               "numbers in SQL_DESK_KEPT");

void desk_bind(const struct desk_find *d, struct statement *q)
{
    const struct desk_filter *f = d->f;
    bool start = d->before.at == 0 && d->before.id == 0;
    int64_t end = f->to != 0 ? f->to : INT64_MAX;
    bool below = !start && d->before.at < end;
    db_bind_int(q, 1, d->now);
    if ((unsigned)f->state < STORY_BINNED)
        db_bind_int(q, 2, (int64_t)f->state);
    if ((unsigned)f->kind < STORY_KIND_MAX)
        db_bind_int(q, 3, (int64_t)f->kind);
    db_bind_id(q, 4, f->section_id);
    db_bind_id(q, 5, f->tag_id);
    db_bind_id(q, 6, f->created_by);
    db_bind_int(q, 7, below ? d->before.at : end);
    /* With an end of the times, none of that very time. */
    db_bind_int(q, 8, below ? d->before.id : f->to != 0 ? 0 : INT64_MAX);
    db_bind_int(q, 10, f->state == STORY_BINNED);
    db_bind_id(q, 11, f->byline_id);
    db_bind_id(q, 12, (int64_t)f->has);
    db_bind_int(q, 13, f->from != 0 ? f->from : INT64_MIN);
}

/* Whether there are few enough to be sorted. */
static bool desk_few(const struct desk_find *d, int count, int64_t id)
{
    struct statement *q = db_stmt(d->s, &story_desk_keys_statements, count);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, FEW + 1);
    bool few = db_row(d->s, q) == STORE_OK && db_int(q, 0) <= FEW;
    db_reset(q);
    return few;
}

/* Whether somebody writes stories that others began. */
static bool desk_shares(struct store *s, int64_t user)
{
    struct statement *q = db_stmt(s, &story_desk_keys_statements, SHARES);
    db_bind_int(q, 1, user);
    bool shares = db_row(s, q) == STORE_OK;
    db_reset(q);
    return shares;
}

static enum desk_source desk_source_of_state(enum story_state state)
{
    switch (state) {
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
        return WALK;
    }
}

static enum desk_source desk_source(const struct desk_find *d)
{
    static const enum desk_source of_has[DESK_HAS_MAX] = {
        [DESK_HAS_DRAFT] = DRAFTS, [DESK_HAS_CHANGE] = CHANGES, [DESK_HAS_RETURNED] = RETURNED};
    const struct desk_filter *f = d->f;
    if ((unsigned)f->has < DESK_HAS_MAX && f->has != DESK_HAS_ANY)
        return of_has[f->has];
    if (f->tag_id != 0 && desk_few(d, COUNT_TAGGED, f->tag_id))
        return TAGGED;
    if (f->byline_id != 0 && desk_few(d, COUNT_SIGNED, f->byline_id))
        return SIGNED;
    if (f->created_by != 0)
        return desk_shares(d->s, f->created_by) ? SHARED : MINE;
    if (desk_source_of_state(f->state) != WALK)
        return desk_source_of_state(f->state);
    if (f->section_id != 0 &&
        (f->order == DESK_BY_EDIT || desk_few(d, COUNT_SECTION, f->section_id)))
        return SECTION;
    return f->kind == STORY_NEWS || (unsigned)f->kind >= STORY_KIND_MAX ? WALK : KIND;
}

enum store_status desk_keys_find(const struct desk_find *d, struct desk_keys *out)
{
    int order = d->f->order == DESK_BY_PUBLICATION;
    struct statement *q =
        db_stmt(d->s, &story_desk_keys_statements, DESK_ORDER_MAX * (int)desk_source(d) + order);
    desk_bind(d, q);
    db_bind_int(q, 9, (int64_t)d->limit);
    enum store_status st;
    *out = (struct desk_keys){.v = arena_array(d->a, d->limit, sizeof *out->v)};
    while ((st = db_row(d->s, q)) == STORE_OK)
        out->v[out->n++] = (struct list_key){.at = db_int(q, 1), .id = db_int(q, 0)};
    return st == STORE_MISSING ? STORE_OK : st;
}
