/* dateline.c: a site's calendar, and how instants look in it. Parsers: dateline_parse.c. */
#include "dateline.h"

#include "dateline_private.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define DAY_MS INT64_C(86400000)
/* Farther from UTC than any zone's wall clock ever was (Manila's before 1845). */
#define PROBE_MS (17 * DAY_MS / 24)
#define PATTERN_MAX 128
#define TEXT_MAX 256
#define TEXT_BYTES_MAX (TEXT_MAX * 3 + 1)
#define TEXTS_KEPT 128 /* a power of two */
#define KEPT_BYTES 44  /* longer texts are not kept */

/* The ways an instant is written. */
enum form {
    FORM_DAY,        /* Jan 8 */
    FORM_YEAR,       /* Jan 8, 2026 */
    FORM_DAY_CLOCK,  /* Jan 8, 9:30 AM GMT */
    FORM_YEAR_CLOCK, /* Jan 8, 2026, 9:30 AM GMT */
    FORM_CLOCK,      /* 9:30 AM */
    FORM_LONG,       /* January 8, 2026 */
    FORM_MONTH,      /* January, by itself */
    FORM_YEAR_MONTH, /* January 2026 */
    FORM_BARE_YEAR,  /* 2026 */
    FORM_WEEKDAY,    /* Thursday */
    FORM_WEEKDAY_BRIEF,
    FORM_WEEKDAY_SHORT, /* where the brief one is not brief, as in Arabic */
    FORM_MAX
};

static const UChar *const skeletons[FORM_MAX] = {
    [FORM_DAY] = u"MMMd",          [FORM_YEAR] = u"yMMMd",
    [FORM_DAY_CLOCK] = u"MMMdjmz", [FORM_YEAR_CLOCK] = u"yMMMdjmz",
    [FORM_CLOCK] = u"jm",          [FORM_LONG] = u"yMMMMd",
    [FORM_MONTH] = u"LLLL",        [FORM_YEAR_MONTH] = u"yMMMM",
    [FORM_BARE_YEAR] = u"y",       [FORM_WEEKDAY] = u"cccc",
    [FORM_WEEKDAY_BRIEF] = u"ccc", [FORM_WEEKDAY_SHORT] = u"cccccc",
};

/* A text that was made before. Pages print the same days over and over, and ICU takes its time. */
struct kept {
    int64_t key; /* the local day, or the instant when the form shows the clock */
    enum form form;
    char text[KEPT_BYTES]; /* "": nothing is kept here */
};

struct calendar {
    struct dateline_zone *zone;
    UChar zone_name[DATELINE_ZONE_MAX];
    char locale_name[ULOC_FULLNAME_CAPACITY];
    UChar patterns[FORM_MAX][PATTERN_MAX];
    UDateFormat *forms[FORM_MAX]; /* NULL until it is asked for: each takes 60 KB */
    struct kept texts[TEXTS_KEPT];
    int64_t today_at; /* the instant whose wall time `today` is; its day is 0 before the first */
    struct wall today;
};

int64_t dateline_now(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the Gregorian calendar by arithmetic ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t calendar_offset_at(const struct calendar *calendar, int64_t ms)
{
    return dateline_zone_offset(calendar->zone, ms);
}

/* Day 0 is 1970-01-01, proleptic Gregorian. Counts from March 1 of year 0, so that the leap day ends a year, and by eras of 400 years, which
 * all have 146,097 days. */
static int64_t dateline_day_of(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void dateline_date_of(int64_t day, struct wall *out)
{
    int64_t z = day + 719468;
    int64_t era = floor_div(z, 146097), of_era = z - era * 146097;
    int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t m = (5 * of_year + 2) / 153; /* 0 is March */
    out->day = (int)(of_year - (153 * m + 2) / 5 + 1);
    out->month = (int)(m < 10 ? m + 3 : m - 9);
    out->year = (int)(years + era * 400 + (out->month <= 2));
}

int dateline_month_days(int year, int month)
{
    return (int)(dateline_day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
                 dateline_day_of(year, month, 1));
}

int64_t dateline_utc_of(const struct wall *w)
{
    int64_t seconds = dateline_day_of(w->year, w->month, w->day) * 86400 + w->hour * 3600 +
                      w->minute * 60 + w->second;
    return seconds * 1000 + w->millisecond;
}

static void wall_of_utc(int64_t ms, struct wall *out)
{
    int64_t day = floor_div(ms, DAY_MS);
    int of_day = (int)(ms - day * DAY_MS);
    dateline_date_of(day, out);
    out->hour = of_day / 3600000;
    out->minute = of_day / 60000 % 60;
    out->second = of_day / 1000 % 60;
    out->millisecond = of_day % 1000;
}

/* Calendars of ICU count in double; this keeps what comes from outside within the years that the
 * arithmetic above and a four-digit year can show. */
static int64_t instant_bounded(int64_t ms)
{
    return ms < DATELINE_MIN ? DATELINE_MIN : ms > DATELINE_MAX ? DATELINE_MAX : ms;
}

/* ---- zones ---- */

/* The instant at which the offset changes between two instants, by halving. */
static int64_t offset_change_between(struct calendar *calendar, int64_t from, int64_t to)
{
    int64_t before = calendar_offset_at(calendar, from);
    while (to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        if (calendar_offset_at(calendar, middle) == before)
            from = middle;
        else
            to = middle;
    }
    return to;
}

/* A wall time read with the offsets of some hours before and after: where both readings are right
 * and differ, it exists twice; where neither is, it does not exist. (No zone in history changed
 * twice within so short a time.) */
bool dateline_resolve(struct calendar *calendar, const struct wall *w, int64_t *first,
                      int64_t *last)
{
    int64_t local = dateline_utc_of(w);
    int64_t early = calendar_offset_at(calendar, local - PROBE_MS);
    int64_t late = calendar_offset_at(calendar, local + PROBE_MS);
    int64_t a = local - early, b = local - late;
    bool a_real = calendar_offset_at(calendar, a) == early,
         b_real = calendar_offset_at(calendar, b) == late;
    if (!a_real && !b_real) {
        *first = *last = offset_change_between(calendar, local - PROBE_MS, local + PROBE_MS);
        return false;
    }
    *first = a_real ? a : b;
    *last = b_real ? b : a;
    return true;
}

/* ---- opening a calendar ---- */

/* The locale in ICU's spelling, with the Gregorian calendar. False when its language is unknown to
 * ICU, which would answer in its root locale without a word. */
static bool calendar_locale_id(const char *tag, char out[ULOC_FULLNAME_CAPACITY])
{
    char language[ULOC_LANG_CAPACITY], known[ULOC_LANG_CAPACITY];
    UErrorCode e = U_ZERO_ERROR;
    int32_t used = 0;
    if (!tag || *tag == '\0' || strlen(tag) > 32)
        return false;
    uloc_forLanguageTag(tag, out, ULOC_FULLNAME_CAPACITY, &used, &e);
    if (U_FAILURE(e) || used != (int32_t)strlen(tag))
        return false;
    uloc_getLanguage(out, language, sizeof language, &e);
    bool found = false;
    for (int32_t i = 0; U_SUCCESS(e) && !found && i < uloc_countAvailable(); i++) {
        uloc_getLanguage(uloc_getAvailable(i), known, sizeof known, &e);
        found = strcmp(known, language) == 0;
    }
    uloc_setKeywordValue("calendar", "gregorian", out, ULOC_FULLNAME_CAPACITY, &e);
    return found && U_SUCCESS(e);
}

static bool calendar_find_patterns(struct calendar *calendar)
{
    UErrorCode e = U_ZERO_ERROR;
    UDateTimePatternGenerator *generator = udatpg_open(calendar->locale_name, &e);
    bool fit = true;
    for (int i = 0; U_SUCCESS(e) && fit && i < FORM_MAX; i++)
        fit = udatpg_getBestPattern(generator, skeletons[i], -1, calendar->patterns[i], PATTERN_MAX,
                                    &e) < PATTERN_MAX;
    if (generator)
        udatpg_close(generator);
    return fit && U_SUCCESS(e);
}

/* NULL: no memory. */
static UDateFormat *calendar_form(struct calendar *calendar, enum form form)
{
    UErrorCode e = U_ZERO_ERROR;
    if (!calendar->forms[form])
        calendar->forms[form] =
            udat_open(UDAT_PATTERN, UDAT_PATTERN, calendar->locale_name, calendar->zone_name, -1,
                      calendar->patterns[form], -1, &e);
    return calendar->forms[form];
}

struct calendar *calendar_open(const char *zone, const char *locale)
{
    struct calendar *calendar = calloc(1, sizeof *calendar);
    if (!calendar)
        return NULL;
    if (dateline_zone_id(zone, calendar->zone_name) &&
        calendar_locale_id(locale, calendar->locale_name))
        calendar->zone = dateline_zone_open(calendar->zone_name);
    if (calendar->zone && calendar_find_patterns(calendar) && calendar_form(calendar, FORM_DAY))
        return calendar;
    calendar_close(calendar);
    return NULL;
}

void calendar_close(struct calendar *calendar)
{
    if (!calendar)
        return;
    for (int i = 0; i < FORM_MAX; i++)
        if (calendar->forms[i])
            udat_close(calendar->forms[i]);
    dateline_zone_close(calendar->zone);
    free(calendar);
}

/* ---- instants in digits ---- */

static void calendar_wall_at(struct calendar *calendar, int64_t ms, struct wall *out)
{
    ms = instant_bounded(ms);
    wall_of_utc(ms + calendar_offset_at(calendar, ms), out);
}

void dateline_civil(struct calendar *calendar, int64_t ms, struct dateline_civil *out)
{
    struct wall w;
    calendar_wall_at(calendar, ms, &w);
    *out = (struct dateline_civil){
        .year = w.year,
        .month = w.month,
        .day = w.day,
        .hour = w.hour,
        .minute = w.minute,
        .second = w.second,
        .offset = (int)floor_div(calendar_offset_at(calendar, instant_bounded(ms)), 60000),
    };
}

/* The last two digits of n; returns the place behind them. */
static char *put_two(char *to, unsigned n)
{
    *to++ = (char)('0' + n / 10 % 10);
    *to++ = (char)('0' + n % 10);
    return to;
}

/* The mark, and two digits behind it. */
static char *put_part(char *to, char mark, int n)
{
    *to++ = mark;
    return put_two(to, (unsigned)n);
}

void dateline_to_local(struct calendar *calendar, int64_t ms, char out[DATELINE_LOCAL_SIZE])
{
    struct wall w;
    calendar_wall_at(calendar, ms, &w);
    snprintf(out, DATELINE_LOCAL_SIZE, "%04u-%02u-%02uT%02u:%02u", (unsigned)w.year % 10000,
             (unsigned)w.month % 100, (unsigned)w.day % 100, (unsigned)w.hour % 100,
             (unsigned)w.minute % 100);
}

void dateline_iso(struct calendar *calendar, int64_t ms, char out[DATELINE_ISO_SIZE])
{
    struct wall w;
    ms = instant_bounded(ms);
    /* Before standard time, offsets had seconds, which RFC 3339 cannot say: the text then shows the
     * right instant at the next lower whole minute of offset. */
    int offset = (int)floor_div(calendar_offset_at(calendar, ms), 60000);
    wall_of_utc(ms + (int64_t)offset * 60000, &w);
    int minutes = abs(offset);
    char *to = put_two(out, (unsigned)w.year / 100);
    to = put_two(to, (unsigned)w.year);
    to = put_part(to, '-', w.month);
    to = put_part(to, '-', w.day);
    to = put_part(to, 'T', w.hour);
    to = put_part(to, ':', w.minute);
    to = put_part(to, ':', w.second);
    to = put_part(to, offset < 0 ? '-' : '+', minutes / 60);
    to = put_part(to, ':', minutes % 60);
    *to = '\0';
}

void dateline_http(int64_t ms, char out[DATELINE_HTTP_SIZE])
{
    static const char days[][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct wall w;
    ms = instant_bounded(ms);
    wall_of_utc(ms, &w);
    int64_t day = floor_div(ms, DAY_MS);
    snprintf(out, DATELINE_HTTP_SIZE, "%s, %02u %s %04u %02u:%02u:%02u GMT",
             days[day - floor_div(day, 7) * 7], (unsigned)w.day % 100, months[w.month - 1],
             (unsigned)w.year % 10000, (unsigned)w.hour % 100, (unsigned)w.minute % 100,
             (unsigned)w.second % 100);
}

/* ---- instants in words ---- */

/* Some releases of ICU write rare spaces (U+202F before AM, U+2009 around a dash): plain ones are
 * the same to readers, and stay the same when ICU is updated. */
static void dateline_plain_spaces(UChar *s)
{
    for (; *s != 0; s++)
        if (*s == 0x202F || *s == 0x2009)
            *s = ' ';
}

static bool dateline_make_text(struct calendar *calendar, enum form form, int64_t ms,
                               char out[TEXT_BYTES_MAX])
{
    UChar wide[TEXT_MAX];
    UErrorCode e = U_ZERO_ERROR;
    const UDateFormat *format = calendar_form(calendar, form);
    int32_t n = format ? udat_format(format, (UDate)ms, wide, TEXT_MAX, NULL, &e) : TEXT_MAX;
    if (U_FAILURE(e) || n >= TEXT_MAX)
        return false;
    dateline_plain_spaces(wide);
    u_strToUTF8(out, TEXT_BYTES_MAX, NULL, wide, -1, &e);
    return U_SUCCESS(e);
}

static const char *calendar_format(struct calendar *calendar, struct arena *a, enum form form,
                                   int64_t ms)
{
    char text[TEXT_BYTES_MAX];
    ms = instant_bounded(ms);
    bool clock = form == FORM_DAY_CLOCK || form == FORM_YEAR_CLOCK || form == FORM_CLOCK;
    int64_t key = clock ? ms : floor_div(ms + calendar_offset_at(calendar, ms), DAY_MS);
    struct kept *k = &calendar->texts[((uint64_t)key + (uint64_t)form * 41) % TEXTS_KEPT];
    if (k->text[0] != '\0' && k->form == form && k->key == key)
        return arena_dup(a, k->text);
    if (!dateline_make_text(calendar, form, ms, text))
        return "";
    size_t n = strlen(text);
    if (n < KEPT_BYTES) {
        *k = (struct kept){.key = key, .form = form};
        memcpy(k->text, text, n);
    }
    return arena_dupn(a, text, n);
}

/* The wall time at `now`, which is the same for all texts of a page. */
static const struct wall *calendar_today(struct calendar *calendar, int64_t now)
{
    if (calendar->today.day == 0 || calendar->today_at != now) {
        calendar_wall_at(calendar, now, &calendar->today);
        calendar->today_at = now;
    }
    return &calendar->today;
}

const char *dateline_text(struct calendar *calendar, struct arena *a, int64_t ms, int64_t now,
                          enum dateline_clock clock)
{
    struct wall then;
    calendar_wall_at(calendar, ms, &then);
    const struct wall *today = calendar_today(calendar, now);
    bool same_year = then.year == today->year;
    bool same_day = same_year && then.month == today->month && then.day == today->day;
    bool with_clock = clock == DATELINE_CLOCK_ALWAYS || clock == DATELINE_CLOCK_ALONE ||
                      (clock == DATELINE_CLOCK_TODAY && same_day);
    if (clock == DATELINE_CLOCK_ALONE && same_day)
        return calendar_format(calendar, a, FORM_CLOCK, ms);
    if (with_clock)
        return calendar_format(calendar, a, same_year ? FORM_DAY_CLOCK : FORM_YEAR_CLOCK, ms);
    return calendar_format(calendar, a, same_year ? FORM_DAY : FORM_YEAR, ms);
}

const char *dateline_long_text(struct calendar *calendar, struct arena *a, int64_t ms)
{
    return calendar_format(calendar, a, FORM_LONG, ms);
}

/* Noon: no zone skips or repeats it on any day that it has. */
static int64_t dateline_noon(struct calendar *calendar, int year, int month, int day)
{
    int64_t first, last;
    struct wall w = {.year = year, .month = month, .day = day, .hour = 12};
    dateline_resolve(calendar, &w, &first, &last);
    return first;
}

const char *dateline_date_text(struct calendar *calendar, struct arena *a, const char *date)
{
    struct wall w;
    if (!dateline_read_date(date, &w))
        return date;
    return calendar_format(calendar, a, FORM_YEAR, dateline_noon(calendar, w.year, w.month, w.day));
}

const char *dateline_month_name(struct calendar *calendar, struct arena *a, int month)
{
    if (month < 1 || month > 12)
        return "";
    return calendar_format(calendar, a, FORM_MONTH, dateline_noon(calendar, 2024, month, 15));
}

const char *dateline_year_text(struct calendar *calendar, struct arena *a, int year)
{
    return calendar_format(calendar, a, FORM_BARE_YEAR, dateline_noon(calendar, year, 7, 1));
}

const char *dateline_month_text(struct calendar *calendar, struct arena *a, int year, int month)
{
    return month < 1 || month > 12 ? ""
                                   : calendar_format(calendar, a, FORM_YEAR_MONTH,
                                                     dateline_noon(calendar, year, month, 15));
}

/* ---- a calendar's page ---- */

int64_t dateline_day_start(struct calendar *calendar, int year, int month, int day)
{
    int64_t first, last;
    struct wall w;
    dateline_date_of(dateline_day_of(year, month, day), &w);
    w.hour = w.minute = w.second = w.millisecond = 0;
    dateline_resolve(calendar, &w, &first, &last);
    return first;
}

int dateline_days_of(int year, int month)
{
    return dateline_month_days(year, month);
}

int dateline_weekday(int year, int month, int day)
{
    int64_t n = dateline_day_of(year, month, day) + 4; /* 1970-01-01 was a Thursday */
    return (int)(n - floor_div(n, 7) * 7);
}

int dateline_first_weekday(const struct calendar *calendar)
{
    const UCalendar *week = udat_getCalendar(calendar->forms[FORM_DAY]);
    return ucal_getAttribute(week, UCAL_FIRST_DAY_OF_WEEK) - UCAL_SUNDAY;
}

const char *dateline_weekday_name(struct calendar *calendar, struct arena *a, int weekday,
                                  bool brief)
{
    if (weekday < 0 || weekday > 6)
        return "";
    /* January 7, 2024 was a Sunday. */
    int64_t at = dateline_noon(calendar, 2024, 1, 7 + weekday);
    const char *name = calendar_format(calendar, a, FORM_WEEKDAY, at);
    const char *short_name = brief ? calendar_format(calendar, a, FORM_WEEKDAY_BRIEF, at) : name;
    return brief && strcmp(short_name, name) == 0
               ? calendar_format(calendar, a, FORM_WEEKDAY_SHORT, at)
               : short_name;
}

/* ---- the line of times ---- */

static const char *dateline_iso_text(struct calendar *calendar, struct arena *a, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];
    dateline_iso(calendar, ms, iso);
    return arena_dup(a, iso);
}

void dateline_line(struct calendar *calendar, struct arena *a, int64_t published_at,
                   int64_t updated_at, bool beside, int64_t now, enum dateline_clock clock,
                   struct dateline_line *out)
{
    bool updated = updated_at != 0;
    beside = beside && updated;
    int64_t lead = updated ? updated_at : published_at;
    *out = (struct dateline_line){
        .updated = updated,
        .text = dateline_text(calendar, a, lead, now, clock),
        .iso = dateline_iso_text(calendar, a, lead),
        .published = beside ? dateline_text(calendar, a, published_at, now, clock) : NULL,
        .published_iso = beside ? dateline_iso_text(calendar, a, published_at) : NULL,
    };
}
