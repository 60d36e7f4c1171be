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

static void sitemap_set_time(struct app *app, struct arena *a, struct tpl_dict *d, const char *name,
                             int64_t at)
{
    tpl_set_if(d, name, instant_iso(app, a, at));
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
    struct tpl_dict *d = tpl_dict_new();
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *one = tpl_add(d, "SITEMAPS");
        const char *path = arena_printf(req->arena, "/sitemap-%" PRId64 ".xml", all.v[i].number);
        tpl_set(one, "URL", page_absolute(app, req->arena, path));
        if (all.v[i].changed_at != 0)
            sitemap_set_time(app, req->arena, one, "CHANGED", all.v[i].changed_at);
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
        sitemap_set_time(app, req->arena, one, "CHANGED",
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
    struct tpl_dict *d = tpl_dict_new();
    tpl_set(d, "SITE_TITLE", text_for_xml(req->arena, app_setting(app, SETTING_TITLE)));
    for (size_t i = 0; i < places.n; i++) {
        const struct sitemap_entry *p = &places.v[i];
        struct tpl_dict *one = tpl_add(d, "PLACES");
        tpl_set(one, "URL", page_absolute(app, req->arena, p->path));
        tpl_set(one, "LANG", news_language(req->arena, *p->lang ? p->lang : own));
        tpl_set(one, "TITLE", text_for_xml(req->arena, p->headline));
        sitemap_set_time(app, req->arena, one, "PUBLISHED", p->published_at);
    }
    sitemap_answer(app, req, res, "feed/news-sitemap.tpl", d);
}
