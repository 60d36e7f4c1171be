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
    size_t wrong; /* that the index does not have */
};

/* Calls each for each thing that the pragma names. */
static int check_each(sqlite3 *db, const char *pragma, store_found_fn *each, void *ctx)
{
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(db, pragma, -1, &q, NULL);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(q);
        const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(q, 0) : NULL;
        if (text && strcmp(text, "ok") != 0)
            each(ctx, text);
    }
    sqlite3_finalize(q);
    return rc;
}

static void check_count(void *ctx, const char *text)
{
    (void)text;
    ++*(size_t *)ctx;
}

/* Of pages: two have it, or what is free is not. */
static void check_count_shared(void *ctx, const char *text)
{
    if (strstr(text, "2nd reference") || strcasestr(text, "freelist"))
        ++*(size_t *)ctx;
}

static void check_say(void *ctx, const char *text)
{
    struct check *c = ctx;
    c->found(c->ctx,
             arena_printf(c->a, "The database file is damaged: %s.", text_line(c->a, text)));
}

/* What is wrong with tables that are not the index's. */
#define OTHER_TABLES                                                                               \
    "SELECT i.integrity_check FROM (SELECT name FROM sqlite_schema WHERE type = 'table'"           \
    " AND name NOT LIKE 'search%' LIMIT 1000) m, pragma_integrity_check(m.name) i"

/* Whether all that is wrong lies in pages that are the search index's and nobody else's. A table made of
 * a pragma declares its columns in SQL, which readers must not. */
static bool check_search_alone(struct store *s, sqlite3 *db)
{
    size_t wrong = 0;
    sqlite3_set_authorizer(db, NULL, NULL);
    /* It ends early when the index cannot be connected, behind what it says of pages. */
    int rc =
        check_each(db, "PRAGMA integrity_check(1000000000)", check_count_shared, &wrong) & 0xff;
    bool alone = (rc == SQLITE_DONE || rc == SQLITE_CORRUPT) && wrong == 0 &&
                 check_each(db, OTHER_TABLES, check_count, &wrong) == SQLITE_DONE && wrong == 0;
    (void)!sqlite_guard(s); /* it is asked again before the index is */
    return alone;
}

/* Every page, row, index entry and rule of the file: of an older site's own, not of the copy. */
static enum store_status check_database(struct check *c)
{
    struct connection *conn = c->s->connection;
    sqlite3 *db = conn->original ? conn->original : conn->db;
    size_t wrong = 0;
    int rc = check_each(db, "PRAGMA integrity_check", check_count, &wrong);
    if (rc == SQLITE_DONE && wrong == 0)
        return STORE_OK;
    if (check_search_alone(c->s, db)) {
        sqlite_set_mark(c->s, MARK_SEARCH);
        return STORE_OK;
    }
    rc = check_each(db, "PRAGMA integrity_check", check_say, c);
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

static enum store_status check_search(struct check *c)
{
    enum store_status st =
        check_search_rows(c, UNSEARCHED, "is published but search does not know it.");
    if (st == STORE_OK)
        st = check_search_rows(c, MISSEARCHED, "has an entry for search that it is not to have.");
    return st == STORE_OK ? search_verify(c->s, c->a, c->found, c->ctx) : st;
}

/* Counts what is found by the way. */
static void check_found(void *ctx, const char *sentence)
{
    struct check *c = ctx;
    c->found(c->ctx, sentence);
    c->wrong++;
}

/* An index that does not have the words of its stories is damaged, too: FTS5 does not notice all. */
static enum store_status check_index(struct check *all)
{
    struct check c = {all->s, all->a, check_found, all, 0};
    enum store_status st = STORE_UNSEARCHABLE;
    if (!guard_is_damaged(c.s)) {
        sqlite_index_begin(c.s);
        st = sqlite_index_end(c.s, check_search(&c));
    }
    if (st == STORE_OK && all->wrong > 0)
        sqlite_set_mark(c.s, MARK_SEARCH);
    else if (st != STORE_UNSEARCHABLE)
        return st;
    all->found(
        all->ctx,
        sqlite_is_marked(c.s, MARK_SEARCH_LOST)
            ? "The search index is damaged, and cannot be made anew in this database, for its "
              "pages are broken; the stories are whole, and are read and written without it. "
              "Restore a backup to have search back."
            : "The search index is damaged; the stories are whole, and are read and written "
              "without it. A running server makes it anew by itself, and so does: dateline "
              "reindex SITE");
    return STORE_OK;
}

enum store_status sqlite_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
{
    struct check c = {s, arena_new(), found, ctx, 0};
    check_log(&c);
    enum store_status st = check_database(&c);
    if (st == STORE_OK)
        st = check_references(&c);
    if (st == STORE_OK)
        st = check_index(&c);
    arena_free(c.a);
    *checked += 6;
    return st;
}
