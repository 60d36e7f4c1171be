/* permission.h: who acts, and what each role may do. The one table that store and pages ask. */
#ifndef DATELINE_PERMISSION_H
#define DATELINE_PERMISSION_H

#include "story.h"

enum act {
    ACT_WRITE,     /* begin a story; save its text as a draft */
    ACT_SUBMIT,    /* hand a draft in for review */
    ACT_PUBLISH,   /* let a text reach readers, now or later; take one off the schedule */
    ACT_TIMES,     /* Published, Updated */
    ACT_WITHDRAW,  /* and back again */
    ACT_REWORD,    /* a public note, a correction, a withdrawal notice */
    ACT_BIN,       /* throw a draft away, and take it out again */
    ACT_HISTORY,   /* read every text that was saved, and who did what */
    ACT_LEAD,      /* choose the front page's lead */
    ACT_REPORTS,   /* decide on readers' reports */
    ACT_PICTURE,   /* store a picture */
    ACT_ADDRESS,   /* give a story another address */
    ACT_NOTE,      /* say something of it, answer, resolve; suggest other words */
    ACT_OTHERS,    /* learn of what others have not published: pictures, names */
    ACT_TAKE_BACK, /* what was handed in, to write on */
    ACT_REVIEW, /* hold what was handed in, return it; say that a text was read, or seen by a lawyer */
    ACT_OVERRIDE, /* let a text out that the checklist stops, with a reason */
    ACT_WRITERS,  /* choose who writes a story besides */
    ACT_LINK,     /* let somebody without an account see it */
    ACT_ASSIGN,   /* plan a story before there is a text; change that, close it (assignment.h) */
    ACT_TAKE,     /* see what was planned so, take it, decline it, begin its story */
    ACT_MAX
};

/* Whether this actor may do that to this story as it is now. NULL story: to a new one, or to none. */
bool permission_may(const struct actor *by, enum act act, const struct story *story);
/* The same of what is no story, but somebody's own or not: an assignment. */
bool permission_may_of(const struct actor *by, enum act act, bool own);
/* A sentence for somebody who may not. Never NULL. */
const char *permission_refusal(const struct actor *by, enum act act, const struct story *story);

#endif
