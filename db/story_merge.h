/* story_merge.h: two texts of a story that began as one, put together again. */
#ifndef DATELINE_STORY_MERGE_H
#define DATELINE_STORY_MERGE_H

#include "lib/merge.h"
#include "story.h"

/* A field, or the paragraphs of the body, that both changed. */
struct text_overlap {
    const char *field; /* "headline", "body", … as in problems */
    const char *base, *mine, *theirs;
};
struct text_merge {
    struct story_text text;
    struct text_overlap *overlaps;
    size_t n; /* 0: they go together by themselves */
    bool from_mine, from_theirs;
};
/* Paragraph by paragraph, item by item in lists, whole where a field is one thing. */
void story_text_merge(struct arena *a, const struct story_text *base, const struct story_text *mine,
                      const struct story_text *theirs, enum merge_favour favour,
                      struct text_merge *out);

#endif
