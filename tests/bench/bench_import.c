/* bench_import.c: how many stories a second an import takes, without pictures and without reading files.
 *
 * usage: bench_import [STORIES [BYTES OF BODY]]
 *
 * Processor time says more than the clock on a machine that does something else: of the thread that writes, which an
 * import waits for where two cores are idle, and of the one that renders ahead. */
#include "db/group.h"
#include "db/story.h"
#include "import/import.h"
#include "lib/token.h"
#include "tests/remove_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define T0 INT64_C(1767864600000)

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

struct made {
    const char *body;
    int at, stories;
};

static enum import_next next_made(void *ctx, struct arena *a, struct import_item *out,
                                  const char **name, const char **why)
{
    struct made *m = ctx;
    (void)why;
    if (m->at == m->stories)
        return IMPORT_NEXT_END;
    int i = m->at++;
    struct group *byline = arena_array(a, 1, sizeof *byline),
                 *tags = arena_array(a, 2, sizeof *tags);
    byline->name = arena_printf(a, "Reporter %d", i % 50);
    tags[0].name = arena_printf(a, "Tag %d", i % 200);
    tags[1].name = arena_printf(a, "Subject %d", i % 31);
    *name = "made";
    *out = (struct import_item){
        .story = {.key = arena_printf(a, "bench:%d", i),
                  .hash = "1",
                  .slug = arena_printf(a, "story-%d", i),
                  .text = {.headline = arena_printf(a, "Story number %d of the harbour", i),
                           .dek = "What the board decided, and why it took so long.",
                           .body = arena_printf(a, "Number %d.\n\n%s", i, m->body),
                           .bylines = {byline, 1},
                           .tags = {tags, 2},
                           .section = {.slug = "city"}},
                  .published_at = T0 - (int64_t)i * 600000},
        .slug = "",
        .notes = {.arena = a}};
    return IMPORT_NEXT_STORY;
}

static double processor(int who)
{
    struct rusage used;
    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void import_all(struct store *s, struct arena *a, struct made *m)
{
    struct story_files files = {0};
    struct import_source source = {.ctx = m, .next = next_made, .n = (size_t)m->stories};
    const struct import_run run = {.store = s, .files = &files, .source = &source};
    struct import_report report;
    story_files_begin(&files);
    double from = seconds(), here = processor(RUSAGE_THREAD), all = processor(RUSAGE_SELF);
    if (import_files(&run, a, &report) != STORE_OK)
        die("import", store_error(s));
    if (report.outcomes[IMPORT_ADDED] != (size_t)m->stories)
        die("import", report.skipped.n > 0 ? report.skipped.v[0].why : "some are missing");
    double took = seconds() - from;
    here = processor(RUSAGE_THREAD) - here;
    all = processor(RUSAGE_SELF) - all;
    printf(
        "%d stories of %zu bytes in %.2f s: %.0f a second; processor time: writing %.2f s, %.0f a "
        "second, rendering %.2f s\n",
        m->stories, strlen(m->body), took, m->stories / took, here, m->stories / here, all - here);
    story_files_end(&files);
}

static void read_some(struct store *s, int stories)
{
    struct arena *a = arena_new();
    struct cards cards;
    double from = seconds();
    for (int i = 0; i < 1000; i++) {
        if (story_list(s, a, &(struct story_list_page){.list = LIST_ALL, .limit = 20}, T0 + 2,
                       &cards) != STORE_OK)
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
    struct arena *kept = arena_new();
    struct problems why = {.arena = kept};
    int64_t section;
    if (group_put(s, GROUP_SECTION, &(struct group){.slug = "city", .name = "City"}, 0, T0,
                  &section, &why) != STORE_OK)
        die("section", store_error(s));
    struct made made = {.body = make_body(kept, bytes), .stories = stories};
    import_all(s, kept, &made);
    read_some(s, stories);
    store_close(s);
    arena_free(kept);
    remove_folder(dir);
    return 0;
}
