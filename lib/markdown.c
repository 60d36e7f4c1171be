/* markdown.c: a story's body from Markdown to HTML.
 *
 * md4c calls back for each block, span and text. What is in a leaf block (a paragraph, a
 * heading, a table cell) is collected first, since its end decides what it becomes: a paragraph
 * with nothing but a picture is a figure, a heading's id comes from its text, a block of raw HTML
 * may have no text at all. Links and pictures: markdown_inline.c. */
#include "markdown.h"

#include "markdown_private.h"
#include "slug.h"
#include "text.h"

#include <string.h>

#define COLUMNS_MAX 64
/* A few bytes of source can refer to a long address many times over. */
#define HTML_MAX (8 * MARKDOWN_MAX)
/* Headings past these get numbers for ids: making each unique compares it with those before. */
#define HEADING_IDS_MAX 200

/* Ends the parse. md4c does not always pass on that a callback asked for it, hence the flag. */
static int md_refuse(struct md_render *r)
{
    r->refused = true;
    return 1;
}

/* The result of each callback: non-zero when something went past its cap. */
static int md_result(struct md_render *r)
{
    bool over = r->html->failed || r->plain->failed || r->block.failed || r->text.failed ||
                r->raw.failed || r->held.failed || r->html->len - r->html_start > HTML_MAX;
    return over || r->refused ? md_refuse(r) : 0;
}

struct buf *md_out(struct md_render *r)
{
    return r->in_leaf ? &r->block : r->html;
}

void md_plain_text(struct md_render *r, const char *s, size_t n)
{
    if (n == 0)
        return;
    bool after_text = r->plain->len > r->plain_start && r->plain->p[r->plain->len - 1] != '\n';
    if (r->plain_gap != '\0' && after_text)
        buf_addc(r->plain, r->plain_gap);
    r->plain_gap = '\0';
    buf_add(r->plain, s, n);
}

void md_add_text(struct md_render *r, const char *s, size_t n)
{
    if (n == 0)
        return;
    if (r->pictures_open > 0) { /* alt text */
        buf_add(&r->raw, s, n);
        return;
    }
    r->other_content = true;
    buf_add_html(md_out(r), s, n);
    if (r->in_leaf)
        buf_add(&r->text, s, n);
    else
        md_plain_text(r, s, n);
}

/* ---- spans ---- */

static const char *md_span_tag(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM:
        return "em";
    case MD_SPAN_STRONG:
        return "strong";
    case MD_SPAN_CODE:
        return "code";
    case MD_SPAN_DEL:
        return "del";
    default:
        return NULL;
    }
}

static bool md_span_is_open(const struct md_render *r, MD_SPANTYPE type)
{
    for (size_t i = 0; i < r->n_spans; i++)
        if (r->spans[i].type == type)
            return true;
    return false;
}

static void md_close_span(struct md_render *r)
{
    struct md_span span = r->spans[--r->n_spans];
    if (span.type == MD_SPAN_IMG)
        md_leave_picture(r);
    else if (span.printed)
        buf_printf(md_out(r), "</%s>", span.type == MD_SPAN_A ? "a" : md_span_tag(span.type));
}

static void md_close_spans(struct md_render *r)
{
    while (r->n_spans > 0)
        md_close_span(r);
}

/* ---- leaf blocks ---- */

static void md_begin_leaf(struct md_render *r)
{
    buf_clear(&r->block);
    buf_clear(&r->text);
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

static void md_open_paragraph(struct md_render *r, const char *class)
{
    buf_printf(r->html, "<p id=\"p-%zu\"%s>", ++r->stats->paragraphs, class);
}

static void md_release_held(struct md_render *r, bool last_of_quote)
{
    if (!r->holding)
        return;
    r->holding = false;
    md_open_paragraph(r, last_of_quote ? " class=\"attribution\"" : "");
    buf_add(r->html, r->held.p, r->held.len);
    buf_adds(r->html, "</p>\n");
}

static bool md_begins_with_dash(const char *s)
{
    return strncmp(s, "\u2014", 3) == 0 || strncmp(s, "-- ", 3) == 0;
}

static void md_end_paragraph(struct md_render *r)
{
    bool in_quote = r->n_blocks > 0 && r->blocks[r->n_blocks - 1] == MD_BLOCK_QUOTE;
    r->in_leaf = false;
    if (r->pictures == 1 && !r->other_content) {
        md_add_figure(r, ++r->stats->paragraphs);
        r->plain_gap = '\n';
        return;
    }
    if (r->pictures == 0 && text_blank(r->text.p))
        return;
    md_leaf_to_plain(r);
    if (in_quote && md_begins_with_dash(r->text.p)) {
        buf_clear(&r->held);
        buf_add(&r->held, r->block.p, r->block.len);
        r->holding = true;
        return;
    }
    md_open_paragraph(r, "");
    buf_add(r->html, r->block.p, r->block.len);
    buf_adds(r->html, "</p>\n");
}

static bool md_id_taken(const struct md_render *r, const char *id)
{
    for (size_t i = 0; i < r->heading_ids.n; i++)
        if (strcmp(r->heading_ids.v[i], id) == 0)
            return true;
    return false;
}

/* "h-" keeps headings apart from the paragraphs' ids and from the page's own. */
static const char *md_heading_id(struct md_render *r)
{
    if (++r->headings > HEADING_IDS_MAX)
        return arena_printf(r->arena, "hn-%zu", r->headings);
    const char *slug = slug_from(r->arena, r->text.p);
    const char *base = arena_printf(r->arena, "h-%s", *slug == '\0' ? "section" : slug);
    const char *id = base;
    for (int n = 2; md_id_taken(r, id); n++)
        id = arena_printf(r->arena, "%s-%d", base, n);
    strlist_add(r->arena, &r->heading_ids, id);
    return id;
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

static void md_end_heading(struct md_render *r, unsigned level)
{
    r->in_leaf = false;
    if (text_blank(r->text.p) && r->pictures == 0)
        return;
    unsigned shown = md_shown_level(r, level);
    buf_printf(r->html, "<h%u id=\"%s\">", shown, md_heading_id(r));
    buf_add(r->html, r->block.p, r->block.len);
    buf_printf(r->html, "</h%u>\n", shown);
    md_leaf_to_plain(r);
}

static void md_end_html_block(struct md_render *r)
{
    r->in_html = false;
    r->stats->raw_html++;
    const char *text = text_line(r->arena, text_strip_html(r->arena, r->raw.p));
    if (*text == '\0')
        return;
    md_open_paragraph(r, "");
    buf_add_html(r->html, text, strlen(text));
    buf_adds(r->html, "</p>\n");
    md_plain_text(r, text, strlen(text));
    r->plain_gap = '\n';
}

/* ---- other blocks ---- */

static void md_enter_code_block(struct md_render *r, const MD_BLOCK_CODE_DETAIL *d)
{
    buf_adds(r->html, "<pre tabindex=\"0\"><code");
    const char *lang = md_attribute(r, &d->lang);
    if (*lang != '\0' && strspn(lang, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789+-#_.") == strlen(lang)) {
        buf_adds(r->html, " class=\"language-");
        buf_add_html(r->html, lang, strlen(lang));
        buf_addc(r->html, '"');
    }
    buf_addc(r->html, '>');
}

static void md_enter_list(struct md_render *r, MD_BLOCKTYPE type, void *detail)
{
    const MD_BLOCK_OL_DETAIL *ol = detail;
    if (type == MD_BLOCK_UL)
        buf_adds(r->html, "<ul>\n");
    else if (ol->start != 1)
        buf_printf(r->html, "<ol start=\"%u\">\n", ol->start);
    else
        buf_adds(r->html, "<ol>\n");
}

/* Screen readers list such regions by their labels, so that labels must differ. */
static void md_enter_table(struct md_render *r, const MD_BLOCK_TABLE_DETAIL *d)
{
    if (d->col_count > COLUMNS_MAX)
        md_refuse(r);
    r->tables++;
    buf_adds(r->html, MARKDOWN_TABLE MARKDOWN_TABLE_LABEL);
    if (r->tables > 1)
        buf_printf(r->html, " %zu", r->tables);
    buf_adds(r->html, "\"><table>\n");
}

static void md_end_cell(struct md_render *r, MD_BLOCKTYPE type, const MD_BLOCK_TD_DETAIL *d)
{
    static const char *const classes[] = {
        [MD_ALIGN_DEFAULT] = "",
        [MD_ALIGN_LEFT] = " class=\"align-left\"",
        [MD_ALIGN_CENTER] = " class=\"align-center\"",
        [MD_ALIGN_RIGHT] = " class=\"align-right\"",
    };
    const char *scope = type == MD_BLOCK_TH ? " scope=\"col\"" : "";
    const char *tag = type == MD_BLOCK_TH ? "th" : "td";
    r->in_leaf = false;
    /* A header cell with nothing to say is no header. */
    if (type == MD_BLOCK_TH && r->pictures == 0 && text_blank(r->text.p)) {
        tag = "td";
        scope = "";
    }
    buf_printf(r->html, "<%s%s%s>", tag, scope, classes[d->align]);
    buf_add(r->html, r->block.p, r->block.len);
    buf_printf(r->html, "</%s>\n", tag);
    md_leaf_to_plain(r);
    r->plain_gap = ' ';
}

static const char *md_table_part(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_THEAD ? "thead" : type == MD_BLOCK_TBODY ? "tbody" : "tr";
}

static int md_enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    struct md_render *r = ctx;
    md_close_spans(r);
    if (r->n_blocks >= MD_DEPTH_MAX)
        return md_refuse(r);
    r->blocks[r->n_blocks++] = type;
    if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) /* a row is one line */
        r->plain_gap = '\n';
    md_release_held(r, false);
    switch (type) {
    case MD_BLOCK_QUOTE:
        buf_adds(r->html, "<blockquote>\n");
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        md_enter_list(r, type, detail);
        break;
    case MD_BLOCK_LI:
        buf_adds(r->html, "<li>");
        break;
    case MD_BLOCK_HR:
        buf_adds(r->html, "<hr>\n");
        break;
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        md_begin_leaf(r);
        break;
    case MD_BLOCK_CODE:
        md_enter_code_block(r, detail);
        break;
    case MD_BLOCK_HTML:
        buf_clear(&r->raw);
        r->in_html = true;
        break;
    case MD_BLOCK_TABLE:
        md_enter_table(r, detail);
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
        buf_printf(r->html, "<%s>\n", md_table_part(type));
        break;
    case MD_BLOCK_DOC:
        break;
    }
    return md_result(r);
}

static int md_leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    struct md_render *r = ctx;
    md_close_spans(r);
    r->n_blocks--;
    switch (type) {
    case MD_BLOCK_QUOTE:
        md_release_held(r, true);
        buf_adds(r->html, "</blockquote>\n");
        break;
    case MD_BLOCK_UL:
        buf_adds(r->html, "</ul>\n");
        break;
    case MD_BLOCK_OL:
        buf_adds(r->html, "</ol>\n");
        break;
    case MD_BLOCK_LI:
        buf_adds(r->html, "</li>\n");
        r->plain_gap = '\n';
        break;
    case MD_BLOCK_H:
        md_end_heading(r, ((const MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_P:
        md_end_paragraph(r);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        md_end_cell(r, type, detail);
        break;
    case MD_BLOCK_CODE:
        buf_adds(r->html, "</code></pre>\n");
        r->plain_gap = '\n';
        break;
    case MD_BLOCK_HTML:
        md_end_html_block(r);
        break;
    case MD_BLOCK_TABLE:
        buf_adds(r->html, "</table></div>\n");
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
        buf_printf(r->html, "</%s>\n", md_table_part(type));
        r->plain_gap = '\n';
        break;
    case MD_BLOCK_HR:
    case MD_BLOCK_DOC:
        break;
    }
    return md_result(r);
}

/* ---- what is in blocks ---- */

static int md_enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
    struct md_render *r = ctx;
    struct md_span span = {.type = type};
    const char *tag = md_span_tag(type);
    if (r->n_blocks + r->n_spans >= MD_DEPTH_MAX)
        return md_refuse(r);
    if (type == MD_SPAN_IMG) {
        md_enter_picture(r, detail);
    } else if (r->pictures_open > 0) {
        /* Within alt text there is no markup. */
    } else if (type == MD_SPAN_A) {
        span.printed = !md_span_is_open(r, MD_SPAN_A) && md_enter_link(r, detail);
    } else if (tag) {
        buf_printf(md_out(r), "<%s>", tag);
        span.printed = true;
    }
    r->spans[r->n_spans++] = span;
    return md_result(r);
}

static int md_leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
    (void)detail;
    struct md_render *r = ctx;
    if (md_span_is_open(r, type)) {
        while (r->spans[r->n_spans - 1].type != type)
            md_close_span(r);
        md_close_span(r);
    }
    return md_result(r);
}

/* A line break of the source, or one that readers see. */
static void md_add_break(struct md_render *r, bool visible)
{
    if (r->pictures_open > 0) {
        buf_addc(&r->raw, ' ');
        return;
    }
    buf_adds(md_out(r), visible ? "<br>\n" : "\n");
    if (r->in_leaf)
        buf_addc(&r->text, ' ');
    else
        r->plain_gap = ' ';
}

/* A tag within text is dropped; only a line break is worth keeping. */
static void md_drop_tag(struct md_render *r, const char *s, size_t n)
{
    if (n > 0 && *s == '<')
        r->stats->raw_html++;
    if (n >= 4 && strncasecmp(s, "<br", 3) == 0 && strchr("> /", s[3]))
        md_add_break(r, true);
}

static int md_take_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE n, void *ctx)
{
    struct md_render *r = ctx;
    const char *decoded;
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        md_add_break(r, type == MD_TEXT_BR);
        break;
    case MD_TEXT_NULLCHAR:
        md_add_text(r, "\uFFFD", 3);
        break;
    case MD_TEXT_ENTITY:
        decoded = text_decode_entities(r->arena, arena_dupn(r->arena, s, n));
        md_add_text(r, decoded, strlen(decoded));
        break;
    case MD_TEXT_HTML:
        if (r->in_html)
            buf_add(&r->raw, s, n);
        else
            md_drop_tag(r, s, n);
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
        md_add_text(r, s, n);
        break;
    }
    return md_result(r);
}

static bool md_run(struct md_render *r, const char *md, size_t n)
{
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                 MD_FLAG_PERMISSIVEEMAILAUTOLINKS,
        .enter_block = md_enter_block,
        .leave_block = md_leave_block,
        .enter_span = md_enter_span,
        .leave_span = md_leave_span,
        .text = md_take_text,
    };
    return md_parse(md, (MD_SIZE)n, &parser, r) == 0 && md_result(r) == 0;
}

static void md_free_render(struct md_render *r)
{
    buf_free(&r->block);
    buf_free(&r->text);
    buf_free(&r->raw);
    buf_free(&r->held);
    arena_free(r->arena);
}

enum markdown_status markdown_render(const char *md, size_t n, const struct markdown_options *opt,
                                     struct buf *html, struct buf *plain,
                                     struct markdown_stats *stats)
{
    static const struct markdown_options no_options;
    struct markdown_stats own_stats = {0};
    struct buf own_plain;
    if (n > MARKDOWN_MAX)
        return MARKDOWN_TOO_LONG;
    buf_init(&own_plain, HTML_MAX);
    struct md_render r = {
        .opt = opt ? opt : &no_options,
        .stats = stats ? stats : &own_stats,
        .arena = arena_new(),
        .html = html,
        .plain = plain ? plain : &own_plain,
        .html_start = html->len,
        .plain_start = plain ? plain->len : 0,
    };
    *r.stats = (struct markdown_stats){0};
    buf_init(&r.block, HTML_MAX);
    buf_init(&r.text, HTML_MAX);
    buf_init(&r.raw, HTML_MAX);
    buf_init(&r.held, HTML_MAX);

    bool good = md_run(&r, md, n);
    if (good)
        r.stats->words = text_count_words(r.plain->p + r.plain_start);
    md_free_render(&r);
    buf_free(&own_plain);
    return good ? MARKDOWN_OK : MARKDOWN_FAILED;
}
