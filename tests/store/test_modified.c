/* test_modified.c: who asks by date alone (If-Modified-Since) never keeps a page that has changed, of
 * whatever kind the change is. */
#include "store_test.h"

#include "cgi/answer.h"
#include "cgi/app.h"
#include "cgi/http/res.h"
#include "cgi/http/router.h"
#include "lib/dateline.h"

#include <fcntl.h>
#include <sys/stat.h>

#define YEAR (365 * DAY)

/* What lies behind: a story of which everything is asked, one that is named beside it. */
struct bench {
    struct site *t;
    struct app app;
    int64_t now; /* of the paper's readers */
    int64_t story, other;
    const char *path;
};

struct answered {
    int status;
    const char *modified; /* the header, or NULL */
};

static struct answered ask(struct bench *b, const char *path, const char *since)
{
    struct req req = {.arena = b->t->a,
                      .method = METHOD_GET,
                      .path = path,
                      .raw_query = "",
                      .csrf = "",
                      .base_url = "",
                      .if_modified_since = since,
                      .now = b->now};
    struct routing routing;
    struct res res;
    struct answered out = {0};
    res_init(&res);
    answer_begin(&b->app);
    answer_route(&b->app, &req, &routing);
    answer_make(&b->app, &req, &res, &routing);
    answer_release(&b->app);
    out.status = res.status;
    for (size_t i = 0; i < res.n_headers; i++) {
        if (strcmp(res.headers[i].name, "Last-Modified") == 0)
            out.modified = arena_dup(b->t->a, res.headers[i].value);
    }
    res_free(&res);
    return out;
}

/* ---- Changes ---------------------------------------------------------------------------------- */

static void nothing(struct bench *b)
{
    (void)b;
}

static void the_next_day(struct bench *b)
{
    b->now += DAY;
}

static void new_year(struct bench *b)
{
    struct dateline_civil day;
    dateline_civil(b->app.calendar, b->now, &day);
    b->now = dateline_day_start(b->app.calendar, day.year + 1, 1, 1) + 1;
}

static void set(struct bench *b, enum setting key, const char *value)
{
    assert_int_equal(setting_set(b->t->s, key, value, 0, b->now, &b->t->why), STORE_OK);
}

static void the_paper_is_renamed(struct bench *b)
{
    set(b, SETTING_TITLE, "Another paper");
}

static void its_language_changes(struct bench *b)
{
    set(b, SETTING_LOCALE, "de");
}

static void its_colour_changes(struct bench *b)
{
    set(b, SETTING_ACCENT, "#335577");
}

static void the_section_is_renamed(struct bench *b)
{
    assert_int_equal(group_put(b->t->s, GROUP_SECTION,
                               &(struct group){.slug = "city", .name = "Town"}, 0, b->now, NULL,
                               &b->t->why),
                     STORE_OK);
}

static void a_minor_fix(struct bench *b)
{
    struct story_save in = save_of(b->t, b->story, NAMED_LIVE, b->now, "Another text.");
    in.action = STORY_PUBLISH;
    save(b->t, &in, b->now);
}

static void a_new_address(struct bench *b)
{
    struct story_save in = save_of(b->t, b->story, NAMED_LIVE, b->now, NULL);
    in.action = STORY_PUBLISH;
    in.slug = "a-new-address";
    save(b->t, &in, b->now);
    b->path = story_now(b->t, b->story, b->now).path;
}

static void a_staged_fix_goes_live(struct bench *b)
{
    b->now += HOUR;
}

static void another_storys_staged_fix_goes_live(struct bench *b)
{
    b->now += 2 * HOUR;
}

static void a_scheduled_story_goes_live(struct bench *b)
{
    b->now += 3 * HOUR;
}

static void another_story_is_withdrawn(struct bench *b)
{
    assert_int_equal(story_withdraw(b->t->s, b->other, TIME_ANY, "No.", NULL, b->now, &b->t->why),
                     STORE_OK);
}

static void updated_is_set(struct bench *b)
{
    assert_int_equal(
        story_set_updated(b->t->s, b->story, b->now - HOUR, TIME_ANY, NULL, b->now, &b->t->why),
        STORE_OK);
}

static void a_template_is_put_there(struct bench *b)
{
    struct buf err;
    char path[128];
    buf_init(&err, 4096);
    snprintf(path, sizeof path, "%s/templates", b->t->dir);
    mkdir(path, 0755);
    int64_t before = b->app.files_at;
    assert_true(app_reload(&b->app, &err));
    buf_free(&err);
    assert_true(b->app.files_at > before);
    b->app.files_at += MINUTE; /* as late as the writes of begin() are early */
}

/* ---- The test --------------------------------------------------------------------------------- */

/* What waits was begun long before, so that no write of now tells of it. */
static void stage(struct bench *b, int64_t id, int64_t at, const char *headline)
{
    struct story_save in = save_of(b->t, id, NAMED_LIVE, b->now - DAY, NULL);
    in.text.headline = headline;
    in.action = STORY_PUBLISH;
    in.go_live_at = at;
    save(b->t, &in, b->now - DAY);
}

/* The paper lies where it is about noon: no case is meant to pass midnight but those that say so. */
static void move_to_noon(struct site *t)
{
    int hour = (int)(dateline_now() / HOUR % 24);
    const char *zone =
        arena_printf(t->a, "Etc/GMT%+d", hour - 12); /* their signs are turned round */
    assert_int_equal(setting_set(t->s, SETTING_ZONE, zone, 0, dateline_now(), &t->why), STORE_OK);
}

/* Readers are two minutes ahead: a write is dated by the clock of the machine, and each by a second of
 * its own. */
static void begin(struct bench *b, struct site *t, bool stages)
{
    struct buf err;
    *b = (struct bench){.t = t, .now = dateline_now() + 2 * MINUTE};
    buf_init(&err, 4096);
    move_to_noon(t);
    b->story = publish(t, "The story", 0, b->now - 9 * DAY);
    b->other = publish(t, "Another story", 0, b->now - 8 * DAY);
    b->path = story_now(t, b->story, b->now).path;
    if (stages) {
        stage(b, b->story, b->now + HOUR, "The staged headline");
        stage(b, b->other, b->now + 2 * HOUR, "Another staged headline");
        publish(t, "Scheduled", b->now + 3 * HOUR, b->now - DAY);
    }
    assert_true(app_open(&b->app, t->dir, app_data_folder(t->a), &err));
    buf_free(&err);
}

static void what_changed_is_sent_again(void **state)
{
    static const struct {
        const char *name;
        void (*change)(struct bench *b);
        bool feed;    /* shows it too */
        bool stages;  /* the clock brings it, and no write */
        int64_t from; /* ms later: when what the clock brings before is there */
    } cases[] = {
        {"nothing", nothing, true, false, 0},
        {"the next day", the_next_day, true, false, 0},
        {"New Year", new_year, true, false, 0},
        {"the paper is renamed", the_paper_is_renamed, true, false, 0},
        {"its language", its_language_changes, true, false, 0},
        {"its colour", its_colour_changes, true, false, 0},
        {"the section is renamed", the_section_is_renamed, true, false, 0},
        {"a minor fix", a_minor_fix, true, false, 0},
        {"a new address", a_new_address, true, false, 0},
        {"another story is withdrawn", another_story_is_withdrawn, true, false, 0},
        {"Updated is set", updated_is_set, true, false, 0},
        {"a template", a_template_is_put_there, true, false, 0},
        {"a staged fix goes live", a_staged_fix_goes_live, true, true, 0},
        {"another's staged fix", another_storys_staged_fix_goes_live, true, true, HOUR},
        {"a scheduled story goes live", a_scheduled_story_goes_live, true, true, 2 * HOUR},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        void *fresh;
        struct bench b;
        site_setup(&fresh);
        begin(&b, fresh, cases[i].stages);
        int64_t start = b.now;
        b.now += cases[i].from;
        struct answered story = ask(&b, b.path, NULL), feed = ask(&b, "/feed.atom", NULL);
        assert_int_equal(story.status, 200);
        assert_int_equal(feed.status, 200);
        assert_int_equal(ask(&b, b.path, story.modified).status, 304);
        assert_int_equal(ask(&b, "/feed.atom", feed.modified).status, 304);
        b.now = start;
        cases[i].change(&b);
        int expected = cases[i].change == nothing ? 304 : 200;
        int got = ask(&b, b.path, story.modified).status;
        if (got != expected)
            fail_msg("%s: the story is %d", cases[i].name, got);
        got = ask(&b, "/feed.atom", feed.modified).status;
        if (cases[i].feed && got != expected)
            fail_msg("%s: the feed is %d", cases[i].name, got);
        app_close(&b.app);
        site_teardown(&fresh);
    }
}

static void a_withdrawn_story_is_410_and_an_old_address_301_whatever_the_date(void **state)
{
    struct bench b;
    begin(&b, *state, false);
    const char *old = b.path, *modified = ask(&b, b.path, NULL).modified;
    a_new_address(&b);
    assert_int_equal(ask(&b, old, modified).status, 301);
    assert_int_equal(story_withdraw(b.t->s, b.story, TIME_ANY, "No.", NULL, b.now, &b.t->why),
                     STORE_OK);
    assert_int_equal(ask(&b, b.path, ask(&b, "/feed.atom", NULL).modified).status, 410);
    app_close(&b.app);
}

int main(void)
{
    setenv("DATELINE_LOG", "error", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_changed_is_sent_again),
        sited(a_withdrawn_story_is_410_and_an_old_address_301_whatever_the_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
