/* clipboard_table.c: the tables of sheets and word processors, which seldom say what is a head. */
#include "clipboard_private.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>

static bool cell_is_number(const struct clip *c, const struct html_node *cell)
{
    bool digit = false;
    for (const char *s = text_line(c->a, html_text(c->a, cell)); *s; s++) {
        if (ascii_is_letter(*s))
            return false;
        digit |= ascii_is_digit(*s);
    }
    return digit;
}

static bool is_bold(const struct clip *c, const struct html_node *node)
{
    if (*node->name && (clip_look(c, node).set & CLIP_BOLD))
        return true;
    for (const struct html_node *child = node->first; child; child = child->next)
        if (is_bold(c, child))
            return true;
    return false;
}

/* It names the columns: it is bold, or has no number in it. */
static bool row_seems_head(const struct clip *c, const struct html_node *tr)
{
    bool numbers = false, bold = true;
    size_t n = 0;
    for (const struct html_node *cell = tr->first; cell; cell = cell->next) {
        if (!html_is(cell, " td th "))
            continue;
        n++;
        numbers |= cell_is_number(c, cell);
        bold &= html_is(cell, " th ") || clip_is_empty(cell) || is_bold(c, cell);
    }
    return n > 1 && (bold || !numbers);
}

static void take_rows(struct html_node *part, struct html_node **first, size_t *n)
{
    for (struct html_node *child = part->first; child; child = child->next) {
        if (html_is(child, " thead tbody tfoot "))
            take_rows(child, first, n);
        if (!html_is(child, " tr "))
            continue;
        if (clip_is_empty(child)) {
            clip_blank(child);
            continue;
        }
        if (*n == 0)
            *first = child;
        ++*n;
    }
}

static void mend_table(const struct clip *c, struct html_node *table)
{
    struct html_node *first = NULL;
    size_t n = 0;
    take_rows(table, &first, &n);
    if (n < 2 || html_find(table, " thead table ul ol blockquote pre h1 h2 h3 h4 h5 h6 ") ||
        !row_seems_head(c, first))
        return;
    for (struct html_node *cell = first->first; cell; cell = cell->next)
        if (html_is(cell, " td "))
            cell->name = "th";
}

void clip_mend_tables(const struct clip *c, struct html_node *parent)
{
    for (struct html_node *child = parent->first; child; child = child->next) {
        if (html_is(child, " table "))
            mend_table(c, child);
        if (child->holds_block_inside)
            clip_mend_tables(c, child);
    }
}
