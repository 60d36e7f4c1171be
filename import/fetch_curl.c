/* fetch_curl.c: see fetch_curl.h. */
#include "fetch_curl.h"

#include "lib/clock.h"
#include "lib/text.h"
#include "lib/version.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, SAID_MAX = 64 * 1024, GRACE_MS = 10000, LOOK_MS = 500 };

extern char **environ;

/* ---- Who it is ------------------------------------------------------------------------------------- */

/* "1.2.3.4,[2606::1]"; NULL: *end says why. All that a name stands for must be allowed: who has one address in
 * our network among others means us no good. */
static const char *curl_addresses(struct arena *a, const struct fetch_request *r,
                                  enum fetch_end *end)
{
    const struct addrinfo like = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    struct addrinfo *all = NULL;
    const char *out = NULL;
    *end = FETCH_UNREACHED;
    if (getaddrinfo(r->at.host, r->at.port, &like, &all) != 0)
        return NULL;
    for (const struct addrinfo *i = all; i; i = i->ai_next) {
        char text[NI_MAXHOST];
        enum web_reach reach = web_reach_of(i->ai_addr);
        if (reach == WEB_NEVER || (reach == WEB_LOCAL && !r->local)) {
            *end = FETCH_FORBIDDEN;
            out = NULL;
            break;
        }
        if (getnameinfo(i->ai_addr, i->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST))
            continue;
        bool six = i->ai_family == AF_INET6;
        out = arena_printf(a, "%s%s%s%s%s", out ? out : "", out ? "," : "", six ? "[" : "", text,
                           six ? "]" : "");
    }
    freeaddrinfo(all);
    return out;
}

/* ---- The process ----------------------------------------------------------------------------------- */

static pid_t curl_start(struct arena *a, const struct fetch_request *r, const char *addresses,
                        int out, int said)
{
    static const char form[] =
        "%{stderr}%{http_code}\n%{content_type}\n%header{retry-after}\n%{redirect_url}\n";
    char *const arguments[] = {
        "curl",
        "--disable",
        "--silent",
        "--globoff",
        "--fail",
        "--proto",
        "=http,https",
        "--noproxy",
        "*",
        "--connect-timeout",
        "20",
        "--max-time",
        arena_printf(a, "%.3f", (double)r->timeout_ms / 1000),
        "--max-filesize",
        arena_printf(a, "%zu", r->most),
        "--user-agent",
        arena_printf(a, "Dateline/%s (import of pictures)", version_program()),
        "--header",
        "Accept: image/*",
        "--resolve",
        arena_printf(a, "%s:%s:%s", r->at.host, r->at.port, addresses),
        "--write-out",
        (char *)form,
        "--url",
        (char *)r->at.url,
        NULL,
    };
    posix_spawn_file_actions_t actions;
    pid_t pid = -1;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    int bad = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    bad = bad ? bad : posix_spawn_file_actions_adddup2(&actions, out, 1);
    bad = bad ? bad : posix_spawn_file_actions_adddup2(&actions, said, 2);
    bad = bad ? bad : posix_spawnp(&pid, "curl", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    errno = bad;
    return bad ? -1 : pid;
}

static bool curl_write(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        n -= (size_t)put;
    }
    return true;
}

/* What comes out of the pipe, into the file. FETCH_ANSWERED: it came to its end. */
static enum fetch_end curl_take(const struct fetch_request *r, int pipe, size_t *n)
{
    char piece[PIECE];
    int64_t end = clock_monotonic_ms() + r->timeout_ms + GRACE_MS;
    for (*n = 0;;) {
        struct pollfd p = {.fd = pipe, .events = POLLIN};
        int64_t left = end - clock_monotonic_ms();
        if (left <= 0)
            return FETCH_SLOW;
        if (r->goes_on && !r->goes_on(r->ctx))
            return FETCH_STOPPED;
        if (poll(&p, 1, (int)(left < LOOK_MS ? left : LOOK_MS)) == 0)
            continue;
        ssize_t got = read(pipe, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 ? FETCH_ANSWERED : FETCH_CUT;
        *n += (size_t)got;
        if (*n > r->most)
            return FETCH_LARGE;
        if (!curl_write(r->into, piece, (size_t)got))
            return FETCH_DISK;
    }
}

/* The codes are those of curl(1), EXIT CODES. */
static enum fetch_end curl_end_of(int exit)
{
    switch (exit) {
    case 0:
    case 22: /* the server said no */
    case 47: /* a redirect */
        return FETCH_ANSWERED;
    case 63:
        return FETCH_LARGE;
    case 28:
        return FETCH_SLOW;
    case 51:
    case 58:
    case 60:
    case 77:
    case 83:
    case 90:
    case 91:
        return FETCH_UNTRUSTED;
    case 127:
        return FETCH_NO_PROGRAM;
    case 5:
    case 6:
    case 7:
        return FETCH_UNREACHED;
    default:
        return FETCH_CUT;
    }
}

void fetch_answer_read(struct arena *a, const char *said, size_t n, struct fetch_answer *out)
{
    const char *text = arena_dupn(a, said, n), *v[4];
    int64_t status = 0, wait = 0; /* a date instead is nothing that we wait for */
    for (size_t i = 0; i < 4; i++) {
        size_t line = strcspn(text, "\n");
        v[i] = arena_dupn(a, text, line);
        text += line + (text[line] == '\n');
    }
    out->status = text_to_int(v[0], 0, 999, &status) ? (int)status : 0;
    out->type = text_line(a, text_utf8_repair(a, v[1], strlen(v[1])));
    out->wait_seconds = text_to_int(v[2], 0, FETCH_WAIT_MAX, &wait) ? wait : 0;
    out->to = v[3];
}

/* What --write-out wrote. */
static void curl_read_said(struct arena *a, int said, struct fetch_answer *out)
{
    char *text = arena_alloc(a, SAID_MAX);
    ssize_t n = pread(said, text, SAID_MAX, 0);
    fetch_answer_read(a, text, n > 0 ? (size_t)n : 0, out);
}

static void curl_run(struct arena *a, const struct fetch_request *r, const char *addresses,
                     struct fetch_answer *out)
{
    int pipe[2] = {-1, -1}, said = memfd_create("curl", MFD_CLOEXEC), status = 0;
    pid_t pid = -1;
    out->end = FETCH_DISK;
    if (said >= 0 && pipe2(pipe, O_CLOEXEC) == 0)
        pid = curl_start(a, r, addresses, pipe[1], said);
    if (pid < 0 && errno == ENOENT)
        out->end = FETCH_NO_PROGRAM;
    if (pipe[1] >= 0)
        close(pipe[1]);
    if (pid > 0) {
        out->end = curl_take(r, pipe[0], &out->n);
        if (out->end != FETCH_ANSWERED)
            kill(pid, SIGKILL);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
        if (out->end == FETCH_ANSWERED)
            out->end = WIFEXITED(status) ? curl_end_of(WEXITSTATUS(status)) : FETCH_CUT;
        curl_read_said(a, said, out);
    }
    if (pipe[0] >= 0)
        close(pipe[0]);
    if (said >= 0)
        close(said);
}

void fetch_ask(struct arena *a, const struct fetch_request *r, struct fetch_answer *out)
{
    *out = (struct fetch_answer){.type = "", .to = ""};
    const char *addresses = curl_addresses(a, r, &out->end);
    if (!addresses)
        return;
    if (lseek(r->into, 0, SEEK_SET) < 0 || ftruncate(r->into, 0) < 0)
        out->end = FETCH_DISK;
    else
        curl_run(a, r, addresses, out);
}
