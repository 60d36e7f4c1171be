/* story_times.c: Published and Updated by hand. /admin/story/{id}/times */
#include "story_form.h"

#include <string.h>

/* Renames a problem of the store to the field of the small form. */
static void times_rename_problems(struct problems *why, const char *from, const char *to)
{
    for (size_t i = 0; i < why->n; i++)
        if (strcmp(why->v[i].field, from) == 0)
            why->v[i].field = to;
}

static enum store_status times_set_updated(struct app *app, struct req *req, const struct story *s,
                                           bool clear, struct problems *why)
{
    struct actor by = admin_actor(req);
    int64_t at = 0;
    if (!clear && !datetime_read(app, &req->form, "set_updated_at", &at, why))
        return STORE_REFUSED;
    if (!clear && at == 0) {
        problem_say(why, "set_updated_at", WORD("Give a date and time, or use Clear."), NULL);
        return STORE_REFUSED;
    }
    /* Left alone, the field means the exact instant there is. */
    if (at && datetime_is(app, &req->form, "set_updated_at", s->updated_at))
        at = s->updated_at;
    enum store_status st = story_set_updated(app->store, s->id, at, &by, req->now, why);
    times_rename_problems(why, "updated_at", "set_updated_at");
    return st;
}

static enum store_status times_set_published(struct app *app, struct req *req,
                                             const struct story *s, struct problems *why)
{
    struct actor by = admin_actor(req);
    int64_t at = 0;
    if (!datetime_read(app, &req->form, "set_published_at", &at, why))
        return STORE_REFUSED;
    if (at == 0) {
        problem_say(why, "set_published_at", WORD("Give a date and time."), NULL);
        return STORE_REFUSED;
    }
    if (datetime_is(app, &req->form, "set_published_at", s->published_at))
        at = s->published_at;
    enum store_status st = story_set_published(app->store, s->id, at, &by, req->now, why);
    times_rename_problems(why, "published_at", "set_published_at");
    return st;
}

void story_times_post(struct app *app, struct req *req, struct res *res)
{
    const char *what = req_form(req, "do");
    struct problems why = {.arena = req->arena};
    struct story_form f;
    if (!story_form_open(app, req, res, story_form_id(req), ACT_TIMES, &f))
        return;
    if (strcmp(what, "published") == 0) {
        enum store_status st = times_set_published(app, req, &f.story, &why);
        story_form_done(app, req, res, st, &why, "published-set");
        return;
    }
    bool clear = strcmp(what, "clear") == 0;
    enum store_status st = times_set_updated(app, req, &f.story, clear, &why);
    story_form_done(app, req, res, st, &why, clear ? "updated-cleared" : "updated-set");
}
