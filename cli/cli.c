/* cli.c: options, the site, passwords, progress. What is printed goes through output.c. */
#include "cli.h"

#include "db/session.h"
#include "db/user.h"
#include "lib/buf.h"
#include "lib/password.h"
#include "lib/text.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { OPTIONS_MAX = 24 };

/* ---- Options --------------------------------------------------------------------------------- */

/* Prints the command's help to stdout. options may be NULL. */
static void cli_help(const struct command *command, const struct cli_option *options)
{
    cli_print("Usage: dateline %s %s%s\n%s\n", command->name,
              options && options->name ? "[options] " : "", command->arguments, command->summary);
    if (command->details)
        cli_print("\n%s\n", command->details);
    cli_print("\nOptions:\n");
    for (; options && options->name; options++) {
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", options->name, options->value ? " " : "",
                 options->value ? options->value : "");
        cli_print("  %-22s %s\n", left, options->help);
    }
    cli_print("  %-22s %s\n", "--help", "show this help");
}

static bool cli_take_option(struct cli *c, const struct cli_option *o, const char *value)
{
    if (o->flag)
        *o->flag = true;
    else if (o->text)
        *o->text = value;
    else if (o->list)
        strlist_add(c->arena, o->list, value);
    else if (!text_to_int(value, o->least, o->most, o->number)) {
        c->status = cli_wrong(c, "--%s takes a whole number from %" PRId64 " to %" PRId64 ".",
                              o->name, o->least, o->most);
        return false;
    }
    if ((o->text || o->list) && !text_utf8_valid(value, strlen(value))) {
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
    if (c->n_args > 0 && !*c->args[0]) {
        c->status =
            cli_wrong(c, "The first argument is empty; expected: %s", c->command->arguments);
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
    for (; options && n < OPTIONS_MAX && options[n].name; n++) {
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

/* Root may write everywhere, and the files that it leaves may be closed to the site's own user. */
static void cli_caution_owner(const struct cli *c, const char *site)
{
    struct stat is;
    if (geteuid() == 0 && stat(site, &is) == 0 && is.st_uid != 0)
        cli_warn(c,
                 "Warning: running as root, though %s belongs to user %u, who may not be able to "
                 "use the files written now. Run it as that user.",
                 site, (unsigned)is.st_uid);
}

/* What lies in the folder of a site whose database is gone. */
static bool cli_was_a_site(const struct cli *c, const char *site)
{
    return access(arena_printf(c->arena, "%s/media", site), F_OK) == 0;
}

struct store *cli_store(const struct cli *c, const char *site, enum store_mode mode)
{
    if (!store_exists(site)) {
        if (access(site, R_OK | X_OK) < 0 && errno == EACCES)
            cli_fail(c, "You do not have permission to read %s.", site);
        else if (cli_was_a_site(c, site))
            cli_fail(c,
                     "%s was a Dateline site, but its database is gone. To recover: "
                     "dateline restore BACKUP NEW-FOLDER",
                     site);
        else
            cli_fail(c, "%s is not a Dateline site. To create one: dateline init %s", site, site);
        return NULL;
    }
    if (mode != STORE_LOOK)
        cli_caution_owner(c, site);
    struct store *s = NULL;
    enum store_status status = store_open(site, mode, &s);
    if (status != STORE_OK) {
        cli_store_fail(c, s, status, NULL);
        store_close(s);
        return NULL;
    }
    return s;
}

void cli_keep_done(const struct cli *c, const struct store *s, enum last_done which,
                   struct done_record r)
{
    r.at = dateline_now();
    if (!last_done_write(s, which, &r) && which == LAST_BACKUP)
        cli_warn(c, "The status page will not know of this backup: %s", strerror(errno));
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

int cli_dated(struct cli *c, enum store_mode mode, cli_dated_fn *work, void *ctx)
{
    struct store *s = cli_store(c, c->args[0], mode);
    struct calendar *calendar = s ? cli_calendar(c, s) : NULL;
    int status = calendar ? work(c, s, calendar, ctx) : CLI_FAILED;
    calendar_close(calendar);
    store_close(s);
    return status;
}

int cli_look(struct cli *c, const struct cli_option *options, cli_dated_fn *look, void *ctx)
{
    const struct cli_option json[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options ? options : json) ? cli_dated(c, STORE_LOOK, look, ctx) : c->status;
}

int cli_work(struct cli *c, enum store_mode mode, cli_work_fn *work, void *ctx)
{
    struct store *s = cli_store(c, c->args[0], mode);
    int status = s ? work(c, s, ctx) : CLI_FAILED;
    store_close(s);
    return status;
}

int cli_change_end(const struct cli *c, struct store *s, enum store_status st,
                   const struct problems *why)
{
    return st == STORE_OK ? CLI_DONE : cli_store_fail(c, s, st, why);
}

int cli_list_end(struct cli *c, struct store *s, enum store_status st, json_t *list)
{
    if (st == STORE_OK)
        return list ? cli_print_json(c, list) : CLI_DONE;
    json_decref(list);
    return cli_store_fail(c, s, st, NULL);
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

/* The rule before the first key is pressed, and what breaks it before it is typed again. */
static bool password_ask_twice(const struct cli *c, struct store *s, const char *login,
                               const char *name, bool optional, char out[CLI_PASSWORD_SIZE])
{
    char again[CLI_PASSWORD_SIZE] = "";
    cli_remark("A password has at least %d characters and is hard to guess: four words that have "
               "nothing to do\nwith each other are good, names of the paper or the person are not. "
               "What you type is not shown.\n%s",
               PASSWORD_MIN,
               optional ? "Press Enter for none: sign in by one-time links then.\n" : "");
    if (!password_ask(stdin, "Password: ", out))
        return cli_fail(c, "No password was entered."), false;
    if (optional && !*out)
        return true;
    const char *weakness;
    enum store_status st = user_password_weakness(s, c->arena, out, login, name, &weakness);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL), false;
    if (weakness)
        return cli_fail(c, "%s", weakness), false;
    if (!password_ask(stdin, "Repeat password: ", again))
        return cli_fail(c, "No password was entered."), false;
    bool same = strcmp(out, again) == 0;
    explicit_bzero(again, sizeof again);
    if (!same)
        cli_fail(c, "The passwords do not match; nothing was changed.");
    return same;
}

bool cli_password(const struct cli *c, struct store *s, const char *login, const char *name,
                  bool optional, char out[CLI_PASSWORD_SIZE])
{
    if (isatty(STDIN_FILENO)) {
        if (!password_ask_twice(c, s, login, name, optional, out))
            return false;
    } else if (!password_read_line(stdin, out)) {
        return cli_fail(c, "The first line of standard input must be the password."), false;
    }
    if (!text_utf8_valid(out, strlen(out)))
        return cli_fail(c, "The password is not valid UTF-8."), false;
    return true;
}

/* ---- Cautions -------------------------------------------------------------------------------- */

void cli_caution_base_url(const struct cli *c, const char *base_url)
{
    if (strncmp(base_url, "http://", strlen("http://")) == 0 && !setting_is_loopback(base_url))
        cli_warn(
            c,
            "Warning: base_url is %s: over http anybody on the way can read passwords and take "
            "over sessions. Use https for all but this machine.",
            base_url);
}

void cli_caution_root(const struct cli *c, const char *site)
{
    struct stat is;
    if (geteuid() == 0 && stat(site, &is) == 0 && is.st_uid == 0)
        cli_warn(c,
                 "Warning: running as root. For a site that others reach, make a user for it and "
                 "give it %s (docs/operations.md).",
                 site);
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
    fputs("\r\033[K", stderr);
    cli_remark("%s: %zu of %zu", what, done, all);
    fflush(stderr);
}

void cli_progress_end(struct cli_progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}
