/* search_maintenance.c: what was there before the index; emptying and merging it. */
#include "db/statements.h"
#include "fts.h"
#include "lib/clock.h"

enum {
    MERGE,
    EMPTY_INDEX,
    EMPTY_DOCS,
    EMPTY_TERMS,
    EMPTY_FORMS,
    EMPTY_LANGUAGES,
    EMPTY_PENDING,
    EMPTY_STATE,
    SEARCH_MAINTENANCE_SQL_MAX
};

static const char *const sql[SEARCH_MAINTENANCE_SQL_MAX] = {
    [MERGE] = "INSERT INTO search (search, rank) VALUES ('merge', ?1)",
    [EMPTY_INDEX] = "INSERT INTO search (search) VALUES ('delete-all')",
    [EMPTY_DOCS] = "DELETE FROM search_doc",
    [EMPTY_TERMS] = "DELETE FROM search_term",
    [EMPTY_FORMS] = "DELETE FROM search_form",
    [EMPTY_LANGUAGES] = "DELETE FROM search_language",
    [EMPTY_PENDING] = "DELETE FROM search_pending",
    [EMPTY_STATE] =
        "INSERT OR REPLACE INTO search_state (id, format, docs, slack, next, last, lang)"
        " SELECT 1, ?1, 0, 0, 1, coalesce(max(id), 0),"
        " coalesce((SELECT lang FROM search_state WHERE id = 1), '') FROM story",
};
const struct statements search_maintenance_statements = {SET_SEARCH_MAINTENANCE, sql,
                                                         SEARCH_MAINTENANCE_SQL_MAX};

#define BACKLOG_CHUNK 512 /* stories that were there before, in one transaction */
#define MERGE_PAGES 2000  /* in one transaction of fts_optimise: some tenths of a second */

/* Each step is a transaction, so that others can write in between and nothing is done twice. */
enum store_status fts_catch_up(struct store *s, int64_t max_ms, bool *left)
{
    int64_t end = clock_monotonic_ms() + max_ms;
    struct search_state state;
    enum store_status st = search_state_read(s, &state);
    while (st == STORE_OK && state.next <= state.last && clock_monotonic_ms() < end) {
        st = db_begin(s, SCOPE_SITE);
        if (st == STORE_OK)
            st = db_end(s, search_flush_some(s, BACKLOG_CHUNK, &state));
    }
    *left = st == STORE_OK && state.next <= state.last;
    return st;
}

/* Below 0: all segments are to become one. */
static enum store_status maintenance_merge(struct store *s, int64_t pages)
{
    struct statement *q = db_stmt(s, &search_maintenance_statements, MERGE);
    db_bind_int(q, 1, pages);
    return db_run(s, q);
}

/* FTS5 changes fewer than two rows when nothing is left to be merged. */
enum store_status fts_optimise(struct store *s)
{
    enum store_status st = STORE_OK;
    int changes = 2;
    for (int64_t pages = -MERGE_PAGES; st == STORE_OK && changes >= 2; pages = MERGE_PAGES) {
        st = db_begin(s, SCOPE_QUIET);
        if (st != STORE_OK)
            break;
        int before = sqlite3_total_changes(s->connection->db);
        st = maintenance_merge(s, pages);
        changes = sqlite3_total_changes(s->connection->db) - before;
        st = db_end(s, st);
    }
    return st;
}

/* The table as 0002_search.sql made it. FTS5 does not connect what is broken, not even to drop it, so its
 * row of the schema goes first; what it kept its words in are plain tables then. */
static const char *const remake =
    "PRAGMA writable_schema = ON;"
    "DELETE FROM sqlite_schema WHERE type = 'table' AND name = 'search';"
    "PRAGMA writable_schema = RESET;"
    "DROP TABLE IF EXISTS search_data;"
    "DROP TABLE IF EXISTS search_idx;"
    "DROP TABLE IF EXISTS search_config;"
    "CREATE VIRTUAL TABLE search USING fts5 (body, headline, dek, takeaways, tags, bylines, facet,"
    " content = '', columnsize = 0, detail = full, tokenize = 'dateline');"
    "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);"
    "INSERT INTO search (search, rank) VALUES ('automerge', 16);"
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 64);";

static enum store_status maintenance_remake(struct store *s)
{
    sqlite3 *db = s->connection->db;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    int rc = sqlite3_exec(db, remake, NULL, NULL, NULL);
    enum store_status st = rc == SQLITE_OK ? STORE_OK : sqlite_fail(s, rc, "remake");
    sqlite3_exec(db, "PRAGMA writable_schema = OFF", NULL, NULL, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return st;
}

static enum store_status maintenance_run(struct store *s, int which)
{
    struct statement *q = db_stmt(s, &search_maintenance_statements, which);
    if (which == EMPTY_STATE)
        db_bind_int(q, 1, SEARCH_FORMAT);
    return db_run(s, q);
}

enum store_status search_empty(struct store *s)
{
    enum store_status st = maintenance_run(s, EMPTY_INDEX);
    if (st == STORE_DAMAGED)
        st = maintenance_remake(s);
    for (int which = EMPTY_INDEX + 1; which <= EMPTY_STATE && st == STORE_OK; which++)
        st = maintenance_run(s, which);
    search_words_drop(s->connection->search);
    return st;
}
