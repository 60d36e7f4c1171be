/* bench_import.c: how many stories a second story_import takes, without pictures.
 *
 * usage: bench_import [STORIES [BYTES OF BODY]] */
#include "db/group.h"
#include "db/story.h"
#include "lib/token.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define T0 INT64_C(1767864600000)
#define BATCH 1000

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_import: %s: %s\n", what, why);
    exit(1);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *make_body(struct arena *a, size_t bytes)
{
    static const char *const sentence =
        "The *harbour* board met on Tuesday and [voted](https://example.org/vote) to go on, though "
        "nobody who was asked could say why.\n\n";
    size_t len = strlen(sentence), n = bytes / len + 1;
    char *body = arena_alloc(a, n * len + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(body + i * len, sentence, len);
    return body;
}

static void import_one(struct store *s, struct arena *a, const char *body, int i)
{
    struct group byline = {.name = arena_printf(a, "Reporter %d", i % 50)};
    struct group tags[] = {{.name = arena_printf(a, "Tag %d", i % 200)},
                           {.name = arena_printf(a, "Subject %d", i % 31)}};
    struct story_import in = {
        .key = arena_printf(a, "bench:%d", i),
        .hash = "1",
        .slug = arena_printf(a, "story-%d", i),
        .text = {.headline = arena_printf(a, "Story number %d of the harbour", i),
                 .dek = "What the board decided, and why it took so long.",
                 .body = arena_printf(a, "Number %d.\n\n%s", i, body),
                 .bylines = {&byline, 1},
                 .tags = {tags, 2},
                 .section = {.slug = "city"}},
        .published_at = T0 - (int64_t)i * 600000,
    };
    enum import_outcome outcome;
    struct problems why = {.arena = a};
    int64_t id;
    if (story_import(s, a, &in, T0 + 1, &outcome, &id, &why) != STORE_OK)
        die("import", why.n > 0 ? why.v[0].text : store_error(s));
}

static void read_some(struct store *s, int stories)
{
    struct arena *a = arena_new();
    struct cards cards;
    double from = seconds();
    for (int i = 0; i < 1000; i++) {
        if (story_list(s, a, LIST_ALL, 0, (struct list_key){0, 0}, 20, T0 + 2, &cards) != STORE_OK)
            die("list", store_error(s));
        arena_reset(a);
    }
    double list = seconds() - from;
    from = seconds();
    for (int i = 0; i < 1000; i++) {
        struct story_view v;
        if (story_get(s, a, 1 + (int64_t)i * 7919 % stories, 0, T0 + 2, &v) != STORE_OK)
            die("get", store_error(s));
        arena_reset(a);
    }
    printf("a front page %.0f us, a story %.0f us\n", list * 1000, (seconds() - from) * 1000);
    arena_free(a);
}

static int remove_one(const char *path, const struct stat *sb, int kind, struct FTW *walk)
{
    (void)sb;
    (void)kind;
    (void)walk;
    return remove(path);
}

int main(int argc, char **argv)
{
    int stories = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 20000;
    size_t bytes = argc > 2 ? strtoul(argv[2], NULL, 10) : 3000;
    char dir[64] = "/tmp/dateline-XXXXXX";
    struct store *s;
    if (stories < 1 || !token_init() || mkdtemp(dir) == NULL)
        die("usage", "bench_import [STORIES [BYTES OF BODY]]");
    if (store_open(dir, STORE_CREATE, &s) != STORE_OK)
        die("open", store_error(s));
    struct arena *a = arena_new(), *kept = arena_new();
    struct problems why = {.arena = kept};
    int64_t section;
    if (group_put(s, GROUP_SECTION, "city", "City", "", 0, T0, &section, &why) != STORE_OK)
        die("section", store_error(s));
    const char *body = make_body(kept, bytes);
    double from = seconds();
    for (int i = 0; i < stories; i += BATCH) {
        if (store_batch_begin(s) != STORE_OK)
            die("batch", store_error(s));
        for (int k = i; k < i + BATCH && k < stories; k++) {
            import_one(s, a, body, k);
            arena_reset(a);
        }
        if (store_batch_commit(s) != STORE_OK)
            die("commit", store_error(s));
    }
    double took = seconds() - from;
    printf("%d stories of %zu bytes in %.2f s: %.0f a second\n", stories, strlen(body), took,
           stories / took);
    read_some(s, stories);
    store_close(s);
    arena_free(a);
    arena_free(kept);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
