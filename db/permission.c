/* permission.c: the table of what each role may do. */
#include "permission.h"

#include "lib/language.h"

/* The least role that may, to each kind of story. */
struct rule {
    enum role own;    /* a story of one's own that readers have not seen */
    enum role waits;  /* one of one's own that an editor has approved and that waits for its time */
    enum role public; /* one of one's own that they have */
    enum role other;  /* anybody else's, and none in particular */
};

static const struct rule rules[ACT_MAX] = {
    [ACT_WRITE] = {ROLE_AUTHOR, ROLE_AUTHOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_SUBMIT] = {ROLE_AUTHOR, ROLE_AUTHOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_PUBLISH] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_TIMES] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_WITHDRAW] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_REWORD] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_BIN] = {ROLE_AUTHOR, ROLE_AUTHOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_HISTORY] = {ROLE_AUTHOR, ROLE_AUTHOR, ROLE_AUTHOR, ROLE_EDITOR},
    [ACT_LEAD] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_REPORTS] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_PICTURE] = {ROLE_AUTHOR, ROLE_AUTHOR, ROLE_AUTHOR, ROLE_AUTHOR},
    [ACT_ADDRESS] = {ROLE_AUTHOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
    [ACT_NOTE] = {ROLE_AUTHOR, ROLE_AUTHOR, ROLE_AUTHOR, ROLE_EDITOR},
    [ACT_OTHERS] = {ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR, ROLE_EDITOR},
};

static bool is_public(const struct story *story)
{
    return story->live || story->state == STORY_LIVE || story->state == STORY_WITHDRAWN;
}

/* A new story is the actor's own. */
static bool is_own(const struct actor *by, const struct story *story)
{
    return !story || story->id == 0 || (by->user && story->created_by == by->user);
}

bool permission_may(const struct actor *by, enum act act, const struct story *story)
{
    if (!by) /* the command line: whoever reaches the site's files may do everything */
        return true;
    if ((unsigned)act >= ACT_MAX)
        return false;
    const struct rule *rule = &rules[act];
    enum role least = !is_own(by, story)                ? rule->other
                      : !story                          ? rule->own
                      : is_public(story)                ? rule->public
                      : story->state == STORY_SCHEDULED ? rule->waits
                                                        : rule->own;
    return by->role >= least;
}

const char *permission_refusal(const struct actor *by, enum act act, const struct story *story)
{
    if (act == ACT_PUBLISH)
        return WORD("Only an editor can publish. Submit the story for review instead.");
    if (act == ACT_ADDRESS && by && story && is_own(by, story))
        return WORD("An editor has approved this story: only an editor can change its address or "
                    "section now.");
    if (by && story && is_own(by, story) && is_public(story))
        return WORD("Readers have seen this story: only an editor can change it now.");
    if (by && story && !is_own(by, story))
        return WORD("This story belongs to somebody else.");
    return WORD("Your role does not allow this. Ask an administrator.");
}
