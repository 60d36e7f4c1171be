/* backup.c: dateline backup. */
#include "cli.h"

int backup_run(struct cli *c)
{
    const struct cli_option options[] = {{0}};
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_LOOK);
    if (!s)
        return CLI_FAILED;
    enum store_status st = store_copy(s, c->args[1]);
    int status = CLI_DONE;
    if (st == STORE_EXISTS)
        status = cli_fail(c, "%s already exists; choose another name.", c->args[1]);
    else if (st != STORE_OK)
        status = cli_store_fail(c, s, st, NULL);
    store_close(s);
    return status;
}
