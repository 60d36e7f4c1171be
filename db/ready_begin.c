/* ready_begin.c: until when ready pages are right, and the folder that they may be kept in. */
#include "driver.h"
#include "ready.h"

#define SOON_MS 1000 /* a folder that is right for no longer is not worth it */

enum { NEXT, READY_SQL_MAX };

static const char *const sql[READY_SQL_MAX] = {
    [NEXT] = "SELECT min(at) FROM"
             " (SELECT min(live_from) AS at FROM publication WHERE live_from > ?1"
             " UNION ALL SELECT min(published_at) FROM story WHERE published_at > ?1"
             " UNION ALL SELECT min(live_from) FROM front"
             "  WHERE live_from > ?1 AND cancelled_at IS NULL"
             " UNION ALL SELECT min(until) FROM front_story WHERE until > ?1) AS next",
};
const struct statements ready_statements = {SET_READY, sql, READY_SQL_MAX};

enum store_status store_ready_until(struct store *s, int64_t now, int64_t *out)
{
    struct dateline_civil day;
    struct calendar *calendar = store_calendar(s);
    *out = INT64_MAX;
    if (!calendar)
        return STORE_REFUSED;
    struct statement *q = db_stmt(s, &ready_statements, NEXT);
    db_bind_int(q, 1, now);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK && db_int(q, 0) != 0)
        *out = db_int(q, 0);
    db_reset(q);
    dateline_civil(calendar, now, &day);
    int64_t tomorrow = dateline_day_start(calendar, day.year, day.month, day.day + 1);
    if (tomorrow > now && tomorrow < *out)
        *out = tomorrow;
    return st;
}

static enum store_status ready_begin_locked(struct store *s, int64_t now, int64_t made_with)
{
    struct ready_state is = {
        .generation = store_generation(s), .from = now, .made_with = made_with};
    enum store_status st = store_ready_until(s, now, &is.until);
    if (st != STORE_OK || is.generation == 0)
        return st == STORE_OK ? STORE_FAILED : st;
    /* Without one, pages are rendered. */
    return is.until - now > SOON_MS && ready_make(s->site_fd, &is) ? STORE_OK : STORE_MISSING;
}

enum store_status store_ready_begin(struct store *s, int64_t now, int64_t made_with)
{
    int wait_ms = s->wait_ms;
    s->wait_ms = 0;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    s->wait_ms = wait_ms;
    if (st != STORE_OK)
        return st;
    return db_end(s, ready_is_there(s->site_fd) ? STORE_OK : ready_begin_locked(s, now, made_with));
}
