/* test_ready.c: ready pages are taken away before what they say is true no more, and not otherwise. */
#include "texts_test.h"

#include "db/ready.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

struct folder {
    int site_fd;
    struct ready ready;
};

static struct folder folder_open(const struct site *t)
{
    struct folder f = {.site_fd = open(t->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), .ready.fd = -1};
    assert_true(f.site_fd >= 0);
    return f;
}

static void folder_close(struct folder *f)
{
    ready_close(&f->ready);
    close(f->site_fd);
}

/* One that is right at T0. */
static void assert_begun(struct site *t, struct folder *f)
{
    assert_int_equal(store_ready_begin(t->s, T0, 7), STORE_OK);
    assert_true(ready_follow(f->site_fd, &f->ready));
    assert_int_equal(f->ready.is.generation, store_generation(t->s));
    assert_int_equal(f->ready.is.made_with, 7);
}

static void assert_page(const struct folder *f, const char *path, const char *text)
{
    char name[READY_PATH_MAX], got[64] = "";
    int64_t size = 0, at = 0;
    assert_true(ready_name(path, name));
    int fd = ready_open(&f->ready, name, &size, &at);
    if (!text) {
        assert_int_equal(fd, -1);
        return;
    }
    assert_true(fd >= 0);
    assert_int_equal(read(fd, got, sizeof got - 1), size);
    assert_string_equal(got, text);
    assert_int_equal(at, T0);
    close(fd);
}

static bool keep(const struct folder *f, const char *path, const char *text)
{
    char name[READY_PATH_MAX];
    assert_true(ready_name(path, name));
    return ready_keep(&f->ready, name, text, strlen(text));
}

/* ---- What writes do -------------------------------------------------------------------------- */

/* Writes of each kind, and whether readers may notice. */
struct write {
    const char *name;
    void (*run)(struct site *t, int64_t story);
    bool shows;
};

static void write_session(struct site *t, int64_t story)
{
    (void)story;
    assert_int_equal(audit_add(t->s, 0, 0, "test", "", T0), STORE_OK);
}

static void write_draft(struct site *t, int64_t story)
{
    struct story_save in = new_story("A draft");
    (void)story;
    in.action = STORY_KEEP;
    save(t, &in, T0);
}

static void write_draft_of_live(struct site *t, int64_t story)
{
    keep_on(t, editor(t), story, NAMED_LIVE, T0, "Other words, for later.");
}

static void write_new_name(struct site *t, int64_t story)
{
    struct story_save in = new_story("A draft of somebody new");
    struct group newcomer = {.name = "New Person"};
    (void)story;
    in.text.bylines = (struct groups){&newcomer, 1};
    in.action = STORY_KEEP;
    save(t, &in, T0);
}

static void write_discarded(struct site *t, int64_t story)
{
    struct actor *by = editor(t);
    struct story_saved kept = keep_on(t, by, story, NAMED_LIVE, T0, "Words that nobody will see.");
    assert_int_equal(story_discard_draft(t->s, story, kept.number, by, T0, &t->why), STORE_OK);
}

static void write_binned(struct site *t, int64_t story)
{
    int64_t draft = keep_new(t, editor(t), "For the bin", T0);
    (void)story;
    assert_int_equal(story_bin(t->s, draft, 0, editor(t), T0, &t->why), STORE_OK);
    assert_int_equal(story_unbin(t->s, draft, editor(t), T0, &t->why), STORE_OK);
}

/* An author hands it in, an editor gives it back. */
static void write_returned(struct site *t, int64_t story)
{
    int64_t draft = keep_new(t, author(t), "To be looked at", T0);
    struct story_save in = save_of(t, draft, NAMED_DRAFT, T0, "Done, I think.");
    (void)story;
    in.by = author(t);
    in.action = STORY_SUBMIT;
    save(t, &in, T0);
    assert_int_equal(story_now(t, draft, T0).state, STORY_IN_REVIEW);
    assert_int_equal(story_unschedule(t->s, draft, 0, TIME_ANY, editor(t), T0, &t->why), STORE_OK);
    assert_int_equal(story_now(t, draft, T0).state, STORY_DRAFT);
}

static void import_at(struct site *t, const char *key, int64_t published_at)
{
    struct group newcomer = {.name = arena_printf(t->a, "Writer of %s", key)};
    struct story_import in = {
        .key = key, .hash = "1", .text = new_story(key).text, .published_at = published_at};
    enum import_outcome outcome;
    int64_t id;
    in.text.bylines = (struct groups){&newcomer, 1};
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_OK);
    assert_int_equal(outcome, IMPORT_ADDED);
}

static void write_imported_draft(struct site *t, int64_t story)
{
    (void)story;
    import_at(t, "a-draft.md", 0);
}

static void write_import(struct site *t, int64_t story)
{
    (void)story;
    import_at(t, "a-story.md", T0 - 1);
}

static void write_story(struct site *t, int64_t story)
{
    (void)story;
    publish(t, "Another one", 0, T0);
}

static void write_fix(struct site *t, int64_t story)
{
    struct story_save in = publishing(t, editor(t), story, NAMED_LIVE, T0, "A fix.");
    save(t, &in, T0);
}

static void write_staged(struct site *t, int64_t story)
{
    (void)story;
    publish(t, "For tomorrow", T0 + DAY, T0);
}

static void write_withdrawal(struct site *t, int64_t story)
{
    assert_int_equal(story_withdraw(t->s, story, TIME_ANY, "Wrong.", editor(t), T0, &t->why),
                     STORE_OK);
}

static void write_setting(struct site *t, int64_t story)
{
    (void)story;
    assert_int_equal(setting_set(t->s, SETTING_TITLE, "The Tide", 0, T0, &t->why), STORE_OK);
}

static void write_group(struct site *t, int64_t story)
{
    int64_t id;
    (void)story;
    assert_int_equal(group_put(t->s, GROUP_SECTION,
                               &(struct group){.slug = "sport", .name = "Sport"}, 0, T0, &id,
                               &t->why),
                     STORE_OK);
}

static void write_batch(struct site *t, int64_t story)
{
    (void)story;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish(t, "One of many", 0, T0);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
}

static void write_abandoned_batch(struct site *t, int64_t story)
{
    (void)story;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    publish(t, "None of many", 0, T0);
    store_batch_abandon(t->s);
}

static void write_refused(struct site *t, int64_t story)
{
    struct story_saved out;
    struct story_save bad = new_story("Bad");
    (void)story;
    bad.text.hero_id = 5;
    assert_int_equal(try_save(t, &bad, T0, &out), STORE_REFUSED);
    forget_problems(t);
}

static const struct write writes[] = {
    {"an audit entry", write_session, false},
    {"a draft", write_draft, false},
    {"a draft beside a live text", write_draft_of_live, false},
    {"an abandoned batch", write_abandoned_batch, false},
    {"a refused save", write_refused, false},
    {"a draft with a new name", write_new_name, false},
    {"a draft beside a live text, discarded", write_discarded, false},
    {"a draft, binned and back", write_binned, false},
    {"a draft, submitted and returned", write_returned, false},
    {"an imported draft", write_imported_draft, false},
    {"an imported story", write_import, true},
    {"a story", write_story, true},
    {"a minor fix", write_fix, true},
    {"a scheduled story", write_staged, true},
    {"a withdrawal", write_withdrawal, true},
    {"a setting", write_setting, true},
    {"a section", write_group, true},
    {"a batch", write_batch, true},
};

static void what_readers_could_see_takes_them_away_and_nothing_else(void **state)
{
    struct site *t = *state;
    struct folder f = folder_open(t);
    struct store *reader;
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        int64_t story = publish(t, "Live", 0, T0);
        assert_begun(t, &f);
        int64_t before = store_generation(t->s);
        uint64_t known, now;
        assert_true(store_shown(reader, &known));
        writes[i].run(t, story);
        assert_true(store_shown(reader, &now));
        if ((now != known) != writes[i].shows)
            fail_msg("%s: %s", writes[i].name,
                     writes[i].shows ? "nobody is told" : "all look again");
        if (ready_is_there(f.site_fd) == writes[i].shows)
            fail_msg("%s: %s", writes[i].name, writes[i].shows ? "still there" : "gone");
        assert_int_equal(store_generation(t->s) > before, writes[i].shows);
        assert_true(ready_withdraw(f.site_fd));
    }
    store_close(reader);
    folder_close(&f);
}

/* Nobody writes what he could not take away. */
static void a_write_that_cannot_take_them_away_is_refused(void **state)
{
    struct site *t = *state;
    char ready[128], aside[128];
    struct folder f = folder_open(t);
    assert_begun(t, &f);
    snprintf(ready, sizeof ready, "%s/ready", t->dir);
    snprintf(aside, sizeof aside, "%s/aside", t->dir);
    assert_int_equal(rename(ready, aside), 0);
    assert_int_equal(symlink("ready", ready), 0); /* leads to itself, whoever asks */
    assert_int_equal(setting_set(t->s, SETTING_TITLE, "The Tide", 0, T0, &t->why), STORE_FAILED);
    assert_non_null(strstr(store_error(t->s), "/ready: "));
    assert_int_equal(unlink(ready), 0);
    assert_int_equal(rename(aside, ready), 0);
    assert_true(ready_is_there(f.site_fd));
    assert_int_equal(setting_set(t->s, SETTING_TITLE, "The Tide", 0, T0, &t->why), STORE_OK);
    assert_false(ready_is_there(f.site_fd));
    folder_close(&f);
}

/* ---- Pages ----------------------------------------------------------------------------------- */

static void a_page_is_kept_in_the_folder_that_was_open_and_in_no_other(void **state)
{
    struct site *t = *state;
    struct folder f = folder_open(t), later = folder_open(t);
    assert_begun(t, &f);
    assert_true(keep(&f, "/2026/01/ferry", "old"));
    assert_false(keep(&f, "/2026/01/ferry", "again"));
    assert_page(&f, "/2026/01/ferry", "old");
    publish(t, "News", 0, T0);
    assert_begun(t, &later);
    assert_true(keep(&f, "/", "old")); /* rendered before; kept where nobody looks */
    assert_page(&later, "/", NULL);
    assert_page(&later, "/2026/01/ferry", NULL);
    assert_true(keep(&later, "/", "new"));
    assert_page(&later, "/", "new");
    assert_true(ready_follow(f.site_fd, &f.ready));
    assert_page(&f, "/", "new");
    folder_close(&f);
    folder_close(&later);
}

static void one_folder_is_made_and_none_while_somebody_writes(void **state)
{
    struct site *t = *state;
    struct folder f = folder_open(t);
    struct store *other;
    assert_int_equal(store_open(t->dir, STORE_WRITE, &other), STORE_OK);
    assert_int_equal(store_batch_begin(other), STORE_OK);
    assert_int_equal(store_ready_begin(t->s, T0, 7), STORE_BUSY);
    assert_false(ready_follow(f.site_fd, &f.ready));
    store_batch_abandon(other);
    assert_begun(t, &f);
    assert_true(keep(&f, "/", "here"));
    assert_int_equal(store_ready_begin(other, T0, 8), STORE_OK);
    assert_begun(t, &f);
    assert_page(&f, "/", "here");
    store_close(other);
    folder_close(&f);
}

/* Where nothing can be written, nothing is left of it either, and there is a folder once it can. */
static void a_full_disk_is_no_trouble(void **state)
{
    struct site *t = *state;
    struct folder f = folder_open(t);
    struct rlimit before, none;
    struct stat sb;
    assert_int_equal(store_ready_begin(t->s, T0, 7), STORE_OK);
    assert_true(ready_withdraw(f.site_fd));
    while (ready_clear(f.site_fd, 100))
        ;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    const struct ready_state is = {.generation = 1, .from = T0, .until = T0 + DAY, .made_with = 7};
    bool made = ready_make(f.site_fd, &is);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(made);
    assert_int_equal(fstatat(f.site_fd, "ready", &sb, 0), 0);
    assert_int_equal(sb.st_nlink, 2); /* nothing in it */
    assert_begun(t, &f);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    bool kept = keep(&f, "/", "a page");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(kept);
    assert_page(&f, "/", NULL);
    assert_true(keep(&f, "/", "a page"));
    assert_page(&f, "/", "a page");
    folder_close(&f);
}

static void old_folders_are_cleared_piece_by_piece(void **state)
{
    struct site *t = *state;
    struct folder f = folder_open(t);
    struct stat sb;
    int turns = 0;
    char killed[128], begun[128];
    const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    for (int i = 0; i < 3; i++) {
        assert_begun(t, &f);
        assert_true(keep(&f, "/", "a page"));
        assert_true(keep(&f, "/city/", "a page"));
        assert_true(keep(&f, "/feed.atom", "a feed"));
        assert_true(ready_withdraw(f.site_fd));
    }
    snprintf(killed, sizeof killed, "%s/ready/new-killed", t->dir);
    snprintf(begun, sizeof begun, "%s/ready/new-begun", t->dir);
    assert_int_equal(mkdir(killed, 0700), 0);
    assert_int_equal(mkdir(begun, 0700), 0);
    assert_int_equal(utimensat(AT_FDCWD, killed, long_ago, 0), 0);
    assert_begun(t, &f);
    assert_true(keep(&f, "/", "now"));
    while (ready_clear(f.site_fd, 4))
        assert_true(++turns < 100);
    assert_true(turns > 3);
    assert_page(&f, "/", "now");
    assert_int_equal(access(killed, F_OK), -1);
    assert_int_equal(rmdir(begun), 0);
    assert_int_equal(fstatat(f.site_fd, "ready", &sb, 0), 0);
    assert_int_equal(sb.st_nlink, 3); /* itself, its parent's entry, `current` */
    folder_close(&f);
}

static void addresses_have_names_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name;
    } rows[] = {
        {"/", "p/,.html"},
        {"/city/", "p/city/,.html"},
        {"/2026/01/ferry", "p/2026/01/ferry.html"},
        {"/2026/01/ferry/changes", "p/2026/01/ferry/changes.html"},
        {"/2026/01/\xd9\x85", "p/2026/01/\xd9\x85.html"},
        {"/feed.atom", "f/feed.atom"},
        {"/city/feed.json", "f/city/feed.json"},
        {"/robots.txt", "f/robots.txt"},
        {"/sitemap-1.xml", "f/sitemap-1.xml"},
        {"", NULL},
        {"city", NULL},
        {"//city", NULL},
        {"/city//", NULL},
        {"/../state", NULL},
        {"/.hidden", NULL},
        {"/a%20b", NULL},
        {"/a b", NULL},
        {"/a\nb", NULL},
        {"/a?b", NULL},
        {"/city/,", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[READY_PATH_MAX];
        assert_int_equal(ready_name(rows[i].path, name), rows[i].name != NULL);
        if (rows[i].name)
            assert_string_equal(name, rows[i].name);
    }
    char name[READY_PATH_MAX], path[600];
    memset(path, 'a', sizeof path);
    path[0] = '/';
    path[599] = '\0';
    assert_false(ready_name(path, name));
}

/* ---- The clock ------------------------------------------------------------------------------- */

static void a_folder_is_right_until_the_clock_changes_something(void **state)
{
    struct site *t = *state;
    int64_t until, midnight = T0 - T0 % DAY + DAY; /* the zone is UTC */
    assert_int_equal(setting_set(t->s, SETTING_ZONE, "UTC", 0, T0, &t->why), STORE_OK);
    assert_int_equal(store_ready_until(t->s, T0, &until), STORE_OK);
    assert_int_equal(until, midnight);
    assert_int_equal(store_ready_until(t->s, midnight - 1, &until), STORE_OK);
    assert_int_equal(until, midnight);
    assert_int_equal(store_ready_until(t->s, midnight, &until), STORE_OK);
    assert_int_equal(until, midnight + DAY);

    int64_t live = publish(t, "Live", 0, T0);
    publish(t, "Scheduled", T0 + HOUR, T0);
    stage_on(t, editor(t), live, NAMED_LIVE, T0 + 2 * HOUR, T0, "A staged change.");
    assert_int_equal(store_ready_until(t->s, T0, &until), STORE_OK);
    assert_int_equal(until, T0 + HOUR);
    assert_int_equal(store_ready_until(t->s, T0 + HOUR, &until), STORE_OK);
    assert_int_equal(until, T0 + 2 * HOUR);
    assert_int_equal(store_ready_until(t->s, T0 + 2 * HOUR, &until), STORE_OK);
    assert_int_equal(until, midnight);
    assert_int_equal(store_ready_begin(t->s, T0 + HOUR - 500, 7), STORE_MISSING);
    assert_int_equal(store_ready_begin(t->s, T0 + HOUR, 7), STORE_OK);
}

static void a_page_is_taken_that_is_of_the_folder_and_later_than_its_second(void **state)
{
    (void)state;
    const struct ready r = {.fd = 0,
                            .is = {.generation = 5, .from = 10500, .until = 90000, .made_with = 7}};
    const struct ready none = {.fd = -1, .is = r.is};
    static const struct {
        struct ready_state page;
        bool taken;
    } rows[] = {
        {{.generation = 5, .from = 11000, .made_with = 7}, true},
        {{.generation = 5, .from = 89999, .made_with = 7}, true},
        {{.generation = 5, .from = 10999, .made_with = 7}, false},
        {{.generation = 5, .from = 90000, .made_with = 7}, false},
        {{.generation = 4, .from = 11000, .made_with = 7}, false},
        {{.generation = 6, .from = 11000, .made_with = 7}, false},
        {{.generation = 5, .from = 11000, .made_with = 6}, false},
        {{.generation = 5, .from = 11000, .made_with = 8}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(ready_takes(&r, &rows[i].page), rows[i].taken);
        assert_false(ready_takes(&none, &rows[i].page));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(what_readers_could_see_takes_them_away_and_nothing_else),
        sited(a_write_that_cannot_take_them_away_is_refused),
        sited(a_page_is_kept_in_the_folder_that_was_open_and_in_no_other),
        sited(one_folder_is_made_and_none_while_somebody_writes),
        sited(a_full_disk_is_no_trouble),
        sited(old_folders_are_cleared_piece_by_piece),
        cmocka_unit_test(addresses_have_names_or_none),
        cmocka_unit_test(a_page_is_taken_that_is_of_the_folder_and_later_than_its_second),
        sited(a_folder_is_right_until_the_clock_changes_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
