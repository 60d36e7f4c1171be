/* story_list.c: lists for readers, paged by key. Each is a walk down one index from one place. */
#include "driver.h"
#include "group_private.h"
#include "media_private.h"
#include "story_private.h"

#include <stdlib.h>
#include <strings.h>

enum { LIST, BETWEEN, NEWER, PAGES, PAGES_CHANGE, UPDATED, CARD, NOTE, STORY_LIST_SQL_MAX };

/* One clause a line. n is the publication that is live now: found once, its columns cost nothing. */
/* clang-format off */
#define LIVE_PUBLICATION(story) \
    SQL_JOIN "publication n ON n.id =" \
    " (SELECT p.id FROM publication p WHERE p.story_id = " story " AND p.live_from <= ?1" \
    "  ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
#define CARD_COLUMNS \
    "SELECT s.id, s.kind, s.path, r.headline, r.dek, r.lang, s.published_at," \
    " coalesce(n.updated_at, " SQL_UPDATED_AT("s.id") ")," \
    " r.rating, r.product, r.hero_id, r.hero_alt, r.hero_credit," \
    " EXISTS (SELECT 1 FROM publication p" \
    "  WHERE p.story_id = s.id AND p.live_from <= ?1 AND p.kind = 3)," \
    " r.id, g.id, g.slug, g.name, g.text, n.live_from"
/* A row of the derived table is shown when its revision is the live one. */
#define CARD_FROM_LISTING \
    CARD_COLUMNS \
    " FROM listing l" SQL_JOIN "story s ON s.id = l.story_id" \
    LIVE_PUBLICATION("l.story_id") SQL_JOIN \
    "revision r ON r.story_id = l.story_id AND r.number = l.number" \
    SQL_SECTION_OF("r") \
    " WHERE l.list = ?2 AND l.key_id = ?3" \
    " AND s.withdrawn_at IS NULL" \
    " AND l.number = n.number"
#define NEWEST_FIRST \
    " ORDER BY l.published_at DESC, l.story_id DESC LIMIT ?6"

static const char *const sql[STORY_LIST_SQL_MAX] = {
    [LIST] =
        CARD_FROM_LISTING
        " AND (l.published_at, l.story_id) < (?4, ?5)" NEWEST_FIRST,
    [BETWEEN] =
        CARD_FROM_LISTING
        " AND (l.published_at, l.story_id) < (?4, ?5)"
        " AND l.published_at >= ?7" NEWEST_FIRST,
    [NEWER] =
        CARD_FROM_LISTING
        " AND (l.published_at, l.story_id) > (?4, ?5)"
        " AND l.published_at <= ?1"
        " ORDER BY l.published_at, l.story_id LIMIT ?6",
    [PAGES] =
        CARD_FROM_LISTING
        " AND l.published_at <= ?1",
    [PAGES_CHANGE] =
        "SELECT min(" SQL_GREATEST("l.published_at", "p.live_from") ")"
        " FROM listing l" SQL_JOIN "publication p ON p.story_id = l.story_id"
        " WHERE l.list = ?2 AND l.key_id = 0"
        " AND (l.published_at > ?1 OR p.live_from > ?1)",
    [UPDATED] =
        CARD_COLUMNS
        " FROM publication w" SQL_JOIN "story s ON s.id = w.story_id"
        LIVE_PUBLICATION("s.id") SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = n.number"
        SQL_SECTION_OF("r")
        " WHERE w.updated_at <> 0 AND w.updated_at <= ?1 AND w.live_from <= ?1"
        " AND s.withdrawn_at IS NULL AND s.kind <> 2"
        " AND w.id ="
        " (SELECT p.id FROM publication p"
        "  WHERE p.story_id = w.story_id AND p.live_from <= ?1 AND p.updated_at IS NOT NULL"
        "  ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
        " ORDER BY w.updated_at DESC, w.id DESC LIMIT ?2",
    [CARD] =
        CARD_COLUMNS
        " FROM story s" LIVE_PUBLICATION("s.id") SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = n.number"
        SQL_SECTION_OF("r")
        " WHERE s.id = ?2 AND s.withdrawn_at IS NULL",
    [NOTE] =
        "SELECT p.note FROM publication p"
        " WHERE p.story_id = ?2 AND p.live_from <= ?1 AND p.kind = 2"
        " ORDER BY p.live_from DESC, p.id DESC LIMIT 1",
};
/* clang-format on */
const struct statements story_list_statements = {SET_STORY_LIST, sql, STORY_LIST_SQL_MAX};
_Static_assert(EDIT_UPDATE == 2 && EDIT_CORRECTION == 3 && STORY_PAGE == 2,
               "numbers in CARD, NOTE");

static struct card card_read(struct arena *a, struct statement *q)
{
    return (struct card){
        .id = db_int(q, 0),
        .kind = (enum story_kind)db_int(q, 1),
        .path = db_text(a, q, 2),
        .headline = db_text(a, q, 3),
        .dek = db_text(a, q, 4),
        .lang = db_text(a, q, 5),
        .published_at = db_int(q, 6),
        .updated_at = db_int(q, 7),
        .rating = (int)db_int(q, 8),
        .product = db_text(a, q, 9),
        .hero_id = db_int(q, 10),
        .hero_alt = db_text(a, q, 11),
        .hero_credit = db_text(a, q, 12),
        .corrected = db_int(q, 13) != 0,
        .revision_id = db_int(q, 14),
        .section = {.id = db_int(q, 15),
                    .slug = db_text(a, q, 16),
                    .name = db_text(a, q, 17),
                    .text = db_text(a, q, 18)},
        .live_from = db_int(q, 19),
    };
}

enum store_status card_bylines(struct store *s, struct arena *a, const struct card *c,
                               struct groups *out)
{
    return revision_bylines(s, a, c->revision_id, out);
}

enum store_status card_hero(struct store *s, struct arena *a, const struct card *c,
                            struct media *out)
{
    return c->hero_id == 0 ? STORE_MISSING : media_paths(s, a, c->hero_id, out);
}

enum store_status card_update_note(struct store *s, struct arena *a, const struct card *c,
                                   int64_t now, const char **out)
{
    struct statement *q = db_stmt(s, &story_list_statements, NOTE);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, c->id);
    enum store_status st = db_row(s, q);
    *out = st == STORE_OK ? db_text(a, q, 0) : "";
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Steps q, which may give one row more than limit: then there is more. */
static enum store_status cards_collect(struct store *s, struct arena *a, struct statement *q,
                                       size_t limit, struct cards *out)
{
    size_t capacity = limit < 32 ? limit : 32;
    enum store_status st;
    *out = (struct cards){.v = arena_array(a, capacity, sizeof *out->v)};
    while ((st = db_row(s, q)) == STORE_OK && !out->more) {
        if (out->n == limit) {
            out->more = true;
            continue;
        }
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = card_read(a, q);
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Where to begin: never in the future, so that the walk does not start among stories
 * that wait. */
static struct list_key list_clamp_key(struct list_key before, int64_t now)
{
    if ((before.at == 0 && before.id == 0) || before.at > now)
        return (struct list_key){now, INT64_MAX};
    return before;
}

static struct statement *list_stmt(struct store *s, int which, int list, int64_t key,
                                   struct list_key from, size_t limit, int64_t now)
{
    struct statement *q = db_stmt(s, &story_list_statements, which);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, list);
    db_bind_int(q, 3, key);
    if (which != PAGES) {
        db_bind_int(q, 4, from.at);
        db_bind_int(q, 5, from.id);
        db_bind_int(q, 6, (int64_t)limit);
    }
    return q;
}

/* look: rows that are read, of which limit are kept. */
static enum store_status story_list_from(struct store *s, struct arena *a, enum story_list list,
                                         int64_t key, struct list_key before, size_t limit,
                                         size_t look, int64_t now, struct cards *out)
{
    bool keyed = list == LIST_SECTION || list == LIST_TAG || list == LIST_BYLINE;
    *out = (struct cards){0};
    if ((unsigned)list >= LIST_MAX)
        return STORE_MISSING;
    db_read(s);
    struct statement *q =
        list_stmt(s, LIST, (int)list, keyed ? key : 0, list_clamp_key(before, now), look, now);
    enum store_status st = cards_collect(s, a, q, limit, out);
    db_read_done(s);
    return st;
}

enum store_status story_list(struct store *s, struct arena *a, enum story_list list, int64_t key,
                             struct list_key before, size_t limit, int64_t now, struct cards *out)
{
    return story_list_from(s, a, list, key, before, limit, limit + 1, now, out);
}

enum store_status story_list_newest(struct store *s, struct arena *a, enum story_list list,
                                    int64_t key, size_t limit, int64_t now, struct cards *out)
{
    return story_list_from(s, a, list, key, (struct list_key){0}, limit, limit, now, out);
}

enum store_status story_list_between(struct store *s, struct arena *a, int64_t from, int64_t to,
                                     struct list_key before, size_t limit, int64_t now,
                                     struct cards *out)
{
    bool start = before.at == 0 && before.id == 0;
    if (start || before.at >= to)
        before = (struct list_key){to - 1, INT64_MAX};
    db_read(s);
    struct statement *q =
        list_stmt(s, BETWEEN, LIST_ALL, 0, list_clamp_key(before, now), limit + 1, now);
    db_bind_int(q, 7, from);
    enum store_status st = cards_collect(s, a, q, limit, out);
    db_read_done(s);
    return st;
}

enum store_status story_list_updated(struct store *s, struct arena *a, size_t limit, int64_t now,
                                     struct cards *out)
{
    db_read(s);
    struct statement *q = db_stmt(s, &story_list_statements, UPDATED);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, (int64_t)limit);
    enum store_status st = cards_collect(s, a, q, limit, out);
    db_read_done(s);
    return st;
}

enum store_status story_card(struct store *s, struct arena *a, int64_t id, int64_t now,
                             struct card *out)
{
    struct cards cards;
    db_read(s);
    struct statement *q = db_stmt(s, &story_list_statements, CARD);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, id);
    enum store_status st = cards_collect(s, a, q, 1, &cards);
    db_read_done(s);
    if (st != STORE_OK)
        return st;
    if (cards.n == 0)
        return STORE_MISSING;
    *out = cards.v[0];
    return STORE_OK;
}

static int card_by_headline(const void *a, const void *b)
{
    return strcasecmp(((const struct card *)a)->headline, ((const struct card *)b)->headline);
}

enum store_status story_list_pages(struct store *s, struct arena *a, int64_t now, struct cards *out)
{
    db_read(s);
    struct statement *q = list_stmt(s, PAGES, LISTING_PAGES, 0, (struct list_key){0}, 0, now);
    enum store_status st = cards_collect(s, a, q, 1000, out);
    db_read_done(s);
    if (st == STORE_OK && out->n > 1)
        qsort(out->v, out->n, sizeof *out->v, card_by_headline);
    return st;
}

enum store_status story_list_pages_until(struct store *s, int64_t now, int64_t *out)
{
    struct statement *q = db_stmt(s, &story_list_statements, PAGES_CHANGE);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, LISTING_PAGES);
    enum store_status st = db_row(s, q);
    *out = INT64_MAX;
    if (st == STORE_OK && db_int(q, 0) != 0)
        *out = db_int(q, 0);
    db_reset(q);
    return st;
}

static enum store_status story_neighbour(struct store *s, struct arena *a, int which,
                                         int64_t section_id, struct list_key of, int64_t now,
                                         struct card *out)
{
    struct cards cards;
    int list = section_id == 0 ? LIST_ALL : LIST_SECTION;
    struct statement *q = list_stmt(s, which, list, section_id, of, 1, now);
    enum store_status st = cards_collect(s, a, q, 1, &cards);
    *out = (struct card){0};
    if (st == STORE_OK && cards.n == 1)
        *out = cards.v[0];
    return st;
}

enum store_status story_neighbours(struct store *s, struct arena *a, int64_t section_id,
                                   struct list_key of, int64_t now, struct card *older,
                                   struct card *newer)
{
    db_read(s);
    enum store_status st =
        story_neighbour(s, a, LIST, section_id, list_clamp_key(of, now), now, older);
    if (st == STORE_OK)
        st = story_neighbour(s, a, NEWER, section_id, of, now, newer);
    db_read_done(s);
    return st;
}
