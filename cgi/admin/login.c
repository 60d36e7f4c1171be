/* login.c: signing in, and the form of somebody whose session ended while writing. /admin/login */
#include "login_private.h"
#include "passkey_private.h"
#include "story_form.h"

#include "cgi/http/form.h"
#include "cgi/http/form_token.h"
#include "cgi/http/session.h"
#include "lib/log.h"
#include "lib/text.h"

#include <string.h>

const char *login_next(const char *next)
{
    bool ours = strncmp(next, "/admin/", strlen("/admin/")) == 0;

    for (const char *c = next; *c; c++)
        ours = ours && *c > ' ' && *c < 0x7f && *c != '\\';
    return ours ? next : "/admin/";
}

void login_show(struct app *app, struct req *req, struct res *res, const struct sign_in *s)
{
    session_prepare_form(req, res);
    struct page p = page_start_admin(app, req, res, "admin/login.tpl", app_word(app, "Sign in"));
    tpl_set(p.main, "LOGIN", s->login);
    tpl_set(p.main, "NEXT", s->next);
    if (!s->by_passkey)
        tpl_set_if(p.main, s->by_link ? "LINK_PROBLEM" : "PROBLEM", s->problem);
    if (s->signed_out)
        tpl_show(p.main, "SIGNED_OUT");
    if (s->by_link || *s->resume_form)
        tpl_show(p.main, "LINK_OPEN");
    tpl_set_if(p.main, "MESSAGE", s->message ? app_word(app, s->message) : NULL);
    if (*s->resume_form) {
        tpl_set_global(p.main, "RESUME_FORM", s->resume_form);
        tpl_show(p.main, "RESUME");
    }
    passkey_offer(&p, s->next, *s->resume_form, s->by_passkey ? s->problem : NULL);
    page_finish(&p);
}

void login_get(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {.login = "", .resume_form = "", .next = login_next(req_query(req, "next"))};

    if (req->session) {
        res_redirect(res, 303, s.next);
        return;
    }
    const char *saved = req_query(req, "saved");
    s.message = admin_message(saved);
    s.signed_out = strcmp(saved, "signed-out") == 0 || strcmp(saved, "password-signed-out") == 0;
    login_show(app, req, res, &s);
}

typedef void login_resume_fn(struct app *app, struct req *req, struct res *res,
                             const char *message);

/* ---- Coming back to a form ----------------------------------------------------------------- */

/* The story whose form was posted to that address; 0: a new one. False: not a story form. */
static bool login_story_of(const struct req *req, const char *target, int64_t *id)
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

/* A form on a page beside a story's: a note, a suggestion. NULL: none; *id is the story's, as text. */
static login_resume_fn *login_page_beside(struct req *req, const char *target, const char **id)
{
    static const struct {
        const char *page;
        login_resume_fn *resume;
    } pages[] = {{"/notes", story_noted_resume}, {"/suggestions", suggestions_resume}};
    const char *story = "/admin/story/", *page = strrchr(target, '/');
    int64_t number;

    if (strncmp(target, story, strlen(story)) != 0 || page < target + strlen(story))
        return NULL;
    *id = arena_dupn(req->arena, target + strlen(story), (size_t)(page - target) - strlen(story));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strcmp(pages[i].page, page) == 0 && text_to_int(*id, 1, INT64_MAX, &number))
            return pages[i].resume;
    return NULL;
}

/* Shows that page again, with what was typed. False: it is none. */
static bool login_resume_beside(struct app *app, struct req *req, struct res *res,
                                const char *target, const char *message)
{
    const char *id;
    login_resume_fn *resume = login_page_beside(req, target, &id);

    if (!resume)
        return false;
    req->path = target;
    req->params = (struct fields){0};
    fields_add(req->arena, &req->params, "id", id);
    resume(app, req, res, message);
    return true;
}

/* Any other form, by its own page. */
static void login_resume_other(struct app *app, struct req *req, struct res *res,
                               const char *target)
{
    if (!app->show_again || !app->show_again(app, req, res, target))
        res_redirect(res, 303, "/admin/?saved=signed-in-again");
}

/* The form as it was typed, saved nowhere, for the editor to look at and save. */
static void login_resume_form(struct app *app, struct req *req, struct res *res, const char *next,
                              const char *urlencoded)
{
    const char *target = arena_dupn(req->arena, next, strcspn(next, "?"));
    struct fields form = {0};

    if (form_parse(req->arena, urlencoded, strlen(urlencoded), &form) != FORM_OK) {
        res_redirect(res, 303, "/admin/?saved=signed-in-again");
        return;
    }
    req->form = form;
    req->uploads.n = 0;
    int64_t id;
    const char *message =
        WORD("You had been signed out, so nothing is saved yet. Check the text and save it.");
    if (login_story_of(req, target, &id))
        story_form_resume(app, req, res, id, message);
    else if (!login_resume_beside(app, req, res, target, message))
        login_resume_other(app, req, res, next);
}

/* All that was typed, without what belongs to the old session. */
static const char *login_form_to_resume(struct req *req, bool *picture)
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

static const char *login_signed_out_message(bool story, bool picture)
{
    if (!story)
        return WORD("You are signed out, so what you asked for was not done. Sign in, and please "
                    "do it again.");
    if (picture)
        return WORD("You are signed out; nothing was saved yet. Sign in, and your text comes back. "
                    "You will have to choose the picture again.");
    return WORD("You are signed out; nothing was saved yet. Sign in, and your text comes back.");
}

/* From a sign-in page that was opened before somebody signed in, or whose cookie is gone. */
static void login_again(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {
        .login = text_line(req->arena, req_form(req, "login")),
        .next = login_next(req_form(req, "next")),
        .resume_form = req_form(req, "resume_form"),
        .message = WORD("Please sign in again."),
    };

    res->status = 403;
    if (!req->session)
        login_show(app, req, res, &s);
    else if (*s.resume_form)
        login_resume_form(app, req, res, s.next, s.resume_form);
    else
        res_redirect(res, 303, s.next);
}

/* The pages that people sign in by, which carry a form along. */
static bool login_is_step(const char *path)
{
    return strcmp(path, "/admin/login") == 0 || strcmp(path, "/admin/login/code") == 0 ||
           strcmp(path, "/admin/login/passkey") == 0;
}

/* Where the form was sent to. */
static const char *login_target(const struct req *req)
{
    const char *whole =
        arena_printf(req->arena, "%s%s%s", req->path, *req->raw_query ? "?" : "", req->raw_query);
    return strcmp(login_next(whole), whole) == 0 ? whole : login_next(req->path);
}

void login_with_form(struct app *app, struct req *req, struct res *res, bool shown_again)
{
    struct sign_in s = {.login = "", .next = login_target(req)};

    if (!session_origin_is_ours(req)) {
        res_redirect(res, 303, "/admin/login");
        return;
    }
    /* The sign-in page itself carries a form along, and meanwhile another tab was signed in at. */
    if (login_is_step(req->path)) {
        login_again(app, req, res);
        return;
    }
    int64_t id;
    /* Signed in again in another tab: the form only lacks the new session's CSRF token. */
    if (req->session && login_story_of(req, req->path, &id)) {
        res->status = 403;
        req->uploads.n = 0;
        story_form_resume(app, req, res, id,
                          WORD("You have signed in again since you opened this form, so nothing is "
                               "saved yet. Check the text and save it."));
        return;
    }
    if (req->session) {
        res->status = 403;
        if (!login_resume_beside(app, req, res, req->path,
                                 WORD("You have signed in again since you opened this form, so "
                                      "nothing is saved yet. Check the text and save it.")))
            login_resume_other(app, req, res, s.next);
        return;
    }
    bool picture;
    const char *beside;
    s.resume_form = login_form_to_resume(req, &picture);
    s.message = login_signed_out_message(shown_again || login_story_of(req, req->path, &id) ||
                                             login_page_beside(req, req->path, &beside),
                                         picture);
    res->status = 403;
    login_show(app, req, res, &s);
}

/* A form's second arrival may come when the first has ended its session. */
static const char *login_after(struct app *app, struct req *req, struct res *res)
{
    if (strcmp(req->path, "/admin/logout") == 0)
        return "/admin/login?saved=signed-out";
    if (strcmp(req->path, "/admin/account") != 0 || strcmp(req_form(req, "do"), "password") != 0 ||
        !store_form_seen(app->store, form_number(req)))
        return "/admin/login";
    if (session_origin_is_ours(req) && session_begin_again(app->store, req, res) == STORE_OK)
        return "/admin/account?saved=password";
    return "/admin/login?saved=password-signed-out";
}

void login_after_post(struct app *app, struct req *req, struct res *res)
{
    res_redirect(res, 303, login_after(app, req, res));
}

/* ---- Signing in ---------------------------------------------------------------------------- */

static void login_refuse(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                         int status, const char *problem)
{
    s->problem = problem;
    res->status = status;
    login_show(app, req, res, s);
}

void login_log(const struct req *req, const char *why)
{
    log_event(LOG_WARN, "login", "address", req->address, "why", why, NULL);
}

static void login_throttle(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                           int seconds)
{
    res_header(res, "Retry-After", arena_printf(req->arena, "%d", seconds));
    login_refuse(app, req, res, s, 429, admin_throttled(app, req->arena, seconds));
}

static void login_busy(struct app *app, struct req *req, struct res *res, struct sign_in *s)
{
    res_header(res, "Retry-After", "2");
    login_refuse(app, req, res, s, 503,
                 app_word(app, "Too much is being done at this moment. Please try again in a few "
                               "seconds."));
}

void login_welcome(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                   enum store_status st)
{
    if (st != STORE_OK)
        login_refuse(app, req, res, s, admin_status(st), app_word(app, store_status_text(st)));
    else if (*s->resume_form)
        login_resume_form(app, req, res, s->next, s->resume_form);
    else
        res_redirect(res, 303, s->next);
}

/* A one-time link as it was pasted: the whole address, or its token alone. */
static const char *login_link_token(struct arena *a, const char *pasted)
{
    static const char url_safe[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *line = text_line(a, pasted), *token = strstr(line, "token=");
    token = token ? token + strlen("token=") : line;
    return arena_dupn(a, token, strspn(token, url_safe));
}

static void login_by_link(struct app *app, struct req *req, struct res *res, struct sign_in *s)
{
    const char *token = login_link_token(req->arena, req_form(req, "link"));
    bool step = false;
    enum store_status st = session_begin_by_link(app->store, req, res, token, &step);

    s->by_link = true;
    if (st == STORE_OK && step) {
        login_ask_for_code(app, req, res, s);
        return;
    }
    if (st == STORE_MISSING)
        login_log(req, "wrong link");
    if (st == STORE_MISSING)
        login_refuse(app, req, res, s, 403,
                     app_word(app, "This link has been used or has expired."));
    else
        login_welcome(app, req, res, s, st);
}

void login_post(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {
        .login = text_line(req->arena, req_form(req, "login")),
        .next = login_next(req_form(req, "next")),
        .resume_form = req_form(req, "resume_form"),
    };
    enum store_status st;
    struct user user = {0};
    int retry_s = 0;

    if (!text_blank(req_form(req, "link"))) {
        login_by_link(app, req, res, &s);
        return;
    }
    if (*req_form(req, "again")) {
        s.message = WORD("Nobody is signed in with this browser yet.");
        login_show(app, req, res, &s);
        return;
    }

    st = user_sign_in(app->store, req->arena, s.login, req_form(req, "password"), req->address,
                      req->now, &user, &retry_s);
    if (st == STORE_OK && user_has_second_step(&user)) {
        st = session_begin_step(app->store, req, res, user.id);
        if (st == STORE_OK)
            login_ask_for_code(app, req, res, &s);
        else
            login_welcome(app, req, res, &s, st);
    } else if (st == STORE_OK)
        login_welcome(app, req, res, &s, session_begin(app->store, req, res, user.id));
    else if (st == STORE_BUSY && retry_s > 0) {
        login_log(req, "too many tries");
        login_throttle(app, req, res, &s, retry_s);
    } else if (st == STORE_BUSY)
        login_busy(app, req, res, &s);
    else if (st == STORE_MISSING) {
        login_log(req, "wrong password");
        login_refuse(app, req, res, &s, 403, app_word(app, "Wrong user name or password."));
    } else
        login_refuse(app, req, res, &s, admin_status(st), app_word(app, store_status_text(st)));
}
