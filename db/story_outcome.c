/* story_outcome.c: what a save came to, and whether readers see any of it. */
#include "story_save_private.h"

#include <string.h>

bool save_told_since(const struct save *v)
{
    const struct story_save *in = v->in;
    bool tells = in->edit == EDIT_UPDATE || in->edit == EDIT_CORRECTION;
    return tells && in->live_from != 0 && v->story.live != 0 && in->live_from != v->story.live_from;
}

bool save_changes_nothing(const struct save *v)
{
    if (!v->same || v->moves || v->in->action == STORY_SUBMIT)
        return false;
    if (v->in->action == STORY_PUBLISH)
        return v->story.state == STORY_LIVE && v->pub.kind == EDIT_MINOR &&
               v->pub.live_from <= v->now && v->story.live == v->number && v->on == NAMED_LIVE;
    return strcmp(v->row.slug, v->story.slug) == 0 && v->row.slug_auto == v->head.slug_auto &&
           v->row.kind == v->story.kind && v->row.draft_follows == v->story.draft_follows;
}

bool save_shows(const struct save *v)
{
    return v->in->action == STORY_PUBLISH || v->moves ||
           (v->story.id != 0 && was_public(&v->story) &&
            (v->row.kind != v->story.kind || strcmp(v->row.slug, v->story.slug) != 0));
}

enum story_outcome save_outcome(const struct save *v, bool nothing)
{
    static const enum story_outcome by_kind[EDIT_KIND_MAX] = {
        [EDIT_FIRST] = OUTCOME_PUBLISHED,
        [EDIT_MINOR] = OUTCOME_MINOR,
        [EDIT_UPDATE] = OUTCOME_UPDATE,
        [EDIT_CORRECTION] = OUTCOME_CORRECTION,
    };
    if (nothing)
        return OUTCOME_SAME;
    if (v->in->action == STORY_SUBMIT)
        return OUTCOME_REVIEW;
    if (v->in->action == STORY_KEEP)
        return v->story.live != 0 || v->story.staged != 0 ? OUTCOME_KEPT : OUTCOME_DRAFT;
    if (v->pub.live_from > v->now)
        return v->pub.kind == EDIT_FIRST ? OUTCOME_SCHEDULED : OUTCOME_WAITS;
    return v->story.state == STORY_WITHDRAWN ? OUTCOME_RETURNED : by_kind[v->pub.kind];
}
