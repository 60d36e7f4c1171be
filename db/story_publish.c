/* story_publish.c: publications, corrections, and the list rows that follow from them. */
#include "card_private.h"
#include "driver.h"
#include "group_private.h"
#include "search_private.h"
#include "story_private.h"

enum {
    ADD,
    ADD_CORRECTION,
    WAITING,
    REPLACE_WAITING,
    DROP_CORRECTIONS,
    DROP,
    LISTING_CLEAR,
    LISTED,
    LISTING_ADD,
    STORY_PUBLISH_SQL_MAX
};

static const char *const sql[STORY_PUBLISH_SQL_MAX] = {
    [ADD] = "INSERT INTO publication (story_id, number, live_from, kind, updated_at, note,"
            " user_id, created_at, follows) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            " RETURNING id",
    [ADD_CORRECTION] = "INSERT INTO correction (story_id, publication_id, wrong, right, at)"
                       " VALUES (?1, ?2, ?3, ?4, ?5)",
    [WAITING] = "SELECT p.number, p.live_from, p.kind, p.updated_at, p.note, p.follows, p.user_id,"
                " c.wrong, c.right, c.at"
                " FROM publication p LEFT JOIN correction c ON c.publication_id = p.id"
                " WHERE p.story_id = ?2 AND p.live_from > ?1 ORDER BY p.live_from, p.id LIMIT 1",
    [REPLACE_WAITING] = "UPDATE publication SET number = ?3, follows = ?4"
                        " WHERE story_id = ?2 AND live_from > ?1",
    [DROP_CORRECTIONS] = "DELETE FROM correction WHERE publication_id IN"
                         " (SELECT id FROM publication WHERE story_id = ?2 AND live_from > ?1)",
    [DROP] = "DELETE FROM publication WHERE story_id = ?2 AND live_from > ?1",
    [LISTING_CLEAR] = "DELETE FROM listing WHERE story_id = ?1",
    /* The live revision and those that wait, with what their list rows are made of. */
    [LISTED] = "SELECT r.id, r.number, g.id, s.kind, s.published_at"
               " FROM story s" SQL_JOIN "revision r ON r.story_id = s.id" SQL_SECTION_OF(
                   "r") " WHERE s.id = ?2 AND s.withdrawn_at IS NULL AND s.published_at IS NOT NULL"
                        " AND (r.number = " SQL_LIVE_NUMBER(
                            "s.id") " OR r.number IN"
                                    " (SELECT w.number FROM publication w"
                                    " WHERE w.story_id = s.id AND w.live_from > ?1))",
    [LISTING_ADD] = "INSERT INTO listing (list, key_id, published_at, story_id, number)"
                    " SELECT CASE ?6 WHEN 2 THEN 5 ELSE 0 END, 0, ?3, ?1, ?2"
                    " UNION ALL SELECT 4, 0, ?3, ?1, ?2 WHERE ?6 = 1"
                    " UNION ALL SELECT 6, CASE v.price_checked_on WHEN '' THEN 0 ELSE"
                    " CAST(replace(v.price_checked_on, '-', '') AS INTEGER) END, ?3, ?1, ?2"
                    " FROM revision v WHERE v.id = ?4 AND ?6 = 1 AND v.price <> ''"
                    " UNION ALL SELECT 1, ?5, ?3, ?1, ?2 WHERE ?5 IS NOT NULL AND ?6 <> 2"
                    " UNION ALL SELECT 2, coalesce(g.stands_for, g.id), ?3, ?1, ?2"
                    " FROM revision_tag x" SQL_JOIN "tag g ON g.id = x.tag_id"
                    " WHERE x.revision_id = ?4 AND ?6 <> 2"
                    " UNION ALL SELECT 3, coalesce(g.stands_for, g.id), ?3, ?1, ?2"
                    " FROM revision_byline x" SQL_JOIN "byline g ON g.id = x.byline_id"
                    " WHERE x.revision_id = ?4 AND ?6 <> 2"
                    " ON CONFLICT DO NOTHING", /* two that stand for one */
};
const struct statements story_publish_statements = {SET_STORY_PUBLISH, sql, STORY_PUBLISH_SQL_MAX};
_Static_assert(LIST_ALL == 0 && LIST_SECTION == 1 && LIST_TAG == 2 && LIST_BYLINE == 3 &&
                   LIST_REVIEWS == 4 && LISTING_PAGES == 5 && LISTING_PRICES == 6,
               "numbers in LISTING_ADD");
_Static_assert(STORY_REVIEW == 1 && STORY_PAGE == 2, "numbers in LISTING_ADD");

static enum store_status add_correction(struct store *s, const struct publication *p,
                                        int64_t publication_id)
{
    struct statement *q = db_stmt(s, &story_publish_statements, ADD_CORRECTION);
    db_bind_int(q, 1, p->story_id);
    db_bind_int(q, 2, publication_id);
    db_bind_text(q, 3, p->wrong);
    db_bind_text(q, 4, p->right);
    db_bind_int(q, 5, p->corrected_at);
    return db_run(s, q);
}

enum store_status publication_add(struct store *s, const struct publication *p, int64_t now)
{
    struct statement *q = db_stmt(s, &story_publish_statements, ADD);
    db_bind_int(q, 1, p->story_id);
    db_bind_int(q, 2, p->number);
    db_bind_int(q, 3, p->live_from);
    db_bind_int(q, 4, (int64_t)p->kind);
    if (!p->carries)
        db_bind_int(q, 5, p->updated_at);
    db_bind_text(q, 6, p->note);
    db_bind_id(q, 7, p->user);
    db_bind_int(q, 8, now);
    db_bind_id(q, 9, p->follows);
    int64_t id;
    enum store_status st = db_run_id(s, q, &id);
    if (st == STORE_OK && p->kind == EDIT_CORRECTION)
        st = add_correction(s, p, id);
    return st;
}

enum store_status publication_waiting(struct store *s, struct arena *a, int64_t story_id,
                                      int64_t now, struct publication *out)
{
    struct statement *q = db_stmt(s, &story_publish_statements, WAITING);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, story_id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct publication){
            .story_id = story_id,
            .number = (int)db_int(q, 0),
            .live_from = db_int(q, 1),
            .kind = (enum edit_kind)db_int(q, 2),
            .carries = db_is_null(q, 3),
            .updated_at = db_int(q, 3),
            .note = db_text(a, q, 4),
            .follows = (int)db_int(q, 5),
            .user = db_int(q, 6),
            .wrong = db_text(a, q, 7),
            .right = db_text(a, q, 8),
            .corrected_at = db_int(q, 9),
        };
    db_reset(q);
    return st;
}

enum store_status publication_replace_waiting(struct store *s, int64_t story_id, int number,
                                              int follows, int64_t now)
{
    struct statement *q = db_stmt(s, &story_publish_statements, REPLACE_WAITING);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, story_id);
    db_bind_int(q, 3, number);
    db_bind_id(q, 4, follows);
    return db_run(s, q);
}

enum store_status publication_drop_pending(struct store *s, int64_t story_id, int64_t now)
{
    enum store_status st = STORE_OK;
    for (int which = DROP_CORRECTIONS; which <= DROP && st == STORE_OK; which++) {
        struct statement *q = db_stmt(s, &story_publish_statements, which);
        db_bind_int(q, 1, now);
        db_bind_int(q, 2, story_id);
        st = db_run(s, q);
    }
    return st;
}

enum store_status listing_rebuild(struct store *s, int64_t story_id, int64_t now)
{
    struct statement *clear = db_stmt(s, &story_publish_statements, LISTING_CLEAR);
    db_bind_int(clear, 1, story_id);
    enum store_status st = db_run(s, clear);
    if (st != STORE_OK)
        return st;
    struct statement *q = db_stmt(s, &story_publish_statements, LISTED);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, story_id);
    while ((st = db_row(s, q)) == STORE_OK) {
        struct statement *add = db_stmt(s, &story_publish_statements, LISTING_ADD);
        db_bind_int(add, 1, story_id);
        db_bind_int(add, 2, db_int(q, 1));
        db_bind_int(add, 3, db_int(q, 4));
        db_bind_int(add, 4, db_int(q, 0));
        db_bind_id(add, 5, db_int(q, 2));
        db_bind_int(add, 6, db_int(q, 3));
        st = db_run(s, add);
        if (st != STORE_OK)
            break;
    }
    db_reset(q);
    if (st == STORE_MISSING)
        st = card_keep(s, story_id, now);
    return st == STORE_OK ? search_mark(s, story_id) : st;
}

const char *time_text(struct store *s, struct arena *a, int64_t at)
{
    struct calendar *calendar = store_calendar(s);
    if (at == 0 || calendar == NULL)
        return at == 0 ? "none" : arena_printf(a, "%lld ms", (long long)at);
    char *iso = arena_alloc(a, DATELINE_ISO_SIZE);
    dateline_iso(calendar, at, iso);
    return iso;
}

int64_t same_minute_or(int64_t at, int64_t least)
{
    return at != 0 && at < least && least - at < 60000 ? least : at;
}
