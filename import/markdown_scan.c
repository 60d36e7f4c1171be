/* markdown_scan.c: md4c calls back with pointers into the text; from those its tags are known. */
#include "markdown_scan.h"

#include "lib/ascii.h"

#include <md4c.h>
#include <string.h>

enum { NOWHERE = -1 };

/* ---- What md4c finds ------------------------------------------------------------------------- */

static long scan_offset(const struct markdown_scan *s, const char *p)
{
    return p >= s->text && p <= s->text + s->n ? (long)(p - s->text) : NOWHERE;
}

static void scan_begin_leaf(struct markdown_scan *s, enum html_place place)
{
    s->leaves = arena_grow(s->arena, s->leaves, s->n_leaves, &s->room_leaves, sizeof *s->leaves);
    s->leaves[s->n_leaves++] = (struct found_leaf){.place = place, .depth = s->depth};
    s->in_leaf = true;
    s->tag_goes_on = false;
}

static void scan_begin_lines(struct markdown_scan *s)
{
    buf_clear(&s->joined);
    s->any = false;
}

static int scan_enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    struct markdown_scan *s = ctx;
    s->in_leaf = false;
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI)
        s->depth++;
    else if (type == MD_BLOCK_P)
        scan_begin_leaf(s, HTML_IN_PARAGRAPH);
    else if (type == MD_BLOCK_H)
        scan_begin_leaf(s, HTML_IN_HEADING);
    else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        scan_begin_leaf(s, HTML_IN_CELL);
    else if (type == MD_BLOCK_HTML)
        s->in_html = true, scan_begin_lines(s);
    else if (type == MD_BLOCK_CODE && !((MD_BLOCK_CODE_DETAIL *)detail)->fence_char)
        s->in_code = true, scan_begin_lines(s);
    return 0;
}

/* Containers that are open behind the HTML, as far as counting tags tells. */
static int count_open(const char *html)
{
    static const char names[] =
        " div ul ol li dl table tbody thead tr td th blockquote figure section "
        "article aside details center form main header footer ";
    int open = 0;
    for (const char *at = html; (at = strchr(at, '<')); at++) {
        bool closing = at[1] == '/';
        const char *name = at + 1 + closing;
        if (html_name_is(name, strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                         names))
            open += closing ? -1 : 1;
    }
    return open;
}

static void scan_end_lines(struct markdown_scan *s, bool html)
{
    if (!s->any)
        return;
    if (html)
        s->open += count_open(s->joined.p);
    s->open = s->open > 0 ? s->open : 0;
    s->html = arena_grow(s->arena, s->html, s->n_html, &s->room_html, sizeof *s->html);
    s->html[s->n_html++] =
        (struct found_html){.from = s->from,
                            .to = s->to,
                            .html = arena_dupn(s->arena, s->joined.p, s->joined.len),
                            .depth = s->depth};
}

static int scan_leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    (void)detail;
    struct markdown_scan *s = ctx;
    s->in_leaf = false;
    if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI)
        s->depth--;
    if (type == MD_BLOCK_HTML)
        scan_end_lines(s, true);
    /* What HTML that is open indents is no code. */
    if (type == MD_BLOCK_CODE && s->in_code && s->depth == 0 && s->open > 0 &&
        s->joined.p[strspn(s->joined.p, " \n")] == '<')
        scan_end_lines(s, true);
    s->in_html = s->in_code = false;
    return 0;
}

static void scan_take_tag(struct markdown_scan *s, size_t from, const char *p, size_t n)
{
    struct found_tag *last = s->n_tags > 0 ? &s->tags[s->n_tags - 1] : NULL;
    if (s->tag_goes_on && last) {
        last->html = arena_printf(s->arena, "%s\n%.*s", last->html, (int)n, p);
        last->to = from + n;
    } else if (!last || last->to <= from) {
        s->tags = arena_grow(s->arena, s->tags, s->n_tags, &s->room_tags, sizeof *s->tags);
        s->tags[s->n_tags++] = (struct found_tag){.from = from,
                                                  .to = from + n,
                                                  .html = arena_dupn(s->arena, p, n),
                                                  .leaf = s->n_leaves - 1};
    }
}

/* "<img alt="the "new" one">": no tag in CommonMark, but one in every browser. */
static void scan_take_broken_tag(struct markdown_scan *s, size_t from, const char *p, size_t n)
{
    static const char names[] =
        " a b br div em font h1 h2 h3 h4 i iframe img li ol p span strong sub "
        "sup table td tr u ul video ";
    const char *end = p + n;
    for (; (p = memchr(p, '<', (size_t)(end - p))); p++) {
        const char *name = p + 1;
        size_t len = strcspn(name, " \t\n<>/"), line = strcspn(p, "\n");
        const char *close = memchr(p, '>', line);
        if (!close) /* nor do those that follow on this line: looking on would be quadratic */
            return;
        bool escaped = p > s->text && p[-1] == '\\';
        if (escaped || !html_name_is(name, len, names) || !strchr(" \t/", name[len]))
            continue;
        scan_take_tag(s, from + (size_t)(p - (end - n)), p, (size_t)(close + 1 - p));
        s->beyond = (size_t)(close + 1 - s->text);
        if (close >= end)
            return;
        p = close;
    }
}

static void scan_take_line(struct markdown_scan *s, long from, const char *p, size_t n)
{
    buf_add(&s->joined, p, n);
    if (from == NOWHERE || n == 0)
        return;
    if (!s->any)
        s->from = (size_t)from;
    s->any = true;
    s->to = (size_t)from + n;
}

static int scan_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *ctx)
{
    struct markdown_scan *s = ctx;
    long from = scan_offset(s, p);
    if (s->in_html || s->in_code) {
        scan_take_line(s, from, p, n);
        return 0;
    }
    if (from == NOWHERE) {
        s->tag_goes_on = type == MD_TEXT_HTML && s->in_leaf;
        return 0;
    }
    if (!s->in_leaf && type != MD_TEXT_CODE)
        scan_begin_leaf(s, HTML_IN_PARAGRAPH); /* an item's, when the list is tight */
    if (!s->in_leaf)
        return 0;
    struct found_leaf *leaf = &s->leaves[s->n_leaves - 1];
    leaf->from = leaf->any ? leaf->from : (size_t)from;
    leaf->to = (size_t)from + n;
    leaf->any = true;
    if ((size_t)from < s->beyond)
        return 0;
    if (type == MD_TEXT_HTML)
        scan_take_tag(s, (size_t)from, p, n);
    else if (type == MD_TEXT_NORMAL)
        scan_take_broken_tag(s, (size_t)from, p, n);
    s->tag_goes_on = false;
    return 0;
}

static int scan_span(MD_SPANTYPE type, void *detail, void *ctx)
{
    (void)type, (void)detail, (void)ctx;
    return 0;
}

bool markdown_scan(struct markdown_scan *s)
{
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                 MD_FLAG_PERMISSIVEEMAILAUTOLINKS,
        .enter_block = scan_enter_block,
        .leave_block = scan_leave_block,
        .enter_span = scan_span,
        .leave_span = scan_span,
        .text = scan_text,
    };
    buf_init(&s->joined, SIZE_MAX - 1);
    bool good = md_parse(s->text, (MD_SIZE)s->n, &parser, s) == 0;
    buf_free(&s->joined);
    return good;
}

/* ---- Lines of the source --------------------------------------------------------------------- */

size_t markdown_line_start(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

size_t markdown_line_end(const struct markdown_scan *s, size_t at)
{
    const char *end = memchr(s->text + at, '\n', s->n - at);
    return end ? (size_t)(end - s->text) : s->n;
}

/* Bytes of "> ", "- " and indentation that a line in so many containers begins with. */
size_t markdown_line_prefix(const char *line, const char *end, size_t depth)
{
    const char *s = line;
    for (size_t i = 0; i <= depth; i++) {
        while (s < end && (*s == ' ' || *s == '\t'))
            s++;
        const char *marker = s;
        if (i == depth || s == end)
            break;
        if (strchr(">-+*", *s) && *s)
            marker++;
        else if (ascii_is_digit(*s)) {
            while (marker < end && ascii_is_digit(*marker))
                marker++;
            marker += marker < end && (*marker == '.' || *marker == ')');
        }
        if (marker == s || (*s != '>' && marker < end && !strchr(" \t\n", *marker)))
            break;
        s = marker;
    }
    return (size_t)(s - line);
}

/* What a further line in the same containers begins with. */
const char *markdown_further_prefix(struct markdown_scan *s, size_t at, size_t depth)
{
    size_t from = markdown_line_start(s->text, at);
    const char *line = s->text + from;
    char *prefix = arena_dupn(s->arena, line, markdown_line_prefix(line, s->text + at, depth));
    for (char *p = prefix; *p; p++)
        if (*p != '>' && *p != '\t')
            *p = ' ';
    return depth == 0 ? "" : prefix;
}

/* ---- Where HTML is over ---------------------------------------------------------------------- */

/* Bytes of an HTML block up to where its last block element closes with text behind it; 0: nowhere.
 * CommonMark takes that text for HTML, too, but its writer went on in Markdown. */
static size_t html_is_over(const char *html)
{
    static const char voids[] = " br hr img input col wbr source link meta embed param area ";
    static const char blocks[] =
        " address article aside blockquote center details div dl fieldset "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
        "section table ul ";
    int depth = 0;
    for (const char *at = html; (at = strchr(at, '<'));) {
        bool closing = at[1] == '/';
        const char *name = at + 1 + closing;
        size_t n = strcspn(name, " \t\n/>");
        const char *end = strchr(at, '>');
        if (!end)
            return 0;
        if (!ascii_is_letter(*name)) {
            at++;
            continue;
        }
        bool is_void = html_name_is(name, n, voids);
        depth += is_void ? 0 : closing ? -(depth > 0) : 1;
        at = end + 1;
        const char *next = at + strspn(at, " \t\n");
        /* kramdown's <div markdown="1"> says so itself. */
        const char *says = closing ? NULL : memmem(name, (size_t)(end - name), " markdown=", 10);
        if (says && says[10 + strspn(says + 10, "\"'")] != '0' && *next && *next != '<')
            return (size_t)(at - html);
        bool ends = (closing || is_void) && html_name_is(name, n, blocks);
        if (ends && depth == 0 && *next && *next != '<')
            return (size_t)(at - html);
    }
    return 0;
}

/* Parts such blocks by a blank line. NULL: there were none. */
const char *markdown_part_html(struct markdown_scan *s)
{
    struct buf out;
    size_t at = 0;
    buf_init(&out, SIZE_MAX - 1);
    for (size_t i = 0; i < s->n_html; i++) {
        const struct found_html *h = &s->html[i];
        size_t over = h->depth == 0 ? html_is_over(h->html) : 0, indent = strspn(h->html, " ");
        over -= over > 0 ? indent : 0;
        if (over == 0 || h->from < at || memcmp(s->text + h->from, h->html + indent, over) != 0)
            continue;
        buf_add(&out, s->text + at, h->from + over - at);
        buf_adds(&out, "\n\n");
        at = h->from + over;
        at += strspn(s->text + at, " \t");
    }
    buf_add(&out, s->text + at, s->n - at);
    const char *text = at > 0 ? arena_dupn(s->arena, out.p, out.len) : NULL;
    buf_free(&out);
    return text;
}
