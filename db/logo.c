/* logo.c: see logo.h. */
#include "logo.h"

#include "lib/buf.h"
#include "lib/data_url.h"
#include "lib/language.h"
#include "upload.h"

#include <fcntl.h>
#include <unistd.h>

static bool logo_read(int media_fd, const struct picture_file *f, struct buf *out)
{
    char chunk[4096];
    int fd = openat(media_fd, f->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t got = -1;
    while (fd >= 0 && (got = read(fd, chunk, sizeof chunk)) > 0)
        buf_add(out, chunk, (size_t)got);
    if (fd >= 0)
        close(fd);
    return got == 0 && !out->failed;
}

/* As large as pages show it, or smaller. */
static const char *logo_value(struct arena *a, const struct picture_file *f, const struct buf *file)
{
    int height = f->height < LOGO_HEIGHT_MAX ? f->height : LOGO_HEIGHT_MAX;
    int width = (f->width * height + f->height / 2) / f->height;
    return arena_printf(a, "%s %dx%d", data_url_make(a, file->p, file->len), width > 0 ? width : 1,
                        height);
}

/* What is made lies in the folder of pictures as long as it takes to read it. */
static enum picture_status logo_run(struct arena *a, const struct picture_maker *by, int media_fd,
                                    const struct picture_source *from, int64_t now,
                                    const char **value)
{
    struct picture p;
    struct buf file;
    enum picture_status made = picture_make(a, by, media_fd, from, now, &p);
    if (made != PICTURE_OK)
        return made;
    buf_init(&file, SETTING_LOGO_MAX / 4 * 3 - 64);
    if (logo_read(media_fd, &p.files[0], &file))
        *value = logo_value(a, &p.files[0], &file);
    else
        made = file.failed ? PICTURE_TOO_LARGE : PICTURE_DISK;
    buf_free(&file);
    picture_remove(media_fd, &p);
    return made;
}

enum store_status logo_make(struct arena *a, const char *site, const struct picture_maker *by,
                            const void *bytes, size_t n, int64_t now, const char **value,
                            struct problems *why)
{
    const struct picture_source from = {.bytes = bytes, .n = n, .logo = true};
    int media_fd = upload_open_media(a, site);
    if (media_fd < 0)
        return STORE_FULL;
    enum picture_status made = logo_run(a, by, media_fd, &from, now, value);
    close(media_fd);
    if (made == PICTURE_OK || made == PICTURE_DISK)
        return made == PICTURE_OK ? STORE_OK : STORE_FULL;
    problem_say(why, "picture",
                made == PICTURE_TOO_LARGE
                    ? WORD("This picture is too large for a logo; choose one with fewer colours "
                           "or details.")
                    : picture_status_text(made),
                NULL);
    return STORE_REFUSED;
}
