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

/* Reads all settings of the site; false: said. The values are in the command's arena. */
static bool settings_read(struct cli *c, struct settings *out)
{
    struct store *s = cli_store(c, c->args[0], STORE_LOOK);
    if (!s)
        return false;
    enum store_status st = setting_all(s, c->arena, out);
    if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    store_close(s);
    return st == STORE_OK;
}

int settings_get_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct settings set;
    if (!cli_parse(c, options))
        return c->status;
    enum setting k = settings_named(c);
    if (k == SETTING_MAX)
        return c->status;
    if (!settings_read(c, &set))
        return CLI_FAILED;
    if (c->json)
        return cli_print_json(c, cli_json_text(set.v[k]));
    cli_print("%s\n", set.v[k]);
    return CLI_DONE;
}

int settings_set_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    if (!cli_parse(c, options))
        return c->status;
    enum setting k = settings_named(c);
    if (k == SETTING_MAX)
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    struct problems why = {.arena = c->arena};
    enum store_status st = setting_set(s, k, c->args[2], 0, dateline_now(), &why);
    bool left; /* in another language search finds other forms of words */
    if (st == STORE_OK && k == SETTING_LOCALE)
        st = search_catch_up(s, SEARCH_MS, &left);
    int status = st == STORE_OK ? CLI_DONE : cli_store_fail(c, s, st, &why);
    if (st == STORE_OK && k == SETTING_BASE_URL)
        cli_caution_base_url(c, c->args[2]);
    store_close(s);
    return status;
}

int settings_list_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    struct settings set;
    if (!cli_parse(c, options))
        return c->status;
    if (!settings_read(c, &set))
        return CLI_FAILED;
    json_t *all = json_object();
    for (int k = 0; k < SETTING_MAX; k++) {
        if (c->json)
            json_object_set_new(all, setting_name(k), cli_json_text(set.v[k]));
        else
            cli_print("%-18s %s\n%-18s   # %s\n", setting_name(k), set.v[k], "", setting_help(k));
    }
    if (c->json)
        return cli_print_json(c, all);
    json_decref(all);
    return CLI_DONE;
}
