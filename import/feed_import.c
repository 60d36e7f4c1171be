/* feed_import.c: the files of an import of feeds, and one entry after another. An entry may stand in
 * several files, as those of an archive overlap: the one that was updated last counts. */
#include "feed_import.h"

#include "feed_entry.h"

#include <string.h>

/* ---- Files ------------------------------------------------------------------------------------ */

struct feed_import *feed_import_open(struct arena *a, const struct feed_options *options,
                                     const char **why)
{
    struct feed_import *x = arena_alloc(a, sizeof *x);
    *x = (struct feed_import){.arena = a, .lang = options->lang, .whole = options->whole};
    if (!export_media_open(a, options->media, &x->media, why))
        return NULL;
    x->media.by_name = true;
    export_media_sort(a, &x->media);
    x->chosen = json_object();
    return x;
}

bool feed_import_add(struct feed_import *x, const char *bytes, size_t n, const char **why)
{
    struct feed *feed = arena_alloc(x->arena, sizeof *feed);
    size_t begin = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, at = begin;
    *feed = (struct feed){.home = "", .lang = ""};
    while (at < n && strchr(" \t\r\n", bytes[at]) && bytes[at])
        at++;
    bool json = at < n && (bytes[at] == '{' || bytes[at] == '[');
    bool good = json ? feed_json_read(x->arena, bytes + begin, n - begin, feed, why)
                     : feed_xml_read(x->arena, bytes + begin, n - begin, feed, why);
    if (good && !x->media.home && *feed->home)
        x->media.home = feed->home;
    for (size_t i = 0; good && i < feed->n; i++) {
        x->v = arena_grow(x->arena, x->v, x->n, &x->capacity, sizeof *x->v);
        x->v[x->n++] = &feed->v[i];
    }
    return good;
}

void feed_import_close(struct feed_import *x)
{
    if (x)
        json_decref(x->chosen);
}

/* ---- One story after another ------------------------------------------------------------------ */

static int64_t feed_entry_time(struct feed_import *x, struct arena *a, const struct feed_entry *e)
{
    int64_t ms = 0;
    const char *said = *e->updated ? e->updated : e->published;
    return feed_date_read(x->stories_of->calendar, a, said, &ms) ? ms : 0;
}

/* Of those with the same key the one that was updated last, of equals the first. */
static void feed_choose(struct feed_import *x)
{
    struct arena *a = arena_new();
    json_object_clear(x->chosen);
    for (size_t i = 0; i < x->n; i++) {
        const char *key = feed_entry_key(a, x->v[i]);
        const json_t *known = json_object_get(x->chosen, key);
        size_t before = (size_t)json_integer_value(known);
        if (!known || feed_entry_time(x, a, x->v[i]) > feed_entry_time(x, a, x->v[before]))
            json_object_set_new(x->chosen, key, json_integer((json_int_t)i));
        arena_reset(a);
    }
    arena_free(a);
}

static enum import_next feed_next(void *ctx, struct arena *a, struct import_item *out,
                                  const char **name, const char **why)
{
    struct feed_import *x = ctx;
    json_t *others = x->stories_of->others;
    while (x->at < x->n) {
        size_t i = x->at++;
        const json_t *chosen = json_object_get(x->chosen, feed_entry_key(a, x->v[i]));
        if ((size_t)json_integer_value(chosen) == i)
            return feed_story_take(x, a, x->v[i], out, name, why) ? IMPORT_NEXT_STORY
                                                                  : IMPORT_NEXT_LEFT_OUT;
        json_int_t n = json_integer_value(json_object_get(others, "repeated entry"));
        json_object_set_new(others, "repeated entry", json_integer(n + 1));
    }
    return IMPORT_NEXT_END;
}

void feed_import_source(struct feed_import *x, struct story_files *files, struct import_source *out)
{
    x->at = 0;
    x->stories_of = files;
    if (files->fetch)
        fetch_take_home(files->fetch, x->media.home);
    feed_choose(x);
    *out = (struct import_source){.ctx = x, .next = feed_next, .n = json_object_size(x->chosen)};
}
