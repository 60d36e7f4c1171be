/* status.c: how the site and its server are: /admin/status. Reads alone, and asks nothing that grows with
 * the number of stories. */
#include "admin_private.h"

#include "cgi/http/meter.h"
#include "cgi/import_job.h"
#include "db/last_done.h"
#include "db/media.h"
#include "db/ready.h"
#include "db/search.h"
#include "lib/log.h"
#include "lib/version.h"

#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define DAY_MS INT64_C(86400000)
#define BACKUP_DAYS 7        /* an older backup is worth a warning */
#define ROOM_LEFT 1000000000 /* bytes: less is worth one */
#define READY_MOST 20000     /* files that are counted */
#define MEGA INT64_C(1000000)

/* ---- Lines ----------------------------------------------------------------------------------- */

struct status_part {
    struct page *p;
    struct tpl_dict *d;
};

/* A part of the page; id and title are constants. */
static struct status_part status_begin(struct page *p, const char *id, const char *title)
{
    struct status_part part = {p, tpl_add(p->main, "PART")};

    tpl_set(part.d, "PART_ID", id);
    tpl_set(part.d, "PART_TITLE", app_word(p->app, title));
    return part;
}

static void status_warn(const struct status_part *part, const char *text)
{
    tpl_set(tpl_add(part->d, "WARNING"), "WARNING_TEXT", app_word(part->p->app, text));
}

/* A value is shown as it is. */
static struct tpl_dict *status_line(const struct status_part *part, const char *label,
                                    const char *value)
{
    struct tpl_dict *d = tpl_add(part->d, "LINE");

    tpl_set(d, "LABEL", app_word(part->p->app, label));
    tpl_set_if(d, "VALUE", value);
    return d;
}

static void status_line_at(const struct status_part *part, const char *label, int64_t ms)
{
    struct tpl_dict *d = status_line(part, label, NULL);

    admin_time(part->p, tpl_add(d, "AT_IF"), "AT", ms);
}

/* "812 kB", "4.5 MB". */
static const char *status_bytes(const struct page *p, int64_t bytes)
{
    static const struct {
        int64_t unit;
        const char *text;
    } units[] = {
        {MEGA * MEGA, WORD("%SIZE% TB")},
        {MEGA * 1000, WORD("%SIZE% GB")},
        {MEGA, WORD("%SIZE% MB")},
        {1000, WORD("%SIZE% kB")},
    };
    struct arena *a = p->req->arena;
    const struct language *l = p->app->language;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (bytes >= units[i].unit)
            return language_say(l, a, units[i].text, "SIZE",
                                language_tenths(l, a, (int)(bytes / (units[i].unit / 10))), NULL);
    return language_count(l, a, "one byte|%COUNT% bytes", bytes);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static void status_show_versions(struct page *p)
{
    struct status_part part = status_begin(p, "versions", WORD("Versions"));
    const struct store *s = p->app->store;

    status_line(&part, "Dateline", version_program());
    status_line(&part, WORD("Database"), store_engine(s));
    status_line(&part, WORD("Its schema"), arena_printf(p->req->arena, "%d", store_schema(s)));
    for (size_t i = 0; i < version_libraries_n; i++)
        status_line(&part, version_libraries[i].name, version_libraries[i].is(p->req->arena));
}

static void status_show_search(const struct status_part *part)
{
    struct page *p = part->p;
    bool left = false;

    if (search_is_damaged(p->app->store)) {
        status_line(part, WORD("Search index"), app_word(p->app, WORD("damaged")));
        status_warn(part, WORD("The search index is damaged. The server makes it anew by itself."));
    } else if (search_catch_up(p->app->store, 0, &left) == STORE_OK) {
        status_line(part, WORD("Search index"),
                    app_word(p->app, left ? WORD("some stories are still being read")
                                          : WORD("knows all stories")));
    }
}

static void status_show_disk(const struct status_part *part)
{
    struct page *p = part->p;
    struct statvfs disk;

    if (fstatvfs(p->app->site_fd, &disk) != 0)
        return;
    int64_t left = (int64_t)(disk.f_bavail * disk.f_frsize);
    status_line(part, WORD("Free on the disk"),
                language_say(p->app->language, p->req->arena, WORD("%LEFT% of %ALL%"), "LEFT",
                             status_bytes(p, left), "ALL",
                             status_bytes(p, (int64_t)(disk.f_blocks * disk.f_frsize)), NULL));
    if (left < ROOM_LEFT)
        status_warn(part, WORD("There is little room left on the disk. When it is full nothing can "
                               "be saved."));
}

/* Of what an administrator sent, unpacked or not. */
static void status_show_import(const struct status_part *part)
{
    struct page *p = part->p;
    struct import_job job;
    int folder = import_job_open(p->app->site_fd, false);

    if (folder >= 0 && import_job_read(folder, p->req->arena, &job))
        status_line(part, WORD("Sent to be imported"), status_bytes(p, job.bytes));
    if (folder >= 0)
        close(folder);
}

static void status_show_data(struct page *p)
{
    struct status_part part = status_begin(p, "data", WORD("What the site takes up"));
    struct store_sizes sizes;
    int64_t pictures;

    store_sizes(p->app->store, &sizes);
    if (store_is_damaged(p->app->store))
        status_warn(&part, WORD("Damage was seen in the database. Nothing is written to it: it has "
                                "to be checked, or a backup restored."));
    status_line(&part, WORD("Database"), status_bytes(p, sizes.data));
    status_line(&part, WORD("Its log"), status_bytes(p, sizes.log));
    if (media_bytes(p->app->store, &pictures) == STORE_OK)
        status_line(&part, WORD("Pictures"), status_bytes(p, pictures));
    status_show_import(&part);
    status_show_search(&part);
    status_show_disk(&part);
}

static void status_show_ready(struct page *p)
{
    struct status_part part = status_begin(p, "ready", WORD("Ready pages"));
    struct ready_sum sum;
    bool all = ready_count(p->app->site_fd, READY_MOST, &sum);

    status_line(&part, all ? WORD("Pages") : WORD("Pages, at least"),
                language_number(p->app->language, p->req->arena, sum.pages));
    status_line(&part, WORD("With their compressed twins"), status_bytes(p, sum.bytes));
}

/* ---- What was last done ---------------------------------------------------------------------- */

static const char *status_wrong(struct page *p, int64_t wrong)
{
    return wrong ? language_count(p->app->language, p->req->arena,
                                  "one thing is wrong|%COUNT% things are wrong", wrong)
                 : app_word(p->app, WORD("nothing wrong"));
}

static void status_show_backup(const struct status_part *part)
{
    struct page *p = part->p;
    struct done_record r;

    if (!last_done_read(p->app->store, p->req->arena, LAST_BACKUP, &r)) {
        status_warn(part, WORD("No backup of this site is known."));
        return;
    }
    if (p->req->now - r.at > BACKUP_DAYS * DAY_MS)
        status_warn(part, WORD("The last backup is more than a week old."));
    if (r.wrong)
        status_warn(part, WORD("Something is wrong in the last backup."));
    status_line_at(part, WORD("Last backup"), r.at);
    status_line(part, WORD("Its file"), r.name);
    status_line(part, WORD("Its size"), status_bytes(p, r.bytes));
    status_line(part, WORD("Restored and compared"),
                r.tested ? status_wrong(p, r.wrong) : app_word(p->app, WORD("it was not tried")));
}

static void status_show_done(struct page *p)
{
    struct status_part part = status_begin(p, "backup", WORD("Backup, checks, housekeeping"));
    struct done_record r;

    status_show_backup(&part);
    if (last_done_read(p->app->store, p->req->arena, LAST_HOUSEKEEPING, &r)) {
        status_line_at(&part, WORD("Last housekeeping"), r.at);
        status_line(&part, WORD("Cleared away"),
                    language_number(p->app->language, p->req->arena, r.n));
    } else {
        status_line(&part, WORD("Last housekeeping"), app_word(p->app, WORD("Never yet")));
    }
    if (last_done_read(p->app->store, p->req->arena, LAST_VERIFY, &r)) {
        if (r.wrong)
            status_warn(&part, WORD("The last check found something wrong."));
        status_line_at(&part, WORD("Last check"), r.at);
        status_line(&part, WORD("It found"), status_wrong(p, r.wrong));
    }
}

/* ---- The server ------------------------------------------------------------------------------ */

static int64_t status_answers(const struct meter *m, bool failed)
{
    uint64_t n = 0;

    for (size_t row = 0; row <= METER_ROUTES_MAX; row++)
        for (int class = failed ? 5 : 0; class < METER_CLASSES; class ++)
            n += atomic_load_explicit(&m->answers[row][class], memory_order_relaxed);
    return (int64_t)n;
}

static void status_show_worker(struct page *p, struct tpl_dict *table, int i)
{
    const struct meter *m = &p->req->meters->v[i];
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    struct tpl_dict *d = tpl_add(table, "WORKER");
    const char *row = meter_row(m);

    tpl_set(d, "WORKER_NUMBER", language_number(l, a, i + 1));
    tpl_set(d, "WORKER_ANSWERS", language_number(l, a, status_answers(m, false)));
    tpl_set(d, "WORKER_FAILED", language_number(l, a, status_answers(m, true)));
    if (strcmp(row, "-") == 0)
        tpl_show(d, "WORKER_WAITS");
    else
        tpl_set(tpl_add(d, "WORKER_AT"), "WORKER_ROW", row);
}

static void status_show_server(struct page *p)
{
    const struct meters *all = p->req->meters;

    if (!all) {
        tpl_show(p->main, "NO_SERVER");
        return;
    }
    struct tpl_dict *d = tpl_add(p->main, "SERVER");
    admin_time(p, d, "SINCE", all->since);
    for (int i = 0; i < all->n; i++)
        status_show_worker(p, d, i);
}

struct status_event {
    const char *name;
    int level;
    int64_t n, last_at;
};

struct status_events {
    struct status_event v[METER_EVENTS];
    size_t n;
};

/* The same line of several processes is one. */
static void status_take_event(struct status_events *out, struct meter_event *e)
{
    int64_t n = (int64_t)atomic_load(&e->n);
    size_t i = 0;

    while (i < out->n && strcmp(out->v[i].name, e->name) != 0)
        i++;
    if (n == 0 || i == METER_EVENTS)
        return;
    struct status_event *to = &out->v[i];
    if (i == out->n) {
        *to = (struct status_event){.name = e->name, .level = LOG_WARN};
        out->n++;
    }
    int level = atomic_load(&e->level);
    int64_t last = atomic_load(&e->last_at);
    to->n += n;
    to->level = level < to->level ? level : to->level;
    to->last_at = last > to->last_at ? last : to->last_at;
}

/* Errors first, then what happened last. */
static int status_event_order(const void *one, const void *other)
{
    const struct status_event *a = one, *b = other;

    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    return a->last_at > b->last_at ? -1 : a->last_at < b->last_at;
}

static void status_show_events(struct page *p)
{
    const struct meters *all = p->req->meters;
    struct status_events events = {.n = 0};

    for (int i = 0; all && i <= all->n; i++)
        for (size_t k = 0; k < METER_EVENTS; k++)
            status_take_event(&events, &all->v[i].events[k]);
    if (all && events.n == 0)
        tpl_show(p->main, "NO_EVENTS");
    if (events.n == 0)
        return;
    qsort(events.v, events.n, sizeof *events.v, status_event_order);
    struct tpl_dict *table = tpl_add(p->main, "EVENTS");
    for (size_t i = 0; i < events.n; i++) {
        struct tpl_dict *d = tpl_add(table, "EVENT");
        tpl_set(d, "EVENT_NAME", events.v[i].name);
        tpl_show(d, events.v[i].level == LOG_ERROR ? "EVENT_ERROR" : "EVENT_WARNING");
        tpl_set(d, "EVENT_COUNT", language_number(p->app->language, p->req->arena, events.v[i].n));
        admin_time(p, d, "EVENT_LAST", events.v[i].last_at);
    }
}

void status_get(struct app *app, struct req *req, struct res *res)
{
    struct page p =
        page_start_admin(app, req, res, "admin/status.tpl", app_word(app, WORD("Status")));
    page_sheet(&p, "css/status.css");

    admin_time(&p, p.main, "NOW", req->now);
    status_show_done(&p);
    status_show_data(&p);
    status_show_server(&p);
    status_show_events(&p);
    status_show_ready(&p);
    status_show_versions(&p);
    page_finish(&p);
}
