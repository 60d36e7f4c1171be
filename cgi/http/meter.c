/* meter.c: see meter.h. */
#include "meter.h"

#include <stddef.h>

enum { WAITS, AT_WORK, FIRST_ROW };

const int meter_bounds_ms[METER_BUCKETS] = {1, 2, 5, 10, 25, 50, 100, 500, 1000, 5000};

static size_t meter_index(const struct route *route)
{
    size_t i = route ? (size_t)(route - routes) : METER_ROUTES_MAX;
    return i < METER_ROUTES_MAX ? i : METER_ROUTES_MAX;
}

static void meter_add(_Atomic uint64_t *where, uint64_t n)
{
    atomic_fetch_add_explicit(where, n, memory_order_relaxed);
}

void meter_begin(struct meter *m)
{
    if (m)
        atomic_store(&m->at_work, AT_WORK);
}

void meter_route(struct meter *m, const struct route *route)
{
    if (m && route)
        atomic_store(&m->at_work, FIRST_ROW + (int)meter_index(route));
}

void meter_end(struct meter *m, const struct route *route, int status, int64_t us)
{
    int class = status / 100, bucket = 0;
    if (!m)
        return;
    meter_add(&m->answers[meter_index(route)][class < METER_CLASSES ? class : 0], 1);
    while (bucket < METER_BUCKETS && us > meter_bounds_ms[bucket] * INT64_C(1000))
        bucket++;
    meter_add(&m->durations[bucket], 1);
    meter_add(&m->duration_us, (uint64_t)us);
    atomic_store(&m->at_work, WAITS);
}

void meter_slow(struct meter *m, bool hash)
{
    meter_add(hash ? &m->hashes : &m->pictures, 1);
}

void meter_overloaded(struct meter *m)
{
    meter_add(&m->overloaded, 1);
}

const char *meter_row(const struct meter *m)
{
    int at = atomic_load(&m->at_work);
    if (at == WAITS)
        return "-";
    size_t row = (size_t)(at - FIRST_ROW);
    return at >= FIRST_ROW && row < routes_n ? routes[row].name : "none";
}
