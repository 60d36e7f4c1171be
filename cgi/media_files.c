/* media_files.c: /media/: the pictures of stories, as they lie in the site's folder. */
#include "media_files.h"

#include "assets.h"
#include "page.h"

#include <string.h>

/* "2026/01/<name>-960.jpg": a picture's file as we name them, and nothing else in the folder. */
static bool is_media_name(const char *rest)
{
    static const char *const extensions[] = {"jpg", "webp", "avif", "png", "gif"};
    static const char digits[] = "0123456789";
    if (strspn(rest, digits) != 4 || rest[4] != '/' || strspn(rest + 5, digits) != 2 ||
        rest[7] != '/')
        return false;
    const char *name = rest + 8;
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (n == 0 || name[n] != '.')
        return false;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        if (strcmp(name + n + 1, extensions[i]) == 0)
            return true;
    }
    return false;
}

void media_file_get(struct app *app, struct req *req, struct res *res)
{
    const char *rest = req_param(req, "rest");
    struct stat st;
    int fd = -1;
    if (is_media_name(rest))
        fd = assets_open_below(app->site_fd, arena_printf(req->arena, "media/%s", rest), &st);
    if (fd < 0) {
        res_cache(res, CACHE_PAGE);
        page_error(app, req, res, 404, NULL);
        return;
    }
    res->content_type = assets_type(rest);
    res->file = fd;
    res->file_size = st.st_size;
    /* A file under such a name is written once and never changes. */
    res->etag_seed = rest;
    res->upload = true;
}
