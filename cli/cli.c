/* cli.c: options, messages, passwords, progress. */
#include "cli.h"

#include "db/session.h"
#include "lib/buf.h"
#include "lib/text.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { OPTIONS_MAX = 24 };

/* ---- Messages -------------------------------------------------------------------------------- */

__attribute__((format(printf, 2, 0))) static void cli_say(const struct cli *c, const char *fmt,
                                                          va_list ap)
{
    fprintf(stderr, "dateline %s: ", c->command->name);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
}

int cli_fail(const struct cli *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    cli_say(c, fmt, ap);
    va_end(ap);
    return CLI_FAILED;
}

void cli_warn(const struct cli *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    cli_say(c, fmt, ap);
    va_end(ap);
}

int cli_wrong(const struct cli *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    cli_say(c, fmt, ap);
    va_end(ap);
    fprintf(stderr, "Try: dateline %s --help\n", c->command->name);
    return CLI_USAGE;
}

int cli_store_fail(const struct cli *c, struct store *s, enum store_status st,
                   const struct problems *why)
{
    if (st == STORE_REFUSED && why && why->n > 0) {
        for (size_t i = 0; i < why->n; i++)
            cli_warn(c, "%s", why->v[i].text);
        return CLI_FAILED;
    }
    const char *more = s ? store_error(s) : "";
    if (st == STORE_FAILED && *more)
        return cli_fail(c, "%s (%s)", store_status_text(st), more);
    return cli_fail(c, "%s", store_status_text(st));
}

int cli_print_json(const struct cli *c, json_t *value)
{
    bool ok = value && json_dumpf(value, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY) == 0;
    json_decref(value);
    if (!ok || putchar('\n') == EOF)
        return cli_fail(c, "The result could not be written to standard output.");
    return CLI_DONE;
}

const char *cli_plain(const struct cli *c, const char *text)
{
    return text_line(c->arena, text ? text : "");
}

/* ---- Options --------------------------------------------------------------------------------- */

void cli_help(const struct command *command, const struct cli_option *options)
{
    printf("Usage: dateline %s %s%s\n%s\n", command->name,
           options && options->name ? "[options] " : "", command->arguments, command->summary);
    if (command->details)
        printf("\n%s\n", command->details);
    printf("\nOptions:\n");
    for (; options && options->name; options++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", options->name, options->value ? " " : "",
                 options->value ? options->value : "");
        printf("  %-22s %s\n", left, options->help);
    }
    printf("  %-22s %s\n", "--help", "show this help");
}

static bool cli_take_option(struct cli *c, const struct cli_option *o, const char *value)
{
    if (o->flag)
        *o->flag = true;
    else if (o->text)
        *o->text = value;
    else if (!text_to_int(value, o->least, o->most, o->number)) {
        c->status = cli_wrong(c, "--%s takes a whole number from %" PRId64 " to %" PRId64 ".",
                              o->name, o->least, o->most);
        return false;
    }
    if (o->text && !text_utf8_valid(value, strlen(value))) {
        c->status = cli_wrong(c, "The value of --%s is not valid UTF-8.", o->name);
        return false;
    }
    return true;
}

static bool cli_check_arguments(struct cli *c)
{
    if (c->n_args < c->command->least || c->n_args > c->command->most) {
        c->status = cli_wrong(c,
                              c->n_args < c->command->least ? "Arguments are missing; expected: %s"
                                                            : "Too many arguments; expected: %s",
                              c->command->arguments);
        return false;
    }
    for (int i = 0; i < c->n_args; i++)
        if (!text_utf8_valid(c->args[i], strlen(c->args[i]))) {
            c->status = cli_wrong(c, "Argument %d is not valid UTF-8.", i + 1);
            return false;
        }
    return true;
}

bool cli_parse(struct cli *c, const struct cli_option *options)
{
    struct option longs[OPTIONS_MAX + 2] = {{0}};
    int n = 0;
    for (; n < OPTIONS_MAX && options[n].name; n++) {
        longs[n].name = options[n].name;
        longs[n].has_arg = options[n].value ? required_argument : no_argument;
        longs[n].val = 1000 + n;
    }
    longs[n].name = "help";
    longs[n].val = 'h';

    int got;
    opterr = 0;
    optind = 0;
    while ((got = getopt_long(c->argc, c->argv, ":h", longs, NULL)) != -1) {
        if (got == 'h') {
            cli_help(c->command, options);
            c->status = CLI_DONE;
            return false;
        }
        if (got == ':' || got == '?') {
            const char *which = c->argv[optind - 1];
            c->status =
                cli_wrong(c, got == ':' ? "%s needs a value." : "Unknown option: %s", which);
            return false;
        }
        if (!cli_take_option(c, &options[got - 1000], optarg))
            return false;
    }
    c->args = c->argv + optind;
    c->n_args = c->argc - optind;
    return cli_check_arguments(c);
}

/* ---- The site -------------------------------------------------------------------------------- */

struct store *cli_store(const struct cli *c, const char *site, enum store_mode mode)
{
    if (!store_exists(site)) {
        if (access(site, R_OK | X_OK) < 0 && errno == EACCES)
            cli_fail(c, "You do not have permission to read %s.", site);
        else
            cli_fail(c, "%s is not a Dateline site. To create one: dateline init %s", site, site);
        return NULL;
    }
    struct store *s = NULL;
    enum store_status status = store_open(site, mode, &s);
    if (status != STORE_OK) {
        cli_store_fail(c, s, status, NULL);
        store_close(s);
        return NULL;
    }
    return s;
}

struct calendar *cli_calendar(const struct cli *c, struct store *s)
{
    struct settings set;
    enum store_status st = setting_all(s, c->arena, &set);
    if (st != STORE_OK) {
        cli_store_fail(c, s, st, NULL);
        return NULL;
    }
    struct calendar *f = calendar_open(set.v[SETTING_ZONE], set.v[SETTING_LOCALE]);
    if (!f)
        cli_fail(c, "The site's time zone %s or locale %s is not known on this system.",
                 set.v[SETTING_ZONE], set.v[SETTING_LOCALE]);
    return f;
}

bool cli_when(const struct cli *c, struct calendar *calendar, const char *text, int64_t *ms)
{
    int64_t second;
    bool date_only = false;
    if (strcmp(text, "now") == 0) {
        *ms = dateline_now();
        return true;
    }
    switch (dateline_from_local(calendar, text, ms, &second)) {
    case DATELINE_OK:
        return true;
    case DATELINE_GAP:
        cli_fail(c, "%s does not exist in the site's time zone: the clocks go forward then.", text);
        return false;
    case DATELINE_TWICE:
        cli_fail(c, "%s occurs twice in the site's time zone; write %s or %s.", text,
                 cli_time(c, calendar, *ms), cli_time(c, calendar, second));
        return false;
    default:
        break;
    }
    if (dateline_from_file(calendar, text, ms, &date_only) == DATELINE_OK && !date_only)
        return true;
    cli_fail(c, "%s is not a time; write 2026-01-08T09:30, 2026-01-08T09:30:00Z or now.", text);
    return false;
}

const char *cli_time(const struct cli *c, struct calendar *calendar, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];
    if (ms == 0)
        return "-";
    dateline_iso(calendar, ms, iso);
    return arena_dup(c->arena, iso);
}

json_t *cli_json_time(struct calendar *calendar, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];
    if (ms == 0)
        return json_null();
    dateline_iso(calendar, ms, iso);
    return json_string(iso);
}

const char *cli_sign_in_link(const struct cli *c, struct store *s, int64_t user_id,
                             const char *base_url, int64_t minutes)
{
    char token[TOKEN_SIZE];
    enum store_status st =
        login_link_add(s, user_id, minutes * 60 * 1000, 0, dateline_now(), token);
    if (st != STORE_OK) {
        cli_store_fail(c, s, st, NULL);
        return NULL;
    }
    const char *link = arena_printf(c->arena, "%s/admin/link?token=%s", base_url, token);
    explicit_bzero(token, sizeof token);
    return link;
}

/* ---- Files and passwords --------------------------------------------------------------------- */

static bool cli_read_all(int fd, struct buf *b)
{
    char chunk[65536];
    ssize_t n;
    while ((n = read(fd, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        buf_add(b, chunk, (size_t)n);
        if (b->failed)
            return errno = EFBIG, false;
    }
    return true;
}

char *cli_read_file(const struct cli *c, const char *path, size_t max, size_t *n)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    char *text = NULL;
    struct buf b;
    buf_init(&b, max);
    if (fd < 0 || !cli_read_all(fd, &b)) {
        cli_fail(c, "%s: %s", path, strerror(errno));
    } else {
        text = arena_dupn(c->arena, b.p, b.len);
        *n = b.len;
    }
    if (fd >= 0 && !standard)
        close(fd);
    buf_free(&b);
    return text;
}

void cli_remove_tree(const char *path)
{
    char *roots[] = {(char *)path, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *e; walk && (e = fts_read(walk));)
        if (e->fts_info == FTS_DP)
            rmdir(e->fts_accpath);
        else if (e->fts_info != FTS_D)
            unlink(e->fts_accpath);
    if (walk)
        fts_close(walk);
}

static bool password_read_line(FILE *in, char out[CLI_PASSWORD_SIZE])
{
    if (!fgets(out, CLI_PASSWORD_SIZE, in))
        return false;
    size_t n = strcspn(out, "\r\n");
    bool whole = out[n] != '\0' || feof(in);
    out[n] = '\0';
    return whole;
}

/* Asks on the terminal itself, echo off, and puts its state back. */
static bool password_ask(FILE *tty, const char *question, char out[CLI_PASSWORD_SIZE])
{
    struct termios before, silent;
    if (tcgetattr(fileno(tty), &before) < 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    fputs(question, stderr);
    tcsetattr(fileno(tty), TCSAFLUSH, &silent);
    bool ok = password_read_line(tty, out);
    tcsetattr(fileno(tty), TCSAFLUSH, &before);
    fputc('\n', stderr);
    return ok;
}

bool cli_password(const struct cli *c, char out[CLI_PASSWORD_SIZE])
{
    char again[CLI_PASSWORD_SIZE] = "";
    if (!isatty(STDIN_FILENO)) {
        if (!password_read_line(stdin, out))
            return cli_fail(c, "The first line of standard input must be the password."), false;
    } else {
        if (!password_ask(stdin, "Password: ", out) ||
            !password_ask(stdin, "Repeat password: ", again))
            return cli_fail(c, "No password was entered."), false;
        bool same = strcmp(out, again) == 0;
        explicit_bzero(again, sizeof again);
        if (!same)
            return cli_fail(c, "The passwords do not match; nothing was changed."), false;
    }
    if (!text_utf8_valid(out, strlen(out)))
        return cli_fail(c, "The password is not valid UTF-8."), false;
    return true;
}

/* ---- Progress -------------------------------------------------------------------------------- */

void cli_progress_start(struct cli_progress *p)
{
    *p = (struct cli_progress){.terminal = isatty(STDERR_FILENO) == 1, .started = dateline_now()};
    p->last = p->started;
}

void cli_progress_step(struct cli_progress *p, const char *what, size_t done, size_t all)
{
    if (!p->terminal)
        return;
    int64_t now = dateline_now();
    if (now - p->started < 1000 || now - p->last < 200)
        return;
    p->last = now;
    p->shown = true;
    fprintf(stderr, "\r\033[K%s: %zu of %zu", what, done, all);
    fflush(stderr);
}

void cli_progress_end(struct cli_progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}
