/* clipboard.c: from a clipboard's HTML to Markdown, step by step, and what is left out of it. */
#include "clipboard_private.h"

#include "lib/text.h"

#include <string.h>
#include <strings.h>

enum { MEMORY_MAX = 48 * 1024 * 1024, ICON_MAX = 32 };

/* ---- What is left out ------------------------------------------------------------------------ */

/* Signs that mail programs have as pictures: the sign itself is the description. */
static bool is_sign(const char *alt)
{
    if (!*alt || text_length(alt) > 8)
        return false;
    for (const char *s = alt; *s; s++)
        if ((unsigned char)*s < 0x80)
            return false;
    return true;
}

static bool is_icon(const struct html_node *img)
{
    int64_t wide = ICON_MAX + 1, high = ICON_MAX + 1;
    if (!text_to_int(html_attribute(img, "width"), 0, 100000, &wide) ||
        !text_to_int(html_attribute(img, "height"), 0, 100000, &high))
        return false;
    return wide <= ICON_MAX && high <= ICON_MAX;
}

/* Only the site's own pictures have an address here. */
static void take_picture(struct clip *c, struct html_node *img)
{
    const char *src = text_line(c->a, html_attribute(img, "src"));
    const char *alt = text_line(c->a, html_attribute(img, "alt"));
    size_t base = strlen(c->place->base_url);
    if (base > 0 && strncasecmp(src, c->place->base_url, base) == 0 && src[base] == '/')
        src += base;
    if (strncmp(src, "/media/", 7) == 0) {
        clip_say(c, img, "src", src);
        return;
    }
    bool icon = is_icon(img), sign = is_sign(alt);
    clip_blank(img);
    if (sign)
        img->text = alt;
    else if (!icon)
        c->left_out++;
}

/* Word's comments on a text, and what was deleted while changes were tracked. */
static bool is_margin(const struct clip *c, const struct html_node *node)
{
    const char *kind = clip_style(c, node, " mso-element ");
    return strncasecmp(kind, "comment", 7) == 0 || clip_has_class(node, "MsoCommentReference") ||
           clip_has_class(node, "msocom") ||
           (html_is(node, " del ") &&
            (*html_attribute(node, "datetime") || *html_attribute(node, "cite")));
}

/* The line that Word and others draw above their notes. */
static bool is_line_above_notes(const struct clip *c, const struct html_node *parent,
                                const struct html_node *hr)
{
    if (c->n_notes == 0 || !html_is(hr, " hr "))
        return false;
    if (clip_has_class(parent, "footnotes") || clip_has_class(parent, "endnotes"))
        return true;
    for (const struct html_node *next = hr->next; next; next = next->next) {
        if (!*next->name && *html_attribute(next, "dateline-note"))
            return true;
        if (!clip_is_empty(next))
            return false;
    }
    return false;
}

static void drop_hidden(struct clip *c, struct html_node *parent)
{
    for (struct html_node *child = parent->first; child; child = child->next) {
        if (!*child->name || child->piece)
            continue;
        if (is_margin(c, child) || is_line_above_notes(c, parent, child) ||
            clip_look(c, child).hidden || html_has_attribute(child, "hidden") ||
            strcmp(html_attribute(child, "aria-hidden"), "true") == 0)
            clip_blank(child);
        else if (html_is(child, " img "))
            take_picture(c, child);
        else
            drop_hidden(c, child);
    }
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void clean(struct clip *c, struct html_node *node)
{
    drop_hidden(c, node);
    clip_build_blocks(c, node);
    clip_mend_tables(c, node);
    clip_write_lines(c, node, 0);
}

bool clipboard_to_markdown(struct arena *a, const char *html, size_t n,
                           const struct clipboard_place *place, struct buf *out, size_t *left_out)
{
    struct clip c = {.a = a, .place = place};
    struct body_counts counts = {0};
    struct html_node *tree = html_parse_within(a, html, n, MEMORY_MAX);
    struct html_node *body = tree ? html_find(tree, " body ") : NULL;
    *left_out = 0;
    if (!tree)
        return false;
    body = body ? body : tree;
    clip_take_rules(&c, tree);
    clip_take_notes(&c, body);
    clean(&c, body);
    for (size_t i = 0; i < c.n_notes; i++)
        clean(&c, (struct html_node *)c.notes[i].node);
    *left_out = c.left_out;
    return c.pieces <= CLIP_PIECES_MAX &&
           html_tree_to_markdown(a, body, c.notes, c.n_notes, out, &counts);
}
