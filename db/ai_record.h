/* ai_record.h: the evidence of what AI was used for: each text that was made with it and reached readers, or
 * waits to, who answered for it, and what people changed in it (Regulation (EU) 2024/1689, article 50(4)). */
#ifndef DATELINE_AI_RECORD_H
#define DATELINE_AI_RECORD_H

#include "story.h"

struct ai_record {
    int64_t revision_id; /* for the next page */
    int64_t story_id;
    int number; /* of the revision */
    const char *headline;
    enum story_ai ai;     /* assisted, generated or unreviewed */
    const char *note;     /* what it was used for, as readers are told */
    const char *saved_by; /* "" for import and command line, as below */
    const char *let_out_by;
    const char *read_by; /* who read this very text besides; "" for nobody */
    const char *checked_by;
    int64_t live_from;
    int from; /* the revision that its words are compared with: what readers saw, else the first one */
    int words; /* that differ from that */
};
struct ai_records {
    struct ai_record *v; /* the newest revision first */
    size_t n;
};
/* before: a revision's id, 0: from the newest on. */
enum store_status ai_record_list(struct store *s, struct arena *a, int64_t before, size_t limit,
                                 struct ai_records *out) __attribute__((warn_unused_result));

#endif
