/* photo_xmp.c: an XMP packet (ISO 16684-1) read with libxml2 and written by hand.
 *
 * RDF says one thing in many ways: a property is an attribute or an element of rdf:Description; its
 * value is text, rdf:resource, a list (rdf:Seq, rdf:Bag), one text in several languages (rdf:Alt),
 * or a structure with rdf:value in it. */
#include "photo.h"

#include "text.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <strings.h>

#define NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define NS_DC "http://purl.org/dc/elements/1.1/"
#define NS_PHOTOSHOP "http://ns.adobe.com/photoshop/1.0/"
#define NS_RIGHTS "http://ns.adobe.com/xap/1.0/rights/"
#define NS_PLUS "http://ns.useplus.org/ldf/xmp/1.0/"
#define NS_CORE "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
#define NS_EXTENSION "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
#define NS_COMMONS "http://creativecommons.org/ns#"
#define NS_TIFF "http://ns.adobe.com/tiff/1.0/"

enum { PEOPLE_MAX = 8 };

struct xmp {
    struct arena *arena;
    struct photo *photo;
};

/* In the order in which they count, where two are the same property. */
static const struct {
    const char *ns, *name;
    enum photo_property property;
} properties[] = {
    {NS_DC, "creator", PHOTO_CREATOR},       {NS_TIFF, "Artist", PHOTO_CREATOR},
    {NS_PHOTOSHOP, "Credit", PHOTO_CREDIT},  {NS_DC, "rights", PHOTO_COPYRIGHT},
    {NS_TIFF, "Copyright", PHOTO_COPYRIGHT}, {NS_RIGHTS, "WebStatement", PHOTO_LICENSE},
    {NS_COMMONS, "license", PHOTO_LICENSE},  {NS_PLUS, "LicensorURL", PHOTO_ACQUIRE},
    {NS_PLUS, "Licensor", PHOTO_ACQUIRE},    {NS_EXTENSION, "DigitalSourceType", PHOTO_SOURCE},
    {NS_DC, "description", PHOTO_CAPTION},   {NS_CORE, "AltTextAccessibility", PHOTO_ALT},
};
enum { PROPERTIES = sizeof properties / sizeof properties[0] };

/* ---- Reading --------------------------------------------------------------------------------- */

static bool xmp_is(const xmlNs *ns, const xmlChar *name, const char *want_ns, const char *want)
{
    return ns && ns->href && strcmp((const char *)ns->href, want_ns) == 0 &&
           strcmp((const char *)name, want) == 0;
}

static bool xmp_is_element(const xmlNode *n, const char *ns, const char *name)
{
    return n->type == XML_ELEMENT_NODE && xmp_is(n->ns, n->name, ns, name);
}

static const char *xmp_attribute(struct xmp *x, const xmlNode *n, const char *ns, const char *name)
{
    xmlChar *value = xmlGetNsProp(n, (const xmlChar *)name, (const xmlChar *)ns);
    const char *copy = value ? arena_dup(x->arena, (const char *)value) : NULL;
    xmlFree(value);
    return copy;
}

/* Document order; the parser lets nothing nest deeper than 256. */
static const xmlNode *xmp_find(const xmlNode *n, const char *ns, const char *name)
{
    for (; n; n = n->next) {
        if (xmp_is_element(n, ns, name))
            return n;
        const xmlNode *below = n->type == XML_ELEMENT_NODE ? xmp_find(n->children, ns, name) : NULL;
        if (below)
            return below;
    }
    return NULL;
}

/* The attribute of that name on n or on an element below it. */
static const char *xmp_find_attribute(struct xmp *x, const xmlNode *n, const char *ns,
                                      const char *name)
{
    if (n->type != XML_ELEMENT_NODE)
        return NULL;
    const char *value = xmp_attribute(x, n, ns, name);
    for (const xmlNode *c = n->children; c && !value; c = c->next)
        value = xmp_find_attribute(x, c, ns, name);
    return value;
}

static const char *xmp_simple(struct xmp *x, const xmlNode *n)
{
    const char *resource = xmp_attribute(x, n, NS_RDF, "resource");
    if (resource)
        return resource;
    const xmlNode *value = xmp_find(n->children, NS_RDF, "value");
    xmlChar *text = xmlNodeGetContent(value ? value : n);
    const char *copy = text ? arena_dup(x->arena, (const char *)text) : "";
    xmlFree(text);
    return copy;
}

/* One text in several languages: the default one, else the first. */
static const char *xmp_language(struct xmp *x, const xmlNode *alt)
{
    const char *first = NULL;
    for (const xmlNode *li = alt->children; li; li = li->next) {
        if (!xmp_is_element(li, NS_RDF, "li"))
            continue;
        const char *lang = xmp_attribute(x, li, "http://www.w3.org/XML/1998/namespace", "lang");
        const char *text = xmp_simple(x, li);
        if (text_blank(text))
            continue;
        if (lang && strcasecmp(lang, "x-default") == 0)
            return text;
        if (!first)
            first = text;
    }
    return first ? first : "";
}

static const char *xmp_list(struct xmp *x, const xmlNode *list)
{
    const char *all = "";
    int n = 0;
    for (const xmlNode *li = list->children; li && n < PEOPLE_MAX; li = li->next) {
        if (!xmp_is_element(li, NS_RDF, "li"))
            continue;
        const char *one =
            text_line(x->arena, text_cut_bytes(x->arena, xmp_simple(x, li), PHOTO_TEXT_MAX));
        if (*one && n++ > 0)
            all = arena_printf(x->arena, "%s, %s", all, one);
        else if (*one)
            all = one;
    }
    return all;
}

static const char *xmp_licensor(struct xmp *x, const xmlNode *n)
{
    const xmlNode *url = xmp_find(n->children, NS_PLUS, "LicensorURL");
    const char *attribute = url ? NULL : xmp_find_attribute(x, n, NS_PLUS, "LicensorURL");
    return url ? xmp_simple(x, url) : attribute ? attribute : "";
}

static const char *xmp_value(struct xmp *x, const xmlNode *n, size_t which)
{
    if (strcmp(properties[which].name, "Licensor") == 0)
        return xmp_licensor(x, n);
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (xmp_is_element(c, NS_RDF, "Alt"))
            return xmp_language(x, c);
        if (xmp_is_element(c, NS_RDF, "Seq") || xmp_is_element(c, NS_RDF, "Bag"))
            return xmp_list(x, c);
    }
    return xmp_simple(x, n);
}

static void xmp_take(struct xmp *x, const xmlNode *description, size_t which)
{
    const char *ns = properties[which].ns, *name = properties[which].name;
    const char *value = xmp_attribute(x, description, ns, name);
    for (const xmlNode *c = description->children; c && !value; c = c->next)
        if (xmp_is_element(c, ns, name))
            value = xmp_value(x, c, which);
    if (value)
        photo_add(x->arena, x->photo, properties[which].property, value, strlen(value));
}

static void xmp_read_tree(struct xmp *x, const xmlNode *root)
{
    const xmlNode *rdf = xmp_find(root, NS_RDF, "RDF");
    for (size_t i = 0; rdf && i < PROPERTIES; i++)
        for (const xmlNode *d = rdf->children; d; d = d->next)
            if (d->type == XML_ELEMENT_NODE)
                xmp_take(x, d, i);
}

/* Declarations are how entities begin; a packet has no use for one (ISO 16684-1, 7.3). */
static void xmp_refuse_doctype(void *ctx, const xmlChar *name, const xmlChar *id,
                               const xmlChar *system)
{
    (void)name, (void)id, (void)system;
    xmlStopParser(ctx);
}

static bool xmp_is_utf16(const unsigned char *p, size_t n)
{
    return n >= 2 && ((p[0] == 0xFE && p[1] == 0xFF) || (p[0] == 0xFF && p[1] == 0xFE) ||
                      (p[0] == 0 && p[1] == '<') || (p[0] == '<' && p[1] == 0));
}

static xmlDoc *xmp_parse(const char *bytes, size_t n)
{
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    if (!ctxt)
        return NULL;
    ctxt->sax->internalSubset = xmp_refuse_doctype;
    ctxt->sax->entityDecl = NULL;
    xmlDoc *doc = xmlCtxtReadMemory(ctxt, bytes, (int)n, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                        XML_PARSE_NOCDATA);
    xmlFreeParserCtxt(ctxt);
    return doc;
}

void photo_read_xmp(struct arena *a, const void *bytes, size_t n, struct photo *p)
{
    struct xmp x = {.arena = a, .photo = p};
    const char *text = bytes;
    if (n == 0 || n > PHOTO_BLOCK_MAX)
        return;
    if (!xmp_is_utf16(bytes, n)) {
        text = text_utf8_repair(a, bytes, n);
        n = strlen(text);
    }
    xmlDoc *doc = xmp_parse(text, n);
    if (doc)
        xmp_read_tree(&x, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
}

void photo_find_xmp(struct arena *a, const void *file, size_t n, struct photo *p)
{
    static const char begin[] = "<x:xmpmeta", end[] = "</x:xmpmeta>";
    const char *from = n > 0 ? memmem(file, n, begin, sizeof begin - 1) : NULL;
    const char *to =
        from ? memmem(from, n - (size_t)(from - (const char *)file), end, sizeof end - 1) : NULL;
    if (to)
        photo_read_xmp(a, from, (size_t)(to - from) + sizeof end - 1, p);
}

/* ---- Writing --------------------------------------------------------------------------------- */

static void xmp_put(struct buf *out, const char *before, const char *value, const char *after)
{
    if (!value)
        return;
    buf_adds(out, before);
    buf_add_html(out, value, strlen(value));
    buf_adds(out, after);
}

void photo_write_xmp(struct buf *out, const struct photo *p)
{
    const char *const *v = p->v;
    if (!v[PHOTO_CREATOR] && !v[PHOTO_CREDIT] && !v[PHOTO_COPYRIGHT] && !v[PHOTO_LICENSE] &&
        !v[PHOTO_ACQUIRE] && !v[PHOTO_SOURCE])
        return;
    buf_adds(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"" NS_RDF
                  "\"><rdf:Description rdf:about=\"\" xmlns:dc=\"" NS_DC
                  "\" xmlns:photoshop=\"" NS_PHOTOSHOP "\" xmlns:xmpRights=\"" NS_RIGHTS
                  "\" xmlns:plus=\"" NS_PLUS "\" xmlns:Iptc4xmpExt=\"" NS_EXTENSION "\"");
    xmp_put(out, " photoshop:Credit=\"", v[PHOTO_CREDIT], "\"");
    xmp_put(out, " xmpRights:WebStatement=\"", v[PHOTO_LICENSE], "\"");
    xmp_put(out, " Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/",
            v[PHOTO_SOURCE], "\"");
    buf_addc(out, '>');
    xmp_put(out, "<dc:creator><rdf:Seq><rdf:li>", v[PHOTO_CREATOR],
            "</rdf:li></rdf:Seq></dc:creator>");
    xmp_put(out, "<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">", v[PHOTO_COPYRIGHT],
            "</rdf:li></rdf:Alt></dc:rights>");
    xmp_put(out, "<plus:Licensor><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><plus:LicensorURL>",
            v[PHOTO_ACQUIRE], "</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>");
    buf_adds(out, "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
}
