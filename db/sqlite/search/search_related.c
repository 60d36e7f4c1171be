/* search_related.c: stories like one that is read, when its tags do not lead to any.
 *
 * Two texts are alike when their headlines, standfirsts, takeaways or tags share two words that few
 * stories have. The rarest words of the one that is read are looked up two by two; each pair costs
 * no more than its rarer word, so a site of a million stories answers as fast as a small one. */
#include "db/statements.h"
#include "db/story_private.h"
#include "fts.h"
#include "lib/tokenizer.h"

#include <string.h>

enum { PAIR, LIVE, SEARCH_RELATED_SQL_MAX };

/* One clause a line. */
/* clang-format off */
static const char *const sql[SEARCH_RELATED_SQL_MAX] = {
    [PAIR] =
        "SELECT rowid FROM search"
        " WHERE search MATCH ?1 AND rowid < ?2"
        " ORDER BY rowid DESC LIMIT ?3",
    /* A revision that waits, or has been superseded, says nothing of its story. */
    [LIVE] =
        "SELECT s.id FROM search_doc d" SQL_JOIN "story s ON s.id = d.story_id"
        " WHERE d.id = ?2 AND s.withdrawn_at IS NULL AND s.kind <> 2"
        " AND d.number = " SQL_LIVE_NUMBER("d.story_id"),
};
/* clang-format on */
const struct statements search_related_statements = {SET_SEARCH_RELATED, sql,
                                                     SEARCH_RELATED_SQL_MAX};
_Static_assert(STORY_PAGE == 2, "number in LIVE");

#define LOOKED_AT 24 /* words of a text, in its order */
#define RAREST 8     /* of them, of which each two are looked up */
#define PER_PAIR 3   /* the newest stories that have both */
#define WORD_LEAST 3 /* letters; of a script without spaces a pair of characters is a word */
#define FEW 4000     /* a word that was seen more often is not rare, however large the site … */
#define SHARE 6      /* … nor one that was seen more often than once in so many stories … */
#define FEW_LEAST 8  /* … unless there are hardly any stories */
#define ROWS_MAX (RAREST * (RAREST - 1) / 2 * PER_PAIR)

struct related_word {
    const char *text;
    int64_t n; /* how often it was seen, roughly */
};

struct related_row {
    int64_t row;
    unsigned words; /* a bit for each of the rarest */
    int64_t weight; /* the rarer the words, the more */
};

struct related_search {
    struct store *s;
    struct arena *a;
    struct related_word v[LOOKED_AT];
    size_t n;
    int64_t docs; /* in the index */
    struct related_row found[ROWS_MAX];
    size_t n_found;
};

/* ---- Words --------------------------------------------------------------------------------- */

static bool related_only_digits(const char *s)
{
    return s[strspn(s, "0123456789")] == '\0';
}

static bool related_is_known(const struct related_search *k, const char *text)
{
    for (size_t i = 0; i < k->n; i++) {
        if (strcmp(k->v[i].text, text) == 0)
            return true;
    }
    return false;
}

static bool related_note_word(void *ctx, const struct word *w)
{
    struct related_search *k = ctx;
    if (k->n == LOOKED_AT)
        return false;
    if ((w->spaced && w->n < WORD_LEAST) || related_only_digits(w->text) ||
        related_is_known(k, w->text))
        return true;
    /* Frequencies of scripts without spaces are not known: taken for middling. */
    k->v[k->n++] = (struct related_word){arena_dupn(k->a, w->text, w->n),
                                         w->spaced ? 0 : k->docs / (4 * SHARE) + 1};
    return true;
}

static enum store_status related_count_words(struct related_search *k)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < k->n && st == STORE_OK; i++) {
        if (k->v[i].n == 0)
            st = search_frequency(k->s, k->v[i].text, &k->v[i].n);
    }
    return st;
}

/* Leaves the rarest, rarest first. */
static void related_keep_rarest(struct related_search *k)
{
    int64_t most = k->docs / SHARE + FEW_LEAST;
    size_t kept = 0;
    if (most > FEW)
        most = FEW;
    for (size_t i = 0; i < k->n; i++) {
        struct related_word w = k->v[i];
        if (w.n == 0 || w.n > most)
            continue;
        size_t at = kept < RAREST ? kept++ : RAREST;
        for (; at > 0 && w.n < k->v[at - 1].n; at--) {
            if (at < RAREST)
                k->v[at] = k->v[at - 1];
        }
        if (at < RAREST)
            k->v[at] = w;
    }
    k->n = kept;
}

/* ---- Stories ------------------------------------------------------------------------------- */

static int64_t related_weight(const struct related_search *k, unsigned words)
{
    int64_t sum = 0;
    for (size_t i = 0; i < k->n; i++) {
        if (words & 1u << i)
            sum += 64 - (k->v[i].n > 0 ? 64 - __builtin_clzll((unsigned long long)k->v[i].n) : 0);
    }
    return sum;
}

static void related_note_row(struct related_search *k, int64_t row, unsigned words)
{
    size_t i = 0;
    while (i < k->n_found && k->found[i].row != row)
        i++;
    if (i == k->n_found)
        k->found[k->n_found++] = (struct related_row){.row = row};
    k->found[i].words |= words;
    k->found[i].weight = related_weight(k, k->found[i].words);
}

static enum store_status related_look_up(struct related_search *k, size_t one, size_t other,
                                         int64_t below)
{
    struct buf match;
    buf_init(&match, 1024);
    buf_adds(&match, "{headline dek takeaways tags} : (");
    search_add_word(&match, k->v[one].text);
    buf_adds(&match, " AND ");
    search_add_word(&match, k->v[other].text);
    buf_addc(&match, ')');
    struct statement *q = db_stmt(k->s, &search_related_statements, PAIR);
    db_bind_text(q, 1, match.p);
    db_bind_int(q, 2, below);
    db_bind_int(q, 3, PER_PAIR);
    enum store_status st;
    while ((st = db_row(k->s, q)) == STORE_OK)
        related_note_row(k, db_int(q, 0), 1u << one | 1u << other);
    db_reset(q);
    buf_free(&match);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* The weightiest row not taken yet, the newest of equals; NULL: none. */
static struct related_row *related_heaviest(struct related_search *k)
{
    struct related_row *best = NULL;
    for (size_t i = 0; i < k->n_found; i++) {
        struct related_row *f = &k->found[i];
        if (f->weight > 0 && (!best || f->weight > best->weight ||
                              (f->weight == best->weight && f->row > best->row)))
            best = f;
    }
    return best;
}

static enum store_status related_live_story(struct store *s, int64_t row, int64_t now, int64_t *id)
{
    struct statement *q = db_stmt(s, &search_related_statements, LIVE);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, row);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *id = db_int(q, 0);
    db_reset(q);
    return st;
}

static bool related_has_id(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (ids[i] == id)
            return true;
    }
    return false;
}

static enum store_status related_take_live(struct related_search *k, int64_t but, size_t limit,
                                           int64_t now, int64_t *ids, size_t *n)
{
    struct related_row *f;
    enum store_status st = STORE_OK;
    while (*n < limit && st == STORE_OK && (f = related_heaviest(k))) {
        f->weight = 0;
        st = related_live_story(k->s, f->row, now, &ids[*n]);
        if (st == STORE_OK)
            *n += ids[*n] != but && !related_has_id(ids, *n, ids[*n]);
        else if (st == STORE_MISSING)
            st = STORE_OK;
    }
    return st;
}

enum store_status fts_related(struct store *s, struct arena *a, const struct story_view *of,
                              size_t limit, int64_t now, int64_t *ids, size_t *n)
{
    struct related_search *k = arena_alloc(a, sizeof *k);
    struct search_state state;
    const struct story_text *t = &of->revision.text;
    *n = 0;
    enum store_status st = search_ready(s);
    if (st == STORE_OK)
        st = search_state_read(s, &state);
    if (st != STORE_OK)
        return st;
    *k = (struct related_search){.s = s, .a = a, .docs = state.docs};
    tokenizer_each(t->headline, strlen(t->headline), TOKENIZER_QUERY, related_note_word, k);
    tokenizer_each(t->dek, strlen(t->dek), TOKENIZER_QUERY, related_note_word, k);
    st = related_count_words(k);
    related_keep_rarest(k);
    for (size_t i = 1; i < k->n && st == STORE_OK; i++) {
        for (size_t j = 0; j < i && st == STORE_OK; j++)
            st = related_look_up(k, j, i, search_slot(now) + 1);
    }
    return st == STORE_OK ? related_take_live(k, of->story.id, limit, now, ids, n) : st;
}
