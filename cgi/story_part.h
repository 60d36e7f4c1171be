/* story_part.h: the parts of a story that a reader's note can be about. */
#ifndef DATELINE_STORY_PART_H
#define DATELINE_STORY_PART_H

#include "db/story.h"

struct story_part {
    const char *id;    /* "headline", "dek", "picture", "p-4", "takeaway-2", "reported" */
    const char *label; /* "Headline", "Takeaway %NUMBER%", in English; "" for a paragraph, which
                        * speaks for itself */
    int number;
    const char *text; /* one line */
};
struct story_parts {
    struct story_part *v; /* in reading order */
    size_t n;
};

/* Those of a revision that have any text. */
struct story_parts story_parts_of(struct arena *a, const struct revision *r);
/* NULL: there is none of that name. */
const struct story_part *story_part_find(const struct story_parts *all, const char *id);
/* The part that has most words in common with a text, or NULL when none has half of them. */
const struct story_part *story_part_like(struct arena *a, const struct story_parts *all,
                                         const char *text);

#endif
