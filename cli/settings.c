/* settings.c: dateline settings get, set, list. */
#include "cli.h"

#include "db/search.h"

#include <stdio.h>

#define SEARCH_MS (10 * 60 * 1000)

static enum setting settings_named(struct cli *c)
{
    enum setting k = setting_find(c->args[1]);
    if (k == SETTING_MAX)
        c->status =
            cli_wrong(c, "There is no setting \"%s\". For a list: dateline settings list %s",
                      c->args[1], c->args[0]);
    return k;
}

static int settings_get(struct cli *c, struct store *s, void *ctx)
{
    const enum setting *k = ctx;
    struct settings set;
    enum store_status st = setting_all(s, c->arena, &set);
    if (st == STORE_OK && c->json)
        return cli_print_json(c, cli_json_text(set.v[*k]));
    if (st == STORE_OK)
        cli_print("%s\n", set.v[*k]);
    return cli_change_end(c, s, st, NULL);
}

int settings_get_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    enum setting k = settings_named(c);
    return k == SETTING_MAX ? c->status : cli_work(c, STORE_LOOK, settings_get, &k);
}

static int settings_set(struct cli *c, struct store *s, void *ctx)
{
    const enum setting *k = ctx;
    struct problems why = {.arena = c->arena};
    enum store_status st = setting_set(s, *k, c->args[2], 0, dateline_now(), &why);
    bool left; /* in another language search finds other forms of words */
    if (st == STORE_OK && *k == SETTING_LOCALE)
        st = search_catch_up(s, SEARCH_MS, &left);
    if (st == STORE_OK && *k == SETTING_BASE_URL)
        cli_caution_base_url(c, c->args[2]);
    return cli_change_end(c, s, st, &why);
}

int settings_set_run(struct cli *c)
{
    if (!cli_parse(c, NULL))
        return c->status;
    enum setting k = settings_named(c);
    return k == SETTING_MAX ? c->status : cli_work(c, STORE_WRITE, settings_set, &k);
}

static int settings_list(struct cli *c, struct store *s, void *ctx)
{
    struct settings set;
    (void)ctx;
    enum store_status st = setting_all(s, c->arena, &set);
    json_t *all = c->json ? json_object() : NULL;
    for (int k = 0; st == STORE_OK && k < SETTING_MAX; k++) {
        if (all)
            json_object_set_new(all, setting_name(k), cli_json_text(set.v[k]));
        else
            cli_print("%-18s %s\n%-18s   # %s\n", setting_name(k), setting_told(c->arena, set.v[k]),
                      "", setting_help(k));
    }
    return cli_list_end(c, s, st, all);
}

int settings_list_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, STORE_LOOK, settings_list, NULL) : c->status;
}
