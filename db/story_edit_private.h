/* story_edit_private.h: what is done to a story without its text: the frame of every such edit. */
#ifndef DATELINE_STORY_EDIT_PRIVATE_H
#define DATELINE_STORY_EDIT_PRIVATE_H

#include "audit_private.h"
#include "permission.h"
#include "story_private.h"

/* One edit on its way. */
struct edit {
    struct store *s;
    struct arena *a;
    const struct actor *by; /* NULL: the command line */
    enum act act;           /* what it takes to be allowed */
    int64_t id, now;
    int64_t at;                   /* the time or row given, where there is one */
    int64_t shown;                /* what stood in its place as it was given, or TIME_ANY */
    int number;                   /* the text that is named */
    const char *first, *second;   /* words given: a reason, a hash, a note */
    const struct reworded *words; /* with story_reword */
    bool unseen;                  /* readers notice none of it */
    bool untouched;               /* the story was not edited by it */
    struct problems *why;
    struct story story; /* as it was */
};
typedef enum store_status edit_fn(struct edit *e);

/* Lock, a form's second arrival, load, permission, do, note who edited last, commit. */
enum store_status edit_run(struct edit *e, edit_fn *fn) __attribute__((warn_unused_result));
/* STORE_REFUSED with that sentence. */
enum store_status edit_refuse(struct edit *e, const char *field, const char *sentence);
/* STORE_CONFLICT with that sentence: what was shown is another by now. */
enum store_status edit_conflict(struct edit *e, const char *sentence);
/* A withdrawal's reason, cleaned. False: there is none, or it is too long; said in e->why. */
bool edit_reason_given(struct edit *e, const char **out);
enum store_status edit_audit(struct edit *e, const char *action, const char *detail)
    __attribute__((warn_unused_result));

#endif
