/* arena.h: memory that is freed all at once, at the end of a request or of a command.
 *
 * Allocation never fails to its caller: when the system is out of memory the process logs one
 * line and aborts, and the supervisor starts another. Every input that reaches an arena is
 * bounded before (body limits, buf caps), so an arena itself needs no cap. */
#ifndef DATELINE_ARENA_H
#define DATELINE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Owned by the caller; end with arena_free. Never NULL. */
struct arena *arena_new(void);
/* Frees the arena and all that came from it. NULL is allowed. */
void arena_free(struct arena *a);
/* Empties the arena but keeps its first block, for the next request. */
void arena_reset(struct arena *a);

/* Zeroed bytes, aligned for any type. n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
/* Zeroed array; aborts on overflow of n * size. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* An array with room for one more than its n elements of so many bytes: v itself, or a larger copy
 * of it. v is NULL and *capacity 0 at first; *capacity is how many it holds. New elements are
 * zeroed. An outgrown array is left to the arena.
 *
 *     v = arena_grow(a, v, n, &capacity, sizeof *v);
 *     v[n++] = … */
void *arena_grow(struct arena *a, void *v, size_t n, size_t *capacity, size_t size);
/* NUL-terminated copies. arena_dup(NULL) is NULL. */
char *arena_dup(struct arena *a, const char *s);
char *arena_dupn(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A list of strings that live in the same arena. */
struct strlist {
    const char **v;
    size_t n;
};
/* Appends s itself (no copy); grows in the arena. */
void strlist_add(struct arena *a, struct strlist *list, const char *s);

#endif
