/* picture_file.c: the file of a picture that readers do not get just now, for whoever may see the picture at the desk: its
 * stories are withdrawn or in the bin (db/media_held.h). /admin/media/{id}/file */
#include "picture.h"

#include "cgi/assets.h"
#include "db/media_held.h"
#include "lib/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file in what readers get, or where the others are kept; -1: it is not there. */
static int picture_file_open(struct app *app, struct arena *a, const char *path, bool held,
                             struct stat *st)
{
    if (!held)
        return assets_open_below(app->site_fd, arena_printf(a, "media/%s", path), st);
    int dir = openat(app->site_fd, "media/" MEDIA_HELD_FOLDER,
                     O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir < 0)
        return -1;
    int fd = assets_open_below(dir, path, st);
    close(dir);
    return fd;
}

const char *picture_src(struct page *p, const struct media *m, const struct media_file *file)
{
    struct stat st;
    int fd = picture_file_open(p->app, p->req->arena, file->path, false, &st);
    if (fd < 0)
        return arena_printf(p->req->arena, "/admin/media/%" PRId64 "/file?width=%d", m->id,
                            file->width);
    close(fd);
    return media_url(p->req->arena, file);
}

void picture_file_get(struct app *app, struct req *req, struct res *res)
{
    struct picture_page s;
    struct stat st;
    int64_t width = 0;

    if (!picture_load(app, req, res, &s))
        return;
    text_to_int(req_query(req, "width"), 1, INT32_MAX, &width);
    const struct media_file *file = media_best(&s.media, MEDIA_JPEG, (int)width);
    int fd = file ? picture_file_open(app, req->arena, file->path, false, &st) : -1;
    if (file && fd < 0)
        fd = picture_file_open(app, req->arena, file->path, true, &st);
    if (fd < 0) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    res->content_type = assets_type(file->path);
    res->file = fd;
    res->file_size = st.st_size;
    res->upload = true;
}
