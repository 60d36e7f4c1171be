/* health.c: what a machine asks of the server: /healthz and /metrics. */
#include "health.h"

#include "app.h"
#include "cgi/http/meter.h"
#include "db/report.h"
#include "db/search.h"
#include "lib/proxy.h"
#include "page.h"

#include <inttypes.h>
#include <string.h>

/* ---- /healthz ------------------------------------------------------------------------------- */

/* Cheap, for it is asked every few seconds: one number of the database, and a look at the folder. Without
 * search the site is up. */
void healthz_get(struct app *app, struct req *req, struct res *res)
{
    bool well = store_generation(app->store) > 0;
    (void)req;
    res->status = well ? 200 : 503;
    res->content_type = "text/plain; charset=utf-8";
    buf_adds(&res->body, well ? "ok\n" : "The database cannot be read.\n");
    if (well && search_is_damaged(app->store))
        buf_adds(&res->body, "The search index is damaged.\n");
}

/* ---- /metrics: Prometheus' text format, 0.0.4 ----------------------------------------------- */

static uint64_t metrics_read(const _Atomic uint64_t *n)
{
    return atomic_load_explicit(n, memory_order_relaxed);
}

static void metrics_head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_printf(b, "# HELP dateline_%s %s\n# TYPE dateline_%s %s\n", name, help, name, type);
}

static void metrics_number(struct buf *b, const char *name, const char *type, const char *help,
                           uint64_t n)
{
    metrics_head(b, name, type, help);
    buf_printf(b, "dateline_%s %" PRIu64 "\n", name, n);
}

static void metrics_answers(struct buf *b, const struct meters *m)
{
    metrics_head(b, "requests_total", "counter", "Requests answered, by row and class of status.");
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
            buf_printf(b, "dateline_request_duration_seconds_bucket{le=\"%g\"} %" PRIu64 "\n",
                       meter_bounds_ms[k] / 1000.0, so_far);
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
    uint64_t busy = 0, hashes = 0, pictures = 0, refused = 0;
    for (int i = 0; i < m->n; i++) {
        busy += atomic_load(&m->v[i].at) != NULL;
        hashes += metrics_read(&m->v[i].hashes);
        pictures += metrics_read(&m->v[i].pictures);
        refused += metrics_read(&m->v[i].overloaded);
    }
    metrics_number(b, "workers", "gauge", "Workers that there may be.", (uint64_t)m->n);
    metrics_number(b, "workers_busy", "gauge", "Workers at a request, this one included.", busy);
    metrics_number(b, "hashes_total", "counter", "Requests that hashed a password.", hashes);
    metrics_number(b, "uploads_total", "counter", "Requests with so much that there was a picture.",
                   pictures);
    metrics_number(b, "overloaded_total", "counter",
                   "Requests refused because too many did what takes long.", refused);
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
    res->content_type = "text/plain; version=0.0.4; charset=utf-8";
    if (req->meters) {
        metrics_answers(b, req->meters);
        metrics_durations(b, req->meters);
        metrics_workers(b, req->meters);
    }
    if (report_count_open(app->store, &reports) == STORE_OK)
        metrics_number(b, "reports_open", "gauge", "Readers' reports that wait for a decision.",
                       (uint64_t)reports);
    metrics_number(b, "search_damaged", "gauge",
                   "1: the search index is damaged, and readers are told so.",
                   search_is_damaged(app->store));
    metrics_number(b, "generation", "gauge",
                   "Grows with every write that readers could see; the second of the last one.",
                   (uint64_t)store_generation(app->store));
    metrics_head(b, "info", "gauge", "What keeps the data, and the version of its schema.");
    buf_printf(b, "dateline_info{engine=\"%s\",schema=\"%d\"} 1\n", store_engine(app->store),
               store_schema(app->store));
}
