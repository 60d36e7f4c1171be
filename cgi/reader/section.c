/* section.c: /{section}/ (group_page.c). */
#include "reader.h"

void section_get(struct app *app, struct req *req, struct res *res)
{
    static const struct group_page what = {GROUP_SECTION, LIST_SECTION, "reader/section.tpl", "/",
                                           "section"};
    group_page_get(app, req, res, &what);
}
