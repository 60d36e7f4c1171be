/* bench_search.c: how long a search takes.
 *
 *   bench_search SITE [KIND]   prints p50 and p99 of many kinds of search, or of one, in a site that
 *                              bench_site made */
#include "bench_words.h"
#include "db/group.h"
#include "db/search.h"
#include "lib/dateline.h"
#include "lib/token.h"

#include <sys/resource.h>
#include <time.h>

#define NOW INT64_C(1767864600000)
#define ROUNDS 300

static uint64_t seed = 88172645463325252u;

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

static double processor(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

static void die(struct store *s, const char *what)
{
    fprintf(stderr, "bench_search: %s: %s\n", what, store_error(s));
    exit(1);
}

/* ---- Searching ----------------------------------------------------------------------------- */

struct site {
    struct store *s;
    struct arena *a;
    int64_t small, byline; /* a section of few stories, one of many bylines */
};

typedef void make_fn(struct site *t, struct search_query *q);

static const char *word_between(struct site *t, unsigned from, unsigned to)
{
    return word_of(t->a, from + random_below(&seed, to - from));
}

static void any_word(struct site *t, struct search_query *q)
{
    q->text = word_of(t->a, word_rank(&seed));
}

static void common_word(struct site *t, struct search_query *q)
{
    q->text = word_between(t, 0, 30);
}

static void rare_word(struct site *t, struct search_query *q)
{
    q->text = word_between(t, SELDOM, VOCABULARY);
}

static void unknown_word(struct site *t, struct search_query *q)
{
    q->text = arena_printf(t->a, "%sq", word_between(t, USUAL, VOCABULARY));
}

static void two_common(struct site *t, struct search_query *q)
{
    q->text = arena_printf(t->a, "%s %s", word_between(t, 0, 50), word_between(t, 0, 50));
}

static void three_words(struct site *t, struct search_query *q)
{
    q->text = arena_printf(t->a, "%s %s %s", word_of(t->a, word_rank(&seed)),
                           word_of(t->a, word_rank(&seed)), word_of(t->a, word_rank(&seed)));
}

static void phrase_of_common(struct site *t, struct search_query *q)
{
    q->text = arena_printf(t->a, "\"%s %s\"", word_between(t, 0, 50), word_between(t, 0, 50));
}

static void long_phrase(struct site *t, struct search_query *q)
{
    q->text = arena_printf(t->a, "\"%s %s %s %s\"", word_between(t, 0, 20), word_between(t, 0, 20),
                           word_between(t, 0, 20), word_between(t, 0, 20));
}

static void without(struct site *t, struct search_query *q)
{
    const char *word = word_between(t, 0, 10);
    q->text = arena_printf(t->a, "%s -%s", word, word);
}

static void either(struct site *t, struct search_query *q)
{
    q->text = arena_printf(t->a, "%s OR %s OR %s", word_of(t->a, word_rank(&seed)),
                           word_between(t, 0, 50), word_of(t->a, word_rank(&seed)));
}

static void beginning(struct site *t, struct search_query *q)
{
    const char *word = word_of(t->a, word_rank(&seed));
    q->text = arena_printf(t->a, "%.*s*", 1 + (int)(random_next(&seed) % 5), word);
}

static void two_beginnings(struct site *t, struct search_query *q)
{
    const char *one = word_of(t->a, word_rank(&seed)), *two = word_of(t->a, word_rank(&seed));
    q->text = arena_printf(t->a, "%.2s* %.3s*", one, two);
}

static void in_small_section(struct site *t, struct search_query *q)
{
    any_word(t, q);
    q->section_id = t->small;
}

static void by_author(struct site *t, struct search_query *q)
{
    common_word(t, q);
    q->byline_id = t->byline;
}

static void within_a_month(struct site *t, struct search_query *q)
{
    any_word(t, q);
    q->from = NOW - (int64_t)(random_next(&seed) % 7000) * 86400000;
    q->to = q->from + INT64_C(30) * 86400000;
}

static void newest(struct site *t, struct search_query *q)
{
    any_word(t, q);
    q->sort = SEARCH_NEWEST;
}

static const struct {
    const char *name;
    make_fn *make;
} kinds[] = {
    {"any word", any_word},
    {"common word", common_word},
    {"rare word", rare_word},
    {"unknown word", unknown_word},
    {"two common words", two_common},
    {"three words", three_words},
    {"phrase of two common", phrase_of_common},
    {"phrase of four common", long_phrase},
    {"common -common", without},
    {"either of three", either},
    {"beginning", beginning},
    {"two beginnings", two_beginnings},
    {"any word, small section", in_small_section},
    {"common word, an author", by_author},
    {"any word, a month", within_a_month},
    {"any word, newest first", newest},
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void measure(struct site *t, size_t kind)
{
    double ms[ROUNDS], cpu[ROUNDS], hits = 0;
    int partial = 0, suggested = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct search_query q = {.limit = 20};
        struct search_hits found;
        arena_reset(t->a);
        kinds[kind].make(t, &q);
        double start = seconds(), cpu_start = processor();
        if (search_stories(t->s, t->a, &q, NOW, &found) != STORE_OK)
            die(t->s, q.text);
        ms[i] = (seconds() - start) * 1000;
        cpu[i] = (processor() - cpu_start) * 1000;
        hits += (double)found.n;
        partial += found.partial;
        suggested += found.suggestion != NULL;
        if (getenv("SLOW") != NULL && ms[i] > atof(getenv("SLOW")))
            printf("    %6.1f ms  %s\n", ms[i], q.text);
    }
    qsort(ms, ROUNDS, sizeof *ms, ascending);
    qsort(cpu, ROUNDS, sizeof *cpu, ascending);
    printf("%-24s %7.2f %7.2f %7.2f   %7.2f %7.2f   %6.1f %8d %8d\n", kinds[kind].name,
           ms[ROUNDS / 2], ms[ROUNDS * 99 / 100], ms[ROUNDS - 1], cpu[ROUNDS / 2],
           cpu[ROUNDS * 99 / 100], hits / ROUNDS, partial, suggested);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct site t = {.a = arena_new()};
    struct rusage use;
    struct group g;
    if (argc < 2 || !token_init())
        return 2;
    if (store_open(argv[1], STORE_READ, &t.s) != STORE_OK)
        die(t.s, argv[1]);
    if (group_find(t.s, t.a, GROUP_SECTION, "letters", &g) == STORE_OK)
        t.small = g.id;
    if (group_find(t.s, t.a, GROUP_BYLINE, "reporter-n7", &g) == STORE_OK)
        t.byline = g.id;
    printf("%-24s %7s %7s %7s   %7s %7s   %6s %8s %8s\n", "ms", "p50", "p99", "max", "cpu p50",
           "cpu p99", "hits", "partial", "suggest");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (argc < 3 || strcmp(kinds[i].name, argv[2]) == 0)
            measure(&t, i);
    getrusage(RUSAGE_SELF, &use);
    printf("peak memory %ld MB\n", use.ru_maxrss / 1024);
    store_close(t.s);
    arena_free(t.a);
    return 0;
}
