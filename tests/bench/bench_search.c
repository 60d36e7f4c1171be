/* bench_search.c: how long a search takes, and what the index costs an import.
 *
 *   bench_search SITE [STORIES]   makes SITE with that many stories (100,000) when it has no
 *                                 database, then prints p50 and p99 of many kinds of search.
 *
 * Words are made up and as frequent as those of newspapers: a few are in nearly every story, 5,000
 * make up four fifths of the text, and every fiftieth is a rare one. Times of publication are spread
 * over twenty years and come in no order, as they do from a folder of files. */
#include "db/search.h"
#include "lib/dateline.h"
#include "lib/token.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#define NOW INT64_C(1767864600000)
#define USUAL 5000 /* ranks of words */
#define SELDOM 60000
#define VOCABULARY 1000000
#define BODY_WORDS 150
#define BATCH 1000
#define ROUNDS 300

static uint64_t seed = 88172645463325252u;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    return seed ^= seed << 17;
}

static double uniform(void)
{
    return (double)(next_random() >> 11) / 9007199254740992.0;
}

/* A rank from 0. Zipf's law within each of the three regions. */
static unsigned zipf(void)
{
    double u = uniform();
    double from = u < 0.8 ? 1 : u < 0.98 ? USUAL : SELDOM;
    double to = u < 0.8 ? USUAL : u < 0.98 ? SELDOM : VOCABULARY;
    return (unsigned)(from * pow(to / from, uniform()) - 1);
}

/* The word of a rank: syllables, short ones for common words. */
static const char *word_of(struct arena *a, unsigned rank)
{
    static const char *const syllables[] = {
        "ka",  "lo",   "mi",  "ne",   "ru",  "ta",   "so",  "vi", "de", "ba",  "fu",
        "gel", "hor",  "jan", "pel",  "qui", "ster", "wen", "xo", "yt", "zar", "tion",
        "ing", "port", "ber", "ment", "dal", "cor",  "ess", "al", "un", "or"};
    char out[64] = "";
    unsigned long v = rank + 1ul;
    for (; v > 0; v /= 32)
        strcat(out, syllables[v % 32]);
    return arena_dup(a, out);
}

static const char *text_of(struct arena *a, int words)
{
    size_t room = (size_t)words * 40 + 16, n = 0;
    char *out = arena_alloc(a, room);
    for (int i = 0; i < words; i++) {
        const char *end = i % 60 == 59 ? ".\n\n" : i % 12 == 11 ? ". " : " ";
        n += (size_t)snprintf(out + n, room - n, "%s%s", word_of(a, zipf()), end);
    }
    return out;
}

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

static void add_story(struct store *s, struct arena *a, long i)
{
    static const char *const sections[] = {"city", "science", "sport", "small"};
    struct group byline = {.name =
                               arena_printf(a, "Author N%llu", (long long)(next_random() % 500))};
    struct group tag = {.name = arena_printf(a, "Topic N%llu", (long long)(next_random() % 5000))};
    struct problems why = {.arena = a};
    enum import_outcome outcome;
    int64_t id;
    uint64_t section = next_random() % 1000;
    struct story_import in = {
        .key = arena_printf(a, "bench:%ld", i),
        .hash = "1",
        .slug = arena_printf(a, "story-%ld", i),
        .text = {.headline = text_of(a, 7),
                 .dek = text_of(a, 18),
                 .body = text_of(a, BODY_WORDS),
                 .bylines = {&byline, 1},
                 .tags = {&tag, 1},
                 .section = {.slug = sections[section == 0 ? 3 : section % 3]}},
        .published_at = NOW - (int64_t)(uniform() * 20 * 365.25 * 86400e3) - 1000,
    };
    if (story_import(s, a, &in, NOW, &outcome, &id, &why) != STORE_OK)
        die(s, why.n > 0 ? why.v[0].text : "import");
}

static void make_site(const char *site, long stories)
{
    struct store *s;
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    double start = seconds(), cpu_start = processor(), last = start;
    mkdir(site, 0777);
    if (store_open(site, STORE_CREATE, &s) != STORE_OK)
        die(s, "create");
    static const char *const names[] = {"City", "Science", "Sport", "Small"};
    for (size_t i = 0; i < 4; i++) {
        if (group_put(s, GROUP_SECTION, NULL, names[i], "", 0, NOW, NULL, &why) != STORE_OK)
            die(s, "section");
    }
    for (long i = 0; i < stories;) {
        if (store_batch_begin(s) != STORE_OK)
            die(s, "begin");
        for (long end = i + BATCH; i < end && i < stories; i++) {
            add_story(s, a, i);
            arena_reset(a);
        }
        if (store_batch_commit(s) != STORE_OK)
            die(s, "commit");
        if (seconds() - last > 10) {
            last = seconds();
            fprintf(stderr, "%ld stories, %.0f/s\n", i, (double)i / (last - start));
        }
    }
    double tidy = seconds();
    if (search_optimise(s) != STORE_OK)
        die(s, "tidy");
    printf("tidied the index in %.1f s\n", seconds() - tidy);
    printf("made %ld stories in %.1f s (%.1f s of processor): %.0f/s\n", stories, seconds() - start,
           processor() - cpu_start, (double)stories / (seconds() - start));
    store_close(s);
    arena_free(a);
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
    return word_of(t->a, from + (unsigned)(next_random() % (to - from)));
}

static void any_word(struct site *t, struct search_query *q)
{
    q->text = word_of(t->a, zipf());
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
    q->text = arena_printf(t->a, "%s %s %s", word_of(t->a, zipf()), word_of(t->a, zipf()),
                           word_of(t->a, zipf()));
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
    q->text = arena_printf(t->a, "%s OR %s OR %s", word_of(t->a, zipf()), word_between(t, 0, 50),
                           word_of(t->a, zipf()));
}

static void beginning(struct site *t, struct search_query *q)
{
    const char *word = word_of(t->a, zipf());
    q->text = arena_printf(t->a, "%.*s*", 1 + (int)(next_random() % 5), word);
}

static void two_beginnings(struct site *t, struct search_query *q)
{
    const char *one = word_of(t->a, zipf()), *two = word_of(t->a, zipf());
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
    q->from = NOW - (int64_t)(next_random() % 7000) * 86400000;
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
    struct stat sb;
    struct rusage use;
    struct group g;
    if (argc < 2 || !token_init())
        return 2;
    if (stat(arena_printf(t.a, "%s/dateline.db", argv[1]), &sb) != 0)
        make_site(argv[1], argc > 2 ? strtol(argv[2], NULL, 10) : 100000);
    if (store_open(argv[1], STORE_READ, &t.s) != STORE_OK)
        die(t.s, argv[1]);
    if (group_find(t.s, t.a, GROUP_SECTION, "small", &g) == STORE_OK)
        t.small = g.id;
    if (group_find(t.s, t.a, GROUP_BYLINE, "author-n7", &g) == STORE_OK)
        t.byline = g.id;
    printf("%-24s %7s %7s %7s   %7s %7s   %6s %8s %8s\n", "ms", "p50", "p99", "max", "cpu p50",
           "cpu p99", "hits", "partial", "suggest");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        measure(&t, i);
    getrusage(RUSAGE_SELF, &use);
    printf("peak memory %ld MB\n", use.ru_maxrss / 1024);
    store_close(t.s);
    arena_free(t.a);
    return 0;
}
