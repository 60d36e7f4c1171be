/* import.c: dateline import SITE markdown PATH. */
#include "cli.h"

#include "db/picture.h"
#include "import/import.h"
#include "lib/slug.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void import_show_progress(void *ctx, size_t done, size_t all)
{
    cli_progress_step(ctx, "Importing", done, all);
}

bool cli_import(struct cli *c, struct store *s, struct story_files *files, bool trial,
                struct import_report *out)
{
    struct cli_progress progress;
    struct import_run run = {.store = s,
                             .files = files,
                             .trial = trial,
                             .progress = import_show_progress,
                             .progress_ctx = &progress};
    cli_progress_start(&progress);
    enum store_status st = import_files(&run, c->arena, out);
    cli_progress_end(&progress);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    return st == STORE_OK;
}

/* ---- The report ------------------------------------------------------------------------------ */

static json_t *import_remarks_json(const struct import_remark *v, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:o s:o}", "file", cli_json_text(v[i].file), "why",
                                              cli_json_text(v[i].why)));
    return list;
}

static json_t *import_keys_json(const struct import_report *r)
{
    json_t *keys = json_object();
    for (size_t i = 0; i < r->n_ignored; i++)
        json_object_set_new(keys, r->ignored[i].key, json_integer((json_int_t)r->ignored[i].files));
    return keys;
}

static json_t *import_report_json(const struct import_report *r, int64_t took)
{
    return json_pack("{s:I s:I s:I s:I s:o s:o s:I s:I s:I s:I s:o s:I}", "added",
                     (json_int_t)r->outcomes[IMPORT_ADDED], "unchanged",
                     (json_int_t)r->outcomes[IMPORT_UNCHANGED], "changed",
                     (json_int_t)r->outcomes[IMPORT_CHANGED], "edited_here",
                     (json_int_t)r->outcomes[IMPORT_EDITED_HERE], "skipped",
                     import_remarks_json(r->skipped, r->n_skipped), "drafts",
                     import_remarks_json(r->drafts, r->n_drafts), "pictures",
                     (json_int_t)r->pictures, "pictures_missing",
                     (json_int_t)r->counts.pictures_missing, "html_tags",
                     (json_int_t)r->counts.raw_html, "shortcodes", (json_int_t)r->counts.shortcodes,
                     "ignored_keys", import_keys_json(r), "milliseconds", (json_int_t)took);
}

static void import_print_remarks(const struct cli *c, const char *heading,
                                 const struct import_remark *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(v[i].why, v[i - 1].why) != 0)
            cli_print("%s, %s:\n", heading, v[i].why);
        cli_print("    %s\n", cli_name(c, v[i].file));
    }
}

static void import_print_report(const struct cli *c, const struct import_report *r, int64_t took)
{
    cli_print(
        "%zu added, %zu unchanged, %zu changed, %zu left alone because they were edited here, "
        "%zu skipped; %" PRId64 ".%" PRId64 " s\n",
        r->outcomes[IMPORT_ADDED], r->outcomes[IMPORT_UNCHANGED], r->outcomes[IMPORT_CHANGED],
        r->outcomes[IMPORT_EDITED_HERE], r->n_skipped, took / 1000, took % 1000 / 100);
    cli_print("%zu pictures imported, %zu not found; %zu HTML tags and %zu shortcodes converted or "
              "removed\n",
              r->pictures, r->counts.pictures_missing, r->counts.raw_html, r->counts.shortcodes);
    for (size_t i = 0; i < r->n_ignored; i++)
        cli_print("Unknown key ignored: %s, in %zu files\n", cli_name(c, r->ignored[i].key),
                  r->ignored[i].files);
    import_print_remarks(c, "Left as drafts", r->drafts, r->n_drafts);
    import_print_remarks(c, "Skipped", r->skipped, r->n_skipped);
}

/* ---- The command ----------------------------------------------------------------------------- */

struct import_options {
    const char *section, *media_dir;
    bool trial;
};

static int import_folder(struct cli *c, struct store *s, struct folder *folder,
                         struct calendar *calendar, const struct import_options *o)
{
    int64_t started = dateline_now();
    struct import_report report;
    struct story_files f = {.folder = folder,
                            .calendar = calendar,
                            .store = o->trial ? NULL : s,
                            .site = c->args[0],
                            .helper = picture_helper(c->arena),
                            .media_dir = o->media_dir,
                            .section = o->section};
    story_files_begin(&f);
    bool ok = cli_import(c, s, &f, o->trial, &report);
    int64_t took = dateline_now() - started;
    if (c->json)
        ok = cli_print_json(c, import_report_json(&report, took)) == CLI_DONE && ok;
    else
        import_print_report(c, &report, took);
    if (o->trial && !c->json)
        cli_print("Dry run: nothing was written.\n");
    story_files_end(&f);
    return ok ? CLI_DONE : CLI_FAILED;
}

int import_markdown_run(struct cli *c)
{
    struct import_options o = {0};
    const struct cli_option options[] = {
        {.name = "dry-run", .help = "report what would happen; write nothing", .flag = &o.trial},
        {.name = "section",
         .value = "SLUG",
         .help = "put all stories into this section",
         .text = &o.section},
        {.name = "media-dir",
         .value = "DIR",
         .help = "where featured pictures lie as UID.jpg",
         .text = &o.media_dir},
        {.name = "json", .help = "print the report as JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    if (strcmp(c->args[1], "markdown") != 0)
        return cli_wrong(c, "\"%s\" cannot be imported; the format must be markdown.", c->args[1]);
    if (o.section && !slug_valid(o.section))
        return cli_wrong(c, "--section takes the section's slug, as it appears in its address.");
    const char *why;
    struct folder folder;
    if (!folder_open(c->arena, c->args[2], &folder, &why))
        return cli_fail(c, "%s: %s", c->args[2], why);

    int status = CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    if (folder.files.n == 0)
        cli_fail(c, "No .md files found in %s.", c->args[2]);
    else if (calendar)
        status = import_folder(c, s, &folder, calendar, &o);
    calendar_close(calendar);
    store_close(s);
    folder_close(&folder);
    return status;
}
