/* story_panel.c: the column beside the story form: state, what saving does, times, taking away. */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

/* The line below the headline as readers would see it: the words of reader/story.tpl. */
static void show_line(struct page *p, struct tpl_dict *d, const char *slot, int64_t published_at,
                      int64_t updated_at)
{
    page_line(p, tpl_include(d, slot, "admin/readers_line.tpl"), published_at, updated_at);
}

static void show_state(struct page *p, struct tpl_dict *d, const struct story *s)
{
    struct tpl_dict *badge = tpl_add(d, "STATE");

    tpl_set(badge, "STATE_NAME", s->id ? story_state_name(s->state) : "new");
    tpl_set(badge, "STATE_LABEL", s->id ? admin_state_label(s->state) : "Not saved yet");
    if (s->state == STORY_SCHEDULED)
        tpl_set_if(badge, "STATE_AT", admin_when(p->app, p->req, s->published_at));
    if (s->live && s->staged) {
        badge = tpl_add(d, "STATE");
        tpl_set(badge, "STATE_NAME", "staged");
        tpl_set(badge, "STATE_LABEL", "Staged");
        tpl_set_if(badge, "STATE_AT", admin_when(p->app, p->req, s->staged_at));
    }
}

static void show_facts(struct page *p, struct tpl_dict *d, const struct story *s)
{
    if (s->id == 0)
        return;
    d = tpl_add(d, "FACTS");
    tpl_set_if(d, "CREATED", admin_when(p->app, p->req, s->created_at));
    tpl_set_if(d, "PUBLISHED", admin_when(p->app, p->req, s->published_at));
    tpl_set_if(d, "UPDATED", admin_when(p->app, p->req, s->updated_at));
    tpl_set_if(d, "EDITED", admin_when(p->app, p->req, s->edited_at));
    tpl_set_int(d, "REVISION", s->head);
    if (s->live && s->live != s->head) {
        struct tpl_dict *behind = tpl_add(d, "BEHIND");
        tpl_set_int(behind, "LIVE_REVISION", s->live);
    }
}

/* ---- Saving a story that is not live yet --------------------------------------------------- */

static void show_drafting(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field dated = {
        .name = "published_at",
        .label = "Publication time",
        .help = "Only to date it back. Leave it empty to publish with the time of this moment.",
        .form = "story",
    };
    static const struct datetime_field schedule = {
        .name = "schedule_at",
        .label = "Goes live at",
        .form = "story",
    };

    d = tpl_add(d, "DRAFTING");
    if (f->story.state != STORY_SCHEDULED)
        tpl_show(d, f->story.state == STORY_IN_REVIEW ? "REVIEWING" : "MAY_SUBMIT");
    if (!admin_may_publish(p->req)) {
        tpl_show(d, "EDITORS_PUBLISH");
        return;
    }
    d = tpl_add(d, "MAY_PUBLISH");
    datetime_show(p, d, "PUBLISHED_FIELD", &dated, &f->typed, &f->why);
    datetime_show(p, d, "SCHEDULE_FIELD", &schedule, &f->typed, &f->why);
    tpl_show(d, f->story.state == STORY_SCHEDULED ? "IS_SCHEDULED" : "NOT_SCHEDULED");
}

/* ---- Saving a live story ------------------------------------------------------------------- */

/* When the typed update would be dated: as typed, else when it goes live, else now. A time that
 * cannot be read shows as now; the problem stands beside its field. */
static int64_t update_time(struct page *p, const struct story_form *f)
{
    struct problems quiet = {.arena = p->req->arena};
    int64_t at = 0, live_at = 0;

    datetime_read(p->app, &f->typed, "go_live_at", &live_at, &quiet);
    if (live_at < p->req->now)
        live_at = p->req->now;
    if (strcmp(admin_field(&f->typed, "updated_at"), admin_field(&f->typed, "updated_at_shown")) ==
            0 ||
        !datetime_read(p->app, &f->typed, "updated_at", &at, &quiet) || at == 0)
        return live_at;
    return at;
}

static void show_edit_choice(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field updated = {
        .name = "updated_at",
        .label = "Updated",
        .help = "Left as it is, it is the moment in which you publish.",
        .form = "story",
    };
    const struct story *s = &f->story;
    enum edit_kind edit = edit_kind_find(admin_field(&f->typed, "edit"));
    struct problems quiet = {.arena = p->req->arena};
    int64_t live_at = 0;

    tpl_show(d, edit == EDIT_UPDATE       ? "EDIT_IS_UPDATE"
                : edit == EDIT_CORRECTION ? "EDIT_IS_CORRECTION"
                                          : "EDIT_IS_MINOR");
    datetime_read(p->app, &f->typed, "go_live_at", &live_at, &quiet);
    show_line(p, d, "MINOR_LINE", s->published_at, s->updated_at);
    show_line(p, d, "UPDATE_LINE", s->published_at, update_time(p, f));
    show_line(p, d, "CORRECTION_LINE", s->published_at,
              live_at > p->req->now ? live_at : p->req->now);
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

static void show_live(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field go_live = {
        .name = "go_live_at",
        .label = "Go live at",
        .help = "Leave it empty to publish at once. Until then readers see the text they see now.",
        .form = "story",
    };

    d = tpl_add(d, "LIVE");
    if (f->story.staged) {
        struct tpl_dict *staged = tpl_add(d, "STAGED");
        tpl_set_int(staged, "STAGED_REVISION", f->story.staged);
        tpl_set(staged, "STAGED_AT", admin_when(p->app, p->req, f->story.staged_at));
    }
    show_edit_choice(p, d, f);
    datetime_show(p, d, "GO_LIVE_FIELD", &go_live, &f->typed, &f->why);
    if (*admin_field(&f->typed, "go_live_at"))
        tpl_show(d, "GO_LIVE_OPEN");
}

/* ---- What acts at once --------------------------------------------------------------------- */

/* A form of its own has problems of its own: those of the story form have other names. */
static void show_times(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    static const struct datetime_field updated = {.name = "set_updated_at",
                                                  .label = "Updated",
                                                  .help = "Not before publication, not later "
                                                          "than now."};
    static const struct datetime_field published = {
        .name = "set_published_at", .label = "Published", .help = "The address stays as it is."};
    const struct story *s = &f->story;
    struct fields typed = f->typed;

    if (!fields_get(&typed, "set_updated_at"))
        datetime_put(p->app, p->req->arena, &typed, "set_updated_at", s->updated_at);
    if (!fields_get(&typed, "set_published_at"))
        datetime_put(p->app, p->req->arena, &typed, "set_published_at", s->published_at);
    d = tpl_add(d, "TIMES");
    if (s->state == STORY_LIVE) {
        struct tpl_dict *u = tpl_add(d, "TIMES_UPDATED");
        datetime_show(p, u, "SET_UPDATED_FIELD", &updated, &typed, &f->why);
        if (s->updated_at)
            tpl_show(u, "HAS_UPDATED");
    }
    datetime_show(p, d, "SET_PUBLISHED_FIELD", &published, &typed, &f->why);
}

static void show_lead(struct page *p, struct tpl_dict *d, const struct story *s)
{
    int64_t lead = 0;
    bool leads =
        text_to_int(app_setting(p->app, SETTING_LEAD_STORY), 1, INT64_MAX, &lead) && lead == s->id;

    if (s->kind == STORY_PAGE)
        return;
    d = tpl_add(d, "LEAD");
    tpl_show(d, leads ? "IS_LEAD" : "IS_NOT_LEAD");
}

static void show_withdraw(struct tpl_dict *d, const struct story_form *f)
{
    const char *problem = problem_of(&f->why, "reason");

    d = tpl_add(d, "WITHDRAW");
    tpl_set(d, "REASON", admin_field(&f->typed, "reason"));
    tpl_set_if(d, "REASON_PROBLEM", problem);
    tpl_set_if(d, "CONFIRM_PROBLEM", problem_of(&f->why, "confirm"));
    if (problem || problem_of(&f->why, "confirm"))
        tpl_show(d, "WITHDRAW_OPEN");
}

static void show_acts(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    const struct story *s = &f->story;
    bool waits = s->state == STORY_SCHEDULED || s->state == STORY_IN_REVIEW || s->staged;

    if (s->id == 0)
        return;
    if (waits && admin_may_publish(p->req)) {
        struct tpl_dict *u = tpl_add(d, "UNSCHEDULE");
        tpl_show(u, s->live                       ? "UNSTAGE"
                    : s->state == STORY_SCHEDULED ? "TO_DRAFT"
                                                  : "BACK_TO_DRAFT");
    }
    if (!admin_may_publish(p->req))
        return;
    if (s->state == STORY_LIVE) {
        show_lead(p, d, s);
        show_times(p, d, f);
        show_withdraw(d, f);
    }
    if (s->state == STORY_WITHDRAWN) {
        struct tpl_dict *w = tpl_add(d, "WITHDRAWN");
        tpl_set(w, "WITHDRAWN_AT", admin_when(p->app, p->req, s->withdrawn_at));
        tpl_set(w, "WITHDRAWN_REASON", s->withdrawn_reason);
    }
}

void story_panel_show(struct page *p, const struct story_form *f)
{
    struct tpl_dict *d = tpl_include(p->main, "PANEL", "admin/story_panel.tpl");
    const struct story *s = &f->story;

    tpl_set(d, "STORY", arena_printf(p->req->arena, "/admin/story/%lld", (long long)s->id));
    show_state(p, d, s);
    if (s->state == STORY_LIVE && !admin_may_publish(p->req))
        tpl_show(d, "ONLY_EDITORS");
    else if (s->state == STORY_LIVE)
        show_live(p, d, f);
    else if (s->state == STORY_WITHDRAWN)
        tpl_show(d, "ONLY_KEEP");
    else
        show_drafting(p, d, f);
    show_facts(p, d, s);
    show_acts(p, d, f);
}
