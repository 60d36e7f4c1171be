/* verify.c: dateline verify. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>

struct findings {
    const struct cli *c;
    const char *engine;
    json_t *list;
    size_t n;
};

static void verify_found(void *ctx, const char *sentence)
{
    struct findings *f = ctx;
    f->n++;
    if (f->c->json)
        json_array_append_new(f->list, cli_json_text(sentence));
    else
        cli_print("%s\n", cli_name(f->c, sentence));
}

static int verify_report(struct findings *f, struct store *s, int64_t checked)
{
    int status = f->n == 0 ? CLI_DONE : CLI_FAILED;
    if (f->n == 0 && store_clear_damage(s))
        cli_warn(f->c,
                 "Damage had been seen here. Nothing is wrong now: the site can be written to "
                 "again.");
    else if (store_is_damaged(s))
        cli_recovery(f->c, STORE_DAMAGED);
    if (f->c->json) {
        json_t *all = json_pack("{s:I s:s s:o}", "checked", (json_int_t)checked, "engine",
                                f->engine, "found", f->list);
        return cli_print_json(f->c, all) == CLI_DONE ? status : CLI_FAILED;
    }
    json_decref(f->list);
    if (f->n == 0)
        cli_print("Checked %" PRId64 " items: nothing wrong (%s).\n", checked, f->engine);
    else
        cli_print("Checked %" PRId64 " items: %zu wrong (%s).\n", checked, f->n, f->engine);
    return status;
}

static int verify(struct cli *c, struct store *s, void *ctx)
{
    struct findings f = {.c = c, .engine = store_engine(s), .list = json_array()};
    int64_t checked = 0;
    (void)ctx;
    enum store_status st = store_verify(s, verify_found, &f, &checked);
    if (st != STORE_OK) {
        json_decref(f.list);
        return cli_store_fail(c, s, st, NULL);
    }
    cli_keep_done(c, s, LAST_VERIFY, (struct done_record){.n = checked, .wrong = (int64_t)f.n});
    return verify_report(&f, s, checked);
}

int verify_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_LOOK, verify, NULL) : c->status;
}
