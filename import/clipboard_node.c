/* clipboard_node.c: what is asked of a node of a clipboard, and done to it. */
#include "clipboard_private.h"

#include "lib/text.h"

#include <string.h>

enum { ATTRIBUTE_MAX = 4096 }; /* bytes */

void clip_blank(struct html_node *node)
{
    node->name = node->text = "";
    node->first = NULL;
    node->source = NULL;
    node->piece = NULL;
    node->holds_block = node->holds_block_inside = false;
}

void clip_say(const struct clip *c, struct html_node *node, const char *name, const char *value)
{
    struct html_said *said = arena_alloc(c->a, sizeof *said);
    *said = (struct html_said){name, value, node->said};
    node->said = said;
}

struct html_node *clip_node(const struct clip *c, const char *name, struct html_node *parent)
{
    struct html_node *node = arena_alloc(c->a, sizeof *node);
    *node = (struct html_node){.name = name, .text = "", .parent = parent};
    return node;
}

const char *clip_attribute(const struct html_node *node, const char *name)
{
    const char *value = html_attribute(node, name);
    return strnlen(value, ATTRIBUTE_MAX + 1) <= ATTRIBUTE_MAX ? value : "";
}

bool clip_has_class(const struct html_node *node, const char *begin)
{
    const char *s = clip_attribute(node, "class");
    size_t n = strlen(begin);
    while (*(s += strspn(s, " \t\r\n\f"))) {
        if (strncmp(s, begin, n) == 0)
            return true;
        s += strcspn(s, " \t\r\n\f");
    }
    return false;
}

static bool text_is_empty(const char *s)
{
    uint32_t c;
    const char *end = s + strlen(s);
    for (size_t n; (n = text_codepoint(s, (size_t)(end - s), &c)) > 0; s += n)
        if (c != 0xA0 && c != 0x200B && c != 0xFEFF && c != 0xAD && c > ' ')
            return false;
    return true;
}

bool clip_is_empty(const struct html_node *node)
{
    if (node->piece || html_is(node, " img iframe video audio object embed hr ") ||
        !text_is_empty(node->text))
        return false;
    for (const struct html_node *child = node->first; child; child = child->next)
        if (!clip_is_empty(child))
            return false;
    return true;
}
