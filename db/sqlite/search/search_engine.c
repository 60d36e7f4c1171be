/* search_engine.c: what we add to FTS5: a tokenizer that makes our words, a function that scores.
 *
 * bm25() asks FTS5 how many rows match each phrase, which reads every match: at a million stories
 * a common word would take seconds. search_score looks at its own row alone; how rare a word is
 * comes with the query, from search_term. */
#include "fts.h"
#include "lib/tokenizer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words remembered, for a save and for an import; 4 bytes each. */
#define SEEN_FEW (1u << 12)
#define SEEN_MANY (1u << 21)

struct search_engine {
    uint32_t *seen; /* hashes of words that are in search_term, each in its one possible place */
    size_t seen_size;
    struct arena *arena;
    struct strlist fresh, sample;
    bool noting;
    unsigned tick;
};

/* ---- Words seen ---------------------------------------------------------------------------- */

/* FNV-1a. A word with another's hash is taken for that one: no harm. */
static uint64_t engine_hash(const char *s, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(1099511628211);
    return h ^ h >> 29;
}

static void engine_note_word(struct search_engine *e, const struct word *w)
{
    if (!w->spaced)
        return;
    uint64_t h = engine_hash(w->text, w->n);
    uint32_t *slot = &e->seen[h % e->seen_size], mark = (uint32_t)(h >> 32) | 1;
    if (*slot != mark) {
        *slot = mark;
        strlist_add(e->arena, &e->fresh, arena_dupn(e->arena, w->text, w->n));
    } else if (++e->tick % SEARCH_SAMPLE == 0) {
        strlist_add(e->arena, &e->sample, arena_dupn(e->arena, w->text, w->n));
    }
}

void search_words_begin(struct search_engine *e, size_t rows)
{
    size_t size = rows < 100 ? SEEN_FEW : SEEN_MANY;
    if (!e->seen || e->seen_size < size) {
        free(e->seen);
        e->seen = calloc(size, sizeof *e->seen);
        e->seen_size = size;
    }
    if (!e->arena)
        e->arena = arena_new();
    arena_reset(e->arena);
    e->fresh = e->sample = (struct strlist){0};
    e->noting = e->seen;
}

void search_words_pause(struct search_engine *e, bool pause)
{
    e->noting = !pause && e->seen;
}

void search_words_end(struct search_engine *e, struct strlist *fresh, struct strlist *sample)
{
    e->noting = false;
    *fresh = e->fresh;
    *sample = e->sample;
}

void search_words_drop(struct search_engine *e)
{
    if (e && e->seen)
        memset(e->seen, 0, e->seen_size * sizeof *e->seen);
}

/* ---- The tokenizer ------------------------------------------------------------------------- */

typedef int token_fn(void *ctx, int flags, const char *token, int n, int from, int to);

struct tokenizing {
    struct search_engine *engine;
    void *ctx;
    token_fn *token;
    bool noting;
    int rc;
};

static bool engine_give_word(void *ctx, const struct word *w)
{
    struct tokenizing *t = ctx;
    if (t->noting)
        engine_note_word(t->engine, w);
    t->rc = t->token(t->ctx, w->beside ? FTS5_TOKEN_COLOCATED : 0, w->text, (int)w->n, (int)w->from,
                     (int)w->to);
    return t->rc == SQLITE_OK;
}

static int engine_give_facets(void *ctx, token_fn *token, const char *text, int n)
{
    int rc = SQLITE_OK;
    for (int i = 0; i < n && rc == SQLITE_OK;) {
        const char *space = memchr(text + i, ' ', (size_t)(n - i));
        int end = space ? (int)(space - text) : n;
        if (end > i)
            rc = token(ctx, 0, text + i, end - i, i, end);
        i = end + 1;
    }
    return rc;
}

static int engine_tokenize(Fts5Tokenizer *self, void *ctx, int flags, const char *text, int n,
                           token_fn *token)
{
    bool query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    if (!text || n <= 0)
        return SQLITE_OK;
    if (query && text[0] == SEARCH_VERBATIM[0])
        return token(ctx, 0, text + 1, n - 1, 1, n);
    if (!query && text[0] == SEARCH_FACETS[0])
        return engine_give_facets(ctx, token, text, n);
    struct tokenizing t = {.engine = (struct search_engine *)(void *)self,
                           .ctx = ctx,
                           .token = token,
                           .rc = SQLITE_OK};
    t.noting = !query && t.engine->noting;
    tokenizer_each(text, (size_t)n, query ? TOKENIZER_QUERY : TOKENIZER_INDEX, engine_give_word,
                   &t);
    return t.rc;
}

/* A tokenizer has no state of its own: each is the connection's engine. */
static int engine_create(void *engine, const char **args, int n, Fts5Tokenizer **out)
{
    (void)args;
    (void)n;
    *out = engine;
    return SQLITE_OK;
}

static void engine_destroy(Fts5Tokenizer *self)
{
    (void)self;
}

/* ---- The score ----------------------------------------------------------------------------- */

/* By column of the table: body, headline, dek, takeaways, tags, bylines, facet. */
static const float column_weights[] = {1, 10, 4, 2, 5, 4, 0};
#define COLUMNS (sizeof column_weights / sizeof *column_weights)
#define OCCURRENCES_MAX 64 /* of a phrase in a row that are counted */

/* Of one phrase: the columns it is in, a little more for being there often. */
static float engine_phrase_score(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase)
{
    Fts5PhraseIter it;
    int column, place, counts[COLUMNS] = {0};
    float score = 0;
    if (api->xPhraseFirst(fts, phrase, &it, &column, &place) != SQLITE_OK)
        return 0;
    for (int n = 0; column >= 0 && n < OCCURRENCES_MAX; n++) {
        if ((size_t)column < COLUMNS)
            counts[column]++;
        api->xPhraseNext(fts, &it, &column, &place);
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        if (counts[i] > 0)
            score += column_weights[i] * (1 + 0.25f * log2f((float)counts[i]));
    }
    return score;
}

/* search_score(search, weights): more is better. */
static void search_score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n,
                         sqlite3_value **v)
{
    float best[SEARCH_GROUPS_MAX] = {0};
    double sum = 0;
    const char *bytes = n == 1 ? sqlite3_value_blob(v[0]) : NULL;
    int phrases = bytes ? sqlite3_value_bytes(v[0]) / (int)sizeof(struct search_weight) : 0;
    for (int i = 0; i < phrases && i < api->xPhraseCount(fts); i++) {
        struct search_weight w;
        memcpy(&w, bytes + (size_t)i * sizeof w, sizeof w);
        float score = w.weight * engine_phrase_score(api, fts, i);
        if (w.group >= 0 && w.group < SEARCH_GROUPS_MAX && score > best[w.group])
            best[w.group] = score;
    }
    for (size_t i = 0; i < SEARCH_GROUPS_MAX; i++)
        sum += (double)best[i];
    sqlite3_result_double(ctx, sum);
}

void search_rolled_back(struct store *s)
{
    search_words_drop(s->connection->search);
}

/* ---- Opening ------------------------------------------------------------------------------- */

/* The documented way to FTS5's interface: a pointer that an SQL function fills. */
static fts5_api *engine_fts5(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &q, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(q, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(q);
    }
    sqlite3_finalize(q);
    return api;
}

enum store_status search_engine_open(struct store *s)
{
    static const fts5_tokenizer words = {engine_create, engine_destroy, engine_tokenize};
    fts5_api *api = engine_fts5(s->connection->db);
    if (!api || api->iVersion < 2)
        return db_broken(s, "this SQLite has no FTS5");
    s->connection->search = calloc(1, sizeof *s->connection->search);
    if (!s->connection->search)
        return db_broken(s, "out of memory");
    fts5_tokenizer ours = words;
    int rc = api->xCreateTokenizer(api, "dateline", s->connection->search, &ours, NULL);
    if (rc == SQLITE_OK)
        rc = api->xCreateFunction(api, "search_score", NULL, search_score, NULL);
    return rc == SQLITE_OK ? STORE_OK : sqlite_fail(s, rc, "search");
}

void search_engine_free(struct search_engine *e)
{
    if (!e)
        return;
    arena_free(e->arena);
    free(e->seen);
    free(e);
}
