/* html_to_markdown.c: a piece of HTML, or a whole document, as Markdown.
 *
 * html_tree.c parses, html_block.c walks. A document's frame (navigation, the head) is not part of
 * its story; what the head says of the story is. */
#include "html_to_markdown.h"

#include "html_walk.h"
#include "lib/text.h"

#include <string.h>

static void walk_begin(struct html_walk *w, struct arena *a, enum html_lines lines,
                       struct body_counts *counts)
{
    *w = (struct html_walk){.arena = a, .counts = counts, .lines = lines};
    buf_init(&w->out, SIZE_MAX - 1);
    buf_init(&w->prefix, SIZE_MAX - 1);
    buf_init(&w->marker, SIZE_MAX - 1);
}

static void walk_end(struct html_walk *w)
{
    buf_free(&w->out);
    buf_free(&w->prefix);
    buf_free(&w->marker);
}

bool html_to_markdown(struct arena *a, const char *html, size_t n, enum html_lines lines,
                      struct buf *out, struct body_counts *counts)
{
    struct html_walk w;
    const struct html_node *tree = html_parse(a, html, n, false, NULL, 0);
    if (!tree)
        return false;
    walk_begin(&w, a, lines, counts);
    html_write_blocks(&w, tree);
    bool good = !w.too_deep;
    if (good)
        buf_add(out, w.out.p, w.out.len);
    walk_end(&w);
    return good;
}

bool html_tree_to_markdown(struct arena *a, const struct html_node *tree,
                           const struct html_note *notes, size_t n_notes, struct buf *out,
                           struct body_counts *counts)
{
    struct html_walk w;
    walk_begin(&w, a, HTML_LINES_FLOW, counts);
    w.document = true;
    html_write_blocks(&w, tree);
    for (size_t i = 0; i < n_notes; i++) {
        struct html_container c =
            html_open_container(&w, arena_printf(a, "[^%s]: ", notes[i].label), "    ");
        w.tight = false;
        html_write_blocks(&w, notes[i].node);
        html_close_container(&w, &c);
    }
    bool good = !w.too_deep;
    if (good)
        buf_add(out, w.out.p, w.out.len);
    walk_end(&w);
    return good;
}

/* A part of a line, or a heading or cell, which hold nothing else. */
static void walk_within(struct html_walk *w, const struct html_pieces *in, struct html_node *tree)
{
    struct html_run r;
    html_run_begin(&r, w, in->place);
    html_run_add_children(&r, tree);
    buf_adds(&w->out, html_run_end_within(&r, in->ends));
}

bool html_pieces_to_markdown(struct arena *a, const struct html_pieces *in, struct buf *out,
                             struct body_counts *counts, bool *in_order, bool *blocks)
{
    struct html_walk w;
    struct html_node *tree = html_parse(a, in->html, in->html_n, false, in->v, in->n);
    *in_order = true;
    *blocks = tree && in->within && tree->holds_block_inside && in->place == HTML_IN_PARAGRAPH;
    if (!tree || *blocks)
        return tree;
    walk_begin(&w, a, HTML_LINES_FLOW, counts);
    w.mixed = true;
    w.pieces = in->v;
    w.n_all_pieces = in->n;
    buf_adds(&w.prefix, in->prefix);
    w.marked = true; /* the first line has its prefix */
    if (in->within)
        walk_within(&w, in, tree);
    else
        html_write_blocks(&w, tree);
    *in_order = !w.disorder && w.n_pieces == in->n;
    bool good = !w.too_deep;
    if (good)
        buf_add(out, w.out.p, w.out.len);
    walk_end(&w);
    return good;
}

/* ---- Documents ------------------------------------------------------------------------------- */

/* What <meta name="…"> or property="…" says; "" for nothing. */
static const char *document_meta(struct arena *a, const struct html_node *node, const char *names)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        const char *name = html_attribute(child, "name");
        if (!*name)
            name = html_attribute(child, "property");
        if (html_is(child, " meta ") && *name && html_name_is(name, strlen(name), names))
            return text_line(a, html_attribute(child, "content"));
        const char *below = html_is(child, " head ") ? document_meta(a, child, names) : "";
        if (*below)
            return below;
    }
    return "";
}

static size_t document_count(const struct html_node *node, const char *names)
{
    size_t n = html_is(node, names);
    for (const struct html_node *child = node->first; child; child = child->next)
        n += document_count(child, names);
    return n;
}

/* The element that holds the story: the only <article>, <main>, or all. */
static struct html_node *document_body(struct html_node *tree)
{
    static const char *const names[] = {" article ", " main ", " body "};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (document_count(tree, names[i]) == 1)
            return html_find(tree, names[i]);
    return tree;
}

static const char *document_line(struct arena *a, const struct html_node *node)
{
    return node ? text_line(a, html_text(a, node)) : "";
}

bool html_read_document(struct arena *a, const char *html, size_t n, const char *headline,
                        struct html_document *out, struct body_counts *counts)
{
    struct html_walk w;
    struct html_node *tree = html_parse(a, html, n, true, NULL, 0);
    if (!tree)
        return false;
    struct html_node *body = document_body(tree), *h1 = html_find(body, " h1 ");
    struct html_node *title = html_find(tree, " title ");
    const char *heading = document_count(body, " h1 ") == 1 ? document_line(a, h1) : "";
    *out = (struct html_document){
        .title = *heading ? heading : document_line(a, title),
        .lang = html_attribute(tree, "lang"),
        .description = document_meta(a, tree, " description og:description "),
        .author = document_meta(a, tree, " author article:author "),
        .published = document_meta(a, tree, " article:published_time date dcterms.date "),
    };
    walk_begin(&w, a, HTML_LINES_FLOW, counts);
    w.document = true;
    if (*heading && (!*headline || strcmp(text_line(a, headline), heading) == 0))
        w.omitted = h1;
    html_write_blocks(&w, body);
    out->body = arena_dupn(a, w.out.p, w.out.len);
    bool good = !w.too_deep;
    walk_end(&w);
    return good;
}
