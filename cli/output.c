/* output.c: what commands print.
 *
 * Contract. Nothing that a command prints steers a terminal, whatever the site, a file's name or an
 * argument holds: it all goes through text_for_terminal, or is JSON with the same characters
 * escaped. `make lint` finds a command that prints by itself. */
#include "cli.h"

#include "lib/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Text ------------------------------------------------------------------------------------ */

__attribute__((format(printf, 3, 0))) static void output_put(FILE *out, bool lines, const char *fmt,
                                                             va_list ap)
{
    char *text = NULL;
    if (vasprintf(&text, fmt, ap) < 0)
        return;
    struct arena *a = arena_new();
    fputs(text_for_terminal(a, text, lines), out);
    arena_free(a);
    free(text);
}

void cli_print(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    output_put(stdout, true, fmt, ap);
    va_end(ap);
}

void cli_remark(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    output_put(stderr, true, fmt, ap);
    va_end(ap);
}

__attribute__((format(printf, 2, 0))) static void cli_say(const struct cli *c, const char *fmt,
                                                          va_list ap)
{
    fprintf(stderr, "dateline %s: ", c->command->name);
    output_put(stderr, false, fmt, ap);
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
    cli_remark("Try: dateline %s --help\n", c->command->name);
    return CLI_USAGE;
}

void cli_recovery(const struct cli *c, enum store_status st)
{
    const char *site = cli_quoted(c, c->n_args > 0 ? c->args[0] : "SITE");
    switch (st) {
    case STORE_DAMAGED:
    case STORE_FOREIGN:
        cli_remark(
            "To recover: stop the server, restore the newest backup into a new folder, and put "
            "that\nin the place of %s:\n"
            "    dateline restore BACKUP NEW-FOLDER\n"
            "    dateline verify NEW-FOLDER\n"
            "Keep the damaged folder: what was saved since the backup may still be read from "
            "it\n(docs/operations.md).\n",
            site);
        break;
    case STORE_STRAY:
        cli_remark(
            "If nobody put another database there, keep all files of %s as they are and restore "
            "a\nbackup:\n    dateline restore BACKUP NEW-FOLDER\n",
            site);
        break;
    case STORE_NEWER:
        cli_remark("Install the newer version again, or give the copy that was kept before the "
                   "upgrade its "
                   "name\nback (docs/operations.md, \"A newer version\").\n");
        break;
    default:
        break;
    }
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
    bool say_more =
        st == STORE_FAILED || st == STORE_NEWER || st == STORE_FOREIGN || st == STORE_STRAY;
    if (say_more && *more)
        cli_fail(c, "%s (%s)", store_status_text(st), more);
    else
        cli_fail(c, "%s", store_status_text(st));
    cli_recovery(c, st);
    return CLI_FAILED;
}

const char *cli_plain(const struct cli *c, const char *text)
{
    return text_line(c->arena, text ? text : "");
}

const char *cli_name(const struct cli *c, const char *name)
{
    return text_for_terminal(c->arena, name, false);
}

const char *cli_quoted(const struct cli *c, const char *argument)
{
    static const char bare[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+=,-";
    if (*argument && !argument[strspn(argument, bare)])
        return argument;
    const char *out = "'";
    for (size_t n; *argument; argument += n) {
        n = strcspn(argument, "'");
        out = arena_printf(c->arena, "%s%.*s%s", out, (int)n, argument, argument[n] ? "'\\''" : "");
        n += argument[n] != '\0';
    }
    return arena_printf(c->arena, "%s'", out);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

json_t *cli_json_text(const char *text)
{
    if (!text)
        return json_null();
    struct arena *a = arena_new();
    json_t *out = json_string(text_utf8_repair(a, text, strlen(text)));
    arena_free(a);
    return out;
}

/* JSON escapes the ASCII controls alone; the rest is inside a string, where it can be escaped, too. */
static bool output_put_json(const char *s)
{
    size_t n = strlen(s), len;
    uint32_t cp;
    for (size_t i = 0; i < n; i += len) {
        len = text_codepoint(s + i, n - i, &cp);
        if (len == 0)
            return false;
        if (cp != '\n' && text_is_steering(cp))
            printf("\\u%04x", (unsigned)cp);
        else
            fwrite(s + i, 1, len, stdout);
    }
    return putchar('\n') != EOF;
}

int cli_print_json(const struct cli *c, json_t *value)
{
    char *text = value ? json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY) : NULL;
    json_decref(value);
    bool ok = text && output_put_json(text) && !ferror(stdout);
    free(text);
    if (!ok)
        return cli_fail(c, "The result could not be written to standard output.");
    return CLI_DONE;
}
