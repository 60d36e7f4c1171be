/* import.c: dateline import SITE markdown PATH. */
#include "import.h"

#include "db/picture.h"
#include "db/search.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files to a transaction: one fsync for many, and editors wait for the lock a moment only. */
enum {
    BATCH = 500,
    TIDY_FROM = 5000 /* files from which on the search index is worth merging */
};

struct import {
    struct cli *c;
    struct store *s;
    struct story_files *f;
    bool trial;
    struct import_report *report;
    struct cli_progress progress;
    size_t done;
};

/* ---- One batch ------------------------------------------------------------------------------- */

static void remark(struct import_remark *list, size_t *n, struct arena *a, const char *file,
                   const char *why)
{
    list[(*n)++] = (struct import_remark){.file = file, .why = arena_dup(a, why)};
}

static void skip(struct import *m, const char *file, const char *why)
{
    remark(m->report->skipped, &m->report->n_skipped, m->c->arena, file, why);
}

/* A new section is called what the file calls it; when that is a slug, something like it. */
static enum store_status ensure_section(struct import *m, struct arena *a,
                                        const struct group *section, struct problems *why)
{
    struct group g;
    int64_t id;
    if (!*section->slug)
        return STORE_OK;
    enum store_status st = group_find(m->s, a, GROUP_SECTION, section->slug, &g);
    if (st != STORE_MISSING)
        return st;
    const char *name = text_blank(section->name) ? story_file_title(a, section->slug)
                                                 : text_line(a, section->name);
    return group_put(m->s, GROUP_SECTION, section->slug, name, "", 0, dateline_now(), &id, why);
}

/* All problems in one line: a file has one line in the report. */
static const char *in_one_line(struct arena *a, const struct problems *why)
{
    const char *all = why->n > 0 ? why->v[0].text : store_status_text(STORE_REFUSED);
    for (size_t i = 1; i < why->n; i++)
        all = arena_printf(a, "%s %s", all, why->v[i].text);
    return all;
}

static enum store_status write_one(struct import *m, struct arena *a, const char *file,
                                   const struct story_file *in)
{
    struct problems why = {.arena = a};
    enum import_outcome outcome;
    int64_t id;
    enum store_status st = ensure_section(m, a, &in->story.text.section, &why);
    if (st == STORE_OK)
        st = story_import(m->s, a, &in->story, dateline_now(), &outcome, &id, &why);
    if (st == STORE_REFUSED || st == STORE_EXISTS) {
        skip(m, file, in_one_line(a, &why));
        return STORE_OK;
    }
    if (st != STORE_OK)
        return st;
    m->report->outcomes[outcome]++;
    if (in->no_date)
        remark(m->report->drafts, &m->report->n_drafts, m->c->arena, file, "it has no date");
    if (in->lead)
        m->report->lead = id;
    return STORE_OK;
}

/* Reads first (pictures take their time), then writes all that was read in one transaction. */
static enum store_status run_batch(struct import *m, struct arena *a, size_t from, size_t to)
{
    const struct strlist *files = &m->f->folder->files;
    struct story_file *read = arena_array(a, to - from, sizeof *read);
    bool *good = arena_array(a, to - from, sizeof *good);
    for (size_t i = from; i < to; i++) {
        const char *why;
        good[i - from] = story_file_read(m->f, a, files->v[i], &read[i - from], &why);
        if (!good[i - from])
            skip(m, files->v[i], why);
        cli_progress_step(&m->progress, "Importing", ++m->done, files->n);
    }
    enum store_status st = store_batch_begin(m->s);
    if (st != STORE_OK)
        return st;
    for (size_t i = from; i < to && st == STORE_OK; i++)
        if (good[i - from])
            st = write_one(m, a, files->v[i], &read[i - from]);
    if (st == STORE_OK && !m->trial)
        return store_batch_commit(m->s);
    store_batch_abandon(m->s);
    return st;
}

bool import_files(struct cli *c, struct store *s, struct story_files *f, bool trial,
                  struct import_report *out)
{
    struct import m = {.c = c, .s = s, .f = f, .trial = trial, .report = out};
    size_t n = f->folder->files.n;
    *out = (struct import_report){.skipped = arena_array(c->arena, n, sizeof *out->skipped),
                                  .drafts = arena_array(c->arena, n, sizeof *out->drafts)};
    cli_progress_start(&m.progress);
    enum store_status st = STORE_OK;
    struct arena *a = arena_new();
    for (size_t at = 0; at < n && st == STORE_OK; at += BATCH) {
        arena_reset(a);
        st = run_batch(&m, a, at, at + BATCH < n ? at + BATCH : n);
    }
    if (st == STORE_OK && !trial && n >= TIDY_FROM)
        st = search_optimise(s);
    arena_free(a);
    cli_progress_end(&m.progress);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    return st == STORE_OK;
}

/* ---- The report ------------------------------------------------------------------------------ */

static int by_reason(const void *a, const void *b)
{
    const struct import_remark *one = a, *other = b;
    int reason = strcmp(one->why, other->why);
    return reason ? reason : strcmp(one->file, other->file);
}

static json_t *remarks_json(const struct import_remark *v, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s s:s}", "file", v[i].file, "why", v[i].why));
    return list;
}

static void print_remarks(const char *heading, struct import_remark *v, size_t n)
{
    qsort(v, n, sizeof *v, by_reason);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(v[i].why, v[i - 1].why) != 0)
            printf("%s, %s:\n", heading, v[i].why);
        printf("    %s\n", v[i].file);
    }
}

static json_t *report_json(const struct import_report *r, const struct story_files *f, int64_t took)
{
    return json_pack("{s:I s:I s:I s:I s:o s:o s:I s:I s:I s:I s:O s:I}", "added",
                     (json_int_t)r->outcomes[IMPORT_ADDED], "unchanged",
                     (json_int_t)r->outcomes[IMPORT_UNCHANGED], "changed",
                     (json_int_t)r->outcomes[IMPORT_CHANGED], "edited_here",
                     (json_int_t)r->outcomes[IMPORT_EDITED_HERE], "skipped",
                     remarks_json(r->skipped, r->n_skipped), "drafts",
                     remarks_json(r->drafts, r->n_drafts), "pictures", (json_int_t)f->pictures,
                     "pictures_missing", (json_int_t)f->counts.pictures_missing, "html_tags",
                     (json_int_t)f->counts.raw_html, "shortcodes", (json_int_t)f->counts.shortcodes,
                     "ignored_keys", f->ignored, "milliseconds", (json_int_t)took);
}

static void print_report(struct import_report *r, const struct story_files *f, int64_t took)
{
    const char *key;
    json_t *count;
    printf("%zu added, %zu unchanged, %zu changed, %zu left alone because they were edited here, "
           "%zu skipped; %lld.%lld s\n",
           r->outcomes[IMPORT_ADDED], r->outcomes[IMPORT_UNCHANGED], r->outcomes[IMPORT_CHANGED],
           r->outcomes[IMPORT_EDITED_HERE], r->n_skipped, (long long)(took / 1000),
           (long long)(took % 1000 / 100));
    printf("%zu pictures taken, %zu not found; %zu HTML tags and %zu shortcodes rewritten or "
           "removed\n",
           f->pictures, f->counts.pictures_missing, f->counts.raw_html, f->counts.shortcodes);
    json_object_foreach(f->ignored, key, count)
    {
        printf("Key without a meaning here: %s, in %lld files\n", key,
               (long long)json_integer_value(count));
    }
    print_remarks("Left as drafts", r->drafts, r->n_drafts);
    print_remarks("Skipped", r->skipped, r->n_skipped);
}

/* ---- The command ----------------------------------------------------------------------------- */

struct import_options {
    const char *section, *media_dir;
    bool trial;
};

static int import_into(struct cli *c, struct store *s, struct folder *folder,
                       struct calendar *calendar, const struct import_options *w)
{
    int64_t started = dateline_now();
    struct import_report report;
    struct story_files f = {.folder = folder,
                            .calendar = calendar,
                            .store = w->trial ? NULL : s,
                            .site = c->args[0],
                            .helper = picture_helper(c->arena),
                            .media_dir = w->media_dir,
                            .section = w->section};
    story_files_begin(&f);
    bool ok = import_files(c, s, &f, w->trial, &report);
    int64_t took = dateline_now() - started;
    if (c->json)
        ok = cli_print_json(c, report_json(&report, &f, took)) == CLI_DONE && ok;
    else
        print_report(&report, &f, took);
    if (w->trial && !c->json)
        printf("This was a trial: nothing was written.\n");
    story_files_end(&f);
    return ok ? CLI_DONE : CLI_FAILED;
}

int import_markdown_run(struct cli *c)
{
    struct import_options w = {0};
    const struct cli_option options[] = {
        {.name = "dry-run", .help = "only report what would happen", .flag = &w.trial},
        {.name = "section",
         .value = "SLUG",
         .help = "put all stories into this section",
         .text = &w.section},
        {.name = "media-dir",
         .value = "DIR",
         .help = "where featured pictures lie as UID.jpg",
         .text = &w.media_dir},
        {.name = "json", .help = "print the report as JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    if (strcmp(c->args[1], "markdown") != 0)
        return cli_wrong(c, "\"%s\" is no format that can be imported; markdown is.", c->args[1]);
    if (w.section && !slug_valid(w.section))
        return cli_wrong(c, "--section takes the section's slug, as in its address.");
    const char *why;
    struct folder folder;
    if (!folder_open(c->arena, c->args[2], &folder, &why))
        return cli_fail(c, "%s: %s", c->args[2], why);

    int status = CLI_FAILED;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    if (folder.files.n == 0)
        cli_fail(c, "There is no .md file below %s.", c->args[2]);
    else if (calendar)
        status = import_into(c, s, &folder, calendar, &w);
    calendar_close(calendar);
    store_close(s);
    folder_close(&folder);
    return status;
}
