/* up.c: dateline up: the server and a private nginx on this machine, until Ctrl-C. */
#include "cli.h"

#include "cgi/app.h"
#include "db/session.h"
#include "db/user.h"
#include "up_serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* A unix socket's address holds 107 bytes; one hundred leave room for a suffix. */
enum { RUNTIME_PATH_MAX = 100 - (int)sizeof "/dateline.sock" };
enum { BACKLOG = 4096 };

/* ---- Before the start ------------------------------------------------------------------------ */

/* The socket on which nginx will listen: ours, so that it outlives any nginx. -1: said why. */
static int up_listen(const struct cli *c, int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0)
        return cli_fail(c, "A socket could not be opened: %s", strerror(errno)), -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    /* Bound is not enough: two may bind with SO_REUSEADDR, only one may listen. */
    int bad =
        bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, BACKLOG) < 0 ? errno : 0;
    if (!bad)
        return fd;
    close(fd);
    if (bad == EADDRINUSE)
        cli_fail(c, "Port %d is in use; choose another with --port (make run PORT=%d).", port,
                 port < 65535 ? port + 1 : 8080);
    else if (bad == EACCES)
        cli_fail(c, "Port %d is reserved for the system; choose 1024 or higher with --port.", port);
    else
        cli_fail(c, "Port %d cannot be used: %s", port, strerror(bad));
    return -1;
}

static const char *up_runtime_in(const struct cli *c, const char *folder)
{
    char *path = arena_printf(c->arena, "%s/dateline-XXXXXX", folder);
    if (strlen(path) > RUNTIME_PATH_MAX || !mkdtemp(path))
        return NULL;
    return path;
}

/* A folder of mode 0700 for socket, configuration, logs and temporary files. */
static const char *up_make_runtime(const struct cli *c)
{
    const char *home = getenv("XDG_RUNTIME_DIR"), *made = NULL;
    if (home && *home == '/')
        made = up_runtime_in(c, home);
    if (!made)
        made = up_runtime_in(c, "/tmp");
    if (!made || mkdir(arena_printf(c->arena, "%s/empty", made), 0700) < 0) {
        cli_fail(c, "A private folder could not be created in /tmp: %s", strerror(errno));
        return NULL;
    }
    return made;
}

/* Links and forms work only under the base URL: that of a site on loopback follows the port. */
static bool up_match_base_url(const struct cli *c, struct store *s, const char *base, int port,
                              const char **address)
{
    struct problems why = {.arena = c->arena};
    *address = arena_printf(c->arena, "http://127.0.0.1:%d", port);
    if (strcmp(base, *address) == 0)
        return true;
    if (!setting_is_loopback(base)) {
        cli_warn(c,
                 "The site's base_url is %s: links lead there, and signing in works only "
                 "there, through a proxy to %s.",
                 base, *address);
        cli_caution_base_url(c, base);
        *address = base;
        return true;
    }
    enum store_status st = setting_set(s, SETTING_BASE_URL, *address, 0, dateline_now(), &why);
    if (st == STORE_OK)
        return true;
    cli_store_fail(c, s, st, &why);
    return false;
}

/* The first who may publish, admins before editors. */
static bool up_find_editor(const struct cli *c, struct store *s, struct user *out)
{
    struct users all;
    bool found = false;
    if (user_list(s, c->arena, &all) != STORE_OK)
        return false;
    for (size_t i = 0; i < all.n; i++) {
        const struct user *u = &all.v[i];
        if (u->disabled || u->role < ROLE_EDITOR || (found && u->role <= out->role))
            continue;
        *out = *u;
        found = true;
    }
    return found;
}

/* What the store is needed for, done and closed before the server forks. */
static bool up_prepare_site(const struct cli *c, const char *site, int port, const char **address,
                            const char **link)
{
    struct store *s = cli_store(c, site, STORE_WRITE);
    struct settings set;
    struct user editor = {0};
    if (!s)
        return false;
    enum store_status st = setting_all(s, c->arena, &set);
    bool ok = false;
    if (st != STORE_OK)
        cli_store_fail(c, s, st, NULL);
    else
        ok = up_match_base_url(c, s, set.v[SETTING_BASE_URL], port, address);
    if (ok && up_find_editor(c, s, &editor))
        *link = cli_sign_in_link(c, s, editor.id, *address, LOGIN_LINK_MINUTES);
    store_close(s);
    return ok;
}

/* ---- The whole ------------------------------------------------------------------------------ */

static void up_say(const struct up *u, const char *address, const char *link)
{
    cli_print("Serving %s\n  the paper:  %s/\n", u->nginx.site, address);
    if (link)
        cli_print("  to edit it: %s\n              (works once, within %d minutes)\n", link,
                  LOGIN_LINK_MINUTES);
    else
        cli_print("  to edit it: add a user first, in another terminal:\n"
                  "              %s user add %s LOGIN\n",
                  u->c->program, cli_quoted(u->c, u->nginx.site));
    cli_print("Press Ctrl-C to stop.\n");
    fflush(stdout);
}

static int up_until_stopped(struct up *u, const char *address, const char *link)
{
    bool stopped = false;
    int status = up_start(u, &stopped);
    if (status != CLI_DONE || stopped)
        return status;
    up_say(u, address, link);
    up_keep_serving(u);
    return CLI_DONE;
}

static int up_catch_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

int up_run(struct cli *c)
{
    int64_t port = 8080, workers = 0;
    const struct cli_option options[] = {
        {.name = "port",
         .value = "PORT",
         .help = "port on 127.0.0.1 (default: 8080)",
         .number = &port,
         .least = 1,
         .most = 65535},
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
    struct up u = {.c = c, .program = nginx_find(c)};
    if (!u.program)
        return cli_fail(c, "nginx is not installed; on Debian: apt install nginx-light");
    if (!store_exists(c->args[0]) && access(c->args[0], F_OK) < 0)
        return cli_fail(c, "%s is not a Dateline site. To create one: %s init %s", c->args[0],
                        c->program, cli_quoted(c, c->args[0]));
    if (!realpath(c->args[0], site))
        return cli_fail(c, "%s: %s", c->args[0], strerror(errno));
    if (access(site, W_OK | X_OK) < 0)
        return cli_fail(c, "You do not have permission to write to %s.", site);
    int listening = up_listen(c, (int)port);
    if (listening < 0)
        return CLI_FAILED;
    cli_caution_root(c, site);

    const char *address, *link = NULL;
    if (!up_prepare_site(c, site, (int)port, &address, &link))
        return CLI_FAILED;
    u.nginx = (struct nginx){.site = site,
                             .data = app_data_folder(c->arena),
                             .runtime = up_make_runtime(c),
                             .port = (int)port,
                             .listening = listening};
    u.workers = (int)workers;
    if (!u.nginx.runtime)
        return CLI_FAILED;
    u.nginx.socket = arena_printf(c->arena, "%s/dateline.sock", u.nginx.runtime);
    u.signals = up_catch_signals();

    int status = CLI_FAILED;
    if (nginx_configure(c, u.program, &u.nginx))
        status = up_until_stopped(&u, address, link);
    up_stop(&u);
    close(u.signals);
    close(listening);
    cli_remove_tree(u.nginx.runtime);
    return status;
}
