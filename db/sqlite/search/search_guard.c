/* search_guard.c: an index that is damaged while the stories are whole.
 *
 * What is derived must not stop what it is derived from. Whatever reads or writes the index does so
 * in here; damage that is seen meanwhile (statements.c) is the index's, and marks it instead of the
 * database (place.c). While the mark is there nobody asks the index: a save leaves it out, a search
 * says so. Whoever opens the store for writing, and whoever catches up, empties the index, which
 * heals what FTS5 itself cannot read, and takes the mark away; all stories are then indexed again by and
 * by. Broken pages cannot be emptied: another mark says so, and nobody tries again but by hand. */
#include "db/statements.h"
#include "fts.h"

#define OPENING_MS 500 /* of catching up when a store is opened */

enum { SAVE, WRITTEN, UNDO, TRIAL, RELEASE, SEARCH_GUARD_SQL_MAX };

static const char *const sql[SEARCH_GUARD_SQL_MAX] = {
    [SAVE] = "SAVEPOINT search_rows",
    [WRITTEN] = "SAVEPOINT search_written", /* FTS5 writes what it has collected */
    [UNDO] = "ROLLBACK TO search_rows",
    [TRIAL] = "UPDATE generation SET base = base WHERE id = 0",
    [RELEASE] = "RELEASE search_rows",
};
const struct statements search_guard_statements = {SET_SEARCH_GUARD, sql, SEARCH_GUARD_SQL_MAX};

bool guard_is_damaged(const struct store *s)
{
    return sqlite_is_marked(s, MARK_SEARCH) || sqlite_is_marked(s, MARK_SEARCH_LOST);
}

/* ---- Saves ----------------------------------------------------------------------------------- */

static enum store_status guard_run(struct store *s, int which)
{
    return db_run(s, db_stmt(s, &search_guard_statements, which));
}

/* All that was done to the index is undone. When SQLite met a broken page it lets the transaction write
 * nothing more: STORE_UNSEARCHABLE, for the whole of it has to be done again. */
static enum store_status guard_undo(struct store *s)
{
    enum store_status st = guard_run(s, UNDO);
    search_rolled_back(s);
    sqlite_index_begin(s);
    return sqlite_index_end(s, st == STORE_OK ? guard_run(s, TRIAL) : st);
}

enum store_status guard_flush(struct store *s)
{
    if (guard_is_damaged(s))
        return STORE_OK;
    enum store_status st = guard_run(s, SAVE);
    if (st != STORE_OK)
        return st;
    sqlite_index_begin(s);
    st = search_flush(s);
    if (st == STORE_OK)
        st = guard_run(s, WRITTEN);
    st = sqlite_index_end(s, st);
    if (st == STORE_UNSEARCHABLE)
        st = guard_undo(s);
    return st == STORE_OK ? guard_run(s, RELEASE) : st;
}

/* A mark that could not be made does not keep a story. */
static enum store_status guard_marked(struct store *s, enum store_status st)
{
    st = sqlite_index_end(s, st);
    return st == STORE_UNSEARCHABLE ? STORE_OK : st;
}

enum store_status guard_mark(struct store *s, int64_t story_id)
{
    sqlite_index_begin(s);
    return guard_marked(s, fts_mark(s, story_id));
}

enum store_status guard_mark_group(struct store *s, enum group_kind k, int64_t id)
{
    sqlite_index_begin(s);
    return guard_marked(s, fts_mark_group(s, k, id));
}

/* ---- Making it anew -------------------------------------------------------------------------- */

/* The mark goes before the commit, so that whoever waits for the lock finds it gone; if it comes to no
 * commit, the damage is still there to be seen. */
static enum store_status guard_empty(struct store *s, bool marked_only)
{
    sqlite_index_begin(s);
    enum store_status st = db_begin(s, SCOPE_SITE);
    if (st == STORE_OK && (!marked_only || sqlite_is_marked(s, MARK_SEARCH))) {
        st = search_empty(s);
        if (st == STORE_OK &&
            !(sqlite_clear_mark(s, MARK_SEARCH_LOST) && sqlite_clear_mark(s, MARK_SEARCH)))
            st = db_broken(s, "the mark of damage cannot be removed: %m");
        st = db_end(s, st);
    } else if (st == STORE_OK) {
        st = db_end(s, st);
    }
    return sqlite_index_end(s, st);
}

static enum store_status guard_try(struct store *s, bool marked_only)
{
    enum store_status st = guard_empty(s, marked_only);
    if (st == STORE_UNSEARCHABLE) {
        sqlite_set_mark(s, MARK_SEARCH_LOST);
        (void)!sqlite_clear_mark(s, MARK_SEARCH);
    }
    return st;
}

enum store_status guard_reset(struct store *s)
{
    return guard_try(s, false);
}

static enum store_status guard_mend(struct store *s)
{
    return sqlite_is_marked(s, MARK_SEARCH) ? guard_try(s, true) : STORE_OK;
}

/* A new format, and a little catching up. */
static enum store_status guard_first_look(struct store *s)
{
    struct search_state state;
    bool left;
    enum store_status st = search_state_read(s, &state);
    if (st == STORE_OK && state.format != SEARCH_FORMAT)
        st = guard_reset(s);
    return st == STORE_OK ? fts_catch_up(s, OPENING_MS, &left) : st;
}

enum store_status guard_open(struct store *s)
{
    enum store_status st = guard_mend(s);
    if (st != STORE_OK || guard_is_damaged(s))
        return st == STORE_UNSEARCHABLE ? STORE_OK : st;
    sqlite_index_begin(s);
    st = sqlite_index_end(s, guard_first_look(s));
    return st == STORE_UNSEARCHABLE ? STORE_OK : st;
}

enum store_status guard_catch_up(struct store *s, int64_t max_ms, bool *left)
{
    *left = sqlite_is_marked(s, MARK_SEARCH);
    if (*left && (max_ms == 0 || db_only_reads(s)))
        return STORE_OK;
    enum store_status st = guard_mend(s);
    *left = false;
    if (st != STORE_OK || guard_is_damaged(s))
        return st;
    sqlite_index_begin(s);
    return sqlite_index_end(s, fts_catch_up(s, max_ms, left));
}

enum store_status guard_optimise(struct store *s)
{
    if (guard_is_damaged(s))
        return STORE_UNSEARCHABLE;
    sqlite_index_begin(s);
    return sqlite_index_end(s, fts_optimise(s));
}

/* ---- Readers --------------------------------------------------------------------------------- */

/* FTS5 does not notice all that is wrong, and finds nothing, then. Before readers are told so the ends of the
 * index are looked at. */
static enum store_status guard_believe(struct store *s, const struct search_hits *hits)
{
    bool has = true;
    if (hits->n > 0 || hits->nothing_asked || hits->partial)
        return STORE_OK;
    enum store_status st = search_has_words(s, &has);
    if (st != STORE_OK || has)
        return st;
    sqlite_set_mark(s, MARK_SEARCH);
    db_broken(s, "the index does not have the words of its stories");
    return STORE_DAMAGED;
}

enum store_status guard_find(struct store *s, struct arena *a, const struct search_query *q,
                             int64_t now, struct search_hits *out)
{
    *out = (struct search_hits){0};
    if (guard_is_damaged(s))
        return STORE_UNSEARCHABLE;
    sqlite_index_begin(s);
    db_read(s);
    enum store_status st = fts_find(s, a, q, now, out);
    if (st == STORE_OK)
        st = guard_believe(s, out);
    db_read_done(s);
    return sqlite_index_end(s, st);
}

enum store_status guard_words(struct store *s, struct arena *a, const char *text, size_t limit,
                              int64_t *ids, size_t *n, bool *all)
{
    *n = 0;
    if (guard_is_damaged(s))
        return STORE_UNSEARCHABLE;
    sqlite_index_begin(s);
    return sqlite_index_end(s, fts_words(s, a, text, limit, ids, n, all));
}

/* None is like another, then. */
enum store_status guard_related(struct store *s, struct arena *a, const struct story_view *of,
                                size_t limit, int64_t now, int64_t *ids, size_t *n)
{
    *n = 0;
    if (guard_is_damaged(s))
        return STORE_OK;
    sqlite_index_begin(s);
    enum store_status st = sqlite_index_end(s, fts_related(s, a, of, limit, now, ids, n));
    if (st != STORE_UNSEARCHABLE)
        return st;
    *n = 0;
    return STORE_OK;
}
