/* checklist_private.h: the checklist as those ask it who let a text out. */
#ifndef DATELINE_CHECKLIST_PRIVATE_H
#define DATELINE_CHECKLIST_PRIVATE_H

#include "checklist.h"
#include "story_private.h"

/* What was found: a bit for each point, and its sentences. */
struct checked {
    unsigned on, failed;
    struct problems why[CHECK_POINT_MAX];
};
/* A text on its way out. */
struct check_text {
    int64_t story_id; /* 0: a new one */
    enum story_kind kind;
    const struct story_text *text;
    const char *html; /* what the body becomes */
    int64_t at;       /* when readers get it */
};
/* All that is asked of the text itself. It may take long: outside a transaction where that is possible. */
enum store_status checklist_text(struct store *s, struct arena *a, const struct check_text *what,
                                 struct checked *out) __attribute__((warn_unused_result));
/* In whose hands it was. */
struct check_hands {
    int64_t story_id; /* 0: a new one */
    const char *text_hash;
    int64_t saved_by; /* who saved it, or does now; 0: nobody who is known */
    int64_t by;       /* who lets it out; 0: the command line */
    bool merged;      /* put together of two texts that were asked for second readers before */
};
/* Adds what is asked of those, and takes away what somebody has let pass for this text. Inside a
 * transaction. */
enum store_status checklist_hands(struct store *s, struct arena *a, const struct check_hands *h,
                                  struct checked *out) __attribute__((warn_unused_result));
/* Adds the sentences of all that failed. */
void checklist_say(const struct checked *c, struct problems *why);
/* "sources, legal". In the arena. */
const char *checklist_names(struct arena *a, unsigned points);
/* The whole of it for a revision that goes before readers as it is, at that instant. STORE_REFUSED fills why. */
enum store_status checklist_revision(struct store *s, struct arena *a, const struct story *story,
                                     int number, int64_t by, int64_t at, struct problems *why)
    __attribute__((warn_unused_result));

#endif
