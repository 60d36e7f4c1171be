/* sitemap.c: what sitemaps name, in stretches of story numbers. */
#include "archive.h"
#include "driver.h"
#include "story_private.h"

#include <string.h>

enum { LAST, IN_USE, PUBLISHED, UPDATED, LIST, NEWS, SITEMAP_SQL_MAX };

#define LIVE                                                                                       \
    " s.withdrawn_at IS NULL AND s.published_at <= ?1"                                             \
    " AND " SQL_LIVE_NUMBER("s.id") " IS NOT NULL"
#define LISTED                                                                                     \
    " FROM listing l" SQL_JOIN "story s ON s.id = l.story_id" SQL_JOIN                             \
    "revision r ON r.story_id = l.story_id AND r.number = l.number"                                \
    " WHERE l.list = 0 AND l.key_id = 0 AND s.withdrawn_at IS NULL"                                \
    " AND l.number = " SQL_LIVE_NUMBER("l.story_id") " AND l.published_at <= ?1"

static const char *const sql[SITEMAP_SQL_MAX] = {
    [LAST] = "SELECT max(id) FROM story",
    [IN_USE] = "SELECT 1 FROM story s WHERE s.id BETWEEN ?2 AND ?3 AND" LIVE " LIMIT 1",
    [PUBLISHED] = "SELECT s.id, s.published_at FROM story s WHERE" LIVE
                  " ORDER BY s.published_at DESC LIMIT ?2",
    [UPDATED] =
        "SELECT w.story_id, w.updated_at FROM publication w" SQL_JOIN "story s ON s.id = w.story_id"
        " WHERE w.updated_at <> 0 AND w.updated_at <= ?1 AND w.live_from <= ?1"
        " AND s.withdrawn_at IS NULL"
        " AND w.id = (SELECT p.id FROM publication p WHERE p.story_id = w.story_id"
        " AND p.live_from <= ?1 AND p.updated_at IS NOT NULL"
        " ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
        " ORDER BY w.updated_at DESC, w.id DESC LIMIT ?2",
    [LIST] = "SELECT s.id, s.path, s.published_at, " SQL_UPDATED_AT(
        "s.id") " FROM story s WHERE s.id BETWEEN ?2 AND ?3 AND" LIVE " ORDER BY s.id",
    [NEWS] = "SELECT s.id, s.path, s.published_at, 0, r.headline, r.lang" LISTED
             " AND l.published_at >= ?2"
             " ORDER BY l.published_at DESC, l.story_id DESC LIMIT ?3",
};
const struct statements sitemap_statements = {SET_SITEMAP, sql, SITEMAP_SQL_MAX};
_Static_assert(LIST_ALL == 0, "number in LISTED");

/* ---- Stretches ------------------------------------------------------------------------------ */

#define LOOKED_AT 1000 /* newest published, and newest updated, to date stretches by */

static int64_t first_of(int64_t number)
{
    return (number - 1) * SITEMAP_ENTRIES_MAX + 1;
}

static enum store_status count_stretches(struct store *s, int64_t *n)
{
    struct statement *q = db_stmt(s, &sitemap_statements, LAST);
    enum store_status st = db_row(s, q);
    *n = st == STORE_OK ? (db_int(q, 0) + SITEMAP_ENTRIES_MAX - 1) / SITEMAP_ENTRIES_MAX : 0;
    db_reset(q);
    return st;
}

static enum store_status in_use(struct store *s, int64_t number, int64_t now, bool *used)
{
    struct statement *q = db_stmt(s, &sitemap_statements, IN_USE);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, first_of(number));
    db_bind_int(q, 3, first_of(number + 1) - 1);
    enum store_status st = db_row(s, q);
    *used = st == STORE_OK;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Instants of one kind, by stretch: the newest that was met in each; where none was, none is newer
 * than `below`. INT64_MIN: none at all. */
struct newest {
    int64_t *at;
    int64_t below;
};

static enum store_status find_newest(struct store *s, struct arena *a, int which, int64_t n,
                                     int64_t now, struct newest *out)
{
    struct statement *q = db_stmt(s, &sitemap_statements, which);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, LOOKED_AT);
    out->at = arena_array(a, (size_t)n, sizeof *out->at);
    for (int64_t i = 0; i < n; i++)
        out->at[i] = INT64_MIN;
    enum store_status st;
    int met = 0;
    while ((st = db_row(s, q)) == STORE_OK) {
        int64_t i = (db_int(q, 0) - 1) / SITEMAP_ENTRIES_MAX;
        out->below = db_int(q, 1);
        if (i < n && out->at[i] == INT64_MIN)
            out->at[i] = out->below;
        met++;
    }
    if (met < LOOKED_AT)
        out->below = INT64_MIN;
    return st == STORE_MISSING ? STORE_OK : st;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The newest instant of a stretch, when what was not looked at cannot be newer; else 0. */
static int64_t date_of(const struct newest *published, const struct newest *updated, int64_t i)
{
    int64_t known = larger(published->at[i], updated->at[i]);
    int64_t unseen = INT64_MIN;
    if (published->at[i] == INT64_MIN)
        unseen = published->below;
    if (updated->at[i] == INT64_MIN)
        unseen = larger(unseen, updated->below);
    return known >= unseen && known != INT64_MIN ? known : 0;
}

static enum store_status stretches(struct store *s, struct arena *a, int64_t now,
                                   struct sitemap_parts *out)
{
    struct newest published = {0}, updated = {0};
    int64_t n = 0;
    enum store_status st = count_stretches(s, &n);
    if (st == STORE_OK)
        st = find_newest(s, a, PUBLISHED, n, now, &published);
    if (st == STORE_OK)
        st = find_newest(s, a, UPDATED, n, now, &updated);
    out->v = arena_array(a, (size_t)n, sizeof *out->v);
    for (int64_t i = 0; st == STORE_OK && i < n; i++) {
        bool used;
        st = in_use(s, i + 1, now, &used);
        if (used)
            out->v[out->n++] = (struct sitemap_part){i + 1, date_of(&published, &updated, i)};
    }
    return st;
}

enum store_status sitemap_parts(struct store *s, struct arena *a, int64_t now,
                                struct sitemap_parts *out)
{
    *out = (struct sitemap_parts){0};
    db_read(s);
    enum store_status st = stretches(s, a, now, out);
    db_read_done(s);
    return st;
}

/* ---- Places --------------------------------------------------------------------------------- */

static enum store_status collect(struct store *s, struct arena *a, struct statement *q,
                                 bool headlines, size_t room, struct sitemap_entries *out)
{
    *out = (struct sitemap_entries){.v = arena_array(a, room, sizeof *out->v)};
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK && out->n < room) {
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
    db_bind_int(q, 2, first_of(number));
    db_bind_int(q, 3, first_of(number + 1) - 1);
    enum store_status st = collect(s, a, q, false, SITEMAP_ENTRIES_MAX, out);
    return st == STORE_OK && out->n == 0 ? STORE_MISSING : st;
}

enum store_status sitemap_list_news(struct store *s, struct arena *a, int64_t from, size_t limit,
                                    int64_t now, struct sitemap_entries *out)
{
    struct statement *q = db_stmt(s, &sitemap_statements, NEWS);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, from);
    db_bind_int(q, 3, (int64_t)limit);
    return collect(s, a, q, true, limit, out);
}
