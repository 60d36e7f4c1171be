/* story_noted.c: the story as it will look, with the notes on it. /admin/story/{id}/notes */
#include "story_form.h"

#include "cgi/reader/noted.h"
#include "lib/text.h"

#include <string.h>

/* The text that is written on now, and what is said of it. False: res is an answer. */
static bool noted_load(struct app *app, struct req *req, struct res *res, struct story_view *view,
                       struct noted *n)
{
    struct arena *a = req->arena;
    struct story_form f;
    int64_t id = story_form_id(req);
    if (!story_form_open(app, req, res, id, ACT_NOTE, &f))
        return false;
    enum store_status st = story_get(app->store, a, id, story_newest(&f.story), req->now, view);
    if (st == STORE_OK)
        st = note_list(app->store, a, id, 0, &n->notes);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return false;
    }
    n->parts = story_parts_of(a, &view->revision);
    n->action = f.story.state == STORY_BINNED ? NULL : req->path;
    n->proof_name = "csrf";
    n->proof = req->csrf;
    n->resolves = true;
    n->keeping =
        (struct noted_keeping){.key = arena_printf(a, "dateline.keep.%" PRId64 ".%" PRId64 ".notes",
                                                   req->session->user.id, id),
                               .sent = *req_query(req, "sent") != '\0'};
    if (admin_may(req, ACT_WRITE, &f.story))
        n->back = arena_printf(a, "/admin/story/%" PRId64, id);
    return true;
}

void story_noted_get(struct app *app, struct req *req, struct res *res)
{
    struct story_view view;
    struct noted n = {0};
    if (noted_load(app, req, res, &view, &n))
        story_preview(app, req, res, &view, &n);
}

/* With what was typed, and why it was not taken. field: that it is about, or NULL. */
static void noted_again(struct app *app, struct req *req, struct res *res, struct story_view *view,
                        struct noted *n, const char *problem, const char *field)
{
    const struct story_part *part = story_part_find(&n->parts, req_form(req, "p"));
    text_to_int(req_form(req, "thread"), 1, INT64_MAX, &n->thread_id);
    n->words = req_form(req, "note_words");
    n->place = part ? part->id : "";
    n->problem = problem;
    n->problem_field = field;
    story_preview(app, req, res, view, n);
}

void story_noted_resume(struct app *app, struct req *req, struct res *res, const char *message)
{
    struct story_view view;
    struct noted n = {0};
    if (noted_load(app, req, res, &view, &n))
        noted_again(app, req, res, &view, &n, app_word(app, message), NULL);
}

/* ---- Taking one ------------------------------------------------------------------------------ */

void story_noted_post(struct app *app, struct req *req, struct res *res)
{
    struct arena *a = req->arena;
    struct problems why = {.arena = a};
    struct story_view view;
    struct noted n = {0};
    const char *does = req_form(req, "do");
    if (!noted_load(app, req, res, &view, &n))
        return;
    struct note_press press = {.story_id = view.story.id,
                               .words = req_form(req, "note_words"),
                               .part = story_part_find(&n.parts, req_form(req, "p")),
                               .does = strcmp(does, "resolve") == 0  ? NOTE_RESOLVE
                                       : strcmp(does, "reopen") == 0 ? NOTE_REOPEN
                                                                     : NOTE_SAY};
    int64_t id = 0;
    text_to_int(req_form(req, "thread"), 1, INT64_MAX, &press.thread_id);
    enum store_status st = story_note_take(app, req, &press, &id, &why);
    if (st == STORE_OK) {
        res_redirect(res, 303,
                     arena_printf(a, "%s?sent=note%s", req->path,
                                  id ? arena_printf(a, "#note-%" PRId64, id) : ""));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    page_translate(app, &why);
    res->status = admin_status(st);
    noted_again(app, req, res, &view, &n, why.v[0].text, *why.v[0].field ? why.v[0].field : NULL);
}
