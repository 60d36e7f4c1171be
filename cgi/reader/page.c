/* page.c: /{page}: "/about" is a page; "/city" is a section that lacks its slash. */
#include "reader.h"

void page_get(struct app *app, struct req *req, struct res *res)
{
    struct story_view view;
    struct group g;

    if (group_find(app->store, req->arena, GROUP_SECTION, req_param(req, "page"), &g) == STORE_OK)
        res_moved(res, req, arena_printf(req->arena, "/%s/", g.slug));
    else if (story_find(app, req, res, req->path, "", &view))
        story_answer(app, req, res, &view);
}
