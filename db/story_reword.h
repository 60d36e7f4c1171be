/* story_reword.h: public words that are no part of a text are put right. */
#ifndef DATELINE_STORY_REWORD_H
#define DATELINE_STORY_REWORD_H

#include "story.h"

enum wording {
    WORDING_NOTE,       /* of an update, by its publication's id: first is the note */
    WORDING_CORRECTION, /* by its id: first is what was wrong, second what is right */
    WORDING_WITHDRAWAL, /* first is the notice */
    WORDING_MAX
};
/* New words, and those in whose place they are to stand, as the form showed them. */
struct reworded {
    const char *first, *second;
    const char *was_first, *was_second;
};
/* Puts public words right that are no part of the text. Audited; /changes says that it happened. Refused when
 * others stand there by now. */
enum store_status story_reword(struct store *s, int64_t id, enum wording what, int64_t which,
                               const struct reworded *words, const struct actor *by, int64_t now,
                               struct problems *why) __attribute__((warn_unused_result));

#endif
