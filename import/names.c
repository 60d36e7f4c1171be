/* names.c: what is said of the names that an import made. */
#include "names.h"

#include "lib/name.h"
#include "lib/slug.h"

#include <string.h>

/* Pairs that are compared: an archive with more new names than that has its numbers said alone. */
#define PAIRS_MAX 20000000

enum store_status import_names_begin(struct import_names *n, struct store *s, struct arena *a)
{
    *n = (struct import_names){.seen = json_object()};
    enum store_status st = group_list(s, a, GROUP_TAG, false, 0, &n->known[GROUP_TAG]);
    if (st == STORE_OK)
        st = group_list(s, a, GROUP_BYLINE, false, 0, &n->known[GROUP_BYLINE]);
    return st;
}

void import_names_note(struct import_names *n, struct arena *a, const struct new_names *made)
{
    for (size_t i = 0; i < made->n; i++) {
        const struct new_name *m = &made->v[i];
        const char *key = arena_printf(a, "%d %s", (int)m->kind, m->name);
        if (!n->seen || json_object_get(n->seen, key) ||
            json_object_set_new(n->seen, key, json_true()))
            continue;
        n->made.v = arena_grow(a, n->made.v, n->made.n, &n->capacity, sizeof *n->made.v);
        n->made.v[n->made.n++] = (struct new_name){
            .kind = m->kind, .name = arena_dup(a, m->name), .slug = arena_dup(a, m->slug)};
    }
}

/* One to be compared with. */
struct names_form {
    const char *name;
    struct name_form form;
};
struct names_forms {
    struct names_form *v;
    size_t n, known; /* those that were known come first */
};

static void names_form_add(struct arena *a, struct names_forms *f, const char *name,
                           const char *slug)
{
    f->v[f->n++] = (struct names_form){name, name_form(a, name, slug)};
}

static struct names_forms names_forms(struct arena *a, const struct import_names *n,
                                      enum group_kind k)
{
    const struct groups *known = &n->known[k];
    struct names_forms f = {.v = arena_array(a, known->n + n->made.n, sizeof *f.v)};
    for (size_t i = 0; i < known->n; i++)
        names_form_add(a, &f, known->v[i].name, known->v[i].slug);
    f.known = f.n;
    for (size_t i = 0; i < n->made.n; i++)
        if (n->made.v[i].kind == k)
            names_form_add(a, &f, n->made.v[i].name, n->made.v[i].slug);
    return f;
}

/* The nearest of those before it; "": none. */
static const char *names_near(const struct names_forms *f, size_t at)
{
    const char *near = "";
    int least = NAME_FAR;
    for (size_t i = 0; i < at; i++) {
        int d = name_distance(&f->v[at].form, &f->v[i].form);
        if (d < least) {
            least = d;
            near = f->v[i].name;
        }
    }
    return near;
}

/* "li-lei-2" of "li-lei". */
static bool names_numbered(const char *base, const char *slug)
{
    size_t n = strlen(base);
    return strncmp(slug, base, n) == 0 && slug[n] == '-' &&
           slug[n + 1 + strspn(slug + n + 1, "0123456789")] == '\0';
}

static void names_compare(struct import_names *n, struct arena *a, enum group_kind k,
                          struct import_name_list *out)
{
    struct arena *scratch = arena_new();
    struct names_forms f = names_forms(scratch, n, k);
    bool compares = (f.n - f.known) <= PAIRS_MAX / (f.n + 1);
    size_t at = f.known;
    for (size_t i = 0; i < n->made.n; i++) {
        const struct new_name *m = &n->made.v[i];
        if (m->kind != k)
            continue;
        bool numbered = names_numbered(slug_from(scratch, m->name), m->slug);
        const char *near = compares ? names_near(&f, at) : "";
        at++;
        if (numbered || *near)
            out->v[out->n++] =
                (struct import_name){k, m->name, m->slug, numbered, arena_dup(a, near)};
    }
    arena_free(scratch);
}

void import_names_end(struct import_names *n, struct arena *a, struct import_name_list *out)
{
    *out = (struct import_name_list){.v = arena_array(a, n->made.n, sizeof *out->v)};
    names_compare(n, a, GROUP_BYLINE, out);
    names_compare(n, a, GROUP_TAG, out);
    json_decref(n->seen);
    n->seen = NULL;
}
