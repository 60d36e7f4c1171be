/* worker_request.c: what becomes of a request that has come: answered, given away, or left to wait. */
#include "worker_private.h"

#include "fcgi.h"
#include "lib/clock.h"

#include <string.h>

#define GIVE_US 200      /* what others must wait for us before another worker is woken for them */
#define WAITING_MAX 8    /* requests that wait for their turn; more are refused */
#define WAITING_MS 10000 /* … as is one that waited so long … */
#define TYPED_MS 45000   /* … or so long with somebody's text, or from where people sign in */
#define HELD_MS 6000     /* … while somebody else writes; its page then shows the text again */

static const char *judged_param(void *ctx, const char *name)
{
    return fcgi_params_find(ctx, name);
}

static struct exchange_need worker_judge(void *ctx, const struct fcgi_scan *scan)
{
    struct worker *w = ctx;
    struct fcgi_params params;
    struct exchange_io io = {.param = judged_param, .ctx = &params};
    struct exchange_need need = {0};
    fcgi_params_read(scan, w->arena, &params);
    const char *method = fcgi_params_find(&params, "REQUEST_METHOD");
    if (method && strcmp(method, "POST") == 0)
        need = exchange_look(w->opt->functions, w->app, w->arena, &io);
    arena_reset(w->arena);
    return need;
}

void worker_serve(struct worker *w, struct connection *v, bool overloaded)
{
    struct worker_state *self = &w->opt->fleet->states[w->opt->self];
    if (overloaded)
        meter_overloaded(&w->opt->fleet->meters.v[w->opt->self]);
    int64_t began = clock_monotonic_us();
    atomic_store(&self->busy_since, began / 1000);
    bool open = fcgi_serve(w->opt->functions, w->app, w->arena, v->fd, &v->c, overloaded,
                           w->opt->fleet, w->opt->self);
    arena_reset(w->arena);
    collect_free(&v->c, &w->reserved);
    v->answered = true;
    worker_set(w, v, open ? OPEN : CLOSED);
    int64_t now = clock_monotonic_us();
    v->used = now / 1000;
    w->cost_us += (now - began - w->cost_us) / 8;
    atomic_store(&self->busy_since, 0);
    if (v->state == OPEN && w->ending)
        worker_end_idle(w, v);
}

bool worker_give(struct worker *w, struct connection *v, int to)
{
    if (to < 0)
        return false;
    /* It stays open with the other one, so closing it here would not end our watch. */
    bool watched = v->state == OPEN;
    if (watched)
        worker_unwatch(w, v);
    bool given = fleet_send(w->opt->fleet, to, v->fd, &v->c, &w->reserved);
    if (given)
        worker_set(w, v, CLOSED);
    else if (watched && !worker_watch(w, v))
        worker_drop(w, v);
    return given;
}

/* Before something that takes long: whoever may send a request meanwhile goes to the others. */
static void worker_give_idle(struct worker *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if (worker_is_idle(w->v[i]) &&
            !worker_give(w, w->v[i], fleet_find(w->opt->fleet, w->opt->self, &w->turn)))
            return;
    }
}

/* Whether a request that takes long has waited long enough, or is one too many that would wait. */
static bool worker_is_overloaded(const struct worker *w, const struct connection *v)
{
    bool patient = v->c.need.typed || v->c.need.known;
    if (v->state != WAITING)
        return !patient && w->in[WAITING] >= WAITING_MAX;
    int64_t most = !patient ? WAITING_MS : v->c.need.slow ? TYPED_MS : HELD_MS;
    return clock_monotonic_ms() - v->used > most;
}

/* Refused, or left to wait. Somebody's text is refused only by its own page, which shows it again. */
static void worker_wait(struct worker *w, struct connection *v)
{
    if (worker_is_overloaded(w, v)) {
        worker_serve(w, v, v->c.need.slow || !v->c.need.typed);
    } else if (v->state != WAITING) {
        worker_set(w, v, WAITING);
        v->used = clock_monotonic_ms();
    }
}

/* A look at the lock is good for a moment, however many wait for it. */
static bool worker_can_write(struct worker *w)
{
    int64_t now = clock_monotonic_ms();
    if (now - w->held < TURN_MS / 2)
        return false;
    bool can = !w->opt->functions->can_write || w->opt->functions->can_write(w->app);
    if (!can)
        w->held = now;
    return can;
}

/* A request that takes long is answered here if it may, else by another worker, else later. */
static void worker_take_slow(struct worker *w, struct connection *v)
{
    struct fleet *fleet = w->opt->fleet;
    if (fleet_begin_slow(fleet, w->opt->self, v->c.need.hash)) {
        meter_slow(&fleet->meters.v[w->opt->self], v->c.need.hash);
        worker_give_idle(w);
        worker_serve(w, v, false);
        fleet_end_slow(fleet, w->opt->self);
    } else if (!worker_give(w, v, fleet_find_slow(fleet, w->opt->self, v->c.need.hash))) {
        worker_wait(w, v);
    }
}

/* At the end nobody else comes to be held up, and nobody may be there to give it to. */
void worker_take(struct worker *w, struct connection *v)
{
    if (v->c.need.writes && !w->ending && !worker_can_write(w))
        worker_wait(w, v);
    else if (v->c.need.slow && !w->ending)
        worker_take_slow(w, v);
    else
        worker_serve(w, v, false);
}

/* Whether those that wait for us would wait longer than it costs to wake another worker. */
static bool worker_should_share(const struct worker *w, size_t others)
{
    return (int64_t)others * w->cost_us > GIVE_US;
}

void worker_read(struct worker *w, struct connection *v, size_t others)
{
    if (worker_should_share(w, others) && worker_is_idle(v) &&
        worker_give(w, v, fleet_call(w->opt->fleet, w->opt->self, &w->turn)))
        return;
    switch (collect_read(&v->c, v->fd, &w->reserved, worker_judge, w)) {
    case COLLECT_MORE:
        worker_set(w, v, OPEN);
        break;
    case COLLECT_FULL:
        worker_set(w, v, FULL);
        break;
    case COLLECT_WHOLE:
        worker_take(w, v);
        break;
    case COLLECT_GONE:
        worker_drop(w, v);
        break;
    }
}
