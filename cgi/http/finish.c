/* finish.c: status line, headers and conditions of each response, and nothing else writes any.
 *
 * Contract. Whatever a handler left in res, what is sent is a valid response with all security
 * headers, of the caching class of its route or a stricter one.
 *
 * Diagnostics. A response that is not sound (a header that cannot be one, a body that did not fit)
 * is logged as "response" and becomes a bare 500.
 *
 * What each check stops:
 * - header_value_is_sound: text from outside that ends up in a header cannot end the line and begin
 *   another header or page (response splitting);
 * - Content-Security-Policy: mark-up that got through the escaping runs no script and sends no form
 *   elsewhere; an upload opened by itself is sandboxed;
 * - nosniff: a file is what we say, not what a browser guesses from its bytes;
 * - frame-ancestors: our buttons cannot be put under another site's page;
 * - Permissions-Policy: what got into a page of the desk asks nobody for a passkey, but on the pages that
 *   do it themselves;
 * - no-store with a session or a cookie, and for 5xx: a shared cache never hands one person's page
 *   to the next, and keeps no error;
 * - Strict-Transport-Security only over https: a loopback site must not lock itself out. */
#include "finish.h"

#include "lib/dateline.h"
#include "lib/log.h"
#include "lib/token.h"
#include "range.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const struct {
    int status;
    const char *reason;
} reasons[] = {
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {507, "Insufficient Storage"},
};

static const char *finish_reason(int status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].status == status)
            return reasons[i].reason;
    }
    return "Unknown";
}

void finish_plain(struct res *res, int status)
{
    res_reset(res);
    res->status = status;
    res->content_type = "text/plain; charset=utf-8";
    res_cache(res, CACHE_NONE);
    buf_printf(&res->body, "%d %s\n", status, finish_reason(status));
}

/* ---- Headers -------------------------------------------------------------------------------- */

#define CSP_PAGE                                                                                   \
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "                    \
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
/* The hash is that of the style in deploy/pages/. */
#define CSP_OWN_STYLE                                                                              \
    "default-src 'none'; style-src 'sha256-cobnfdEAO8wmTEq96iiJy1pO5RZuRSd8L9h9+vCSs5g='; "        \
    "base-uri 'none'; frame-ancestors 'none'"
#define CSP_UPLOAD "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/* Of readers' pages, which the web servers of deploy/ say too, and what the desk's add. */
#define POLICY "camera=(), geolocation=(), microphone=()"
#define PASSKEYS_BY(whom)                                                                          \
    ", publickey-credentials-create=(" whom "), publickey-credentials-get=(" whom ")"

/* Which links a browser may follow before the click. The web servers of deploy/ say the same of the pages
 * that they send by themselves, so it is a constant; a site's own file of that name comes, too. */
#define RULES "\"/static/e24c515d/next-page.speculationrules\""

static void finish_add_security(const struct req *req, struct res *res)
{
    res_header(res, "Content-Security-Policy",
               res->upload      ? CSP_UPLOAD
               : res->own_style ? CSP_OWN_STYLE
                                : CSP_PAGE);
    res_header(res, "X-Content-Type-Options", "nosniff");
    /* Addresses of the desk, a one-time link's above all, and a guest's, stand in no other request's head or
     * log. */
    bool secret = path_is_desk(req->path) || path_is_guests(req->path);
    res_header(res, "Referrer-Policy",
               secret ? "strict-origin" : "strict-origin-when-cross-origin");
    res_header(res, "Cross-Origin-Opener-Policy", "same-origin");
    /* Feeds carry a story's pictures into readers' own programs, some of which are web pages. */
    res_header(res, "Cross-Origin-Resource-Policy", res->upload ? "cross-origin" : "same-origin");
    res_header(res, "Permissions-Policy",
               !path_is_desk(req->path) ? POLICY
               : res->passkeys          ? POLICY PASSKEYS_BY("self")
                                        : POLICY PASSKEYS_BY(""));
    if (req->https)
        res_header(res, "Strict-Transport-Security", "max-age=63072000");
}

static bool finish_has_header(const struct res *res, const char *name)
{
    for (size_t i = 0; i < res->n_headers; i++) {
        if (strcasecmp(res->headers[i].name, name) == 0)
            return true;
    }
    return false;
}

/* What is unavailable now is worth another try soon. */
static void finish_add_retry(struct res *res)
{
    if (res->status == 503 && !finish_has_header(res, "Retry-After"))
        res_header(res, "Retry-After", "5");
}

/* Nobody keeps a page unasked: what is published shows at once, and dates change at midnight. */
static void finish_add_cache_control(const struct req *req, struct res *res)
{
    /* A cookie set or looked at makes the answer one person's own. */
    if (finish_has_header(res, "Set-Cookie") || req->session || res->status >= 500)
        res_cache(res, CACHE_NONE);
    if (res->status != 200 && res->status != 206 && res->status != 304)
        res_cache(res, CACHE_PAGE);
    switch (res->cache) {
    case CACHE_FOREVER:
        res_header(res, "Cache-Control", "public, max-age=31536000, immutable");
        break;
    case CACHE_PICTURE:
        res_header(res, "Cache-Control", "public, max-age=31536000, s-maxage=60, immutable");
        break;
    case CACHE_PAGE:
        res_header(res, "Cache-Control", "public, max-age=0, must-revalidate");
        break;
    default:
        res_header(res, "Cache-Control", "no-store");
    }
}

/* Pages for anybody lead to others; nothing of one person's own does, and no form. */
static void finish_add_rules(struct res *res)
{
    if (res->status == 200 && res->cache == CACHE_PAGE && !res->own_style &&
        strncmp(res->content_type, "text/html", strlen("text/html")) == 0)
        res_header(res, "Speculation-Rules", RULES);
}

/* W/"…": weak, for a proxy in front may compress. */
static const char *etag_of(const struct req *req, const struct res *res)
{
    char mark[TOKEN_MARK_SIZE];
    if (res->etag)
        return arena_printf(req->arena, "W/\"%s\"", res->etag);
    if (res->file >= 0 && !res->etag_seed)
        return NULL;
    if (res->file >= 0)
        token_etag(res->etag_seed, strlen(res->etag_seed), mark);
    else
        token_etag(res->body.p, res->body.len, mark);
    return arena_printf(req->arena, "W/\"%s\"", mark);
}

/* ---- Conditions (RFC 9110 13) --------------------------------------------------------------- */

/* Web servers that compress mark the tag of what they compressed, within its quotes, and some pass it
 * on to us as it is (Apache's mod_deflate, lighttpd's, Caddy's encode). */
static bool etag_ends(const char *s)
{
    static const char *const marks[] = {"", "-gzip", "--gzip", "-br", "-zstd", "-deflate", ";gzip"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t n = strlen(marks[i]);
        if (strncmp(s, marks[i], n) == 0 && s[n] == '"')
            return true;
    }
    return false;
}

/* Is the tag on an If-None-Match list? Weak comparison. */
static bool lists_etag(const char *list, const char *etag)
{
    const char *opaque = etag + strlen("W/");
    size_t n = strlen(opaque) - 1; /* without the quote at its end */
    for (const char *s = list; *s;) {
        s += strspn(s, " \t,");
        if (*s == '*')
            return true;
        if (s[0] == 'W' && s[1] == '/')
            s += 2;
        if (strncmp(s, opaque, n) == 0 && etag_ends(s + n))
            return true;
        if (*s != '"')
            return false;
        s += 1 + strcspn(s + 1, "\"");
        s += *s == '"';
    }
    return false;
}

static bool client_has_current(const struct req *req, const struct res *res, const char *etag)
{
    int64_t since;
    if (req->if_none_match)
        return etag && lists_etag(req->if_none_match, etag);
    /* HTTP dates are whole seconds; so must ours be to compare. One to come is a wrong clock's, which
     * does not know what it has. */
    return req->if_modified_since && res->last_modified > 0 &&
           dateline_from_http(req->if_modified_since, &since) && since <= req->now &&
           res->last_modified / 1000 <= since / 1000;
}

static void finish_add_conditions(const struct req *req, struct res *res)
{
    bool reads = req->method == METHOD_GET || req->method == METHOD_HEAD;
    if ((res->status != 200 && res->status != 206) || res->cache == CACHE_NONE || !reads)
        return;
    const char *etag = etag_of(req, res);
    if (etag)
        res_header(res, "ETag", etag);
    if (res->last_modified > 0) {
        char *date = arena_alloc(req->arena, DATELINE_HTTP_SIZE);
        /* Never after now (RFC 9110 8.8.2.1). */
        dateline_http(res->last_modified < req->now ? res->last_modified : req->now, date);
        res_header(res, "Last-Modified", date);
    }
    if (client_has_current(req, res, etag))
        res->status = 304;
}

/* ---- Parts (RFC 9110 14) ---------------------------------------------------------------------- */

/* A part of a picture, which a browser asks for when the rest was lost on the way. Other files are
 * small, and compressed by the web server; of a picture that the client may have, all is said. */
static void finish_take_part(const struct req *req, struct res *res)
{
    int64_t first = 0, n = 0, size = res->file_size;
    if (res->file < 0 || !res->upload || res->status != 200)
        return;
    res_header(res, "Accept-Ranges", "bytes");
    if (req->method != METHOD_GET || req->if_none_match || req->if_modified_since)
        return;
    switch (range_parse(req->range, size, &first, &n)) {
    case RANGE_PART:
        if (lseek(res->file, (off_t)first, SEEK_SET) < 0)
            return;
        res->status = 206;
        res->file_size = n;
        res_header(res, "Content-Range",
                   arena_printf(req->arena, "bytes %" PRId64 "-%" PRId64 "/%" PRId64, first,
                                first + n - 1, size));
        break;
    case RANGE_BEYOND:
        finish_plain(res, 416);
        res_header(res, "Content-Range", arena_printf(req->arena, "bytes */%" PRId64, size));
        break;
    default:
        break;
    }
}

/* ---- The whole ------------------------------------------------------------------------------ */

static bool header_name_is_sound(const char *s)
{
    return *s &&
           s[strspn(s, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* No control character: a line break would begin another header. */
static bool header_value_is_sound(const char *s)
{
    for (; s && *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c < 0x20 || c == 0x7f)
            return false;
    }
    return s != NULL;
}

static bool response_is_sound(const struct res *res)
{
    if (res->broken || !header_value_is_sound(res->content_type) || res->status < 200 ||
        res->status > 599)
        return false;
    for (size_t i = 0; i < res->n_headers; i++) {
        if (!header_name_is_sound(res->headers[i].name) ||
            !header_value_is_sound(res->headers[i].value))
            return false;
    }
    return res->file >= 0 || !res->body.failed;
}

static void finish_add_headers(const struct req *req, struct res *res)
{
    finish_add_retry(res);
    finish_take_part(req, res);
    finish_add_security(req, res);
    finish_add_cache_control(req, res);
    finish_add_rules(res);
    finish_add_conditions(req, res);
    if (res->status == 304 || res->status == 204)
        return;
    int64_t n = res->file >= 0 ? res->file_size
                : res->lent    ? (int64_t)res->lent_n
                               : (int64_t)res->body.len;
    res_header(res, "Content-Type", res->content_type);
    if (res->coding)
        res_header(res, "Content-Encoding", res->coding);
    res_header(res, "Content-Length", arena_printf(req->arena, "%" PRId64, n));
}

void finish_response(const struct req *req, struct res *res)
{
    if (response_is_sound(res))
        finish_add_headers(req, res);
    if (!response_is_sound(res)) {
        log_event(LOG_ERROR, "response", "path", req->path, "why", "a header or body is faulty",
                  NULL);
        finish_plain(res, 500);
        finish_add_headers(req, res);
    }
}

void finish_print_head(const struct res *res, struct buf *out)
{
    buf_printf(out, "Status: %d %s\r\n", res->status, finish_reason(res->status));
    for (size_t i = 0; i < res->n_headers; i++)
        buf_printf(out, "%s: %s\r\n", res->headers[i].name, res->headers[i].value);
    buf_adds(out, "\r\n");
}

bool finish_has_content(const struct req *req, const struct res *res)
{
    return req->method != METHOD_HEAD && res->status != 204 && res->status != 304;
}
