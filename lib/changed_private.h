/* changed_private.h: what lib/changed*.c share. */
#ifndef DATELINE_CHANGED_PRIVATE_H
#define DATELINE_CHANGED_PRIVATE_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Hashes, to be compared as a bag. v is in the arena. */
struct changed_bag {
    struct arena *arena;
    uint64_t *v;
    size_t n, capacity;
};
void changed_bag_add(struct changed_bag *b, uint64_t hash);

/* Of the letters and digits alone, case folded; 0: there are none. */
uint64_t changed_hash(const char *s, size_t n);
/* The code point at s, of n > 0 bytes, into *cp; its bytes, at least 1. */
size_t changed_next(const char *s, size_t n, uint32_t *cp);

/* changed_plain.c: the source without addresses; captions of pictures stay. */
const char *changed_plain(struct arena *a, const char *source);
/* What is quoted in a plain text. */
void changed_quotations(const char *text, struct changed_bag *out);

/* changed_words.c: words that stand for a number, and those that begin sentences and are no names. */
bool changed_is_number_word(const char *s, size_t n);
bool changed_is_function_word(const char *s, size_t n);

#endif
