/* search.h: readers' search over what is live.
 *
 * Headline, standfirst, body, takeaways, tags and bylines. Only text that readers see at `now` is
 * ever found, marked or suggested: a scheduled story or a staged change from its instant on, a
 * withdrawn story never. lib/query.h says what a reader may type: anything. */
#ifndef DATELINE_SEARCH_H
#define DATELINE_SEARCH_H

#include "lib/snippet.h"
#include "story.h"

#define SEARCH_LIMIT_MAX 50
#define SEARCH_KEY_SIZE 112

enum search_sort {
    SEARCH_RELEVANCE, /* among the newest few thousand matches, then among the next, … */
    SEARCH_NEWEST,    /* by publication, to within seconds */
    SEARCH_SORT_MAX
};

/* A place in the results: strictly after a hit. All 0: the start. */
struct search_key {
    int64_t as_of; /* ms: the first page's now; what was published later is not in these results */
    int64_t below; /* the stretch of matches being ranked is below this row; 0: from the newest */
    int64_t above; /* … and ends with this one; 0: it was not read yet. Both for SEARCH_RELEVANCE */
    int64_t score; /* of the last hit shown; unused by SEARCH_NEWEST */
    int64_t row;   /* of the last hit shown; 0: at the start of the stretch */
};
/* "1-2-3-4-5", for an address. */
void search_key_text(const struct search_key *key, char out[SEARCH_KEY_SIZE]);
/* False for anything that search_key_text does not write. "" is the start. */
bool search_key_parse(const char *text, struct search_key *out);

struct search_query {
    const char *text;   /* as typed */
    int64_t section_id; /* 0: any */
    int64_t byline_id;  /* 0: anybody */
    int64_t from, to;   /* ms: published at or after from and before to; 0: open */
    enum search_sort sort;
    struct search_key after;
    size_t limit; /* of hits, 1 to SEARCH_LIMIT_MAX */
};

struct search_hit {
    struct card card;
    struct snippet headline; /* the whole of it */
    struct snippet text;     /* of the body, else the takeaways or the standfirst */
};

struct search_hits {
    struct search_hit *v;
    size_t n;
    bool nothing_asked; /* there was no word to look for */
    bool cut;           /* more was typed than is looked for */
    bool more;          /* go on with next */
    struct search_key next;
    bool partial;           /* the work limit was met before anything more was found */
    const char *suggestion; /* nothing was found, but something would be for this; or NULL */
};

enum store_status search_stories(struct store *s, struct arena *a, const struct search_query *q,
                                 int64_t now, struct search_hits *out)
    __attribute__((warn_unused_result));

/* Indexes stories that were there before the index, for at most max_ms; *left: there are more.
 * Opening a store for writing and each write do a little of it. */
enum store_status search_catch_up(struct store *s, int64_t max_ms, bool *left)
    __attribute__((warn_unused_result));
/* Merges what many writes left in many places: after an import, searches cost half of before. */
enum store_status search_optimise(struct store *s) __attribute__((warn_unused_result));
/* Empties the index; search_catch_up fills it again. */
enum store_status search_reset(struct store *s) __attribute__((warn_unused_result));

#endif
