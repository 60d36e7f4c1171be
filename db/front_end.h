/* front_end.h: when stories leave their places on the front page: for the calendar of what is planned. */
#ifndef DATELINE_FRONT_END_H
#define DATELINE_FRONT_END_H

#include "front.h"

#define FRONT_ENDS_WAITING 20 /* arrangements that wait and are looked at */

/* A story whose time in its place is over. */
struct front_end {
    int64_t at, story_id;
    const char *headline;
};
struct front_ends {
    struct front_end *v; /* the next one first */
    size_t n;
};
/* Those within [from, to), of what readers see and of what waits, each until another takes its place. */
enum store_status front_ends(struct store *s, struct arena *a, int64_t from, int64_t to,
                             int64_t now, struct front_ends *out)
    __attribute__((warn_unused_result));

#endif
