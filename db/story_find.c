/* story_find.c: see story_find.h. */
#include "story_find.h"

#include "lib/name.h"
#include "lib/text.h"
#include "search.h"
#include "story_private.h"

#include <stdlib.h>
#include <string.h>

enum { BY_ID, BY_SLUG, NEWEST, UNPUBLISHED, WAITING, OWN, SHARED, STORY_FIND_SQL_MAX };

#define SLUGS_LOOKED 50
#define ROWS_MAX (4 * STORY_FIND_LOOKED)

/* ?1 now, ?2 who asks, ?3 an id, or a slug's beginning and ?4 what comes after all of it. One clause a line. */
/* clang-format off */
#define FOUND_OF(few) \
    "SELECT s.id, s.edited_at, s.slug, r.headline FROM (" few ") f" SQL_JOIN \
    "story s ON s.id = f.id" SQL_JOIN \
    "revision r ON r.story_id = s.id AND r.number = s.head_number WHERE s.binned_at IS NULL"

static const char *const sql[STORY_FIND_SQL_MAX] = {
    [BY_ID] = FOUND_OF("SELECT id FROM story WHERE id = ?3"),
    [BY_SLUG] = FOUND_OF(
        "SELECT id FROM story WHERE slug >= ?3 AND slug < ?4 ORDER BY slug LIMIT 50"),
    [NEWEST] = FOUND_OF("SELECT id FROM story ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [UNPUBLISHED] = FOUND_OF(
        "SELECT id FROM story WHERE published_at IS NULL ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [WAITING] = FOUND_OF(
        "SELECT id FROM story WHERE published_at > ?1 ORDER BY published_at LIMIT 200"),
    [OWN] = FOUND_OF(
        "SELECT id FROM story WHERE created_by = ?2 ORDER BY edited_at DESC, id DESC LIMIT 200"),
    [SHARED] = FOUND_OF(
        "SELECT story_id AS id FROM story_writer WHERE user_id = ?2 ORDER BY story_id DESC LIMIT 200"),
};
/* clang-format on */
const struct statements story_find_statements = {SET_STORY_FIND, sql, STORY_FIND_SQL_MAX};
_Static_assert(STORY_FIND_LOOKED == 200 && SLUGS_LOOKED == 50, "limits in sql");

struct find_row {
    int64_t id, edited_at;
    const char *headline;
    bool exact; /* the one of the number that was typed */
};

/* What is looked for, and which stories may be meant so far. */
struct find {
    struct store *s;
    struct arena *a;
    const struct actor *by;
    const char *typed, *key; /* name_key of it */
    const char *last;        /* of an address its last part, else what was typed */
    int64_t number;          /* 0: that is none */
    int64_t now;
    struct find_row *rows;
    size_t n;
};

static void find_add(struct find *f, struct statement *q)
{
    struct find_row row = {
        .id = db_int(q, 0), .edited_at = db_int(q, 1), .headline = db_text(f->a, q, 3)};
    const char *slug = db_text(f->a, q, 2);
    row.exact = row.id == f->number;
    if (!row.exact && !name_has_words(f->a, row.headline, f->key) &&
        strncmp(slug, f->last, strlen(f->last)) != 0 && !name_has_words(f->a, slug, f->key))
        return;
    for (size_t i = 0; i < f->n; i++)
        if (f->rows[i].id == row.id)
            return;
    if (f->n < ROWS_MAX)
        f->rows[f->n++] = row;
}

static enum store_status find_read(struct find *f, struct statement *q)
{
    enum store_status st;
    while ((st = db_row(f->s, q)) == STORE_OK)
        find_add(f, q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status find_one(struct find *f, int64_t id)
{
    struct statement *q = db_stmt(f->s, &story_find_statements, BY_ID);
    db_bind_int(q, 3, id);
    return find_read(f, q);
}

static enum store_status find_slugs(struct find *f)
{
    struct statement *q = db_stmt(f->s, &story_find_statements, BY_SLUG);
    db_bind_text(q, 3, f->last);
    db_bind_text(q, 4, arena_printf(f->a, "%s\xf4\x8f\xbf\xbf", f->last));
    return find_read(f, q);
}

static enum store_status find_list(struct find *f, int which)
{
    struct statement *q = db_stmt(f->s, &story_find_statements, which);
    if (which == WAITING)
        db_bind_int(q, 1, f->now);
    if (which == OWN || which == SHARED)
        db_bind_int(q, 2, f->by->user);
    return find_read(f, q);
}

/* The last word is a beginning. Without its index the site goes on. */
static enum store_status find_seen(struct find *f)
{
    struct search_query query = {.text = arena_printf(f->a, "%s*", f->typed),
                                 .limit = SEARCH_LIMIT_MAX};
    struct search_hits hits;
    enum store_status st = search_stories(f->s, f->a, &query, f->now, &hits);
    if (st == STORE_UNSEARCHABLE)
        return STORE_OK;
    for (size_t i = 0; st == STORE_OK && i < hits.n; i++)
        st = find_one(f, hits.v[i].card.id);
    return st;
}

static enum store_status find_lists(struct find *f)
{
    static const int everybodys[] = {NEWEST, UNPUBLISHED, WAITING}, own[] = {OWN, SHARED};
    bool all = permission_may(f->by, ACT_OTHERS, NULL);
    enum store_status st = STORE_OK;
    for (size_t i = 0; st == STORE_OK && i < (all ? 3 : 2); i++)
        st = find_list(f, all ? everybodys[i] : own[i]);
    return st;
}

static int find_order(const void *a, const void *b)
{
    const struct find_row *x = a, *y = b;
    if (x->exact != y->exact)
        return x->exact ? -1 : 1;
    if (x->edited_at != y->edited_at)
        return x->edited_at > y->edited_at ? -1 : 1;
    return (x->id < y->id) - (x->id > y->id);
}

/* Those of them that may be shown. */
static enum store_status find_show(struct find *f, struct find_hits *out)
{
    enum store_status st = STORE_OK;
    qsort(f->rows, f->n, sizeof *f->rows, find_order);
    for (size_t i = 0; st == STORE_OK && i < f->n && out->n < STORY_FIND_MAX; i++) {
        struct find_hit *one = &out->v[out->n];
        st = story_row(f->s, f->a, f->rows[i].id, f->now, &one->story);
        one->headline = f->rows[i].headline;
        if (st == STORE_OK && permission_may(f->by, ACT_HISTORY, &one->story))
            out->n++;
        if (st == STORE_MISSING)
            st = STORE_OK;
    }
    return st;
}

/* "https://paper.example/2026/01/late-ferry/" → "late-ferry"; "#42" → "42". */
static const char *find_last(struct arena *a, const char *typed)
{
    size_t n = strlen(typed);
    while (n && typed[n - 1] == '/')
        n--;
    const char *last = arena_dupn(a, typed, n), *slash = strrchr(last, '/');
    last = slash ? slash + 1 : last;
    return *last == '#' ? last + 1 : last;
}

enum store_status story_find_typed(struct store *s, struct arena *a, const struct actor *by,
                                   const char *typed, int64_t now, struct find_hits *out)
{
    *out = (struct find_hits){.n = 0};
    struct find f = {.s = s, .a = a, .by = by, .typed = text_line(a, typed), .now = now};
    f.key = name_key(a, f.typed);
    f.last = find_last(a, f.key);
    if (*f.last == '\0' || text_length(f.typed) > STORY_FIND_TYPED_MAX)
        return STORE_OK;
    f.rows = arena_array(a, ROWS_MAX, sizeof *f.rows);
    enum store_status st = STORE_OK;
    if (text_to_int(f.last, 1, INT64_MAX, &f.number))
        st = find_one(&f, f.number);
    if (st == STORE_OK)
        st = find_slugs(&f);
    if (st == STORE_OK)
        st = find_lists(&f);
    if (st == STORE_OK)
        st = find_seen(&f);
    return st == STORE_OK ? find_show(&f, out) : st;
}
