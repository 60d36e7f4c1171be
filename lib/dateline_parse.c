/* dateline_parse.c: dates and times as forms, files and HTTP write them. */
#include "dateline.h"

#include "ascii.h"
#include "dateline_private.h"

#include <string.h>

#define YEAR_MIN 1800
#define YEAR_MAX 2199

/* What a date may say beyond its wall time. */
struct stamp {
    struct wall wall;
    bool has_time, has_zone;
    int offset; /* minutes east of UTC */
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

/* least: 2 where a month and a day must have two digits, 1 where they may have one. */
static bool cursor_date(struct cursor *c, int least, struct wall *w)
{
    return cursor_number(c, 4, 4, YEAR_MIN, YEAR_MAX, &w->year) && cursor_take(c, '-') &&
           cursor_number(c, least, 2, 1, 12, &w->month) && cursor_take(c, '-') &&
           cursor_number(c, least, 2, 1, 31, &w->day) &&
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

/* "Z", "UTC", "GMT", "-0400", "+05:30", "+02". */
static bool cursor_zone(struct cursor *c, struct stamp *s)
{
    int hours, minutes = 0;
    s->has_zone = true;
    if (cursor_take(c, 'Z') || cursor_take(c, 'z'))
        return true;
    if (strncmp(c->p, "UTC", 3) == 0 || strncmp(c->p, "GMT", 3) == 0) {
        c->p += 3;
        return true;
    }
    bool west = *c->p == '-';
    if (!cursor_take(c, '+') && !cursor_take(c, '-'))
        return false;
    if (ascii_is_digit(c->p[0]) && ascii_is_digit(c->p[1]) && ascii_is_digit(c->p[2])) {
        int both;
        if (!cursor_number(c, 4, 4, 0, 2359, &both) || both % 100 > 59)
            return false;
        hours = both / 100;
        minutes = both % 100;
    } else if (!cursor_number(c, 2, 2, 0, 23, &hours) ||
               (cursor_take(c, ':') && !cursor_number(c, 2, 2, 0, 59, &minutes))) {
        return false;
    }
    s->offset = (west ? -1 : 1) * (hours * 60 + minutes);
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
    if (!s || !cursor_date(&c, 2, &w) || (!cursor_take(&c, 'T') && !cursor_take(&c, ' ')) ||
        !cursor_time_of_day(&c, 2, &w) || *c.p != '\0')
        return DATELINE_MALFORMED;
    bool exists = dateline_resolve(calendar, &w, out, second);
    if (!dateline_within_bounds(*out) || !dateline_within_bounds(*second))
        return DATELINE_MALFORMED;
    if (!exists)
        return DATELINE_GAP;
    return *out == *second ? DATELINE_OK : DATELINE_TWICE;
}

/* True when the time of day follows the date, after a 'T' or after spaces. */
static bool cursor_time_follows(struct cursor *c)
{
    if (cursor_take(c, 'T') || cursor_take(c, 't'))
        return true;
    const char *after_date = c->p;
    cursor_spaces(c);
    return c->p > after_date && ascii_is_digit(*c->p);
}

static bool cursor_stamp(struct cursor *c, struct stamp *s)
{
    cursor_spaces(c);
    if (!cursor_date(c, 1, &s->wall))
        return false;
    if (cursor_time_follows(c)) {
        s->has_time = true;
        if (!cursor_time_of_day(c, 1, &s->wall))
            return false;
        cursor_spaces(c);
        if (*c->p != '\0' && !cursor_zone(c, s))
            return false;
        cursor_spaces(c);
    }
    return *c->p == '\0';
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
    if (st.has_zone)
        *out = dateline_utc_of(&st.wall) - (int64_t)st.offset * 60000;
    else
        dateline_resolve(calendar, &st.wall, out, &last);
    if (date_only)
        *date_only = !st.has_time;
    return dateline_within_bounds(*out) ? DATELINE_OK : DATELINE_MALFORMED;
}

bool dateline_read_date(const char *s, struct wall *out)
{
    struct cursor c = {s};
    *out = (struct wall){0};
    return s && cursor_date(&c, 2, out) && *c.p == '\0';
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
