/* verify.c: the engine's own checks: the file, references, what search knows. */
#include "conn.h"
#include "search/fts.h"

#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

enum { FOREIGN_KEYS, UNSEARCHED, MISSEARCHED, CHECK_SQL_MAX };

static const char *const sql[CHECK_SQL_MAX] = {
    [FOREIGN_KEYS] = "PRAGMA foreign_key_check",
    /* Stories that were there before the index may wait for their turn. */
    [UNSEARCHED] = "SELECT l.story_id FROM listing l WHERE l.list IN (0, 5) AND NOT EXISTS"
                   " (SELECT 1 FROM search_doc d WHERE d.story_id = l.story_id"
                   " AND d.number = l.number AND d.published_at = l.published_at)"
                   " AND NOT EXISTS (SELECT 1 FROM search_state x"
                   " WHERE l.story_id BETWEEN x.next AND x.last)",
    [MISSEARCHED] = "SELECT d.story_id FROM search_doc d WHERE NOT EXISTS"
                    " (SELECT 1 FROM listing l WHERE l.list IN (0, 5)"
                    " AND l.story_id = d.story_id AND l.number = d.number"
                    " AND l.published_at = d.published_at)",
};
const struct statements check_statements = {SET_CHECK, sql, CHECK_SQL_MAX};

struct check {
    struct store *s;
    struct arena *a;
    store_found_fn *found;
    void *ctx;
};

/* Every page, row, index entry and rule of the file: of an older site's own, not of the copy. */
static enum store_status check_database(struct check *c)
{
    struct connection *conn = c->s->connection;
    sqlite3 *db = conn->original ? conn->original : conn->db;
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &q, NULL);
    bool sound = rc == SQLITE_OK;
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(q);
        const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : NULL;
        if (!text || strcmp(text, "ok") == 0)
            continue;
        sound = false;
        c->found(c->ctx,
                 arena_printf(c->a, "The database file is damaged: %s.", text_line(c->a, text)));
    }
    sqlite3_finalize(q);
    if (!sound)
        sqlite_note_damage(c->s);
    return rc == SQLITE_DONE ? STORE_OK : sqlite_fail(c->s, rc, "integrity_check");
}

static void check_log(struct check *c)
{
    if (!sqlite_log_is_sound(c->s))
        c->found(c->ctx, "The file " DB_FILE "-wal is not a log of this database, or its beginning "
                         "was overwritten.");
}

static enum store_status check_references(struct check *c)
{
    struct statement *q = db_stmt(c->s, &check_statements, FOREIGN_KEYS);
    enum store_status st;
    while ((st = db_row(c->s, q)) == STORE_OK)
        c->found(c->ctx,
                 arena_printf(c->a, "Row %" PRId64 " of %s refers to a row of %s that is missing.",
                              db_int(q, 1), db_text(c->a, q, 0), db_text(c->a, q, 2)));
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status check_search_rows(struct check *c, int which, const char *sentence)
{
    struct statement *q = db_stmt(c->s, &check_statements, which);
    enum store_status st;
    int64_t last = 0;
    while ((st = db_row(c->s, q)) == STORE_OK) {
        int64_t id = db_int(q, 0);
        if (id != last)
            c->found(c->ctx, arena_printf(c->a, "Story %" PRId64 " %s", id, sentence));
        last = id;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status sqlite_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
{
    struct check c = {s, arena_new(), found, ctx};
    check_log(&c);
    enum store_status st = check_database(&c);
    if (st == STORE_OK)
        st = check_references(&c);
    if (st == STORE_OK)
        st = check_search_rows(&c, UNSEARCHED, "is published but search does not know it.");
    if (st == STORE_OK)
        st = check_search_rows(&c, MISSEARCHED, "has an entry for search that it is not to have.");
    if (st == STORE_OK)
        st = search_verify(s, c.a, found, ctx);
    arena_free(c.a);
    *checked += 6;
    return st;
}
