/* arena.c: a chain of blocks, newest first; the oldest one survives a reset. */
#include "arena.h"

#include "format.h"
#include "log.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)16 * 1024)

struct block {
    struct block *older;
    size_t size, used; /* bytes of data */
    alignas(max_align_t) char data[];
};

struct arena {
    struct block *newest;
};

static void *arena_must(void *p)
{
    if (!p) {
        log_event(LOG_ERROR, "out-of-memory", NULL);
        abort();
    }
    return p;
}

static struct block *arena_block_new(size_t size, struct block *older)
{
    if (size > SIZE_MAX - sizeof(struct block))
        arena_must(NULL);
    struct block *b = arena_must(malloc(sizeof(struct block) + size));
    b->older = older;
    b->size = size;
    b->used = 0;
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = arena_must(malloc(sizeof *a));
    a->newest = arena_block_new(BLOCK_SIZE, NULL);
    return a;
}

static void arena_free_all_but_oldest(struct arena *a)
{
    while (a->newest->older) {
        struct block *b = a->newest;
        a->newest = b->older;
        free(b);
    }
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    arena_free_all_but_oldest(a);
    free(a->newest);
    free(a);
}

void arena_reset(struct arena *a)
{
    arena_free_all_but_oldest(a);
    a->newest->used = 0;
}

/* A large request gets its own block below the newest, so that the room left in the newest is not
 * given up for it. */
static char *arena_take_from_new(struct arena *a, size_t n)
{
    struct block *b = a->newest;
    if (n > BLOCK_SIZE / 4 && b->older) {
        struct block *own = arena_block_new(n, b->older);
        b->older = own;
        own->used = n;
        return own->data;
    }
    a->newest = arena_block_new(n > BLOCK_SIZE ? n : BLOCK_SIZE, b);
    a->newest->used = n;
    return a->newest->data;
}

/* Where the next n bytes go. */
static inline char *arena_take(struct arena *a, size_t n)
{
    struct block *b = a->newest;
    if (n > b->size - b->used)
        return arena_take_from_new(a, n);
    char *p = b->data + b->used;
    b->used += n;
    return p;
}

/* What n bytes take, so that the next ones are aligned too. */
static size_t arena_rounded(size_t n)
{
    const size_t align = alignof(max_align_t);
    if (n > SIZE_MAX - align)
        arena_must(NULL);
    return n == 0 ? align : (n + align - 1) / align * align;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t size = arena_rounded(n);
    return memset(arena_take(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(n, size, &total))
        arena_must(NULL);
    return arena_alloc(a, total);
}

void *arena_grow(struct arena *a, void *v, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity)
        return v;
    size_t wanted, bytes = 0;
    if (__builtin_mul_overflow(n, (size_t)2, &wanted) ||
        __builtin_mul_overflow(wanted < 8 ? 8 : wanted, size, &bytes))
        arena_must(NULL);
    char *grown = arena_take(a, arena_rounded(bytes));
    if (n > 0)
        memcpy(grown, v, n * size);
    memset(grown + n * size, 0, bytes - n * size);
    *capacity = wanted < 8 ? 8 : wanted;
    return grown;
}

char *arena_dup(struct arena *a, const char *s)
{
    return s ? arena_dupn(a, s, strlen(s)) : NULL;
}

char *arena_dupn(struct arena *a, const char *s, size_t n)
{
    if (n == SIZE_MAX)
        arena_must(NULL);
    char *copy = arena_take(a, arena_rounded(n + 1));
    if (n > 0)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

/* Nearly every text fits into what is left of the newest block, so it is formatted right there. */
char *arena_printf(struct arena *a, const char *fmt, ...)
{
    struct block *b = a->newest;
    size_t room = b->size - b->used;
    va_list args;
    va_start(args, fmt);
    int n = format_text(b->data + b->used, room, fmt, args);
    va_end(args);
    if (n < 0)
        return arena_dup(a, "");
    if (arena_rounded((size_t)n + 1) <= room)
        return arena_take(a, arena_rounded((size_t)n + 1));
    char *p = arena_alloc(a, (size_t)n + 1);
    va_start(args, fmt);
    format_text(p, (size_t)n + 1, fmt, args);
    va_end(args);
    return p;
}

void strlist_add(struct arena *a, struct strlist *list, const char *s)
{
    /* The capacity is not stored: it is the power of two at or above n, at least 4. */
    bool full = list->n == 0 || (list->n >= 4 && (list->n & (list->n - 1)) == 0);
    if (full) {
        const char **grown = arena_array(a, list->n == 0 ? 4 : list->n * 2, sizeof *grown);
        if (list->n > 0)
            memcpy(grown, list->v, list->n * sizeof *grown);
        list->v = grown;
    }
    list->v[list->n++] = s;
}
