/* worker.h: one process that answers FastCGI requests, one at a time, over many connections. */
#ifndef DATELINE_WORKER_H
#define DATELINE_WORKER_H

#include "fleet.h"
#include "site.h"

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

struct worker_options {
    const struct site_functions *functions;
    struct site_place place;
    int listen_fd; /* non-blocking */
    bool
        listen_stays; /* whoever made it keeps it: what waits in it at our end is for the next server */
    pid_t supervisor;
    struct fleet *fleet;
    int self; /* its number in the fleet */
};

/* Exit statuses. */
#define WORKER_DONE 0 /* SIGTERM: all that had begun was answered */
#define WORKER_FAILED 1
#define WORKER_CANNOT_OPEN 3 /* the site; it was logged why */

/* This one alone ends: its connections go on with the other workers. */
#define WORKER_RETIRES SIGUSR2

/* Serves until SIGTERM or WORKER_RETIRES; SIGHUP loads templates and words again. To be called in a
 * child process, with those blocked since before the fork. Returns the exit status. */
int worker_run(const struct worker_options *opt);

#endif
