/* front.c: dateline front show, set, list, undo, cancel. */
#include "cli.h"

#include "db/front.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define FRONT_LISTED 50

/* One call, with what it opened. */
struct front_call {
    struct cli *c;
    struct store *s;
    struct calendar *calendar;
    struct problems why;
};

static struct front_call front_call_of(struct cli *c, struct store *s, struct calendar *calendar)
{
    return (struct front_call){c, s, calendar, {.arena = c->arena}};
}

static int front_end(struct front_call *w, enum store_status st)
{
    return st == STORE_MISSING ? cli_fail(w->c, "There is no such arrangement.")
                               : cli_change_end(w->c, w->s, st, &w->why);
}

static bool front_number(struct cli *c, const char *typed, int64_t *id)
{
    if (text_to_int(typed, 1, INT64_MAX, id))
        return true;
    c->status = cli_wrong(c, "\"%s\" is no arrangement's number.", typed);
    return false;
}

/* ---- Saying ---------------------------------------------------------------------------------- */

static json_t *front_json(struct front_call *w, const struct front *f)
{
    json_t *stories = json_array(), *sections = json_array();
    for (size_t i = 0; i < f->n_pins; i++)
        json_array_append_new(stories, json_pack("{s:i s:I s:o}", "place", f->pins[i].place,
                                                 "story", (json_int_t)f->pins[i].story_id, "until",
                                                 cli_json_time(w->calendar, f->pins[i].until)));
    for (size_t i = 0; i < f->n_bands; i++)
        json_array_append_new(sections, json_pack("{s:s s:b}", "slug", f->bands[i].slug, "hidden",
                                                  f->bands[i].hidden));
    return json_pack("{s:I s:o s:o s:o s:o s:o s:o}", "id", (json_int_t)f->id, "live_from",
                     cli_json_time(w->calendar, f->live_from), "saved_at",
                     cli_json_time(w->calendar, f->saved_at), "saved_by",
                     cli_json_text(f->saved_by_name), "cancelled_at",
                     cli_json_time(w->calendar, f->cancelled_at), "stories", stories, "sections",
                     sections);
}

static void front_print(struct front_call *w, const struct front *f)
{
    struct cli *c = w->c;
    cli_print("%" PRId64 "  %s%s%s%s\n", f->id, cli_time(c, w->calendar, f->live_from),
              *f->saved_by_name ? "  " : "", cli_plain(c, f->saved_by_name),
              f->cancelled_at ? "  (taken off the schedule)" : "");
    for (size_t i = 0; i < f->n_pins; i++) {
        struct front_story s;
        if (front_story(w->s, c->arena, f->pins[i].story_id, dateline_now(), &s) != STORE_OK)
            continue;
        cli_print("  %2d  %s (%" PRId64 ", %s)%s%s\n", f->pins[i].place, cli_plain(c, s.headline),
                  s.story.id, story_state_name(s.story.state), f->pins[i].until ? "  until " : "",
                  f->pins[i].until ? cli_time(c, w->calendar, f->pins[i].until) : "");
    }
    for (size_t i = 0; i < f->n_bands; i++)
        cli_print("  %s%s\n", f->bands[i].slug, f->bands[i].hidden ? "  (hidden)" : "");
}

static int front_say(struct front_call *w, const struct fronts *all)
{
    json_t *list = w->c->json ? json_array() : NULL;
    for (size_t i = 0; i < all->n; i++) {
        if (list)
            json_array_append_new(list, front_json(w, &all->v[i]));
        else
            front_print(w, &all->v[i]);
    }
    return list ? cli_print_json(w->c, list) : CLI_DONE;
}

/* What readers see at an instant, and then what waits. */
static int front_show(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const char *const *text = ctx;
    struct front_call w = front_call_of(c, s, calendar);
    struct fronts waiting, all = {.v = arena_array(c->arena, FRONT_LISTED + 1, sizeof *all.v)};
    int64_t at;
    if (!cli_when(c, calendar, *text, &at))
        return CLI_USAGE;
    enum store_status st = front_now(s, c->arena, at, &all.v[0], NULL);
    if (st == STORE_OK)
        st = front_waiting(s, c->arena, FRONT_LISTED, at, &waiting);
    if (st != STORE_OK)
        return front_end(&w, st);
    all.n = all.v[0].id != 0;
    for (size_t i = 0; i < waiting.n; i++)
        all.v[all.n++] = waiting.v[i];
    return front_say(&w, &all);
}

int front_show_run(struct cli *c)
{
    const char *text = "now";
    const struct cli_option options[] = {
        {.name = "at", .value = "TIME", .help = "as of that instant", .text = &text},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_look(c, options, front_show, &text);
}

static int front_print_all(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    struct front_call w = front_call_of(c, s, calendar);
    struct fronts all;
    (void)ctx;
    enum store_status st = front_history(s, c->arena, 0, FRONT_LISTED, &all);
    return st == STORE_OK ? front_say(&w, &all) : front_end(&w, st);
}

int front_list_run(struct cli *c)
{
    return cli_look(c, NULL, front_print_all, NULL);
}

/* ---- Doing ----------------------------------------------------------------------------------- */

/* "12", "12@2026-01-08T18:00", or "-" for the newest. False: said. */
static bool front_read_place(struct front_call *w, const char *typed, int place, struct front *out)
{
    const char *at = strchr(typed, '@');
    struct front_pin pin = {.place = place};
    if (strcmp(typed, "-") == 0)
        return true;
    const char *number = at ? arena_dupn(w->c->arena, typed, (size_t)(at - typed)) : typed;
    if (!text_to_int(number, 1, INT64_MAX, &pin.story_id)) {
        cli_wrong(w->c, "\"%s\" is no story's number, nor \"-\".", typed);
        return false;
    }
    if (at && !cli_when(w->c, w->calendar, at + 1, &pin.until))
        return false;
    out->pins[out->n_pins++] = pin;
    return true;
}

static bool front_read_places(struct front_call *w, struct front *out)
{
    out->pins = arena_array(w->c->arena, FRONT_PLACES_MAX + 1, sizeof *out->pins);
    out->n_pins = 0;
    for (int i = 1; i < w->c->n_args; i++)
        if (!front_read_place(w, w->c->args[i], i, out))
            return false;
    return true;
}

/* As options say; without any of them as it is. */
static void front_read_bands(struct front_call *w, const struct strlist *shown,
                             const struct strlist *hidden, struct front *out)
{
    if (shown->n + hidden->n == 0)
        return;
    out->bands = arena_array(w->c->arena, shown->n + hidden->n, sizeof *out->bands);
    out->n_bands = 0;
    for (size_t i = 0; i < shown->n; i++)
        out->bands[out->n_bands++] = (struct front_band){.slug = shown->v[i]};
    for (size_t i = 0; i < hidden->n; i++)
        out->bands[out->n_bands++] = (struct front_band){.slug = hidden->v[i], .hidden = true};
}

struct front_asked {
    const char *at; /* NULL: now */
    struct strlist shown, hidden;
};

static int front_set(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const struct front_asked *asked = ctx;
    struct front_call w = front_call_of(c, s, calendar);
    struct front_save in = {.shown = FRONT_ANY};
    int64_t id;
    enum store_status st = front_now(s, c->arena, dateline_now(), &in.front, NULL);
    if (st != STORE_OK)
        return front_end(&w, st);
    in.front.live_from = 0;
    front_read_bands(&w, &asked->shown, &asked->hidden, &in.front);
    if (!front_read_places(&w, &in.front) ||
        (asked->at && !cli_when(c, calendar, asked->at, &in.front.live_from)))
        return CLI_USAGE;
    return front_end(&w, front_save(s, &in, dateline_now(), &id, &w.why));
}

int front_set_run(struct cli *c)
{
    struct front_asked asked = {0};
    const struct cli_option options[] = {
        {.name = "at", .value = "TIME", .help = "readers see it from then on", .text = &asked.at},
        {.name = "section",
         .value = "SLUG",
         .help = "a band, in the order given; again for each",
         .list = &asked.shown},
        {.name = "hide", .value = "SLUG", .help = "no band of this section", .list = &asked.hidden},
        {0},
    };
    return cli_parse(c, options) ? cli_dated(c, STORE_WRITE, front_set, &asked) : c->status;
}

/* The last one that readers saw before what they see. */
static enum store_status front_before(struct front_call *w, int64_t now, int64_t *id)
{
    struct front seen;
    struct fronts all;
    enum store_status st = front_now(w->s, w->c->arena, now, &seen, NULL);
    if (st == STORE_OK)
        st = front_history(w->s, w->c->arena, seen.id, FRONT_LISTED, &all);
    if (st != STORE_OK)
        return st;
    for (size_t i = 0; i < all.n && seen.id; i++) {
        *id = all.v[i].id;
        if (all.v[i].cancelled_at == 0 && all.v[i].live_from <= now)
            return STORE_OK;
    }
    return STORE_MISSING;
}

static int front_undo(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    struct front_call w = front_call_of(c, s, calendar);
    int64_t *id = ctx, now = dateline_now();
    enum store_status st = *id ? STORE_OK : front_before(&w, now, id);
    if (st == STORE_OK)
        st = front_back(s, *id, FRONT_ANY, NULL, now, &w.why);
    return front_end(&w, st);
}

int front_undo_run(struct cli *c)
{
    int64_t id = 0;
    if (!cli_parse(c, NULL) || (c->n_args > 1 && !front_number(c, c->args[1], &id)))
        return c->status;
    return cli_dated(c, STORE_WRITE, front_undo, &id);
}

static int front_unschedule(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const int64_t *id = ctx;
    struct front_call w = front_call_of(c, s, calendar);
    return front_end(&w, front_cancel(s, *id, NULL, dateline_now()));
}

int front_cancel_run(struct cli *c)
{
    int64_t id;
    if (!cli_parse(c, NULL) || !front_number(c, c->args[1], &id))
        return c->status;
    return cli_dated(c, STORE_WRITE, front_unschedule, &id);
}
