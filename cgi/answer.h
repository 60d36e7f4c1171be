/* answer.h: deciding a request before its body is read, and answering it after. */
#ifndef DATELINE_ANSWER_H
#define DATELINE_ANSWER_H

#include "cgi/http/site.h"

/* What the server is given, so that it answers with this site's pages. */
extern const struct site_functions answer_functions;

/* From begin to release or end, all that is read is of one instant. */
void answer_begin(struct app *app);
/* Ends that instant early; once is enough, and twice does no harm. */
void answer_release(struct app *app);
/* Looks up the row and, for the editors' pages alone, who asks; those and what is posted see each
 * write at once, so they are released. Readers' pages never look at a cookie, so that they are the
 * same for everybody. */
void answer_route(struct app *app, struct req *req, struct routing *out);
/* Checks role and form, calls the handler, finishes. The request is whole. */
void answer_make(struct app *app, struct req *req, struct res *res, const struct routing *r);

#endif
