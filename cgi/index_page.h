/* index_page.h: all ways into a paper on one page, for copies of it that nobody can search. */
#ifndef DATELINE_INDEX_PAGE_H
#define DATELINE_INDEX_PAGE_H

#include "app.h"
#include "cgi/http/res.h"

/* Sections, years, authors and subjects: those that readers may know of. In no table of routes: a large
 * site would be read from end to end for it. */
void index_page_get(struct app *app, struct req *req, struct res *res);

#endif
