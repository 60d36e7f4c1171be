/* markdown_text.c: text on its way into HTML, and into plain text. */
#include "markdown_private.h"

#include "text.h"

#include <string.h>

struct buf *md_out(struct md_render *r)
{
    return r->in_leaf ? &r->block : r->html;
}

const char *md_own(struct md_render *r, const char *s)
{
    char *own = arena_dup(r->arena, s ? s : "");
    md_clean(own);
    return own;
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

void md_add_shape(struct md_render *r, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_addc(&r->shape, s[i] == '[' || s[i] == ']' ? ' ' : s[i]);
}

void md_add_break(struct md_render *r, bool visible)
{
    if (r->pictures_open > 0) {
        buf_addc(&r->raw, ' ');
        return;
    }
    buf_addc(&r->shape, ' ');
    buf_adds(md_out(r), visible ? "<br>\n" : "\n");
    if (r->in_leaf)
        buf_addc(&r->text, ' ');
    else
        r->plain_gap = ' ';
}

const char *md_node_text(struct md_render *r, cmark_node *node)
{
    struct buf out;
    buf_init(&out, MARKDOWN_MAX * 2);
    size_t pictures = 0;
    cmark_iter *it = cmark_iter_new(node);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(it);
        cmark_node_type type = cmark_node_get_type(at);
        if (type == CMARK_NODE_IMAGE)
            pictures += e == CMARK_EVENT_ENTER ? 1 : (size_t)-1;
        else if (pictures == 0 && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
            buf_adds(&out, cmark_node_get_literal(at));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_addc(&out, ' ');
    }
    cmark_iter_free(it);
    char *text = text_line(r->arena, out.p);
    md_clean(text);
    buf_free(&out);
    return text;
}

const char *md_html_words(struct md_render *r, cmark_node *block)
{
    const char *raw = md_own(r, cmark_node_get_literal(block));
    return text_line(r->arena, text_strip_html(r->arena, raw));
}

bool md_tag_breaks(cmark_node *tag)
{
    const char *s = cmark_node_get_literal(tag);
    return strlen(s) >= 4 && strncasecmp(s, "<br", 3) == 0 && strchr("> /", s[3]);
}

void md_leads_nowhere(struct md_render *r, const char *what)
{
    struct strlist *list = &r->stats->nowhere;
    r->stats->nowhere_n++;
    if (!r->opt->arena || list->n >= MARKDOWN_NOWHERE_MAX)
        return;
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i], what) == 0)
            return;
    strlist_add(r->opt->arena, list, text_excerpt(r->opt->arena, what, MARKDOWN_NOWHERE_LENGTH));
}
