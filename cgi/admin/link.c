/* link.c: signing in by a one-time link. /admin/link?token=
 *
 * Looking does not use it up: mail programs open links to scan them. Nor does pressing twice: the
 * browser that used it is given the same session again for a few minutes. */
#include "admin_private.h"

#include "cgi/http/session.h"

static void link_show(struct app *app, struct req *req, struct res *res, const struct user *u)
{
    session_prepare_form(req, res);
    struct page p = page_start_admin(app, req, res, "admin/link.tpl", app_word(app, "Sign in"));
    if (u) {
        struct tpl_dict *d = tpl_add(p.main, "GOOD");
        tpl_set(d, "NAME", u->name);
        tpl_set(d, "TOKEN",
                req->method == METHOD_POST ? req_form(req, "token") : req_query(req, "token"));
    } else {
        tpl_show(p.main, "USED_UP");
    }
    page_finish(&p);
}

void link_get(struct app *app, struct req *req, struct res *res)
{
    struct user user;
    enum store_status st =
        login_link_peek(app->store, req->arena, req_query(req, "token"), req->now, &user);

    if (st != STORE_OK && st != STORE_MISSING) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    res->status = st == STORE_OK ? 200 : 410;
    link_show(app, req, res, st == STORE_OK ? &user : NULL);
}

void link_post(struct app *app, struct req *req, struct res *res)
{
    bool step = false;
    enum store_status st =
        session_begin_by_link(app->store, req, res, req_form(req, "token"), &step);

    if (st == STORE_OK) {
        res_redirect(res, 303, step ? "/admin/login/code" : "/admin/");
        return;
    }
    if (st == STORE_MISSING) {
        res->status = 410;
        link_show(app, req, res, NULL);
        return;
    }
    page_store_error(app, req, res, st, app->store);
}
