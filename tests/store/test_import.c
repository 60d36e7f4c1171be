/* test_import.c: stories from files, again and again. */
#include "store_test.h"

#include "db/checklist.h"
#include "db/story_record.h"

static struct story_import file(const char *hash, const char *body)
{
    struct story_save in = new_story("Old water");
    in.text.body = body;
    return (struct story_import){
        .key = "markdown:news/a.md",
        .hash = hash,
        .kind = STORY_NEWS,
        .text = in.text,
        .published_at = T0 - 300 * DAY,
        .updated_at = T0 - 200 * DAY,
    };
}

static enum import_outcome import(struct site *t, const struct story_import *in, int64_t now,
                                  int64_t *id)
{
    enum import_outcome outcome = IMPORT_OUTCOME_MAX;
    forget_problems(t);
    enum store_status st = story_import(t->s, t->a, in, now, &outcome, id, &t->why);
    if (st != STORE_OK)
        print_error("import: %s %s\n", store_error(t->s), t->why.n > 0 ? t->why.v[0].text : "");
    assert_int_equal(st, STORE_OK);
    return outcome;
}

static void a_file_brings_its_own_times(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    assert_int_equal(import(t, &in, T0, &id), IMPORT_ADDED);
    struct story st = story_now(t, id, T0);
    assert_int_equal(st.state, STORY_LIVE);
    assert_int_equal(st.published_at, T0 - 300 * DAY);
    assert_int_equal(st.updated_at, T0 - 200 * DAY);
    assert_int_equal(st.created_at, T0);
    assert_string_equal(st.path, "/2025/03/old-water");
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 1);
    assert_int_equal(verify(t), 0);
}

static void the_same_file_again_changes_nothing(void **state)
{
    struct site *t = *state;
    int64_t id, again;
    struct story_import in = file("h1", "Body.");
    import(t, &in, T0, &id);
    int64_t generation = store_generation(t->s);
    assert_int_equal(import(t, &in, T0 + DAY, &again), IMPORT_UNCHANGED);
    assert_int_equal(again, id);
    assert_int_equal(store_generation(t->s), generation);
}

static void a_changed_file_is_a_minor_fix_and_moves_no_time(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    import(t, &in, T0, &id);
    in = file("h2", "Changed.");
    in.updated_at = T0 - DAY;
    in.published_at = T0 - 2 * DAY;
    assert_int_equal(import(t, &in, T0 + DAY, &id), IMPORT_CHANGED);
    struct story st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.live, 2);
    assert_int_equal(st.published_at, T0 - 300 * DAY);
    assert_int_equal(st.updated_at, T0 - 200 * DAY);
    assert_int_equal(import(t, &in, T0 + DAY, &id), IMPORT_UNCHANGED);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0 + DAY, &c), STORE_OK);
    assert_int_equal(c.minor, 1);
    assert_int_equal(verify(t), 0);
}

static void a_story_edited_here_is_left_alone(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    import(t, &in, T0, &id);
    struct story_save edit = next_save(t, id, T0, "Edited here.");
    save(t, &edit, T0 + 1);
    in = file("h2", "Changed.");
    assert_int_equal(import(t, &in, T0 + DAY, &id), IMPORT_EDITED_HERE);
    struct story st = story_now(t, id, T0 + DAY);
    assert_int_equal(st.head, 2);
    assert_int_equal(st.live, 1);
}

static void a_files_history_is_told(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct correction fixes[] = {{.wrong = "Monday", .right = "Tuesday", .at = T0 - 100 * DAY}};
    const char *aliases[] = {"/old/a.html", "not a path"};
    struct story_import in = file("h1", "Body.");
    in.update_note = "More water.";
    in.corrections = (struct corrections){fixes, 1};
    in.aliases = (struct strlist){aliases, 2};
    import(t, &in, T0, &id);
    struct changes c;
    assert_int_equal(story_changes(t->s, t->a, id, T0, &c), STORE_OK);
    assert_int_equal(c.n, 3);
    assert_int_equal(c.v[0].kind, EDIT_CORRECTION);
    assert_int_equal(c.v[0].at, T0 - 100 * DAY);
    assert_int_equal(c.v[1].kind, EDIT_UPDATE);
    assert_string_equal(c.v[1].note, "More water.");
    assert_int_equal(story_now(t, id, T0).updated_at, T0 - 200 * DAY); /* as the file says */
    enum story_found found;
    struct story_view v;
    const char *moved;
    assert_int_equal(story_by_path(t->s, t->a, "/old/a.html", T0, &found, &v, &moved), STORE_OK);
    assert_int_equal(found, STORY_MOVED);
    assert_string_equal(moved, "/2025/03/old-water");
}

static void when_it_was_edited_elsewhere_is_for_the_desk_alone(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    in.updated_at = 0;
    in.edited_at = T0 - 2 * DAY;
    import(t, &in, T0, &id);
    struct story s = story_now(t, id, T0);
    assert_int_equal(s.edited_at, T0 - 2 * DAY);
    assert_int_equal(s.updated_at, 0);
    in.hash = "h2";
    in.text.body = "Another body.";
    in.edited_at = T0 + DAY; /* no time that has not come */
    import(t, &in, T0 + HOUR, &id);
    s = story_now(t, id, T0 + HOUR);
    assert_int_equal(s.edited_at, T0 + HOUR);
    assert_int_equal(s.updated_at, 0);
}

static void impossible_times_are_refused(void **state)
{
    struct site *t = *state;
    int64_t id;
    enum import_outcome outcome;
    struct story_import in = file("h1", "Body.");
    in.updated_at = in.published_at - 1;
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_REFUSED);
    assert_problem(t, "updated_at");
    forget_problems(t);
    in.updated_at = T0 + 1;
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_REFUSED);
    forget_problems(t);
    in = file("h1", "Body.");
    in.text.section.slug = "nowhere";
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_REFUSED);
    assert_problem(t, "section");
}

static void drafts_future_and_withdrawn_files_are_what_they_say(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    in.key = "draft";
    in.published_at = in.updated_at = 0;
    import(t, &in, T0, &id);
    assert_int_equal(story_now(t, id, T0).state, STORY_DRAFT);
    in.hash = "h2";
    in.published_at = T0 - DAY; /* the draft was published over there */
    assert_int_equal(import(t, &in, T0, &id), IMPORT_CHANGED);
    assert_int_equal(story_now(t, id, T0).state, STORY_LIVE);
    in = file("h1", "Body.");
    in.key = "future";
    in.published_at = T0 + DAY;
    in.updated_at = 0;
    import(t, &in, T0, &id);
    assert_int_equal(story_now(t, id, T0).state, STORY_SCHEDULED);
    in.hash = "h2";
    in.text.body = "Changed while it waits.";
    import(t, &in, T0, &id);
    assert_int_equal(story_now(t, id, T0 + DAY).live, 2);
    in = file("h1", "Body.");
    in.key = "gone";
    in.withdrawn_at = T0 - DAY;
    in.withdrawn_reason = "A hoax.";
    import(t, &in, T0, &id);
    assert_int_equal(story_now(t, id, T0).state, STORY_WITHDRAWN);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0), 1);
    assert_int_equal(verify(t), 0);
}

static void equal_slugs_in_a_month_get_numbers(void **state)
{
    struct site *t = *state;
    int64_t id;
    const char *paths[] = {"/2025/03/same", "/2025/03/same-2", "/2025/03/same-3"};
    for (size_t i = 0; i < 3; i++) {
        struct story_import in = file("h1", "Body.");
        in.key = arena_printf(t->a, "file %zu", i);
        in.slug = "same";
        import(t, &in, T0, &id);
        assert_string_equal(story_now(t, id, T0).path, paths[i]);
    }
}

/* ---- What was decided here ------------------------------------------------------------------- */

static struct story_import next_file(const char *body)
{
    struct story_import in = file("h2", body);
    in.updated_at = 0;
    return in;
}

static void assert_left_alone(struct site *t, const struct story_import *in, int64_t now)
{
    int64_t id;
    assert_int_equal(import(t, in, now, &id), IMPORT_EDITED_HERE);
    assert_int_equal(verify(t), 0);
}

static void a_file_that_calls_itself_a_draft_does_not_reach_readers(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    in.published_at = in.updated_at = 0;
    import(t, &in, T0, &id);
    struct story_save save_it = next_save(t, id, T0, NULL);
    save_it.action = STORY_PUBLISH;
    save(t, &save_it, T0 + 1);
    in.hash = "h2";
    in.text.body = "Not to be read yet.";
    assert_left_alone(t, &in, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + 3).live, 1);
    in = file("h1", "Body.");
    in.key = "other";
    import(t, &in, T0, &id); /* a live story whose file became a draft again */
    in = next_file("Not to be read yet.");
    in.key = "other";
    in.published_at = 0;
    assert_left_alone(t, &in, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + 3).live, 1);
}

static void what_was_taken_off_here_is_not_published_by_a_changed_file(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    in.published_at = T0 - MINUTE;
    in.updated_at = 0;
    import(t, &in, T0, &id);
    forget_problems(t);
    assert_int_equal(story_take_back(t->s, id, TIME_ANY, NULL, T0 + 1, &t->why), STORE_OK);
    in.hash = "h2";
    in.text.body = "Changed.";
    assert_left_alone(t, &in, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + 2).state, STORY_DRAFT);
    in = file("h1", "Body.");
    in.key = "future";
    in.published_at = T0 + DAY;
    in.updated_at = 0;
    import(t, &in, T0, &id);
    assert_int_equal(unschedule(t, id, T0 + 1), STORE_OK);
    in.hash = "h2";
    in.text.body = "Changed.";
    assert_left_alone(t, &in, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + 2 * DAY).state, STORY_DRAFT);
}

static void a_file_publishes_nothing_out_of_the_bin(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    in.published_at = in.updated_at = 0;
    import(t, &in, T0, &id);
    forget_problems(t);
    assert_int_equal(story_bin(t->s, id, 0, NULL, T0 + 1, &t->why), STORE_OK);
    in = next_file("Changed.");
    assert_left_alone(t, &in, T0 + 2);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + 3), 0);
    struct story_save other = new_story("Another"); /* and nothing after its 30 days */
    int64_t second = save(t, &other, T0 + 3).story_id, now = T0 + 2 + STORY_BIN_MS;
    assert_int_equal(story_bin(t->s, second, 0, NULL, now, &t->why), STORE_OK);
    assert_int_equal(count_audit(t, id, "story.purge"), 1);
    assert_left_alone(t, &in, now + 1);
}

static void a_file_does_not_change_a_story_that_has_a_text_waiting(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    import(t, &in, T0, &id);
    struct story_save again = next_save(t, id, T0, NULL);
    again.action = STORY_PUBLISH;
    again.edit = EDIT_UPDATE;
    again.note = "Looked at again.";
    again.same_text_confirmed = true;
    again.go_live_at = T0 + DAY;
    assert_int_equal(save(t, &again, T0 + 1).story.staged, 1);
    in = next_file("Changed."); /* at its instant the old text would undo this */
    assert_left_alone(t, &in, T0 + 2);
}

/* Its text would stand in the history alone, and be called a change. */
static void a_file_does_not_change_a_story_that_is_withdrawn(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    import(t, &in, T0, &id);
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", NULL, T0 + 1, &t->why), STORE_OK);
    in = next_file("Changed.");
    assert_left_alone(t, &in, T0 + 2);
    assert_int_equal(story_now(t, id, T0 + 3).state, STORY_WITHDRAWN);
    assert_int_equal(story_now(t, id, T0 + 3).head, 1);
    assert_int_equal(restore(t, id, T0 + 4), STORE_OK); /* and then it is one like any other */
    assert_int_equal(import(t, &in, T0 + 5, &id), IMPORT_CHANGED);
    assert_int_equal(story_now(t, id, T0 + 6).live, 2);
}

/* Nor does it withdraw one, nor give readers a text that its own site has withdrawn. */
static void a_file_that_says_withdrawn_takes_nothing_from_readers_and_says_so(void **state)
{
    struct site *t = *state;
    int64_t id, waits;
    struct story_import in = file("h1", "Body.");
    import(t, &in, T0, &id);
    struct story_import later = file("h1", "Later.");
    later.key = "markdown:later.md";
    later.slug = "later";
    later.published_at = T0 + DAY;
    later.updated_at = 0;
    import(t, &later, T0, &waits);
    in = next_file("Changed.");
    in.withdrawn_at = T0 - MINUTE;
    in.withdrawn_reason = "It was wrong.";
    for (int again = 0; again < 2; again++) {
        assert_left_alone(t, &in, T0 + 2);
        assert_int_equal(t->why.n, 1);
        assert_non_null(strstr(t->why.v[0].text, "readers see it here: nothing was changed"));
    }
    assert_int_equal(story_now(t, id, T0 + 3).state, STORY_LIVE);
    assert_int_equal(story_now(t, id, T0 + 3).head, 1);
    later.hash = "h2";
    later.text.body = "Changed.";
    later.published_at = T0 - HOUR;
    later.withdrawn_at = T0 - MINUTE;
    later.withdrawn_reason = "It was wrong.";
    assert_int_equal(import(t, &later, T0 + 2, &waits), IMPORT_EDITED_HERE);
    assert_problem(t, "withdrawn_at");
    assert_int_equal(story_now(t, waits, T0 + 3).head, 1);
    assert_int_equal(story_now(t, waits, T0 + 3).state, STORY_SCHEDULED);
}

static void what_an_import_lacks_of_the_checklist_is_noted_and_goes_out(void **state)
{
    struct site *t = *state;
    int64_t id;
    assert_int_equal(setting_set(t->s, SETTING_CHECK_SOURCES, "1", 0, T0, &t->why), STORE_OK);
    struct story_import in = file("h1", "Body.");
    in.text.sources = (struct sources){0};
    assert_int_equal(checklist_is_on(t->s, t->a, &in.checks), STORE_OK);
    assert_true(in.checks);
    assert_int_equal(import(t, &in, T0, &id), IMPORT_ADDED);
    assert_problem(t, "checklist");
    assert_non_null(strstr(t->why.v[t->why.n - 1].text, "would miss: sources"));
    assert_int_equal(story_now(t, id, T0).state, STORY_LIVE);
    in.hash = "h2";
    in.text.body = "Changed.";
    struct source minutes = {"The minutes", "https://example.org/"};
    in.text.sources = (struct sources){&minutes, 1};
    assert_int_equal(import(t, &in, T0 + 1, &id), IMPORT_CHANGED);
    assert_int_equal(t->why.n, 0);
}

static void a_draft_that_was_handed_in_stays_in_review_when_its_file_changes(void **state)
{
    struct site *t = *state;
    int64_t id;
    struct story_import in = file("h1", "Body.");
    in.published_at = in.updated_at = 0;
    import(t, &in, T0, &id);
    struct story_save submit = save_of(t, id, NAMED_DRAFT, T0 + 1, NULL);
    submit.action = STORY_SUBMIT;
    save(t, &submit, T0 + 1);
    in = next_file("Changed.");
    in.published_at = in.updated_at = 0;
    import(t, &in, T0 + 2, &id);
    assert_int_equal(story_now(t, id, T0 + 3).state, STORY_IN_REVIEW);
    assert_int_equal(story_now(t, id, T0 + 3).draft, 2);
}

static void a_story_is_not_withdrawn_before_it_was_live(void **state)
{
    struct site *t = *state;
    int64_t id;
    enum import_outcome outcome;
    struct story_import in = file("h1", "Body.");
    in.published_at = T0 + DAY;
    in.updated_at = 0;
    in.withdrawn_at = T0 - DAY;
    in.withdrawn_reason = "A hoax.";
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_REFUSED);
    assert_problem(t, "withdrawn_at");
}

/* What dateline export says of a story: each publication, as it was. */
static void a_history_comes_back_as_it_was(void **state)
{
    struct site *t = *state;
    int64_t id, p = T0 - 300 * DAY;
    struct import_event events[] = {
        {.kind = EDIT_FIRST, .live_from = p + 1},
        {.kind = EDIT_UPDATE, .live_from = p + 3, .updated_at = p + 2, .note = "More."},
        {.kind = EDIT_MINOR, .live_from = p + 4, .carries = true},
        {.kind = EDIT_CORRECTION,
         .live_from = p + 5,
         .carries = true,
         .wrong = "3",
         .right = "4",
         .corrected_at = p + 6},
    };
    struct story_import in = file("h1", "Body.");
    in.history = (struct import_events){events, 4};
    import(t, &in, T0, &id);
    struct changes changes;
    assert_int_equal(story_changes(t->s, t->a, id, T0, &changes), STORE_OK);
    assert_int_equal(changes.n, 3);
    assert_int_equal(changes.minor, 1);
    assert_int_equal(changes.v[0].at, p + 6);
    assert_string_equal(changes.v[0].right, "4");
    assert_int_equal(changes.v[1].at, p + 2);
    assert_string_equal(changes.v[1].note, "More.");
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_int_equal(v.story.updated_at, p + 2);

    struct story_record r;
    assert_int_equal(story_record_next(t->s, t->a, id - 1, T0, &r), STORE_OK);
    assert_int_equal(r.story.id, id);
    assert_int_equal(r.publications.n, 4);
    assert_true(r.publications.v[2].carries && r.publications.v[2].live_from == p + 4);
    assert_int_equal(story_record_next(t->s, t->a, id, T0, &r), STORE_MISSING);
}

static void a_history_that_does_not_fit_is_refused(void **state)
{
    struct site *t = *state;
    int64_t id, p = T0 - 300 * DAY;
    enum import_outcome outcome;
    struct import_event events[][2] = {
        {{.kind = EDIT_UPDATE, .live_from = p}, {.kind = EDIT_FIRST, .live_from = p}},
        {{.kind = EDIT_FIRST, .live_from = p}, {.kind = EDIT_FIRST, .live_from = p}},
        {{.kind = EDIT_FIRST, .live_from = p}, {.kind = EDIT_MINOR, .live_from = p - 1}},
        {{.kind = EDIT_FIRST, .live_from = p}, {.kind = EDIT_MINOR, .live_from = T0 + DAY}},
        {{.kind = EDIT_FIRST, .live_from = p},
         {.kind = EDIT_UPDATE, .live_from = p, .updated_at = p - DAY}},
        {{.kind = EDIT_FIRST, .live_from = p}, {.kind = EDIT_CORRECTION, .live_from = p}},
    };
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        struct story_import in = file("h1", "Body.");
        in.history = (struct import_events){events[i], 2};
        t->why.n = 0;
        assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_REFUSED);
        assert_problem(t, "history");
    }
}

static void a_file_may_name_its_very_address(void **state)
{
    static const char *const none[] = {"/1/2/a", "/2019/05/", "/2019/05/A b",
                                       "/x",     "2019/05/a", "/2019/05/a/b"};
    struct site *t = *state;
    int64_t id;
    struct story_view v;
    enum import_outcome outcome;
    struct story_import in = file("h1", "Body.");
    in.path = "/2019/05/other";
    import(t, &in, T0, &id);
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_string_equal(v.story.path, "/2019/05/other");
    assert_string_equal(v.story.slug, "other");
    in.key = "markdown:news/b.md";
    assert_int_equal(story_import(t->s, t->a, &in, T0, &outcome, &id, &t->why), STORE_EXISTS);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        in.key = none[i];
        in.path = none[i];
        import(t, &in, T0, &id);
        assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
        assert_string_not_equal(v.story.path, none[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_file_brings_its_own_times),
        sited(the_same_file_again_changes_nothing),
        sited(a_changed_file_is_a_minor_fix_and_moves_no_time),
        sited(a_story_edited_here_is_left_alone),
        sited(a_files_history_is_told),
        sited(when_it_was_edited_elsewhere_is_for_the_desk_alone),
        sited(impossible_times_are_refused),
        sited(drafts_future_and_withdrawn_files_are_what_they_say),
        sited(equal_slugs_in_a_month_get_numbers),
        sited(a_file_that_calls_itself_a_draft_does_not_reach_readers),
        sited(what_was_taken_off_here_is_not_published_by_a_changed_file),
        sited(a_file_publishes_nothing_out_of_the_bin),
        sited(a_file_does_not_change_a_story_that_has_a_text_waiting),
        sited(a_file_does_not_change_a_story_that_is_withdrawn),
        sited(a_file_that_says_withdrawn_takes_nothing_from_readers_and_says_so),
        sited(what_an_import_lacks_of_the_checklist_is_noted_and_goes_out),
        sited(a_draft_that_was_handed_in_stays_in_review_when_its_file_changes),
        sited(a_story_is_not_withdrawn_before_it_was_live),
        sited(a_history_comes_back_as_it_was),
        sited(a_history_that_does_not_fit_is_refused),
        sited(a_file_may_name_its_very_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
