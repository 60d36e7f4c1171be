/* feed_format.c: a feed as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1. XML is the templates' work. */
#include "feed.h"

#include "lib/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *feed_author_url(const struct feed *f, const struct group *byline)
{
    const char *path = arena_printf(f->req->arena, "/author/%s/", byline->slug);
    return page_absolute(f->app, f->req->arena, path);
}

/* ---- XML ------------------------------------------------------------------------------------ */

static void feed_set(const struct feed *f, struct tpl_dict *d, const char *name, const char *value)
{
    tpl_set(d, name, text_for_xml(f->req->arena, value));
}

static void feed_set_if(const struct feed *f, struct tpl_dict *d, const char *name,
                        const char *value)
{
    if (value && *value)
        tpl_set_if(d, name, text_for_xml(f->req->arena, value));
}

/* What RSS calls a description is HTML to those who read it ("entity-encoded HTML is allowed"), so text
 * in it is escaped once more than the template does: "<b>" is then three characters and no markup. All
 * else is plain text in each format: titles (the RSS Advisory Board's profile), Media RSS, which says
 * type="html" where it is not, Atom's constructs without a type, JSON Feed's title and summary. */
static const char *feed_as_html(const struct feed *f, const char *text)
{
    struct buf out;
    if (!text || !strpbrk(text, "&<>"))
        return text;
    buf_init(&out, 8 * strlen(text));
    for (; *text; text++) {
        if (*text == '&')
            buf_adds(&out, "&amp;");
        else if (*text == '<' || *text == '>')
            buf_adds(&out, *text == '<' ? "&lt;" : "&gt;");
        else
            buf_addc(&out, *text);
    }
    const char *html = arena_dupn(f->req->arena, out.p, out.len);
    buf_free(&out);
    return html;
}

/* Atom and its kin write RFC 3339, RSS the form of e-mail, which HTTP's dates are. */
static void feed_set_time(const struct feed *f, struct tpl_dict *d, const char *name, int64_t at)
{
    char http[DATELINE_HTTP_SIZE];
    dateline_http(at, http);
    tpl_set(d, name, instant_iso(f->app, f->req->arena, at));
    tpl_set(d, arena_printf(f->req->arena, "%s_HTTP", name), http);
}

static void feed_fill_picture(const struct feed *f, struct tpl_dict *d,
                              const struct feed_picture *p)
{
    if (!p->url)
        return;
    struct tpl_dict *one = tpl_add(d, "PICTURE_IF");
    tpl_set(one, "PICTURE_URL", p->url);
    tpl_set_int(one, "BYTES", p->bytes);
    tpl_set_int(one, "WIDTH", p->width);
    tpl_set_int(one, "HEIGHT", p->height);
    feed_set_if(f, one, "ALT", p->alt);
    feed_set_if(f, one, "CAPTION", p->caption);
    feed_set_if(f, one, "CREDIT", p->credit);
}

static void feed_fill_entry(const struct feed *f, struct tpl_dict *d, const struct feed_entry *e,
                            enum feed_format format)
{
    tpl_set(d, "ID", e->id);
    tpl_set(d, "URL", e->url);
    feed_set(f, d, "TITLE", e->title);
    feed_set_if(f, d, "SUMMARY", format == FEED_RSS ? feed_as_html(f, e->summary) : e->summary);
    feed_set(f, d, "CONTENT", e->html);
    tpl_set_if(d, "ENTRY_LANG", e->lang);
    feed_set_time(f, d, "PUBLISHED", e->published_at);
    feed_set_time(f, d, "UPDATED", e->updated_at);
    for (size_t i = 0; i < e->bylines->n; i++) {
        struct tpl_dict *one = tpl_add(d, "AUTHORS");
        feed_set(f, one, "AUTHOR", e->bylines->v[i].name);
        tpl_set(one, "AUTHOR_URL", feed_author_url(f, &e->bylines->v[i]));
    }
    for (size_t i = 0; i < e->categories.n; i++)
        feed_set(f, tpl_add(d, "CATEGORIES"), "CATEGORY", e->categories.v[i]);
    feed_fill_picture(f, d, &e->picture);
}

static bool feed_print_xml(const struct feed *f, enum feed_format format, struct buf *out)
{
    bool rss = format == FEED_RSS;
    struct tpl_dict *d = tpl_dict_new();
    feed_set(f, d, "TITLE", f->title);
    feed_set(f, d, "SUBTITLE", rss ? feed_as_html(f, f->subtitle) : f->subtitle);
    feed_set(f, d, "SITE_TITLE", app_setting(f->app, SETTING_TITLE));
    tpl_set(d, "SITE_URL", page_absolute(f->app, f->req->arena, "/"));
    tpl_set(d, "PAGE", f->page);
    tpl_set(d, "SELF", f->self);
    tpl_set(d, "LANG", app_setting(f->app, SETTING_LOCALE));
    feed_set_if(f, d, "COPYRIGHT", app_setting(f->app, SETTING_FOUNDED));
    tpl_set_if(d, "HUB", app_setting(f->app, SETTING_WEBSUB_HUB));
    feed_set_time(f, d, "UPDATED", f->updated_at);
    for (size_t i = 0; i < f->n; i++)
        feed_fill_entry(f, tpl_add(d, "ENTRIES"), &f->v[i], format);
    bool good = tpl_render(f->app->templates, rss ? "feed/rss.tpl" : "feed/atom.tpl", d, out);
    tpl_dict_free(d);
    return good;
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void feed_put(json_t *o, const char *key, const char *value)
{
    if (value && *value)
        json_object_set_new(o, key, json_string(value));
}

static json_t *feed_author_json(const char *name, const char *url)
{
    json_t *o = json_object();
    feed_put(o, "name", name);
    feed_put(o, "url", url);
    return o;
}

static json_t *feed_authors_json(const struct feed *f, const struct groups *bylines)
{
    json_t *list = json_array();
    for (size_t i = 0; i < bylines->n; i++)
        json_array_append_new(
            list, feed_author_json(bylines->v[i].name, feed_author_url(f, &bylines->v[i])));
    return list;
}

static json_t *feed_tags_json(const struct strlist *list)
{
    json_t *all = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(all, json_string(list->v[i]));
    return all;
}

static json_t *feed_entry_json(const struct feed *f, const struct feed_entry *e)
{
    json_t *o = json_object();
    feed_put(o, "id", e->id);
    feed_put(o, "url", e->url);
    feed_put(o, "title", e->title);
    feed_put(o, "summary", e->summary);
    json_object_set_new(o, "content_html", json_string(e->html));
    feed_put(o, "image", e->picture.url);
    feed_put(o, "date_published", instant_iso(f->app, f->req->arena, e->published_at));
    feed_put(o, "date_modified", instant_iso(f->app, f->req->arena, e->updated_at));
    feed_put(o, "language", e->lang);
    if (e->bylines->n > 0)
        json_object_set_new(o, "authors", feed_authors_json(f, e->bylines));
    if (e->categories.n > 0)
        json_object_set_new(o, "tags", feed_tags_json(&e->categories));
    return o;
}

static json_t *feed_json(const struct feed *f)
{
    const char *hub = app_setting(f->app, SETTING_WEBSUB_HUB);
    json_t *o = json_object(), *items = json_array(), *list = json_array();
    feed_put(o, "version", "https://jsonfeed.org/version/1.1");
    feed_put(o, "title", f->title);
    feed_put(o, "home_page_url", f->page);
    feed_put(o, "feed_url", f->self);
    feed_put(o, "description", f->subtitle);
    feed_put(o, "language", app_setting(f->app, SETTING_LOCALE));
    json_array_append_new(list, feed_author_json(app_setting(f->app, SETTING_TITLE),
                                                 page_absolute(f->app, f->req->arena, "/")));
    json_object_set_new(o, "authors", list);
    if (*hub)
        json_object_set_new(o, "hubs", json_pack("[{s:s, s:s}]", "type", "WebSub", "url", hub));
    for (size_t i = 0; i < f->n; i++)
        json_array_append_new(items, feed_entry_json(f, &f->v[i]));
    json_object_set_new(o, "items", items);
    return o;
}

static bool feed_print_json(const struct feed *f, struct buf *out)
{
    json_t *o = feed_json(f);
    char *text = json_dumps(o, JSON_INDENT(1));
    buf_adds(out, text);
    json_decref(o);
    free(text);
    return out->len > 0 && !out->failed;
}

/* ---- The choice ----------------------------------------------------------------------------- */

bool feed_print(struct feed *f, enum feed_format format, struct buf *out)
{
    if (format == FEED_JSON)
        return feed_print_json(f, out);
    return feed_print_xml(f, format, out);
}

const char *feed_media_type(enum feed_format format)
{
    static const char *const types[FEED_FORMAT_MAX] = {
        [FEED_ATOM] = "application/atom+xml; charset=utf-8",
        [FEED_RSS] = "application/rss+xml; charset=utf-8",
        [FEED_JSON] = "application/feed+json; charset=utf-8",
    };
    return types[format];
}
