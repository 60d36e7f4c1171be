/* health.c: what a machine asks of the server: /healthz and /metrics. */
#include "health.h"

#include "app.h"
#include "cgi/http/meter.h"
#include "db/ready.h"
#include "db/report.h"
#include "db/search.h"
#include "lib/proxy.h"
#include "lib/version.h"
#include "page.h"

#include <inttypes.h>
#include <string.h>

#define READY_MOST 20000 /* files that are counted */

/* ---- /healthz ------------------------------------------------------------------------------- */

/* Cheap, for it is asked every few seconds: one number of the database, and a look at the folder. Anybody may
 * ask, so it says no more than that; without search, or room to save, readers are served. */
void healthz_get(struct app *app, struct req *req, struct res *res)
{
    bool well = store_generation(app->store) > 0;
    (void)req;
    res->status = well ? 200 : 503;
    res->content_type = "text/plain; charset=utf-8";
    buf_adds(&res->body, well ? "ok\n" : "not ok\n");
}

/* ---- /metrics: OpenMetrics 1.0 (github.com/OpenObservability/OpenMetrics) -------------------- */

static uint64_t metrics_read(const _Atomic uint64_t *n)
{
    return atomic_load_explicit(n, memory_order_relaxed);
}

/* The name is the family's: of a counter without _total (OpenMetrics 1.0, 5.1). */
static void metrics_head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_printf(b, "# HELP dateline_%s %s\n# TYPE dateline_%s %s\n", name, help, name, type);
}

static void metrics_number(struct buf *b, const char *name, const char *type, const char *help,
                           uint64_t n)
{
    metrics_head(b, name, type, help);
    buf_printf(b, "dateline_%s%s %" PRIu64 "\n", name, strcmp(type, "counter") == 0 ? "_total" : "",
               n);
}

static void metrics_answers(struct buf *b, const struct meters *m)
{
    metrics_head(b, "requests", "counter", "Requests answered, by row and class of status.");
    for (size_t row = 0; row <= METER_ROUTES_MAX; row++) {
        if (row >= routes_n && row < METER_ROUTES_MAX)
            continue;
        for (int class = 1; class < METER_CLASSES; class ++) {
            uint64_t n = 0;
            for (int i = 0; i < m->n; i++)
                n += metrics_read(&m->v[i].answers[row][class]);
            if (n > 0)
                buf_printf(b, "dateline_requests_total{route=\"%s\",class=\"%dxx\"} %" PRIu64 "\n",
                           row < routes_n ? routes[row].name : "none", class, n);
        }
    }
}

static void metrics_durations(struct buf *b, const struct meters *m)
{
    uint64_t so_far = 0, us = 0;
    metrics_head(b, "request_duration_seconds", "histogram",
                 "From the request's arrival, whole, to its answer.");
    for (int k = 0; k <= METER_BUCKETS; k++) {
        for (int i = 0; i < m->n; i++)
            so_far += metrics_read(&m->v[i].durations[k]);
        if (k < METER_BUCKETS)
            buf_printf(b, "dateline_request_duration_seconds_bucket{le=\"%g%s\"} %" PRIu64 "\n",
                       meter_bounds_ms[k] / 1000.0, meter_bounds_ms[k] % 1000 ? "" : ".0", so_far);
    }
    for (int i = 0; i < m->n; i++)
        us += metrics_read(&m->v[i].duration_us);
    buf_printf(b,
               "dateline_request_duration_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n"
               "dateline_request_duration_seconds_sum %.6f\n"
               "dateline_request_duration_seconds_count %" PRIu64 "\n",
               so_far, (double)us / 1e6, so_far);
}

static void metrics_workers(struct buf *b, const struct meters *m)
{
    uint64_t busy = 0, waiting = 0, hashes = 0, pictures = 0, refused = 0;
    for (int i = 0; i < m->n; i++) {
        busy += atomic_load(&m->v[i].at) != NULL;
        waiting += (uint64_t)atomic_load(&m->v[i].waiting);
        hashes += metrics_read(&m->v[i].hashes);
        pictures += metrics_read(&m->v[i].pictures);
        refused += metrics_read(&m->v[i].overloaded);
    }
    metrics_number(b, "workers", "gauge", "Workers that there may be.", (uint64_t)m->n);
    metrics_number(b, "workers_busy", "gauge", "Workers at a request, this one included.", busy);
    metrics_number(b, "requests_waiting", "gauge",
                   "Requests that are whole, and wait for a turn at what takes long.", waiting);
    metrics_number(b, "hashes", "counter", "Requests that hashed a password.", hashes);
    metrics_number(b, "uploads", "counter", "Requests with so much that there was a picture.",
                   pictures);
    metrics_number(b, "overloaded", "counter",
                   "Requests refused because too many did what takes long.", refused);
}

/* What the log warned of, by the name of its line: login is a sign-in that failed. */
static void metrics_events(struct buf *b, const struct meters *m)
{
    metrics_head(b, "log_lines", "counter", "Warnings and errors of the log, by process and name.");
    for (int i = 0; i <= m->n; i++) {
        for (size_t k = 0; k < METER_EVENTS; k++) {
            const struct meter_event *e = &m->v[i].events[k];
            uint64_t n = metrics_read(&e->n);
            if (n > 0)
                buf_printf(b, "dateline_log_lines_total{process=\"%d\",event=\"%s\"} %" PRIu64 "\n",
                           i + 1, e->name, n);
        }
    }
}

static void metrics_sizes(struct buf *b, struct app *app)
{
    struct store_sizes sizes;
    struct ready_sum ready;
    store_sizes(app->store, &sizes);
    bool all = ready_count(app->site_fd, READY_MOST, &ready);
    metrics_number(b, "database_bytes", "gauge", "The database on disk.", (uint64_t)sizes.data);
    metrics_number(b, "database_log_bytes", "gauge", "Its log, which is not yet in it.",
                   (uint64_t)sizes.log);
    metrics_number(b, "ready_pages", "gauge", "Pages that lie ready, as far as they were counted.",
                   (uint64_t)ready.pages);
    metrics_number(b, "ready_bytes", "gauge", "Their bytes, with their compressed twins.",
                   (uint64_t)ready.bytes);
    metrics_number(b, "ready_counted", "gauge", "0: there are more than were counted.", all);
}

/* This machine itself, unless it asks for somebody else, and whom a setting names. */
static bool metrics_may_see(const struct app *app, const struct req *req)
{
    bool here = strncmp(req->address, "127.", 4) == 0 || strcmp(req->address, "::1") == 0;
    return (here && !req->forwarded) ||
           proxy_listed(app_setting(app, SETTING_METRICS_FROM), req->address);
}

void metrics_get(struct app *app, struct req *req, struct res *res)
{
    struct buf *b = &res->body;
    int64_t reports = 0;
    if (!metrics_may_see(app, req)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    res->content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    if (req->meters) {
        metrics_answers(b, req->meters);
        metrics_durations(b, req->meters);
        metrics_workers(b, req->meters);
        metrics_events(b, req->meters);
    }
    metrics_sizes(b, app);
    if (report_count_open(app->store, &reports) == STORE_OK)
        metrics_number(b, "reports_open", "gauge", "Readers' reports that wait for a decision.",
                       (uint64_t)reports);
    metrics_number(b, "search_damaged", "gauge",
                   "1: the search index is damaged, and readers are told so.",
                   search_is_damaged(app->store));
    metrics_number(b, "generation", "gauge",
                   "Grows with every write that readers could see; the second of the last one.",
                   (uint64_t)store_generation(app->store));
    metrics_head(b, "build", "info",
                 "This program, what keeps the data, and the version of its schema.");
    buf_printf(b, "dateline_build_info{version=\"%s\",engine=\"%s\",schema=\"%d\"} 1\n# EOF\n",
               version_program(), store_engine(app->store), store_schema(app->store));
}
