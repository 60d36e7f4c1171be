/* frame.c: see frame.h. */
#include "frame.h"

struct kept_frame {
    struct frame frame;
    struct arena *arena;
    int64_t generation;  /* of the store, when it was read */
    int64_t from, until; /* it is so at all instants between, if nobody writes */
};

static struct kept_frame *read_frame(struct app *app, int64_t now)
{
    struct arena *a = arena_new();
    struct kept_frame *k = arena_alloc(a, sizeof *k);
    k->arena = a;
    k->generation = app->generation;
    k->from = now;
    enum store_status st =
        group_list(app->reader, a, GROUP_SECTION, false, now, &k->frame.sections);
    if (st == STORE_OK)
        st = story_list_pages(app->reader, a, now, &k->frame.pages);
    if (st == STORE_OK)
        st = story_list_pages_until(app->reader, now, &k->until);
    if (st != STORE_OK)
        k->frame = (struct frame){.sections = {.n = 0}};
    return k;
}

const struct frame *frame_get(struct app *app, int64_t now)
{
    struct kept_frame *k = app->frame;
    if (!k || k->generation != app->generation || now < k->from || now >= k->until) {
        frame_free(k);
        app->frame = k = read_frame(app, now);
    }
    return &k->frame;
}

void frame_free(struct kept_frame *k)
{
    if (k)
        arena_free(k->arena);
}
