/* sections.c: the sections in their order, and one more. /admin/sections */
#include "names.h"

#include "lib/text.h"

#include <string.h>

void sections_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    names_show(app, req, res, GROUP_SECTION, &why);
}

/* A name that another section has is refused, for readers would see two
 * that look alike. */
static enum store_status sections_add(struct app *app, struct req *req, const struct actor *by,
                                      struct problems *why)
{
    const char *name = text_line(req->arena, req_form(req, "name"));
    struct group there;
    enum store_status st =
        *name ? group_find_name(app->store, req->arena, GROUP_SECTION, name, &there)
              : STORE_MISSING;

    if (st == STORE_OK) {
        problem_say(why, "name", "There is already one with this name.", NULL);
        return STORE_REFUSED;
    }
    return st == STORE_MISSING
               ? group_put(app->store, GROUP_SECTION, NULL, name, "", by->user, req->now, NULL, why)
               : st;
}

void sections_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    const char *what = req_form(req, "do"), *code = "section-moved";
    enum store_status st;

    if (strcmp(what, "up") == 0 || strcmp(what, "down") == 0) {
        st = section_move(app->store, req_form(req, "section"), strcmp(what, "up") == 0, &by,
                          req->now);
    } else {
        code = "section-added";
        st = sections_add(app, req, &by, &why);
    }
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "/admin/sections?saved=%s", code));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    names_show(app, req, res, GROUP_SECTION, &why);
}
