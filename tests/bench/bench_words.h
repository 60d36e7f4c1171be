/* bench_words.h: made-up text for measuring, the same each time.
 *
 * Words are as frequent as those of newspapers: a few are in nearly every story, 5,000 make up four
 * fifths of the text, and every fiftieth is a rare one (Zipf's law within each of the three). The most
 * frequent are English, so that what leaves such words out does; the others are syllables, short words
 * for frequent ones. */
#ifndef DATELINE_BENCH_WORDS_H
#define DATELINE_BENCH_WORDS_H

#include "lib/arena.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USUAL 5000 /* ranks of words */
#define SELDOM 60000
#define VOCABULARY 1000000
#define WORD_MAX 40 /* bytes of the longest, and what may follow it */

/* xorshift64; never 0. */
static inline uint64_t random_next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

/* From 0 to 1, without it. */
static inline double random_share(uint64_t *seed)
{
    return (double)(random_next(seed) >> 11) / 9007199254740992.0;
}

static inline unsigned random_below(uint64_t *seed, unsigned n)
{
    return (unsigned)(random_next(seed) >> 33) % n;
}

/* One of n things, the first the most often. */
static inline unsigned random_rank(uint64_t *seed, unsigned n)
{
    unsigned rank = (unsigned)(pow(n + 1.0, random_share(seed)) - 1);
    return rank < n ? rank : n - 1;
}

/* The rank of a word, from 0. */
static inline unsigned word_rank(uint64_t *seed)
{
    double u = random_share(seed);
    double from = u < 0.8 ? 1 : u < 0.98 ? USUAL : SELDOM;
    double to = u < 0.8 ? USUAL : u < 0.98 ? SELDOM : VOCABULARY;
    return (unsigned)(from * pow(to / from, random_share(seed)) - 1);
}

/* Writes the word of a rank. */
static inline size_t word_put(char *out, unsigned rank)
{
    static const char *const english[] = {
        "the", "of",   "and", "to",  "in",   "a",     "is",   "that", "for",  "it",   "was", "on",
        "as",  "with", "he",  "be",  "at",   "by",    "his",  "said", "from", "have", "not", "are",
        "but", "had",  "she", "her", "they", "which", "were", "one",  "this", "their"};
    static const char *const syllables[] = {
        "ka",  "lo",   "mi",  "ne",   "ru",  "ta",   "so",  "vi", "de", "ba",  "fu",
        "gel", "hor",  "jan", "pel",  "qui", "ster", "wen", "xo", "yt", "zar", "tion",
        "ing", "port", "ber", "ment", "dal", "cor",  "ess", "al", "un", "or"};
    size_t n = 0;
    if (rank < sizeof english / sizeof *english)
        return (size_t)sprintf(out, "%s", english[rank]);
    for (unsigned v = rank + 1; v > 0; v /= 32)
        n += (size_t)sprintf(out + n, "%s", syllables[v % 32]);
    return n;
}

static inline const char *word_of(struct arena *a, unsigned rank)
{
    char out[WORD_MAX];
    word_put(out, rank);
    return arena_dup(a, out);
}

/* So many words of a headline. */
static inline const char *line_of(struct arena *a, uint64_t *seed, int words)
{
    char *out = arena_alloc(a, (size_t)words * WORD_MAX + 1);
    size_t n = 0;
    for (int i = 0; i < words; i++) {
        if (i > 0)
            out[n++] = ' ';
        n += word_put(out + n, word_rank(seed));
    }
    if (words > 0)
        out[0] = (char)(out[0] - 'a' + 'A');
    out[n] = '\0';
    return out;
}

/* A word of prose at out: now and then with emphasis, or a link. */
static inline size_t word_put_marked(char *out, uint64_t *seed, bool first)
{
    char word[WORD_MAX];
    unsigned mark = random_below(seed, 100), rank = word_rank(seed);
    word_put(word, rank);
    if (first)
        word[0] = (char)(word[0] - 'a' + 'A');
    return (size_t)sprintf(out,
                           mark == 0   ? "*%s*"
                           : mark == 1 ? "[%s](https://example.org/%u)"
                                       : "%s",
                           word, rank);
}

/* So many words in sentences and paragraphs, as Markdown. */
static inline const char *prose_of(struct arena *a, uint64_t *seed, int words)
{
    char *out = arena_alloc(a, (size_t)words * (2 * WORD_MAX) + 1);
    size_t n = 0;
    unsigned sentences = 0;
    bool first = true;
    for (int i = 0; i < words; i++) {
        n += word_put_marked(out + n, seed, first);
        unsigned after = random_below(seed, 64);
        first = after < 4 || i + 1 == words;
        if (first)
            n += (size_t)sprintf(out + n, ++sentences % 4 == 0 ? ".\n\n" : ". ");
        else
            n += (size_t)sprintf(out + n, after < 8 ? ", " : " ");
    }
    out[n] = '\0';
    return out;
}

#endif
