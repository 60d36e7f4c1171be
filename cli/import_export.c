/* import_export.c: dateline import SITE wordpress FILE…, ghost FILE, feed FILE…, and html DIR: what other
 * systems give. */
#include "import_private.h"

#include "db/picture.h"
#include "import/feed_import.h"
#include "import/ghost.h"
#include "import/import_open.h"
#include "import/webpage_import.h"
#include "import/wxr_export.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "--map NAME=SECTION", each: a category or tag and the section that it is; "tag": a tag in any case;
 * "": neither. False: said. */
static bool import_read_sections(struct cli *c, const struct import_options *o,
                                 struct front_names *out)
{
    struct front_name *v = arena_array(c->arena, o->maps.n + 1, sizeof *v);
    *out = (struct front_names){.v = v, .section = o->section_from};
    for (size_t i = 0; i < o->maps.n; i++) {
        if (!import_map_read(c->arena, o->maps.v[i], &v[out->n])) {
            c->status =
                cli_wrong(c, "--map takes NAME=SECTION, a category or tag and a section's slug "
                             "(NAME=tag: only a tag; NAME= neither).");
            return false;
        }
        out->n++;
    }
    return true;
}

/* Options that only folders of files have. */
static bool import_is_for_exports(struct cli *c, const struct import_options *o)
{
    if (!o->media_dir && !o->expired)
        return true;
    c->status = cli_wrong(c, "--media-dir and --expired are for Markdown; --media names the folder "
                             "of uploads.");
    return false;
}

static struct strlist import_paths(struct cli *c)
{
    struct strlist paths = {0};
    for (int i = 2; i < c->n_args; i++)
        strlist_add(c->arena, &paths, c->args[i]);
    return paths;
}

/* What is no export by its first bytes, said so before anything reads it. False: said. */
static bool import_looks_readable(struct cli *c, const char *path)
{
    unsigned char head[4];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n =
        fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, head, sizeof head) : -1;
    if (fd >= 0)
        close(fd);
    bool zip = n == 4 && memcmp(head, "PK\3\4", 4) == 0;
    if (n == 0)
        cli_fail(c, "%s: it is empty. Nothing was imported.", cli_name(c, path));
    else if (zip || (n >= 2 && head[0] == 0x1f && head[1] == 0x8b))
        cli_fail(c, "%s: it is %s: unpack it first. Nothing was imported.", cli_name(c, path),
                 zip ? "a ZIP archive" : "compressed (gzip)");
    else
        return true;
    return false;
}

static bool import_look_readable(struct cli *c)
{
    for (int i = 2; i < c->n_args; i++)
        if (!import_looks_readable(c, c->args[i]))
            return false;
    return true;
}

static struct story_files import_export_files(struct cli *c, struct store *s,
                                              struct calendar *calendar,
                                              const struct front_names *names,
                                              const struct import_options *o)
{
    return (struct story_files){.fetch = o->fetched,
                                .calendar = calendar,
                                .store = o->trial || o->check ? NULL : s,
                                .site = c->args[0],
                                .maker = picture_maker_here(c->arena),
                                .section = o->section,
                                .credit = o->credit,
                                .names = names};
}

static int import_export_run(struct cli *c, struct store *s, struct story_files *f,
                             const struct import_from *from, const struct import_options *o)
{
    struct import_source source;
    if (!o->check)
        return import_and_tell(c, s, f, from, o);
    from->begin(from->ctx, f, &source);
    return import_check_and_tell(c, s, f, &source);
}

static void import_begin_wordpress(void *ctx, struct story_files *files, struct import_source *out)
{
    wxr_export_source(ctx, files, out);
}

static void import_begin_ghost(void *ctx, struct story_files *files, struct import_source *out)
{
    ghost_source(ctx, files, out);
}

static void import_begin_feed(void *ctx, struct story_files *files, struct import_source *out)
{
    feed_import_source(ctx, files, out);
}

static void import_begin_html(void *ctx, struct story_files *files, struct import_source *out)
{
    webpage_import_source(ctx, files, out);
}

/* False: said. */
static bool import_is_no_feed(struct cli *c, const struct import_options *o)
{
    if (o->whole)
        c->status = cli_wrong(c, "--whole is for feeds.");
    return !o->whole;
}

int import_wordpress(struct cli *c, const struct import_options *o)
{
    struct front_names names;
    const struct wxr_options options = {.media = o->media, .types = o->types};
    struct strlist paths = import_paths(c);
    const char *file, *why;
    int status = CLI_FAILED;
    if (!import_is_for_exports(c, o) || !import_is_no_feed(c, o) ||
        !import_read_sections(c, o, &names))
        return c->status;
    if (o->section_from)
        return cli_wrong(c,
                         "--section-from is not for WordPress: the first category is the section, "
                         "and --map NAME=SECTION says more.");
    if (!import_look_readable(c))
        return CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    struct wxr_export *x =
        calendar ? wxr_export_open(c->arena, &paths, &options, &file, &why) : NULL;
    if (x) {
        struct story_files f = import_export_files(c, s, calendar, &names, o);
        const struct import_from from = {x, import_begin_wordpress};
        status = import_export_run(c, s, &f, &from, o);
    } else if (calendar) {
        cli_fail(c, "%s: %s. Nothing was imported.", cli_name(c, file), cli_plain(c, why));
    }
    wxr_export_close(x);
    calendar_close(calendar);
    store_close(s);
    return status;
}

/* The options and the file are good; s and calendar are open. */
static int import_ghost_file(struct cli *c, struct store *s, struct calendar *calendar,
                             const struct front_names *names, const struct import_options *o)
{
    const char *why;
    size_t n;
    const char *bytes = cli_read_file(c, c->args[2], GHOST_FILE_MAX, &n);
    struct ghost *g = bytes ? ghost_open(c->arena, bytes, n, o->media, &why) : NULL;
    if (!g)
        return bytes ? cli_fail(c, "%s: %s. Nothing was imported.", cli_name(c, c->args[2]),
                                cli_plain(c, why))
                     : CLI_FAILED;
    struct story_files f = import_export_files(c, s, calendar, names, o);
    const struct import_from from = {g, import_begin_ghost};
    int status = CLI_FAILED;
    if (o->permalinks && !ghost_set_permalinks(g, o->permalinks))
        status = cli_wrong(c,
                           "--permalinks takes a pattern such as /{year}/{month}/{slug}/, with "
                           "{slug}, {id} or {uuid} in it, not %s.",
                           cli_quoted(c, o->permalinks));
    else
        status = import_export_run(c, s, &f, &from, o);
    ghost_close(g);
    return status;
}

int import_ghost(struct cli *c, const struct import_options *o)
{
    struct front_names names;
    if (!import_is_for_exports(c, o) || !import_is_no_feed(c, o) ||
        !import_read_sections(c, o, &names))
        return c->status;
    if (o->section_from && strcmp(o->section_from, "tags") != 0)
        return cli_wrong(c, "--section-from takes tags: the first one is then the section.");
    if (o->types.n > 0 || c->n_args > 3)
        return cli_wrong(c, "ghost takes one FILE, and no --type.");
    if (!import_look_readable(c))
        return CLI_FAILED;
    int status = CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    if (calendar)
        status = import_ghost_file(c, s, calendar, &names, o);
    calendar_close(calendar);
    store_close(s);
    return status;
}

/* All files, before anything is written. NULL: said. */
static struct feed_import *import_open_feeds(struct cli *c, const struct import_options *o,
                                             const char *lang)
{
    const struct feed_options options = {.media = o->media, .lang = lang, .whole = o->whole};
    const char *why = NULL, *file = o->media;
    struct feed_import *x = feed_import_open(c->arena, &options, &why);
    bool good = x;
    for (int i = 2; i < c->n_args && good; i++) {
        size_t n;
        file = c->args[i];
        const char *bytes = cli_read_file(c, file, FEED_FILE_MAX, &n);
        why = NULL;
        good = bytes && feed_import_add(x, bytes, n, &why);
    }
    if (good)
        return x;
    if (why)
        cli_fail(c, "%s: %s. Nothing was imported.", cli_name(c, file), cli_plain(c, why));
    feed_import_close(x);
    return NULL;
}

int import_feed(struct cli *c, const struct import_options *o)
{
    struct front_names names;
    struct settings settings;
    if (!import_is_for_exports(c, o) || !import_read_sections(c, o, &names))
        return c->status;
    if (o->section_from && strcmp(o->section_from, "tags") != 0)
        return cli_wrong(c, "--section-from takes tags: the first category is then the section.");
    if (o->types.n > 0)
        return cli_wrong(c, "--type is for WordPress.");
    if (!import_look_readable(c))
        return CLI_FAILED;
    int status = CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    bool good = calendar && setting_all(s, c->arena, &settings) == STORE_OK;
    struct feed_import *x = good ? import_open_feeds(c, o, settings.v[SETTING_LOCALE]) : NULL;
    if (x) {
        struct story_files f = import_export_files(c, s, calendar, &names, o);
        const struct import_from from = {x, import_begin_feed};
        status = import_export_run(c, s, &f, &from, o);
    }
    feed_import_close(x);
    calendar_close(calendar);
    store_close(s);
    return status;
}

/* The folder and its pages are good; s and calendar are open. */
static int import_html_folder(struct cli *c, struct store *s, struct calendar *calendar,
                              const struct front_names *names, const struct import_options *o)
{
    struct settings settings;
    const char *file, *why;
    if (setting_all(s, c->arena, &settings) != STORE_OK)
        return cli_store_fail(c, s, STORE_FAILED, NULL);
    struct webpage_import *x = webpage_import_open(c->arena, c->args[2], o->media, NULL,
                                                   settings.v[SETTING_LOCALE], &file, &why);
    if (!x)
        return cli_fail(c, "%s: %s. Nothing was imported.", cli_name(c, file), cli_plain(c, why));
    int status = CLI_FAILED;
    struct story_files f = import_export_files(c, s, calendar, names, o);
    const struct import_from from = {x, import_begin_html};
    struct import_source source;
    f.folder = webpage_import_folder(x);
    from.begin(x, &f, &source);
    if (source.n == 0)
        cli_fail(c, "No .html files found in %s.", cli_name(c, c->args[2]));
    else
        status = import_export_run(c, s, &f, &from, o);
    webpage_import_close(x);
    return status;
}

int import_html(struct cli *c, const struct import_options *o)
{
    struct front_names names;
    if (!import_is_for_exports(c, o) || !import_is_no_feed(c, o) ||
        !import_read_sections(c, o, &names))
        return c->status;
    if (o->types.n > 0 || o->section_from || c->n_args > 3)
        return cli_wrong(c, "html takes one DIR, and neither --type nor --section-from: pages name "
                            "their section.");
    int status = CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    if (calendar)
        status = import_html_folder(c, s, calendar, &names, o);
    calendar_close(calendar);
    store_close(s);
    return status;
}
