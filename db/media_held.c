/* media_held.c: see media_held.h. Files move under the write lock, so that two who look at the same
 * picture do not move it in turn. */
#include "media_held.h"

#include "driver.h"

#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { USE, USE_NAMED, PLACES, GONE, ANY, MEDIA_HELD_SQL_MAX };

#define HELD "media/" MEDIA_HELD_FOLDER

/* Withdrawn, or in the bin. */
#define GONE_STORIES                                                                               \
    "SELECT id FROM story s WHERE withdrawn_at IS NOT NULL"                                        \
    " AND EXISTS (SELECT 1 FROM media_use u WHERE u.story_id = s.id)"                              \
    " UNION ALL SELECT id FROM story s WHERE binned_at IS NOT NULL"                                \
    " AND EXISTS (SELECT 1 FROM media_use u WHERE u.story_id = s.id)"

static const char *const sql[MEDIA_HELD_SQL_MAX] = {
    [USE] = "INSERT INTO media_use (media_id, story_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    [USE_NAMED] = "INSERT INTO media_use (media_id, story_id) SELECT id, ?2 FROM media"
                  " WHERE name = ?1 ON CONFLICT DO NOTHING",
    [PLACES] =
        "SELECT f.path, NOT EXISTS (SELECT 1 FROM media_use o JOIN story t"
        " ON t.id = o.story_id WHERE o.media_id = u.media_id AND t.withdrawn_at IS NULL"
        " AND t.binned_at IS NULL) AND NOT EXISTS (SELECT 1 FROM byline_profile y"
        " WHERE y.portrait_id = u.media_id) AND NOT EXISTS (SELECT 1 FROM media_replacement p"
        " WHERE p.shows = u.media_id)"
        " FROM media_use u JOIN media_file f ON f.media_id = u.media_id"
        " WHERE u.story_id = ?1",
    [GONE] = GONE_STORIES,
    [ANY] = GONE_STORIES " LIMIT 1",
};
const struct statements media_held_statements = {SET_MEDIA_HELD, sql, MEDIA_HELD_SQL_MAX};

/* ---- Files ----------------------------------------------------------------------------------- */

/* The folders above "2026/01/…" below media/.withdrawn. */
static void held_make_folders(const struct store *s, const char *path)
{
    char folder[64];
    mkdirat(s->site_fd, HELD, 0750);
    for (int length = 4; length <= 7; length += 3) {
        snprintf(folder, sizeof folder, HELD "/%.*s", length, path);
        mkdirat(s->site_fd, folder, 0750);
    }
}

/* True: the file is there now, or nowhere. */
static bool held_move(const struct store *s, const char *path, bool hold)
{
    char open[160], held[160];
    if (strlen(path) > 96 || strstr(path, ".."))
        return false;
    snprintf(open, sizeof open, "media/%s", path);
    snprintf(held, sizeof held, HELD "/%s", path);
    const char *from = hold ? open : held, *to = hold ? held : open;
    if (renameat(s->site_fd, from, s->site_fd, to) == 0)
        return true;
    if (errno == ENOENT && hold && faccessat(s->site_fd, from, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
        held_make_folders(s, path);
        return renameat(s->site_fd, from, s->site_fd, to) == 0;
    }
    return errno == ENOENT;
}

/* ---- Who shows what -------------------------------------------------------------------------- */

static enum store_status use_add(struct store *s, int64_t media, int64_t story)
{
    struct statement *q = db_stmt(s, &media_held_statements, USE);
    db_bind_int(q, 1, media);
    db_bind_int(q, 2, story);
    return db_run(s, q);
}

static enum store_status use_add_named(struct store *s, const char *name, int64_t story)
{
    struct statement *q = db_stmt(s, &media_held_statements, USE_NAMED);
    db_bind_text(q, 1, name);
    db_bind_int(q, 2, story);
    return db_run(s, q);
}

/* "/media/2026/01/<name>-960.jpg"; each picture's address is there several times, one after the
 * other. */
static enum store_status use_add_of_text(struct store *s, int64_t story, const char *html)
{
    static const char begin[] = "/media/", month[] = "2026/01/";
    enum { NAME = 32 };
    char last[NAME + 1] = "";
    enum store_status st = STORE_OK;
    for (const char *at = html; st == STORE_OK && (at = strstr(at, begin));) {
        at += sizeof begin - 1;
        if (strnlen(at, sizeof month - 1 + NAME) < sizeof month - 1 + NAME)
            break;
        const char *name = at + sizeof month - 1;
        if (strspn(name, "0123456789abcdef") != NAME || strncmp(name, last, NAME) == 0)
            continue;
        memcpy(last, name, NAME);
        st = use_add_named(s, last, story);
    }
    return st;
}

enum store_status media_place_story(struct store *s, int64_t story)
{
    struct arena *a = arena_new();
    struct statement *q = db_stmt(s, &media_held_statements, PLACES);
    enum store_status st;
    db_bind_int(q, 1, story);
    while ((st = db_row(s, q)) == STORE_OK) {
        const char *path = db_text(a, q, 0);
        if (!held_move(s, path, db_int(q, 1) != 0))
            log_event(LOG_WARN, "media.place", "path", path, "why", strerror(errno), NULL);
        arena_reset(a);
    }
    arena_free(a);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_use_write(struct store *s, int64_t story, int64_t hero, const char *html)
{
    enum store_status st = hero ? use_add(s, hero, story) : STORE_OK;
    if (st == STORE_OK)
        st = use_add_of_text(s, story, html);
    /* Most sites have withdrawn nothing. */
    if (st == STORE_OK && faccessat(s->site_fd, HELD, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        st = media_place_story(s, story);
    return st;
}

/* ---- Withdrawn ------------------------------------------------------------------------------- */

static void hold_log(struct store *s, enum store_status st)
{
    if (st != STORE_OK)
        log_event(LOG_WARN, "media.hold", "why",
                  st == STORE_FAILED ? store_error(s) : store_status_text(st), NULL);
}

void media_hold_story(struct store *s, int64_t story)
{
    if (s->batch)
        return;
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, media_place_story(s, story));
    hold_log(s, st);
}

/* Their ids are read first: a statement is not run within itself. */
static enum store_status hold_each(struct store *s, struct arena *a)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum store_status st;
    struct statement *q = db_stmt(s, &media_held_statements, GONE);
    while ((st = db_row(s, q)) == STORE_OK) {
        if ((n & (n - 1)) == 0) { /* a power of two: it is full */
            int64_t *more = arena_alloc(a, (n ? 2 * n : 1) * sizeof *ids);
            if (n)
                memcpy(more, ids, n * sizeof *ids);
            ids = more;
        }
        ids[n++] = db_int(q, 0);
    }
    st = st == STORE_MISSING ? STORE_OK : st;
    for (size_t i = 0; i < n && st == STORE_OK; i++)
        st = media_place_story(s, ids[i]);
    return st;
}

void media_hold_all(struct store *s)
{
    struct arena *a = arena_new();
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, hold_each(s, a));
    hold_log(s, st);
    arena_free(a);
}

bool media_any_to_hold(struct store *s)
{
    struct statement *q = db_stmt(s, &media_held_statements, ANY);
    bool any = db_row(s, q) == STORE_OK;
    db_reset(q);
    return any;
}
