/* search_suggest.c: beginnings of words, and near misses, from the list of words seen so far.
 *
 * FTS5 would merge the matches of every word with a beginning before it gave the first one. The
 * most frequent of them, each looked for by itself, give their newest at once. */
#include "db/statements.h"
#include "fts.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

enum { FREQUENCY, COMMON, RANGE, SEARCH_SUGGEST_SQL_MAX };

static const char *const sql[SEARCH_SUGGEST_SQL_MAX] = {
    [FREQUENCY] = "SELECT n FROM search_term WHERE term = ?1",
    /* By the small index of words that were seen often. */
    [COMMON] = "SELECT term, n FROM search_term WHERE term >= ?1 AND term < ?2 AND n >= 64"
               " LIMIT ?3",
    [RANGE] = "SELECT term, n FROM search_term WHERE term >= ?1 AND term < ?2 LIMIT ?3",
};
const struct statements search_suggest_statements = {SET_SEARCH_SUGGEST, sql,
                                                     SEARCH_SUGGEST_SQL_MAX};
_Static_assert(SEARCH_SAMPLE == 64, "number in COMMON");

#define AFTER_ALL "\xF4\x8F\xBF\xBF" /* the last code point: every word with a prefix is below */
#define COMMON_MAX 20000             /* common words looked at */
#define RARE_MAX 4000                /* rare words looked at, when common ones are few */
#define LETTERS_MAX 24               /* of a word for which near ones are sought */
#define TERM_BYTES 65

struct suggestion {
    const char *term;
    int64_t n;    /* how often it was seen */
    int distance; /* letters that differ */
};
/* The best few of all that were looked at, best first. */
struct suggestions {
    struct arena *a;
    struct suggestion v[SEARCH_EXPAND_MAX];
    size_t n, max;
};

static bool suggest_better(const struct suggestion *x, const struct suggestion *y)
{
    return x->distance != y->distance ? x->distance < y->distance : x->n > y->n;
}

static void suggest_consider(struct suggestions *b, struct suggestion c)
{
    for (size_t i = 0; i < b->n; i++) {
        if (strcmp(b->v[i].term, c.term) == 0)
            return;
    }
    if (b->n == b->max && !suggest_better(&c, &b->v[b->n - 1]))
        return;
    c.term = arena_dup(b->a, c.term);
    size_t i = b->n < b->max ? b->n++ : b->n - 1;
    for (; i > 0 && suggest_better(&c, &b->v[i - 1]); i--)
        b->v[i] = b->v[i - 1];
    b->v[i] = c;
}

static struct strlist suggest_terms(const struct suggestions *b)
{
    struct strlist out = {0};
    for (size_t i = 0; i < b->n; i++)
        strlist_add(b->a, &out, b->v[i].term);
    return out;
}

enum store_status search_frequency(struct store *s, const char *term, int64_t *out)
{
    struct statement *q = db_stmt(s, &search_suggest_statements, FREQUENCY);
    db_bind_text(q, 1, term);
    enum store_status st = db_row(s, q);
    *out = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Calls look for each word that begins with prefix, at most max. */
typedef void look_fn(void *ctx, const char *term, int64_t n);
static enum store_status suggest_each_word(struct store *s, int which, const char *prefix,
                                           int64_t max, look_fn *look, void *ctx)
{
    char end[TERM_BYTES + sizeof AFTER_ALL];
    size_t len = strnlen(prefix, TERM_BYTES);
    memcpy(end, prefix, len);
    memcpy(end + len, AFTER_ALL, sizeof AFTER_ALL);
    struct statement *q = db_stmt(s, &search_suggest_statements, which);
    db_bind_text(q, 1, prefix);
    db_bind_text(q, 2, end);
    db_bind_int(q, 3, max);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        look(ctx, sqlite_string(q, 0), db_int(q, 1));
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Beginnings ---------------------------------------------------------------------------- */

static void suggest_by_beginning(void *ctx, const char *term, int64_t n)
{
    suggest_consider(ctx, (struct suggestion){.term = term, .n = n});
}

enum store_status search_expand(struct store *s, struct arena *a, const char *prefix,
                                struct strlist *out)
{
    struct suggestions b = {.a = a, .max = SEARCH_EXPAND_MAX};
    enum store_status st =
        suggest_each_word(s, COMMON, prefix, COMMON_MAX, suggest_by_beginning, &b);
    if (st == STORE_OK && b.n < b.max)
        st = suggest_each_word(s, RANGE, prefix, RARE_MAX, suggest_by_beginning, &b);
    *out = suggest_terms(&b);
    return st;
}

/* ---- Near misses --------------------------------------------------------------------------- */

struct letters {
    UChar32 v[LETTERS_MAX + 1];
    int n;
};

/* False: too long. */
static bool suggest_to_letters(const char *s, struct letters *out)
{
    int32_t i = 0, n = (int32_t)strlen(s);
    for (out->n = 0; i < n;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)s, i, n, c);
        if (out->n == LETTERS_MAX || c < 0)
            return false;
        out->v[out->n++] = c;
    }
    return true;
}

/* False: too long for a word. */
static bool suggest_from_letters(const struct letters *in, char out[TERM_BYTES])
{
    int32_t n = 0;
    UBool error = false;
    for (int i = 0; i < in->n && !error; i++)
        U8_APPEND((uint8_t *)out, n, TERM_BYTES - 1, in->v[i], error);
    out[n] = '\0';
    return !error;
}

static int suggest_least(int a, int b)
{
    return a < b ? a : b;
}

/* Letters to put in, take out, change or swap with a neighbour; 3 when more than 2. */
static int suggest_distance(const struct letters *a, const struct letters *b)
{
    int rows[3][LETTERS_MAX + 1], *before = rows[0], *last = rows[1], *row = rows[2];
    if (abs(a->n - b->n) > 2)
        return 3;
    for (int k = 0; k <= b->n; k++)
        last[k] = k;
    for (int i = 1; i <= a->n; i++) {
        int best = row[0] = i;
        for (int k = 1; k <= b->n; k++) {
            int change = last[k - 1] + (a->v[i - 1] != b->v[k - 1]);
            row[k] = suggest_least(change, suggest_least(last[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && a->v[i - 1] == b->v[k - 2] && a->v[i - 2] == b->v[k - 1])
                row[k] = suggest_least(row[k], before[k - 2] + 1);
            best = suggest_least(best, row[k]);
        }
        if (best > 2)
            return 3;
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return suggest_least(last[b->n], 3);
}

struct near {
    struct store *s;
    struct letters word;
    struct suggestions best;
    enum store_status st;
};

static void suggest_by_spelling(void *ctx, const char *term, int64_t n)
{
    struct near *x = ctx;
    struct letters other;
    if (!suggest_to_letters(term, &other))
        return;
    int d = suggest_distance(&x->word, &other);
    if (d > 0 && d <= (x->word.n < 6 ? 1 : 2))
        suggest_consider(&x->best, (struct suggestion){.term = term, .n = n, .distance = d});
}

/* Is there such a word? */
static void suggest_try_word(struct near *x, const struct letters *word)
{
    char term[TERM_BYTES];
    int64_t n = 0;
    if (x->st != STORE_OK || word->n == 0 || !suggest_from_letters(word, term))
        return;
    x->st = search_frequency(x->s, term, &n);
    if (n > 0)
        suggest_by_spelling(x, term, n);
}

struct alphabet {
    UChar32 from, to;
};

/* The letters that a slip of the finger would bring, by the word's script. */
static struct alphabet suggest_alphabet(UChar32 c)
{
    static const struct alphabet known[] = {{'a', 'z'},     {'0', '9'},     {0x3B1, 0x3C9},
                                            {0x430, 0x45F}, {0x5D0, 0x5EA}, {0x621, 0x64A}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (c >= known[i].from && c <= known[i].to)
            return known[i];
    }
    return (struct alphabet){1, 0};
}

/* All words one letter away: taken out, swapped, changed, put in. */
static void suggest_try_spellings(struct near *x)
{
    const struct letters *w = &x->word;
    struct alphabet letters = suggest_alphabet(w->v[w->n / 2]);
    for (int i = 0; i <= w->n; i++) {
        struct letters less = *w, swapped = *w, changed = *w, more = *w;
        size_t rest = (size_t)(w->n - i) * sizeof *w->v;
        memmove(less.v + i, w->v + i + 1, i < w->n ? rest - sizeof *w->v : 0);
        less.n = w->n - (i < w->n);
        suggest_try_word(x, &less);
        if (i + 1 < w->n) {
            swapped.v[i] = w->v[i + 1];
            swapped.v[i + 1] = w->v[i];
            suggest_try_word(x, &swapped);
        }
        memmove(more.v + i + 1, w->v + i, rest);
        more.n = w->n + 1;
        for (UChar32 c = letters.from; c <= letters.to; c++) {
            changed.v[i] = more.v[i] = c;
            if (i < w->n)
                suggest_try_word(x, &changed);
            if (more.n <= LETTERS_MAX)
                suggest_try_word(x, &more);
        }
    }
}

/* Words two letters away that begin alike. */
static enum store_status suggest_try_beginning(struct near *x)
{
    struct letters two = x->word;
    char prefix[TERM_BYTES];
    two.n = 2;
    if (x->word.n < 6 || !suggest_from_letters(&two, prefix))
        return STORE_OK;
    enum store_status st =
        suggest_each_word(x->s, COMMON, prefix, RARE_MAX, suggest_by_spelling, x);
    if (st == STORE_OK && x->best.n == 0)
        st = suggest_each_word(x->s, RANGE, prefix, RARE_MAX, suggest_by_spelling, x);
    return st;
}

enum store_status search_near(struct store *s, struct arena *a, const char *term, size_t max,
                              struct strlist *out)
{
    struct near x = {.s = s, .best = {.a = a, .max = max}};
    *out = (struct strlist){0};
    if (max > SEARCH_EXPAND_MAX || !suggest_to_letters(term, &x.word) || x.word.n < 3)
        return STORE_OK;
    suggest_try_spellings(&x);
    if (x.st == STORE_OK && x.best.n < max)
        x.st = suggest_try_beginning(&x);
    *out = suggest_terms(&x.best);
    return x.st;
}
