/* tag.c: /tag/{tag}/ (group_page.c). */
#include "reader.h"

void tag_get(struct app *app, struct req *req, struct res *res)
{
    static const struct group_page what = {GROUP_TAG, LIST_TAG, "reader/tag.tpl", "/tag/", "tag"};
    group_page_get(app, req, res, &what);
}
