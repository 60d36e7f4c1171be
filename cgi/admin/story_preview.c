/* story_preview.c: the typed text as the readers' own page would show it. /admin/preview */
#include "story_form.h"

#include "cgi/reader/reader.h"
#include "lib/markdown.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <string.h>

#define INLINE_WIDTH 960

struct lookup {
    struct app *app;
    struct arena *arena;
};

static bool find_picture(void *ctx, const char *src, struct markdown_image *out)
{
    const struct lookup *l = ctx;
    const struct media_file *file;
    struct media m;

    if (media_find_url(l->app->store, l->arena, src, &m) != STORE_OK)
        return false;
    file = media_best(&m, MEDIA_JPEG, INLINE_WIDTH);
    if (!file)
        return false;
    *out = (struct markdown_image){
        .src = media_url(l->arena, file),
        .srcset = media_srcset(l->arena, &m, MEDIA_JPEG),
        .webp = media_srcset(l->arena, &m, MEDIA_WEBP),
        .width = file->width,
        .height = file->height,
        .credit = m.credit,
    };
    return true;
}

static bool render(struct app *app, struct arena *a, const char *body, struct revision *r)
{
    struct lookup lookup = {app, a};
    struct markdown_options options = {.image = find_picture, .image_ctx = &lookup};
    struct buf html, plain;
    bool good;

    buf_init(&html, 8 * MARKDOWN_MAX);
    buf_init(&plain, 4 * MARKDOWN_MAX);
    good = markdown_render(body, strlen(body), &options, &html, &plain, NULL) == MARKDOWN_OK &&
           !html.failed && !plain.failed;
    if (good) {
        r->body_html = arena_dup(a, html.p);
        r->plain = arena_dup(a, plain.p);
        r->words = (int)text_count_words(plain.p);
    }
    buf_free(&html);
    buf_free(&plain);
    return good;
}

/* Groups as the store would know them after a save. */
static void resolve(struct app *app, struct arena *a, enum group_kind k, struct group *g)
{
    const char *slug = *g->slug ? g->slug : slug_from(a, g->name);
    struct group known;

    if (*slug && group_find(app->store, a, k, slug, &known) == STORE_OK) {
        *g = known;
        return;
    }
    g->slug = slug;
    if (!*g->name)
        g->name = slug;
}

static void resolve_groups(struct app *app, struct arena *a, struct story_text *t)
{
    for (size_t i = 0; i < t->bylines.n; i++)
        resolve(app, a, GROUP_BYLINE, &t->bylines.v[i]);
    for (size_t i = 0; i < t->tags.n; i++)
        resolve(app, a, GROUP_TAG, &t->tags.v[i]);
    if (*t->section.slug)
        resolve(app, a, GROUP_SECTION, &t->section);
}

/* The story of the form: its own row when it has one, else one that nobody has seen yet. */
static bool load_story(struct app *app, struct req *req, struct res *res, struct story_view *view)
{
    enum story_kind kind = story_kind_find(req_form(req, "kind"));
    struct story_form f;
    int64_t id = 0;

    *view = (struct story_view){0};
    if (text_to_int(req_form(req, "story_id"), 1, INT64_MAX, &id) &&
        !story_form_open(app, req, res, id, &f, view))
        return false;
    if (id == 0)
        view->story = (struct story){.kind = kind == STORY_KIND_MAX ? STORY_NEWS : kind,
                                     .slug = "",
                                     .path = "",
                                     .withdrawn_reason = ""};
    return true;
}

void story_preview_post(struct app *app, struct req *req, struct res *res)
{
    struct arena *a = req->arena;
    struct problems why = {.arena = a};
    struct story_view view;
    struct story_text *t = &view.revision.text;

    if (!load_story(app, req, res, &view))
        return;
    story_form_text(a, &req->form, t, &why);
    resolve_groups(app, a, t);
    if (!render(app, a, t->body, &view.revision)) {
        page_error(app, req, res, 422, WORD("This text is too long to be shown."));
        return;
    }
    view.has_hero = t->hero_id && media_get(app->store, a, t->hero_id, &view.hero) == STORE_OK;
    story_preview(app, req, res, &view);
}
