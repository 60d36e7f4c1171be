/* archive.c: counts of a span of time, and its neighbours. */
#include "archive.h"
#include "driver.h"
#include "listing_private.h"

enum { COUNT, BEFORE, AFTER, ARCHIVE_SQL_MAX };

static const char *const sql[ARCHIVE_SQL_MAX] = {
    /* A story is listed once for each of its revisions that is live or waits, side by side. */
    [COUNT] = "SELECT l.story_id FROM listing l WHERE l.list = 0 AND l.key_id = 0"
              " AND l.published_at >= ?2 AND l.published_at < ?3 AND l.published_at <= ?1"
              " ORDER BY l.published_at, l.story_id",
    [BEFORE] = "SELECT l.published_at" SQL_FROM_LIVE_LISTING
               " AND l.published_at < ?4 AND l.published_at <= ?1"
               " ORDER BY l.published_at DESC LIMIT 1",
    [AFTER] = "SELECT l.published_at" SQL_FROM_LIVE_LISTING
              " AND l.published_at >= ?4 AND l.published_at <= ?1"
              " ORDER BY l.published_at LIMIT 1",
};
const struct statements archive_statements = {SET_ARCHIVE, sql, ARCHIVE_SQL_MAX};
_Static_assert(LIST_ALL == 0, "number in COUNT");

static enum store_status archive_count(struct store *s, int64_t from, int64_t to, int64_t now,
                                       int64_t *n)
{
    struct statement *q = db_stmt(s, &archive_statements, COUNT);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, from);
    db_bind_int(q, 3, to);
    int64_t last = 0;
    enum store_status st = STORE_OK;
    *n = 0;
    while (*n < STORY_COUNT_MAX && (st = db_row(s, q)) == STORE_OK) {
        *n += db_int(q, 0) != last;
        last = db_int(q, 0);
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status story_counts(struct store *s, const int64_t *bounds, size_t n, int64_t now,
                               int64_t *counts)
{
    enum store_status st = STORE_OK;
    db_read(s);
    for (size_t i = 0; st == STORE_OK && i + 1 < n; i++)
        st = archive_count(s, bounds[i], bounds[i + 1], now, &counts[i]);
    db_read_done(s);
    return st;
}

static enum store_status archive_nearest(struct store *s, int which, int64_t at, int64_t now,
                                         int64_t *out)
{
    struct statement *q = db_stmt(s, &archive_statements, which);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, LIST_ALL);
    db_bind_int(q, 3, 0);
    db_bind_int(q, 4, at);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = db_int(q, 0);
    db_reset(q);
    return st;
}

enum store_status story_before(struct store *s, int64_t at, int64_t now, int64_t *out)
{
    return archive_nearest(s, BEFORE, at, now, out);
}

enum store_status story_after(struct store *s, int64_t at, int64_t now, int64_t *out)
{
    return archive_nearest(s, AFTER, at, now, out);
}
