/* bench_site.c: makes a newspaper's site of any size, the same stories each time.
 *
 *   bench_site SITE STORIES [PATHS]   makes SITE, unless it is there; prints the addresses of so many of
 *                                     its stories (500), from all over the archive
 *
 * Stories are imported as any others: ten sections, 300 bylines and 3,000 tags of which some are
 * frequent, a picture above every other story (a row, no files), some hundred words of Markdown; updates
 * with a note, corrections, withdrawn ones and drafts. Ten minutes lie between two, and they come in no
 * order, as from a folder of files. What it did, and a digest of all that it wrote, goes to standard
 * error. */
#include "bench_words.h"
#include "db/group.h"
#include "db/search.h"
#include "db/story.h"
#include "lib/token.h"

#include <sys/stat.h>
#include <time.h>

#define NOW INT64_C(1767864600000) /* 2026-01-08T09:30:00Z */
#define STEP_MS 600000             /* between two stories */
#define HOUR_MS 3600000
#define BATCH 1000
#define PICTURES 50
#define PATHS 500
#define NAMES 3000 /* of tags */
#define SHARE_BYLINES 300

static const char *const sections[] = {"city",     "politics", "sport",   "science", "culture",
                                       "business", "world",    "schools", "travel",  "letters"};
#define SECTIONS (sizeof sections / sizeof *sections)

struct maker {
    struct store *s;
    struct arena *a;
    int64_t pictures[PICTURES];
    uint64_t digest; /* FNV-1a of what was written */
};

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_site: %s: %s\n", what, why);
    exit(1);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void note(struct maker *m, const char *text)
{
    for (; *text; text++)
        m->digest = (m->digest ^ (unsigned char)*text) * UINT64_C(1099511628211);
}

/* ---- What stories are made of ---------------------------------------------------------------- */

static int64_t add_picture(struct maker *m, int i)
{
    struct media p = {.name = arena_printf(m->a, "%032x", (unsigned)i + 1),
                      .folder = "2026/01",
                      .original = "quay.jpg",
                      .source_sha256 = arena_printf(m->a, "%064x", (unsigned)i + 1),
                      .width = 1600,
                      .height = 1000,
                      .alt = "The quay",
                      .caption = "",
                      .credit = "Staff"};
    for (int k = 0; k < 6; k++) {
        int width = (int[]){480, 960, 1600}[k % 3];
        p.files[p.n_files++] = (struct media_file){
            .format = k < 3 ? MEDIA_JPEG : MEDIA_WEBP,
            .width = width,
            .height = width * 10 / 16,
            .bytes = 50000,
            .path = arena_printf(m->a, "2026/01/%s-%d.%s", p.name, width, k < 3 ? "jpg" : "webp"),
            .sha256 = p.source_sha256};
    }
    if (media_add(m->s, m->a, &p, NOW) != STORE_OK)
        die("picture", store_error(m->s));
    return p.id;
}

static void add_sections(struct maker *m)
{
    struct problems why = {.arena = m->a};
    for (size_t i = 0; i < SECTIONS; i++)
        if (group_put(m->s, GROUP_SECTION,
                      &(struct group){.slug = sections[i], .name = sections[i]}, 0, NOW, NULL,
                      &why) != STORE_OK)
            die("section", why.n > 0 ? why.v[0].text : store_error(m->s));
    for (int i = 0; i < PICTURES; i++)
        m->pictures[i] = add_picture(m, i);
}

/* The number of the story that comes as the i-th, of n: no order within a thousand. */
static long place_of(long i, long n)
{
    long from = i - i % BATCH, in = n - from < BATCH ? n - from : BATCH;
    return in == BATCH ? from + i % BATCH * 389 % BATCH : i;
}

/* So many bytes as newspapers print: most 100 to 400 words, few 1,500. */
static int words_of_body(uint64_t *seed)
{
    double share = random_share(seed);
    return (int)(60 + 340 * share + 1100 * pow(share, 30));
}

/* What happened to it since, by its number. */
static void add_history(struct maker *m, struct story_import *in, uint64_t *seed, long number,
                        struct correction *room)
{
    if (number % 10 == 3) {
        in->updated_at = in->published_at + HOUR_MS;
        in->update_note = line_of(m->a, seed, 8);
    }
    if (number % 50 == 7) {
        *room = (struct correction){.wrong = line_of(m->a, seed, 6),
                                    .right = line_of(m->a, seed, 6),
                                    .at = in->published_at + 2 * HOUR_MS};
        in->corrections = (struct corrections){room, 1};
    }
    if (number % 500 == 11) {
        in->withdrawn_at = in->published_at + 3 * HOUR_MS;
        in->withdrawn_reason = line_of(m->a, seed, 6);
    }
    if (number % 1000 == 19)
        in->published_at = 0;
}

static void add_story(struct maker *m, long number)
{
    uint64_t seed = UINT64_C(88172645463325252) ^ ((uint64_t)number * UINT64_C(0x9e3779b97f4a7c15));
    for (int i = 0; i < 4; i++)
        random_next(&seed);
    struct arena *a = m->a;
    struct group byline = {.name =
                               arena_printf(a, "Reporter N%u", random_rank(&seed, SHARE_BYLINES))};
    struct group tags[3];
    for (int i = 0; i < 3; i++)
        tags[i] = (struct group){
            .name = arena_printf(a, "Topic N%u", random_rank(&seed, NAMES / 3) * 3 + (unsigned)i)};
    const char *section = sections[random_rank(&seed, SECTIONS)];
    bool picture = number % 2 == 0;
    struct correction correction;
    struct story_import in = {
        .key = arena_printf(a, "bench:%ld", number),
        .hash = "1",
        .slug = arena_printf(a, "%.40s-%ld", word_of(a, word_rank(&seed)), number),
        .text = {.headline = line_of(a, &seed, 7),
                 .dek = line_of(a, &seed, 18),
                 .body = prose_of(a, &seed, words_of_body(&seed)),
                 .bylines = {&byline, 1},
                 .tags = {tags, 3},
                 .hero_id = picture ? m->pictures[number / 2 % PICTURES] : 0,
                 .hero_alt = picture ? "The quay" : "",
                 .hero_credit = picture ? "Staff" : "",
                 .section = {.slug = section}},
        .published_at = NOW - 4 * HOUR_MS - (int64_t)number * STEP_MS,
    };
    enum import_outcome outcome;
    struct problems why = {.arena = a};
    int64_t id;
    add_history(m, &in, &seed, number, &correction);
    if (story_import(m->s, a, &in, NOW, &outcome, &id, &why) != STORE_OK)
        die("import", why.n > 0 ? why.v[0].text : store_error(m->s));
    note(m, in.text.headline);
    note(m, in.text.body);
}

/* ---- The site -------------------------------------------------------------------------------- */

static void add_stories(struct maker *m, long n)
{
    double from = seconds(), told = from;
    for (long i = 0; i < n;) {
        if (store_batch_begin(m->s) != STORE_OK)
            die("batch", store_error(m->s));
        for (long end = i + BATCH; i < end && i < n; i++) {
            add_story(m, place_of(i, n));
            arena_reset(m->a);
        }
        if (store_batch_commit(m->s) != STORE_OK)
            die("commit", store_error(m->s));
        if (seconds() - told > 10) {
            told = seconds();
            fprintf(stderr, "%ld stories, %.0f a second\n", i, (double)i / (told - from));
        }
    }
    double took = seconds() - from;
    fprintf(stderr, "%ld stories in %.1f s: %.0f a second; digest %016llx\n", n, took,
            (double)n / took, (unsigned long long)m->digest);
}

static void make_site(const char *site, long n)
{
    struct maker m = {.a = arena_new(), .digest = UINT64_C(14695981039346656037)};
    mkdir(site, 0777);
    if (store_open(site, STORE_CREATE, &m.s) != STORE_OK)
        die(site, store_error(m.s));
    add_sections(&m);
    arena_reset(m.a);
    add_stories(&m, n);
    double from = seconds();
    if (search_optimise(m.s) != STORE_OK)
        die("search index", store_error(m.s));
    fprintf(stderr, "its search index in order after %.1f s\n", seconds() - from);
    store_close(m.s);
    arena_free(m.a);
}

/* Stories' numbers in the store are those of their coming. */
static void print_paths(const char *site, long stories, long paths)
{
    struct store *s;
    struct arena *a = arena_new();
    if (store_open(site, STORE_READ, &s) != STORE_OK)
        die(site, store_error(s));
    for (long i = 0, printed = 0; printed < paths && i < stories; i++) {
        struct story_view v;
        if (story_get(s, a, 1 + i * 7919 % stories, 0, NOW, &v) == STORE_OK &&
            v.story.state == STORY_LIVE) {
            printf("%s\n", v.story.path);
            printed++;
        }
        arena_reset(a);
    }
    store_close(s);
    arena_free(a);
}

int main(int argc, char **argv)
{
    long stories = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    if (argc < 3 || argc > 4 || stories < 1 || !token_init())
        die("usage", "bench_site SITE STORIES [PATHS]");
    if (!store_exists(argv[1]))
        make_site(argv[1], stories);
    print_paths(argv[1], stories, argc > 3 ? strtol(argv[3], NULL, 10) : PATHS);
    return 0;
}
