/* redirect.c: dateline redirect list, add, remove, missed. */
#include "cli.h"

#include "db/redirect_rule.h"

#include <inttypes.h>

static int redirect_list(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    struct redirect_rules rules = {0};
    (void)calendar;
    (void)ctx;
    enum store_status st = redirect_rule_list(s, c->arena, &rules);
    json_t *list = c->json ? json_array() : NULL;
    for (size_t i = 0; st == STORE_OK && i < rules.n; i++) {
        const struct redirect_rule *r = &rules.v[i];
        if (list)
            json_array_append_new(list, json_pack("{s:o s:o}", "path", cli_json_text(r->path),
                                                  "target", cli_json_text(r->target)));
        else
            cli_print("%s  →  %s\n", cli_plain(c, r->path), cli_plain(c, r->target));
    }
    return cli_list_end(c, s, st, list);
}

int redirect_list_run(struct cli *c)
{
    return cli_look(c, NULL, redirect_list, NULL);
}

static int redirect_add(struct cli *c, struct store *s, void *ctx)
{
    struct problems why = {.arena = c->arena};
    (void)ctx;
    enum store_status st =
        redirect_rule_add(s, c->arena, c->args[1], c->args[2], NULL, dateline_now(), &why);
    return st == STORE_EXISTS ? cli_fail(c, "%s leads elsewhere already.", c->args[1])
                              : cli_change_end(c, s, st, &why);
}

int redirect_add_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, redirect_add, NULL) : c->status;
}

static int redirect_remove(struct cli *c, struct store *s, void *ctx)
{
    (void)ctx;
    struct problems why = {.arena = c->arena};
    enum store_status st =
        redirect_rule_remove(s, c->arena, c->args[1], NULL, NULL, dateline_now(), &why);
    return st == STORE_MISSING ? cli_fail(c, "No rule leads %s elsewhere.", c->args[1])
                               : cli_change_end(c, s, st, NULL);
}

int redirect_remove_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, redirect_remove, NULL) : c->status;
}

static int redirect_missed(struct cli *c, struct store *s, void *ctx)
{
    const bool *forget = ctx;
    struct missed_paths missed;
    enum store_status st = missed_list(s, c->arena, MISSED_KEPT, &missed);
    if (st == STORE_OK && *forget)
        st = missed_forget(s, &missed, NULL, dateline_now());
    json_t *list = c->json ? json_array() : NULL;
    for (size_t i = 0; st == STORE_OK && i < missed.n; i++) {
        const struct missed_path *m = &missed.v[i];
        if (list)
            json_array_append_new(list, json_pack("{s:o s:I s:s}", "path", cli_json_text(m->path),
                                                  "n", (json_int_t)m->n, "last_day", m->last_day));
        else
            cli_print("%6" PRId64 "  %s  %s\n", m->n, m->last_day, cli_plain(c, m->path));
    }
    return cli_list_end(c, s, st, list);
}

int redirect_missed_run(struct cli *c)
{
    bool forget = false;
    const struct cli_option options[] = {
        {.name = "forget", .help = "begin to count anew", .flag = &forget},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options)
               ? cli_work(c, forget ? STORE_WRITE : STORE_LOOK, redirect_missed, &forget)
               : c->status;
}
