/* fcgi_answer.c: see fcgi_answer.h. libfcgi has 8 KB for its own, which made three pieces of a page. */
#include "fcgi_answer.h"

#include "lib/clock.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* Record types (FastCGI 1.0, 8). */
enum { END_REQUEST = 3, STDOUT = 6 };

#define HEAD_BYTES 8
#define RECORD_BYTES_MAX 65528u /* of content: the most that keeps the next record aligned */
#define HELD_BYTES_MAX 16384u   /* copied: a head, and not a picture */
#define GIVE_MS 20000           /* an answer may take no longer to be taken */

static void record_head(const struct fcgi_answer *f, unsigned char *to, int type, size_t n)
{
    const unsigned char head[HEAD_BYTES] = {1,
                                            (unsigned char)type,
                                            (unsigned char)(f->id >> 8),
                                            (unsigned char)f->id,
                                            (unsigned char)(n >> 8),
                                            (unsigned char)n};
    memcpy(to, head, HEAD_BYTES);
}

/* Steps over n bytes that went. */
static void message_advance(struct msghdr *m, size_t n)
{
    while (m->msg_iovlen > 0 && n >= m->msg_iov->iov_len) {
        n -= m->msg_iov->iov_len;
        m->msg_iov++;
        m->msg_iovlen--;
    }
    if (m->msg_iovlen > 0) {
        m->msg_iov->iov_base = (char *)m->msg_iov->iov_base + n;
        m->msg_iov->iov_len -= n;
    }
}

static bool message_send(struct fcgi_answer *f, struct iovec *v, size_t n)
{
    struct msghdr m = {.msg_iov = v, .msg_iovlen = n};
    int64_t now = clock_monotonic_ms();
    if (f->until == 0)
        f->until = now + GIVE_MS;
    for (message_advance(&m, 0); m.msg_iovlen > 0; now = clock_monotonic_ms()) {
        ssize_t went = now <= f->until ? sendmsg(f->fd, &m, MSG_NOSIGNAL) : -1;
        if (went >= 0)
            message_advance(&m, (size_t)went);
        else if (now > f->until || errno != EINTR)
            return false;
    }
    return true;
}

/* One record: what is held, and n more bytes. */
static bool record_send(struct fcgi_answer *f, const char *from, size_t n, bool last)
{
    unsigned char head[HEAD_BYTES], tail[3 * HEAD_BYTES] = {0};
    size_t all = f->held_n + n;
    record_head(f, head, STDOUT, all);
    record_head(f, tail, STDOUT, 0);
    record_head(f, tail + HEAD_BYTES, END_REQUEST, HEAD_BYTES);
    struct iovec v[] = {{head, all > 0 ? sizeof head : 0},
                        {(char *)(uintptr_t)f->held, f->held_n},
                        {(char *)(uintptr_t)from, n},
                        {tail, last ? sizeof tail : 0}};
    f->held_n = 0;
    return message_send(f, v, sizeof v / sizeof *v);
}

bool fcgi_answer_write(struct fcgi_answer *f, const char *from, size_t n, bool more)
{
    if (more && f->held_n == 0 && n <= HELD_BYTES_MAX) {
        f->held = arena_dupn(f->arena, from, n);
        f->held_n = n;
        return true;
    }
    for (;;) {
        size_t room = RECORD_BYTES_MAX - f->held_n, now = n < room ? n : room;
        bool last = now == n && !more;
        if (!record_send(f, from, now, last))
            return false;
        from += now;
        n -= now;
        if (n == 0)
            return true;
    }
}
