/* ai.c: dateline ai list: what AI was used for, as the desk's record has it. */
#include "cli.h"

#include "db/ai_record.h"

#include <inttypes.h>

#define LIST_STEP 200

static json_t *ai_json(struct calendar *calendar, const struct ai_record *r)
{
    bool reviewed = r->ai != STORY_AI_UNREVIEWED;
    return json_pack(
        "{s:I s:i s:o s:s s:o s:o s:o s:o s:o s:o s:i s:i}", "story", (json_int_t)r->story_id,
        "revision", r->number, "headline", cli_json_text(r->headline), "ai", story_ai_name(r->ai),
        "used_for", cli_json_text(r->note), "live_from", cli_json_time(calendar, r->live_from),
        "saved_by", cli_json_text(*r->saved_by ? r->saved_by : NULL), "reviewed_by",
        cli_json_text(reviewed && *r->let_out_by ? r->let_out_by : NULL), "read_by",
        cli_json_text(*r->read_by ? r->read_by : NULL), "fact_checked_by",
        cli_json_text(*r->checked_by ? r->checked_by : NULL), "changed_from",
        r->from == r->number ? 0 : r->from, "words_changed", r->from == r->number ? 0 : r->words);
}

static void ai_print(const struct cli *c, struct calendar *calendar, const struct ai_record *r)
{
    cli_print("%s  story %" PRId64 ", revision %d  %s  %s%s%s\n",
              cli_time(c, calendar, r->live_from), r->story_id, r->number, story_ai_name(r->ai),
              cli_plain(c, r->headline), *r->note ? ": " : "", cli_plain(c, r->note));
}

/* The newest first. list: NULL: printed. */
static enum store_status ai_walk(const struct cli *c, struct store *s, struct calendar *calendar,
                                 int64_t limit, json_t *list)
{
    int64_t before = 0, n = 0;
    for (;;) {
        struct ai_records all;
        enum store_status st = ai_record_list(s, c->arena, before, LIST_STEP, &all);
        for (size_t i = 0; st == STORE_OK && i < all.n && n < limit; i++, n++) {
            if (list)
                json_array_append_new(list, ai_json(calendar, &all.v[i]));
            else
                ai_print(c, calendar, &all.v[i]);
        }
        if (st != STORE_OK || all.n < LIST_STEP || n == limit)
            return st;
        before = all.v[all.n - 1].revision_id;
    }
}

static int ai_list(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const int64_t *limit = ctx;
    json_t *list = c->json ? json_array() : NULL;
    return cli_list_end(c, s, ai_walk(c, s, calendar, *limit, list), list);
}

int ai_list_run(struct cli *c)
{
    int64_t limit = INT64_MAX;
    const struct cli_option options[] = {
        {.name = "limit",
         .value = "N",
         .help = "how many, newest first (default: all)",
         .number = &limit,
         .least = 1,
         .most = INT64_MAX},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_look(c, options, ai_list, &limit);
}
