/* sitemap.c: what sitemaps name. A part is a range of story ids, so that no story ever moves
 * from one to another. */
#include "sitemap.h"
#include "driver.h"
#include "story_private.h"

enum { LAST, IN_USE, PUBLISHED, UPDATED, LIST, NEWS, SITEMAP_SQL_MAX };

/* One clause a line. */
/* clang-format off */
#define LIVE \
    " s.withdrawn_at IS NULL AND s.published_at <= ?1" \
    " AND " SQL_LIVE_NUMBER("s.id") \
    " IS NOT NULL"

static const char *const sql[SITEMAP_SQL_MAX] = {
    [LAST] = "SELECT max(id) FROM story",
    [IN_USE] =
        "SELECT 1 FROM story s"
        " WHERE s.id BETWEEN ?2 AND ?3 AND" LIVE
        " LIMIT 1",
    [PUBLISHED] =
        "SELECT s.id, s.published_at FROM story s"
        " WHERE" LIVE
        " ORDER BY s.published_at DESC LIMIT ?2",
    [UPDATED] =
        "SELECT w.story_id, w.updated_at FROM publication w" SQL_JOIN
        "story s ON s.id = w.story_id"
        " WHERE w.updated_at <> 0 AND w.updated_at <= ?1 AND w.live_from <= ?1"
        " AND s.withdrawn_at IS NULL"
        " AND w.id ="
        " (SELECT p.id FROM publication p"
        "  WHERE p.story_id = w.story_id AND p.live_from <= ?1 AND p.updated_at IS NOT NULL"
        "  ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
        " ORDER BY w.updated_at DESC, w.id DESC LIMIT ?2",
    [LIST] =
        "SELECT s.id, s.path, s.published_at, " SQL_UPDATED_AT("s.id")
        " FROM story s"
        " WHERE s.id BETWEEN ?2 AND ?3 AND" LIVE
        " ORDER BY s.id",
    [NEWS] =
        "SELECT s.id, s.path, s.published_at, 0, r.headline, r.lang"
        " FROM listing l" SQL_JOIN "story s ON s.id = l.story_id" SQL_JOIN
        "revision r ON r.story_id = l.story_id AND r.number = l.number"
        " WHERE l.list = 0 AND l.key_id = 0 AND r.genre <> 5"
        " AND s.withdrawn_at IS NULL"
        " AND l.number = " SQL_LIVE_NUMBER("l.story_id")
        " AND l.published_at <= ?1 AND l.published_at >= ?2"
        " ORDER BY l.published_at DESC, l.story_id DESC LIMIT ?3",
};
/* clang-format on */
const struct statements sitemap_statements = {SET_SITEMAP, sql, SITEMAP_SQL_MAX};
_Static_assert(LIST_ALL == 0 && GENRE_SPONSORED == 5, "numbers in NEWS");

/* ---- Parts ----------------------------------------------------------------------------------- */

#define LOOKED_AT 1000 /* newest published, and newest updated, to date parts by */

static int64_t sitemap_first_id(int64_t number)
{
    return (number - 1) * SITEMAP_ENTRIES_MAX + 1;
}

static enum store_status sitemap_count_parts(struct store *s, int64_t *n)
{
    struct statement *q = db_stmt(s, &sitemap_statements, LAST);
    enum store_status st = db_row(s, q);
    *n = st == STORE_OK ? (db_int(q, 0) + SITEMAP_ENTRIES_MAX - 1) / SITEMAP_ENTRIES_MAX : 0;
    db_reset(q);
    return st;
}

static enum store_status sitemap_in_use(struct store *s, int64_t number, int64_t now, bool *used)
{
    struct statement *q = db_stmt(s, &sitemap_statements, IN_USE);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, sitemap_first_id(number));
    db_bind_int(q, 3, sitemap_first_id(number + 1) - 1);
    enum store_status st = db_row(s, q);
    *used = st == STORE_OK;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Instants of one kind, by part: the newest that was seen in each; where none was, none is newer
 * than `below`. INT64_MIN: none at all. */
struct sitemap_newest {
    int64_t *at;
    int64_t below;
};

static enum store_status sitemap_find_newest(struct store *s, struct arena *a, int which, int64_t n,
                                             int64_t now, struct sitemap_newest *out)
{
    struct statement *q = db_stmt(s, &sitemap_statements, which);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, LOOKED_AT);
    out->at = arena_array(a, (size_t)n, sizeof *out->at);
    for (int64_t i = 0; i < n; i++)
        out->at[i] = INT64_MIN;
    enum store_status st;
    int seen = 0;
    while ((st = db_row(s, q)) == STORE_OK) {
        int64_t i = (db_int(q, 0) - 1) / SITEMAP_ENTRIES_MAX;
        out->below = db_int(q, 1);
        if (i < n && out->at[i] == INT64_MIN)
            out->at[i] = out->below;
        seen++;
    }
    if (seen < LOOKED_AT)
        out->below = INT64_MIN;
    return st == STORE_MISSING ? STORE_OK : st;
}

static int64_t sitemap_later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The newest instant of a part, when what was not looked at cannot be newer; else 0. */
static int64_t sitemap_date(const struct sitemap_newest *published,
                            const struct sitemap_newest *updated, int64_t i)
{
    int64_t known = sitemap_later(published->at[i], updated->at[i]);
    int64_t unseen = INT64_MIN; /* at most so new is what was not looked at */
    if (published->at[i] == INT64_MIN)
        unseen = published->below;
    if (updated->at[i] == INT64_MIN)
        unseen = sitemap_later(unseen, updated->below);
    return known >= unseen && known != INT64_MIN ? known : 0;
}

static enum store_status sitemap_find_parts(struct store *s, struct arena *a, int64_t now,
                                            struct sitemap_parts *out)
{
    struct sitemap_newest published = {0}, updated = {0};
    int64_t n = 0;
    enum store_status st = sitemap_count_parts(s, &n);
    if (st == STORE_OK)
        st = sitemap_find_newest(s, a, PUBLISHED, n, now, &published);
    if (st == STORE_OK)
        st = sitemap_find_newest(s, a, UPDATED, n, now, &updated);
    out->v = arena_array(a, (size_t)n, sizeof *out->v);
    for (int64_t i = 0; st == STORE_OK && i < n; i++) {
        bool used;
        st = sitemap_in_use(s, i + 1, now, &used);
        if (used)
            out->v[out->n++] = (struct sitemap_part){i + 1, sitemap_date(&published, &updated, i)};
    }
    return st;
}

enum store_status sitemap_parts(struct store *s, struct arena *a, int64_t now,
                                struct sitemap_parts *out)
{
    *out = (struct sitemap_parts){0};
    db_read(s);
    enum store_status st = sitemap_find_parts(s, a, now, out);
    db_read_done(s);
    return st;
}

/* ---- Entries --------------------------------------------------------------------------------- */

static enum store_status sitemap_collect(struct store *s, struct arena *a, struct statement *q,
                                         bool headlines, size_t limit, struct sitemap_entries *out)
{
    *out = (struct sitemap_entries){.v = arena_array(a, limit, sizeof *out->v)};
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK && out->n < limit) {
        out->v[out->n++] = (struct sitemap_entry){
            .id = db_int(q, 0),
            .path = db_text(a, q, 1),
            .published_at = db_int(q, 2),
            .updated_at = db_int(q, 3),
            .headline = headlines ? db_text(a, q, 4) : "",
            .lang = headlines ? db_text(a, q, 5) : "",
        };
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status sitemap_list(struct store *s, struct arena *a, int64_t number, int64_t now,
                               struct sitemap_entries *out)
{
    *out = (struct sitemap_entries){0};
    if (number < 1 || number > INT64_MAX / SITEMAP_ENTRIES_MAX - 1)
        return STORE_MISSING;
    struct statement *q = db_stmt(s, &sitemap_statements, LIST);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, sitemap_first_id(number));
    db_bind_int(q, 3, sitemap_first_id(number + 1) - 1);
    enum store_status st = sitemap_collect(s, a, q, false, SITEMAP_ENTRIES_MAX, out);
    return st == STORE_OK && out->n == 0 ? STORE_MISSING : st;
}

enum store_status sitemap_list_news(struct store *s, struct arena *a, int64_t from, size_t limit,
                                    int64_t now, struct sitemap_entries *out)
{
    struct statement *q = db_stmt(s, &sitemap_statements, NEWS);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, from);
    db_bind_int(q, 3, (int64_t)limit);
    return sitemap_collect(s, a, q, true, limit, out);
}
