/* group.h: sections, tags and bylines: the three ways to group stories. */
#ifndef DATELINE_GROUP_H
#define DATELINE_GROUP_H

#include "lib/problem.h"
#include "store.h"

#include <stddef.h>

enum group_kind { GROUP_SECTION, GROUP_TAG, GROUP_BYLINE, GROUP_KIND_MAX };

/* A section, a tag or a byline. */
struct group {
    int64_t id;
    const char *slug; /* in the address: /{slug}/, /tag/{slug}/, /author/{slug}/ */
    const char *name;
    const char *text; /* a section's description, a byline's biography, "" for a tag */
    int64_t stories;  /* live ones; filled by group_list alone */
};

struct groups {
    struct group *v;
    size_t n;
};

/* All of a kind: sections by position, the others by name. with_counts fills in
 * stories, which takes long on a large site. */
enum store_status group_list(struct store *s, struct arena *a, enum group_kind k, bool with_counts,
                             int64_t now, struct groups *out) __attribute__((warn_unused_result));
enum store_status group_find(struct store *s, struct arena *a, enum group_kind k, const char *slug,
                             struct group *out) __attribute__((warn_unused_result));
/* Makes it or changes name and text; found by slug (from the name when slug is NULL or ""). A
 * section's slug may not be a reserved word ("admin", "tag", "author", "search", "static",
 * "media", "corrections", a year, …) nor a page's. */
enum store_status group_put(struct store *s, enum group_kind k, const char *slug, const char *name,
                            const char *text, int64_t user, int64_t now, int64_t *id,
                            struct problems *why) __attribute__((warn_unused_result));
/* Whether the first part of an address is ours: no section and no page may take it. */
bool group_slug_reserved(const char *slug);

#endif
