/* worker_watch.c: what a worker waits for, by epoll(7): it costs nothing how many connections are idle.
 *
 * All workers wait at the listening socket; with EPOLLEXCLUSIVE a connection wakes one of those that
 * sleep. One that dies between being woken and accepting takes the call with it, so each looks there
 * once a second unasked (worker.c), and so does the next worker as it begins. */
#include "worker_private.h"

#include <errno.h>
#include <sys/epoll.h>

bool worker_watch_open(struct worker *w)
{
    w->watch = epoll_create1(EPOLL_CLOEXEC);
    return w->watch >= 0;
}

void worker_watch_door(struct worker *w, enum door_name door, bool wanted)
{
    struct door *d = &w->doors[door];
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = d};
    if (door == LISTEN)
        e.events |= EPOLLEXCLUSIVE;
    if (wanted && !d->watched)
        d->watched = epoll_ctl(w->watch, EPOLL_CTL_ADD, d->fd, &e) == 0;
    else if (!wanted && d->watched)
        d->watched = epoll_ctl(w->watch, EPOLL_CTL_DEL, d->fd, &e) != 0;
}

bool worker_watch(struct worker *w, struct connection *v)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = v};
    return epoll_ctl(w->watch, EPOLL_CTL_ADD, v->fd, &e) == 0;
}

void worker_unwatch(struct worker *w, const struct connection *v)
{
    struct epoll_event e = {0};
    epoll_ctl(w->watch, EPOLL_CTL_DEL, v->fd, &e);
}

void worker_set(struct worker *w, struct connection *v, enum connection_state state)
{
    enum connection_state before = v->state;
    if (before == state)
        return;
    w->in[before]--;
    w->in[state]++;
    v->state = state;
    if (state == CLOSED) {
        v->next = w->closed;
        w->closed = v;
    } else if (before == OPEN) {
        worker_unwatch(w, v);
    } else if (state == OPEN && !worker_watch(w, v)) {
        worker_drop(w, v);
    }
}

static enum door_name door_of(const struct worker *w, const void *came)
{
    int i = 0;
    while (i < DOORS && came != &w->doors[i])
        i++;
    return (enum door_name)i;
}

bool worker_wait_for(struct worker *w, int ms, struct arrivals *out)
{
    enum { MOST = sizeof out->v / sizeof *out->v };
    struct epoll_event e[MOST];
    *out = (struct arrivals){.n = 0};
    atomic_bool *sleeps = &w->opt->fleet->states[w->opt->self].sleeps;
    atomic_store(sleeps, true);
    int n = epoll_wait(w->watch, e, MOST, ms);
    atomic_store(sleeps, false);
    for (int i = 0; i < n; i++) {
        enum door_name door = door_of(w, e[i].data.ptr);
        if (door < DOORS)
            out->doors[door] = true;
        else
            out->v[out->n++] = e[i].data.ptr;
    }
    return n > 0;
}
