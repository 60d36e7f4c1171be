/* access.h: one line of the log for each answer, for whoever wishes: DATELINE_ACCESS=1.
 *
 *     2026-01-08T09:30:00Z info access method=GET path=/2026/01/x status=200 bytes=4711 us=180 from=ready
 *
 * No query, no address, no browser, nobody who is signed in: no token and nothing of a person's. What is not
 * there has no path either, for people mistype addresses that have secrets in them. */
#ifndef DATELINE_ACCESS_H
#define DATELINE_ACCESS_H

#include "res.h"

/* After the answer was sent. ready: it lay ready; else it was made. */
void access_note(const struct req *req, const struct res *res, bool ready, int64_t us);

#endif
