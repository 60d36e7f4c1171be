/* import_json.c: an import's report as JSON. */
#include "import_json.h"

#include "lib/text.h"

#include <string.h>

/* A file's name may be any bytes. */
static json_t *report_text(const char *text)
{
    struct arena *a = arena_new();
    json_t *out = json_string(text_utf8_repair(a, text, strlen(text)));
    arena_free(a);
    return out;
}

static json_t *report_remarks(const struct import_remarks *r, const char *what)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->n; i++)
        json_array_append_new(list, json_pack("{s:o s:o}", "file", report_text(r->v[i].file), what,
                                              report_text(r->v[i].why)));
    return list;
}

static json_t *report_files(const struct import_remarks *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->n; i++)
        json_array_append_new(list, report_text(r->v[i].file));
    return list;
}

static json_t *report_keys(const struct import_key *v, size_t n)
{
    json_t *keys = json_object();
    for (size_t i = 0; i < n; i++)
        json_object_set_new(keys, v[i].key, json_integer((json_int_t)v[i].files));
    return keys;
}

static json_t *report_texts(const struct strlist *texts)
{
    json_t *list = json_array();
    for (size_t i = 0; i < texts->n; i++)
        json_array_append_new(list, report_text(texts->v[i]));
    return list;
}

static json_t *report_names(const struct import_report *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->names.n; i++) {
        const struct import_name *m = &r->names.v[i];
        json_array_append_new(list, json_pack("{s:s s:o s:s s:b s:o}", "kind",
                                              m->kind == GROUP_BYLINE ? "byline" : "tag", "name",
                                              report_text(m->name), "slug", m->slug, "numbered",
                                              m->numbered, "near",
                                              *m->near ? report_text(m->near) : json_null()));
    }
    return list;
}

static void report_number(json_t *out, const char *key, int64_t n)
{
    json_object_set_new(out, key, json_integer((json_int_t)n));
}

json_t *import_report_json(const struct import_report *r, int64_t took)
{
    json_t *out = json_object();
    report_number(out, "added", (int64_t)r->outcomes[IMPORT_ADDED]);
    report_number(out, "unchanged", (int64_t)r->outcomes[IMPORT_UNCHANGED]);
    report_number(out, "changed", (int64_t)r->outcomes[IMPORT_CHANGED]);
    report_number(out, "edited_here", (int64_t)r->outcomes[IMPORT_EDITED_HERE]);
    report_number(out, "readers_see", (int64_t)r->readers_see);
    report_number(out, "readers_other", (int64_t)r->readers_other);
    report_number(out, "scheduled", (int64_t)r->scheduled);
    json_object_set_new(out, "left_alone", report_files(&r->left_alone));
    json_object_set_new(out, "skipped", report_remarks(&r->skipped, "why"));
    json_object_set_new(out, "drafts", report_remarks(&r->drafts, "why"));
    json_object_set_new(out, "notes", report_remarks(&r->notes, "why"));
    json_object_set_new(out, "not_stories", report_keys(r->others, r->n_others));
    json_object_set_new(out, "folders_left_out", report_texts(&r->left_out));
    report_number(out, "pictures", (int64_t)r->pictures);
    report_number(out, "redirects", (int64_t)r->redirects);
    report_number(out, "pictures_missing", (int64_t)r->counts.pictures_missing);
    json_object_set_new(out, "missing_pictures", report_remarks(&r->missing, "picture"));
    report_number(out, "html_tags", (int64_t)r->counts.raw_html);
    report_number(out, "shortcodes", (int64_t)r->counts.shortcodes);
    json_object_set_new(out, "marks", json_deep_copy(r->counts.marks));
    json_object_set_new(out, "names", report_names(r));
    json_object_set_new(out, "ignored_keys", report_keys(r->ignored, r->n_ignored));
    report_number(out, "milliseconds", took);
    return out;
}
