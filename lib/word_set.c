/* word_set.c: see word_set.h. */
#include "word_set.h"

#include <stdio.h>
#include <string.h>

struct set {
    struct arena *a;
    struct strlist words;
};

static bool set_add(void *ctx, const struct word *w)
{
    struct set *s = ctx;
    for (size_t i = 0; i < s->words.n; i++)
        if (strncmp(s->words.v[i], w->text, w->n) == 0 && s->words.v[i][w->n] == '\0')
            return true;
    strlist_add(s->a, &s->words, arena_dupn(s->a, w->text, w->n));
    return s->words.n < WORD_SET_MAX;
}

struct strlist word_set(struct arena *a, const char *text, enum tokenizer_purpose what)
{
    struct set s = {.a = a};
    (void)tokenizer_each(text, strlen(text), what, set_add, &s);
    return s.words;
}

const char *word_set_line(struct arena *a, const char *text)
{
    struct strlist words = word_set(a, text, TOKENIZER_INDEX);
    size_t n = 1;
    for (size_t i = 0; i < words.n; i++)
        n += strlen(words.v[i]) + 1;
    char *line = arena_alloc(a, n), *p = line;
    for (size_t i = 0; i < words.n; i++)
        p += snprintf(p, n - (size_t)(p - line), "%s%s", i ? " " : "", words.v[i]);
    *p = '\0';
    return line;
}
