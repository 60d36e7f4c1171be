/* front_save.c: arranging the front page: at once, for an instant, back, and off the schedule. */
#include "audit_private.h"
#include "front_private.h"
#include "operation.h"
#include "permission.h"
#include "refuse.h"
#include "story_private.h"

#include "lib/language.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

enum { SAME_INSTANT, CANCEL, FRONT_SAVE_SQL_MAX };

static const char *const sql[FRONT_SAVE_SQL_MAX] = {
    [SAME_INSTANT] = "SELECT 1 FROM front WHERE live_from = ?1 AND cancelled_at IS NULL LIMIT 1",
    [CANCEL] = "UPDATE front SET cancelled_at = ?2, cancelled_by = ?3"
               " WHERE id = ?1 AND live_from > ?2 AND cancelled_at IS NULL",
};
const struct statements front_save_statements = {SET_FRONT_SAVE, sql, FRONT_SAVE_SQL_MAX};

/* One arrangement on its way. */
struct arranging {
    struct store *s;
    struct arena *a;
    const struct front_save *in;
    int64_t now;
    struct front front; /* as it will be written */
    struct front seen;  /* what readers see */
    struct problems *why;
};

/* ---- Checks ---------------------------------------------------------------------------------- */

static enum store_status front_refuse(struct arranging *r, const char *field, int place,
                                      const char *sentence)
{
    return store_refuse(r->why, arena_printf(r->why->arena, "%s_%d", field, place), sentence);
}

static enum store_status front_check_story(struct arranging *r, const struct front_pin *p)
{
    struct front_story there;
    enum store_status st = front_story(r->s, r->a, p->story_id, r->now, &there);
    if (st == STORE_MISSING)
        return front_refuse(r, "story", p->place, WORD("There is no story of this number."));
    if (st != STORE_OK)
        return st;
    if (there.story.kind == STORY_PAGE)
        return front_refuse(r, "story", p->place,
                            WORD("A page has no place on the front page; choose a story."));
    if (there.story.state == STORY_BINNED)
        return front_refuse(r, "story", p->place,
                            WORD("The story is in the bin. Take it out first."));
    return STORE_OK;
}

static enum store_status front_check_pin(struct arranging *r, size_t i)
{
    const struct front_pin *p = &r->front.pins[i];
    int64_t from = r->front.live_from;
    if (p->place < 1 || p->place > FRONT_PLACES_MAX || (i > 0 && p->place <= p[-1].place))
        return store_refuse(r->why, "", WORD("There is no such place on the front page."));
    for (size_t k = 0; k < i; k++)
        if (r->front.pins[k].story_id == p->story_id)
            return front_refuse(r, "story", p->place,
                                WORD("This story has another place already."));
    if (p->until != 0 && (p->until <= from || p->until > DATELINE_MAX))
        return front_refuse(r, "until", p->place,
                            WORD("This time is over before the arrangement begins. Take a later "
                                 "one, or none."));
    return front_check_story(r, p);
}

/* Those that are in no menu have no band; of those that exist, each once. */
static enum store_status front_check_bands(struct arranging *r)
{
    const struct front *in = &r->in->front;
    r->front.bands = arena_array(r->a, in->n_bands + 1, sizeof *r->front.bands);
    r->front.n_bands = 0;
    for (size_t i = 0; i < in->n_bands && i < FRONT_BANDS_MAX; i++) {
        struct group g;
        enum store_status st = group_find(r->s, r->a, GROUP_SECTION, in->bands[i].slug, &g);
        if (st == STORE_MISSING) {
            problem_say(r->why, "", WORD("There is no section “%NAME%”."), "NAME",
                        in->bands[i].slug, NULL);
            return STORE_REFUSED;
        }
        if (st != STORE_OK)
            return st;
        size_t k = 0;
        while (k < r->front.n_bands && r->front.bands[k].section_id != g.id)
            k++;
        if (k == r->front.n_bands)
            r->front.bands[r->front.n_bands++] = (struct front_band){
                .section_id = g.id, .slug = g.slug, .hidden = in->bands[i].hidden};
    }
    return STORE_OK;
}

/* As the menu has them, none hidden: then nothing is said of bands, and the menu's order goes on. */
static enum store_status front_drop_usual_bands(struct arranging *r)
{
    struct groups all;
    enum store_status st = group_list(r->s, r->a, GROUP_SECTION, false, r->now, &all);
    size_t next = 0;
    for (size_t i = 0; st == STORE_OK && i < all.n; i++) {
        if (all.v[i].hidden)
            continue;
        if (next == r->front.n_bands)
            break; /* those that are not named come last, in the menu's order */
        if (r->front.bands[next].hidden || r->front.bands[next].section_id != all.v[i].id)
            return STORE_OK;
        next++;
    }
    if (st == STORE_OK && next == r->front.n_bands)
        r->front.n_bands = 0;
    return st;
}

static enum store_status front_check_instant(struct arranging *r)
{
    int64_t at = r->in->front.live_from;
    if (at == 0) {
        r->front.live_from = r->now;
        return STORE_OK;
    }
    if (at <= r->now || at > DATELINE_MAX)
        return store_refuse(r->why, "at",
                            WORD("This time is over. Take a later one, or none to show the "
                                 "arrangement at once."));
    struct statement *q = db_stmt(r->s, &front_save_statements, SAME_INSTANT);
    db_bind_int(q, 1, at);
    enum store_status st = db_row(r->s, q);
    db_reset(q);
    if (st == STORE_OK)
        return store_refuse(r->why, "at",
                            WORD("Another arrangement waits for this time. Open that one, or take "
                                 "another time."));
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status front_check(struct arranging *r)
{
    enum store_status st = front_check_instant(r), one;
    for (size_t i = 0; i < r->front.n_pins && (st == STORE_OK || st == STORE_REFUSED); i++) {
        one = front_check_pin(r, i);
        st = one == STORE_OK ? st : one;
    }
    if (st == STORE_OK)
        st = front_check_bands(r);
    return st == STORE_OK ? front_drop_usual_bands(r) : st;
}

/* What was shown is what there is. */
static enum store_status front_check_shown(const struct arranging *r)
{
    bool asks = r->in->shown != FRONT_ANY && !(r->in->replaces && r->in->front.live_from);
    return asks && r->in->shown != r->seen.id ? STORE_CONFLICT : STORE_OK;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static bool front_same(const struct front *x, const struct front *y)
{
    if (x->n_pins != y->n_pins || x->n_bands != y->n_bands)
        return false;
    for (size_t i = 0; i < x->n_pins; i++)
        if (x->pins[i].place != y->pins[i].place || x->pins[i].story_id != y->pins[i].story_id ||
            x->pins[i].until != y->pins[i].until)
            return false;
    for (size_t i = 0; i < x->n_bands; i++)
        if (x->bands[i].section_id != y->bands[i].section_id ||
            x->bands[i].hidden != y->bands[i].hidden)
            return false;
    return true;
}

/* "7: 1 = 12, 2 = 8 until …": what the log says. */
static enum store_status front_audit(struct arranging *r, int64_t id)
{
    bool waits = r->front.live_from > r->now;
    const char *said = arena_printf(r->a, "%" PRId64 ":", id);
    if (waits)
        said = arena_printf(r->a, "%s %s,", said, time_text(r->s, r->a, r->front.live_from));
    for (size_t i = 0; i < r->front.n_pins; i++)
        said = arena_printf(r->a, "%s%s %d = %" PRId64, said, i ? "," : "", r->front.pins[i].place,
                            r->front.pins[i].story_id);
    if (r->front.n_pins == 0)
        said = arena_printf(r->a, "%s the newest", said);
    return audit_write(r->s, r->in->by ? r->in->by->user : 0, 0,
                       waits ? "front.schedule" : "front.arrange", said, r->now);
}

/* STORE_MISSING: it does not wait. */
static enum store_status front_cancel_row(struct store *s, int64_t id, const struct actor *by,
                                          int64_t now)
{
    struct statement *q = db_stmt(s, &front_save_statements, CANCEL);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, now);
    db_bind_id(q, 3, by ? by->user : 0);
    enum store_status st = db_run(s, q);
    if (st == STORE_OK && s->engine->changes(s) == 0)
        st = STORE_MISSING;
    return st;
}

static enum store_status front_arrange(struct arranging *r, int64_t *id)
{
    enum store_status st = front_clock(r->s, &r->now);
    r->front.saved_at = r->now;
    if (st == STORE_OK)
        st = front_now(r->s, r->a, r->now, &r->seen, NULL);
    if (st == STORE_OK)
        st = front_check_shown(r);
    if (st == STORE_OK && r->in->replaces) {
        st = front_cancel_row(r->s, r->in->replaces, r->in->by, r->now);
        st = st == STORE_MISSING ? STORE_CONFLICT : st;
    }
    if (st == STORE_OK)
        st = front_check(r);
    if (st != STORE_OK)
        return st;
    *id = r->seen.id;
    if (r->front.live_from == r->now && front_same(&r->front, &r->seen))
        return STORE_OK;
    st = front_write(r->s, &r->front, id);
    return st == STORE_OK ? front_audit(r, *id) : st;
}

static enum store_status front_may(const struct actor *by, struct problems *why)
{
    return permission_may(by, ACT_LEAD, NULL)
               ? STORE_OK
               : store_refuse(why, "", permission_refusal(by, ACT_LEAD, NULL));
}

enum store_status front_save(struct store *s, const struct front_save *in, int64_t now, int64_t *id,
                             struct problems *why)
{
    struct operation op = {.s = s, .by = in->by, .now = now, .why = why};
    *id = 0;
    if (operation_begin(&op, SCOPE_SITE)) {
        struct arranging r = {
            .s = s, .a = op.a, .in = in, .now = now, .front = in->front, .why = why};
        r.front.saved_by = operation_user(&op);
        op.st = front_may(in->by, why);
        if (op.st == STORE_OK)
            op.st = front_arrange(&r, id);
    }
    return operation_end(&op);
}

/* ---- Back, off, and the lead alone ----------------------------------------------------------- */

/* Without those whose time is over, and those that went into the bin since. */
static enum store_status front_drop_gone(struct store *s, struct arena *a, struct front *f,
                                         int64_t now)
{
    enum store_status st = STORE_OK;
    size_t n = 0;
    for (size_t i = 0; st == STORE_OK && i < f->n_pins; i++) {
        struct front_story there;
        st = front_story(s, a, f->pins[i].story_id, now, &there);
        if (st != STORE_OK || there.story.state == STORY_BINNED)
            st = st == STORE_MISSING ? STORE_OK : st;
        else if (f->pins[i].until == 0 || f->pins[i].until > now)
            f->pins[n++] = f->pins[i];
    }
    f->n_pins = n;
    return st;
}

enum store_status front_back(struct store *s, int64_t id, int64_t shown, const struct actor *by,
                             int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    struct front_save in = {.shown = shown, .by = by};
    int64_t made;
    enum store_status st = front_find(s, a, id, &in.front);
    in.front.live_from = 0;
    if (st == STORE_OK)
        st = front_drop_gone(s, a, &in.front, now);
    if (st == STORE_OK)
        st = front_save(s, &in, now, &made, why);
    arena_free(a);
    return st;
}

enum store_status front_cancel(struct store *s, int64_t id, const struct actor *by, int64_t now)
{
    struct operation op = {.s = s, .by = by, .now = now};
    if (operation_begin(&op, SCOPE_SITE)) {
        op.st =
            permission_may(by, ACT_LEAD, NULL) ? front_cancel_row(s, id, by, now) : STORE_REFUSED;
        if (op.st == STORE_OK)
            op.st = operation_audit(&op, "front.cancel", arena_printf(op.a, "%" PRId64, id));
    }
    return operation_end(&op);
}

/* Lead 0: nobody has the place. */
static enum store_status front_set_lead(struct store *s, struct arena *a, int64_t story_id,
                                        const struct front *seen, const struct actor *by,
                                        int64_t now)
{
    struct front f = *seen;
    int64_t id;
    f.pins = arena_array(a, seen->n_pins + 1, sizeof *f.pins);
    f.n_pins = 0;
    if (story_id)
        f.pins[f.n_pins++] = (struct front_pin){.place = 1, .story_id = story_id};
    for (size_t i = 0; i < seen->n_pins; i++)
        if (seen->pins[i].place != 1 && seen->pins[i].story_id != story_id &&
            (seen->pins[i].until == 0 || seen->pins[i].until > now))
            f.pins[f.n_pins++] = seen->pins[i];
    f.live_from = f.saved_at = now;
    f.saved_by = by ? by->user : 0;
    return front_same(&f, seen) ? STORE_OK : front_write(s, &f, &id);
}

enum store_status front_put_lead(struct store *s, struct arena *a, int64_t story_id, int64_t shown,
                                 int64_t *leads, const struct actor *by, int64_t now)
{
    struct front seen;
    enum store_status st = front_clock(s, &now);
    if (st == STORE_OK)
        st = front_now(s, a, now, &seen, NULL);
    if (st != STORE_OK)
        return st;
    *leads = front_lead(&seen, now);
    if (shown != FRONT_ANY && *leads != shown && *leads != story_id)
        return STORE_CONFLICT;
    return front_set_lead(s, a, story_id, &seen, by, now);
}

enum store_status front_end_lead(struct store *s, struct arena *a, int64_t story_id,
                                 const struct actor *by, int64_t now)
{
    struct front seen;
    enum store_status st = front_clock(s, &now);
    if (st == STORE_OK)
        st = front_now(s, a, now, &seen, NULL);
    if (st != STORE_OK || !front_leads(&seen, story_id, now))
        return st;
    return front_set_lead(s, a, 0, &seen, by, now);
}
