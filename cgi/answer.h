/* answer.h: deciding a request before its body is read, and answering it after. */
#ifndef DATELINE_ANSWER_H
#define DATELINE_ANSWER_H

#include "cgi/http/router.h"

/* What the path and the method came to. */
struct routing {
    enum routed is;
    const struct route *route;    /* ROUTED */
    const char *location, *allow; /* ROUTED_REDIRECT, ROUTED_METHOD */
};

/* Looks up the row and, for the editors' pages alone, who asks. Readers' pages never look at a
 * cookie, so that they are the same for everybody. */
void answer_route(struct app *app, struct req *req, struct routing *out);
/* Checks role and form, calls the handler, finishes. The request is whole. */
void answer_make(struct app *app, struct req *req, struct res *res, const struct routing *r);
/* A request that is refused before it is routed or for its body: the error page, finished. */
void answer_refuse(struct app *app, struct req *req, struct res *res, int status,
                   const char *detail);

#endif
