/* settings_logo.c: dateline settings logo. */
#include "cli.h"

#include "db/logo.h"

struct logo_said {
    bool night, remove;
};

static int logo_put(struct cli *c, struct store *s, void *ctx)
{
    const struct logo_said *said = ctx;
    struct problems why = {.arena = c->arena};
    const char *value = "";
    int64_t now = dateline_now();
    enum store_status st = STORE_OK;
    size_t n = 0;
    const char *bytes = said->remove ? "" : cli_read_file(c, c->args[1], PICTURE_BYTES_MAX, &n);
    if (!bytes)
        return CLI_FAILED;
    if (!said->remove)
        st = logo_make(c->arena, c->args[0], picture_maker_here(c->arena), bytes, n, now, &value,
                       &why);
    if (st == STORE_OK)
        st = setting_set(s, said->night ? SETTING_LOGO_NIGHT : SETTING_LOGO, value, 0, now, &why);
    return cli_change_end(c, s, st, &why);
}

int settings_logo_run(struct cli *c)
{
    struct logo_said said = {0};
    const struct cli_option options[] = {
        {.name = "night", .help = "the one of dark pages", .flag = &said.night},
        {.name = "remove", .help = "take it away: no FILE", .flag = &said.remove},
        {0},
    };
    if (!cli_parse(c, options))
        return c->status;
    if (said.remove == (c->n_args == 2))
        return cli_wrong(c, "Give a picture, or --remove.");
    return cli_work(c, STORE_WRITE, logo_put, &said);
}
