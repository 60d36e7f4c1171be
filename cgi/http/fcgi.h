/* fcgi.h: one exchange over libfcgi. */
#ifndef DATELINE_FCGI_H
#define DATELINE_FCGI_H

#include "fleet.h"

/* Answers the request that was collected from the socket fd, which stays open if its end was seen.
 * False: fd was closed. The arena is the request's. overloaded: the answer is 503.
 * self: the worker of the fleet that does it. */
bool fcgi_serve(const struct site_functions *site, struct app *app, struct arena *a, int fd,
                struct collect *c, bool overloaded, const struct fleet *fleet, int self)
    __attribute__((warn_unused_result));

#endif
