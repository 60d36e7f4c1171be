/* server.h: processes and connections. */
#ifndef DATELINE_SERVER_H
#define DATELINE_SERVER_H

#include "site.h"

#include <stdio.h>

struct server_options {
    const struct site_functions *functions; /* what answers */
    const char *site;
    const char *data;
    const char *picture_helper; /* the path of dateline-image */
    const char *listen;         /* "unix:PATH" or "fd:0" */
    bool replace;               /* of a server that uses "unix:PATH" the place is taken */
    int workers;                /* 0: one per core, at least two */
    /* Called in a child process before a site is opened for the first time: brings it up to date.
     * False: it cannot be, and it was said why. NULL: there is no need. */
    bool (*prepare)(void *ctx);
    void *prepare_ctx;
};

/* Supervisor: binds (0660, a stale socket is taken over, one in use is refused), keeps the workers
 * alive, SIGTERM and SIGINT drain, SIGHUP reloads (refused as a whole when templates are faulty).
 * A worker that hangs on one request for more than 60 s is ended and replaced, and so is one that was
 * stopped. While no worker can open the site, each request is answered with 503 at once, and it is
 * tried again and again; but one that cannot be opened at the start, on a socket of our own, is the
 * end. Returns the exit status of the process, 0 or 1. */
int server_run(const struct server_options *opt);

/* Answers the one request of the CGI environment (RFC 3875) from `in` to `out`. Exit status. */
int server_cgi(const struct site_functions *functions, const char *site, const char *data, FILE *in,
               FILE *out);

#endif
