/* story_times.c: what an editor does to a story without saving a text: its times, withdrawing,
 * restoring, the schedule, the lead. */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

static int64_t story_id(const struct req *req)
{
    int64_t id = 0;

    if (!text_to_int(req_param(req, "id"), 1, INT64_MAX, &id))
        return 0;
    return id;
}

/* The story's page again, with what was typed into the small form and what is wrong with it. */
static void show_again(struct app *app, struct req *req, struct res *res,
                       const struct problems *why, enum store_status st)
{
    struct story_view view;
    struct story_form f;

    if (!story_form_open(app, req, res, story_id(req), &f, &view))
        return;
    f.why = *why;
    for (size_t i = 0; i < req->form.n; i++)
        admin_field_put(req->arena, &f.typed, req->form.v[i].name, req->form.v[i].value);
    if (f.why.n == 0)
        admin_store_problem(&f.why, st, app->store);
    res->status = admin_status(st);
    story_form_show(app, req, res, &f);
}

/* Back to the story with what happened, or the page again with what went wrong. */
static void answer(struct app *app, struct req *req, struct res *res, enum store_status st,
                   const struct problems *why, const char *code)
{
    if (st != STORE_OK) {
        show_again(app, req, res, why, st);
        return;
    }
    res_redirect(
        res, 303,
        arena_printf(req->arena, "/admin/story/%lld?saved=%s", (long long)story_id(req), code));
}

/* The story, if this editor may; else res is an answer. */
static bool open_story(struct app *app, struct req *req, struct res *res, struct story_view *view)
{
    struct story_form f;

    return story_form_open(app, req, res, story_id(req), &f, view);
}

/* Renames a problem of the store to the field of the small form. */
static void rename_problems(struct problems *why, const char *from, const char *to)
{
    for (size_t i = 0; i < why->n; i++)
        if (strcmp(why->v[i].field, from) == 0)
            why->v[i].field = to;
}

static enum store_status set_updated(struct app *app, struct req *req, struct store *w,
                                     const struct story *s, bool clear, struct problems *why)
{
    int64_t at = 0;
    enum store_status st;

    if (!clear && !datetime_read(app, &req->form, "set_updated_at", &at, why))
        return STORE_REFUSED;
    if (!clear && at == 0) {
        problem_add(why, "set_updated_at", "Give a date and time, or use Clear.");
        return STORE_REFUSED;
    }
    /* Left alone, the field means the exact instant there is. */
    if (at && datetime_is(app, &req->form, "set_updated_at", s->updated_at))
        at = s->updated_at;
    st = story_set_updated(w, s->id, at, NULL, req->now, why);
    rename_problems(why, "updated_at", "set_updated_at");
    return st;
}

static enum store_status set_published(struct app *app, struct req *req, struct store *w,
                                       const struct story *s, struct problems *why)
{
    int64_t at = 0;
    enum store_status st;

    if (!datetime_read(app, &req->form, "set_published_at", &at, why))
        return STORE_REFUSED;
    if (at == 0) {
        problem_add(why, "set_published_at", "Give a date and time.");
        return STORE_REFUSED;
    }
    if (datetime_is(app, &req->form, "set_published_at", s->published_at))
        at = s->published_at;
    st = story_set_published(w, s->id, at, NULL, req->now, why);
    rename_problems(why, "published_at", "set_published_at");
    return st;
}

void story_times_post(struct app *app, struct req *req, struct res *res)
{
    const char *what = req_form(req, "do");
    struct problems why = {.arena = req->arena};
    struct story_view view;
    enum store_status st;
    const char *code = "updated-set";

    if (!open_story(app, req, res, &view))
        return;
    if (strcmp(what, "published") == 0) {
        code = "published-set";
        st = set_published(app, req, app->store, &view.story, &why);
    } else {
        bool clear = strcmp(what, "clear") == 0;
        if (clear)
            code = "updated-cleared";
        st = set_updated(app, req, app->store, &view.story, clear, &why);
    }
    answer(app, req, res, st, &why, code);
}

void story_withdraw_post(struct app *app, struct req *req, struct res *res)
{
    const char *reason = text_line(req->arena, req_form(req, "reason"));
    struct problems why = {.arena = req->arena};
    struct story_view view;
    enum store_status st = STORE_REFUSED;

    if (!open_story(app, req, res, &view))
        return;
    if (*reason == '\0')
        problem_add(&why, "reason", "Tell readers why the story is gone.");
    if (*req_form(req, "confirm") == '\0')
        problem_add(&why, "confirm", "Tick the box to confirm that readers shall lose it.");
    if (why.n == 0)
        st = story_withdraw(app->store, view.story.id, reason, NULL, req->now, &why);
    answer(app, req, res, st, &why, "withdrawn");
}

void story_restore_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct story_view view;
    enum store_status st;

    if (!open_story(app, req, res, &view))
        return;
    st = story_restore(app->store, view.story.id, 0, "", NULL, req->now, &why);
    answer(app, req, res, st, &why, "restored");
}

void story_unschedule_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct story_view view;
    enum store_status st;

    if (!open_story(app, req, res, &view))
        return;
    st = story_unschedule(app->store, view.story.id, view.story.staged, NULL, req->now, &why);
    answer(app, req, res, st, &why, "unscheduled");
}

void story_lead_post(struct app *app, struct req *req, struct res *res)
{
    bool off = strcmp(req_form(req, "do"), "off") == 0;
    struct problems why = {.arena = req->arena};
    struct story_view view;
    enum store_status st;

    if (!open_story(app, req, res, &view))
        return;
    st = story_set_lead(app->store, off ? 0 : view.story.id, NULL, req->now);
    answer(app, req, res, st, &why, off ? "lead-off" : "lead");
}
