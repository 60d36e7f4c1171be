/* test_dateline_text.c: the line below a headline: how a time reads, and until when. */
#include "dateline_test.h"

#include "lib/dateline.h"

/* ---- texts ---- */

static void the_year_is_shown_when_it_is_not_the_current_one(void **state)
{
    struct calendar *f = calendar("America/New_York");
    int64_t ms = at("2026-01-08T14:30:00Z");
    enum dateline_clock never = DATELINE_CLOCK_NEVER;
    assert_string_equal(dateline_text(f, *state, ms, at("2026-06-01T00:00:00Z"), never), "Jan 8");
    assert_string_equal(dateline_text(f, *state, ms, at("2027-01-01T05:00:00Z"), never),
                        "Jan 8, 2026");
    /* New Year in UTC, but not yet in New York. */
    assert_string_equal(dateline_text(f, *state, ms, at("2027-01-01T04:59:59Z"), never), "Jan 8");
    assert_string_equal(dateline_text(f, *state, ms, at("2025-12-31T12:00:00Z"), never),
                        "Jan 8, 2026");
    calendar_close(f);
}

static void the_clock_is_shown_on_the_local_day_itself(void **state)
{
    struct calendar *f = calendar("Asia/Kolkata");
    enum dateline_clock today = DATELINE_CLOCK_TODAY;
    int64_t ms = at("2026-01-07T18:30:00Z"); /* midnight of the 8th */
    assert_string_equal(dateline_text(f, *state, ms, ms, today), "Jan 8, 12:00 AM GMT+5:30");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-01-08T18:29:59Z"), today),
                        "Jan 8, 12:00 AM GMT+5:30");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-01-08T18:30:00Z"), today), "Jan 8");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-01-07T18:29:59Z"), today), "Jan 8");
    /* The same day of another year, of another month. */
    assert_string_equal(dateline_text(f, *state, ms, at("2027-01-08T09:00:00Z"), today),
                        "Jan 8, 2026");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-02-08T09:00:00Z"), today), "Jan 8");
    calendar_close(f);
}

static void a_setting_shows_the_clock_always_or_never(void **state)
{
    struct calendar *f = calendar("Europe/London");
    int64_t ms = at("2026-01-08T09:30:00Z"), later = at("2027-05-01T00:00:00Z");
    assert_string_equal(dateline_text(f, *state, ms, ms, DATELINE_CLOCK_NEVER), "Jan 8");
    assert_string_equal(dateline_text(f, *state, ms, ms, DATELINE_CLOCK_ALWAYS),
                        "Jan 8, 9:30 AM GMT");
    assert_string_equal(dateline_text(f, *state, ms, later, DATELINE_CLOCK_ALWAYS),
                        "Jan 8, 2026, 9:30 AM GMT");
    calendar_close(f);
}

static void the_clock_alone_is_enough_on_the_day_itself(void **state)
{
    enum dateline_clock alone = DATELINE_CLOCK_ALONE;
    int64_t ms = at("2026-01-08T23:30:00Z");
    struct calendar *f = calendar("Europe/London");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-01-08T00:00:00Z"), alone),
                        "11:30 PM");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-01-09T00:00:00Z"), alone),
                        "Jan 8, 11:30 PM GMT");
    assert_string_equal(dateline_text(f, *state, ms, at("2025-01-08T12:00:00Z"), alone),
                        "Jan 8, 2026, 11:30 PM GMT");
    calendar_close(f);
    /* The day is the paper's. */
    f = calendar("Asia/Kolkata");
    assert_string_equal(dateline_text(f, *state, ms, at("2026-01-09T10:00:00Z"), alone), "5:00 AM");
    calendar_close(f);
}

static void the_zone_shown_is_that_of_summer_or_winter(void **state)
{
    struct calendar *f = calendar("America/New_York");
    enum dateline_clock always = DATELINE_CLOCK_ALWAYS;
    int64_t now = at("2026-12-01T00:00:00Z");
    assert_string_equal(dateline_text(f, *state, at("2026-07-04T16:05:00Z"), now, always),
                        "Jul 4, 12:05 PM EDT");
    assert_string_equal(dateline_text(f, *state, at("2026-01-04T16:05:00Z"), now, always),
                        "Jan 4, 11:05 AM EST");
    calendar_close(f);
}

static void texts_follow_the_locale_in_the_gregorian_calendar(void **state)
{
    static const struct {
        const char *locale, *day, *long_text, *month;
    } cases[] = {
        {"en-US", "Jan 8", "January 8, 2026", "March"},
        {"en-GB", "8 Jan", "8 January 2026", "March"},
        {"de", "8. Jan.", "8. Januar 2026", "M\u00E4rz"},
        {"fr-FR", "8 janv.", "8 janvier 2026", "mars"},
        {"th", "8 \u0E21.\u0E04.", "8 \u0E21\u0E01\u0E23\u0E32\u0E04\u0E21 2026",
         "\u0E21\u0E35\u0E19\u0E32\u0E04\u0E21"},
        {"ja", "1\u67088\u65E5", "2026\u5E741\u67088\u65E5", "3\u6708"},
    };
    int64_t ms = at("2026-01-08T12:00:00Z");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calendar *f = calendar_open("UTC", cases[i].locale);
        assert_non_null(f);
        assert_string_equal(dateline_text(f, *state, ms, ms, DATELINE_CLOCK_NEVER), cases[i].day);
        assert_string_equal(dateline_long_text(f, *state, ms), cases[i].long_text);
        assert_string_equal(dateline_month_name(f, *state, 3), cases[i].month);
        calendar_close(f);
    }
}

static void texts_have_plain_spaces_before_am_and_pm(void **state)
{
    struct calendar *f = calendar("UTC");
    int64_t ms = at("2026-01-08T21:30:00Z");
    const char *text = dateline_text(f, *state, ms, ms, DATELINE_CLOCK_ALWAYS);
    assert_string_equal(text, "Jan 8, 9:30 PM UTC");
    assert_null(strstr(text, "\u202F"));
    calendar_close(f);
}

static void a_plain_date_is_the_same_day_in_every_zone(void **state)
{
    static const char *const zones[] = {"Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"};
    for (size_t i = 0; i < COUNT(zones); i++) {
        struct calendar *f = calendar(zones[i]);
        assert_string_equal(dateline_date_text(f, *state, "2026-01-08"), "Jan 8, 2026");
        assert_string_equal(dateline_date_text(f, *state, "last week"), "last week");
        calendar_close(f);
    }
}

static void months_have_names_and_other_numbers_none(void **state)
{
    struct calendar *f = calendar("Pacific/Kiritimati");
    assert_string_equal(dateline_month_name(f, *state, 1), "January");
    assert_string_equal(dateline_month_name(f, *state, 12), "December");
    assert_string_equal(dateline_month_name(f, *state, 0), "");
    assert_string_equal(dateline_month_name(f, *state, 13), "");
    calendar_close(f);
}

/* ---- the line ---- */

static void a_story_never_updated_says_published(void **state)
{
    struct calendar *f = calendar("Europe/London");
    struct dateline_line line;
    dateline_line(f, *state, at("2026-01-08T09:30:00Z"), 0, true, at("2026-02-01T00:00:00Z"),
                  DATELINE_CLOCK_TODAY, &line);
    assert_false(line.updated);
    assert_string_equal(line.text, "Jan 8");
    assert_string_equal(line.iso, "2026-01-08T09:30:00+00:00");
    assert_null(line.published);
    assert_null(line.published_iso);
    calendar_close(f);
}

static void an_updated_story_leads_with_that_and_keeps_the_published_date_beside(void **state)
{
    struct calendar *f = calendar("Europe/London");
    struct dateline_line line;
    dateline_line(f, *state, at("2025-12-30T22:00:00Z"), at("2026-01-08T09:30:00Z"), true,
                  at("2026-01-08T20:00:00Z"), DATELINE_CLOCK_TODAY, &line);
    assert_true(line.updated);
    assert_string_equal(line.text, "Jan 8, 9:30 AM GMT");
    assert_string_equal(line.iso, "2026-01-08T09:30:00+00:00");
    assert_string_equal(line.published, "Dec 30, 2025");
    assert_string_equal(line.published_iso, "2025-12-30T22:00:00+00:00");
    dateline_line(f, *state, at("2025-12-30T22:00:00Z"), at("2026-01-08T09:30:00Z"), false,
                  at("2026-01-08T20:00:00Z"), DATELINE_CLOCK_TODAY, &line);
    assert_true(line.updated);
    assert_string_equal(line.text, "Jan 8, 9:30 AM GMT");
    assert_null(line.published);
    assert_null(line.published_iso);
    calendar_close(f);
}

/* ---- until when a text stands ---- */

static void a_day_begins_at_local_midnight(void **state)
{
    (void)state;
    struct calendar *f = calendar("America/New_York");
    assert_instant(dateline_day_start(f, 2026, 7, 5), "2026-07-05T04:00:00Z");
    assert_instant(dateline_day_start(f, 2026, 12, 32), "2027-01-01T05:00:00Z");
    calendar_close(f);
}

static void a_day_without_a_midnight_begins_when_the_clocks_say_so(void **state)
{
    (void)state;
    struct calendar *f = calendar("America/Sao_Paulo"); /* 2018-11-04 began at 1:00 */
    assert_instant(dateline_day_start(f, 2018, 11, 4), "2018-11-04T03:00:00Z");
    calendar_close(f);
}

/* Pages lie ready until the next day begins (db/ready.h): so long none of their times reads otherwise. */
static void a_text_is_the_same_until_the_next_day_begins(void **state)
{
    static const char *const zones[] = {"Europe/London", "America/New_York", "Asia/Kolkata",
                                        "America/Sao_Paulo", "Australia/Lord_Howe"};
    for (size_t z = 0; z < COUNT(zones); z++) {
        struct calendar *f = calendar(zones[z]);
        for (int i = 0; i < 300; i++) {
            int64_t ms = at("2018-10-20T03:00:00Z") + (int64_t)i * 5000000;
            int64_t now = ms + (int64_t)((i * 7919) % 1000 - 200) * 500000;
            enum dateline_clock clock = (enum dateline_clock)(i % DATELINE_CLOCK_MAX);
            struct dateline_civil day;
            dateline_civil(f, now, &day);
            int64_t tomorrow = dateline_day_start(f, day.year, day.month, day.day + 1);
            assert_true(tomorrow > now);
            assert_string_equal(dateline_text(f, *state, ms, tomorrow - 1, clock),
                                dateline_text(f, *state, ms, now, clock));
        }
        calendar_close(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(the_year_is_shown_when_it_is_not_the_current_one),
        WITH_ARENA(the_clock_is_shown_on_the_local_day_itself),
        WITH_ARENA(a_setting_shows_the_clock_always_or_never),
        WITH_ARENA(the_clock_alone_is_enough_on_the_day_itself),
        WITH_ARENA(the_zone_shown_is_that_of_summer_or_winter),
        WITH_ARENA(texts_follow_the_locale_in_the_gregorian_calendar),
        WITH_ARENA(texts_have_plain_spaces_before_am_and_pm),
        WITH_ARENA(a_plain_date_is_the_same_day_in_every_zone),
        WITH_ARENA(months_have_names_and_other_numbers_none),
        WITH_ARENA(a_story_never_updated_says_published),
        WITH_ARENA(an_updated_story_leads_with_that_and_keeps_the_published_date_beside),
        cmocka_unit_test(a_day_begins_at_local_midnight),
        cmocka_unit_test(a_day_without_a_midnight_begins_when_the_clocks_say_so),
        WITH_ARENA(a_text_is_the_same_until_the_next_day_begins),
    };
    return cmocka_run_group_tests_name("dateline text", tests, NULL, NULL);
}
