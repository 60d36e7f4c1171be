/* story_checklist.c: a save asks the checklist, and keeps who let its text pass against it. */
#include "audit_private.h"
#include "lib/language.h"
#include "lib/text.h"
#include "permission.h"
#include "review_private.h"
#include "story_save_private.h"
#include "user.h"

enum store_status save_check_text(struct save *v)
{
    const struct story_save *in = v->in;
    const int64_t times[] = {in->published_at, in->go_live_at,
                             in->on == NAMED_WAITING ? in->waiting_at : 0};
    struct check_text what = {in->story_id, in->kind, &v->draft.text, v->draft.html, v->now};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (times[i] > what.at)
            what.at = times[i];
    return checklist_text(v->s, v->a, &what, &v->checked);
}

/* Who gives the reason; 0: nobody who may. */
static enum store_status override_by(struct save *v, int64_t *out)
{
    const struct actor *by = v->in->by;
    const struct story *story = v->story.id != 0 ? &v->story : NULL;
    struct user u;
    *out = 0;
    if (by) {
        *out = permission_may(by, ACT_OVERRIDE, story) ? by->user : 0;
        return STORE_OK;
    }
    enum store_status st = user_get(v->s, v->a, v->in->override_by, &u);
    if (st == STORE_OK && !u.disabled) {
        const struct actor named = {.user = u.id, .role = u.role};
        *out = permission_may(&named, ACT_OVERRIDE, story) ? u.id : 0;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

/* What the text that goes out lacks, and the one that waits and takes it in. */
static enum store_status find(struct save *v, struct checked *merged)
{
    const struct check_hands hands = {.story_id = v->story.id,
                                      .text_hash = v->draft.text_hash,
                                      .saved_by = v->same ? v->shown.saved_by : v->user,
                                      .by = v->user};
    const struct check_hands waits = {
        .story_id = v->story.id, .text_hash = v->merged.text_hash, .merged = true};
    *merged = (struct checked){0};
    enum store_status st = checklist_hands(v->s, v->a, &hands, &v->checked);
    if (st != STORE_OK || !v->merges)
        return st;
    st = checklist_text(v->s, v->a,
                        &(struct check_text){v->story.id, v->in->kind, &v->merged.text,
                                             v->merged.html, v->story.staged_at},
                        merged);
    return st == STORE_OK ? checklist_hands(v->s, v->a, &waits, merged) : st;
}

static enum store_status let_pass(struct save *v)
{
    enum store_status st = override_by(v, &v->override_by);
    if (st == STORE_OK && v->override_by == 0)
        problem_say(v->why, "override_reason",
                    WORD("Only an editor lets a text out against the checklist, by name."), NULL);
    review_words_fit(v->why, "override_reason", v->in->override_reason, REVIEW_WORDS_MAX);
    return st;
}

enum store_status save_ask_checklist(struct save *v)
{
    struct checked merged;
    if (v->in->action != STORY_PUBLISH || v->checked.on == 0 || save_changes_nothing(v))
        return STORE_OK;
    enum store_status st = find(v, &merged);
    if (st != STORE_OK || (v->checked.failed | merged.failed) == 0)
        return st;
    v->overrides = v->checked.failed;
    v->overrides_merged = merged.failed;
    if (!text_blank(v->in->override_reason))
        return let_pass(v);
    v->out->checklist = v->overrides | v->overrides_merged;
    checklist_say(&v->checked, v->why);
    if (v->checked.failed == 0)
        checklist_say(&merged, v->why);
    return STORE_OK;
}

static enum store_status keep(struct save *v, int number, const char *text_hash, unsigned points)
{
    const char *reason = text_lines(v->a, v->in->override_reason ? v->in->override_reason : "");
    const struct review_entry step = {.story_id = v->row.id,
                                      .number = number,
                                      .text_hash = text_hash,
                                      .kind = REVIEW_OVERRIDE,
                                      .points = points,
                                      .user_id = v->override_by,
                                      .words = reason};
    enum store_status st = points ? review_add(v->s, &step, v->now) : STORE_OK;
    if (st != STORE_OK || points == 0)
        return st;
    return audit_write(v->s, v->override_by, v->row.id, "review.override",
                       arena_printf(v->a, "revision %d: %s: %s", number,
                                    checklist_names(v->a, points), text_excerpt(v->a, reason, 300)),
                       v->now);
}

enum store_status save_write_overrides(struct save *v)
{
    enum store_status st = keep(v, v->number, v->draft.text_hash, v->overrides);
    if (st == STORE_OK && v->merges)
        st = keep(v, v->out->merged, v->merged.text_hash, v->overrides_merged);
    return st;
}

enum store_status save_write_review(struct save *v)
{
    const char *note = text_lines(v->a, v->in->review_note ? v->in->review_note : "");
    const struct review_entry step = {.story_id = v->row.id,
                                      .number = v->number,
                                      .text_hash = v->draft.text_hash,
                                      .kind = REVIEW_SUBMITTED,
                                      .user_id = v->user,
                                      .words = note};
    enum store_status st = review_settle(v->s, v->row.id);
    if (st != STORE_OK || v->in->action != STORY_SUBMIT)
        return st;
    st = review_add(v->s, &step, v->now);
    return st == STORE_OK ? audit_write(v->s, v->user, v->row.id, "review.submit",
                                        arena_printf(v->a, "revision %d", v->number), v->now)
                          : st;
}
