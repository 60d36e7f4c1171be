/* test_import_batches.c: many stories from a source, batch by batch, with a thread that renders ahead. */
#include "site.h"

#include "db/story.h"
#include "import/import.h"

#include <signal.h>
#include <sys/resource.h>

#define STORIES 1300 /* more than two batches */
#define DAY INT64_C(86400000)
#define FILE_LIMIT 65536

/* A source of made stories: every seventh has a headline that is too long, every eleventh a text that
 * nests too deep, every thirteenth a link to a story of the site. */
struct made {
    struct arena *a;
    int at, n;
    int broken_at; /* 0: never */
    int full_at;   /* from there on no file may grow; 0: never */
};

static const char *made_body(struct arena *a, int i)
{
    char deep[200];
    memset(deep, '>', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    if (i % 11 == 0)
        return arena_printf(a, "%sa", deep);
    if (i % 13 == 0)
        return arena_printf(a, "See [it](/2025/03/story-1), number **%d**.", i);
    return arena_printf(a, "Number **%d** of [them](https://example.org/%d).\n\n- one\n- two", i,
                        i);
}

/* As on a full disk. */
static void file_limit(rlim_t bytes)
{
    struct rlimit l;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &l), 0);
    l.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &l), 0);
}

static enum import_next next_made(void *ctx, struct arena *a, struct import_item *out,
                                  const char **name, const char **why)
{
    struct made *m = ctx;
    int i = ++m->at;
    if (i == m->full_at)
        file_limit(FILE_LIMIT);
    if (i == m->broken_at) {
        *why = "it ends in the middle";
        return IMPORT_NEXT_BROKEN;
    }
    if (i > m->n)
        return IMPORT_NEXT_END;
    *name = arena_printf(m->a, "made-%04d", i);
    if (i % 17 == 0) {
        *why = "it is empty";
        return IMPORT_NEXT_LEFT_OUT;
    }
    char *headline = arena_array(a, 301, 1);
    memset(headline, 'x', i % 7 == 0 ? 300 : 10);
    *out = (struct import_item){.story = {.key = arena_printf(a, "made:%d", i),
                                          .hash = "1",
                                          .slug = arena_printf(a, "story-%d", i),
                                          .text = {.headline = headline,
                                                   .dek = "",
                                                   .body = made_body(a, i),
                                                   .section = {.slug = "news"}},
                                          .published_at = INT64_C(1700000000000) + i * 60000},
                                .slug = "",
                                .notes = {.arena = a}};
    return IMPORT_NEXT_STORY;
}

struct imported {
    char folder[SITE_FOLDER_SIZE];
    struct store *s;
    struct arena *a;
};

static int begin(void **state)
{
    struct imported *t = calloc(1, sizeof *t);
    site_make(t->folder, "https://paper.example");
    t->a = arena_new();
    assert_int_equal(store_open(t->folder, STORE_WRITE, &t->s), STORE_OK);
    *state = t;
    return 0;
}

static int end(void **state)
{
    struct imported *t = *state;
    store_close(t->s);
    arena_free(t->a);
    site_remove(t->folder);
    free(t);
    return 0;
}

static enum store_status run(struct imported *t, struct made *m, bool trial,
                             struct import_report *out)
{
    m->a = t->a;
    struct story_files files = {.store = t->s};
    struct import_source source = {.ctx = m, .next = next_made, .n = (size_t)m->n};
    struct import_run with = {.store = t->s, .files = &files, .source = &source, .trial = trial};
    story_files_begin(&files);
    enum store_status st = import_files(&with, t->a, out);
    story_files_end(&files);
    return st;
}

static void each_story_gets_its_own_text(void **state)
{
    struct imported *t = *state;
    struct made m = {.n = STORIES};
    struct import_report report;
    size_t there = 0;
    assert_int_equal(run(t, &m, false, &report), STORE_OK);
    for (int i = 1; i <= STORIES; i++) {
        int64_t id;
        bool edited;
        struct story_view v;
        enum store_status st =
            story_import_find(t->s, arena_printf(t->a, "made:%d", i), &id, &edited);
        assert_int_equal(st, i % 17 == 0 || i % 11 == 0 ? STORE_MISSING : STORE_OK);
        if (st != STORE_OK)
            continue;
        assert_int_equal(id, ++there); /* in the source's order */
        assert_int_equal(story_get(t->s, t->a, id, 0, dateline_now(), &v), STORE_OK);
        assert_non_null(strstr(v.revision.body_html, arena_printf(t->a, "<strong>%d<", i)));
        if (i % 7 == 0) /* the headline that was too long begins the text */
            assert_non_null(strstr(v.revision.body_html, "xxxxxxxxxxxx"));
    }
    assert_int_equal(report.outcomes[IMPORT_ADDED], there);
    assert_int_equal(report.skipped.n, STORIES - there);
}

static void the_same_again_changes_nothing(void **state)
{
    struct imported *t = *state;
    struct made m = {.n = STORIES}, again = {.n = STORIES};
    struct import_report one, two;
    assert_int_equal(run(t, &m, false, &one), STORE_OK);
    assert_int_equal(run(t, &again, false, &two), STORE_OK);
    assert_int_equal(two.outcomes[IMPORT_ADDED], 0);
    assert_int_equal(two.outcomes[IMPORT_CHANGED], 0);
    assert_int_equal(two.outcomes[IMPORT_UNCHANGED], one.outcomes[IMPORT_ADDED]);
    assert_int_equal(two.skipped.n, one.skipped.n);
}

static void a_source_that_breaks_leaves_whole_batches(void **state)
{
    struct imported *t = *state;
    struct made m = {.n = STORIES, .broken_at = 1100}, whole = {.n = STORIES};
    struct import_report report;
    assert_int_equal(run(t, &m, false, &report), STORE_OK);
    assert_string_equal(report.broken, "it ends in the middle");
    size_t written = report.outcomes[IMPORT_ADDED];
    assert_true(written > 800 && written < 1000); /* of the first thousand that were read */
    assert_int_equal(run(t, &whole, false, &report), STORE_OK); /* goes on from there */
    assert_null(report.broken);
    assert_int_equal(report.outcomes[IMPORT_UNCHANGED], written);
    assert_true(report.outcomes[IMPORT_ADDED] > 0);
}

static void a_trial_keeps_nothing(void **state)
{
    struct imported *t = *state;
    struct made m = {.n = STORIES}, then = {.n = STORIES};
    struct import_report trial, report;
    assert_int_equal(run(t, &m, true, &trial), STORE_OK);
    assert_int_equal(run(t, &then, false, &report), STORE_OK);
    assert_int_equal(report.outcomes[IMPORT_ADDED], trial.outcomes[IMPORT_ADDED]);
    assert_int_equal(report.outcomes[IMPORT_UNCHANGED], 0);
    assert_int_equal(report.skipped.n, trial.skipped.n);
    for (size_t i = 0; i < report.skipped.n; i++)
        assert_string_equal(report.skipped.v[i].file, trial.skipped.v[i].file);
}

/* The second batch meets a full disk: it is told of as little as it is there. */
static void a_batch_that_fails_is_not_in_the_report(void **state)
{
    struct imported *t = *state;
    struct made m = {.n = STORIES, .full_at = 1001};
    struct import_report report;
    size_t there = 0;
    struct rlimit before;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    enum store_status st = run(t, &m, false, &report);
    file_limit(before.rlim_cur);
    assert_true(st == STORE_FULL || st == STORE_FAILED);
    for (int i = 1; i <= STORIES; i++) {
        int64_t id;
        bool edited;
        there +=
            story_import_find(t->s, arena_printf(t->a, "made:%d", i), &id, &edited) == STORE_OK;
    }
    assert_in_range(there, 100, 500);
    assert_int_equal(report.outcomes[IMPORT_ADDED], there);
    for (size_t i = 0; i < report.notes.n; i++)
        assert_true(strcmp(report.notes.v[i].file, "made-0500") <= 0);
    assert_true(report.notes.n > 0);
}

int main(void)
{
#define WITH_SITE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        WITH_SITE(each_story_gets_its_own_text),
        WITH_SITE(the_same_again_changes_nothing),
        WITH_SITE(a_source_that_breaks_leaves_whole_batches),
        WITH_SITE(a_trial_keeps_nothing),
        WITH_SITE(a_batch_that_fails_is_not_in_the_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
