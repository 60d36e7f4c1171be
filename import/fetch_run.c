/* fetch_run.c: see fetch_run.h. */
#include "fetch_run.h"

#include "db/picture.h"
#include "fetch_curl.h"
#include "lib/clock.h"
#include "lib/image.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum {
    HOPS_MAX = 5,         /* redirects of one picture */
    TRIES = 2,            /* of what may pass */
    FAILURES_MAX = 5,     /* of a host, one after the other: it is asked no more */
    WAIT_SECONDS_MAX = 60 /* that a server may ask for */
};
#define BYTES_MAX (INT64_C(20) * 1024 * 1024 * 1024) /* of one run */
#define ROOM_LEAST (UINT64_C(512) * 1024 * 1024)     /* bytes that stay free */

static const char part_name[] = "part", lock_name[] = "lock";

enum outcome { HAVE, NEVER, LATER };

struct host_state {
    const char *site;
    int failures;
};

struct fetching {
    const struct fetch_run *run;
    struct fetch *f;
    struct arena *a; /* of what is said */
    struct fetch_report *out;
    struct arena *scratch; /* of one wish */
    int folder, part, lock;
    int64_t bytes;
    int64_t took; /* ms, of the last answer */
    struct host_state *hosts;
    size_t n_hosts, room_hosts, room_failed, room_later;
};

/* ---- The folder ------------------------------------------------------------------------------------ */

/* False: out->broken says why. */
static bool fetching_open(struct fetching *g)
{
    const char *folder = g->f->folder;
    mkdir(folder, 0750);
    g->folder = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (g->folder >= 0)
        g->lock = openat(g->folder, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (g->lock >= 0 && flock(g->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        g->out->broken = FETCH_ANOTHER;
        return false;
    }
    if (g->lock >= 0)
        g->part =
            openat(g->folder, part_name, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (g->part < 0)
        g->out->broken = arena_printf(g->a, "%s: %s", folder, strerror(errno));
    return g->part >= 0;
}

static void fetching_close(struct fetching *g)
{
    if (g->part >= 0)
        unlinkat(g->folder, part_name, 0);
    const int all[] = {g->part, g->lock, g->folder};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] >= 0)
            close(all[i]);
}

static bool fetching_has_room(const struct fetching *g)
{
    struct statvfs v;
    return fstatvfs(g->folder, &v) != 0 || (uint64_t)v.f_bavail * v.f_frsize >= ROOM_LEAST;
}

/* The part gets its name when it is on the disk, and a new one is begun. */
static bool fetching_keep(struct fetching *g, const char *url)
{
    const char *place = fetch_place(g->scratch, url);
    const char *folder = arena_dupn(g->scratch, place, strcspn(place, "/"));
    if ((mkdirat(g->folder, folder, 0750) != 0 && errno != EEXIST) || fsync(g->part) != 0 ||
        renameat(g->folder, part_name, g->folder, place) != 0)
        return false;
    close(g->part);
    g->part =
        openat(g->folder, part_name, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
    return g->part >= 0;
}

/* ---- One address ----------------------------------------------------------------------------------- */

static bool fetching_goes_on(const struct fetching *g)
{
    return !g->run->goes_on || g->run->goes_on(g->run->ctx);
}

static void fetching_pause(int64_t ms)
{
    const struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    if (ms > 0)
        nanosleep(&pause, NULL);
}

static bool fetching_is_picture(const struct fetching *g)
{
    char head[64];
    ssize_t n = pread(g->part, head, sizeof head, 0);
    return n > 0 && image_sniff(head, (size_t)n) != IMAGE_UNKNOWN;
}

static enum outcome fetching_judge_status(const struct fetching *g, const struct fetch_answer *got,
                                          const char **why)
{
    int s = got->status;
    *why = arena_printf(g->scratch, "the server says %d", s);
    if (s != 200)
        return s == 408 || s == 425 || s == 429 || s >= 500 || s < 200 ? LATER : NEVER;
    if (fetching_is_picture(g))
        return HAVE;
    *why = *got->type ? arena_printf(g->scratch, "it is no picture (%s)", got->type)
                      : "it is no picture";
    return NEVER;
}

static enum outcome fetching_judge(const struct fetching *g, const struct fetch_answer *got,
                                   const char **why)
{
    switch (got->end) {
    case FETCH_ANSWERED:
        return fetching_judge_status(g, got, why);
    case FETCH_LARGE:
        *why = arena_printf(g->scratch, "it is larger than %u MB", PICTURE_BYTES_MAX >> 20);
        return NEVER;
    case FETCH_FORBIDDEN:
        *why = g->run->local ? "it leads to an address that no picture is at"
                             : "it leads into a local network";
        return NEVER;
    case FETCH_STOPPED:
        *why = "it was cancelled";
        return LATER;
    case FETCH_SLOW:
        *why = "it took too long";
        return LATER;
    case FETCH_UNREACHED:
        *why = "the server cannot be reached";
        return LATER;
    case FETCH_UNTRUSTED:
        *why = "the server’s certificate is not valid";
        return LATER;
    case FETCH_DISK:
        *why = strerror(errno);
        return LATER;
    case FETCH_NO_PROGRAM:
        *why = "the program curl is not installed";
        return LATER;
    default:
        *why = "the answer ended before its end";
        return LATER;
    }
}

/* Where an answer leads. NULL: *why it is not gone after. */
static const char *fetching_next(const struct fetching *g, const struct web_address *from,
                                 const char *to, const char **why)
{
    struct web_address at;
    if (!web_address_read(g->scratch, to, &at))
        *why = "it leads to what is no address of the web";
    else if (!fetch_is_allowed(g->f, at.site))
        *why = arena_printf(g->scratch, "it leads to %s, which may not be asked", at.site);
    else if (from->secure && !at.secure)
        *why = "it leads from https to http";
    else
        return at.url;
    return NULL;
}

/* With all that it leads to. */
static enum outcome fetching_ask(struct fetching *g, const char *url, struct fetch_answer *got,
                                 const char **why)
{
    struct fetch_request r = {.local = g->run->local,
                              .timeout_ms = g->run->timeout_s * 1000,
                              .most = PICTURE_BYTES_MAX,
                              .into = g->part,
                              .goes_on = g->run->goes_on,
                              .ctx = g->run->ctx};
    for (int hop = 0; hop <= HOPS_MAX; hop++) {
        if (!web_address_read(g->scratch, url, &r.at))
            break;
        int64_t began = clock_monotonic_ms();
        fetch_ask(g->scratch, &r, got);
        g->took = clock_monotonic_ms() - began;
        g->bytes += (int64_t)got->n;
        bool leads = got->end == FETCH_ANSWERED && got->status / 100 == 3 && *got->to;
        if (!leads)
            return fetching_judge(g, got, why);
        url = fetching_next(g, &r.at, got->to, why);
        if (!url)
            return NEVER;
    }
    *why = "it leads on and on";
    return NEVER;
}

/* At least as long a pause as the answer took: a slow server has other work. */
static enum outcome fetching_try(struct fetching *g, const char *url, const char **why)
{
    enum outcome end = LATER;
    for (int i = 0; i < TRIES && end == LATER && (i == 0 || fetching_goes_on(g)); i++) {
        struct fetch_answer got;
        end = fetching_ask(g, url, &got, why);
        int64_t pause = g->took < g->run->pause_ms ? g->run->pause_ms : g->took;
        if (end == LATER && got.wait_seconds > 0 && i + 1 < TRIES)
            pause = (got.wait_seconds < WAIT_SECONDS_MAX ? got.wait_seconds : WAIT_SECONDS_MAX) *
                    INT64_C(1000);
        fetching_pause(g->run->pause_ms > 0 || end == LATER ? pause : 0);
    }
    if (end == HAVE && !fetching_keep(g, url)) {
        *why = strerror(errno);
        end = LATER;
    }
    return end;
}

/* ---- All ------------------------------------------------------------------------------------------- */

static struct host_state *fetching_host(struct fetching *g, const char *url)
{
    struct web_address at = {.site = ""};
    size_t i = 0;
    (void)web_address_read(g->scratch, url, &at);
    while (i < g->n_hosts && strcmp(g->hosts[i].site, at.site) != 0)
        i++;
    if (i == g->n_hosts) {
        g->hosts = arena_grow(g->a, g->hosts, i, &g->room_hosts, sizeof *g->hosts);
        g->hosts[g->n_hosts++] = (struct host_state){.site = arena_dup(g->a, at.site)};
    }
    return &g->hosts[i];
}

static void fetching_say(struct fetching *g, const struct fetch_wish *wish, enum outcome end,
                         const char *url, const char *why)
{
    struct fetch_failures *list = end == LATER ? &g->out->later : &g->out->failed;
    list->v = arena_grow(g->a, list->v, list->n, &list->room, sizeof *list->v);
    list->v[list->n++] = (struct fetch_failure){
        .file = wish->file, .url = arena_dup(g->a, url), .why = arena_dup(g->a, why)};
}

/* The first of its addresses that gives a picture. */
static void fetching_wish(struct fetching *g, const struct fetch_wish *wish)
{
    const char *why = "", *url = "";
    enum outcome end = NEVER;
    arena_reset(g->scratch);
    for (size_t i = 0; i < wish->urls.n && end == NEVER; i++) {
        url = wish->urls.v[i];
        struct host_state *host = fetching_host(g, url);
        if (host->failures >= FAILURES_MAX) {
            why = "its host failed too often, and was asked no more";
            end = LATER;
        } else {
            end = fetching_try(g, url, &why);
            host->failures = end == LATER ? host->failures + 1 : 0;
        }
    }
    if (end == HAVE)
        g->out->got++;
    else
        fetching_say(g, wish, end, url, why);
}

/* NULL: on. */
static const char *fetching_why_stop(const struct fetching *g)
{
    if (!fetching_has_room(g))
        return "there is not enough room on the disk";
    return g->bytes >= BYTES_MAX ? "20 GB were fetched: that is enough at a time" : NULL;
}

/* What another run has fetched, or this one before it was killed. */
static bool fetching_has(const struct fetching *g, const struct fetch_wish *wish)
{
    for (size_t i = 0; i < wish->urls.n; i++)
        if (faccessat(g->folder, fetch_place(g->scratch, wish->urls.v[i]), R_OK, 0) == 0)
            return true;
    return false;
}

static void fetching_tell(const struct fetching *g, size_t done)
{
    if (g->run->progress)
        g->run->progress(g->run->ctx, done, g->f->n);
}

void fetch_run(const struct fetch_run *run, struct fetch *f, struct arena *a,
               struct fetch_report *out)
{
    struct fetching g = {.run = run,
                         .f = f,
                         .a = a,
                         .out = out,
                         .scratch = arena_new(),
                         .folder = -1,
                         .part = -1,
                         .lock = -1};
    *out = (struct fetch_report){.wanted = f->n};
    bool good = f->n == 0 || fetching_open(&g);
    for (size_t i = 0; i < f->n && good && !out->stopped && fetching_goes_on(&g); i++) {
        fetching_tell(&g, i);
        out->stopped = fetching_why_stop(&g);
        if (!out->stopped && fetching_has(&g, &f->v[i]))
            out->got++;
        else if (!out->stopped)
            fetching_wish(&g, &f->v[i]);
    }
    fetching_tell(&g, f->n);
    fetching_close(&g);
    arena_free(g.scratch);
}
