/* archive.c: feeds, related stories, the archive's counts. */
#include "archive.h"
#include "driver.h"
#include "search_private.h"
#include "story_private.h"

#include <string.h>

enum { LIVE_FROM, WITHDRAWN, RECENT, COUNT, BEFORE, AFTER, ARCHIVE_SQL_MAX };

#define LIVE_LISTING                                                                               \
    " FROM listing l" SQL_JOIN "story s ON s.id = l.story_id"                                      \
    " WHERE l.list = ?2 AND l.key_id = ?3 AND s.withdrawn_at IS NULL"                              \
    " AND l.number = " SQL_LIVE_NUMBER("l.story_id")

static const char *const sql[ARCHIVE_SQL_MAX] = {
    [LIVE_FROM] = "SELECT live_from FROM publication WHERE story_id = ?2 AND live_from <= ?1"
                  " ORDER BY live_from DESC, id DESC LIMIT 1",
    /* A withdrawal is an edit: the last one is among the last edited of those withdrawn. */
    [WITHDRAWN] = "SELECT withdrawn_at FROM story WHERE withdrawn_at IS NOT NULL"
                  " AND edited_at <= ?1 ORDER BY edited_at DESC, id DESC LIMIT 50",
    [RECENT] = "SELECT l.story_id, l.published_at" LIVE_LISTING " AND l.published_at <= ?1"
               " ORDER BY l.published_at DESC, l.story_id DESC LIMIT ?4",
    /* A story stands once for each of its revisions that is live or waits, side by side. */
    [COUNT] = "SELECT l.story_id FROM listing l WHERE l.list = 0 AND l.key_id = 0"
              " AND l.published_at >= ?2 AND l.published_at < ?3 AND l.published_at <= ?1"
              " ORDER BY l.published_at, l.story_id",
    [BEFORE] = "SELECT l.published_at" LIVE_LISTING " AND l.published_at < ?4"
               " AND l.published_at <= ?1 ORDER BY l.published_at DESC LIMIT 1",
    [AFTER] = "SELECT l.published_at" LIVE_LISTING " AND l.published_at >= ?4"
              " AND l.published_at <= ?1 ORDER BY l.published_at LIMIT 1",
};
const struct statements archive_statements = {SET_ARCHIVE, sql, ARCHIVE_SQL_MAX};
_Static_assert(LIST_ALL == 0, "number in COUNT");

/* ---- Whole stories ------------------------------------------------------------------------- */

/* The latest instant in the first column. */
static enum store_status latest(struct store *s, struct statement *q, int64_t *at)
{
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (db_int(q, 0) > *at)
            *at = db_int(q, 0);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status last_change(struct store *s, int64_t now, struct story_views *out)
{
    struct statement *q = db_stmt(s, &archive_statements, WITHDRAWN);
    db_bind_int(q, 1, now);
    enum store_status st = latest(s, q, &out->changed_at);
    for (size_t i = 0; st == STORE_OK && i < out->n; i++) {
        const struct story *story = &out->v[i].story;
        q = db_stmt(s, &archive_statements, LIVE_FROM);
        db_bind_int(q, 1, now);
        db_bind_int(q, 2, story->id);
        st = latest(s, q, &out->changed_at);
        if (story->published_at > out->changed_at)
            out->changed_at = story->published_at;
        if (story->updated_at > out->changed_at)
            out->changed_at = story->updated_at;
    }
    return st;
}

static enum store_status list_full(struct store *s, struct arena *a, enum story_list list,
                                   int64_t key, size_t limit, int64_t now, struct story_views *out)
{
    struct cards cards;
    enum store_status st = story_list(s, a, list, key, (struct list_key){0, 0}, limit, now, &cards);
    if (st != STORE_OK)
        return st;
    out->v = arena_array(a, cards.n, sizeof *out->v);
    for (size_t i = 0; st == STORE_OK && i < cards.n; i++) {
        enum story_found found;
        const char *moved_to;
        st = story_by_path(s, a, cards.v[i].path, now, &found, &out->v[i], &moved_to);
        out->n++;
    }
    return st == STORE_OK ? last_change(s, now, out) : st;
}

/* One snapshot: what the list says is there is there. */
enum store_status story_list_full(struct store *s, struct arena *a, enum story_list list,
                                  int64_t key, size_t limit, int64_t now, struct story_views *out)
{
    *out = (struct story_views){0};
    db_read(s);
    enum store_status st = list_full(s, a, list, key, limit, now, out);
    db_read_done(s);
    return st;
}

/* ---- Related stories ----------------------------------------------------------------------- */

#define TAGS_MAX 8 /* of the story's tags, in print order */
#define PER_TAG 12 /* newest stories looked at for each */

/* A story met under a tag of the one that is read. */
struct candidate {
    int64_t id, published_at;
    size_t shared; /* tags; 0: it has been taken */
};
struct candidates {
    struct candidate v[TAGS_MAX * PER_TAG];
    size_t n;
};

static void meet(struct candidates *c, int64_t id, int64_t published_at)
{
    size_t i = 0;
    while (i < c->n && c->v[i].id != id)
        i++;
    if (i == c->n)
        c->v[c->n++] = (struct candidate){id, published_at, 0};
    c->v[i].shared++;
}

/* The newest of a list but one. */
static enum store_status recent(struct store *s, enum story_list list, int64_t key, int64_t but,
                                size_t limit, int64_t now, struct candidates *out)
{
    struct statement *q = db_stmt(s, &archive_statements, RECENT);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, (int64_t)list);
    db_bind_int(q, 3, key);
    db_bind_int(q, 4, (int64_t)limit);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (db_int(q, 0) != but)
            meet(out, db_int(q, 0), db_int(q, 1));
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static bool better(const struct candidate *a, const struct candidate *b)
{
    return a->shared != b->shared ? a->shared > b->shared : a->published_at > b->published_at;
}

/* The best one not taken yet, or NULL. */
static struct candidate *best(struct candidates *c)
{
    struct candidate *found = NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].shared > 0 && (found == NULL || better(&c->v[i], found)))
            found = &c->v[i];
    }
    return found;
}

static bool has(const struct cards *cards, int64_t id)
{
    for (size_t i = 0; i < cards->n; i++) {
        if (cards->v[i].id == id)
            return true;
    }
    return false;
}

/* Adds the best of the candidates until there are `limit`. */
static enum store_status take(struct store *s, struct arena *a, struct candidates *from,
                              size_t limit, int64_t now, struct cards *out)
{
    enum store_status st = STORE_OK;
    struct candidate *c;
    while (st == STORE_OK && out->n < limit && (c = best(from)) != NULL) {
        c->shared = 0;
        if (has(out, c->id))
            continue;
        st = story_card(s, a, c->id, now, &out->v[out->n]);
        if (st == STORE_OK)
            out->n++;
        else if (st == STORE_MISSING)
            st = STORE_OK;
    }
    return st;
}

/* Stories with the rare words of this one, likest first. */
static enum store_status by_words(struct store *s, struct arena *a, const struct story_view *of,
                                  size_t limit, int64_t now, struct cards *out)
{
    /* Those taken by a tag may be the likest too. */
    size_t look = 2 * limit, n = 0;
    int64_t *ids = arena_array(a, look, sizeof *ids);
    struct candidates c = {.n = 0};
    enum store_status st = search_related(s, a, of, look, now, ids, &n);
    for (size_t i = 0; i < n; i++) {
        meet(&c, ids[i], 0);
        c.v[c.n - 1].shared = n - i; /* their order is the one to take them in */
    }
    return st == STORE_OK ? take(s, a, &c, limit, now, out) : st;
}

static enum store_status related(struct store *s, struct arena *a, const struct story_view *of,
                                 size_t limit, int64_t now, struct cards *out, size_t *alike)
{
    const struct story_text *t = &of->revision.text;
    struct candidates c = {.n = 0};
    enum store_status st = STORE_OK;
    for (size_t i = 0; st == STORE_OK && i < t->tags.n && i < TAGS_MAX; i++)
        st = recent(s, LIST_TAG, t->tags.v[i].id, of->story.id, PER_TAG, now, &c);
    if (st == STORE_OK)
        st = take(s, a, &c, limit, now, out);
    if (st == STORE_OK && out->n < limit)
        st = by_words(s, a, of, limit, now, out);
    *alike = out->n;
    if (st != STORE_OK || out->n == limit || t->section.id == 0)
        return st;
    c.n = 0;
    /* Those taken, and the story itself, may be the newest of the section too. */
    size_t look = 2 * limit + 1 < PER_TAG ? 2 * limit + 1 : PER_TAG;
    st = recent(s, LIST_SECTION, t->section.id, of->story.id, look, now, &c);
    return st == STORE_OK ? take(s, a, &c, limit, now, out) : st;
}

enum store_status story_related(struct store *s, struct arena *a, const struct story_view *of,
                                size_t limit, int64_t now, struct cards *out, size_t *alike)
{
    *out = (struct cards){.v = arena_array(a, limit, sizeof *out->v)};
    db_read(s);
    enum store_status st = related(s, a, of, limit, now, out, alike);
    db_read_done(s);
    return st;
}

/* ---- Years, months, days ------------------------------------------------------------------- */

static enum store_status count(struct store *s, int64_t from, int64_t to, int64_t now, int64_t *n)
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
        st = count(s, bounds[i], bounds[i + 1], now, &counts[i]);
    db_read_done(s);
    return st;
}

static enum store_status nearest(struct store *s, int which, int64_t at, int64_t now, int64_t *out)
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
    return nearest(s, BEFORE, at, now, out);
}

enum store_status story_after(struct store *s, int64_t at, int64_t now, int64_t *out)
{
    return nearest(s, AFTER, at, now, out);
}
