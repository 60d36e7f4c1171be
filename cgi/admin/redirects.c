/* redirects.c: addresses that lead elsewhere, and those that readers ask for in vain. /admin/redirects */
#include "names.h"

#include "db/redirect_rule.h"
#include "lib/text.h"

#include <string.h>

#define MISSED_SHOWN 100

static bool redirects_is_field(const char *name)
{
    return strcmp(name, "path") == 0 || strcmp(name, "target") == 0;
}

static void redirects_show_rules(struct page *p, const struct redirect_rules *rules)
{
    if (rules->n > 0)
        tpl_show(p->main, "RULES_IF");
    else
        tpl_show(p->main, "NO_RULES");
    for (size_t i = 0; i < rules->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "RULE");
        tpl_set(d, "RULE_PATH", rules->v[i].path);
        tpl_set(d, "RULE_TARGET", rules->v[i].target);
        tpl_set_int(d, "RULE_NUMBER", (int64_t)i);
        tpl_set_if(d, "RULE_BY", rules->v[i].created_by);
        admin_time(p, d, "RULE_AT", rules->v[i].created_at);
    }
}

static void redirects_show_missed(struct page *p, const struct missed_paths *missed)
{
    tpl_show(p->main, missed->n > 0 ? "MISSED_IF" : "NO_MISSED");
    for (size_t i = 0; i < missed->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "MISSED");
        struct buf b;
        buf_init(&b, 4096);
        buf_add_urlencoded(&b, missed->v[i].path, strlen(missed->v[i].path));
        tpl_set(d, "MISSED_PATH", missed->v[i].path);
        tpl_set(d, "LEAD_HREF",
                arena_printf(p->req->arena, "/admin/redirects?path=%s#path", b.p ? b.p : ""));
        tpl_set_int(d, "MISSED_N", missed->v[i].n);
        tpl_set(d, "MISSED_DAY", missed->v[i].last_day);
        buf_free(&b);
    }
}

static void redirects_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct redirect_rules rules;
    struct missed_paths missed;
    enum store_status st = redirect_rule_list(app->store, req->arena, &rules);

    if (st == STORE_OK)
        st = missed_list(app->store, req->arena, MISSED_SHOWN, &missed);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/redirects.tpl", app_word(app, "Addresses"));
    page_sheet(&p, "css/names.css");
    names_show_kinds(&p, "/admin/redirects");
    const char *path = req_form(req, "path");
    tpl_set(p.main, "TYPED_PATH", *path ? path : req_query(req, "path"));
    tpl_set(p.main, "TYPED_TARGET", req_form(req, "target"));
    redirects_show_rules(&p, &rules);
    redirects_show_missed(&p, &missed);
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, redirects_is_field);
    tpl_set_if(p.main, "PATH_PROBLEM", problem_of(why, "path"));
    tpl_set_if(p.main, "TARGET_PROBLEM", problem_of(why, "target"));
    page_finish(&p);
}

void redirects_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    redirects_show(app, req, res, &why);
}

/* Each as often as it was shown: "7 /old/address". */
static enum store_status redirects_forget(struct app *app, struct req *req, const struct actor *by)
{
    const struct fields *form = &req->form;
    struct missed_paths shown = {.v = arena_array(req->arena, form->n + 1, sizeof *shown.v)};

    for (size_t i = 0; i < form->n; i++) {
        const char *path = strchr(form->v[i].value, ' ');
        struct missed_path *one = &shown.v[shown.n];
        if (strcmp(form->v[i].name, "missed") != 0 || !path)
            continue;
        *one = (struct missed_path){.path = path + 1};
        shown.n +=
            text_to_int(arena_dupn(req->arena, form->v[i].value, (size_t)(path - form->v[i].value)),
                        1, INT64_MAX, &one->n);
    }
    return missed_forget(app->store, shown.n ? &shown : NULL, by, req->now);
}

void redirects_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    const char *what = req_form(req, "do"), *code = "redirect-added";
    enum store_status st;

    if (strcmp(what, "remove") == 0) {
        code = "redirect-removed";
        st = redirect_rule_remove(app->store, req->arena, req_form(req, "rule"),
                                  fields_get(&req->form, "was_target"), &by, req->now, &why);
        st = st == STORE_MISSING ? STORE_OK : st; /* it is gone, whoever did it */
    } else if (strcmp(what, "forget") == 0) {
        code = "missed-forgotten";
        st = redirects_forget(app, req, &by);
    } else {
        st = redirect_rule_add(app->store, req->arena, req_form(req, "path"),
                               req_form(req, "target"), &by, req->now, &why);
    }
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "/admin/redirects?saved=%s", code));
        return;
    }
    if (st == STORE_EXISTS)
        problem_say(&why, "path", WORD("This address leads elsewhere already: remove that first."),
                    NULL);
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    redirects_show(app, req, res, &why);
}
