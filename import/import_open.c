/* import_open.c: see import_open.h. */
#include "import_open.h"

#include "feed_import.h"
#include "ghost.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "webpage_import.h"
#include "wxr_export.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FILE_MAX ((off_t)FEED_FILE_MAX) /* bytes of a file that is in memory as a whole */

struct import_opened {
    struct arena *arena;
    struct import_found found;
    struct wxr_export *wxr;
    struct ghost *ghost;
    struct feed_import *feed;
    struct webpage_import *pages;
    struct folder folder; /* of Markdown */
    bool has_folder;

    /* Markdown as a source: */
    struct story_files *files;
    size_t trouble, at;
};

/* ---- Files ------------------------------------------------------------------------------------ */

static const char *open_bare(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* A fault is told with the file's own name, whose folder is nobody's business. */
static const char *open_why(struct arena *a, const char *file, const char *why)
{
    return arena_printf(a, "%s: %s", story_file_shown(a, open_bare(file)), why);
}

static char *open_bytes(struct arena *a, const char *path, size_t *n, const char **why)
{
    struct stat st;
    char *bytes = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    *why = "it cannot be read, or is too large";
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= OPEN_FILE_MAX) {
        bytes = arena_alloc(a, (size_t)st.st_size + 1);
        for (*n = 0; bytes && *n < (size_t)st.st_size;) {
            ssize_t got = read(fd, bytes + *n, (size_t)st.st_size - *n);
            *n += got > 0 ? (size_t)got : 0;
            bytes = got > 0 ? bytes : NULL;
        }
    }
    if (fd >= 0)
        close(fd);
    return bytes;
}

/* ---- Each form -------------------------------------------------------------------------------- */

static bool open_wordpress(struct import_opened *o, const char **why)
{
    const struct wxr_options options = {.media = o->found.root};
    const char *file = "";
    o->wxr = wxr_export_open(o->arena, &o->found.paths, &options, &file, why);
    if (!o->wxr)
        *why = open_why(o->arena, file, *why);
    return o->wxr;
}

static bool open_ghost(struct import_opened *o, const char **why)
{
    const char *path = o->found.paths.v[0];
    size_t n = 0;
    *why = "it holds several exports of Ghost: send one after the other";
    if (o->found.paths.n > 1)
        return false;
    char *bytes = open_bytes(o->arena, path, &n, why);
    o->ghost = bytes ? ghost_open(o->arena, bytes, n, o->found.root, why) : NULL;
    if (!o->ghost)
        *why = open_why(o->arena, path, *why);
    return o->ghost;
}

static bool open_feeds(struct import_opened *o, const struct import_wishes *w, const char **why)
{
    const struct feed_options options = {
        .media = o->found.root, .lang = w->lang, .whole = w->whole};
    o->feed = feed_import_open(o->arena, &options, why);
    bool good = o->feed;
    for (size_t i = 0; good && i < o->found.paths.n; i++) {
        size_t n = 0;
        char *bytes = open_bytes(o->arena, o->found.paths.v[i], &n, why);
        good = bytes && feed_import_add(o->feed, bytes, n, why);
        if (!good)
            *why = open_why(o->arena, o->found.paths.v[i], *why);
    }
    return good;
}

static bool open_pages(struct import_opened *o, const struct import_wishes *w, const char **why)
{
    const char *file = "";
    o->pages =
        webpage_import_open(o->arena, o->found.root, NULL, o->found.within, w->lang, &file, why);
    if (!o->pages)
        *why = arena_printf(o->arena, "%s: %s", story_file_shown(o->arena, file), *why);
    return o->pages;
}

static bool open_markdown(struct import_opened *o, const char **why)
{
    o->has_folder = folder_open_within(o->arena, o->found.root, o->found.within, &o->folder, why);
    return o->has_folder;
}

static bool open_form(struct import_opened *o, const struct import_wishes *w, const char **why)
{
    switch (o->found.form) {
    case IMPORT_WORDPRESS:
        return open_wordpress(o, why);
    case IMPORT_GHOST:
        return open_ghost(o, why);
    case IMPORT_FEED:
        return open_feeds(o, w, why);
    case IMPORT_HTML:
        return open_pages(o, w, why);
    default:
        return open_markdown(o, why);
    }
}

/* ---- The whole -------------------------------------------------------------------------------- */

struct import_opened *import_open(struct arena *a, const struct import_found *found,
                                  const struct import_wishes *wishes, struct story_files *files,
                                  const char **why)
{
    struct import_opened *o = arena_alloc(a, sizeof *o);
    *o = (struct import_opened){.arena = a, .found = *found};
    if (!open_form(o, wishes, why)) {
        import_close(o);
        return NULL;
    }
    files->section = wishes->section;
    files->credit = wishes->credit;
    if (o->has_folder)
        files->folder = &o->folder;
    else
        files->names = wishes->names;
    if (o->pages)
        files->folder = webpage_import_folder(o->pages);
    return o;
}

/* Folders that could not be opened come first, as files that were left out. */
static enum import_next open_next_file(void *ctx, struct arena *a, struct import_item *out,
                                       const char **name, const char **why)
{
    struct import_opened *o = ctx;
    const struct strlist *files = &o->folder.files;
    if (o->trouble == 0 && o->at == 0)
        json_object_update(o->files->others, o->folder.others);
    if (o->trouble < o->folder.n_troubles) {
        *name = o->folder.troubles[o->trouble].path;
        *why = o->folder.troubles[o->trouble++].why;
        return IMPORT_NEXT_LEFT_OUT;
    }
    if (o->at >= files->n)
        return IMPORT_NEXT_END;
    *name = files->v[o->at++];
    return story_file_read(o->files, a, *name, out, why) ? IMPORT_NEXT_STORY : IMPORT_NEXT_LEFT_OUT;
}

void import_open_source(struct import_opened *o, struct story_files *files,
                        struct import_source *out)
{
    if (o->wxr) {
        wxr_export_source(o->wxr, files, out);
    } else if (o->ghost) {
        ghost_source(o->ghost, files, out);
    } else if (o->feed) {
        feed_import_source(o->feed, files, out);
    } else if (o->pages) {
        webpage_import_source(o->pages, files, out);
    } else {
        o->files = files;
        o->trouble = o->at = 0;
        *out = (struct import_source){
            .ctx = o, .next = open_next_file, .n = o->folder.files.n + o->folder.n_troubles};
    }
}

void import_close(struct import_opened *o)
{
    if (!o)
        return;
    if (o->wxr)
        wxr_export_close(o->wxr);
    if (o->ghost)
        ghost_close(o->ghost);
    feed_import_close(o->feed);
    webpage_import_close(o->pages);
    if (o->has_folder)
        folder_close(&o->folder);
}

bool import_map_read(struct arena *a, const char *map, struct front_name *out)
{
    const char *equals = strrchr(map, '=');
    if (!equals || equals == map || (equals[1] && !slug_valid(equals + 1)))
        return false;
    *out = (struct front_name){.theirs = arena_dupn(a, map, (size_t)(equals - map)),
                               .ours = arena_dup(a, equals + 1)};
    return true;
}
