/* res.h: one response. Handlers fill it; finish.c alone turns it into bytes. */
#ifndef DATELINE_RES_H
#define DATELINE_RES_H

#include "lib/buf.h"
#include "req.h"

#define RES_BODY_MAX (64u * 1024 * 1024)
#define RES_HEADERS_MAX 32

/* Who may keep a response, and how long. */
enum cache_class {
    CACHE_NONE,    /* no-store: admin, forms, anything about a cookie */
    CACHE_PAGE,    /* public, always asked again (ETag) */
    CACHE_FOREVER, /* a fingerprinted or uniquely named file */
    CACHE_PICTURE, /* the same, but it may have to go: caches that many share ask each minute */
    CACHE_CLASS_MAX
};

/* The head of an answer that is the same for whoever asks for the page with GET and sets no conditions:
 * made once, and kept by whoever lends the page. */
struct route;
struct res_head {
    char *text; /* NULL: not made yet; the keeper frees it */
    size_t n;
    const struct route *route;
};

struct res {
    int status;               /* 200 at start */
    const char *content_type; /* "text/html; charset=utf-8" at start */
    struct buf body;          /* the page; when `file` or `lent` is set it is not used */
    int file;                 /* descriptor to send instead, -1: none; closed by whoever sends */
    int64_t file_size;
    const char
        *lent; /* bytes to send instead of both, NULL: none; the lender's until they are sent */
    size_t lent_n;
    struct res_head *lent_head;
    const char *coding;     /* in which `file` or `lent` is compressed already; NULL: it is not */
    enum cache_class cache; /* the route's at start; a handler may only make it stricter */
    int64_t last_modified;  /* ms, 0: none; may be a little later than now */
    const char *etag;       /* the mark that its ETag is, when it is known */
    const char *etag_seed;  /* names the content of `file`; a body's ETag is from its bytes */
    struct field headers[RES_HEADERS_MAX]; /* others; CR, LF and NUL are refused when written */
    size_t n_headers;
    bool own_style; /* a page of deploy/pages/, whose style stands in it */
    bool upload;    /* it is a reader's or editor's file: the sandbox CSP */
    bool passkeys;  /* the page may ask for passkeys */
    bool broken;    /* a header did not fit: finish makes it a 500 */
};

/* An empty 200. End with res_free. */
void res_init(struct res *r);
/* Frees the body and closes the file. */
void res_free(struct res *r);
/* Forgets body, file and headers, for another answer in place of this one. */
void res_reset(struct res *r);
/* Makes the class stricter, never looser. */
void res_cache(struct res *r, enum cache_class c);

/* Replaces nothing: adds. Strings must outlive the response (arena or constant). */
void res_header(struct res *r, const char *name, const char *value);
/* 303 after a POST, 301 for what has moved, 302 else. location: site-relative; anything else than
 * a path of ours ("https://…", "//host") becomes "/". */
void res_redirect(struct res *r, int status, const char *location);
/* The same, and to another site where an editor said so: location is a path of ours or an http(s) address
 * in ASCII; anything else becomes "/". */
void res_redirect_anywhere(struct res *r, int status, const char *location);
/* 301 to another path of ours; the query that was asked with goes along. */
void res_moved(struct res *r, const struct req *req, const char *path);

#endif
