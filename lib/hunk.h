/* hunk.h: the changes between two texts, paragraph by paragraph or line by line, each to be taken or left
 * alone. */
#ifndef DATELINE_HUNK_H
#define DATELINE_HUNK_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/* One change: `before` stands at byte `at` of the first text, and the second has `after` there. With the
 * white space that belongs to it, so that taking it alone leaves paragraphs apart. */
struct hunk {
    size_t at;
    const char *before, *after; /* "": put in, left out */
};
struct hunks {
    struct hunk *v; /* in the order of the text */
    size_t n;
};

/* In units as merge.h has them. White space between units alone is no change: all hunks taken give the
 * second text but for that. Never fails; strings are in the arena. */
struct hunks hunks_of(struct arena *a, const char *before, const char *after, bool by_lines);
/* The text with these of its hunks taken, which must be in its order. A hunk that is not of this text is
 * left out. In the arena. */
const char *hunks_take(struct arena *a, const char *text, const struct hunk *v, size_t n);

#endif
