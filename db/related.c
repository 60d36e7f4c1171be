/* related.c: what to read after a story: by its tags, then by its rare words, then its section. */
#include "related.h"
#include "driver.h"
#include "listing_private.h"
#include "search_private.h"

enum { RECENT, RELATED_SQL_MAX };

static const char *const sql[RELATED_SQL_MAX] = {
    [RECENT] = "SELECT l.story_id, l.published_at" SQL_FROM_LIVE_LISTING " AND l.published_at <= ?1"
               " ORDER BY l.published_at DESC, l.story_id DESC LIMIT ?4",
};
const struct statements related_statements = {SET_RELATED, sql, RELATED_SQL_MAX};

#define RELATED_TAGS_MAX 8 /* of the story's tags, in print order */
#define PER_TAG 12         /* newest stories looked at for each */

/* A story seen under a tag of the one that is read. */
struct related_candidate {
    int64_t id, published_at;
    size_t shared; /* tags; 0: it has been taken */
};
struct related_candidates {
    struct related_candidate v[RELATED_TAGS_MAX * PER_TAG];
    size_t n;
};

static void related_count(struct related_candidates *c, int64_t id, int64_t published_at)
{
    size_t i = 0;
    while (i < c->n && c->v[i].id != id)
        i++;
    if (i == c->n)
        c->v[c->n++] = (struct related_candidate){id, published_at, 0};
    c->v[i].shared++;
}

/* The newest of a list but one. */
static enum store_status related_recent(struct store *s, enum story_list list, int64_t key,
                                        int64_t but, size_t limit, int64_t now,
                                        struct related_candidates *out)
{
    struct statement *q = db_stmt(s, &related_statements, RECENT);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, (int64_t)list);
    db_bind_int(q, 3, key);
    db_bind_int(q, 4, (int64_t)limit);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (db_int(q, 0) != but)
            related_count(out, db_int(q, 0), db_int(q, 1));
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static bool related_better(const struct related_candidate *a, const struct related_candidate *b)
{
    return a->shared != b->shared ? a->shared > b->shared : a->published_at > b->published_at;
}

/* The best one not taken yet, or NULL. */
static struct related_candidate *related_best(struct related_candidates *c)
{
    struct related_candidate *found = NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].shared > 0 && (!found || related_better(&c->v[i], found)))
            found = &c->v[i];
    }
    return found;
}

static bool related_has(const struct cards *cards, int64_t id)
{
    for (size_t i = 0; i < cards->n; i++) {
        if (cards->v[i].id == id)
            return true;
    }
    return false;
}

/* Adds the best of the candidates until there are `limit`. */
static enum store_status related_take(struct store *s, struct arena *a,
                                      struct related_candidates *from, size_t limit, int64_t now,
                                      struct cards *out)
{
    enum store_status st = STORE_OK;
    struct related_candidate *c;
    while (st == STORE_OK && out->n < limit && (c = related_best(from))) {
        c->shared = 0;
        if (related_has(out, c->id))
            continue;
        st = story_card(s, a, c->id, now, &out->v[out->n]);
        if (st == STORE_OK)
            out->n++;
        else if (st == STORE_MISSING)
            st = STORE_OK;
    }
    return st;
}

/* Stories with the rare words of this one, most alike first. */
static enum store_status related_by_words(struct store *s, struct arena *a,
                                          const struct story_view *of, size_t limit, int64_t now,
                                          struct cards *out)
{
    /* Those taken by a tag may be the most alike too. */
    size_t look = 2 * limit, n = 0;
    int64_t *ids = arena_array(a, look, sizeof *ids);
    struct related_candidates c = {.n = 0};
    enum store_status st = search_related(s, a, of, look, now, ids, &n);
    for (size_t i = 0; i < n; i++) {
        related_count(&c, ids[i], 0);
        c.v[c.n - 1].shared = n - i; /* their order is the one to take them in */
    }
    return st == STORE_OK ? related_take(s, a, &c, limit, now, out) : st;
}

static enum store_status related_find(struct store *s, struct arena *a, const struct story_view *of,
                                      size_t limit, int64_t now, struct cards *out, size_t *related)
{
    const struct story_text *t = &of->revision.text;
    struct related_candidates c = {.n = 0};
    enum store_status st = STORE_OK;
    for (size_t i = 0; st == STORE_OK && i < t->tags.n && i < RELATED_TAGS_MAX; i++)
        st = related_recent(s, LIST_TAG, t->tags.v[i].id, of->story.id, PER_TAG, now, &c);
    if (st == STORE_OK)
        st = related_take(s, a, &c, limit, now, out);
    if (st == STORE_OK && out->n < limit)
        st = related_by_words(s, a, of, limit, now, out);
    *related = out->n;
    if (st != STORE_OK || out->n == limit || t->section.id == 0)
        return st;
    c.n = 0;
    /* Those taken, and the story itself, may be the newest of the section too. */
    size_t look = 2 * limit + 1 < PER_TAG ? 2 * limit + 1 : PER_TAG;
    st = related_recent(s, LIST_SECTION, t->section.id, of->story.id, look, now, &c);
    return st == STORE_OK ? related_take(s, a, &c, limit, now, out) : st;
}

enum store_status story_related(struct store *s, struct arena *a, const struct story_view *of,
                                size_t limit, int64_t now, struct cards *out, size_t *related)
{
    *out = (struct cards){.v = arena_array(a, limit, sizeof *out->v)};
    db_read(s);
    enum store_status st = related_find(s, a, of, limit, now, out, related);
    db_read_done(s);
    return st;
}
