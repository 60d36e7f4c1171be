/* group_near.c: names that are new with a save, and known ones that a hand may have meant by them. */
#include "group.h"
#include "lib/name.h"
#include "lib/slug.h"

#include <string.h>

void new_names_add(struct arena *a, struct new_names *list, const struct new_name *name)
{
    if (new_names_have(a, list, name->kind, name->name))
        return;
    size_t capacity = list->n; /* one more each time: they are few */
    list->v = arena_grow(a, list->v, list->n, &capacity, sizeof *list->v);
    list->v[list->n++] = *name;
}

bool new_names_have(struct arena *a, const struct new_names *list, enum group_kind k,
                    const char *name)
{
    if (!list || list->n == 0)
        return false;
    const char *key = name_key(a, name);
    for (size_t i = 0; i < list->n; i++) {
        if (list->v[i].kind == k && strcmp(name_key(a, list->v[i].name), key) == 0)
            return true;
    }
    return false;
}

/* By distance; those of one distance stay in their order. */
static void near_put(struct groups *near, int *distances, const struct group *g, int d)
{
    size_t at = near->n;
    while (at > 0 && distances[at - 1] > d)
        at--;
    if (at == GROUP_NEAR_MAX)
        return;
    if (near->n < GROUP_NEAR_MAX)
        near->n++;
    for (size_t i = near->n - 1; i > at; i--) {
        near->v[i] = near->v[i - 1];
        distances[i] = distances[i - 1];
    }
    near->v[at] = *g;
    distances[at] = d;
}

/* The names among known that look like it. */
static void group_near_in(struct arena *a, const struct groups *known, const char *name,
                          struct groups *out)
{
    int distances[GROUP_NEAR_MAX];
    struct name_form form = name_form(a, name, slug_from(a, name));
    struct arena *scratch = arena_new();
    *out = (struct groups){.v = arena_array(a, GROUP_NEAR_MAX, sizeof *out->v)};
    for (size_t i = 0; i < known->n; i++) {
        struct name_form other = name_form(scratch, known->v[i].name, known->v[i].slug);
        int d = name_distance(&form, &other);
        if (d != NAME_FAR)
            near_put(out, distances, &known->v[i], d);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

enum store_status group_near(struct store *s, struct arena *a, enum group_kind k, const char *name,
                             const struct actor *by, int64_t now, struct groups *out)
{
    struct groups known;
    enum store_status st = group_list_for(s, a, k, by, now, &known);
    if (st == STORE_OK)
        group_near_in(a, &known, name, out);
    return st;
}
