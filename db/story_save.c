/* story_save.c: a save: one revision, one decision about readers, one transaction.
 *
 * A save names the text that was edited and the numbers of all three as the form showed them, and is
 * refused when one that it touches is another by now. What a save with STORY_PUBLISH does depends on
 * what readers see:
 *
 *   never published, or   the first publication, at published_at (now unless said otherwise).
 *   only scheduled        It replaces one that waits, and Updated stays empty
 *   live                  a publication of the chosen kind at go_live_at (now unless said otherwise).
 *                         One that goes out now is put into the text that waits, too: the fix must
 *                         not be undone when that one's time comes (story_waiting.c)
 *   withdrawn             the same, now: the story comes back with this text
 * The draft's own publication ends it; any other leaves it as it is. */
#include "assignment_private.h"
#include "audit_private.h"
#include "driver.h"
#include "form_record.h"
#include "lib/language.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "permission.h"
#include "report_private.h"
#include "review_private.h"
#include "story_private.h"
#include "story_save_private.h"
#include "working_copy.h"

#include <inttypes.h>
#include <string.h>

/* ---- What was shown -------------------------------------------------------------------------- */

static enum store_status conflict_with(struct save *v, enum save_conflict what, int number)
{
    v->out->conflict = what;
    v->out->conflict_number = number;
    v->out->story_id = v->story.id;
    return STORE_CONFLICT;
}

/* The text that was edited: it must be the one that was shown. */
static enum store_status check_base(struct save *v)
{
    const char *hash = v->in->hash;
    int number = story_number(&v->story, v->on);
    if (number == 0 || number != v->base)
        return conflict_with(v, CONFLICT_TEXT, number != 0 ? number : v->story.live);
    enum store_status st = revision_meta(v->s, v->a, v->story.id, number, &v->shown);
    if (st != STORE_OK || v->goes_on)
        return st;
    bool same = hash ? strcmp(hash, v->shown.hash) == 0 : v->in->action != STORY_PUBLISH;
    return same ? STORE_OK : conflict_with(v, CONFLICT_TEXT, number);
}

static enum store_status check_others(struct save *v)
{
    const struct story_save *in = v->in;
    const struct story *story = &v->story;
    if (in->action == STORY_PUBLISH) {
        if (in->live != story->live)
            return conflict_with(v, CONFLICT_LIVE, story->live);
        if (in->withdrawn_at != story->withdrawn_at)
            return conflict_with(v, CONFLICT_WITHDRAWN, v->base);
        if (save_told_since(v))
            return conflict_with(v, CONFLICT_TOLD, v->base);
        if (in->waiting != story->staged ||
            (story->staged != 0 && v->on != NAMED_LIVE && in->waiting_at != story->staged_at))
            return conflict_with(v, CONFLICT_WAITING, story->staged);
        if (v->on != NAMED_WAITING)
            return STORE_OK;
        bool same;
        enum store_status st = waiting_is_as_shown(v, &same);
        return st == STORE_OK && !same ? conflict_with(v, CONFLICT_WAITING, story->staged) : st;
    }
    bool aside = v->on != NAMED_DRAFT && story->draft != 0;
    if (aside && (!in->replaces_draft || in->draft != story->draft))
        return conflict_with(v, CONFLICT_DRAFT, story->draft);
    return STORE_OK;
}

/* The same form was here with another text: somebody went back, and on from what it saved then. A
 * draft simply goes on; what would go before readers is looked at again first. */
static enum store_status go_on_from(struct save *v)
{
    struct form_record did;
    enum store_status st = form_recall_other(v->s, v->in->by, &did);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    if (did.story_id == 0 || (v->id != 0 && v->id != did.story_id) || did.revision <= v->base)
        return STORE_OK;
    v->id = did.story_id;
    v->base = did.revision;
    v->on = NAMED_DRAFT;
    v->goes_on = true;
    return STORE_OK;
}

static enum store_status load_save(struct save *v)
{
    v->id = v->in->story_id;
    v->base = v->in->base;
    v->on = v->in->on;
    v->story = (struct story){.slug = "", .path = ""};
    v->head = (struct story_head){.slug_auto = true, .import_hash = "", .hash = ""};
    v->shown = (struct revision_meta){.hash = "", .prev_hash = "", .text_hash = ""};
    enum store_status st = go_on_from(v);
    if (st != STORE_OK)
        return st;
    if (v->id == 0)
        return v->base == 0 ? STORE_OK : conflict_with(v, CONFLICT_TEXT, 0);
    st = story_row_to_write(v->s, v->a, v->id, &v->now, &v->story);
    if (st == STORE_OK)
        st = story_head(v->s, v->a, v->id, &v->head);
    if (st != STORE_OK)
        return st;
    if (v->goes_on && v->in->action == STORY_PUBLISH)
        return conflict_with(v, CONFLICT_TEXT, v->base);
    st = check_base(v);
    return st == STORE_OK ? check_others(v) : st;
}

static enum act act_of(const struct story_save *in)
{
    switch (in->action) {
    case STORY_PUBLISH:
        return ACT_PUBLISH;
    case STORY_SUBMIT:
        return ACT_SUBMIT;
    default:
        return ACT_WRITE;
    }
}

static enum store_status check_permission(struct save *v)
{
    const struct story *story = v->story.id != 0 ? &v->story : NULL;
    enum act act = act_of(v->in);
    if (!permission_may(v->in->by, act, story)) {
        problem_say(v->why, "", permission_refusal(v->in->by, act, story), NULL);
        return STORE_REFUSED;
    }
    if (v->story.state == STORY_BINNED) {
        problem_say(v->why, "", WORD("The story is in the bin. Take it out first."), NULL);
        return STORE_REFUSED;
    }
    return STORE_OK;
}

/* ---- The row --------------------------------------------------------------------------------- */

/* The slug that the story shall have, and whether it follows the headline. */
static void plan_slug(struct save *v)
{
    const char *wish = v->in->slug ? text_line(v->a, v->in->slug) : "";
    /* Somebody may have given the story another address since the form was opened. */
    if (v->in->slug_left && v->story.id != 0)
        wish = v->head.slug_auto ? "" : v->story.slug;
    bool automatic = wish[0] == '\0' || (v->head.slug_auto && strcmp(wish, v->story.slug) == 0);
    v->row.slug_auto = automatic;
    v->row.slug = wish;
    if (automatic)
        v->row.slug =
            was_public(&v->story) ? v->story.slug : slug_from(v->a, v->draft.text.headline);
    else if (!slug_valid(wish))
        problem_say(v->why, "slug",
                    WORD("An address has small letters a to z, digits and single hyphens, such as "
                         "“%EXAMPLE%”."),
                    "EXAMPLE", slug_from(v->a, wish), NULL);
}

/* Kept text is the draft from now on, unless it is what readers see, or what waits, already. */
static void plan_draft(struct save *v)
{
    bool publishes = v->in->action == STORY_PUBLISH;
    if (publishes && v->on != NAMED_DRAFT)
        return;
    if (publishes)
        v->row.draft = v->row.draft_follows = 0;
    else if (v->on == NAMED_DRAFT || !v->same) {
        v->row.draft = v->number;
        v->row.draft_follows = waiting_follows(v);
    }
}

static void plan_row(struct save *v)
{
    const struct story *old = &v->story;
    v->number = v->same ? v->base : old->head + 1;
    v->row = (struct story_write){
        .id = old->id,
        .kind = v->in->kind,
        .path = old->path,
        .in_review = old->state == STORY_IN_REVIEW || v->in->action == STORY_SUBMIT,
        .published_at = old->published_at,
        .head = v->same ? old->head : v->number,
        .draft = old->draft,
        .draft_follows = old->draft_follows,
        .user = v->user,
    };
    plan_draft(v);
    plan_slug(v);
    if (was_public(old) && v->in->kind != old->kind)
        problem_say(v->why, "kind", WORD("A story that was published keeps its kind."), NULL);
}

/* Before it is live, a story's address follows its slug and its time. */
static enum store_status plan_address(struct save *v, const char *old_path)
{
    struct address_wish wish = {
        .story_id = v->row.id,
        .kind = v->row.kind,
        .slug = v->row.slug,
        .may_number = v->row.slug_auto,
        .published_at = v->row.published_at,
        .old_path = old_path,
    };
    struct address found;
    enum store_status st = address_choose(v->s, v->a, &wish, &found, v->why);
    v->row.slug = found.path[0] == '\0' ? v->row.slug : found.slug;
    v->row.path = found.path;
    return st;
}

/* ---- First publication ----------------------------------------------------------------------- */

static bool time_plausible(int64_t at)
{
    return at >= DATELINE_MIN && at <= DATELINE_MAX;
}

static enum store_status plan_first(struct save *v)
{
    const struct story_save *in = v->in;
    int64_t at = in->published_at;
    if (at == 0)
        at = in->go_live_at > v->now ? in->go_live_at : v->story.published_at;
    if (at == 0)
        at = v->now;
    if (!time_plausible(at))
        problem_say(v->why, "published_at", WORD("Choose a time between the years 1600 and 2199."),
                    NULL);
    else if (in->published_at != 0 && in->go_live_at > v->now && in->go_live_at != at)
        problem_say(v->why, "go_live_at",
                    WORD("A story's first publication goes live at its Published time: give one "
                         "time."),
                    NULL);
    v->row.published_at = at;
    v->pub.kind = EDIT_FIRST;
    v->pub.live_from = at > v->now ? at : v->now;
    v->pub.carries = false;
    v->pub.updated_at = 0;
    v->pub.note = "";
    return plan_address(v, NULL);
}

/* ---- Publication of a story that readers know ------------------------------------------------ */

static void plan_updated(struct save *v)
{
    struct publication *p = &v->pub;
    p->carries = false;
    p->updated_at = v->in->updated_at == 0 ? p->live_from : v->in->updated_at;
    p->updated_at = same_minute_or(p->updated_at, v->story.published_at);
    p->corrected_at = p->updated_at;
    if (p->updated_at > p->live_from)
        problem_say(v->why, "updated_at",
                    p->live_from > v->now
                        ? WORD("Updated cannot be later than the time at which the change goes "
                               "live.")
                        : WORD("Updated cannot lie in the future; give the change a time to go "
                               "live instead."),
                    NULL);
    else if (p->updated_at < v->story.published_at)
        problem_say(v->why, "updated_at", WORD("Updated cannot be before the story was published."),
                    NULL);
}

/* An update that changes no word is meant, or a slip. */
static enum store_status check_same_text(struct save *v)
{
    struct revision_meta live;
    enum store_status st = revision_meta(v->s, v->a, v->story.id, v->story.live, &live);
    if (st != STORE_OK || strcmp(live.text_hash, v->draft.text_hash) != 0)
        return st;
    v->out->same_text = true;
    problem_say(v->why, "same_text_confirmed",
                WORD("The text is the same as before. Confirm that readers should see a new "
                     "Updated time all the same, or choose a minor fix."),
                NULL);
    return STORE_OK;
}

static enum store_status plan_kind(struct save *v)
{
    struct publication *p = &v->pub;
    p->carries = true; /* a minor fix */
    if (p->kind == EDIT_MINOR)
        return STORE_OK;
    plan_updated(v);
    if (p->kind == EDIT_CORRECTION) {
        if (p->wrong[0] == '\0')
            problem_say(v->why, "wrong", WORD("Say what was wrong."), NULL);
        if (p->right[0] == '\0')
            problem_say(v->why, "right", WORD("Say what is right."), NULL);
        return STORE_OK;
    }
    if (p->note[0] == '\0')
        problem_say(v->why, "note", WORD("Say in a line what was updated."), NULL);
    return v->in->same_text_confirmed ? STORE_OK : check_same_text(v);
}

static enum store_status plan_move(struct save *v)
{
    if (v->row.slug_auto || strcmp(v->row.slug, v->story.slug) == 0)
        return STORE_OK;
    if (v->in->action != STORY_PUBLISH || v->pub.live_from > v->now) {
        problem_say(v->why, "slug",
                    WORD("The address of a published story changes at once: publish now, or "
                         "leave it as it is."),
                    NULL);
        return STORE_OK;
    }
    v->moves = true;
    return plan_address(v, v->story.path);
}

static void plan_when(struct save *v)
{
    struct publication *p = &v->pub;
    bool later = v->in->go_live_at > v->now;
    p->live_from = later ? v->in->go_live_at : v->now;
    if (p->live_from > DATELINE_MAX)
        problem_say(v->why, "go_live_at", WORD("Choose a time before the year 2200."), NULL);
    if (later && v->story.state == STORY_WITHDRAWN)
        problem_say(v->why, "go_live_at",
                    WORD("A withdrawn story comes back at once: leave the time empty."), NULL);
    if (later && v->story.staged != 0 && v->on != NAMED_WAITING)
        problem_say(v->why, "go_live_at",
                    WORD("A change of this story waits already. Open that text to change it, or "
                         "take it off the schedule first."),
                    NULL);
}

static enum store_status plan_again(struct save *v)
{
    const struct story_save *in = v->in;
    struct publication *p = &v->pub;
    p->kind = in->edit == EDIT_UPDATE || in->edit == EDIT_CORRECTION ? in->edit : EDIT_MINOR;
    p->note = text_line(v->a, in->note ? in->note : "");
    p->wrong = text_line(v->a, in->wrong ? in->wrong : "");
    p->right = text_line(v->a, in->right ? in->right : "");
    plan_when(v);
    if (text_length(p->note) > 300)
        problem_say(v->why, "note", WORD("Shorten the note to at most 300 characters."), NULL);
    if (text_length(p->wrong) > 2000 || text_length(p->right) > 2000)
        problem_say(v->why, "wrong", WORD("Shorten the correction to at most 2,000 characters."),
                    NULL);
    enum store_status st = plan_kind(v);
    if (st == STORE_OK && v->pub.live_from <= v->now && v->story.staged != 0 &&
        v->on != NAMED_WAITING)
        st = waiting_plan(v);
    return st;
}

/* ---- The whole plan -------------------------------------------------------------------------- */

/* The words of others that this text holds, tags among them, unless they are what readers see
 * already. */
static enum store_status check_unread(struct save *v)
{
    bool others = false;
    struct revision_meta live;
    enum store_status st = revision_meta(v->s, v->a, v->id, v->story.live, &live);
    if (st == STORE_OK && v->base != 0 && !draft_is_revision(&v->draft, v->id, &live))
        st = revision_others(v->s, v->a, v->id, v->base, v->user, v->now, &others);
    if (st == STORE_OK && !others && v->in->restored != 0)
        st = revision_others(v->s, v->a, v->id, v->in->restored, v->user, v->now, &others);
    if (st != STORE_OK || !others || v->in->others_read)
        return st;
    v->out->others_unread = true;
    problem_say(v->why, "others_read",
                WORD("This text holds words by somebody else that readers have not seen. Read "
                     "them, and tick the box to publish them too."),
                NULL);
    return STORE_OK;
}

static enum store_status plan_publication(struct save *v)
{
    if (v->in->action != STORY_PUBLISH)
        return STORE_OK;
    v->pub.user = v->user;
    v->pub.number = v->number;
    v->pub.follows = v->story.live;
    v->row.in_review = false;
    enum store_status st = was_public(&v->story) ? plan_again(v) : plan_first(v);
    return st == STORE_OK ? check_unread(v) : st;
}

/* The address of a scheduled story follows a slug that is saved without publishing it. */
static enum store_status plan_waiting_address(struct save *v)
{
    if (v->in->action == STORY_PUBLISH || v->story.state != STORY_SCHEDULED)
        return STORE_OK;
    if (strcmp(v->row.slug, v->story.slug) == 0 && v->row.kind == v->story.kind)
        return STORE_OK;
    /* What waits keeps its address: a draft beside it changes nothing of it. */
    v->row.slug = v->story.slug;
    v->row.slug_auto = v->head.slug_auto;
    v->row.kind = v->story.kind;
    return STORE_OK;
}

static enum store_status plan_save(struct save *v)
{
    enum store_status st = draft_resolve(v->s, v->a, &v->draft,
                                         &(struct draft_base){v->id, v->base}, &v->naming, v->why);
    v->out->names_asked = v->naming.asked;
    v->out->names_made = v->naming.made;
    if (st != STORE_OK)
        return st;
    v->same = v->base != 0 && draft_is_revision(&v->draft, v->id, &v->shown);
    plan_row(v);
    if (v->in->action == STORY_SUBMIT && v->in->review_note)
        review_words_fit(v->why, "review_note", v->in->review_note, REVIEW_WORDS_MAX);
    st = save_check_author(v);
    st = st == STORE_OK ? plan_publication(v) : st;
    if (st == STORE_OK && was_public(&v->story))
        st = plan_move(v);
    if (st == STORE_OK)
        st = plan_waiting_address(v);
    return st == STORE_OK ? save_ask_checklist(v) : st;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static const char *publication_action(const struct save *v)
{
    const struct publication *p = &v->pub;
    if (v->story.state == STORY_WITHDRAWN)
        return "story.return";
    if (p->live_from <= v->now)
        return "story.publish";
    return p->kind == EDIT_FIRST ? "story.schedule" : "story.stage";
}

static enum store_status audit_publication(struct save *v)
{
    const struct publication *p = &v->pub;
    bool waits = p->live_from > v->now;
    const char *detail = arena_printf(v->a, "revision %d, %s, live from %s", p->number,
                                      edit_kind_name(p->kind), time_text(v->s, v->a, p->live_from));
    enum store_status st =
        audit_write(v->s, p->user, v->row.id, publication_action(v), detail, v->now);
    if (st != STORE_OK || p->carries || p->kind == EDIT_FIRST)
        return st;
    detail =
        arena_printf(v->a, "%s → %s%s%s (%s)", time_text(v->s, v->a, v->story.updated_at),
                     time_text(v->s, v->a, p->updated_at), waits ? ", from " : "",
                     waits ? time_text(v->s, v->a, p->live_from) : "", edit_kind_name(p->kind));
    return audit_write(v->s, p->user, v->row.id, "story.updated", detail, v->now);
}

static enum store_status write_move(struct save *v)
{
    enum store_status st = redirect_leave(v->s, v->row.id, v->story.path, v->row.path, v->now);
    if (st == STORE_OK)
        st = audit_write(v->s, v->user, v->row.id, "story.slug",
                         arena_printf(v->a, "%s → %s", v->story.path, v->row.path), v->now);
    return st;
}

static enum store_status write_publication(struct save *v)
{
    bool replaces =
        v->story.state == STORY_SCHEDULED || v->pub.live_from > v->now || v->on == NAMED_WAITING;
    v->pub.story_id = v->row.id;
    enum store_status st = STORE_OK;
    if (replaces && v->story.id != 0)
        st = publication_drop_pending(v->s, v->row.id, v->now);
    if (st == STORE_OK && v->story.state == STORY_WITHDRAWN)
        st = story_end_withdrawal(v->s, v->row.id);
    if (st == STORE_OK)
        st = publication_add(v->s, &v->pub, v->now);
    if (st == STORE_OK && v->merges)
        st = waiting_write(v);
    if (st == STORE_OK && v->pub.kind == EDIT_CORRECTION && v->in->report_id != 0)
        st = report_resolve(v->s, v->a, v->in->report_id, v->row.id, v->user, v->now);
    if (st == STORE_OK)
        st = listing_rebuild(v->s, v->row.id, v->now);
    return st == STORE_OK ? audit_publication(v) : st;
}

static enum store_status write_revision(struct save *v)
{
    struct draft_place at = {
        .story_id = v->row.id, .number = v->number, .prev_hash = v->head.hash, .user = v->user};
    const struct revision_origins of = {v->base, v->in->restored, v->user};
    enum store_status st = revision_origin(v->s, v->a, v->row.id, &of, v->now, &at.parent);
    return st == STORE_OK ? draft_insert(v->s, v->a, &v->draft, &at, v->now, &v->hash) : st;
}

static enum store_status write_all(struct save *v)
{
    v->hash = v->head.hash;
    v->row.head += v->merges && !v->merge_same;
    enum store_status st = story_write(v->s, &v->row, v->now);
    if (st == STORE_OK && !v->same)
        st = write_revision(v);
    if (st == STORE_OK && v->in->action == STORY_PUBLISH)
        st = write_publication(v);
    if (st == STORE_OK && v->moves)
        st = write_move(v);
    if (st == STORE_OK)
        st = save_write_overrides(v);
    if (st == STORE_OK && v->in->assignment_id != 0 && v->story.id == 0)
        st = assignment_begun(v->s, v->a, v->in->assignment_id, v->row.id, v->in->by, v->now,
                              v->why);
    return st == STORE_OK && v->in->action != STORY_KEEP ? save_write_review(v) : st;
}

static enum store_status finish_save(struct save *v, bool nothing)
{
    v->out->story_id = v->row.id;
    v->out->number = v->number;
    v->out->unchanged = v->same;
    v->out->outcome = save_outcome(v, nothing);
    struct form_record did = {v->row.id, v->number, v->out->outcome};
    enum store_status st = form_keep(v->s, v->in->by, &did, v->now);
    if (st == STORE_OK)
        st = working_copy_end(v->s, v->user, v->in->copy);
    return st == STORE_OK ? story_row(v->s, v->a, v->row.id, v->now, &v->out->story) : st;
}

/* The form's second arrival. */
static enum store_status say_again(struct save *v, const struct form_record *did)
{
    v->out->repeated = true;
    v->out->story_id = did->story_id;
    v->out->number = did->revision;
    v->out->outcome = did->outcome;
    return story_row(v->s, v->a, did->story_id, v->now, &v->out->story);
}

static enum store_status save_once(struct save *v)
{
    struct form_record did;
    enum store_status st = form_recall(v->s, v->in->by, &did);
    if (st != STORE_MISSING)
        return st == STORE_OK ? say_again(v, &did) : st;
    size_t before = v->why->n;
    st = load_save(v);
    if (st == STORE_OK || st == STORE_CONFLICT) {
        enum store_status may = check_permission(v);
        st = may == STORE_OK ? st : may;
    }
    if (st == STORE_OK)
        st = plan_save(v);
    if (st == STORE_OK && v->why->n > before)
        st = STORE_REFUSED;
    if (st != STORE_OK)
        return st;
    bool nothing = save_changes_nothing(v);
    if (save_shows(v))
        db_shows(v->s);
    if (!nothing)
        st = write_all(v);
    return st == STORE_OK ? finish_save(v, nothing) : st;
}

static enum store_status save_try(struct store *s, struct arena *a, const struct story_save *in,
                                  int64_t now, struct story_saved *out, struct problems *why)
{
    *out = (struct story_saved){0};
    struct save v = {
        .s = s,
        .a = a,
        .in = in,
        .user = in->by ? in->by->user : 0,
        .now = now,
        .why = why,
        .naming = {.rule = in->names, .meant = &in->names_meant, .by = in->by, .now = now},
        .out = out};
    enum store_status st =
        draft_prepare(s, a, in->kind, in->action == STORY_PUBLISH, &in->text, &v.draft, why);
    if (st == STORE_OK && in->action == STORY_PUBLISH)
        st = save_check_text(&v);
    if (st == STORE_OK)
        st = db_begin(s, SCOPE_DESK);
    return st == STORE_OK ? db_end(s, save_once(&v)) : st;
}

/* Once more without the index, when that turned out to be damaged. */
enum store_status story_save(struct store *s, struct arena *a, const struct story_save *in,
                             int64_t now, struct story_saved *out, struct problems *why)
{
    enum store_status st = save_try(s, a, in, now, out, why);
    return st == STORE_UNSEARCHABLE ? save_try(s, a, in, now, out, why) : st;
}
