/* fleet.c: see fleet.h. */
#include "fleet.h"

#include "lib/clock.h"
#include "lib/dateline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define HASHES_MAX 2 /* db/hash_slot.h */

/* ---- The whole ------------------------------------------------------------------------------ */

static void *fleet_share(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static void fleet_unshare(struct fleet *f, int n)
{
    if (f->states)
        munmap(f->states, (size_t)n * sizeof *f->states);
    if (f->meters.v)
        munmap(f->meters.v, (size_t)(n + 1) * sizeof *f->meters.v);
    f->states = NULL;
    f->meters = (struct meters){0};
}

bool fleet_open(struct fleet *f, int n)
{
    *f = (struct fleet){0};
    f->states = fleet_share((size_t)n * sizeof *f->states);
    f->meters = (struct meters){
        .v = fleet_share((size_t)(n + 1) * sizeof *f->meters.v), .n = n, .since = dateline_now()};
    if (!f->states || !f->meters.v)
        return fleet_unshare(f, n), false;
    f->inboxes = malloc((size_t)n * sizeof *f->inboxes);
    while (f->inboxes && f->n < n &&
           socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0,
                      f->inboxes[f->n]) == 0)
        f->n++;
    if (f->n == n)
        return true;
    int why = errno;
    fleet_unshare(f, n);
    fleet_close(f);
    errno = why;
    return false;
}

void fleet_close(struct fleet *f)
{
    fleet_unshare(f, f->n);
    for (int i = 0; i < f->n; i++) {
        close(f->inboxes[i][0]);
        close(f->inboxes[i][1]);
    }
    free(f->inboxes);
    *f = (struct fleet){0};
}

/* ---- Who does what takes long --------------------------------------------------------------- */

static bool worker_is_ready(const struct fleet *f, int i)
{
    return atomic_load(&f->states[i].ready) && !atomic_load(&f->states[i].slow);
}

/* Whether worker i may begin, when so many do already. Between two that ask in the same instant one
 * too many may begin, but never the first worker. */
static bool worker_may_be_slow(const struct fleet *f, int i, bool hash)
{
    int slow = 0, hashing = 0;
    for (int j = 0; j < f->n; j++) {
        slow += atomic_load(&f->states[j].slow);
        hashing += atomic_load(&f->states[j].hash);
    }
    return f->n == 1 || (i > 0 && slow < f->n / 2 && (!hash || hashing < HASHES_MAX));
}

bool fleet_begin_slow(struct fleet *f, int self, bool hash)
{
    bool may = worker_may_be_slow(f, self, hash);
    if (may) {
        atomic_store(&f->states[self].slow, true);
        atomic_store(&f->states[self].hash, hash);
    }
    return may;
}

void fleet_end_slow(struct fleet *f, int self)
{
    atomic_store(&f->states[self].hash, false);
    atomic_store(&f->states[self].slow, false);
}

int fleet_find_slow(const struct fleet *f, int self, bool hash)
{
    for (int i = 1; i < f->n; i++) {
        if (i != self && worker_is_ready(f, i) && worker_may_be_slow(f, i, hash))
            return i;
    }
    return -1;
}

/* The next one after *turn. sleeps: that sleeps and was not called. */
static int fleet_next(const struct fleet *f, int self, int *turn, bool sleeps)
{
    for (int k = 1; k <= f->n; k++) {
        int i = (*turn + k) % f->n;
        bool yes = true;
        if (i != self && worker_is_ready(f, i) &&
            (!sleeps || atomic_compare_exchange_strong(&f->states[i].sleeps, &yes, false))) {
            *turn = i;
            return i;
        }
    }
    return -1;
}

int fleet_find(const struct fleet *f, int self, int *turn)
{
    return fleet_next(f, self, turn, false);
}

int fleet_call(const struct fleet *f, int self, int *turn)
{
    return fleet_next(f, self, turn, true);
}

/* ---- Connections that change hands ---------------------------------------------------------- */

/* What goes with the descriptors. */
struct handed {
    bool spooled; /* a second descriptor holds the request, whole … */
    bool beyond;  /* … and collect.h says this of it */
    size_t reserved;
    struct exchange_need need;
};

union descriptors {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(2 * sizeof(int))];
};

bool fleet_send(struct fleet *f, int to, int fd, struct collect *c, size_t *reserved)
{
    struct handed h = {
        .spooled = c->spool >= 0, .beyond = c->beyond, .reserved = c->reserved, .need = c->need};
    union descriptors d = {0};
    int fds[2] = {fd, c->spool};
    size_t fds_size = (h.spooled ? 2 : 1) * sizeof(int);
    struct iovec v = {.iov_base = &h, .iov_len = sizeof h};
    struct msghdr m = {.msg_iov = &v,
                       .msg_iovlen = 1,
                       .msg_control = d.bytes,
                       .msg_controllen = CMSG_SPACE(fds_size)};
    struct cmsghdr *head = CMSG_FIRSTHDR(&m);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(fds_size);
    memcpy(CMSG_DATA(head), fds, fds_size);
    if (sendmsg(f->inboxes[to][1], &m, MSG_NOSIGNAL) != (ssize_t)sizeof h)
        return false;
    close(fd);
    collect_free(c, reserved);
    return true;
}

int fleet_receive(struct fleet *f, int self, struct collect *c, size_t *reserved)
{
    struct handed h = {0};
    union descriptors d;
    int fds[2] = {-1, -1};
    struct iovec v = {.iov_base = &h, .iov_len = sizeof h};
    struct msghdr m = {
        .msg_iov = &v, .msg_iovlen = 1, .msg_control = d.bytes, .msg_controllen = sizeof d.bytes};
    if (recvmsg(f->inboxes[self][0], &m, MSG_CMSG_CLOEXEC) != (ssize_t)sizeof h)
        return -1;
    const struct cmsghdr *head = CMSG_FIRSTHDR(&m);
    if (head && head->cmsg_type == SCM_RIGHTS)
        memcpy(fds, CMSG_DATA(head), head->cmsg_len - CMSG_LEN(0));
    *c = COLLECT_NONE;
    if (h.spooled && fds[1] >= 0) {
        c->spool = fds[1];
        c->reserved = h.reserved;
        c->need = h.need;
        c->beyond = h.beyond;
        c->judged = true;
        c->scan.status = FCGI_SCAN_WHOLE;
        c->since = c->heard = clock_monotonic_ms();
        *reserved += c->reserved;
    }
    return fds[0];
}
