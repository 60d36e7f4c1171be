/* story_list.c: lists for readers, paged by key. Each is a walk down one index from one place. */
#include "driver.h"
#include "listing_private.h"
#include "story_private.h"

#include <stdlib.h>
#include <strings.h>

enum { LIST, BETWEEN, NEWER, PAGES, PAGES_CHANGE, UPDATED, STORY_LIST_SQL_MAX };

/* One clause a line. */
/* clang-format off */
/* A row of the derived table is shown when its revision is the live one. */
#define CARD_FROM_LISTING "SELECT " SQL_CARD_COLUMNS("l.story_id") SQL_FROM_LIVE_LISTING
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
        "SELECT " SQL_CARD_COLUMNS("w.story_id") " FROM publication w" SQL_JOIN_CARD("w.story_id")
        " WHERE w.updated_at <> 0 AND w.updated_at <= ?1 AND w.live_from <= ?1"
        " AND coalesce(k.kind, (SELECT s.kind FROM story s"
        "  WHERE s.id = w.story_id AND s.withdrawn_at IS NULL)) <> 2"
        " AND w.id ="
        " (SELECT p.id FROM publication p"
        "  WHERE p.story_id = w.story_id AND p.live_from <= ?1 AND p.updated_at IS NOT NULL"
        "  ORDER BY p.live_from DESC, p.id DESC LIMIT 1)"
        " ORDER BY w.updated_at DESC, w.id DESC LIMIT ?2",
};
/* clang-format on */
const struct statements story_list_statements = {SET_STORY_LIST, sql, STORY_LIST_SQL_MAX};
_Static_assert(STORY_PAGE == 2, "number in UPDATED");

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

/* look: rows that are read, of which page->limit are kept. */
static enum store_status story_list_look(struct store *s, struct arena *a,
                                         const struct story_list_page *page, size_t look,
                                         int64_t now, struct cards *out)
{
    enum story_list list = page->list;
    bool keyed = list == LIST_SECTION || list == LIST_TAG || list == LIST_BYLINE;
    bool bound = page->to != 0;
    struct list_key before = page->before;
    *out = (struct cards){0};
    if ((unsigned)list >= LIST_MAX)
        return STORE_MISSING;
    if (bound && ((before.at == 0 && before.id == 0) || before.at >= page->to))
        before = (struct list_key){page->to - 1, INT64_MAX};
    db_read(s);
    struct statement *q = list_stmt(s, bound ? BETWEEN : LIST, (int)list, keyed ? page->key : 0,
                                    list_clamp_key(before, now), look, now);
    if (bound)
        db_bind_int(q, 7, page->from);
    enum store_status st = cards_collect(s, a, q, page->limit, now, out);
    db_read_done(s);
    return st;
}

enum store_status story_list(struct store *s, struct arena *a, const struct story_list_page *page,
                             int64_t now, struct cards *out)
{
    return story_list_look(s, a, page, page->limit + 1, now, out);
}

enum store_status story_list_newest(struct store *s, struct arena *a, enum story_list list,
                                    int64_t key, size_t limit, int64_t now, struct cards *out)
{
    const struct story_list_page first = {.list = list, .key = key, .limit = limit};
    return story_list_look(s, a, &first, limit, now, out);
}

enum store_status story_list_updated(struct store *s, struct arena *a, size_t limit, int64_t now,
                                     struct cards *out)
{
    db_read(s);
    struct statement *q = db_stmt(s, &story_list_statements, UPDATED);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, (int64_t)limit);
    enum store_status st = cards_collect(s, a, q, limit, now, out);
    db_read_done(s);
    return st;
}

static int card_by_headline(const void *a, const void *b)
{
    return strcasecmp(((const struct card *)a)->headline, ((const struct card *)b)->headline);
}

enum store_status story_list_pages(struct store *s, struct arena *a, int64_t now, struct cards *out)
{
    db_read(s);
    struct statement *q = list_stmt(s, PAGES, LISTING_PAGES, 0, (struct list_key){0}, 0, now);
    enum store_status st = cards_collect(s, a, q, 1000, now, out);
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
    enum store_status st = cards_collect(s, a, q, 1, now, &cards);
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
