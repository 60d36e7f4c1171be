/* story_approved.c: what an author may no longer change, and may not show. */
#include "lib/language.h"
#include "media.h"
#include "permission.h"
#include "story_save_private.h"

#include <string.h>

/* What an editor has approved stays where it is, and in its section. */
static enum store_status check_address(struct save *v)
{
    const struct actor *by = v->in->by;
    int64_t section = v->draft.text.section.id;
    if (v->story.id == 0 || permission_may(by, ACT_ADDRESS, &v->story))
        return STORE_OK;
    const char *why = permission_refusal(by, ACT_ADDRESS, &v->story);
    if (!v->row.slug_auto && strcmp(v->row.slug, v->story.slug) != 0)
        problem_say(v->why, "slug", why, NULL);
    enum store_status st = draft_section_of(v->s, v->story.id, v->story.staged, &section);
    if (section != v->draft.text.section.id)
        problem_say(v->why, "section", why, NULL);
    return st;
}

/* An author shows no pictures that others have brought, for they may be of stories to come. */
static enum store_status check_picture(struct save *v)
{
    int64_t id = v->in->text.hero_id;
    enum store_status st = id ? media_offered(v->s, v->in->by, v->id, id, v->now) : STORE_OK;
    if (st != STORE_MISSING)
        return st;
    problem_say(v->why, "hero", WORD("The picture is not there any more; choose another."), NULL);
    return STORE_OK;
}

enum store_status save_check_author(struct save *v)
{
    enum store_status st = check_address(v);
    return st == STORE_OK ? check_picture(v) : st;
}
