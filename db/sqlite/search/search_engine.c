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
#define SEEN_LATELY                                                                                \
    (1u << 13) /* of these: most words of a text are, and the processor's caches hold so many */

#define PARTS_MAX 4 /* of a word such as mother-in-law that are taken together */

/* A part of a word that others are joined to. */
struct engine_part {
    char text[TOKENIZER_BYTES_MAX + 1], spelled[TOKENIZER_BYTES_MAX + 1];
};

struct search_engine {
    /* Hashes of words that are in search_term and search_form, each in its one possible place. */
    uint32_t *seen;
    size_t seen_size;
    uint32_t lately[SEEN_LATELY];
    uint64_t begun[2]; /* what a hash begins with: kind and language */
    struct arena *arena;
    struct search_words words;
    size_t forms_capacity;
    enum search_noting noting;
    unsigned tick;
    struct stemmers *stemmers;
    char language[STEM_LANGUAGE_MAX];
    struct engine_part parts[PARTS_MAX]; /* of the word being read */
    size_t n_parts;
};

/* ---- Words seen ---------------------------------------------------------------------------- */

/* FNV-1a. A word with another's hash is taken for that one: no harm. */
static uint64_t engine_hash(uint64_t h, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(1099511628211);
    return h;
}

/* False: it was seen before. kind parts words from runs of them. */
static bool engine_is_new(struct search_engine *e, int kind, const char *s, size_t n)
{
    uint64_t h = engine_hash(e->begun[kind], s, n);
    h ^= h >> 29;
    uint32_t *lately = &e->lately[h % SEEN_LATELY], mark = (uint32_t)(h >> 32) | 1;
    if (*lately == mark)
        return false;
    uint32_t *slot = &e->seen[h % e->seen_size];
    bool new = *slot != mark;
    *slot = *lately = mark;
    return new;
}

static void engine_add_form(struct search_engine *e, const char *language, const char *stem,
                            const char *term)
{
    if (stem[0] == '\0' || strcmp(stem, term) == 0)
        return;
    struct search_words *w = &e->words;
    w->forms = arena_grow(e->arena, w->forms, w->n_forms, &e->forms_capacity, sizeof *w->forms);
    w->forms[w->n_forms++] = (struct search_form){
        arena_dup(e->arena, language), arena_dup(e->arena, stem), arena_dup(e->arena, term)};
}

static bool engine_has_digit(const char *s)
{
    return s[strcspn(s, "0123456789")] != '\0';
}

/* Forms of a word. Who types without accents is led from the stem of that to the right one. */
static void engine_add_stems(struct search_engine *e, const char *text, const char *spelled,
                             size_t n_spelled)
{
    char stem[TOKENIZER_BYTES_MAX + 1], plain[TOKENIZER_BYTES_MAX + 1];
    if (!stemmers_stem(e->stemmers, e->language, spelled, n_spelled, stem) || stem[0] == '\0')
        return;
    engine_add_form(e, e->language, stem, text);
    if (strlen(text) == n_spelled && memcmp(text, spelled, n_spelled) == 0)
        return;
    stemmers_stem(e->stemmers, e->language, text, strlen(text), plain);
    if (strcmp(stem, plain) != 0)
        engine_add_form(e, e->language, plain, arena_printf(e->arena, "=%s", stem));
}

/* What a word leads to. */
static void engine_add_forms(struct search_engine *e, const struct word *w)
{
    char plain[TOKENIZER_BYTES_MAX + 1];
    if (w->n == TOKENIZER_BYTES_MAX)
        return;
    tokenizer_fold_word(w->text, w->n, plain);
    engine_add_form(e, "", plain, w->text); /* oʼbrien */
    if (!engine_has_digit(w->text))
        engine_add_stems(e, w->text, w->spelled, w->n_spelled);
}

/* A word that is put together. */
struct engine_run {
    char text[PARTS_MAX * (TOKENIZER_BYTES_MAX + 1) + 1];
    size_t n;
};

static void engine_append(struct engine_run *r, const char *s)
{
    size_t n = strlen(s);
    memcpy(r->text + r->n, s, n + 1);
    r->n += n;
}

/* The parts from one on: as one word, and as they are indexed. */
static void engine_note_run(struct search_engine *e, size_t from)
{
    struct engine_run one = {.n = 0}, spelled = {.n = 0}, run = {.n = 0};
    const char *texts[PARTS_MAX];
    struct strlist words = {.v = texts};
    size_t first, last;
    for (size_t i = from; i < e->n_parts; i++) {
        engine_append(&one, e->parts[i].text);
        engine_append(&spelled, e->parts[i].spelled);
        engine_append(&run, i > from ? " " : "");
        engine_append(&run, e->parts[i].text);
        texts[words.n++] = e->parts[i].text;
    }
    if (one.n >= TOKENIZER_BYTES_MAX || spelled.n >= TOKENIZER_BYTES_MAX ||
        !engine_is_new(e, 1, run.text, run.n))
        return;
    char stem[TOKENIZER_BYTES_MAX + 1];
    engine_add_form(e, "", one.text, run.text);
    stem_core(e->language, &words, &first, &last);
    if (first == 0 && !engine_has_digit(one.text) &&
        stemmers_stem(e->stemmers, e->language, spelled.text, spelled.n, stem) &&
        strcmp(stem, one.text) != 0)
        engine_add_form(e, e->language, stem, run.text);
}

static void engine_note_part(struct search_engine *e, const struct word *w)
{
    if (!w->joined)
        e->n_parts = 0;
    if (e->n_parts == PARTS_MAX)
        memmove(e->parts, e->parts + 1, --e->n_parts * sizeof *e->parts);
    struct engine_part *p = &e->parts[e->n_parts++];
    memcpy(p->text, w->text, w->n);
    p->text[w->n] = '\0';
    memcpy(p->spelled, w->spelled, w->n_spelled);
    p->spelled[w->n_spelled] = '\0';
    for (size_t from = 0; from + 1 < e->n_parts; from++)
        engine_note_run(e, from);
}

static bool engine_note_word(void *ctx, const struct word *w)
{
    struct search_engine *e = ctx;
    if (!w->spaced) {
        e->n_parts = 0;
        return true;
    }
    if (engine_is_new(e, 0, w->spelled, w->n_spelled)) {
        strlist_add(e->arena, &e->words.fresh, arena_dupn(e->arena, w->text, w->n));
        if (!w->beside)
            engine_add_forms(e, w);
    } else if (e->noting == SEARCH_NOTE_ALL && ++e->tick % SEARCH_SAMPLE == 0) {
        strlist_add(e->arena, &e->words.sample, arena_dupn(e->arena, w->text, w->n));
    }
    if (!w->beside)
        engine_note_part(e, w);
    return true;
}

void search_words_begin(struct search_engine *e, size_t rows)
{
    size_t size = rows < 100 ? SEEN_FEW : SEEN_MANY;
    if (!e->seen || e->seen_size < size) {
        free(e->seen);
        e->seen = calloc(size, sizeof *e->seen);
        e->seen_size = size;
        memset(e->lately, 0, sizeof e->lately);
    }
    if (!e->arena)
        e->arena = arena_new();
    arena_reset(e->arena);
    e->words = (struct search_words){0};
    e->forms_capacity = 0;
    e->noting = SEARCH_NOTE_NOTHING;
}

void search_words_note(struct search_engine *e, enum search_noting what, const char *language)
{
    e->noting = e->seen && e->stemmers ? what : SEARCH_NOTE_NOTHING;
    memcpy(e->language, language, strlen(language) + 1);
    for (unsigned kind = 0; kind < 2; kind++) {
        uint64_t h = (UINT64_C(14695981039346656037) ^ kind) * UINT64_C(1099511628211);
        e->begun[kind] = engine_hash(h, language, strlen(language));
    }
}

void search_words_read(struct search_engine *e, const char *text)
{
    e->n_parts = 0;
    if (e->noting != SEARCH_NOTE_NOTHING)
        tokenizer_each(text, strlen(text), TOKENIZER_INDEX, engine_note_word, e);
}

void search_words_end(struct search_engine *e, struct search_words *out)
{
    e->noting = SEARCH_NOTE_NOTHING;
    *out = e->words;
}

struct stemmers *search_stemmers(struct search_engine *e)
{
    return e->stemmers;
}

void search_words_drop(struct search_engine *e)
{
    if (!e || !e->seen)
        return;
    memset(e->seen, 0, e->seen_size * sizeof *e->seen);
    memset(e->lately, 0, sizeof e->lately);
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
    t.noting = !query && t.engine->noting != SEARCH_NOTE_NOTHING;
    t.engine->n_parts = 0;
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

/* search_score(search, weights): more is better; below 0 when a term is there in another form
 * alone. */
static void search_score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n,
                         sqlite3_value **v)
{
    float best[SEARCH_GROUPS_MAX] = {0};
    bool typed[SEARCH_GROUPS_MAX] = {0};
    double sum = 0;
    bool all_typed = true;
    const char *bytes = n == 1 ? sqlite3_value_blob(v[0]) : NULL;
    int phrases = bytes ? sqlite3_value_bytes(v[0]) / (int)sizeof(struct search_weight) : 0;
    for (int i = 0; i < phrases && i < api->xPhraseCount(fts); i++) {
        struct search_weight w;
        memcpy(&w, bytes + (size_t)i * sizeof w, sizeof w);
        if (w.group < 0 || w.group >= SEARCH_GROUPS_MAX)
            continue;
        float score = w.weight * engine_phrase_score(api, fts, i);
        if (score > best[w.group])
            best[w.group] = score;
        typed[w.group] = typed[w.group] || (score > 0 && w.form == 0);
    }
    for (size_t i = 0; i < SEARCH_GROUPS_MAX; i++) {
        sum += (double)best[i];
        all_typed = all_typed && (typed[i] || best[i] <= 0);
    }
    sqlite3_result_double(ctx, all_typed ? sum : -sum);
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
    s->connection->search->stemmers = stemmers_new();
    if (!s->connection->search->stemmers)
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
    stemmers_free(e->stemmers);
    free(e->seen);
    free(e);
}
