/* snippet.h: a text with the words that were searched for marked in it. */
#ifndef DATELINE_SNIPPET_H
#define DATELINE_SNIPPET_H

#include "query.h"

/* A stretch of text, marked or not. */
struct snippet_span {
    const char *text; /* in the arena */
    bool mark;
};
struct snippet {
    struct snippet_span *v; /* in reading order */
    size_t n;
    bool found; /* something is marked */
};

/* The whole text, for a headline. Words, phrases and beginnings are found as search finds them, and
 * forms of words that count in the text's language (stem_language; "": in all). */
struct snippet snippet_mark(struct arena *a, const struct query *q, const char *language,
                            const char *text);
/* The stretch of about max bytes with most of what was searched for, cut between words, "…" where
 * something was left out; its beginning when there is nothing to mark. Looks at no more than the
 * first SNIPPET_BYTES_MAX bytes, and no further than where all that was searched for stands together. */
#define SNIPPET_BYTES_MAX (48u * 1024)
struct snippet snippet_cut(struct arena *a, const struct query *q, const char *language,
                           const char *text, size_t max);

#endif
