/* import_fetch.c: dateline import … --fetch: which pictures are missing is known before anything is imported. */
#include "import_private.h"

/* All stories are read, and none is kept. False: *why the source cannot be read. */
static bool fetch_walk_source(struct cli *c, const struct import_source *source, const char **why)
{
    struct arena *a = arena_new();
    enum import_next next = IMPORT_NEXT_STORY;
    const char *name = "";
    *why = "";
    while (next == IMPORT_NEXT_STORY || next == IMPORT_NEXT_LEFT_OUT) {
        struct import_item item = {.slug = ""};
        arena_reset(a);
        next = source->next(source->ctx, a, &item, &name, why);
    }
    *why = arena_dup(c->arena, *why);
    arena_free(a);
    return next == IMPORT_NEXT_END;
}

static void fetch_walk_folder(struct story_files *f)
{
    struct arena *a = arena_new();
    for (size_t i = 0; i < f->folder->files.n; i++) {
        struct import_item item = {.slug = ""};
        const char *why = "";
        arena_reset(a);
        (void)story_file_read(f, a, f->folder->files.v[i], &item, &why);
    }
    arena_free(a);
}

/* False: said. */
static bool fetch_walk(struct cli *c, const struct story_files *f, const struct import_from *from)
{
    struct story_files look = *f;
    const char *why = "";
    bool good = true;
    look.store = NULL;
    look.fetch->walks = true;
    story_files_begin(&look);
    if (from) {
        struct import_source source;
        from->begin(from->ctx, &look, &source);
        good = fetch_walk_source(c, &source, &why);
    } else {
        fetch_walk_folder(&look);
    }
    story_files_end(&look);
    look.fetch->walks = false;
    if (!good)
        cli_fail(c, "%s; nothing was imported.", cli_plain(c, why));
    return good;
}

bool import_fetch(struct cli *c, const struct story_files *f, const struct import_from *from,
                  const struct import_options *o, struct fetch_report *out)
{
    *out = (struct fetch_report){0};
    if (!f->fetch->asked || o->trial)
        return true;
    bool good = fetch_walk(c, f, from) && fetch_all(c, f->fetch, &o->fetch, out);
    f->fetch->asked = false;
    return good;
}
