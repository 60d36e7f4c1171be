/* user_passkey.c: dateline user passkey list, remove. */
#include "cli.h"

#include "db/passkey.h"
#include "db/user.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

static json_t *user_passkey_json(const struct passkey *k, struct calendar *calendar)
{
    return json_pack("{s:I s:o s:o s:o}", "number", (json_int_t)k->id, "name",
                     cli_json_text(k->name), "added", cli_json_time(calendar, k->created_at),
                     "used", cli_json_time(calendar, k->used_at));
}

static int user_passkey_print(const struct cli *c, const struct passkeys *all,
                              struct calendar *calendar)
{
    json_t *list = json_array();
    for (size_t i = 0; i < all->n; i++) {
        const struct passkey *k = &all->v[i];
        if (c->json)
            json_array_append_new(list, user_passkey_json(k, calendar));
        else
            cli_print("%6" PRId64 "  used %-25s %s\n", k->id, cli_time(c, calendar, k->used_at),
                      cli_plain(c, k->name));
    }
    if (c->json)
        return cli_print_json(c, list);
    json_decref(list);
    return CLI_DONE;
}

static int user_passkey_list(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    struct user u;
    struct passkeys all;
    (void)ctx;
    if (!cli_user_named(c, s, c->args[1], &u))
        return CLI_FAILED;
    enum store_status st = passkey_list(s, c->arena, u.id, &all);
    return st == STORE_OK ? user_passkey_print(c, &all, calendar) : cli_store_fail(c, s, st, NULL);
}

int user_passkey_list_run(struct cli *c)
{
    return cli_look(c, NULL, user_passkey_list, NULL);
}

static int user_passkey_remove(struct cli *c, struct store *s, void *ctx)
{
    const int64_t *id = ctx;
    struct user u;
    if (!cli_user_named(c, s, c->args[1], &u))
        return CLI_FAILED;
    enum store_status st = passkey_take_off(s, u.id, *id, NULL, dateline_now());
    if (st == STORE_MISSING)
        return cli_fail(c, "%s has no passkey%s.", u.login, *id ? " of that number" : "");
    if (st == STORE_OK)
        cli_print("%s of %s; all of their sessions and links are ended.\n",
                  *id ? "Removed a passkey" : "Removed all passkeys", u.login);
    return cli_change_end(c, s, st, NULL);
}

int user_passkey_remove_run(struct cli *c)
{
    int64_t id = 0;
    if (!cli_parse(c, NULL))
        return c->status;
    if (strcmp(c->args[2], "all") != 0 && !text_to_int(c->args[2], 1, INT64_MAX, &id))
        return cli_wrong(c, "The passkey is a number that \"user passkey list\" shows, or all.");
    return cli_work(c, STORE_WRITE, user_passkey_remove, &id);
}
