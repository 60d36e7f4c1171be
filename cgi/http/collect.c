/* collect.c: see collect.h. */
#include "collect.h"

#include "lib/clock.h"
#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define CHUNK (64u * 1024)
#define CHUNKS_AT_ONCE 16 /* then others have their turn */
#define SILENCE_MS 20000  /* a sender that says nothing for so long is given up … */
#define BYTES_PER_MS 4    /* … and so is one that sends less */

/* What any request may keep: its head, a small body, and the records around a large one. */
#define SMALL ((size_t)512 * 1024)

/* A large body has its room before it is read, so that those which are let in can all end. */
static bool collect_reserve(struct collect *c, size_t *reserved)
{
    if (c->reserved >= c->need.body || c->need.body <= SMALL)
        return true;
    if (*reserved + c->need.body > COLLECT_BYTES_MAX)
        return false;
    c->reserved = c->need.body;
    *reserved += c->reserved;
    c->since = c->heard = clock_monotonic_ms();
    return true;
}

/* Of a body that will not be read, or is longer than it says, no more is kept; it then ends as one
 * that broke off. */
static bool collect_keeps(const struct collect *c)
{
    return c->kept < c->need.body + SMALL;
}

static bool spool_write(struct collect *c, const char *bytes, size_t n)
{
    if (c->spool < 0)
        c->spool = memfd_create("dateline-request", MFD_CLOEXEC);
    if (c->spool < 0)
        return false;
    while (n > 0) {
        ssize_t put = write(c->spool, bytes, n);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            bytes += put;
            n -= (size_t)put;
            c->kept += (size_t)put;
        }
    }
    return true;
}

static void collect_judge(struct collect *c, collect_judge_fn *judge, void *ctx)
{
    if (c->judged || !c->scan.head_whole)
        return;
    c->need = judge(ctx, &c->scan);
    c->judged = true;
}

/* Whether the scan says all of it. */
static bool collect_is_plain(const struct collect *c)
{
    return c->scan.status == FCGI_SCAN_WHOLE && c->spool < 0 && !c->scan.body && c->need.body == 0;
}

/* A request that came at once needs no file, which could fail (RLIMIT_FSIZE counts in memory, too).
 * False: a pipe takes not so much. */
static bool collect_pass(struct collect *c, const char *chunk, size_t n)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    bool passed = write(ends[1], chunk, n) == (ssize_t)n;
    close(ends[1]);
    if (passed)
        c->spool = ends[0];
    else
        close(ends[0]);
    return passed;
}

/* Its next n bytes: into the file with them. */
static enum collect_status collect_take(struct collect *c, const char *chunk, size_t n)
{
    if (c->spool < 0 && c->scan.status == FCGI_SCAN_WHOLE && collect_pass(c, chunk, n))
        return COLLECT_WHOLE;
    if (collect_keeps(c) && !spool_write(c, chunk, n)) {
        log_event(LOG_ERROR, "request_not_kept", "why", strerror(errno), NULL);
        return COLLECT_GONE;
    }
    return c->scan.status == FCGI_SCAN_WHOLE ? COLLECT_WHOLE : COLLECT_MORE;
}

/* Up to one chunk. *again: the socket may hold more. */
static enum collect_status collect_chunk(struct collect *c, int fd, collect_judge_fn *judge,
                                         void *ctx, bool *again)
{
    char chunk[CHUNK];
    ssize_t n = recv(fd, chunk, sizeof chunk, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return COLLECT_MORE;
    if (n <= 0)
        return COLLECT_GONE;
    c->heard = clock_monotonic_ms();
    if (c->since == 0)
        c->since = c->heard;
    size_t used = fcgi_scan_add(&c->scan, chunk, (size_t)n);
    if (c->scan.status == FCGI_SCAN_ALIEN)
        return COLLECT_GONE;
    c->beyond = used < (size_t)n;
    collect_judge(c, judge, ctx);
    if (collect_is_plain(c))
        return COLLECT_WHOLE;
    *again = c->scan.status == FCGI_SCAN_MORE;
    return collect_take(c, chunk, used);
}

enum collect_status collect_read(struct collect *c, int fd, size_t *reserved,
                                 collect_judge_fn *judge, void *ctx)
{
    bool again = true;
    enum collect_status st = COLLECT_MORE;
    for (int i = 0; again && i < CHUNKS_AT_ONCE; i++) {
        if (!collect_reserve(c, reserved))
            return COLLECT_FULL;
        again = false;
        st = collect_chunk(c, fd, judge, ctx, &again);
    }
    return st;
}

bool collect_is_late(const struct collect *c, int64_t now)
{
    return c->since > 0 && (now - c->heard > SILENCE_MS ||
                            now - c->since > SILENCE_MS + (int64_t)(c->kept / BYTES_PER_MS));
}

void collect_free(struct collect *c, size_t *reserved)
{
    *reserved -= c->reserved;
    if (c->spool >= 0)
        close(c->spool);
    fcgi_scan_free(&c->scan);
    *c = COLLECT_NONE;
}
