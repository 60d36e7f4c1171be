/* dateline_parse.c: dates and times as forms, files and HTTP write them. */
#include "dateline.h"

#include "ascii.h"
#include "dateline_private.h"

#include <string.h>

#define YEAR_MIN 1600
#define YEAR_MAX 2199

/* What a date may say beyond its wall time. */
struct stamp {
    struct wall wall;
    bool has_time, has_zone;
    int offset;       /* minutes east of UTC */
    const char *zone; /* an IANA name in its place, or NULL */
    size_t zone_n;
};

/* A place in the text; each reader moves it past what it read, or leaves it and says false. */
struct cursor {
    const char *p;
};

static bool cursor_take(struct cursor *c, char expected)
{
    if (*c->p != expected)
        return false;
    c->p++;
    return true;
}

/* Between least and most digits, in [low, high]. */
static bool cursor_number(struct cursor *c, int least, int most, int low, int high, int *out)
{
    int n = 0, value = 0;
    for (; n < most && ascii_is_digit(c->p[n]); n++)
        value = value * 10 + (c->p[n] - '0');
    if (n < least || ascii_is_digit(c->p[n]) || value < low || value > high)
        return false;
    c->p += n;
    *out = value;
    return true;
}

static void cursor_spaces(struct cursor *c)
{
    while (*c->p == ' ' || *c->p == '\t' || *c->p == '\r' || *c->p == '\n')
        c->p++;
}

static bool cursor_date(struct cursor *c, struct wall *w)
{
    return cursor_number(c, 4, 4, YEAR_MIN, YEAR_MAX, &w->year) && cursor_take(c, '-') &&
           cursor_number(c, 2, 2, 1, 12, &w->month) && cursor_take(c, '-') &&
           cursor_number(c, 2, 2, 1, 31, &w->day) &&
           w->day <= dateline_month_days(w->year, w->month);
}

/* ".123": kept to the millisecond, further digits are read and dropped. */
static bool cursor_fraction(struct cursor *c, int *ms)
{
    int scale = 100;
    *ms = 0;
    if (!ascii_is_digit(*c->p))
        return false;
    for (; ascii_is_digit(*c->p); c->p++, scale /= 10)
        *ms += (*c->p - '0') * scale;
    return true;
}

/* "9:30", "09:30:00", "09:30:00.5". A leap second is taken for the second before it. */
static bool cursor_time_of_day(struct cursor *c, int least, struct wall *w)
{
    if (!cursor_number(c, least, 2, 0, 23, &w->hour) || !cursor_take(c, ':') ||
        !cursor_number(c, 2, 2, 0, 59, &w->minute))
        return false;
    if (!cursor_take(c, ':'))
        return true;
    if (!cursor_number(c, 2, 2, 0, 60, &w->second))
        return false;
    if (w->second == 60)
        w->second = 59;
    return !cursor_take(c, '.') || cursor_fraction(c, &w->millisecond);
}

/* "-0400", "+05:30", "+02", "-4". */
static bool cursor_offset(struct cursor *c, int *offset)
{
    int hours, minutes = 0;
    bool west = *c->p == '-';
    if (!cursor_take(c, '+') && !cursor_take(c, '-'))
        return false;
    if (ascii_is_digit(c->p[0]) && ascii_is_digit(c->p[1]) && ascii_is_digit(c->p[2])) {
        int both;
        if (!cursor_number(c, 4, 4, 0, 2359, &both) || both % 100 > 59)
            return false;
        hours = both / 100;
        minutes = both % 100;
    } else if (!cursor_number(c, 1, 2, 0, 23, &hours) ||
               (cursor_take(c, ':') && !cursor_number(c, 2, 2, 0, 59, &minutes))) {
        return false;
    }
    *offset = (west ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

/* Abbreviations that mean one thing where English is read. "IST" and "CST" abroad mean others; the
 * American ones are those of RFC 5322. */
static bool cursor_zone_abbreviation(struct cursor *c, int *offset)
{
    static const struct {
        char name[6];
        short minutes;
    } zones[] = {{"EST", -300}, {"EDT", -240}, {"CST", -360}, {"CDT", -300},  {"MST", -420},
                 {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"AKST", -540}, {"AKDT", -480},
                 {"HST", -600}, {"WET", 0},    {"WEST", 60},  {"BST", 60},    {"CET", 60},
                 {"CEST", 120}, {"EET", 120},  {"EEST", 180}, {"MSK", 180},   {"JST", 540},
                 {"KST", 540},  {"AEST", 600}, {"AEDT", 660}, {"NZST", 720},  {"NZDT", 780}};
    size_t n = 0;
    while (ascii_is_letter((unsigned char)c->p[n]))
        n++;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (strlen(zones[i].name) != n || strncmp(zones[i].name, c->p, n) != 0 || c->p[n] == '/')
            continue;
        c->p += n;
        *offset = zones[i].minutes;
        return true;
    }
    return false;
}

/* "America/New_York", in brackets or not. */
static bool cursor_zone_name(struct cursor *c, struct stamp *s)
{
    char name[DATELINE_ZONE_MAX];
    bool brackets = cursor_take(c, '[');
    size_t n = 0;
    while (ascii_is_alnum((unsigned char)c->p[n]) || (c->p[n] && strchr("/_+-", c->p[n])))
        n++;
    if (n == 0 || n >= sizeof name)
        return false;
    memcpy(name, c->p, n);
    name[n] = '\0';
    if (!strchr(name, '/') || !dateline_zone_known(name)) /* "IST" is three zones */
        return false;
    s->zone = c->p;
    s->zone_n = n;
    c->p += n;
    return !brackets || cursor_take(c, ']');
}

/* "Z", "UTC", "GMT+0100 (CET)", an offset, an abbreviation, a name. */
static bool cursor_zone(struct cursor *c, struct stamp *s)
{
    bool utc = strncmp(c->p, "UTC", 3) == 0 || strncmp(c->p, "GMT", 3) == 0;
    s->has_zone = true;
    if ((*c->p == 'Z' || *c->p == 'z') && !ascii_is_letter((unsigned char)c->p[1])) {
        c->p++;
    } else if (utc && !ascii_is_alnum((unsigned char)c->p[3])) {
        c->p += 3;
        if (*c->p == '+' || *c->p == '-')
            return cursor_offset(c, &s->offset);
    } else if (*c->p == '+' || *c->p == '-') {
        if (!cursor_offset(c, &s->offset))
            return false;
        cursor_spaces(c);
        if (*c->p == '[') { /* RFC 9557: the offset says it all */
            struct stamp name = {0};
            return cursor_zone_name(c, &name);
        }
    } else {
        return cursor_zone_abbreviation(c, &s->offset) || cursor_zone_name(c, s);
    }
    return true;
}

static bool dateline_within_bounds(int64_t ms)
{
    return ms >= DATELINE_MIN && ms <= DATELINE_MAX;
}

enum dateline_parsed dateline_from_local(struct calendar *calendar, const char *s, int64_t *out,
                                         int64_t *second)
{
    struct cursor c = {s};
    struct wall w = {0};
    if (!s || !cursor_date(&c, &w) || (!cursor_take(&c, 'T') && !cursor_take(&c, ' ')) ||
        !cursor_time_of_day(&c, 2, &w) || *c.p != '\0')
        return DATELINE_MALFORMED;
    bool exists = dateline_resolve(calendar, &w, out, second);
    if (!dateline_within_bounds(*out) || !dateline_within_bounds(*second))
        return DATELINE_MALFORMED;
    if (!exists)
        return DATELINE_GAP;
    return *out == *second ? DATELINE_OK : DATELINE_TWICE;
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* An English name of which three letters or all are written, "Jun", "Sept.", "June". */
static bool cursor_english(struct cursor *c, const char *const *names, int n, int *index)
{
    size_t length = 0;
    while (ascii_is_letter((unsigned char)c->p[length]))
        length++;
    for (*index = 0; length >= 3 && *index < n; ++*index) {
        size_t i = 0;
        const char *name = names[*index];
        while (i < length && name[i] && ascii_lower(c->p[i]) == ascii_lower(name[i]))
            i++;
        if (i < length)
            continue;
        c->p += length;
        cursor_take(c, '.');
        return true;
    }
    return false;
}

static bool cursor_month(struct cursor *c, int *month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    if (!cursor_english(c, names, 12, month))
        return false;
    ++*month;
    return true;
}

/* "1", "1st", "01,". */
static bool cursor_day(struct cursor *c, int *day)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    if (!cursor_number(c, 1, 2, 1, 31, day))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (strncmp(c->p, endings[i], 2) == 0) {
            c->p += 2;
            break;
        }
    cursor_take(c, ',');
    cursor_spaces(c);
    return true;
}

/* "Tue, 29 June 2015", "Jun 29, 2015". */
static bool cursor_date_in_words(struct cursor *c, struct wall *w)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    int weekday;
    if (cursor_english(c, days, 7, &weekday)) {
        cursor_take(c, ',');
        cursor_spaces(c);
    }
    bool month_first = cursor_month(c, &w->month);
    cursor_spaces(c);
    if (!cursor_day(c, &w->day) || (!month_first && !cursor_month(c, &w->month)))
        return false;
    cursor_take(c, ',');
    cursor_spaces(c);
    return cursor_number(c, 4, 4, YEAR_MIN, YEAR_MAX, &w->year);
}

/* "2015-6-29", "2015/06/29", "2015.06.29" and "29.6.2015"; with slashes the year must lead, for
 * nobody knows whether "3/4/2015" is in March. */
static bool cursor_date_in_numbers(struct cursor *c, struct wall *w)
{
    struct cursor start = *c;
    if (cursor_number(c, 4, 4, YEAR_MIN, YEAR_MAX, &w->year)) {
        char mark = *c->p;
        return mark && strchr("-/.", mark) && cursor_take(c, mark) &&
               cursor_number(c, 1, 2, 1, 12, &w->month) && cursor_take(c, mark) &&
               cursor_number(c, 1, 2, 1, 31, &w->day);
    }
    *c = start;
    return cursor_number(c, 1, 2, 1, 31, &w->day) && cursor_take(c, '.') &&
           cursor_number(c, 1, 2, 1, 12, &w->month) && cursor_take(c, '.') &&
           cursor_number(c, 4, 4, YEAR_MIN, YEAR_MAX, &w->year);
}

static bool cursor_any_date(struct cursor *c, struct wall *w)
{
    struct cursor start = *c;
    bool read = cursor_date_in_numbers(c, w);
    if (!read) {
        *c = start;
        *w = (struct wall){0};
        read = cursor_date_in_words(c, w);
    }
    return read && w->day <= dateline_month_days(w->year, w->month);
}

/* True when the time of day follows the date, after a 'T' or after spaces. */
static bool cursor_time_follows(struct cursor *c)
{
    if (cursor_take(c, 'T') || cursor_take(c, 't'))
        return true;
    const char *after_date = c->p;
    if (cursor_take(c, ',') && *c->p != ' ')
        return false;
    cursor_spaces(c);
    if (strncmp(c->p, "at ", 3) == 0)
        c->p += 3;
    return c->p > after_date && ascii_is_digit(*c->p);
}

/* "PM" behind a time of day of twelve hours. */
static bool cursor_half_of_day(struct cursor *c, struct wall *w)
{
    char half = ascii_lower(c->p[0]);
    if ((half != 'a' && half != 'p') || ascii_lower(c->p[1]) != 'm' ||
        ascii_is_letter((unsigned char)c->p[2]))
        return true;
    c->p += 2;
    if (w->hour < 1 || w->hour > 12)
        return false;
    w->hour = w->hour % 12 + (half == 'p' ? 12 : 0);
    return true;
}

static bool cursor_stamp(struct cursor *c, struct stamp *s)
{
    cursor_spaces(c);
    if (!cursor_any_date(c, &s->wall))
        return false;
    if (cursor_time_follows(c)) {
        s->has_time = true;
        if (!cursor_time_of_day(c, 1, &s->wall))
            return false;
        cursor_spaces(c);
        if (!cursor_half_of_day(c, &s->wall))
            return false;
        cursor_spaces(c);
        if (*c->p != '\0' && !cursor_zone(c, s))
            return false;
        cursor_spaces(c);
        if (*c->p == '(') /* RFC 5322's and JavaScript's comment: the zone in words */
            c->p += strcspn(c->p, ")") + (strchr(c->p, ')') != NULL);
    }
    return *c->p == '\0';
}

/* The wall time in a zone of its own. False: out of memory. */
static bool dateline_in_zone(const struct stamp *st, int64_t *out)
{
    char name[DATELINE_ZONE_MAX];
    int64_t last;
    memcpy(name, st->zone, st->zone_n);
    name[st->zone_n] = '\0';
    struct calendar *there = calendar_open(name, "en");
    if (!there)
        return false;
    dateline_resolve(there, &st->wall, out, &last);
    calendar_close(there);
    return true;
}

enum dateline_parsed dateline_from_file(struct calendar *calendar, const char *s, int64_t *out,
                                        bool *date_only)
{
    struct cursor c = {s};
    struct stamp st = {0};
    int64_t last;
    if (!s || !cursor_stamp(&c, &st))
        return DATELINE_MALFORMED;
    if (!st.has_time)
        st.wall.hour = 12;
    if (st.zone && !dateline_in_zone(&st, out))
        return DATELINE_MALFORMED;
    if (st.has_zone && !st.zone)
        *out = dateline_utc_of(&st.wall) - (int64_t)st.offset * 60000;
    else if (!st.has_zone)
        dateline_resolve(calendar, &st.wall, out, &last);
    if (date_only)
        *date_only = !st.has_time;
    return dateline_within_bounds(*out) ? DATELINE_OK : DATELINE_MALFORMED;
}

bool dateline_read_date(const char *s, struct wall *out)
{
    struct cursor c = {s};
    *out = (struct wall){0};
    return s && cursor_date(&c, out) && *c.p == '\0';
}

bool dateline_is_date(const char *s)
{
    struct wall w;
    return dateline_read_date(s, &w);
}

static bool cursor_one_of(struct cursor *c, const char (*names)[4], int n, int *index)
{
    for (*index = 0; *index < n; ++*index) {
        if (strncmp(c->p, names[*index], 3) == 0) {
            c->p += 3;
            return true;
        }
    }
    return false;
}

bool dateline_from_http(const char *s, int64_t *ms)
{
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct cursor c = {s};
    struct wall w = {0};
    int day_of_week;
    /* The length settles that all parts have two digits and that no fraction is there. */
    if (!s || strlen(s) != 29 || !cursor_one_of(&c, days, 7, &day_of_week) ||
        !cursor_take(&c, ',') || !cursor_take(&c, ' ') || !cursor_number(&c, 2, 2, 1, 31, &w.day) ||
        !cursor_take(&c, ' ') || !cursor_one_of(&c, months, 12, &w.month) ||
        !cursor_take(&c, ' ') || !cursor_number(&c, 4, 4, YEAR_MIN, YEAR_MAX, &w.year) ||
        !cursor_take(&c, ' ') || !cursor_time_of_day(&c, 2, &w) || strcmp(c.p, " GMT") != 0)
        return false;
    w.month++;
    w.millisecond = 0;
    if (w.day > dateline_month_days(w.year, w.month))
        return false;
    *ms = dateline_utc_of(&w);
    return true;
}
