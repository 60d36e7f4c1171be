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
    [EMPTY_STATE] = "UPDATE search_state SET format = ?1, docs = 0, slack = 0, next = 1,"
                    " last = (SELECT coalesce(max(id), 0) FROM story) WHERE id = 1",
};
const struct statements search_maintenance_statements = {SET_SEARCH_MAINTENANCE, sql,
                                                         SEARCH_MAINTENANCE_SQL_MAX};

#define BACKLOG_CHUNK 512 /* stories that were there before, in one transaction */
#define MERGE_PAGES 2000  /* in one transaction of fts_optimise: some tenths of a second */
#define OPENING_MS 500    /* of catching up when a store is opened */

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

static enum store_status maintenance_empty(struct store *s)
{
    enum store_status st = STORE_OK;
    for (int which = EMPTY_INDEX; which <= EMPTY_STATE && st == STORE_OK; which++) {
        struct statement *q = db_stmt(s, &search_maintenance_statements, which);
        if (which == EMPTY_STATE)
            db_bind_int(q, 1, SEARCH_FORMAT);
        st = db_run(s, q);
    }
    search_words_drop(s->connection->search);
    return st;
}

enum store_status fts_reset(struct store *s)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    return st == STORE_OK ? db_end(s, maintenance_empty(s)) : st;
}

enum store_status search_begin(struct store *s)
{
    struct search_state state;
    bool left;
    enum store_status st = search_state_read(s, &state);
    if (st == STORE_OK && state.format != SEARCH_FORMAT)
        st = fts_reset(s);
    return st == STORE_OK ? fts_catch_up(s, OPENING_MS, &left) : st;
}
