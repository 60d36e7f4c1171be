/* req.h: one request, parsed and owned, before any handler sees it.
 *
 * Everything is in req->arena and valid UTF-8 without NUL; what is not was refused with 400, or, in
 * a query, mended. */
#ifndef DATELINE_REQ_H
#define DATELINE_REQ_H

#include "db/session.h"
#include "lib/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER, METHOD_MAX };

struct meters;

/* A decoded name and value: query, form field or cookie. */
struct field {
    const char *name, *value;
};
struct fields {
    struct field *v;
    size_t n;
};

/* A file of a multipart form. bytes are not text. */
struct upload {
    const char *name;     /* the form field's */
    const char *filename; /* as the browser said, without any folder */
    const char *bytes;
    size_t n;
};
struct uploads {
    struct upload *v;
    size_t n;
};

struct req {
    struct arena *arena;
    enum method method;
    const char *path;      /* decoded, absolute: "/2026/01/slug"; no "." or ".." segments */
    const char *raw_query; /* as sent, in visible ASCII; "" when none */
    struct fields query, form, cookies, params; /* params: the route's {names} */
    struct fields garbled; /* those of the query that were not UTF-8, as far as they can be read */
    struct uploads uploads;
    bool without_files; /* the body was too large: uploads have names but no content */
    const char *content_type;
    const char *address; /* of the client, for throttling and the audit log */
    bool known_address;  /* somebody signed in came from there; only set for the desk's forms */
    const char *agent;   /* User-Agent, cut to 200 bytes */
    const char *if_none_match, *if_modified_since, *accept_encoding, *origin, *sec_fetch_site;
    const char
        *range; /* of a file that is asked for (range.h); NULL with If-Range: the whole is right */
    const char *base_url; /* of the site, by its settings: "https://news.example.org" */
    bool https;           /* the base URL is https */
    int64_t now;          /* ms UTC; the same for the whole request */

    bool forwarded; /* a proxy sent it on that no setting names: address may be that proxy's */
    const struct meters *meters; /* what the workers have counted (meter.h); NULL: nobody counts */

    struct session *session; /* signed in, else NULL */
    const char *step;        /* of a sign-in that began in this request, else NULL */
    const char *csrf;        /* token for forms of this page: the session's, or the login form's */
};

/* Appends; the strings themselves are kept, the list grows in the arena. */
void fields_add(struct arena *a, struct fields *f, const char *name, const char *value);
/* The first value of that name, or NULL. */
const char *fields_get(const struct fields *f, const char *name);
/* The first value, or "". */
const char *req_query(const struct req *r, const char *name);
const char *req_form(const struct req *r, const char *name);
const char *req_param(const struct req *r, const char *name);
/* NULL when the field is missing or no file was chosen. */
const struct upload *req_upload(const struct req *r, const char *name);
/* The role of who asks; ROLE_NONE for a reader. */
enum role req_role(const struct req *r);
/* "/admin" and all below it, however the slashes and capitals are; "/administration" is a page like
 * any other. */
bool path_is_desk(const char *path);
/* The page of a guest, whose address has a secret in its query. */
bool path_is_guests(const char *path);

#endif
