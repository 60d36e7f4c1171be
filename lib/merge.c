/* merge.c: three-way merging of a story's text.
 *
 * Each side is aligned with the base. Then one walk over the base cuts it into zones: a unit that
 * both kept, a unit or a run of units that a side changed, or a point where a side inserted. Each
 * zone is taken from one side. The separators between what was taken are merged by themselves: two
 * neighbours in the result that are neighbours in a text, too, have that text's separator. */
#include "merge.h"

#include "merge_private.h"

#include <string.h>

/* The three texts. */
enum { BASE, MINE, THEIRS, TEXTS };

/* A unit's place in a text that does not have it. Places are from 0 on. */
#define NOWHERE -2

/* Units [from, to) of each text that are about the same. */
struct zone {
    int from[TEXTS], to[TEXTS];
    bool changed[TEXTS];
};

struct merging {
    struct arena *arena; /* for the result */
    struct merge_text text[TEXTS];
    struct merge_changes changes[TEXTS]; /* none for BASE */
    int next[TEXTS];                     /* the first change that is not taken yet */
    int at[TEXTS];                       /* the first unit that is not taken yet */
    int favoured, other;                 /* MINE and THEIRS, or the reverse */
    const char *separator;               /* where no text has one to give */

    char *result;
    size_t n, capacity;
    bool any;        /* a unit is in the result */
    int last[TEXTS]; /* its last unit's places */
    struct merge_overlap *overlaps;
    size_t overlaps_n, overlaps_capacity;
    bool taken_from[TEXTS]; /* a change of that side is in the result */
};

/* ---- the result ---- */

static void result_add(struct merging *g, struct merge_part part)
{
    if (part.n >= g->capacity - g->n) {
        g->capacity = (g->capacity + part.n) * 2;
        char *grown = arena_alloc(g->arena, g->capacity);
        memcpy(grown, g->result, g->n);
        g->result = grown;
    }
    memcpy(g->result + g->n, part.p, part.n);
    g->n += part.n;
}

/* What follows unit i of the text; what precedes the first for -1. */
static struct merge_part separator_after(const struct merge_text *t, int i)
{
    const char *from = i < 0 ? t->p : t->v[i].p + t->v[i].n;
    const char *to = i + 1 < t->n ? t->v[i + 1].p : t->end;
    return (struct merge_part){from, (size_t)(to - from)};
}

/* One separator of those that the texts have (p is NULL where one has none); at least one side
 * has. Where both changed it, the favoured side's: nobody wants to be asked about blank lines. */
static struct merge_part separator_merge(struct merging *g, const struct merge_part v[TEXTS])
{
    const struct merge_part *base = &v[BASE];
    int from = g->favoured;
    if (!v[from].p || (v[g->other].p && base->p && merge_same(v[from], *base)))
        from = g->other;
    for (int side = MINE; side <= THEIRS; side++)
        if (base->p && v[side].p && !merge_same(v[from], *base) && merge_same(v[side], v[from]))
            g->taken_from[side] = true;
    return v[from];
}

/* Two units that are neighbours in no text: what one has after the first or before the second. */
static struct merge_part separator_borrowed(const struct merging *g, const int next[TEXTS])
{
    const int order[] = {g->favoured, g->other};
    for (int i = 0; i < 2; i++) {
        int side = order[i], place = g->last[side];
        if (place != NOWHERE && place + 1 < g->text[side].n)
            return separator_after(&g->text[side], place);
    }
    for (int i = 0; i < 2; i++) {
        int side = order[i], place = next[side];
        if (place > 0)
            return separator_after(&g->text[side], place - 1);
    }
    return (struct merge_part){g->separator, strlen(g->separator)};
}

/* What is between the last unit of the result and the next. */
static struct merge_part separator_between(struct merging *g, const int next[TEXTS])
{
    struct merge_part v[TEXTS] = {0};
    for (int text = BASE; text < TEXTS; text++)
        if (g->last[text] != NOWHERE && next[text] == g->last[text] + 1)
            v[text] = separator_after(&g->text[text], g->last[text]);
    return v[MINE].p || v[THEIRS].p ? separator_merge(g, v) : separator_borrowed(g, next);
}

/* Before the first unit or, when `last`, after the last. What a text without units has is for
 * neither place: it need not begin or end at a line. */
static struct merge_part separator_outer(struct merging *g, bool last)
{
    struct merge_part v[TEXTS] = {0};
    for (int text = BASE; text < TEXTS; text++)
        if (g->text[text].n > 0)
            v[text] = separator_after(&g->text[text], last ? g->text[text].n - 1 : -1);
    return separator_merge(g, v);
}

/* A result without units: the white space of a side that has none either. */
static struct merge_part separator_alone(struct merging *g)
{
    struct merge_part v[TEXTS] = {0};
    for (int text = BASE; text < TEXTS; text++)
        if (g->text[text].n == 0)
            v[text] = separator_after(&g->text[text], -1);
    return v[MINE].p || v[THEIRS].p ? separator_merge(g, v) : separator_outer(g, true);
}

static void result_add_unit(struct merging *g, struct merge_part unit, const int places[TEXTS])
{
    result_add(g, g->any ? separator_between(g, places) : separator_outer(g, false));
    result_add(g, unit);
    memcpy(g->last, places, sizeof g->last);
    g->any = true;
}

static void result_end(struct merging *g)
{
    result_add(g, g->any ? separator_outer(g, true) : separator_alone(g));
    g->result[g->n] = '\0';
}

/* ---- zones ---- */

static int zone_count(const struct zone *z, int text)
{
    return z->to[text] - z->from[text];
}

/* True when both sides have the same units there. */
static bool zone_agreed(const struct merging *g, const struct zone *z)
{
    int n = zone_count(z, MINE);
    if (n != zone_count(z, THEIRS))
        return false;
    for (int i = 0; i < n; i++)
        if (!merge_same(g->text[MINE].v[z->from[MINE] + i], g->text[THEIRS].v[z->from[THEIRS] + i]))
            return false;
    return true;
}

/* The zone's units in that text, with the separators between them. */
static const char *zone_words(const struct merging *g, const struct zone *z, int text)
{
    const struct merge_part *v = g->text[text].v;
    if (zone_count(z, text) == 0)
        return "";
    const struct merge_part *first = &v[z->from[text]], *last = &v[z->to[text] - 1];
    return arena_dupn(g->arena, first->p, (size_t)(last->p + last->n - first->p));
}

static void overlap_add(struct merging *g, const struct zone *z)
{
    if (g->overlaps_n == g->overlaps_capacity) {
        g->overlaps_capacity = g->overlaps_capacity == 0 ? 4 : g->overlaps_capacity * 2;
        struct merge_overlap *grown = arena_array(g->arena, g->overlaps_capacity, sizeof *grown);
        if (g->overlaps_n > 0)
            memcpy(grown, g->overlaps, g->overlaps_n * sizeof *grown);
        g->overlaps = grown;
    }
    g->overlaps[g->overlaps_n++] = (struct merge_overlap){
        .base = zone_words(g, z, BASE),
        .mine = zone_words(g, z, MINE),
        .theirs = zone_words(g, z, THEIRS),
    };
}

/* The text whose units are taken. */
static int zone_source(struct merging *g, const struct zone *z)
{
    bool both = z->changed[MINE] && z->changed[THEIRS], agreed = both && zone_agreed(g, z);
    if (both && !agreed)
        overlap_add(g, z);
    int source = both || z->changed[g->favoured] ? g->favoured : g->other;
    for (int side = MINE; side <= THEIRS; side++)
        if (z->changed[side] && (side == source || agreed))
            g->taken_from[side] = true;
    return source;
}

static void zone_take(struct merging *g, const struct zone *z)
{
    int source = zone_source(g, z), n = zone_count(z, source);
    for (int i = 0; i < n; i++) {
        int places[TEXTS];
        for (int text = BASE; text < TEXTS; text++)
            places[text] = zone_count(z, text) == n ? z->from[text] + i : NOWHERE;
        result_add_unit(g, g->text[source].v[z->from[source] + i], places);
    }
    memcpy(g->at, z->to, sizeof g->at);
}

/* The next change of that side that begins before the base unit `before`, or NULL. */
static const struct merge_change *change_before(struct merging *g, int side, int before)
{
    const struct merge_changes *c = &g->changes[side];
    if (g->next[side] == c->n || c->v[g->next[side]].base_from >= before)
        return NULL;
    return &c->v[g->next[side]++];
}

static struct zone zone_begin(const struct merging *g)
{
    struct zone z = {0};
    memcpy(z.from, g->at, sizeof z.from);
    memcpy(z.to, g->at, sizeof z.to);
    return z;
}

/* What the sides insert before the next base unit. */
static void take_insertions(struct merging *g)
{
    struct zone z = zone_begin(g);
    for (int side = MINE; side <= THEIRS; side++) {
        const struct merge_changes *c = &g->changes[side];
        const struct merge_change *next = g->next[side] < c->n ? &c->v[g->next[side]] : NULL;
        if (!next || next->base_from != g->at[BASE] || next->base_to != g->at[BASE])
            continue;
        z.to[side] = next->to;
        z.changed[side] = true;
        g->next[side]++;
    }
    if (z.changed[MINE] || z.changed[THEIRS])
        zone_take(g, &z);
}

/* The next base unit, and all that is bound up with it in changes of several units. */
static void take_units(struct merging *g)
{
    struct zone z = zone_begin(g);
    const struct merge_change *last[TEXTS] = {0};
    z.to[BASE]++;
    for (bool grew = true; grew;) {
        grew = false;
        for (int side = MINE; side <= THEIRS; side++) {
            const struct merge_change *c;
            while ((c = change_before(g, side, z.to[BASE]))) {
                last[side] = c;
                grew = true;
                if (c->base_to > z.to[BASE])
                    z.to[BASE] = c->base_to;
            }
        }
    }
    /* Units after a side's last change there are as in the base. */
    for (int side = MINE; side <= THEIRS; side++) {
        const struct merge_change *c = last[side];
        z.changed[side] = c;
        z.to[side] = c ? c->to + z.to[BASE] - c->base_to : z.from[side] + zone_count(&z, BASE);
    }
    zone_take(g, &z);
}

static void merge_texts(struct arena *a, const char *const texts[TEXTS], enum merge_favour favour,
                        bool by_lines, struct merge *out)
{
    struct arena *scratch = arena_new();
    struct merging g = {
        .arena = a,
        .favoured = favour == MERGE_MINE ? MINE : THEIRS,
        .other = favour == MERGE_MINE ? THEIRS : MINE,
        .separator = by_lines ? "\n" : "\n\n",
    };
    for (int text = BASE; text < TEXTS; text++)
        g.text[text] = merge_split(scratch, texts[text], by_lines);
    for (int side = MINE; side <= THEIRS; side++)
        g.changes[side] = merge_align(scratch, &g.text[BASE], &g.text[side]);
    g.capacity = strlen(texts[MINE]) + strlen(texts[THEIRS]) + 64;
    g.result = arena_alloc(a, g.capacity);
    for (take_insertions(&g); g.at[BASE] < g.text[BASE].n; take_insertions(&g))
        take_units(&g);
    result_end(&g);
    *out = (struct merge){
        .text = g.result,
        .overlaps = g.overlaps,
        .n = g.overlaps_n,
        .from_mine = g.taken_from[MINE],
        .from_theirs = g.taken_from[THEIRS],
    };
    arena_free(scratch);
}

void merge_paragraphs(struct arena *a, const char *base, const char *mine, const char *theirs,
                      enum merge_favour favour, struct merge *out)
{
    merge_texts(a, (const char *const[]){base, mine, theirs}, favour, false, out);
}

void merge_lines(struct arena *a, const char *base, const char *mine, const char *theirs,
                 enum merge_favour favour, struct merge *out)
{
    merge_texts(a, (const char *const[]){base, mine, theirs}, favour, true, out);
}
