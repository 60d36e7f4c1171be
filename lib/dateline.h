/* dateline.h: instants, zones, and how a reader sees them (docs/timestamps.md).
 *
 * An instant is int64_t milliseconds since 1970-01-01T00:00:00Z. 0 means "none": not published,
 * never updated. Zones are IANA names, calendars Gregorian, formats come from ICU. */
#ifndef DATELINE_DATELINE_H
#define DATELINE_DATELINE_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Bounds of what the parsers below accept: years 1600 to 2199. */
#define DATELINE_MIN INT64_C(-11676096000000)
#define DATELINE_MAX INT64_C(7258118399999)
#define DATELINE_ISO_SIZE 32
#define DATELINE_HTTP_SIZE 32
#define DATELINE_LOCAL_SIZE 20

/* The time now, from the real-time clock. */
int64_t dateline_now(void);

/* A site's calendar: zone and locale with their ICU formatters, opened once. Not thread-safe. */
struct calendar;
/* NULL when the zone or the locale is unknown. Owned by the caller. */
struct calendar *calendar_open(const char *zone, const char *locale);
void calendar_close(struct calendar *calendar);
bool dateline_zone_known(const char *zone);

struct dateline_civil {
    int year, month, day, hour, minute, second; /* month 1..12 */
    int offset;                                 /* minutes east of UTC at that instant */
};
void dateline_civil(struct calendar *calendar, int64_t ms, struct dateline_civil *out);

enum dateline_parsed {
    DATELINE_OK,
    DATELINE_MALFORMED, /* not a date and time */
    DATELINE_GAP,       /* does not exist in the zone: clocks jump over it */
    DATELINE_TWICE,     /* exists twice; *out is the first, *second the later instant */
    DATELINE_PARSED_MAX
};
/* A form's local time, "2026-01-08T09:30" (optional seconds, 'T' or a space), in the calendar's
 * zone. In a GAP *out is the instant just after the jump. */
enum dateline_parsed dateline_from_local(struct calendar *calendar, const char *s, int64_t *out,
                                         int64_t *second);
/* The value for <input type="datetime-local">, "2026-01-08T09:30". */
void dateline_to_local(struct calendar *calendar, int64_t ms, char out[DATELINE_LOCAL_SIZE]);

/* A date as files write them: "2015-06-29 1:00:19 -0400", "2015-06-29", RFC 3339, with or without
 * seconds, zone, "Z", 'T'; "2015/6/29", "29.6.2015", "Jun 29 2015", "Mon, 29 June 2015", what RFC
 * 5322 and JavaScript print. A zone may be an offset ("-4", "+0530", "GMT+1"), one of the usual
 * abbreviations that mean one thing ("EST", "CEST"), or an IANA name. No zone means the calendar's zone (the first of two, after a gap the
 * jump's end); no time of day means noon there, and *date_only is set. GAP and TWICE never come
 * back. */
enum dateline_parsed dateline_from_file(struct calendar *calendar, const char *s, int64_t *out,
                                        bool *date_only);
/* "2026-01-08": a plain date, for the day a price was checked. */
bool dateline_is_date(const char *s);

/* RFC 3339 in the calendar's zone, "2026-01-08T09:30:00+00:00". */
void dateline_iso(struct calendar *calendar, int64_t ms, char out[DATELINE_ISO_SIZE]);
/* IMF-fixdate (RFC 9110 5.6.7). Whole seconds. */
void dateline_http(int64_t ms, char out[DATELINE_HTTP_SIZE]);
/* IMF-fixdate alone; false for anything else, as for the two obsolete forms. */
bool dateline_from_http(const char *s, int64_t *ms);

enum dateline_clock {
    DATELINE_CLOCK_TODAY,  /* time and zone only on the day itself */
    DATELINE_CLOCK_ALWAYS, /* always */
    DATELINE_CLOCK_NEVER,  /* date alone */
    DATELINE_CLOCK_ALONE,  /* the time alone on the day itself, else as ALWAYS */
    DATELINE_CLOCK_MAX
};
/* "Jan 8"; with the year when it is not now's; with time and zone as `clock` says. */
const char *dateline_text(struct calendar *calendar, struct arena *a, int64_t ms, int64_t now,
                          enum dateline_clock clock);
/* "January 8, 2026", for a heading or its own page. A plain date takes dateline_date_text. */
const char *dateline_long_text(struct calendar *calendar, struct arena *a, int64_t ms);
/* A plain date "2026-01-08" as "Jan 8, 2026"; the text itself when it is none. */
const char *dateline_date_text(struct calendar *calendar, struct arena *a, const char *date);
/* "January" of 1..12. */
const char *dateline_month_name(struct calendar *calendar, struct arena *a, int month);

/* "2026", as a heading; in the locale's digits. */
const char *dateline_year_text(struct calendar *calendar, struct arena *a, int year);
/* "January 2026", for a heading. */
const char *dateline_month_text(struct calendar *calendar, struct arena *a, int year, int month);

/* ---- A calendar's page ---- */

/* The instant at which a day begins in the calendar's zone. The day after a month's last is the
 * first of the next month. */
int64_t dateline_day_start(struct calendar *calendar, int year, int month, int day);
/* 28 to 31. */
int dateline_days_of(int year, int month);
/* 0 is Sunday. */
int dateline_weekday(int year, int month, int day);
/* The day that begins a week where the locale is at home; 0 is Sunday. */
int dateline_first_weekday(const struct calendar *calendar);
/* "Thursday", or "Thu"; 0 is Sunday. */
const char *dateline_weekday_name(struct calendar *calendar, struct arena *a, int weekday,
                                  bool brief);

/* The line below a headline. Which of the two instants readers should know first. */
struct dateline_line {
    bool updated;          /* "Updated:" leads; else "Published:" */
    const char *text;      /* of the leading instant */
    const char *iso;       /* of the leading instant */
    const char *published; /* beside an Updated line, if wanted: the published text, else NULL */
    const char *published_iso;
};
void dateline_line(struct calendar *calendar, struct arena *a, int64_t published_at,
                   int64_t updated_at, bool beside, int64_t now, enum dateline_clock clock,
                   struct dateline_line *out);

#endif
