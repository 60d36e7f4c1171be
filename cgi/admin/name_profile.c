/* name_profile.c: what readers learn of an author: the card on the page of a byline (name.c). */
#include "names.h"

#include "db/media.h"
#include "db/profile.h"
#include "db/upload.h"
#include "lib/text.h"

#include <string.h>

#define THUMB_WIDTH 320

/* A field, and what the template calls its value. */
static const struct {
    const char *name, *value;
} fields[] = {
    {"place", "PLACE"},     {"languages", "LANGUAGES"}, {"beats", "BEATS"},
    {"contact", "CONTACT"}, {"links", "LINKS"},
};
enum { FIELDS = sizeof fields / sizeof *fields };

bool name_profile_field(const char *name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (strcmp(fields[i].name, name) == 0)
            return true;
    return strcmp(name, "portrait") == 0;
}

static const char *profile_joined(struct arena *a, const struct strlist *list, const char *between)
{
    const char *out = "";

    for (size_t i = 0; i < list->n; i++)
        out = arena_printf(a, "%s%s%s", out, i ? between : "", list->v[i]);
    return out;
}

/* As the fields show it, in their order. */
static void profile_values(struct arena *a, const struct profile *p, const char *values[FIELDS])
{
    values[0] = p->place;
    values[1] = profile_joined(a, &p->languages, ", ");
    values[2] = profile_joined(a, &p->beats, ", ");
    values[3] = p->contact;
    values[4] = profile_joined(a, &p->links, "\n");
}

static void profile_show_portrait(struct page *p, struct tpl_dict *d, int64_t id)
{
    struct media m;

    if (id == 0 || media_get(p->app->store, p->req->arena, id, &m) != STORE_OK)
        return;
    const struct media_file *file = media_best(&m, MEDIA_JPEG, THUMB_WIDTH);
    if (!file)
        return;
    struct tpl_dict *one = tpl_add(d, "PORTRAIT");
    tpl_set(one, "PORTRAIT_URL", media_url(p->req->arena, file));
    tpl_set_int(one, "PORTRAIT_WIDTH", file->width);
    tpl_set_int(one, "PORTRAIT_HEIGHT", file->height);
}

/* Of a form that is shown once more, what it was sent with, unless a conflict said what is there now. */
static const char *profile_was_portrait(struct page *p, const struct name_page *s, const char *now)
{
    const char *was = fields_get(&p->req->form, "was_portrait");
    bool told = p->res->status == 409 && problem_of(&s->why, "portrait");
    return was && !told ? was : now;
}

void name_profile_show(struct page *p, struct name_page *s)
{
    struct arena *a = p->req->arena;
    struct profile now;
    const char *values[FIELDS];

    if (profile_get(p->app->store, a, s->group.id, &now) != STORE_OK)
        return;
    bool typed = s->why.n > 0 && strcmp(req_form(p->req, "do"), "profile") == 0;
    struct tpl_dict *d = tpl_add(p->main, "PROFILE");
    profile_values(a, &now, values);
    for (size_t i = 0; i < FIELDS; i++) {
        const char *name = fields[i].value, *field = fields[i].name;
        tpl_set(d, arena_printf(a, "WAS_%s", name), admin_was(p, field, values[i], &s->why));
        tpl_set(d, arena_printf(a, "TYPED_%s", name),
                typed ? admin_typed(p->req, field, values[i]) : values[i]);
        tpl_set_if(d, arena_printf(a, "%s_PROBLEM", name), problem_of(&s->why, field));
    }
    tpl_set_if(d, "PORTRAIT_PROBLEM", problem_of(&s->why, "portrait"));
    tpl_set(d, "NUMBER", now.number);
    tpl_set(d, "WAS_PORTRAIT",
            profile_was_portrait(p, s, arena_printf(a, "%" PRId64, now.portrait)));
    profile_show_portrait(p, d, now.portrait);
}

/* ---- Saving ---------------------------------------------------------------------------------- */

static struct strlist profile_parts(struct arena *a, const char *typed)
{
    struct strlist out = {0}, lines = text_split_lines(a, typed);

    for (size_t i = 0; i < lines.n; i++) {
        struct strlist parts = text_split(a, lines.v[i], ',');
        for (size_t k = 0; k < parts.n; k++)
            strlist_add(a, &out, parts.v[k]);
    }
    return out;
}

static enum store_status profile_portrait(struct app *app, struct req *req, struct name_page *s,
                                          int64_t *portrait)
{
    const struct upload *file = req_upload(req, "portrait");
    struct upload_about about = {.alt = s->group.name};
    struct media m;
    enum store_status st = STORE_OK;

    if (*req_form(req, "no_portrait"))
        *portrait = 0;
    if ((file || req->without_files) &&
        admin_store_picture(app, req, file, &about, "portrait", &m, &s->why, &st))
        *portrait = m.id;
    return st;
}

/* What is there now, with what was typed in its place. STORE_CONFLICT: somebody else changed that since. */
static enum store_status profile_read(struct app *app, struct req *req, struct name_page *s,
                                      struct profile *out)
{
    struct arena *a = req->arena;
    const char *values[FIELDS];
    enum store_status st = profile_get(app->store, a, s->group.id, out);

    if (st != STORE_OK)
        return st;
    profile_values(a, out, values);
    for (size_t i = 0; i < FIELDS; i++) {
        if (admin_typed_over(req, fields[i].name, values[i], &s->why))
            st = STORE_CONFLICT;
        values[i] = admin_typed(req, fields[i].name, values[i]);
    }
    out->place = values[0];
    out->languages = profile_languages(a, values[1]);
    out->beats = profile_parts(a, values[2]);
    out->contact = values[3];
    out->links = text_split_lines(a, values[4]);
    return st;
}

static bool profile_portrait_is_as_shown(const struct req *req, const struct profile *now)
{
    const char *was = fields_get(&req->form, "was_portrait");
    int64_t shown = 0;
    return !was || (text_to_int(was, 0, INT64_MAX, &shown) && shown == now->portrait);
}

static enum store_status profile_save_seen(struct app *app, struct req *req, struct name_page *s,
                                           const int64_t *portrait)
{
    struct actor by = admin_actor(req);
    struct profile p;
    enum store_status st = profile_read(app, req, s, &p);

    if (st != STORE_OK)
        return st;
    if (portrait && !profile_portrait_is_as_shown(req, &p)) {
        problem_say(&s->why, "portrait",
                    WORD("Somebody else changed the portrait since you opened this page: it is the "
                         "one below now. What you chose was not done; choose again to put it in "
                         "the place of that."),
                    NULL);
        return STORE_CONFLICT;
    }
    if (portrait)
        p.portrait = *portrait;
    return profile_put(app->store, req->arena, s->group.id, &p, &by, req->now, &s->why);
}

/* The picture is kept before, which takes its time; what is there is looked at once more under the lock. */
enum store_status name_profile_save(struct app *app, struct req *req, struct name_page *s)
{
    struct profile p;
    enum store_status st = profile_read(app, req, s, &p);
    int64_t before = p.portrait;

    if (st == STORE_OK)
        st = profile_portrait(app, req, s, &p.portrait);
    if (st == STORE_OK)
        st = store_batch_begin(app->store);
    if (st != STORE_OK)
        return st;
    return store_batch_end(
        app->store, profile_save_seen(app, req, s, p.portrait == before ? NULL : &p.portrait));
}
