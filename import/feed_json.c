/* feed_json.c: JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). */
#include "feed_entry.h"
#include "lib/text.h"

#include <string.h>

enum { RANK_ATTACHMENT = 1, RANK_BANNER, RANK_IMAGE };

static const char *feed_json_text(struct arena *a, const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    if (json_is_integer(value)) /* an id may be one */
        return arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    const char *s = json_string_value(value);
    return s ? text_utf8_repair(a, s, json_string_length(value)) : "";
}

static const char *feed_json_line(struct arena *a, const json_t *row, const char *key)
{
    return text_line(a, feed_json_text(a, row, key));
}

static void feed_json_add_authors(struct arena *a, struct strlist *to, const json_t *row)
{
    const json_t *one;
    size_t i;
    json_array_foreach(json_object_get(row, "authors"), i, one)
    {
        feed_list_add(a, to, feed_json_text(a, one, "name"));
    }
    if (to->n == 0) /* 1.0 had one */
        feed_list_add(a, to, feed_json_text(a, json_object_get(row, "author"), "name"));
}

static struct feed_text feed_json_said(struct arena *a, const json_t *row, const char *html,
                                       const char *plain)
{
    const char *rich = html ? feed_json_text(a, row, html) : "";
    const char *said = text_blank(rich) ? feed_json_text(a, row, plain) : rich;
    struct feed_text out = {.text = ""};
    if (!text_blank(said))
        out = (struct feed_text){.form = said == rich ? FEED_HTML : FEED_PLAIN, .text = said};
    return out;
}

static void feed_json_add_pictures(struct arena *a, struct feed_entry *e, const json_t *row)
{
    const json_t *one;
    size_t i;
    struct feed_picture picture = {RANK_IMAGE, feed_json_line(a, row, "image"), "", ""};
    feed_picture_add(a, e, picture, "image");
    picture = (struct feed_picture){RANK_BANNER, feed_json_line(a, row, "banner_image"), "", ""};
    feed_picture_add(a, e, picture, "image");
    json_array_foreach(json_object_get(row, "attachments"), i, one)
    {
        picture = (struct feed_picture){RANK_ATTACHMENT, feed_json_line(a, one, "url"), "", ""};
        feed_picture_add(a, e, picture, feed_json_line(a, one, "mime_type"));
    }
}

static void feed_json_take_entry(struct arena *a, struct feed *feed, const json_t *row)
{
    struct feed_entry *e = feed_entry_add(a, feed);
    const json_t *tag;
    size_t i;
    e->id = feed_json_line(a, row, "id");
    e->link = feed_json_line(a, row, "url");
    e->title = feed_json_line(a, row, "title");
    e->published = feed_json_line(a, row, "date_published");
    e->updated = feed_json_line(a, row, "date_modified");
    e->lang = feed_json_line(a, row, "language");
    e->content = feed_json_said(a, row, "content_html", "content_text");
    e->summary = feed_json_said(a, row, NULL, "summary");
    feed_json_add_authors(a, &e->authors, row);
    feed_json_add_pictures(a, e, row);
    json_array_foreach(json_object_get(row, "tags"), i, tag)
    {
        if (json_is_string(tag))
            feed_list_add(a, &e->tags,
                          text_utf8_repair(a, json_string_value(tag), json_string_length(tag)));
    }
}

static bool feed_json_take(struct arena *a, struct feed *out, const json_t *root, const char **why)
{
    const json_t *items = json_object_get(root, "items"), *row;
    size_t i;
    *why = "it is JSON, but no JSON Feed: it has no version of one, or no items";
    if (!strstr(feed_json_text(a, root, "version"), "jsonfeed.org/version/") ||
        !json_is_array(items))
        return false;
    out->home = feed_json_line(a, root, "home_page_url");
    out->lang = feed_json_line(a, root, "language");
    feed_json_add_authors(a, &out->authors, root);
    json_array_foreach(items, i, row)
    {
        if (!json_is_object(row)) {
            *why = arena_printf(a, "item %zu is no object", i + 1);
            return false;
        }
        feed_json_take_entry(a, out, row);
    }
    return true;
}

bool feed_json_read(struct arena *a, const char *bytes, size_t n, struct feed *out,
                    const char **why)
{
    json_error_t error;
    json_t *root = json_loadb(bytes, n, JSON_ALLOW_NUL, &error);
    bool good = root && feed_json_take(a, out, root, why);
    if (!root)
        *why = arena_printf(a, "line %d, column %d: it is not well-formed JSON: %s", error.line,
                            error.column,
                            text_line(a, text_utf8_repair(a, error.text, strlen(error.text))));
    json_decref(root);
    return good;
}
