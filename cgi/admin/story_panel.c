/* story_panel.c: the column beside the story form: state, when and how it goes out, what else can be
 * done to the story. */
#include "assignments.h"
#include "story_form.h"

#include "cgi/site_nav.h"
#include "lib/text.h"

#include <string.h>

/* The line below the headline as readers would see it: the words of reader/story.tpl. */
static void panel_show_line(struct page *p, struct tpl_dict *d, const char *slot,
                            int64_t published_at, int64_t updated_at)
{
    page_line(p, tpl_include(d, slot, "admin/readers_line.tpl"), published_at, updated_at);
}

static void panel_show_badge(struct page *p, struct tpl_dict *d, const char *name,
                             const char *label, int64_t at)
{
    struct tpl_dict *badge = tpl_add(d, "STATE");
    tpl_set(badge, "STATE_NAME", name);
    tpl_set(badge, "STATE_LABEL", app_word(p->app, label));
    tpl_set_if(badge, "STATE_AT", admin_when(p->app, p->req, at));
}

static void panel_show_state(struct page *p, struct tpl_dict *d, const struct story *s)
{
    if (s->id == 0) {
        panel_show_badge(p, d, "new", WORD("Not saved yet"), 0);
        return;
    }
    panel_show_badge(p, d, story_state_name(s->state), admin_state_label(s->state),
                     s->state == STORY_SCHEDULED ? s->published_at : 0);
    if (s->live && s->staged)
        panel_show_badge(p, d, "staged", WORD("A change waits"), s->staged_at);
    if (s->draft && (s->live || s->staged))
        panel_show_badge(p, d, "draft", WORD("Draft"), 0);
}

/* What was asked for, while one writes it. */
static void panel_show_assignment(struct page *p, struct tpl_dict *d, const struct story *s)
{
    struct actor by = admin_actor(p->req);
    struct assignment as;

    if (assignment_of_story(p->app->store, p->req->arena, s->id, &as) != STORE_OK ||
        !assignment_may(&by, ACT_TAKE, &as))
        return;
    d = tpl_add(d, "ASSIGNED");
    assignment_show(p, d, &as);
    tpl_set_if(d, "ASSIGNED_NOTE", as.note);
}

static void panel_show_facts(struct page *p, struct tpl_dict *d, const struct story *s)
{
    if (s->id == 0)
        return;
    d = tpl_add(d, "FACTS");
    panel_show_assignment(p, d, s);
    admin_time_if(p, d, "CREATED_IF", "CREATED", s->created_at);
    if (s->published_at > p->req->now)
        admin_time_if(p, d, "SCHEDULED_FOR_IF", "SCHEDULED_FOR", s->published_at);
    else
        admin_time_if(p, d, "PUBLISHED_IF", "PUBLISHED", s->published_at);
    admin_time_if(p, d, "UPDATED_IF", "UPDATED", s->updated_at);
    admin_time_if(p, d, "EDITED_IF", "EDITED", s->edited_at);
}

/* ---- When and how it goes out ---------------------------------------------------------------- */

/* When the typed update would be dated: as typed, else when it goes live, else now. A time that
 * cannot be read shows as now; the problem stands beside its field. */
static int64_t panel_update_time(struct page *p, const struct story_form *f, int64_t live_at)
{
    struct problems quiet = {.arena = p->req->arena};
    int64_t at = 0;
    const char *typed = admin_field(&f->typed, "updated_at");
    if (strcmp(typed, admin_field(&f->typed, "updated_at_shown")) == 0 ||
        !datetime_read(p->app, &f->typed, "updated_at", &at, &quiet) || at == 0)
        return live_at;
    return at;
}

static void panel_show_kinds(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field updated = {
        .name = "updated_at",
        .label = WORD("Updated"),
        .help = WORD("Left as it is, it is the moment at which readers see the change."),
        .form = "story",
    };
    const struct story *s = &f->story;
    enum edit_kind edit = edit_kind_find(admin_field(&f->typed, "edit"));
    struct problems quiet = {.arena = p->req->arena};
    int64_t live_at = 0;

    d = tpl_add(d, "KINDS");
    tpl_show(d, edit == EDIT_UPDATE       ? "EDIT_IS_UPDATE"
                : edit == EDIT_CORRECTION ? "EDIT_IS_CORRECTION"
                                          : "EDIT_IS_MINOR");
    story_hint_show(p, d, f);
    story_outcome_when(p->app, p->req, f, &live_at, &quiet);
    if (live_at < p->req->now)
        live_at = p->req->now;
    panel_show_line(p, d, "MINOR_LINE", s->published_at, s->updated_at);
    panel_show_line(p, d, "UPDATE_LINE", s->published_at, panel_update_time(p, f, live_at));
    panel_show_line(p, d, "CORRECTION_LINE", s->published_at, live_at);
    datetime_show(p, d, "UPDATED_FIELD", &updated, &f->typed, &f->why);
    tpl_set(d, "UPDATED_SHOWN", admin_field(&f->typed, "updated_at_shown"));
    tpl_set(d, "NOTE", admin_field(&f->typed, "note"));
    tpl_set_if(d, "NOTE_PROBLEM", problem_of(&f->why, "note"));
    tpl_set(d, "WRONG", admin_field(&f->typed, "wrong"));
    tpl_set_if(d, "WRONG_PROBLEM", problem_of(&f->why, "wrong"));
    tpl_set(d, "RIGHT", admin_field(&f->typed, "right"));
    tpl_set_if(d, "RIGHT_PROBLEM", problem_of(&f->why, "right"));
    if (f->same_text)
        tpl_show(d, "SAME_TEXT");
}

static void panel_show_when(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field first = {
        .name = "when_at",
        .label = WORD("When"),
        .help = WORD("Empty: now. A time to come schedules it; one that has passed dates it back."),
        .form = "story",
    };
    static const struct datetime_field again = {
        .name = "when_at",
        .label = WORD("When"),
        .help = WORD("Empty: now. At a time to come, readers see the change from then on."),
        .form = "story",
    };
    struct problems quiet = {.arena = p->req->arena};
    int64_t at = 0;

    datetime_show(p, d, "WHEN_FIELD", f->story.live ? &again : &first, &f->typed, &f->why);
    if (problem_of(&f->why, "when_at"))
        tpl_show(d, "WHEN_OPEN");
    if (text_blank(admin_field(&f->typed, "when_at")))
        return;
    tpl_show(d, "WHEN_TYPED");
    if (story_outcome_when(p->app, p->req, f, &at, &quiet))
        tpl_set(d, "WHEN_SAY", admin_when(p->app, p->req, at));
}

static void panel_show_publish(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct story *story = f->story.id ? &f->story : NULL;
    if (f->story.state == STORY_IN_REVIEW)
        tpl_show(d, "REVIEWING");
    if (!admin_may(p->req, ACT_WRITE, story)) {
        tpl_show(d, "ONLY_EDITORS");
        return;
    }
    if (!admin_may(p->req, ACT_PUBLISH, story)) {
        tpl_show(d, "EDITORS_PUBLISH");
        return;
    }
    if (f->story.live)
        panel_show_kinds(p, d, f);
    if (f->story.state != STORY_WITHDRAWN)
        panel_show_when(p, tpl_add(d, "PUBLISH"), f);
    else
        tpl_show(d, "LINE_ALONE");
    story_texts_show_others(p, p->main, f);
}

/* ---- What acts at once ----------------------------------------------------------------------- *
 *
 * Each names what its page had shown, also beside a story form that was refused: f->shown is that. */

/* What a form of these was sent with is still what it showed, unless a conflict said what is there now. */
static int64_t panel_shown(const struct page *p, const struct story_form *f, const char *name,
                           int64_t now)
{
    int64_t shown = now;
    if (f->why.n > 0 && p->res->status != 409)
        text_to_int(admin_field(&f->typed, name), INT64_MIN, INT64_MAX, &shown);
    return shown;
}

/* A form of its own has problems of its own: those of the story form have other names. */
static void panel_show_times(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field updated = {
        .name = "set_updated_at",
        .label = WORD("Updated"),
        .help = WORD("Not before publication, not later than now.")};
    static const struct datetime_field published = {.name = "set_published_at",
                                                    .label = WORD("Published"),
                                                    .help = WORD("The address stays as it is.")};
    const struct story *s = &f->story;
    struct fields typed = f->typed;

    if (!fields_get(&typed, "set_updated_at"))
        datetime_put(p->app, p->req->arena, &typed, "set_updated_at", s->updated_at);
    if (!fields_get(&typed, "set_published_at"))
        datetime_put(p->app, p->req->arena, &typed, "set_published_at", s->published_at);
    d = tpl_add(d, "TIMES");
    struct tpl_dict *u = tpl_add(d, "TIMES_UPDATED");
    tpl_set_int(u, "UPDATED_INSTANT", panel_shown(p, f, "updated_shown", s->updated_at));
    tpl_set_int(d, "PUBLISHED_INSTANT", panel_shown(p, f, "published_shown", s->published_at));
    datetime_show(p, u, "SET_UPDATED_FIELD", &updated, &typed, &f->why);
    if (s->updated_at)
        tpl_show(u, "HAS_UPDATED");
    datetime_show(p, d, "SET_PUBLISHED_FIELD", &published, &typed, &f->why);
    if (problem_of(&f->why, "set_updated_at") || problem_of(&f->why, "set_published_at"))
        tpl_show(d, "TIMES_OPEN");
}

static void panel_show_lead(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct story *s = &f->story;
    int64_t leads = front_lead(&site_nav_get(p->app, p->req->now)->front, p->req->now);

    if (s->kind == STORY_PAGE)
        return;
    d = tpl_add(d, "LEAD");
    tpl_show(d, leads == s->id ? "IS_LEAD" : "IS_NOT_LEAD");
    tpl_set_int(d, "LEAD_SHOWN", panel_shown(p, f, "lead_shown", leads));
}

static void panel_show_withdraw(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const char *problem = problem_of(&f->why, "reason");
    int64_t live_from = f->shown.live == f->story.live ? f->story.live_from : 0;

    if (!f->story.draft && !f->story.staged &&
        p->req->now - f->story.published_at <= STORY_TAKE_BACK_MS)
        tpl_set_int(tpl_add(d, "TAKE_BACK"), "LIVE_FROM", live_from);
    d = tpl_add(d, "WITHDRAW");
    tpl_set_int(d, "WITHDRAWS_FROM", panel_shown(p, f, "live_from", live_from));
    tpl_set(d, "REASON", admin_field(&f->typed, "reason"));
    tpl_set_if(d, "REASON_PROBLEM", problem);
    tpl_set_if(d, "CONFIRM_PROBLEM", problem_of(&f->why, "confirm"));
    if (*admin_field(&f->typed, "reason") || problem || problem_of(&f->why, "confirm"))
        tpl_show(d, "WITHDRAW_OPEN");
}

static void panel_show_withdrawn(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct story *s = &f->story;
    d = tpl_add(d, "WITHDRAWN");
    tpl_set(d, "WITHDRAWN_AT", admin_when(p->app, p->req, s->withdrawn_at));
    tpl_set(d, "WITHDRAWN_REASON", s->withdrawn_reason);
    story_wording_show_notice(d, f);
    tpl_set_int(d, "LIVE_NUMBER", f->shown.live);
    tpl_set(d, "LIVE_HASH", f->texts.v[NAMED_LIVE].hash);
    tpl_set_int(d, "WITHDRAWN_INSTANT", f->shown.withdrawn_at);
}

static void panel_show_unschedule(struct tpl_dict *d, const struct story_form *f)
{
    const struct story *s = &f->story;
    if (!s->staged) /* one that was handed in is returned, with a note */
        return;
    d = tpl_add(d, "UNSCHEDULE");
    tpl_set_int(d, "WAITING_NUMBER", f->shown.waiting);
    tpl_set_int(d, "WAITING_INSTANT", f->shown.waiting_at);
    tpl_show(d, s->live ? "UNSTAGE" : "TO_DRAFT");
    tpl_show(d, s->draft ? "STAYS_IN_HISTORY" : "BECOMES_DRAFT");
}

static void panel_show_acts(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct story *s = &f->story;
    if (s->id == 0)
        return;
    if (admin_may(p->req, ACT_PUBLISH, s))
        panel_show_unschedule(d, f);
    if (s->draft && (s->live || s->staged) && admin_may(p->req, ACT_WRITE, s))
        tpl_set_int(tpl_add(d, "DISCARD"), "DRAFT_NUMBER", f->shown.draft);
    if ((s->state == STORY_DRAFT || s->state == STORY_IN_REVIEW) && admin_may(p->req, ACT_BIN, s))
        tpl_set_int(tpl_add(d, "BIN"), "DRAFT_NUMBER", f->shown.draft);
    if (s->state == STORY_BINNED && admin_may(p->req, ACT_BIN, s))
        tpl_show(d, "BINNED");
    if (!admin_may(p->req, ACT_WITHDRAW, s))
        return;
    if (s->state == STORY_LIVE) {
        panel_show_lead(p, d, f);
        story_wording_show(p, d, f);
        panel_show_times(p, d, f);
        panel_show_withdraw(p, d, f);
    }
    if (s->state == STORY_WITHDRAWN)
        panel_show_withdrawn(p, d, f);
}

void story_panel_show(struct page *p, const struct story_form *f)
{
    struct tpl_dict *d = tpl_include(p->main, "PANEL", "admin/story_panel.tpl");
    const struct story *s = &f->story;

    tpl_set(d, "STORY", arena_printf(p->req->arena, "/admin/story/%" PRId64, s->id));
    panel_show_state(p, d, s);
    if (s->state != STORY_BINNED && admin_may(p->req, ACT_WRITE, s->id ? s : NULL))
        story_outcome_show(p, d, f);
    if (s->state != STORY_BINNED)
        panel_show_publish(p, d, f);
    story_review_show(p, d, f);
    panel_show_facts(p, d, s);
    panel_show_acts(p, d, f);
}
