/* feed_atom.c: text of XML elements, and Atom's constructs: text, HTML as text, XHTML as elements. */
#include "feed_entry.h"
#include "lib/buf.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

static const char *atom_take(struct arena *a, xmlChar *s)
{
    const char *out = s ? arena_dup(a, (const char *)s) : "";
    xmlFree(s);
    return out;
}

const char *feed_xml_text(struct arena *a, xmlNodePtr node)
{
    return atom_take(a, xmlNodeGetContent(node));
}

const char *feed_xml_attribute(struct arena *a, xmlNodePtr node, const char *name)
{
    return atom_take(a, xmlGetNoNsProp(node, (const xmlChar *)name));
}

const char *feed_xml_name(xmlNodePtr node)
{
    const char *name = (const char *)node->name, *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

/* ---- Elements as HTML ------------------------------------------------------------------------- */

static void atom_add_attributes(struct arena *a, struct buf *b, xmlNodePtr node)
{
    for (xmlAttrPtr at = node->properties; at; at = at->next) {
        const char *value = feed_html_of(a, feed_xml_text(a, (xmlNodePtr)at));
        buf_printf(b, " %s=\"", (const char *)at->name);
        for (const char *s = value; *s; s++) {
            if (*s == '"')
                buf_adds(b, "&quot;");
            else
                buf_addc(b, *s);
        }
        buf_addc(b, '"');
    }
}

static void atom_add_nodes(struct arena *a, struct buf *b, xmlNodePtr node)
{
    static const char empty[] = " area br col embed hr img input link meta source track wbr ";
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            buf_adds(b, feed_html_of(a, node->content ? (const char *)node->content : ""));
        if (node->type != XML_ELEMENT_NODE)
            continue;
        const char *name = feed_xml_name(node);
        buf_printf(b, "<%s", name);
        atom_add_attributes(a, b, node);
        buf_addc(b, '>');
        atom_add_nodes(a, b, node->children);
        if (!strstr(empty, arena_printf(a, " %s ", name)))
            buf_printf(b, "</%s>", name);
    }
}

static const char *atom_html(struct arena *a, xmlNodePtr node)
{
    struct buf b;
    buf_init(&b, SIZE_MAX / 2);
    atom_add_nodes(a, &b, node->children);
    const char *out = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return out;
}

struct feed_text feed_atom_text(struct arena *a, xmlNodePtr node)
{
    const char *type = feed_xml_attribute(a, node, "type");
    bool plain = !*type || strcasecmp(type, "text") == 0 || strcasecmp(type, "text/plain") == 0;
    bool html = strcasestr(type, "html") != NULL;
    struct feed_text out = {.form = plain ? FEED_PLAIN : html ? FEED_HTML : FEED_NOTHING};
    if (html && xmlFirstElementChild(node))
        out.text = atom_html(a, node);
    else
        out.text = plain || html ? feed_xml_text(a, node) : "";
    if (text_blank(out.text))
        out = (struct feed_text){.text = ""};
    return out;
}
