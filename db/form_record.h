/* form_record.h: what a form did, so that its second arrival gets the first one's answer.
 *
 * A browser sends a POST again by itself when the answer was lost, and an impatient hand presses
 * twice. Each form has a random number of its own; what it did is written in the transaction that
 * did it, so that the second arrival, which waits for the write lock, finds it. A text that was
 * changed after going back is another arrival: the digest differs. */
#ifndef DATELINE_FORM_RECORD_H
#define DATELINE_FORM_RECORD_H

#include "driver.h"
#include "story.h"

#define FORM_KEPT_MS INT64_C(2592000000) /* 30 days */

struct form_record {
    int64_t story_id; /* 0: about no story */
    int revision;
    enum story_outcome outcome;
};
/* Inside the transaction, before anything is done. STORE_MISSING: not seen, or by->form is NULL.
 * Outside one it may answer what is over a moment later. */
enum store_status form_recall(struct store *s, const struct actor *by, struct form_record *out)
    __attribute__((warn_unused_result));
/* The latest arrival of the same form with another text. STORE_MISSING: none. */
enum store_status form_recall_other(struct store *s, const struct actor *by,
                                    struct form_record *out) __attribute__((warn_unused_result));
/* Who sent a form of that number before; 0: nobody who is known. STORE_MISSING: it was not seen. */
enum store_status form_user(struct store *s, const char *number, int64_t *user_id)
    __attribute__((warn_unused_result));
/* Inside the transaction, after it was done. */
enum store_status form_keep(struct store *s, const struct actor *by, const struct form_record *did,
                            int64_t now) __attribute__((warn_unused_result));

#endif
