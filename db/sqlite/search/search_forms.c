/* search_forms.c: other forms of a word, and other spellings of it.
 *
 * The index holds words as they are written, and nothing of libstemmer: another release of that
 * would make other stems, and no row could be taken out again. Instead search_form says which words
 * were seen that have a stem, and a search looks for those too. Forms count in stories of their
 * language; another spelling (obrien, O'Brien) counts in all. */
#include "db/statements.h"
#include "fts.h"

#include <stdlib.h>
#include <string.h>

enum { FORM_ADD, FORMS, LANGUAGES, LANGUAGE_ADD, SEARCH_FORMS_SQL_MAX };

static const char *const sql[SEARCH_FORMS_SQL_MAX] = {
    [FORM_ADD] = "INSERT OR IGNORE INTO search_form (lang, stem, term) VALUES (?1, ?2, ?3)",
    [FORMS] = "SELECT f.term, coalesce(t.n, 1) FROM search_form f"
              " LEFT JOIN search_term t ON t.term = f.term"
              " WHERE f.lang = ?1 AND f.stem = ?2 LIMIT 200",
    [LANGUAGES] = "SELECT lang FROM search_language ORDER BY lang LIMIT 40",
    [LANGUAGE_ADD] = "INSERT OR IGNORE INTO search_language (lang) VALUES (?1)",
};
const struct statements search_forms_statements = {SET_SEARCH_FORMS, sql, SEARCH_FORMS_SQL_MAX};

#define FORMS_OF_TERM 24 /* the most frequent ones */
#define KEYS_MAX 8       /* stems that a term leads to in a language */
#define RUN_MAX 4        /* words typed beside each other that may be one */

static struct statement *forms_stmt(struct store *s, int which)
{
    return db_stmt(s, &search_forms_statements, which);
}

/* ---- Writing ------------------------------------------------------------------------------- */

static int forms_in_order(const void *a, const void *b)
{
    const struct search_form *x = a, *y = b;
    int c = strcmp(x->language, y->language);
    if (c == 0)
        c = strcmp(x->stem, y->stem);
    return c != 0 ? c : strcmp(x->term, y->term);
}

/* In order, so that the table's pages are visited once. */
enum store_status search_forms_write(struct store *s, const struct search_words *words)
{
    enum store_status st = STORE_OK;
    if (words->n_forms > 1)
        qsort(words->forms, words->n_forms, sizeof *words->forms, forms_in_order);
    for (size_t i = 0; i < words->n_forms && st == STORE_OK; i++) {
        const struct search_form *f = &words->forms[i];
        if (i > 0 && forms_in_order(f, f - 1) == 0)
            continue;
        struct statement *q = forms_stmt(s, FORM_ADD);
        db_bind_text(q, 1, f->language);
        db_bind_text(q, 2, f->stem);
        db_bind_text(q, 3, f->term);
        st = db_run(s, q);
    }
    return st;
}

enum store_status search_language_write(struct store *s, const char *language)
{
    struct statement *q = forms_stmt(s, LANGUAGE_ADD);
    db_bind_text(q, 1, language);
    return db_run(s, q);
}

/* ---- Languages ----------------------------------------------------------------------------- */

enum store_status search_languages_read(struct store *s, struct arena *a,
                                        struct search_languages *out)
{
    *out = (struct search_languages){0};
    enum store_status st = search_own_language(s, out->own);
    if (st != STORE_OK)
        return st;
    struct statement *q = forms_stmt(s, LANGUAGES);
    while ((st = db_row(s, q)) == STORE_OK)
        strlist_add(a, &out->said, db_text(a, q, 0));
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Finding ------------------------------------------------------------------------------- */

struct form_found {
    const char *term, *language;
    int64_t n; /* how often it was seen, roughly */
};

/* What one term leads to. */
struct finding {
    struct store *s;
    struct arena *a;
    const struct query_term *term;
    const char *typed; /* its words, a space between */
    struct form_found v[FORMS_OF_TERM];
    size_t n;
};

static bool forms_has(const struct finding *f, const char *term, const char *language)
{
    if (strcmp(term, f->typed) == 0)
        return true;
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->v[i].term, term) == 0 &&
            (f->v[i].language[0] == '\0' || strcmp(f->v[i].language, language) == 0))
            return true;
    }
    return false;
}

/* The most frequent ones stay. */
static void forms_consider(struct finding *f, const char *term, const char *language, int64_t n)
{
    if (n == 0 || forms_has(f, term, language))
        return;
    size_t i = f->n < FORMS_OF_TERM ? f->n++ : FORMS_OF_TERM;
    for (; i > 0 && f->v[i - 1].n < n; i--) {
        if (i < FORMS_OF_TERM)
            f->v[i] = f->v[i - 1];
    }
    if (i < FORMS_OF_TERM)
        f->v[i] = (struct form_found){arena_dup(f->a, term), language, n};
}

/* A word by itself, where it was ever seen. */
static enum store_status forms_add_word(struct finding *f, const char *word, const char *language)
{
    int64_t n = 0;
    enum store_status st = search_frequency(f->s, word, &n);
    forms_consider(f, word, language, n);
    return st;
}

/* Words with this stem in a language, or ("") spellings of it. They count as forms of `as`. Where it
 * leads to other stems they are added to keys, unless that is NULL. */
static enum store_status forms_add_stem(struct finding *f, const char *stem, const char *language,
                                        const char *as, struct strlist *keys)
{
    struct statement *q = forms_stmt(f->s, FORMS);
    db_bind_text(q, 1, language);
    db_bind_text(q, 2, stem);
    enum store_status st;
    while ((st = db_row(f->s, q)) == STORE_OK) {
        const char *term = sqlite_string(q, 0);
        if (term[0] != '=')
            forms_consider(f, term, as, db_int(q, 1));
        else if (keys && keys->n < KEYS_MAX)
            strlist_add(f->a, keys, arena_dup(f->a, term + 1));
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static const char *forms_join(struct arena *a, const struct strlist *words, size_t from, size_t to,
                              const char *between)
{
    const char *out = "";
    for (size_t i = from; i < to; i++)
        out = arena_printf(a, "%s%s%s", out, i > from ? between : "", words->v[i]);
    return out;
}

/* Stems of the words from one to another as one word. */
static void forms_add_keys(struct finding *f, const char *language, size_t from, size_t to,
                           struct strlist *keys)
{
    char stem[TOKENIZER_BYTES_MAX + 1];
    const char *word = forms_join(f->a, &f->term->spelled, from, to, "");
    size_t n = strlen(word);
    if (n <= TOKENIZER_BYTES_MAX &&
        stemmers_stem(search_stemmers(f->s->connection->search), language, word, n, stem) &&
        stem[0] != '\0')
        strlist_add(f->a, keys, arena_dup(f->a, stem));
}

/* Forms in a language. "l'eau" has those of "eau", "bridge's" those of "bridge". */
static enum store_status forms_add_language(struct finding *f, const char *language)
{
    const struct strlist *words = &f->term->words;
    struct strlist keys = {0};
    size_t from, to;
    enum store_status st = STORE_OK;
    if (!stemmers_know(search_stemmers(f->s->connection->search), language))
        return STORE_OK;
    bool plain = strcmp(forms_join(f->a, words, 0, words->n, ""),
                        forms_join(f->a, &f->term->spelled, 0, words->n, "")) == 0;
    forms_add_keys(f, language, 0, words->n, &keys);
    stem_core(language, words, &from, &to);
    if (to - from < words->n) {
        forms_add_keys(f, language, from, to, &keys);
        st = forms_add_word(f, forms_join(f->a, words, from, to, ""), language);
    }
    for (size_t i = 0; i < keys.n && st == STORE_OK; i++) {
        st = forms_add_stem(f, keys.v[i], language, language, plain ? &keys : NULL);
        if (st == STORE_OK)
            st = forms_add_stem(f, keys.v[i], "", language, NULL);
        if (st == STORE_OK)
            st = forms_add_word(f, keys.v[i], language);
    }
    return st;
}

/* The same word written in another way. */
static enum store_status forms_add_spellings(struct finding *f, const char *one)
{
    char plain[TOKENIZER_BYTES_MAX + 1];
    tokenizer_fold_word(one, strlen(one), plain);
    enum store_status st = forms_add_word(f, plain, "");
    return st == STORE_OK ? forms_add_stem(f, plain, "", "", NULL) : st;
}

/* A single word, to be found in any form. */
static bool forms_is_word(const struct query_any *any)
{
    const struct query_term *t = &any->v[0];
    return any->n == 1 && t->words.n == 1 && t->one && !t->quoted && !t->prefix;
}

/* Words typed beside each other, the one at g among them: "e mail" is email too. */
static enum store_status forms_add_neighbours(struct finding *f, const struct query *query,
                                              size_t g)
{
    enum store_status st = STORE_OK;
    for (size_t from = g < RUN_MAX ? 0 : g - RUN_MAX + 1; from <= g && st == STORE_OK; from++) {
        const char *one = "";
        for (size_t to = from; to < query->n && to < from + RUN_MAX && st == STORE_OK; to++) {
            if (!forms_is_word(&query->all[to]))
                break;
            one = arena_printf(f->a, "%s%s", one, query->all[to].v[0].words.v[0]);
            if (to > from && to >= g && strlen(one) <= TOKENIZER_BYTES_MAX)
                st = forms_add_spellings(f, one);
        }
    }
    return st;
}

static struct strlist forms_split(struct arena *a, const char *term)
{
    struct strlist words = {0};
    for (const char *space; (space = strchr(term, ' ')); term = space + 1)
        strlist_add(a, &words, arena_dupn(a, term, (size_t)(space - term)));
    strlist_add(a, &words, term);
    return words;
}

static void forms_take(const struct finding *f, struct query_term *t, size_t *room)
{
    t->forms = arena_array(f->a, f->n, sizeof *t->forms);
    for (size_t i = 0; i<f->n && * room> 0; i++, --*room)
        t->forms[t->n_forms++] =
            (struct query_form){forms_split(f->a, f->v[i].term), f->v[i].language};
}

static enum store_status forms_find(struct finding *f, const struct search_languages *languages)
{
    const struct query_term *t = f->term;
    enum store_status st = STORE_OK;
    f->typed = forms_join(f->a, &t->words, 0, t->words.n, " ");
    if (t->one)
        st = forms_add_spellings(f, forms_join(f->a, &t->words, 0, t->words.n, ""));
    if (t->one && st == STORE_OK && languages->own[0] != '\0')
        st = forms_add_language(f, languages->own);
    for (size_t i = 0; t->one && i < languages->said.n && st == STORE_OK; i++) {
        if (strcmp(languages->said.v[i], languages->own) != 0)
            st = forms_add_language(f, languages->said.v[i]);
    }
    return st;
}

/* Of terms of which any may be found, at g in the query; `beside` is the query, or NULL where what
 * stands beside them does not matter. */
static enum store_status forms_find_any(struct store *s, struct arena *a,
                                        const struct search_languages *languages,
                                        struct query_any *any, const struct query *beside, size_t g,
                                        size_t *room)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < any->n && st == STORE_OK; i++) {
        struct finding f = {.s = s, .a = a, .term = &any->v[i]};
        if (any->v[i].quoted || any->v[i].prefix || !any->v[i].one)
            continue;
        st = forms_find(&f, languages);
        if (st == STORE_OK && beside && forms_is_word(any))
            st = forms_add_neighbours(&f, beside, g);
        forms_take(&f, &any->v[i], room);
    }
    return st;
}

enum store_status search_forms_find(struct store *s, struct arena *a,
                                    const struct search_languages *languages, struct query *query)
{
    size_t room = QUERY_FORMS_MAX;
    enum store_status st = STORE_OK;
    for (size_t g = 0; g < query->n && st == STORE_OK; g++)
        st = forms_find_any(s, a, languages, &query->all[g], query, g, &room);
    return st == STORE_OK ? forms_find_any(s, a, languages, &query->none, NULL, 0, &room) : st;
}
