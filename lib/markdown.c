/* markdown.c: a story's body from Markdown to HTML.
 *
 * cmark-gfm makes a tree of the source; this walks it. What is in a leaf block (a paragraph, a
 * heading, a table cell) is collected first, since its end decides what it becomes: a paragraph
 * with nothing but a picture is a figure. The other files: markdown_private.h. */
#include "markdown.h"

#include "markdown_private.h"
#include "text.h"

#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>
#include <string.h>

/* A few bytes of source can refer to a long address many times over. */
#define HTML_MAX (8 * MARKDOWN_MAX)

/* Ends the walk. */
static void md_refuse(struct md_render *r, enum markdown_fault fault)
{
    if (!r->refused)
        r->stats->fault = fault;
    r->refused = true;
}

/* Whether something went past its cap. */
static void md_check_caps(struct md_render *r)
{
    if (r->html->failed || r->plain->failed || r->block.failed || r->text.failed ||
        r->shape.failed || r->raw.failed || r->held.failed || r->run.failed ||
        r->html->len + r->block.len - r->html_start > HTML_MAX)
        md_refuse(r, MARKDOWN_FAULT_OUTPUT);
}

/* ---- leaf blocks ---- */

static void md_begin_leaf(struct md_render *r)
{
    buf_clear(&r->block);
    buf_clear(&r->text);
    buf_clear(&r->shape);
    r->in_leaf = true;
    r->pictures = 0;
    r->other_content = false;
}

static void md_leaf_to_plain(struct md_render *r)
{
    const char *line = text_line(r->arena, r->text.p);
    md_plain_text(r, line, strlen(line));
    r->plain_gap = '\n';
}

static void md_open_paragraph(struct md_render *r, const char *class, const char *text)
{
    buf_printf(r->html, "<p id=\"%sp-%zu\"%s%s>", md_ids(r), ++r->stats->paragraphs, class,
               md_direction_of(r, text));
}

static void md_release_held(struct md_render *r, bool last_of_quote)
{
    if (!r->holding)
        return;
    r->holding = false;
    md_open_paragraph(r, last_of_quote ? " class=\"attribution\"" : "", r->held.p);
    buf_add(r->html, r->held.p, r->held.len);
    buf_adds(r->html, "</p>\n");
}

static bool md_begins_with_dash(const char *s)
{
    return strncmp(s, "\u2014", 3) == 0 || strncmp(s, "-- ", 3) == 0;
}

static void md_end_paragraph(struct md_render *r, cmark_node *node)
{
    cmark_node *parent = cmark_node_parent(node);
    r->in_leaf = false;
    if (r->pictures == 1 && !r->other_content) {
        md_add_figure(r, ++r->stats->paragraphs);
        r->plain_gap = '\n';
        return;
    }
    if (r->pictures == 0 && text_blank(r->text.p))
        return;
    md_find_missing(r);
    md_leaf_to_plain(r);
    if (r->note != 0 && !cmark_node_next(node)) {
        r->in_leaf = true;
        md_add_ways_back(r);
        r->in_leaf = false;
    }
    if (cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE && md_begins_with_dash(r->text.p)) {
        buf_clear(&r->held);
        buf_add(&r->held, r->block.p, r->block.len);
        r->holding = true;
        return;
    }
    if (md_add_video(r, node, r->stats->paragraphs + 1)) {
        r->stats->paragraphs++;
        return;
    }
    md_open_paragraph(r, "", r->text.p);
    buf_add(r->html, r->block.p, r->block.len);
    buf_adds(r->html, "</p>\n");
}

/* Editors begin at "#" or at "##"; either way the first level is h2, for the headline is h1, and
 * none is skipped, or a screen reader's list of headings would have holes. */
static unsigned md_shown_level(struct md_render *r, unsigned level)
{
    while (r->n_levels > 0 && r->levels[r->n_levels - 1] >= level)
        r->n_levels--;
    if (r->n_levels < MD_LEVELS)
        r->levels[r->n_levels++] = level;
    return r->n_levels < MD_LEVELS ? (unsigned)r->n_levels + 1 : MD_LEVELS;
}

static void md_end_heading(struct md_render *r, cmark_node *node)
{
    const char *id = cmark_node_get_user_data(node);
    r->in_leaf = false;
    if (!id || (text_blank(r->text.p) && r->pictures == 0))
        return;
    unsigned shown = md_shown_level(r, (unsigned)cmark_node_get_heading_level(node));
    buf_printf(r->html, "<h%u id=\"%s\"%s>", shown, id, md_direction_of(r, r->text.p));
    buf_add(r->html, r->block.p, r->block.len);
    buf_printf(r->html, "</h%u>\n", shown);
    md_find_missing(r);
    md_leaf_to_plain(r);
}

static void md_add_html_block(struct md_render *r, cmark_node *node)
{
    const char *text = md_html_words(r, node);
    r->stats->raw_html++;
    if (*text == '\0')
        return;
    md_open_paragraph(r, "", text);
    buf_add_html(r->html, text, strlen(text));
    buf_adds(r->html, "</p>\n");
    md_plain_text(r, text, strlen(text));
    r->plain_gap = '\n';
}

/* ---- other blocks ---- */

const char *md_code_language(struct md_render *r, cmark_node *block)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789+-#_.";
    const char *info = md_own(r, cmark_node_get_fence_info(block));
    size_t n = strcspn(info, " \t");
    return strspn(info, signs) == n ? arena_dupn(r->arena, info, n) : "";
}

static void md_add_code_block(struct md_render *r, cmark_node *node)
{
    const char *lang = md_code_language(r, node);
    const char *code = md_own(r, cmark_node_get_literal(node));
    buf_adds(r->html, "<pre tabindex=\"0\"><code");
    if (*lang != '\0')
        buf_printf(r->html, " class=\"language-%s\"", lang);
    buf_addc(r->html, '>');
    md_add_text(r, code, strlen(code));
    buf_adds(r->html, "</code></pre>\n");
    r->plain_gap = '\n';
}

static void md_enter_list(struct md_render *r, cmark_node *node)
{
    const char *dir = md_enter_direction(r, node);
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST)
        buf_printf(r->html, "<ul%s>\n", dir);
    else if (cmark_node_get_list_start(node) != 1)
        buf_printf(r->html, "<ol start=\"%d\"%s>\n", cmark_node_get_list_start(node), dir);
    else
        buf_printf(r->html, "<ol%s>\n", dir);
}

static void md_leave_list(struct md_render *r, cmark_node *node)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    buf_adds(r->html, ordered ? "</ol>\n" : "</ul>\n");
    md_leave_direction(r);
}

/* The only or first paragraph of an item whose list has no empty lines: its text is the item's. */
static bool md_is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    return cmark_node_get_type(item) == CMARK_NODE_ITEM && !cmark_node_previous(paragraph) &&
           cmark_node_get_list_tight(cmark_node_parent(item));
}

static void md_end_tight(struct md_render *r)
{
    md_find_missing(r);
    buf_clear(&r->shape);
}

/* Screen readers list such regions by their labels, so that labels must differ. */
static void md_enter_table(struct md_render *r, cmark_node *node)
{
    r->columns = cmark_gfm_extensions_get_table_columns(node);
    r->alignments = cmark_gfm_extensions_get_table_alignments(node);
    if (r->columns > MD_COLUMNS_MAX)
        md_refuse(r, MARKDOWN_FAULT_COLUMNS);
    r->tables++;
    buf_adds(r->html, MARKDOWN_TABLE MARKDOWN_TABLE_LABEL);
    if (r->tables > 1)
        buf_printf(r->html, " %zu", r->tables);
    buf_adds(r->html, "\"><table>\n");
}

static void md_enter_row(struct md_render *r, cmark_node *node)
{
    r->in_head = cmark_gfm_extensions_get_table_row_is_header(node);
    r->column = 0;
    if (r->in_head)
        buf_adds(r->html, "<thead>\n");
    else if (cmark_node_previous(node) == cmark_node_first_child(cmark_node_parent(node)))
        buf_adds(r->html, "<tbody>\n");
    buf_adds(r->html, "<tr>\n");
}

static void md_leave_row(struct md_render *r, cmark_node *node)
{
    buf_adds(r->html, "</tr>\n");
    if (r->in_head)
        buf_adds(r->html, "</thead>\n");
    else if (!cmark_node_next(node))
        buf_adds(r->html, "</tbody>\n");
    r->plain_gap = '\n';
}

static const char *md_alignment(const struct md_render *r)
{
    switch (r->alignments && r->column < r->columns ? r->alignments[r->column] : 0) {
    case 'l':
        return " class=\"align-left\"";
    case 'c':
        return " class=\"align-center\"";
    case 'r':
        return " class=\"align-right\"";
    default:
        return "";
    }
}

static void md_end_cell(struct md_render *r)
{
    /* A header cell with nothing to say is no header. */
    bool header = r->in_head && (r->pictures > 0 || !text_blank(r->text.p));
    const char *tag = header ? "th" : "td";
    r->in_leaf = false;
    buf_printf(r->html, "<%s%s%s%s>", tag, header ? " scope=\"col\"" : "", md_alignment(r),
               md_direction_of(r, r->text.p));
    buf_add(r->html, r->block.p, r->block.len);
    buf_printf(r->html, "</%s>\n", tag);
    md_find_missing(r);
    md_leaf_to_plain(r);
    r->plain_gap = ' ';
    r->column++;
}

/* ---- spans ---- */

static const char *md_span_tag(cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        return "em";
    case CMARK_NODE_STRONG:
        return "strong";
    default:
        return strcmp(cmark_node_get_type_string(node), "strikethrough") == 0 ? "del" : NULL;
    }
}

static void md_enter_anchor(struct md_render *r, cmark_node *node)
{
    if (r->links_open++ == 0 && r->pictures_open == 0 && md_enter_link(r, node))
        cmark_node_set_user_data(node, r); /* its end tag must be printed */
}

static void md_leave_anchor(struct md_render *r, cmark_node *node)
{
    r->links_open--;
    if (cmark_node_get_user_data(node))
        buf_adds(md_out(r), "</a>");
}

static void md_add_code(struct md_render *r, cmark_node *node)
{
    const char *code = md_own(r, cmark_node_get_literal(node));
    size_t n = strlen(code);
    if (r->pictures_open == 0)
        buf_adds(md_out(r), "<code>");
    md_add_text(r, code, n);
    md_add_shape(r, code, n);
    if (r->pictures_open == 0)
        buf_adds(md_out(r), "</code>");
}

/* A tag within text is dropped; only a line break is worth keeping. */
static void md_drop_tag(struct md_render *r, cmark_node *node)
{
    r->stats->raw_html++;
    if (md_tag_breaks(node))
        md_add_break(r, true);
}

static void md_enter_span(struct md_render *r, cmark_node *node)
{
    const char *tag = md_span_tag(node);
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_CODE:
        md_add_code(r, node);
        return;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        md_add_break(r, cmark_node_get_type(node) == CMARK_NODE_LINEBREAK);
        return;
    case CMARK_NODE_HTML_INLINE:
        md_drop_tag(r, node);
        return;
    case CMARK_NODE_LINK:
        md_enter_anchor(r, node);
        return;
    case CMARK_NODE_IMAGE:
        md_enter_picture(r, node);
        return;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        md_add_note_reference(r, node);
        return;
    default:
        if (tag && r->pictures_open == 0)
            buf_printf(md_out(r), "<%s>", tag);
    }
}

static void md_leave_span(struct md_render *r, cmark_node *node)
{
    const char *tag = md_span_tag(node);
    if (cmark_node_get_type(node) == CMARK_NODE_LINK)
        md_leave_anchor(r, node);
    else if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
        md_leave_picture(r);
    else if (tag && r->pictures_open == 0)
        buf_printf(md_out(r), "</%s>", tag);
}

/* ---- the walk ---- */

static bool md_is(cmark_node *node, const char *type)
{
    return strcmp(cmark_node_get_type_string(node), type) == 0;
}

static void md_enter_part(struct md_render *r, cmark_node *node)
{
    if (md_is(node, "table"))
        md_enter_table(r, node);
    else if (md_is(node, "table_cell"))
        md_begin_leaf(r);
    else
        md_enter_row(r, node);
}

static void md_leave_part(struct md_render *r, cmark_node *node)
{
    if (md_is(node, "table"))
        buf_adds(r->html, "</table></div>\n");
    else if (md_is(node, "table_cell"))
        md_end_cell(r);
    else
        md_leave_row(r, node);
}

/* False: what is in it is passed over. */
static bool md_enter_block(struct md_render *r, cmark_node *node)
{
    if (!md_is(node, "table_cell")) /* a row is one line */
        r->plain_gap = '\n';
    md_release_held(r, false);
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        buf_printf(r->html, "<blockquote%s>\n", md_enter_direction(r, node));
        break;
    case CMARK_NODE_LIST:
        md_enter_list(r, node);
        break;
    case CMARK_NODE_ITEM:
        buf_printf(r->html, "<li%s>", md_enter_direction(r, node));
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        buf_adds(r->html, "<hr>\n");
        break;
    case CMARK_NODE_PARAGRAPH:
        if (md_is_tight(node))
            break;
        /* fall through */
    case CMARK_NODE_HEADING:
        md_begin_leaf(r);
        break;
    case CMARK_NODE_CODE_BLOCK:
        md_add_code_block(r, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        md_add_html_block(r, node);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return md_enter_note(r, node);
    default:
        md_enter_part(r, node);
    }
    return true;
}

static void md_leave_block(struct md_render *r, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        md_release_held(r, true);
        buf_adds(r->html, "</blockquote>\n");
        md_leave_direction(r);
        break;
    case CMARK_NODE_LIST:
        md_leave_list(r, node);
        break;
    case CMARK_NODE_ITEM:
        buf_adds(r->html, "</li>\n");
        md_leave_direction(r);
        r->plain_gap = '\n';
        break;
    case CMARK_NODE_HEADING:
        md_end_heading(r, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        if (md_is_tight(node))
            md_end_tight(r);
        else
            md_end_paragraph(r, node);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        md_leave_note(r);
        break;
    case CMARK_NODE_DOCUMENT:
        md_end_notes(r);
        break;
    default:
        md_leave_part(r, node);
    }
}

/* Those the iterator leaves, too. */
static bool md_has_children(cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
        return false;
    default:
        return true;
    }
}

static bool md_is_block(cmark_node *node)
{
    return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
}

static void md_enter(struct md_render *r, cmark_iter *it, cmark_node *node)
{
    bool block = md_is_block(node), inside = true;
    if (md_has_children(node) && ++r->depth > MD_DEPTH_MAX + 1) /* the document counts too */
        md_refuse(r, MARKDOWN_FAULT_DEPTH);
    else if (block)
        inside = md_enter_block(r, node);
    else
        md_enter_span(r, node);
    if (inside)
        return;
    cmark_iter_reset(it, node, CMARK_EVENT_EXIT);
    r->depth--;
}

static void md_leave(struct md_render *r, cmark_node *node)
{
    r->depth--;
    if (md_is_block(node))
        md_leave_block(r, node);
    else
        md_leave_span(r, node);
}

static void md_walk(struct md_render *r, cmark_node *doc)
{
    cmark_iter *it = cmark_iter_new(doc);
    for (cmark_event_type e; !r->refused && (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(it);
        if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
            md_take_text(r, node);
        } else {
            md_end_run(r);
            if (e == CMARK_EVENT_ENTER)
                md_enter(r, it, node);
            else
                md_leave(r, node);
        }
        md_check_caps(r);
    }
    cmark_iter_free(it);
}

static bool md_run(struct md_render *r, const char *md, size_t n)
{
    enum markdown_fault fault = md_prose_cost(md, n);
    if (fault != MARKDOWN_FAULT_NONE) {
        md_refuse(r, fault);
        return false;
    }
    md_prose(md, n, &r->source);
    cmark_node *doc = md_parse_source(r);
    md_name_headings(r, doc);
    md_find_notes(r, doc);
    if (r->public)
        md_write_public(r, doc);
    else
        md_walk(r, doc);
    cmark_node_free(doc);
    return !r->refused;
}

static struct buf *const *md_buffers(struct md_render *r, struct buf *out[8])
{
    struct buf *const all[8] = {&r->block, &r->text, &r->shape,  &r->raw,
                                &r->held,  &r->run,  &r->source, NULL};
    memcpy(out, all, sizeof all);
    return out;
}

static void md_free_render(struct md_render *r)
{
    struct buf *all[8];
    for (struct buf *const *b = md_buffers(r, all); *b; b++)
        buf_free(*b);
    arena_free(r->arena);
}

enum markdown_status md_make(const char *md, size_t n, struct md_render *r)
{
    static const struct markdown_options no_options;
    if (n > MARKDOWN_MAX)
        return MARKDOWN_TOO_LONG;
    r->opt = r->opt ? r->opt : &no_options;
    r->arena = arena_new();
    r->html_start = r->html->len;
    r->plain_start = r->plain->len;
    r->rtl[0] = r->opt->rtl;
    *r->stats = (struct markdown_stats){0};
    struct buf *all[8];
    for (struct buf *const *b = md_buffers(r, all); *b; b++)
        buf_init(*b, HTML_MAX);

    bool good = md_run(r, md, n);
    if (good && !r->public)
        r->stats->words = text_count_words(r->plain->p + r->plain_start);
    md_free_render(r);
    return good ? MARKDOWN_OK : MARKDOWN_FAILED;
}

enum markdown_status markdown_render(const char *md, size_t n, const struct markdown_options *opt,
                                     struct buf *html, struct buf *plain,
                                     struct markdown_stats *stats)
{
    struct markdown_stats own_stats = {0};
    struct buf own_plain;
    buf_init(&own_plain, HTML_MAX);
    struct md_render r = {.opt = opt,
                          .stats = stats ? stats : &own_stats,
                          .html = html,
                          .plain = plain ? plain : &own_plain};
    enum markdown_status status = md_make(md, n, &r);
    buf_free(&own_plain);
    return status;
}
