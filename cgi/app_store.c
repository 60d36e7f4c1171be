/* app_store.c: the stores of a worker: opened, opened again when their data was replaced. */
#include "app.h"

#include "assets.h"
#include "missed.h"

#include "db/media_held.h"
#include "db/ready.h"
#include "db/search.h"
#include "db/upload.h"
#include "lib/clock.h"
#include "lib/log.h"
#include "ready_pages.h"
#include "theme.h"

#define LOOK_MS 1000  /* between two looks at the data */
#define IDLE_MS 100   /* for work that nobody waits for */
#define HURRY_MS 3000 /* for the write lock, when others wait meanwhile */

/* ---- Opening -------------------------------------------------------------------------------- */

/* An older site is brought up to date, and a file that took another's place is taken over, by opening
 * it for writing. Meanwhile we must not have it open ourselves. */
static enum store_status app_open_stores(struct app *app)
{
    enum store_status st = store_open(app->site, STORE_READ, &app->reader);
    if (st != STORE_OLDER && st != STORE_MOVED)
        return st;
    store_close(app->reader);
    app->reader = NULL;
    if (!app_writer(app, true))
        return app->writer_status;
    return store_open(app->site, STORE_READ, &app->reader);
}

bool app_open_store(struct app *app, struct buf *err)
{
    if (!store_exists(app->site)) {
        buf_printf(err, "%s has no database of a Dateline site", app->site);
        return false;
    }
    enum store_status st = app_open_stores(app);
    if (st != STORE_OK)
        buf_printf(err, "the data of %s cannot be opened: %s (%s)", app->site,
                   store_status_text(st),
                   app->reader ? store_error(app->reader) : "not for writing");
    app->store = app->reader;
    return st == STORE_OK;
}

static struct store *app_open_writer(struct app *app)
{
    enum store_status st = store_open(app->site, STORE_WRITE, &app->writer);
    /* Its folder was a site's a moment ago. */
    app->writer_status = st == STORE_MISSING ? STORE_MOVED : st;
    if (st == STORE_OK)
        return app->writer;
    log_event(LOG_ERROR, "store_open", "why", store_error(app->writer), NULL);
    store_close(app->writer);
    app->writer = NULL;
    return NULL;
}

struct store *app_writer(struct app *app, bool asked_for)
{
    struct store *s = app->writer ? app->writer : app_open_writer(app);
    if (s && app->hurried)
        store_set_wait(s, asked_for ? HURRY_MS : 0);
    return s;
}

/* ---- What became of the data ----------------------------------------------------------------- */

/* One line when it begins, one when it ends. */
static void app_tell(struct app *app, enum store_status now, const char *why)
{
    if (app->trouble == now)
        return;
    app->trouble = now;
    if (now == STORE_MOVED)
        log_event(LOG_ERROR, "database_replaced", "site", app->site, "why", why, NULL);
    else if (now == STORE_DAMAGED)
        log_event(LOG_ERROR, "database_damaged", "site", app->site, "why", why, NULL);
    else
        log_event(LOG_INFO, "database_whole", "site", app->site, NULL);
}

/* The old one stays when the new one is none of ours: it can still be read. */
static bool app_open_again(struct app *app, struct buf *err)
{
    struct store *reader = app->reader, *writer = app->writer;
    app->reader = app->writer = NULL;
    bool ok = app_open_store(app, err);
    store_close(ok ? reader : app->reader);
    store_close(ok ? writer : app->writer);
    if (!ok) {
        app->reader = reader;
        app->writer = writer;
    }
    app->store = app->reader;
    return ok;
}

static void app_tell_search(struct app *app)
{
    bool damaged = search_is_damaged(app->reader);
    if (damaged != app->unsearchable && damaged)
        log_event(LOG_ERROR, "search_damaged", "site", app->site, "why",
                  "stories are read and saved without it; see: dateline verify", NULL);
    else if (damaged != app->unsearchable)
        log_event(LOG_INFO, "search_whole", "site", app->site, NULL);
    app->unsearchable = damaged;
}

static void app_follow(struct app *app)
{
    struct buf err;
    buf_init(&err, 4096);
    if (app_open_again(app, &err)) {
        (void)!ready_withdraw(app->site_fd); /* they are of other data */
        ready_pages_outdate(app);
        app->settings_generation = -1;
        app->site_nav = NULL;
        app_tell(app, STORE_OK, NULL);
    } else {
        app_tell(app, STORE_MOVED, err.p);
    }
    buf_free(&err);
}

void app_look_at_store(struct app *app)
{
    int64_t now = clock_monotonic_ms();
    bool due = now - app->looked >= LOOK_MS;
    if (store_in_place(app->reader)) {
        if (!due && app->trouble != STORE_MOVED)
            return;
        bool damaged = store_is_damaged(app->reader);
        app_tell(app, damaged ? STORE_DAMAGED : STORE_OK,
                 "nothing is written to it; see: dateline verify");
        app_tell_search(app);
    } else if (due || app->trouble != STORE_MOVED) {
        app_follow(app);
    } else {
        return;
    }
    app->looked = now;
}

/* ---- Between requests ------------------------------------------------------------------------ */

static void app_close_writer(struct app *app)
{
    store_close(app->writer);
    app->writer = NULL;
    app->store = app->reader;
}

/* True: more is left. */
static bool app_catch_up(struct app *app)
{
    bool left = false;
    struct store *s;
    if (app->trouble == STORE_OK && !app->swept) {
        app->swept = true;
        upload_sweep(app->reader, app->site);
        if (media_any_to_hold(app->reader) && (s = app_writer(app, false)))
            media_hold_all(s);
    }
    if (app->trouble != STORE_OK || search_catch_up(app->reader, 0, &left) != STORE_OK || !left ||
        !(s = app_writer(app, false)))
        return false;
    enum store_status st = search_catch_up(s, IDLE_MS, &left);
    if (st != STORE_OK && st != STORE_BUSY)
        log_event(LOG_WARN, "search_catch_up", "why", store_error(s), NULL);
    if (st != STORE_OK || !left)
        app_close_writer(app); /* it has grown by what was read */
    return st == STORE_OK && left;
}

/* Catching up holds the write lock, so others have as long in between. */
bool app_idle(struct app *app)
{
    app_look_at_store(app);
    bool more = ready_pages_idle(app) || assets_compress(app->assets);
    theme_compress(app->theme);
    missed_idle(app);
    if (clock_monotonic_ms() - app->idled >= IDLE_MS) {
        app->idle_left = app_catch_up(app);
        app->idled = clock_monotonic_ms();
    }
    return more || app->idle_left;
}
