/* logout.c: signing out. /admin/logout */
#include "admin.h"

#include "cgi/http/session.h"

void logout_post(struct app *app, struct req *req, struct res *res)
{
    enum store_status st = session_close(app->store, req, res);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    /* What the browser keeps by itself, or for our scripts, goes too (W3C Clear Site Data, 3.1). */
    res_header(res, "Clear-Site-Data", "\"cache\", \"storage\"");
    res_redirect(res, 303, "/admin/login?saved=signed-out");
}
