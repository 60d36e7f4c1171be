/* front_end.c: see front_end.h. */
#include "front_end.h"

static void end_add(struct front_ends *out, const struct front_pin *pin)
{
    size_t i = out->n++;
    for (; i > 0 && out->v[i - 1].at > pin->until; i--)
        out->v[i] = out->v[i - 1];
    out->v[i] = (struct front_end){.at = pin->until, .story_id = pin->story_id};
}

/* Of one arrangement, which holds before `next`. */
static void ends_of(const struct front *f, int64_t from, int64_t to, int64_t next,
                    struct front_ends *out)
{
    to = to < next ? to : next;
    for (size_t i = 0; i < f->n_pins; i++)
        if (f->pins[i].until >= from && f->pins[i].until < to)
            end_add(out, &f->pins[i]);
}

static enum store_status ends_name(struct store *s, struct arena *a, int64_t now,
                                   struct front_ends *out)
{
    for (size_t i = 0; i < out->n; i++) {
        struct front_story story;
        enum store_status st = front_story(s, a, out->v[i].story_id, now, &story);
        if (st != STORE_OK && st != STORE_MISSING)
            return st;
        out->v[i].headline = st == STORE_OK ? story.headline : "";
    }
    return STORE_OK;
}

enum store_status front_ends(struct store *s, struct arena *a, int64_t from, int64_t to,
                             int64_t now, struct front_ends *out)
{
    struct front live;
    struct fronts waits;
    *out = (struct front_ends){
        .v = arena_array(a, (FRONT_ENDS_WAITING + 1) * FRONT_PLACES_MAX, sizeof *out->v)};
    /* What is over already is no plan; 0 is no end. */
    from = from > now ? from : now + 1;
    enum store_status st = front_now(s, a, now, &live, NULL);
    if (st == STORE_OK)
        st = front_waiting(s, a, FRONT_ENDS_WAITING, now, &waits);
    if (st != STORE_OK)
        return st;
    ends_of(&live, from, to, waits.n ? waits.v[0].live_from : INT64_MAX, out);
    for (size_t i = 0; i < waits.n; i++)
        ends_of(&waits.v[i], from, to, i + 1 < waits.n ? waits.v[i + 1].live_from : INT64_MAX, out);
    return ends_name(s, a, now, out);
}
