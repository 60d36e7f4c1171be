/* host.h: host names, as people write them and as machines do (UTS #46, IDNA2008). */
#ifndef DATELINE_HOST_H
#define DATELINE_HOST_H

#include "arena.h"

/* An http or https address with its scheme and host in ASCII and in small letters:
 * "https://Bücher.example:8080/x" becomes "https://xn--bcher-kva.example:8080/x", as browsers write it
 * in Origin. Path and query stay. In the arena; NULL: no such host can be registered,
 * or it is no http address. */
const char *host_url_ascii(struct arena *a, const char *url);

#endif
