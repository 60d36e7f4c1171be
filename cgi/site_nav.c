/* site_nav.c: see site_nav.h. */
#include "site_nav.h"

struct kept_site_nav {
    struct site_nav site_nav;
    int64_t generation;  /* of the store, when it was read */
    int64_t from, until; /* it is so at all instants between, if nobody writes */
};

static void site_nav_drop_hidden(struct groups *sections)
{
    size_t n = 0;
    for (size_t i = 0; i < sections->n; i++)
        if (!sections->v[i].hidden)
            sections->v[n++] = sections->v[i];
    sections->n = n;
}

static const struct group *site_nav_of(const struct groups *sections, int64_t id)
{
    for (size_t i = 0; i < sections->n; i++)
        if (sections->v[i].id == id)
            return &sections->v[i];
    return NULL;
}

struct groups site_nav_bands(struct arena *a, const struct groups *sections, const struct front *f)
{
    struct groups out = {.v = arena_array(a, sections->n + 1, sizeof *out.v)};
    for (size_t i = 0; i < f->n_bands; i++) {
        const struct group *g = site_nav_of(sections, f->bands[i].section_id);
        if (g && !f->bands[i].hidden)
            out.v[out.n++] = *g;
    }
    for (size_t i = 0; i < sections->n; i++) {
        size_t k = 0;
        while (k < f->n_bands && f->bands[k].section_id != sections->v[i].id)
            k++;
        if (k == f->n_bands)
            out.v[out.n++] = sections->v[i];
    }
    return out;
}

static enum store_status site_nav_read_front(struct app *app, struct arena *a, int64_t now,
                                             struct kept_site_nav *k)
{
    int64_t until;
    enum store_status st = front_now(app->store, a, now, &k->site_nav.front, &until);
    k->until = until < k->until ? until : k->until;
    k->site_nav.bands = site_nav_bands(a, &k->site_nav.sections, &k->site_nav.front);
    return st;
}

static struct kept_site_nav *site_nav_read(struct app *app, int64_t now)
{
    struct arena *a = arena_new();
    struct kept_site_nav *k = arena_alloc(a, sizeof *k);
    arena_free(app->site_nav_arena);
    app->site_nav_arena = a;
    k->generation = app->generation;
    k->from = now;
    enum store_status st =
        group_list(app->store, a, GROUP_SECTION, false, now, &k->site_nav.sections);
    site_nav_drop_hidden(&k->site_nav.sections);
    if (st == STORE_OK)
        st = section_standing(app->store, a, &k->site_nav.standing);
    if (st == STORE_OK)
        st = story_list_pages(app->store, a, now, &k->site_nav.pages);
    if (st == STORE_OK)
        st = story_list_pages_until(app->store, now, &k->until);
    if (st == STORE_OK)
        st = site_nav_read_front(app, a, now, k);
    if (st != STORE_OK)
        k->site_nav = (struct site_nav){.status = st};
    return k;
}

const struct site_nav *site_nav_get(struct app *app, int64_t now)
{
    struct kept_site_nav *k = app->site_nav;
    if (!k || k->site_nav.status != STORE_OK || k->generation != app->generation || now < k->from ||
        now >= k->until) {
        app->site_nav = k = site_nav_read(app, now);
    }
    return &k->site_nav;
}

const struct group *site_nav_section(struct app *app, int64_t now, int64_t said)
{
    const struct groups *all = &site_nav_get(app, now)->standing;
    for (size_t i = 0; said != 0 && i < all->n; i++)
        if (all->v[i].said == said)
            return &all->v[i];
    return NULL;
}
