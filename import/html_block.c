/* html_block.c: paragraphs, headings, quotations and what else stands on lines of its own. */
#include "html_walk.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>

/* ---- Text ------------------------------------------------------------------------------------ */

/* A line of text between blocks, begun when there is something to say. */
struct block_run {
    struct html_run run;
    struct html_open wraps[HTML_WRAPS_MAX];
    bool begun;
};

static struct html_run *block_text(struct html_walk *w, struct block_run *b)
{
    if (b->begun)
        return &b->run;
    b->begun = true;
    html_run_begin(&b->run, w, HTML_IN_PARAGRAPH);
    for (size_t i = 0; i < w->n_wraps; i++)
        b->wraps[i] = html_run_open(&b->run, w->wraps[i].mark, w->wraps[i].url);
    return &b->run;
}

static void block_text_end(struct html_walk *w, struct block_run *b)
{
    if (!b->begun)
        return;
    b->begun = false;
    for (size_t i = w->n_wraps; i > 0; i--)
        html_run_close(&b->run, &b->wraps[i - 1]);
    const char *text = html_run_end(&b->run);
    for (const char *end; (end = strchr(text, HTML_RUN_SPLIT)); text = end + 1)
        html_write_lines(w, arena_dupn(w->arena, text, (size_t)(end - text)));
    html_write_lines(w, text);
}

/* Text that stands between blocks, in no paragraph of its own: a blank line parts two. */
static void block_take_text(struct html_walk *w, struct block_run *b, const char *s, bool parts)
{
    while (*s) {
        size_t line = strcspn(s, "\n");
        if (line > strspn(s, " \t\r") || b->begun)
            html_run_text_node(block_text(w, b), s, line);
        s += line;
        if (!*s)
            return;
        const char *next = s + strspn(s, " \t\r\n");
        bool blank = memchr(s + 1, '\n', (size_t)(next - s - 1));
        if (blank && parts)
            block_text_end(w, b);
        else if (w->lines == HTML_LINES_BREAK && parts && b->begun)
            html_run_break(&b->run);
        else if (b->begun)
            html_run_text(&b->run, " ", 1);
        s = next;
    }
}

/* The text of a heading or a term, which has one line, with the link that is around it. */
static const char *block_one_line(struct html_walk *w, const struct html_node *node)
{
    struct html_run r;
    struct html_open link = {.idle = true};
    html_run_begin(&r, w, HTML_IN_HEADING);
    for (size_t i = 0; i < w->n_wraps; i++)
        if (w->wraps[i].mark == HTML_LINK && link.idle)
            link = html_run_open(&r, HTML_LINK, w->wraps[i].url);
    html_run_add_children(&r, node);
    html_run_close(&r, &link);
    return html_run_end(&r);
}

void html_write_strong(struct html_walk *w, const struct html_node *node)
{
    struct html_run r;
    html_run_begin(&r, w, HTML_IN_HEADING);
    struct html_open mark = html_run_open(&r, HTML_STRONG, "");
    html_run_add_children(&r, node);
    html_run_close(&r, &mark);
    html_write_lines(w, html_run_end(&r));
}

static void block_write_heading(struct html_walk *w, const struct html_node *node)
{
    const char *text = block_one_line(w, node);
    if (*text)
        html_write_lines(w, arena_printf(w->arena, "%.*s %s", node->name[1] - '0', "######", text));
}

/* ---- Code ------------------------------------------------------------------------------------ */

/* "language-go", "lang-go", "brush: go" of the element or of the <code> in it. */
static const char *code_language(struct html_walk *w, const struct html_node *pre)
{
    const struct html_node *code = html_find((struct html_node *)pre, " code ");
    const char *classes = html_attribute(pre, "class");
    if (code && *html_attribute(code, "class"))
        classes = html_attribute(code, "class");
    const char *at = strstr(classes, "language-"), *brush = strstr(classes, "brush:");
    at = at ? at + strlen("language-") : strstr(classes, "lang-");
    if (at && strncmp(at, "lang-", 5) == 0)
        at += strlen("lang-");
    if (!at && brush)
        at = brush + strlen("brush:") + strspn(brush + strlen("brush:"), " ");
    return at ? arena_dupn(w->arena, at,
                           strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU"
                                      "VWXYZ0123456789+#_.-"))
              : "";
}

static void block_write_code(struct html_walk *w, const struct html_node *pre)
{
    const char *text = html_text(w->arena, pre);
    text += *text == '\n';
    size_t n = strlen(text), longest = 2, run = 0;
    while (n > 0 && strchr("\n ", text[n - 1]))
        n--;
    for (size_t i = 0; i < n; i++) {
        run = text[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    if (n == 0)
        return;
    char *fence = arena_alloc(w->arena, longest + 2);
    memset(fence, '`', longest + 1);
    html_write_lines(w, arena_printf(w->arena, "%s%s\n%.*s\n%s", fence, code_language(w, pre),
                                     (int)n, text, fence));
}

/* ---- Quotations ------------------------------------------------------------------------------ */

static const struct html_node *last_child(const struct html_node *node)
{
    const struct html_node *last = NULL;
    for (const struct html_node *child = node->first; child; child = child->next)
        if (!html_is_blank(child))
            last = child;
    return last;
}

static size_t dash_length(const char *s)
{
    static const char *const dashes[] = {"—", "–", "―", "--", "\\-", "-", "~", "\\~"};
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++)
        if (strncmp(s, dashes[i], strlen(dashes[i])) == 0)
            return strlen(dashes[i]);
    return 0;
}

/* In a quotation's last paragraph: what follows the last line break, when that names somebody. */
static const struct html_node *speaker_in_paragraph(struct html_walk *w, const struct html_node *p)
{
    const struct html_node *from = p->first, *only = last_child(p);
    bool broken = false;
    for (const struct html_node *child = p->first; child; child = child->next)
        if (html_is(child, " br ") && child != only) {
            from = child->next;
            broken = true;
        }
    while (from && html_is_blank(from))
        from = from->next;
    if (!from)
        return NULL;
    const char *text = html_text(w->arena, from);
    bool dash = dash_length(text + strspn(text, " \t\n")) > 0;
    bool named = from == only && html_is(from, " cite footer ");
    return named || (dash && broken) ? from : NULL;
}

/* From where on a quotation says whose it is: that node and those behind it. NULL: it does not. */
static const struct html_node *quotation_speaker(struct html_walk *w, const struct html_node *quote)
{
    const struct html_node *last = last_child(quote), *before = NULL;
    if (!last)
        return NULL;
    for (const struct html_node *child = quote->first; child != last; child = child->next)
        if (!html_is_blank(child))
            before = child;
    if (html_is(last, " footer figcaption address "))
        return last;
    if (html_is(last, " cite "))
        return !before || before->holds_block || html_is(before, " br ") ? last : NULL;
    if (!html_is(last, " p div small "))
        return speaker_in_paragraph(w, quote);
    const char *text = html_text(w->arena, last);
    text += strspn(text, " \t\n");
    const struct html_node *only = last_child(last);
    bool named = only && html_is(only, " cite footer ") && before;
    for (const struct html_node *child = last->first; named && child != only; child = child->next)
        named = html_is_blank(child) || dash_length(child->text + strspn(child->text, " \n")) > 0;
    if (named || (before && dash_length(text) > 0 && text_length(text) < 200))
        return last;
    return speaker_in_paragraph(w, last);
}

static void block_write_speaker(struct html_walk *w, const struct html_node *from)
{
    struct html_run r;
    html_run_begin(&r, w, HTML_IN_PARAGRAPH);
    r.open[HTML_EM] = true; /* <cite> of a name is no emphasis */
    for (const struct html_node *node = from; node; node = node->next) {
        w->counts->raw_html += *node->name != '\0';
        if (html_is(node, " cite footer figcaption p div small address "))
            html_run_add_children(&r, node);
        else
            html_run_add(&r, node);
    }
    const char *text = html_run_end(&r);
    for (size_t n; (n = dash_length(text)) > 0 || *text == ' ';)
        text += n > 0 ? n : 1;
    if (*text)
        html_write_lines(w, arena_printf(w->arena, "— %s", text));
}

static void block_write_quotation(struct html_walk *w, const struct html_node *quote)
{
    const struct html_node *outer = w->skip, *caption = w->caption;
    const struct html_node *speaker = caption ? NULL : quotation_speaker(w, quote);
    struct html_container c = html_open_container(w, "> ", "> ");
    w->tight = false;
    w->skip = speaker;
    w->caption = NULL;
    html_write_blocks(w, quote);
    w->skip = outer;
    if (speaker || caption)
        block_write_speaker(w, speaker ? speaker : caption);
    w->caption_done |= caption && w->out.len > c.out;
    w->caption = caption;
    html_close_container(w, &c);
}

/* ---- Figures --------------------------------------------------------------------------------- */

static const struct html_node *enclosing_link(const struct html_node *node,
                                              const struct html_node *top)
{
    for (; node != top; node = node->parent)
        if (html_is(node, " a "))
            return node;
    return NULL;
}

/* A picture and what is written below it, which is its title in Markdown. */
static void block_write_picture(struct html_walk *w, const struct html_node *figure,
                                const struct html_node *img, const struct html_node *caption)
{
    struct html_run r;
    const struct html_node *link = enclosing_link(img, figure);
    html_run_begin(&r, w, HTML_IN_PARAGRAPH);
    struct html_open mark =
        html_run_open(&r, HTML_LINK, link ? html_url(w, html_attribute(link, "href")) : "");
    html_run_picture(&r, img, caption ? html_text(w->arena, caption) : NULL);
    html_run_close(&r, &mark);
    html_write_lines(w, html_run_end(&r));
    w->counts->raw_html++;
    if (caption && html_find((struct html_node *)caption, " a "))
        html_count(w, caption, "but not its links");
}

static size_t count_pictures(const struct html_node *node)
{
    size_t n = html_is(node, " img ");
    for (const struct html_node *child = node->first; child; child = child->next)
        n += count_pictures(child);
    return n;
}

static void block_write_figure(struct html_walk *w, const struct html_node *figure)
{
    struct html_node *top = (struct html_node *)figure;
    const struct html_node *img = html_find(top, " img ");
    const struct html_node *caption = html_find(top, " figcaption ");
    const struct html_node *outer = w->caption;
    const char *said = caption ? html_text(w->arena, caption) : "";
    const char *all = text_line(w->arena, html_text(w->arena, figure));
    if (img && count_pictures(figure) == 1 && strcmp(all, text_line(w->arena, said)) == 0) {
        block_write_picture(w, figure, img, caption);
        return;
    }
    w->caption = caption;
    w->caption_done = false;
    html_write_blocks(w, figure);
    w->caption = outer;
    if (caption && !w->caption_done)
        html_write_blocks(w, caption);
    w->caption_done = false;
}

/* ---- All of them ----------------------------------------------------------------------------- */

/* What has a text and no form of its own. */
static const char containers[] =
    " p div section article aside main header hgroup center address li dd dt figcaption legend "
    "fieldset html body search ";

static void block_write_inside(struct html_walk *w, const struct html_node *node,
                               enum html_mark mark)
{
    bool wraps = w->n_wraps < HTML_WRAPS_MAX;
    const char *url = mark == HTML_LINK ? html_url(w, html_attribute(node, "href")) : "";
    if (wraps)
        w->wraps[w->n_wraps++] = (struct html_wrap){mark, url};
    html_write_blocks(w, node);
    w->n_wraps -= wraps;
}

static void block_write_details(struct html_walk *w, const struct html_node *details)
{
    html_count(w, details, "its text");
    for (const struct html_node *child = details->first; child; child = child->next)
        if (html_is(child, " summary "))
            html_write_strong(w, child);
    const struct html_node *outer = w->caption;
    w->caption = html_find((struct html_node *)details, " summary ");
    html_write_blocks(w, details);
    w->caption = outer;
}

/* Markdown of whole blocks. */
static void block_write_piece(struct html_walk *w, const struct html_piece *p)
{
    const char *text = p->text, *end = p->text + p->text_n;
    html_meet_piece(w, p);
    while (text < end && *text == '\n')
        text++;
    while (end > text && end[-1] == '\n')
        end--;
    html_write_lines(w, arena_dupn(w->arena, text, (size_t)(end - text)));
}

void html_write_block(struct html_walk *w, const struct html_node *node)
{
    enum html_mark mark = html_mark_of(node);
    if (w->too_deep)
        return;
    w->counts->raw_html += !node->piece;
    if (node->piece)
        block_write_piece(w, node->piece);
    else if (mark != HTML_MARK_MAX)
        block_write_inside(w, node, mark);
    else if (node->name[0] == 'h' && ascii_is_digit(node->name[1]))
        block_write_heading(w, node);
    else if (html_is(node, " pre listing xmp plaintext "))
        block_write_code(w, node);
    else if (html_is(node, " ul ol menu dir "))
        html_write_list(w, node);
    else if (html_is(node, " dl "))
        html_write_terms(w, node);
    else if (html_is(node, " blockquote "))
        block_write_quotation(w, node);
    else if (html_is(node, " table "))
        html_write_table(w, node);
    else if (html_is(node, " hr "))
        html_write_lines(w, "---");
    else if (html_is(node, " figure "))
        block_write_figure(w, node);
    else if (html_is(node, " details "))
        block_write_details(w, node);
    else if (html_is_silent(node) || (html_is(node, " nav ") && w->document))
        html_count(w, node, NULL);
    else {
        if (!html_is(node, containers) && !html_is_plain(node))
            html_count(w, node, "its text");
        html_write_blocks(w, node);
    }
}

void html_write_blocks(struct html_walk *w, const struct html_node *parent)
{
    struct block_run run = {.begun = false};
    bool parts =
        html_is(parent, " html body div article section main blockquote center td form ") ||
        (html_is(parent, " p ") && w->lines == HTML_LINES_BREAK);
    for (const struct html_node *child = parent->first; child && child != w->skip;
         child = child->next) {
        if (child == w->caption || child == w->omitted)
            continue;
        if (!*child->name)
            block_take_text(w, &run, child->text, parts);
        else if (!child->holds_block)
            html_run_add(block_text(w, &run), child);
        else {
            block_text_end(w, &run);
            html_write_block(w, child);
        }
    }
    block_text_end(w, &run);
}
