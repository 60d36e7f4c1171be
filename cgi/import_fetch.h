/* import_fetch.h: pictures that an import of the desk lacks, fetched from hosts that somebody named on its page.
 *
 * Contract. Who reads what was sent asks nobody: that process has given up the network. It leaves a list of wishes
 * behind, and another one of the same server, which reads nothing else, asks for them (import/fetch_run.h), keeps what
 * came in SITE/fetched, and ends; then the first one looks through all of it again. Where the server may not reach a
 * network, as under the systemd unit that is shipped, or there is no curl, nothing is offered. */
#ifndef DATELINE_IMPORT_FETCH_H
#define DATELINE_IMPORT_FETCH_H

#include "import/fetch_run.h"
#include "import_job.h"

#include <jansson.h>
#include <stdbool.h>

/* Names in SITE/import. */
#define IMPORT_WISHES "wishes.json"
#define IMPORT_FETCHED "fetched.json" /* what came of them, in which turn */

/* Whether this process may open a socket and finds curl; asked before it is confined. */
bool import_fetch_can(void);
/* Whether the job's turn is to be begun by fetching, which was not done yet. */
bool import_fetch_is_due(int folder, const struct import_job *job);

/* What a trial wished for, for the report: {"can", "home", "hosts": {host: pictures}, "fetched"}; and the wishes, on
 * disk. Owned by the caller. */
json_t *import_fetch_tell(int folder, const struct fetch *f, bool can, int64_t turn);

/* Fetches what the job asks for; of run, progress, goes_on and ctx count. False: *why says why nothing can be kept. */
bool import_fetch_work(const char *site, int folder, const struct import_job *job, struct arena *a,
                       struct fetch_run run, const char **why);

#endif
