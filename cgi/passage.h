/* passage.h: the parts of a story that a reader's note can be about. */
#ifndef DATELINE_PASSAGE_H
#define DATELINE_PASSAGE_H

#include "db/story.h"

struct passage {
    const char *id;    /* "headline", "dek", "picture", "p-4", "takeaway-2" */
    const char *label; /* "Headline", "Takeaway %NUMBER%", in English; "" for a paragraph, which
                        * speaks for itself */
    int number;
    const char *text; /* one line */
};
struct passages {
    struct passage *v; /* in reading order */
    size_t n;
};

/* Those of a revision that hold words. */
struct passages passages_of(struct arena *a, const struct revision *r);
/* NULL: there is none of that name. */
const struct passage *passage_find(const struct passages *all, const char *id);
/* The passage that has most words in common with a text, or NULL when none has half of them. */
const struct passage *passage_like(struct arena *a, const struct passages *all, const char *text);

#endif
