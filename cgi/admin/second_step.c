/* second_step.c: signing in with a code: set up, recovery codes, switched off.
 * /admin/account/second-step
 *
 * The key and the recovery codes are shown on the answer to the form alone: no address leads to them. */
#include "admin_private.h"

#include "cgi/http/session.h"
#include "db/session.h"
#include "db/totp.h"
#include "lib/otp.h"
#include "lib/qr.h"
#include "lib/text.h"

#include <string.h>

#define ISSUER_BYTES 64 /* of the paper's name: programs show one line */

struct second_step {
    struct totp now;
    const char *secret;                 /* offered, or NULL */
    const struct recovery_codes *codes; /* just made, or NULL */
    struct problems why;
};

static bool second_step_is_field(const char *name)
{
    return strcmp(name, "current") == 0 || strcmp(name, "code") == 0;
}

/* "ABCD EFGH …": as a hand types it. */
static const char *secret_in_groups(struct arena *a, const char *secret)
{
    const char *out = "";

    for (size_t at = 0, n = strlen(secret); at < n; at += 4)
        out = arena_printf(a, "%s%s%.4s", out, at ? " " : "", secret + at);
    return out;
}

static void second_step_show_offer(struct page *p, const char *secret)
{
    struct arena *a = p->req->arena;
    struct tpl_dict *d = tpl_add(p->main, "OFFER");
    const char *issuer = text_cut_bytes(a, app_setting(p->app, SETTING_TITLE), ISSUER_BYTES);
    int side = 0;
    const char *path = qr_path(a, otp_uri(a, secret, issuer, p->req->session->user.login), &side);

    tpl_set(d, "QR_PATH", path ? path : "");
    tpl_set_int(d, "QR_SIDE", side);
    tpl_set(d, "SECRET", secret_in_groups(a, secret));
}

static void second_step_show_codes(struct page *p, const struct recovery_codes *codes)
{
    struct tpl_dict *d = tpl_add(p->main, "CODES");

    for (int i = 0; i < RECOVERY_CODES; i++)
        tpl_set(tpl_add(d, "CODE"), "RECOVERY_CODE", codes->v[i]);
}

/* The form that changes what is on or off. */
static void second_step_show_form(struct page *p, const struct second_step *s)
{
    struct tpl_dict *d = tpl_add(p->main, s->now.on ? "ON" : "BEGIN");

    if (p->req->session->user.has_password)
        tpl_show(d, "ASK_PASSWORD");
    if (s->now.on) {
        admin_time(p, d, "WHEN", s->now.since);
        tpl_set_count(d, p->app->language, "LEFT", s->now.codes_left);
    }
}

static void second_step_show(struct app *app, struct req *req, struct res *res,
                             struct second_step *s)
{
    const struct user *u = &req->session->user;
    struct page p = page_start_admin(app, req, res, "admin/second_step.tpl",
                                     app_word(app, "Signing in with a code"));

    tpl_set(p.main, "LOGIN", u->login);
    page_translate(app, &s->why);
    admin_problems(p.main, &s->why, second_step_is_field);
    tpl_set_if(p.main, "CURRENT_PROBLEM", problem_of(&s->why, "current"));
    tpl_set_if(p.main, "CODE_PROBLEM", problem_of(&s->why, "code"));
    if (s->codes)
        second_step_show_codes(&p, s->codes);
    else if (!s->now.on && !u->has_passkey &&
             totp_is_required(app_setting(app, SETTING_TOTP_REQUIRED), u->role))
        tpl_show(p.main, "MUST");
    if (s->secret)
        second_step_show_offer(&p, s->secret);
    else if (!s->codes)
        second_step_show_form(&p, s);
    page_finish(&p);
}

void second_step_get(struct app *app, struct req *req, struct res *res)
{
    struct second_step s = {.why = {.arena = req->arena}};
    enum store_status st = totp_get(app->store, req->session->user.id, &s.now);

    if (st == STORE_OK)
        second_step_show(app, req, res, &s);
    else
        page_store_error(app, req, res, st, app->store);
}

static enum store_status second_step_begin(struct app *app, struct req *req, struct second_step *s)
{
    char *secret = arena_alloc(req->arena, OTP_SECRET_SIZE);
    enum store_status st = account_ask_password(app, req, &s->why);

    if (st == STORE_OK)
        st = totp_offer(app->store, req->session->user.id, req->now, secret);
    s->secret = st == STORE_OK ? secret : NULL;
    return st;
}

static void second_step_say(struct app *app, struct req *req, struct second_step *s,
                            const struct code_try *t, enum store_status st)
{
    if (st == STORE_REFUSED)
        problem_say(&s->why, "code", "That code is wrong, or it was used before.", NULL);
    else if (st == STORE_BUSY && t->retry_s > 0)
        problem_say(&s->why, "code", admin_throttled(app, req->arena, t->retry_s), NULL);
    else if (st == STORE_MISSING)
        problem_say(&s->why, "", "That took too long. Begin again.", NULL);
}

static enum store_status second_step_confirm(struct app *app, struct req *req,
                                             struct second_step *s, struct code_try *t,
                                             struct recovery_codes *codes)
{
    char *secret = arena_alloc(req->arena, OTP_SECRET_SIZE);
    enum store_status st = totp_confirm(app->store, t, codes);

    if (st == STORE_OK)
        s->codes = codes;
    else if (totp_offered(app->store, t->user_id, req->now, secret) == STORE_OK)
        s->secret = secret;
    second_step_say(app, req, s, t, st);
    return st;
}

static enum store_status second_step_change(struct app *app, struct req *req, struct second_step *s,
                                            struct code_try *t, struct recovery_codes *codes)
{
    bool off = strcmp(req_form(req, "do"), "off") == 0;
    enum store_status st = account_ask_password(app, req, &s->why);

    if (st != STORE_OK)
        return st;
    st = off ? totp_switch_off(app->store, t) : totp_renew_codes(app->store, t, codes);
    if (st == STORE_MISSING && off && !s->now.on) /* a second arrival */
        return STORE_OK;
    if (st == STORE_OK && !off)
        s->codes = codes;
    second_step_say(app, req, s, t, st);
    return st;
}

void second_step_post(struct app *app, struct req *req, struct res *res)
{
    struct second_step s = {.why = {.arena = req->arena}};
    struct recovery_codes codes;
    struct code_try t = {.user_id = req->session->user.id,
                         .typed = req_form(req, "code"),
                         .proof = session_proof(req),
                         .now = req->now};
    const char *what = req_form(req, "do");
    enum store_status st = totp_get(app->store, t.user_id, &s.now);

    if (st == STORE_OK && strcmp(what, "begin") == 0)
        st = second_step_begin(app, req, &s);
    else if (st == STORE_OK && strcmp(what, "confirm") == 0)
        st = second_step_confirm(app, req, &s, &t, &codes);
    else if (st == STORE_OK)
        st = second_step_change(app, req, &s, &t, &codes);
    if (st == STORE_OK && !s.secret && !s.codes) {
        res_redirect(res, 303, "/admin/account?saved=code-off");
        return;
    }
    if (st != STORE_OK && s.why.n == 0)
        admin_store_problem(&s.why, st, app->store);
    res->status = st == STORE_MISSING ? 422 : admin_status(st);
    if (st == STORE_BUSY && t.retry_s > 0)
        res->status = 429;
    second_step_show(app, req, res, &s);
}
