/* bench_page.c: what a page costs this process, without a web server: processor time of one request
 * from its parameters to its last byte.
 *
 *   bench_page [--ready] SITE ROUNDS PATH…
 *
 * With --ready, out of pages that lie ready. Prints a line per path: microseconds, status, bytes. The path "-" stands for all those on standard
 * input, taken in turn, and the line shows their mean. Under
 * `valgrind --tool=callgrind --toggle-collect=ask_counted` the instructions of the rounds are counted. */
#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PATHS_MAX 1000
#define PATH_BYTES 256
#define WARM 4 /* rounds */

struct exchange {
    const char *path;
    size_t bytes;
    char status[16];
};

static const char *param(void *ctx, const char *name)
{
    const struct exchange *x = ctx;
    if (strcmp(name, "REQUEST_METHOD") == 0)
        return "GET";
    if (strcmp(name, "REQUEST_URI") == 0)
        return x->path;
    if (strcmp(name, "QUERY_STRING") == 0)
        return strchr(x->path, '?') ? strchr(x->path, '?') + 1 : "";
    if (strcmp(name, "REMOTE_ADDR") == 0)
        return "127.0.0.1";
    return NULL;
}

static long read_nothing(void *ctx, char *to, size_t n)
{
    (void)ctx;
    (void)to;
    (void)n;
    return 0;
}

/* The first piece is the head, "Status: 200 OK". */
static bool count(void *ctx, const char *from, size_t n, bool more)
{
    struct exchange *x = ctx;
    (void)more;
    if (x->status[0] == '\0' && n > 11)
        snprintf(x->status, sizeof x->status, "%.3s", from + 8);
    x->bytes += n;
    return true;
}

static double processor(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool ask(struct app *app, struct arena *a, struct exchange *x)
{
    const struct exchange_io io = {.param = param, .read = read_nothing, .write = count, .ctx = x};
    x->bytes = 0;
    x->status[0] = '\0';
    bool good = exchange_serve(&answer_functions, app, a, &io);
    arena_reset(a);
    return good;
}

/* A name of its own, by which they are told from the rounds that warm up. */
static __attribute__((noipa)) bool ask_counted(struct app *app, struct arena *a, struct exchange *x)
{
    return ask(app, a, x);
}

struct paths {
    char v[PATHS_MAX][PATH_BYTES];
    size_t n;
};

static void read_paths(struct paths *p)
{
    while (p->n < PATHS_MAX && fgets(p->v[p->n], PATH_BYTES, stdin)) {
        p->v[p->n][strcspn(p->v[p->n], "\n")] = 0;
        p->n++;
    }
}

static bool measure(struct app *app, struct arena *a, const struct paths *p, long rounds)
{
    struct exchange x = {.path = p->v[0]};
    double from = 0;
    long asked = 0;
    /* Rounds unmeasured: statements are prepared, what fits is in memory, pages lie ready: none is kept
     * within the second in which their folder was made. */
    for (long i = -WARM; i < rounds; i++) {
        if (i == 0)
            from = processor();
        else if (i < 0 && app->hurried)
            sleep(1);
        for (size_t k = 0; k < p->n; k++) {
            x.path = p->v[k];
            if (!(i < 0 ? ask : ask_counted)(app, a, &x))
                return false;
            asked += i >= 0;
        }
    }
    printf("%9.1f us  %s  %7zu bytes  %s%s\n", (processor() - from) / (double)asked * 1e6, x.status,
           x.bytes, x.path, p->n > 1 ? " and others" : "");
    return true;
}

static bool measure_named(struct app *app, struct arena *a, const char *name, long rounds)
{
    struct paths *p = calloc(1, sizeof *p);
    if (!p)
        return false;
    if (strcmp(name, "-") == 0)
        read_paths(p);
    else
        snprintf(p->v[p->n++], PATH_BYTES, "%s", name);
    bool good = measure(app, a, p, rounds);
    free(p);
    return good;
}

int main(int argc, char **argv)
{
    struct app app;
    struct buf err;
    bool ready = argc > 1 && strcmp(argv[1], "--ready") == 0;
    buf_init(&err, 4096);
    argc -= ready;
    argv += ready;
    long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    if (argc < 4 || rounds < 1) {
        fprintf(stderr, "usage: bench_page [--ready] SITE ROUNDS PATH…\n");
        return 2;
    }
    struct arena *a = arena_new();
    bool good = app_open(&app, argv[1], app_data_folder(a), &err);
    if (!good)
        fprintf(stderr, "bench_page: %s\n", err.p);
    if (good && ready)
        answer_functions.hurry(&app);
    for (int i = 3; good && i < argc; i++)
        good = measure_named(&app, a, argv[i], rounds);
    app_close(&app);
    arena_free(a);
    buf_free(&err);
    return good ? 0 : 1;
}
