/* people.c: who may sign in, and one more of them. /admin/people */
#include "admin_private.h"

#include "db/user.h"
#include "lib/text.h"

#include <string.h>

static bool people_is_field(const char *name)
{
    return strcmp(name, "login") == 0 || strcmp(name, "name") == 0 || strcmp(name, "role") == 0;
}

void admin_roles_show(struct page *p, struct tpl_dict *d, enum role chosen)
{
    for (enum role r = ROLE_CONTRIBUTOR; r < ROLE_MAX; r++) {
        struct tpl_dict *one = tpl_add(d, "ROLE_OPTION");
        tpl_set(one, "OPTION_VALUE", role_name(r));
        tpl_set(one, "OPTION_LABEL", app_word(p->app, admin_role_label(r)));
        if (r == chosen)
            tpl_show(one, "OPTION_CHOSEN");
    }
}

static void people_show_row(struct page *p, const struct user *u)
{
    struct tpl_dict *d = tpl_add(p->main, "ROW");

    tpl_set(d, "PERSON_HREF", arena_printf(p->req->arena, "/admin/person/%" PRId64, u->id));
    tpl_set(d, "NAME", u->name);
    tpl_set(d, "LOGIN", u->login);
    tpl_set(d, "ROLE", app_word(p->app, admin_role_label(u->role)));
    if (u->disabled)
        tpl_show(d, "DISABLED");
    else if (u->seen_at == 0)
        tpl_show(d, "NEVER_SEEN");
    admin_time_if(p, d, "SEEN_IF", "SEEN", u->seen_at);
}

static void people_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct users all;
    enum store_status st = user_list(app->store, req->arena, &all);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p = page_start_admin(app, req, res, "admin/people.tpl", app_word(app, "People"));
    enum role typed = role_find(req_form(req, "role"));
    for (size_t i = 0; i < all.n; i++)
        people_show_row(&p, &all.v[i]);
    page_translate(app, why);
    admin_problems(p.main, why, people_is_field);
    tpl_set(p.main, "TYPED_LOGIN", req_form(req, "login"));
    tpl_set(p.main, "TYPED_NAME", req_form(req, "name"));
    tpl_set_if(p.main, "LOGIN_PROBLEM", problem_of(why, "login"));
    tpl_set_if(p.main, "NAME_PROBLEM", problem_of(why, "name"));
    tpl_set_if(p.main, "ROLE_PROBLEM", problem_of(why, "role"));
    admin_roles_show(&p, p.main, typed > ROLE_NONE && typed < ROLE_MAX ? typed : ROLE_AUTHOR);
    page_finish(&p);
}

void people_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    people_show(app, req, res, &why);
}

void people_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    int64_t id;
    enum store_status st =
        user_add(app->store,
                 &(struct user_new){.login = text_line(req->arena, req_form(req, "login")),
                                    .name = req_form(req, "name"),
                                    .role = role_find(req_form(req, "role"))},
                 &by, req->now, &id, &why);

    if (st == STORE_OK) {
        res_redirect(res, 303,
                     arena_printf(req->arena, "/admin/person/%" PRId64 "?saved=person-added", id));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    people_show(app, req, res, &why);
}
