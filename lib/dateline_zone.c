/* dateline_zone.c: how far a zone is ahead of UTC, and when.
 *
 * ICU computes a whole calendar to say so. A page asks some hundred times, mostly about instants
 * within the same few summers and winters, so their bounds are kept. */
#include "dateline_private.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>

#define SPANS_MAX 32

/* The zone is `offset` ms ahead of UTC at all instants from `from` until before `to`. */
struct span {
    int64_t from, to, offset;
};

struct dateline_zone {
    UCalendar *calendar;
    struct span spans[SPANS_MAX];
    size_t n;    /* spans known */
    size_t last; /* the one that answered last */
    size_t next; /* the one to be forgotten next */
};

/* ICU also reads "GMT+5"; a site must not, for such a zone knows no summer time. */
bool dateline_zone_id(const char *zone, UChar out[DATELINE_ZONE_MAX])
{
    UChar canonical[DATELINE_ZONE_MAX];
    UBool system = 0;
    UErrorCode e = U_ZERO_ERROR;
    size_t n = zone ? strnlen(zone, DATELINE_ZONE_MAX) : 0;
    if (n == 0 || n == DATELINE_ZONE_MAX)
        return false;
    for (size_t i = 0; i <= n; i++) {
        if ((unsigned char)zone[i] >= 0x80)
            return false;
        out[i] = (UChar)zone[i];
    }
    ucal_getCanonicalTimeZoneID(out, -1, canonical, DATELINE_ZONE_MAX, &system, &e);
    return U_SUCCESS(e) && system && strcmp(zone, "Etc/Unknown") != 0;
}

bool dateline_zone_known(const char *zone)
{
    UChar id[DATELINE_ZONE_MAX];
    return dateline_zone_id(zone, id);
}

struct dateline_zone *dateline_zone_open(const UChar *id)
{
    UErrorCode e = U_ZERO_ERROR;
    struct dateline_zone *z = calloc(1, sizeof *z);
    if (!z)
        return NULL;
    z->calendar = ucal_open(id, -1, "en", UCAL_GREGORIAN, &e);
    if (U_SUCCESS(e))
        return z;
    dateline_zone_close(z);
    return NULL;
}

void dateline_zone_close(struct dateline_zone *z)
{
    if (!z)
        return;
    if (z->calendar)
        ucal_close(z->calendar);
    free(z);
}

static int64_t zone_change(struct dateline_zone *z, UTimeZoneTransitionType which, int64_t if_none)
{
    UErrorCode e = U_ZERO_ERROR;
    UDate at;
    return ucal_getTimeZoneTransitionDate(z->calendar, which, &at, &e) && U_SUCCESS(e) ? (int64_t)at
                                                                                       : if_none;
}

/* The span around ms, from ICU. */
static struct span zone_span_ask(struct dateline_zone *z, int64_t ms)
{
    UErrorCode e = U_ZERO_ERROR;
    ucal_setMillis(z->calendar, (UDate)ms, &e);
    int64_t offset = ucal_get(z->calendar, UCAL_ZONE_OFFSET, &e);
    offset += ucal_get(z->calendar, UCAL_DST_OFFSET, &e);
    if (U_FAILURE(e))
        return (struct span){ms, ms, 0};
    return (struct span){
        .from = zone_change(z, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, INT64_MIN),
        .to = zone_change(z, UCAL_TZ_TRANSITION_NEXT, INT64_MAX),
        .offset = offset,
    };
}

static bool zone_span_has(const struct span *s, int64_t ms)
{
    return s->from <= ms && ms < s->to;
}

int64_t dateline_zone_offset(struct dateline_zone *z, int64_t ms)
{
    if (zone_span_has(&z->spans[z->last], ms))
        return z->spans[z->last].offset;
    for (size_t i = 0; i < z->n; i++) {
        if (zone_span_has(&z->spans[i], ms)) {
            z->last = i;
            return z->spans[i].offset;
        }
    }
    z->last = z->next;
    z->next = (z->next + 1) % SPANS_MAX;
    if (z->n < SPANS_MAX)
        z->n++;
    z->spans[z->last] = zone_span_ask(z, ms);
    return z->spans[z->last].offset;
}
