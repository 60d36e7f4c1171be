/* twins.h: what is sent again and again, compressed once, when nobody waits: so no web server does it for each
 * reader. */
#ifndef DATELINE_TWINS_H
#define DATELINE_TWINS_H

#include "cgi/http/req.h"
#include "cgi/http/res.h"
#include "lib/buf.h"

#define TWINS_BYTES_MAX ((size_t)1024 * 1024) /* what is larger is not compressed */

enum twin { TWIN_BROTLI, TWIN_GZIP, TWINS };

/* Begins as {0}. */
struct twins {
    enum { TWINS_UNASKED, TWINS_ASKED, TWINS_MADE } are;
    struct buf v[TWINS]; /* empty: not made, or not smaller */
};

/* res is what is sent of something, from bytes or a file: it lends the twin that the client takes instead, and
 * says that it depends on that. False: there is none, or not yet; it is asked for from now on. */
bool twins_lend(struct twins *t, const struct req *req, struct res *res);
/* Makes them, of those bytes. */
void twins_make(struct twins *t, const void *bytes, size_t n);
void twins_free(struct twins *t);

#endif
