/* search_stories.c: stories whose texts have certain words, for the desk: whatever readers see of them now. */
#include "db/statements.h"
#include "fts.h"
#include "lib/clock.h"
#include "lib/query.h"

enum { WITH, SEARCH_STORIES_SQL_MAX };

/* The newest rows first; a story may have several. */
static const char *const sql[SEARCH_STORIES_SQL_MAX] = {
    [WITH] = "SELECT d.story_id FROM search" SQL_JOIN
             "search_doc d ON d.id = search.rowid WHERE search MATCH ?1"
             " ORDER BY search.rowid DESC LIMIT ?2",
};
const struct statements search_stories_statements = {SET_SEARCH_STORIES, sql,
                                                     SEARCH_STORIES_SQL_MAX};

#define WALK_MS 40 /* on the clock: a phrase of common words can make FTS5 read every story */

struct search_walk {
    int64_t end;
    bool spent;
};

/* Called by SQLite every few steps. */
static int stories_check_work(void *ctx)
{
    struct search_walk *walk = ctx;
    walk->spent = clock_monotonic_ms() >= walk->end;
    return walk->spent;
}

static enum store_status stories_walk(struct store *s, const struct search_expression *expression,
                                      size_t limit, int64_t *ids, size_t *n, bool *all)
{
    struct search_walk walk = {.end = clock_monotonic_ms() + WALK_MS};
    struct statement *q = db_stmt(s, &search_stories_statements, WITH);
    enum store_status st;
    db_bind_text(q, 1, expression->text.p);
    db_bind_int(q, 2, (int64_t)limit);
    sqlite3_progress_handler(s->connection->db, 64, stories_check_work, &walk);
    while ((st = db_row(s, q)) == STORE_OK)
        ids[(*n)++] = db_int(q, 0);
    sqlite3_progress_handler(s->connection->db, 0, NULL, NULL);
    db_reset(q);
    *all = *all && !walk.spent && *n < limit;
    return st == STORE_MISSING || walk.spent ? STORE_OK : st;
}

static enum store_status stories_find(struct store *s, struct arena *a, struct query *query,
                                      struct search_expression *expression, bool *all)
{
    const struct search_query none = {0};
    struct search_languages languages;
    struct search_state state = {0};
    enum store_status st = search_ready(s);
    if (st == STORE_OK)
        st = search_state_read(s, &state);
    if (st == STORE_OK)
        st = search_languages_read(s, a, &languages);
    if (st == STORE_OK)
        st = search_forms_find(s, a, &languages, query);
    if (st == STORE_OK)
        st = search_expression_make(s, a, query, &languages, &none, state.docs, expression);
    *all = st == STORE_OK && state.next > state.last;
    return st;
}

enum store_status fts_words(struct store *s, struct arena *a, const char *text, size_t limit,
                            int64_t *ids, size_t *n, bool *all)
{
    struct query query = query_parse(a, text);
    struct search_expression *expression = arena_alloc(a, sizeof *expression);
    *n = 0;
    *all = true;
    if (query.n == 0)
        return STORE_OK;
    *expression = (struct search_expression){0};
    db_read(s);
    enum store_status st = stories_find(s, a, &query, expression, all);
    if (st == STORE_OK)
        st = stories_walk(s, expression, limit, ids, n, all);
    db_read_done(s);
    buf_free(&expression->text);
    return st;
}
