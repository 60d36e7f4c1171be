/* import_check.c: dateline import … --check: what of an export the site has, and what differs. */
#include "import/import_check.h"

#include "import_private.h"

static json_t *check_json_list(const struct import_remarks *list)
{
    json_t *out = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(out, json_pack("{s:o s:o}", "file", cli_json_text(list->v[i].file),
                                             "what", cli_json_text(list->v[i].why)));
    return out;
}

static void check_print_list(const struct cli *c, const char *heading,
                             const struct import_remarks *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct import_remark *r = &list->v[i];
        cli_print("%s%s%s%s\n", i == 0 ? heading : "", cli_name(c, r->file), *r->why ? ": " : "",
                  cli_plain(c, r->why));
    }
}

static bool check_print(struct cli *c, const struct import_check *r)
{
    if (c->json)
        return cli_print_json(c, json_pack("{s:I s:I s:I s:o s:o s:o}", "stories",
                                           (json_int_t)r->stories, "same", (json_int_t)r->same,
                                           "left_out", (json_int_t)r->left_out, "missing",
                                           check_json_list(&r->missing), "edited_here",
                                           check_json_list(&r->edited), "differs",
                                           check_json_list(&r->differs))) == CLI_DONE;
    check_print_list(c, "Not here:\n", &r->missing);
    check_print_list(c, "Edited here since:\n", &r->edited);
    check_print_list(c, "Other than in the export:\n", &r->differs);
    cli_print("%zu stories of the export: %zu the same, %zu edited here, %zu other, %zu not here\n",
              r->stories, r->same, r->edited.n, r->differs.n, r->missing.n);
    return true;
}

int import_check_and_tell(struct cli *c, struct store *s, struct story_files *f,
                          const struct import_source *source)
{
    struct import_check report;
    story_files_begin(f);
    enum store_status st = import_check(s, source, c->arena, &report);
    story_files_end(f);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL);
    if (report.broken)
        return cli_fail(c, "%s; run the command once more.", cli_plain(c, report.broken));
    bool told = check_print(c, &report);
    return told && report.missing.n + report.differs.n == 0 ? CLI_DONE : CLI_FAILED;
}
