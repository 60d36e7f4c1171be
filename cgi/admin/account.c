/* account.c: one's own password and sessions. /admin/account */
#include "admin_private.h"

#include "cgi/http/session.h"
#include "lib/text.h"

#include <string.h>

static bool is_field(const char *name)
{
    return strcmp(name, "current") == 0 || strcmp(name, "password") == 0 ||
           strcmp(name, "again") == 0;
}

static void show_sessions(struct page *p)
{
    const struct session *mine = p->req->session;
    struct sessions all = {0};
    size_t others = 0;

    if (session_list(p->app->store, p->req->arena, mine->user.id, p->req->now, &all) != STORE_OK)
        return;
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "SESSION");
        bool this = all.v[i].id == mine->id;
        tpl_set_int(d, "SESSION_ID", all.v[i].id);
        tpl_set(d, "AGENT", *all.v[i].agent ? all.v[i].agent : "Unknown browser");
        tpl_set(d, "BEGAN", admin_when(p->app, p->req, all.v[i].created_at));
        tpl_set(d, "SEEN", admin_when(p->app, p->req, all.v[i].seen_at));
        tpl_show(d, this ? "THIS_ONE" : "ANOTHER");
        others += !this;
    }
    if (others)
        tpl_show(p->main, "OTHERS");
}

static void show(struct app *app, struct req *req, struct res *res, const struct problems *why)
{
    struct page p = page_start_admin(app, req, res, "admin/account.tpl", "Your account");
    const struct user *u = &req->session->user;

    tpl_set(p.main, "NAME", u->name);
    tpl_set(p.main, "LOGIN", u->login);
    tpl_set(p.main, "ROLE", role_name(u->role));
    tpl_set_int(p.main, "PASSWORD_MIN", TOKEN_PASSWORD_MIN);
    if (u->has_password)
        tpl_show(p.main, "HAS_PASSWORD");
    if (req->method != METHOD_POST)
        tpl_set_if(p.main, "MESSAGE", admin_message(req_query(req, "saved")));
    admin_problems(p.main, why, is_field);
    tpl_set_if(p.main, "CURRENT_PROBLEM", problem_of(why, "current"));
    tpl_set_if(p.main, "PASSWORD_PROBLEM", problem_of(why, "password"));
    tpl_set_if(p.main, "AGAIN_PROBLEM", problem_of(why, "again"));
    show_sessions(&p);
    page_finish(&p);
}

void account_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    show(app, req, res, &why);
}

/* The store's own sign-in, so that guessing here is slowed down like guessing there. */
static enum store_status check_current(struct store *w, struct req *req, struct problems *why)
{
    struct user user;
    int retry_s = 0;
    enum store_status st;

    if (!req->session->user.has_password)
        return STORE_OK;
    st = user_sign_in(w, req->arena, req->session->user.login, req_form(req, "current"),
                      req->address, req->now, &user, &retry_s);
    if (st == STORE_MISSING) {
        problem_add(why, "current", "This is not your password of now.");
        return STORE_REFUSED;
    }
    if (st == STORE_BUSY && retry_s > 0)
        problem_add(why, "current", "Too many tries. Try again in %d s.", retry_s);
    return st;
}

/* All sessions have ended with the old password, this one too. Its number may be the new one's
 * already: there is none left to end. */
static enum store_status begin_anew(struct app *app, struct req *req, struct res *res)
{
    struct session *ended = req->session;
    enum store_status st;

    req->session = NULL;
    st = session_begin(app->store, req, res, ended->user.id);
    if (!req->session)
        req->session = ended;
    return st;
}

static enum store_status change_password(struct app *app, struct req *req, struct res *res,
                                         struct problems *why)
{
    struct store *w = app->store;
    const char *password = req_form(req, "password");
    int64_t user = req->session->user.id;
    const char *weakness = token_password_weakness(password, req->session->user.login);
    enum store_status st;

    if (weakness)
        problem_add(why, "password", "%s", weakness);
    if (strcmp(password, req_form(req, "again")) != 0)
        problem_add(why, "again", "The two new passwords differ.");
    st = check_current(w, req, why);
    if (st == STORE_OK)
        st = why->n ? STORE_REFUSED : user_set_password(w, user, password, user, req->now, why);
    return st == STORE_OK ? begin_anew(app, req, res) : st;
}

/* Ends one of the user's own sessions, or all but this one when only is 0. */
static enum store_status end_sessions(struct app *app, struct req *req, int64_t only)
{
    const struct session *mine = req->session;
    struct store *w = app->store;
    struct sessions all = {0};
    enum store_status st;

    st = session_list(app->store, req->arena, mine->user.id, req->now, &all);
    for (size_t i = 0; i < all.n && st == STORE_OK; i++)
        if (only ? all.v[i].id == only : all.v[i].id != mine->id)
            st = session_end(w, all.v[i].id, req->now);
    return st;
}

void account_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    const char *what = req_form(req, "do"), *code = "password";
    enum store_status st;
    int64_t id = 0;

    if (strcmp(what, "end") == 0) {
        code = "session-ended";
        text_to_int(req_form(req, "session"), 1, INT64_MAX, &id);
        st = id ? end_sessions(app, req, id) : STORE_MISSING;
    } else if (strcmp(what, "end-others") == 0) {
        code = "sessions-ended";
        st = end_sessions(app, req, 0);
    } else {
        st = change_password(app, req, res, &why);
    }
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "/admin/account?saved=%s", code));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    show(app, req, res, &why);
}
