/* health.h: what a machine asks of the server. */
#ifndef DATELINE_HEALTH_H
#define DATELINE_HEALTH_H

#include "cgi/http/router.h"

/* "ok" when the database can be read, else 503 and "not ok": all that strangers learn. No cookie, kept by
 * nobody. */
handler_fn healthz_get;
/* Counters as OpenMetrics, for this machine and those whom the setting metrics_from names; to others
 * it is not there. */
handler_fn metrics_get;

#endif
