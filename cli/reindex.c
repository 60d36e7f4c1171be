/* reindex.c: dateline reindex: the search index made anew. */
#include "cli.h"

#include "db/search.h"

enum { STEP_MS = 60000 };

/* The rest of the saves may come in between: each step is a transaction of its own. */
static enum store_status reindex_all(struct store *s)
{
    bool left = true;
    enum store_status st = search_reset(s);
    while (st == STORE_OK && left)
        st = search_catch_up(s, STEP_MS, &left);
    return st == STORE_OK ? search_optimise(s) : st;
}

int reindex_run(struct cli *c)
{
    static const struct cli_option options[] = {{0}};
    if (!cli_parse(c, options))
        return c->status;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    enum store_status st = reindex_all(s);
    int status = CLI_DONE;
    if (st == STORE_OK)
        cli_print("Search was made anew from the stories.\n");
    else if (st == STORE_UNSEARCHABLE)
        status =
            cli_fail(c, "The pages that search lies on are broken, so it cannot be made anew in "
                        "this database. All else goes on; restore a backup to have it back.");
    else
        status = cli_store_fail(c, s, st, NULL);
    store_close(s);
    return status;
}
