/* test_calendar.c: months, weekdays, and when days begin (lib/dateline.h). */
#include "check.h"

#include "lib/dateline.h"

static struct calendar *open_calendar(const char *zone, const char *locale)
{
    struct calendar *f = calendar_open(zone, locale);
    assert_non_null(f);
    return f;
}

static void assert_starts(const char *zone, int year, int month, int day, const char *iso)
{
    struct calendar *f = open_calendar(zone, "en-GB");
    char text[DATELINE_ISO_SIZE];
    dateline_iso(f, dateline_day_start(f, year, month, day), text);
    assert_string_equal(text, iso);
    calendar_close(f);
}

static void a_day_begins_at_midnight_in_its_zone(void **state)
{
    (void)state;
    assert_starts("UTC", 2026, 1, 1, "2026-01-01T00:00:00+00:00");
    assert_starts("America/New_York", 2026, 7, 4, "2026-07-04T00:00:00-04:00");
    assert_starts("Asia/Kolkata", 2026, 1, 1, "2026-01-01T00:00:00+05:30");
    assert_starts("UTC", 1900, 3, 1, "1900-03-01T00:00:00+00:00");
}

static void the_day_after_the_last_is_the_first_of_the_next_month(void **state)
{
    (void)state;
    assert_starts("UTC", 2026, 1, 32, "2026-02-01T00:00:00+00:00");
    assert_starts("UTC", 2026, 12, 32, "2027-01-01T00:00:00+00:00");
    assert_starts("UTC", 2024, 2, 30, "2024-03-01T00:00:00+00:00");
}

/* Clocks in Beirut jump from 0:00 to 1:00; in Havana they go back at 1:00: 0:00 comes twice. */
static void a_day_whose_midnight_is_skipped_begins_after_the_jump(void **state)
{
    (void)state;
    assert_starts("Asia/Beirut", 2022, 3, 27, "2022-03-27T01:00:00+03:00");
}

static void a_day_whose_midnight_comes_twice_begins_at_the_first(void **state)
{
    (void)state;
    assert_starts("America/Havana", 2025, 11, 2, "2025-11-02T00:00:00-04:00");
}

static void days_of_a_year_have_no_gap_between_them(void **state)
{
    static const char *const zones[] = {"Europe/London", "America/Havana", "Asia/Beirut",
                                        "Australia/Lord_Howe"};
    (void)state;
    for (size_t z = 0; z < COUNT(zones); z++) {
        struct calendar *f = open_calendar(zones[z], "en-GB");
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= dateline_days_of(2022, m); d++) {
                struct dateline_civil last, first;
                int64_t at = dateline_day_start(f, 2022, m, d);
                dateline_civil(f, at, &first);
                dateline_civil(f, dateline_day_start(f, 2022, m, d + 1) - 1, &last);
                assert_int_equal(first.day, d);
                assert_int_equal(last.day, d);
                assert_int_equal(last.month, m);
            }
        }
        calendar_close(f);
    }
}

static void months_have_the_days_of_the_gregorian_calendar(void **state)
{
    (void)state;
    assert_int_equal(dateline_days_of(2026, 1), 31);
    assert_int_equal(dateline_days_of(2026, 2), 28);
    assert_int_equal(dateline_days_of(2024, 2), 29);
    assert_int_equal(dateline_days_of(1900, 2), 28);
    assert_int_equal(dateline_days_of(2000, 2), 29);
    assert_int_equal(dateline_days_of(2026, 12), 31);
}

static void weekdays_count_from_sunday(void **state)
{
    (void)state;
    assert_int_equal(dateline_weekday(1970, 1, 1), 4);
    assert_int_equal(dateline_weekday(2026, 1, 8), 4);
    assert_int_equal(dateline_weekday(2026, 11, 1), 0);
    assert_int_equal(dateline_weekday(1969, 12, 31), 3);
    assert_int_equal(dateline_weekday(1800, 1, 1), 3);
}

static void weeks_begin_where_the_locale_says(void **state)
{
    static const struct {
        const char *locale;
        int first;
        const char *name, *brief;
    } cases[] = {
        {"en-US", 0, "Sunday", "Sun"},
        {"en-GB", 1, "Monday", "Mon"},
        {"de", 1, "Montag", "Mo"},
        {"ar", 6, "\u0627\u0644\u0633\u0628\u062A", "\u0633\u0628\u062A"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calendar *f = open_calendar("UTC", cases[i].locale);
        int first = dateline_first_weekday(f);
        assert_int_equal(first, cases[i].first);
        assert_string_equal(dateline_weekday_name(f, *state, first, false), cases[i].name);
        assert_string_equal(dateline_weekday_name(f, *state, first, true), cases[i].brief);
        assert_string_equal(dateline_weekday_name(f, *state, 7, true), "");
        calendar_close(f);
    }
}

static void a_month_is_named_with_its_year(void **state)
{
    struct calendar *f = open_calendar("America/New_York", "en-US");
    assert_string_equal(dateline_month_text(f, *state, 2026, 1), "January 2026");
    assert_string_equal(dateline_month_text(f, *state, 2026, 12), "December 2026");
    assert_string_equal(dateline_month_text(f, *state, 2026, 13), "");
    calendar_close(f);
    f = open_calendar("Asia/Tokyo", "ja");
    assert_string_equal(dateline_month_text(f, *state, 2026, 1), "2026年1月");
    calendar_close(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_begins_at_midnight_in_its_zone),
        cmocka_unit_test(the_day_after_the_last_is_the_first_of_the_next_month),
        cmocka_unit_test(a_day_whose_midnight_is_skipped_begins_after_the_jump),
        cmocka_unit_test(a_day_whose_midnight_comes_twice_begins_at_the_first),
        cmocka_unit_test(days_of_a_year_have_no_gap_between_them),
        cmocka_unit_test(months_have_the_days_of_the_gregorian_calendar),
        cmocka_unit_test(weekdays_count_from_sunday),
        WITH_ARENA(weeks_begin_where_the_locale_says),
        WITH_ARENA(a_month_is_named_with_its_year),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
