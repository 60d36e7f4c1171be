/* import.c: reads batches of stories and gives them to the store. While one is written, the texts of the
 * next, which is read already, are rendered (import_ahead.h). */
#include "import.h"
#include "import_ahead.h"
#include "names.h"

#include "db/checklist.h"
#include "db/front.h"
#include "db/redirect_rule.h"
#include "db/search.h"
#include "import_mend.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    BATCH = 500,           /* stories to a transaction: one fsync for many, and a short lock */
    BATCH_BYTES = 2 << 20, /* of texts in one: two are in memory at the same time */
    OPTIMISE_FROM = 5000,  /* stories from which on the search index is worth merging */
    MENDS_MAX = 3          /* times that a story is mended: one mend may bring up another */
};

struct import_work {
    const struct import_run *run;
    struct arena *kept; /* the report's; a batch has one that is emptied after it */
    struct import_report *report;
    struct import_names names; /* in the report's arena */
    struct story_site site;
    struct import_ahead *ahead; /* or NULL */
    bool checks;                /* the publish checklist asks for something */
    size_t done;
    int64_t lead_at; /* when the report's lead was published */
};

/* ---- One batch ------------------------------------------------------------------------------- */

static void import_remark(struct import_work *w, struct import_remarks *list, const char *file,
                          const char *why)
{
    bool full = list->n == 0 || (list->n >= 4 && (list->n & (list->n - 1)) == 0);
    if (full) {
        struct import_remark *grown =
            arena_array(w->kept, list->n == 0 ? 4 : list->n * 2, sizeof *grown);
        if (list->n > 0)
            memcpy(grown, list->v, list->n * sizeof *grown);
        list->v = grown;
    }
    list->v[list->n++] =
        (struct import_remark){.file = arena_dup(w->kept, story_file_shown(w->kept, file)),
                               .why = arena_dup(w->kept, why)};
}

static void import_skip(struct import_work *w, const char *file, const char *why)
{
    import_remark(w, &w->report->skipped, file, why);
}

/* A slug means the section that has it. A new one is called what the file calls it; when that is a
 * slug, something like it. */
static enum store_status import_ensure_section(struct store *s, struct arena *a,
                                               struct group *section, struct problems *why)
{
    struct group known, like = *section;
    enum store_status st = STORE_MISSING;
    if (text_blank(like.name)) {
        st = group_find(s, a, GROUP_SECTION, like.slug, &known);
        like.name = story_file_title(a, like.slug);
    }
    if (st == STORE_MISSING)
        st = group_ensure_section(s, a, &like, dateline_now(), &known, why);
    if (st == STORE_OK)
        section->slug = known.slug;
    return st;
}

/* All problems in one line: a file has one line in the report. */
static const char *import_problems_line(struct arena *a, const struct problems *why)
{
    const char *all = why->n > 0 ? why->v[0].text : store_status_text(STORE_REFUSED);
    for (size_t i = 1; i < why->n; i++)
        all = arena_printf(a, "%s %s", all, why->v[i].text);
    return all;
}

/* What became of a file, for the report. */
static void import_tell(struct import_work *w, const char *file, const struct import_item *in,
                        enum import_outcome outcome)
{
    struct import_report *report = w->report;
    const struct story_import *s = &in->story;
    bool new = outcome == IMPORT_ADDED && s->published_at != 0;
    bool seen = s->published_at != 0 && s->published_at <= dateline_now() && s->withdrawn_at == 0;
    report->outcomes[outcome]++;
    report->readers_see += new &&seen;
    report->scheduled += new && s->published_at > dateline_now();
    report->readers_other += outcome == IMPORT_CHANGED && seen;
    if (outcome == IMPORT_EDITED_HERE)
        import_remark(w, &report->left_alone, file, "");
    if (in->held)
        import_remark(w, &report->drafts, file, in->held);
    for (size_t i = 0; i < in->notes.n; i++)
        import_remark(w, &report->notes, file, in->notes.v[i].text);
    for (size_t i = 0; i < in->missing.n; i++)
        import_remark(w, &report->missing, file, in->missing.v[i]);
}

/* What leads nowhere in a text. An address of the site itself may be one that a later file brings. */
static void import_note_nowhere(struct import_item *in, const struct strlist *nowhere)
{
    for (size_t i = 0; i < nowhere->n; i++)
        if (*nowhere->v[i] != '/')
            note_oddity(&in->notes, "this leads nowhere: %s", nowhere->v[i]);
}

static enum store_status import_try(struct import_work *w, struct arena *a, struct import_item *in,
                                    enum import_outcome *outcome, int64_t *id, struct problems *why)
{
    struct store *s = w->run->store;
    struct group *section = &in->story.text.section;
    *why = (struct problems){.arena = a};
    enum store_status st = import_ensure_section(s, a, section, why);
    if (st == STORE_REFUSED) {
        note_fault(&in->notes, "the section “%s” cannot be; the story went to news: %s",
                   note_value(a, section->name ? section->name : section->slug),
                   import_problems_line(a, why));
        *section = (struct group){.slug = "news"};
        *why = (struct problems){.arena = a};
        st = import_ensure_section(s, a, section, why);
    }
    return st == STORE_OK ? story_import(s, a, &in->story, dateline_now(), outcome, id, why) : st;
}

/* What the store refuses is mended part by part; then it may be a draft; then it is skipped. */
static enum store_status import_write(struct import_work *w, struct arena *a, const char *file,
                                      struct import_item *in)
{
    struct problems why;
    enum import_outcome outcome = IMPORT_ADDED;
    struct strlist nowhere = {0};
    int64_t id = 0;
    struct new_names made = {0};
    in->story.nowhere = &nowhere;
    in->story.names_made = &made;
    in->story.checks = w->checks;
    enum store_status st = import_try(w, a, in, &outcome, &id, &why);
    for (int i = 0; i < MENDS_MAX && st == STORE_REFUSED && import_mend(a, &why, in); i++) {
        in->story.ahead = NULL; /* that was another text */
        st = import_try(w, a, in, &outcome, &id, &why);
    }
    if (st == STORE_REFUSED && in->story.published_at != 0) {
        in->held = import_problems_line(a, &why);
        import_item_keep_as_draft(&in->story);
        st = import_try(w, a, in, &outcome, &id, &why);
    }
    if (st == STORE_REFUSED || st == STORE_EXISTS) {
        import_skip(w, file, import_problems_line(a, &why));
        return STORE_OK;
    }
    if (st != STORE_OK)
        return st;
    for (size_t i = 0; i < why.n; i++)
        note_oddity(&in->notes, "%s", why.v[i].text);
    import_note_nowhere(in, &nowhere);
    import_tell(w, file, in, outcome);
    import_names_note(&w->names, w->kept, &made);
    if (in->lead && outcome == IMPORT_ADDED && in->story.published_at > w->lead_at) {
        w->report->lead = id;
        w->lead_at = in->story.published_at;
    }
    return STORE_OK;
}

/* The stories of one transaction. */
struct import_batch {
    struct arena *a; /* of all of it */
    struct import_item *v;
    const char **names;
    size_t n, read; /* stories; all that the source gave, with those that were left out */
    struct ahead_batch ahead;
};

/* The next BATCH stories, or those that fill BATCH_BYTES. */
static enum import_next import_read_stories(struct import_work *w, struct import_batch *out)
{
    const struct import_run *run = w->run;
    const struct import_source *source = run->source;
    size_t bytes = 0;
    out->n = out->read = 0;
    out->v = arena_array(out->a, BATCH, sizeof *out->v);
    out->names = arena_array(out->a, BATCH, sizeof *out->names);
    while (out->read < BATCH && bytes < BATCH_BYTES) {
        const char *why = "", *name = "";
        struct import_item *item = &out->v[out->n];
        enum import_next next = source->next(source->ctx, out->a, item, &name, &why);
        if (next == IMPORT_NEXT_BROKEN)
            w->report->broken = arena_dup(w->kept, why);
        if (next == IMPORT_NEXT_END || next == IMPORT_NEXT_BROKEN)
            return next;
        if (next == IMPORT_NEXT_STORY) {
            bytes += strlen(item->story.text.body);
            out->names[out->n++] = name;
        } else {
            import_skip(w, name, why);
        }
        out->read++;
        w->done++;
        if (run->progress)
            run->progress(run->progress_ctx, w->done, source->n);
    }
    return IMPORT_NEXT_STORY;
}

/* False: nothing comes after it. What was read before the source broke is not written. */
static bool import_read_batch(struct import_work *w, struct import_batch *out)
{
    arena_reset(out->a);
    enum import_next next = import_read_stories(w, out);
    if (next == IMPORT_NEXT_BROKEN)
        out->n = 0;
    for (size_t i = 0; i < out->n; i++)
        out->v[i].known = story_import_known(w->run->store, out->a, &out->v[i].story);
    ahead_batch_give(w->ahead, &out->ahead, out->v, out->n);
    return next == IMPORT_NEXT_STORY;
}

/* Gives the stories of a batch to the store. On anything but STORE_OK the batch is to be abandoned. */
static enum store_status import_write_stories(struct import_work *w, struct import_batch *batch)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < batch->n && st == STORE_OK; i++) {
        if (!batch->v[i].known)
            batch->v[i].story.ahead = ahead_batch_take(w->ahead, &batch->ahead, i);
        st = import_write(w, batch->a, batch->names[i], &batch->v[i]);
    }
    return st;
}

/* A batch is written whole or not at all, and so it is told: of one that failed, the report says nothing. */
static enum store_status import_write_batch(struct import_work *w, struct import_batch *batch)
{
    struct store *s = w->run->store;
    if (batch->n == 0)
        return STORE_OK;
    const struct import_report report = *w->report;
    const size_t names = w->names.made.n;
    const int64_t lead_at = w->lead_at;
    enum store_status st = store_batch_begin(s);
    if (st != STORE_OK)
        return st;
    st = import_write_stories(w, batch);
    if (st == STORE_OK && !w->run->trial)
        st = store_batch_commit(s);
    else
        store_batch_abandon(s);
    if (st != STORE_OK) {
        *w->report = report;
        w->names.made.n = names;
        w->lead_at = lead_at;
    }
    return st;
}

/* The next one is read first, outside of a transaction: pictures take their time. */
static enum store_status import_batches(struct import_work *w)
{
    struct import_batch both[2] = {{.a = arena_new()}, {.a = arena_new()}};
    struct import_batch *now = &both[0], *next = &both[1];
    enum store_status st = STORE_OK;
    w->ahead = import_ahead_start(&w->site);
    for (bool more = import_read_batch(w, now); st == STORE_OK && (more || now->n > 0);) {
        next->n = 0;
        more = more && import_read_batch(w, next);
        st = import_write_batch(w, now);
        if (st == STORE_OK)
            ahead_batch_end(&now->ahead);
        struct import_batch *written = now;
        now = next;
        next = written;
    }
    import_ahead_stop(w->ahead);
    for (size_t i = 0; i < 2; i++) {
        ahead_batch_end(&both[i].ahead);
        arena_free(both[i].a);
    }
    return st;
}

/* ---- Old addresses ---------------------------------------------------------------------------- */

static const char redirects_name[] = "redirects";

static enum store_status import_put_redirect(struct import_work *w, struct arena *a,
                                             const struct import_redirect *r)
{
    struct problems why = {.arena = a};
    const char *target;
    enum store_status st =
        redirect_rule_add(w->run->store, a, r->path, r->target, NULL, dateline_now(), &why);
    w->report->redirects += st == STORE_OK;
    if (st == STORE_EXISTS) {
        st = redirect_rule_find(w->run->store, a, r->path, &target);
        if (st == STORE_OK && strcmp(target, r->target) != 0)
            import_remark(w, &w->report->notes, redirects_name,
                          arena_printf(a, "%s leads elsewhere here already", r->path));
    } else if (st == STORE_REFUSED) {
        import_remark(
            w, &w->report->notes, redirects_name,
            arena_printf(a, "%s leads nowhere: %s", r->path, import_problems_line(a, &why)));
        st = STORE_OK;
    }
    return st;
}

/* Those that lead elsewhere; stories are there by now. A trial says what it can. */
static enum store_status import_put_redirects(struct import_work *w)
{
    struct arena *a = arena_new();
    enum store_status st = STORE_OK;
    const struct story_files *f = w->run->files;
    for (size_t i = 0; i < f->n_redirects && st == STORE_OK; i++) {
        const struct import_redirect *r = &f->redirects[i];
        arena_reset(a);
        if (!r->path)
            import_remark(w, &w->report->notes, redirects_name,
                          arena_printf(a, "“%s” stands for many addresses, and was left out",
                                       note_value(a, r->said)));
        else if (w->run->trial)
            w->report->redirects++;
        else
            st = import_put_redirect(w, a, r);
    }
    arena_free(a);
    return st;
}

/* ---- The files of a folder ------------------------------------------------------------------- */

struct import_folder {
    struct story_files *files;
    size_t at;
};

static enum import_next import_next_file(void *ctx, struct arena *a, struct import_item *out,
                                         const char **name, const char **why)
{
    struct import_folder *f = ctx;
    const struct strlist *files = &f->files->folder->files;
    if (f->at >= files->n)
        return IMPORT_NEXT_END;
    *name = files->v[f->at++];
    return story_file_read(f->files, a, *name, out, why) ? IMPORT_NEXT_STORY : IMPORT_NEXT_LEFT_OUT;
}

/* ---- The report ------------------------------------------------------------------------------ */

static int import_by_reason(const void *a, const void *b)
{
    const struct import_remark *one = a, *other = b;
    int reason = strcmp(one->why, other->why);
    return reason ? reason : strcmp(one->file, other->file);
}

static void import_sort(struct import_remarks *list)
{
    if (list->n > 1)
        qsort(list->v, list->n, sizeof *list->v, import_by_reason);
}

static int import_by_key(const void *a, const void *b)
{
    return strcmp(((const struct import_key *)a)->key, ((const struct import_key *)b)->key);
}

static struct import_key *import_counts_of(struct arena *a, json_t *counts, size_t *n)
{
    struct import_key *v = arena_array(a, json_object_size(counts) + 1, sizeof *v);
    const char *key;
    json_t *count;
    json_object_foreach(counts, key, count)
    {
        v[(*n)++] = (struct import_key){arena_dup(a, key), (size_t)json_integer_value(count)};
    }
    return v;
}

static void import_finish_report(struct arena *a, const struct story_files *f,
                                 struct import_report *out)
{
    import_sort(&out->skipped);
    import_sort(&out->drafts);
    import_sort(&out->notes);
    out->pictures = f->pictures;
    out->counts = f->counts;
    out->ignored = import_counts_of(a, f->ignored, &out->n_ignored);
    out->others = import_counts_of(a, f->others, &out->n_others);
    qsort(out->others, out->n_others, sizeof *out->others, import_by_key);
    if (f->folder)
        out->left_out = f->folder->left_out;
}

/* Folders that could not be opened, and kinds of files that are no stories. */
static void import_take_folder(struct import_work *w, struct story_files *f)
{
    for (size_t i = 0; i < f->folder->n_troubles; i++)
        import_skip(w, f->folder->troubles[i].path, f->folder->troubles[i].why);
    json_object_update(f->others, f->folder->others);
}

enum store_status import_files(const struct import_run *run, struct arena *a,
                               struct import_report *out)
{
    struct import_folder folder = {.files = run->files};
    struct import_source files = {.ctx = &folder, .next = import_next_file};
    struct import_run with = *run;
    *out = (struct import_report){0};
    struct import_work w = {.run = &with, .kept = a, .report = out};
    if (!run->source) {
        files.n = run->files->folder->files.n;
        with.source = &files;
        import_take_folder(&w, run->files);
    }
    enum store_status st =
        run->trial ? STORE_OK : own_site_put(&run->files->own, run->store, a, dateline_now());
    if (st == STORE_OK)
        st = import_names_begin(&w.names, run->store, a);
    if (st == STORE_OK)
        st = story_site_read(run->store, a, &w.site);
    if (st == STORE_OK)
        st = checklist_is_on(run->store, a, &w.checks);
    if (st == STORE_OK)
        st = import_batches(&w);
    if (st == STORE_OK && !run->trial)
        st = own_front_put(run->files, run->store, a, dateline_now());
    if (st == STORE_OK && !out->broken)
        st = import_put_redirects(&w);
    if (st == STORE_OK && !run->trial && w.done >= OPTIMISE_FROM)
        st = search_optimise(run->store);
    import_finish_report(a, run->files, out);
    import_names_end(&w.names, a, &out->names);
    return st;
}

enum store_status import_choose_lead(struct store *s, int64_t id, struct problems *why)
{
    struct fronts any;
    struct front_pin lead = {.place = 1, .story_id = id};
    const struct front_save in = {.front = {.pins = &lead, .n_pins = 1}, .shown = FRONT_ANY};
    enum store_status st = front_history(s, why->arena, 0, 1, &any);
    if (st != STORE_OK || any.n > 0)
        return st;
    return front_save(s, &in, dateline_now(), &id, why);
}
