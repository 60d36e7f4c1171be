/* import_work.h: the process that does what the desk's page of imports asks for (import_job.h). */
#ifndef DATELINE_IMPORT_WORK_H
#define DATELINE_IMPORT_WORK_H

#include "cgi/http/site.h"

#include <stdbool.h>

/* Whether something is wanted; one look at one name. */
bool import_work_waits(const struct site_place *place);
/* Does it: in a process of its own, which gives up all that a worker gives up. 0: it is done, or given up for
 * good, and is wanted no more; else it is to be tried again later. */
int import_work_run(const struct site_place *place);

#endif
