/* nginx.c: a configuration from its template, and the process. */
#include "nginx.h"

#include "lib/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEMPLATE_MAX = 64 * 1024 };
#define BROTLI_MODULE "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
/* Connections that are open at once, to readers and to the server; each may need a file besides. nginx makes
 * room for all at its start, 424 bytes each. Only this machine reaches its port: who serves a crowd has
 * another web server, or one in front of it. */
enum { CONNECTIONS_MAX = 4096, FILES_EACH = 2, FILES_OF_NGINX = 64 };
/* Ready pages that nginx keeps open, of the files that it may have: a thousand, each in three forms, and
 * those that are gone for 20 s. */
enum { READY_MAX = 4000, READY_SHARE = 5 };

const char *nginx_find(const struct cli *c)
{
    static const char folders[] = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin";
    const char *path = getenv("PATH");
    struct strlist dirs = {0};
    char *all = arena_printf(c->arena, "%s:%s", path ? path : "", folders), *rest = all;
    for (char *dir; (dir = strsep(&rest, ":"));)
        if (*dir == '/')
            strlist_add(c->arena, &dirs, dir);
    for (size_t i = 0; i < dirs.n; i++) {
        const char *program = arena_printf(c->arena, "%s/nginx", dirs.v[i]);
        if (access(program, X_OK) == 0)
            return program;
    }
    return NULL;
}

/* As root, nginx would give its workers to a user who may not open our socket: they stay ours. */
static const char *nginx_user_line(const struct cli *c)
{
    if (geteuid() != 0)
        return "";
    const struct passwd *pw = getpwuid(geteuid());
    const struct group *gr = getgrgid(getegid());
    return arena_printf(c->arena, "user \"%s\" \"%s\";", pw ? pw->pw_name : "root",
                        gr ? gr->gr_name : "root");
}

/* Debian's nginx with its package of that name sends what lies compressed as brotli, too. */
static bool nginx_has_brotli(const char *program)
{
    return strcmp(program, "/usr/sbin/nginx") == 0 && access(BROTLI_MODULE, R_OK) == 0;
}

struct nginx_name {
    const char *name, *value;
};

static void nginx_fill(struct buf *out, const char *template, const struct nginx_name *names)
{
    while (*template) {
        const struct nginx_name *n = names;
        while (n->name && strncmp(template, n->name, strlen(n->name)) != 0)
            n++;
        if (n->name) {
            buf_adds(out, n->value);
            template += strlen(n->name);
        } else {
            buf_addc(out, *template ++);
        }
    }
}

/* Characters that would end or change a quoted string of nginx. */
static bool nginx_quotable(const struct cli *c, const char *path)
{
    if (!strpbrk(path, "\"\\$\n\r;{}"))
        return true;
    cli_fail(c, "%s: nginx cannot use a path with quotes, $, ;, braces or backslashes.", path);
    return false;
}

static bool nginx_write_file(const char *path, const struct buf *b)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool ok = write(fd, b->p, b->len) == (ssize_t)b->len;
    return close(fd) == 0 && ok;
}

/* How many files nginx may have: the limit that it inherits is raised to what it can use. */
static int nginx_raise_files(void)
{
    const rlim_t wanted = FILES_EACH * CONNECTIONS_MAX + READY_MAX + FILES_OF_NGINX;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return 2 * FILES_OF_NGINX;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = wanted < files.rlim_max ? wanted : files.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0 && getrlimit(RLIMIT_NOFILE, &files) != 0)
            return 2 * FILES_OF_NGINX;
    }
    return files.rlim_cur < wanted ? (int)files.rlim_cur : (int)wanted;
}

/* How those are shared out: ready pages kept open, and connections. */
static int nginx_ready(int files)
{
    return files / READY_SHARE < READY_MAX ? files / READY_SHARE : READY_MAX;
}

static int nginx_connections(int files)
{
    int left = (files - nginx_ready(files) - FILES_OF_NGINX) / FILES_EACH;
    return left < FILES_OF_NGINX ? FILES_OF_NGINX : left < CONNECTIONS_MAX ? left : CONNECTIONS_MAX;
}

bool nginx_configure(const struct cli *c, const char *program, const struct nginx *n)
{
    const char *source = arena_printf(c->arena, "%s/deploy/nginx/up.conf.in", n->data);
    const char *target = arena_printf(c->arena, "%s/nginx.conf", n->runtime);
    if (!nginx_quotable(c, n->site) || !nginx_quotable(c, n->data) ||
        !nginx_quotable(c, n->runtime))
        return false;
    size_t size;
    const char *template = cli_read_file(c, source, TEMPLATE_MAX, &size);
    if (!template)
        return false;
    bool brotli = nginx_has_brotli(program);
    int files = nginx_raise_files();
    const struct nginx_name names[] = {
        {"@USER@", nginx_user_line(c)},
        {"@LOAD@", brotli ? "load_module \"" BROTLI_MODULE "\";" : ""},
        {"@BROTLI@", brotli ? "brotli_static on;" : ""},
        {"@RUNTIME@", n->runtime},
        {"@SOCKET@", n->socket},
        {"@SITE@", n->site},
        {"@DATA@", n->data},
        {"@PORT@", arena_printf(c->arena, "%d", n->port)},
        {"@CONNECTIONS@", arena_printf(c->arena, "%d", nginx_connections(files))},
        {"@READY@", arena_printf(c->arena, "%d", nginx_ready(files))},
        {NULL, NULL},
    };
    struct buf b;
    buf_init(&b, 2 * TEMPLATE_MAX);
    nginx_fill(&b, template, names);
    bool ok = !b.failed && nginx_write_file(target, &b);
    if (!ok)
        cli_fail(c, "%s: %s", target, strerror(errno));
    buf_free(&b);
    return ok;
}

/* nginx takes a socket that listens already when this variable names it, as it does itself when its
 * program is replaced (nginx.org/en/docs/control.html). So no reader is refused while it restarts. */
static bool nginx_leave_socket(const struct cli *c, int fd)
{
    return fcntl(fd, F_SETFD, 0) == 0 && setenv("NGINX", arena_printf(c->arena, "%d;", fd), 1) == 0;
}

pid_t nginx_start(const struct cli *c, const char *program, const struct nginx *n)
{
    const char *conf = arena_printf(c->arena, "%s/nginx.conf", n->runtime);
    const char *log = arena_printf(c->arena, "%s/error.log", n->runtime);
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return cli_fail(c, "nginx could not be started: %s", strerror(errno)), -1;
    if (pid > 0)
        return pid;

    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    /* What it says at its start goes to its log, which nginx_complaint reads. */
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (fd >= 0)
        dup2(fd, STDERR_FILENO);
    if (getppid() == parent && nginx_leave_socket(c, n->listening))
        execl(program, "nginx", "-p", n->runtime, "-c", conf, "-e", log, (char *)NULL);
    _exit(127);
}

const char *nginx_complaint(const struct cli *c, const struct nginx *n)
{
    const char *log = arena_printf(c->arena, "%s/error.log", n->runtime);
    char line[512], last[512] = "";
    FILE *f = fopen(log, "re");
    while (f && fgets(line, sizeof line, f))
        if (strstr(line, "[emerg]") || strstr(line, "[alert]") || strstr(line, "[crit]"))
            memcpy(last, line, sizeof last);
    if (f)
        fclose(f);
    return cli_plain(c, last);
}
