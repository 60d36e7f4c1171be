/* import.c: dateline import SITE FORMAT PATH…: the command, and folders of files. Exports of other
 * systems are import_export.c's. */
#include "cli.h"

#include "db/picture.h"
#include "import/import.h"
#include "import/import_json.h"
#include "import_private.h"
#include "import_report.h"
#include "lib/slug.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void import_show_progress(void *ctx, size_t done, size_t all)
{
    cli_progress_step(ctx, "Importing", done, all);
}

/* What the store says is of the batch that failed: those before it, which `done` counts, are saved. NULL: none
 * are. */
static void import_say_failed(struct cli *c, struct store *s, enum store_status st,
                              const struct import_report *done)
{
    size_t n = 0;
    for (int i = 0; done && i < IMPORT_OUTCOME_MAX; i++)
        n += done->outcomes[i];
    cli_store_fail(c, s, st, NULL);
    if (n > 0)
        cli_fail(c,
                 "What the report counts was saved before that; run the command once more for the "
                 "rest.");
}

bool cli_import(struct cli *c, struct store *s, struct story_files *files,
                const struct import_source *source, bool trial, struct import_report *out)
{
    struct cli_progress progress;
    struct import_run run = {.store = s,
                             .files = files,
                             .source = source,
                             .trial = trial,
                             .progress = import_show_progress,
                             .progress_ctx = &progress};
    cli_progress_start(&progress);
    enum store_status st = import_files(&run, c->arena, out);
    cli_progress_end(&progress);
    if (st != STORE_OK)
        import_say_failed(c, s, st, trial ? NULL : out);
    else if (out->broken)
        cli_fail(c, "%s; run the command once more.", cli_plain(c, out->broken));
    return st == STORE_OK && !out->broken;
}

/* ---- The command ----------------------------------------------------------------------------- */

static const char *import_our_keys(const struct cli *c)
{
    const char *all = "";
    for (const char *const *k = front_our_keys; *k; k++)
        all = arena_printf(c->arena, "%s%s%s", all, *all ? ", " : "", *k);
    return all;
}

/* "--map theirs=ours", each. False: said. */
static bool import_read_maps(struct cli *c, const struct import_options *o, struct front_names *out)
{
    struct front_name *v = arena_array(c->arena, o->maps.n + 1, sizeof *v);
    *out = (struct front_names){.v = v, .section = o->section_from};
    for (size_t i = 0; i < o->maps.n; i++) {
        const char *map = o->maps.v[i], *equals = strchr(map, '=');
        const char *const *ours = front_our_keys;
        while (equals && *ours && strcmp(*ours, equals + 1) != 0)
            ours++;
        if (!equals || equals == map || !*ours) {
            c->status = cli_wrong(c,
                                  "--map takes THEIRS=OURS, a key of the files and what it means "
                                  "here: %s.",
                                  import_our_keys(c));
            return false;
        }
        v[out->n++] = (struct front_name){
            .theirs = arena_dupn(c->arena, map, (size_t)(equals - map)), .ours = *ours};
    }
    return true;
}

static void import_put_lead(struct cli *c, struct store *s, int64_t id)
{
    struct problems why = {.arena = c->arena};
    enum store_status st = import_choose_lead(s, id, &why);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, &why);
}

static bool import_tell_json(struct cli *c, const struct story_files *f,
                             const struct import_report *report, const struct fetch_report *fetched,
                             const struct import_options *o, int64_t took)
{
    json_t *all = import_report_json(report, took);
    if (o->fetch.asked)
        fetch_json(all, f->fetch, fetched, o->trial);
    return cli_print_json(c, all) == CLI_DONE;
}

/* What was fetched, and what was not, of an import that was none. */
static void fetch_json_alone(struct cli *c, const struct fetch *f, const struct fetch_report *r)
{
    json_t *all = json_object();
    fetch_json(all, f, r, false);
    (void)cli_print_json(c, all);
}

int import_and_tell(struct cli *c, struct store *s, struct story_files *f,
                    const struct import_from *from, const struct import_options *o)
{
    int64_t started = dateline_now();
    struct import_report report;
    struct fetch_report fetched;
    struct import_source source;
    if (!import_fetch(c, f, from, o, &fetched)) {
        if (c->json)
            fetch_json_alone(c, f->fetch, &fetched);
        return CLI_FAILED;
    }
    story_files_begin(f);
    if (from)
        from->begin(from->ctx, f, &source);
    bool ok = cli_import(c, s, f, from ? &source : NULL, o->trial, &report);
    int64_t took = dateline_now() - started;
    if (ok && report.lead && from && !o->trial)
        import_put_lead(c, s, report.lead);
    if (c->json)
        ok = import_tell_json(c, f, &report, &fetched, o, took) && ok;
    else
        import_print_report(c, &report, took);
    if (o->fetch.asked && !c->json)
        fetch_print(c, f->fetch, &fetched, o->trial);
    if (o->trial && !c->json)
        cli_print("Dry run: nothing was written.\n");
    story_files_end(f);
    return ok ? CLI_DONE : CLI_FAILED;
}

static int import_folder(struct cli *c, struct store *s, struct folder *folder,
                         struct calendar *calendar, const struct front_names *names,
                         const struct import_options *o)
{
    struct story_files f = {.folder = folder,
                            .fetch = o->fetched,
                            .calendar = calendar,
                            .store = o->trial ? NULL : s,
                            .site = c->args[0],
                            .maker = picture_maker_here(c->arena),
                            .media_dir = o->media_dir,
                            .section = o->section,
                            .credit = o->credit,
                            .names = names,
                            .expired = o->expired};
    return import_and_tell(c, s, &f, NULL, o);
}

/* " There are .docx (12), .jpg (3)." */
static const char *import_what_else(const struct cli *c, const struct folder *folder)
{
    const char *all = "", *kind;
    json_t *n;
    json_object_foreach(folder->others, kind, n)
    {
        all = arena_printf(c->arena, "%s%s%s (%" JSON_INTEGER_FORMAT ")", all,
                           *all ? ", " : " There are ", kind, json_integer_value(n));
    }
    return *all ? arena_printf(c->arena, "%s.", all) : all;
}

static int import_markdown(struct cli *c, const struct import_options *o)
{
    struct front_names names;
    if (!import_read_maps(c, o, &names))
        return c->status;
    if (c->n_args > 3)
        return cli_wrong(c, "markdown takes one PATH, a folder or a file.");
    if (o->media || o->types.n > 0 || o->check || o->whole)
        return cli_wrong(c,
                         "--media, --type, --whole and --check are for exports of other systems.");
    const char *why;
    struct folder folder;
    if (!folder_open(c->arena, c->args[2], &folder, &why))
        return cli_fail(c, "%s: %s", c->args[2], why);

    int status = CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    if (folder.files.n == 0)
        cli_fail(c, "No .md files or other stories found in %s.%s", c->args[2],
                 import_what_else(c, &folder));
    else if (calendar)
        status = import_folder(c, s, &folder, calendar, &names, o);
    calendar_close(calendar);
    store_close(s);
    folder_close(&folder);
    return status;
}

static int import_form_run(struct cli *c, const struct import_options *o)
{
    if (o->permalinks && strcmp(c->args[1], "ghost") != 0)
        return cli_wrong(c, "--permalinks is for ghost.");
    if (strcmp(c->args[1], "json") == 0)
        return import_site(c, o);
    if (o->incomplete)
        return cli_wrong(c, "--incomplete is for json.");
    if (o->section && !slug_valid(o->section))
        return cli_wrong(c, "--section takes the section's slug, as it appears in its address.");
    if (o->fetch.asked && o->check)
        return cli_wrong(c, "--check writes nothing, so that --fetch is not for it.");
    if (strcmp(c->args[1], "markdown") == 0)
        return import_markdown(c, o);
    if (strcmp(c->args[1], "wordpress") == 0)
        return import_wordpress(c, o);
    if (strcmp(c->args[1], "ghost") == 0)
        return import_ghost(c, o);
    if (strcmp(c->args[1], "feed") == 0)
        return import_feed(c, o);
    if (strcmp(c->args[1], "html") == 0)
        return import_html(c, o);
    return cli_wrong(c,
                     "\"%s\" cannot be imported; the format must be markdown, html, wordpress, "
                     "ghost, feed or json.",
                     c->args[1]);
}

int import_run(struct cli *c)
{
    struct import_options o = {.fetch.pause_ms = -1};
    const struct cli_option options[] = {
        {.name = "dry-run", .help = "report what would happen; write nothing", .flag = &o.trial},
        {.name = "check",
         .help = "of an export: compare what the site has of it, and say what differs",
         .flag = &o.check},
        {.name = "section",
         .value = "SLUG",
         .help = "put all stories into this section",
         .text = &o.section},
        {.name = "map",
         .value = "THEIRS=OURS",
         .help = "markdown: a key of the files and what it means here; of an export: a category or "
                 "tag and its section; may be given again",
         .list = &o.maps},
        {.name = "media",
         .value = "DIR",
         .help = "the uploads that belong to an export; json: the old site's folder",
         .text = &o.media},
        {.name = "type",
         .value = "TYPE",
         .help = "wordpress: posts of this type are stories, too; may be given again",
         .list = &o.types},
        {.name = "section-from",
         .value = "KEY",
         .help = "the first value of that key names the section: categories; ghost, feed: tags",
         .text = &o.section_from},
        {.name = "permalinks",
         .value = "PATTERN",
         .help = "ghost: where posts stood, as /{year}/{month}/{slug}/",
         .text = &o.permalinks},
        {.name = "expired", .help = "let readers see what has expired, too", .flag = &o.expired},
        {.name = "media-dir",
         .value = "DIR",
         .help = "markdown: where featured pictures lie as UID.jpg",
         .text = &o.media_dir},
        {.name = "fetch",
         .help = "fetch pictures that are missing from the host that the export is of",
         .flag = &o.fetch.asked},
        {.name = "fetch-from",
         .value = "HOST",
         .help = "from this host, too; may be given again",
         .list = &o.fetch.from},
        {.name = "fetch-local",
         .help = "also when it is a machine of a local network",
         .flag = &o.fetch.local},
        {.name = "fetch-timeout",
         .value = "SECONDS",
         .help = "how long one picture may take; 60 unless given",
         .number = &o.fetch.timeout_s,
         .least = 1,
         .most = 3600},
        {.name = "fetch-pause",
         .value = "MS",
         .help = "between two pictures; 250 unless given",
         .number = &o.fetch.pause_ms,
         .least = 0,
         .most = 60000},
        {.name = "credit",
         .value = "TEXT",
         .help = "credit of pictures that name no maker",
         .text = &o.credit},
        {.name = "whole",
         .help = "feed: what a feed calls a summary or description is the whole text",
         .flag = &o.whole},
        {.name = "incomplete",
         .help = "json: take the paper though files of its pictures are missing",
         .flag = &o.incomplete},
        {.name = "json", .help = "print the report as JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    struct fetch fetch;
    int status = fetch_read_options(c, &o.fetch, &fetch) ? CLI_DONE : c->status;
    o.fetched = &fetch;
    if (status == CLI_DONE)
        status = import_form_run(c, &o);
    fetch_end(&fetch);
    return status;
}
