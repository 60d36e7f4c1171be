/* webpage_body.c: which part of a page is its story's text, and what stands in it that is said elsewhere. */
#include "lib/ascii.h"
#include "lib/text.h"
#include "webpage_private.h"

#include <string.h>
#include <strings.h>

enum { MARK_LINE = 200, MARK_WORDS = 4, PARTS_MAX = 128 };

/* ---- The element ------------------------------------------------------------------------------ */

typedef bool body_test(const struct html_node *node);

static bool body_is_property(const struct html_node *node)
{
    return webpage_has_word(node, "itemprop", "articleBody");
}

static bool body_is_entry(const struct html_node *node)
{
    return webpage_has_word(node, "class", "e-content");
}

static bool body_is_article(const struct html_node *node)
{
    return html_is(node, " article ") || webpage_has_word(node, "role", "article");
}

static bool body_is_headed_article(const struct html_node *node)
{
    return body_is_article(node) && html_find((struct html_node *)node, " h1 ");
}

static bool body_is_main(const struct html_node *node)
{
    return html_is(node, " main ") || webpage_has_word(node, "role", "main");
}

/* How many outermost elements are what is looked for; *first is the first of them. */
static size_t body_count_of(struct html_node *node, body_test *is, struct html_node **first)
{
    size_t n = 0;
    for (struct html_node *child = node->first; child; child = child->next) {
        if (*child->name && is(child)) {
            *first = *first ? *first : child;
            n++;
        } else {
            n += body_count_of(child, is, first);
        }
    }
    return n;
}

/* What says most surely that it is the text, and is there once: a page has teasers of others as <article>. */
struct html_node *webpage_body_find(struct html_node *tree)
{
    static body_test *const tests[] = {body_is_property, body_is_entry, body_is_article,
                                       body_is_headed_article, body_is_main};
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        struct html_node *first = NULL;
        if (body_count_of(tree, tests[i], &first) == 1)
            return first;
    }
    struct html_node *body = html_find(tree, " body ");
    return body ? body : tree;
}

/* ---- What is said elsewhere ------------------------------------------------------------------- */

static void body_cut(struct html_node *node)
{
    for (struct html_node **at = &node->parent->first; *at; at = &(*at)->next)
        if (*at == node) {
            *at = node->next;
            return;
        }
}

static bool body_is_mark(const struct html_node *node)
{
    static const char *const properties[] = {"author", "datePublished", "dateModified",
                                             "dateCreated"};
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++)
        if (webpage_has_word(node, "itemprop", properties[i]))
            return true;
    return webpage_has_word(node, "rel", "author") || webpage_has_word(node, "class", "p-author") ||
           webpage_has_word(node, "class", "dt-published");
}

/* Counts words outside of marks, and the marks; a <time> is one where such lines are expected. */
static void body_weigh(struct arena *a, const struct html_node *node, bool times, size_t *words,
                       size_t *marks)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        if (body_is_mark(child) || (times && html_is(child, " time ")))
            ++*marks;
        else if (html_is(child, " img figure picture h2 h3 h4 h5 h6 ul ol table blockquote pre "))
            *words += MARK_WORDS + 1;
        else if (*child->name)
            body_weigh(a, child, times, words, marks);
        else
            *words += text_count_words(child->text);
    }
}

/* "By Ann Lee, 3 January 2020": whose it is and since when, and no more. */
static bool body_is_byline(struct arena *a, const struct html_node *node, bool times)
{
    size_t words = 0, marks = 0;
    if (body_is_mark(node) || (times && html_is(node, " time ")))
        return true;
    if (!node->holds_block || html_is(node, " header footer article section main body "))
        return false;
    body_weigh(a, node, times, &words, &marks);
    return marks > 0 && words <= MARK_WORDS && text_length(html_text(a, node)) <= MARK_LINE;
}

static bool body_is_comment(const struct html_node *node)
{
    const char *type = html_attribute(node, "itemtype");
    const char *slash = strrchr(type, '/');
    return slash && (strcasecmp(slash, "/Comment") == 0 || strcasecmp(slash, "/UserComments") == 0);
}

static bool body_says_title(struct arena *a, const struct html_node *node, const char *title)
{
    bool heading = html_is(node, " h1 ") || webpage_has_word(node, "itemprop", "headline");
    return heading && strcasecmp(text_line(a, html_text(a, node)), title) == 0;
}

struct body_clearing {
    struct arena *a;
    const char *title;
    size_t *comments;
    bool titled; /* the headline was met: another one is text */
};

/* Items within the text say of themselves who made them: those stay. */
static void body_clear(struct body_clearing *c, struct html_node *node, bool times)
{
    for (struct html_node *child = node->first, *next; child; child = next) {
        next = child->next;
        if (!*child->name)
            continue;
        bool framed = times || html_is(child, " header footer address ");
        bool title = !c->titled && body_says_title(c->a, child, c->title);
        if (body_is_comment(child)) {
            ++*c->comments;
            body_cut(child);
        } else if (title || body_is_byline(c->a, child, framed)) {
            c->titled |= title;
            body_cut(child);
        } else if (!html_has_attribute(child, "itemscope")) {
            body_clear(c, child, framed);
        }
    }
}

void webpage_body_clear(struct arena *a, struct html_node *body, const char *title,
                        size_t *comments)
{
    struct body_clearing c = {.a = a, .title = title, .comments = comments};
    body_clear(&c, body, false);
}

/* ---- Pictures --------------------------------------------------------------------------------- */

static struct html_node *body_figure(const struct html_node *img)
{
    for (struct html_node *up = img->parent; up; up = up->parent)
        if (html_is(up, " figure "))
            return up;
    return NULL;
}

struct html_node *webpage_body_picture(struct html_node *tree, const char *src)
{
    for (struct html_node *child = tree->first; child; child = child->next) {
        struct html_node *found =
            html_is(child, " img ") && strcmp(html_attribute(child, "src"), src) == 0
                ? child
                : webpage_body_picture(child, src);
        if (found)
            return found;
    }
    return NULL;
}

const char *webpage_body_caption(struct arena *a, const struct html_node *img)
{
    struct html_node *figure = body_figure(img);
    struct html_node *caption = figure ? html_find(figure, " figcaption ") : NULL;
    return caption ? text_line(a, html_text(a, caption)) : "";
}

/* Whether text, another picture, or something else that is seen stands before it. */
static bool body_begins_with(const struct html_node *node, const struct html_node *img, bool *stop)
{
    for (const struct html_node *child = node->first; child && !*stop; child = child->next) {
        if (child == img)
            return true;
        *stop = !text_blank(child->text) || html_is(child, " img iframe video table pre hr ");
        if (!*stop && !html_is(child, " h1 h2 script style ") && body_begins_with(child, img, stop))
            return true;
    }
    return false;
}

void webpage_body_take_lead(struct html_node *body, const struct html_node *img)
{
    bool stop = false;
    if (!body_begins_with(body, img, &stop))
        return;
    struct html_node *figure = body_figure(img);
    for (const struct html_node *up = body; figure && up; up = up->parent)
        if (up == figure) /* the text itself is a figure */
            figure = NULL;
    body_cut(figure ? figure : (struct html_node *)img);
}

/* ---- Addresses -------------------------------------------------------------------------------- */

/* "/a/./b/../c" as "/a/c"; what leads above the root stays at it. */
static const char *body_normal(struct arena *a, const char *path)
{
    struct strlist parts = text_split(a, path, '/');
    const char *kept[PARTS_MAX], *out = "";
    size_t n = 0, len = strlen(path);
    bool folder = len > 0 && path[len - 1] == '/';
    for (size_t i = 0; i < parts.n && n < PARTS_MAX; i++) {
        folder |=
            i + 1 == parts.n && (strcmp(parts.v[i], ".") == 0 || strcmp(parts.v[i], "..") == 0);
        if (strcmp(parts.v[i], "..") == 0)
            n -= n > 0;
        else if (strcmp(parts.v[i], ".") != 0)
            kept[n++] = parts.v[i];
    }
    for (size_t i = 0; i < n; i++)
        out = arena_printf(a, "%s/%s", out, kept[i]);
    return folder || n == 0 ? arena_printf(a, "%s/", out) : out;
}

/* What stands behind the host of an address of the old site; NULL: it is on another. */
static const char *body_behind_host(const struct export_media *m, struct arena *a,
                                    const char *address)
{
    const char *scheme =
        strncmp(address, "//", 2) == 0 ? arena_printf(a, "https:%s", address) : address;
    if (!text_is_http_url(scheme) || !export_media_path(m, a, scheme) ||
        strcasestr(scheme, ".wp.com/"))
        return NULL;
    const char *host = strstr(scheme, "://") + 3, *path = host + strcspn(host, "/?#");
    return *path == '/' ? path : arena_printf(a, "/%s", path);
}

const char *webpage_resolved(struct arena *a, const struct export_media *m, const char *base,
                             const char *address)
{
    const char *said = text_line(a, address);
    bool scheme = said[strcspn(said, ":/?#")] == ':';
    if (!*said || *said == '#')
        return said;
    if (scheme || strncmp(said, "//", 2) == 0) {
        const char *path = body_behind_host(m, a, said);
        return path ? path : said;
    }
    size_t n = strcspn(said, "?#");
    const char *last = strrchr(base, '/'), *path = arena_dupn(a, said, n);
    if (n == 0)
        path = base;
    else if (*said != '/')
        path = arena_printf(a, "%.*s/%s", last ? (int)(last - base) : 0, base, path);
    return arena_printf(a, "%s%s", body_normal(a, path), said + n);
}

static void body_give(struct arena *a, struct html_node *node, const char *name, const char *value)
{
    struct html_said *said = arena_alloc(a, sizeof *said);
    *said = (struct html_said){name, value, node->said};
    node->said = said;
}

/* Pages that load pictures late name a place holder first. */
static const char *body_source(const struct html_node *img)
{
    static const char *const names[] = {"data-src", "data-lazy-src", "data-original", "src"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *src = html_attribute(img, names[i]);
        if (*src && strncmp(src, "data:", 5) != 0)
            return src;
    }
    return "";
}

static void body_resolve(struct arena *a, const struct export_media *m, struct html_node *node,
                         const char *base)
{
    for (struct html_node *child = node->first; child; child = child->next) {
        const char *href = html_is(child, " a ") ? html_attribute(child, "href") : "";
        const char *src = html_is(child, " img ") ? body_source(child) : "";
        if (*href)
            body_give(a, child, "href", webpage_resolved(a, m, base, href));
        if (*src)
            body_give(a, child, "src", webpage_resolved(a, m, base, src));
        body_resolve(a, m, child, base);
    }
}

void webpage_body_resolve(struct arena *a, const struct export_media *m, struct html_node *tree,
                          const char *file)
{
    struct html_node *base = html_find(tree, " base ");
    const char *path = arena_printf(a, "/%s", file);
    const char *href = base ? html_attribute(base, "href") : "";
    if (*href) {
        const char *said = webpage_resolved(a, m, path, href);
        path = *said == '/' ? said : path;
    }
    body_resolve(a, m, tree, path);
}
