/* router.h: which handler answers, and under which rules. The table itself is routes.c.
 *
 * A pattern is a path of literal segments and {name} ones; a name may be between literals, as in
 * "/sitemap-{id}.xml". {yyyy} takes four digits, {mm} 01 to 12, {id} a positive number, {rest}
 * everything to the end; any other name takes a slug, which as the whole first segment must not be
 * one of our reserved words. Rows are tried in order. */
#ifndef DATELINE_ROUTER_H
#define DATELINE_ROUTER_H

#include "res.h"

struct app; /* the site behind; passed on */

/* Fills res. app->store is what it reads, and what it writes where its row says so. */
typedef void handler_fn(struct app *app, struct req *req, struct res *res);

enum route_method {
    ROUTE_GET = 1, /* and HEAD */
    ROUTE_POST = 2
};

enum csrf_check {
    CSRF_NONE,   /* GET, or a form that changes nothing */
    CSRF_TOKEN,  /* field "csrf" and the Origin / Sec-Fetch-Site check */
    CSRF_SIGNED, /* field "token" (form_token.h) and the same check: readers have no session */
    CSRF_CHECK_MAX
};

struct route {
    const char *name; /* unique; the role-matrix test knows each */
    const char *pattern;
    unsigned methods; /* of route_method */
    unsigned writes;  /* those of them whose handler writes: it is given the writing store */
    enum role role;   /* the least that may; ROLE_NONE: everybody */
    /* Of a row about one story, what its GET and its POST take there: an enum act of db/permission.h, and one;
     * 0: it has no such method. The handler asks it; tests/unit/test_matrix.c asks the handler. */
    int get_act, post_act;
    enum csrf_check csrf; /* of its POST */
    size_t body_max;      /* bytes of a POST body; 0: it takes none */
    enum cache_class cache;
    bool slow;        /* its POST hashes a password */
    bool ready;       /* its pages may lie ready for everybody (cgi/ready_pages.h) */
    bool before_code; /* for those too who have yet to set up the codes that their role asks for */
    bool resume_form; /* a POST of somebody signed out comes back after the sign-in */
    /* … as its own handler shows it when it could not be saved (store_hold): whatever is pressed there writes, or
     * does nothing that lasts. */
    bool shown_again;
    handler_fn *get, *post;
};

/* A POST body of somebody signed out, bytes: with a story's text that comes back after the sign-in.
 * Of a stranger, and of somebody who comes from where people sign in. */
#define ROUTE_STRANGER_MAX (256u * 1024)
#define ROUTE_SIGNED_OUT_MAX (12u * 1024 * 1024)

/* THE table (routes.c). */
extern const struct route routes[];
extern const size_t routes_n;

enum routed {
    ROUTED,          /* *route and req->params are set */
    ROUTED_REDIRECT, /* *location: the same address but for a slash or letter case */
    ROUTED_METHOD,   /* *allow: "GET, HEAD" */
    ROUTED_NOT_FOUND,
    ROUTED_MAX
};
/* What the path and the method came to. */
struct routing {
    enum routed is;
    const struct route *route;    /* ROUTED */
    const char *location, *allow; /* ROUTED_REDIRECT, ROUTED_METHOD */
};

/* A row for the path but not for the method is no match. Slips redirect for GET and HEAD alone. */
enum routed route_find(struct req *req, const struct route **route, const char **location,
                       const char **allow);
/* How large this POST may be: the row's limit, less for somebody signed out. */
size_t route_body_max(const struct route *route, const struct req *req);

#endif
