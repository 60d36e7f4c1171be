/* own_front.c: how the front page was arranged, as dateline export says it, read back. */
#include "story_file.h"

#include "db/front.h"

#include <string.h>

/* What is read of it. */
struct own_front {
    const struct story_files *files;
    struct store *s;
    struct arena *a;
    int64_t now;
};

/* 0: the file says none. */
static int64_t own_instant(const struct own_front *r, const json_t *map, const char *key)
{
    const char *text = json_string_value(json_object_get(map, key));
    int64_t at = 0;
    bool date_only;
    if (!text || dateline_from_file(r->files->calendar, text, &at, &date_only) != DATELINE_OK)
        return 0;
    return at;
}

/* Stories that did not come along have no place. */
static void own_take_stories(const struct own_front *r, const json_t *list, struct front *out)
{
    const char *folder = story_file_shown(r->a, r->files->folder->name);
    json_t *one;
    size_t i;
    out->pins = arena_array(r->a, FRONT_PLACES_MAX, sizeof *out->pins);
    json_array_foreach(list, i, one)
    {
        const char *file = json_string_value(json_object_get(one, "file"));
        struct front_pin pin = {
            .place = (int)json_integer_value(json_object_get(one, "place")),
            .until = own_instant(r, one, "until"),
        };
        bool edited;
        if (!file || out->n_pins == FRONT_PLACES_MAX || (pin.until && pin.until <= r->now) ||
            story_import_find(r->s, arena_printf(r->a, "markdown:%s/%s", folder, file),
                              &pin.story_id, &edited) != STORE_OK)
            continue;
        out->pins[out->n_pins++] = pin;
    }
}

static void own_take_sections(const struct own_front *r, const json_t *list, struct front *out)
{
    json_t *one;
    size_t i;
    out->bands = arena_array(r->a, json_array_size(list) + 1, sizeof *out->bands);
    json_array_foreach(list, i, one)
    {
        const char *slug = json_string_value(json_object_get(one, "slug"));
        struct group known;
        if (slug && group_find(r->s, r->a, GROUP_SECTION, slug, &known) == STORE_OK)
            out->bands[out->n_bands++] = (struct front_band){
                .slug = slug, .hidden = json_is_true(json_object_get(one, "hidden"))};
    }
}

enum store_status own_front_put(const struct story_files *files, struct store *s, struct arena *a,
                                int64_t now)
{
    struct own_front r = {.files = files, .s = s, .a = a, .now = now};
    const json_t *list = json_object_get(files->own.all, "front");
    struct fronts any;
    json_t *one;
    size_t i;
    if (json_array_size(list) == 0)
        return STORE_OK;
    enum store_status st = front_history(s, a, 0, 1, &any);
    if (st != STORE_OK || any.n > 0)
        return st;
    json_array_foreach(list, i, one)
    {
        struct front_save in = {.shown = FRONT_ANY};
        struct problems why = {.arena = a};
        int64_t id;
        own_take_stories(&r, json_object_get(one, "stories"), &in.front);
        own_take_sections(&r, json_object_get(one, "sections"), &in.front);
        in.front.live_from = own_instant(&r, one, "live_from");
        if (in.front.live_from <= now)
            in.front.live_from = 0;
        st = front_save(s, &in, now, &id, &why);
        if (st != STORE_OK && st != STORE_REFUSED)
            return st;
    }
    return STORE_OK;
}
