/* restore.c: dateline restore; and what a restored site is looked at for. */
#include "backup.h"
#include "folder.h"

#include "db/audit.h"
#include "db/story_desk.h"

#include <inttypes.h>
#include <unistd.h>

struct restore_found {
    const struct cli *c;
    size_t n;
};

static void restore_found(void *ctx, const char *sentence)
{
    struct restore_found *f = ctx;
    f->n++;
    cli_remark("%s\n", cli_name(f->c, sentence));
}

bool backup_check(const struct cli *c, const char *folder, struct backup_state *out)
{
    struct restore_found f = {.c = c};
    struct store *s = NULL;
    enum store_status st = store_open(folder, STORE_LOOK, &s);
    if (st == STORE_OK)
        st = store_verify(s, restore_found, &f, &out->checked);
    if (st == STORE_OK && store_is_damaged(s))
        st = STORE_DAMAGED;
    if (st != STORE_OK)
        cli_fail(c, "The data in the backup cannot be used: %s", store_status_text(st));
    store_close(s);
    out->found = f.n;
    return st == STORE_OK;
}

#define OUT_SINCE 20 /* stories that are named */

/* A text that waited when the backup was made, and whose instant has passed, is before readers as soon as the
 * site is served, whatever was decided of it afterwards. */
static void restore_say_out(const struct cli *c, struct store *s, struct calendar *calendar,
                            int64_t since, int64_t now)
{
    struct coming_rows out = {0};
    if (story_coming(s, c->arena, 0, since + 1, now + 1, OUT_SINCE, &out) != STORE_OK || out.n == 0)
        return;
    cli_warn(c,
             "These texts waited then. Their time has passed, so readers get them as soon as the "
             "site is served:");
    for (size_t i = 0; i < out.n; i++)
        cli_remark("  %" PRId64 "  %s  %s\n", out.v[i].story_id, cli_time(c, calendar, out.v[i].at),
                   cli_plain(c, out.v[i].headline));
    if (out.more)
        cli_remark("  and more\n");
}

/* What is undone by going back: nobody decided that at a desk. */
static void restore_say_since(const struct cli *c)
{
    struct store *s = cli_store(c, c->args[1], STORE_LOOK);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    struct audit_entries last = {0};
    if (calendar && audit_list(s, c->arena, 0, 0, 1, &last) == STORE_OK && last.n == 1) {
        cli_warn(c,
                 "The site is as it was after %s. What was withdrawn, corrected or taken off the "
                 "schedule later is not: look before you serve it.",
                 cli_time(c, calendar, last.v[0].at));
        restore_say_out(c, s, calendar, last.v[0].at, dateline_now());
    }
    calendar_close(calendar);
    store_close(s);
}

static int restore_report(const struct cli *c, const struct backup_sum *sum,
                          const struct backup_state *state)
{
    const char *site = cli_quoted(c, c->args[1]);
    cli_print("Restored %s from %s: %zu files, %" PRId64 " items checked, %zu wrong.\n", c->args[1],
              c->args[0], sum->files, state->checked, state->found);
    if (state->found > 0)
        cli_warn(c, "What is wrong was so when the backup was made. The rest is there.");
    cli_print("To show it on this machine, until Ctrl-C:\n    %s up %s\n", c->program, site);
    return state->found > 0 ? CLI_FAILED : CLI_DONE;
}

int restore_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    struct cli_folder folder;
    struct backup_sum sum;
    struct backup_state state;
    if (!cli_parse(c, options))
        return c->status;
    if (access(c->args[0], R_OK) < 0)
        return cli_fail(c, "%s cannot be read.", c->args[0]);
    if (!cli_folder_begin(c, c->args[1], &folder))
        return CLI_FAILED;
    if (!backup_read(c, c->args[0], folder.made, &sum) || !backup_check(c, folder.made, &state) ||
        !cli_folder_finish(c, &folder)) {
        cli_folder_abandon(&folder);
        return CLI_FAILED;
    }
    cli_caution_root(c, c->args[1]);
    restore_say_since(c);
    return restore_report(c, &sum, &state);
}
