/* serve.c: dateline serve. */
#include "cli.h"

#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/server.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The longest path that fits into a socket's address (unix(7)). */
enum { SOCKET_PATH_MAX = 107 };

static const char *serve_default_listen(struct cli *c, const char *site)
{
    return arena_printf(c->arena, "unix:%s/dateline.sock", site);
}

int serve_run(struct cli *c)
{
    const char *listen = NULL;
    int64_t workers = 0;
    const struct cli_option options[] = {
        {.name = "listen",
         .value = "WHERE",
         .help = "unix:PATH or fd:0 (default: unix:SITE/dateline.sock)",
         .text = &listen},
        {.name = "workers",
         .value = "N",
         .help = "number of processes (default: one per core)",
         .number = &workers,
         .least = 1,
         .most = 256},
        {0},
    };
    char site[PATH_MAX];
    if (!cli_parse(c, options))
        return c->status;
    /* Opened and closed here, before any worker: an old site is brought up to date once. */
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    if (!s)
        return CLI_FAILED;
    struct settings set;
    enum store_status st = setting_all(s, c->arena, &set);
    store_close(s);
    if (!realpath(c->args[0], site))
        return cli_fail(c, "%s cannot be opened.", c->args[0]);
    if (!listen)
        listen = serve_default_listen(c, site);
    if (strcmp(listen, "fd:0") != 0 && strncmp(listen, "unix:", 5) != 0)
        return cli_wrong(c, "--listen takes unix:PATH or fd:0.");
    if (strlen(listen) > 5 + SOCKET_PATH_MAX)
        return cli_fail(c,
                        "The socket's path is longer than %d bytes; choose a shorter one with "
                        "--listen unix:PATH.",
                        SOCKET_PATH_MAX);
    if (st == STORE_OK)
        cli_caution_base_url(c, set.v[SETTING_BASE_URL]);
    cli_caution_root(c, site);
    const struct server_options run = {.functions = &answer_functions,
                                       .site = site,
                                       .data = app_data_folder(c->arena),
                                       .listen = listen,
                                       .workers = (int)workers};
    return server_run(&run);
}
