/* structured.c: what machines read of a page: schema.org JSON-LD, Open Graph, description. */
#include "reader.h"

#include "cgi/site_nav.h"
#include "cgi/theme.h"
#include "lib/json.h"
#include "lib/text.h"
#include "structured_picture.h"

#include <string.h>

#define DESCRIPTION_MAX 200 /* code points */
#define JSON_LD_MAX ((size_t)256 * 1024)
#define PICTURE_WIDTH 1200 /* css pixels of the picture that others show beside a link */

/* ---- JSON ----------------------------------------------------------------------------------- */

static void json_put(json_t *o, const char *key, const char *value)
{
    if (value && *value)
        json_object_set_new(o, key, json_string(value));
}

static json_t *thing_json(const char *type, const char *name)
{
    json_t *o = json_object();

    json_put(o, "@type", type);
    json_put(o, "name", name);
    return o;
}

static const char *structured_url(struct page *p, const char *path)
{
    return page_absolute(p->app, p->req->arena, path);
}

/* The same thing wherever it is named: "https://news.example.org/#publisher". */
static json_t *reference_json(struct page *p, const char *path)
{
    json_t *o = json_object();

    json_put(o, "@id", structured_url(p, path));
    return o;
}

static const char *structured_time(struct page *p, int64_t at)
{
    return instant_iso(p->app, p->req->arena, at);
}

/* The whole of it as one graph, into the layout. Takes the graph. */
static void graph_fill(struct page *p, json_t *graph)
{
    json_t *o = json_object();
    struct buf b;

    json_put(o, "@context", "https://schema.org");
    json_object_set_new(o, "@graph", graph);
    buf_init(&b, JSON_LD_MAX);
    if (json_add_script(&b, o))
        tpl_set_if(p->layout, "JSON_LD", b.p);
    buf_free(&b);
    json_decref(o);
}

/* ---- The paper ------------------------------------------------------------------------------ */

/* Pages that say how the paper works, and what schema.org calls them. A site has those it writes;
 * the first one of a property counts. */
static const struct {
    const char *path, *property;
} policies[] = {
    {"/corrections-policy", "correctionsPolicy"},
    {"/corrections", "correctionsPolicy"}, /* no page: the list that is always there */
    {"/how-we-work", "publishingPrinciples"},
    {"/ethics", "ethicsPolicy"},
    {"/verification", "verificationFactCheckingPolicy"},
    {"/fact-checking", "verificationFactCheckingPolicy"},
    {"/ownership", "ownershipFundingInfo"},
    {"/masthead", "masthead"},
    {"/mission", "missionCoveragePrioritiesPolicy"},
    {"/diversity", "diversityPolicy"},
    {"/unnamed-sources", "unnamedSourcesPolicy"},
    {"/feedback", "actionableFeedbackPolicy"},
};

static bool has_page(const struct page *p, const char *path)
{
    const struct cards *pages = &site_nav_get(p->app, p->req->now)->pages;

    for (size_t i = 0; i < pages->n; i++) {
        if (strcmp(pages->v[i].path, path) == 0)
            return true;
    }
    return strcmp(path, "/corrections") == 0;
}

/* schema.org's Distance is a number and its unit. */
static const char *pixel_distance(struct page *p, int n)
{
    return arena_printf(p->req->arena, "%d px", n);
}

static json_t *logo_json(struct page *p)
{
    json_t *o = thing_json("ImageObject", NULL);
    struct theme_logo logo = {.file = "img/favicon.svg"};

    if (theme_logo(&p->app->settings, p->app->assets, p->req->arena, &logo)) {
        json_put(o, "width", pixel_distance(p, logo.width));
        json_put(o, "height", pixel_distance(p, logo.height));
    }
    json_put(o, "url", structured_url(p, page_asset(p->app, p->req->arena, logo.file)));
    return o;
}

static json_t *publisher_json(struct page *p)
{
    json_t *o = thing_json("NewsMediaOrganization", app_setting(p->app, SETTING_TITLE));

    json_put(o, "@id", structured_url(p, "/#publisher"));
    json_put(o, "url", structured_url(p, "/"));
    json_put(o, "email", app_setting(p->app, SETTING_CORRECTIONS_EMAIL));
    json_object_set_new(o, "logo", logo_json(p));
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        if (!json_object_get(o, policies[i].property) && has_page(p, policies[i].path))
            json_put(o, policies[i].property, structured_url(p, policies[i].path));
    }
    return o;
}

/* ---- Breadcrumbs ---------------------------------------------------------------------------- */

static void add_crumb_json(struct page *p, json_t *items, const char *name, const char *path)
{
    json_t *item = thing_json("ListItem", name);

    json_object_set_new(item, "position", json_integer((json_int_t)json_array_size(items) + 1));
    json_put(item, "item", structured_url(p, path));
    json_array_append_new(items, item);
}

/* The paper › parent › the page. No parent: its path is NULL. */
static json_t *breadcrumbs_json(struct page *p, const struct crumb *parent,
                                const struct crumb *here)
{
    json_t *o = thing_json("BreadcrumbList", NULL), *items = json_array();

    add_crumb_json(p, items, app_setting(p->app, SETTING_TITLE), "/");
    if (parent->path)
        add_crumb_json(p, items, parent->name, parent->path);
    add_crumb_json(p, items, here->name, here->path);
    json_object_set_new(o, "itemListElement", items);
    return o;
}

/* ---- Open Graph ----------------------------------------------------------------------------- */

/* "en-GB" as "en_GB". One without a territory is left out: the protocol has no such form. */
static const char *og_locale(struct arena *a, const char *lang)
{
    size_t n = strcspn(lang, "-");

    if (lang[n] != '-' || strlen(lang + n + 1) != 2)
        return NULL;
    return arena_printf(a, "%.*s_%s", (int)n, lang, lang + n + 1);
}

static struct tpl_dict *open_graph_add(struct page *p, const char *type, const char *title,
                                       const char *path)
{
    struct tpl_dict *og = tpl_add(p->layout, "OPEN_GRAPH");

    tpl_set(og, "OG_TYPE", type);
    tpl_set(og, "OG_TITLE", title);
    tpl_set(og, "OG_URL", structured_url(p, path));
    tpl_set_if(og, "OG_LOCALE", og_locale(p->req->arena, app_setting(p->app, SETTING_LOCALE)));
    return og;
}

/* The picture that others show beside a link to the story. NULL: none. */
static const struct media_file *share_picture(const struct story_view *view)
{
    return view->has_hero ? media_best(&view->hero, MEDIA_JPEG, PICTURE_WIDTH) : NULL;
}

static const char *share_picture_url(struct page *p, const struct media_file *file)
{
    return structured_url(p, media_url(p->req->arena, file));
}

static void open_graph_fill_article(struct page *p, struct tpl_dict *og,
                                    const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    const struct story *s = &view->story;
    struct tpl_dict *d = tpl_add(og, "OG_ARTICLE");

    tpl_set(d, "OG_PUBLISHED", structured_time(p, s->published_at));
    tpl_set(d, "OG_MODIFIED", structured_time(p, public_time(s->published_at, s->updated_at)));
    if (t->section.id != 0)
        tpl_set_if(d, "OG_SECTION", t->section.name);
    for (size_t i = 0; i < t->bylines.n; i++) {
        const char *path = arena_printf(p->req->arena, "/author/%s/", t->bylines.v[i].slug);
        tpl_set(tpl_add(d, "OG_AUTHORS"), "OG_AUTHOR", structured_url(p, path));
    }
    for (size_t i = 0; i < t->tags.n; i++)
        tpl_set(tpl_add(d, "OG_TAGS"), "OG_TAG", t->tags.v[i].name);
}

static void open_graph_fill(struct page *p, const struct story_view *view)
{
    bool page = view->story.kind == STORY_PAGE;
    const struct story_text *t = &view->revision.text;
    const struct media_file *picture = share_picture(view);
    struct tpl_dict *og =
        open_graph_add(p, page ? "website" : "article", t->headline, view->story.path);

    if (picture) {
        tpl_set_if(og, "OG_IMAGE", share_picture_url(p, picture));
        tpl_set_int(og, "OG_IMAGE_WIDTH", picture->width);
        tpl_set_int(og, "OG_IMAGE_HEIGHT", picture->height);
        tpl_set_if(og, "OG_IMAGE_ALT", t->hero_alt);
    } else {
        tpl_show(og, "OG_PLAIN_IF");
    }
    if (!page)
        open_graph_fill_article(p, og, view);
}

/* ---- A story -------------------------------------------------------------------------------- */

static json_t *person_json(struct page *p, const struct group *byline)
{
    json_t *o = thing_json("Person", byline->name);

    json_put(o, "url", structured_url(p, arena_printf(p->req->arena, "/author/%s/", byline->slug)));
    return o;
}

static json_t *authors_json(struct page *p, const struct groups *bylines)
{
    json_t *list = json_array();

    for (size_t i = 0; i < bylines->n; i++)
        json_array_append_new(list, person_json(p, &bylines->v[i]));
    return list;
}

static json_t *notes_json(const struct strlist *list)
{
    json_t *items = json_array(), *o = thing_json("ItemList", NULL);

    for (size_t i = 0; i < list->n; i++) {
        json_t *item = thing_json("ListItem", list->v[i]);
        json_object_set_new(item, "position", json_integer((json_int_t)i + 1));
        json_array_append_new(items, item);
    }
    json_object_set_new(o, "itemListElement", items);
    return o;
}

static void add_review_json(json_t *o, const struct review *r)
{
    json_object_set_new(o, "itemReviewed", thing_json("Product", r->product));
    json_put(o, "abstract", r->verdict);
    if (r->rating >= 0) {
        json_t *rating = thing_json("Rating", NULL);
        json_object_set_new(rating, "ratingValue", json_real(r->rating / 10.0));
        json_object_set_new(rating, "bestRating", json_integer(5));
        json_object_set_new(rating, "worstRating", json_integer(0));
        json_object_set_new(o, "reviewRating", rating);
    }
    if (r->pros.n > 0)
        json_object_set_new(o, "positiveNotes", notes_json(&r->pros));
    if (r->cons.n > 0)
        json_object_set_new(o, "negativeNotes", notes_json(&r->cons));
}

static void add_corrections_json(struct page *p, json_t *o, const struct corrections *list)
{
    json_t *all = json_array();

    for (size_t i = 0; i < list->n; i++) {
        json_t *c = thing_json("CorrectionComment", NULL);
        json_put(c, "text",
                 language_say(p->app->language, p->req->arena,
                              "We wrote: “%WRONG%” It should have said: “%RIGHT%”", "WRONG",
                              list->v[i].wrong, "RIGHT", list->v[i].right, NULL));
        json_put(c, "datePublished", structured_time(p, list->v[i].at));
        json_array_append_new(all, c);
    }
    if (list->n > 0)
        json_object_set(o, "correction", all);
    json_decref(all);
}

static void add_sources_json(json_t *o, const struct sources *list)
{
    json_t *all = json_array();

    for (size_t i = 0; i < list->n; i++) {
        json_t *one = thing_json("CreativeWork", list->v[i].title);
        json_put(one, "url", list->v[i].url);
        json_array_append_new(all, one);
    }
    if (list->n > 0)
        json_object_set(o, "citation", all);
    json_decref(all);
}

static void add_keywords_json(json_t *o, const struct groups *tags)
{
    json_t *all = json_array();

    for (size_t i = 0; i < tags->n; i++)
        json_array_append_new(all, json_string(tags->v[i].name));
    if (tags->n > 0)
        json_object_set(o, "keywords", all);
    json_decref(all);
}

/* How the text came about: schema.org's IPTCDigitalSourceEnumeration, and where that has no word
 * for it, IPTC's own (cv.iptc.org/newscodes/digitalsourcetype). */
static void add_source_type_json(json_t *o, enum story_ai ai)
{
    static const char *const types[STORY_AI_MAX] = {
        [STORY_AI_ASSISTED] =
            "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
        [STORY_AI_GENERATED] = "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    };

    if (ai == STORY_AI_NONE) {
        json_t *creation = json_object();
        json_put(creation, "@id", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation");
        json_object_set_new(o, "digitalSourceType", creation);
    } else if (ai < STORY_AI_MAX) {
        json_put(o, "digitalSourceType", types[ai]);
    }
}

/* What only a piece of journalism has; articleSection and wordCount are schema.org's Article's. */
static void add_journalism_json(struct page *p, json_t *o, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;

    add_source_type_json(o, t->ai);
    add_keywords_json(o, &t->tags);
    add_sources_json(o, &t->sources);
    add_corrections_json(p, o, &view->corrections);
    if (view->story.kind == STORY_REVIEW) {
        add_review_json(o, &t->review);
        return;
    }
    json_put(o, "articleSection", t->section.name);
    json_object_set_new(o, "wordCount", json_integer(view->revision.words));
}

static json_t *article_json(struct page *p, const struct story_view *view, const char *description)
{
    static const char *const types[STORY_KIND_MAX] = {"NewsArticle", "Review", "WebPage"};
    const struct story *s = &view->story;
    const struct story_text *t = &view->revision.text;
    const char *url = structured_url(p, s->path);
    json_t *o = thing_json(types[s->kind], s->kind == STORY_NEWS ? NULL : t->headline);

    json_put(o, "@id", s->kind == STORY_PAGE ? url : arena_printf(p->req->arena, "%s#story", url));
    json_put(o, "url", url);
    json_put(o, "headline", t->headline);
    json_put(o, "description", description);
    json_put(o, "inLanguage", *t->lang ? t->lang : app_setting(p->app, SETTING_LOCALE));
    json_put(o, "datePublished", structured_time(p, s->published_at));
    json_put(o, "dateModified", structured_time(p, public_time(s->published_at, s->updated_at)));
    json_object_set_new(o, "isAccessibleForFree", json_true());
    json_object_set_new(o, "publisher", publisher_json(p));
    if (t->bylines.n > 0)
        json_object_set_new(o, "author", authors_json(p, &t->bylines));
    else if (s->kind != STORY_PAGE)
        json_object_set_new(o, "author", reference_json(p, "/#publisher"));
    json_t *pictures = structured_pictures(p, view);
    if (pictures)
        json_object_set_new(o, "image", pictures);
    if (s->kind != STORY_PAGE) {
        json_put(o, "mainEntityOfPage", url);
        add_journalism_json(p, o, view);
    }
    return o;
}

void structured_fill(struct page *p, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    const char *description =
        *t->dek ? t->dek : text_excerpt(p->req->arena, view->revision.plain, DESCRIPTION_MAX);
    struct crumb here = {t->headline, view->story.path}, section = {NULL, NULL};
    json_t *graph = json_array();

    if (t->section.id != 0)
        section =
            (struct crumb){t->section.name, arena_printf(p->req->arena, "/%s/", t->section.slug)};
    tpl_set_if(p->layout, "DESCRIPTION", description);
    open_graph_fill(p, view);
    json_array_append_new(graph, article_json(p, view, description));
    json_array_append_new(graph, breadcrumbs_json(p, &section, &here));
    graph_fill(p, graph);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static json_t *website_json(struct page *p)
{
    json_t *o = thing_json("WebSite", app_setting(p->app, SETTING_TITLE));

    json_put(o, "@id", structured_url(p, "/#site"));
    json_put(o, "url", structured_url(p, "/"));
    json_put(o, "description",
             typeset(p->app, p->req->arena, "", app_setting(p->app, SETTING_TAGLINE)));
    json_put(o, "inLanguage", app_setting(p->app, SETTING_LOCALE));
    json_object_set_new(o, "publisher", reference_json(p, "/#publisher"));
    return o;
}

static json_t *list_json(struct page *p, const char *type, const char *title, const char *path)
{
    json_t *o = thing_json(type, title);

    json_put(o, "@id", structured_url(p, path));
    json_put(o, "url", structured_url(p, path));
    json_put(o, "inLanguage", app_setting(p->app, SETTING_LOCALE));
    json_object_set_new(o, "isPartOf", reference_json(p, "/#site"));
    return o;
}

void structured_fill_front(struct page *p)
{
    json_t *graph = json_array();

    tpl_show(open_graph_add(p, "website", app_setting(p->app, SETTING_TITLE), "/"), "OG_PLAIN_IF");
    json_array_append_new(graph, website_json(p));
    json_array_append_new(graph, publisher_json(p));
    graph_fill(p, graph);
}

void structured_fill_list(struct page *p, const char *title, const char *path)
{
    structured_fill_below(p, NULL, title, path);
}

void structured_fill_below(struct page *p, const struct crumb *parent, const char *title,
                           const char *path)
{
    static const struct crumb nothing = {NULL, NULL};
    struct crumb here = {title, path};
    json_t *graph = json_array();

    tpl_show(open_graph_add(p, "website", title, path), "OG_PLAIN_IF");
    json_array_append_new(graph, list_json(p, "CollectionPage", title, path));
    json_array_append_new(graph, breadcrumbs_json(p, parent ? parent : &nothing, &here));
    json_array_append_new(graph, website_json(p));
    json_array_append_new(graph, publisher_json(p));
    graph_fill(p, graph);
}

void structured_fill_author(struct page *p, const struct group *byline, const char *path)
{
    static const struct crumb nothing = {NULL, NULL};
    struct crumb here = {byline->name, path};
    json_t *graph = json_array(), *o = list_json(p, "ProfilePage", byline->name, path);
    json_t *who = person_json(p, byline);

    json_put(who, "description", typeset(p->app, p->req->arena, "", byline->text));
    json_object_set_new(who, "worksFor", reference_json(p, "/#publisher"));
    json_object_set_new(o, "mainEntity", who);
    tpl_show(open_graph_add(p, "profile", byline->name, path), "OG_PLAIN_IF");
    json_array_append_new(graph, o);
    json_array_append_new(graph, breadcrumbs_json(p, &nothing, &here));
    json_array_append_new(graph, website_json(p));
    json_array_append_new(graph, publisher_json(p));
    graph_fill(p, graph);
}
