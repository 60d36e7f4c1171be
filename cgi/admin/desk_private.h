/* desk_private.h: the editors' list of stories: desk.c, its filter, and what stands above it. */
#ifndef DATELINE_ADMIN_DESK_PRIVATE_H
#define DATELINE_ADMIN_DESK_PRIVATE_H

#include "story_form.h"

#include "db/story_desk.h"

#define DESK_COUNTED 1000 /* stories of a list are counted, to so many */

/* One's own stories alone: what an author is shown, and others if they ask for it. */
bool desk_is_mine(const struct req *req);
/* The filter that the address asks for; *section is its slug, "" for none. */
struct desk_filter desk_filter_read(struct app *app, struct req *req, const char **section);
/* Whether it leaves anything out, but for whose stories they are. */
bool desk_narrows(const struct desk_filter *f);
void desk_filter_show(struct page *p, const struct desk_filter *f, const char *section);
/* How many there are. */
void desk_count_show(struct page *p, const struct desk_rows *rows);
/* The list as it is asked for, from that story of its order on; NULL: from its start. */
const char *desk_page_address(struct req *req, const struct desk_filter *f,
                              const struct story *last);

#endif
