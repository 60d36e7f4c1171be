/* story_path.c: addresses: slugs, permalinks, and the 301s that a changed slug leaves. */
#include "driver.h"
#include "group_private.h"
#include "lib/ascii.h"
#include "lib/slug.h"
#include "story_private.h"

#include <string.h>

enum { TAKEN_BY_STORY, TAKEN_BY_REDIRECT, ADD, REMOVE, STORY_PATH_SQL_MAX };

static const char *const sql[STORY_PATH_SQL_MAX] = {
    [TAKEN_BY_STORY] = "SELECT id FROM story WHERE path = ?1",
    [TAKEN_BY_REDIRECT] = "SELECT story_id FROM redirect WHERE path = ?1",
    [ADD] = "INSERT INTO redirect (path, story_id, created_at) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (path) DO NOTHING",
    [REMOVE] = "DELETE FROM redirect WHERE path = ?1",
};
const struct statements story_path_statements = {SET_STORY_PATH, sql, STORY_PATH_SQL_MAX};

#define NUMBERS_MAX 10000 /* "-2" … of one slug in one month */

/* STORE_OK: another story has it; STORE_MISSING: free. */
static enum store_status path_taken_by(struct store *s, int which, const char *path,
                                       int64_t story_id)
{
    struct statement *q = db_stmt(s, &story_path_statements, which);
    db_bind_text(q, 1, path);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK && db_int(q, 0) == story_id)
        st = STORE_MISSING;
    db_reset(q);
    return st;
}

/* When the store fails, it is not the link's fault. */
bool path_leads(struct store *s, const char *path)
{
    return path_taken_by(s, TAKEN_BY_STORY, path, 0) != STORE_MISSING ||
           path_taken_by(s, TAKEN_BY_REDIRECT, path, 0) != STORE_MISSING;
}

static enum store_status path_taken(struct store *s, const struct address_wish *w, const char *slug,
                                    const char *path)
{
    enum store_status st = path_taken_by(s, TAKEN_BY_STORY, path, w->story_id);
    if (st == STORE_MISSING)
        st = path_taken_by(s, TAKEN_BY_REDIRECT, path, w->story_id);
    if (st == STORE_MISSING && w->kind == STORY_PAGE) {
        if (group_slug_reserved(slug))
            return STORE_OK;
        st = group_section_taken(s, slug);
        if (st == STORE_EXISTS)
            st = STORE_OK;
    }
    return st;
}

/* "/2026/01/", "/" of a page, or the folder of the old path. NULL: there is no calendar. */
static const char *path_folder(struct store *s, struct arena *a, const struct address_wish *w)
{
    if (w->kind == STORY_PAGE)
        return "/";
    if (w->old_path && w->old_path[0] != '\0')
        return arena_dupn(a, w->old_path, (size_t)(strrchr(w->old_path, '/') + 1 - w->old_path));
    struct calendar *calendar = store_calendar(s);
    if (!calendar)
        return NULL;
    struct dateline_civil day;
    dateline_civil(calendar, w->published_at, &day);
    return arena_printf(a, "/%04d/%02d/", day.year, day.month);
}

enum store_status address_choose(struct store *s, struct arena *a, const struct address_wish *w,
                                 struct address *out, struct problems *why)
{
    *out = (struct address){"", ""};
    if (w->slug[0] == '\0') {
        problem_say(why, "slug",
                    "The headline gives no address; write one with letters a to z and digits.",
                    NULL);
        return STORE_OK;
    }
    const char *folder = path_folder(s, a, w);
    if (!folder)
        return STORE_FAILED;
    const char *slug = w->slug;
    for (int n = 2;; n++) {
        const char *path = arena_printf(a, "%s%s", folder, slug);
        enum store_status st = path_taken(s, w, slug, path);
        if (st == STORE_MISSING) {
            *out = (struct address){slug, path};
            return STORE_OK;
        }
        if (st != STORE_OK)
            return st;
        if (!w->may_number || n > NUMBERS_MAX) {
            problem_say(why, "slug", "%PATH% is already taken; choose another address.", "PATH",
                        path, NULL);
            return STORE_OK;
        }
        slug = slug_numbered(a, w->slug, n);
    }
}

/* "/2026/01/" of "/2026/01/slug", "/" of a page's. */
static size_t path_folder_length(enum story_kind kind, const char *path)
{
    static const char month[] = "/0000/00/";
    if (kind == STORY_PAGE)
        return path[0] == '/' ? 1 : 0;
    for (size_t i = 0; month[i]; i++)
        if (month[i] == '/' ? path[i] != '/' : !ascii_is_digit((unsigned char)path[i]))
            return 0;
    return sizeof month - 1;
}

enum store_status address_keep(struct store *s, struct arena *a, enum story_kind kind,
                               const char *path, struct address *out)
{
    size_t n = path_folder_length(kind, path);
    if (n == 0 || !slug_valid(path + n))
        return STORE_MISSING;
    const struct address_wish wish = {.kind = kind};
    *out = (struct address){arena_dup(a, path + n), arena_dup(a, path)};
    enum store_status st = path_taken(s, &wish, out->slug, out->path);
    if (st == STORE_MISSING)
        return STORE_OK;
    return st == STORE_OK ? STORE_EXISTS : st;
}

static enum store_status redirect_run(struct store *s, int which, const char *path,
                                      int64_t story_id, int64_t now)
{
    struct statement *q = db_stmt(s, &story_path_statements, which);
    db_bind_text(q, 1, path);
    if (which == ADD) {
        db_bind_int(q, 2, story_id);
        db_bind_int(q, 3, now);
    }
    return db_run(s, q);
}

/* Redirects name the story, not its path: a chain cannot arise. */
enum store_status redirect_leave(struct store *s, int64_t story_id, const char *old_path,
                                 const char *new_path, int64_t now)
{
    enum store_status st = redirect_run(s, REMOVE, new_path, story_id, now);
    if (st == STORE_OK && old_path[0] != '\0')
        st = redirect_run(s, ADD, old_path, story_id, now);
    return st;
}

enum store_status redirect_write(struct store *s, struct arena *a, const char *path,
                                 int64_t story_id, int64_t now)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    if (path[0] != '/' || len < 2 || len > 1000)
        return STORE_REFUSED;
    path = arena_dupn(a, path, len);
    enum store_status st = path_taken_by(s, TAKEN_BY_STORY, path, 0);
    if (st == STORE_MISSING)
        st = path_taken_by(s, TAKEN_BY_REDIRECT, path, story_id);
    if (st == STORE_OK)
        return STORE_EXISTS;
    if (st != STORE_MISSING)
        return st;
    return redirect_run(s, ADD, path, story_id, now);
}
