/* stem.h: the stem that the forms of a word have in common, by language (Snowball's libstemmer).
 *
 * A stem is no word: "bridges" and "bridge" have "bridg". It is made of the word as it is spelled,
 * for stemmers go by accents ("Brücken"), and folded afterwards, so that two spellings of it are
 * one. Another release of libstemmer may make others. */
#ifndef DATELINE_STEM_H
#define DATELINE_STEM_H

#include "arena.h"
#include "tokenizer.h"

#include <stdbool.h>
#include <stddef.h>

#define STEM_LANGUAGE_MAX 9 /* of a language's code, with its end */

/* The language of a BCP 47 tag, of which stemmers know no variants: "de" of "de-AT". Norwegian is
 * "no", however it is called. False, and "": there is none. */
bool stem_language(const char *tag, char out[STEM_LANGUAGE_MAX]);

/* Stemmers, each made when it is first asked for. NULL: out of memory. */
struct stemmers;
struct stemmers *stemmers_new(void);
void stemmers_free(struct stemmers *s); /* NULL is allowed */

/* Whether words of a language (stem_language) have stems here. */
bool stemmers_know(struct stemmers *s, const char *language);
/* Of a word in lower case with its accents (struct word, spelled). False: the language is not
 * known. */
bool stemmers_stem(struct stemmers *s, const char *language, const char *word, size_t n,
                   char out[TOKENIZER_BYTES_MAX + 1]);

/* Of words that apostrophes or hyphens make one, those that carry the meaning: *from is the first,
 * *to is behind the last. "l'", "dell'" and the like are left out before others, "'s" behind them,
 * as far as the language has them. */
void stem_core(const char *language, const struct strlist *words, size_t *from, size_t *to);

#endif
