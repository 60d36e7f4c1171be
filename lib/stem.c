/* stem.c: the stem that the forms of a word have in common. */
#include "stem.h"

#include "ascii.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

/* Those that libstemmer 2.2 has, by ISO 639-1, which it takes for their names. */
static const char known[][3] = {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
                                "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no",
                                "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};
#define KNOWN (sizeof known / sizeof *known)

struct stemmers {
    struct sb_stemmer *v[KNOWN]; /* NULL: not asked for yet, or not there */
    bool asked[KNOWN];
};

bool stem_language(const char *tag, char out[STEM_LANGUAGE_MAX])
{
    size_t n = 0;
    for (; n < STEM_LANGUAGE_MAX - 1 && ascii_is_letter(tag[n]); n++)
        out[n] = ascii_lower(tag[n]);
    if (n < 2 || (tag[n] != '\0' && tag[n] != '-' && tag[n] != '_'))
        n = 0;
    out[n] = '\0';
    if (strcmp(out, "nb") == 0 || strcmp(out, "nn") == 0)
        memcpy(out, "no", 3);
    return n > 0;
}

struct stemmers *stemmers_new(void)
{
    return calloc(1, sizeof(struct stemmers));
}

void stemmers_free(struct stemmers *s)
{
    for (size_t i = 0; s && i < KNOWN; i++) {
        if (s->v[i])
            sb_stemmer_delete(s->v[i]);
    }
    free(s);
}

static struct sb_stemmer *stemmers_find(struct stemmers *s, const char *language)
{
    size_t i = 0;
    while (i < KNOWN && strcmp(known[i], language) != 0)
        i++;
    if (i == KNOWN)
        return NULL;
    if (!s->asked[i])
        s->v[i] = sb_stemmer_new(known[i], NULL); /* UTF-8 */
    s->asked[i] = true;
    return s->v[i];
}

bool stemmers_know(struct stemmers *s, const char *language)
{
    return stemmers_find(s, language) != NULL;
}

bool stemmers_stem(struct stemmers *s, const char *language, const char *word, size_t n,
                   char out[TOKENIZER_BYTES_MAX + 1])
{
    struct sb_stemmer *stemmer = stemmers_find(s, language);
    const sb_symbol *stem =
        stemmer ? sb_stemmer_stem(stemmer, (const sb_symbol *)word, (int)n) : NULL;
    out[0] = '\0';
    if (!stem)
        return false;
    tokenizer_fold_word((const char *)stem, (size_t)sb_stemmer_length(stemmer), out);
    return true;
}

/* ---- Parts of words ------------------------------------------------------------------------ */

static const char *const elisions_ca[] = {"d", "l", "m", "n", "s", "t", NULL};
static const char *const elisions_fr[] = {"c",      "d",  "j",      "l", "lorsqu", "m", "n",
                                          "puisqu", "qu", "quoiqu", "s", "t",      NULL};
static const char *const elisions_ga[] = {"b", "d", "m", NULL};
static const char *const elisions_it[] = {"all",  "bell", "c",    "coll",   "d",     "dall",
                                          "dell", "l",    "nell", "nessun", "quell", "quest",
                                          "s",    "sant", "sull", "un",     NULL};
static const struct {
    char language[3];
    const char *const *before; /* NULL: none */
} elisions[] = {{"ca", elisions_ca}, {"fr", elisions_fr}, {"ga", elisions_ga}, {"it", elisions_it}};

static bool stem_is_elision(const char *language, const char *word)
{
    for (size_t i = 0; i < sizeof elisions / sizeof *elisions; i++) {
        if (strcmp(elisions[i].language, language) != 0)
            continue;
        for (const char *const *e = elisions[i].before; *e; e++) {
            if (strcmp(*e, word) == 0)
                return true;
        }
    }
    return false;
}

void stem_core(const char *language, const struct strlist *words, size_t *from, size_t *to)
{
    *from = 0;
    *to = words->n;
    while (*to - *from > 1 && stem_is_elision(language, words->v[*from]))
        ++*from;
    if (*to - *from > 1 && strcmp(language, "en") == 0 && strcmp(words->v[*to - 1], "s") == 0)
        --*to;
}
