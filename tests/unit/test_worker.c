/* test_worker.c: a worker of its own, spoken to in FastCGI over its socket: what it answers, which
 * connections it keeps, and how it ends. */
#include "site.h"

#include "cgi/answer.h"
#include "cgi/http/listen.h"
#include "cgi/http/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define BASE "http://127.0.0.1:8080"
#define FORM_TYPE "application/x-www-form-urlencoded"

/* Record types (FastCGI specification, 8). */
enum { BEGIN = 1, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6 };

struct bench {
    char folder[SITE_FOLDER_SIZE];
    char where[SITE_FOLDER_SIZE + 16];
    struct listener listener;
    struct fleet fleet;
    pid_t pid;
    struct buf out; /* of the last answer */
};

/* ---- The worker ----------------------------------------------------------------------------- */

static pid_t start_worker(struct bench *b)
{
    struct arena *a = arena_new();
    const struct worker_options opt = {.functions = &answer_functions,
                                       .place = {b->folder, app_data_folder(a), -1},
                                       .listen_fd = b->listener.fd,
                                       .supervisor = getpid(),
                                       .fleet = &b->fleet};
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, &before);
    pid_t pid = fork();
    if (pid == 0)
        _exit(worker_run(&opt));
    sigprocmask(SIG_SETMASK, &before, NULL);
    arena_free(a);
    assert_true(pid > 0);
    return pid;
}

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    struct buf err;
    site_make(b->folder, BASE);
    snprintf(b->where, sizeof b->where, "unix:%s/test.sock", b->folder);
    buf_init(&err, 1000);
    buf_init(&b->out, 1 << 20);
    if (!listen_open(b->where, false, &b->listener, &err))
        fail_msg("%s", err.p);
    buf_free(&err);
    assert_true(fleet_open(&b->fleet, 1));
    b->pid = start_worker(b);
    *state = b;
    return 0;
}

/* The status it ended with. */
static int wait_for_end(struct bench *b)
{
    int status;
    assert_int_equal(waitpid(b->pid, &status, 0), b->pid);
    b->pid = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int end(void **state)
{
    struct bench *b = *state;
    if (b->pid > 0) {
        kill(b->pid, SIGTERM);
        assert_int_equal(wait_for_end(b), WORKER_DONE);
    }
    listen_close(&b->listener);
    fleet_close(&b->fleet);
    buf_free(&b->out);
    site_remove(b->folder);
    free(b);
    return 0;
}

/* ---- The web server's side ------------------------------------------------------------------ */

static int connect_to(struct bench *b)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    strcpy(name.sun_path, b->where + strlen("unix:"));
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
    return fd;
}

static void send_record(int fd, int type, const void *content, size_t n)
{
    unsigned char head[8] = {1, (unsigned char)type,     0,
                             1, (unsigned char)(n >> 8), (unsigned char)n};
    assert_int_equal(send(fd, head, 8, MSG_NOSIGNAL), 8);
    if (n > 0)
        assert_int_equal(send(fd, content, n, MSG_NOSIGNAL), n);
}

/* The same to a worker that may have answered and hung up already. */
static void offer_record(int fd, int type, const void *content, size_t n)
{
    unsigned char record[64] = {1, (unsigned char)type,     0,
                                1, (unsigned char)(n >> 8), (unsigned char)n};
    assert_true(n <= sizeof record - 8);
    if (n > 0)
        memcpy(record + 8, content, n);
    if (send(fd, record, n + 8, MSG_NOSIGNAL) < 0)
        assert_int_equal(errno, EPIPE);
}

static void add_param(struct buf *b, const char *name, const char *value)
{
    buf_addc(b, (char)strlen(name));
    buf_addc(b, (char)strlen(value));
    buf_adds(b, name);
    buf_adds(b, value);
}

/* The head of a request whose connection shall stay open. length NULL: none is said. */
static void send_head(int fd, const char *method, const char *uri, const char *length)
{
    static const char responder_keep[8] = {0, 1, 1};
    struct buf p;
    buf_init(&p, 1000);
    add_param(&p, "REQUEST_METHOD", method);
    add_param(&p, "REQUEST_URI", uri);
    add_param(&p, "QUERY_STRING", "");
    add_param(&p, "REMOTE_ADDR", "192.0.2.1");
    add_param(&p, "CONTENT_TYPE", FORM_TYPE);
    if (length)
        add_param(&p, "CONTENT_LENGTH", length);
    send_record(fd, BEGIN, responder_keep, 8);
    send_record(fd, PARAMS, p.p, p.len);
    send_record(fd, PARAMS, NULL, 0);
    buf_free(&p);
}

static void send_get(int fd)
{
    send_head(fd, "GET", "/corrections", NULL);
    send_record(fd, STDIN, NULL, 0);
}

/* False: the connection was closed. Anything that takes longer than five seconds is a failure. */
static bool read_all(int fd, unsigned char *to, size_t n)
{
    for (size_t have = 0; have < n;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (poll(&p, 1, 5000) <= 0)
            fail_msg("no answer within 5 s");
        ssize_t got = read(fd, to + have, n - have);
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return true;
}

/* Reads one answer into b->out. The status, or 0 when the connection was closed before its end. */
static int read_answer(struct bench *b, int fd)
{
    unsigned char head[8], content[65536 + 256];
    buf_clear(&b->out);
    while (read_all(fd, head, 8)) {
        size_t n = (size_t)head[4] << 8 | head[5];
        if (!read_all(fd, content, n + head[6]))
            return 0;
        if (head[1] == STDOUT)
            buf_add(&b->out, content, n);
        if (head[1] == END)
            return strncmp(b->out.p, "Status: ", 8) == 0 ? atoi(b->out.p + 8) : -1;
    }
    return 0;
}

static bool is_closed(int fd)
{
    unsigned char byte;
    return !read_all(fd, &byte, 1);
}

/* ---- Tests ---------------------------------------------------------------------------------- */

static void a_connection_serves_many_requests(void **state)
{
    struct bench *b = *state;
    int fd = connect_to(b);
    for (int i = 0; i < 20; i++) {
        send_get(fd);
        assert_int_equal(read_answer(b, fd), 200);
    }
    close(fd);
}

static void idle_connections_do_not_hold_up_others(void **state)
{
    struct bench *b = *state;
    int fds[40];
    for (size_t i = 0; i < COUNT(fds); i++)
        fds[i] = connect_to(b);
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = COUNT(fds); i-- > 0;) {
            send_get(fds[i]);
            assert_int_equal(read_answer(b, fds[i]), 200);
        }
    }
    for (size_t i = 0; i < COUNT(fds); i++)
        close(fds[i]);
}

static void more_connections_than_it_keeps_are_served_all_the_same(void **state)
{
    struct bench *b = *state;
    int fds[1100];
    for (size_t i = 0; i < COUNT(fds); i++) {
        fds[i] = connect_to(b);
        send_get(fds[i]);
        assert_int_equal(read_answer(b, fds[i]), 200);
    }
    assert_true(is_closed(fds[0]));
    for (size_t i = 0; i < COUNT(fds); i++)
        close(fds[i]);
}

static void a_refused_body_is_never_taken_for_a_request(void **state)
{
    struct bench *b = *state;
    char body[8000];
    int fd = connect_to(b);
    /* What might look like the beginning of requests, over and over. */
    for (size_t i = 0; i < sizeof body; i++)
        body[i] = "\1\1\0\1\0\10\0\0\0\1\1\0\0\0\0\0"[i % 16];
    send_head(fd, "POST", "/corrections", "40000");
    for (int i = 0; i < 5; i++)
        send_record(fd, STDIN, body, sizeof body);
    send_record(fd, STDIN, NULL, 0);
    assert_int_equal(read_answer(b, fd), 405);
    send_get(fd);
    assert_int_equal(read_answer(b, fd), 200);
    close(fd);
}

static void a_body_of_another_length_closes_the_connection(void **state)
{
    static const char *const lengths[] = {"2", "4", "x", "-3"};
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        int fd = connect_to(b);
        send_head(fd, "POST", "/admin/login", lengths[i]);
        offer_record(fd, STDIN, "a=1", 3);
        offer_record(fd, STDIN, NULL, 0);
        assert_int_equal(read_answer(b, fd), 400);
        assert_true(is_closed(fd));
        close(fd);
    }
}

/* No web server sends a second request before the first one's answer. What comes of such bytes is not
 * taken for anything. */
static void a_request_in_a_hurry_is_not_answered(void **state)
{
    static const char *const methods[] = {"GET", "POST"};
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(methods); i++) {
        int pair = connect_to(b);
        int status;
        kill(b->pid, SIGSTOP); /* so that all has come when it looks */
        assert_int_equal(waitpid(b->pid, &status, WUNTRACED), b->pid);
        send_head(pair, methods[i], "/corrections", i > 0 ? "3" : NULL);
        if (i > 0)
            send_record(pair, STDIN, "a=1", 3);
        send_record(pair, STDIN, NULL, 0);
        send_get(pair);
        kill(b->pid, SIGCONT);
        assert_int_equal(read_answer(b, pair), i > 0 ? 405 : 200);
        assert_true(is_closed(pair));
        close(pair);
    }
}

/* However far strangers got with theirs, others are answered; and they too, once all has come. */
static void slow_senders_hold_up_nobody(void **state)
{
    struct bench *b = *state;
    int slow[60];
    for (size_t i = 0; i < COUNT(slow); i++) {
        slow[i] = connect_to(b);
        if (i % 3 > 0)
            send_head(slow[i], "POST", "/admin/login", "3");
        if (i % 3 > 1)
            send_record(slow[i], STDIN, "a=", 2);
    }
    usleep(50 * 1000); /* the worker has read it all by now */
    int fd = connect_to(b);
    send_get(fd);
    assert_int_equal(read_answer(b, fd), 200);
    for (size_t i = 0; i < COUNT(slow); i++) {
        if (i % 3 == 0)
            send_head(slow[i], "POST", "/admin/login", "3");
        send_record(slow[i], STDIN, "a=1", i % 3 > 1 ? 1 : 3);
        send_record(slow[i], STDIN, NULL, 0);
        assert_int_equal(read_answer(b, slow[i]), 403); /* whole, though no form of ours */
        close(slow[i]);
    }
    close(fd);
}

/* Large bodies that come at once share the room there is: the last one waits, and others do not. */
static void a_large_body_waits_for_room(void **state)
{
    enum { BODIES = 9, BODY = 12 * 1024 * 1024 };
    struct bench *b = *state;
    static char piece[32 * 1024];
    int large[BODIES];
    memset(piece, 'a', sizeof piece);
    for (int i = 0; i < BODIES; i++) {
        large[i] = connect_to(b);
        send_head(large[i], "POST", "/admin/login", "12582912");
        send_record(large[i], STDIN, piece, 100);
    }
    usleep(50 * 1000);
    int fd = connect_to(b);
    send_get(fd);
    assert_int_equal(read_answer(b, fd), 200);
    /* No room: what is sent stays in the socket, until that is full. */
    unsigned char record[8 + 32 * 1024] = {1, STDIN, 0, 1, 128};
    ssize_t went;
    size_t sent = 100, last = 0;
    while ((went = send(large[BODIES - 1], record + last, sizeof record - last, MSG_DONTWAIT)) >
           0) {
        last = (last + (size_t)went) % sizeof record;
        if (last == 0)
            sent += sizeof piece;
    }
    assert_true(sent < 4u * 1024 * 1024);
    close(large[0]);
    /* The first is gone, and the last goes on. */
    if (last > 0) {
        assert_int_equal(send(large[BODIES - 1], record + last, sizeof record - last, MSG_NOSIGNAL),
                         sizeof record - last);
        sent += sizeof piece;
    }
    while (sent < BODY) {
        size_t n = BODY - sent < sizeof piece ? BODY - sent : sizeof piece;
        send_record(large[BODIES - 1], STDIN, piece, n);
        sent += n;
    }
    send_record(large[BODIES - 1], STDIN, NULL, 0);
    assert_int_not_equal(read_answer(b, large[BODIES - 1]), 0);
    for (int i = 1; i < BODIES; i++)
        close(large[i]);
    close(fd);
}

static void broken_connections_harm_nobody(void **state)
{
    struct bench *b = *state;
    int gone = connect_to(b);
    send_head(gone, "POST", "/admin/login", "1000");
    send_record(gone, STDIN, "a=1", 3);
    close(gone);
    int garbage = connect_to(b);
    assert_int_equal(send(garbage, "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL), 18);
    assert_true(is_closed(garbage));
    close(garbage);
    int early = connect_to(b);
    send_get(early);
    close(early);
    int fd = connect_to(b);
    send_get(fd);
    assert_int_equal(read_answer(b, fd), 200);
    close(fd);
}

static void the_end_answers_what_has_begun_and_lets_go_of_the_rest(void **state)
{
    struct bench *b = *state;
    int idle = connect_to(b), busy = connect_to(b);
    send_get(idle);
    assert_int_equal(read_answer(b, idle), 200);
    send_head(busy, "POST", "/admin/login", "3");
    send_record(busy, STDIN, "a=", 2);
    usleep(100 * 1000); /* it waits for the rest of the body now */
    kill(b->pid, SIGTERM);
    usleep(100 * 1000);
    int late = connect_to(b);
    send_get(late);
    send_record(busy, STDIN, "1", 1);
    send_record(busy, STDIN, NULL, 0);
    assert_int_equal(read_answer(b, busy), 403); /* whole, though no form of ours */
    assert_int_equal(read_answer(b, late), 200);
    assert_true(is_closed(idle));
    assert_int_equal(wait_for_end(b), WORKER_DONE);
    close(idle);
    close(busy);
    close(late);
}

static void a_site_that_cannot_be_opened_ends_it(void **state)
{
    struct bench *b = *state;
    int fd = connect_to(b);
    send_get(fd);
    assert_int_equal(read_answer(b, fd), 200);
    assert_true(atomic_load(&b->fleet.states[0].ready));
    close(fd);
    kill(b->pid, SIGTERM);
    wait_for_end(b);
    char database[SITE_FOLDER_SIZE + 16];
    snprintf(database, sizeof database, "%s/dateline.db", b->folder);
    assert_int_equal(unlink(database), 0);
    atomic_store(&b->fleet.states[0].ready, false);
    b->pid = start_worker(b);
    assert_int_equal(wait_for_end(b), WORKER_CANNOT_OPEN);
    assert_false(atomic_load(&b->fleet.states[0].ready));
}

/* ---- The socket ----------------------------------------------------------------------------- */

static void the_socket_is_for_owner_and_group(void **state)
{
    struct bench *b = *state;
    char command[SITE_FOLDER_SIZE + 64];
    snprintf(command, sizeof command, "test \"$(stat -c %%a '%s')\" = 660",
             b->where + strlen("unix:"));
    assert_int_equal(system(command), 0);
}

static void a_socket_in_use_is_refused_and_a_stale_one_taken_over(void **state)
{
    struct bench *b = *state;
    struct listener other;
    struct buf err;
    buf_init(&err, 1000);
    assert_false(listen_open(b->where, false, &other, &err));
    assert_non_null(strstr(err.p, "in use"));
    kill(b->pid, SIGTERM);
    wait_for_end(b);
    close(b->listener.fd); /* as if killed: the file stays */
    b->listener.fd = -1;
    buf_clear(&err);
    if (!listen_open(b->where, false, &other, &err))
        fail_msg("%s", err.p);
    close(connect_to(b));
    listen_close(&other);
    assert_int_equal(access(b->where + strlen("unix:"), F_OK), -1);
    buf_free(&err);
}

static void only_unix_sockets_are_listened_on(void **state)
{
    static const char *const bad[] = {"tcp:127.0.0.1:9000", "127.0.0.1:9000", "unix:", "",
                                      "unix:/nonexistent/folder/x.sock"};
    struct listener other;
    struct buf err;
    (void)state;
    buf_init(&err, 1000);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(listen_open(bad[i], false, &other, &err));
    buf_free(&err);
}

#define WITH_WORKER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKER(a_connection_serves_many_requests),
        WITH_WORKER(idle_connections_do_not_hold_up_others),
        WITH_WORKER(more_connections_than_it_keeps_are_served_all_the_same),
        WITH_WORKER(a_refused_body_is_never_taken_for_a_request),
        WITH_WORKER(a_body_of_another_length_closes_the_connection),
        WITH_WORKER(a_request_in_a_hurry_is_not_answered),
        WITH_WORKER(slow_senders_hold_up_nobody),
        WITH_WORKER(a_large_body_waits_for_room),
        WITH_WORKER(broken_connections_harm_nobody),
        WITH_WORKER(the_end_answers_what_has_begun_and_lets_go_of_the_rest),
        WITH_WORKER(a_site_that_cannot_be_opened_ends_it),
        WITH_WORKER(the_socket_is_for_owner_and_group),
        WITH_WORKER(a_socket_in_use_is_refused_and_a_stale_one_taken_over),
        WITH_WORKER(only_unix_sockets_are_listened_on),
    };
    setenv("DATELINE_LOG", "error", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
