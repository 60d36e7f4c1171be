/* site_json.c: see site_json.h: the file's parts in their order, once for what has a number, once for the texts. */
#include "site_json_private.h"

#include <stdlib.h>
#include <string.h>

#define SITE_FORMAT "dateline json 1"

/* A part of the file: what each of its records does, the first time and the second. */
struct site_part {
    const char *key;
    bool (*first)(struct site_reading *r, const json_t *o);
    bool (*second)(struct site_reading *r, const json_t *o);
    bool (*end)(struct site_reading *r); /* after all of them, the first time */
    bool whole;                          /* an object, and no list of them */
    bool may_lack;
};

static const struct site_part parts[] = {
    {.key = "settings", .first = site_settings, .whole = true},
    {.key = "people", .first = site_person_take},
    {.key = "sections", .first = site_section_take},
    {.key = "bylines", .first = site_byline_take},
    {.key = "tags", .first = site_tag_take},
    {.key = "merged_names", .first = site_merged_take, .end = site_merged_end, .may_lack = true},
    {.key = "style_rules", .first = site_style_take},
    {.key = "redirect_rules", .first = site_redirect_take},
    {.key = "front", .first = site_front_keep},
    {.key = "media", .first = site_medium_take, .end = site_media_end},
    {.key = "stories", .first = site_story_take, .second = site_story_texts},
    {.key = "assignments", .second = site_assignment_take, .may_lack = true},
    {.key = "reports", .second = site_report_take, .may_lack = true},
    {.key = "log", .second = site_log_take, .may_lack = true},
};
enum { PARTS = sizeof parts / sizeof *parts };

/* What the file's own form has wrong with it. */
static bool file_wrong(struct site_reading *r)
{
    r->line = r->in.line;
    return site_wrong(r, "The file is damaged, or is no export: %s.",
                      r->in.why ? r->in.why : "it is something else");
}

/* ---- The parts -------------------------------------------------------------------------------- */

static void part_progress(const struct site_reading *r, bool second)
{
    size_t all = 2 * r->all;
    if (r->run->progress && strcmp(r->part, "stories") == 0)
        r->run->progress(r->run->progress_ctx, second ? r->all + r->record : r->record, all);
}

static bool part_record(struct site_reading *r, const struct site_part *p, bool second)
{
    bool (*take)(struct site_reading *, const json_t *) = second ? p->second : p->first;
    r->line = r->in.line;
    json_t *o = json_stream_value(&r->in);
    if (!o)
        return file_wrong(r);
    arena_reset(r->a);
    r->within = NULL;
    bool ok =
        !json_is_object(o) ? site_wrong(r, "An object should stand here.") : !take || take(r, o);
    json_decref(o);
    part_progress(r, second);
    return ok;
}

static bool part_list(struct site_reading *r, const struct site_part *p, bool second)
{
    if (!json_stream_take(&r->in, '['))
        return file_wrong(r);
    for (r->record = 1; json_stream_item(&r->in, r->record == 1); r->record++)
        if (!part_record(r, p, second))
            return false;
    if (r->in.why)
        return file_wrong(r);
    if (strcmp(p->key, "stories") == 0)
        r->all = r->record - 1;
    r->record = 0;
    return true;
}

static bool part_take(struct site_reading *r, const struct site_part *p, bool second)
{
    r->part = p->key;
    r->record = 0;
    if (p->whole ? !part_record(r, p, second) : !part_list(r, p, second))
        return false;
    bool ok = second || !p->end || p->end(r);
    r->part = NULL;
    r->within = NULL;
    return ok;
}

static bool part_is_known(const char *key)
{
    for (int i = 0; i < PARTS; i++)
        if (strcmp(parts[i].key, key) == 0)
            return true;
    return strcmp(key, "format") == 0;
}

/* The one that this key is, from `at` on; those that may lack are passed over. NULL: said. */
static const struct site_part *part_of(struct site_reading *r, const char *key, int *at)
{
    while (*at < PARTS && parts[*at].may_lack && strcmp(parts[*at].key, key) != 0)
        ++*at;
    if (*at < PARTS && strcmp(parts[*at].key, key) == 0)
        return &parts[(*at)++];
    r->line = r->in.line;
    if (!part_is_known(key))
        site_wrong(
            r,
            "“%.60s” means nothing to this version of Dateline, and would be lost. If a newer "
            "one wrote the file, bring this one up to date first.",
            key);
    else
        site_wrong(r, "“%s” stands where “%s” should: the parts have an order (docs/export.md).",
                   key, *at < PARTS ? parts[*at].key : "the end");
    return NULL;
}

/* ---- The file --------------------------------------------------------------------------------- */

static bool file_format(struct site_reading *r)
{
    const char *key = json_stream_take(&r->in, '{') ? json_stream_key(&r->in, r->a, true) : NULL;
    json_t *said = key && strcmp(key, "format") == 0 ? json_stream_value(&r->in) : NULL;
    const char *format = json_string_value(said);
    bool ok = format && strcmp(format, SITE_FORMAT) == 0;
    r->line = r->in.line;
    if (!ok && format && strncmp(format, "dateline json ", 14) == 0)
        site_wrong(r,
                   "A newer Dateline wrote this file (“%.60s”). Bring this one up to date, and "
                   "import it then.",
                   format);
    else if (!ok)
        site_wrong(r, "It is no export that “dateline export SITE json” wrote: it does not begin "
                      "with {\"format\":\"" SITE_FORMAT "\".");
    json_decref(said);
    return ok;
}

static bool file_ends(struct site_reading *r, int at)
{
    while (at < PARTS && parts[at].may_lack)
        at++;
    if (r->in.why || !json_stream_end(&r->in))
        return file_wrong(r);
    r->line = r->in.line;
    return at == PARTS || site_wrong(r, "“%s” is missing.", parts[at].key);
}

static bool file_read(struct site_reading *r, bool second)
{
    const char *key;
    const struct site_part *p;
    int at = 0;
    json_stream_begin(&r->in, r->run->fd);
    arena_reset(r->a);
    r->part = NULL;
    if (!file_format(r))
        return false;
    while ((key = json_stream_key(&r->in, r->a, false)))
        if (!(p = part_of(r, key, &at)) || !part_take(r, p, second))
            return false;
    return file_ends(r, at);
}

/* ---- The whole -------------------------------------------------------------------------------- */

/* What went out by itself before somebody worked on the paper again is no news. */
static int due_by_time(const void *a, const void *b)
{
    const struct site_due *one = a, *other = b;
    return one->at == other->at ? 0 : one->at < other->at ? -1 : 1;
}

static void dues_sort(struct site_dues *list)
{
    if (list->n > 1)
        qsort(list->v, list->n, sizeof *list->v, due_by_time);
}

static void dues_drop_known(struct site_reading *r)
{
    struct site_dues *past = &r->out->past;
    size_t n = 0;
    for (size_t i = 0; i < past->n; i++)
        if (past->v[i].at > r->out->worked_at)
            past->v[n++] = past->v[i];
    past->n = n;
    dues_sort(past);
    dues_sort(&r->out->coming);
}

static bool site_is_fresh(struct site_reading *r)
{
    const char *what;
    if (!site_store(r, site_import_fresh(r->s, r->a, &what), NULL))
        return false;
    if (!what)
        return site_store(r, site_import_clear(r->s), NULL);
    r->st = STORE_REFUSED;
    problem_add(
        r->why, "",
        "The site has %s of its own. A whole paper comes only into a new one: make that with "
        "“dateline init”, and import into it before anything else.",
        what);
    return false;
}

static bool site_note(struct site_reading *r)
{
    const char *said = arena_printf(r->a, "%zu stories, %zu texts, %zu pictures", r->all,
                                    r->out->texts, r->out->pictures);
    return site_store(r, site_import_note(r->s, said, r->run->now), NULL);
}

static bool site_all(struct site_reading *r)
{
    if (!site_is_fresh(r) || !file_read(r, false) || !file_read(r, true) || !site_front_end(r))
        return false;
    r->part = NULL;
    r->line = 0;
    dues_drop_known(r);
    return site_media_files(r) && site_note(r);
}

static void reading_begin(struct site_reading *r)
{
    r->portraits = json_array();
    r->replaced = json_array();
    r->fronts = json_array();
    r->merged = json_array();
}

static void reading_end(struct site_reading *r)
{
    json_decref(r->portraits);
    json_decref(r->replaced);
    json_decref(r->fronts);
    json_decref(r->merged);
    arena_free(r->a);
}

enum store_status site_json_import(const struct site_json *run, struct site_json_report *out,
                                   struct problems *why)
{
    struct site_reading *r = arena_alloc(run->arena, sizeof *r);
    *out = (struct site_json_report){0};
    *r = (struct site_reading){
        .run = run, .s = run->store, .a = arena_new(), .why = why, .out = out};
    reading_begin(r);
    enum store_status st = store_batch_begin(run->store);
    bool begun = st == STORE_OK;
    if (begun && !site_all(r))
        st = r->st;
    if (begun && (st != STORE_OK || run->trial))
        store_batch_abandon(run->store);
    else if (begun)
        st = store_batch_commit(run->store);
    if (st != STORE_OK)
        site_media_undo(r);
    reading_end(r);
    return st;
}
