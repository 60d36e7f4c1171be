/* search_verify.c: whether the index has the words of its stories. */
#include "db/statements.h"
#include "fts.h"
#include "lib/tokenizer.h"

#include <inttypes.h>
#include <string.h>

enum { DOCS, INDEXED, NEWEST, OLDEST, SEARCH_VERIFY_SQL_MAX };

#define END_OF_INDEX(order)                                                                        \
    "SELECT d.id, r.headline FROM search_doc d" SQL_JOIN                                           \
    "revision r ON r.story_id = d.story_id AND r.number = d.number ORDER BY d.id " order           \
    " LIMIT 1"

/* One clause a line. */
/* clang-format off */
static const char *const sql[SEARCH_VERIFY_SQL_MAX] = {
    [DOCS] =
        "SELECT d.id, d.story_id, r.headline, r.lang, d.lang,"
        " d.story_id BETWEEN x.next AND x.last"
        " FROM search_doc d" SQL_JOIN "search_state x ON x.id = 1" SQL_JOIN
        "revision r ON r.story_id = d.story_id AND r.number = d.number",
    [INDEXED] = "SELECT 1 FROM search WHERE search MATCH ?1 AND rowid = ?2",
    [NEWEST] = END_OF_INDEX("DESC"),
    [OLDEST] = END_OF_INDEX("ASC"),
};
/* clang-format on */
const struct statements search_verify_statements = {SET_SEARCH_VERIFY, sql, SEARCH_VERIFY_SQL_MAX};

#define WORDS 3 /* of a headline, for each story */

struct verify_headline {
    struct buf match;
    size_t n;
};

static bool verify_add_word(void *ctx, const struct word *w)
{
    struct verify_headline *v = ctx;
    if (w->beside)
        return true;
    buf_adds(&v->match, v->n == 0 ? "headline : (" : " AND ");
    search_add_word(&v->match, w->text);
    return ++v->n < WORDS;
}

/* Whether the index's row has the first words of the headline. */
static enum store_status verify_indexed(struct store *s, int64_t row, const char *headline,
                                        bool *out)
{
    struct verify_headline v = {.n = 0};
    enum store_status st = STORE_OK;
    buf_init(&v.match, 4096);
    tokenizer_each(headline, strlen(headline), TOKENIZER_INDEX, verify_add_word, &v);
    buf_addc(&v.match, ')');
    *out = true;
    if (v.n > 0) {
        struct statement *q = db_stmt(s, &search_verify_statements, INDEXED);
        db_bind_text(q, 1, v.match.p);
        db_bind_int(q, 2, row);
        st = db_row(s, q);
        *out = st == STORE_OK;
        db_reset(q);
    }
    buf_free(&v.match);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status search_has_words(struct store *s, bool *out)
{
    struct search_state state;
    enum store_status st = search_state_read(s, &state);
    *out = true;
    for (int which = NEWEST; which <= OLDEST && st == STORE_OK && *out; which++) {
        struct statement *q = db_stmt(s, &search_verify_statements, which);
        st = db_row(s, q);
        if (st == STORE_OK)
            st = verify_indexed(s, db_int(q, 0), sqlite_string(q, 1), out);
        else if (st == STORE_MISSING)
            *out = state.docs == 0;
        db_reset(q);
        st = st == STORE_MISSING ? STORE_OK : st;
    }
    return st;
}

static bool verify_same_language(struct statement *q)
{
    char says[STEM_LANGUAGE_MAX], indexed[STEM_LANGUAGE_MAX];
    stem_language(sqlite_string(q, 3), says);
    stem_language(sqlite_string(q, 4), indexed);
    return strcmp(says, indexed) == 0;
}

enum store_status search_verify(struct store *s, struct arena *a, store_found_fn *found, void *ctx)
{
    enum store_status st = search_ready(s);
    if (st != STORE_OK)
        return st;
    struct statement *q = db_stmt(s, &search_verify_statements, DOCS);
    while ((st = db_row(s, q)) == STORE_OK) {
        bool indexed;
        st = verify_indexed(s, db_int(q, 0), sqlite_string(q, 2), &indexed);
        if (st != STORE_OK)
            break;
        if (!indexed)
            found(ctx,
                  arena_printf(a, "Story %" PRId64 " is not found by the words of its headline.",
                               db_int(q, 1)));
        /* Those that wait for their turn may be in the index without their language. */
        if (db_int(q, 5) == 0 && !verify_same_language(q))
            found(ctx, arena_printf(a, "Story %" PRId64 " is searched in another language.",
                                    db_int(q, 1)));
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}
