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
