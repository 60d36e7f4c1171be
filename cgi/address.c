/* address.c: see address.h. */
#include "address.h"

#include "cgi/http/router.h"
#include "db/redirect_rule.h"
#include "db/story.h"
#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

#define RULES_FOLLOWED 20

/* ---- Tidying ---------------------------------------------------------------------------------- */

/* Punctuation beyond ASCII that stands behind an address in running text. */
static bool is_punctuation(uint32_t cp)
{
    static const struct {
        uint32_t from, to;
    } blocks[] = {
        {0xA0, 0xBF},     /* Latin-1: the no-break space, «, » */
        {0x060C, 0x060C}, /* Arabic comma, */
        {0x061B, 0x061F}, /* semicolon, question mark, */
        {0x06D4, 0x06D4}, /* full stop */
        {0x0964, 0x0965}, /* danda */
        {0x2000, 0x206F}, /* general: spaces, dashes, quotation marks, … */
        {0x3000, 0x303F}, /* CJK */
        {0xFE30, 0xFE6F}, /* their small and vertical forms */
        {0xFEFF, 0xFEFF}, /* byte order mark */
        {0xFF00, 0xFF0F}, /* full width */
        {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFFD, 0xFFFD},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (cp >= blocks[i].from && cp <= blocks[i].to)
            return true;
    }
    return false;
}

/* The length without the last character, when that is no part of an address; else n. */
static size_t cut_one(const char *s, size_t n, bool ascii)
{
    uint32_t cp = (unsigned char)s[n - 1];
    size_t at = n - 1;
    if (cp < 0x80)
        return ascii_is_alnum(cp) ? n : at;
    while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80)
        at--;
    if (text_codepoint(s + at, n - at, &cp) == 0)
        return n;
    return ascii || is_punctuation(cp) ? at : n;
}

static size_t cut_end(const char *s, size_t n, bool ascii)
{
    for (size_t cut; n > 0 && (cut = cut_one(s, n, ascii)) < n;)
        n = cut;
    return n;
}

/* Cuts a last segment of that name. */
static size_t cut_file(const char *s, size_t n, const char *name)
{
    size_t file = strlen(name);
    bool ends = n > file && s[n - file - 1] == '/' && strncasecmp(s + n - file, name, file) == 0;
    return ends ? n - file - 1 : n;
}

const char *address_tidy(struct arena *a, const char *path, bool ascii)
{
    char *out = arena_alloc(a, strlen(path) + 2);
    size_t n = 0;
    for (const char *c = path; *c; c++) {
        if (*c != '/' || n == 0 || out[n - 1] != '/')
            out[n++] = *c;
    }
    n = cut_end(out, n, ascii);
    n = cut_end(out, cut_file(out, cut_file(out, n, "index.html"), "index.htm"), ascii);
    if (n == 0)
        out[n++] = '/';
    return arena_dupn(a, out, n);
}

/* ---- Asking the pages ------------------------------------------------------------------------ */

/* A page for readers; not a file, which keeps its case and has no slash to slip. */
static bool route_is_page(const struct route *route, const struct req *req)
{
    return route->get && route->role == ROLE_NONE && !path_is_desk(req->path) &&
           !fields_get(&req->params, "rest");
}

static const char *header_of(const struct res *res, const char *name)
{
    for (size_t i = 0; i < res->n_headers; i++) {
        if (strcmp(res->headers[i].name, name) == 0)
            return res->headers[i].value;
    }
    return NULL;
}

static const char *with_query(const struct req *req, const char *path)
{
    return *req->raw_query ? arena_printf(req->arena, "%s?%s", path, req->raw_query) : path;
}

/* Where one ends who asks for that path, or NULL: nowhere. The page is made as for a reader who has no
 * query, so that no query decides whether there is one. */
static const char *address_ask(struct app *app, const struct req *asked, const char *path)
{
    struct req req = *asked;
    const struct route *route;
    const char *location, *allow, *to = NULL;
    struct res res;

    req.path = path;
    req.query = req.garbled = (struct fields){0};
    if (route_find(&req, &route, &location, &allow) != ROUTED || !route_is_page(route, &req))
        return NULL;
    res_init(&res);
    route->get(app, &req, &res);
    if (res.status == 301)
        to = header_of(&res, "Location");
    else if (res.status == 200 || res.status == 410)
        to = with_query(asked, path);
    res_free(&res);
    return to;
}

/* An address that a story had once, here or on an old site. */
static const char *address_of_old(struct app *app, const struct req *req, const char *path)
{
    struct story_view view;
    enum story_found found;
    const char *to = NULL;
    enum store_status st =
        story_by_path(app->store, req->arena, path, req->now, &found, &view, &to);
    return st == STORE_OK && found == STORY_MOVED ? with_query(req, to) : NULL;
}

/* Is it where the reader is already? */
static bool is_here(const struct req *req, const char *location)
{
    size_t n = strcspn(location, "?");
    return strlen(req->path) == n && memcmp(location, req->path, n) == 0;
}

static const char *path_lower(struct arena *a, const char *path)
{
    char *out = arena_dup(a, path);
    for (char *c = out; *c; c++)
        *c = ascii_lower(*c);
    return out;
}

/* With and without the slash at its end. stem has none, unless it is "/". */
static const char *address_ask_both(struct app *app, const struct req *req, const char *stem)
{
    const char *slashed = stem[1] ? arena_printf(req->arena, "%s/", stem) : stem;
    const char *to = strcmp(stem, req->path) != 0 ? address_ask(app, req, stem) : NULL;
    if ((!to || is_here(req, to)) && stem[1] && strcmp(slashed, req->path) != 0)
        to = address_ask(app, req, slashed);
    return to && !is_here(req, to) ? to : NULL;
}

/* Letters of other scripts at the end of the only segment are a name that we do not have. */
static bool is_cut_to_nothing(const char *tidy, const char *strict)
{
    return strict[1] == '\0' && tidy[1] != '\0';
}

const char *address_by_rule(struct app *app, const struct req *req)
{
    const char *path = req->path, *to = NULL, *next;
    /* One redirect, to where a page is, or no rule leads further. */
    for (int hops = 0; hops < RULES_FOLLOWED; hops++) {
        if (redirect_rule_find(app->store, req->arena, path, &next) != STORE_OK)
            break;
        to = next;
        path = arena_dupn(req->arena, to, strcspn(to, "?#"));
        if (to[0] != '/' || address_ask(app, req, path))
            break;
    }
    return !to || strpbrk(to, "?#") ? to : with_query(req, to);
}

const char *address_meant(struct app *app, const struct req *req)
{
    struct arena *a = req->arena;
    const char *tidy = address_tidy(a, req->path, false), *strict = address_tidy(a, tidy, true);
    const char *tries[] = {req->path, tidy, is_cut_to_nothing(tidy, strict) ? tidy : strict};
    const char *to = address_of_number(app, req);

    for (size_t i = 0; i < 3 && !to; i++) {
        size_t n = strlen(tries[i]);
        if (i > 0 && strcmp(tries[i], tries[i - 1]) == 0)
            continue;
        while (n > 1 && tries[i][n - 1] == '/')
            n--;
        const char *stem = arena_dupn(a, tries[i], n), *small = path_lower(a, stem);
        to = address_of_old(app, req, stem);
        if (!to)
            to = address_ask_both(app, req, stem);
        if (!to && strcmp(small, stem) != 0)
            to = address_ask_both(app, req, small);
    }
    return to && !is_here(req, to) ? to : NULL;
}
