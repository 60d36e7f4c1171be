/* media_library.h: finding pictures, at any size: by words, by the days on which they came, by what is to be done. */
#ifndef DATELINE_MEDIA_LIBRARY_H
#define DATELINE_MEDIA_LIBRARY_H

#include "media.h"

enum media_view {
    MEDIA_ALL,    /* those on offer, the newest first */
    MEDIA_UNUSED, /* in no story and nobody's portrait, the newest first */
    MEDIA_ENDING, /* rights that end within MEDIA_ENDING_DAYS, the first to end first */
    MEDIA_ENDED,  /* rights that have ended, the last to end first */
    MEDIA_VIEW_MAX
};
/* "all", "unused", …: of addresses and commands. MEDIA_VIEW_MAX: there is none of that name. */
const char *media_view_name(enum media_view v);
enum media_view media_view_find(const char *name);
#define MEDIA_ENDING_DAYS 30

/* A place in a list: strictly after it. {0}: the start. */
struct media_key {
    int64_t at;      /* ms of created_at, in the views by time */
    const char *day; /* the last day, in those by rights; NULL or "": the view is by time */
    int64_t id;      /* 0: the start */
};
struct media_query {
    enum media_view view;
    const char *words;   /* as typed: each begins a word of the picture; NULL or "": all */
    int64_t from, until; /* came within [from, until), ms; 0: any */
    struct media_key after;
    size_t limit;
    const struct actor *by; /* who may not learn of others' finds the own ones alone; NULL: all */
};
struct media_found {
    struct media_list list;
    bool more; /* there may be more after `next` */
    struct media_key next;
};
#define MEDIA_LOOKED                                                                               \
    10000 /* pictures that one question looks at; more than that are for the next page */
/* With their files. A page may hold fewer than the limit, even none, and there be more. */
enum store_status media_find(struct store *s, struct arena *a, const struct media_query *query,
                             int64_t now, struct media_found *out)
    __attribute__((warn_unused_result));
/* How many have rights that end soon, and of the two hundred whose rights ended last, how many readers see in a story;
 * at most `most` of each. */
struct media_rights_counts {
    int64_t ending, shown_ended;
};
enum store_status media_rights_count(struct store *s, struct arena *a, int64_t most, int64_t now,
                                     struct media_rights_counts *out)
    __attribute__((warn_unused_result));

/* Today in the site's zone, or so many days later: "2026-01-08". */
enum store_status media_day(struct store *s, struct arena *a, int64_t now, int64_t days,
                            const char **out) __attribute__((warn_unused_result));

#endif
