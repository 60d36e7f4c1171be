/* price_check.h: reviews whose price was looked at long ago, and noting that it was looked at again.
 *
 * A price that readers see was right on the day beside it. How long that is thought to hold is the setting
 * "price_check_days". */
#ifndef DATELINE_PRICE_CHECK_H
#define DATELINE_PRICE_CHECK_H

#include "story.h"

/* A place in the list: strictly after it. {0}: the start. */
struct price_key {
    int64_t day; /* 20260108; 0: nobody said when */
    int64_t at;  /* published_at, ms */
    int64_t id;
};
struct price_row {
    int64_t story_id;
    const char *headline, *lang; /* as readers see it; lang "": the site's */
    const char *price;           /* as printed, not set for readers */
    const char *checked_on;      /* "2026-01-08"; "": nobody said when */
    const char *checked_by;      /* who first saved that price with that day; "": nobody known */
    struct price_key key;
};
struct price_rows {
    struct price_row *v; /* the longest unchecked first */
    size_t n;
    bool more;
};
/* Live reviews with a price that was checked more than the setting's days before today, in the site's zone. */
enum store_status price_check_list(struct store *s, struct arena *a, struct price_key after,
                                   size_t limit, int64_t now, struct price_rows *out)
    __attribute__((warn_unused_result));
/* How many there are, at most `most`: each is counted by itself. */
enum store_status price_check_count(struct store *s, int64_t most, int64_t now, int64_t *out)
    __attribute__((warn_unused_result));

/* Somebody looked. */
struct price_checked {
    int64_t story_id;
    const char *price_was, *checked_was; /* as they were shown */
    const char *price;                   /* as it is; the same, or another */
    const struct actor *by;              /* NULL: the command line */
};
/* Saves what readers see with that price and today's day, as a minor fix (docs/timestamps.md), by story_save: a
 * draft keeps its words, and what waits takes it in. STORE_REFUSED, and STORE_CONFLICT when the price or its
 * day is another than was shown or what waits has another price: why says so, and nothing was done. */
enum store_status price_check_save(struct store *s, struct arena *a, const struct price_checked *in,
                                   int64_t now, struct story_saved *out, struct problems *why)
    __attribute__((warn_unused_result));

#endif
