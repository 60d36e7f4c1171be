/* test_fcgi_answer.c: what a web server gets, and in how many pieces. */
#include "check.h"

#include "cgi/http/fcgi_answer.h"
#include "lib/buf.h"

#include <sys/socket.h>
#include <unistd.h>

enum { END = 3, STDOUT = 6, ID = 258 };

/* Answers as the site makes them: sizes of what is written, up to the first 0. */
static const struct {
    const char *what;
    size_t parts[4];
    int pieces; /* in which they are sent */
} CASES[] = {
    {"a head alone", {300}, 1},
    {"a head and a page", {300, 22000}, 1},
    {"what fills a record", {300, 65528 - 300}, 1},
    {"a byte more than that", {300, 65529 - 300}, 2},
    {"a page of 200 KB", {300, 200000}, 4},
    {"a file in pieces", {300, 65536, 65536, 100}, 5},
    {"a head too large to be copied", {20000, 10}, 2},
};

struct got {
    struct buf content;
    int pieces, ends;
    bool closed; /* the stream was ended: an empty record */
};

static void read_records(struct got *g, const unsigned char *p, size_t n)
{
    while (n > 0) {
        assert_true(n >= 8);
        size_t content = (size_t)p[4] << 8 | p[5];
        assert_int_equal(p[0], 1);
        assert_int_equal(p[2] << 8 | p[3], ID);
        assert_int_equal(p[6], 0);
        assert_true(n >= 8 + content);
        assert_int_equal(g->ends, 0);
        assert_true(!g->closed || p[1] == END);
        if (p[1] == STDOUT)
            buf_add(&g->content, p + 8, content);
        g->closed = g->closed || (p[1] == STDOUT && content == 0);
        g->ends += p[1] == END;
        if (p[1] == END)
            assert_memory_equal(p + 8, "\0\0\0\0\0\0\0\0", 8);
        p += 8 + content;
        n -= 8 + content;
    }
}

/* Each sendmsg is a message of its own on such a socket. */
static void read_pieces(struct got *g, int fd)
{
    static unsigned char piece[128 * 1024];
    ssize_t n;
    while ((n = recv(fd, piece, sizeof piece, MSG_DONTWAIT)) > 0) {
        g->pieces++;
        read_records(g, piece, (size_t)n);
    }
}

static void an_answer_is_whole_and_in_few_pieces(void **state)
{
    static char bytes[1 << 20];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 251);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        int pair[2], room = 1 << 21;
        struct got g = {.pieces = 0};
        size_t at = 0;
        struct arena *a = arena_new();
        buf_init(&g.content, sizeof bytes);
        assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
        setsockopt(pair[0], SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
        struct fcgi_answer f = {.fd = pair[0], .id = ID, .arena = a};
        for (size_t k = 0; k < COUNT(CASES[i].parts) && (k == 0 || CASES[i].parts[k] > 0); k++) {
            size_t n = CASES[i].parts[k];
            bool more = k + 1 < COUNT(CASES[i].parts) && CASES[i].parts[k + 1] > 0;
            assert_true(fcgi_answer_write(&f, bytes + at, n, more));
            read_pieces(&g, pair[1]);
            at += n;
        }
        if (g.pieces != CASES[i].pieces || g.ends != 1 || !g.closed || g.content.len != at ||
            memcmp(g.content.p, bytes, at) != 0)
            fail_msg("%s: %d pieces, %d ends, %zu of %zu bytes", CASES[i].what, g.pieces, g.ends,
                     g.content.len, at);
        buf_free(&g.content);
        arena_free(a);
        close(pair[0]);
        close(pair[1]);
    }
}

/* What the socket takes in parts arrives whole all the same. */
static void a_reader_that_is_slow_gets_all(void **state)
{
    static char bytes[600 * 1024];
    int pair[2];
    struct arena *a = arena_new();
    (void)state;
    memset(bytes, 'a', sizeof bytes);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct fcgi_answer f = {.fd = pair[0], .id = ID, .arena = a};
        close(pair[1]);
        _exit(fcgi_answer_write(&f, bytes, sizeof bytes, false) ? 0 : 1);
    }
    close(pair[0]);
    struct buf all;
    struct got g = {.pieces = 0};
    char some[5000];
    ssize_t n;
    buf_init(&all, 1 << 20);
    buf_init(&g.content, 1 << 20);
    while ((n = read(pair[1], some, sizeof some)) > 0)
        buf_add(&all, some, (size_t)n);
    read_records(&g, (const unsigned char *)all.p, all.len);
    assert_int_equal(g.content.len, sizeof bytes);
    assert_int_equal(g.ends, 1);
    buf_free(&all);
    buf_free(&g.content);
    arena_free(a);
    close(pair[1]);
}

static void an_empty_page_ends_what_was_held_back(void **state)
{
    int pair[2];
    char piece[100];
    struct arena *a = arena_new();
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
    struct fcgi_answer f = {.fd = pair[0], .id = ID, .arena = a};
    assert_true(fcgi_answer_write(&f, "head", 4, true));
    assert_true(fcgi_answer_write(&f, "", 0, false));
    assert_int_equal(recv(pair[1], piece, sizeof piece, MSG_DONTWAIT), 8 + 4 + 8 + 16);
    arena_free(a);
    close(pair[0]);
    close(pair[1]);
}

static void a_reader_that_is_gone_is_noticed(void **state)
{
    int pair[2];
    struct arena *a = arena_new();
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    close(pair[1]);
    struct fcgi_answer f = {.fd = pair[0], .id = ID, .arena = a};
    assert_true(fcgi_answer_write(&f, "Status: 200 OK\r\n\r\n", 18, true)); /* held back */
    assert_false(fcgi_answer_write(&f, "page", 4, false));
    arena_free(a);
    close(pair[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_whole_and_in_few_pieces),
        cmocka_unit_test(a_reader_that_is_slow_gets_all),
        cmocka_unit_test(an_empty_page_ends_what_was_held_back),
        cmocka_unit_test(a_reader_that_is_gone_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
