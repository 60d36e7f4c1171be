/* webpage_import.c: the pages of a folder. Each is read twice: before anything is written, so that a fault
 * is known, and to learn the hosts that the site had; then as a story. */
#include "webpage_import.h"

#include "lib/text.h"
#include "webpage_private.h"

#include <string.h>

/* ---- The first look --------------------------------------------------------------------------- */

/* The address that a page says to have, and its host. "" for a page that does not say. */
static const char *webpage_host(struct arena *a, const struct webpage_said *said)
{
    const char *url = said->address;
    if (!text_is_http_url(url))
        return "";
    const char *host = strstr(url, "://") + 3;
    return arena_printf(a, "https://%.*s/", (int)strcspn(host, "/?#"), host);
}

/* False: *why. The host is counted. */
static bool webpage_look(struct webpage_import *x, struct arena *a, const char *file, json_t *hosts,
                         const char **why)
{
    size_t n;
    char *bytes = folder_read(&x->folder, a, file, &n, why);
    const char *text = bytes ? webpage_text(a, bytes, n, why) : NULL;
    if (!text || text_blank(text))
        return text;
    struct html_node *tree = html_parse(a, text, strlen(text), true, NULL, 0);
    *why = "its HTML nests too deep";
    if (!tree)
        return false;
    struct notes notes = {.arena = a};
    const struct webpage_said said = webpage_said_by(a, tree, &notes);
    const char *host = webpage_host(a, &said);
    if (*host)
        json_object_set_new(hosts, host,
                            json_integer(json_integer_value(json_object_get(hosts, host)) + 1));
    return true;
}

/* The host that most pages say to be on is the old site's: one that another site had first names that. */
static void webpage_choose_host(struct webpage_import *x, json_t *hosts)
{
    const char *host, *most = NULL;
    json_t *count;
    json_int_t n = 0;
    json_object_foreach(hosts, host, count)
    {
        if (json_integer_value(count) > n) {
            n = json_integer_value(count);
            most = host;
        }
    }
    if (most) {
        x->media.home = arena_dup(x->arena, most);
        export_media_add_host(x->arena, &x->media, x->media.home);
    }
}

static bool webpage_look_at_all(struct webpage_import *x, const char **file, const char **why)
{
    struct arena *a = arena_new();
    json_t *hosts = json_object();
    bool good = true;
    for (size_t i = 0; i < x->pages.n && good; i++) {
        good = webpage_look(x, a, x->pages.v[i], hosts, why);
        if (!good) {
            *file = x->pages.v[i];
            *why = arena_dup(x->arena, *why);
        }
        arena_reset(a);
    }
    webpage_choose_host(x, hosts);
    json_decref(hosts);
    arena_free(a);
    return good;
}

static void webpage_take_pages(struct webpage_import *x)
{
    const struct strlist *files = &x->folder.files;
    json_t *others = x->folder.others;
    for (size_t i = 0; i < files->n; i++) {
        const char *dot = strrchr(files->v[i], '.');
        if (folder_is_html(files->v[i]))
            strlist_add(x->arena, &x->pages, files->v[i]);
        else
            json_object_set_new(others, dot,
                                json_integer(json_integer_value(json_object_get(others, dot)) + 1));
    }
}

struct webpage_import *webpage_import_open(struct arena *a, const char *folder, const char *media,
                                           const char *within, const char *lang, const char **file,
                                           const char **why)
{
    struct webpage_import *x = arena_alloc(a, sizeof *x);
    *x = (struct webpage_import){.arena = a, .lang = lang};
    *file = media ? media : folder;
    if (!folder_open_within(a, folder, within, &x->folder, why)) {
        *file = folder;
        return NULL;
    }
    x->opened = true;
    bool good = export_media_open(a, media ? media : x->folder.root, &x->media, why);
    if (good && x->folder.n_troubles > 0) {
        *file = x->folder.troubles[0].path;
        *why = x->folder.troubles[0].why;
        good = false;
    }
    export_media_sort(a, &x->media);
    webpage_take_pages(x);
    if (good && webpage_look_at_all(x, file, why))
        return x;
    webpage_import_close(x);
    return NULL;
}

struct webpage_import *webpage_import_bare(struct arena *a, struct story_files *files)
{
    struct webpage_import *x = arena_alloc(a, sizeof *x);
    *x = (struct webpage_import){
        .arena = a, .lang = "en", .stories_of = files, .folder = {.root = "", .name = "site"}};
    export_media_add_host(a, &x->media, "https://paper.example/");
    export_media_sort(a, &x->media);
    return x;
}

void webpage_import_close(struct webpage_import *x)
{
    if (x && x->opened)
        folder_close(&x->folder);
}

struct folder *webpage_import_folder(struct webpage_import *x)
{
    return &x->folder;
}

/* ---- One story after another ------------------------------------------------------------------ */

enum import_next webpage_import_one(struct webpage_import *x, struct arena *a, const char *file,
                                    const char *bytes, size_t n, struct import_item *out,
                                    const char **name, const char **why)
{
    const char *text = webpage_text(a, bytes, n, why);
    return text ? webpage_story_take(x, a, file, text, out, name, why) : IMPORT_NEXT_LEFT_OUT;
}

static enum import_next webpage_next(void *ctx, struct arena *a, struct import_item *out,
                                     const char **name, const char **why)
{
    struct webpage_import *x = ctx;
    size_t n;
    if (x->at == 0)
        json_object_update(x->stories_of->others, x->folder.others);
    if (x->at >= x->pages.n)
        return IMPORT_NEXT_END;
    const char *file = x->pages.v[x->at++];
    char *bytes = folder_read(&x->folder, a, file, &n, why);
    const char *text = bytes ? webpage_text(a, bytes, n, why) : NULL;
    if (text)
        return webpage_story_take(x, a, file, text, out, name, why);
    *why = arena_printf(a, "%s has changed since the import began: %s", story_file_shown(a, file),
                        *why);
    return IMPORT_NEXT_BROKEN;
}

void webpage_import_source(struct webpage_import *x, struct story_files *files,
                           struct import_source *out)
{
    x->at = 0;
    x->stories_of = files;
    if (files->fetch)
        fetch_take_home(files->fetch, x->media.home);
    *out = (struct import_source){.ctx = x, .next = webpage_next, .n = x->pages.n};
}
