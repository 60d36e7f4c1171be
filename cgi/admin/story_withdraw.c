/* story_withdraw.c: a story is taken from readers, and comes back as it was.
 * /admin/story/{id}/withdraw, …/restore, …/take-back */
#include "story_form.h"

#include "lib/text.h"

void story_withdraw_post(struct app *app, struct req *req, struct res *res)
{
    const char *reason = text_line(req->arena, req_form(req, "reason"));
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;
    int64_t live_from = 0;
    enum store_status st = STORE_REFUSED;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_WITHDRAW, &f))
        return;
    if (*reason == '\0')
        problem_say(&why, "reason", WORD("Tell readers why the story is withdrawn."), NULL);
    if (*req_form(req, "confirm") == '\0')
        problem_say(&why, "confirm",
                    WORD("Tick the box to confirm that readers will no longer see it."), NULL);
    text_to_int(req_form(req, "live_from"), DATELINE_MIN, DATELINE_MAX, &live_from);
    if (why.n == 0)
        st = story_withdraw(app->store, f.story.id, live_from, reason, &by, req->now, &why);
    story_form_done(app, req, res, st, &why, "withdrawn");
}

void story_restore_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;
    int64_t number = 0, withdrawn_at = 0;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_WITHDRAW, &f))
        return;
    text_to_int(req_form(req, "number"), 1, INT32_MAX, &number);
    text_to_int(req_form(req, "withdrawn_at"), DATELINE_MIN, DATELINE_MAX, &withdrawn_at);
    enum store_status st = story_restore(app->store, f.story.id, (int)number, req_form(req, "hash"),
                                         withdrawn_at, &by, req->now, &why);
    story_form_done(app, req, res, st, &why, "restored");
}

void story_take_back_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;
    int64_t live_from = 0;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_WITHDRAW, &f))
        return;
    text_to_int(req_form(req, "live_from"), DATELINE_MIN, DATELINE_MAX, &live_from);
    enum store_status st = story_take_back(app->store, f.story.id, live_from, &by, req->now, &why);
    story_form_done(app, req, res, st, &why, "taken-back");
}
