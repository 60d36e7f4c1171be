/* author.c: /author/{name}/ (group_page.c). */
#include "reader.h"

void author_get(struct app *app, struct req *req, struct res *res)
{
    static const struct group_page what = {GROUP_BYLINE, LIST_BYLINE, "reader/author.tpl",
                                           "/author/", "name"};
    group_page_get(app, req, res, &what);
}
