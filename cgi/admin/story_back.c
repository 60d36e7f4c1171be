/* story_back.c: off the schedule, a draft discarded, into the bin and out of it.
 * /admin/story/{id}/unschedule, …/discard, …/bin */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

#define BACK_UNNAMED (-1) /* no revision has that number */

/* The revision that the small form names; 0: none. */
static int back_number(const struct req *req)
{
    int64_t number = 0;
    return text_to_int(req_form(req, "number"), 0, INT32_MAX, &number) ? (int)number : 0;
}

void story_unschedule_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_PUBLISH, &f))
        return;
    int64_t waits_at = 0;
    text_to_int(req_form(req, "waits_at"), DATELINE_MIN, DATELINE_MAX, &waits_at);
    enum store_status st =
        story_unschedule(app->store, f.story.id, back_number(req), waits_at, &by, req->now, &why);
    story_form_done(app, req, res, st, &why, "unscheduled");
}

void story_discard_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_WRITE, &f))
        return;
    enum store_status st =
        story_discard_draft(app->store, f.story.id, back_number(req), &by, req->now, &why);
    story_form_done(app, req, res, st, &why, "discarded");
}

void story_bin_post(struct app *app, struct req *req, struct res *res)
{
    bool out = strcmp(req_form(req, "do"), "out") == 0;
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct story_form f;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_BIN, &f))
        return;
    int shown = back_number(req);
    enum store_status st =
        out ? story_unbin(app->store, f.story.id, &by, req->now, &why)
            : story_bin(app->store, f.story.id, shown ? shown : BACK_UNNAMED, &by, req->now, &why);
    story_form_done(app, req, res, st, &why, out ? "unbinned" : "binned");
}
