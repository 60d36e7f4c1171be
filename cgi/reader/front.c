/* front.c: the front page: the lead and the latest, as editors put them (db/front.h), what was updated, the
 * sections. No story stands twice on it, except that "Recently updated" may name any. */
#include "reader.h"

#include "cgi/address.h"
#include "cgi/site_nav.h"

#include <string.h>

#define UPDATED 5
#define REVIEWS_MIN 2 /* fewer are no strip of their own */
#define REVIEWS 5
#define LATEST 6 /* below the lead: */
#define PLACES (1 + LATEST)
#define SECOND 2 /* so many with a picture */
#define OF_SECTION 4
#define ABREAST 3 /* side by side there is no room for a fourth */
#define SECTIONS_MAX 12
#define SECTIONS_FIRST 2 /* before the reviews */
#define SHOWN_MAX 16     /* the lead, the latest, the reviews */

struct front_page {
    struct page p;
    struct card shown[SHOWN_MAX]; /* so far, outside of their sections */
    size_t n_shown;
    bool strip;                 /* reviews have a strip of their own */
    struct card placed[PLACES]; /* by editors, from the lead on; id 0: the newest has this place */
};

static void front_remember(struct front_page *f, const struct card *c)
{
    if (f->n_shown < SHOWN_MAX)
        f->shown[f->n_shown++] = *c;
}

static bool front_is_shown(const struct front_page *f, const struct card *c)
{
    for (size_t i = 0; i < f->n_shown; i++) {
        if (f->shown[i].id == c->id)
            return true;
    }
    return false;
}

static enum store_status front_take_list(struct front_page *f, enum story_list which, int64_t key,
                                         size_t limit, struct cards *out)
{
    return story_list_newest(f->p.app->store, f->p.req->arena, which, key, limit, f->p.req->now,
                             out);
}

/* STORE_MISSING: readers do not see it, or its time there is over. */
static enum store_status front_find_pinned(struct front_page *f, const struct front_pin *pin,
                                           struct card *out)
{
    if (pin->until != 0 && pin->until <= f->p.req->now) {
        page_shows(&f->p, pin->until);
        return STORE_MISSING;
    }
    enum store_status st =
        story_card(f->p.app->store, f->p.req->arena, pin->story_id, f->p.req->now, out);
    return st == STORE_OK && out->kind == STORY_PAGE ? STORE_MISSING : st;
}

/* What has no place leaves it to those below. */
static enum store_status front_place(struct front_page *f, const struct front *as)
{
    size_t place = 0, above = 0; /* above: the last place that was looked at */
    page_shows(&f->p, as->live_from);
    for (size_t i = 0; i < as->n_pins; i++) {
        const struct front_pin *pin = &as->pins[i];
        struct card c;
        place += (size_t)pin->place - above - 1;
        above = (size_t)pin->place;
        if (place >= PLACES)
            break;
        enum store_status st = front_find_pinned(f, pin, &c);
        if (st == STORE_OK) {
            f->placed[place++] = c;
            front_remember(f, &c);
        } else if (st != STORE_MISSING) {
            return st;
        }
    }
    return STORE_OK;
}

/* The newest that is not on the page yet, from *from on; NULL: there is none. A review that has its place
 * in the strip is not news as well. */
static const struct card *front_next(struct front_page *f, const struct cards *newest, size_t *from)
{
    while (*from < newest->n) {
        const struct card *c = &newest->v[(*from)++];
        if (!front_is_shown(f, c) && !(f->strip && c->kind == STORY_REVIEW)) {
            front_remember(f, c);
            return c;
        }
    }
    return NULL;
}

/* The first that editors put anywhere, taken from there. NULL: they put none. */
static const struct card *front_raise(struct front_page *f)
{
    for (size_t place = 1; place < PLACES; place++) {
        if (f->placed[place].id == 0)
            continue;
        f->placed[0] = f->placed[place];
        f->placed[place].id = 0;
        return &f->placed[0];
    }
    return NULL;
}

static void front_fill_lead(struct front_page *f, const struct cards *newest)
{
    size_t from = 0;
    const struct card *lead = f->placed[0].id ? &f->placed[0] : front_next(f, newest, &from);

    if (!lead) /* all that there is was put further down */
        lead = front_raise(f);
    if (!lead) {
        tpl_show(f->p.main, "EMPTY_IF");
        return;
    }
    tpl_show(f->p.main, "LEAD_IF");
    card_add(&f->p, f->p.main, "LEAD", CARD_LEAD, lead);
}

static void front_fill_reviews(struct front_page *f, const struct cards *reviews)
{
    size_t fresh = 0;

    for (size_t i = 0; i < reviews->n; i++)
        fresh += !front_is_shown(f, &reviews->v[i]);
    f->strip = fresh >= REVIEWS_MIN;
    for (size_t i = 0, n = 0; f->strip && i < reviews->n && n < REVIEWS; i++) {
        if (front_is_shown(f, &reviews->v[i]))
            continue;
        if (n++ == 0)
            tpl_show(f->p.main, "REVIEWS_IF");
        card_add(&f->p, f->p.main, "REVIEWS", CARD_RATED, &reviews->v[i]);
        front_remember(f, &reviews->v[i]);
    }
}

static void front_pick_latest(struct front_page *f, const struct cards *newest, struct cards *out)
{
    size_t from = 0;

    out->v = arena_array(f->p.req->arena, LATEST, sizeof *out->v);
    for (size_t place = 1; place < PLACES; place++) {
        const struct card *c =
            f->placed[place].id ? &f->placed[place] : front_next(f, newest, &from);
        if (c)
            out->v[out->n++] = *c;
    }
}

/* Two with their pictures and a column of headlines; where there are no pictures, all alike, for a
 * column of headlines would stand beside nothing. */
static void front_fill_latest(struct front_page *f, const struct cards *newest)
{
    struct tpl_dict *main = f->p.main;
    struct cards latest = {0};
    size_t n = 0, alike = LATEST;

    front_pick_latest(f, newest, &latest);
    for (size_t i = 0; i < latest.n && i < SECOND; i++) {
        if (latest.v[i].hero_id != 0)
            alike = SECOND;
    }
    for (size_t i = 0; i < latest.n; i++) {
        const struct card *c = &latest.v[i];
        if (++n == 1)
            tpl_show(main, "LATEST_IF");
        if (n == alike + 1)
            tpl_show(main, "BRIEFS_IF");
        if (n <= alike)
            card_add(&f->p, main, "SECOND", CARD_FULL, c);
        else
            card_add(&f->p, main, "LATEST", CARD_LINE, c);
    }
}

static enum store_status front_fill_updated(struct front_page *f)
{
    struct cards updated = {0};
    enum store_status st =
        story_list_updated(f->p.app->store, f->p.req->arena, UPDATED, f->p.req->now, &updated);

    if (st == STORE_OK)
        cards_add(&f->p, f->p.main, "UPDATED", CARD_UPDATE, &updated);
    return st;
}

/* Sections take turns at three layouts, so that a long front page keeps its rhythm: a large story
 * and a column of headlines, three abreast, and the first one turned round. Without a picture to
 * lead with, three abreast it is. */
static void front_fill_band(struct front_page *f, const struct group *g, const struct cards *cards,
                            size_t nth)
{
    static const char *const rhythms[] = {"left", "abreast", "right"};
    bool headlines = cards->n > 2 && nth % 3 != 1 && cards->v[0].hero_id != 0; /* as a column */
    const char *rhythm = cards->n == 2 ? "pair" : headlines ? rhythms[nth % 3] : "abreast";
    size_t n = !headlines && cards->n > ABREAST ? ABREAST : cards->n;
    struct tpl_dict *d =
        tpl_include(tpl_add(f->p.main, nth < SECTIONS_FIRST ? "SECTIONS" : "LATER_SECTIONS"),
                    "BAND", "partials/band.tpl");

    tpl_set(d, "NAME", g->name);
    tpl_set_if(d, "ABOUT", typeset(f->p.app, f->p.req->arena, "", g->text));
    tpl_set(d, "SECTION_HREF", arena_printf(f->p.req->arena, "/%s/", g->slug));
    tpl_set(d, "RHYTHM", rhythm);
    card_add(&f->p, d, "FIRST", CARD_BIG, &cards->v[0]);
    for (size_t i = 1; i < n; i++)
        card_add(&f->p, d, "MORE", headlines ? CARD_PLAIN : CARD_BIG, &cards->v[i]);
    tpl_show(d, cards->n > 1 ? "MORE_IF" : "LONE_IF");
}

/* The section's newest that are not on the page yet. */
static enum store_status front_list_fresh(struct front_page *f, const struct group *g, size_t limit,
                                          struct cards *out)
{
    struct cards all = {0};
    size_t of_it = 0;
    enum store_status st;

    for (size_t i = 0; i < f->n_shown; i++) {
        const struct group *of = site_nav_section(f->p.app, f->p.req->now, f->shown[i].section_id);
        of_it += of && of->id == g->id;
    }
    st = front_take_list(f, LIST_SECTION, g->id, limit + of_it, &all);
    out->v = arena_array(f->p.req->arena, all.n, sizeof *out->v);
    out->n = 0;
    for (size_t i = 0; st == STORE_OK && i < all.n && out->n < limit; i++) {
        if (!front_is_shown(f, &all.v[i]))
            out->v[out->n++] = all.v[i];
    }
    return st;
}

static enum store_status front_fill_sections(struct front_page *f, const struct groups *bands)
{
    enum store_status st = STORE_OK;
    size_t nth = 0;

    for (size_t i = 0; st == STORE_OK && i < bands->n && nth < SECTIONS_MAX; i++) {
        struct cards cards = {0};
        st = front_list_fresh(f, &bands->v[i], nth % 3 == 1 ? ABREAST : OF_SECTION, &cards);
        if (st == STORE_OK && cards.n > 0)
            front_fill_band(f, &bands->v[i], &cards, nth++);
    }
    return st;
}

static enum store_status front_fill(struct front_page *f, const struct front *as,
                                    const struct groups *bands)
{
    struct cards newest = {0}, reviews = {0};
    enum store_status st = front_take_list(f, LIST_ALL, 0, 1 + LATEST + REVIEWS, &newest);

    if (st == STORE_OK)
        st = front_take_list(f, LIST_REVIEWS, 0, REVIEWS + 1, &reviews);
    if (st == STORE_OK)
        st = front_place(f, as);
    if (st != STORE_OK)
        return st;
    front_fill_lead(f, &newest);
    front_fill_reviews(f, &reviews);
    front_fill_latest(f, &newest);
    st = front_fill_updated(f);
    return st == STORE_OK ? front_fill_sections(f, bands) : st;
}

static void front_start(struct front_page *f, struct app *app, struct req *req, struct res *res)
{
    f->p = page_start(app, req, res, "reader/front.tpl", NULL);
    page_canonical(&f->p, "/");
    structured_fill_front(&f->p);
    tpl_set_if(f->p.layout, "DESCRIPTION",
               typeset(app, req->arena, "", app_setting(app, SETTING_TAGLINE)));
}

static void front_finish(struct front_page *f, enum store_status st)
{
    if (st == STORE_OK) {
        page_finish(&f->p);
        return;
    }
    tpl_dict_free(f->p.layout);
    page_store_error(f->p.app, f->p.req, f->p.res, st, f->p.app->store);
}

void front_get(struct app *app, struct req *req, struct res *res)
{
    const char *moved = *req->raw_query ? address_of_number(app, req) : NULL;
    if (moved) {
        res_redirect(res, 301, moved);
        return;
    }
    struct front_page *f = arena_alloc(req->arena, sizeof *f);
    const struct site_nav *nav = site_nav_get(app, req->now);

    front_start(f, app, req, res);
    front_finish(f,
                 nav->status == STORE_OK ? front_fill(f, &nav->front, &nav->bands) : nav->status);
}

void front_preview(struct app *app, struct req *req, struct res *res, const struct front *as,
                   const struct groups *bands)
{
    struct front_page *f = arena_alloc(req->arena, sizeof *f);

    front_start(f, app, req, res);
    tpl_show(f->p.layout, "NOINDEX");
    res_cache(res, CACHE_NONE);
    front_finish(f, front_fill(f, as, bands));
}
