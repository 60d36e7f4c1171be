/* import_report.c: an import's report. Every file of the folder is in it: counted when all is well,
 * named when something is not. */
#include "import_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void report_print_remarks(const struct cli *c, const char *heading,
                                 const struct import_remarks *r)
{
    for (size_t i = 0; i < r->n; i++) {
        if (i == 0 || strcmp(r->v[i].why, r->v[i - 1].why) != 0)
            cli_print("%s%s%s:\n", heading, *r->v[i].why ? ", " : "", cli_plain(c, r->v[i].why));
        cli_print("    %s\n", cli_name(c, r->v[i].file));
    }
}

/* "news/a.md: x.png, y.png". */
static void report_print_missing(const struct cli *c, const struct import_remarks *r)
{
    if (r->n > 0)
        cli_print("Pictures not found:\n");
    for (size_t i = 0; i < r->n; i++) {
        bool same = i > 0 && strcmp(r->v[i].file, r->v[i - 1].file) == 0;
        if (same)
            cli_print(", %s", cli_plain(c, r->v[i].why));
        else
            cli_print("%s    %s: %s", i > 0 ? "\n" : "", cli_name(c, r->v[i].file),
                      cli_plain(c, r->v[i].why));
    }
    if (r->n > 0)
        cli_print("\n");
}

static void report_print_keys(const struct cli *c, const char *heading, const struct import_key *v,
                              size_t n)
{
    for (size_t i = 0; i < n; i++)
        cli_print("%s%s (%zu)", i == 0 ? heading : ", ", cli_plain(c, v[i].key), v[i].files);
    if (n > 0)
        cli_print("\n");
}

static void report_print_texts(const struct cli *c, const char *heading, const struct strlist *l)
{
    for (size_t i = 0; i < l->n; i++)
        cli_print("%s%s", i == 0 ? heading : ", ", cli_plain(c, l->v[i]));
    if (l->n > 0)
        cli_print("\n");
}

/* "    {% include x %}: 3 in 2 files: a.md, b.md". */
static void report_print_mark(const struct cli *c, const char *name, json_t *files)
{
    enum { FILES_SHOWN = 5 };
    size_t shown = 0, all = json_object_size(files);
    json_int_t times = 0;
    const char *file;
    json_t *n;
    json_object_foreach(files, file, n)
    {
        times += json_integer_value(n);
    }
    cli_print("    %s: %" JSON_INTEGER_FORMAT " in %zu %s: ", cli_plain(c, name), times, all,
              all == 1 ? "file" : "files");
    json_object_foreach(files, file, n)
    {
        if (shown++ < FILES_SHOWN)
            cli_print("%s%s", shown > 1 ? ", " : "", cli_name(c, file));
    }
    if (all > FILES_SHOWN)
        cli_print(" and %zu more (--json names all)", all - FILES_SHOWN);
    cli_print("\n");
}

static void report_print_marks(const struct cli *c, json_t *marks)
{
    const char *name;
    json_t *files;
    if (json_object_size(marks) > 0)
        cli_print("HTML and marks of other systems that have no form here, with what was kept:\n");
    json_object_foreach(marks, name, files)
    {
        report_print_mark(c, name, files);
    }
}

static void report_print_names(const struct cli *c, const struct import_report *r)
{
    for (size_t i = 0; i < r->names.n; i++) {
        const struct import_name *m = &r->names.v[i];
        cli_print("New %s: %s, at /%s/%s/%s%s\n", m->kind == GROUP_BYLINE ? "byline" : "tag",
                  cli_name(c, m->name), m->kind == GROUP_BYLINE ? "author" : "tag", m->slug,
                  *m->near ? "; there is also " : "", cli_name(c, m->near));
    }
}

void import_print_report(const struct cli *c, const struct import_report *r, int64_t took)
{
    report_print_missing(c, &r->missing);
    report_print_marks(c, r->counts.marks);
    report_print_names(c, r);
    report_print_remarks(c, "Noted", &r->notes);
    report_print_remarks(c, "Left as drafts", &r->drafts);
    report_print_remarks(c, "Left alone because they were edited here", &r->left_alone);
    report_print_remarks(c, "Skipped", &r->skipped);
    report_print_keys(c, "Keys that mean nothing here, and how often they are met: ", r->ignored,
                      r->n_ignored);
    report_print_keys(c, "What is no story: ", r->others, r->n_others);
    report_print_texts(c, "Folders left out: ", &r->left_out);
    cli_print(
        "%zu added, %zu unchanged, %zu changed, %zu left alone because they were edited here, "
        "%zu skipped; %zu drafts, %zu notes; %" PRId64 ".%" PRId64 " s\n",
        r->outcomes[IMPORT_ADDED], r->outcomes[IMPORT_UNCHANGED], r->outcomes[IMPORT_CHANGED],
        r->outcomes[IMPORT_EDITED_HERE], r->skipped.n, r->drafts.n, r->notes.n, took / 1000,
        took % 1000 / 100);
    if (r->redirects > 0)
        cli_print("%zu old addresses lead elsewhere\n", r->redirects);
    cli_print(
        "%zu pictures imported, %zu not found; %zu HTML elements and %zu shortcodes converted or "
        "removed\n",
        r->pictures, r->counts.pictures_missing, r->counts.raw_html, r->counts.shortcodes);
}
