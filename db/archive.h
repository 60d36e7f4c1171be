/* archive.h: many live stories at once: for feeds, sitemaps and the pages of a year or a month.
 *
 * Like all that readers see, each answer is asked of `now`: a scheduled story and a staged text are
 * in none of it, a withdrawn story is in none of it any more. */
#ifndef DATELINE_ARCHIVE_H
#define DATELINE_ARCHIVE_H

#include "story.h"

struct story_views {
    struct story_view *v;
    size_t n;
    int64_t changed_at; /* ms: when one of them last got another text for readers, or when some
                         * story was withdrawn; 0: never */
};
/* The newest of a list, whole. */
enum store_status story_list_full(struct store *s, struct arena *a, enum story_list list,
                                  int64_t key, size_t limit, int64_t now, struct story_views *out)
    __attribute__((warn_unused_result));

/* At most limit stories to read after this one: those that share most tags with it, the newest of
 * them first; then those whose headline, standfirst, takeaways or tags have most of its rare words;
 * then the newest of its section. *alike: how many came by tags and by words. */
enum store_status story_related(struct store *s, struct arena *a, const struct story_view *of,
                                size_t limit, int64_t now, struct cards *out, size_t *alike)
    __attribute__((warn_unused_result));

/* ---- Years, months, days ------------------------------------------------------------------- */

#define STORY_COUNT_MAX 10000 /* a stretch of time with more is counted no further */

/* How many news and reviews were published in each [bounds[i], bounds[i + 1]); counts has n - 1
 * places. STORY_COUNT_MAX: so many or more. */
enum store_status story_counts(struct store *s, const int64_t *bounds, size_t n, int64_t now,
                               int64_t *counts) __attribute__((warn_unused_result));
/* When the story nearest to `at` was published: the last one before it, or the first one at or
 * after it. STORE_MISSING: there is none on that side. */
enum store_status story_before(struct store *s, int64_t at, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));
enum store_status story_after(struct store *s, int64_t at, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));

/* ---- Sitemaps ------------------------------------------------------------------------------ */

/* A story as a sitemap names it. */
struct sitemap_entry {
    int64_t id;
    const char *path;
    const char *headline, *lang; /* sitemap_list_news alone, else "" */
    int64_t published_at;
    int64_t updated_at; /* what readers are told; 0: nothing */
};
struct sitemap_entries {
    struct sitemap_entry *v;
    size_t n;
};

/* A sitemap is a stretch of story numbers: it never has more than this many entries, and no story
 * ever moves from one to another. The protocol allows 50,000; small ones are cheap to make and to
 * fetch again. */
#define SITEMAP_ENTRIES_MAX 2000

/* A stretch that has live stories or pages: number 1 holds the stories 1 to SITEMAP_ENTRIES_MAX. */
struct sitemap_part {
    int64_t number;
    int64_t changed_at; /* newest of its published and updated times; 0: not known cheaply */
};
struct sitemap_parts {
    struct sitemap_part *v;
    size_t n;
};
enum store_status sitemap_parts(struct store *s, struct arena *a, int64_t now,
                                struct sitemap_parts *out) __attribute__((warn_unused_result));
/* Live stories and pages of one stretch, by number. STORE_MISSING: it has none. */
enum store_status sitemap_list(struct store *s, struct arena *a, int64_t number, int64_t now,
                               struct sitemap_entries *out) __attribute__((warn_unused_result));
/* News and reviews published at or after `from`, newest first. */
enum store_status sitemap_list_news(struct store *s, struct arena *a, int64_t from, size_t limit,
                                    int64_t now, struct sitemap_entries *out)
    __attribute__((warn_unused_result));

#endif
