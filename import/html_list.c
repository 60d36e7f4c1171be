/* html_list.c: lists, and lists of terms. */
#include "html_walk.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <string.h>

/* A line of text, and then nothing but lists: such items stand one below the other. */
static bool item_is_simple(const struct html_node *item)
{
    bool text = false, paragraph = false, list = false;
    for (const struct html_node *child = item->first; child; child = child->next) {
        if (html_is_blank(child))
            continue;
        if (html_is(child, " ul ol ")) {
            list = true;
            continue;
        }
        bool block = child->holds_block;
        if (list || paragraph || (block && (text || !html_is(child, " p "))))
            return false;
        paragraph = block;
        text = true;
    }
    return true;
}

static bool list_is_simple(const struct html_node *list)
{
    for (const struct html_node *child = list->first; child; child = child->next)
        if (html_is(child, " li ") && !item_is_simple(child))
            return false;
    return true;
}

static int list_start(struct html_walk *w, const struct html_node *list)
{
    int64_t start = 1;
    const char *said = html_attribute(list, "start"), *type = html_attribute(list, "type");
    if (*said && !text_to_int(said, 0, 999999999, &start))
        start = 1;
    bool other = *said && start == 1 && strcmp(said, "1") != 0;
    if (other || html_has_attribute(list, "reversed") || (*type && *type != '1'))
        html_count(w, list, "but not its numbering");
    return (int)start;
}

static bool list_write_item(struct html_walk *w, const struct html_node *item, const char *marker,
                            bool tight)
{
    struct html_container c =
        html_open_container(w, marker, arena_printf(w->arena, "%*s", (int)strlen(marker), ""));
    w->tight = tight;
    if (html_is(item, " li dd dt "))
        html_write_blocks(w, item);
    else
        html_write_block(w, item);
    if (w->out.len == c.out && ascii_is_digit(*marker)) { /* its number counts */
        html_begin_line(w);
        w->out.len -= w->out.p[w->out.len - 1] == ' ';
        w->out.p[w->out.len] = '\0';
    }
    return html_close_container(w, &c);
}

void html_write_list(struct html_walk *w, const struct html_node *list)
{
    bool ordered = html_is(list, " ol "), tight = list_is_simple(list), outer = w->tight;
    bool other = w->list == (ordered ? '.' : '-');
    char sign = ordered ? (other ? ')' : '.') : (other ? '*' : '-');
    int number = ordered ? list_start(w, list) : 0;
    const char *marker = "- ";
    bool any = false;
    for (const struct html_node *child = list->first; child; child = child->next) {
        if (html_is_blank(child))
            continue;
        w->counts->raw_html += *child->name != '\0';
        bool nested = any && html_is(child, " ul ol ");
        if (!nested)
            marker = ordered ? arena_printf(w->arena, "%d%c ", number, sign)
                             : arena_printf(w->arena, "%c ", sign);
        if (ordered && *html_attribute(child, "value"))
            html_count(w, child, "but not its number");
        const char *first =
            nested ? arena_printf(w->arena, "%*s", (int)strlen(marker), "") : marker;
        bool written = list_write_item(w, child, first, tight);
        any |= written;
        number += ordered && written && !nested && number < 999999999;
        w->tight = any ? tight : outer;
    }
    w->tight = outer;
    if (any)
        w->list = sign;
}

static const char *term_with_text(struct html_walk *w, const char *terms,
                                  const struct html_node *dd)
{
    struct html_run r;
    html_run_begin(&r, w, HTML_IN_PARAGRAPH);
    r.n_open = 1; /* two line breaks part nothing here */
    html_run_add_children(&r, dd);
    const char *text = html_run_end(&r);
    return *text ? arena_printf(w->arena, "%s\\\n%s", terms, text) : terms;
}

/* A list of terms: each is an item that begins with the term. */
void html_write_terms(struct html_walk *w, const struct html_node *dl)
{
    const struct html_node *child = dl->first;
    while (child) {
        if (html_is(child, " div ")) {
            w->counts->raw_html++;
            html_write_terms(w, child);
            child = child->next;
            continue;
        }
        if (html_is_blank(child)) {
            child = child->next;
            continue;
        }
        struct html_container c = html_open_container(w, "- ", "  ");
        w->tight = false;
        const char *terms = "";
        for (; child && (html_is(child, " dt ") || html_is_blank(child)); child = child->next) {
            if (html_is_blank(child))
                continue;
            struct html_run r;
            html_run_begin(&r, w, HTML_IN_HEADING);
            struct html_open mark = html_run_open(&r, HTML_STRONG, "");
            html_run_add_children(&r, child);
            html_run_close(&r, &mark);
            const char *term = html_run_end(&r);
            terms = *terms ? arena_printf(w->arena, "%s\\\n%s", terms, term) : term;
            w->counts->raw_html++;
        }
        bool first = true;
        for (; child && !html_is(child, " dt div "); child = child->next) {
            if (html_is_blank(child))
                continue;
            w->counts->raw_html++;
            if (first && *terms && !child->holds_block_inside)
                html_write_lines(w, term_with_text(w, terms, child));
            else if (first)
                html_write_lines(w, terms);
            if (!first || child->holds_block_inside || !*terms)
                html_write_blocks(w, child);
            first = false;
        }
        if (first)
            html_write_lines(w, terms);
        html_close_container(w, &c);
    }
    w->list = '-';
}
