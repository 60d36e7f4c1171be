/* fuzz_query.c: any text in the search box, and any text that it is looked for in: the query keeps
 * its limits, its words are valid and found again where they came from, and have stems. The first line
 * is typed, the rest is the text. */
#include "lib/snippet.h"
#include "lib/stem.h"
#include "lib/text.h"
#include "lib/tokenizer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stems of whatever language are words. */
static void check_stem(const struct word *w)
{
    static const char *const languages[] = {"en", "de", "tr", "ar", "el", "hi", "sr", "fi"};
    static struct stemmers *stemmers;
    char out[TOKENIZER_BYTES_MAX + 1];
    if (!stemmers)
        stemmers = stemmers_new();
    const char *language = languages[(w->from + w->n) % (sizeof languages / sizeof *languages)];
    if (!stemmers_stem(stemmers, language, w->spelled, w->n_spelled, out) ||
        !text_utf8_valid(out, strlen(out)) || strpbrk(out, " =\"") != NULL)
        abort();
}

static bool check_word(void *ctx, const struct word *w)
{
    const size_t *size = ctx;
    if (w->n == 0 || w->n > TOKENIZER_BYTES_MAX || strlen(w->text) != w->n ||
        !text_utf8_valid(w->text, w->n) || memchr(w->text, '"', w->n) != NULL || w->from >= w->to ||
        w->to > *size)
        abort();
    if (w->n_spelled == 0 || w->n_spelled > TOKENIZER_BYTES_MAX ||
        !text_utf8_valid(w->spelled, w->n_spelled) || (w->joined && (!w->spaced || w->beside)))
        abort();
    check_stem(w);
    return true;
}

static void check_any(const struct query *q, const struct query_any *any, size_t *terms,
                      size_t *words)
{
    for (size_t i = 0; i < any->n; i++) {
        const struct query_term *t = &any->v[i];
        if (t->words.n == 0 || t->from >= t->to || t->to > strlen(q->text))
            abort();
        ++*terms;
        *words += t->words.n;
    }
}

static void check_query(const struct query *q)
{
    size_t terms = 0, words = 0;
    if (strlen(q->text) > QUERY_BYTES_MAX || !text_utf8_valid(q->text, strlen(q->text)))
        abort();
    for (size_t i = 0; i < q->n; i++) {
        if (q->all[i].n == 0)
            abort();
        check_any(q, &q->all[i], &terms, &words);
    }
    check_any(q, &q->none, &terms, &words);
    if (terms > QUERY_TERMS_MAX || words > QUERY_WORDS_MAX)
        abort();
}

static void check_snippet(const struct snippet *s)
{
    bool found = false;
    for (size_t i = 0; i < s->n; i++) {
        if (!text_utf8_valid(s->v[i].text, strlen(s->v[i].text)))
            abort();
        found = found || s->v[i].mark;
    }
    if (found != s->found)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    char *typed = text_utf8_repair(a, (const char *)data, size);
    char *end = strchr(typed, '\n');
    const char *text = end == NULL ? typed : end + 1;
    size_t n = strlen(text);
    tokenizer_each(text, n, TOKENIZER_INDEX, check_word, &n);
    tokenizer_each(text, n, TOKENIZER_QUERY, check_word, &n);
    tokenizer_each((const char *)data, size, TOKENIZER_INDEX, check_word, &size);
    if (end != NULL)
        *end = '\0';
    struct query q = query_parse(a, typed);
    check_query(&q);
    struct snippet s = snippet_mark(a, &q, "", text);
    check_snippet(&s);
    s = snippet_cut(a, &q, "", text, 40);
    check_snippet(&s);
    arena_free(a);
    return 0;
}
