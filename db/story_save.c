/* story_save.c: a save: one revision, one decision about readers, one transaction.
 *
 * What a save with STORY_PUBLISH does depends on what readers see now:
 *
 *   never published, or   the first publication, at published_at (now unless said otherwise).
 *   only scheduled        It replaces one that waits, and Updated stays empty
 *   live                  a publication of the chosen kind at go_live_at (now unless said
 *                         otherwise). One that waits is replaced by one that shall wait, and
 *                         stays when this one goes out now
 *   withdrawn             refused: restore it first */
#include "audit_private.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "report_private.h"
#include "story_private.h"

#include <string.h>

/* One save on its way. */
struct save {
    struct store *s;
    struct arena *a;
    const struct story_save *in;
    int64_t now;
    struct problems *why;
    struct story_saved *out;
    struct draft draft;
    struct story story; /* as it was; id 0: new */
    struct story_head head;
    bool same;              /* the draft is the head revision */
    struct story_write row; /* as it will be */
    bool publishes;
    bool moves; /* a live story gets a new address */
    struct publication pub;
};

static bool is_public(const struct story *story)
{
    return story->state == STORY_LIVE || story->state == STORY_WITHDRAWN;
}

static enum store_status load(struct save *v)
{
    v->story = (struct story){.slug = "", .path = ""};
    v->head = (struct story_head){
        .slug_auto = true, .import_hash = "", .prev_hash = "", .hash = "", .text_hash = ""};
    if (v->in->story_id == 0)
        return v->in->base == 0 ? STORE_OK : STORE_CONFLICT;
    enum store_status st = story_row(v->s, v->a, v->in->story_id, v->now, &v->story);
    if (st == STORE_OK)
        st = story_head(v->s, v->a, v->in->story_id, &v->head);
    if (st == STORE_OK && v->in->base != v->story.head) {
        v->out->conflict_number = v->story.head;
        st = STORE_CONFLICT;
    }
    return st;
}

/* The slug that the story shall have, and whether it follows the headline. */
static void plan_slug(struct save *v)
{
    const char *wish = v->in->slug == NULL ? "" : text_line(v->a, v->in->slug);
    bool automatic = wish[0] == '\0' || (v->head.slug_auto && strcmp(wish, v->story.slug) == 0);
    v->row.slug_auto = automatic;
    v->row.slug = wish;
    if (automatic)
        v->row.slug =
            is_public(&v->story) ? v->story.slug : slug_from(v->a, v->draft.text.headline);
    else if (!slug_valid(wish))
        problem_add(v->why, "slug",
                    "An address has small letters a to z, digits and single hyphens, such as "
                    "“%s”.",
                    slug_from(v->a, wish));
}

static void plan_row(struct save *v)
{
    const struct story *old = &v->story;
    v->row = (struct story_write){
        .id = old->id,
        .kind = v->in->kind,
        .path = old->path,
        .in_review = old->state == STORY_IN_REVIEW || v->in->action == STORY_SUBMIT,
        .published_at = old->published_at,
        .head = v->same ? old->head : old->head + 1,
        .user = v->in->user,
    };
    plan_slug(v);
    if (is_public(old) && v->in->kind != old->kind)
        problem_add(v->why, "kind", "A story that was published stays a %s.",
                    story_kind_name(old->kind));
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
        problem_add(v->why, "published_at", "Choose a time between the years 1800 and 2199.");
    else if (in->published_at != 0 && in->go_live_at > v->now && in->go_live_at != at)
        problem_add(v->why, "go_live_at",
                    "A story's first publication goes live at its Published time; give one time.");
    v->row.published_at = at;
    v->pub.kind = EDIT_FIRST;
    v->pub.live_from = at > v->now ? at : v->now;
    v->pub.carries = false;
    v->pub.updated_at = 0;
    v->pub.note = "";
    return plan_address(v, NULL);
}

static void plan_updated(struct save *v)
{
    struct publication *p = &v->pub;
    p->carries = false;
    p->updated_at = v->in->updated_at == 0 ? p->live_from : v->in->updated_at;
    p->updated_at = same_minute_or(p->updated_at, v->story.published_at);
    p->corrected_at = p->updated_at;
    if (p->updated_at > p->live_from)
        problem_add(v->why, "updated_at",
                    p->live_from > v->now
                        ? "Updated cannot be later than the time at which the change goes live."
                        : "Updated cannot lie in the future; give the change a time to go live "
                          "instead.");
    else if (p->updated_at < v->story.published_at)
        problem_add(v->why, "updated_at", "Updated cannot be before the story was published.");
}

/* An update that changes no word is meant, or a slip. */
static enum store_status check_same_text(struct save *v)
{
    const char *live_hash;
    enum store_status st = story_text_hash(v->s, v->a, v->story.id, v->story.live, &live_hash);
    if (st != STORE_OK || strcmp(live_hash, v->draft.text_hash) != 0)
        return st;
    v->out->same_text = true;
    problem_add(v->why, "same_text_confirmed",
                "The text is the same as before. Confirm that readers shall see a new Updated "
                "time all the same, or choose a minor fix.");
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
            problem_add(v->why, "wrong", "Say what was wrong.");
        if (p->right[0] == '\0')
            problem_add(v->why, "right", "Say what is right.");
        return STORE_OK;
    }
    if (p->note[0] == '\0')
        problem_add(v->why, "note", "Say in a line what was updated.");
    return v->in->same_text_confirmed ? STORE_OK : check_same_text(v);
}

static enum store_status plan_move(struct save *v)
{
    if (v->row.slug_auto || strcmp(v->row.slug, v->story.slug) == 0)
        return STORE_OK;
    if (!v->publishes || v->pub.live_from > v->now) {
        problem_add(v->why, "slug",
                    "The address of a published story changes at once: publish now, or change it "
                    "by itself.");
        return STORE_OK;
    }
    v->moves = true;
    return plan_address(v, v->story.path);
}

static enum store_status plan_again(struct save *v)
{
    const struct story_save *in = v->in;
    struct publication *p = &v->pub;
    p->kind = in->edit == EDIT_UPDATE || in->edit == EDIT_CORRECTION ? in->edit : EDIT_MINOR;
    p->live_from = in->go_live_at > v->now ? in->go_live_at : v->now;
    p->note = text_line(v->a, in->note == NULL ? "" : in->note);
    p->wrong = text_line(v->a, in->wrong == NULL ? "" : in->wrong);
    p->right = text_line(v->a, in->right == NULL ? "" : in->right);
    if (p->live_from > DATELINE_MAX)
        problem_add(v->why, "go_live_at", "Choose a time before the year 2200.");
    if (text_length(p->note) > 300)
        problem_add(v->why, "note", "Shorten the note to at most 300 characters.");
    if (text_length(p->wrong) > 2000 || text_length(p->right) > 2000)
        problem_add(v->why, "wrong", "Shorten the correction to at most 2,000 characters.");
    return plan_kind(v);
}

static enum store_status plan_publication(struct save *v)
{
    v->publishes = v->in->action == STORY_PUBLISH;
    if (!v->publishes)
        return STORE_OK;
    if (!v->in->may_publish) {
        problem_add(v->why, "", "Only an editor can publish; submit the story for review.");
        return STORE_OK;
    }
    v->pub.user = v->in->user;
    v->pub.number = v->row.head;
    v->row.in_review = false;
    switch (v->story.state) {
    case STORY_WITHDRAWN:
        problem_add(v->why, "", "The story is withdrawn; restore it before publishing.");
        return STORE_OK;
    case STORY_LIVE:
        return plan_again(v);
    default:
        return plan_first(v);
    }
}

/* The address of a scheduled story follows a slug that is saved without publishing anew. */
static enum store_status plan_waiting_address(struct save *v)
{
    if (v->publishes || v->story.state != STORY_SCHEDULED)
        return STORE_OK;
    if (strcmp(v->row.slug, v->story.slug) == 0 && v->row.kind == v->story.kind)
        return STORE_OK;
    if (v->row.kind != v->story.kind) {
        problem_add(v->why, "kind", "The story is scheduled as a %s; schedule it anew as another.",
                    story_kind_name(v->story.kind));
        return STORE_OK;
    }
    return plan_address(v, NULL);
}

static enum store_status plan(struct save *v)
{
    enum store_status st = draft_resolve(v->s, v->a, &v->draft, v->why);
    if (st != STORE_OK)
        return st;
    v->same = v->story.id != 0 && draft_is_head(v->a, &v->draft, &v->story, &v->head);
    plan_row(v);
    st = plan_publication(v);
    if (st == STORE_OK && is_public(&v->story))
        st = plan_move(v);
    if (st == STORE_OK)
        st = plan_waiting_address(v);
    return st;
}

static enum store_status audit_publication(struct save *v)
{
    const struct publication *p = &v->pub;
    bool waits = p->live_from > v->now;
    const char *action = !waits                  ? "story.publish"
                         : p->kind == EDIT_FIRST ? "story.schedule"
                                                 : "story.stage";
    const char *detail = arena_printf(v->a, "revision %d, %s, live from %s", p->number,
                                      edit_kind_name(p->kind), time_text(v->s, v->a, p->live_from));
    enum store_status st = audit_write(v->s, p->user, v->row.id, action, detail, v->now);
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
        st = audit_write(v->s, v->in->user, v->row.id, "story.slug",
                         arena_printf(v->a, "%s → %s", v->story.path, v->row.path), v->now);
    return st;
}

static enum store_status write_publication(struct save *v)
{
    bool replaces = v->story.state == STORY_SCHEDULED || v->pub.live_from > v->now;
    v->pub.story_id = v->row.id;
    enum store_status st = STORE_OK;
    if (replaces && v->story.id != 0)
        st = publication_drop_pending(v->s, v->row.id, v->now);
    if (st == STORE_OK)
        st = publication_add(v->s, &v->pub, v->now);
    if (st == STORE_OK && v->pub.kind == EDIT_CORRECTION && v->in->report_id != 0)
        st = report_resolve(v->s, v->a, v->in->report_id, v->row.id, v->in->user, v->now);
    if (st == STORE_OK)
        st = listing_rebuild(v->s, v->row.id, v->now);
    if (st == STORE_OK)
        st = audit_publication(v);
    return st;
}

static enum store_status write_all(struct save *v)
{
    enum store_status st = story_write(v->s, &v->row, v->now);
    if (st == STORE_OK && !v->same)
        st = draft_insert(v->s, v->a, &v->draft, v->row.id, v->row.head, v->head.hash, v->in->user,
                          v->now);
    if (st == STORE_OK && v->publishes)
        st = write_publication(v);
    if (st == STORE_OK && v->moves)
        st = write_move(v);
    return st;
}

/* The same text, and readers see it already or are not to. */
static bool changes_nothing(const struct save *v)
{
    if (!v->same || v->moves || v->in->action == STORY_SUBMIT)
        return false;
    if (v->publishes)
        return v->pub.kind == EDIT_MINOR && v->pub.live_from <= v->now &&
               v->story.live == v->story.head;
    return strcmp(v->row.slug, v->story.slug) == 0 && v->row.slug_auto == v->head.slug_auto &&
           v->row.kind == v->story.kind;
}

static enum store_status save(struct save *v)
{
    size_t before = v->why->n;
    enum store_status st = load(v);
    if (st == STORE_OK)
        st = plan(v);
    if (st != STORE_OK)
        return st;
    if (v->why->n > before)
        return STORE_REFUSED;
    if (!changes_nothing(v))
        st = write_all(v);
    if (st == STORE_OK) {
        v->out->story_id = v->row.id;
        v->out->number = v->row.head;
        v->out->unchanged = v->same;
        st = story_row(v->s, v->a, v->out->story_id, v->now, &v->out->story);
    }
    return st;
}

enum store_status story_save(struct store *s, struct arena *a, const struct story_save *in,
                             int64_t now, struct story_saved *out, struct problems *why)
{
    *out = (struct story_saved){0};
    struct save v = {.s = s, .a = a, .in = in, .now = now, .why = why, .out = out};
    bool publish = in->action == STORY_PUBLISH;
    enum store_status st = draft_prepare(s, a, in->kind, publish, &in->text, &v.draft, why);
    if (st != STORE_OK)
        return st;
    st = db_begin(s, SCOPE_SITE);
    if (st != STORE_OK)
        return st;
    return db_end(s, save(&v));
}
