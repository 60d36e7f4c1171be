/* story_save_private.h: one save on its way: story_save.c, and story_waiting.c for what waits. */
#ifndef DATELINE_STORY_SAVE_PRIVATE_H
#define DATELINE_STORY_SAVE_PRIVATE_H

#include "checklist_private.h"
#include "group_private.h"
#include "story_private.h"

struct save {
    struct store *s;
    struct arena *a;
    const struct story_save *in;
    int64_t user, now;
    struct problems *why;
    struct story_saved *out;
    int64_t id;         /* of the story; 0: a new one */
    int base;           /* the revision that was shown */
    enum named_text on; /* the text that it is */
    bool goes_on;       /* from what the same form saved before */
    struct draft draft;
    struct naming naming;
    struct story story; /* as it was; id 0: new */
    struct story_head head;
    struct revision_meta shown; /* of base */
    bool same;                  /* the draft is what base says already */
    int number;                 /* of the revision that holds the draft */
    const char *hash;           /* the newest revision's, once it is written */
    struct story_write row;     /* as it will be */
    bool moves;                 /* a live story gets a new address */
    struct publication pub;
    /* The text that waits takes the fix in: */
    bool merges, merge_same; /* merge_same: it says all of it already */
    struct publication waiting;
    int64_t waiting_writer; /* who saved the text that waits */
    struct draft merged;
    struct checked checked; /* the draft's text, asked before the transaction */
    /* Points of the checklist that somebody lets pass: of the draft, and of what waits. */
    unsigned overrides, overrides_merged;
    int64_t override_by;
};

/* Whether what waits tells readers what the form showed of it. */
enum store_status waiting_is_as_shown(struct save *v, bool *out)
    __attribute__((warn_unused_result));
/* What a draft that is kept follows: what readers see as it is saved. One that is begun on a
 * scheduled text follows that: readers see it before the draft does anything. 0: nothing. */
int waiting_follows(const struct save *v);
/* Plans what becomes of the text that waits as this fix goes out: merged, or STORE_CONFLICT with
 * CONFLICT_OVERLAP. */
enum store_status waiting_plan(struct save *v) __attribute__((warn_unused_result));
/* Writes it, after the fix. */
enum store_status waiting_write(struct save *v) __attribute__((warn_unused_result));

/* Problems of an author's save: another address or section for what an editor has approved; a picture
 * that others have brought (story_approved.c). */
enum store_status save_check_author(struct save *v) __attribute__((warn_unused_result));

/* Whether readers have seen the story at some time. */
static inline bool was_public(const struct story *story)
{
    return story->state == STORY_LIVE || story->state == STORY_WITHDRAWN;
}

/* story_checklist.c. */

/* Asks all that is asked of the text itself, at the instant when readers get it. Outside a transaction. */
enum store_status save_check_text(struct save *v) __attribute__((warn_unused_result));
/* Asks the checklist for what goes out: its sentences, unless somebody who may lets it pass. */
enum store_status save_ask_checklist(struct save *v) __attribute__((warn_unused_result));
/* Keeps who let it pass, and why. */
enum store_status save_write_overrides(struct save *v) __attribute__((warn_unused_result));
/* Into other hands, those of an editor or of readers: nobody holds it any more; handed in with what words. */
enum store_status save_write_review(struct save *v) __attribute__((warn_unused_result));

/* story_outcome.c. */

/* Readers were told of something since the form showed what they see: it is not told of twice, unless that is meant. */
bool save_told_since(const struct save *v);
/* The same text, and readers see it already or are not to. */
bool save_changes_nothing(const struct save *v);
/* Whether readers may notice: of a draft, they notice new names alone, whose pages are there then. */
bool save_shows(const struct save *v);
enum story_outcome save_outcome(const struct save *v, bool nothing);

#endif
