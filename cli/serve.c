/* serve.c: dateline serve. */
#include "cli.h"

#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/server.h"
#include "db/picture_starter.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The longest path that fits into a socket's address (unix(7)). */
enum { SOCKET_PATH_MAX = 107 };

static const char *serve_default_listen(struct cli *c, const char *site)
{
    return arena_printf(c->arena, "unix:%s/dateline.sock", site);
}

/* An old site is brought up to date once, before any worker opens it. */
static bool serve_prepare(void *ctx)
{
    const struct cli *c = ctx;
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    store_close(s);
    return s != NULL;
}

/* The same at the start, with a word about its settings. */
static bool serve_look(struct cli *c)
{
    struct store *s = cli_store(c, c->args[0], STORE_WRITE);
    struct settings set;
    if (s && setting_all(s, c->arena, &set) == STORE_OK)
        cli_caution_base_url(c, set.v[SETTING_BASE_URL]);
    store_close(s);
    return s != NULL;
}

int serve_run(struct cli *c)
{
    const char *listen = NULL;
    int64_t workers = 0;
    bool replace = false;
    const struct cli_option options[] = {
        {.name = "listen",
         .value = "WHERE",
         .help = "unix:PATH or fd:0 (default: unix:SITE/dateline.sock)",
         .text = &listen},
        {.name = "replace",
         .help = "take the place of the server that listens there now",
         .flag = &replace},
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
    bool inherited = listen && strcmp(listen, "fd:0") == 0;
    /* On a socket of somebody else's, who asks meanwhile is told so, and it is tried again. */
    if (!serve_look(c) && !inherited)
        return CLI_FAILED;
    if (!realpath(c->args[0], site))
        return cli_fail(c, "%s cannot be opened.", c->args[0]);
    if (!listen)
        listen = serve_default_listen(c, site);
    if (!inherited && strncmp(listen, "unix:", 5) != 0)
        return cli_wrong(c, "--listen takes unix:PATH or fd:0.");
    if (strlen(listen) > 5 + SOCKET_PATH_MAX)
        return cli_fail(c,
                        "The socket's path is longer than %d bytes; choose a shorter one with "
                        "--listen unix:PATH.",
                        SOCKET_PATH_MAX);
    cli_caution_root(c, site);
    const struct server_options run = {.functions = &answer_functions,
                                       .site = site,
                                       .data = app_data_folder(c->arena),
                                       .picture_helper = picture_helper(c->arena),
                                       .listen = listen,
                                       .replace = replace,
                                       .workers = (int)workers,
                                       .prepare = serve_prepare,
                                       .prepare_ctx = c};
    return server_run(&run);
}
