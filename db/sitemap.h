/* sitemap.h: what sitemaps name: the site's live stories and pages, in parts, and its newest news.
 *
 * Like all that readers see, each answer is asked of `now`: what is scheduled is not named yet,
 * what was withdrawn no longer is. */
#ifndef DATELINE_DB_SITEMAP_H
#define DATELINE_DB_SITEMAP_H

#include "story.h"

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

/* No part has more entries. The protocol allows 50,000; small parts are cheap to make and to fetch
 * again. */
#define SITEMAP_ENTRIES_MAX 2000

/* One file of the sitemap. The number names it and says nothing else; a story stays for good in the
 * part that it is in. */
struct sitemap_part {
    int64_t number;     /* 1 or more */
    int64_t changed_at; /* ms: the newest published or updated time in it; 0: not known */
};
struct sitemap_parts {
    struct sitemap_part *v;
    size_t n;
};
/* The parts that have live stories or pages. */
enum store_status sitemap_parts(struct store *s, struct arena *a, int64_t now,
                                struct sitemap_parts *out) __attribute__((warn_unused_result));
/* The live stories and pages of one part. STORE_MISSING: it has none. */
enum store_status sitemap_list(struct store *s, struct arena *a, int64_t number, int64_t now,
                               struct sitemap_entries *out) __attribute__((warn_unused_result));
/* News and reviews published at or after `from`, newest first; none that somebody paid for. */
enum store_status sitemap_list_news(struct store *s, struct arena *a, int64_t from, size_t limit,
                                    int64_t now, struct sitemap_entries *out)
    __attribute__((warn_unused_result));

#endif
