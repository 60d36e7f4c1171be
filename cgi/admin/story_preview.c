/* story_preview.c: the typed text as the readers' own page would show it. /admin/preview */
#include "story_form.h"

#include "cgi/reader/noted.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <string.h>

/* Groups as the store would know them after a save. */
static void preview_resolve(struct app *app, struct arena *a, enum group_kind k, struct group *g)
{
    const char *slug = *g->slug ? g->slug : slug_from(a, g->name);
    struct group known;

    enum store_status st = *g->slug ? group_find(app->store, a, k, slug, &known)
                                    : group_find_name(app->store, a, k, g->name, &known);
    if (st == STORE_OK) {
        *g = known;
        return;
    }
    g->slug = slug;
    if (!*g->name)
        g->name = slug;
}

static void preview_resolve_groups(struct app *app, struct arena *a, struct story_text *t)
{
    for (size_t i = 0; i < t->bylines.n; i++)
        preview_resolve(app, a, GROUP_BYLINE, &t->bylines.v[i]);
    for (size_t i = 0; i < t->tags.n; i++)
        preview_resolve(app, a, GROUP_TAG, &t->tags.v[i]);
    if (*t->section.slug)
        preview_resolve(app, a, GROUP_SECTION, &t->section);
}

/* The story of the form: its own row when it has one, else one that nobody has seen yet. */
static bool preview_load(struct app *app, struct req *req, struct res *res, struct story_view *view)
{
    enum story_kind kind = story_kind_find(req_form(req, "kind"));
    struct story_form f;
    int64_t id = 0;

    *view = (struct story_view){0};
    if (text_to_int(req_form(req, "story_id"), 1, INT64_MAX, &id) &&
        !story_form_open(app, req, res, id, ACT_WRITE, &f))
        return false;
    if (id)
        view->story = f.story;
    if (id == 0)
        view->story = (struct story){.kind = kind == STORY_KIND_MAX ? STORY_NEWS : kind,
                                     .slug = "",
                                     .path = "",
                                     .withdrawn_reason = ""};
    return true;
}

/* Those that are open, with their answers. */
static void preview_open_notes(struct notes *all)
{
    size_t n = 0;
    bool open = false;
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].thread_id == 0)
            open = all->v[i].resolved_at == 0;
        if (open)
            all->v[n++] = all->v[i];
    }
    all->n = n;
}

void story_preview_post(struct app *app, struct req *req, struct res *res)
{
    struct arena *a = req->arena;
    struct problems why = {.arena = a};
    struct story_view view = {0};
    struct story_text *t = &view.revision.text;

    if (!preview_load(app, req, res, &view))
        return;
    story_form_text(a, &req->form, t, &why);
    preview_resolve_groups(app, a, t);
    if (story_render(app->store, a, &view.revision, &why) != STORE_OK) {
        page_translate(app, &why);
        const char *said = problem_of(&why, "body");
        page_error(app, req, res, 422, said ? said : WORD("This text is too long to be shown."));
        return;
    }
    struct actor by = admin_actor(req);
    view.has_hero =
        t->hero_id &&
        media_offered(app->store, &by, view.story.id, t->hero_id, req->now) == STORE_OK &&
        media_get(app->store, a, t->hero_id, &view.hero) == STORE_OK;
    struct noted n = {0};
    if (view.story.id && note_list(app->store, a, view.story.id, 0, &n.notes) == STORE_OK &&
        n.notes.n) {
        preview_open_notes(&n.notes);
        n.parts = story_parts_of(a, &view.revision);
        story_preview(app, req, res, &view, &n);
        return;
    }
    story_preview(app, req, res, &view, NULL);
}
