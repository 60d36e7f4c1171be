/* meter.h: what the workers count, in memory that all of them and the supervisor see.
 *
 * Each worker adds to its own meter alone, without locks; whoever reads sums over all, and may see a
 * request in one number that is not yet in another. A meter outlives its worker: the next one in its
 * place goes on with it. */
#ifndef DATELINE_METER_H
#define DATELINE_METER_H

#include "router.h"

#include <stdatomic.h>
#include <stdint.h>

#define METER_ROUTES_MAX 128 /* more rows than the table has; those beyond count as no row */
#define METER_CLASSES 6      /* of statuses: 1xx to 5xx by their first digit */
#define METER_BUCKETS 10     /* of durations, and one more for what took longer */

/* Upper bounds of the buckets, in ms. */
extern const int meter_bounds_ms[METER_BUCKETS];

struct meter {
    atomic_int at_work; /* 0: it waits; 1: at a request; 2 and more: … of this row, see meter_row */
    _Atomic uint64_t answers[METER_ROUTES_MAX + 1][METER_CLASSES]; /* the last: of no row */
    _Atomic uint64_t durations[METER_BUCKETS + 1];
    _Atomic uint64_t duration_us;      /* of all together */
    _Atomic uint64_t hashes, pictures; /* requests that took long, by why */
    _Atomic uint64_t overloaded;       /* refused, for too many did what takes long */
};

struct meters {
    struct meter *v; /* of n workers */
    int n;
};

/* Beside a request; m NULL: nobody counts (CGI). */
void meter_begin(struct meter *m);
void meter_route(struct meter *m, const struct route *route);
void meter_end(struct meter *m, const struct route *route, int status, int64_t us);
/* Such a request, in either case one of several. */
void meter_slow(struct meter *m, bool hash);
void meter_overloaded(struct meter *m);
/* Name of the row that a worker is at; "none": at another request; "-": it waits. */
const char *meter_row(const struct meter *m);

#endif
