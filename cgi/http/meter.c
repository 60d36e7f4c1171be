/* meter.c: see meter.h. */
#include "meter.h"

#include "lib/dateline.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

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
        atomic_store(&m->at, "none");
}

void meter_route(struct meter *m, const struct route *route)
{
    if (m && route)
        atomic_store(&m->at, route->name);
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
    atomic_store(&m->at, NULL);
}

void meter_slow(struct meter *m, bool hash)
{
    meter_add(hash ? &m->hashes : &m->pictures, 1);
}

void meter_overloaded(struct meter *m)
{
    meter_add(&m->overloaded, 1);
}

/* Only its own process writes to it; others read a name once n says that it is there. */
void meter_seen(void *ctx, enum log_level level, const char *event)
{
    struct meter *m = ctx;
    for (size_t i = 0; i < METER_EVENTS; i++) {
        struct meter_event *e = &m->events[i];
        bool is_new = atomic_load(&e->n) == 0;
        if (is_new)
            snprintf(e->name, sizeof e->name, "%s", event);
        else if (strncmp(e->name, event, sizeof e->name - 1) != 0)
            continue;
        if (is_new || (int)level < atomic_load(&e->level))
            atomic_store(&e->level, (int)level);
        atomic_store(&e->last_at, dateline_now());
        atomic_fetch_add(&e->n, 1);
        return;
    }
}
