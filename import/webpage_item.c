/* webpage_item.c: microdata of a page (WHATWG HTML 5): the article's item, and those within it of which a
 * name or an address is all that is asked. */
#include "lib/text.h"
#include "webpage_private.h"

#include <string.h>
#include <strings.h>

bool webpage_has_word(const struct html_node *node, const char *attribute, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = html_attribute(node, attribute); *at;) {
        at += strspn(at, " \t\r\n\f");
        size_t len = strcspn(at, " \t\r\n\f");
        if (len == n && strncasecmp(at, word, n) == 0)
            return true;
        at += len;
    }
    return false;
}

/* The value of a property (HTML 5.2.4). */
static const char *item_value(struct arena *a, const struct html_node *node)
{
    static const struct {
        const char *elements, *attribute;
    } rows[] = {{" meta ", "content"},
                {" a area link ", "href"},
                {" img audio embed iframe source track video ", "src"},
                {" object ", "data"},
                {" data meter ", "value"},
                {" time ", "datetime"}};
    if (*html_attribute(node, "content"))
        return html_attribute(node, "content");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (html_is(node, rows[i].elements) && *html_attribute(node, rows[i].attribute))
            return html_attribute(node, rows[i].attribute);
    return html_text(a, node);
}

/* The first property of that name in an item, not of the items within it; NULL: it has none. */
static const struct html_node *item_find(const struct html_node *node, const char *name)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        if (webpage_has_word(child, "itemprop", name))
            return child;
        const struct html_node *found =
            html_has_attribute(child, "itemscope") ? NULL : item_find(child, name);
        if (found)
            return found;
    }
    return NULL;
}

/* A person's or a subject's name: an item of its own, a link, or a text. */
static const char *item_name(struct arena *a, const struct html_node *node)
{
    if (html_has_attribute(node, "itemscope")) {
        const struct html_node *name = item_find(node, "name");
        return name ? item_name(a, name) : "";
    }
    const char *content = html_attribute(node, "content");
    return *content ? content : html_text(a, node);
}

static void item_take_names(struct arena *a, const struct html_node *node, const char *property,
                            struct strlist *to)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        bool is = webpage_has_word(child, "itemprop", property);
        struct strlist parts = {0};
        if (is && strcmp(property, "keywords") == 0)
            parts = text_split(a, item_name(a, child), ',');
        else if (is)
            strlist_add(a, &parts, item_name(a, child));
        for (size_t i = 0; i < parts.n; i++)
            webpage_add(a, to, parts.v[i]);
        if (!is && !html_has_attribute(child, "itemscope"))
            item_take_names(a, child, property, to);
    }
}

static void item_take_picture(struct arena *a, const struct html_node *item,
                              struct webpage_picture *out)
{
    const struct html_node *node = item_find(item, "image");
    if (!node || !html_has_attribute(node, "itemscope")) {
        webpage_say(a, &out->url, node ? item_value(a, node) : "");
        webpage_say(a, &out->alt, node ? html_attribute(node, "alt") : "");
        return;
    }
    const struct {
        const char *property, **to;
    } rows[] = {{"url", &out->url},
                {"contentUrl", &out->url},
                {"caption", &out->caption},
                {"description", &out->alt}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct html_node *said = item_find(node, rows[i].property);
        webpage_say(a, rows[i].to, said ? item_value(a, said) : "");
    }
    const struct html_node *maker = item_find(node, "creditText");
    maker = maker ? maker : item_find(node, "creator");
    webpage_say(a, &out->credit, maker ? item_name(a, maker) : "");
}

static void item_take(struct arena *a, const struct html_node *item, struct webpage_said *out)
{
    const struct {
        const char *property, **to;
    } rows[] = {{"headline", &out->title},          {"name", &out->title},
                {"description", &out->summary},     {"datePublished", &out->published},
                {"dateCreated", &out->published},   {"dateModified", &out->modified},
                {"expires", &out->expires},         {"articleSection", &out->section},
                {"inLanguage", &out->lang},         {"url", &out->address},
                {"mainEntityOfPage", &out->address}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct html_node *said = item_find(item, rows[i].property);
        webpage_say(a, rows[i].to, said ? item_value(a, said) : "");
    }
    item_take_names(a, item, "author", &out->authors);
    item_take_names(a, item, "keywords", &out->tags);
    item_take_picture(a, item, &out->picture);
}

/* Outermost items of the kind that weighs most: one on a page is it, of several the first counts. */
static const struct html_node *item_of_kind(const struct html_node *node, enum webpage_kind kind)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        if (html_has_attribute(child, "itemscope") &&
            webpage_kind_of(html_attribute(child, "itemtype")) == kind)
            return child;
        const struct html_node *found = item_of_kind(child, kind);
        if (found)
            return found;
    }
    return NULL;
}

void webpage_item_read(struct arena *a, struct html_node *tree, struct webpage_said *out)
{
    const struct html_node *found = NULL;
    for (int kind = WEBPAGE_ARTICLE; kind > WEBPAGE_UNSAID && !found; kind--)
        found = item_of_kind(tree, (enum webpage_kind)kind);
    if (!found)
        return;
    webpage_say_type(a, out, html_attribute(found, "itemtype"));
    if (out->kind != WEBPAGE_LIST)
        item_take(a, found, out);
}
