/* story_lead.c: the story that leads the front page. /admin/story/{id}/lead */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

void story_lead_post(struct app *app, struct req *req, struct res *res)
{
    bool off = strcmp(req_form(req, "do"), "off") == 0;
    struct problems why = {.arena = req->arena};
    int64_t shown = 0;
    struct actor by = admin_actor(req);
    struct story_form f;

    if (!story_form_open(app, req, res, story_form_id(req), ACT_LEAD, &f))
        return;
    text_to_int(req_form(req, "lead_shown"), 1, INT64_MAX, &shown);
    enum store_status st = story_set_lead(app->store, f.story.id, !off, shown, &by, req->now, &why);
    story_form_done(app, req, res, st, &why, off ? "lead-off" : "lead");
}
