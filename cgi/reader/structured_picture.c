/* structured_picture.c: what machines read of a story's pictures: schema.org's ImageObject. */
#include "structured_picture.h"

#include "lib/linked_data.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <ctype.h>
#include <string.h>

#define PICTURE_WIDTH 1200 /* pixels, as of the picture beside a shared link (structured.c) */

/* schema.org's IPTCDigitalSourceEnumeration has some of IPTC's terms under names of its own:
 * "digitalCapture" is DigitalCaptureDigitalSource. The others are IPTC's. */
static void add_picture_source_json(struct page *p, struct linked_data *image, const char *term)
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
            linked_data_put(
                image, "digitalSourceType",
                arena_printf(a, "https://schema.org/%c%sDigitalSource", toupper(*term), term + 1));
            return;
        }
    }
    if (*term) {
        struct linked_data *other = linked_data_object(a);
        linked_data_put(other, "@id",
                        arena_printf(a, "http://cv.iptc.org/newscodes/digitalsourcetype/%s", term));
        linked_data_put_value(image, "digitalSourceType", other);
    }
}

/* Whoever the file names as its maker. It does not say whether that is a person or an agency; what
 * the Person of schema.org needs is a name. */
static void add_creator_json(struct page *p, struct linked_data *image, const struct media *m)
{
    struct linked_data *person = linked_data_object(p->req->arena);

    if (!*m->creator)
        return;
    linked_data_put(person, "@type", "Person");
    linked_data_put(person, "name", m->creator);
    linked_data_put_value(image, "creator", person);
}

static struct linked_data *picture_json(struct page *p, const struct media *m,
                                        const struct media_file *file)
{
    struct arena *a = p->req->arena;
    struct linked_data *image = linked_data_object(a);

    linked_data_put(image, "@type", "ImageObject");
    linked_data_put(image, "url", page_absolute(p->app, a, media_url(a, file)));
    linked_data_put(image, "width", arena_printf(a, "%d px", file->width));
    linked_data_put(image, "height", arena_printf(a, "%d px", file->height));
    add_creator_json(p, image, m);
    linked_data_put(image, "copyrightNotice", m->copyright);
    linked_data_put(image, "license", m->license);
    linked_data_put(image, "acquireLicensePage", m->acquire);
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
static struct linked_data *figure_json(struct page *p, const char *html, const char *end)
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
    struct linked_data *image = picture_json(p, &m, file);
    linked_data_put(image, "description", html_between(a, html, end, " alt=\"", "\""));
    linked_data_put(image, "caption",
                    text_line(a, cut ? arena_dupn(a, caption, (size_t)(cut - caption)) : caption));
    linked_data_put(image, "creditText",
                    html_between(a, html, end, MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL, "</span>"));
    return image;
}

static void add_text_images_json(struct page *p, struct linked_data *all, const char *html)
{
    static const char figure[] = "<figure id=\"";

    for (int n = 0; n < TEXT_PICTURES_MAX && (html = strstr(html, figure)); n++) {
        const char *end = strstr(html, "</figure>");
        struct linked_data *one = end ? figure_json(p, html, end) : NULL;
        if (one)
            linked_data_add(all, one);
        html += sizeof figure - 1;
    }
}

/* One as it is, several as a list, the one above the text first. */
struct linked_data *structured_pictures(struct page *p, const struct story_view *view)
{
    const struct media_file *file =
        view->has_hero ? media_best(&view->hero, MEDIA_JPEG, PICTURE_WIDTH) : NULL;
    const struct story_text *t = &view->revision.text;
    struct linked_data *all = linked_data_list(p->req->arena);

    if (file) {
        struct linked_data *image = picture_json(p, &view->hero, file);
        linked_data_put(image, "description", t->hero_alt);
        linked_data_put(image, "caption", t->hero_caption);
        linked_data_put(image, "creditText", t->hero_credit);
        linked_data_add(all, image);
    }
    add_text_images_json(p, all, view->revision.body_html);
    return linked_data_count(all) == 1 ? linked_data_first(all) : all;
}
