/* worker.h: one process that answers FastCGI requests, one at a time, over many connections. */
#ifndef DATELINE_WORKER_H
#define DATELINE_WORKER_H

#include "site.h"

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

/* What a worker tells its supervisor, in memory that both see. */
struct worker_state {
    _Atomic int64_t busy_since; /* monotonic ms at which its request began; 0: it waits */
    atomic_bool ready;          /* the site was opened */
};

struct worker_options {
    const struct site_functions *functions;
    const char *site, *data;
    int listen_fd; /* non-blocking */
    pid_t supervisor;
    struct worker_state *state;
};

/* Exit statuses. */
#define WORKER_DONE 0 /* SIGTERM: all that had begun was answered */
#define WORKER_FAILED 1
#define WORKER_CANNOT_OPEN 3 /* the site; it was logged why */

/* Serves until SIGTERM; SIGHUP loads templates and words again. To be called in a child process,
 * with SIGTERM and SIGHUP blocked since before the fork. Returns the exit status. */
int worker_run(const struct worker_options *opt);
/* ms of the clock that never jumps. */
int64_t worker_clock(void);

#endif
