/* sitemap.c: /sitemap.xml, the files it names, and the news sitemap (sitemaps.org, Google News). */
#include "reader.h"

#include "db/sitemap.h"
#include "lib/log.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#define NEWS_AGE (INT64_C(48) * 60 * 60 * 1000) /* ms: what is older is no news to the protocol */
#define NEWS_MAX 1000                           /* its most entries */

/* ---- Printing ------------------------------------------------------------------------------- */

/* Crawlers hold an instant before 1970, from when there was no web, for a fault of the file. */
static void sitemap_set_change(struct app *app, struct arena *a, struct tpl_dict *d, int64_t at)
{
    if (at > 0)
        tpl_set_if(d, "CHANGED", instant_iso(app, a, at));
}

/* The protocol asks for an entry at least. Where there is nothing to name, it is the front page. */
static struct tpl_dict *sitemap_name_front(struct app *app, struct arena *a)
{
    struct tpl_dict *d = tpl_dict_new();
    tpl_set(tpl_add(d, "PLACES"), "URL", page_absolute(app, a, "/"));
    return d;
}

/* Prints the template and frees d. */
static void sitemap_answer(struct app *app, struct req *req, struct res *res, const char *template,
                           struct tpl_dict *d)
{
    bool good = tpl_render(app->templates, template, d, &res->body);
    tpl_dict_free(d);
    res->content_type = "application/xml; charset=utf-8";
    if (good)
        return;
    log_event(LOG_ERROR, "template", "file", template, "path", req->path, NULL);
    buf_clear(&res->body);
    page_error(app, req, res, 500, NULL);
}

/* ---- The sitemap ---------------------------------------------------------------------------- */

void sitemap_get(struct app *app, struct req *req, struct res *res)
{
    struct sitemap_parts all;
    enum store_status st = sitemap_parts(app->store, req->arena, req->now, &all);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    if (all.n == 0) { /* an index names a sitemap at least: a sitemap of its own will do */
        sitemap_answer(app, req, res, "feed/sitemap.tpl", sitemap_name_front(app, req->arena));
        return;
    }
    struct tpl_dict *d = tpl_dict_new();
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *one = tpl_add(d, "SITEMAPS");
        const char *path = arena_printf(req->arena, "/sitemap-%" PRId64 ".xml", all.v[i].number);
        tpl_set(one, "URL", page_absolute(app, req->arena, path));
        sitemap_set_change(app, req->arena, one, all.v[i].changed_at);
    }
    sitemap_answer(app, req, res, "feed/sitemap-index.tpl", d);
}

void sitemap_part_get(struct app *app, struct req *req, struct res *res)
{
    struct sitemap_entries places;
    int64_t number = 0;
    enum store_status st = STORE_MISSING;
    if (text_to_int(req_param(req, "id"), 1, INT64_MAX, &number))
        st = sitemap_list(app->store, req->arena, number, req->now, &places);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct tpl_dict *d = tpl_dict_new();
    for (size_t i = 0; i < places.n; i++) {
        struct tpl_dict *one = tpl_add(d, "PLACES");
        tpl_set(one, "URL", page_absolute(app, req->arena, places.v[i].path));
        /* A comma put right is no reason for a crawler to come again. */
        sitemap_set_change(app, req->arena, one,
                           public_time(places.v[i].published_at, places.v[i].updated_at));
    }
    sitemap_answer(app, req, res, "feed/sitemap.tpl", d);
}

/* ---- The news sitemap ----------------------------------------------------------------------- */

/* ISO 639 alone, except for the two kinds of Chinese that the protocol tells apart. */
static const char *news_language(struct arena *a, const char *lang)
{
    if (strncasecmp(lang, "zh-tw", 5) == 0 || strncasecmp(lang, "zh-hant", 7) == 0)
        return "zh-tw";
    if (strncasecmp(lang, "zh", 2) == 0)
        return "zh-cn";
    return arena_dupn(a, lang, strcspn(lang, "-"));
}

void news_sitemap_get(struct app *app, struct req *req, struct res *res)
{
    struct sitemap_entries places;
    enum store_status st =
        sitemap_list_news(app->store, req->arena, req->now - NEWS_AGE, NEWS_MAX, req->now, &places);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    const char *own = app_setting(app, SETTING_LOCALE);
    struct tpl_dict *d =
        places.n > 0 ? tpl_dict_new() : sitemap_name_front(app, req->arena); /* no news of it */
    tpl_set(d, "SITE_TITLE", text_for_xml(req->arena, app_setting(app, SETTING_TITLE)));
    for (size_t i = 0; i < places.n; i++) {
        const struct sitemap_entry *p = &places.v[i];
        struct tpl_dict *place = tpl_add(d, "PLACES"), *one = tpl_add(place, "NEWS");
        tpl_set(place, "URL", page_absolute(app, req->arena, p->path));
        tpl_set(one, "LANG", news_language(req->arena, *p->lang ? p->lang : own));
        tpl_set(one, "TITLE",
                text_for_xml(req->arena, typeset(app, req->arena, p->lang, p->headline)));
        tpl_set(one, "PUBLISHED", instant_iso(app, req->arena, p->published_at));
    }
    sitemap_answer(app, req, res, "feed/news-sitemap.tpl", d);
}
