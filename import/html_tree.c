/* html_tree.c: from libgumbo's tree to ours.
 *
 * All that the parser allocates is in the arena, and how much that may be is bounded: hostile HTML
 * of a few bytes can ask for a tree of any size, and the parser knows no way to give up, so the
 * allocator leaves it by longjmp. */
#include "html_tree.h"

#include "lib/ascii.h"
#include "lib/buf.h"
#include "lib/text.h"

#include <ctype.h>
#include <gumbo.h>
#include <setjmp.h>
#include <string.h>
#include <strings.h>

enum {
    MEMORY_MIN = 4 * 1024 * 1024,
    MEMORY_PER_BYTE = 300, /* "<b>" twice is six bytes and two nodes */
    TREE_DEPTH_MAX = 1024
};

struct html_memory {
    struct arena *arena;
    size_t left;
    jmp_buf spent;
};

struct html_growth {
    struct arena *arena;
    const char *html;
    const struct html_piece *pieces;
    size_t n_pieces;
    bool too_deep;
};

static void *html_allocate(void *ctx, size_t n)
{
    struct html_memory *m = ctx;
    if (n > m->left)
        longjmp(m->spent, 1);
    m->left -= n;
    return arena_alloc(m->arena, n);
}

static void html_release(void *ctx, void *p)
{
    (void)ctx;
    (void)p;
}

/* Its own frame: what longjmp comes back to has no locals that could be stale. */
static const GumboNode *html_parse_bounded(struct html_memory *m, const char *html, size_t n,
                                           bool document)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = html_allocate;
    options.deallocator = html_release;
    options.userdata = m;
    options.max_errors = 0;
    if (!document)
        options.fragment_context = GUMBO_TAG_BODY;
    if (setjmp(m->spent))
        return NULL;
    return gumbo_parse_with_options(&options, html, n)->root;
}

bool html_name_is(const char *name, size_t n, const char *names)
{
    for (const char *at = names; *at == ' ' && at[1];) {
        const char *word = at + 1;
        size_t len = strcspn(word, " ");
        if (len == n && strncasecmp(word, name, n) == 0)
            return true;
        at = word + len;
    }
    return false;
}

bool html_is(const struct html_node *node, const char *names)
{
    return *node->name && html_name_is(node->name, strlen(node->name), names);
}

static const char *html_element_name(struct arena *a, const GumboElement *e)
{
    if (e->tag != GUMBO_TAG_UNKNOWN)
        return gumbo_normalized_tagname(e->tag);
    GumboStringPiece name = e->original_tag;
    gumbo_tag_from_original_text(&name);
    char *lower = arena_dupn(a, name.data ? name.data : "", name.length);
    for (char *s = lower; *s; s++)
        *s = ascii_lower(*s);
    return *lower ? lower : "unknown";
}

static const struct html_piece *html_piece_at(const struct html_growth *g, const GumboElement *e)
{
    if (!e->original_tag.data || e->original_tag.length == 0)
        return NULL;
    size_t at = (size_t)(e->original_tag.data - g->html), low = 0, high = g->n_pieces;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (g->pieces[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->n_pieces && g->pieces[low].at == at ? &g->pieces[low] : NULL;
}

/* HTML's elements that are no part of a line of text, and what holds such. */
static const char blocks[] =
    " address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul "
    "caption listing xmp plaintext ";

/* By an end tag of its own. */
static bool html_is_closed(const GumboElement *e, const char *name)
{
    const GumboStringPiece *end = &e->original_end_tag;
    size_t n = strlen(name);
    return end->length > n + 2 && strncasecmp(end->data + 2, name, n) == 0;
}

static struct html_node *html_grow(struct html_growth *g, const GumboNode *from,
                                   struct html_node *parent, int depth)
{
    bool element = from->type == GUMBO_NODE_ELEMENT || from->type == GUMBO_NODE_TEMPLATE;
    struct html_node *node = arena_alloc(g->arena, sizeof *node);
    *node = (struct html_node){.name = "", .text = "", .parent = parent};
    if (from->type == GUMBO_NODE_COMMENT)
        return node;
    if (!element) {
        node->text = from->v.text.text;
        return node;
    }
    const GumboElement *e = &from->v.element;
    node->name = html_element_name(g->arena, e);
    node->source = e;
    node->piece = html_piece_at(g, e);
    if (e->tag == GUMBO_TAG_UNKNOWN && e->original_tag.data && !html_is_closed(e, node->name))
        node->odd = arena_dupn(g->arena, e->original_tag.data, e->original_tag.length);
    node->holds_block = html_is(node, blocks);
    if (depth >= TREE_DEPTH_MAX) {
        g->too_deep = true;
        return node;
    }
    struct html_node **end = &node->first;
    for (unsigned i = 0; i < e->children.length; i++) {
        *end = html_grow(g, e->children.data[i], node, depth + 1);
        node->holds_block_inside |= (*end)->holds_block;
        end = &(*end)->next;
    }
    node->holds_block |= node->holds_block_inside;
    return node;
}

static struct html_node *html_parse_growing(struct html_growth *g, size_t n, bool document,
                                            size_t memory)
{
    if (!html_nests_well(g->html, n))
        return NULL;
    struct html_memory m = {.arena = g->arena, .left = memory};
    const GumboNode *root = html_parse_bounded(&m, g->html, n, document);
    if (!root)
        return NULL;
    struct html_node *tree = html_grow(g, root, NULL, 0);
    return g->too_deep ? NULL : tree;
}

struct html_node *html_parse(struct arena *a, const char *html, size_t n, bool document,
                             const struct html_piece *pieces, size_t n_pieces)
{
    struct html_growth g = {.arena = a, .html = html, .pieces = pieces, .n_pieces = n_pieces};
    return html_parse_growing(&g, n, document, MEMORY_MIN + MEMORY_PER_BYTE * n);
}

struct html_node *html_parse_within(struct arena *a, const char *html, size_t n, size_t memory)
{
    struct html_growth g = {.arena = a, .html = html};
    return html_parse_growing(&g, n, true, memory);
}

const char *html_attribute(const struct html_node *node, const char *name)
{
    for (const struct html_said *said = node->said; said; said = said->next)
        if (strcasecmp(said->name, name) == 0)
            return said->value;
    const GumboElement *e = node->source;
    const GumboAttribute *found = e ? gumbo_get_attribute(&e->attributes, name) : NULL;
    return found ? found->value : "";
}

bool html_has_attribute(const struct html_node *node, const char *name)
{
    const GumboElement *e = node->source;
    return e && gumbo_get_attribute(&e->attributes, name);
}

struct html_node *html_find(struct html_node *node, const char *names)
{
    for (struct html_node *child = node->first; child; child = child->next) {
        struct html_node *found = html_is(child, names) ? child : html_find(child, names);
        if (found)
            return found;
    }
    return NULL;
}

const char *html_piece_text(struct arena *a, const struct html_piece *p)
{
    char *plain = text_decode_entities(a, arena_dupn(a, p->text, p->text_n)), *to = plain;
    for (const char *s = plain; *s; s++) {
        if (*s == '\\' && ispunct((unsigned char)s[1]))
            s++;
        *to++ = *s;
    }
    *to = '\0';
    return plain;
}

static void html_add_text(struct arena *a, const struct html_node *node, struct buf *out)
{
    buf_adds(out, node->text);
    if (node->piece)
        buf_adds(out, html_piece_text(a, node->piece));
    if (html_is(node, " br "))
        buf_addc(out, '\n');
    for (const struct html_node *child = node->first; child; child = child->next)
        if (!html_is(child, " script style template "))
            html_add_text(a, child, out);
}

const char *html_text(struct arena *a, const struct html_node *node)
{
    struct buf out;
    buf_init(&out, SIZE_MAX - 1);
    html_add_text(a, node, &out);
    const char *text = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return text;
}

bool html_is_blank(const struct html_node *node)
{
    return !*node->name && node->text[strspn(node->text, " \t\n\f\r")] == '\0';
}
