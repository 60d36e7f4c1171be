/* router.c: finding the row of the table that a path belongs to. */
#include "router.h"

#include "db/group.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <string.h>

/* One segment of a path or pattern: n bytes without the slash. */
struct segment {
    const char *s;
    size_t n;
};

static struct segment segment_at(const char *s)
{
    return (struct segment){s, strcspn(s, "/")};
}

static bool segment_is(struct segment g, const char *literal)
{
    return strlen(literal) == g.n && memcmp(g.s, literal, g.n) == 0;
}

static bool segment_is_digits(struct segment g)
{
    for (size_t i = 0; i < g.n; i++) {
        if (g.s[i] < '0' || g.s[i] > '9')
            return false;
    }
    return g.n > 0;
}

/* Whether the value is one for the pattern's {name}. */
static bool segment_takes(struct segment name, const char *value, bool first)
{
    struct segment v = {value, strlen(value)};
    int64_t number;
    if (segment_is(name, "{yyyy}"))
        return v.n == 4 && segment_is_digits(v);
    if (segment_is(name, "{mm}"))
        return v.n == 2 && segment_is_digits(v) && strcmp(value, "01") >= 0 &&
               strcmp(value, "12") <= 0;
    if (segment_is(name, "{id}"))
        return segment_is_digits(v) && value[0] != '0' && text_to_int(value, 1, INT64_MAX, &number);
    return slug_valid(value) && !(first && group_slug_reserved(value));
}

/* "sitemap-{id}.xml": a pattern's segment as its parts. A literal has no name and is all head. */
struct pieces {
    struct segment head, name, tail;
};

static struct pieces segment_take_apart(struct segment p)
{
    const char *open = memchr(p.s, '{', p.n);
    if (!open)
        return (struct pieces){.head = p};
    size_t at = (size_t)(open - p.s), n = strcspn(open, "}") + 1;
    return (struct pieces){{p.s, at}, {open, n}, {open + n, p.n - at - n}};
}

/* Whether v is the pieces' literals with something between them, which becomes *value. */
static bool segment_between(struct arena *a, const struct pieces *p, struct segment v,
                            const char **value)
{
    size_t literal = p->head.n + p->tail.n;
    if (v.n <= literal || memcmp(v.s, p->head.s, p->head.n) != 0 ||
        memcmp(v.s + v.n - p->tail.n, p->tail.s, p->tail.n) != 0)
        return false;
    *value = arena_dupn(a, v.s + p->head.n, v.n - literal);
    return true;
}

/* Does one segment fit? Its {name} goes into params. */
static bool segment_fits(struct arena *a, struct segment p, struct segment v, bool first,
                         struct fields *params)
{
    struct pieces pieces = segment_take_apart(p);
    const char *value;
    if (pieces.name.n == 0)
        return p.n == v.n && memcmp(p.s, v.s, p.n) == 0;
    bool whole = pieces.name.n == p.n;
    if (!segment_between(a, &pieces, v, &value) ||
        !segment_takes(pieces.name, value, first && whole))
        return false;
    fields_add(a, params, arena_dupn(a, pieces.name.s + 1, pieces.name.n - 2), value);
    return true;
}

/* Does the path fit the pattern? Its {names} go into params. */
static bool route_matches(struct arena *a, const char *pattern, const char *path,
                          struct fields *params)
{
    *params = (struct fields){0};
    bool first = true;
    for (;;) {
        if (*pattern != '/' || *path != '/')
            return *pattern == *path;
        struct segment p = segment_at(++pattern), v = segment_at(++path);
        if (segment_is(p, "{rest}")) {
            fields_add(a, params, "rest", path);
            return *path != '\0';
        }
        if (!segment_fits(a, p, v, first, params))
            return false;
        pattern += p.n;
        path += v.n;
        first = false;
    }
}

static unsigned method_bit(enum method m)
{
    switch (m) {
    case METHOD_GET:
    case METHOD_HEAD:
        return ROUTE_GET;
    case METHOD_POST:
        return ROUTE_POST;
    default:
        return 0;
    }
}

static const char *route_allow_text(unsigned methods)
{
    if (methods == (ROUTE_GET | ROUTE_POST))
        return "GET, HEAD, POST";
    return methods == ROUTE_POST ? "POST" : "GET, HEAD";
}

/* The methods of all rows that the path fits; *found is the first of them with `bit`. */
static unsigned route_look_up(struct arena *a, const char *path, unsigned bit,
                              const struct route **found, struct fields *params)
{
    unsigned methods = 0;
    *found = NULL;
    for (size_t i = 0; i < routes_n; i++) {
        const char *pattern = routes[i].pattern;
        struct fields here;
        if (*path && pattern[1] != '{' && pattern[1] != path[1]) /* as most rows */
            continue;
        if (!route_matches(a, pattern, path, &here))
            continue;
        methods |= routes[i].methods;
        if (!*found && (routes[i].methods & bit)) {
            *found = &routes[i];
            *params = here;
        }
    }
    return methods;
}

static char *path_lower(struct arena *a, const char *path)
{
    char *out = arena_dup(a, path);
    for (char *c = out; *c; c++) {
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    }
    return out;
}

static const char *path_toggle_slash(struct arena *a, const char *path)
{
    size_t n = strlen(path);
    return path[n - 1] == '/' ? arena_dupn(a, path, n - 1) : arena_printf(a, "%s/", path);
}

/* A page of ours at that path? Files' names ({rest}) keep their case and have no slash to slip. */
static bool path_leads_to_page(struct arena *a, const char *path)
{
    const struct route *route;
    struct fields params;
    if (path[0] != '/' || path[1] == '/')
        return false;
    route_look_up(a, path, ROUTE_GET, &route, &params);
    return route && !fields_get(&params, "rest");
}

/* The address that was meant, or NULL. What leads to a page is ASCII and needs no escaping. */
static const char *route_of_slip(struct req *req)
{
    struct arena *a = req->arena;
    const char *small = path_lower(a, req->path);
    const char *tries[] = {small, path_toggle_slash(a, req->path), path_toggle_slash(a, small)};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(tries[i], req->path) != 0 && path_leads_to_page(a, tries[i]))
            return *req->raw_query ? arena_printf(a, "%s?%s", tries[i], req->raw_query) : tries[i];
    }
    return NULL;
}

enum routed route_find(struct req *req, const struct route **route, const char **location,
                       const char **allow)
{
    unsigned bit = method_bit(req->method);
    unsigned methods = route_look_up(req->arena, req->path, bit, route, &req->params);
    if (*route)
        return ROUTED;
    if (methods) {
        *allow = route_allow_text(methods);
        return ROUTED_METHOD;
    }
    if (bit == ROUTE_GET && (*location = route_of_slip(req)))
        return ROUTED_REDIRECT;
    return ROUTED_NOT_FOUND;
}

size_t route_body_max(const struct route *route, const struct req *req)
{
    size_t most = req->known_address ? ROUTE_SIGNED_OUT_MAX : ROUTE_STRANGER_MAX;
    bool stranger = req_role(req) == ROLE_NONE;
    return stranger && route->body_max > most ? most : route->body_max;
}
