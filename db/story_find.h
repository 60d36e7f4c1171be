/* story_find.h: the stories that somebody at the desk is looking for.
 *
 * Asked at each pause in typing, so it looks at a bounded number of rows, whatever the site has: those of that number
 * or address, by an index; what readers see, by search; and the newest STORY_FIND_LOOKED of what was edited last, of
 * drafts, of what waits, and of one's own. */
#ifndef DATELINE_STORY_FIND_H
#define DATELINE_STORY_FIND_H

#include "story.h"

#define STORY_FIND_MAX 8
#define STORY_FIND_LOOKED 200
#define STORY_FIND_TYPED_MAX 100 /* code points; for more than that nothing is found */

struct find_hit {
    struct story story;
    const char *headline; /* of the newest text */
};
struct find_hits {
    struct find_hit v[STORY_FIND_MAX];
    size_t n;
};

/* Those whose headline or slug has words that begin as all that were typed; and by number, slug or whole address, its
 * last part counting. The one of that number first, then those that were edited last. Only stories whose texts `by`
 * may read (ACT_HISTORY; NULL: all), and none in the bin. Nothing typed: nothing. Texts are in the arena. */
enum store_status story_find_typed(struct store *s, struct arena *a, const struct actor *by,
                                   const char *typed, int64_t now, struct find_hits *out)
    __attribute__((warn_unused_result));

#endif
