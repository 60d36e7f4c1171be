/* fcgi_scan.h: where a FastCGI request ends, told from its bytes as they come.
 *
 * It tells apart just what a responder is sent: BEGIN_REQUEST, PARAMS up to an empty record of them,
 * STDIN up to an empty one, all with one request id (FastCGI 1.0, 3.3 and 6.2). libfcgi reads the
 * same bytes afterwards; this only says when it can do so without waiting. */
#ifndef DATELINE_FCGI_SCAN_H
#define DATELINE_FCGI_SCAN_H

#include "lib/arena.h"
#include "lib/buf.h"

#include <stdint.h>

enum fcgi_scan_status {
    FCGI_SCAN_MORE,  /* it goes on */
    FCGI_SCAN_WHOLE, /* its last byte was seen */
    FCGI_SCAN_ALIEN  /* not such a request, or its sender gives it up */
};

/* Begins as {0}; ended with fcgi_scan_free. */
struct fcgi_scan {
    struct buf params;       /* content of the PARAMS records */
    unsigned char head[8];   /* of the record being read */
    size_t head_n;           /* bytes of it seen */
    size_t content, padding; /* bytes still to come of it */
    unsigned id;             /* of the request; 0 until it has begun */
    bool begun;              /* BEGIN_REQUEST was seen */
    bool keep;               /* … and asked to keep the connection */
    bool body;               /* some of a body was seen */
    bool head_whole;         /* … and all PARAMS */
    enum fcgi_scan_status status;
};

/* Looks at n further bytes, which may be cut anywhere. The number of those that belong to the
 * request: n, but where its end is among them or it is alien. */
size_t fcgi_scan_add(struct fcgi_scan *s, const void *bytes, size_t n);
void fcgi_scan_free(struct fcgi_scan *s);

struct fcgi_params {
    struct fcgi_pair *v;
    size_t n;
    struct arena *arena;
};

/* The parameters of a head that is whole, in the arena and good as long as the scan. False: they do not
 * end where they should, and those before are there. */
bool fcgi_params_read(const struct fcgi_scan *s, struct arena *a, struct fcgi_params *out);
/* A value, in the arena, cut at a NUL; NULL when it was not sent. */
const char *fcgi_params_find(const struct fcgi_params *p, const char *name);

#endif
