/* front.c: the front page by hand: places, bands, an instant, and all arrangements that there were. /admin/front */
#include "front_form.h"

#include "cgi/reader/reader.h"
#include "cgi/site_nav.h"
#include "lib/text.h"

#include <string.h>

#define HISTORY_SHOWN 10
#define WAITING_SHOWN 20

/* ---- What there is --------------------------------------------------------------------------- */

static const char *front_href(struct arena *a, int64_t id)
{
    return arena_printf(a, "/admin/front?of=%" PRId64, id);
}

static void front_show_stories(struct page *p, struct tpl_dict *d, const struct front *one)
{
    struct arena *a = p->req->arena;

    for (size_t i = 0; i < one->n_pins; i++) {
        const struct front_pin *pin = &one->pins[i];
        struct front_story s;
        if (front_story(p->app->store, a, pin->story_id, p->req->now, &s) != STORE_OK)
            continue;
        struct tpl_dict *of = tpl_add(d, "HAS_STORY");
        tpl_set_int(of, "STORY_PLACE", pin->place);
        tpl_set(of, "STORY_HREF", arena_printf(a, "/admin/story/%" PRId64, pin->story_id));
        tpl_set(of, "STORY_HEADLINE",
                *s.headline ? s.headline : app_word(p->app, "(no headline yet)"));
        admin_time_if(p, of, "ENDS", "ENDS_AT", pin->until);
    }
    if (one->n_pins == 0)
        tpl_show(d, "ONLY_NEWEST");
}

/* "Science, City; hidden: Opinion": names as the menu has them. */
static void front_show_sections(struct page *p, struct tpl_dict *d, const struct front *one)
{
    const struct groups *menu = &site_nav_get(p->app, p->req->now)->sections;
    const char *shown = "", *hidden = "";
    struct arena *a = p->req->arena;

    for (size_t i = 0; i < one->n_bands; i++)
        for (size_t k = 0; k < menu->n; k++) {
            const char **to = one->bands[i].hidden ? &hidden : &shown;
            if (menu->v[k].id == one->bands[i].section_id)
                *to = arena_printf(a, "%s%s%s", *to, **to ? " · " : "", menu->v[k].name);
        }
    tpl_set_if(d, "BANDS_SHOWN", shown);
    tpl_set_if(d, "BANDS_OFF", hidden);
}

static void front_show_one(struct page *p, const struct front *one, int64_t live)
{
    struct tpl_dict *d = tpl_add(p->main, "ARRANGED");
    bool waits = one->live_from > p->req->now && one->cancelled_at == 0;

    tpl_set_int(d, "FRONT_ID", one->id);
    tpl_set(d, "OF_HREF", front_href(p->req->arena, one->id));
    admin_time(p, d, "FROM_AT", one->live_from);
    if (*one->saved_by_name)
        tpl_set(tpl_add(d, "BY"), "BY_NAME", one->saved_by_name);
    tpl_show(d, one->id == live     ? "IS_LIVE"
                : one->cancelled_at ? "IS_OFF"
                : waits             ? "WAITS"
                                    : "IS_OVER");
    if (one->id != live && !waits)
        tpl_show(d, "MAY_BACK");
    front_show_stories(p, d, one);
    front_show_sections(p, d, one);
}

static void front_show_waiting(struct page *p, const struct fronts *waiting, int64_t replaces)
{
    for (size_t i = 0; i < waiting->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "WAITING");
        tpl_set_int(d, "WAITING_ID", waiting->v[i].id);
        tpl_set(d, "OF_HREF", front_href(p->req->arena, waiting->v[i].id));
        admin_time(p, d, "WAITING_AT", waiting->v[i].live_from);
        if (*waiting->v[i].saved_by_name)
            tpl_set(tpl_add(d, "WAITING_BY"), "BY_NAME", waiting->v[i].saved_by_name);
        tpl_show(d, waiting->v[i].id == replaces ? "IS_OPEN" : "IS_CLOSED");
    }
    if (waiting->n)
        tpl_show(p->main, "WAITING_IF");
}

/* Its own list of them all is by when they were saved. */
static enum store_status front_show_history(struct page *p, int64_t live)
{
    struct fronts all;
    int64_t before = 0;

    if (!text_to_int(req_query(p->req, "before"), 1, INT64_MAX, &before))
        before = 0;
    enum store_status st = front_history(p->app->store, p->req->arena, before, HISTORY_SHOWN, &all);
    if (st != STORE_OK)
        return st;
    for (size_t i = 0; i < all.n; i++)
        front_show_one(p, &all.v[i], live);
    if (all.n)
        tpl_show(p->main, "HISTORY_IF");
    if (before)
        tpl_set_if(p->main, "NEWEST", "/admin/front#arranged");
    if (all.more)
        tpl_set_if(p->main, "NEXT",
                   arena_printf(p->req->arena, "/admin/front?before=%" PRId64 "#arranged",
                                all.v[all.n - 1].id));
    return STORE_OK;
}

static void front_show(struct front_form *f, struct res *res, const char *said)
{
    struct app *app = f->app;
    struct req *req = f->req;
    struct front now;
    struct fronts waiting;
    enum store_status st = front_now(app->store, req->arena, req->now, &now, NULL);

    if (st == STORE_OK)
        st = front_waiting(app->store, req->arena, WAITING_SHOWN, req->now, &waiting);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/front.tpl", app_word(app, WORD("Front page")));
    page_sheet(&p, "css/rows.css");
    page_sheet(&p, "css/front.css");
    page_sheet(&p, "css/datetime.css");
    page_translate(app, &f->why);
    admin_problems(p.main, &f->why, front_form_is_field);
    admin_show_message(&p);
    tpl_set_if(p.main, "SAID", said ? app_word(app, said) : NULL);
    if (now.id) {
        struct tpl_dict *d = tpl_add(p.main, "SINCE");
        admin_time(&p, d, "SINCE_AT", now.live_from);
    } else {
        tpl_show(p.main, "NEVER");
    }
    front_form_show(&p, f);
    front_show_waiting(&p, &waiting, f->replaces);
    st = front_show_history(&p, now.id);
    if (st == STORE_OK) {
        page_finish(&p);
        return;
    }
    tpl_dict_free(p.layout);
    page_store_error(app, req, res, st, app->store);
}

/* ---- Looking --------------------------------------------------------------------------------- */

static struct front_form front_form_begin(struct app *app, struct req *req)
{
    return (struct front_form){.app = app, .req = req, .why = {.arena = req->arena}};
}

/* Opens what readers see, or the one that ?of= names: to change it when it waits, else to begin from it. */
void front_edit_get(struct app *app, struct req *req, struct res *res)
{
    struct front_form f = front_form_begin(app, req);
    struct front now, of;
    int64_t id = 0;
    enum store_status st = front_now(app->store, req->arena, req->now, &now, NULL);

    of = now;
    if (st == STORE_OK && text_to_int(req_query(req, "of"), 1, INT64_MAX, &id))
        st = front_find(app->store, req->arena, id, &of);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    f.shown = now.id;
    front_form_of(&f, &of);
    if (of.live_from > req->now && of.cancelled_at == 0) {
        f.replaces = of.id;
        datetime_put(app, req->arena, &f.typed, "at", of.live_from);
    }
    front_show(&f, res, NULL);
}

/* The real page, as of the instant at which it would be seen. */
void front_preview_post(struct app *app, struct req *req, struct res *res)
{
    struct front_form f = front_form_begin(app, req);
    struct front as;

    front_form_typed(&f);
    if (!front_form_read(&f, &as)) {
        res->status = 422;
        front_show(&f, res, NULL);
        return;
    }
    const struct site_nav *nav = site_nav_get(app, req->now);
    for (size_t i = 0; i < as.n_bands; i++)
        for (size_t k = 0; k < nav->sections.n; k++)
            if (strcmp(nav->sections.v[k].slug, as.bands[i].slug) == 0)
                as.bands[i].section_id = nav->sections.v[k].id;
    struct groups bands = site_nav_bands(req->arena, &nav->sections, &as);
    struct req then = *req;
    if (as.live_from > req->now)
        then.now = as.live_from;
    front_preview(app, &then, res, &as, &bands);
}

/* ---- Doing ----------------------------------------------------------------------------------- */

/* Somebody else was here before; what was typed stays, and saving it again is meant. */
static void front_say_conflict(struct front_form *f)
{
    struct front now;
    struct arena *a = f->req->arena;

    if (front_now(f->app->store, a, f->req->now, &now, NULL) != STORE_OK)
        return;
    if (f->replaces && now.id == f->shown) {
        problem_say(&f->why, "",
                    WORD("The arrangement that waited was changed, taken off the schedule or has "
                         "gone live meanwhile. What you have arranged is below and is not saved. "
                         "Save it again to keep it as one of its own."),
                    NULL);
    } else {
        problem_say(
            &f->why, "",
            WORD("Somebody else has arranged the front page meanwhile (%NAME%, %TIME%). What you "
                 "have arranged is below and is not saved. Save it again to put it in the place "
                 "of theirs, which stays in the list."),
            "NAME", *now.saved_by_name ? now.saved_by_name : "–", "TIME",
            admin_when(f->app, f->req, now.saved_at), NULL);
    }
    f->shown = now.id;
    f->replaces = 0;
}

static void front_refuse(struct front_form *f, struct res *res, enum store_status st)
{
    if (st == STORE_CONFLICT)
        front_say_conflict(f);
    if (f->why.n == 0)
        admin_store_problem(&f->why, st, f->app->store);
    res->status = admin_status(st);
    front_show(f, res, NULL);
}

static void front_saved(struct req *req, struct res *res, const char *code)
{
    res_redirect(res, 303, arena_printf(req->arena, "/admin/front?saved=%s", code));
}

static void front_save_typed(struct front_form *f, struct res *res)
{
    struct actor by = admin_actor(f->req);
    struct front_save in = {.shown = f->shown, .replaces = f->replaces, .by = &by};
    int64_t id;

    if (!front_form_read(f, &in.front)) {
        res->status = 422;
        front_show(f, res, NULL);
        return;
    }
    enum store_status st = front_save(f->app->store, &in, f->req->now, &id, &f->why);
    if (st == STORE_OK)
        front_saved(f->req, res, in.front.live_from ? "front-waits" : "front");
    else
        front_refuse(f, res, st);
}

/* Of the lists: back to one that was, or one off the schedule. */
static void front_decide(struct front_form *f, struct res *res, bool back)
{
    struct app *app = f->app;
    struct actor by = admin_actor(f->req);
    int64_t id = 0, now = f->req->now;
    enum store_status st = STORE_MISSING;

    if (text_to_int(req_form(f->req, "id"), 1, INT64_MAX, &id))
        st = back ? front_back(app->store, id, f->shown, &by, now, &f->why)
                  : front_cancel(app->store, id, &by, now);
    if (st == STORE_OK) {
        front_saved(f->req, res, back ? "front-back" : "front-cancelled");
        return;
    }
    if (st == STORE_MISSING && !back)
        problem_say(&f->why, "", WORD("This arrangement does not wait any more."), NULL);
    struct front seen;
    if (front_now(app->store, f->req->arena, now, &seen, NULL) == STORE_OK)
        front_form_of(f, &seen);
    if (st == STORE_MISSING && back)
        page_store_error(app, f->req, res, st, app->store);
    else
        front_refuse(f, res, st);
}

void front_edit_post(struct app *app, struct req *req, struct res *res)
{
    struct front_form f = front_form_begin(app, req);
    const char *what = req_form(req, "do");

    front_form_typed(&f);
    if (strcmp(what, "back") == 0 || strcmp(what, "cancel") == 0) {
        front_decide(&f, res, what[0] == 'b');
    } else if (strcmp(what, "save") == 0) {
        front_save_typed(&f, res);
    } else if (front_form_move(&f, what)) {
        front_show(&f, res, WORD("Moved, and not saved yet."));
    } else {
        struct front read;
        bool whole = front_form_read(&f, &read);
        res->status = whole ? 200 : 422;
        front_show(&f, res, whole ? WORD("All of it is understood. Nothing is saved yet.") : NULL);
    }
}
