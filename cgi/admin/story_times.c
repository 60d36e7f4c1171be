/* story_times.c: Published and Updated by hand. /admin/story/{id}/times
 *
 * Each is put in the place of the one that the page showed, and of no other. */
#include "story_form.h"

#include "lib/text.h"

#include <string.h>

/* One of the two times. */
struct times_field {
    const char *name, *shown; /* of its fields: what is typed, and what the page showed */
    const char *problem;      /* what the store calls it */
    bool updated;             /* else Published */
};
static const struct times_field times_updated = {"set_updated_at", "updated_shown", "updated_at",
                                                 true};
static const struct times_field times_published = {"set_published_at", "published_shown",
                                                   "published_at", false};

/* Renames a problem of the store to the field of the small form. */
static void times_rename_problems(struct problems *why, const struct times_field *t)
{
    for (size_t i = 0; i < why->n; i++)
        if (strcmp(why->v[i].field, t->problem) == 0)
            why->v[i].field = t->name;
}

static const char *times_say(struct app *app, struct req *req, int64_t at)
{
    return at ? admin_when(app, req, at) : app_word(app, WORD("no time"));
}

/* Somebody else was here: what is there now, what the page showed, and what was typed. */
static void times_say_conflict(struct app *app, struct req *req, const struct times_field *t,
                               int64_t id, int64_t shown, int64_t typed, struct problems *why)
{
    struct story_view v;
    if (story_get(app->store, req->arena, id, 0, req->now, &v) != STORE_OK)
        return;
    problem_say(why, t->name,
                t->updated
                    ? WORD("Updated is another since you opened this page: it was %SHOWN%, and is "
                           "%NOW% now. You gave %TYPED%. Nothing was changed.")
                    : WORD("Published is another since you opened this page: it was %SHOWN%, and "
                           "is %NOW% now. You gave %TYPED%. Nothing was changed."),
                "SHOWN", times_say(app, req, shown), "NOW",
                times_say(app, req, t->updated ? v.story.updated_at : v.story.published_at),
                "TYPED", times_say(app, req, typed), NULL);
}

static enum store_status times_set(struct app *app, struct req *req, const struct times_field *t,
                                   int64_t id, int64_t at, struct problems *why)
{
    struct actor by = admin_actor(req);
    int64_t shown = 0;
    text_to_int(req_form(req, t->shown), DATELINE_MIN, DATELINE_MAX, &shown);
    /* Left alone, the field means the exact instant that was shown. */
    if (at && datetime_is(app, &req->form, t->name, shown))
        at = shown;
    enum store_status st = t->updated
                               ? story_set_updated(app->store, id, at, shown, &by, req->now, why)
                               : story_set_published(app->store, id, at, shown, &by, req->now, why);
    if (st == STORE_CONFLICT)
        times_say_conflict(app, req, t, id, shown, at, why);
    times_rename_problems(why, t);
    return st;
}

/* The time in its field. */
static enum store_status times_set_typed(struct app *app, struct req *req,
                                         const struct times_field *t, int64_t id,
                                         struct problems *why)
{
    int64_t at = 0;
    if (!datetime_read(app, &req->form, t->name, &at, why))
        return STORE_REFUSED;
    if (at == 0) {
        problem_say(why, t->name,
                    t->updated ? WORD("Give a date and time, or use Clear.")
                               : WORD("Give a date and time."),
                    NULL);
        return STORE_REFUSED;
    }
    return times_set(app, req, t, id, at, why);
}

void story_times_post(struct app *app, struct req *req, struct res *res)
{
    const char *what = req_form(req, "do");
    struct problems why = {.arena = req->arena};
    struct story_form f;
    enum store_status st;
    if (!story_form_open(app, req, res, story_form_id(req), ACT_TIMES, &f))
        return;
    if (strcmp(what, "published") == 0) {
        st = times_set_typed(app, req, &times_published, f.story.id, &why);
        story_form_done(app, req, res, st, &why, "published-set");
        return;
    }
    bool clear = strcmp(what, "clear") == 0;
    st = clear ? times_set(app, req, &times_updated, f.story.id, 0, &why)
               : times_set_typed(app, req, &times_updated, f.story.id, &why);
    story_form_done(app, req, res, st, &why, clear ? "updated-cleared" : "updated-set");
}
