/* webpage_said.c: what a page says of itself. Three vocabularies say the same: JSON-LD counts first, then
 * microdata, then the <meta> of Open Graph and of older pages; each fills what those before it left open. */
#include "lib/text.h"
#include "webpage_private.h"

#include <string.h>
#include <strings.h>

enum { NAMES_MAX = 50 };

static struct webpage_said webpage_silent(void)
{
    return (struct webpage_said){.type = "",
                                 .title = "",
                                 .summary = "",
                                 .section = "",
                                 .lang = "",
                                 .published = "",
                                 .modified = "",
                                 .expires = "",
                                 .address = "",
                                 .held = "",
                                 .picture = {.url = "", .alt = "", .caption = "", .credit = ""}};
}

/* References that stand in JSON or twice in an attribute ("&amp;amp;") are a slip of whoever wrote them. */
void webpage_say(struct arena *a, const char **to, const char *text)
{
    if (!**to && !text_blank(text))
        *to = export_line(a, text);
}

void webpage_add(struct arena *a, struct strlist *to, const char *text)
{
    const char *line = export_line(a, text);
    for (size_t i = 0; i < to->n; i++)
        if (strcasecmp(to->v[i], line) == 0)
            return;
    if (*line && to->n < NAMES_MAX && !text_is_http_url(line) && *line != '/')
        strlist_add(a, to, line);
}

/* ---- Kinds ------------------------------------------------------------------------------------ */

enum webpage_kind webpage_kind_of(const char *type)
{
    static const char articles[] = " BlogPosting LiveBlogPosting Review CriticReview Report ",
                      pages[] = " AboutPage ContactPage FAQPage CheckoutPage QAPage ",
                      lists[] = " CollectionPage SearchResultsPage ProfilePage Blog ItemList "
                                "ImageGallery MediaGallery ";
    const char *slash = strrchr(type, '/'), *name = slash ? slash + 1 : type;
    size_t n = strlen(name);
    if (n == 0)
        return WEBPAGE_UNSAID;
    bool article = n >= 7 && strcasecmp(name + n - 7, "article") == 0;
    if (article || html_name_is(name, n, articles))
        return WEBPAGE_ARTICLE;
    return html_name_is(name, n, pages)   ? WEBPAGE_PAGE
           : html_name_is(name, n, lists) ? WEBPAGE_LIST
                                          : WEBPAGE_UNSAID;
}

void webpage_say_type(struct arena *a, struct webpage_said *said, const char *type)
{
    enum webpage_kind kind = webpage_kind_of(type);
    const char *slash = strrchr(type, '/');
    if (kind <= said->kind)
        return;
    said->kind = kind;
    said->type = text_line(a, slash ? slash + 1 : type);
}

/* ---- The <meta> of a head ---------------------------------------------------------------------- */

struct said_meta {
    const char *names; /* in small letters, a space around each */
    size_t at;         /* in struct webpage_said: a text */
};

static const struct said_meta metas[] = {
    {" og:title twitter:title dc.title dcterms.title sailthru.title ",
     offsetof(struct webpage_said, title)},
    {" og:description description twitter:description dc.description dcterms.abstract ",
     offsetof(struct webpage_said, summary)},
    {" article:section sailthru.section parsely-section ", offsetof(struct webpage_said, section)},
    {" article:published_time og:article:published_time og:published_time datepublished "
     "dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date parsely-pub-date "
     "sailthru.date citation_publication_date pubdate publish-date date ",
     offsetof(struct webpage_said, published)},
    {" article:modified_time og:updated_time dcterms.modified last-modified ",
     offsetof(struct webpage_said, modified)},
    {" article:expiration_time ", offsetof(struct webpage_said, expires)},
    {" og:url ", offsetof(struct webpage_said, address)},
    {" og:image og:image:url og:image:secure_url twitter:image twitter:image:src ",
     offsetof(struct webpage_said, picture.url)},
    {" og:image:alt twitter:image:alt ", offsetof(struct webpage_said, picture.alt)},
};

static void said_keywords(struct arena *a, struct strlist *to, const char *content)
{
    struct strlist parts = text_split(a, content, ',');
    for (size_t i = 0; i < parts.n; i++)
        webpage_add(a, to, parts.v[i]);
}

static void said_robots(struct webpage_said *out, const char *content)
{
    if (strcasestr(content, "noindex") || strcasecmp(content, "none") == 0)
        out->held = "its head says noindex: it was not to be found";
}

/* The first of a row's names that the page has counts, not the first in the page. */
static void said_take_row(struct arena *a, const struct html_node *head,
                          const struct said_meta *row, struct webpage_said *out)
{
    const char **to = (const char **)((char *)out + row->at);
    for (const char *at = row->names + 1; *at && !**to; at += strcspn(at, " ") + 1) {
        size_t n = strcspn(at, " ");
        for (const struct html_node *m = head; m; m = m->next) {
            const char *name = html_attribute(m, "property");
            name = *name ? name : html_attribute(m, "name");
            if (html_is(m, " meta ") && strlen(name) == n && strncasecmp(name, at, n) == 0)
                webpage_say(a, to, html_attribute(m, "content"));
        }
    }
}

/* Those that may be given again, and those that are no text. */
static void said_take_meta(struct arena *a, const struct html_node *m, struct webpage_said *out,
                           struct strlist *keywords)
{
    const char *name = html_attribute(m, "property"), *content = html_attribute(m, "content");
    name = *name ? name : html_attribute(m, "name");
    size_t n = strlen(name);
    if (n == 0)
        return;
    if (html_name_is(name, n,
                     " article:author author og:article:author dc.creator dcterms.creator "
                     "parsely-author sailthru.author citation_author "))
        webpage_add(a, &out->authors, content);
    else if (html_name_is(name, n, " article:tag og:article:tag "))
        webpage_add(a, &out->tags, content);
    else if (html_name_is(name, n, " keywords news_keywords parsely-tags sailthru.tags "))
        said_keywords(a, keywords, content);
    else if (html_name_is(name, n, " og:type "))
        webpage_say_type(a, out, content);
    else if (html_name_is(name, n, " robots googlebot "))
        said_robots(out, content);
}

static void said_take_link(struct arena *a, const struct html_node *link, struct webpage_said *out)
{
    if (webpage_has_word(link, "rel", "canonical"))
        webpage_say(a, &out->address, html_attribute(link, "href"));
}

/* Whole pages have their <meta> in the head; a page that says nothing of where that ends has them behind. */
static void said_take_children(struct arena *a, const struct html_node *parent,
                               struct webpage_said *out)
{
    struct strlist keywords = {0};
    for (size_t i = 0; i < sizeof metas / sizeof metas[0]; i++)
        said_take_row(a, parent->first, &metas[i], out);
    for (const struct html_node *m = parent->first; m; m = m->next) {
        if (html_is(m, " meta "))
            said_take_meta(a, m, out, &keywords);
        else if (html_is(m, " link "))
            said_take_link(a, m, out);
    }
    if (out->tags.n == 0)
        out->tags = keywords;
}

static struct webpage_said said_by_meta(struct arena *a, struct html_node *tree)
{
    struct webpage_said out = webpage_silent();
    struct html_node *head = html_find(tree, " head "), *body = html_find(tree, " body ");
    webpage_say(a, &out.lang, html_attribute(tree, "lang"));
    if (head)
        said_take_children(a, head, &out);
    if (body)
        said_take_children(a, body, &out);
    return out;
}

/* ---- Together --------------------------------------------------------------------------------- */

static bool said_same_file(const char *one, const char *other)
{
    const char *a = strrchr(one, '/'), *b = strrchr(other, '/');
    a = a ? a + 1 : one;
    b = b ? b + 1 : other;
    size_t n = strcspn(a, "?#");
    return n == strcspn(b, "?#") && strncmp(a, b, n) == 0;
}

static void said_fill_picture(struct arena *a, struct webpage_picture *to,
                              const struct webpage_picture *from)
{
    if (!*to->url) {
        *to = *from;
    } else if (said_same_file(to->url, from->url)) {
        webpage_say(a, &to->alt, from->alt);
        webpage_say(a, &to->caption, from->caption);
        webpage_say(a, &to->credit, from->credit);
    }
}

static void said_fill(struct arena *a, struct webpage_said *to, const struct webpage_said *from)
{
    if (from->kind > to->kind) {
        to->kind = from->kind;
        to->type = from->type;
    }
    webpage_say(a, &to->title, from->title);
    webpage_say(a, &to->summary, from->summary);
    webpage_say(a, &to->section, from->section);
    webpage_say(a, &to->lang, from->lang);
    webpage_say(a, &to->published, from->published);
    webpage_say(a, &to->modified, from->modified);
    webpage_say(a, &to->expires, from->expires);
    webpage_say(a, &to->address, from->address);
    webpage_say(a, &to->held, from->held);
    if (to->authors.n == 0)
        to->authors = from->authors;
    if (to->tags.n == 0)
        to->tags = from->tags;
    said_fill_picture(a, &to->picture, &from->picture);
}

struct webpage_said webpage_said_by(struct arena *a, struct html_node *tree, struct notes *notes)
{
    struct webpage_said all = webpage_silent(), item = webpage_silent();
    webpage_data_read(a, tree, notes, &all);
    webpage_item_read(a, tree, &item);
    said_fill(a, &all, &item);
    struct webpage_said meta = said_by_meta(a, tree);
    said_fill(a, &all, &meta);
    return all;
}
