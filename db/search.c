/* search.c: readers' search, by the engine that keeps the index. */
#include "search.h"
#include "driver.h"
#include "search_private.h"

enum store_status search_stories(struct store *s, struct arena *a, const struct search_query *q,
                                 int64_t now, struct search_hits *out)
{
    return s->engine->search->find(s, a, q, now, out);
}

enum store_status search_related(struct store *s, struct arena *a, const struct story_view *of,
                                 size_t limit, int64_t now, int64_t *ids, size_t *n)
{
    return s->engine->search->related(s, a, of, limit, now, ids, n);
}

enum store_status search_words(struct store *s, struct arena *a, const char *text, size_t limit,
                               int64_t *ids, size_t *n, bool *all)
{
    return s->engine->search->words(s, a, text, limit, ids, n, all);
}

enum store_status search_mark(struct store *s, int64_t story_id)
{
    return s->engine->search->mark(s, story_id);
}

enum store_status search_mark_group(struct store *s, enum group_kind k, int64_t id)
{
    return s->engine->search->mark_group(s, k, id);
}

enum store_status search_catch_up(struct store *s, int64_t max_ms, bool *left)
{
    return s->engine->search->catch_up(s, max_ms, left);
}

enum store_status search_optimise(struct store *s)
{
    return s->engine->search->optimise(s);
}

bool search_is_damaged(const struct store *s)
{
    return s->engine->search->damaged(s);
}

enum store_status search_reset(struct store *s)
{
    return s->engine->search->reset(s);
}
