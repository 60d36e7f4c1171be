/* tokenizer.h: the words of a text as search sees them: folded, each with its place.
 *
 * A word is a run of letters, marks and digits. Folding takes away letter case, accents and the
 * differences that a keyboard cannot type ("Łódź" is "lodz", "Straße" is "strasse", "ﬁn" is "fin"):
 * Unicode's NFKC_Casefold, which its stability policy keeps as it is for every assigned character,
 * and a short list of our own. Signs that make a name go with it: "C++", "C#". An emoji is a word.
 *
 * Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese put no spaces between words. There each
 * pair of neighbouring characters is a word ("東京都": 東京, 京都, 都), and each character is one
 * at the same place, so that one of them alone is found too. No dictionary decides, so none can
 * decide differently tomorrow: an index row can be taken out by making the same words again. */
#ifndef DATELINE_TOKENIZER_H
#define DATELINE_TOKENIZER_H

#include <stdbool.h>
#include <stddef.h>

#define TOKENIZER_BYTES_MAX 64 /* of a folded word; a longer one is cut, everywhere alike */

struct word {
    const char *text; /* folded, UTF-8, NUL-terminated; good during the call */
    size_t n;         /* its bytes, at most TOKENIZER_BYTES_MAX */
    /* As it is spelled: in lower case, with its accents ("łódź", "straße"). For a stemmer. */
    const char *spelled;
    size_t n_spelled; /* at most TOKENIZER_BYTES_MAX */
    size_t from, to;  /* the bytes of the source that it stands for */
    bool beside;      /* at the same place as the word before: a single character, a bare name */
    bool spaced;      /* of a script with spaces; emoji are not */
    bool joined;      /* with the word before it makes one word: see tokenizer_each */
};

enum tokenizer_purpose {
    TOKENIZER_INDEX, /* all of them */
    TOKENIZER_QUERY, /* none beside: "東京都" is 東京, 京都; "C++" is c++ alone */
    TOKENIZER_PURPOSE_MAX
};

/* False ends the walk. */
typedef bool word_fn(void *ctx, const struct word *w);

/* Calls fn for each word of n bytes of text, in order. Invalid UTF-8 separates words. False: fn
 * ended it.
 *
 * Two words are joined when a single sign lies between them that people also leave out: an
 * apostrophe, a hyphen or an ampersand (O'Brien, e-mail, COVID-19, AT&T), a full stop between
 * letters (U.S.A.), what parts the thousands of a number (1,000). */
bool tokenizer_each(const char *s, size_t n, enum tokenizer_purpose what, word_fn *fn, void *ctx);

/* The n bytes of a word (a stem) folded, without apostrophes, those that Unicode counts as letters
 * (oʼbrien) among them. "" when nothing is left. */
void tokenizer_fold_word(const char *s, size_t n, char out[TOKENIZER_BYTES_MAX + 1]);

#endif
