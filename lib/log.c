/* log.c: one escaped line per event, on stderr. */
#include "log.h"

#include "ascii.h"
#include "clock.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* PIPE_BUF: lines of several processes on one pipe do not mix. */
#define LINE_SIZE 4096
#define VALUE_MAX 512

static const char *const level_names[LOG_LEVEL_MAX] = {
    [LOG_ERROR] = "error",
    [LOG_WARN] = "warn",
    [LOG_INFO] = "info",
    [LOG_DEBUG] = "debug",
};

struct line {
    char p[LINE_SIZE];
    size_t n;
};

static void log_put(struct line *l, const char *s, size_t n)
{
    /* One byte stays for the line's end. */
    if (n > LINE_SIZE - 1 - l->n)
        n = LINE_SIZE - 1 - l->n;
    memcpy(l->p + l->n, s, n);
    l->n += n;
}

static bool log_is_bare(unsigned char c)
{
    return ascii_is_alnum(c) || (c != '\0' && strchr("_./:-", c));
}

static bool log_needs_quotes(const char *s)
{
    if (*s == '\0' || strcmp(s, "-") == 0)
        return true;
    for (; *s != '\0'; s++)
        if (!log_is_bare((unsigned char)*s))
            return true;
    return false;
}

static void log_put_escaped(struct line *l, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    if (c == '"' || c == '\\')
        log_put(l, (char[]){'\\', (char)c}, 2);
    else if (c == '\n')
        log_put(l, "\\n", 2);
    else if (c < 0x20 || c >= 0x7F) /* terminals act on some bytes above 0x7F, too */
        log_put(l, (char[]){'\\', 'x', hex[c >> 4], hex[c & 15]}, 4);
    else
        log_put(l, (char[]){(char)c}, 1);
}

static void log_put_value(struct line *l, const char *s)
{
    if (!s) {
        log_put(l, "-", 1);
        return;
    }
    size_t n = strnlen(s, VALUE_MAX);
    bool quoted = s[n] != '\0' || log_needs_quotes(s);
    if (!quoted) {
        log_put(l, s, n);
        return;
    }
    log_put(l, "\"", 1);
    for (size_t i = 0; i < n; i++)
        log_put_escaped(l, (unsigned char)s[i]);
    log_put(l, s[n] != '\0' ? "...\"" : "\"", s[n] != '\0' ? 4 : 1);
}

static void log_put_time(struct line *l)
{
    char text[32];
    struct tm tm;
    time_t now = time(NULL);
    if (!gmtime_r(&now, &tm))
        return;
    log_put(l, text, strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ ", &tm));
}

static enum log_level log_level_of_environment(void)
{
    const char *name = getenv("DATELINE_LOG");
    for (enum log_level i = 0; name && i < LOG_LEVEL_MAX; i++)
        if (strcmp(name, level_names[i]) == 0)
            return i;
    return LOG_INFO;
}

static void log_write_line(struct line *l)
{
    l->p[l->n++] = '\n';
    for (size_t done = 0; done < l->n;) {
        ssize_t n = write(STDERR_FILENO, l->p + done, l->n - done);
        if (n <= 0) /* nowhere to report that to */
            return;
        done += (size_t)n;
    }
}

/* ---- How much ------------------------------------------------------------------------------- */

enum { EVENTS_MAX = 64, LINES_AT_ONCE = 60, MS_PER_LINE = 1000 };

/* What is left for the events of one name. */
struct budget {
    const char *event; /* a constant of the program; NULL: unused */
    int lines;
    int64_t since; /* monotonic ms; when the last line was given back */
    unsigned long suppressed;
};

/* One a process: a log has no other place to remember what it wrote, and who wants to know. */
static struct {
    struct budget v[EVENTS_MAX];
    log_seen_fn *seen;
    void *ctx;
} log_budgets;

/* NULL: more names than there is room for. */
static struct budget *budget_find(const char *event)
{
    for (size_t i = 0; i < EVENTS_MAX; i++) {
        struct budget *b = &log_budgets.v[i];
        if (!b->event)
            *b = (struct budget){event, LINES_AT_ONCE, clock_monotonic_ms(), 0};
        if (strcmp(b->event, event) == 0)
            return b;
    }
    return NULL;
}

/* Whether this line is written; then *suppressed lines of that name were left out before it. */
static bool budget_take(enum log_level level, const char *event, unsigned long *suppressed)
{
    struct budget *b = level <= LOG_WARN ? budget_find(event) : NULL;
    *suppressed = 0;
    if (!b)
        return true;
    int64_t back = (clock_monotonic_ms() - b->since) / MS_PER_LINE;
    b->since += back * MS_PER_LINE;
    b->lines = back > LINES_AT_ONCE - b->lines ? LINES_AT_ONCE : b->lines + (int)back;
    if (b->lines == 0) {
        b->suppressed++;
        return false;
    }
    b->lines--;
    *suppressed = b->suppressed;
    b->suppressed = 0;
    return true;
}

static void log_put_suppressed(struct line *l, unsigned long n)
{
    char text[48];
    if (n > 0)
        log_put(l, text, (size_t)snprintf(text, sizeof text, " suppressed=%lu", n));
}

void log_watch(log_seen_fn *seen, void *ctx)
{
    log_budgets.seen = seen;
    log_budgets.ctx = ctx;
}

void log_event(enum log_level level, const char *event, ...)
{
    unsigned long suppressed;
    if (level <= LOG_WARN && log_budgets.seen)
        log_budgets.seen(log_budgets.ctx, level, event);
    if (level >= LOG_LEVEL_MAX || level > log_level_of_environment() ||
        !budget_take(level, event, &suppressed))
        return;

    struct line l;
    l.n = 0;
    log_put_time(&l);
    log_put(&l, level_names[level], strlen(level_names[level]));
    log_put(&l, " ", 1);
    log_put_value(&l, event);

    va_list args;
    va_start(args, event);
    const char *key;
    while ((key = va_arg(args, const char *)) != NULL) {
        log_put(&l, " ", 1);
        log_put(&l, key, strlen(key));
        log_put(&l, "=", 1);
        log_put_value(&l, va_arg(args, const char *));
    }
    va_end(args);
    log_put_suppressed(&l, suppressed);
    log_write_line(&l);
}
