/* name.h: when two names of people or subjects are one, and when they are nearly.
 *
 * Names are equal when their letters are: 黎蕾 and 李雷 are two people though both are "Li Lei" in
 * an address, and C, C++ and C# are three subjects. */
#ifndef DATELINE_NAME_H
#define DATELINE_NAME_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What equal names have in common, to be compared byte by byte: RFC 8266 (nicknames: NFKC, without
 * difference of case, one space for white space), and what no keyboard tells apart or no eye sees:
 * curly and straight apostrophes and quotation marks, hyphens and dashes, invisible characters.
 * Accents, ß and ss, and the Turkish ı are letters of their own. "": nothing can be seen of it. */
char *name_key(struct arena *a, const char *name) __attribute__((warn_unused_result));

/* Whether some word of a text begins as a key (name_key) does; the key may go on over several words. Where words are
 * not parted by spaces, any place is a word's. */
bool name_has(struct arena *a, const char *text, const char *key);
/* Whether each word of the key begins some word of the text, in any order. */
bool name_has_words(struct arena *a, const char *text, const char *key);

/* A name, made ready to be compared with many. */
struct name_form {
    const uint32_t *letters; /* the key's code points */
    size_t n;
    const uint32_t *digits; /* those of the letters that are digits, in their order */
    size_t n_digits;
    uint64_t bag;      /* a bit for each letter that it has, by the letter's last six bits */
    const char *words; /* of its address, in the order of the alphabet: "ines okafor" */
};
struct name_form name_form(struct arena *a, const char *name, const char *slug);

#define NAME_FAR 100
/* 0: the same but for accents and the order of words; 1 and 2: so many letters are other ones, or
 * stand in another place. NAME_FAR: nobody would take one for the other. Numbers always part names
 * ("Euro 2024", "Euro 2028"). */
int name_distance(const struct name_form *a, const struct name_form *b);

#endif
