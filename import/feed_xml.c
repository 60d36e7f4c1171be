/* feed_xml.c: RSS of all versions and Atom, as a tree. Elements are known by their namespace, whatever
 * its prefix is; only where a file forgot to declare one, the prefix counts. A feed that has a
 * document type is refused: it may declare entities, and no feed needs any. */
#include "feed_entry.h"
#include "lib/text.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum {
    SPACE_FEED = 1, /* RSS's own elements, which have none */
    SPACE_ATOM = 2,
    SPACE_DC = 4,
    SPACE_CONTENT = 8,
    SPACE_MEDIA = 16,
    SPACE_XHTML = 32,
    SPACE_OTHER = 64
};
enum { RANK_THUMBNAIL = 1, RANK_ENCLOSURE, RANK_MEDIA };

struct feed_xml {
    struct arena *arena;
    const char *why; /* the first fault; NULL: there is none */
    int lines;       /* blank ones before the XML */
    struct feed *feed;
};

/* ---- What is wrong ---------------------------------------------------------------------------- */

static void feed_xml_on_error(void *ctx, xmlErrorPtr error)
{
    struct feed_xml *r = ((xmlParserCtxtPtr)ctx)->_private;
    if (!r->why && error->level == XML_ERR_FATAL && error->code != XML_ERR_USER_STOP)
        r->why =
            arena_printf(r->arena, "line %d: it is not well-formed XML: %s", error->line + r->lines,
                         text_line(r->arena, error->message ? error->message : "?"));
}

static void feed_xml_on_type(void *ctx, const xmlChar *name, const xmlChar *public_id,
                             const xmlChar *system_id)
{
    xmlParserCtxtPtr parser = ctx;
    struct feed_xml *r = parser->_private;
    (void)name, (void)public_id, (void)system_id;
    if (!r->why)
        r->why = arena_printf(r->arena,
                              "line %d: it has a document type (<!DOCTYPE …>), which may declare "
                              "entities; take it out",
                              parser->input->line + r->lines);
    xmlStopParser(parser);
}

/* ---- Names ------------------------------------------------------------------------------------ */

static unsigned feed_space_of(xmlNodePtr node)
{
    static const struct {
        const char *prefix, *uri; /* a part of it */
        unsigned space;
    } known[] = {{"atom", "://www.w3.org/2005/Atom", SPACE_ATOM},
                 {"atom", "://purl.org/atom/ns", SPACE_ATOM},
                 {"dc", "://purl.org/dc/", SPACE_DC},
                 {"dcterms", "://purl.org/dc/", SPACE_DC},
                 {"content", "://purl.org/rss/1.0/modules/content", SPACE_CONTENT},
                 {"media", "://search.yahoo.com/mrss", SPACE_MEDIA},
                 {"xhtml", "://www.w3.org/1999/xhtml", SPACE_XHTML},
                 {"", "://purl.org/rss/1.0/modules/", SPACE_OTHER},
                 {"", "://purl.org/rss/1.0", SPACE_FEED},
                 {"", "://my.netscape.com/rdf/simple/0.9", SPACE_FEED},
                 {"", "://backend.userland.com/", SPACE_FEED}};
    const char *uri = node->ns ? (const char *)node->ns->href : NULL;
    const char *name = (const char *)node->name, *colon = strchr(name, ':');
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        size_t n = strlen(known[i].prefix);
        if (uri ? strstr(uri, known[i].uri) != NULL
                : colon && (size_t)(colon - name) == n && strncmp(name, known[i].prefix, n) == 0)
            return known[i].space;
    }
    return uri || colon ? SPACE_OTHER : SPACE_FEED;
}

static bool feed_xml_is(xmlNodePtr node, unsigned spaces, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcasecmp(feed_xml_name(node), name) == 0 &&
           (feed_space_of(node) & spaces);
}

static const char *feed_xml_line(struct arena *a, xmlNodePtr node)
{
    return text_line(a, feed_xml_text(a, node));
}

static void feed_set(const char **to, const char *said)
{
    if (!**to)
        *to = said;
}

static const char *feed_xml_lang(struct arena *a, xmlNodePtr node)
{
    xmlChar *said = xmlGetNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE);
    const char *out = said ? arena_dup(a, (const char *)said) : "";
    xmlFree(said);
    return out;
}

/* ---- People ----------------------------------------------------------------------------------- */

/* "ann@paper.example (Ann Lee)", "Ann Lee <ann@paper.example>", or a name; an address alone is none. */
static const char *feed_person(struct arena *a, const char *said)
{
    const char *open = strchr(said, '('), *close = open ? strchr(open, ')') : NULL;
    const char *angle = strchr(said, '<');
    if (close && strchr(said, '@') && strchr(said, '@') < open)
        return arena_dupn(a, open + 1, (size_t)(close - open - 1));
    if (angle && strchr(angle, '@'))
        return arena_dupn(a, said, (size_t)(angle - said));
    return text_is_email(said) ? "" : said;
}

/* Atom's has elements, RSS's is a text. */
static void feed_add_author(struct arena *a, struct strlist *to, xmlNodePtr node)
{
    bool elements = feed_space_of(node) == SPACE_ATOM;
    for (xmlNodePtr at = node->children; elements && at; at = at->next)
        if (feed_xml_is(at, SPACE_ATOM, "name"))
            feed_list_add(a, to, feed_xml_text(a, at));
    if (!elements)
        feed_list_add(a, to, feed_person(a, feed_xml_line(a, node)));
}

/* ---- Fields ----------------------------------------------------------------------------------- */

static void feed_take_title(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    struct arena *a = r->arena;
    struct feed_text atom = feed_atom_text(a, node);
    bool plain = feed_space_of(node) == SPACE_ATOM && atom.form == FEED_PLAIN;
    const char *said = *atom.text ? atom.text : feed_xml_text(a, node);
    feed_set(&e->title, plain ? text_line(a, said) : export_line(a, said));
}

static void feed_take_id(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    feed_set(&e->id, feed_xml_line(r->arena, node));
}

static void feed_take_link(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    struct arena *a = r->arena;
    const char *rel = feed_xml_attribute(a, node, "rel"),
               *href = feed_xml_attribute(a, node, "href");
    if (feed_space_of(node) == SPACE_FEED)
        feed_set(&e->link, feed_xml_line(a, node));
    else if (!*rel || strcmp(rel, "alternate") == 0)
        feed_set(&e->link, text_line(a, href));
    else if (strcmp(rel, "enclosure") == 0)
        feed_picture_add(a, e, (struct feed_picture){RANK_ENCLOSURE, text_line(a, href), "", ""},
                         feed_xml_attribute(a, node, "type"));
}

static void feed_take_origin(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    feed_set(&e->origin, feed_xml_line(r->arena, node));
}

static void feed_take_published(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    feed_set(&e->published, feed_xml_line(r->arena, node));
}

static void feed_take_updated(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    feed_set(&e->updated, feed_xml_line(r->arena, node));
}

static void feed_take_author(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    feed_add_author(r->arena, &e->authors, node);
}

static void feed_take_category(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    struct arena *a = r->arena;
    const char *label = feed_xml_attribute(a, node, "label"),
               *term = feed_xml_attribute(a, node, "term");
    const char *said = *label ? label : *term ? term : feed_xml_text(a, node);
    feed_list_add(a, &e->tags, export_line(a, said));
}

static void feed_take_summary(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    const char *text = feed_xml_text(r->arena, node);
    if (e->summary.form == FEED_NOTHING && feed_space_of(node) == SPACE_ATOM)
        e->summary = feed_atom_text(r->arena, node);
    else if (e->summary.form == FEED_NOTHING && !text_blank(text))
        e->summary = (struct feed_text){FEED_HTML, text};
}

/* content:encoded is HTML whatever else there is. */
static void feed_take_encoded(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    const char *text = feed_xml_text(r->arena, node);
    if (!text_blank(text))
        e->content = (struct feed_text){FEED_HTML, text};
}

static void feed_take_content(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    if (e->content.form == FEED_NOTHING && !*feed_xml_attribute(r->arena, node, "src"))
        e->content = feed_atom_text(r->arena, node);
}

static void feed_take_body(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    if (e->content.form == FEED_NOTHING) {
        xmlSetProp(node, (const xmlChar *)"type", (const xmlChar *)"xhtml");
        e->content = feed_atom_text(r->arena, node);
    }
}

static void feed_take_enclosure(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    struct arena *a = r->arena;
    const char *url = text_line(a, feed_xml_attribute(a, node, "url"));
    feed_picture_add(a, e, (struct feed_picture){RANK_ENCLOSURE, url, "", ""},
                     feed_xml_attribute(a, node, "type"));
}

/* ---- Media RSS -------------------------------------------------------------------------------- */

/* What is said of a picture in it, or beside it. */
static const char *feed_media_said(struct arena *a, xmlNodePtr node, const char *name)
{
    for (xmlNodePtr around = node, at; around && around != node->parent->parent;
         around = around->parent)
        for (at = around->children; at; at = at->next)
            if (feed_xml_is(at, SPACE_MEDIA, name))
                return export_line(a, feed_xml_text(a, at));
    return "";
}

static void feed_take_media(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    struct arena *a = r->arena;
    bool small = feed_xml_is(node, SPACE_MEDIA, "thumbnail");
    const char *type = feed_xml_attribute(a, node, "type"),
               *medium = feed_xml_attribute(a, node, "medium");
    const struct feed_picture picture = {.rank = small ? RANK_THUMBNAIL : RANK_MEDIA,
                                         .url = text_line(a, feed_xml_attribute(a, node, "url")),
                                         .alt = feed_media_said(a, node, "description"),
                                         .credit = feed_media_said(a, node, "credit")};
    feed_picture_add(a, e, picture, small ? "image" : *type ? type : medium);
    for (xmlNodePtr at = node->children; at; at = at->next)
        if (feed_xml_is(at, SPACE_MEDIA, "thumbnail"))
            feed_take_media(r, e, at);
}

static void feed_take_media_group(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node)
{
    for (xmlNodePtr at = node->children; at; at = at->next)
        if (feed_xml_is(at, SPACE_MEDIA, "content") || feed_xml_is(at, SPACE_MEDIA, "thumbnail"))
            feed_take_media(r, e, at);
}

/* ---- An entry --------------------------------------------------------------------------------- */

static const struct {
    unsigned spaces;
    const char *name;
    void (*take)(struct feed_xml *r, struct feed_entry *e, xmlNodePtr node);
} feed_words[] = {
    {SPACE_FEED | SPACE_ATOM | SPACE_DC, "title", feed_take_title},
    {SPACE_FEED, "guid", feed_take_id},
    {SPACE_ATOM, "id", feed_take_id},
    {SPACE_FEED | SPACE_ATOM, "link", feed_take_link},
    {SPACE_OTHER, "origLink", feed_take_origin},
    {SPACE_FEED, "pubDate", feed_take_published},
    {SPACE_ATOM, "published", feed_take_published},
    {SPACE_ATOM | SPACE_DC, "issued", feed_take_published},
    {SPACE_DC, "date", feed_take_published},
    {SPACE_ATOM | SPACE_DC, "created", feed_take_published},
    {SPACE_ATOM, "updated", feed_take_updated},
    {SPACE_ATOM | SPACE_DC, "modified", feed_take_updated},
    {SPACE_FEED | SPACE_ATOM, "author", feed_take_author},
    {SPACE_DC, "creator", feed_take_author},
    {SPACE_FEED | SPACE_ATOM, "category", feed_take_category},
    {SPACE_DC, "subject", feed_take_category},
    {SPACE_FEED, "description", feed_take_summary},
    {SPACE_ATOM, "summary", feed_take_summary},
    {SPACE_CONTENT, "encoded", feed_take_encoded},
    {SPACE_ATOM, "content", feed_take_content},
    {SPACE_XHTML, "body", feed_take_body},
    {SPACE_FEED, "enclosure", feed_take_enclosure},
    {SPACE_MEDIA, "content", feed_take_media},
    {SPACE_MEDIA, "thumbnail", feed_take_media},
    {SPACE_MEDIA, "group", feed_take_media_group},
};

static void feed_xml_take_entry(struct feed_xml *r, xmlNodePtr node)
{
    struct feed_entry *e = feed_entry_add(r->arena, r->feed);
    e->lang = feed_xml_lang(r->arena, node);
    for (xmlNodePtr at = node->children; at; at = at->next)
        for (size_t i = 0; i < sizeof feed_words / sizeof feed_words[0]; i++)
            if (feed_xml_is(at, feed_words[i].spaces, feed_words[i].name)) {
                feed_words[i].take(r, e, at);
                break;
            }
    xmlChar *about = xmlGetNsProp(node, (const xmlChar *)"about",
                                  (const xmlChar *)"http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    if (about)
        feed_set(&e->id, text_line(r->arena, (const char *)about));
    xmlFree(about);
}

/* ---- The feed --------------------------------------------------------------------------------- */

/* Of <feed> and of <channel>. */
static void feed_xml_take_head(struct feed_xml *r, xmlNodePtr head)
{
    struct feed *f = r->feed;
    struct arena *a = r->arena;
    feed_set(&f->lang, feed_xml_lang(a, head));
    for (xmlNodePtr at = head->children; at; at = at->next) {
        const char *rel =
            feed_xml_is(at, SPACE_ATOM, "link") ? feed_xml_attribute(a, at, "rel") : "";
        if (feed_xml_is(at, SPACE_FEED, "link"))
            feed_set(&f->home, feed_xml_line(a, at));
        else if (feed_xml_is(at, SPACE_ATOM, "link") && (!*rel || strcmp(rel, "alternate") == 0))
            feed_set(&f->home, text_line(a, feed_xml_attribute(a, at, "href")));
        else if (feed_xml_is(at, SPACE_FEED | SPACE_DC, "language"))
            feed_set(&f->lang, feed_xml_line(a, at));
        else if (feed_xml_is(at, SPACE_ATOM, "author"))
            feed_add_author(a, &f->authors, at);
    }
}

/* An entry in <feed>, an item in <channel>, or beside it in RDF. */
static void feed_xml_take_all(struct feed_xml *r, xmlNodePtr around)
{
    feed_xml_take_head(r, around);
    for (xmlNodePtr at = around->children; at; at = at->next) {
        if (feed_xml_is(at, SPACE_FEED, "item") || feed_xml_is(at, SPACE_ATOM, "entry"))
            feed_xml_take_entry(r, at);
        else if (feed_xml_is(at, SPACE_FEED, "channel"))
            feed_xml_take_all(r, at);
    }
}

/* Its drafts and passwords would not be known here. */
static bool feed_xml_is_wordpress(xmlNodePtr root)
{
    for (const xmlNs *ns = root->nsDef; ns; ns = ns->next)
        if (ns->href && strstr((const char *)ns->href, "://wordpress.org/export/"))
            return true;
    return false;
}

static void feed_xml_take(struct feed_xml *r, xmlNodePtr root)
{
    bool atom = root && feed_xml_is(root, SPACE_ATOM, "feed");
    bool rss = root && (strcasecmp(feed_xml_name(root), "rss") == 0 ||
                        strcmp(feed_xml_name(root), "RDF") == 0);
    if (rss && feed_xml_is_wordpress(root))
        r->why = "it is an export of WordPress: import it as wordpress, which knows what readers "
                 "may see";
    else if (root && feed_xml_is(root, SPACE_ATOM, "entry"))
        feed_xml_take_entry(r, root);
    else if (atom || rss)
        feed_xml_take_all(r, root);
    else
        r->why = arena_printf(r->arena, "it is neither RSS nor Atom: it begins with <%s>",
                              root ? note_value(r->arena, (const char *)root->name) : "");
}

bool feed_xml_read(struct arena *a, const char *bytes, size_t n, struct feed *out, const char **why)
{
    struct feed_xml r = {.arena = a, .feed = out};
    for (; n > 0 && strchr(" \t\r\n", *bytes) && *bytes; bytes++, n--)
        r.lines += *bytes == '\n';
    xmlParserCtxtPtr parser = n <= INT_MAX ? xmlNewParserCtxt() : NULL;
    *why = "there is too little memory";
    if (!parser)
        return false;
    parser->_private = &r;
    parser->sax->serror = (xmlStructuredErrorFunc)feed_xml_on_error;
    parser->sax->internalSubset = feed_xml_on_type;
    xmlDocPtr doc = xmlCtxtReadMemory(parser, bytes, (int)n, NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
                                          XML_PARSE_NOWARNING);
    if (!doc && !r.why)
        r.why = "it is not well-formed XML";
    if (!r.why)
        feed_xml_take(&r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    *why = r.why;
    return !r.why;
}
