/* import_fetch.c: see import_fetch.h. */
#include "import_fetch.h"

#include "lib/text.h"
#include "lib/web_address.h"

#include <linux/close_range.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of somebody who runs the server for an old one that stands beside it (docs/operations.md). */
static const char local_name[] = "DATELINE_FETCH_LOCAL";

/* ---- Whether ---------------------------------------------------------------------------------- */

static bool fetch_has_curl(struct arena *a)
{
    const char *path = getenv("PATH");
    struct strlist folders = text_split(a, path ? path : "/usr/local/bin:/usr/bin:/bin", ':');
    for (size_t i = 0; i < folders.n; i++)
        if (access(arena_printf(a, "%s/curl", folders.v[i]), X_OK) == 0)
            return true;
    return false;
}

bool import_fetch_can(void)
{
    struct arena *a = arena_new();
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool can = fd >= 0 && fetch_has_curl(a);
    if (fd >= 0)
        close(fd);
    arena_free(a);
    return can;
}

bool import_fetch_is_due(int folder, const struct import_job *job)
{
    if (job->step != IMPORT_LOOK || job->hosts.n == 0)
        return false;
    json_t *o = import_report_read(folder, IMPORT_FETCHED);
    bool due = json_integer_value(json_object_get(o, "turn")) != job->turn;
    json_decref(o);
    return due;
}

/* ---- What is wished for ----------------------------------------------------------------------- */

static json_t *fetch_wishes_json(const struct fetch *f)
{
    json_t *all = json_array();
    for (size_t i = 0; i < f->n; i++) {
        const struct fetch_wish *w = &f->v[i];
        json_t *urls = json_array();
        for (size_t k = 0; k < w->urls.n; k++)
            json_array_append_new(urls, json_string(w->urls.v[k]));
        json_array_append_new(
            all, json_pack("{s:s s:s s:o}", "file", w->file, "picture", w->picture, "urls", urls));
    }
    return all;
}

/* Host → pictures, by the first address of each. */
static json_t *fetch_hosts_json(const struct fetch *f)
{
    json_t *hosts = json_object();
    struct arena *a = arena_new();
    struct web_address at;
    for (size_t i = 0; i < f->n; i++) {
        arena_reset(a);
        if (!web_address_read(a, f->v[i].urls.v[0], &at))
            continue;
        json_int_t n = json_integer_value(json_object_get(hosts, at.site));
        json_object_set_new(hosts, at.site, json_integer(n + 1));
    }
    arena_free(a);
    return hosts;
}

json_t *import_fetch_tell(int folder, const struct fetch *f, bool can, int64_t turn)
{
    struct web_address home = {.site = ""};
    json_t *wishes = fetch_wishes_json(f);
    json_t *fetched = import_report_read(folder, IMPORT_FETCHED);
    if (f->home)
        (void)web_address_read(f->arena, f->home, &home);
    json_t *out =
        json_pack("{s:b s:s s:o}", "can", can && import_report_write(folder, IMPORT_WISHES, wishes),
                  "home", home.site, "hosts", fetch_hosts_json(f));
    if (json_integer_value(json_object_get(fetched, "turn")) == turn)
        json_object_set(out, "fetched", fetched);
    json_decref(fetched);
    json_decref(wishes);
    return out;
}

/* ---- Fetching --------------------------------------------------------------------------------- */

/* A wish as it was left behind, with those of its addresses that may be asked. */
static void fetch_take_wish(struct fetch *f, const json_t *one)
{
    struct fetch_wish wish = {.file = json_string_value(json_object_get(one, "file")),
                              .picture = json_string_value(json_object_get(one, "picture"))};
    struct web_address at;
    const json_t *url;
    size_t i;
    json_array_foreach(json_object_get(one, "urls"), i, url)
    {
        const char *s = json_string_value(url);
        if (s && web_address_read(f->arena, s, &at) && fetch_is_allowed(f, at.site))
            strlist_add(f->arena, &wish.urls, at.url);
    }
    if (!wish.file || !wish.picture || wish.urls.n == 0)
        return;
    f->v = arena_grow(f->arena, f->v, f->n, &f->room, sizeof *f->v);
    f->v[f->n++] = wish;
}

static json_t *fetch_failures_json(const struct fetch_failures *list)
{
    json_t *out = json_array();
    struct arena *a = arena_new();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(
            out, json_pack("{s:o s:s}", "file",
                           json_string(arena_printf(a, "%s: %s", list->v[i].file, list->v[i].url)),
                           "why", list->v[i].why));
    arena_free(a);
    return out;
}

static bool fetch_put(int folder, const struct fetch_report *r, int64_t turn)
{
    json_t *o = json_pack("{s:I s:I s:I s:s s:o s:o}", "turn", (json_int_t)turn, "wanted",
                          (json_int_t)r->wanted, "got", (json_int_t)r->got, "stopped",
                          r->stopped ? r->stopped : "", "failed", fetch_failures_json(&r->failed),
                          "later", fetch_failures_json(&r->later));
    bool ok = o && import_report_write(folder, IMPORT_FETCHED, o);
    json_decref(o);
    return ok;
}

bool import_fetch_work(const char *site, int folder, const struct import_job *job, struct arena *a,
                       struct fetch_run run, const char **why)
{
    json_t *wishes = import_report_read(folder, IMPORT_WISHES);
    const json_t *one;
    size_t i;
    struct fetch f;
    struct fetch_report report;
    run.local = getenv(local_name) != NULL;
    run.timeout_s = FETCH_TIMEOUT_S;
    run.pause_ms = FETCH_PAUSE_MS;
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC); /* nothing of ours is curl's */
    fetch_begin(&f, a, site);
    for (i = 0; i < job->hosts.n; i++)
        (void)fetch_allow(&f, job->hosts.v[i]);
    json_array_foreach(wishes, i, one)
    {
        fetch_take_wish(&f, one);
    }
    fetch_run(&run, &f, a, &report);
    *why = report.broken;
    bool good = !report.broken && fetch_put(folder, &report, job->turn);
    if (!report.broken && !good)
        *why = "there is not enough room on the disk";
    fetch_end(&f);
    json_decref(wishes);
    return good;
}
