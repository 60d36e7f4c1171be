/* related.h: what to read after a story. */
#ifndef DATELINE_DB_RELATED_H
#define DATELINE_DB_RELATED_H

#include "story.h"

/* At most limit stories to read after this one, of those live at `now`: those that share most tags
 * with it, the newest of them first; then those whose headline, standfirst, takeaways or tags have
 * most of its rare words; then the newest of its section. *related: how many of them came by tags
 * and by words, the first ones of out. */
enum store_status story_related(struct store *s, struct arena *a, const struct story_view *of,
                                size_t limit, int64_t now, struct cards *out, size_t *related)
    __attribute__((warn_unused_result));

#endif
