/* restore.c: dateline restore; and what a restored site is looked at for. */
#include "backup.h"
#include "folder.h"

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
    return restore_report(c, &sum, &state);
}
