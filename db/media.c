/* media.c: addresses of a picture's renditions. */
#include "media.h"

#include "lib/buf.h"

#define SRCSET_MAX 4096 /* bytes; twelve candidates take a tenth of it */

const char *media_url(struct arena *a, const struct media_file *f)
{
    return arena_printf(a, "/media/%s", f->path);
}

const char *media_srcset(struct arena *a, const struct media *m, enum media_format f)
{
    struct buf b;
    buf_init(&b, SRCSET_MAX);
    for (size_t i = 0; i < m->n_files; i++) {
        const struct media_file *file = &m->files[i];
        if (file->format == f)
            buf_printf(&b, "%s/media/%s %dw", b.len > 0 ? ", " : "", file->path, file->width);
    }
    const char *set = b.len == 0 || b.failed ? NULL : arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return set;
}

const struct media_file *media_best(const struct media *m, enum media_format f, int width)
{
    const struct media_file *best = NULL;
    for (size_t i = 0; i < m->n_files; i++) { /* by width ascending within a format */
        if (m->files[i].format != f)
            continue;
        best = &m->files[i];
        if (best->width >= width)
            break;
    }
    return best;
}
