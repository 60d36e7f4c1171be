/* front_form.c: see front_form.h. */
#include "front_form.h"

#include "cgi/site_nav.h"
#include "db/story_desk.h"
#include "db/story_find.h"
#include "lib/text.h"

#include <string.h>

#define ROWS_LEAST 7 /* the places that the page has */
#define OFFERED_LIVE 40
#define OFFERED_COMING 20
#define SEVERAL_SHOWN 3

static const char *front_field(struct arena *a, const char *name, int place)
{
    return arena_printf(a, "%s_%d", name, place);
}

bool front_form_is_field(const char *name)
{
    return strncmp(name, "story_", 6) == 0 || strncmp(name, "until_", 6) == 0 ||
           strcmp(name, "at") == 0;
}

/* "Ferry late (12)": how a story is named in the form. */
static const char *front_story_name(struct app *app, struct arena *a, const struct front_story *s)
{
    return arena_printf(a, "%s (%" PRId64 ")",
                        *s->headline ? s->headline : app_word(app, "(no headline yet)"),
                        s->story.id);
}

/* ---- Filling it ------------------------------------------------------------------------------ */

/* One whose texts are deleted has no name any more, and no place. */
static void front_form_put(struct front_form *f, const struct front_pin *pin)
{
    struct arena *a = f->req->arena;
    struct front_story s;

    if ((pin->until != 0 && pin->until <= f->req->now) ||
        front_story(f->app->store, a, pin->story_id, f->req->now, &s) != STORE_OK)
        return;
    admin_field_put(a, &f->typed, front_field(a, "story", pin->place),
                    front_story_name(f->app, a, &s));
    datetime_put(f->app, a, &f->typed, front_field(a, "until", pin->place), pin->until);
}

/* Those of the arrangement, then the others of the menu. */
static void front_form_put_bands(struct front_form *f, const struct front *front)
{
    const struct groups *menu = &site_nav_get(f->app, f->req->now)->sections;
    struct front all = {.bands = front->bands, .n_bands = front->n_bands};

    for (size_t i = 0; i < all.n_bands; i++)
        if (all.bands[i].hidden)
            strlist_add(f->req->arena, &f->hidden, all.bands[i].slug);
    for (size_t i = 0; i < all.n_bands; i++)
        all.bands[i].hidden = false;
    struct groups bands = site_nav_bands(f->req->arena, menu, &all);
    for (size_t i = 0; i < bands.n; i++)
        strlist_add(f->req->arena, &f->bands, bands.v[i].slug);
}

void front_form_of(struct front_form *f, const struct front *front)
{
    for (size_t i = 0; i < front->n_pins; i++)
        front_form_put(f, &front->pins[i]);
    front_form_put_bands(f, front);
}

/* A field of the row that was sent under that number, in its place by now. */
static void front_form_carry(struct front_form *f, const char *name, const char *row, int place)
{
    static const char *const parts[] = {"", "_which"};
    struct arena *a = f->req->arena;

    for (size_t i = 0; i < 2; i++) {
        const char *typed = req_form(f->req, arena_printf(a, "%s_%s%s", name, row, parts[i]));
        if (*typed)
            admin_field_put(a, &f->typed, arena_printf(a, "%s_%d%s", name, place, parts[i]), typed);
    }
}

void front_form_typed(struct front_form *f)
{
    const struct fields *form = &f->req->form;
    struct arena *a = f->req->arena;
    int place = 0;

    for (size_t i = 0; i < form->n; i++) {
        const char *name = form->v[i].name, *value = form->v[i].value;
        if (strcmp(name, "row") == 0 && place < FRONT_PLACES_MAX) {
            front_form_carry(f, "story", value, ++place);
            front_form_carry(f, "until", value, place);
        } else if (strcmp(name, "band") == 0 && f->bands.n < FRONT_BANDS_MAX) {
            strlist_add(a, &f->bands, value);
        } else if (strcmp(name, "hide") == 0 && f->hidden.n < FRONT_BANDS_MAX) {
            strlist_add(a, &f->hidden, value);
        }
    }
    admin_field_put(a, &f->typed, "at", req_form(f->req, "at"));
    admin_field_put(a, &f->typed, "at_which", req_form(f->req, "at_which"));
    if (!text_to_int(req_form(f->req, "shown"), 0, INT64_MAX, &f->shown))
        f->shown = 0;
    if (!text_to_int(req_form(f->req, "replaces"), 0, INT64_MAX, &f->replaces))
        f->replaces = 0;
}

/* ---- Moving ---------------------------------------------------------------------------------- */

static void front_form_swap(struct front_form *f, int one, int other)
{
    static const char *const names[] = {"story", "until"};
    static const char *const parts[] = {"", "_which"};
    struct arena *a = f->req->arena;

    for (size_t i = 0; i < 4; i++) {
        const char *name = names[i / 2], *part = parts[i % 2];
        const char *here = arena_printf(a, "%s_%d%s", name, one, part);
        const char *there = arena_printf(a, "%s_%d%s", name, other, part);
        const char *kept = admin_field(&f->typed, here);
        admin_field_put(a, &f->typed, here, admin_field(&f->typed, there));
        admin_field_put(a, &f->typed, there, kept);
    }
}

bool front_form_move(struct front_form *f, const char *what)
{
    bool band = strncmp(what, "band-", 5) == 0;
    const char *way = band ? what + 5 : what, *dash = strchr(way, '-');
    int64_t from, last = band ? (int64_t)f->bands.n : FRONT_PLACES_MAX;

    if (!dash || !text_to_int(dash + 1, 1, last, &from) ||
        (strncmp(way, "up-", 3) != 0 && strncmp(way, "down-", 5) != 0))
        return false;
    int64_t to = way[0] == 'u' ? from - 1 : from + 1;
    if (to < 1 || to > last)
        return true;
    if (!band) {
        front_form_swap(f, (int)from, (int)to);
        return true;
    }
    const char *kept = f->bands.v[from - 1];
    f->bands.v[from - 1] = f->bands.v[to - 1];
    f->bands.v[to - 1] = kept;
    return true;
}

/* ---- Understanding it ------------------------------------------------------------------------ */

/* The number in "Ferry late (12)", "12" or "#12"; 0: none. */
static int64_t front_number(struct arena *a, const char *typed)
{
    size_t n = strlen(typed);
    const char *open = strrchr(typed, '(');
    int64_t id;

    if (open && n > 0 && typed[n - 1] == ')')
        typed = arena_dupn(a, open + 1, n - (size_t)(open - typed) - 2);
    else if (*typed == '#')
        typed++;
    return text_to_int(typed, 1, INT64_MAX, &id) ? id : 0;
}

/* Several stories that are meant perhaps, as they are to be named. */
static void front_say_several(struct front_form *f, const char *field, const char *typed,
                              const struct find_hits *found)
{
    const char *names = "";

    for (size_t i = 0; i < found->n && i < SEVERAL_SHOWN; i++) {
        const struct front_story s = {found->v[i].story, found->v[i].headline};
        names = arena_printf(f->req->arena, "%s%s%s", names, i ? " · " : "",
                             front_story_name(f->app, f->req->arena, &s));
    }
    problem_say(&f->why, field,
                WORD("More than one story fits “%TYPED%”. Write one of them: %STORIES%"), "TYPED",
                typed, "STORIES", names, NULL);
}

static int64_t front_find_typed(struct front_form *f, const char *field, const char *typed)
{
    struct actor by = admin_actor(f->req);
    struct find_hits found;
    struct arena *a = f->req->arena;
    int64_t id = front_number(a, typed);
    struct front_story s;

    if (id && front_story(f->app->store, a, id, f->req->now, &s) == STORE_OK)
        return id;
    if (id || story_find_typed(f->app->store, a, &by, typed, f->req->now, &found) != STORE_OK)
        found.n = 0;
    if (found.n == 1)
        return found.v[0].story.id;
    if (found.n > 1)
        front_say_several(f, field, typed, &found);
    else
        problem_say(&f->why, field,
                    WORD("No story fits “%TYPED%”. Write its number, its address or words of its "
                         "headline."),
                    "TYPED", typed, NULL);
    return 0;
}

static void front_form_read_place(struct front_form *f, int place, struct front *out)
{
    struct arena *a = f->req->arena;
    const char *field = front_field(a, "story", place), *until = front_field(a, "until", place);
    const char *typed = text_line(a, admin_field(&f->typed, field));
    struct front_pin pin = {.place = place};
    struct front_story s;

    if (!*typed)
        return;
    pin.story_id = front_find_typed(f, field, typed);
    bool whole = datetime_read(f->app, &f->typed, until, &pin.until, &f->why);
    if (pin.story_id == 0)
        return;
    if (front_story(f->app->store, a, pin.story_id, f->req->now, &s) == STORE_OK)
        admin_field_put(a, &f->typed, field, front_story_name(f->app, a, &s));
    if (whole)
        out->pins[out->n_pins++] = pin;
}

static bool front_form_hides(const struct front_form *f, const char *slug)
{
    for (size_t i = 0; i < f->hidden.n; i++)
        if (strcmp(f->hidden.v[i], slug) == 0)
            return true;
    return false;
}

bool front_form_read(struct front_form *f, struct front *out)
{
    struct arena *a = f->req->arena;

    *out = (struct front){.pins = arena_array(a, FRONT_PLACES_MAX, sizeof *out->pins),
                          .bands = arena_array(a, f->bands.n + 1, sizeof *out->bands)};
    for (int place = 1; place <= FRONT_PLACES_MAX; place++)
        front_form_read_place(f, place, out);
    for (size_t i = 0; i < f->bands.n; i++)
        out->bands[out->n_bands++] = (struct front_band){
            .slug = f->bands.v[i], .hidden = front_form_hides(f, f->bands.v[i])};
    datetime_read(f->app, &f->typed, "at", &out->live_from, &f->why);
    return f->why.n == 0;
}

/* ---- Showing it ------------------------------------------------------------------------------ */

/* What becomes of its place, when readers do not see the story. */
static void front_show_state(struct page *p, struct tpl_dict *d, int64_t id)
{
    struct front_story s;

    if (id == 0 || front_story(p->app->store, p->req->arena, id, p->req->now, &s) != STORE_OK ||
        s.story.state == STORY_LIVE)
        return;
    struct tpl_dict *state = tpl_add(d, "NOT_LIVE");
    tpl_set(state, "STATE_NAME", story_state_name(s.story.state));
    tpl_set(state, "STATE_LABEL", app_word(p->app, admin_state_label(s.story.state)));
    if (s.story.state == STORY_SCHEDULED)
        tpl_set_if(state, "STATE_AT", admin_when(p->app, p->req, s.story.published_at));
}

static void front_show_row(struct page *p, struct front_form *f, int place, int rows)
{
    struct arena *a = p->req->arena;
    struct tpl_dict *d = tpl_add(p->main, "ROW");
    const char *field = front_field(a, "story", place), *typed = admin_field(&f->typed, field);
    const struct datetime_field until = {.name = front_field(a, "until", place),
                                         .label = WORD("Until")};
    const char *problem = problem_of(&f->why, field);

    tpl_set_int(d, "PLACE", place);
    tpl_show(d, place == 1 ? "IS_FIRST" : "IS_LATER");
    tpl_set(d, "STORY_TYPED", typed);
    if (problem) {
        tpl_set(tpl_add(d, "WRONG"), "WRONG_TEXT", problem);
        tpl_show(d, "IS_WRONG");
    }
    front_show_state(p, d, front_number(a, typed));
    datetime_show(p, d, "UNTIL_FIELD", &until, &f->typed, &f->why);
    if (place == 1)
        tpl_show(d, "NOT_UP");
    if (place == rows)
        tpl_show(d, "NOT_DOWN");
}

static void front_show_rows(struct page *p, struct front_form *f)
{
    int last = 0;

    for (int place = 1; place <= FRONT_PLACES_MAX; place++)
        if (*admin_field(&f->typed, front_field(p->req->arena, "story", place)) ||
            *admin_field(&f->typed, front_field(p->req->arena, "until", place)))
            last = place;
    int rows = last < ROWS_LEAST ? ROWS_LEAST : last < FRONT_PLACES_MAX ? last + 1 : last;
    for (int place = 1; place <= rows; place++)
        front_show_row(p, f, place, rows);
}

static void front_show_bands(struct page *p, struct front_form *f)
{
    const struct groups *menu = &site_nav_get(p->app, p->req->now)->sections;

    for (size_t i = 0; i < f->bands.n; i++) {
        const char *slug = f->bands.v[i], *name = NULL;
        for (size_t k = 0; k < menu->n && !name; k++)
            if (strcmp(menu->v[k].slug, slug) == 0)
                name = menu->v[k].name;
        if (!name)
            continue;
        struct tpl_dict *d = tpl_add(p->main, "BAND");
        tpl_set_int(d, "BAND_PLACE", (int64_t)i + 1);
        tpl_set(d, "BAND_SLUG", slug);
        tpl_set(d, "NAME", name);
        if (front_form_hides(f, slug))
            tpl_show(d, "BAND_HIDDEN");
        if (i == 0)
            tpl_show(d, "NOT_UP");
        if (i + 1 == f->bands.n)
            tpl_show(d, "NOT_DOWN");
    }
    if (f->bands.n > 1)
        tpl_show(p->main, "BANDS_IF");
}

static void front_offer(struct page *p, int64_t id, const char *headline)
{
    const struct front_story s = {.story = {.id = id}, .headline = headline};

    tpl_set(tpl_add(p->main, "OFFERED"), "OFFERED_NAME",
            front_story_name(p->app, p->req->arena, &s));
}

/* What goes out next, and the newest. A field takes any other, too. */
static void front_show_offered(struct page *p)
{
    struct coming_rows coming = {0};
    struct cards newest = {0};
    struct store *s = p->app->store;

    if (story_coming(s, p->req->arena, 0, p->req->now + 1, INT64_MAX, OFFERED_COMING, &coming) ==
        STORE_OK)
        for (size_t i = 0; i < coming.n; i++)
            if (!coming.v[i].change)
                front_offer(p, coming.v[i].story_id, coming.v[i].headline);
    if (story_list_newest(s, p->req->arena, LIST_ALL, 0, OFFERED_LIVE, p->req->now, &newest) ==
        STORE_OK)
        for (size_t i = 0; i < newest.n; i++)
            front_offer(p, newest.v[i].id, newest.v[i].headline);
}

void front_form_show(struct page *p, struct front_form *f)
{
    const struct datetime_field at = {
        .name = "at",
        .label = WORD("Readers see it from"),
        .help = WORD("Empty: at once. Until then they go on seeing what they see.")};

    /* Holes for the script. */
    tpl_set(p->main, "N", "{n}");
    tpl_set(p->main, "OF", "{of}");
    tpl_set(p->main, "PLACE", "{n}");
    tpl_set_int(p->main, "SHOWN", f->shown);
    if (f->replaces)
        tpl_set_int(tpl_add(p->main, "REPLACING"), "REPLACES", f->replaces);
    front_show_rows(p, f);
    front_show_bands(p, f);
    front_show_offered(p);
    datetime_show(p, p->main, "AT_FIELD", &at, &f->typed, &f->why);
}
