/* structured.c: what machines read of a page: schema.org JSON-LD, Open Graph, description. */
#include "reader.h"

#include "cgi/site_nav.h"
#include "cgi/theme.h"
#include "lib/json.h"
#include "lib/text.h"

#include <string.h>

#define DESCRIPTION_MAX 200 /* code points */
#define JSON_LD_MAX ((size_t)256 * 1024)
#define PICTURE_WIDTH 1200 /* css pixels of the picture that others show beside a link */

/* ---- JSON ----------------------------------------------------------------------------------- */

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

static const char *absolute(struct page *p, const char *path)
{
    return page_absolute(p->app, p->req->arena, path);
}

/* The same thing wherever it is named: "https://news.example.org/#publisher". */
static json_t *reference(struct page *p, const char *path)
{
    json_t *o = json_object();

    put(o, "@id", absolute(p, path));
    return o;
}

static const char *iso(struct page *p, int64_t at)
{
    char *text = arena_alloc(p->req->arena, DATELINE_ISO_SIZE);

    dateline_iso(p->app->calendar, at, text);
    return text;
}

/* The whole of it as one graph, into the layout. Takes the graph. */
static void fill_graph(struct page *p, json_t *graph)
{
    json_t *o = json_object();
    struct buf b;

    put(o, "@context", "https://schema.org");
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
static const char *pixels(struct page *p, int n)
{
    return arena_printf(p->req->arena, "%d px", n);
}

static json_t *logo_json(struct page *p)
{
    json_t *o = thing("ImageObject", NULL);
    struct theme_logo logo = {.file = "img/favicon.svg"};

    if (theme_logo(&p->app->settings, p->app->assets, p->req->arena, &logo)) {
        put(o, "width", pixels(p, logo.width));
        put(o, "height", pixels(p, logo.height));
    }
    put(o, "url", absolute(p, page_asset(p->app, p->req->arena, logo.file)));
    return o;
}

static json_t *publisher(struct page *p)
{
    json_t *o = thing("NewsMediaOrganization", app_setting(p->app, SETTING_TITLE));

    put(o, "@id", absolute(p, "/#publisher"));
    put(o, "url", absolute(p, "/"));
    put(o, "email", app_setting(p->app, SETTING_CORRECTIONS_EMAIL));
    json_object_set_new(o, "logo", logo_json(p));
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        if (!json_object_get(o, policies[i].property) && has_page(p, policies[i].path))
            put(o, policies[i].property, absolute(p, policies[i].path));
    }
    return o;
}

/* ---- Where a page stands -------------------------------------------------------------------- */

static void add_crumb(struct page *p, json_t *items, const char *name, const char *path)
{
    json_t *item = thing("ListItem", name);

    json_object_set_new(item, "position", json_integer((json_int_t)json_array_size(items) + 1));
    put(item, "item", absolute(p, path));
    json_array_append_new(items, item);
}

/* The paper › parent › the page. No parent: its path is NULL. */
static json_t *breadcrumbs(struct page *p, const struct crumb *parent, const struct crumb *here)
{
    json_t *o = thing("BreadcrumbList", NULL), *items = json_array();

    add_crumb(p, items, app_setting(p->app, SETTING_TITLE), "/");
    if (parent->path)
        add_crumb(p, items, parent->name, parent->path);
    add_crumb(p, items, here->name, here->path);
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

static struct tpl_dict *open_graph(struct page *p, const char *type, const char *title,
                                   const char *path)
{
    struct tpl_dict *og = tpl_add(p->layout, "OPEN_GRAPH");

    tpl_set(og, "OG_TYPE", type);
    tpl_set(og, "OG_TITLE", title);
    tpl_set(og, "OG_URL", absolute(p, path));
    tpl_set_if(og, "OG_LOCALE", og_locale(p->req->arena, app_setting(p->app, SETTING_LOCALE)));
    return og;
}

/* The picture that others show beside a link to the story. NULL: none. */
static const struct media_file *picture_of(const struct story_view *view)
{
    return view->has_hero ? media_best(&view->hero, MEDIA_JPEG, PICTURE_WIDTH) : NULL;
}

static const char *picture_url(struct page *p, const struct media_file *file)
{
    return absolute(p, media_url(p->req->arena, file));
}

static int64_t public_time(const struct story *s)
{
    return s->updated_at ? s->updated_at : s->published_at;
}

static void fill_article(struct page *p, struct tpl_dict *og, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    const struct story *s = &view->story;
    struct tpl_dict *d = tpl_add(og, "OG_ARTICLE");

    tpl_set(d, "OG_PUBLISHED", iso(p, s->published_at));
    tpl_set(d, "OG_MODIFIED", iso(p, public_time(s)));
    if (t->section.id != 0)
        tpl_set_if(d, "OG_SECTION", t->section.name);
    for (size_t i = 0; i < t->bylines.n; i++) {
        const char *path = arena_printf(p->req->arena, "/author/%s/", t->bylines.v[i].slug);
        tpl_set(tpl_add(d, "OG_AUTHORS"), "OG_AUTHOR", absolute(p, path));
    }
    for (size_t i = 0; i < t->tags.n; i++)
        tpl_set(tpl_add(d, "OG_TAGS"), "OG_TAG", t->tags.v[i].name);
}

static void fill_open_graph(struct page *p, const struct story_view *view)
{
    bool page = view->story.kind == STORY_PAGE;
    const struct story_text *t = &view->revision.text;
    const struct media_file *picture = picture_of(view);
    struct tpl_dict *og =
        open_graph(p, page ? "website" : "article", t->headline, view->story.path);

    if (picture) {
        tpl_set_if(og, "OG_IMAGE", picture_url(p, picture));
        tpl_set_int(og, "OG_IMAGE_WIDTH", picture->width);
        tpl_set_int(og, "OG_IMAGE_HEIGHT", picture->height);
        tpl_set(og, "OG_IMAGE_ALT", t->hero_alt);
    } else {
        tpl_show(og, "OG_PLAIN_IF");
    }
    if (!page)
        fill_article(p, og, view);
}

/* ---- A story -------------------------------------------------------------------------------- */

static json_t *person(struct page *p, const struct group *byline)
{
    json_t *o = thing("Person", byline->name);

    put(o, "url", absolute(p, arena_printf(p->req->arena, "/author/%s/", byline->slug)));
    return o;
}

static json_t *authors(struct page *p, const struct groups *bylines)
{
    json_t *list = json_array();

    for (size_t i = 0; i < bylines->n; i++)
        json_array_append_new(list, person(p, &bylines->v[i]));
    return list;
}

static json_t *notes(const struct strlist *list)
{
    json_t *items = json_array(), *o = thing("ItemList", NULL);

    for (size_t i = 0; i < list->n; i++) {
        json_t *item = thing("ListItem", list->v[i]);
        json_object_set_new(item, "position", json_integer((json_int_t)i + 1));
        json_array_append_new(items, item);
    }
    json_object_set_new(o, "itemListElement", items);
    return o;
}

static void add_review(json_t *o, const struct review *r)
{
    json_object_set_new(o, "itemReviewed", thing("Product", r->product));
    put(o, "abstract", r->verdict);
    if (r->rating >= 0) {
        json_t *rating = thing("Rating", NULL);
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
        json_t *c = thing("CorrectionComment", NULL);
        put(c, "text",
            language_say(p->app->language, p->req->arena, "We wrote: “%WRONG%” Right is: “%RIGHT%”",
                         "WRONG", list->v[i].wrong, "RIGHT", list->v[i].right, NULL));
        put(c, "datePublished", iso(p, list->v[i].at));
        json_array_append_new(all, c);
    }
    if (list->n > 0)
        json_object_set(o, "correction", all);
    json_decref(all);
}

static void add_image(struct page *p, json_t *o, const struct story_view *view)
{
    const struct media_file *file = picture_of(view);
    const struct story_text *t = &view->revision.text;
    json_t *image;

    if (!file)
        return;
    image = thing("ImageObject", NULL);
    put(image, "url", picture_url(p, file));
    put(image, "width", pixels(p, file->width));
    put(image, "height", pixels(p, file->height));
    put(image, "description", t->hero_alt);
    put(image, "caption", t->hero_caption);
    put(image, "creditText", t->hero_credit);
    json_object_set_new(o, "image", image);
}

static void add_sources(json_t *o, const struct sources *list)
{
    json_t *all = json_array();

    for (size_t i = 0; i < list->n; i++) {
        json_t *one = thing("CreativeWork", list->v[i].title);
        put(one, "url", list->v[i].url);
        json_array_append_new(all, one);
    }
    if (list->n > 0)
        json_object_set(o, "citation", all);
    json_decref(all);
}

static void add_keywords(json_t *o, const struct groups *tags)
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
static void add_source_type(json_t *o, enum story_ai ai)
{
    static const char *const types[STORY_AI_MAX] = {
        [STORY_AI_ASSISTED] =
            "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
        [STORY_AI_GENERATED] = "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    };

    if (ai == STORY_AI_NONE) {
        json_t *creation = json_object();
        put(creation, "@id", "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation");
        json_object_set_new(o, "digitalSourceType", creation);
    } else if (ai < STORY_AI_MAX) {
        put(o, "digitalSourceType", types[ai]);
    }
}

/* What only a piece of journalism has; articleSection and wordCount are schema.org's Article's. */
static void add_journalism(struct page *p, json_t *o, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;

    add_source_type(o, t->ai);
    add_keywords(o, &t->tags);
    add_sources(o, &t->sources);
    add_corrections(p, o, &view->corrections);
    if (view->story.kind == STORY_REVIEW) {
        add_review(o, &t->review);
        return;
    }
    put(o, "articleSection", t->section.name);
    json_object_set_new(o, "wordCount", json_integer(view->revision.words));
}

static json_t *story_json(struct page *p, const struct story_view *view, const char *description)
{
    static const char *const types[STORY_KIND_MAX] = {"NewsArticle", "Review", "WebPage"};
    const struct story *s = &view->story;
    const struct story_text *t = &view->revision.text;
    const char *url = absolute(p, s->path);
    json_t *o = thing(types[s->kind], s->kind == STORY_NEWS ? NULL : t->headline);

    put(o, "@id", s->kind == STORY_PAGE ? url : arena_printf(p->req->arena, "%s#story", url));
    put(o, "url", url);
    put(o, "headline", t->headline);
    put(o, "description", description);
    put(o, "inLanguage", *t->lang ? t->lang : app_setting(p->app, SETTING_LOCALE));
    put(o, "datePublished", iso(p, s->published_at));
    put(o, "dateModified", iso(p, public_time(s)));
    json_object_set_new(o, "isAccessibleForFree", json_true());
    json_object_set_new(o, "publisher", publisher(p));
    if (t->bylines.n > 0)
        json_object_set_new(o, "author", authors(p, &t->bylines));
    else if (s->kind != STORY_PAGE)
        json_object_set_new(o, "author", reference(p, "/#publisher"));
    add_image(p, o, view);
    if (s->kind != STORY_PAGE) {
        put(o, "mainEntityOfPage", url);
        add_journalism(p, o, view);
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
    fill_open_graph(p, view);
    json_array_append_new(graph, story_json(p, view, description));
    json_array_append_new(graph, breadcrumbs(p, &section, &here));
    fill_graph(p, graph);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static json_t *website(struct page *p)
{
    json_t *o = thing("WebSite", app_setting(p->app, SETTING_TITLE));

    put(o, "@id", absolute(p, "/#site"));
    put(o, "url", absolute(p, "/"));
    put(o, "description", app_setting(p->app, SETTING_TAGLINE));
    put(o, "inLanguage", app_setting(p->app, SETTING_LOCALE));
    json_object_set_new(o, "publisher", reference(p, "/#publisher"));
    return o;
}

static json_t *list_json(struct page *p, const char *type, const char *title, const char *path)
{
    json_t *o = thing(type, title);

    put(o, "@id", absolute(p, path));
    put(o, "url", absolute(p, path));
    put(o, "inLanguage", app_setting(p->app, SETTING_LOCALE));
    json_object_set_new(o, "isPartOf", reference(p, "/#site"));
    return o;
}

void structured_fill_front(struct page *p)
{
    json_t *graph = json_array();

    tpl_show(open_graph(p, "website", app_setting(p->app, SETTING_TITLE), "/"), "OG_PLAIN_IF");
    json_array_append_new(graph, website(p));
    json_array_append_new(graph, publisher(p));
    fill_graph(p, graph);
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

    tpl_show(open_graph(p, "website", title, path), "OG_PLAIN_IF");
    json_array_append_new(graph, list_json(p, "CollectionPage", title, path));
    json_array_append_new(graph, breadcrumbs(p, parent ? parent : &nothing, &here));
    json_array_append_new(graph, website(p));
    json_array_append_new(graph, publisher(p));
    fill_graph(p, graph);
}

void structured_fill_author(struct page *p, const struct group *byline, const char *path)
{
    static const struct crumb nothing = {NULL, NULL};
    struct crumb here = {byline->name, path};
    json_t *graph = json_array(), *o = list_json(p, "ProfilePage", byline->name, path);
    json_t *who = person(p, byline);

    put(who, "description", byline->text);
    json_object_set_new(who, "worksFor", reference(p, "/#publisher"));
    json_object_set_new(o, "mainEntity", who);
    tpl_show(open_graph(p, "profile", byline->name, path), "OG_PLAIN_IF");
    json_array_append_new(graph, o);
    json_array_append_new(graph, breadcrumbs(p, &nothing, &here));
    json_array_append_new(graph, website(p));
    json_array_append_new(graph, publisher(p));
    fill_graph(p, graph);
}
