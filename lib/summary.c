/* summary.c: see summary.h. */
#include "summary.h"

#include "stem.h"
#include "text.h"
#include "tokenizer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define SLOTS (2u * SUMMARY_SENTENCES_MAX * TERMS_MAX)
#define TERMS_MAX 64    /* of a sentence */
#define SPACED_LEAST 40 /* characters of a statement, in a script with spaces … */
#define SPACED_MOST 240
#define UNSPACED_LEAST 12 /* … and without */
#define UNSPACED_MOST 120

struct term {
    char text[TOKENIZER_BYTES_MAX + 1];
    int sentences; /* that have it */
    double weight;
};

struct sentence {
    const char *text;
    size_t order;
    int terms[TERMS_MAX]; /* indexes, each once */
    size_t n;
    size_t words;
    bool spaced, chosen;
};

struct summary {
    struct arena *a;
    char language[STEM_LANGUAGE_MAX];
    struct stemmers *stemmers;
    struct sentence *v;
    size_t n;
    struct term *terms;
    size_t n_terms;
    int *slots;
    struct sentence *at; /* the one whose words are read */
};

/* ---- Words ------------------------------------------------------------------------------------- */

/* The slot of a term, open addressing; its value is the term's index and 1, or 0. */
static size_t summary_slot(const struct summary *s, const char *text)
{
    size_t at = 5381;
    for (const char *p = text; *p; p++)
        at = at * 33 + (unsigned char)*p;
    for (at %= SLOTS; s->slots[at] && strcmp(s->terms[s->slots[at] - 1].text, text) != 0;)
        at = (at + 1) % SLOTS;
    return at;
}

static int summary_term(struct summary *s, const char *text)
{
    size_t slot = summary_slot(s, text);
    if (!s->slots[slot]) {
        struct term *t = &s->terms[s->n_terms++];
        memcpy(t->text, text, strlen(text) + 1);
        s->slots[slot] = (int)s->n_terms;
    }
    return s->slots[slot] - 1;
}

static bool summary_add_word(void *ctx, const struct word *w)
{
    struct summary *s = ctx;
    struct sentence *at = s->at;
    char stem[TOKENIZER_BYTES_MAX + 1];
    at->words++;
    at->spaced |= w->spaced;
    if ((w->spaced && w->n < 4) || at->n == TERMS_MAX)
        return true;
    if (!s->language[0] ||
        !stemmers_stem(s->stemmers, s->language, w->spelled, w->n_spelled, stem)) {
        memcpy(stem, w->text, w->n);
        stem[w->n] = '\0';
    }
    int term = summary_term(s, stem);
    for (size_t i = 0; i < at->n; i++)
        if (at->terms[i] == term)
            return true;
    at->terms[at->n++] = term;
    s->terms[term].sentences++;
    return true;
}

/* What stands in one sentence alone is no subject of the text, and what stands in most is its grammar. */
static void summary_weigh(struct summary *s)
{
    double most = s->n > 6 ? 0.45 * (double)s->n : (double)s->n;
    for (size_t i = 0; i < s->n_terms; i++) {
        int n = s->terms[i].sentences;
        if (n > 1 && n <= most)
            s->terms[i].weight = log(1.0 + n);
    }
}

/* ---- Sentences --------------------------------------------------------------------------------- */

static void summary_add(struct summary *s, const char *text, size_t n)
{
    const char *line = text_line(s->a, arena_dupn(s->a, text, n));
    if (*line == '\0' || s->n == SUMMARY_SENTENCES_MAX)
        return;
    s->at = &s->v[s->n];
    *s->at = (struct sentence){.text = line, .order = s->n};
    s->n++;
    tokenizer_each(line, strlen(line), TOKENIZER_QUERY, summary_add_word, s);
}

/* A paragraph's sentences; without rules for them it is one. */
static void summary_split(struct summary *s, const char *p, size_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    UText *text = utext_openUTF8(NULL, p, (int64_t)n, &e);
    /* "Mr." and the like end no sentence, where the language is one whose abbreviations ICU knows. */
    const char *locale = arena_printf(s->a, "%s@ss=standard", s->language[0] ? s->language : "en");
    UBreakIterator *it = ubrk_open(UBRK_SENTENCE, locale, NULL, 0, &e);
    if (U_SUCCESS(e))
        ubrk_setUText(it, text, &e);
    if (U_SUCCESS(e)) {
        int32_t from = ubrk_first(it), to;
        while ((to = ubrk_next(it)) != UBRK_DONE) {
            summary_add(s, p + from, (size_t)(to - from));
            from = to;
        }
    } else {
        summary_add(s, p, n);
    }
    ubrk_close(it);
    utext_close(text);
}

/* The last sign of a sentence, before what closes a bracket or a quotation. */
static bool summary_is_statement(const struct sentence *v)
{
    static const char *const quotes[] = {"\"", "“",  "„",  "«", "»", "‘",
                                         "‚",  "「", "『", "'", "—", "–"};
    static const char *const ends[] = {".", "。", "।", "۔", "!", "！", "．", "…"};
    size_t n = strlen(v->text), long_enough = text_length(v->text);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (strncmp(v->text, quotes[i], strlen(quotes[i])) == 0)
            return false;
    if (v->spaced ? long_enough < SPACED_LEAST || long_enough > SPACED_MOST
                  : long_enough < UNSPACED_LEAST || long_enough > UNSPACED_MOST)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (n >= k && strcmp(v->text + n - k, ends[i]) == 0)
            return true;
    }
    return false;
}

/* ---- Choosing ---------------------------------------------------------------------------------- */

static double summary_score(const struct summary *s, const struct sentence *v)
{
    double sum = 0;
    for (size_t i = 0; i < v->n; i++)
        sum += s->terms[v->terms[i]].weight;
    /* News say first what matters. */
    double early = 1.0 + 0.5 / (1.0 + (double)v->order / 3.0);
    return v->words ? sum / sqrt((double)v->words) * early : 0;
}

static struct sentence *summary_best(struct summary *s)
{
    struct sentence *best = NULL;
    double most = 0;
    for (size_t i = 0; i < s->n; i++) {
        double score = s->v[i].chosen ? 0 : summary_score(s, &s->v[i]);
        if (score > most && summary_is_statement(&s->v[i])) {
            most = score;
            best = &s->v[i];
        }
    }
    return best;
}

static void summary_choose(struct summary *s, size_t max)
{
    for (size_t k = 0; k < max; k++) {
        struct sentence *v = summary_best(s);
        if (!v)
            return;
        v->chosen = true;
        for (size_t i = 0; i < v->n; i++)
            s->terms[v->terms[i]].weight /= 2;
    }
}

struct strlist summary_sentences(struct arena *a, const char *plain, const char *language,
                                 size_t max)
{
    struct summary s = {.a = a, .stemmers = stemmers_new()};
    struct strlist out = {0};
    s.v = arena_array(a, SUMMARY_SENTENCES_MAX, sizeof *s.v);
    s.terms = arena_array(a, SUMMARY_SENTENCES_MAX * TERMS_MAX, sizeof *s.terms);
    s.slots = arena_array(a, SLOTS, sizeof *s.slots);
    stem_language(language, s.language);
    if (!s.stemmers || !stemmers_know(s.stemmers, s.language))
        s.language[0] = '\0';
    for (const char *p = plain; *p;) {
        size_t n = strcspn(p, "\n");
        if (n)
            summary_split(&s, p, n);
        p += n + (p[n] == '\n');
    }
    summary_weigh(&s);
    summary_choose(&s, max);
    for (size_t i = 0; i < s.n; i++)
        if (s.v[i].chosen)
            strlist_add(a, &out, s.v[i].text);
    stemmers_free(s.stemmers);
    return out;
}
