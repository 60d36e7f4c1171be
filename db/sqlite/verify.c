/* verify.c: the engine's own checks: the file, references, what search knows. */
#include "conn.h"
#include "search/fts.h"

#include <inttypes.h>
#include <string.h>

enum { QUICK_CHECK, FOREIGN_KEYS, UNSEARCHED, MISSEARCHED, CHECK_SQL_MAX };

static const char *const sql[CHECK_SQL_MAX] = {
    [QUICK_CHECK] = "PRAGMA quick_check",
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

static enum store_status check_database(struct check *c)
{
    struct statement *q = db_stmt(c->s, &check_statements, QUICK_CHECK);
    enum store_status st;
    while ((st = db_row(c->s, q)) == STORE_OK) {
        const char *text = db_text(c->a, q, 0);
        if (strcmp(text, "ok") != 0)
            c->found(c->ctx, arena_printf(c->a, "The database file is damaged: %s.", text));
    }
    return st == STORE_MISSING ? STORE_OK : st;
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
    *checked += 5;
    return st;
}
