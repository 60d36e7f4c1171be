/* audit.c: dateline audit: who did what. */
#include "cli.h"

#include "db/audit.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

enum { AUDIT_AT_ONCE = 200 };

struct audit_ask {
    int64_t limit, story;
    const char *action; /* its beginning, "user." */
};

static bool audit_matches(const struct audit_ask *ask, const struct audit_entry *e)
{
    return !ask->action || strncmp(e->action, ask->action, strlen(ask->action)) == 0;
}

static json_t *audit_json(struct calendar *calendar, const struct audit_entry *e)
{
    return json_pack("{s:I s:o s:o s:o s:I s:o}", "id", (json_int_t)e->id, "at",
                     cli_json_time(calendar, e->at), "user", cli_json_text(e->user_name), "action",
                     cli_json_text(e->action), "story", (json_int_t)e->story_id, "detail",
                     cli_json_text(e->detail));
}

static void audit_print(const struct cli *c, struct calendar *calendar, const struct audit_entry *e)
{
    const char *story = e->story_id ? arena_printf(c->arena, "  story %" PRId64, e->story_id) : "";
    cli_print("%s  %s  %s%s%s%s\n", cli_time(c, calendar, e->at),
              e->user_name ? cli_plain(c, e->user_name) : "-", cli_plain(c, e->action), story,
              e->detail && *e->detail ? "  " : "", e->detail ? cli_plain(c, e->detail) : "");
}

/* Newest first, in pieces, until enough were found. list: NULL: printed. */
static enum store_status audit_walk(const struct cli *c, struct store *s, struct calendar *calendar,
                                    const struct audit_ask *ask, json_t *list)
{
    int64_t before = 0, found = 0;
    for (;;) {
        struct audit_entries all;
        enum store_status st = audit_list(s, c->arena, ask->story, before, AUDIT_AT_ONCE, &all);
        if (st != STORE_OK)
            return st;
        for (size_t i = 0; i < all.n && found < ask->limit; i++) {
            if (!audit_matches(ask, &all.v[i]))
                continue;
            found++;
            if (list)
                json_array_append_new(list, audit_json(calendar, &all.v[i]));
            else
                audit_print(c, calendar, &all.v[i]);
        }
        if (all.n < AUDIT_AT_ONCE || found >= ask->limit)
            return STORE_OK;
        before = all.v[all.n - 1].id;
    }
}

static int audit_look(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct audit_ask *ask = ctx;
    json_t *list = c->json ? json_array() : NULL;
    return cli_list_end(c, s, audit_walk(c, s, calendar, ask, list), list);
}

int audit_run(struct cli *c)
{
    struct audit_ask ask = {.limit = 50};
    const struct cli_option options[] = {
        {.name = "limit",
         .value = "N",
         .help = "how many, newest first (default: 50)",
         .number = &ask.limit,
         .least = 1,
         .most = 1000000},
        {.name = "story",
         .value = "ID",
         .help = "of one story alone",
         .number = &ask.story,
         .least = 1,
         .most = INT64_MAX},
        {.name = "action",
         .value = "WORD",
         .help = "those that begin so: user., story., settings.",
         .text = &ask.action},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_look(c, options, audit_look, &ask);
}
