/* login.c: signing in and out, and the form of somebody whose session ended while writing.
 * /admin/login, /admin/logout */
#include "story_form.h"

#include "cgi/http/form.h"
#include "cgi/http/session.h"
#include "lib/text.h"

#include <string.h>

/* What the sign-in page shows and keeps. */
struct sign_in {
    const char *login;       /* as typed */
    const char *problem;     /* or NULL */
    const char *message;     /* or NULL */
    const char *next;        /* where to go afterwards, below /admin/ */
    const char *resume_form; /* a form to come back to, urlencoded, or "" */
};

/* Addresses of our own editors' pages alone, as they may stand in a Location. */
static const char *safe_next(const char *next)
{
    bool ours = strncmp(next, "/admin/", strlen("/admin/")) == 0;

    for (const char *c = next; *c; c++)
        ours = ours && *c > ' ' && *c < 0x7f && *c != '\\';
    return ours ? next : "/admin/";
}

static void show(struct app *app, struct req *req, struct res *res, const struct sign_in *s)
{
    struct page p;

    session_prepare_form(req, res);
    p = page_start_admin(app, req, res, "admin/login.tpl", "Sign in");
    tpl_set(p.main, "LOGIN", s->login);
    tpl_set(p.main, "NEXT", s->next);
    tpl_set_if(p.main, "PROBLEM", s->problem);
    tpl_set_if(p.main, "MESSAGE", s->message);
    if (*s->resume_form) {
        struct tpl_dict *d = tpl_add(p.main, "RESUME");
        tpl_set(d, "RESUME_FORM", s->resume_form);
    }
    page_finish(&p);
}

void login_get(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {.login = "", .resume_form = "", .next = safe_next(req_query(req, "next"))};

    if (req->session) {
        res_redirect(res, 303, s.next);
        return;
    }
    s.message = admin_message(req_query(req, "saved"));
    show(app, req, res, &s);
}

/* ---- Coming back to a form ----------------------------------------------------------------- */

/* The story whose form was posted to that address; 0: a new one. False: not a story form. */
static bool story_of(const struct req *req, const char *target, int64_t *id)
{
    const char *story = "/admin/story/";

    *id = 0;
    if (strcmp(target, "/admin/story/new") == 0)
        return true;
    if (strcmp(target, "/admin/preview") == 0)
        return !*req_form(req, "story_id") ||
               text_to_int(req_form(req, "story_id"), 0, INT64_MAX, id);
    return strncmp(target, story, strlen(story)) == 0 &&
           text_to_int(target + strlen(story), 1, INT64_MAX, id);
}

/* The form as it was typed, saved nowhere, for the editor to look at and save. */
static void resume_form(struct app *app, struct req *req, struct res *res, const char *target,
                        const char *urlencoded)
{
    struct fields form = {0};
    int64_t id;

    if (form_parse(req->arena, urlencoded, strlen(urlencoded), &form) != FORM_OK) {
        res_redirect(res, 303, "/admin/?saved=signed-in-again");
        return;
    }
    req->form = form;
    req->uploads.n = 0;
    if (story_of(req, target, &id))
        story_form_resume(app, req, res, id,
                          "You were signed out; nothing was saved yet. Check and save.");
    else
        res_redirect(res, 303, "/admin/?saved=signed-in-again");
}

/* All that was typed, without what belongs to the old session. */
static const char *form_to_resume(struct req *req, bool *picture)
{
    struct fields kept = {.v = arena_array(req->arena, req->form.n + 1, sizeof *kept.v)};

    *picture = false;
    for (size_t i = 0; i < req->form.n; i++)
        if (strcmp(req->form.v[i].name, "csrf") != 0)
            kept.v[kept.n++] = req->form.v[i];
    for (size_t i = 0; i < req->uploads.n; i++)
        *picture |= req->uploads.v[i].n > 0 || req->without_files;
    return form_encode(req->arena, &kept);
}

static const char *signed_out_message(bool story, bool picture)
{
    if (!story)
        return "You are signed out, and what you asked for was not done. Sign in, and please do it "
               "once more.";
    if (picture)
        return "You are signed out; nothing was saved yet. Sign in, and your text comes back. The "
               "picture has to be chosen again.";
    return "You are signed out; nothing was saved yet. Sign in, and your text comes back.";
}

void login_with_form(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {.login = "", .next = safe_next(req->path)};
    bool picture;
    int64_t id;

    if (!session_origin_is_ours(req)) {
        res_redirect(res, 303, "/admin/login");
        return;
    }
    /* Signed in again elsewhere, in another tab: the form only needs the new session's proof. */
    if (req->session && story_of(req, req->path, &id)) {
        res->status = 403;
        req->uploads.n = 0;
        story_form_resume(app, req, res, id,
                          "You have signed in anew since you opened this form; nothing was saved "
                          "yet. Check and save.");
        return;
    }
    if (req->session) {
        res_redirect(res, 303, "/admin/?saved=signed-in-again");
        return;
    }
    s.resume_form = form_to_resume(req, &picture);
    s.message = signed_out_message(story_of(req, req->path, &id), picture);
    res->status = 403;
    show(app, req, res, &s);
}

/* ---- Signing in ---------------------------------------------------------------------------- */

static void refuse(struct app *app, struct req *req, struct res *res, struct sign_in *s, int status,
                   const char *problem)
{
    s->problem = problem;
    res->status = status;
    show(app, req, res, s);
}

static void throttle(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                     int seconds)
{
    const char *wait = arena_printf(req->arena, "%d", seconds);

    res_header(res, "Retry-After", wait);
    refuse(app, req, res, s, 429,
           arena_printf(req->arena, "Too many tries. Try again in %s s.", wait));
}

static void welcome(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                    int64_t user)
{
    enum store_status st = session_begin(app->store, req, res, user);

    if (st != STORE_OK)
        refuse(app, req, res, s, admin_status(st), store_status_text(st));
    else if (*s->resume_form)
        resume_form(app, req, res, s->next, s->resume_form);
    else
        res_redirect(res, 303, s->next);
}

void login_post(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {
        .login = text_line(req->arena, req_form(req, "login")),
        .next = safe_next(req_form(req, "next")),
        .resume_form = req_form(req, "resume_form"),
    };
    enum store_status st;
    struct user user = {0};
    int retry_s = 0;

    st = user_sign_in(app->store, req->arena, s.login, req_form(req, "password"), req->address,
                      req->now, &user, &retry_s);
    if (st == STORE_OK)
        welcome(app, req, res, &s, user.id);
    else if (st == STORE_BUSY && retry_s > 0)
        throttle(app, req, res, &s, retry_s);
    else if (st == STORE_MISSING)
        refuse(app, req, res, &s, 403, "This name and this password do not go together.");
    else
        refuse(app, req, res, &s, admin_status(st), store_status_text(st));
}

void logout_post(struct app *app, struct req *req, struct res *res)
{
    enum store_status st = session_close(app->store, req, res);

    if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    else
        res_redirect(res, 303, "/admin/login?saved=signed-out");
}
