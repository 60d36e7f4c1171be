/* markdown_direction.c: a paragraph in another direction than its story's says so.
 *
 * Only there: nearly all paragraphs run as the page does. A block that holds others is marked by
 * its first letter, and what is in it is then compared with that. */
#include "markdown_private.h"

#include "text.h"

#include <string.h>
#include <unicode/uchar.h>

enum md_strong { STRONG_NONE, STRONG_LTR, STRONG_RTL };

/* The first letter with a direction (HTML, "the directionality of a text node"). */
static enum md_strong direction_of(const char *s)
{
    size_t n = strlen(s), len;
    uint32_t cp = 0;
    for (size_t i = 0; i < n; i += len) {
        len = text_codepoint(s + i, n - i, &cp);
        if (len == 0)
            len = 1;
        UCharDirection d = u_charDirection((UChar32)cp);
        if (d == U_LEFT_TO_RIGHT)
            return STRONG_LTR;
        if (d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC)
            return STRONG_RTL;
    }
    return STRONG_NONE;
}

static const char *direction_mark(const struct md_render *r, enum md_strong strong)
{
    bool differs = strong != STRONG_NONE && (strong == STRONG_RTL) != r->rtl[r->n_rtl];
    return differs ? " dir=\"auto\"" : "";
}

const char *md_direction_of(struct md_render *r, const char *text)
{
    return direction_mark(r, direction_of(text));
}

static enum md_strong direction_of_node(cmark_node *node)
{
    enum md_strong strong = STRONG_NONE;
    cmark_iter *it = cmark_iter_new(node);
    for (cmark_event_type e;
         strong == STRONG_NONE && (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        cmark_node_type type = cmark_node_get_type(cmark_iter_get_node(it));
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
            strong = direction_of(cmark_node_get_literal(cmark_iter_get_node(it)));
    }
    cmark_iter_free(it);
    return strong;
}

const char *md_enter_direction(struct md_render *r, cmark_node *node)
{
    enum md_strong strong = direction_of_node(node);
    const char *mark = direction_mark(r, strong);
    bool rtl = strong == STRONG_NONE ? r->rtl[r->n_rtl] : strong == STRONG_RTL;
    if (r->n_rtl < MD_DEPTH_MAX)
        r->rtl[++r->n_rtl] = rtl;
    return mark;
}

void md_leave_direction(struct md_render *r)
{
    r->n_rtl--;
}
