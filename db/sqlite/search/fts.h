/* fts.h: what the search files of db/sqlite share, and what others call of them.
 *
 *   search.c              finding and ranking
 *   search_cursor.c       a place in the results as text
 *   search_engine.c       what we add to FTS5: our words, our score
 *   search_expression.c   a query as FTS5 reads it
 *   search_forms.c        other forms of a word, and other spellings
 *   search_guard.c        an index that is damaged while the stories are whole
 *   search_index.c        rows of the index, made at the end of a transaction
 *   search_maintenance.c  what was there before the index; merging and emptying it
 *   search_related.c      stories like another
 *   search_state.c        how far the index has come
 *   search_stories.c      stories with certain words, for the desk
 *   search_suggest.c      beginnings of words, and near misses
 *   search_verify.c       whether the index has the words of its stories
 */
#ifndef DATELINE_FTS_H
#define DATELINE_FTS_H

#include "db/search.h"
#include "db/sqlite/conn.h"
#include "db/story.h"
#include "lib/buf.h"
#include "lib/stem.h"

/* How words are made (lib/tokenizer.c) and rows are laid out. Raise it when either changes: the
 * index is then made again. */
#define SEARCH_FORMAT 1

/* A text given to the index that begins with this is a list of facets, parted by spaces: s and a
 * section's id, b and a byline's, l and the language of a story that says it. */
#define SEARCH_FACETS "\x1f"
/* A text in a MATCH that begins with this is one word, taken as it is. */
#define SEARCH_VERBATIM "\x1e"

/* The engine's functions (db/driver.h says what each does), each behind its guard. */
enum store_status fts_find(struct store *s, struct arena *a, const struct search_query *in,
                           int64_t now, struct search_hits *out)
    __attribute__((warn_unused_result));
enum store_status fts_catch_up(struct store *s, int64_t max_ms, bool *left)
    __attribute__((warn_unused_result));
enum store_status fts_optimise(struct store *s) __attribute__((warn_unused_result));

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

/* What a word leads to: a row of search_form. */
struct search_form {
    const char *language, *stem, *term;
};

/* Words seen between begin and end, in the engine's arena until the next begin. */
struct search_words {
    struct strlist fresh;  /* those that may not be in search_term yet */
    struct strlist sample; /* of the others, one in SEARCH_SAMPLE */
    struct search_form *forms;
    size_t n_forms; /* that may not be in search_form yet */
};
#define SEARCH_SAMPLE 64
void search_words_begin(struct search_engine *e, size_t rows);
enum search_noting {
    SEARCH_NOTE_NOTHING, /* a row is taken out: its words are not counted again */
    SEARCH_NOTE_NEW,     /* words that were counted before, which may lead to more by now */
    SEARCH_NOTE_ALL,
};
/* What is noted from here on, of texts in a language (stem_language). */
void search_words_note(struct search_engine *e, enum search_noting what, const char *language);
/* A text that is not given to the index. */
void search_words_read(struct search_engine *e, const char *text);
void search_words_end(struct search_engine *e, struct search_words *out);
/* The connection's stemmers; NULL: out of memory. */
struct stemmers *search_stemmers(struct search_engine *e);
/* Drops what is known of search_term: after a rollback it may not be there. */
void search_words_drop(struct search_engine *e);
/* The connection's after_rollback. */
void search_rolled_back(struct store *s);

/* What a phrase of a MATCH counts for; an array of these is search_score's second argument.
 * Phrases after its end count nothing. */
struct search_weight {
    float weight;
    int group; /* of phrases of one group the best one counts; 0 to SEARCH_GROUPS_MAX - 1; below 0:
                * of none */
    int form;  /* 1: not what was typed; 0: it is */
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
struct search_state; /* below */

/* Makes the rows of marked stories, after marking up to `backlog` that were there before. */
enum store_status search_flush_some(struct store *s, int64_t backlog, struct search_state *now)
    __attribute__((warn_unused_result));

/* ---- search_maintenance.c ------------------------------------------------------------------ */

/* Empties all tables of the index: all stories are to be indexed again. */
enum store_status search_empty(struct store *s) __attribute__((warn_unused_result));

/* ---- search_guard.c ------------------------------------------------------------------------- */

/* Whether it is known to be. */
bool guard_is_damaged(const struct store *s);
/* Before each commit: search_flush, or nothing when the index is damaged or turns out to be. */
enum store_status guard_flush(struct store *s) __attribute__((warn_unused_result));
/* At opening for writing: makes a damaged index anew, or one of another format; catches up a little. */
enum store_status guard_open(struct store *s) __attribute__((warn_unused_result));
/* The engine's, as db/driver.h and db/search.h say. */
enum store_status guard_find(struct store *s, struct arena *a, const struct search_query *q,
                             int64_t now, struct search_hits *out)
    __attribute__((warn_unused_result));
enum store_status guard_related(struct store *s, struct arena *a, const struct story_view *of,
                                size_t limit, int64_t now, int64_t *ids, size_t *n)
    __attribute__((warn_unused_result));
enum store_status guard_words(struct store *s, struct arena *a, const char *text, size_t limit,
                              int64_t *ids, size_t *n, bool *all)
    __attribute__((warn_unused_result));
enum store_status guard_mark(struct store *s, int64_t story_id) __attribute__((warn_unused_result));
enum store_status guard_mark_group(struct store *s, enum group_kind k, int64_t id)
    __attribute__((warn_unused_result));
enum store_status guard_catch_up(struct store *s, int64_t max_ms, bool *left)
    __attribute__((warn_unused_result));
enum store_status guard_optimise(struct store *s) __attribute__((warn_unused_result));
enum store_status guard_reset(struct store *s) __attribute__((warn_unused_result));

/* ---- search_expression.c ------------------------------------------------------------------- */

#define SEARCH_PHRASES_MAX 1024

struct search_expression {
    struct buf text; /* for MATCH; whoever asked for it calls buf_free */
    struct search_weight weights[SEARCH_PHRASES_MAX];
    size_t n;
};
struct search_languages; /* below */
/* Of a query that has something to look for, and the filters' section and byline. docs: rows in
 * the index. */
enum store_status search_expression_make(struct store *s, struct arena *a,
                                         const struct query *query,
                                         const struct search_languages *languages,
                                         const struct search_query *filters, int64_t docs,
                                         struct search_expression *out)
    __attribute__((warn_unused_result));

/* A word as a MATCH takes it: quoted, and not cut into words again. */
void search_add_word(struct buf *b, const char *word);

/* ---- search_forms.c ------------------------------------------------------------------------ */

/* Of stories. */
struct search_languages {
    char own[STEM_LANGUAGE_MAX]; /* the site's, and of those that say nothing; "": unknown */
    struct strlist said;         /* those that stories say, the site's perhaps among them */
};
enum store_status search_languages_read(struct store *s, struct arena *a,
                                        struct search_languages *out)
    __attribute__((warn_unused_result));

/* Adds to each term that is not quoted what else is found for it. */
enum store_status search_forms_find(struct store *s, struct arena *a,
                                    const struct search_languages *languages, struct query *query)
    __attribute__((warn_unused_result));
/* Writes what words lead to. */
enum store_status search_forms_write(struct store *s, const struct search_words *words)
    __attribute__((warn_unused_result));
/* A language that a story says it is in. */
enum store_status search_language_write(struct store *s, const char *language)
    __attribute__((warn_unused_result));

/* ---- search_related.c ---------------------------------------------------------------------- */

/* Live stories like this one, most alike first: at most limit of their ids. */
enum store_status fts_related(struct store *s, struct arena *a, const struct story_view *of,
                              size_t limit, int64_t now, int64_t *ids, size_t *n)
    __attribute__((warn_unused_result));

/* ---- search_state.c ------------------------------------------------------------------------ */

/* What search_state says (0002_search.sql). */
struct search_state {
    int64_t format, docs, slack, next, last;
    char language[STEM_LANGUAGE_MAX]; /* the site's when words were noted */
};
enum store_status search_state_read(struct store *s, struct search_state *out)
    __attribute__((warn_unused_result));
enum store_status search_state_write(struct store *s, const struct search_state *state)
    __attribute__((warn_unused_result));
/* The site's language, of its setting; "": none. */
enum store_status search_own_language(struct store *s, char out[STEM_LANGUAGE_MAX])
    __attribute__((warn_unused_result));
/* When the site's is another by now, its words have other forms: all stories are to be read again. */
enum store_status search_state_follow_language(struct store *s, struct search_state *state)
    __attribute__((warn_unused_result));

/* ---- search_stories.c ---------------------------------------------------------------------- */

enum store_status fts_words(struct store *s, struct arena *a, const char *text, size_t limit,
                            int64_t *ids, size_t *n, bool *all) __attribute__((warn_unused_result));

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

/* ---- search_verify.c ----------------------------------------------------------------------- */

/* Whether the newest and the oldest row are found by their headlines. */
enum store_status search_has_words(struct store *s, bool *out) __attribute__((warn_unused_result));
/* Calls found with a sentence for each story whose words are not where they should be. */
enum store_status search_verify(struct store *s, struct arena *a, store_found_fn *found, void *ctx)
    __attribute__((warn_unused_result));

#endif
