/* structured_picture.c: what machines read of a story's pictures: schema.org's ImageObject. */
#include "structured_picture.h"

#include "lib/json.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <ctype.h>
#include <string.h>

#define PICTURE_WIDTH 1200 /* pixels, as of the picture beside a shared link (structured.c) */

static void json_put(json_t *o, const char *key, const char *value)
{
    if (value && *value)
        json_object_set_new(o, key, json_string(value));
}

/* schema.org's IPTCDigitalSourceEnumeration has some of IPTC's terms under names of its own:
 * "digitalCapture" is DigitalCaptureDigitalSource. The others are IPTC's. */
static void add_picture_source_json(struct page *p, json_t *image, const char *term)
{
    static const char *const known[] = {"algorithmicMedia",
                                        "algorithmicallyEnhanced",
                                        "composite",
                                        "compositeCapture",
                                        "compositeSynthetic",
                                        "compositeWithTrainedAlgorithmicMedia",
                                        "dataDrivenMedia",
                                        "digitalArt",
                                        "digitalCapture",
                                        "minorHumanEdits",
                                        "multiFrameComputationalCapture",
                                        "negativeFilm",
                                        "positiveFilm",
                                        "print",
                                        "screenCapture",
                                        "trainedAlgorithmicMedia",
                                        "virtualRecording"};
    struct arena *a = p->req->arena;

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i], term) == 0) {
            json_put(
                image, "digitalSourceType",
                arena_printf(a, "https://schema.org/%c%sDigitalSource", toupper(*term), term + 1));
            return;
        }
    }
    if (*term) {
        json_t *other = json_object();
        json_put(other, "@id",
                 arena_printf(a, "http://cv.iptc.org/newscodes/digitalsourcetype/%s", term));
        json_object_set_new(image, "digitalSourceType", other);
    }
}

/* Whoever the file names as its maker. It does not say whether that is a person or an agency; what
 * the Person of schema.org needs is a name. */
static void add_creator_json(json_t *image, const struct media *m)
{
    if (*m->creator)
        json_object_set_new(image, "creator",
                            json_pack("{s:s s:s}", "@type", "Person", "name", m->creator));
}

static json_t *picture_json(struct page *p, const struct media *m, const struct media_file *file)
{
    struct arena *a = p->req->arena;
    json_t *image = json_pack("{s:s}", "@type", "ImageObject");

    json_put(image, "url", page_absolute(p->app, a, media_url(a, file)));
    json_put(image, "width", arena_printf(a, "%d px", file->width));
    json_put(image, "height", arena_printf(a, "%d px", file->height));
    add_creator_json(image, m);
    json_put(image, "copyrightNotice", m->copyright);
    json_put(image, "license", m->license);
    json_put(image, "acquireLicensePage", m->acquire);
    add_picture_source_json(p, image, m->source_type);
    return image;
}

/* ---- Pictures of the text, as they stand in its HTML ------------------------------------------ */

enum { TEXT_PICTURES_MAX = 20 };

/* What stands between `before` and `after` from html on, as text; "" when it is not there before
 * `end`. */
static const char *html_between(struct arena *a, const char *html, const char *end,
                                const char *before, const char *after)
{
    const char *at = strstr(html, before), *to;

    if (!at || at >= end)
        return "";
    at += strlen(before);
    to = strstr(at, after);
    return to && to < end ? text_decode_entities(a, arena_dupn(a, at, (size_t)(to - at))) : "";
}

/* Our own renderer wrote it (lib/markdown.h): <figure>, <img src … alt>, <figcaption>. */
static json_t *figure_json(struct page *p, const char *html, const char *end)
{
    struct arena *a = p->req->arena;
    const char *src = html_between(a, html, end, "<img src=\"", "\"");
    const char *caption = html_between(a, html, end, "<figcaption", "</figcaption>");
    caption = strchr(caption, '>') ? strchr(caption, '>') + 1 : ""; /* it may have a direction */
    const char *cut = strstr(caption, MARKDOWN_CREDIT);
    struct media m;

    if (media_find_url(p->app->store, a, src, &m) != STORE_OK)
        return NULL;
    const struct media_file *file = media_best(&m, MEDIA_JPEG, PICTURE_WIDTH);
    if (!file)
        return NULL;
    json_t *image = picture_json(p, &m, file);
    json_put(image, "description", html_between(a, html, end, " alt=\"", "\""));
    json_put(image, "caption",
             text_line(a, cut ? arena_dupn(a, caption, (size_t)(cut - caption)) : caption));
    json_put(image, "creditText",
             html_between(a, html, end, MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL, "</span>"));
    return image;
}

static void add_text_images_json(struct page *p, json_t *all, const char *html)
{
    static const char figure[] = "<figure id=\"";

    for (int n = 0; n < TEXT_PICTURES_MAX && (html = strstr(html, figure)); n++) {
        const char *end = strstr(html, "</figure>");
        json_t *one = end ? figure_json(p, html, end) : NULL;
        if (one)
            json_array_append_new(all, one);
        html += sizeof figure - 1;
    }
}

/* One as it is, several as a list, the one above the text first. */
json_t *structured_pictures(struct page *p, const struct story_view *view)
{
    const struct media_file *file =
        view->has_hero ? media_best(&view->hero, MEDIA_JPEG, PICTURE_WIDTH) : NULL;
    const struct story_text *t = &view->revision.text;
    json_t *all = json_array(), *one = NULL;

    if (file) {
        json_t *image = picture_json(p, &view->hero, file);
        json_put(image, "description", t->hero_alt);
        json_put(image, "caption", t->hero_caption);
        json_put(image, "creditText", t->hero_credit);
        json_array_append_new(all, image);
    }
    add_text_images_json(p, all, view->revision.body_html);
    if (json_array_size(all) > 1)
        return all;
    one = json_incref(json_array_get(all, 0));
    json_decref(all);
    return one;
}
