/* dateline_private.h: what dateline.c (instants and their display), dateline_parse.c and
 * dateline_zone.c share. */
#ifndef DATELINE_DATELINE_PRIVATE_H
#define DATELINE_DATELINE_PRIVATE_H

#include "dateline.h"

#include <stdbool.h>
#include <stdint.h>
#include <unicode/utypes.h>

#define DATELINE_ZONE_MAX 64 /* UTF-16 units of a zone's name, with its end */

/* A zone, and what was asked of it before. */
struct dateline_zone;
/* A zone of the IANA data as ICU wants it. False: there is none of that name. */
bool dateline_zone_id(const char *zone, UChar out[DATELINE_ZONE_MAX]);
/* NULL: out of memory. Owned by the caller. */
struct dateline_zone *dateline_zone_open(const UChar *id);
void dateline_zone_close(struct dateline_zone *z);
/* Milliseconds that the zone is ahead of UTC at ms. */
int64_t dateline_zone_offset(struct dateline_zone *z, int64_t ms);

/* A date and time of day in no zone. month 1..12. */
struct wall {
    int year, month, day, hour, minute, second, millisecond;
};

/* Days of a month, 28 to 31. */
int dateline_month_days(int year, int month);
/* The instant that would be if the wall clock ran on UTC. */
int64_t dateline_utc_of(const struct wall *w);
/* "2026-01-08" and nothing else. */
bool dateline_read_date(const char *s, struct wall *out);
/* First and last instant at which the calendar's zone shows w; different when it exists twice.
 * False when it does not exist: both are then the instant at which the gap ends. */
bool dateline_resolve(struct calendar *calendar, const struct wall *w, int64_t *first,
                      int64_t *last);

#endif
