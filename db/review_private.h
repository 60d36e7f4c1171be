/* review_private.h: the steps that a save takes, inside its transaction. */
#ifndef DATELINE_REVIEW_PRIVATE_H
#define DATELINE_REVIEW_PRIVATE_H

#include "driver.h"
#include "review.h"

struct review_entry {
    int64_t story_id;
    int number;
    const char *text_hash; /* of that revision; NULL: none */
    enum review_kind kind;
    unsigned points;
    int64_t user_id; /* 0: the command line */
    const char *name, *words;
};
enum store_status review_add(struct store *s, const struct review_entry *e, int64_t now)
    __attribute__((warn_unused_result));
/* Handed in, or out to readers: nobody holds it, and it is returned no more. */
enum store_status review_settle(struct store *s, int64_t story_id)
    __attribute__((warn_unused_result));
/* Whether somebody but that user and the command line read a text, whether a lawyer saw it, and which
 * points of the checklist it may break. */
struct review_said {
    bool read, legal_seen;
    unsigned overridden;
};
enum store_status review_said_of(struct store *s, int64_t story_id, const char *text_hash,
                                 int64_t not_by, struct review_said *out)
    __attribute__((warn_unused_result));
/* A note, a reason, a name: in lines, or one, and not too long. False: a problem of that field. */
bool review_words_fit(struct problems *why, const char *field, const char *words, size_t most);

#endif
