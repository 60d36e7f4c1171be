/* housekeep.c: dateline housekeep: what nobody needs any more goes. */
#include "cli.h"

#include "cgi/import_job.h"
#include "db/housekeeping.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_NS 2000000 /* between two steps, so that who waits for the lock has it */

struct housekeep {
    struct store *s;
    int64_t now;
    int64_t n[HOUSEKEEPING_MAX];
    int64_t imports; /* what was sent to be imported at the desk: it lies beside the data */
};

static enum store_status housekeep_kind(struct housekeep *h, enum housekeeping k)
{
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    bool more = true;
    enum store_status st = STORE_OK;
    while (st == STORE_OK && more) {
        st = housekeeping_step(h->s, k, h->now, &h->n[k], &more);
        if (more)
            nanosleep(&pause, NULL);
    }
    return st;
}

static enum store_status housekeep_all(struct housekeep *h, bool only_said)
{
    enum store_status st = STORE_OK;
    for (int k = 0; k < HOUSEKEEPING_MAX && st == STORE_OK; k++)
        st = only_said ? housekeeping_count(h->s, (enum housekeeping)k, h->now, &h->n[k])
                       : housekeep_kind(h, (enum housekeeping)k);
    return st;
}

/* False: said. */
static bool housekeep_imports(const struct cli *c, struct housekeep *h, bool only_said)
{
    int site = open(c->args[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int cleared = site >= 0 ? import_job_clear(site, h->now - IMPORT_KEPT_MS, only_said) : -1;
    if (cleared < 0)
        cli_fail(c, "%s/" IMPORT_FOLDER ": %s", c->args[0], strerror(errno));
    else
        h->imports = cleared;
    if (site >= 0)
        close(site);
    return cleared >= 0;
}

static const char *const what[HOUSEKEEPING_MAX] = {
    [HOUSE_SESSIONS] = "sessions that have ended",
    [HOUSE_LINKS] = "links to sign in with",
    [HOUSE_STEPS] = "sign-ins that nobody finished",
    [HOUSE_TRIES] = "counts of wrong passwords",
    [HOUSE_KNOWN] = "addresses of sign-ins",
    [HOUSE_FORMS] = "records of forms",
    [HOUSE_COPIES] = "unsaved copies",
    [HOUSE_TRACES] = "addresses of readers in reports",
    [HOUSE_AUDIT] = "lines of the audit log",
    [HOUSE_BIN] = "stories in the bin",
    [HOUSE_PICTURES] = "files of no picture",
    [HOUSE_KEPT] = "databases kept before an upgrade",
};

static int64_t housekeep_sum(const struct housekeep *h)
{
    int64_t all = h->imports;
    for (int k = 0; k < HOUSEKEEPING_MAX; k++)
        all += h->n[k];
    return all;
}

static int housekeep_say(const struct cli *c, const struct housekeep *h, bool only_said)
{
    if (c->json) {
        json_t *all = json_object();
        for (int k = 0; k < HOUSE_READY; k++)
            json_object_set_new(all, housekeeping_name((enum housekeeping)k),
                                json_integer(h->n[k]));
        json_object_set_new(all, "imports", json_integer(h->imports));
        return cli_print_json(c, all);
    }
    for (int k = 0; k < HOUSEKEEPING_MAX; k++)
        if (h->n[k] > 0)
            cli_print("%" PRId64 " %s\n", h->n[k], what[k]);
    if (h->imports > 0)
        cli_print("%" PRId64 " uploads to be imported\n", h->imports);
    if (housekeep_sum(h) == 0)
        cli_print("There is nothing to clear away.\n");
    else
        cli_print(only_said ? "That would be cleared away.\n" : "Cleared away.\n");
    return CLI_DONE;
}

static int housekeep_site(struct cli *c, struct store *s, void *ctx)
{
    const bool *dry = ctx;
    struct housekeep h = {.s = s, .now = dateline_now()};
    enum store_status st = housekeep_all(&h, *dry);
    bool good = housekeep_imports(c, &h, *dry);
    if (st != STORE_OK)
        return cli_store_fail(c, s, st, NULL);
    if (!*dry)
        cli_keep_done(c, s, LAST_HOUSEKEEPING, (struct done_record){.n = housekeep_sum(&h)});
    int status = housekeep_say(c, &h, *dry);
    return good ? status : CLI_FAILED;
}

int housekeep_run(struct cli *c)
{
    bool dry = false;
    const struct cli_option options[] = {
        {.name = "dry-run", .help = "only say what would go", .flag = &dry},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_parse(c, options) ? cli_work(c, dry ? STORE_LOOK : STORE_WRITE, housekeep_site, &dry)
                                 : c->status;
}
