/* account.c: one's own password and sessions. /admin/account */
#include "admin_private.h"

#include "cgi/http/session.h"
#include "lib/text.h"

#include <string.h>

static bool account_is_field(const char *name)
{
    return strcmp(name, "current") == 0 || strcmp(name, "password") == 0 ||
           strcmp(name, "again") == 0;
}

static void account_show_sessions(struct page *p)
{
    const struct session *mine = p->req->session;
    struct sessions all = {0};

    if (session_list(p->app->store, p->req->arena, mine->user.id, p->req->now, &all) != STORE_OK)
        return;
    size_t others = 0;
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "SESSION");
        bool this = all.v[i].id == mine->id;
        tpl_set_int(d, "SESSION_ID", all.v[i].id);
        tpl_set(d, "AGENT", *all.v[i].agent ? all.v[i].agent : app_word(p->app, "Unknown browser"));
        tpl_set(d, "BEGAN", admin_when(p->app, p->req, all.v[i].created_at));
        tpl_set(d, "SEEN", admin_when(p->app, p->req, all.v[i].seen_at));
        tpl_show(d, this ? "THIS_ONE" : "ANOTHER");
        others += !this;
    }
    if (others)
        tpl_show(p->main, "OTHERS");
}

static void account_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct page p =
        page_start_admin(app, req, res, "admin/account.tpl", app_word(app, "Your account"));
    const struct user *u = &req->session->user;

    tpl_set(p.main, "NAME", u->name);
    tpl_set(p.main, "LOGIN", u->login);
    tpl_set(p.main, "ROLE", app_word(app, admin_role_label(u->role)));
    tpl_set(p.main, "PASSWORD_MIN", language_number(app->language, req->arena, TOKEN_PASSWORD_MIN));
    if (u->has_password)
        tpl_show(p.main, "HAS_PASSWORD");
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, account_is_field);
    tpl_set_if(p.main, "CURRENT_PROBLEM", problem_of(why, "current"));
    tpl_set_if(p.main, "PASSWORD_PROBLEM", problem_of(why, "password"));
    tpl_set_if(p.main, "AGAIN_PROBLEM", problem_of(why, "again"));
    account_show_sessions(&p);
    page_finish(&p);
}

void account_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    account_show(app, req, res, &why);
}

/* Asks the store's own sign-in, which counts wrong passwords and makes guessers wait. */
static enum store_status account_check_current(struct app *app, struct req *req,
                                               struct problems *why)
{
    if (!req->session->user.has_password)
        return STORE_OK;
    struct user user;
    int retry_s = 0;
    enum store_status st =
        user_sign_in(app->store, req->arena, req->session->user.login, req_form(req, "current"),
                     req->address, req->now, &user, &retry_s);
    if (st == STORE_MISSING) {
        problem_say(why, "current", "That is not your current password.", NULL);
        return STORE_REFUSED;
    }
    if (st == STORE_BUSY && retry_s > 0)
        problem_say(why, "current", admin_throttled(app, req->arena, retry_s), NULL);
    return st;
}

/* A new password ends all sessions, this one too, so the browser gets another. req must not name
 * the old one meanwhile: its number may already be given to the new one, which would then be ended
 * in its place. */
static enum store_status account_begin_session(struct app *app, struct req *req, struct res *res)
{
    struct session *ended = req->session;

    req->session = NULL;
    enum store_status st = session_begin(app->store, req, res, ended->user.id);
    if (!req->session)
        req->session = ended;
    return st;
}

static enum store_status account_change_password(struct app *app, struct req *req, struct res *res,
                                                 struct problems *why)
{
    const char *password = req_form(req, "password");
    int64_t user = req->session->user.id;
    const char *weakness = token_password_weakness(password, req->session->user.login);

    if (weakness)
        problem_say(why, "password", weakness, NULL);
    if (strcmp(password, req_form(req, "again")) != 0)
        problem_say(why, "again", "The two new passwords are not the same.", NULL);
    enum store_status st = account_check_current(app, req, why);
    if (st == STORE_OK)
        st = why->n ? STORE_REFUSED
                    : user_set_password(app->store, user, password, user, req->now, why);
    return st == STORE_OK ? account_begin_session(app, req, res) : st;
}

/* Ends one of the user's own sessions, or all but this one when only is 0. */
static enum store_status account_end_sessions(struct app *app, struct req *req, int64_t only)
{
    const struct session *mine = req->session;
    struct sessions all = {0};
    enum store_status st = session_list(app->store, req->arena, mine->user.id, req->now, &all);
    for (size_t i = 0; i < all.n && st == STORE_OK; i++)
        if (only ? all.v[i].id == only : all.v[i].id != mine->id)
            st = session_end(app->store, all.v[i].id, req->now);
    return st;
}

void account_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    const char *what = req_form(req, "do"), *code = "password";
    enum store_status st;

    if (strcmp(what, "end") == 0) {
        int64_t id = 0;
        code = "session-ended";
        text_to_int(req_form(req, "session"), 1, INT64_MAX, &id);
        st = id ? account_end_sessions(app, req, id) : STORE_MISSING;
    } else if (strcmp(what, "end-others") == 0) {
        code = "sessions-ended";
        st = account_end_sessions(app, req, 0);
    } else {
        st = account_change_password(app, req, res, &why);
    }
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "/admin/account?saved=%s", code));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    account_show(app, req, res, &why);
}
