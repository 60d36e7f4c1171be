/* test_dateline.c: instants, zones, and the times of forms, files and HTTP. */
#include "dateline_test.h"

#include "lib/dateline.h"

#include <stdio.h>

/* ---- calendars ---- */

static void zones_are_iana_names(void **state)
{
    (void)state;
    static const char *const good[] = {"UTC",
                                       "Europe/London",
                                       "Asia/Kolkata",
                                       "Asia/Calcutta",
                                       "America/Argentina/Buenos_Aires",
                                       "Etc/GMT+5"};
    static const char *const bad[] = {
        "",       "GMT+5",  "GMT+05:30",    "Europe/Atlantis", "europe/london", "Etc/Unknown",
        "+01:00", "\u00C9", "../etc/passwd"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(dateline_zone_known(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(dateline_zone_known(bad[i]));
        assert_null(calendar_open(bad[i], "en-US"));
    }
    assert_false(dateline_zone_known(NULL));
    char huge[500];
    memset(huge, 'A', sizeof huge);
    huge[sizeof huge - 1] = '\0';
    assert_false(dateline_zone_known(huge));
}

static void a_face_of_an_unknown_language_does_not_open(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "xx", "zz-ZZ", "C", "english", "en-US-!", "123"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_null(calendar_open("UTC", bad[i]));
    assert_null(calendar_open("UTC", NULL));
    calendar_close(NULL);
}

/* ---- digits ---- */

static void an_instant_is_shown_with_the_offset_of_its_own_day(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *utc, *iso;
    } cases[] = {
        {"UTC", "2026-01-08T09:30:00Z", "2026-01-08T09:30:00+00:00"},
        {"Europe/London", "2026-01-08T09:30:00Z", "2026-01-08T09:30:00+00:00"},
        {"Europe/London", "2026-07-08T09:30:00Z", "2026-07-08T10:30:00+01:00"},
        {"America/New_York", "2026-01-01T04:59:59Z", "2025-12-31T23:59:59-05:00"},
        {"Asia/Kolkata", "2025-12-31T18:30:00Z", "2026-01-01T00:00:00+05:30"},
        {"Asia/Kathmandu", "2026-01-08T00:00:00Z", "2026-01-08T05:45:00+05:45"},
        {"America/St_Johns", "2026-01-08T00:00:00Z", "2026-01-07T20:30:00-03:30"},
        {"Pacific/Kiritimati", "2026-01-08T12:00:00Z", "2026-01-09T02:00:00+14:00"},
        {"UTC", "1800-01-01T00:00:00Z", "1800-01-01T00:00:00+00:00"},
        {"UTC", "2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59+00:00"},
        {"UTC", "1969-12-31T23:59:59.500Z", "1969-12-31T23:59:59+00:00"},
        {"UTC", "2000-02-29T12:00:00Z", "2000-02-29T12:00:00+00:00"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calendar *f = calendar(cases[i].zone);
        char iso[DATELINE_ISO_SIZE];
        int64_t back;
        dateline_iso(f, at(cases[i].utc), iso);
        assert_string_equal(iso, cases[i].iso);
        assert_int_equal(dateline_from_file(f, iso, &back, NULL), DATELINE_OK);
        assert_int_equal(back / 1000 - (back % 1000 < 0),
                         at(cases[i].utc) / 1000 - (at(cases[i].utc) % 1000 < 0));
        calendar_close(f);
    }
}

static void an_old_offset_with_seconds_still_tells_the_right_instant(void **state)
{
    (void)state;
    struct calendar *f = calendar("Europe/London"); /* 75 seconds behind UTC then */
    char iso[DATELINE_ISO_SIZE];
    int64_t back;
    dateline_iso(f, at("1840-06-01T12:00:00Z"), iso);
    assert_string_equal(iso, "1840-06-01T11:58:00-00:02");
    assert_int_equal(dateline_from_file(f, iso, &back, NULL), DATELINE_OK);
    assert_instant(back, "1840-06-01T12:00:00Z");
    calendar_close(f);
}

/* More years than a zone remembers, there and back, a millisecond on either side of each change. */
static void an_offset_is_right_however_many_were_asked_for_before(void **state)
{
    (void)state;
    struct calendar *f = calendar("Europe/Berlin");
    for (int i = 0; i < 80; i++) {
        int year = i < 40 ? 1990 + i : 2029 - (i - 40);
        struct dateline_civil before, after;
        int64_t spring = 0;
        for (int day = 25; day <= 31; day++) { /* the last Sunday of March, 01:00 UTC */
            char text[64];
            snprintf(text, sizeof text, "%04d-03-%02dT01:00:00Z", year, day);
            if (dateline_weekday(year, 3, day) == 0)
                spring = at(text);
        }
        dateline_civil(f, spring - 1, &before);
        dateline_civil(f, spring, &after);
        assert_int_equal(before.offset, 60);
        assert_int_equal(before.hour, 1);
        assert_int_equal(after.offset, 120);
        assert_int_equal(after.hour, 3);
    }
    calendar_close(f);
}

static void the_parts_of_an_instant_are_those_of_the_zone(void **state)
{
    (void)state;
    struct calendar *f = calendar("Asia/Kolkata");
    struct dateline_civil c;
    dateline_civil(f, at("2024-02-28T18:31:02Z"), &c);
    assert_int_equal(c.year, 2024);
    assert_int_equal(c.month, 2);
    assert_int_equal(c.day, 29);
    assert_int_equal(c.hour, 0);
    assert_int_equal(c.minute, 1);
    assert_int_equal(c.second, 2);
    assert_int_equal(c.offset, 330);
    calendar_close(f);
}

static void the_bounds_are_the_years_1600_to_2199(void **state)
{
    (void)state;
    assert_int_equal(at("1600-01-01T00:00:00Z"), DATELINE_MIN);
    assert_int_equal(at("2199-12-31T23:59:59.999Z"), DATELINE_MAX);
    struct calendar *f = calendar("UTC");
    int64_t ms;
    assert_int_equal(dateline_from_file(f, "1599-12-31", &ms, NULL), DATELINE_MALFORMED);
    assert_int_equal(dateline_from_file(f, "2200-01-01", &ms, NULL), DATELINE_MALFORMED);
    /* Within by its digits, without by its zone. */
    assert_int_equal(dateline_from_file(f, "1600-01-01T00:00:00+01:00", &ms, NULL),
                     DATELINE_MALFORMED);
    assert_int_equal(dateline_from_file(f, "2199-12-31T23:30:00-01:00", &ms, NULL),
                     DATELINE_MALFORMED);
    calendar_close(f);
}

static void files_write_dates_in_many_ways(void **state)
{
    static const char *const dates[][2] = {
        {"2016/3/1 9:05", "2016-03-01T09:05:00Z"},
        {"1.3.2016", "2016-03-01T12:00:00Z"},
        {"Mar 01 2016", "2016-03-01T12:00:00Z"},
        {"March 1st, 2016 at 9:05 PM", "2016-03-01T21:05:00Z"},
        {"Tue, 01 Mar 2016 09:05:00 GMT", "2016-03-01T09:05:00Z"},
        {"Tue Mar 01 2016 09:05:00 GMT+0100 (CET)", "2016-03-01T08:05:00Z"},
        {"2016-03-01 09:05 -4", "2016-03-01T13:05:00Z"},
        {"2016-03-01 09:05 -04", "2016-03-01T13:05:00Z"},
        {"2016-03-01 09:05 +0530", "2016-03-01T03:35:00Z"},
        {"2016-03-01 09:05 EST", "2016-03-01T14:05:00Z"},
        {"2016-03-01 09:05 CEST", "2016-03-01T07:05:00Z"},
        {"2016-07-01 09:05 America/New_York", "2016-07-01T13:05:00Z"},
        {"2016-07-01T09:05:00-04:00[America/New_York]", "2016-07-01T13:05:00Z"},
        {"1752-09-14", "1752-09-14T12:00:00Z"},
        {"14 April 1865", "1865-04-14T12:00:00Z"},
    };
    static const char *const none[] = {"2016",
                                       "2016-03",
                                       "3/4/2016",
                                       "2016-02-30",
                                       "soon",
                                       "1 Foo 2016",
                                       "31 April 2016",
                                       "2016-3/1",
                                       "2016-03-01 09:05 IST",
                                       "2016-03-01 25:00",
                                       "2016-03-01 13:05 PM",
                                       "2016-03-01 09:05 Mars/Olympus"};
    struct calendar *utc = calendar("UTC");
    int64_t ms;
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (at(dates[i][0]) != at(dates[i][1]))
            fail_msg("%s is not %s", dates[i][0], dates[i][1]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (dateline_from_file(utc, none[i], &ms, NULL) != DATELINE_MALFORMED)
            fail_msg("%s was taken", none[i]);
    calendar_close(utc);
}

static void instants_beyond_the_bounds_are_shown_at_the_bounds(void **state)
{
    struct calendar *f = calendar("UTC");
    char iso[DATELINE_ISO_SIZE], http[DATELINE_HTTP_SIZE], local[DATELINE_LOCAL_SIZE];
    dateline_iso(f, INT64_MAX, iso);
    assert_string_equal(iso, "2199-12-31T23:59:59+00:00");
    dateline_iso(f, INT64_MIN, iso);
    assert_string_equal(iso, "1600-01-01T00:00:00+00:00");
    dateline_http(INT64_MIN, http);
    assert_string_equal(http, "Sat, 01 Jan 1600 00:00:00 GMT");
    dateline_to_local(f, INT64_MAX, local);
    assert_string_equal(local, "2199-12-31T23:59");
    assert_string_equal(dateline_long_text(f, *state, INT64_MAX), "December 31, 2199");
    calendar_close(f);
}

/* ---- local times of a form ---- */

static void a_local_time_is_read_in_the_zone_and_shown_again(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *local, *utc;
    } cases[] = {
        {"Europe/London", "2026-01-08T09:30", "2026-01-08T09:30:00Z"},
        {"Europe/London", "2026-07-08T09:30", "2026-07-08T08:30:00Z"},
        {"America/New_York", "2026-12-31T23:59", "2027-01-01T04:59:00Z"},
        {"Asia/Kolkata", "2024-02-29T00:00", "2024-02-28T18:30:00Z"},
        {"Australia/Lord_Howe", "2026-01-01T00:00", "2025-12-31T13:00:00Z"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calendar *f = calendar(cases[i].zone);
        char local[DATELINE_LOCAL_SIZE];
        int64_t ms, second;
        assert_int_equal(dateline_from_local(f, cases[i].local, &ms, &second), DATELINE_OK);
        assert_instant(ms, cases[i].utc);
        assert_int_equal(ms, second);
        dateline_to_local(f, ms, local);
        assert_string_equal(local, cases[i].local);
        calendar_close(f);
    }
}

static void seconds_and_a_space_are_allowed_in_a_local_time(void **state)
{
    (void)state;
    struct calendar *f = calendar("UTC");
    int64_t ms, second;
    assert_int_equal(dateline_from_local(f, "2026-01-08 09:30:15", &ms, &second), DATELINE_OK);
    assert_instant(ms, "2026-01-08T09:30:15Z");
    calendar_close(f);
}

static void a_malformed_local_time_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "now",
        "2026-01-08",
        "2026-01-08T",
        "2026-01-08T9:30",
        "2026-1-08T09:30",
        "2026-01-08T24:00",
        "2026-01-08T09:60",
        "2026-01-08T09:30:61",
        "2026-13-08T09:30",
        "2026-00-08T09:30",
        "2026-02-29T09:30",
        "2026-04-31T09:30",
        "2026-01-00T09:30",
        "2026-01-08T09:30Z",
        "2026-01-08T09:30 ",
        " 2026-01-08T09:30",
        "02026-01-08T09:30",
        "1599-01-08T09:30",
        "2200-01-08T09:30",
        "2026-01-08T09:30+00:00",
        "-026-01-08T09:30",
        "2026-01-08T-9:30",
    };
    struct calendar *f = calendar("Europe/London");
    int64_t ms, second;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (dateline_from_local(f, bad[i], &ms, &second) != DATELINE_MALFORMED)
            fail_msg("\"%s\" was read", bad[i]);
    assert_int_equal(dateline_from_local(f, NULL, &ms, &second), DATELINE_MALFORMED);
    calendar_close(f);
}

static void a_time_that_the_clocks_skip_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *local, *after;
    } cases[] = {
        {"Europe/London", "2026-03-29T01:00", "2026-03-29T01:00:00Z"},
        {"Europe/London", "2026-03-29T01:59", "2026-03-29T01:00:00Z"},
        {"America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z"},
        {"Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z"}, /* half an hour */
        {"America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z"},   /* midnight itself */
        {"Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00Z"},        /* a whole day */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calendar *f = calendar(cases[i].zone);
        int64_t ms, second;
        assert_int_equal(dateline_from_local(f, cases[i].local, &ms, &second), DATELINE_GAP);
        assert_instant(ms, cases[i].after);
        calendar_close(f);
    }
}

static void the_minutes_around_a_gap_exist(void **state)
{
    (void)state;
    struct calendar *f = calendar("Europe/London");
    int64_t ms, second;
    assert_int_equal(dateline_from_local(f, "2026-03-29T00:59:59", &ms, &second), DATELINE_OK);
    assert_instant(ms, "2026-03-29T00:59:59Z");
    assert_int_equal(dateline_from_local(f, "2026-03-29T02:00", &ms, &second), DATELINE_OK);
    assert_instant(ms, "2026-03-29T01:00:00Z");
    calendar_close(f);
}

static void a_time_that_exists_twice_comes_back_as_both_instants(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *local, *first, *second;
    } cases[] = {
        {"Europe/London", "2026-10-25T01:00", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"},
        {"Europe/London", "2026-10-25T01:59", "2026-10-25T00:59:00Z", "2026-10-25T01:59:00Z"},
        {"America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"},
        {"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct calendar *f = calendar(cases[i].zone);
        int64_t first, second;
        assert_int_equal(dateline_from_local(f, cases[i].local, &first, &second), DATELINE_TWICE);
        assert_instant(first, cases[i].first);
        assert_instant(second, cases[i].second);
        calendar_close(f);
    }
}

static void the_minutes_around_a_repeated_hour_exist_once(void **state)
{
    (void)state;
    struct calendar *f = calendar("Europe/London");
    int64_t ms, second;
    assert_int_equal(dateline_from_local(f, "2026-10-25T00:59:59", &ms, &second), DATELINE_OK);
    assert_int_equal(dateline_from_local(f, "2026-10-25T02:00", &ms, &second), DATELINE_OK);
    assert_instant(ms, "2026-10-25T02:00:00Z");
    calendar_close(f);
}

static void every_hour_of_a_year_survives_the_form(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/London", "America/New_York", "Asia/Kolkata",
                                        "Australia/Lord_Howe", "Africa/Casablanca"};
    for (size_t z = 0; z < COUNT(zones); z++) {
        struct calendar *f = calendar(zones[z]);
        int64_t from = at("2025-12-31T00:00:00Z");
        for (int64_t ms = from; ms < from + INT64_C(370) * 86400000; ms += 1800000) {
            char local[DATELINE_LOCAL_SIZE];
            int64_t first, second;
            dateline_to_local(f, ms, local);
            enum dateline_parsed parsed = dateline_from_local(f, local, &first, &second);
            assert_true(parsed == DATELINE_OK || parsed == DATELINE_TWICE);
            assert_true(first == ms || second == ms);
        }
        calendar_close(f);
    }
}

/* ---- dates of files ---- */

static void dates_of_files_are_read_in_all_their_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text, *utc;
        bool date_only;
    } cases[] = {
        {"2015-06-29 1:00:19 -0400", "2015-06-29T05:00:19Z", false},
        {"2019-03-26 12:38:00 -0500", "2019-03-26T17:38:00Z", false},
        {"2019-03-26T10:00:00Z", "2019-03-26T10:00:00Z", false},
        {"2019-03-26t10:00:00z", "2019-03-26T10:00:00Z", false},
        {"2019-03-26T10:00:00.123+02:00", "2019-03-26T08:00:00.123Z", false},
        {"2019-03-26T10:00:00.1239Z", "2019-03-26T10:00:00.123Z", false},
        {"2019-03-26T10:00+05:30", "2019-03-26T04:30:00Z", false},
        {"2019-03-26 10:00:00 UTC", "2019-03-26T10:00:00Z", false},
        {"2019-03-26 10:00:00 GMT", "2019-03-26T10:00:00Z", false},
        {"2019-03-26 10:00:00+00", "2019-03-26T10:00:00Z", false},
        /* No zone: the calendar's, New York here. */
        {"2012-05-07 09:30", "2012-05-07T13:30:00Z", false},
        {"2012-05-07T09:30:05", "2012-05-07T13:30:05Z", false},
        {"2012-01-07 09:30", "2012-01-07T14:30:00Z", false},
        {"2019-03-26", "2019-03-26T16:00:00Z", true},
        {" 2012-5-7 ", "2012-05-07T16:00:00Z", true},
        {"\t2012-5-7\r\n", "2012-05-07T16:00:00Z", true},
        /* After a gap the jump's end, of two the first. */
        {"2026-03-08 02:30", "2026-03-08T07:00:00Z", false},
        {"2026-11-01 01:30", "2026-11-01T05:30:00Z", false},
        {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", false},
        {"2024-02-29", "2024-02-29T17:00:00Z", true},
    };
    struct calendar *f = calendar("America/New_York");
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t ms;
        bool date_only;
        if (dateline_from_file(f, cases[i].text, &ms, &date_only) != DATELINE_OK)
            fail_msg("\"%s\" was not read", cases[i].text);
        assert_instant(ms, cases[i].utc);
        assert_int_equal(date_only, cases[i].date_only);
    }
    calendar_close(f);
}

static void nonsense_is_no_date_of_a_file(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "yesterday",
        "2019",
        "2019-03",
        "2019-13-01",
        "2019-00-01",
        "2019-02-30",
        "2019-02-29",
        "1900-02-29",
        "2019-01-32",
        "2019-01-00",
        "2019-03-26 24:00:00",
        "2019-03-26 12:60:00",
        "2019-03-26 12:00:61",
        "2019-03-26 12",
        "2019-03-26 12:00:",
        "2019-03-26 12:00:00.",
        "2019-03-26 12:00:00 -0460",
        "2019-03-26 12:00:00 -2400",
        "2019-03-26 12:00:00 -04:60",
        "2019-03-26 12:00:00 -04:",
        "2019-03-26 12:00:00 -040",
        "2019-03-26 12:00:00 -04000",
        "2019-03-26 12:00:00 -0400 x",
        "2019-03-26 x",
        "2019-03-26T",
        "2019-03-26 -0400",
        "19-03-26",
        "02019-03-26",
        "26-03-2019",
        "20190326",
        "2019-003-26",
        "2019-03-26T10:00:00ZZ",
        "99999999999999999999-01-01",
        "2019-03-26 99999999999:00",
    };
    struct calendar *f = calendar("UTC");
    int64_t ms;
    bool date_only;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (dateline_from_file(f, bad[i], &ms, &date_only) != DATELINE_MALFORMED)
            fail_msg("\"%s\" was read", bad[i]);
    assert_int_equal(dateline_from_file(f, NULL, &ms, NULL), DATELINE_MALFORMED);
    calendar_close(f);
}

static void a_plain_date_is_ten_characters_of_a_real_day(void **state)
{
    (void)state;
    assert_true(dateline_is_date("2026-01-08"));
    assert_true(dateline_is_date("2024-02-29"));
    static const char *const bad[] = {
        "", "2026-1-8", "2026-02-29", "2026-01-08 ", "2026-01-08T00:00", "2026-13-01"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(dateline_is_date(bad[i]));
    assert_false(dateline_is_date(NULL));
}

/* ---- HTTP ---- */

static void http_dates_are_imf_fixdates(void **state)
{
    (void)state;
    static const struct {
        const char *utc, *http;
    } cases[] = {
        {"1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"},
        {"1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"},
        {"2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"},
        {"2026-12-31T23:59:59Z", "Thu, 31 Dec 2026 23:59:59 GMT"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char http[DATELINE_HTTP_SIZE];
        int64_t ms;
        dateline_http(at(cases[i].utc), http);
        assert_string_equal(http, cases[i].http);
        assert_true(dateline_from_http(http, &ms));
        assert_instant(ms, cases[i].utc);
    }
}

static void other_dates_of_http_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "0",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nox 1994 08:49:37 GMT",
        "Xxx, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49.37 GMT",
    };
    int64_t ms;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(dateline_from_http(bad[i], &ms));
    assert_false(dateline_from_http(NULL, &ms));
}

/* ---- now ---- */

static void now_is_of_this_century(void **state)
{
    (void)state;
    int64_t now = dateline_now();
    assert_true(now > at("2024-01-01T00:00:00Z") && now < DATELINE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_are_iana_names),
        cmocka_unit_test(a_face_of_an_unknown_language_does_not_open),
        cmocka_unit_test(an_instant_is_shown_with_the_offset_of_its_own_day),
        cmocka_unit_test(an_old_offset_with_seconds_still_tells_the_right_instant),
        cmocka_unit_test(the_parts_of_an_instant_are_those_of_the_zone),
        cmocka_unit_test(the_bounds_are_the_years_1600_to_2199),
        cmocka_unit_test(files_write_dates_in_many_ways),
        WITH_ARENA(instants_beyond_the_bounds_are_shown_at_the_bounds),
        cmocka_unit_test(a_local_time_is_read_in_the_zone_and_shown_again),
        cmocka_unit_test(seconds_and_a_space_are_allowed_in_a_local_time),
        cmocka_unit_test(a_malformed_local_time_is_refused),
        cmocka_unit_test(a_time_that_the_clocks_skip_is_refused),
        cmocka_unit_test(the_minutes_around_a_gap_exist),
        cmocka_unit_test(a_time_that_exists_twice_comes_back_as_both_instants),
        cmocka_unit_test(the_minutes_around_a_repeated_hour_exist_once),
        cmocka_unit_test(every_hour_of_a_year_survives_the_form),
        cmocka_unit_test(dates_of_files_are_read_in_all_their_ways),
        cmocka_unit_test(nonsense_is_no_date_of_a_file),
        cmocka_unit_test(a_plain_date_is_ten_characters_of_a_real_day),
        cmocka_unit_test(http_dates_are_imf_fixdates),
        cmocka_unit_test(other_dates_of_http_are_refused),
        cmocka_unit_test(an_offset_is_right_however_many_were_asked_for_before),
        cmocka_unit_test(now_is_of_this_century),
    };
    return cmocka_run_group_tests_name("dateline", tests, NULL, NULL);
}
