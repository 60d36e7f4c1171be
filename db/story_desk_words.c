/* story_desk_words.c: stories of the editors' list by words of their texts.
 *
 * What readers see, and what waits, is in the search index. Drafts and what was withdrawn are not: the ones that
 * were edited last are looked through. What is found is few, and is filtered and sorted here. */
#include "story_desk_private.h"

#include "lib/text.h"
#include "search_private.h"

#include <stdlib.h>

enum { KEY_BY_EDIT, KEY_BY_PUBLICATION, UNPUBLISHED, BESIDE, WITHDRAWN, STORY_DESK_WORDS_SQL_MAX };

#define INDEXED_MAX 1000 /* stories that the index is asked for, the newest ones */
#define DRAFTS_MAX 300   /* of each kind that are looked through, in their newest text */
#define WORDS_MAX 5      /* that are looked for in drafts */

/* clang-format off */
#define KEY(key) "SELECT s.id, " key " FROM story s WHERE s.id = ?14 AND" SQL_DESK_KEPT("+" key)
#define HAS(word) " AND (" word " IS NULL OR " SQL_HAS_TEXT("r.headline || ' ' || r.dek || ' ' || r.plain", word) ")"
#define TEXT_WITH(drafts) \
    "SELECT s.id FROM (SELECT o.id, o.head_number FROM story o WHERE " drafts \
    "  ORDER BY o.edited_at DESC, o.id DESC LIMIT ?6) s" SQL_JOIN \
    "revision r ON r.story_id = s.id AND r.number = s.head_number" \
    " WHERE 1" HAS("?1") HAS("?2") HAS("?3") HAS("?4") HAS("?5")
/* clang-format on */

static const char *const sql[STORY_DESK_WORDS_SQL_MAX] = {
    [KEY_BY_EDIT] = KEY("s.edited_at"),
    [KEY_BY_PUBLICATION] = KEY("s.published_at"),
    [UNPUBLISHED] = TEXT_WITH("o.published_at IS NULL"),
    [WITHDRAWN] = TEXT_WITH("o.withdrawn_at IS NOT NULL"),
    [BESIDE] = TEXT_WITH("o.draft_number IS NOT NULL AND o.published_at IS NOT NULL"),
};
const struct statements story_desk_words_statements = {SET_STORY_DESK_WORDS, sql,
                                                       STORY_DESK_WORDS_SQL_MAX};

struct desk_ids {
    int64_t v[INDEXED_MAX + 3 * DRAFTS_MAX];
    size_t n;
};

static enum store_status words_in_texts(const struct desk_find *d, int which,
                                        const struct strlist *words, struct desk_ids *ids)
{
    struct statement *q = db_stmt(d->s, &story_desk_words_statements, which);
    for (size_t i = 0; i < words->n && i < WORDS_MAX; i++)
        db_bind_null_text(q, (int)i + 1, words->v[i]);
    db_bind_int(q, 6, DRAFTS_MAX);
    enum store_status st;
    while ((st = db_row(d->s, q)) == STORE_OK)
        ids->v[ids->n++] = db_int(q, 0);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Without its index the list goes on, and says so. */
static enum store_status words_in_index(const struct desk_find *d, struct desk_ids *ids,
                                        struct desk_keys *out)
{
    size_t n = 0;
    bool all = true;
    enum store_status st = search_words(d->s, d->a, arena_printf(d->a, "%s*", d->f->text),
                                        INDEXED_MAX, ids->v + ids->n, &n, &all);
    if (st == STORE_UNSEARCHABLE)
        st = STORE_OK, all = false, n = 0;
    ids->n += n;
    out->unsearched = !all;
    return st;
}

static int id_before(const void *x, const void *y)
{
    const int64_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

static int key_before(const void *x, const void *y)
{
    const struct list_key *a = x, *b = y;
    if (a->at != b->at)
        return a->at > b->at ? -1 : 1;
    return a->id > b->id ? -1 : a->id < b->id;
}

/* The key of one that the filter keeps. */
static enum store_status words_take(const struct desk_find *d, int64_t id, struct desk_keys *out)
{
    int which = d->f->order == DESK_BY_PUBLICATION ? KEY_BY_PUBLICATION : KEY_BY_EDIT;
    struct statement *q = db_stmt(d->s, &story_desk_words_statements, which);
    desk_bind(d, q);
    db_bind_int(q, 14, id);
    enum store_status st = db_row(d->s, q);
    if (st == STORE_OK)
        out->v[out->n++] = (struct list_key){.at = db_int(q, 1), .id = db_int(q, 0)};
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status desk_words_find(const struct desk_find *d, struct desk_keys *out)
{
    struct strlist words = text_split(d->a, text_line(d->a, d->f->text), ' ');
    struct desk_ids *ids = arena_alloc(d->a, sizeof *ids);
    *out = (struct desk_keys){0};
    ids->n = 0;
    enum store_status st = words_in_index(d, ids, out);
    if (st == STORE_OK)
        st = words_in_texts(d, UNPUBLISHED, &words, ids);
    if (st == STORE_OK)
        st = words_in_texts(d, BESIDE, &words, ids);
    if (st == STORE_OK)
        st = words_in_texts(d, WITHDRAWN, &words, ids);
    if (ids->n != 0)
        qsort(ids->v, ids->n, sizeof *ids->v, id_before);
    out->v = arena_array(d->a, ids->n, sizeof *out->v);
    for (size_t i = 0; i < ids->n && st == STORE_OK; i++)
        if (i == 0 || ids->v[i] != ids->v[i - 1])
            st = words_take(d, ids->v[i], out);
    if (out->n != 0)
        qsort(out->v, out->n, sizeof *out->v, key_before);
    if (out->n > d->limit)
        out->n = d->limit;
    return st;
}
