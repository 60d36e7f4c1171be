/* markdown_tree.c: the parser, and lists that are none.
 *
 * "31. Dezember", "1. Januar", "12. Januar" are three paragraphs to whoever wrote them, and a list
 * that counts 31, 32, 33 to CommonMark. A list stays one when its numbers count up by one, or when
 * all of them are 1 (a habit of Markdown); else each item becomes paragraphs again, its number in
 * front. So does a list of one item that does not stand within another, and one bullet that more
 * likely is a footnote's star or a sign: "* Name changed", "+ 3 percent", "- 5 degrees". */
#include "markdown_private.h"

#include "ascii.h"

#include <cmark-gfm-core-extensions.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MARKER_MAX 16 /* "123456789." and more */

/* ---- Where a node stands in the source ------------------------------------------------------ */

static void tree_find_lines(struct md_render *r)
{
    size_t capacity = 0;
    for (const char *s = r->source.p, *end = s + r->source.len; s <= end;) {
        r->lines = arena_grow(r->arena, r->lines, r->n_lines, &capacity, sizeof *r->lines);
        r->lines[r->n_lines++] = (size_t)(s - r->source.p);
        s += strcspn(s, "\r\n");
        if (s == end)
            break;
        s += s[0] == '\r' && s[1] == '\n' ? 2 : 1;
    }
}

const char *md_source_at(const struct md_render *r, int line, int column)
{
    if (line < 1 || (size_t)line > r->n_lines || column < 1)
        return NULL;
    size_t at = r->lines[line - 1] + (size_t)column - 1;
    return at <= r->source.len ? r->source.p + at : NULL;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

/* The item's sign as it was typed: "31.", "*". False: it is not where it should be. */
static bool tree_marker(const struct md_render *r, cmark_node *item, char out[MARKER_MAX])
{
    const char *s =
        md_source_at(r, cmark_node_get_start_line(item), cmark_node_get_start_column(item));
    if (!s)
        return false;
    size_t n = strspn(s, "0123456789");
    if (n > 9 || !strchr(n > 0 ? ".)" : "*+-", s[n]) || s[n] == '\0')
        return false;
    memcpy(out, s, n + 1);
    out[n + 1] = '\0';
    return true;
}

static bool tree_is_ordered(cmark_node *list)
{
    return cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
}

/* The numbers count up, or are all 1. */
static bool tree_counts(const struct md_render *r, cmark_node *list)
{
    char marker[MARKER_MAX];
    long first = -1, last = -1;
    bool up = true, same = true;
    for (cmark_node *i = cmark_node_first_child(list); i; i = cmark_node_next(i)) {
        if (!tree_marker(r, i, marker))
            return true;
        long number = strtol(marker, NULL, 10);
        if (first < 0) {
            first = number;
        } else {
            up = up && number == last + 1;
            same = same && number == first;
        }
        last = number;
    }
    return up || (same && first <= 1);
}

/* Two lists with nothing between them are one to CommonMark; "1. 2. 3. 1. 2." shows that they are
 * two. The second begins at the item returned; NULL: it is one list, or none. */
static cmark_node *tree_second_list(const struct md_render *r, cmark_node *list)
{
    char marker[MARKER_MAX];
    cmark_node *second = NULL;
    long last = 0, length = 0;
    for (cmark_node *i = cmark_node_first_child(list); i; i = cmark_node_next(i), length++) {
        if (!tree_marker(r, i, marker))
            return NULL;
        long number = strtol(marker, NULL, 10);
        if (number == 1 && length >= 2) {
            second = second ? second : i;
            length = 0;
        } else if (number != last + 1) {
            return NULL;
        }
        last = number;
    }
    return length >= 2 ? second : NULL;
}

cmark_node *md_split_list(cmark_node *list, cmark_node *second, int start)
{
    cmark_node *rest = cmark_node_new(CMARK_NODE_LIST), *next;
    cmark_node_set_list_type(rest, CMARK_ORDERED_LIST);
    cmark_node_set_list_delim(rest, cmark_node_get_list_delim(list));
    cmark_node_set_list_start(rest, start);
    cmark_node_set_list_tight(rest, cmark_node_get_list_tight(list));
    cmark_node_insert_after(list, rest);
    for (; second; second = next) {
        next = cmark_node_next(second);
        cmark_node_append_child(rest, second);
    }
    return rest;
}

static bool tree_begins_with_digit(cmark_node *item)
{
    cmark_node *p = cmark_node_first_child(item);
    cmark_node *text = p ? cmark_node_first_child(p) : NULL;
    const char *s = text ? cmark_node_get_literal(text) : NULL;
    return s && ascii_is_digit((unsigned char)*s);
}

static bool tree_is_list(const struct md_render *r, cmark_node *list)
{
    char marker[MARKER_MAX];
    cmark_node *item = cmark_node_first_child(list);
    bool nested = cmark_node_get_type(cmark_node_parent(list)) == CMARK_NODE_ITEM;
    bool single = item && !cmark_node_next(item);
    if (!item || !tree_marker(r, item, marker))
        return true;
    if (tree_is_ordered(list))
        return single ? nested && strtol(marker, NULL, 10) <= 1 : tree_counts(r, list);
    if (!single || nested)
        return true;
    return *marker == '-' && !tree_begins_with_digit(item);
}

static void tree_put_marker(const struct md_render *r, cmark_node *item, const char *marker)
{
    cmark_node *p = cmark_node_first_child(item);
    cmark_node_type type = p ? cmark_node_get_type(p) : CMARK_NODE_NONE;
    if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING) {
        p = cmark_node_new(CMARK_NODE_PARAGRAPH);
        cmark_node_prepend_child(item, p);
    }
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(text, arena_printf(r->arena, "%s ", marker));
    cmark_node_prepend_child(p, text);
}

static void tree_dissolve(const struct md_render *r, cmark_node *list)
{
    char marker[MARKER_MAX];
    cmark_node *parent = cmark_node_parent(list), *item, *child;
    while ((item = cmark_node_first_child(list)) != NULL) {
        if (tree_marker(r, item, marker))
            tree_put_marker(r, item, marker);
        while ((child = cmark_node_first_child(item)) != NULL)
            cmark_node_insert_before(list, child);
        cmark_node_free(item);
    }
    if (cmark_node_get_type(parent) == CMARK_NODE_ITEM)
        cmark_node_set_list_tight(cmark_node_parent(parent), 0);
    cmark_node_free(list);
}

static void tree_mend_list(const struct md_render *r, cmark_node *list)
{
    cmark_node *second = tree_is_ordered(list) ? tree_second_list(r, list) : NULL;
    for (; second; second = tree_second_list(r, list))
        list = md_split_list(list, second, 1);
    if (!tree_is_list(r, list))
        tree_dissolve(r, list);
}

/* The outer ones first: what is lifted out of one may then stand alone. */
static void tree_mend_lists(struct md_render *r, cmark_node *doc)
{
    cmark_node **lists = NULL;
    size_t n = 0, capacity = 0;
    cmark_iter *it = cmark_iter_new(doc);
    for (cmark_event_type e; (e = cmark_iter_next(it)) != CMARK_EVENT_DONE;) {
        if (e != CMARK_EVENT_ENTER ||
            cmark_node_get_type(cmark_iter_get_node(it)) != CMARK_NODE_LIST)
            continue;
        lists = arena_grow(r->arena, lists, n, &capacity, sizeof(cmark_node *));
        lists[n++] = cmark_iter_get_node(it);
    }
    cmark_iter_free(it);
    for (size_t i = 0; i < n; i++)
        tree_mend_list(r, lists[i]);
}

/* ---- The parser ----------------------------------------------------------------------------- */

/* The parser keeps its extensions, and while it reads a text the signs that these add, for the whole
 * process: one text at a time. */
static pthread_mutex_t parsing = PTHREAD_MUTEX_INITIALIZER;

static cmark_node *tree_parse(const struct buf *source)
{
    static const char *const extensions[] = {"table", "strikethrough"};
    pthread_mutex_lock(&parsing);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser =
        cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, source->p, source->len);
    cmark_node *doc = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    pthread_mutex_unlock(&parsing);
    return doc;
}

cmark_node *md_parse_source(struct md_render *r)
{
    cmark_node *doc = tree_parse(&r->source);
    tree_find_lines(r);
    tree_mend_lists(r, doc);
    return doc;
}
