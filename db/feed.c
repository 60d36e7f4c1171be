/* feed.c: the newest stories of a list, whole, and when they last changed. */
#include "feed.h"
#include "driver.h"

enum { LIVE_FROM, WITHDRAWN, FEED_SQL_MAX };

static const char *const sql[FEED_SQL_MAX] = {
    [LIVE_FROM] = "SELECT live_from FROM publication"
                  " WHERE story_id = ?2 AND live_from <= ?1"
                  " ORDER BY live_from DESC, id DESC LIMIT 1",
    /* A withdrawal is an edit: the last one is among the last edited of those withdrawn. */
    [WITHDRAWN] = "SELECT withdrawn_at FROM story"
                  " WHERE withdrawn_at IS NOT NULL AND edited_at <= ?1"
                  " ORDER BY edited_at DESC, id DESC LIMIT 50",
};
const struct statements feed_statements = {SET_FEED, sql, FEED_SQL_MAX};

/* Raises *at to the latest instant in the first column. */
static enum store_status feed_latest(struct store *s, struct statement *q, int64_t *at)
{
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (db_int(q, 0) > *at)
            *at = db_int(q, 0);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status feed_last_change(struct store *s, int64_t now, struct story_views *out)
{
    struct statement *q = db_stmt(s, &feed_statements, WITHDRAWN);
    db_bind_int(q, 1, now);
    enum store_status st = feed_latest(s, q, &out->changed_at);
    for (size_t i = 0; st == STORE_OK && i < out->n; i++) {
        const struct story *story = &out->v[i].story;
        q = db_stmt(s, &feed_statements, LIVE_FROM);
        db_bind_int(q, 1, now);
        db_bind_int(q, 2, story->id);
        st = feed_latest(s, q, &out->changed_at);
        if (story->published_at > out->changed_at)
            out->changed_at = story->published_at;
        if (story->updated_at > out->changed_at)
            out->changed_at = story->updated_at;
    }
    return st;
}

static enum store_status feed_list(struct store *s, struct arena *a, enum story_list list,
                                   int64_t key, size_t limit, int64_t now, struct story_views *out)
{
    struct cards cards;
    enum store_status st = story_list_newest(s, a, list, key, limit, now, &cards);
    if (st != STORE_OK)
        return st;
    out->v = arena_array(a, cards.n, sizeof *out->v);
    for (size_t i = 0; st == STORE_OK && i < cards.n; i++) {
        enum story_found found;
        const char *moved_to;
        st = story_by_path(s, a, cards.v[i].path, now, &found, &out->v[i], &moved_to);
        out->n++;
    }
    return st == STORE_OK ? feed_last_change(s, now, out) : st;
}

/* One snapshot: what the list says is there is there. */
enum store_status story_list_full(struct store *s, struct arena *a, enum story_list list,
                                  int64_t key, size_t limit, int64_t now, struct story_views *out)
{
    *out = (struct story_views){0};
    db_read(s);
    enum store_status st = feed_list(s, a, list, key, limit, now, out);
    db_read_done(s);
    return st;
}
