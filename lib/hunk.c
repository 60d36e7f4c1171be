/* hunk.c: see hunk.h. */
#include "hunk.h"

#include "merge_private.h"

#include <string.h>

static const char *end_of(struct merge_part unit)
{
    return unit.p + unit.n;
}

/* From one place of a text to another. */
struct range {
    const char *from, *to;
};

/* Where units [from, to) of a text are, none being a place: with what parts them from the one before,
 * else from the one after, when they come or go as a whole. */
static struct range range_of(const struct merge_text *t, int from, int to, bool whole)
{
    if (t->n == 0)
        return (struct range){t->p, t->end};
    const char *to_unit = to > 0 ? end_of(t->v[to - 1]) : t->v[0].p;
    if (!whole)
        return (struct range){t->v[from].p, to_unit};
    if (from > 0)
        return (struct range){end_of(t->v[from - 1]), to_unit};
    return (struct range){t->v[0].p, to < t->n ? t->v[to].p : to_unit};
}

static const char *text_of(struct arena *a, struct range r)
{
    return arena_dupn(a, r.from, (size_t)(r.to - r.from));
}

static struct hunk hunk_make(struct arena *a, const struct merge_text *base,
                             const struct merge_text *side, const struct merge_change *c)
{
    bool whole = c->base_from == c->base_to || c->from == c->to;
    struct range was = range_of(base, c->base_from, c->base_to, whole);
    struct range is = range_of(side, c->from, c->to, whole);
    struct hunk out = {(size_t)(was.from - base->p), text_of(a, was), text_of(a, is)};
    /* All of a text that comes or goes has neither neighbour in one of the two. */
    if (whole && c->base_from == c->base_to && base->n)
        out.before = "";
    if (whole && c->from == c->to && side->n)
        out.after = "";
    return out;
}

struct hunks hunks_of(struct arena *a, const char *before, const char *after, bool by_lines)
{
    struct merge_text base = merge_split(a, before, by_lines);
    struct merge_text side = merge_split(a, after, by_lines);
    struct merge_changes all = merge_align(a, &base, &side);
    struct hunks out = {.v = arena_array(a, (size_t)all.n + 1, sizeof *out.v)};
    for (int i = 0; i < all.n; i++)
        out.v[out.n++] = hunk_make(a, &base, &side, &all.v[i]);
    return out;
}

const char *hunks_take(struct arena *a, const char *text, const struct hunk *v, size_t n)
{
    size_t length = strlen(text), room = length + 1, at = 0, used = 0;
    for (size_t i = 0; i < n; i++)
        room += strlen(v[i].after);
    char *out = arena_alloc(a, room);
    for (size_t i = 0; i < n; i++) {
        size_t gone = strlen(v[i].before);
        if (v[i].at > length || strncmp(text + v[i].at, v[i].before, gone) != 0)
            continue;
        /* Two neighbours may both have the white space between them. */
        if (v[i].at > at) {
            memcpy(out + used, text + at, v[i].at - at);
            used += v[i].at - at;
        }
        memcpy(out + used, v[i].after, strlen(v[i].after));
        used += strlen(v[i].after);
        at = v[i].at + gone > at ? v[i].at + gone : at;
    }
    memcpy(out + used, text + at, length - at + 1);
    /* What stood before the first unit is gone with it. */
    return text[0] == '\n' ? out : out + strspn(out, "\n");
}
