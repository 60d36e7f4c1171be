/* robots.c: /robots.txt (RFC 9309). */
#include "reader.h"

void robots_get(struct app *app, struct req *req, struct res *res)
{
    (void)app;
    (void)req;
    res->content_type = "text/plain; charset=utf-8";
    buf_adds(&res->body, "User-agent: *\nDisallow: /admin/\n");
}
