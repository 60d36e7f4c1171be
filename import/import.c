/* import.c: reads batches of files and gives them to the store. */
#include "import.h"

#include "db/search.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    BATCH = 500,         /* files to a transaction: one fsync for many, and a short lock */
    OPTIMISE_FROM = 5000 /* files from which on the search index is worth merging */
};

struct import_work {
    const struct import_run *run;
    struct arena *kept; /* the report's; a batch has one that is emptied after it */
    struct import_report *report;
    size_t done;
};

/* ---- One batch ------------------------------------------------------------------------------- */

static void import_remark(struct import_work *w, struct import_remark *list, size_t *n,
                          const char *file, const char *why)
{
    list[(*n)++] = (struct import_remark){.file = file, .why = arena_dup(w->kept, why)};
}

static void import_skip(struct import_work *w, const char *file, const char *why)
{
    import_remark(w, w->report->skipped, &w->report->n_skipped, file, why);
}

/* A new section is called what the file calls it; when that is a slug, something like it. */
static enum store_status import_ensure_section(struct store *s, struct arena *a,
                                               const struct group *section, struct problems *why)
{
    if (!*section->slug)
        return STORE_OK;
    struct group g;
    enum store_status st = group_find(s, a, GROUP_SECTION, section->slug, &g);
    if (st != STORE_MISSING)
        return st;
    const char *name = text_blank(section->name) ? story_file_title(a, section->slug)
                                                 : text_line(a, section->name);
    int64_t id;
    return group_put(s, GROUP_SECTION, section->slug, name, "", 0, dateline_now(), &id, why);
}

/* All problems in one line: a file has one line in the report. */
static const char *import_problems_line(struct arena *a, const struct problems *why)
{
    const char *all = why->n > 0 ? why->v[0].text : store_status_text(STORE_REFUSED);
    for (size_t i = 1; i < why->n; i++)
        all = arena_printf(a, "%s %s", all, why->v[i].text);
    return all;
}

static enum store_status import_write(struct import_work *w, struct arena *a, const char *file,
                                      const struct story_file *in)
{
    struct store *s = w->run->store;
    struct import_report *report = w->report;
    struct problems why = {.arena = a};
    enum import_outcome outcome;
    int64_t id;
    enum store_status st = import_ensure_section(s, a, &in->story.text.section, &why);
    if (st == STORE_OK)
        st = story_import(s, a, &in->story, dateline_now(), &outcome, &id, &why);
    if (st == STORE_REFUSED || st == STORE_EXISTS) {
        import_skip(w, file, import_problems_line(a, &why));
        return STORE_OK;
    }
    if (st != STORE_OK)
        return st;
    report->outcomes[outcome]++;
    if (in->no_date)
        import_remark(w, report->drafts, &report->n_drafts, file, "it has no date");
    if (in->lead)
        report->lead = id;
    return STORE_OK;
}

/* Reads first (pictures take their time), then writes all that was read in one transaction. */
static enum store_status import_batch(struct import_work *w, struct arena *a, size_t from,
                                      size_t to)
{
    const struct import_run *run = w->run;
    const struct strlist *files = &run->files->folder->files;
    struct story_file *read = arena_array(a, to - from, sizeof *read);
    bool *good = arena_array(a, to - from, sizeof *good);
    for (size_t i = from; i < to; i++) {
        const char *why;
        good[i - from] = story_file_read(run->files, a, files->v[i], &read[i - from], &why);
        if (!good[i - from])
            import_skip(w, files->v[i], why);
        w->done++;
        if (run->progress)
            run->progress(run->progress_ctx, w->done, files->n);
    }
    enum store_status st = store_batch_begin(run->store);
    if (st != STORE_OK)
        return st;
    for (size_t i = from; i < to && st == STORE_OK; i++)
        if (good[i - from])
            st = import_write(w, a, files->v[i], &read[i - from]);
    if (st == STORE_OK && !run->trial)
        return store_batch_commit(run->store);
    store_batch_abandon(run->store);
    return st;
}

/* ---- The report ------------------------------------------------------------------------------ */

static int import_by_reason(const void *a, const void *b)
{
    const struct import_remark *one = a, *other = b;
    int reason = strcmp(one->why, other->why);
    return reason ? reason : strcmp(one->file, other->file);
}

static void import_finish_report(struct arena *a, const struct story_files *f,
                                 struct import_report *out)
{
    qsort(out->skipped, out->n_skipped, sizeof *out->skipped, import_by_reason);
    qsort(out->drafts, out->n_drafts, sizeof *out->drafts, import_by_reason);
    out->pictures = f->pictures;
    out->counts = f->counts;
    out->ignored = arena_array(a, json_object_size(f->ignored), sizeof *out->ignored);
    const char *key;
    json_t *count;
    json_object_foreach(f->ignored, key, count)
    {
        out->ignored[out->n_ignored++] =
            (struct import_key){arena_dup(a, key), (size_t)json_integer_value(count)};
    }
}

enum store_status import_files(const struct import_run *run, struct arena *a,
                               struct import_report *out)
{
    size_t n = run->files->folder->files.n;
    *out = (struct import_report){.skipped = arena_array(a, n, sizeof *out->skipped),
                                  .drafts = arena_array(a, n, sizeof *out->drafts)};
    struct import_work w = {.run = run, .kept = a, .report = out};
    enum store_status st = STORE_OK;
    struct arena *batch = arena_new();
    for (size_t at = 0; at < n && st == STORE_OK; at += BATCH) {
        arena_reset(batch);
        st = import_batch(&w, batch, at, at + BATCH < n ? at + BATCH : n);
    }
    arena_free(batch);
    if (st == STORE_OK && !run->trial && n >= OPTIMISE_FROM)
        st = search_optimise(run->store);
    import_finish_report(a, run->files, out);
    return st;
}
