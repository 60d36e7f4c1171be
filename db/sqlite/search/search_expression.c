/* search_expression.c: a query as FTS5 reads it.
 *
 * Every word is quoted and marked to be taken as it is: nothing that was typed can be syntax.
 * Beginnings become the words that begin so, for FTS5's own would merge all their matches first. */
#include "fts.h"

#include <inttypes.h>

#define PREFIXES_MAX 4 /* beginnings that are looked for; others are whole words */
#define EXPRESSION_MAX (64u * 1024)
_Static_assert(QUERY_TERMS_MAX <= SEARCH_GROUPS_MAX, "a group for each term");
_Static_assert(SEARCH_PHRASES_MAX >= QUERY_TERMS_MAX + PREFIXES_MAX * SEARCH_EXPAND_MAX,
               "a weight for each phrase");

struct making {
    struct store *s;
    struct arena *a;
    struct search_expression *out;
    int64_t docs; /* in the index */
    int prefixes; /* so far */
};

/* One word, quoted, taken as it is: nothing in it can be syntax. */
void search_add_word(struct buf *b, const char *word)
{
    buf_adds(b, "\"" SEARCH_VERBATIM);
    for (const char *c = word; *c != '\0'; c++) {
        if (*c == '"')
            buf_addc(b, '"');
        buf_addc(b, *c);
    }
    buf_addc(b, '"');
}

static void expression_add_word(struct making *m, const char *word)
{
    search_add_word(&m->out->text, word);
}

/* A word or phrase; `last` takes its last word's place. */
static void expression_add_phrase(struct making *m, const struct query_term *t, const char *last)
{
    for (size_t i = 0; i + 1 < t->words.n; i++) {
        expression_add_word(m, t->words.v[i]);
        buf_adds(&m->out->text, " + ");
    }
    expression_add_word(m, last);
}

static int expression_log2(int64_t v)
{
    return v <= 1 ? 0 : 63 - __builtin_clzll((unsigned long long)v);
}

/* Rare words tell more than common ones. In whole steps, so that scores, which are places in the
 * results, stay as they are while stories are added. Unknown frequencies (scripts without spaces)
 * are taken for middling. */
static enum store_status expression_weigh(struct making *m, const struct query_term *t,
                                          const char *last, float *out)
{
    int64_t least = INT64_MAX, n = 0;
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < t->words.n && st == STORE_OK; i++) {
        st = search_frequency(m->s, i + 1 < t->words.n ? t->words.v[i] : last, &n);
        least = n < least ? n : least;
    }
    if (!t->spaced)
        least = m->docs / 100;
    int rarity = expression_log2(m->docs) - expression_log2(least);
    *out = rarity < 1 ? 0.5f : (float)rarity;
    return st;
}

static enum store_status expression_add_alternative(struct making *m, const struct query_term *t,
                                                    const char *last, int group)
{
    float weight = 0;
    enum store_status st = group < 0 ? STORE_OK : expression_weigh(m, t, last, &weight);
    if (m->out->text.p[m->out->text.len - 1] != '(')
        buf_adds(&m->out->text, " OR ");
    expression_add_phrase(m, t, last);
    if (group >= 0 && m->out->n < SEARCH_PHRASES_MAX)
        m->out->weights[m->out->n++] = (struct search_weight){weight, group};
    return st;
}

/* "(a OR b OR …)". group -1: no part of the score. */
static enum store_status expression_add_any(struct making *m, const struct query_any *any,
                                            int group)
{
    enum store_status st = STORE_OK;
    buf_addc(&m->out->text, '(');
    for (size_t i = 0; i < any->n && st == STORE_OK; i++) {
        const struct query_term *t = &any->v[i];
        struct strlist words = {0};
        if (t->prefix && ++m->prefixes <= PREFIXES_MAX)
            st = search_expand(m->s, m->a, t->words.v[t->words.n - 1], &words);
        if (words.n == 0)
            strlist_add(m->a, &words, t->words.v[t->words.n - 1]);
        for (size_t k = 0; k < words.n && st == STORE_OK; k++)
            st = expression_add_alternative(m, t, words.v[k], group);
    }
    buf_addc(&m->out->text, ')');
    return st;
}

static void expression_add_facet(struct making *m, char kind, int64_t id)
{
    if (id == 0)
        return;
    buf_adds(&m->out->text, " AND facet : ");
    expression_add_word(m, arena_printf(m->a, SEARCH_FACETS "%c%" PRId64, kind, id));
}

enum store_status search_expression_make(struct store *s, struct arena *a,
                                         const struct query *query,
                                         const struct search_query *filters, int64_t docs,
                                         struct search_expression *out)
{
    struct making m = {.s = s, .a = a, .out = out, .docs = docs};
    enum store_status st = STORE_OK;
    buf_init(&out->text, EXPRESSION_MAX);
    out->n = 0;
    buf_addc(&out->text, '(');
    for (size_t g = 0; g < query->n && st == STORE_OK; g++) {
        if (g > 0)
            buf_adds(&out->text, " AND ");
        st = expression_add_any(&m, &query->all[g], (int)g);
    }
    expression_add_facet(&m, 's', filters->section_id);
    expression_add_facet(&m, 'b', filters->byline_id);
    buf_addc(&out->text, ')');
    if (query->none.n > 0 && st == STORE_OK) {
        buf_adds(&out->text, " NOT ");
        st = expression_add_any(&m, &query->none, -1);
    }
    if (st == STORE_OK && out->text.failed)
        return db_broken(s, "the search expression is too long");
    return st;
}
