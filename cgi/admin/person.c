/* person.c: one of those who may sign in: name, role, access, links, sessions. /admin/person/{id} */
#include "admin_private.h"

#include "db/passkey.h"
#include "db/session.h"
#include "db/totp.h"
#include "db/user.h"
#include "lib/text.h"

#include <string.h>

#define DAY_MS INT64_C(86400000)

struct person_page {
    struct user user;
    struct problems why;
    const char *link; /* just made, or NULL */
    int64_t link_until;
};

static bool person_is_field(const char *name)
{
    return strcmp(name, "name") == 0 || strcmp(name, "role") == 0;
}

static void person_show_access(struct page *p, const struct person_page *s)
{
    if (s->user.disabled) {
        tpl_show(p->main, "DISABLED");
        return;
    }
    struct tpl_dict *d = tpl_add(p->main, "ENABLED");
    if (s->user.id != p->req->session->user.id)
        tpl_show(d, "MAY_DISABLE");
    if (s->link) {
        struct tpl_dict *made = tpl_add(d, "MADE");
        tpl_set(made, "LINK", s->link);
        admin_time(p, made, "UNTIL", s->link_until);
    }
}

static void person_show_sessions(struct page *p, const struct user *u)
{
    struct sessions all = {0};

    if (session_list(p->app->store, p->req->arena, u->id, p->req->now, &all) != STORE_OK)
        return;
    for (size_t i = 0; i < all.n; i++)
        admin_session_fill(p, tpl_add(p->main, "SESSION"), &all.v[i]);
    tpl_show(p->main, all.n ? "SESSIONS" : "NO_SESSION");
}

static void person_show_keys(struct page *p, const struct user *u)
{
    struct passkeys all = {0};

    if (!u->has_passkey || passkey_list(p->app->store, p->req->arena, u->id, &all) != STORE_OK)
        return;
    struct tpl_dict *keys = tpl_add(p->main, "HAS_KEYS");
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *d = tpl_add(keys, "KEY");
        tpl_set_int(d, "KEY_ID", all.v[i].id);
        tpl_set(d, "KEY_NAME", all.v[i].name);
        admin_time(p, d, "ADDED", all.v[i].created_at);
        admin_time_if(p, d, "USED_IF", "USED", all.v[i].used_at);
    }
}

static void person_show(struct app *app, struct req *req, struct res *res, struct person_page *s)
{
    const struct user *u = &s->user;
    struct page p = page_start_admin(app, req, res, "admin/person.tpl", u->name);
    page_sheet(&p, "css/account.css");
    bool typed = req->method == METHOD_POST && s->why.n > 0 && *req_form(req, "role");
    enum role chosen = typed ? role_find(admin_typed(req, "role", role_name(u->role))) : u->role;

    tpl_set(p.main, "NAME", u->name);
    tpl_set(p.main, "LOGIN", u->login);
    tpl_set(p.main, "ROLE", app_word(app, admin_role_label(u->role)));
    tpl_set(p.main, "TYPED_NAME", typed ? admin_typed(req, "name", u->name) : u->name);
    tpl_set(p.main, "WAS_NAME", admin_was(&p, "name", u->name, &s->why));
    tpl_set(p.main, "WAS_ROLE", admin_was(&p, "role", role_name(u->role), &s->why));
    tpl_set_int(p.main, "PERSON_ID", u->id);
    tpl_set(p.main, "AUDIT_HREF", arena_printf(req->arena, "/admin/audit?who=%" PRId64, u->id));
    admin_roles_show(&p, p.main, chosen);
    admin_show_message(&p);
    page_translate(app, &s->why);
    admin_problems(p.main, &s->why, person_is_field);
    tpl_set_if(p.main, "NAME_PROBLEM", problem_of(&s->why, "name"));
    tpl_set_if(p.main, "ROLE_PROBLEM", problem_of(&s->why, "role"));
    admin_time(&p, p.main, "ADDED", u->created_at);
    admin_time_if(&p, p.main, "SEEN_IF", "SEEN", u->seen_at);
    if (u->has_totp)
        tpl_show(p.main, "HAS_CODE");
    person_show_keys(&p, u);
    person_show_access(&p, s);
    person_show_sessions(&p, u);
    page_finish(&p);
}

/* False: the answer is made. */
static bool person_load(struct app *app, struct req *req, struct res *res, struct person_page *s)
{
    int64_t id = 0;

    *s = (struct person_page){.why = {.arena = req->arena}};
    text_to_int(req_param(req, "id"), 1, INT64_MAX, &id);
    enum store_status st = user_get(app->store, req->arena, id, &s->user);
    if (st == STORE_MISSING)
        page_error(app, req, res, 404, NULL);
    else if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    return st == STORE_OK;
}

void person_get(struct app *app, struct req *req, struct res *res)
{
    struct person_page s;

    if (person_load(app, req, res, &s))
        person_show(app, req, res, &s);
}

/* A link for days: somebody who is invited need not sit and wait for it. */
static enum store_status person_link(struct app *app, struct req *req, struct person_page *s)
{
    struct actor by = admin_actor(req);
    char token[TOKEN_SIZE];
    int64_t days = 1;

    text_to_int(req_form(req, "days"), 1, 7, &days);
    if (s->user.disabled) {
        problem_say(&s->why, "", "This account is disabled, and a link would lead nowhere.", NULL);
        return STORE_REFUSED;
    }
    enum store_status st =
        login_link_add(app->store, s->user.id, days * DAY_MS, by.user, req->now, token);
    if (st == STORE_OK) {
        s->link = arena_printf(req->arena, "%s/admin/link?token=%s",
                               app_setting(app, SETTING_BASE_URL), token);
        s->link_until = req->now + days * DAY_MS;
    }
    return st;
}

static enum store_status person_remove_key(struct app *app, struct req *req, struct person_page *s)
{
    struct actor by = admin_actor(req);
    int64_t id = 0;

    if (!text_to_int(req_form(req, "key"), 1, INT64_MAX, &id))
        return STORE_MISSING;
    enum store_status st = passkey_take_off(app->store, s->user.id, id, &by, req->now);
    return st == STORE_MISSING ? STORE_OK : st; /* a second arrival */
}

/* The name and the role, unless somebody else changed them since; or whether the account is open. */
static enum store_status person_change(struct app *app, struct req *req, struct person_page *s,
                                       const char *what)
{
    struct user *u = &s->user;
    struct actor by = admin_actor(req);
    enum store_status st = user_get(app->store, req->arena, u->id, u);

    if (st != STORE_OK)
        return st;
    struct user_change to = {u->name, u->role, u->disabled};
    if (strcmp(what, "disable") == 0 || strcmp(what, "enable") == 0) {
        to.disabled = strcmp(what, "disable") == 0;
    } else {
        bool over = admin_typed_over(req, "name", u->name, &s->why);
        if (admin_typed_over(req, "role", role_name(u->role), &s->why) || over)
            return STORE_CONFLICT;
        to.name = admin_typed(req, "name", u->name);
        to.role = role_find(admin_typed(req, "role", role_name(u->role)));
    }
    return user_change(app->store, u->id, &to, &by, req->now, &s->why);
}

/* What each button does. → the code of its message, or NULL: the page is shown at once */
static const char *person_do(struct app *app, struct req *req, struct person_page *s,
                             enum store_status *st)
{
    const struct user *u = &s->user;
    const char *what = req_form(req, "do");
    struct actor by = admin_actor(req);

    if (strcmp(what, "link") == 0) {
        *st = person_link(app, req, s);
        return NULL;
    }
    if (strcmp(what, "code-off") == 0) {
        *st = totp_take_off(app->store, u->id, &by, req->now);
        if (*st == STORE_MISSING) /* a second arrival */
            *st = STORE_OK;
        return "person-code-off";
    }
    if (strcmp(what, "passkey-off") == 0) {
        *st = person_remove_key(app, req, s);
        return "person-passkey-off";
    }
    if (strcmp(what, "sign-out") == 0) {
        *st = user_sign_out(app->store, u->id, &by, req->now);
        return "person-signed-out";
    }
    *st = store_batch_begin(app->store); /* what is there is looked at under the lock */
    if (*st == STORE_OK)
        *st = store_batch_end(app->store, person_change(app, req, s, what));
    return strcmp(what, "disable") == 0  ? "person-disabled"
           : strcmp(what, "enable") == 0 ? "person-enabled"
                                         : "person-changed";
}

void person_post(struct app *app, struct req *req, struct res *res)
{
    struct person_page s;
    enum store_status st;

    if (!person_load(app, req, res, &s))
        return;
    const char *code = person_do(app, req, &s, &st);
    if (st == STORE_OK && code) {
        res_redirect(
            res, 303,
            arena_printf(req->arena, "/admin/person/%" PRId64 "?saved=%s", s.user.id, code));
        return;
    }
    if (st != STORE_OK && s.why.n == 0)
        admin_store_problem(&s.why, st, app->store);
    res->status = st == STORE_OK ? 200 : admin_status(st);
    person_show(app, req, res, &s);
}
