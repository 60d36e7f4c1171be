/* session.c: who is signed in, and whether a form came from our own page.
 *
 * Contract. session_load never fails: whatever the cookies hold, the request ends up with a session
 * that the store knows, or with none. A form is ours if both its token and the browser's headers
 * say so; each alone is not enough. The store is the caller's choice; only begin, close and visit
 * write.
 *
 * Diagnostics. A form that is not ours is false, and answer.c logs form_refused. What the store
 * could not do is logged here (session), and a visitor then counts as signed out.
 *
 * What each check stops:
 * - the cookie has 256 random bits and the store keeps only a hash of them: a leaked database or
 *   backup signs nobody in;
 * - session_is_token_text: a cookie of any other shape costs no query;
 * - HttpOnly: a script that got into a page cannot read the cookie; Secure: nobody on the wire can;
 * - __Host-: another host of the domain cannot plant a cookie of its choice (session fixation), nor
 *   can it plant the sign-in form's token;
 * - session_begin starts a session with a fresh cookie and ends the old one: what somebody knew
 *   before the sign-in is worth nothing after it;
 * - session_proof: a form that comes twice begins one session, and both answers set its cookie. The
 *   form's number and token are random, known to that page's browser alone, and worth nothing
 *   without a key that the site keeps; a sign-in still tries the password each time, and a one-time
 *   link serves one browser for a few minutes;
 * - the cookie of a sign-in that waits for its code is another one than the session's, and the store
 *   keeps the two apart: who has only the password gets no further with it;
 * - SameSite=Lax and Origin / Sec-Fetch-Site: another site's page cannot post a form with the
 *   visitor's cookie; a browser too old to send these headers is stopped by the token;
 * - the token of the form, compared in constant time: a page that can post blindly from a sibling
 *   host cannot guess it. The sign-in form has one too, or somebody could be signed in as
 *   another. */
#include "session.h"

#include "form_token.h"
#include "lib/log.h"
#include "lib/token.h"

#include <string.h>
#include <strings.h>

/* ---- Cookies -------------------------------------------------------------------------------- */

/* On https the __Host- prefix keeps other hosts of the domain from planting a cookie of that name
 * (RFC 6265bis 4.1.3). Browsers refuse it on the plain http of a loopback site. */
static const char *session_cookie_name(const struct req *req)
{
    return req->https ? "__Host-dateline" : "dateline";
}

static const char *session_form_cookie_name(const struct req *req)
{
    return req->https ? "__Host-dateline-form" : "dateline-form";
}

static const char *session_step_cookie_name(const struct req *req)
{
    return req->https ? "__Host-dateline-step" : "dateline-step";
}

/* max_age in seconds; 0 takes the cookie away, -1 keeps it until the browser closes. */
static void session_set_cookie(struct req *req, struct res *res, const char *name,
                               const char *value, long max_age)
{
    struct arena *a = req->arena;
    const char *age = max_age < 0 ? "" : arena_printf(a, "; Max-Age=%ld", max_age);
    res_header(res, "Set-Cookie",
               arena_printf(a, "%s=%s; Path=/%s; HttpOnly; SameSite=Lax%s", name, value, age,
                            req->https ? "; Secure" : ""));
    res_cache(res, CACHE_NONE);
}

static bool session_is_token_text(const char *s)
{
    static const char url_safe[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return s && strlen(s) == TOKEN_SIZE - 1 && s[strspn(s, url_safe)] == '\0';
}

/* ---- Loading -------------------------------------------------------------------------------- */

void session_load(struct store *store, struct req *req)
{
    const char *token = fields_get(&req->cookies, session_cookie_name(req));
    const char *form = fields_get(&req->cookies, session_form_cookie_name(req));
    req->session = NULL;
    req->csrf = session_is_token_text(form) ? form : "";
    if (!session_is_token_text(token))
        return;
    struct session *s = arena_alloc(req->arena, sizeof *s);
    enum store_status st = session_find(store, req->arena, token, req->now, s);
    if (st == STORE_OK) {
        req->session = s;
        req->csrf = s->csrf;
    } else if (st != STORE_MISSING) {
        log_event(LOG_ERROR, "session", "why", store_error(store), NULL);
    }
}

bool session_visit_is_due(const struct req *req)
{
    return req->session && req->now - req->session->seen_at >= SESSION_TOUCH_MS;
}

void session_visit(struct store *writer, const struct req *req)
{
    enum store_status st =
        writer ? session_touch(writer, req->session->id, req->address, req->now) : STORE_FAILED;
    if (st != STORE_OK && st != STORE_MISSING && st != STORE_BUSY)
        log_event(LOG_WARN, "session", "why", store_status_text(st), NULL);
}

void session_prepare_form(struct req *req, struct res *res)
{
    res_cache(res, CACHE_NONE);
    if (req->session || *req->csrf)
        return;
    char token[TOKEN_SIZE];
    token_random(token);
    req->csrf = arena_dup(req->arena, token);
    session_set_cookie(req, res, session_form_cookie_name(req), token, -1);
}

/* ---- Where a form comes from ---------------------------------------------------------------- */

/* "https://host:port" taken apart. */
struct origin {
    const char *scheme, *host, *port;
    size_t scheme_n, host_n, port_n;
};

static bool origin_split(const char *s, struct origin *o)
{
    const char *colon = strstr(s, "://");
    if (!colon || colon == s)
        return false;
    o->scheme = s;
    o->scheme_n = (size_t)(colon - s);
    o->host = colon + 3;
    /* An IPv6 address has colons itself, inside brackets. */
    const char *host_end = *o->host == '[' ? strchr(o->host, ']') : NULL;
    o->host_n = host_end ? (size_t)(host_end + 1 - o->host) : strcspn(o->host, ":/");
    const char *rest = o->host + o->host_n;
    o->port = *rest == ':' ? rest + 1 : "";
    o->port_n = strspn(o->port, "0123456789");
    if (o->port_n == 0) {
        bool https = o->scheme_n == 5 && strncasecmp(o->scheme, "https", 5) == 0;
        o->port = https ? "443" : "80";
        o->port_n = strlen(o->port);
        return o->host_n > 0 && *rest == '\0';
    }
    return o->host_n > 0 && o->port[o->port_n] == '\0';
}

static bool origin_part_is_same(const char *a, size_t a_n, const char *b, size_t b_n)
{
    return a_n == b_n && strncasecmp(a, b, a_n) == 0;
}

/* One's own machine, by whichever of its names the browser was pointed at it. */
static bool origin_is_loopback(const struct origin *o)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (origin_part_is_same(o->host, o->host_n, names[i], strlen(names[i])))
            return true;
    }
    return false;
}

static bool origin_is_same(const char *ours, const char *theirs)
{
    struct origin a, b;
    if (!origin_split(ours, &a) || !origin_split(theirs, &b))
        return false;
    bool host = origin_part_is_same(a.host, a.host_n, b.host, b.host_n) ||
                (origin_is_loopback(&a) && origin_is_loopback(&b));
    return host && origin_part_is_same(a.scheme, a.scheme_n, b.scheme, b.scheme_n) &&
           origin_part_is_same(a.port, a.port_n, b.port, b.port_n);
}

bool session_origin_is_ours(const struct req *req)
{
    const char *site = req->sec_fetch_site;
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return false;
    return !req->origin || origin_is_same(req->base_url, req->origin);
}

bool session_form_is_ours(const struct req *req)
{
    return session_origin_is_ours(req) && *req->csrf &&
           token_equal(req->csrf, fields_get(&req->form, "csrf"));
}

/* ---- Beginning and end ---------------------------------------------------------------------- */

const char *session_proof(const struct req *req)
{
    const char *number = form_number(req), *csrf = req_form(req, "csrf");
    return number && *csrf ? arena_printf(req->arena, "%s %s %s", req->path, number, csrf) : NULL;
}

/* The session that was started becomes the request's and the browser's. */
static enum store_status session_take(struct store *w, struct req *req, struct res *res,
                                      const char *token)
{
    struct session *s = arena_alloc(req->arena, sizeof *s);
    enum store_status st = session_find(w, req->arena, token, req->now, s);
    if (st != STORE_OK)
        return st;
    /* The one there was ends only now: a failure before leaves everything as it was. */
    if (req->session && req->session->id != s->id) {
        st = session_end(w, req->session->id, req->now);
        if (st != STORE_OK && st != STORE_MISSING)
            log_event(LOG_WARN, "session", "why", store_status_text(st), NULL);
    }
    req->session = s;
    req->csrf = s->csrf;
    session_set_cookie(req, res, session_cookie_name(req), arena_dup(req->arena, token),
                       SESSION_MAX_MS / 1000);
    if (fields_get(&req->cookies, session_form_cookie_name(req)))
        session_set_cookie(req, res, session_form_cookie_name(req), "", 0);
    if (fields_get(&req->cookies, session_step_cookie_name(req)))
        session_set_cookie(req, res, session_step_cookie_name(req), "", 0);
    return STORE_OK;
}

enum store_status session_begin(struct store *w, struct req *req, struct res *res, int64_t user_id)
{
    char token[TOKEN_SIZE];
    enum store_status st =
        session_start(w, user_id, req->agent, session_proof(req), req->now, token);
    return st == STORE_OK ? session_take(w, req, res, token) : st;
}

enum store_status session_begin_again(struct store *s, struct req *req, struct res *res)
{
    char token[TOKEN_SIZE];
    enum store_status st =
        session_started_by(s, form_number(req), session_proof(req), req->now, token);
    return st == STORE_OK ? session_take(s, req, res, token) : st;
}

/* Of the browser; it goes with it, and soon. */
static void session_take_step(struct req *req, struct res *res, const char *token)
{
    req->step = arena_dup(req->arena, token);
    session_set_cookie(req, res, session_step_cookie_name(req), req->step, SIGN_IN_STEP_MS / 1000);
}

enum store_status session_begin_step(struct store *w, struct req *req, struct res *res,
                                     int64_t user_id)
{
    char token[TOKEN_SIZE];
    enum store_status st = sign_in_step_begin(w, user_id, req->now, token);
    if (st == STORE_OK)
        session_take_step(req, res, token);
    return st;
}

static const char *session_step(const struct req *req)
{
    const char *token = fields_get(&req->cookies, session_step_cookie_name(req));
    return req->step ? req->step : session_is_token_text(token) ? token : NULL;
}

enum store_status session_step_user(struct store *s, struct req *req, struct user *out)
{
    return sign_in_step_find(s, req->arena, session_step(req), req->now, out);
}

enum store_status session_begin_by_code(struct store *w, struct req *req, struct res *res,
                                        const char *typed, int *retry_s)
{
    char token[TOKEN_SIZE];
    const char *step = session_step(req);
    struct code_try t = {.typed = typed, .proof = session_proof(req), .now = req->now};
    struct sign_in_from from = {req->agent, req->address};
    if (!step)
        return STORE_MISSING;
    enum store_status st = sign_in_step_use(w, step, &t, &from, token);
    *retry_s = t.retry_s;
    return st == STORE_OK ? session_take(w, req, res, token) : st;
}

enum store_status session_begin_by_passkey(struct store *w, struct req *req, struct res *res,
                                           struct passkey_sign_in *said, enum passkey_fault *fault)
{
    char token[TOKEN_SIZE];
    struct sign_in_from from = {req->agent, req->address};
    said->browser = req->csrf;
    said->proof = session_proof(req);
    said->step = session_step(req);
    said->now = req->now;
    enum store_status st = passkey_sign_in(w, said, &from, token, fault);
    return st == STORE_OK ? session_take(w, req, res, token) : st;
}

enum store_status session_begin_by_link(struct store *w, struct req *req, struct res *res,
                                        const char *link, bool *step)
{
    char token[TOKEN_SIZE];
    enum store_status st =
        login_link_use(w, link, req->agent, session_proof(req), req->now, token, step);
    if (st == STORE_OK && *step) {
        session_take_step(req, res, token);
        return STORE_OK;
    }
    if (st == STORE_OK)
        st = session_take(w, req, res, token);
    if (st == STORE_OK)
        session_visit(w, req); /* the address is a known one from now on */
    return st;
}

enum store_status session_close(struct store *w, struct req *req, struct res *res)
{
    if (req->session) {
        enum store_status st = session_end(w, req->session->id, req->now);
        if (st != STORE_OK && st != STORE_MISSING)
            return st;
    }
    req->session = NULL;
    req->csrf = "";
    session_set_cookie(req, res, session_cookie_name(req), "", 0);
    return STORE_OK;
}
