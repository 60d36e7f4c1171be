/* price.c: dateline price list, check: reviews whose price was looked at long ago. */
#include "story_private.h"

#include "db/price_check.h"

#include <inttypes.h>

#define LIST_STEP 200

static void price_print(const struct cli *c, const struct price_row *r)
{
    cli_print("%4" PRId64 "  %-10s  %s  %s\n", r->story_id, *r->checked_on ? r->checked_on : "-",
              cli_plain(c, r->price), cli_plain(c, r->headline));
}

static json_t *price_json(const struct price_row *r)
{
    return json_pack("{s:I s:o s:o s:o s:o}", "story", (json_int_t)r->story_id, "headline",
                     cli_json_text(r->headline), "price", cli_json_text(r->price), "checked_on",
                     cli_json_text(*r->checked_on ? r->checked_on : NULL), "checked_by",
                     cli_json_text(*r->checked_by ? r->checked_by : NULL));
}

/* The longest unchecked first. list: NULL: printed. */
static enum store_status price_walk(struct cli *c, struct store *s, json_t *list)
{
    struct price_key after = {0};
    struct price_rows rows = {.more = true};
    enum store_status st = STORE_OK;
    while (st == STORE_OK && rows.more) {
        st = price_check_list(s, c->arena, after, LIST_STEP, dateline_now(), &rows);
        for (size_t i = 0; st == STORE_OK && i < rows.n; i++) {
            if (list)
                json_array_append_new(list, price_json(&rows.v[i]));
            else
                price_print(c, &rows.v[i]);
            after = rows.v[i].key;
        }
    }
    return st;
}

static int price_list(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    (void)calendar;
    (void)ctx;
    json_t *list = c->json ? json_array() : NULL;
    return cli_list_end(c, s, price_walk(c, s, list), list);
}

int price_list_run(struct cli *c)
{
    return cli_look(c, NULL, price_list, NULL);
}

/* What readers see of it, with that price or its own, and today's day. */
static int price_check(struct story_work *w, const char *price)
{
    struct cli *c = w->c;
    struct problems why = {.arena = c->arena};
    struct story_saved out;
    struct story_view v;
    if (!w->story.live || w->story.kind != STORY_REVIEW)
        return cli_fail(c, "Story %" PRId64 " is no review that readers see.", w->id);
    enum store_status st = story_get(w->s, c->arena, w->id, w->story.live, w->now, &v);
    if (st != STORE_OK)
        return cli_store_fail(c, w->s, st, NULL);
    const struct review *review = &v.revision.text.review;
    const struct price_checked in = {.story_id = w->id,
                                     .price_was = review->price,
                                     .checked_was = review->price_checked_on,
                                     .price = price ? price : review->price};
    st = price_check_save(w->s, c->arena, &in, w->now, &out, &why);
    if (st != STORE_OK)
        return cli_store_fail(c, w->s, st, &why);
    cli_print("Story %" PRId64 ": %s, checked today.\n", w->id, cli_plain(c, in.price));
    return CLI_DONE;
}

int price_check_run(struct cli *c)
{
    const char *price = NULL;
    const struct cli_option options[] = {
        {.name = "price",
         .value = "TEXT",
         .help = "the price as it is now (default: as printed)",
         .text = &price},
        {0},
    };
    struct story_work w = {0};
    if (!cli_parse(c, options) || !story_work_id(&w, c))
        return c->status;
    int status = CLI_FAILED;
    if (story_work_open(&w, c, STORE_WRITE) && story_work_load(&w))
        status = price_check(&w, price);
    story_work_close(&w);
    return status;
}
