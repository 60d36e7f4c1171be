/* profile.h: what readers learn of an author beside the name and the biography. */
#ifndef DATELINE_PROFILE_H
#define DATELINE_PROFILE_H

#include "actor.h"
#include "lib/arena.h"
#include "lib/problem.h"
#include "store.h"

#define PROFILE_LINKS_MAX 10
#define PROFILE_LIST_MAX 20 /* languages, beats */

struct profile {
    const char *number; /* 32 hex digits: of this author, whatever the name and address become */
    int64_t portrait;   /* media id; 0: none */
    const char *place;  /* where they work, as printed; "" for none, here and below */
    struct strlist languages; /* BCP 47 */
    struct strlist beats;     /* what they write about, as printed */
    const char *contact;      /* mail address or http(s) address */
    struct strlist links;     /* http(s) addresses of the same person elsewhere */
};

/* Of a byline. STORE_MISSING: there is no such one. */
enum store_status profile_get(struct store *s, struct arena *a, int64_t byline, struct profile *out)
    __attribute__((warn_unused_result));
/* All but the number. STORE_REFUSED fills why, by the fields' names. */
enum store_status profile_put(struct store *s, struct arena *a, int64_t byline,
                              const struct profile *in, const struct actor *by, int64_t now,
                              struct problems *why) __attribute__((warn_unused_result));
/* "German, fr" as tags: names and codes, parted by commas or lines. What is no language is kept as it
 * is, and profile_put refuses it. */
struct strlist profile_languages(struct arena *a, const char *typed);

#endif
