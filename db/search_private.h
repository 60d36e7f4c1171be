/* search_private.h: what the store's own files ask of search. driver.h says what each does. */
#ifndef DATELINE_SEARCH_PRIVATE_H
#define DATELINE_SEARCH_PRIVATE_H

#include "driver.h"

enum store_status search_related(struct store *s, struct arena *a, const struct story_view *of,
                                 size_t limit, int64_t now, int64_t *ids, size_t *n)
    __attribute__((warn_unused_result));
/* STORE_UNSEARCHABLE: the index is damaged. */
enum store_status search_words(struct store *s, struct arena *a, const char *text, size_t limit,
                               int64_t *ids, size_t *n, bool *all)
    __attribute__((warn_unused_result));
enum store_status search_mark(struct store *s, int64_t story_id)
    __attribute__((warn_unused_result));
enum store_status search_mark_group(struct store *s, enum group_kind k, int64_t id)
    __attribute__((warn_unused_result));

#endif
