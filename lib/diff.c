/* diff.c: what differs between two texts, in words.
 *
 * E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy form: v[k] is
 * the farthest place in `before` reached on diagonal k (place in before minus place in after) with
 * d changes. Each round's v is kept, to walk the way back. */
#include "diff.h"

#include "ascii.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Beyond so many words deleted and inserted nobody reads a difference word by word; it also bounds
 * time (its square) and memory (4 bytes of half its square: 8 MB, for the call's time). */
#define CHANGES_MAX 2000

struct diff_word {
    const char *p;
    size_t bytes; /* of the word alone; 0 for white space at the text's begin */
    uint32_t hash;
};

/* One of the two texts. changed[i]: word i is not in the other. v[n].p is the text's end. */
struct side {
    struct diff_word *v;
    char *changed;
    int n;
};

/* Scripts written without spaces: each character is a word. */
static bool diff_is_ideograph(uint32_t cp)
{
    return (cp >= 0x3040 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x9FFF) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

static size_t diff_space_length(const char *s)
{
    size_t n = 0;
    while (ascii_is_space(s[n]))
        n++;
    return n;
}

/* Bytes of the word at s, which is no white space and not the end. */
static size_t diff_word_length(const char *s, size_t left)
{
    uint32_t cp = 0;
    size_t n = text_codepoint(s, left, &cp);
    if (n > 0 && diff_is_ideograph(cp))
        return n;
    for (n = n == 0 ? 1 : n; n < left && !ascii_is_space(s[n]);) {
        size_t len = text_codepoint(s + n, left - n, &cp);
        if (len > 0 && diff_is_ideograph(cp))
            break;
        n += len == 0 ? 1 : len;
    }
    return n;
}

/* FNV-1a; equal hashes are compared in full. */
static uint32_t diff_word_hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

static int diff_count_words(const char *s, size_t n)
{
    int count = 0;
    for (size_t i = diff_space_length(s); i < n; count++) {
        i += diff_word_length(s + i, n - i);
        i += diff_space_length(s + i);
    }
    return count;
}

/* White space before the first word is a word of no bytes, so that no byte is lost. */
static struct side diff_split(struct arena *a, const char *s)
{
    size_t n = strlen(s), lead = diff_space_length(s);
    int count = diff_count_words(s, n) + (lead > 0);
    struct side side = {.v = arena_array(a, (size_t)count + 1, sizeof(struct diff_word)),
                        .n = count};
    side.changed = arena_alloc(a, (size_t)count + 1);
    struct diff_word *w = side.v;
    if (lead > 0)
        *w++ = (struct diff_word){.p = s, .bytes = 0, .hash = 0};
    for (size_t i = lead; i < n; w++) {
        size_t bytes = diff_word_length(s + i, n - i);
        *w = (struct diff_word){.p = s + i, .bytes = bytes, .hash = diff_word_hash(s + i, bytes)};
        i += bytes;
        i += diff_space_length(s + i);
    }
    w->p = s + n;
    return side;
}

static bool diff_words_equal(const struct diff_word *a, const struct diff_word *b)
{
    return a->hash == b->hash && a->bytes == b->bytes && memcmp(a->p, b->p, a->bytes) == 0;
}

/* ---- the shortest edit ---- */

/* The part of both sides between their common head and tail. */
struct middle {
    const struct diff_word *a, *b;
    char *a_changed, *b_changed;
    int n, m;
};

/* v of round d, d + 1 numbers for the diagonals -d, -d + 2, … d, is at d * (d + 1) / 2. */
static int *edit_round(int *trace, int d)
{
    return trace + (size_t)d * ((size_t)d + 1) / 2;
}

/* v[k] of round d. */
static int edit_reached(int *trace, int d, int k)
{
    return edit_round(trace, d)[(k + d) / 2];
}

/* True when diagonal k of round d is reached by an insertion, from diagonal k + 1. */
static bool edit_by_insertion(int *trace, int d, int k)
{
    return k == -d ||
           (k != d && edit_reached(trace, d - 1, k - 1) < edit_reached(trace, d - 1, k + 1));
}

/* One round. True when both texts' ends are reached. */
static bool edit_advance(const struct middle *mid, int *trace, int d)
{
    for (int k = -d; k <= d; k += 2) {
        int x = 0;
        if (d > 0)
            x = edit_by_insertion(trace, d, k) ? edit_reached(trace, d - 1, k + 1)
                                               : edit_reached(trace, d - 1, k - 1) + 1;
        while (x < mid->n && x - k < mid->m && diff_words_equal(&mid->a[x], &mid->b[x - k]))
            x++;
        edit_round(trace, d)[(k + d) / 2] = x;
        if (x >= mid->n && x - k >= mid->m)
            return true;
    }
    return false;
}

/* From the end back to the begin; what was walked along a diagonal is in both texts. */
static void edit_walk_back(const struct middle *mid, int *trace, int d)
{
    int x = mid->n, y = mid->m;
    for (; d >= 0; d--) {
        int from_x = 0, from_y = 0;
        if (d > 0) {
            int k = x - y, from_k = edit_by_insertion(trace, d, k) ? k + 1 : k - 1;
            from_x = edit_reached(trace, d - 1, from_k);
            from_y = from_x - from_k;
        }
        while (x > from_x && y > from_y) {
            mid->a_changed[--x] = 0;
            mid->b_changed[--y] = 0;
        }
        x = from_x;
        y = from_y;
    }
}

/* Clears `changed` for the words in both. Leaves all set when the work would be too much. */
static void edit_compare(const struct middle *mid)
{
    int *trace = NULL;
    size_t capacity = 0;
    for (int d = 0; d <= CHANGES_MAX && d <= mid->n + mid->m; d++) {
        size_t need = (size_t)(d + 1) * ((size_t)d + 2) / 2;
        if (need > capacity) {
            capacity = need * 2;
            int *grown = realloc(trace, capacity * sizeof *trace);
            if (!grown)
                break;
            trace = grown;
        }
        if (edit_advance(mid, trace, d)) {
            edit_walk_back(mid, trace, d);
            break;
        }
    }
    free(trace);
}

static void diff_mark_changes(struct side *a, struct side *b)
{
    int head = 0, tail = 0, least = a->n < b->n ? a->n : b->n;
    while (head < least && diff_words_equal(&a->v[head], &b->v[head]))
        head++;
    while (tail < least - head && diff_words_equal(&a->v[a->n - 1 - tail], &b->v[b->n - 1 - tail]))
        tail++;
    struct middle mid = {
        .a = a->v + head,
        .b = b->v + head,
        .a_changed = a->changed + head,
        .b_changed = b->changed + head,
        .n = a->n - head - tail,
        .m = b->n - head - tail,
    };
    memset(mid.a_changed, 1, (size_t)mid.n);
    memset(mid.b_changed, 1, (size_t)mid.m);
    if (mid.n > 0 && mid.m > 0)
        edit_compare(&mid);
}

/* ---- spans ---- */

struct spans {
    struct arena *arena;
    struct diff_span *v;
    size_t n, capacity;
};

static void diff_add_span(struct spans *out, enum diff_op op, const struct side *s, int from,
                          int to)
{
    if (from == to)
        return;
    out->v = arena_grow(out->arena, out->v, out->n, &out->capacity, sizeof *out->v);
    const char *p = s->v[from].p;
    size_t bytes = (size_t)(s->v[to].p - p);
    out->v[out->n++] = (struct diff_span){.op = op, .text = arena_dupn(out->arena, p, bytes)};
}

void diff_words(struct arena *a, const char *before, const char *after, struct diff_span **spans,
                size_t *n)
{
    struct side x = diff_split(a, before), y = diff_split(a, after);
    struct spans out = {.arena = a};
    diff_mark_changes(&x, &y);
    for (int i = 0, j = 0; i < x.n || j < y.n;) {
        int from_i, from_j = j;
        while (i < x.n && j < y.n && !x.changed[i] && !y.changed[j])
            i++, j++;
        diff_add_span(&out, DIFF_SAME, &y, from_j, j);
        from_i = i;
        from_j = j;
        while (i < x.n && x.changed[i])
            i++;
        while (j < y.n && y.changed[j])
            j++;
        diff_add_span(&out, DIFF_DELETED, &x, from_i, i);
        diff_add_span(&out, DIFF_INSERTED, &y, from_j, j);
    }
    *spans = out.v;
    *n = out.n;
}
