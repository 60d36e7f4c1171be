/* answer.c: one request's life: route → role → form → store → handler → finish. */
#include "answer.h"

#include "address.h"
#include "app.h"
#include "cgi/admin/admin.h"
#include "cgi/http/finish.h"
#include "cgi/http/form.h"
#include "cgi/http/form_token.h"
#include "cgi/http/session.h"
#include "cgi/import_work.h"
#include "db/totp.h"
#include "lib/log.h"
#include "missed.h"
#include "page.h"
#include "ready_pages.h"

#include <stdlib.h>
#include <string.h>

static bool only_reads(const struct req *req)
{
    return req->method == METHOD_GET || req->method == METHOD_HEAD;
}

/* ---- One instant ---------------------------------------------------------------------------- */

void answer_begin(struct app *app)
{
    app_look_at_store(app);
    store_snapshot_begin(app->reader);
    app->snapshot = true;
    app_refresh(app);
}

void answer_release(struct app *app)
{
    if (app->snapshot)
        store_snapshot_end(app->reader);
    app->snapshot = false;
}

/* ---- The route ------------------------------------------------------------------------------ */

void answer_route(struct app *app, struct req *req, struct routing *out)
{
    bool editors = path_is_desk(req->path);
    memset(out, 0, sizeof *out);
    if (editors || !only_reads(req))
        answer_release(app);
    if (editors) {
        session_load(app->store, req);
        req->known_address = !only_reads(req) && !req->session &&
                             sign_in_is_known(app->store, req->arena, req->address, req->now);
        if (session_visit_is_due(req))
            session_visit(app_writer(app, false), req);
    }
    out->is = route_find(req, &out->route, &out->location, &out->allow);
}

/* ---- Rows of the table ---------------------------------------------------------------------- */

static const char *answer_urlencoded(struct arena *a, const char *s)
{
    struct buf b;
    buf_init(&b, 3 * strlen(s) + 1);
    buf_add_urlencoded(&b, s, strlen(s));
    char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

/* Redirects to the sign-in page, which afterwards leads back to the page that was asked for. */
static void ask_to_sign_in(struct req *req, struct res *res)
{
    const char *to = "/admin/login";
    bool desk = strcmp(req->path, "/admin/") == 0 && !*req->raw_query;
    if (!desk) {
        const char *query = *req->raw_query ? arena_printf(req->arena, "?%s", req->raw_query) : "";
        const char *here = arena_printf(req->arena, "%s%s", req->path, query);
        to = arena_printf(req->arena, "%s?next=%s", to, answer_urlencoded(req->arena, here));
    }
    res_redirect(res, 303, to);
}

static bool form_is_ours(struct app *app, struct req *req, const struct route *route)
{
    switch (route->csrf) {
    case CSRF_NONE:
        return true;
    case CSRF_TOKEN:
        return session_form_is_ours(req);
    case CSRF_SIGNED:
        return form_token_is_ours(app_form_key(app, req->arena), req);
    default:
        return false;
    }
}

/* Whether the form came from our own page. If not, res is the answer: 403, or the sign-in page with
 * the form kept in it. */
static bool answer_check_form(struct app *app, struct req *req, struct res *res,
                              const struct route *route)
{
    if (form_is_ours(app, req, route))
        return true;
    log_event(LOG_WARN, "form_refused", "route", route->name, "address", req->address, NULL);
    /* Probably our own form, of a session that has ended since: its text must not be lost. The
     * sign-in page only shows it again and changes nothing. */
    if (route->resume_form && req->origin && session_origin_is_ours(req))
        login_with_form(app, req, res, route->shown_again);
    else if (route->csrf == CSRF_SIGNED)
        page_error(
            app, req, res, 403,
            WORD("This form was not sent from our page. Go back, reload the page and try again."));
    else
        page_error(app, req, res, 403,
                   WORD("This form was opened before you signed in again, or it was sent from "
                        "another site. Go back, reload the page and try again."));
    return false;
}

/* Whether the person asking has the role that the row names. If not, res is the answer: the sign-in
 * page for somebody signed out, 403 for somebody signed in. */
static bool answer_check_role(struct app *app, struct req *req, struct res *res,
                              const struct route *route)
{
    if (req_role(req) >= route->role)
        return true;
    if (req->session)
        log_event(LOG_WARN, "role_refused", "route", route->name, "user", req->session->user.login,
                  NULL);
    if (req->session)
        page_error(app, req, res, 403,
                   WORD("Your role does not allow this. Ask an administrator."));
    else if (req->method == METHOD_POST && route->resume_form)
        login_with_form(app, req, res, route->shown_again);
    else if (req->method == METHOD_POST) /* not asked for again: its address may have no page */
        login_after_post(app, req, res);
    else
        ask_to_sign_in(req, res);
    return false;
}

/* Whoever has to sign in with a code or a passkey sets one up before anything else. What they typed meanwhile is not
 * lost: the browser still has it, and sends it once that is done. */
static bool answer_lacks_code(struct app *app, const struct req *req, const struct route *route)
{
    return req->session && route->role != ROLE_NONE && !route->before_code &&
           !user_has_second_step(&req->session->user) &&
           totp_is_required(app_setting(app, SETTING_TOTP_REQUIRED), req_role(req));
}

static bool answer_check_code(struct app *app, struct req *req, struct res *res,
                              const struct route *route)
{
    if (!answer_lacks_code(app, req, route))
        return true;
    if (only_reads(req))
        res_redirect(res, 303, "/admin/account/second-step");
    else
        page_error(app, req, res, 403,
                   WORD("Your role has to sign in with a code or a passkey. Open “Your account” in "
                        "another tab and set one up, then come back here, reload the page and send "
                        "this again."));
    return false;
}

/* A handler that does not write is given a store that cannot. False: the one that can cannot be
 * opened now. A form that holds somebody's text goes to its handler all the same, which shows the
 * text again when the reading store refuses the write. */
static bool answer_choose_store(struct app *app, const struct route *route, unsigned method)
{
    bool writes = route->writes & method;
    struct store *store = writes ? app_writer(app, method == ROUTE_POST) : app->reader;
    app->store = store ? store : app->reader;
    return store || route->resume_form;
}

static void answer_routed(struct app *app, struct req *req, struct res *res,
                          const struct route *route)
{
    bool post = req->method == METHOD_POST;
    handler_fn *handler = post ? route->post : route->get;
    res->cache = route->cache;
    if (!answer_check_role(app, req, res, route))
        return;
    if (!answer_check_code(app, req, res, route))
        return;
    if (post && !answer_check_form(app, req, res, route))
        return;
    if (!handler)
        page_error(app, req, res, 404, NULL);
    else if (answer_choose_store(app, route, post ? ROUTE_POST : ROUTE_GET))
        handler(app, req, res);
    else
        page_store_error(app, req, res, app->writer_status, NULL);
    app->store = app->reader;
}

/* ---- A form that was kept --------------------------------------------------------------------- */

static void answer_to(struct req *req, const char *target)
{
    const char *query = strchr(target, '?');
    req->path = query ? arena_dupn(req->arena, target, (size_t)(query - target)) : target;
    req->raw_query = query ? query + 1 : "";
    req->query = req->garbled = req->params = (struct fields){0};
    form_parse_query(req->arena, req->raw_query, &req->query, &req->garbled);
}

/* By the handler, which may write nothing now: so it shows what was typed, as when it could not be saved. */
static bool answer_show_again(struct app *app, struct req *req, struct res *res, const char *target)
{
    struct req meant = *req;
    const struct route *route = NULL;
    const char *location = NULL, *allow = NULL;
    answer_to(&meant, target);
    if (route_find(&meant, &route, &location, &allow) != ROUTED || !route->shown_again ||
        !route->post || req_role(req) < route->role || answer_lacks_code(app, req, route))
        return false;
    *req = meant;
    app->store = app->reader;
    store_hold(app->reader, true);
    route->post(app, req, res);
    store_hold(app->reader, false);
    return true;
}

/* ---- Paths without a row in the table ------------------------------------------------------- */

/* The row of the desk that a path leads to, with *path put right; NULL: none. */
static const struct route *desk_row(const struct req *asked, const char **path)
{
    struct req req = *asked;
    const struct route *route = NULL;
    const char *location = NULL, *allow;
    req.path = *path;
    req.raw_query = "";
    if (route_find(&req, &route, &location, &allow) == ROUTED_REDIRECT) {
        *path = req.path = location;
        route_find(&req, &route, &location, &allow);
    }
    return route;
}

/* A slip in an address of the desk: whoever is to sign in there is asked to at once. */
static bool answer_slip_at_desk(struct req *req, struct res *res)
{
    const char *path = address_tidy(req->arena, req->path, true);
    const struct route *route = desk_row(req, &path);
    struct req meant = *req;
    meant.path = path;
    if (!route || strcmp(path, req->path) == 0)
        return false;
    if (!req->session && route->role > ROLE_NONE)
        ask_to_sign_in(&meant, res);
    else
        res_moved(res, req, path);
    return true;
}

static void answer_unrouted(struct app *app, struct req *req, struct res *res,
                            const struct routing *r)
{
    bool desk = path_is_desk(req->path);
    res->cache = desk ? CACHE_NONE : CACHE_PAGE;
    if (r->is == ROUTED_METHOD) {
        page_error(app, req, res, 405, NULL);
        res_header(res, "Allow", r->allow);
    } else if (desk && only_reads(req) && answer_slip_at_desk(req, res)) {
        return;
    } else if (desk && only_reads(req) && !req->session) {
        ask_to_sign_in(req, res); /* as for what is there: strangers are not told which is which */
    } else {
        res->status = 404; /* answer_make looks for what was meant, or shows the page */
    }
}

/* ---- Finishing ------------------------------------------------------------------------------ */

static const char *method_name(enum method m)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "other"};
    return m < METHOD_MAX ? names[m] : "other";
}

static void answer_finish(struct req *req, struct res *res)
{
    finish_response(req, res);
    log_event(res->status >= 500 ? LOG_WARN : LOG_DEBUG, "request", "method",
              method_name(req->method), "path", req->path, "status",
              arena_printf(req->arena, "%d", res->status), NULL);
}

/* Nothing is there. Readers are led to what was meant; with a row, its handler has made the page. */
static void answer_not_found(struct app *app, struct req *req, struct res *res, bool made)
{
    bool lead = only_reads(req) && !path_is_desk(req->path);
    const char *to = lead ? address_by_rule(app, req) : NULL;
    if (lead && !to)
        to = address_meant(app, req);
    if (to) {
        res_reset(res);
        res_redirect_anywhere(res, 301, to);
        return;
    }
    if (lead)
        missed_note(app, req->path);
    if (!made)
        page_error(app, req, res, 404, NULL);
}

void answer_make(struct app *app, struct req *req, struct res *res, const struct routing *r)
{
    if (r->is == ROUTED)
        answer_routed(app, req, res, r->route);
    else
        answer_unrouted(app, req, res, r);
    if (res->status == 404)
        answer_not_found(app, req, res, r->is == ROUTED);
    if (r->is == ROUTED)
        ready_pages_offer(app, req, res, r->route);
    answer_finish(req, res);
}

/* A request that is refused before it is routed or for its body: the error page, finished. */
static void answer_refuse(struct app *app, struct req *req, struct res *res, int status,
                          const char *detail)
{
    res->cache = CACHE_NONE;
    page_error(app, req, res, status, detail);
    answer_finish(req, res);
}

/* ---- For the server ------------------------------------------------------------------------- */

static void answer_close(struct app *app)
{
    if (app)
        app_close(app);
    free(app);
}

static struct app *answer_open(const struct site_place *place, struct buf *err)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app) {
        buf_adds(err, "out of memory");
        return NULL;
    }
    if (app_open(app, place->site, place->data, err)) {
        app->starter = place->starter;
        app->show_again = answer_show_again;
        return app;
    }
    answer_close(app);
    return NULL;
}

static const char *answer_base_url(const struct app *app)
{
    return app_setting(app, SETTING_BASE_URL);
}

static const char *answer_trusted_proxies(const struct app *app)
{
    return app_setting(app, SETTING_TRUSTED_PROXIES);
}

static void answer_hurry(struct app *app)
{
    app->hurried = true;
}

static bool answer_can_write(struct app *app)
{
    struct store *s = app_writer(app, true);
    return !s || store_can_write(s);
}

static void answer_end(struct app *app)
{
    answer_release(app);
    ready_pages_begin(app);
}

const struct site_functions answer_functions = {
    .open = answer_open,
    .close = answer_close,
    .reload = app_reload,
    .begin = answer_begin,
    .release = answer_release,
    .base_url = answer_base_url,
    .trusted_proxies = answer_trusted_proxies,
    .route = answer_route,
    .answer = answer_make,
    .refuse = answer_refuse,
    .ready = ready_pages_answer,
    .end = answer_end,
    .hurry = answer_hurry,
    .can_write = answer_can_write,
    .idle = app_idle,
    .work_waits = import_work_waits,
    .work = import_work_run,
};
