/* meter.h: what the workers count, in memory that all of them and the supervisor see.
 *
 * Each worker adds to its own meter alone, without locks; whoever reads sums over all, and may see a
 * request in one number that is not yet in another. A meter outlives its worker: the next one in its
 * place goes on with it. */
#ifndef DATELINE_METER_H
#define DATELINE_METER_H

#include "router.h"

#include "lib/log.h"

#include <stdatomic.h>
#include <stdint.h>

#define METER_ROUTES_MAX 128 /* more rows than the table has; those beyond count as no row */
#define METER_CLASSES 6      /* of statuses: 1xx to 5xx by their first digit */
#define METER_BUCKETS 10     /* of durations, and one more for what took longer */
#define METER_EVENTS 32      /* names of warnings and errors that are told apart */
#define METER_EVENT_SIZE 32  /* bytes of one */

/* Warnings and errors of one name. */
struct meter_event {
    char name[METER_EVENT_SIZE]; /* set once, before n is */
    atomic_int level;            /* enum log_level */
    _Atomic uint64_t n;          /* 0: this one and those behind it are unused */
    _Atomic int64_t last_at;     /* ms UTC */
};

/* Upper bounds of the buckets, in ms. */
extern const int meter_bounds_ms[METER_BUCKETS];

struct meter {
    const char
        *_Atomic at; /* the name of the row that it is at, a constant; "none": at another request;
                             * NULL: it waits */
    atomic_int waiting; /* requests that are whole and wait for a turn at what takes long */
    _Atomic uint64_t answers[METER_ROUTES_MAX + 1][METER_CLASSES]; /* the last: of no row */
    _Atomic uint64_t durations[METER_BUCKETS + 1];
    _Atomic uint64_t duration_us;            /* of all together */
    _Atomic uint64_t hashes, pictures;       /* requests that took long, by why */
    _Atomic uint64_t overloaded;             /* refused, for too many did what takes long */
    struct meter_event events[METER_EVENTS]; /* what the process logged; see meter_seen */
};

struct meters {
    struct meter *v; /* of n workers, and one more: the supervisor's, which has events alone */
    int n;
    int64_t since; /* ms UTC: when counting began */
};

/* Beside a request; m NULL: nobody counts (CGI). */
void meter_begin(struct meter *m);
void meter_route(struct meter *m, const struct route *route);
void meter_end(struct meter *m, const struct route *route, int status, int64_t us);
/* Such a request, in either case one of several. */
void meter_slow(struct meter *m, bool hash);
void meter_overloaded(struct meter *m);
/* Counts a warning or an error, for log_watch: ctx is the process' own meter. Names beyond METER_EVENTS are
 * not counted. */
log_seen_fn meter_seen;
/* Name of the row that a worker is at; "none": at another request; "-": it waits. */
static inline const char *meter_row(const struct meter *m)
{
    const char *at = atomic_load(&m->at);
    return at ? at : "-";
}

#endif
