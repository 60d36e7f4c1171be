/* test_housekeeping.c: what goes, to the millisecond, in steps; and what stays. */
#include "texts_test.h"

#include "db/audit.h"
#include "db/form_record.h"
#include "db/housekeeping.h"
#include "db/media.h"
#include "db/media_held.h"
#include "db/ready.h"
#include "db/report.h"
#include "db/setting.h"
#include "db/user.h"
#include "db/working_copy.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

static int64_t count(struct site *t, enum housekeeping k, int64_t now)
{
    int64_t n = -1;
    assert_int_equal(housekeeping_count(t->s, k, now, &n), STORE_OK);
    return n;
}

/* All steps of a kind. → how much went; *steps: in so many. */
static int64_t clear(struct site *t, enum housekeeping k, int64_t now, int *steps)
{
    int64_t n = 0;
    bool more = true;
    for (*steps = 0; more; ++*steps) {
        int64_t before = n;
        assert_int_equal(housekeeping_step(t->s, k, now, &n, &more), STORE_OK);
        assert_true(n - before <= HOUSEKEEPING_ROWS);
    }
    return n;
}

/* So many of a kind are over from that instant on, and not a millisecond before; once. */
static void assert_goes(struct site *t, enum housekeeping k, int64_t from, int64_t n)
{
    int steps;
    assert_int_equal(count(t, k, from - 1), 0);
    assert_int_equal(clear(t, k, from - 1, &steps), 0);
    assert_int_equal(count(t, k, from), n);
    assert_int_equal(count(t, k, from), n); /* asking changes nothing */
    assert_int_equal(clear(t, k, from, &steps), n);
    assert_int_equal(count(t, k, from), 0);
    assert_int_equal(clear(t, k, from, &steps), 0);
}

static void keep_form(struct site *t, const char *number, int64_t now)
{
    const struct actor by = {.role = ROLE_EDITOR, .form = number, .digest = "d"};
    const struct form_record did = {.outcome = OUTCOME_DONE};
    assert_int_equal(db_begin(t->s, SCOPE_QUIET), STORE_OK);
    assert_int_equal(db_end(t->s, form_keep(t->s, &by, &did, now)), STORE_OK);
}

static void what_has_ended_goes_at_its_term(void **state)
{
    struct site *t = *state;
    char token[TOKEN_SIZE];
    int retry_s;
    struct user u;
    int64_t ines = editor(t)->user;
    assert_int_equal(session_start(t->s, ines, "x", NULL, T0, token), STORE_OK);
    assert_goes(t, HOUSE_SESSIONS, T0 + SESSION_IDLE_MS, 1);
    assert_int_equal(login_link_add(t->s, ines, HOUR, 0, T0, token), STORE_OK);
    assert_goes(t, HOUSE_LINKS, T0 + HOUR + DAY, 1);
    keep_form(t, "a-number", T0);
    assert_goes(t, HOUSE_FORMS, T0 + FORM_KEPT_MS + 1, 1);
    assert_false(store_form_seen(t->s, "a-number"));
    assert_int_equal(user_sign_in(t->s, t->a, "ines", "wrong", "192.0.2.1", T0, &u, &retry_s),
                     STORE_MISSING);
    assert_goes(t, HOUSE_TRIES, T0 + DAY + 1, 3); /* of the name, the address, and strangers */
    assert_int_equal(verify(t), 0);
}

/* Used all week: it ends by its age, not for being idle. */
static void a_session_that_is_used_stays_for_a_week(void **state)
{
    struct site *t = *state;
    char token[TOKEN_SIZE];
    struct session s;
    int steps;
    assert_int_equal(session_start(t->s, editor(t)->user, "x", NULL, T0, token), STORE_OK);
    assert_int_equal(session_find(t->s, t->a, token, T0, &s), STORE_OK);
    for (int64_t at = T0 + HOUR; at < T0 + SESSION_MAX_MS; at += HOUR) {
        assert_int_equal(session_touch(t->s, s.id, "192.0.2.1", at), STORE_OK);
        assert_int_equal(clear(t, HOUSE_SESSIONS, at, &steps), 0);
    }
    assert_goes(t, HOUSE_SESSIONS, T0 + SESSION_MAX_MS, 1);
}

static void an_unsaved_copy_stays_for_thirty_days(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    struct story_save typed = new_story("Typed");
    const struct working_copy c = {
        .token = "tab-number-1", .fields = "[[\"body\",\"x\"]]", .headline = "Typed"};
    struct working_copy out;
    forget_problems(t);
    assert_int_equal(working_copy_put(t->s, t->a, by, &c, &typed.text, T0, &t->why), STORE_OK);
    assert_int_equal(count(t, HOUSE_COPIES, T0 + WORKING_COPY_KEPT_MS), 0);
    assert_int_equal(working_copy_get(t->s, t->a, by, "tab-number-1", &out), STORE_OK);
    assert_goes(t, HOUSE_COPIES, T0 + WORKING_COPY_KEPT_MS + 1, 1);
    assert_int_equal(working_copy_get(t->s, t->a, by, "tab-number-1", &out), STORE_MISSING);
}

static void a_readers_address_goes_and_the_report_stays(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0 - DAY);
    struct report_new note = {.story_id = id,
                              .revision = 1,
                              .passage = "p-1",
                              .quote = "The harbour was quiet.",
                              .message = "It was not.",
                              .email = "reader@example.org",
                              .address = "192.0.2.1"};
    struct reports list;
    int retry_s;
    forget_problems(t);
    assert_int_equal(report_add(t->s, &note, T0, &retry_s, &t->why), STORE_OK);
    assert_goes(t, HOUSE_TRACES, T0 + REPORT_TRACES_MS, 1);
    assert_int_equal(report_list(t->s, t->a, (struct report_key){0}, 9, T0 + DAY, &list), STORE_OK);
    assert_int_equal(list.n, 1);
    assert_string_equal(list.v[0].email, "");
    assert_string_equal(list.v[0].message, "It was not.");
}

static void only_the_bin_loses_stories(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t live = publish(t, "Live", 0, T0), gone = publish(t, "Withdrawn", 0, T0);
    int64_t draft = keep_new(t, by, "Draft", T0), binned = keep_new(t, by, "Binned", T0);
    struct story_view v;
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "Wrong.", NULL, T0 + 1, &t->why),
                     STORE_OK);
    assert_int_equal(story_bin(t->s, binned, 0, by, T0 + 2, &t->why), STORE_OK);
    assert_goes(t, HOUSE_BIN, T0 + 2 + STORY_BIN_MS + 1, 1);
    for (int64_t year = 1; year <= 10; year++)
        assert_int_equal(count(t, HOUSE_BIN, T0 + year * 365 * DAY), 0);
    int64_t now = T0 + 3650 * DAY;
    assert_int_equal(story_get(t->s, t->a, binned, 1, now, &v), STORE_MISSING);
    assert_int_equal(story_get(t->s, t->a, live, 1, now, &v), STORE_OK);
    assert_int_equal(story_get(t->s, t->a, gone, 1, now, &v), STORE_OK);
    assert_int_equal(story_get(t->s, t->a, draft, 1, now, &v), STORE_OK);
    assert_int_equal(count_audit(t, binned, "story.purge"), 1);
    assert_int_equal(verify(t), 0);
}

static void many_rows_go_in_many_short_transactions(void **state)
{
    struct site *t = *state;
    int steps, n = 2 * HOUSEKEEPING_ROWS + 7;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < n; i++)
        keep_form(t, arena_printf(t->a, "number-%d", i), T0);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    int64_t before = store_generation(t->s);
    assert_int_equal(clear(t, HOUSE_FORMS, T0 + FORM_KEPT_MS + 1, &steps), n);
    assert_int_equal(steps, 3);
    assert_int_equal(store_generation(t->s), before); /* no ready page goes for it */
}

/* ---- Pictures -------------------------------------------------------------------------------- */

#define KNOWN "00112233445566778899aabbccddeeff"
#define ORPHAN "ffeeddccbbaa99887766554433221100"

static const char *put_file(struct site *t, const char *name, int64_t at)
{
    const char *path = arena_printf(t->a, "%s/media/%s", t->dir, name);
    const struct timespec times[2] = {{.tv_sec = at / 1000}, {.tv_sec = at / 1000}};
    for (char *s = strchr(path + strlen(t->dir) + 1, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        mkdir(path, 0700);
        *s = '/';
    }
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
    return path;
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

static void a_file_of_no_picture_goes_and_no_other(void **state)
{
    struct site *t = *state;
    struct media m = one_picture(t->a, KNOWN);
    assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    const char *stays[] = {
        put_file(t, "2026/01/" KNOWN "-960.jpg", T0),
        put_file(t, ".withdrawn/2026/01/" KNOWN "-480.jpg", T0), /* of a withdrawn story */
        put_file(t, "2026/01/notes.txt", T0),                    /* somebody's own */
        put_file(t, "2026/01/" ORPHAN, T0),
        put_file(t, "2026/01/." ORPHAN "/x.jpg", T0), /* being uploaded, and somebody holds it */
        put_file(t, "else/" ORPHAN "-960.jpg", T0),
    };
    const char *goes[] = {
        put_file(t, "2026/01/" ORPHAN "-960.jpg", T0),
        put_file(t, ".withdrawn/2025/12/" ORPHAN "-960.avif", T0),
    };
    int work = open(arena_printf(t->a, "%s/media/2026/01/." ORPHAN, t->dir), O_RDONLY);
    assert_int_equal(flock(work, LOCK_EX | LOCK_NB), 0);
    assert_goes(t, HOUSE_PICTURES, T0 + ORPHAN_MS + 1, 2);
    for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
        if (!there(stays[i]))
            fail_msg("%s is gone", stays[i]);
    for (size_t i = 0; i < sizeof goes / sizeof *goes; i++)
        assert_false(there(goes[i]));
    close(work);
}

static void a_folder_of_ready_pages_that_is_over_goes(void **state)
{
    struct site *t = *state;
    const struct ready_state is = {.generation = 1, .from = T0, .until = T0 + DAY, .made_with = 1};
    int site = open(t->dir, O_RDONLY | O_DIRECTORY), steps;
    assert_true(ready_make(site, &is));
    assert_true(ready_withdraw(site));
    assert_true(ready_make(site, &is));
    assert_int_equal(clear(t, HOUSE_READY, T0, &steps), 0);
    assert_true(ready_is_there(site));
    struct ready_sum sum;
    assert_true(ready_count(site, 100, &sum));
    assert_int_equal(sum.pages, 0);
    const char *ready = arena_printf(t->a, "%s/" READY_FOLDER, t->dir);
    const char *find = arena_printf(t->a, "test -z \"$(ls %s | grep old-)\"", ready);
    assert_int_equal(system(find), 0);
    close(site);
}

static void the_audit_log_keeps_its_lines_until_a_paper_sets_a_term(void **state)
{
    struct site *t = *state;
    struct audit_entries all;
    int64_t n = 0, later = T0 + 1000 * DAY;
    int steps;
    for (int i = 0; i < HOUSEKEEPING_ROWS + 10; i++)
        assert_int_equal(audit_add(t->s, 0, 0, "user.sign_in", "", T0), STORE_OK);
    assert_int_equal(clear(t, HOUSE_AUDIT, later, &steps), 0);
    assert_int_equal(setting_set(t->s, SETTING_AUDIT_DAYS, "400", 0, later, &t->why), STORE_OK);
    assert_true(count(t, HOUSE_AUDIT, T0 + 400 * DAY - 1) < HOUSEKEEPING_ROWS);
    assert_true(count(t, HOUSE_AUDIT, T0 + 400 * DAY) >= HOUSEKEEPING_ROWS + 10);
    n = clear(t, HOUSE_AUDIT, T0 + 400 * DAY, &steps);
    assert_true(n >= HOUSEKEEPING_ROWS + 10 && steps == 2);
    assert_int_equal(audit_list(t->s, t->a, 0, 0, 9, &all), STORE_OK);
    assert_int_equal(all.n, 2); /* the setting, and what it did */
    assert_string_equal(all.v[0].action, "audit.clear");
    assert_string_equal(all.v[0].detail, arena_printf(t->a, "lines: %d", (int)n));
    assert_int_equal(setting_set(t->s, SETTING_AUDIT_DAYS, "0", 0, later, &t->why), STORE_OK);
    assert_int_equal(clear(t, HOUSE_AUDIT, later + later, &steps), 0);
    assert_int_equal(audit_list(t->s, t->a, 0, 0, 9, &all), STORE_OK);
    assert_int_equal(all.n, 3);
    assert_int_equal(verify(t), 0);
}

static void databases_kept_before_an_upgrade_go_after_30_days(void **state)
{
    struct site *t = *state;
    const struct timespec at[2] = {{.tv_sec = T0 / 1000}, {.tv_sec = T0 / 1000}};
    const char *const names[] = {"dateline.db.schema-3", "dateline.db.schema-24.partial",
                                 "dateline.db.schema-", "dateline.db.schema-3.mine"};
    for (size_t i = 0; i < 4; i++) {
        const char *path = arena_printf(t->a, "%s/%s", t->dir, names[i]);
        int fd = open(path, O_WRONLY | O_CREAT, 0600);
        assert_true(fd >= 0);
        assert_int_equal(futimens(fd, at), 0);
        close(fd);
    }
    assert_goes(t, HOUSE_KEPT, T0 / 1000 * 1000 + KEPT_MS, 2);
    assert_int_equal(access(arena_printf(t->a, "%s/%s", t->dir, names[3]), F_OK), 0);
    assert_int_equal(verify(t), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(what_has_ended_goes_at_its_term),
        sited(a_session_that_is_used_stays_for_a_week),
        sited(an_unsaved_copy_stays_for_thirty_days),
        sited(a_readers_address_goes_and_the_report_stays),
        sited(only_the_bin_loses_stories),
        sited(many_rows_go_in_many_short_transactions),
        sited(a_file_of_no_picture_goes_and_no_other),
        sited(a_folder_of_ready_pages_that_is_over_goes),
        sited(the_audit_log_keeps_its_lines_until_a_paper_sets_a_term),
        sited(databases_kept_before_an_upgrade_go_after_30_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
