/* worker_connection.c: how a worker comes to connections, and how it parts with them. */
#include "worker_private.h"

#include "lib/clock.h"
#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define SILENCE_S 20  /* a write that moves nothing for so long has failed */
#define FRESH_MS 1000 /* how long a new connection may take to say what it wants */
#define FILES_MS 100  /* after want of files, when to accept again */

bool worker_is_idle(const struct connection *v)
{
    return v->state == OPEN && v->c.since == 0;
}

void worker_drop(struct worker *w, struct connection *v)
{
    close(v->fd);
    collect_free(&v->c, &w->reserved);
    worker_set(w, v, CLOSED);
}

/* One that was used before, else the next: those that never were cost no memory. */
static struct connection *worker_take_place(struct worker *w)
{
    struct connection *v = w->free;
    if (!v)
        return &w->places[w->fresh++];
    w->free = v->next;
    return v;
}

/* There is a place for it: n < most. NULL: the system lets us wait for no more, and it is closed. */
static struct connection *worker_add(struct worker *w, int fd, const struct collect *c)
{
    struct connection *v = worker_take_place(w);
    *v = (struct connection){.fd = fd, .at = w->n, .used = clock_monotonic_ms(), .c = *c};
    w->v[w->n++] = v;
    w->in[OPEN]++;
    if (worker_watch(w, v))
        return v;
    log_event(LOG_WARN, "accept", "why", strerror(errno), NULL);
    worker_drop(w, v);
    worker_forget_closed(w);
    return NULL;
}

/* No more shall come on an idle connection. The web server may have begun to write on it this very
 * moment: what it has written is still read here, and what it would write now fails there at once, so
 * that it asks again on another one. Then the end is read, and the connection closed. */
static void worker_hang_up(const struct connection *v)
{
    shutdown(v->fd, SHUT_RD);
}

void worker_end_idle(struct worker *w, struct connection *v)
{
    worker_hang_up(v);
    worker_read(w, v, 0);
}

void worker_forget_closed(struct worker *w)
{
    while (w->closed) {
        struct connection *v = w->closed;
        w->closed = v->next;
        w->v[v->at] = w->v[--w->n];
        w->v[v->at]->at = v->at;
        w->in[CLOSED]--;
        v->next = w->free;
        w->free = v;
    }
}

bool worker_is_done(const struct connection *v, int64_t now)
{
    return worker_is_idle(v) && (v->answered || now - v->used > FRESH_MS);
}

static struct connection *worker_find_oldest(struct worker *w, int64_t now)
{
    struct connection *oldest = w->v[0];
    for (size_t i = 1; i < w->n; i++) {
        struct connection *v = w->v[i];
        if (worker_is_done(v, now) > worker_is_done(oldest, now) ||
            (worker_is_done(v, now) == worker_is_done(oldest, now) && v->used < oldest->used))
            oldest = v;
    }
    return oldest;
}

void worker_close(struct worker *w, struct connection *v)
{
    if (worker_is_idle(v))
        worker_end_idle(w, v);
    if (v->state != CLOSED)
        worker_drop(w, v);
    worker_forget_closed(w);
}

/* Closes the connection that has been idle longest, or else the one that began longest ago: the web
 * server keeps more than we can hold. False: all came a moment ago, and may bring their requests yet;
 * others wait. */
static bool worker_make_room(struct worker *w)
{
    int64_t now = clock_monotonic_ms();
    struct connection *oldest = w->n > 0 ? worker_find_oldest(w, now) : NULL;
    if (!oldest || (!worker_is_done(oldest, now) && now - oldest->used <= FRESH_MS))
        return false;
    worker_close(w, oldest);
    return true;
}

/* There are no more files, of ours or of the whole system's. The connection stays where it waits, for
 * us or another worker; we make room and try again in a while. */
static void worker_want_files(struct worker *w, int why)
{
    log_event(LOG_WARN, "accept", "why", strerror(why), NULL);
    for (size_t i = w->n / 8 + 1; i > 0 && worker_make_room(w); i--)
        ;
    w->accept_at = clock_monotonic_ms() + FILES_MS;
}

/* A descriptor that is sent to us when we can have no more is lost: the kernel closes it. So it is
 * tried first whether we can have two. */
static bool worker_has_files(struct worker *w)
{
    int one = fcntl(w->doors[SIGNALS].fd, F_DUPFD_CLOEXEC, 0);
    int two = one >= 0 ? fcntl(w->doors[SIGNALS].fd, F_DUPFD_CLOEXEC, 0) : -1;
    int why = errno;
    if (one >= 0)
        close(one);
    if (two >= 0)
        close(two);
    else
        worker_want_files(w, why);
    return two >= 0;
}

bool worker_accept(struct worker *w)
{
    if (w->n >= w->most && !worker_make_room(w)) {
        w->accept_at = clock_monotonic_ms() + TURN_MS;
        return false;
    }
    int fd = accept4(w->opt->listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
            worker_want_files(w, errno);
        return false;
    }
    struct timeval silence = {.tv_sec = SILENCE_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
    struct connection *v = worker_add(w, fd, &COLLECT_NONE);
    if (v && !w->ending) /* … then others' turn comes first */
        worker_read(w, v, 0);
    worker_forget_closed(w);
    return true;
}

bool worker_receive(struct worker *w)
{
    struct collect c;
    int fd = w->n < w->most && worker_has_files(w)
                 ? fleet_receive(w->opt->fleet, w->opt->self, &c, &w->reserved)
                 : -1;
    struct connection *v = fd >= 0 ? worker_add(w, fd, &c) : NULL;
    if (v && v->c.spool >= 0)
        worker_take(w, v);
    worker_forget_closed(w);
    return fd >= 0;
}
