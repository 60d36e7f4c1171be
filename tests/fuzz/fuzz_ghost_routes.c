/* fuzz_ghost_routes.c: any file in the place of Ghost's routes.yaml or redirects, and any pattern of permalinks, are
 * refused for a reason, or say addresses of valid text. The first line is the file's name, the second the pattern. */
#include "export_check.h"
#include "import/ghost.h"
#include "import/ghost_private.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char posts[] =
    "{\"data\":{\"posts\":[{\"id\":\"1\",\"uuid\":\"u-1\",\"slug\":\"tide\",\"title\":\"Tide\","
    "\"html\":\"<p>a</p>\",\"status\":\"published\",\"featured\":1,"
    "\"published_at\":\"2026-01-08T09:30:00.000Z\"},"
    "{\"id\":\"2\",\"slug\":\"caf\\u00e9\",\"title\":\"b\",\"html\":\"<p>b</p>\","
    "\"status\":\"published\",\"published_at\":\"2026-01-08T09:30:00.000Z\"}],"
    "\"tags\":[{\"id\":\"3\",\"slug\":\"news\",\"name\":\"News\"},"
    "{\"id\":\"4\",\"slug\":\"hash-x\",\"name\":\"#x\"}],"
    "\"users\":[{\"id\":\"5\",\"slug\":\"ines\",\"name\":\"Ines\"}],"
    "\"posts_tags\":[{\"post_id\":\"1\",\"tag_id\":\"3\"},{\"post_id\":\"2\",\"tag_id\":\"4\"}],"
    "\"posts_authors\":[{\"post_id\":\"1\",\"author_id\":\"5\"}]}}";

static const char *take_line(struct arena *a, const char **at, const char *end)
{
    const char *from = *at, *stop = memchr(from, '\n', (size_t)(end - from));
    size_t n = (size_t)((stop ? stop : end) - from);
    *at = stop ? stop + 1 : end;
    return text_utf8_repair(a, from, n);
}

static void check_redirects(const struct ghost *g)
{
    for (size_t i = 0; i < g->n_redirects; i++) {
        export_must_be_text(g->redirects[i].said);
        export_must_be_text(g->redirects[i].target);
        if (g->redirects[i].path)
            export_must_be_text(g->redirects[i].path);
        if (g->redirects[i].path && *g->redirects[i].path != '/')
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct calendar *calendar;
    const char *at = (const char *)data, *end = at + n, *why = NULL;
    if (!calendar)
        calendar = calendar_open("Europe/London", "en-GB");
    if (n > 64 * 1024)
        return 0;
    struct arena *a = arena_new();
    const char *name = take_line(a, &at, end), *pattern = take_line(a, &at, end);
    struct ghost *g = ghost_open(a, posts, sizeof posts - 1, NULL, &why);
    if (!g)
        abort();
    /* As it is read from a folder: what is no UTF-8 comes no further. */
    if (!text_utf8_valid(at, (size_t)(end - at)))
        why = "it is no UTF-8";
    else if (!ghost_take_file(g, name, at, (size_t)(end - at), &why))
        export_must_be_text(why);
    else
        check_redirects(g);
    (void)ghost_set_permalinks(g, pattern);
    struct story_files files = {.calendar = calendar};
    struct import_source source;
    story_files_begin(&files);
    ghost_source(g, &files, &source);
    export_check(&source);
    story_files_end(&files);
    ghost_close(g);
    arena_free(a);
    return 0;
}
