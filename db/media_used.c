/* media_used.c: see media_used.h. */
#include "media_used.h"

#include "story_private.h"

enum { USED, PORTRAITS, LAST_RAN, RAN_LATELY, ELSEWHERE, MEDIA_USED_SQL_MAX };

/* Whether a revision of story s shows the picture ?2, named ?3. */
/* clang-format off */
#define SQL_SHOWS(number) \
    "EXISTS (SELECT 1 FROM revision x WHERE x.story_id = s.id AND x.number = " number \
    " AND (x.hero_id = ?2 OR instr(x.body_html, ?3) > 0))"
/* clang-format on */
#define SQL_SEEN "s.published_at <= ?1 AND s.withdrawn_at IS NULL AND s.binned_at IS NULL"

static const char *const sql[MEDIA_USED_SQL_MAX] = {
    [USED] =
        "SELECT s.id, r.headline, " SQL_SHOWS(SQL_LIVE_NUMBER("s.id")) ", " SQL_SHOWS(SQL_WAITING(
            "number",
            "s.id")) ", " SQL_SHOWS("s.draft_number") " FROM media_use u" SQL_JOIN
                                                      "story s ON s.id = u.story_id" SQL_JOIN
                                                      "revision r ON r.story_id = s.id AND "
                                                      "r.number = s.head_number"
                                                      " WHERE u.media_id = ?2 AND u.story_id < ?4 "
                                                      "ORDER BY u.story_id DESC LIMIT ?5",
    [PORTRAITS] = "SELECT b.id, b.slug, b.name FROM byline_profile y" SQL_JOIN
                  "byline b ON b.id = y.byline_id WHERE y.portrait_id = ?1 LIMIT 20",
    [LAST_RAN] = "SELECT max(at) FROM (SELECT s.published_at AS at FROM media_use u" SQL_JOIN
                 "story s ON s.id = u.story_id WHERE u.media_id = ?2 AND " SQL_SEEN
                 " AND " SQL_SHOWS(SQL_LIVE_NUMBER("s.id")) " ORDER BY u.story_id DESC LIMIT 200)",
    [RAN_LATELY] = "SELECT s.id, r.headline, s.published_at FROM story s" SQL_JOIN
                   "media_use u ON u.media_id = ?2 AND u.story_id = s.id" SQL_JOIN
                   "revision r ON r.story_id = s.id AND r.number = " SQL_LIVE_NUMBER(
                       "s.id") " WHERE s.published_at > ?4 AND " SQL_SEEN " AND s.id <> ?5"
                               " AND (r.hero_id = ?2 OR instr(r.body_html, ?3) > 0)"
                               " ORDER BY s.published_at DESC LIMIT 1",
    [ELSEWHERE] = "SELECT s.id, r.headline, s.published_at FROM media_use u" SQL_JOIN
                  "story s ON s.id = u.story_id" SQL_JOIN
                  "revision r ON r.story_id = s.id AND r.number = " SQL_LIVE_NUMBER(
                      "s.id") " WHERE u.media_id = ?2 AND " SQL_SEEN " AND s.id <> ?5"
                              " AND (r.hero_id = ?2 OR instr(r.body_html, ?3) > 0) ORDER BY "
                              "u.story_id DESC LIMIT 1",
};
const struct statements media_used_statements = {SET_MEDIA_USED, sql, MEDIA_USED_SQL_MAX};

static struct statement *used_stmt(struct store *s, int which, const struct media *m, int64_t now)
{
    struct statement *q = db_stmt(s, &media_used_statements, which);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, m->id);
    db_bind_text(q, 3, m->name);
    return q;
}

/* The rows of their stories are read after the walk. */
static enum store_status used_stories(struct store *s, struct arena *a, int64_t now,
                                      struct media_user_rows *out)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < out->n && st == STORE_OK; i++)
        st = story_row(s, a, out->v[i].story.id, now, &out->v[i].story);
    return st;
}

enum store_status media_used(struct store *s, struct arena *a, const struct media *m,
                             int64_t before, size_t limit, int64_t now, struct media_user_rows *out)
{
    *out = (struct media_user_rows){.v = arena_array(a, limit, sizeof *out->v)};
    db_read(s);
    struct statement *q = used_stmt(s, USED, m, now);
    db_bind_int(q, 4, before == 0 ? INT64_MAX : before);
    db_bind_int(q, 5, (int64_t)limit + 1);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit) {
            out->more = true;
            continue;
        }
        out->v[out->n++] = (struct media_user_row){.story = {.id = db_int(q, 0)},
                                                   .headline = db_text(a, q, 1),
                                                   .shows = {[NAMED_LIVE] = db_int(q, 2) != 0,
                                                             [NAMED_WAITING] = db_int(q, 3) != 0,
                                                             [NAMED_DRAFT] = db_int(q, 4) != 0}};
    }
    st = st == STORE_MISSING ? used_stories(s, a, now, out) : st;
    db_read_done(s);
    return st;
}

enum store_status media_portraits(struct store *s, struct arena *a, int64_t id, struct groups *out)
{
    enum { MOST = 20 };
    *out = (struct groups){.v = arena_array(a, MOST, sizeof *out->v)};
    struct statement *q = db_stmt(s, &media_used_statements, PORTRAITS);
    db_bind_int(q, 1, id);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        out->v[out->n++] =
            (struct group){.id = db_int(q, 0), .slug = db_text(a, q, 1), .name = db_text(a, q, 2)};
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_last_ran(struct store *s, const struct media *m, int64_t now, int64_t *at)
{
    struct statement *q = used_stmt(s, LAST_RAN, m, now);
    enum store_status st = db_row(s, q);
    *at = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st;
}

static enum store_status used_one(struct store *s, struct arena *a, struct statement *q,
                                  int64_t story_id, struct media_ran *out)
{
    *out = (struct media_ran){.headline = ""};
    db_bind_int(q, 5, story_id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct media_ran){db_int(q, 0), db_text(a, q, 1), db_int(q, 2)};
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_ran_lately(struct store *s, struct arena *a, const struct media *m,
                                   int64_t story_id, int64_t now, struct media_ran *out)
{
    struct statement *q = used_stmt(s, RAN_LATELY, m, now);
    db_bind_int(q, 4, now - MEDIA_RAN_MS);
    return used_one(s, a, q, story_id, out);
}

enum store_status media_ran_elsewhere(struct store *s, struct arena *a, const struct media *m,
                                      int64_t story_id, int64_t now, struct media_ran *out)
{
    return used_one(s, a, used_stmt(s, ELSEWHERE, m, now), story_id, out);
}
