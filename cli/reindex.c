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

static int reindex(struct cli *c, struct store *s, void *ctx)
{
    (void)ctx;
    enum store_status st = reindex_all(s);
    if (st == STORE_UNSEARCHABLE)
        return cli_fail(c, "The pages that search lies on are broken, so it cannot be made anew in "
                           "this database. All else goes on; restore a backup to have it back.");
    if (st == STORE_OK)
        cli_print("Search was made anew from the stories.\n");
    return cli_change_end(c, s, st, NULL);
}

int reindex_run(struct cli *c)
{
    return cli_parse(c, NULL) ? cli_work(c, STORE_WRITE, reindex, NULL) : c->status;
}
