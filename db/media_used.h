/* media_used.h: who shows a picture: stories, by which of their texts, and authors whose portrait it is. */
#ifndef DATELINE_MEDIA_USED_H
#define DATELINE_MEDIA_USED_H

#include "media.h"
#include "story.h"

struct media_user_row {
    struct story story;
    const char *headline;  /* of the text that is written on now; "" before there is one */
    bool shows[NAMED_MAX]; /* its texts that show it now; none: an earlier one did */
};
struct media_user_rows {
    struct media_user_row *v; /* the newest story first */
    size_t n;
    bool more;
};
/* Stories that have it in any revision, with numbers below `before` (0: from the newest). */
enum store_status media_used(struct store *s, struct arena *a, const struct media *m,
                             int64_t before, size_t limit, int64_t now, struct media_user_rows *out)
    __attribute__((warn_unused_result));
/* Authors whose portrait it is: the first ones. */
enum store_status media_portraits(struct store *s, struct arena *a, int64_t id, struct groups *out)
    __attribute__((warn_unused_result));

/* When the newest story that readers see it in was published, of the two hundred with the highest numbers; 0: none. */
enum store_status media_last_ran(struct store *s, const struct media *m, int64_t now, int64_t *at)
    __attribute__((warn_unused_result));
#define MEDIA_RAN_MS INT64_C(604800000) /* 7 days: so soon again is worth a warning */
struct media_ran {
    int64_t story_id; /* 0: it did not */
    const char *headline;
    int64_t at; /* ms */
};
/* Whether another story than that one (0: any) was published with it above its text or in it within MEDIA_RAN_MS, and
 * readers see it. */
enum store_status media_ran_lately(struct store *s, struct arena *a, const struct media *m,
                                   int64_t story_id, int64_t now, struct media_ran *out)
    __attribute__((warn_unused_result));
/* The same without a limit of time: some other story in which readers see it. */
enum store_status media_ran_elsewhere(struct store *s, struct arena *a, const struct media *m,
                                      int64_t story_id, int64_t now, struct media_ran *out)
    __attribute__((warn_unused_result));

#endif
