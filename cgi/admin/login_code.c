/* login_code.c: the second step of signing in, by a code or a passkey. /admin/login/code
 *
 * A form that waits to be resumed goes along in the page, as it does through the first step. */
#include "login_private.h"
#include "passkey_private.h"

#include "cgi/http/form.h"
#include "cgi/http/session.h"
#include "db/user.h"
#include "lib/text.h"

#include <string.h>

/* Those who can give a code. */
static void login_code_show_form(struct page *p, const struct sign_in *s)
{
    struct tpl_dict *d = tpl_add(p->main, "CODE");
    bool recovery = !text_blank(req_form(p->req, "recovery"));

    tpl_set(d, "NEXT", s->next);
    if (!s->by_passkey)
        tpl_set_if(d, recovery ? "RECOVERY_PROBLEM" : "PROBLEM", s->problem);
    if (recovery)
        tpl_show(d, "RECOVERY_OPEN");
    if (*s->resume_form)
        tpl_show(d, "RESUME");
}

void login_code_show(struct app *app, struct req *req, struct res *res, const struct sign_in *s)
{
    struct user user = {0};
    bool known = session_step_user(app->store, req, &user) == STORE_OK;

    session_prepare_form(req, res);
    struct page p =
        page_start_admin(app, req, res, "admin/login_code.tpl", app_word(app, "Sign in"));
    if (*s->resume_form)
        tpl_set_global(p.main, "RESUME_FORM", s->resume_form);
    if (!known || user.has_totp)
        login_code_show_form(&p, s);
    else
        tpl_show(p.main, "KEY_ALONE");
    if (user.has_passkey)
        passkey_offer(&p, s->next, *s->resume_form, s->by_passkey ? s->problem : NULL);
    page_finish(&p);
}

/* Without a text to carry, the page gets an address of its own: it can be loaded again. */
void login_ask_for_code(struct app *app, struct req *req, struct res *res, struct sign_in *s)
{
    s->problem = NULL;
    if (*s->resume_form) {
        login_code_show(app, req, res, s);
        return;
    }
    struct fields next = {0};
    fields_add(req->arena, &next, "next", s->next);
    res_redirect(res, 303,
                 arena_printf(req->arena, "/admin/login/code?%s", form_encode(req->arena, &next)));
}

void login_code_get(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {.login = "", .resume_form = "", .next = login_next(req_query(req, "next"))};
    struct user user;

    if (req->session)
        res_redirect(res, 303, s.next);
    else if (session_step_user(app->store, req, &user) == STORE_OK)
        login_code_show(app, req, res, &s);
    else
        res_redirect(res, 303, "/admin/login");
}

static void login_code_refuse(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                              int status, const char *problem)
{
    s->problem = problem;
    res->status = status;
    login_code_show(app, req, res, s);
}

/* The password is asked for again, and the text that waits comes along. */
static void login_code_over(struct app *app, struct req *req, struct res *res, struct sign_in *s)
{
    s->message =
        WORD("That took too long, or there were too many wrong codes. Please sign in again.");
    res->status = 403;
    login_show(app, req, res, s);
}

void login_code_post(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {
        .login = "",
        .next = login_next(req_form(req, "next")),
        .resume_form = req_form(req, "resume_form"),
    };
    const char *recovery = req_form(req, "recovery");
    int retry_s = 0;
    struct user user;
    enum store_status st = session_begin_by_code(
        app->store, req, res, text_blank(recovery) ? req_form(req, "code") : recovery, &retry_s);

    if (st == STORE_REFUSED) {
        login_log(req, "wrong code");
        if (session_step_user(app->store, req, &user) == STORE_MISSING)
            login_code_over(app, req, res, &s);
        else
            login_code_refuse(app, req, res, &s, 403,
                              app_word(app, "That code is wrong, or it was used before."));
    } else if (st == STORE_BUSY && retry_s > 0) {
        login_log(req, "too many codes");
        res_header(res, "Retry-After", arena_printf(req->arena, "%d", retry_s));
        login_code_refuse(app, req, res, &s, 429, admin_throttled(app, req->arena, retry_s));
    } else if (st == STORE_MISSING)
        login_code_over(app, req, res, &s);
    else if (st != STORE_OK)
        login_code_refuse(app, req, res, &s, admin_status(st),
                          app_word(app, store_status_text(st)));
    else
        login_welcome(app, req, res, &s, st);
}
