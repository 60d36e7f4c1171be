/* trust.c: dateline trust. */
#include "cli.h"

#include "db/setting.h"
#include "db/trust.h"

#include <inttypes.h>

static json_t *trust_json(const struct cli *c, const char *base_url, const struct trust_item *t)
{
    json_t *o = json_pack("{s:s s:s s:b}", "what", trust_what_name(t->what), "indicator",
                          trust_indicator_name(trust_indicator_of(t->what)), "there", t->there);
    if (*t->path)
        json_object_set_new(o, "path", cli_json_text(t->path));
    if (t->story)
        json_object_set_new(o, "story", json_integer(t->story));
    if (*t->author)
        json_object_set_new(o, "author", cli_json_text(t->author));
    if (!t->there)
        json_object_set_new(
            o, "mend",
            cli_json_text(arena_printf(c->arena, "%s%s", base_url, trust_mend(c->arena, t))));
    return o;
}

static void trust_print(const struct cli *c, const char *base_url, const struct trust_item *t)
{
    const char *of = t->story     ? arena_printf(c->arena, " of story %" PRId64 " (%s)", t->story,
                                                 cli_plain(c, t->headline))
                     : *t->author ? arena_printf(c->arena, " of %s", cli_plain(c, t->name))
                                  : "";
    if (t->there)
        cli_print("there    %-16s %s\n", trust_what_name(t->what), t->path);
    else
        cli_print("missing  %s%s: %s%s\n", trust_what_name(t->what), of, base_url,
                  trust_mend(c->arena, t));
}

static int trust_look(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    (void)calendar;
    (void)ctx;
    struct trust_items all;
    struct settings set;
    size_t stories = 0;
    enum store_status st = setting_all(s, c->arena, &set);
    if (st == STORE_OK)
        st = trust_list(s, c->arena, dateline_now(), &all, &stories);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL);
    const char *base_url = set.v[SETTING_BASE_URL];
    json_t *list = c->json ? json_array() : NULL;
    for (size_t i = 0; i < all.n; i++) {
        if (list)
            json_array_append_new(list, trust_json(c, base_url, &all.v[i]));
        else
            trust_print(c, base_url, &all.v[i]);
    }
    return list ? cli_print_json(c, list) : CLI_DONE;
}

int trust_run(struct cli *c)
{
    return cli_look(c, NULL, trust_look, NULL);
}
