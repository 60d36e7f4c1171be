/* ready_pages.h: readers' pages out of files that lie ready (db/ready.h), and into them.
 *
 * What a page that lies ready costs is a look at the folder, a file's opening and its sending: no
 * question to the store. A row of the table says whether its pages may lie ready; of those are kept
 * pages without a query of their own, for readers without a session, asked for twice. */
#ifndef DATELINE_READY_PAGES_H
#define DATELINE_READY_PAGES_H

#include "app.h"
#include "cgi/http/router.h"

/* At a request's beginning, before anything is read from the store: looks at what is current. True: res
 * is the page that lies ready; nothing but headers is left to be done. */
bool ready_pages_answer(struct app *app, const struct req *req, struct res *res);
/* A page was made; it may be kept. Before the headers of all pages are added. */
void ready_pages_offer(struct app *app, const struct req *req, const struct res *res,
                       const struct route *route);
/* At a request's end: there is a folder to keep pages in from now on, if one can be made. */
void ready_pages_begin(struct app *app);
/* Program, templates or files are other ones, or the data: what was made with the old goes. */
void ready_pages_outdate(struct app *app);
/* Some of what nobody waits for: compressing, clearing up. True: there is more. */
bool ready_pages_idle(struct app *app);
void ready_pages_close(struct app *app);

#endif
