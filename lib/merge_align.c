/* merge_align.c: which units of a text one side kept, changed, removed or inserted.
 *
 * What both texts begin and end with is kept. The units between are numbered, the same number for
 * the same bytes, and compared with E. W. Myers, "An O(ND) Difference Algorithm and Its Variations"
 * (1986), the greedy form, as in diff.c. Where that would take too long, it is all one change. */
#include "merge_private.h"

#include <stdint.h>
#include <string.h>

/* Limits of the work for one side. Bodies have some hundreds of paragraphs, of which people change
 * some tens. */
#define CHANGES_MAX 1000   /* units removed and inserted; memory is half its square of ints: 2 MB */
#define STEPS_MAX 2000000  /* comparisons of units: some milliseconds */
#define PROBES_MAX 64      /* other units met while one is looked up: somebody made them collide */
#define CANDIDATES_MAX 100 /* pairs looked at to see which unit became which */

bool merge_same(struct merge_part x, struct merge_part y)
{
    return x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
}

/* ---- numbers for units ---- */

/* The units between common head and tail. */
struct middle {
    const struct merge_part *a, *b; /* of the base and of the side */
    int n, m;
    int *a_id, *b_id; /* the same number: the same bytes */
};

/* An open hash table. */
struct slot {
    uint32_t hash;
    int id; /* 0: free */
    struct merge_part unit;
};
struct slots {
    struct slot *v;
    size_t mask;
    int ids;
};

/* FNV-1a, folded. */
static uint32_t unit_hash(struct merge_part u)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < u.n; i++)
        h = (h ^ (unsigned char)u.p[i]) * 1099511628211u;
    return (uint32_t)(h ^ h >> 32);
}

/* The unit's number, 0 when too many others are in the way. */
static int unit_id(struct slots *s, struct merge_part u)
{
    uint32_t hash = unit_hash(u);
    for (size_t i = 0; i < PROBES_MAX; i++) {
        struct slot *slot = &s->v[(hash + i) & s->mask];
        if (slot->id == 0)
            *slot = (struct slot){.hash = hash, .id = ++s->ids, .unit = u};
        if (slot->hash == hash && merge_same(slot->unit, u))
            return slot->id;
    }
    return 0;
}

static bool number_units(struct slots *s, const struct merge_part *v, int n, int *id)
{
    for (int i = 0; i < n; i++)
        if ((id[i] = unit_id(s, v[i])) == 0)
            return false;
    return true;
}

static bool middle_number(struct arena *a, struct middle *mid)
{
    size_t size = 64, least = 2 * ((size_t)mid->n + (size_t)mid->m);
    while (size < least)
        size *= 2;
    struct slots s = {.v = arena_array(a, size, sizeof *s.v), .mask = size - 1};
    mid->a_id = arena_array(a, (size_t)mid->n, sizeof *mid->a_id);
    mid->b_id = arena_array(a, (size_t)mid->m, sizeof *mid->b_id);
    return number_units(&s, mid->a, mid->n, mid->a_id) &&
           number_units(&s, mid->b, mid->m, mid->b_id);
}

/* ---- the shortest edit ---- */

/* Place in the base reached on diagonal k of round d; a round has the diagonals -d, -d + 2, … d. A
 * diagonal is the place in the base minus the place in the side. */
static int trace_reached(int **trace, int d, int k)
{
    return trace[d][(k + d) / 2];
}

/* True when diagonal k of round d is reached by an insertion, from diagonal k + 1. */
static bool trace_inserts(int **trace, int d, int k)
{
    return k == -d ||
           (k != d && trace_reached(trace, d - 1, k - 1) < trace_reached(trace, d - 1, k + 1));
}

/* One round. True when both ends are reached. */
static bool trace_advance(const struct middle *mid, int **trace, int d, int *steps)
{
    for (int k = -d; k <= d; k += 2) {
        int x = 0;
        if (d > 0)
            x = trace_inserts(trace, d, k) ? trace_reached(trace, d - 1, k + 1)
                                           : trace_reached(trace, d - 1, k - 1) + 1;
        int from = x;
        while (x < mid->n && x - k < mid->m && mid->a_id[x] == mid->b_id[x - k])
            x++;
        trace[d][(k + d) / 2] = x;
        *steps += x - from + 1;
        if (x >= mid->n && x - k >= mid->m)
            return true;
    }
    return false;
}

/* From the end back to the begin: to[i] becomes the side's unit that base unit i is. */
static void trace_back(const struct middle *mid, int **trace, int d, int *to)
{
    int x = mid->n, y = mid->m;
    for (; d >= 0; d--) {
        int from_x = 0, from_y = 0;
        if (d > 0) {
            int k = x - y, from_k = trace_inserts(trace, d, k) ? k + 1 : k - 1;
            from_x = trace_reached(trace, d - 1, from_k);
            from_y = from_x - from_k;
        }
        while (x > from_x && y > from_y)
            to[--x] = --y;
        x = from_x;
        y = from_y;
    }
}

/* to[i]: the unit of the side that base unit i is, -1 for none. False when the work would be too
 * much. */
static bool middle_match(struct arena *a, const struct middle *mid, int *to)
{
    int **trace = arena_array(a, CHANGES_MAX + 1, sizeof *trace);
    for (int i = 0; i < mid->n; i++)
        to[i] = -1;
    for (int d = 0, steps = 0; d <= CHANGES_MAX && steps <= STEPS_MAX; d++) {
        trace[d] = arena_array(a, (size_t)d + 1, sizeof **trace);
        if (trace_advance(mid, trace, d, &steps)) {
            trace_back(mid, trace, d, to);
            return true;
        }
    }
    return false;
}

/* ---- changes ---- */

struct aligning {
    struct arena *arena;
    const struct merge_text *base, *side;
    struct merge_changes out;
};

static void change_add(struct aligning *al, int base_from, int base_to, int from, int to)
{
    struct merge_changes *out = &al->out;
    if (base_from == base_to && from == to)
        return;
    if (out->n == out->capacity) {
        out->capacity = out->capacity == 0 ? 16 : out->capacity * 2;
        struct merge_change *grown = arena_array(al->arena, (size_t)out->capacity, sizeof *grown);
        if (out->n > 0)
            memcpy(grown, out->v, (size_t)out->n * sizeof *grown);
        out->v = grown;
    }
    out->v[out->n++] = (struct merge_change){base_from, base_to, from, to};
}

/* True when at least half of the shorter one is the other's begin and end. */
static bool unit_similar(struct merge_part x, struct merge_part y)
{
    size_t least = x.n < y.n ? x.n : y.n, head = 0, tail = 0;
    while (head < least && x.p[head] == y.p[head])
        head++;
    while (tail < least - head && x.p[x.n - 1 - tail] == y.p[y.n - 1 - tail])
        tail++;
    return (head + tail) * 2 >= least;
}

/* to[i]: which of the m units in y is like the unit x[i], -1 for none. False when that is not
 * plain, for they crossed or one has two that are like it, as when a paragraph was split. */
static bool units_pair(const struct merge_part *x, int n, const struct merge_part *y, int m,
                       int *to)
{
    int last = -1;
    for (int i = 0; i < n; i++) {
        to[i] = -1;
        for (int j = 0; j < m; j++) {
            if (!unit_similar(x[i], y[j]))
                continue;
            if (to[i] >= 0 || j <= last)
                return false;
            to[i] = j;
        }
        last = to[i] >= 0 ? to[i] : last;
    }
    return true;
}

/* A run of n base units became m others, and nothing is known of which became which. */
static void change_plain_run(struct aligning *al, int base_from, int n, int from, int m)
{
    if (n != m && m > 0) {
        change_add(al, base_from, base_from + n, from, from + m);
        return;
    }
    for (int i = 0; i < n; i++)
        change_add(al, base_from + i, base_from + i + 1, m == 0 ? from : from + i,
                   m == 0 ? from : from + i + 1);
}

/* A run of base units became a run of others. The smaller the changes it is told as, the fewer of
 * the other side's changes overlap with it: units that are alike part the run. */
static void change_run(struct aligning *al, int base_from, int base_to, int from, int to)
{
    int n = base_to - base_from, m = to - from, pair[CANDIDATES_MAX];
    int base_at = base_from, at = from;
    if (n > 0 && m > 0 && n <= CANDIDATES_MAX / m &&
        units_pair(al->base->v + base_from, n, al->side->v + from, m, pair)) {
        for (int i = 0; i < n; i++) {
            if (pair[i] < 0)
                continue;
            int base_unit = base_from + i, unit = from + pair[i];
            change_plain_run(al, base_at, base_unit - base_at, at, unit - at);
            change_add(al, base_unit, base_unit + 1, unit, unit + 1);
            base_at = base_unit + 1;
            at = unit + 1;
        }
    }
    change_plain_run(al, base_at, base_to - base_at, at, to - at);
}

struct merge_changes merge_align(struct arena *a, const struct merge_text *base,
                                 const struct merge_text *side)
{
    struct aligning al = {.arena = a, .base = base, .side = side};
    int head = 0, tail = 0, least = base->n < side->n ? base->n : side->n;
    while (head < least && merge_same(base->v[head], side->v[head]))
        head++;
    while (tail < least - head &&
           merge_same(base->v[base->n - 1 - tail], side->v[side->n - 1 - tail]))
        tail++;
    struct middle mid = {.n = base->n - head - tail, .m = side->n - head - tail};
    if (mid.n == 0 || mid.m == 0) {
        change_run(&al, head, head + mid.n, head, head + mid.m);
        return al.out;
    }
    mid.a = base->v + head;
    mid.b = side->v + head;
    int *to = arena_array(a, (size_t)mid.n, sizeof *to);
    if (!middle_number(a, &mid) || !middle_match(a, &mid, to)) {
        change_add(&al, head, head + mid.n, head, head + mid.m);
        return al.out;
    }
    for (int i = 0, j = 0; i < mid.n || j < mid.m; i++, j++) {
        int from_i = i, from_j = j;
        while (i < mid.n && to[i] < 0)
            i++;
        j = i < mid.n ? to[i] : mid.m;
        change_run(&al, head + from_i, head + i, head + from_j, head + j);
    }
    return al.out;
}
