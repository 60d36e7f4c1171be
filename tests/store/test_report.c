/* test_report.c: readers' notes of errors, from the first to the correction that comes of it. */
#include "store_test.h"

#include "db/report.h"

#define HERE "192.0.2.7"

static struct report_new note(int64_t story, int revision, const char *message)
{
    return (struct report_new){
        .story_id = story,
        .revision = revision,
        .passage = "p-1",
        .quote = "The harbour was quiet.",
        .message = message,
        .email = "",
        .address = HERE,
    };
}

static enum store_status send(struct site *t, const struct report_new *in, int64_t now, int *retry)
{
    forget_problems(t);
    return report_add(t->s, in, now, retry, &t->why);
}

static void take(struct site *t, const struct report_new *in, int64_t now)
{
    int retry;
    assert_int_equal(send(t, in, now, &retry), STORE_OK);
}

static struct reports all_reports(struct site *t, int64_t now)
{
    struct reports out;
    assert_int_equal(report_list(t->s, t->a, (struct report_key){0}, 1000, now, &out), STORE_OK);
    return out;
}

static int64_t newest(struct site *t, int64_t now)
{
    struct reports all = all_reports(t, now);
    assert_true(all.n > 0);
    return all.v[0].id;
}

static struct report report_now(struct site *t, int64_t id, int64_t now)
{
    struct report r;
    assert_int_equal(report_get(t->s, t->a, id, now, &r), STORE_OK);
    return r;
}

static int64_t open_reports(struct site *t)
{
    int64_t n = -1;
    assert_int_equal(report_count_open(t->s, &n), STORE_OK);
    return n;
}

/* ---- Taking notes -------------------------------------------------------------------------- */

static void a_note_is_kept_as_it_was_written(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(id, 1, "  It was <b>loud</b>.\r\nI was there.\n");
    in.email = "anna@example.org";
    take(t, &in, T0 + HOUR);
    struct report r = report_now(t, newest(t, T0 + HOUR), T0 + HOUR);
    assert_string_equal(r.message, "  It was <b>loud</b>.\nI was there.");
    assert_string_equal(r.email, "anna@example.org");
    assert_string_equal(r.quote, "The harbour was quiet.");
    assert_string_equal(r.passage, "p-1");
    assert_string_equal(r.headline, "Quiet water");
    assert_int_equal(r.revision, 1);
    assert_int_equal(r.created_at, T0 + HOUR);
    assert_int_equal(r.state, REPORT_OPEN);
    assert_int_equal(open_reports(t), 1);
}

static void a_note_that_cannot_be_used_is_refused_with_a_reason(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    char long_text[REPORT_MESSAGE_MAX + 2];
    memset(long_text, 'a', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    const char *bad[] = {
        "",
        " \n\t ",
        long_text,
        "Buy https://a.example and https://b.example and www.c.example now and here",
        "https://spam.example/",
        "see https://spam.example/",
        "[url=https://spam.example]cheap[/url] pills",
    };
    int retry;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct report_new in = note(id, 1, bad[i]);
        if (send(t, &in, T0, &retry) != STORE_REFUSED)
            fail_msg("taken: %.60s", bad[i]);
        assert_problem(t, "message");
    }
    struct report_new in = note(id, 1, "It was loud.");
    in.email = "anna at example";
    assert_int_equal(send(t, &in, T0, &retry), STORE_REFUSED);
    assert_problem(t, "email");
    assert_int_equal(open_reports(t), 0);
}

static void a_source_may_be_named_and_the_limit_is_reached_not_passed(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    char longest[2 * REPORT_MESSAGE_MAX + 1]; /* code points, not bytes */
    for (size_t i = 0; i < REPORT_MESSAGE_MAX; i++)
        memcpy(longest + 2 * i, "ä", 2);
    longest[sizeof longest - 1] = '\0';
    const char *good[] = {
        longest,
        "The port's own log says 3 ships: https://example.org/log and http://www.example.org/b",
        "www.example.org has the right number",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct report_new in = note(id, 1, good[i]);
        take(t, &in, T0);
    }
    assert_int_equal(open_reports(t), 3);
}

static void no_note_is_taken_of_what_readers_do_not_see(void **state)
{
    struct site *t = *state;
    struct story_save in = new_story("Not yet");
    struct report_new early = note(publish(t, "Tomorrow", T0 + DAY, T0), 1, "How do you know?");
    int retry;
    assert_int_equal(send(t, &early, T0, &retry), STORE_MISSING);
    early.story_id = save(t, &in, T0).story_id;
    assert_int_equal(send(t, &early, T0, &retry), STORE_MISSING);
    early.story_id = 9999;
    assert_int_equal(send(t, &early, T0, &retry), STORE_MISSING);
    assert_int_equal(open_reports(t), 0);
}

static void the_same_words_sent_twice_are_kept_once(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(id, 1, "It was loud.");
    take(t, &in, T0);
    take(t, &in, T0 + MINUTE);
    assert_int_equal(open_reports(t), 1);
    in.address = "192.0.2.8"; /* somebody else saw it too */
    take(t, &in, T0 + MINUTE);
    in.passage = "p-2";
    take(t, &in, T0 + MINUTE);
    assert_int_equal(open_reports(t), 3);
}

static enum store_status send_numbered(struct site *t, int64_t story, const char *address, int i,
                                       int64_t now, int *retry)
{
    struct report_new in = note(story, 1, arena_printf(t->a, "Error number %d", i));
    in.address = address;
    return send(t, &in, now, retry);
}

static void one_address_cannot_flood_the_editors(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    int taken = 0, retry = 0;
    while (taken < 100 && send_numbered(t, id, HERE, taken, T0 + taken, &retry) == STORE_OK)
        taken++;
    assert_in_range(taken, 3, 10);
    assert_in_range(retry, 1, 3600);
    assert_int_equal(open_reports(t), taken);
    assert_int_equal(send_numbered(t, id, "192.0.2.8", 0, T0, &retry), STORE_OK);
    assert_int_equal(send_numbered(t, id, HERE, 99, T0 + 30 * MINUTE, &retry), STORE_BUSY);
    /* when it says that there is room again, there is */
    int64_t then = T0 + 30 * MINUTE + retry * SECOND;
    assert_int_equal(send_numbered(t, id, HERE, 99, then, &retry), STORE_OK);
    /* a note that was taken before is still thanked for */
    assert_int_equal(send_numbered(t, id, HERE, 0, T0 + 10 * SECOND, &retry), STORE_OK);
}

static void one_customer_of_ipv6_is_one_address(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    int taken = 0, retry = 0;
    while (taken < 100 && send_numbered(t, id, arena_printf(t->a, "2001:db8:1:2::%x", taken + 1),
                                        taken, T0, &retry) == STORE_OK)
        taken++;
    assert_in_range(taken, 3, 10);
    assert_int_equal(send_numbered(t, id, "2001:db8:1:3::1", 0, T0, &retry), STORE_OK);
}

static void many_addresses_cannot_flood_them_either(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    int taken = 0, retry = 0;
    while (taken < 2000 &&
           send_numbered(t, id, arena_printf(t->a, "10.0.%d.%d", taken / 250, taken % 250), taken,
                         T0 + taken, &retry) == STORE_OK)
        taken++;
    assert_int_equal(taken, 1000);
    assert_in_range(retry, 1, 3600);
    assert_int_equal(send_numbered(t, id, "10.9.9.9", 0, T0 + 61 * MINUTE, &retry), STORE_OK);
}

/* 120 notes an hour and 600 a day, from whatever addresses; but who has sent none yet is heard. */
static void the_site_takes_so_many_notes_an_hour_and_a_day(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0), now = T0;
    int taken = 0, retry = 0;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int hour = 0; hour < 5; hour++) {
        now = T0 + hour * (HOUR + MINUTE);
        for (int i = 0; i < 120; i++, taken++) {
            const char *from = arena_printf(t->a, "10.0.%d.%d", taken / 250, taken % 250);
            assert_int_equal(
                send_numbered(t, id, taken == 0 ? "10.9.9.9" : from, taken, now + i, &retry),
                STORE_OK);
        }
        assert_int_equal(send_numbered(t, id, "10.9.9.9", taken, now + 120, &retry), STORE_BUSY);
        assert_in_range(retry, HOUR / SECOND - 1, hour < 4 ? HOUR / SECOND : DAY / SECOND);
        const char *reader = arena_printf(t->a, "10.8.8.%d", hour);
        assert_int_equal(send_numbered(t, id, reader, taken, now + 120, &retry), STORE_OK);
        assert_int_equal(send_numbered(t, id, reader, taken + 1, now + 121, &retry), STORE_BUSY);
    }
    now += 2 * HOUR; /* the hour is over, the day is not */
    assert_int_equal(send_numbered(t, id, "10.9.9.9", taken, now, &retry), STORE_BUSY);
    assert_in_range(retry, 16 * HOUR / SECOND, DAY / SECOND);
    int64_t then = now + retry * SECOND;
    assert_int_equal(send_numbered(t, id, "10.9.9.9", taken, then, &retry), STORE_OK);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    assert_int_equal(open_reports(t), 606);
}

/* A stranger with twenty addresses sends all that they may; readers are heard all the same. */
static void a_stranger_with_many_addresses_silences_nobody(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    int taken = 0, retry = 0;
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < 20 * 10; i++)
        taken += send_numbered(t, id, arena_printf(t->a, "198.51.100.%d", i % 20), i, T0 + i,
                               &retry) == STORE_OK;
    assert_int_equal(taken, 120);
    for (int i = 0; i < 50; i++)
        assert_int_equal(
            send_numbered(t, id, arena_printf(t->a, "203.0.113.%d", i), i, T0 + MINUTE + i, &retry),
            STORE_OK);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
}

/* ---- What editors do ----------------------------------------------------------------------- */

static int64_t one_report(struct site *t, int64_t story, int64_t now)
{
    struct report_new in = note(story, 1, "It was loud.");
    take(t, &in, now);
    return newest(t, now);
}

static enum store_status decide(struct site *t, int64_t id, enum report_state was,
                                enum report_state to, const char *words, int64_t now)
{
    forget_problems(t);
    struct report_decision d = {.id = id, .was = was, .to = to, .note = words};
    return report_decide(t->s, &d, now, &t->why);
}

static void a_report_is_closed_with_a_note_and_opened_again(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), id = one_report(t, story, T0);
    assert_int_equal(decide(t, id, REPORT_OPEN, REPORT_NO_ERROR, "Ines was there.", T0 + HOUR),
                     STORE_OK);
    struct report r = report_now(t, id, T0 + HOUR);
    assert_int_equal(r.state, REPORT_NO_ERROR);
    assert_string_equal(r.note, "Ines was there.");
    assert_int_equal(r.closed_at, T0 + HOUR);
    assert_int_equal(open_reports(t), 0);
    assert_int_equal(count_audit(t, story, "report.no_error"), 1);
    assert_int_equal(decide(t, id, REPORT_NO_ERROR, REPORT_OPEN, r.note, T0 + 2 * HOUR), STORE_OK);
    r = report_now(t, id, T0 + 2 * HOUR);
    assert_int_equal(r.state, REPORT_OPEN);
    assert_int_equal(r.closed_at, 0);
    assert_int_equal(open_reports(t), 1);
}

static void two_editors_do_not_decide_over_each_other(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), id = one_report(t, story, T0);
    assert_int_equal(decide(t, id, REPORT_OPEN, REPORT_DONE, "", T0), STORE_OK);
    assert_int_equal(decide(t, id, REPORT_OPEN, REPORT_NO_ERROR, "", T0), STORE_CONFLICT);
    assert_int_equal(report_now(t, id, T0).state, REPORT_DONE);
    assert_int_equal(decide(t, id, REPORT_DONE, REPORT_CORRECTED, "", T0), STORE_REFUSED);
    assert_int_equal(decide(t, 999, REPORT_OPEN, REPORT_DONE, "", T0), STORE_MISSING);
}

static void the_log_holds_no_word_of_a_report(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(story, 1, "canarymessage it was loud");
    in.quote = "canaryquote";
    in.email = "canarymail@example.org";
    take(t, &in, T0);
    assert_int_equal(decide(t, newest(t, T0), REPORT_OPEN, REPORT_DONE, "canarynote", T0 + HOUR),
                     STORE_OK);
    struct audit_entries e;
    assert_int_equal(audit_list(t->s, t->a, 0, 0, 1000, &e), STORE_OK);
    for (size_t i = 0; i < e.n; i++)
        assert_null(strstr(e.v[i].detail, "canary"));
}

static void a_published_correction_closes_its_report(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), id = one_report(t, story, T0);
    struct story_save in = correction(t, story, T0, "It was loud.");
    in.report_id = id;
    save(t, &in, T0 + HOUR);
    struct report r = report_now(t, id, T0 + HOUR);
    struct corrections c;
    assert_int_equal(r.state, REPORT_CORRECTED);
    assert_int_equal(r.closed_at, T0 + HOUR);
    assert_int_equal(correction_list(t->s, t->a, (struct list_key){0}, 10, T0 + HOUR, &c),
                     STORE_OK);
    assert_int_equal(c.n, 1);
    assert_int_equal(r.correction_id, c.v[0].id);
    assert_int_equal(count_audit(t, story, "report.corrected"), 1);
    assert_int_equal(decide(t, id, REPORT_CORRECTED, REPORT_OPEN, "", T0 + HOUR), STORE_REFUSED);
    assert_int_equal(verify(t), 0);
}

static void a_save_that_is_no_correction_leaves_the_report_open(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), id = one_report(t, story, T0);
    struct story_save in = next_save(t, story, T0, "It was loud.");
    in.report_id = id;
    save(t, &in, T0 + MINUTE); /* kept */
    in = next_save(t, story, T0 + MINUTE, "It was loud!");
    in.report_id = id;
    in.action = STORY_PUBLISH;
    save(t, &in, T0 + 2 * MINUTE); /* a minor fix */
    assert_int_equal(report_now(t, id, T0 + HOUR).state, REPORT_OPEN);
    struct story_saved out;
    in = correction(t, story, T0 + HOUR, "Loud.");
    in.report_id = id;
    in.wrong = "";
    assert_int_equal(try_save(t, &in, T0 + HOUR, &out), STORE_REFUSED);
    assert_int_equal(report_now(t, id, T0 + HOUR).state, REPORT_OPEN);
}

static void another_story_s_correction_does_not_close_it(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), id = one_report(t, story, T0);
    int64_t other = publish(t, "Rough water", 0, T0);
    struct story_save in = correction(t, other, T0, "It was loud.");
    in.report_id = id;
    save(t, &in, T0 + HOUR);
    assert_int_equal(report_now(t, id, T0 + HOUR).state, REPORT_OPEN);
}

static void a_staged_correction_that_is_taken_back_opens_its_report(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), id = one_report(t, story, T0);
    struct story_save in = correction(t, story, T0, "It was loud.");
    in.report_id = id;
    in.go_live_at = T0 + DAY;
    save(t, &in, T0 + HOUR);
    assert_int_equal(report_now(t, id, T0 + HOUR).state, REPORT_CORRECTED);
    forget_problems(t);
    assert_int_equal(unschedule(t, story, T0 + 2 * HOUR), STORE_OK);
    struct report r = report_now(t, id, T0 + 2 * HOUR);
    assert_int_equal(r.state, REPORT_OPEN);
    assert_int_equal(r.correction_id, 0);
    assert_int_equal(r.closed_at, 0);
    assert_int_equal(verify(t), 0);
}

static void the_list_shows_open_ones_first_and_each_once(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    int retry;
    for (int i = 0; i < 25; i++) { /* several in one instant */
        assert_int_equal(send_numbered(t, story, arena_printf(t->a, "10.0.0.%d", i), i,
                                       T0 + i / 4 * MINUTE, &retry),
                         STORE_OK);
        if (i % 3 == 0)
            assert_int_equal(
                decide(t, newest(t, T0 + DAY), REPORT_OPEN, REPORT_DONE, "", T0 + HOUR), STORE_OK);
    }
    struct report_key key = {0};
    bool seen[100] = {false}, closed = false;
    size_t n = 0;
    int64_t last = INT64_MAX;
    for (bool more = true; more;) {
        struct reports page;
        assert_int_equal(report_list(t->s, t->a, key, 4, T0 + DAY, &page), STORE_OK);
        for (size_t i = 0; i < page.n; i++, n++) {
            const struct report *r = &page.v[i];
            bool is_closed = r->state != REPORT_OPEN;
            assert_false(seen[r->id]);
            assert_true(is_closed >= closed);
            assert_true(r->created_at <= last || is_closed != closed);
            seen[r->id] = true;
            closed = is_closed;
            last = r->created_at;
            key = (struct report_key){is_closed, r->created_at, r->id};
        }
        more = page.more;
        assert_true(page.n > 0);
    }
    assert_int_equal(n, 25);
}

/* ---- Traces -------------------------------------------------------------------------------- */

static void traces_are_gone_after_ninety_days(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), later = T0 + REPORT_TRACES_MS;
    struct report_new in = note(story, 1, "It was loud.");
    in.email = "anna@example.org";
    take(t, &in, T0);
    int64_t id = newest(t, T0);
    assert_string_equal(report_now(t, id, later - 1).email, "anna@example.org");
    assert_false(report_traces_due(t->s, later - 1));
    assert_string_equal(report_now(t, id, later).email, ""); /* nobody sees it, wiped or not */
    assert_true(report_traces_due(t->s, later));
    assert_int_equal(report_wipe_traces(t->s, later), STORE_OK);
    assert_false(report_traces_due(t->s, later));
    assert_string_equal(report_now(t, id, T0).email, ""); /* it is not there any more */
    assert_string_equal(report_now(t, id, T0).message, "It was loud.");
}

/* The bytes of the database file, its log included. */
static bool on_disk(struct site *t, const char *needle)
{
    const char *files[] = {"dateline.db", "dateline.db-wal"};
    bool found = false;
    for (size_t i = 0; i < 2; i++) {
        FILE *f = fopen(arena_printf(t->a, "%s/%s", t->dir, files[i]), "rb");
        if (f == NULL)
            continue;
        static const size_t most = 16u << 20;
        char *bytes = malloc(most);
        assert_non_null(bytes);
        size_t n = fread(bytes, 1, most, f);
        found = found || memmem(bytes, n, needle, strlen(needle)) != NULL;
        free(bytes);
        fclose(f);
    }
    return found;
}

static void an_address_is_never_written_down(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0);
    struct report_new in = note(story, 1, "It was loud.");
    in.address = "198.51.100.231";
    take(t, &in, T0);
    assert_true(on_disk(t, "It was loud."));
    assert_false(on_disk(t, "198.51.100.231"));
}

static void the_next_note_wipes_what_is_due(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), later = T0 + REPORT_TRACES_MS;
    struct report_new in = note(story, 1, "It was loud.");
    in.email = "anna@example.org";
    take(t, &in, T0);
    in = note(story, 1, "It was very loud.");
    take(t, &in, later);
    assert_false(report_traces_due(t->s, later));
}

/* ---- The site's keys ----------------------------------------------------------------------- */

static void a_key_is_made_once_and_differs_from_site_to_site_and_name_to_name(void **state)
{
    struct site *t = *state;
    struct store *r;
    const char *one, *again, *other;
    assert_int_equal(store_open(t->dir, STORE_READ, &r), STORE_OK);
    assert_int_equal(store_site_key(r, t->a, "form", &one), STORE_MISSING);
    assert_int_equal(store_site_key(t->s, t->a, "form", &one), STORE_OK);
    assert_int_equal(store_site_key(r, t->a, "form", &again), STORE_OK);
    assert_string_equal(one, again);
    assert_int_equal(store_site_key(t->s, t->a, "else", &other), STORE_OK);
    assert_string_not_equal(one, other);
    assert_int_equal(strlen(one), TOKEN_SIZE - 1);
    store_close(r);
}

static void a_stranger_s_note_empties_no_cache(void **state)
{
    struct site *t = *state;
    int64_t story = publish(t, "Quiet water", 0, T0), before = store_generation(t->s);
    struct report_new in = note(story, 1, "It was loud.");
    take(t, &in, T0);
    assert_int_equal(store_generation(t->s), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_note_is_kept_as_it_was_written),
        sited(a_note_that_cannot_be_used_is_refused_with_a_reason),
        sited(a_source_may_be_named_and_the_limit_is_reached_not_passed),
        sited(no_note_is_taken_of_what_readers_do_not_see),
        sited(the_same_words_sent_twice_are_kept_once),
        sited(one_address_cannot_flood_the_editors),
        sited(one_customer_of_ipv6_is_one_address),
        sited(many_addresses_cannot_flood_them_either),
        sited(the_site_takes_so_many_notes_an_hour_and_a_day),
        sited(a_stranger_with_many_addresses_silences_nobody),
        sited(a_report_is_closed_with_a_note_and_opened_again),
        sited(two_editors_do_not_decide_over_each_other),
        sited(the_log_holds_no_word_of_a_report),
        sited(a_published_correction_closes_its_report),
        sited(a_save_that_is_no_correction_leaves_the_report_open),
        sited(another_story_s_correction_does_not_close_it),
        sited(a_staged_correction_that_is_taken_back_opens_its_report),
        sited(the_list_shows_open_ones_first_and_each_once),
        sited(traces_are_gone_after_ninety_days),
        sited(an_address_is_never_written_down),
        sited(the_next_note_wipes_what_is_due),
        sited(a_key_is_made_once_and_differs_from_site_to_site_and_name_to_name),
        sited(a_stranger_s_note_empties_no_cache),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
