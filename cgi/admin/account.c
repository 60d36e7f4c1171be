/* account.c: one's own password, sessions, and how one writes. /admin/account */
#include "admin_private.h"

#include "cgi/http/session.h"
#include "db/user.h"
#include "lib/password.h"
#include "lib/text.h"
#include "lib/user_agent.h"

#include <string.h>

static bool account_is_field(const char *name)
{
    return strcmp(name, "current") == 0 || strcmp(name, "password") == 0 ||
           strcmp(name, "again") == 0;
}

/* A browser in plain words; one that nobody knows as it calls itself. */
static const char *session_agent(struct page *p, const struct session *one)
{
    struct user_agent agent = user_agent_read(one->agent);

    if (*agent.browser && *agent.system)
        return language_say(p->app->language, p->req->arena, WORD("%BROWSER% on %SYSTEM%"),
                            "BROWSER", agent.browser, "SYSTEM", agent.system, NULL);
    return *one->agent ? one->agent : app_word(p->app, WORD("Unknown browser"));
}

void admin_session_fill(struct page *p, struct tpl_dict *d, const struct session *one)
{
    tpl_set(d, "AGENT", session_agent(p, one));
    tpl_set(d, "BEGAN", admin_when(p->app, p->req, one->created_at));
    tpl_set(d, "SEEN", admin_when(p->app, p->req, one->seen_at));
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
        admin_session_fill(p, d, &all.v[i]);
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
    page_sheet(&p, "css/account.css");
    const struct user *u = &req->session->user;

    tpl_set(p.main, "NAME", u->name);
    tpl_set(p.main, "LOGIN", u->login);
    tpl_set(p.main, "ROLE", app_word(app, admin_role_label(u->role)));
    tpl_set(p.main, "PASSWORD_MIN", language_number(app->language, req->arena, PASSWORD_MIN));
    if (u->has_password)
        tpl_show(p.main, "HAS_PASSWORD");
    tpl_show(p.main, u->has_totp ? "CODE_ON" : "CODE_OFF");
    if (!u->has_totp && !u->has_passkey)
        tpl_show(p.main, "PASSWORD_ALONE");
    tpl_show(p.main, u->has_passkey ? "KEYS" : "NO_KEYS");
    if (admin_styled(app, req->arena))
        tpl_show(tpl_add(p.main, "WRITING"), u->styled_text ? "STYLED" : "PLAIN");
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

/* Whether it is the password of who asks: the store's own sign-in, which counts wrong ones and makes
 * guessers wait, of which why then speaks as field "current". */
static enum store_status account_try(struct app *app, struct req *req, const char *password,
                                     struct problems *why)
{
    struct user user;
    int retry_s = 0;
    enum store_status st = user_sign_in(app->store, req->arena, req->session->user.login, password,
                                        req->address, req->now, &user, &retry_s);
    if (st == STORE_BUSY && retry_s > 0)
        problem_say(why, "current", admin_throttled(app, req->arena, retry_s), NULL);
    return st;
}

enum store_status account_ask_password(struct app *app, struct req *req, struct problems *why)
{
    if (!req->session->user.has_password)
        return STORE_OK;
    enum store_status st = account_try(app, req, req_form(req, "current"), why);
    if (st != STORE_MISSING)
        return st;
    problem_say(why, "current", "That is not your current password.", NULL);
    return STORE_REFUSED;
}

/* Whether the password is what the form says, a form that has set one before: a second arrival is told
 * so again. The record of a form holds nothing of a password, so the password is tried. */
static bool account_is_changed(struct app *app, struct req *req)
{
    struct problems unsaid = {.arena = req->arena};

    return account_try(app, req, req_form(req, "password"), &unsaid) == STORE_OK;
}

static enum store_status account_set_password(struct app *app, struct req *req,
                                              const struct actor *by, struct problems *why)
{
    const struct user *u = &req->session->user;
    bool good = why->n == 0;
    enum store_status st =
        u->has_password ? account_try(app, req, req_form(req, "current"), why) : STORE_OK;

    if (st == STORE_OK)
        st = good ? user_set_password(app->store, u->id, req_form(req, "password"), by, req->now,
                                      why)
                  : STORE_REFUSED;
    if (st != STORE_MISSING && st != STORE_CONFLICT)
        return st;
    if (good && store_form_seen(app->store, by->form) && account_is_changed(app, req))
        return STORE_OK;
    problem_say(why, "current", "That is not your current password.", NULL);
    return STORE_REFUSED;
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
    const struct user *u = &req->session->user;
    struct actor by = admin_actor(req);
    const char *weakness;
    enum store_status st =
        user_password_weakness(app->store, req->arena, password, u->login, u->name, &weakness);

    if (st != STORE_OK)
        return st;
    if (weakness)
        problem_say(why, "password", weakness, NULL);
    if (strcmp(password, req_form(req, "again")) != 0)
        problem_say(why, "again", "The two new passwords are not the same.", NULL);
    bool seen = why->n == 0 && store_form_seen(app->store, by.form);
    if (seen) /* unless it is changed already, this is another change */
        by.form = NULL;
    st = seen && account_is_changed(app, req) ? STORE_OK : account_set_password(app, req, &by, why);
    return st == STORE_OK ? account_begin_session(app, req, res) : st;
}

void account_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    const char *what = req_form(req, "do"), *code = "password";
    struct actor by = admin_actor(req);
    enum store_status st;

    if (strcmp(what, "end") == 0) {
        int64_t id = 0;
        code = "session-ended";
        text_to_int(req_form(req, "session"), 1, INT64_MAX, &id);
        st = id ? session_end_own(app->store, &by, req->session->id, id, req->now) : STORE_MISSING;
    } else if (strcmp(what, "end-others") == 0) {
        code = "sessions-ended";
        st = session_end_own(app->store, &by, req->session->id, 0, req->now);
    } else if (strcmp(what, "writing") == 0) {
        bool styled = *req_form(req, "styled");
        code = styled ? "styled-on" : "styled-off";
        st = user_choose_styled(app->store, styled, &by, req->now);
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
