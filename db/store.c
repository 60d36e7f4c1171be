/* store.c: opening a site's store with its engine; what every store says to people. */
#include "driver.h"
#include "setting.h"

#include "lib/dateline.h"
#include "lib/language.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first one makes new sites. */
static const struct engine *const engines[] = {&sqlite_engine};

static const struct engine *store_engine_of(int site_fd)
{
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
        if (engines[i]->is_here(site_fd))
            return engines[i];
    }
    return NULL;
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* The site's folder, resolved, so that no link is followed later. */
static enum store_status store_open_folder(struct store *s, const char *site)
{
    s->site = realpath(site, NULL);
    if (!s->site)
        return errno == ENOENT || errno == ENOTDIR ? STORE_MISSING : db_broken(s, "%s: %m", site);
    s->site_fd = open(s->site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return s->site_fd >= 0 ? STORE_OK : db_broken(s, "%s: %m", s->site);
}

static enum store_status store_open_engine(struct store *s)
{
    s->engine = store_engine_of(s->site_fd);
    if (!s->engine && s->mode == STORE_CREATE)
        s->engine = engines[0];
    return s->engine ? s->engine->open(s) : STORE_MISSING;
}

enum store_status store_open(const char *site, enum store_mode mode, struct store **out)
{
    struct store *s = *out = calloc(1, sizeof *s);
    if (!s)
        return STORE_FAILED;
    s->mode = mode;
    s->wait_ms = DB_WAIT_MS;
    s->site_fd = -1;
    enum store_status st = store_open_folder(s, site);
    if (st == STORE_OK)
        st = store_open_engine(s);
    if (st != STORE_OK && s->error[0] == '\0')
        db_broken(s, "%s: %s", site, store_status_text(st));
    return st;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->engine)
        s->engine->close(s);
    calendar_close(s->calendar);
    if (s->site_fd >= 0)
        close(s->site_fd);
    free(s->site);
    free(s);
}

bool store_exists(const char *site)
{
    int fd = open(site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool there = fd >= 0 && store_engine_of(fd);
    if (fd >= 0)
        close(fd);
    return there;
}

const char *store_file_name(void)
{
    return engines[0]->file;
}

bool store_is_data(const char *head, size_t n)
{
    return n >= 16 && memcmp(head, engines[0]->head, 16) == 0;
}

void store_set_wait(struct store *s, int ms)
{
    s->wait_ms = ms;
}

bool store_can_write(struct store *s)
{
    return s->engine->can_write(s);
}

/* ---- The engine's answers -------------------------------------------------------------------- */

const char *store_error(const struct store *s)
{
    return s ? s->error : "out of memory";
}

const char *store_engine(const struct store *s)
{
    return s && s->engine ? s->engine->version(s) : "";
}

int store_schema(const struct store *s)
{
    return s && s->engine ? s->engine->schema() : 0;
}

void store_sizes(const struct store *s, struct store_sizes *out)
{
    *out = (struct store_sizes){0};
    s->engine->sizes(s, out);
}

void store_hold(struct store *s, bool held)
{
    s->held = held;
}

enum store_status store_batch_begin(struct store *s)
{
    return s->held ? STORE_HELD : s->engine->batch_begin(s);
}

enum store_status store_batch_commit(struct store *s)
{
    return s->engine->batch_commit(s);
}

void store_batch_abandon(struct store *s)
{
    s->engine->batch_abandon(s);
}

enum store_status store_batch_end(struct store *s, enum store_status st)
{
    if (st == STORE_OK)
        return store_batch_commit(s);
    store_batch_abandon(s);
    return st;
}

void store_snapshot_begin(struct store *s)
{
    db_read(s);
}

void store_snapshot_end(struct store *s)
{
    db_read_done(s);
}

bool store_in_place(const struct store *s)
{
    return s->engine->in_place(s);
}

bool store_is_damaged(const struct store *s)
{
    return s->engine->is_damaged(s);
}

bool store_clear_damage(struct store *s)
{
    return s->engine->clear_damage(s);
}

bool store_shown(struct store *s, uint64_t *number)
{
    return s->engine->shown(s, number);
}

int64_t store_generation(struct store *s)
{
    return s->engine->generation(s);
}

enum store_status store_copy(struct store *s, const char *file)
{
    return s->engine->copy(s, file);
}

struct calendar *store_calendar(struct store *s)
{
    if (s->batch && s->calendar_checked) /* nobody else writes while a batch does */
        return s->calendar;
    struct arena *a = arena_new();
    struct settings set;
    if (setting_all(s, a, &set) == STORE_OK &&
        (!s->calendar || strcmp(s->zone, set.v[SETTING_ZONE]) != 0 ||
         strcmp(s->locale, set.v[SETTING_LOCALE]) != 0)) {
        calendar_close(s->calendar);
        s->calendar = calendar_open(set.v[SETTING_ZONE], set.v[SETTING_LOCALE]);
        snprintf(s->zone, sizeof s->zone, "%s", set.v[SETTING_ZONE]);
        snprintf(s->locale, sizeof s->locale, "%s", set.v[SETTING_LOCALE]);
    }
    arena_free(a);
    s->calendar_checked = s->batch && s->calendar;
    if (!s->calendar)
        db_broken(s, "the settings zone and locale give no calendar");
    return s->calendar;
}

/* ---- Statements: what every engine has in common --------------------------------------------- */

void db_bind_text(struct statement *q, int at, const char *v)
{
    q->engine->bind_text(q, at, v ? v : "", v ? strlen(v) : 0);
}

void db_bind_null_text(struct statement *q, int at, const char *v)
{
    if (v && v[0] != '\0')
        q->engine->bind_text(q, at, v, strlen(v));
}

const char *db_text(struct arena *a, struct statement *q, int col)
{
    size_t n;
    const char *text = q->engine->get_text(q, col, &n);
    return text ? arena_dupn(a, text, n) : "";
}

enum store_status db_run(struct store *s, struct statement *q)
{
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        continue;
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status db_run_id(struct store *s, struct statement *q, int64_t *id)
{
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *id = db_int(q, 0);
    db_reset(q);
    return st;
}

enum store_status db_broken(struct store *s, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(s->error, sizeof s->error, fmt, args);
    va_end(args);
    return STORE_FAILED;
}

/* ---- People ---------------------------------------------------------------------------------- */

const char *store_status_text(enum store_status st)
{
    static const char *const texts[STORE_STATUS_MAX] = {
        [STORE_OK] = WORD("Done."),
        [STORE_MISSING] = WORD("There is no such thing here."),
        [STORE_EXISTS] = WORD("Something of that name or address is there already."),
        [STORE_CONFLICT] = WORD("Somebody else saved this in between."),
        [STORE_REFUSED] = WORD("This cannot be done as it stands."),
        [STORE_BUSY] = WORD("Another save is taking too long; try again in a moment."),
        [STORE_FULL] = WORD("The disk is full. Nothing was saved; make room and try again."),
        [STORE_NEWER] = WORD("This site was written by a newer version of Dateline; use that one."),
        [STORE_OLDER] = WORD("This site was written by an older version of Dateline."),
        [STORE_IN_USE] =
            WORD("This site is in use by an older version of Dateline. Stop that one, or "
                 "restart its server, and try again."),
        [STORE_DAMAGED] =
            WORD("The site's database is damaged. Nothing was saved, and nothing can be "
                 "saved until it is repaired."),
        [STORE_UNSEARCHABLE] = WORD("The search index was found damaged, and this was not saved. "
                                    "Try again: it will be saved without the index."),
        [STORE_FOREIGN] = WORD("The site's database is empty, broken at its beginning, or another "
                               "program's: it is not one of Dateline's."),
        [STORE_STRAY] = WORD("Beside the site's database lies a log that belongs to another one."),
        [STORE_MOVED] = WORD("The site's database was replaced or removed meanwhile. Nothing was "
                             "saved; try again in a minute."),
        [STORE_HELD] =
            WORD("You had been signed out, or signed in again meanwhile, so nothing was done yet. "
                 "Check what you typed, and send it again."),
        [STORE_FAILED] = WORD("The site's data could not be read or written; nothing was saved."),
    };
    return (unsigned)st < STORE_STATUS_MAX ? texts[st] : texts[STORE_FAILED];
}
