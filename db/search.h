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

enum search_sort {
    SEARCH_RELEVANCE, /* among the newest few thousand matches, then among the next, … */
    SEARCH_NEWEST,    /* by publication, to within seconds */
    SEARCH_SORT_MAX
};

/* What is shown of a text in that language ("": the site's) instead of it, in the arena or the text
 * itself. html: of the body whose plain text it is, else NULL. */
typedef const char *search_shown_fn(void *ctx, struct arena *a, const char *lang, const char *text,
                                    const char *html);

struct search_query {
    const char *text;   /* as typed */
    int64_t section_id; /* 0: any */
    int64_t byline_id;  /* 0: anybody */
    int64_t from, to;   /* ms: published at or after from and before to; 0: open */
    enum search_sort sort;
    const char *after;      /* the hits' next of the page before; NULL or "": the first page */
    size_t limit;           /* of hits, 1 to SEARCH_LIMIT_MAX */
    search_shown_fn *shown; /* NULL: texts are shown as they are */
    void *shown_ctx;
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
    const char *next;   /* where this page ends, for an address: letters, digits, - and _, at most
                         * 100; what was published after the first page was made is not in the next
                         * ones. NULL: there is no more */
    bool unready;       /* stories are being indexed again: some may not be found yet */
    bool partial;       /* the work limit was reached before anything more was found */
    const char *suggestion; /* nothing was found, but something would be for this; or NULL */
};

/* STORE_REFUSED: q->after is none of ours, or damaged. STORE_UNSEARCHABLE: the index is. */
enum store_status search_stories(struct store *s, struct arena *a, const struct search_query *q,
                                 int64_t now, struct search_hits *out)
    __attribute__((warn_unused_result));

/* Reads stories that were there before the index, or before it knew forms of words, for at most
 * max_ms; *left: there are more. 0 only asks, and does for a store that is open for reading. Opening
 * a store for writing and each write do some of it, and so does a server that has nothing to do. */
enum store_status search_catch_up(struct store *s, int64_t max_ms, bool *left)
    __attribute__((warn_unused_result));
/* Merges what many writes left in many places: worth it after an import. */
enum store_status search_optimise(struct store *s) __attribute__((warn_unused_result));
/* Whether the index is known to be damaged: search_stories fails with STORE_UNSEARCHABLE, and all else
 * goes on without it. Whoever opens the store for writing, and search_catch_up, makes it anew once. */
bool search_is_damaged(const struct store *s);
/* Empties the index; search_catch_up fills it again. STORE_UNSEARCHABLE: its pages are broken, too. */
enum store_status search_reset(struct store *s) __attribute__((warn_unused_result));

#endif
