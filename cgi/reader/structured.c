/* structured.c: what machines read of a story: schema.org JSON-LD, Open Graph, description. */
#include "reader.h"

#include "lib/json.h"
#include "lib/text.h"

#include <string.h>

#define DESCRIPTION_MAX 200 /* code points */
#define JSON_LD_MAX ((size_t)256 * 1024)

static void put(json_t *o, const char *key, const char *value)
{
    if (value && *value)
        json_object_set_new(o, key, json_string(value));
}

static json_t *thing(const char *type, const char *name)
{
    json_t *o = json_object();

    put(o, "@type", type);
    put(o, "name", name);
    return o;
}

static const char *iso(struct page *p, int64_t at)
{
    char *text = arena_alloc(p->req->arena, DATELINE_ISO_SIZE);

    dateline_iso(p->app->face, at, text);
    return text;
}

static json_t *publisher(struct page *p)
{
    json_t *o = thing("NewsMediaOrganization", app_setting(p->app, SETTING_TITLE));

    put(o, "url", page_absolute(p->app, p->req->arena, "/"));
    put(o, "correctionsPolicy", page_absolute(p->app, p->req->arena, "/corrections"));
    return o;
}

static json_t *authors(struct page *p, const struct groups *bylines)
{
    json_t *list = json_array();

    for (size_t i = 0; i < bylines->n; i++) {
        const char *path = arena_printf(p->req->arena, "/author/%s/", bylines->v[i].slug);
        json_t *o = thing("Person", bylines->v[i].name);
        put(o, "url", page_absolute(p->app, p->req->arena, path));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *notes(const struct strlist *list)
{
    json_t *items = json_array(), *o = json_object();

    for (size_t i = 0; i < list->n; i++) {
        json_t *item = thing("ListItem", list->v[i]);
        json_object_set_new(item, "position", json_integer((json_int_t)i + 1));
        json_array_append_new(items, item);
    }
    put(o, "@type", "ItemList");
    json_object_set_new(o, "itemListElement", items);
    return o;
}

static void add_review(json_t *o, const struct review *r)
{
    json_object_set_new(o, "itemReviewed", thing("Product", r->product));
    if (r->rating >= 0) {
        json_t *rating = json_object();
        put(rating, "@type", "Rating");
        json_object_set_new(rating, "ratingValue", json_real(r->rating / 10.0));
        json_object_set_new(rating, "bestRating", json_integer(5));
        json_object_set_new(rating, "worstRating", json_integer(0));
        json_object_set_new(o, "reviewRating", rating);
    }
    if (r->pros.n > 0)
        json_object_set_new(o, "positiveNotes", notes(&r->pros));
    if (r->cons.n > 0)
        json_object_set_new(o, "negativeNotes", notes(&r->cons));
}

static void add_corrections(struct page *p, json_t *o, const struct corrections *list)
{
    json_t *all = json_array();

    for (size_t i = 0; i < list->n; i++) {
        json_t *c = json_object();
        put(c, "@type", "CorrectionComment");
        put(c, "text", arena_printf(p->req->arena, "%s → %s", list->v[i].wrong, list->v[i].right));
        put(c, "datePublished", iso(p, list->v[i].at));
        json_array_append_new(all, c);
    }
    if (list->n > 0)
        json_object_set(o, "correction", all);
    json_decref(all);
}

/* The picture that others show beside a link to the story. NULL: none. */
static const struct media_file *picture_of(const struct story_view *view)
{
    return view->has_hero ? media_best(&view->hero, MEDIA_JPEG, 1200) : NULL;
}

static const char *picture_url(struct page *p, const struct story_view *view)
{
    const struct media_file *file = picture_of(view);

    return file ? page_absolute(p->app, p->req->arena, media_url(p->req->arena, file)) : NULL;
}

static json_t *story_json(struct page *p, const struct story_view *view, const char *description)
{
    static const char *const types[STORY_KIND_MAX] = {"NewsArticle", "Review", "WebPage"};
    const struct story *s = &view->story;
    const struct story_text *t = &view->revision.text;
    const char *url = page_absolute(p->app, p->req->arena, s->path);
    json_t *o = json_object();

    put(o, "@context", "https://schema.org");
    put(o, "@type", types[s->kind]);
    put(o, "headline", t->headline);
    put(o, "description", description);
    put(o, "url", url);
    put(o, "mainEntityOfPage", url);
    put(o, "image", picture_url(p, view));
    put(o, "inLanguage", *t->lang ? t->lang : app_setting(p->app, SETTING_LOCALE));
    put(o, "datePublished", iso(p, s->published_at));
    put(o, "dateModified", iso(p, s->updated_at ? s->updated_at : s->published_at));
    put(o, "articleSection", s->kind == STORY_NEWS ? t->section.name : NULL);
    json_object_set_new(o, "publisher", publisher(p));
    if (t->bylines.n > 0)
        json_object_set_new(o, "author", authors(p, &t->bylines));
    if (s->kind == STORY_REVIEW)
        add_review(o, &t->review);
    add_corrections(p, o, &view->corrections);
    return o;
}

static void fill_json(struct page *p, const struct story_view *view, const char *description)
{
    json_t *o = story_json(p, view, description);
    struct buf b;

    buf_init(&b, JSON_LD_MAX);
    if (json_add_script(&b, o))
        tpl_set_if(p->layout, "JSON_LD", b.p);
    buf_free(&b);
    json_decref(o);
}

static struct tpl_dict *open_graph(struct page *p, const char *type, const char *title,
                                   const char *path)
{
    struct tpl_dict *og = tpl_add(p->layout, "OPEN_GRAPH");

    tpl_set(og, "OG_TYPE", type);
    tpl_set(og, "OG_TITLE", title);
    tpl_set(og, "OG_URL", page_absolute(p->app, p->req->arena, path));
    return og;
}

void structured_fill(struct page *p, const struct story_view *view)
{
    const struct story *s = &view->story;
    const struct story_text *t = &view->revision.text;
    const char *description =
        *t->dek ? t->dek : text_excerpt(p->req->arena, view->revision.plain, DESCRIPTION_MAX);
    struct tpl_dict *og = open_graph(p, "article", t->headline, s->path);
    const struct media_file *picture = picture_of(view);

    tpl_set_if(p->layout, "DESCRIPTION", description);
    if (picture) {
        tpl_set_if(og, "OG_IMAGE", picture_url(p, view));
        tpl_set_int(og, "OG_IMAGE_WIDTH", picture->width);
        tpl_set_int(og, "OG_IMAGE_HEIGHT", picture->height);
        tpl_set(og, "OG_IMAGE_ALT", t->hero_alt);
    }
    if (s->kind != STORY_PAGE) {
        tpl_set_if(og, "OG_PUBLISHED", iso(p, s->published_at));
        tpl_set(og, "OG_MODIFIED", iso(p, s->updated_at ? s->updated_at : s->published_at));
    }
    fill_json(p, view, description);
}

void structured_fill_list(struct page *p, const char *title, const char *path)
{
    open_graph(p, "website", title, path);
}
