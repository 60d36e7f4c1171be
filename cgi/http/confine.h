/* confine.h: what a worker gives up once the site is open, before it reads a request. */
#ifndef DATELINE_CONFINE_H
#define DATELINE_CONFINE_H

#include "site.h"

#include <stdbool.h>

/* From here on this process keeps files of the site's folder and reads the program's own, those of
 * the system that libraries ask for late (zones, words, converters), and itself in /proc; it starts no
 * process, opens no socket and touches no other process (lib/contain.h). What is open stays open.
 * Where the kernel lacks the means, the supervisor has said so. False: it has them, and they fail. */
bool confine_worker(const struct site_place *place) __attribute__((warn_unused_result));

#endif
