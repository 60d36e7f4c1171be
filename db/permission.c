/* permission.c: the table of what each role may do. */
#include "permission.h"

#include "lib/language.h"

#include <stdlib.h>

/* The least role that may, to each kind of story. */
struct rule {
    enum role own;    /* a story of one's own that readers have not seen */
    enum role review; /* one of one's own that was handed in */
    enum role waits;  /* one of one's own that an editor has approved and that waits for its time */
    enum role public; /* one of one's own that they have */
    enum role
        shared; /* one that somebody else began and one writes too: this, and what one's own asks */
    enum role other; /* anybody else's, and none in particular */
};

#define CON ROLE_CONTRIBUTOR
#define AUT ROLE_AUTHOR
#define EDI ROLE_EDITOR

/* One act a line. */
/* clang-format off */
static const struct rule rules[ACT_MAX] = {
    /*                  own  review waits public shared other */
    [ACT_WRITE] =      {CON, AUT,   AUT,  EDI,   CON,   EDI},
    [ACT_SUBMIT] =     {CON, AUT,   AUT,  EDI,   CON,   EDI},
    [ACT_PUBLISH] =    {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_TIMES] =      {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_WITHDRAW] =   {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_REWORD] =     {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_BIN] =        {CON, AUT,   AUT,  EDI,   EDI,   EDI},
    [ACT_HISTORY] =    {CON, CON,   CON,  CON,   CON,   EDI},
    [ACT_LEAD] =       {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_REPORTS] =    {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_PICTURE] =    {CON, CON,   CON,  CON,   CON,   CON},
    [ACT_ADDRESS] =    {CON, AUT,   EDI,  EDI,   CON,   EDI},
    [ACT_NOTE] =       {CON, CON,   CON,  CON,   CON,   EDI},
    [ACT_OTHERS] =     {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_TAKE_BACK] =  {CON, CON,   EDI,  EDI,   CON,   EDI},
    [ACT_REVIEW] =     {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_OVERRIDE] =   {EDI, EDI,   EDI,  EDI,   EDI,   EDI},
    [ACT_WRITERS] =    {AUT, AUT,   EDI,  EDI,   EDI,   EDI},
    [ACT_LINK] =       {AUT, AUT,   AUT,  EDI,   AUT,   EDI},
    [ACT_ASSIGN] =     {AUT, AUT,   AUT,  AUT,   EDI,   EDI},
    [ACT_TAKE] =       {CON, CON,   CON,  CON,   EDI,   EDI},
};
/* clang-format on */

static bool is_public(const struct story *story)
{
    return story->live || story->state == STORY_LIVE || story->state == STORY_WITHDRAWN;
}

/* A new story is the actor's own. */
static bool is_own(const struct actor *by, const struct story *story)
{
    return !story || story->id == 0 || (by->user && story->created_by == by->user);
}

/* Whether the actor is among those who write it besides whoever began it. */
static bool is_shared(const struct actor *by, const struct story *story)
{
    const char *list = by->user && story && story->writers ? story->writers : "";
    while (*list) {
        char *end;
        long long id = strtoll(list, &end, 10);
        if (id == by->user)
            return true;
        list = *end ? end + 1 : end;
    }
    return false;
}

static enum role least_of(const struct rule *rule, const struct story *story)
{
    if (!story)
        return rule->own;
    if (is_public(story))
        return rule->public;
    if (story->state == STORY_SCHEDULED)
        return rule->waits;
    return story->state == STORY_IN_REVIEW ? rule->review : rule->own;
}

bool permission_may(const struct actor *by, enum act act, const struct story *story)
{
    if (!by) /* the command line: whoever reaches the site's files may do everything */
        return true;
    if ((unsigned)act >= ACT_MAX)
        return false;
    const struct rule *rule = &rules[act];
    enum role least = least_of(rule, story);
    if (!is_own(by, story))
        least = !is_shared(by, story) ? rule->other : least > rule->shared ? least : rule->shared;
    return by->role >= least;
}

bool permission_may_of(const struct actor *by, enum act act, bool own)
{
    if (!by)
        return true;
    return (unsigned)act < ACT_MAX && by->role >= (own ? rules[act].own : rules[act].other);
}

const char *permission_refusal(const struct actor *by, enum act act, const struct story *story)
{
    if (act == ACT_PUBLISH)
        return WORD("Only an editor can publish. Submit the story for review instead.");
    bool own = by && story && (is_own(by, story) || is_shared(by, story));
    if (act == ACT_ADDRESS && own && story->state != STORY_IN_REVIEW)
        return WORD("An editor has approved this story: only an editor can change its address or "
                    "section now.");
    if (own && is_public(story))
        return WORD("Readers have seen this story: only an editor can change it now.");
    if (own && by->role == ROLE_CONTRIBUTOR && story->state == STORY_IN_REVIEW)
        return WORD("The story is with an editor now. Take it back to write on, or wait until it "
                    "is returned to you.");
    if (own && by->role == ROLE_CONTRIBUTOR && story->state == STORY_SCHEDULED)
        return WORD("An editor has approved this story: only an editor can change it now.");
    if (by && story && !own)
        return WORD("This story belongs to somebody else.");
    return WORD("Your role does not allow this. Ask an administrator.");
}
