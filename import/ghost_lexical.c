/* ghost_lexical.c: texts of Ghost's newer editor, a tree of nodes.
 *
 *     {"root": {"type": "root", "children": [
 *         {"type": "paragraph", "children": [{"type": "extended-text", "text": "…", "format": 1}]},
 *         {"type": "image", "src": "…"}]}}
 *
 * A node that has children is text, any other a card. */
#include "ghost_private.h"

#include "lib/text.h"
#include "shortcode.h"

#include <string.h>

enum { DEEP = 100 };

static void lexical_add(struct ghost_writer *w, const json_t *node);

static void lexical_children(struct ghost_writer *w, const json_t *node)
{
    const json_t *child;
    size_t i;
    if (++w->depth < DEEP)
        json_array_foreach(json_object_get(node, "children"), i, child)
        {
            lexical_add(w, child);
        }
    w->depth--;
}

static const char *lexical_type(const json_t *node)
{
    const char *type = json_string_value(json_object_get(node, "type"));
    return type ? type : "";
}

/* The bits of "format", the innermost last. */
static const struct {
    int bit;
    const char *open, *close;
} formats[] = {{1, "<strong>", "</strong>"}, {2, "<em>", "</em>"},     {4, "<s>", "</s>"},
               {8, "<u>", "</u>"},           {32, "<sub>", "</sub>"},  {64, "<sup>", "</sup>"},
               {128, "<mark>", "</mark>"},   {16, "<code>", "</code>"}};

static void lexical_text(struct ghost_writer *w, const json_t *node)
{
    size_t n = sizeof formats / sizeof formats[0];
    json_int_t format = json_integer_value(json_object_get(node, "format"));
    for (size_t i = 0; i < n; i++)
        ghost_raw(w, format & formats[i].bit ? formats[i].open : "");
    ghost_escaped(w, ghost_text(w->a, node, "text"));
    for (size_t i = n; i > 0; i--)
        ghost_raw(w, format & formats[i - 1].bit ? formats[i - 1].close : "");
}

static void lexical_link(struct ghost_writer *w, const json_t *node)
{
    ghost_raw(w, "<a href=\"");
    ghost_escaped(w, ghost_text(w->a, node, "url"));
    ghost_raw(w, "\">");
    lexical_children(w, node);
    ghost_raw(w, "</a>");
}

/* An item that holds nothing but a list continues the one before it. */
static bool lexical_is_inner(const json_t *item)
{
    return strcmp(lexical_type(json_array_get(json_object_get(item, "children"), 0)), "list") == 0;
}

static void lexical_list(struct ghost_writer *w, const json_t *node)
{
    const char *kind = ghost_text(w->a, node, "listType");
    const json_t *items = json_object_get(node, "children");
    json_int_t start = json_integer_value(json_object_get(node, "start"));
    bool numbers = strcmp(kind, "number") == 0, checks = strcmp(kind, "check") == 0;
    ghost_raw(w, !numbers    ? "<ul>"
                 : start > 1 ? arena_printf(w->a, "<ol start=\"%" JSON_INTEGER_FORMAT "\">", start)
                             : "<ol>");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i), *next = json_array_get(items, i + 1);
        if (i == 0 || !lexical_is_inner(item))
            ghost_raw(w, "<li>");
        if (checks && !lexical_is_inner(item))
            ghost_raw(w, ghost_true(json_object_get(item, "checked")) ? "☑ " : "☐ ");
        lexical_children(w, item);
        if (!next || !lexical_is_inner(next))
            ghost_raw(w, "</li>");
    }
    ghost_raw(w, numbers ? "</ol>" : "</ul>");
}

static const struct {
    const char *names, *open, *close;
} wraps[] = {
    {" root ", "", ""},
    {" paragraph ", "<p>", "</p>"},
    {" quote extended-quote aside ", "<blockquote><p>", "</p></blockquote>"},
    {" listitem ", "", ""},
};

static void lexical_heading(struct ghost_writer *w, const json_t *node)
{
    const char *tag = ghost_text(w->a, node, "tag");
    bool known = tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' && tag[2] == '\0';
    tag = known ? tag : "h2";
    ghost_raw(w, arena_printf(w->a, "<%s>", tag));
    lexical_children(w, node);
    ghost_raw(w, arena_printf(w->a, "</%s>", tag));
}

static void lexical_add(struct ghost_writer *w, const json_t *node)
{
    const char *type = lexical_type(node);
    if (shortcode_name_is(type, " text extended-text tab tk "))
        lexical_text(w, node);
    else if (strcmp(type, "linebreak") == 0)
        ghost_raw(w, "<br>");
    else if (shortcode_name_is(type, " link autolink "))
        lexical_link(w, node);
    else if (strcmp(type, "list") == 0)
        lexical_list(w, node);
    else if (shortcode_name_is(type, " heading extended-heading "))
        lexical_heading(w, node);
    else if (!json_is_array(json_object_get(node, "children")) || strcmp(type, "at-link") == 0) {
        if (json_is_object(node))
            ghost_card_add(w, type, node);
    } else {
        size_t i = 0, n = sizeof wraps / sizeof wraps[0];
        while (i < n && !shortcode_name_is(type, wraps[i].names))
            i++;
        ghost_raw(w, i < n ? wraps[i].open : "<div>");
        lexical_children(w, node);
        ghost_raw(w, i < n ? wraps[i].close : "</div>");
    }
}

bool ghost_lexical_add(struct ghost_writer *w, const json_t *document)
{
    const json_t *root = json_object_get(document, "root");
    if (!json_is_array(json_object_get(root, "children")))
        return false;
    lexical_children(w, root);
    return true;
}
