/* sections.c: the sections in their order, and one more. /admin/sections */
#include "names.h"

#include "lib/text.h"

#include <string.h>

void sections_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    names_show(app, req, res, GROUP_SECTION, &why);
}

void sections_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    const char *what = req_form(req, "do"), *code = "section-moved";
    enum store_status st;

    if (strcmp(what, "up") == 0 || strcmp(what, "down") == 0) {
        bool up = strcmp(what, "up") == 0;
        st = section_move(app->store, req_form(req, "section"), up,
                          fields_get(&req->form, up ? "above" : "below"), &by, req->now);
        if (st == STORE_CONFLICT)
            problem_say(&why, "",
                        WORD("The sections stand in another order by now: it is below. Nothing was "
                             "moved."),
                        NULL);
    } else {
        code = "section-added";
        const struct group added = {.name = req_form(req, "name")};
        st = section_add(app->store, &added, &by, req->now, &why);
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
