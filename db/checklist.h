/* checklist.h: what a text must have before it reaches readers, point by point as the paper chose.
 *
 * Asked of every text on its way to readers, whoever sends it: published, scheduled, staged, saved over what is
 * live, brought back. What comes from another system (story_import) was published there, and the import's report names
 * what it lacks. All points but the
 * last are off until a setting says otherwise. An editor may let a text out all the same, by name and with a reason: that
 * holds for this text alone, and is kept with it (review.h). */
#ifndef DATELINE_CHECKLIST_H
#define DATELINE_CHECKLIST_H

#include "setting.h"

/* In the order of their settings; numbers are kept in review_step.points. */
enum check_point {
    CHECK_SOURCES,       /* it names a source; not asked of pages */
    CHECK_CREDIT,        /* each picture's credit names somebody, and not “Internet” */
    CHECK_ALT,           /* no picture's alternative text only repeats what stands beside it */
    CHECK_SECOND_READER, /* somebody else than who saved this text has read it */
    CHECK_AI,            /* it says how AI was used; not asked of pages */
    CHECK_LEGAL,         /* a lawyer saw this text, where one is needed */
    CHECK_STYLE,         /* it says nothing against the house style */
    CHECK_ACCESSIBILITY, /* nothing in it that some readers would stumble over */
    CHECK_RIGHTS,        /* each of its pictures may be shown when it goes out (media_rights.h) */
    CHECK_POINT_MAX
};
/* "sources", "credit", …: stable names for the log. */
const char *check_point_name(enum check_point p);
/* The setting that switches it on. */
enum setting check_point_setting(enum check_point p);
/* Whether a point is on that is asked of texts without pictures, too. */
enum store_status checklist_is_on(struct store *s, struct arena *a, bool *out)
    __attribute__((warn_unused_result));

#endif
