/* structured.c: what machines read of a page: schema.org JSON-LD, Open Graph, description. */
#include "reader.h"

#include "cgi/genre.h"
#include "cgi/site_nav.h"
#include "cgi/theme.h"
#include "db/trust.h"
#include "lib/linked_data.h"
#include "lib/text.h"
#include "structured_picture.h"

#include <string.h>

#define DESCRIPTION_MAX 200 /* code points */
#define JSON_LD_MAX ((size_t)256 * 1024)
#define PICTURE_WIDTH 1200 /* css pixels of the picture that others show beside a link */

/* ---- JSON ----------------------------------------------------------------------------------- */

static struct linked_data *thing_json(struct page *p, const char *type, const char *name)
{
    struct linked_data *o = linked_data_object(p->req->arena);

    linked_data_put(o, "@type", type);
    linked_data_put(o, "name", name);
    return o;
}

static const char *structured_url(struct page *p, const char *path)
{
    return page_absolute(p->app, p->req->arena, path);
}

/* The same thing wherever it is named: "https://news.example.org/#publisher". */
static struct linked_data *reference_json(struct page *p, const char *path)
{
    struct linked_data *o = linked_data_object(p->req->arena);

    linked_data_put(o, "@id", structured_url(p, path));
    return o;
}

static const char *structured_time(struct page *p, int64_t at)
{
    return instant_iso(p->app, p->req->arena, at);
}

/* The whole of it as one graph, into the layout. */
static void graph_fill(struct page *p, struct linked_data *graph)
{
    struct linked_data *o = linked_data_object(p->req->arena);
    struct buf b;

    linked_data_put(o, "@context", "https://schema.org");
    linked_data_put_value(o, "@graph", graph);
    buf_init(&b, JSON_LD_MAX);
    linked_data_print(&b, o);
    if (!b.failed)
        tpl_set_if(p->layout, "JSON_LD", b.p);
    buf_free(&b);
}

/* ---- The paper ------------------------------------------------------------------------------ */

static bool has_page(const struct page *p, const char *path)
{
    const struct cards *pages = &site_nav_get(p->app, p->req->now)->pages;

    for (size_t i = 0; i < pages->n; i++) {
        if (strcmp(pages->v[i].path, path) == 0)
            return true;
    }
    return strcmp(path, TRUST_CORRECTIONS) == 0;
}

/* schema.org's Distance is a number and its unit. */
static const char *pixel_distance(struct page *p, int n)
{
    return arena_printf(p->req->arena, "%d px", n);
}

static struct linked_data *logo_json(struct page *p)
{
    struct linked_data *o = thing_json(p, "ImageObject", NULL);
    struct theme_logo logo;
    const char *src = page_asset(p->app, p->req->arena, "img/favicon.svg");

    if (theme_logo(p->app->theme, &p->app->settings, p->app->assets, p->req->arena, &logo)) {
        src = logo.src;
        linked_data_put(o, "width", pixel_distance(p, logo.width));
        linked_data_put(o, "height", pixel_distance(p, logo.height));
    }
    linked_data_put(o, "url", structured_url(p, src));
    return o;
}

static struct linked_data *publisher_json(struct page *p)
{
    struct linked_data *o =
        thing_json(p, "NewsMediaOrganization", app_setting(p->app, SETTING_TITLE));

    linked_data_put(o, "@id", structured_url(p, "/#publisher"));
    linked_data_put(o, "url", structured_url(p, "/"));
    linked_data_put(o, "email", app_setting(p->app, SETTING_CORRECTIONS_EMAIL));
    linked_data_put_value(o, "logo", logo_json(p));
    for (const struct trust_policy *t = trust_policies; t->path; t++) {
        if (!linked_data_has(o, t->property) && has_page(p, t->path))
            linked_data_put(o, t->property, structured_url(p, t->path));
    }
    return o;
}

/* ---- Breadcrumbs ---------------------------------------------------------------------------- */

static void add_crumb_json(struct page *p, struct linked_data *items, const char *name,
                           const char *path)
{
    struct linked_data *item = thing_json(p, "ListItem", name);

    linked_data_put_int(item, "position", linked_data_count(items) + 1);
    linked_data_put(item, "item", structured_url(p, path));
    linked_data_add(items, item);
}

/* The paper › parent › the page. No parent: its path is NULL. */
static struct linked_data *breadcrumbs_json(struct page *p, const struct crumb *parent,
                                            const struct crumb *here)
{
    struct linked_data *o = thing_json(p, "BreadcrumbList", NULL),
                       *items = linked_data_list(p->req->arena);

    add_crumb_json(p, items, app_setting(p->app, SETTING_TITLE), "/");
    if (parent->path)
        add_crumb_json(p, items, parent->name, parent->path);
    add_crumb_json(p, items, here->name, here->path);
    linked_data_put_value(o, "itemListElement", items);
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
    struct tpl_dict *og = open_graph_add(
        p, page ? "website" : "article",
        genre_headline(p->app, p->req->arena, t->genre, t->headline), view->story.path);

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

static struct linked_data *person_json(struct page *p, const struct group *byline)
{
    struct linked_data *o = thing_json(p, "Person", byline->name);

    linked_data_put(o, "url",
                    structured_url(p, arena_printf(p->req->arena, "/author/%s/", byline->slug)));
    return o;
}

static struct linked_data *authors_json(struct page *p, const struct groups *bylines)
{
    struct linked_data *list = linked_data_list(p->req->arena);

    for (size_t i = 0; i < bylines->n; i++)
        linked_data_add(list, person_json(p, &bylines->v[i]));
    return list;
}

static struct linked_data *notes_json(struct page *p, const struct strlist *list)
{
    struct linked_data *items = linked_data_list(p->req->arena),
                       *o = thing_json(p, "ItemList", NULL);

    for (size_t i = 0; i < list->n; i++) {
        struct linked_data *item = thing_json(p, "ListItem", list->v[i]);
        linked_data_put_int(item, "position", i + 1);
        linked_data_add(items, item);
    }
    linked_data_put_value(o, "itemListElement", items);
    return o;
}

static void add_review_json(struct page *p, struct linked_data *o, const struct review *r)
{
    linked_data_put_value(o, "itemReviewed", thing_json(p, "Product", r->product));
    linked_data_put(o, "abstract", r->verdict);
    if (r->rating >= 0) {
        struct linked_data *rating = thing_json(p, "Rating", NULL);
        linked_data_put_tenths(rating, "ratingValue", r->rating);
        linked_data_put_int(rating, "bestRating", 5);
        linked_data_put_int(rating, "worstRating", 0);
        linked_data_put_value(o, "reviewRating", rating);
    }
    if (r->pros.n > 0)
        linked_data_put_value(o, "positiveNotes", notes_json(p, &r->pros));
    if (r->cons.n > 0)
        linked_data_put_value(o, "negativeNotes", notes_json(p, &r->cons));
}

static void add_corrections_json(struct page *p, struct linked_data *o,
                                 const struct corrections *list)
{
    struct linked_data *all = linked_data_list(p->req->arena);

    for (size_t i = 0; i < list->n; i++) {
        struct linked_data *c = thing_json(p, "CorrectionComment", NULL);
        linked_data_put(c, "text",
                        language_say(p->app->language, p->req->arena,
                                     "We wrote: “%WRONG%” It should have said: “%RIGHT%”", "WRONG",
                                     list->v[i].wrong, "RIGHT", list->v[i].right, NULL));
        linked_data_put(c, "datePublished", structured_time(p, list->v[i].at));
        linked_data_add(all, c);
    }
    linked_data_put_value(o, "correction", all);
}

static void add_sources_json(struct page *p, struct linked_data *o, const struct sources *list)
{
    struct linked_data *all = linked_data_list(p->req->arena);

    for (size_t i = 0; i < list->n; i++) {
        struct linked_data *one = thing_json(p, "CreativeWork", list->v[i].title);
        linked_data_put(one, "url", list->v[i].url);
        linked_data_add(all, one);
    }
    linked_data_put_value(o, "citation", all);
}

static void add_keywords_json(struct page *p, struct linked_data *o, const struct groups *tags)
{
    struct linked_data *all = linked_data_list(p->req->arena);

    for (size_t i = 0; i < tags->n; i++)
        linked_data_add_text(all, tags->v[i].name);
    linked_data_put_value(o, "keywords", all);
}

/* How the text came about: schema.org's IPTCDigitalSourceEnumeration, and where that has no word
 * for it, IPTC's own (cv.iptc.org/newscodes/digitalsourcetype). */
static void add_source_type_json(struct page *p, struct linked_data *o, enum story_ai ai)
{
    static const char *const types[STORY_AI_MAX] = {
        [STORY_AI_ASSISTED] =
            "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
        [STORY_AI_GENERATED] = "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        [STORY_AI_UNREVIEWED] = "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    };

    if (ai == STORY_AI_NONE) {
        struct linked_data *creation = linked_data_object(p->req->arena);
        linked_data_put(creation, "@id",
                        "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation");
        linked_data_put_value(o, "digitalSourceType", creation);
    } else if (ai < STORY_AI_MAX) {
        linked_data_put(o, "digitalSourceType", types[ai]);
    }
}

/* schema.org knows no press release. Two of them are no NewsArticle there, nor is a review that somebody paid for. */
static const char *article_type(const struct story_view *view)
{
    static const char *const types[GENRE_MAX] = {
        [GENRE_NEWS] = "NewsArticle",           [GENRE_ANALYSIS] = "AnalysisNewsArticle",
        [GENRE_OPINION] = "OpinionNewsArticle", [GENRE_SATIRE] = "SatiricalArticle",
        [GENRE_PRESS_RELEASE] = "Article",      [GENRE_SPONSORED] = "AdvertiserContentArticle",
        [GENRE_AGENCY] = "NewsArticle",
    };
    const struct story_text *t = &view->revision.text;
    const char *type = types[t->genre < GENRE_MAX ? t->genre : GENRE_NEWS];
    bool work = *t->place_line || *t->how_reported;

    if (view->story.kind == STORY_PAGE)
        return "WebPage";
    if (view->story.kind == STORY_NEWS)
        return type;
    return work && strstr(type, "NewsArticle") ? "ReviewNewsArticle" : "Review";
}

/* The place and the way it was reported: each where schema.org has a property for it. */
static void add_work_json(struct page *p, struct linked_data *o, const struct revision *r,
                          const char *type)
{
    const struct story_text *t = &r->text;

    linked_data_put(o, "genre", genre_label(p->app, t->genre));
    if (*t->place_line) {
        linked_data_put_value(o, "locationCreated", thing_json(p, "Place", t->place_line));
        if (strstr(type, "NewsArticle"))
            linked_data_put(o, "dateline", t->place_line);
    }
    if (strstr(type, "Article"))
        linked_data_put(o, "backstory",
                        text_line(p->req->arena, text_strip_html(p->req->arena, r->how_html)));
}

/* What only a piece of journalism has; articleSection and wordCount are schema.org's Article's. */
static void add_journalism_json(struct page *p, struct linked_data *o,
                                const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;

    add_source_type_json(p, o, t->ai);
    add_keywords_json(p, o, &t->tags);
    add_sources_json(p, o, &t->sources);
    add_corrections_json(p, o, &view->corrections);
    if (view->story.kind == STORY_REVIEW) {
        add_review_json(p, o, &t->review);
        return;
    }
    linked_data_put(o, "articleSection", t->section.name);
    linked_data_put_int(o, "wordCount", view->revision.words);
}

static struct linked_data *article_json(struct page *p, const struct story_view *view,
                                        const char *description)
{
    const char *type = article_type(view);
    const struct story *s = &view->story;
    const struct story_text *t = &view->revision.text;
    const char *url = structured_url(p, s->path);
    struct linked_data *o = thing_json(p, type, s->kind == STORY_NEWS ? NULL : t->headline);

    linked_data_put(o, "@id",
                    s->kind == STORY_PAGE ? url : arena_printf(p->req->arena, "%s#story", url));
    linked_data_put(o, "url", url);
    linked_data_put(o, "headline", t->headline);
    linked_data_put(o, "description", description);
    linked_data_put(o, "inLanguage", *t->lang ? t->lang : app_setting(p->app, SETTING_LOCALE));
    linked_data_put(o, "datePublished", structured_time(p, s->published_at));
    linked_data_put(o, "dateModified",
                    structured_time(p, public_time(s->published_at, s->updated_at)));
    linked_data_put_true(o, "isAccessibleForFree");
    linked_data_put_value(o, "publisher", publisher_json(p));
    if (t->bylines.n > 0)
        linked_data_put_value(o, "author", authors_json(p, &t->bylines));
    else if (s->kind != STORY_PAGE)
        linked_data_put_value(o, "author", reference_json(p, "/#publisher"));
    linked_data_put_value(o, "image", structured_pictures(p, view));
    if (s->kind != STORY_PAGE) {
        linked_data_put(o, "mainEntityOfPage", url);
        add_work_json(p, o, &view->revision, type);
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
    struct linked_data *graph = linked_data_list(p->req->arena);

    if (t->section.id != 0)
        section =
            (struct crumb){t->section.name, arena_printf(p->req->arena, "/%s/", t->section.slug)};
    tpl_set_if(p->layout, "DESCRIPTION", description);
    open_graph_fill(p, view);
    linked_data_add(graph, article_json(p, view, description));
    linked_data_add(graph, breadcrumbs_json(p, &section, &here));
    graph_fill(p, graph);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

static struct linked_data *website_json(struct page *p)
{
    struct linked_data *o = thing_json(p, "WebSite", app_setting(p->app, SETTING_TITLE));

    linked_data_put(o, "@id", structured_url(p, "/#site"));
    linked_data_put(o, "url", structured_url(p, "/"));
    linked_data_put(o, "description",
                    typeset(p->app, p->req->arena, "", app_setting(p->app, SETTING_TAGLINE)));
    linked_data_put(o, "inLanguage", app_setting(p->app, SETTING_LOCALE));
    linked_data_put_value(o, "publisher", reference_json(p, "/#publisher"));
    return o;
}

static struct linked_data *list_json(struct page *p, const char *type, const char *title,
                                     const char *path)
{
    struct linked_data *o = thing_json(p, type, title);

    linked_data_put(o, "@id", structured_url(p, path));
    linked_data_put(o, "url", structured_url(p, path));
    linked_data_put(o, "inLanguage", app_setting(p->app, SETTING_LOCALE));
    linked_data_put_value(o, "isPartOf", reference_json(p, "/#site"));
    return o;
}

void structured_fill_front(struct page *p)
{
    struct linked_data *graph = linked_data_list(p->req->arena);

    tpl_show(open_graph_add(p, "website", app_setting(p->app, SETTING_TITLE), "/"), "OG_PLAIN_IF");
    linked_data_add(graph, website_json(p));
    linked_data_add(graph, publisher_json(p));
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
    struct linked_data *graph = linked_data_list(p->req->arena);

    tpl_show(open_graph_add(p, "website", title, path), "OG_PLAIN_IF");
    linked_data_add(graph, list_json(p, "CollectionPage", title, path));
    linked_data_add(graph, breadcrumbs_json(p, parent ? parent : &nothing, &here));
    linked_data_add(graph, website_json(p));
    linked_data_add(graph, publisher_json(p));
    graph_fill(p, graph);
}

void structured_fill_author(struct page *p, const struct group *byline,
                            const struct profile *who_is, const char *path)
{
    static const struct crumb nothing = {NULL, NULL};
    struct crumb here = {byline->name, path};
    struct linked_data *graph = linked_data_list(p->req->arena),
                       *o = list_json(p, "ProfilePage", byline->name, path);
    struct linked_data *who = person_json(p, byline);

    linked_data_put(who, "description", typeset(p->app, p->req->arena, "", byline->text));
    linked_data_put_value(who, "worksFor", reference_json(p, "/#publisher"));
    if (who_is)
        author_profile_json(p, who, who_is);
    linked_data_put_value(o, "mainEntity", who);
    tpl_show(open_graph_add(p, "profile", byline->name, path), "OG_PLAIN_IF");
    linked_data_add(graph, o);
    linked_data_add(graph, breadcrumbs_json(p, &nothing, &here));
    linked_data_add(graph, website_json(p));
    linked_data_add(graph, publisher_json(p));
    graph_fill(p, graph);
}
