/* bench_responder.c: the least that a FastCGI responder can do: whatever is asked, it sends the same answer.
 *
 *   bench_responder SOCKET FILE
 *
 * FILE is sent as text/html. What bench.mjs measures of it is as far as any program gets behind that web
 * server on that machine. It ends when it is killed. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define HEAD_BYTES 8
#define CONTENT_MAX 65528 /* of one record; the most that keeps the next one aligned */

/* FastCGI 1.0, 8. */
enum { BEGIN_REQUEST = 1, END_REQUEST = 3, STDIN = 5, STDOUT = 6 };

struct answer {
    unsigned char bytes[CONTENT_MAX + 4 * HEAD_BYTES];
    size_t n;
    size_t heads[3]; /* where its records begin */
};

static size_t record_begin(struct answer *a, int which, int type, size_t content)
{
    unsigned char *h = a->bytes + a->n;
    a->heads[which] = a->n;
    h[0] = 1;
    h[1] = (unsigned char)type;
    h[4] = (unsigned char)(content >> 8);
    h[5] = (unsigned char)content;
    a->n += HEAD_BYTES;
    return a->n;
}

static void answer_read(struct answer *a, const char *path)
{
    static const char head[] = "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    FILE *f = fopen(path, "rb");
    if (!f)
        err(1, "%s", path);
    size_t at = record_begin(a, 0, STDOUT, 0);
    memcpy(a->bytes + at, head, sizeof head - 1);
    a->n += sizeof head - 1;
    a->n += fread(a->bytes + a->n, 1, CONTENT_MAX - sizeof head, f);
    fclose(f);
    size_t content = a->n - at;
    a->bytes[4] = (unsigned char)(content >> 8);
    a->bytes[5] = (unsigned char)content;
    record_begin(a, 1, STDOUT, 0);
    record_begin(a, 2, END_REQUEST, HEAD_BYTES);
    a->n += HEAD_BYTES;
}

/* Whether n bytes end with the empty STDIN that ends a request. */
static int is_whole(const unsigned char *bytes, size_t n)
{
    const unsigned char *last = bytes + n - HEAD_BYTES;
    return n >= 2 * HEAD_BYTES && last[0] == 1 && last[1] == STDIN && last[4] == 0 && last[5] == 0;
}

/* False: the other side is gone. */
static int serve(int fd, struct answer *a)
{
    unsigned char in[16384];
    ssize_t n = recv(fd, in, sizeof in, 0);
    if (n <= 0 || in[1] != BEGIN_REQUEST || !is_whole(in, (size_t)n))
        return 0;
    for (size_t i = 0; i < sizeof a->heads / sizeof *a->heads; i++)
        memcpy(a->bytes + a->heads[i] + 2, in + 2, 2); /* the request's id */
    for (size_t sent = 0; sent < a->n;) {
        ssize_t went = send(fd, a->bytes + sent, a->n - sent, MSG_NOSIGNAL);
        if (went < 0)
            return 0;
        sent += (size_t)went;
    }
    return 1;
}

static int listen_at(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (snprintf(at.sun_path, sizeof at.sun_path, "%s", path) >= (int)sizeof at.sun_path ||
        fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 512) != 0)
        err(1, "%s", path);
    return fd;
}

static void watch(int epoll, int fd)
{
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    if (fd < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) != 0)
        err(1, "epoll_ctl");
}

int main(int argc, char **argv)
{
    static struct answer a;
    struct epoll_event ready[64];
    if (argc != 3)
        errx(2, "bench_responder SOCKET FILE");
    answer_read(&a, argv[2]);
    int door = listen_at(argv[1]), epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, door);
    for (;;) {
        int n = epoll_wait(epoll, ready, 64, -1);
        if (n < 0 && errno != EINTR)
            err(1, "epoll_wait");
        for (int i = 0; i < n; i++) {
            int fd = ready[i].data.fd;
            if (fd == door)
                watch(epoll, accept4(door, NULL, NULL, SOCK_CLOEXEC));
            else if (!serve(fd, &a))
                close(fd);
        }
    }
}
