/* own.c: what dateline export says of a site and of its stories, read back. */
#include "own.h"

#include "db/media_about.h"
#include "db/media_focus.h"
#include "db/story_record.h"
#include "story_file_private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN_FILE "dateline.json"
#define OWN_BYTES_MAX (256 * 1024 * 1024)

/* As in the file, and in the order in which an import makes them. */
static const char *const own_kinds[GROUP_KIND_MAX] = {
    [GROUP_SECTION] = "sections", [GROUP_TAG] = "tags", [GROUP_BYLINE] = "bylines"};

static const char *own_text(const json_t *map, const char *key)
{
    const char *s = json_string_value(json_object_get(map, key));
    return s ? s : "";
}

/* ---- The site -------------------------------------------------------------------------------- */

static json_t *own_load(const char *path)
{
    struct stat st;
    json_t *all = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= OWN_BYTES_MAX)
        all = json_loadfd(fd, JSON_REJECT_DUPLICATES, NULL);
    close(fd);
    if (strcmp(own_text(all, "format"), "dateline 1") == 0)
        return all;
    json_decref(all);
    return NULL;
}

void own_site_read(const struct folder *f, struct own_site *out)
{
    struct arena *a = arena_new();
    *out = (struct own_site){
        .all = !f || f->text ? NULL : own_load(arena_printf(a, "%s/" OWN_FILE, f->root))};
    arena_free(a);
    for (int k = 0; out->all && k < GROUP_KIND_MAX; k++) {
        json_t *one;
        size_t i;
        out->names[k] = json_object();
        json_array_foreach(json_object_get(out->all, own_kinds[k]), i, one)
        {
            json_object_set(out->names[k], own_text(one, "slug"), one);
        }
    }
}

void own_site_free(struct own_site *own)
{
    for (int k = 0; k < GROUP_KIND_MAX; k++)
        json_decref(own->names[k]);
    json_decref(own->all);
    *own = (struct own_site){0};
}

const char *own_site_name(const struct own_site *own, enum group_kind k, const char *slug)
{
    return json_string_value(json_object_get(json_object_get(own->names[k], slug), "name"));
}

void own_site_picture(const struct own_site *own, const char *path, struct upload_about *about)
{
    const char *slash = strrchr(path, '/');
    const json_t *said =
        json_object_get(json_object_get(own->all, "pictures"), slash ? slash + 1 : path);
    if (!said)
        return;
    *about = (struct upload_about){.original = json_string_value(json_object_get(said, "original")),
                                   .alt = own_text(said, "alt"),
                                   .caption = own_text(said, "caption"),
                                   .credit = own_text(said, "credit")};
}

enum store_status own_site_rights(const struct own_site *own, const char *path, struct store *s,
                                  struct arena *a, struct media *m, int64_t now,
                                  struct problems *why)
{
    const char *slash = strrchr(path, '/');
    const json_t *said =
        json_object_get(json_object_get(own->all, "pictures"), slash ? slash + 1 : path);
    struct media_change in = {.id = m->id, .was = media_about_of(m), .to = media_about_of(m)};
    for (int f = MEDIA_CREDIT + 1; f < MEDIA_FIELD_MAX; f++) {
        const char *text = own_text(said, media_field_name((enum media_field)f));
        in.to.v[f] = *text ? text : in.to.v[f];
    }
    enum store_status st = media_change(s, a, &in, now, why);
    struct media_focus_change point = {.id = m->id, .was = {m->focus_x, m->focus_y}};
    if (st == STORE_OK && media_focus_parse(own_text(said, "focus"), &point.to))
        st = media_focus_set(s, a, &point, now, why);
    return st == STORE_OK ? media_get(s, a, m->id, m) : st;
}

static enum store_status own_put_kind(const struct own_site *own, enum group_kind k, bool all,
                                      struct store *s, struct arena *a, int64_t now)
{
    json_t *one;
    size_t i;
    json_array_foreach(json_object_get(own->all, own_kinds[k]), i, one)
    {
        struct group known;
        struct problems why = {.arena = a};
        const char *slug = own_text(one, "slug");
        enum store_status st = *slug ? group_find(s, a, k, slug, &known) : STORE_REFUSED;
        if (st == STORE_MISSING || (st == STORE_OK && all))
            st = group_put(s, k,
                           &(struct group){.slug = slug,
                                           .name = own_text(one, "name"),
                                           .text = own_text(one, "text")},
                           0, now, NULL, &why);
        bool hides = all && k == GROUP_SECTION && json_is_true(json_object_get(one, "hidden"));
        if (st == STORE_OK && hides)
            st = section_hide(s, slug, true, NULL, now);
        /* What cannot be one is made by no story either. */
        if (st != STORE_OK && st != STORE_REFUSED)
            return st;
    }
    return STORE_OK;
}

/* In their order; those that a new site has and the file has not go. */
static enum store_status own_arrange(const struct own_site *own, struct store *s, struct arena *a,
                                     int64_t now)
{
    struct strlist order = {0};
    struct groups all;
    struct problems why = {.arena = a};
    json_t *one;
    size_t i;
    json_array_foreach(json_object_get(own->all, own_kinds[GROUP_SECTION]), i, one)
    {
        strlist_add(a, &order, own_text(one, "slug"));
    }
    if (order.n == 0)
        return STORE_OK;
    enum store_status st = group_list(s, a, GROUP_SECTION, false, now, &all);
    for (i = 0; i < all.n && st == STORE_OK; i++)
        if (!own_site_name(own, GROUP_SECTION, all.v[i].slug))
            st = section_delete(s, all.v[i].slug, NULL, now, &why);
    return st == STORE_OK ? section_arrange(s, &order, now) : st;
}

static enum store_status own_put_all(const struct own_site *own, struct store *s, struct arena *a,
                                     bool fresh, int64_t now)
{
    enum store_status st = STORE_OK;
    for (int k = 0; k < GROUP_KIND_MAX && st == STORE_OK; k++)
        st = own_put_kind(own, (enum group_kind)k, fresh, s, a, now);
    return st == STORE_OK && fresh ? own_arrange(own, s, a, now) : st;
}

enum store_status own_site_put(const struct own_site *own, struct store *s, struct arena *a,
                               int64_t now)
{
    int64_t stories;
    if (!own->all)
        return STORE_OK;
    enum store_status st = story_record_count(s, &stories);
    if (st == STORE_OK)
        st = store_batch_begin(s);
    if (st != STORE_OK)
        return st;
    st = own_put_all(own, s, a, stories == 0, now);
    if (st == STORE_OK)
        return store_batch_commit(s);
    store_batch_abandon(s);
    return st;
}

/* ---- A story --------------------------------------------------------------------------------- */

static struct import_event own_event(struct story_file_reading *r,
                                     const struct front_matter_event *e)
{
    int64_t date = story_file_instant(r, "history", e->date);
    int64_t live = *e->live ? story_file_instant(r, "history", e->live) : date;
    bool none = strcmp(e->updated, "none") == 0;
    struct import_event out = {.kind = e->kind,
                               .live_from = live,
                               .note = e->note,
                               .wrong = e->wrong,
                               .right = e->right,
                               .corrected_at = e->kind == EDIT_CORRECTION ? date : 0};
    if (!none && *e->updated)
        out.updated_at = story_file_instant(r, "history", e->updated);
    else if (!none && e->kind == EDIT_UPDATE)
        out.updated_at = date;
    out.carries = out.updated_at == 0 && !none && e->kind != EDIT_FIRST;
    return out;
}

void own_take(struct story_file_reading *r, struct story_import *s)
{
    const struct front_matter *f = &r->front;
    const char *slash = strrchr(f->address, '/');
    s->path = f->address;
    s->slug = *f->slug ? f->slug : slash ? slash + 1 : "";
    s->in_review = f->in_review;
    s->history.v = arena_array(r->a, f->n_history + 1, sizeof *s->history.v);
    for (size_t i = 0; i < f->n_history; i++)
        s->history.v[s->history.n++] = own_event(r, &f->history[i]);
}
