/* search_expression.c: a query as FTS5 reads it.
 *
 * A term is what was typed OR its other forms, each in texts of its language alone:
 *
 *     ("dies" OR (("die" OR "died") AND facet : ("l en")))
 *
 * Every word is quoted and marked to be taken as it is: nothing that was typed can be syntax.
 * Beginnings become the words that begin so, for FTS5's own would merge all their matches first. */
#include "fts.h"

#include <inttypes.h>
#include <string.h>

#define PREFIXES_MAX 4 /* beginnings that are looked for; others are whole words */
#define EXPRESSION_MAX (64u * 1024)
_Static_assert(QUERY_TERMS_MAX <= SEARCH_GROUPS_MAX, "a group for each term");
_Static_assert(SEARCH_PHRASES_MAX >=
                   QUERY_TERMS_MAX + PREFIXES_MAX * SEARCH_EXPAND_MAX + QUERY_FORMS_MAX,
               "a weight for each phrase");
#define FORM_SHARE 0.5f /* of the weight of what was typed */

struct making {
    struct store *s;
    struct arena *a;
    struct search_expression *out;
    const struct search_languages *languages;
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

static void expression_add_or(struct making *m)
{
    if (m->out->text.p[m->out->text.len - 1] != '(')
        buf_adds(&m->out->text, " OR ");
}

/* What the next phrase counts for. */
static void expression_add_weight(struct making *m, float weight, int group, int form)
{
    if (m->out->n < SEARCH_PHRASES_MAX)
        m->out->weights[m->out->n++] = (struct search_weight){weight, group, form};
}

static enum store_status expression_add_alternative(struct making *m, const struct query_term *t,
                                                    const char *last, int group, float *weight)
{
    enum store_status st = group < 0 ? STORE_OK : expression_weigh(m, t, last, weight);
    expression_add_or(m);
    expression_add_phrase(m, t, last);
    expression_add_weight(m, *weight, group, 0);
    return st;
}

static void expression_add_word_facet(struct making *m, const char *language)
{
    expression_add_or(m);
    expression_add_word(m, arena_printf(m->a, SEARCH_FACETS "l%s", language));
    expression_add_weight(m, 0, -1, 0);
}

static bool expression_is_own(const struct making *m, const char *language)
{
    return strcmp(language, m->languages->own) == 0;
}

/* How many languages stories say besides this one: a limit to it is of so many phrases. */
static size_t expression_others(const struct making *m, const char *language)
{
    size_t n = 0;
    for (size_t i = 0; i < m->languages->said.n; i++)
        n += strcmp(m->languages->said.v[i], language) != 0;
    return n;
}

/* Texts that say nothing are in the site's language. */
static void expression_limit_language(struct making *m, const char *language)
{
    const struct strlist *said = &m->languages->said;
    bool own = expression_is_own(m, language);
    if (own && expression_others(m, language) == 0)
        return;
    buf_adds(&m->out->text, own ? " NOT facet : (" : " AND facet : (");
    if (!own)
        expression_add_word_facet(m, language);
    for (size_t i = 0; own && i < said->n; i++) {
        if (strcmp(said->v[i], language) != 0)
            expression_add_word_facet(m, said->v[i]);
    }
    buf_addc(&m->out->text, ')');
}

static size_t expression_count_forms(const struct query_term *t, const char *language)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_forms; i++)
        n += strcmp(t->forms[i].language, language) == 0;
    return n;
}

/* " OR ((a OR b …) AND facet : (…))". A term's forms follow each other by language. */
static void expression_add_forms(struct making *m, const struct query_term *t, const char *language,
                                 float weight, int group)
{
    size_t n = expression_count_forms(t, language);
    if (n == 0 || m->out->n + n + expression_others(m, language) + 1 > SEARCH_PHRASES_MAX)
        return;
    expression_add_or(m);
    buf_adds(&m->out->text, "((");
    for (size_t i = 0; i < t->n_forms; i++) {
        const struct query_form *form = &t->forms[i];
        if (strcmp(form->language, language) != 0)
            continue;
        struct query_term as = {.words = form->words};
        expression_add_or(m);
        expression_add_phrase(m, &as, form->words.v[form->words.n - 1]);
        expression_add_weight(m, weight * FORM_SHARE, group, 1);
    }
    buf_addc(&m->out->text, ')');
    if (language[0] != '\0')
        expression_limit_language(m, language);
    buf_addc(&m->out->text, ')');
}

static void expression_add_all_forms(struct making *m, const struct query_term *t, float weight,
                                     int group)
{
    for (size_t i = 0; i < t->n_forms; i++) {
        const char *language = t->forms[i].language;
        bool done = false;
        for (size_t k = 0; k < i && !done; k++)
            done = strcmp(t->forms[k].language, language) == 0;
        if (!done)
            expression_add_forms(m, t, language, weight, group);
    }
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
        float weight = 0;
        for (size_t k = 0; k < words.n && st == STORE_OK; k++)
            st = expression_add_alternative(m, t, words.v[k], group, &weight);
        expression_add_all_forms(m, t, weight, group);
    }
    buf_addc(&m->out->text, ')');
    return st;
}

/* A row says the ids that its revision names: asked for are all that stand for this one. */
static enum store_status expression_add_facet(struct making *m, char kind, enum group_kind k,
                                              int64_t id)
{
    struct group_ids ids;
    if (id == 0)
        return STORE_OK;
    enum store_status st = group_ids(m->s, m->a, k, id, &ids);
    buf_adds(&m->out->text, " AND facet : (");
    for (size_t i = 0; st == STORE_OK && i < ids.n; i++) {
        expression_add_or(m);
        expression_add_word(m, arena_printf(m->a, SEARCH_FACETS "%c%" PRId64, kind, ids.v[i]));
    }
    buf_addc(&m->out->text, ')');
    return st;
}

enum store_status search_expression_make(struct store *s, struct arena *a,
                                         const struct query *query,
                                         const struct search_languages *languages,
                                         const struct search_query *filters, int64_t docs,
                                         struct search_expression *out)
{
    struct making m = {.s = s, .a = a, .out = out, .languages = languages, .docs = docs};
    enum store_status st = STORE_OK;
    buf_init(&out->text, EXPRESSION_MAX);
    out->n = 0;
    buf_addc(&out->text, '(');
    for (size_t g = 0; g < query->n && st == STORE_OK; g++) {
        if (g > 0)
            buf_adds(&out->text, " AND ");
        st = expression_add_any(&m, &query->all[g], (int)g);
    }
    if (st == STORE_OK)
        st = expression_add_facet(&m, 's', GROUP_SECTION, filters->section_id);
    if (st == STORE_OK)
        st = expression_add_facet(&m, 'b', GROUP_BYLINE, filters->byline_id);
    buf_addc(&out->text, ')');
    if (query->none.n > 0 && st == STORE_OK) {
        buf_adds(&out->text, " NOT ");
        st = expression_add_any(&m, &query->none, -1);
    }
    if (st == STORE_OK && out->text.failed)
        return db_broken(s, "the search expression is too long");
    return st;
}
