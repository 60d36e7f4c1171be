/* server.h: processes and connections. */
#ifndef DATELINE_SERVER_H
#define DATELINE_SERVER_H

#include "site.h"

#include <stdio.h>

struct server_options {
    const struct site_functions *functions; /* what answers */
    const char *site;
    const char *data;
    const char *listen; /* "unix:PATH" or "fd:0" */
    int workers;        /* 0: one per core, at least two */
};

/* Supervisor: binds (0660, a stale socket is taken over, one in use is refused), keeps the workers
 * alive, SIGTERM and SIGINT drain, SIGHUP reloads (refused as a whole when templates are faulty).
 * A worker that hangs on one request for more than 60 s is ended and replaced. Returns the exit
 * status of the process, 0 or 1. */
int server_run(const struct server_options *opt);

/* Answers the one request of the CGI environment (RFC 3875) from `in` to `out`. Exit status. */
int server_cgi(const struct site_functions *functions, const char *site, const char *data, FILE *in,
               FILE *out);

#endif
