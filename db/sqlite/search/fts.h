/* fts.h: what the search files of db/sqlite share, and what others call of them.
 *
 *   search.c              finding and ranking
 *   search_cursor.c       a place in the results as text
 *   search_engine.c       what we add to FTS5: our words, our score
 *   search_expression.c   a query as FTS5 reads it
 *   search_index.c        rows of the index, made at the end of a transaction
 *   search_maintenance.c  what was there before the index; merging and emptying it
 *   search_related.c      stories like another
 *   search_suggest.c      beginnings of words, and near misses
 */
#ifndef DATELINE_FTS_H
#define DATELINE_FTS_H

#include "db/search.h"
#include "db/sqlite/conn.h"
#include "db/story.h"
#include "lib/buf.h"

/* How words are made (lib/tokenizer.c) and rows are laid out. Raise it when either changes: the
 * index is then made again. */
#define SEARCH_FORMAT 1

/* A text given to the index that begins with this is a list of facets, parted by spaces. */
#define SEARCH_FACETS "\x1f"
/* A text in a MATCH that begins with this is one word, taken as it is. */
#define SEARCH_VERBATIM "\x1e"

/* The engine's functions (db/driver.h says what each does). */
enum store_status fts_find(struct store *s, struct arena *a, const struct search_query *in,
                           int64_t now, struct search_hits *out)
    __attribute__((warn_unused_result));
enum store_status fts_catch_up(struct store *s, int64_t max_ms, bool *left)
    __attribute__((warn_unused_result));
enum store_status fts_optimise(struct store *s) __attribute__((warn_unused_result));
enum store_status fts_reset(struct store *s) __attribute__((warn_unused_result));

/* ---- search.c ------------------------------------------------------------------------------ */

/* Before the index is asked, for the schema may have changed since it was connected. */
enum store_status search_ready(struct store *s) __attribute__((warn_unused_result));

/* ---- search_cursor.c ----------------------------------------------------------------------- */

/* A place in the results: strictly after a hit. All 0: the start. None is below 0. */
struct search_cursor {
    int64_t as_of; /* ms: the first page's now; what was published later is not in these results */
    int64_t below; /* the window of matches being ranked is below this row; 0: from the newest */
    int64_t above; /* … and ends with this one; 0: it was not read yet. Both for SEARCH_RELEVANCE */
    int64_t score; /* of the last hit shown; unused by SEARCH_NEWEST */
    int64_t row;   /* of the last hit shown; 0: at the start of the window */
};
const char *search_cursor_pack(struct arena *a, const struct search_cursor *c);
/* NULL and "" are the start. False for what search_cursor_pack does not write. */
bool search_cursor_unpack(const char *text, struct search_cursor *out);

/* ---- search_engine.c ----------------------------------------------------------------------- */

/* What our part of FTS5 keeps for a connection. */
struct search_engine;
/* Before the schema is looked at. Owned by the store. */
enum store_status search_engine_open(struct store *s) __attribute__((warn_unused_result));
void search_engine_free(struct search_engine *e);
/* Connects the index's virtual table, which stays so until the schema changes. */
enum store_status search_connect(struct store *s) __attribute__((warn_unused_result));

/* Words indexed between begin and end: those that may not be in search_term yet, and a sample of
 * the others (one in SEARCH_SAMPLE). In the engine's arena until the next begin. */
#define SEARCH_SAMPLE 64
void search_words_begin(struct search_engine *e, size_t rows);
/* Pause while a row is taken out: its words are not counted again. */
void search_words_pause(struct search_engine *e, bool pause);
void search_words_end(struct search_engine *e, struct strlist *fresh, struct strlist *sample);
/* Drops what is known of search_term: after a rollback it may not be there. */
void search_words_drop(struct search_engine *e);
/* The connection's after_rollback. */
void search_rolled_back(struct store *s);

/* What a phrase of a MATCH counts for; an array of these is search_score's second argument.
 * Phrases after its end count nothing. */
struct search_weight {
    float weight;
    int group; /* of phrases of one group the best one counts; 0 to SEARCH_GROUPS_MAX - 1 */
};
#define SEARCH_GROUPS_MAX 16

/* ---- search_index.c ------------------------------------------------------------------------ */

/* The story's rows are to be made again before this transaction commits. */
enum store_status fts_mark(struct store *s, int64_t story_id) __attribute__((warn_unused_result));
/* The same for the stories of a group whose name changed. */
enum store_status fts_mark_group(struct store *s, enum group_kind k, int64_t id)
    __attribute__((warn_unused_result));
/* Makes the rows of marked stories, and some of those that were there before. Right before a
 * commit, outside savepoints. */
enum store_status search_flush(struct store *s) __attribute__((warn_unused_result));
/* The row id that a time asks for: steps of so many ms. */
#define SEARCH_SLOT_MS 8000
int64_t search_slot(int64_t published_at);
struct search_state {
    int64_t format, docs, slack, next, last;
};
enum store_status search_state_read(struct store *s, struct search_state *out)
    __attribute__((warn_unused_result));

/* Makes the rows of marked stories, after marking up to `backlog` that were there before. */
enum store_status search_flush_some(struct store *s, int64_t backlog, struct search_state *now)
    __attribute__((warn_unused_result));

/* ---- search_maintenance.c ------------------------------------------------------------------ */

/* At opening for writing: a new format, a little catching up. */
enum store_status search_begin(struct store *s) __attribute__((warn_unused_result));

/* ---- search_expression.c ------------------------------------------------------------------- */

#define SEARCH_PHRASES_MAX 256

struct search_expression {
    struct buf text; /* for MATCH; whoever asked for it calls buf_free */
    struct search_weight weights[SEARCH_PHRASES_MAX];
    size_t n;
};
/* Of a query that has something to look for, and the filters' section and byline. docs: rows in
 * the index. */
enum store_status search_expression_make(struct store *s, struct arena *a,
                                         const struct query *query,
                                         const struct search_query *filters, int64_t docs,
                                         struct search_expression *out)
    __attribute__((warn_unused_result));

/* A word as a MATCH takes it: quoted, and not cut into words again. */
void search_add_word(struct buf *b, const char *word);

/* ---- search_related.c ---------------------------------------------------------------------- */

/* Live stories like this one, most alike first: at most limit of their ids. */
enum store_status fts_related(struct store *s, struct arena *a, const struct story_view *of,
                              size_t limit, int64_t now, int64_t *ids, size_t *n)
    __attribute__((warn_unused_result));

/* ---- search_suggest.c ---------------------------------------------------------------------- */

#define SEARCH_EXPAND_MAX 32

/* Words that begin with prefix, most frequent first, at most SEARCH_EXPAND_MAX. */
enum store_status search_expand(struct store *s, struct arena *a, const char *prefix,
                                struct strlist *out) __attribute__((warn_unused_result));
/* How often a word was seen, roughly; 0: never. */
enum store_status search_frequency(struct store *s, const char *term, int64_t *out)
    __attribute__((warn_unused_result));
/* Words like this one, likeliest first, at most max. */
enum store_status search_near(struct store *s, struct arena *a, const char *term, size_t max,
                              struct strlist *out) __attribute__((warn_unused_result));

#endif
