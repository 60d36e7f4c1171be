/* archive.h: how many stories a year, a month or a day has, and where the next one is.
 *
 * Like all that readers see, each answer is asked of `now`: what is scheduled does not count yet,
 * what was withdrawn no longer does. */
#ifndef DATELINE_DB_ARCHIVE_H
#define DATELINE_DB_ARCHIVE_H

#include "story.h"

#define STORY_COUNT_MAX 10000 /* a span of time with more is counted no further */

/* How many news and reviews were published in each [bounds[i], bounds[i + 1]), ms; counts holds
 * n - 1 numbers. STORY_COUNT_MAX: so many or more. */
enum store_status story_counts(struct store *s, const int64_t *bounds, size_t n, int64_t now,
                               int64_t *counts) __attribute__((warn_unused_result));
/* When the story nearest to `at` was published: the last one before it, or the first one at or
 * after it. STORE_MISSING: there is none on that side. */
enum store_status story_before(struct store *s, int64_t at, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));
enum store_status story_after(struct store *s, int64_t at, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));

#endif
