/* feed.h: the newest stories of a list, whole, as feeds print them.
 *
 * Like all that readers see, the answer is asked of `now`: a scheduled story and a staged text are
 * not in it, a withdrawn story is no longer in it. */
#ifndef DATELINE_DB_FEED_H
#define DATELINE_DB_FEED_H

#include "story.h"

struct story_views {
    struct story_view *v;
    size_t n;
    int64_t changed_at; /* ms: when one of them last got another text for readers, or when some
                         * story was withdrawn; 0: never */
};
/* At most limit stories of a list (key: as story_list), newest first. */
enum store_status story_list_full(struct store *s, struct arena *a, enum story_list list,
                                  int64_t key, size_t limit, int64_t now, struct story_views *out)
    __attribute__((warn_unused_result));

#endif
