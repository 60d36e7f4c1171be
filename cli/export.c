/* export.c: dateline export SITE FORMAT PATH. */
#include "export.h"

#include <string.h>

static const struct {
    const char *name;
    bool (*write)(struct export *e);
} formats[] = {
    {"markdown", export_markdown},
    {"json", export_json},
    {"static", export_static},
    {"wxr", export_wxr},
};
enum { SHOWN_MAX = 20 }; /* pictures that are not there */
enum { FORMATS = sizeof formats / sizeof *formats };

static size_t export_all_stories(const struct export *e)
{
    size_t n = 0;
    for (int i = 0; i < STORY_STATE_MAX; i++)
        n += e->stories[i];
    return n;
}

static json_t *export_said(const struct export *e)
{
    json_t *stories = json_object(), *missing = json_array();
    for (int i = 0; i < STORY_STATE_MAX; i++)
        json_object_set_new(stories, story_state_name((enum story_state)i),
                            json_integer((json_int_t)e->stories[i]));
    for (size_t i = 0; i < e->missing.n; i++)
        json_array_append_new(missing, cli_json_text(e->missing.v[i]));
    return json_pack(
        "{sosIsIsIsIsos{sIsIsIsI}sIsIsIsI}", "stories", stories, "besides", (json_int_t)e->besides,
        "binned", (json_int_t)e->binned, "pictures", (json_int_t)e->pictures, "replaced",
        (json_int_t)e->replaced, "missing_pictures", missing, "files", "made", (json_int_t)e->made,
        "changed", (json_int_t)e->changed, "same", (json_int_t)e->same, "removed",
        (json_int_t)e->removed, "pages", (json_int_t)e->pages, "redirects",
        (json_int_t)e->redirects, "gone", (json_int_t)e->gone, "nowhere", (json_int_t)e->nowhere);
}

static void export_print(const struct export *e)
{
    cli_print("Exported to %s: %zu stories", e->path, export_all_stories(e));
    const char *before = " (";
    for (int i = 0; i < STORY_STATE_MAX; i++)
        if (e->stories[i] > 0) {
            cli_print("%s%zu %s", before, e->stories[i], story_state_name((enum story_state)i));
            before = ", ";
        }
    cli_print("%s", *before == ',' ? ")" : "");
    if (e->pictures > 0)
        cli_print(", %zu pictures", e->pictures);
    cli_print(".\n");
    if (e->pages > 0)
        cli_print(
            "%zu pages, %zu that lead on, %zu notices of what was withdrawn; %zu addresses are not "
            "there.\n"
            "Search is an index, and readers cannot send notes from it (docs/export.md).\n",
            e->pages, e->redirects, e->gone, e->nowhere);
    if (e->besides > 0)
        cli_print("%zu texts besides those that readers see are in drafts/.\n", e->besides);
    if (e->binned > 0)
        cli_print("%zu in the bin were left out.\n", e->binned);
    if (e->replaced > 0)
        cli_print("%zu texts have characters that XML cannot hold; \"\ufffd\" stands there.\n",
                  e->replaced);
    for (size_t i = 0; i < e->missing.n && i < SHOWN_MAX; i++)
        cli_print("The picture %s is not there.\n", e->missing.v[i]);
    if (e->missing.n > SHOWN_MAX)
        cli_print("… and %zu others; --json names them all.\n", e->missing.n - SHOWN_MAX);
    cli_print("Files: %zu new, %zu changed, %zu unchanged, %zu removed.\n", e->made, e->changed,
              e->same, e->removed);
}

struct export_asked {
    bool (*write)(struct export *e);
    bool reports, log;
};

static int export_site(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct export_asked *asked = ctx;
    struct export e = {.c = c,
                       .s = s,
                       .calendar = calendar,
                       .site = c->args[0],
                       .path = c->args[2],
                       .reports = asked->reports,
                       .log = asked->log,
                       .now = dateline_now()};
    store_snapshot_begin(s);
    bool ok = asked->write(&e);
    store_snapshot_end(s);
    if (ok && c->json)
        return cli_print_json(c, export_said(&e));
    if (ok)
        export_print(&e);
    return ok ? CLI_DONE : CLI_FAILED;
}

int export_run(struct cli *c)
{
    struct export_asked asked = {0};
    const struct cli_option options[] = {
        {.name = "reports", .help = "json: readers' reports as well", .flag = &asked.reports},
        {.name = "log", .help = "json: the log of who did what as well", .flag = &asked.log},
        {.name = "json", .help = "print what was done as JSON", .flag = &c->json},
        {0},
    };
    const char *names = "";
    if (!cli_parse(c, options))
        return c->status;
    for (size_t i = 0; i < FORMATS; i++) {
        asked.write = formats[i].write;
        if (strcmp(c->args[1], formats[i].name) == 0)
            return cli_dated(c, STORE_LOOK, export_site, &asked);
        names = arena_printf(c->arena, "%s%s%s", names, i > 0 ? ", " : "", formats[i].name);
    }
    return cli_wrong(c, "\"%s\" is no format of an export: %s.", c->args[1], names);
}
