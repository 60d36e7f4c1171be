/* exchange.c: from parameters and body to a parsed request, and from a response to bytes.
 *
 * Contract. Each request is answered, whatever was sent. What reaches the site is whole, valid
 * UTF-8 without NUL, in the request's arena, and within the row's limit. What does not is refused
 * with the status that says why, and never reaches a handler.
 *
 * Diagnostics. exchange_serve is false when the connection must be closed: the body broke off or
 * was not as long as it said, or the client did not take the answer. Nothing is logged here; the
 * site logs the request with its status.
 *
 * What the order and each check stop:
 * - the head decides, role included, how much body may come: nobody who is not signed in makes us
 *   hold 40 MB;
 * - a body is read to its end even if it was refused: on a connection that stays open the rest
 *   would be taken for the next request (request smuggling). After DRAIN_MAX the connection is
 *   closed;
 * - a body longer or shorter than Content-Length says is refused and the connection closed, for the
 *   same reason;
 * - path and query are limited and decoded once; the path holds no control and no "..", the query
 *   as it was sent nothing that a header may not: what is behind need not look again. No query is
 *   refused for its fields: others add theirs, and what they wrote must not keep a reader away;
 * - a header that is not clean text counts as absent;
 * - the User-Agent is cut: it is stored with a session;
 * - the snapshot ends before a body is read: a client that sends slowly must not hold one open. */
#include "exchange.h"

#include "access.h"
#include "finish.h"
#include "form.h"
#include "lib/clock.h"
#include "lib/dateline.h"
#include "lib/language.h"
#include "lib/proxy.h"
#include "lib/text.h"
#include "multipart.h"
#include "send.h"

#include <string.h>
#include <strings.h>

#define PATH_BYTES_MAX 2048u
#define QUERY_BYTES_MAX 8192u
#define AGENT_BYTES_MAX 200u
#define PICTURE_LIKELY (256 * 1024)          /* bytes of a body */
#define DRAIN_MAX ((size_t)64 * 1024 * 1024) /* bytes of a refused body that are read over */

/* What is wrong with a request, to be said by the site. status 0: nothing. */
struct refusal {
    int status;
    const char *detail;
};

struct exchange {
    const struct site_functions *site;
    struct app *app;
    const struct exchange_io *io;
    struct req req;
    struct res res;
    struct routing routing;
    const char *length_text; /* CONTENT_LENGTH, "" when not sent */
    bool at_end;             /* the body's end was seen */
    bool broken;             /* it will not come */
};

/* ---- The head ------------------------------------------------------------------------------- */

static const char *exchange_param(const struct exchange *x, const char *name)
{
    const char *v = x->io->param(x->io->ctx, name);
    return v ? v : "";
}

/* A header that means nothing to us unless it is clean text; NULL when it is not there. */
static const char *exchange_header(struct exchange *x, const char *name)
{
    const char *v = exchange_param(x, name);
    return *v && text_utf8_valid(v, strlen(v)) ? arena_dup(x->req.arena, v) : NULL;
}

static enum method method_of(const char *name)
{
    static const char *const names[] = {"GET", "HEAD", "POST"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0)
            return (enum method)i;
    }
    return METHOD_OTHER;
}

/* At most n bytes, not cutting through a character. */
static const char *exchange_cut(struct arena *a, const char *s, size_t n)
{
    size_t len = strlen(s);
    if (len > n) {
        len = n;
        while (len > 0 && ((unsigned char)s[len] & 0xc0) == 0x80)
            len--;
    }
    return arena_dupn(a, s, len);
}

/* The path as the client sent it, without the query. */
static const char *exchange_raw_path(const struct exchange *x)
{
    const char *uri = exchange_param(x, "REQUEST_URI");
    if (*uri)
        return arena_dupn(x->req.arena, uri, strcspn(uri, "?#"));
    return arena_printf(x->req.arena, "%s%s", exchange_param(x, "SCRIPT_NAME"),
                        exchange_param(x, "PATH_INFO"));
}

static struct refusal exchange_read_address(struct exchange *x)
{
    struct req *req = &x->req;
    const char *raw = exchange_raw_path(x);
    const char *query = exchange_param(x, "QUERY_STRING");
    if (strlen(raw) > PATH_BYTES_MAX || strlen(query) > QUERY_BYTES_MAX)
        return (struct refusal){414, WORD("The address is too long.")};
    const char *path = path_decode(req->arena, raw);
    if (!path)
        return (struct refusal){400, WORD("The address is not valid.")};
    req->path = path;
    req->raw_query = form_clean_query(req->arena, query);
    form_parse_query(req->arena, query, &req->query, &req->garbled);
    return (struct refusal){0};
}

static const char *exchange_client(struct exchange *x)
{
    const char *peer = exchange_param(x, "REMOTE_ADDR");
    return proxy_client(x->req.arena, x->site->trusted_proxies(x->app),
                        text_utf8_repair(x->req.arena, peer, strlen(peer)),
                        exchange_param(x, "HTTP_X_FORWARDED_FOR"));
}

/* What proxies add, when the address is still that of who asked the web server. */
static bool exchange_is_forwarded(const struct exchange *x)
{
    return (*exchange_param(x, "HTTP_X_FORWARDED_FOR") &&
            strcmp(x->req.address, exchange_param(x, "REMOTE_ADDR")) == 0) ||
           *exchange_param(x, "HTTP_FORWARDED") || *exchange_param(x, "HTTP_VIA") ||
           *exchange_param(x, "HTTP_X_REAL_IP");
}

/* What an answer that lies ready depends on. */
static struct refusal exchange_read_question(struct exchange *x)
{
    struct req *req = &x->req;
    req->now = dateline_now();
    req->method = method_of(exchange_param(x, "REQUEST_METHOD"));
    req->path = "/";
    req->raw_query = req->csrf = "";
    req->if_none_match = exchange_header(x, "HTTP_IF_NONE_MATCH");
    req->if_modified_since = exchange_header(x, "HTTP_IF_MODIFIED_SINCE");
    req->accept_encoding = exchange_header(x, "HTTP_ACCEPT_ENCODING");
    cookies_parse(req->arena, exchange_param(x, "HTTP_COOKIE"), &req->cookies);
    return exchange_read_address(x);
}

static void exchange_take_base_url(struct exchange *x)
{
    x->req.base_url = x->site->base_url(x->app);
    x->req.https = strncmp(x->req.base_url, "https://", strlen("https://")) == 0;
}

static void exchange_read_head(struct exchange *x)
{
    struct req *req = &x->req;
    const char *agent = exchange_param(x, "HTTP_USER_AGENT");
    exchange_take_base_url(x);
    req->content_type = arena_dup(req->arena, exchange_param(x, "CONTENT_TYPE"));
    req->address = exchange_client(x);
    req->agent = exchange_cut(req->arena, text_utf8_repair(req->arena, agent, strlen(agent)),
                              AGENT_BYTES_MAX);
    req->forwarded = exchange_is_forwarded(x);
    /* Our tags are weak, so no If-Range can hold (RFC 9110 13.1.5). */
    req->range = exchange_header(x, "HTTP_IF_RANGE") ? NULL : exchange_header(x, "HTTP_RANGE");
    req->origin = exchange_header(x, "HTTP_ORIGIN");
    req->sec_fetch_site = exchange_header(x, "HTTP_SEC_FETCH_SITE");
    x->length_text = arena_dup(req->arena, exchange_param(x, "CONTENT_LENGTH"));
}

/* ---- The body ------------------------------------------------------------------------------- */

/* Up to n bytes; fewer only at the end or when it broke off. */
static size_t body_read_some(struct exchange *x, char *to, size_t n)
{
    size_t have = 0;
    while (have < n && !x->at_end && !x->broken) {
        long got = x->io->read(x->io->ctx, to + have, n - have);
        if (got > 0)
            have += (size_t)got;
        x->at_end = got == 0;
        x->broken = got < 0;
    }
    return have;
}

/* Reads over what is left. */
static void exchange_drain(struct exchange *x)
{
    char chunk[8 * 1024];
    for (size_t n = 0; n < DRAIN_MAX && !x->at_end && !x->broken;)
        n += body_read_some(x, chunk, sizeof chunk);
}

static const struct refusal not_utf8 = {400, WORD("The form is not valid UTF-8 text.")};
static const struct refusal malformed = {
    400, WORD("The form did not arrive complete. Please try again.")};
static const struct refusal too_many = {413, WORD("The form has too many fields.")};
static const struct refusal overloaded = {
    503, WORD("Too much is being done at this moment. Please try again in a few seconds.")};
static const struct refusal too_large = {413, WORD("What was sent is too large.")};

static struct refusal form_refusal(enum form_status st)
{
    switch (st) {
    case FORM_OK:
        return (struct refusal){0};
    case FORM_TOO_MANY:
        return too_many;
    case FORM_NOT_UTF8:
        return not_utf8;
    default:
        return malformed;
    }
}

static bool content_type_is(const char *content_type, const char *type)
{
    size_t n = strlen(type);
    return strncasecmp(content_type, type, n) == 0 &&
           (content_type[n] == '\0' || content_type[n] == ';' || content_type[n] == ' ');
}

static struct refusal exchange_parse_form(struct req *req, const char *body, size_t n)
{
    if (content_type_is(req->content_type, "multipart/form-data"))
        return form_refusal(
            multipart_parse(req->arena, req->content_type, body, n, &req->form, &req->uploads));
    if (n > 0 && !content_type_is(req->content_type, "application/x-www-form-urlencoded"))
        return (struct refusal){415,
                                WORD("Only forms are accepted here, not other kinds of content.")};
    if (!text_utf8_valid(body, n))
        return not_utf8;
    return form_refusal(form_parse(req->arena, body, n, &req->form));
}

/* One byte more must find the end: a body longer than it said is as wrong as a shorter one. */
static bool body_came_whole(struct exchange *x, size_t have, size_t said)
{
    char beyond;
    if (have == said && body_read_some(x, &beyond, 1) == 0 && x->at_end)
        return true;
    x->broken = true;
    return false;
}

/* A form that editors typed into, larger than may be held: because of a picture, be it that the
 * picture is too large or that they are signed out. The picture is left out, the text is not
 * lost. */
static struct refusal exchange_strip_files(struct exchange *x, size_t length)
{
    struct req *req = &x->req;
    struct buf text;
    char chunk[8 * 1024];
    struct refusal no = too_large;
    buf_init(&text, route_body_max(x->routing.route, req));
    struct multipart_strip *t = multipart_strip_new(req->arena, req->content_type, &text);
    size_t left = length;
    while (t && left > 0 && !x->at_end && !x->broken) {
        size_t got = body_read_some(x, chunk, left < sizeof chunk ? left : sizeof chunk);
        multipart_strip_add(t, chunk, got);
        left -= got;
    }
    if (t && !body_came_whole(x, length - left, length))
        no = malformed;
    else if (t && multipart_strip_end(t))
        no = exchange_parse_form(req, arena_dupn(req->arena, text.p, text.len), text.len);
    req->without_files = no.status == 0;
    buf_free(&text);
    return no;
}

/* Nobody reads 64 MB for a stranger. */
static bool exchange_may_strip_files(const struct exchange *x, uint64_t length)
{
    return (x->req.session || x->req.known_address) && x->routing.route->resume_form &&
           length <= DRAIN_MAX && content_type_is(x->req.content_type, "multipart/form-data");
}

/* Reads and parses the body of a POST for which there is a row. */
static struct refusal exchange_read_body(struct exchange *x)
{
    int64_t length;
    /* Caddy 2.6 says -1 of a body that comes in chunks. */
    if (!*x->length_text || strcmp(x->length_text, "-1") == 0)
        return (struct refusal){411, WORD("The request did not say how long it is.")};
    if (!text_to_int(x->length_text, 0, INT64_MAX / 2, &length)) {
        x->broken = true;
        return malformed;
    }
    if ((uint64_t)length > route_body_max(x->routing.route, &x->req))
        return exchange_may_strip_files(x, (uint64_t)length)
                   ? exchange_strip_files(x, (size_t)length)
                   : too_large;
    size_t n = (size_t)length;
    char *body = arena_alloc(x->req.arena, n + 1);
    if (!body_came_whole(x, body_read_some(x, body, n), n))
        return malformed;
    body[n] = '\0';
    return exchange_parse_form(&x->req, body, n);
}

/* ---- The look at the head -------------------------------------------------------------------- */

/* Slow are a password to hash, and so much content that there is a picture in it. */
static struct exchange_need need_of_post(const struct exchange *x)
{
    struct exchange_need need = {0};
    const struct route *route = x->routing.route;
    int64_t n;
    if (x->routing.is != ROUTED || !text_to_int(x->length_text, 0, INT64_MAX / 2, &n))
        return need;
    if ((uint64_t)n <= route_body_max(route, &x->req) || exchange_may_strip_files(x, (uint64_t)n))
        need.body = (size_t)n;
    need.hash = need.body > 0 && route->slow;
    need.slow = need.hash || (need.body > 0 && n > PICTURE_LIKELY);
    need.writes = need.body > 0 && (route->writes & ROUTE_POST);
    need.known = x->req.known_address;
    need.typed = route->resume_form && !route->slow;
    return need;
}

struct exchange_need exchange_look(const struct site_functions *site, struct app *app,
                                   struct arena *a, const struct exchange_io *io)
{
    struct exchange x = {.site = site, .app = app, .io = io, .req.arena = a};
    struct exchange_need need = {0};
    site->begin(app);
    if (exchange_read_question(&x).status == 0) {
        exchange_read_head(&x);
        site->release(app);
        site->route(app, &x.req, &x.routing);
        need = need_of_post(&x);
    }
    site->end(app);
    return need;
}

/* ---- The whole ------------------------------------------------------------------------------ */

static struct refusal exchange_take_request(struct exchange *x, struct refusal no)
{
    exchange_read_head(x);
    /* A body may take its time to come, and an open snapshot keeps the store from tidying up. */
    if (no.status || *x->length_text)
        x->site->release(x->app);
    if (no.status)
        return no;
    if (x->io->overloaded)
        return overloaded;
    x->site->route(x->app, &x->req, &x->routing);
    meter_route(x->io->meter, x->routing.route);
    if (x->req.method != METHOD_POST || x->routing.is != ROUTED)
        return (struct refusal){0};
    return exchange_read_body(x);
}

static void exchange_take_ready(struct exchange *x)
{
    struct routing *r = &x->routing; /* for who counts */
    exchange_drain(x);
    if (send_has_head(&x->req, &x->res)) {
        r->route = x->res.lent_head->route;
        r->is = ROUTED;
        return;
    }
    exchange_take_base_url(x);
    r->is = route_find(&x->req, &r->route, &r->location, &r->allow);
    finish_response(&x->req, &x->res);
}

static void exchange_make_answer(struct exchange *x, struct refusal no)
{
    x->site->begin(x->app);
    no = exchange_take_request(x, no);
    exchange_drain(x);
    if (no.status)
        x->site->refuse(x->app, &x->req, &x->res, no.status, no.detail);
    else
        x->site->answer(x->app, &x->req, &x->res, &x->routing);
    x->site->end(x->app);
}

bool exchange_serve(const struct site_functions *site, struct app *app, struct arena *a,
                    const struct exchange_io *io)
{
    struct exchange x = {
        .site = site, .app = app, .io = io, .req = {.arena = a, .meters = io->meters}};
    int64_t began = clock_monotonic_us();
    meter_begin(io->meter);
    res_init(&x.res);
    struct refusal no = exchange_read_question(&x);
    bool ready = no.status == 0 && site->ready && site->ready(app, &x.req, &x.res);
    if (ready)
        exchange_take_ready(&x);
    else
        exchange_make_answer(&x, no);
    bool sent = send_answer(io, &x.req, &x.res, x.routing.is == ROUTED ? x.routing.route : NULL);
    int64_t us = clock_monotonic_us() - began;
    meter_end(io->meter, x.routing.is == ROUTED ? x.routing.route : NULL, x.res.status, us);
    access_note(&x.req, &x.res, ready, us);
    res_free(&x.res);
    return sent && x.at_end && !x.broken;
}
