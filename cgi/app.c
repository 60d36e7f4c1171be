/* app.c: opening a site and keeping its settings fresh. */
#include "app.h"

#include "missed.h"

#include "assets.h"
#include "lib/log.h"
#include "lib/token.h"
#include "modified.h"
#include "ready_pages.h"
#include "theme.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PARENTS_MAX 4 /* folders above the binary in which a source tree may begin */

static bool has_templates(struct arena *a, const char *folder)
{
    return access(arena_printf(a, "%s/templates/layout.tpl", folder), R_OK) == 0;
}

static bool folder_go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return false;
    *slash = '\0';
    return true;
}

const char *app_data_folder(struct arena *a)
{
    const char *told = getenv("DATELINE_DATA");
    if (told && *told)
        return arena_dup(a, told);
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    if (folder_go_up(self)) {
        const char *installed = arena_printf(a, "%s/../share/dateline", self);
        if (has_templates(a, installed))
            return installed;
    }
    for (int i = 0; i < PARENTS_MAX && folder_go_up(self); i++) {
        if (has_templates(a, self))
            return arena_dup(a, self);
    }
#ifdef DATELINE_SOURCE
    return DATELINE_SOURCE;
#else
    return "/usr/share/dateline";
#endif
}

/* ---- The store ------------------------------------------------------------------------------ */

/* A reading store cannot make the key: the first form of a site's life takes the other. */
const char *app_form_key(struct app *app, struct arena *a)
{
    const char *key;
    struct store *s = app->store;
    enum store_status st = store_site_key(s, a, "reader-form", &key);
    if (st == STORE_MISSING && (s = app_writer(app, true)))
        st = store_site_key(s, a, "reader-form", &key);
    if (st == STORE_OK)
        return key;
    log_event(LOG_ERROR, "form_key", "why",
              st == STORE_FAILED && s ? store_error(s) : store_status_text(st), NULL);
    return NULL;
}

/* ---- Settings ------------------------------------------------------------------------------- */

static bool setting_is_same(const struct app *app, const struct settings *other, enum setting k)
{
    return app->settings.v[k] && strcmp(app->settings.v[k], other->v[k]) == 0;
}

static bool settings_are_same(const struct app *app, const struct settings *other)
{
    for (int k = 0; k < SETTING_MAX; k++) {
        if (!setting_is_same(app, other, (enum setting)k))
            return false;
    }
    return true;
}

static enum dateline_clock clock_of(const char *name)
{
    if (strcmp(name, "always") == 0)
        return DATELINE_CLOCK_ALWAYS;
    return strcmp(name, "never") == 0 ? DATELINE_CLOCK_NEVER : DATELINE_CLOCK_TODAY;
}

/* Opens a calendar for the settings when theirs is another. NULL: the zone or locale is unknown. */
static struct calendar *calendar_for(const struct app *app, const struct settings *now)
{
    if (app->calendar && setting_is_same(app, now, SETTING_ZONE) &&
        setting_is_same(app, now, SETTING_LOCALE))
        return app->calendar;
    return calendar_open(now->v[SETTING_ZONE], now->v[SETTING_LOCALE]);
}

/* After the settings or the files below static/ have changed. */
static void app_refresh_theme(struct app *app)
{
    theme_free(app->theme);
    app->theme = app->assets ? theme_make(&app->settings, app->assets) : NULL;
}

/* Reads the settings into an arena of their own and puts them in the place of the old ones. */
static enum store_status app_read_settings(struct app *app)
{
    struct arena *a = arena_new();
    struct settings now;
    enum store_status st = setting_all(app->reader, a, &now);
    struct calendar *calendar = st == STORE_OK ? calendar_for(app, &now) : NULL;
    if (!calendar || settings_are_same(app, &now)) {
        arena_free(a);
        return st == STORE_OK && !calendar ? STORE_REFUSED : st;
    }
    if (calendar != app->calendar)
        calendar_close(app->calendar);
    arena_free(app->settings_arena);
    app->settings_arena = a;
    app->settings = now;
    app->calendar = calendar;
    app_refresh_theme(app);
    app->clock = clock_of(now.v[SETTING_CLOCK]);
    return STORE_OK;
}

/* Templates are loaded in a language: another locale asks for them again. */
static void app_refresh_language(struct app *app)
{
    struct buf err;
    if (strcmp(language_tag(app->language), app->settings.v[SETTING_LOCALE]) == 0)
        return;
    buf_init(&err, 4096);
    if (!app_reload(app, &err))
        log_event(LOG_ERROR, "language", "why", err.p, NULL);
    buf_free(&err);
}

void app_refresh(struct app *app)
{
    int64_t generation = store_generation(app->reader);
    app->generation = generation;
    if (generation == app->settings_generation)
        return;
    enum store_status st = app_read_settings(app);
    if (st != STORE_OK) {
        log_event(LOG_WARN, "settings", "why", store_status_text(st), NULL);
        return;
    }
    app->settings_generation = generation;
    app_refresh_language(app);
}

const char *app_setting(const struct app *app, enum setting k)
{
    return app->settings.v[k];
}

const char *app_word(const struct app *app, const char *english)
{
    return language_word(app->language, english);
}

/* ---- Opening and closing -------------------------------------------------------------------- */

static void app_date_files(struct app *app, struct arena *a)
{
    const char *paths[] = {"/proc/self/exe",
                           arena_printf(a, "%s/templates", app->site),
                           arena_printf(a, "%s/templates", app->data),
                           arena_printf(a, "%s/static", app->site),
                           arena_printf(a, "%s/build/static", app->data),
                           arena_printf(a, "%s/static", app->data)};
    app->files_at = modified_files(paths, sizeof paths / sizeof *paths);
}

bool app_reload(struct app *app, struct buf *err)
{
    struct arena *a = arena_new();
    const char *words[] = {arena_printf(a, "%s/templates/translations", app->data),
                           arena_printf(a, "%s/templates/translations", app->site)};
    const char *templates[] = {arena_printf(a, "%s/templates", app->site),
                               arena_printf(a, "%s/templates", app->data)};
    /* In a source tree, what `make` bundled stands by itself. */
    const char *files[] = {arena_printf(a, "%s/static", app->site),
                           arena_printf(a, "%s/build/static", app->data),
                           arena_printf(a, "%s/static", app->data)};
    struct language *language = language_open(app_setting(app, SETTING_LOCALE), words, 2, err);
    struct tpl_set *set = language ? tpl_load(templates, 2, language, err) : NULL;
    struct assets *assets = set ? assets_load(files, 3) : NULL;
    if (set && !assets)
        buf_printf(err, "the files below %s cannot be read", files[2]);
    if (assets) {
        language_close(app->language);
        tpl_unload(app->templates);
        assets_free(app->assets);
        app->language = language;
        app->templates = set;
        app->assets = assets;
        app_refresh_theme(app);
        app_date_files(app, a);
        ready_pages_outdate(app);
    } else {
        tpl_unload(set);
        language_close(language);
    }
    arena_free(a);
    return assets != NULL;
}

static bool app_open_site(struct app *app, const char *site, struct buf *err)
{
    char path[PATH_MAX];
    app->site = realpath(site, path) ? arena_dup(app->arena, path) : site;
    app->site_fd = open(app->site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (app->site_fd < 0)
        buf_printf(err, "%s: %s", site, strerror(errno));
    return app->site_fd >= 0;
}

static bool app_open_settings(struct app *app, struct buf *err)
{
    app->generation = app->settings_generation = store_generation(app->reader);
    enum store_status st = app_read_settings(app);
    if (st == STORE_REFUSED)
        buf_printf(err, "the settings name a time zone or locale that this system does not know");
    else if (st != STORE_OK)
        buf_printf(err, "the settings cannot be read: %s (%s)", store_status_text(st),
                   store_error(app->reader));
    return st == STORE_OK;
}

bool app_open(struct app *app, const char *site, const char *data, struct buf *err)
{
    memset(app, 0, sizeof *app);
    app->site_fd = app->starter = -1;
    app->arena = arena_new();
    app->data = arena_dup(app->arena, data);
    if (!token_init()) {
        buf_adds(err, "this system has no source of random numbers");
        return false;
    }
    return app_open_site(app, site, err) && app_open_store(app, err) &&
           app_open_settings(app, err) && app_reload(app, err);
}

void app_close(struct app *app)
{
    ready_pages_close(app);
    missed_close(app);
    language_close(app->language);
    tpl_unload(app->templates);
    theme_free(app->theme);
    assets_free(app->assets);
    arena_free(app->site_nav_arena);
    calendar_close(app->calendar);
    store_close(app->reader);
    store_close(app->writer);
    if (app->site_fd >= 0)
        close(app->site_fd);
    arena_free(app->settings_arena);
    arena_free(app->arena);
    memset(app, 0, sizeof *app);
    app->site_fd = -1;
}
