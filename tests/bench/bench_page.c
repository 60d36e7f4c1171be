/* bench_page.c: what a page costs this process, without a web server: processor time of one request
 * from its parameters to its last byte.
 *
 *   bench_page SITE ROUNDS PATH…
 *
 * Prints a line per path: microseconds, status, bytes of content. With ROUNDS 1 under
 * `valgrind --tool=callgrind` it counts instructions. */
#include "cgi/app.h"
#include "cgi/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
static bool count(void *ctx, const char *from, size_t n)
{
    struct exchange *x = ctx;
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
    const struct wire wire = {.param = param, .read = read_nothing, .write = count, .ctx = x};
    x->bytes = 0;
    x->status[0] = '\0';
    bool good = wire_serve(app, a, &wire);
    arena_reset(a);
    return good;
}

static bool measure(struct app *app, struct arena *a, const char *path, long rounds)
{
    struct exchange x = {.path = path};
    if (!ask(app, a, &x)) /* once unmeasured: statements are prepared, pages are read */
        return false;
    double from = processor();
    for (long i = 0; i < rounds; i++) {
        if (!ask(app, a, &x))
            return false;
    }
    printf("%9.1f us  %s  %7zu bytes  %s\n", (processor() - from) / (double)rounds * 1e6, x.status,
           x.bytes, path);
    return true;
}

int main(int argc, char **argv)
{
    struct app app;
    struct buf err;
    buf_init(&err, 4096);
    long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    if (argc < 4 || rounds < 1) {
        fprintf(stderr, "usage: bench_page SITE ROUNDS PATH…\n");
        return 2;
    }
    struct arena *a = arena_new();
    bool good = app_open(&app, argv[1], app_data_folder(a), &err);
    if (!good)
        fprintf(stderr, "bench_page: %s\n", err.p);
    for (int i = 3; good && i < argc; i++)
        good = measure(&app, a, argv[i], rounds);
    app_close(&app);
    arena_free(a);
    buf_free(&err);
    return good ? 0 : 1;
}
