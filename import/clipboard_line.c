/* clipboard_line.c: lines of text, whose formatting is written anew.
 *
 * Programs nest spans, bold ones in ones that are not, and bold that a style takes back. So each piece
 * of text is asked what it looks like, and elements are put around what looks alike. */
#include "clipboard_private.h"

#include "lib/ascii.h"
#include "lib/clean_url.h"
#include "lib/text.h"

#include <string.h>
#include <strings.h>

/* ---- Characters ------------------------------------------------------------------------------ */

enum { SOFT_HYPHEN = 0xAD, NO_BREAK_SPACE = 0xA0 };

/* Marks for a program, not for readers. */
static bool char_is_void(uint32_t c)
{
    return c == SOFT_HYPHEN || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xFFFC ||
           c == 0x180E;
}

/* A space that keeps two words together was meant where a number or a mark of punctuation is beside
 * it; elsewhere programs put it for a space of their own. */
static bool keeps_together(uint32_t before, uint32_t next)
{
    static const uint32_t in_front[] = {0xAB, 0xA7, 0x2116, 0xB6};
    static const uint32_t behind[] = {0xBB, ':', ';', '!', '?', '%', 0x20AC, 0xA3, 0xB0, 0x2030};
    bool kept = ascii_is_digit(before) || ascii_is_digit(next);
    for (size_t i = 0; i < sizeof in_front / sizeof in_front[0]; i++)
        kept |= before == in_front[i];
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++)
        kept |= next == behind[i];
    return kept && before && next;
}

static bool char_is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == NO_BREAK_SPACE;
}

static bool char_is_break(uint32_t c, bool lines)
{
    return c == 0x2028 || c == 0x2029 || (lines && c == '\n');
}

/* One run of white space at *at, as one space; "" where a line break is beside it. */
static void take_blanks(const char **at, const char *end, uint32_t before, bool lines,
                        struct buf *out)
{
    uint32_t c = 0, first = 0;
    size_t n = 0, len;
    while ((len = text_codepoint(*at, (size_t)(end - *at), &c)) > 0 && char_is_blank(c) &&
           !char_is_break(c, lines)) {
        first = n++ == 0 ? c : first;
        *at += len;
    }
    if (n == 1 && first == NO_BREAK_SPACE && keeps_together(before, len > 0 ? c : 0))
        buf_add_codepoint(out, NO_BREAK_SPACE);
    else
        buf_addc(out, ' ');
}

/* Text with one space for each run of white space, "\n" for a break. */
static const char *clean_text(struct arena *a, const char *s, bool lines)
{
    struct buf out;
    const char *end = s + strlen(s);
    uint32_t c, before = 0, next;
    buf_init(&out, SIZE_MAX - 1);
    while (s < end) {
        size_t n = text_codepoint(s, (size_t)(end - s), &c);
        if (n == 0)
            break;
        if (char_is_break(c, lines)) {
            buf_addc(&out, '\n');
        } else if (char_is_blank(c)) {
            take_blanks(&s, end, before, lines, &out);
            before = ' ';
            continue;
        } else if (c == 0x200C || c == 0x200D) { /* they join letters, but none of ASCII */
            size_t len = text_codepoint(s + n, (size_t)(end - s) - n, &next);
            if (before >= 0x80 && len > 0 && next >= 0x80)
                buf_add(&out, s, n);
        } else if (!char_is_void(c)) {
            buf_add(&out, s, n);
        }
        before = c;
        s += n;
    }
    const char *text = arena_dupn(a, out.p, out.len);
    buf_free(&out);
    return text;
}

/* In code white space counts: only what looks like a space and is none becomes one. */
static void clean_code(struct clip *c, struct html_node *node)
{
    if (!*node->name && strpbrk(node->text, "\xC2\xE2\xEF")) {
        struct buf out;
        const char *s = node->text, *end = s + strlen(s);
        uint32_t cp;
        size_t n;
        buf_init(&out, SIZE_MAX - 1);
        for (; (n = text_codepoint(s, (size_t)(end - s), &cp)) > 0; s += n)
            if (cp == NO_BREAK_SPACE)
                buf_addc(&out, ' ');
            else if (!char_is_void(cp))
                buf_add(&out, s, n);
        node->text = arena_dupn(c->a, out.p, out.len);
        buf_free(&out);
    }
    for (struct html_node *child = node->first; child; child = child->next)
        clean_code(c, child);
}

/* ---- From elements to leaves ----------------------------------------------------------------- */

static void add_leaf(struct clip *c, struct html_node *node, unsigned flags, bool blank)
{
    if (c->pieces++ >= CLIP_PIECES_MAX)
        return;
    c->leaves = arena_grow(c->a, c->leaves, c->n_leaves, &c->leaves_capacity, sizeof *c->leaves);
    c->leaves[c->n_leaves++] = (struct clip_leaf){node, flags & ~(unsigned)CLIP_LINES, blank};
}

static void add_text(struct clip *c, struct html_node *node, unsigned flags)
{
    const char *text = clean_text(c->a, node->text, flags & CLIP_LINES);
    for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
        struct html_node *line = clip_node(c, "", NULL);
        line->text = arena_dupn(c->a, text, (size_t)(end - text));
        add_leaf(c, line, flags, text_blank(line->text));
        add_leaf(c, clip_node(c, "br", NULL), flags, true);
    }
    node->text = text;
    if (*text)
        add_leaf(c, node, flags, text_blank(text));
}

/* Where a link leads, without what was hung around the address; "" when that is nowhere here. */
static const char *link_target(const struct clip *c, const struct html_node *a)
{
    const char *url = clean_url(c->a, text_line(c->a, html_attribute(a, "href")));
    size_t base = strlen(c->place->base_url);
    if (base > 0 && strncasecmp(url, c->place->base_url, base) == 0 && strchr("/?#", url[base]))
        url = url[base] == '/' ? url + base : arena_printf(c->a, "/%s", url + base);
    bool nowhere = *url == '#' || strncmp(url, "/admin/", 7) == 0;
    return nowhere ? "" : url;
}

/* The sign beside a heading that leads to it. */
static bool is_permalink(const struct clip *c, const struct html_node *a)
{
    const char *text = text_line(c->a, html_text(c->a, a));
    return strchr(html_attribute(a, "href"), '#') && *text &&
           (strcmp(text, "#") == 0 || strcmp(text, "¶") == 0 || strcmp(text, "§") == 0 ||
            strcmp(text, "🔗") == 0);
}

static void flatten(struct clip *c, struct html_node *node, unsigned flags);
static void build(struct clip *c, size_t from, struct html_node *parent, struct html_node ***end);

static void flatten_children(struct clip *c, struct html_node *node, unsigned flags)
{
    for (struct html_node *child = node->first, *next; child; child = next) {
        next = child->next;
        flatten(c, child, flags);
    }
}

/* What all of the leaves look like; 0 when there are none. */
static unsigned common_flags(const struct clip *c, size_t from)
{
    unsigned all = ~0u;
    bool any = false;
    for (size_t i = from; i < c->n_leaves; i++) {
        all &= c->leaves[i].blank ? ~0u : c->leaves[i].flags;
        any |= !c->leaves[i].blank;
    }
    return any ? all : 0;
}

/* An element that stays: what all of it looks like goes around it. */
static void flatten_kept(struct clip *c, struct html_node *node, unsigned flags)
{
    size_t from = c->n_leaves;
    flatten_children(c, node, flags);
    unsigned common = common_flags(c, from);
    for (size_t i = from; i < c->n_leaves; i++)
        c->leaves[i].flags &= ~common;
    struct html_node **end = &node->first;
    *end = NULL;
    build(c, from, node, &end);
    add_leaf(c, node, common, !node->first);
}

static void flatten_link(struct clip *c, struct html_node *a, unsigned flags)
{
    const char *url = link_target(c, a);
    if (is_permalink(c, a) && (c->heads > 0 || !*url))
        return;
    if (*url) {
        clip_say(c, a, "href", url);
        flatten_kept(c, a, flags);
    } else {
        flatten_children(c, a, flags);
    }
}

static bool is_whole(const struct html_node *node)
{
    static const char whole[] =
        " br img wbr iframe embed object video audio frame script style svg "
        "canvas picture map select textarea button input math noscript "
        "template meta link base title progress meter ";
    return node->piece || html_is(node, whole) ||
           (node->odd && !strpbrk(node->name, ":-") && !node->holds_block);
}

static void flatten(struct clip *c, struct html_node *node, unsigned flags)
{
    if (!*node->name && !node->piece) {
        add_text(c, node, flags);
        return;
    }
    struct clip_look look = clip_look(c, node);
    flags = (flags | look.set) & ~look.clear;
    if (is_whole(node)) {
        add_leaf(c, node, node->piece ? 0 : flags, html_is(node, " br "));
    } else if (html_is(node, " code kbd samp tt ")) {
        clean_code(c, node);
        add_leaf(c, node, flags, false);
    } else if (html_is(node, " a ")) {
        flatten_link(c, node, flags);
    } else if (html_is(node, " q ruby rb rt rp cite small ")) {
        flatten_kept(c, node, flags);
    } else {
        flatten_children(c, node, flags);
    }
}

/* ---- And back -------------------------------------------------------------------------------- */

static const char *const elements[] = {"strong", "em", "del", "sup", "sub"};
enum { ELEMENTS = sizeof elements / sizeof elements[0] };

/* Elements from the kth on around leaves from i to n that look alike. */
static void build_from(struct clip *c, size_t i, size_t n, size_t k, struct html_node *parent,
                       struct html_node ***end)
{
    while (i < n) {
        struct html_node *node = c->leaves[i].node, **inner;
        if (k == ELEMENTS) {
            node->parent = parent;
            node->next = NULL;
            **end = node;
            *end = &node->next;
            i++;
            continue;
        }
        unsigned flag = 1u << k, has = c->leaves[i].flags & flag;
        size_t stop = i;
        while (stop < n && (c->leaves[stop].flags & flag) == has)
            stop++;
        if (has) {
            node = clip_node(c, elements[k], parent);
            **end = node;
            *end = &node->next;
            inner = &node->first;
            build_from(c, i, stop, k + 1, node, &inner);
        } else {
            build_from(c, i, stop, k + 1, parent, end);
        }
        i = stop;
    }
}

/* Takes the leaves from `from` on off the stack, as children of parent. */
static void build(struct clip *c, size_t from, struct html_node *parent, struct html_node ***end)
{
    unsigned beside = 0;
    for (size_t i = from; i < c->n_leaves; i++) {
        if (c->leaves[i].blank)
            c->leaves[i].flags = beside;
        beside = c->leaves[i].flags;
    }
    beside = 0;
    for (size_t i = c->n_leaves; i > from; i--) {
        if (c->leaves[i - 1].blank)
            c->leaves[i - 1].flags &= beside;
        beside = c->leaves[i - 1].flags;
    }
    build_from(c, from, c->n_leaves, 0, parent, end);
    c->n_leaves = from;
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

/* All of it is emphasized by itself. */
static bool is_head(const struct html_node *node)
{
    return html_is(node, " h1 h2 h3 h4 h5 h6 th ");
}

/* Formatting with blocks in it is a block. */
static void make_block(struct clip *c, struct html_node *node)
{
    static const char in_lines[] = " span b strong i em font u s strike del ins small big sub sup "
                                   "label time cite q abbr bdi bdo mark nobr dfn var ";
    if (html_is(node, in_lines) || strpbrk(node->name, ":-"))
        node->name = "div";
    if (html_is(node, " div ") && html_is(node->parent, " li ") && !node->holds_block_inside)
        node->name = "p";
    if (html_is(node, " a ")) {
        const char *url = link_target(c, node);
        clip_say(c, node, "href", url);
        if (!*url)
            node->name = "div";
    }
}

static unsigned block_flags(struct clip *c, const struct html_node *node, unsigned flags)
{
    if (is_head(node))
        return 0;
    struct clip_look look = clip_look(c, node);
    if (c->quotations > 0 || html_is(node, " blockquote "))
        look.set &= ~(unsigned)(html_is(node, " i em ") ? 0 : CLIP_ITALIC);
    return (flags | look.set) & ~look.clear;
}

static void write_text(struct clip *c, size_t from, struct html_node *block,
                       struct html_node ***end)
{
    if (c->heads > 0) {
        unsigned common = common_flags(c, from) & (CLIP_BOLD | CLIP_ITALIC);
        for (size_t i = from; i < c->n_leaves; i++)
            c->leaves[i].flags &= ~common;
    }
    build(c, from, block, end);
}

void clip_write_lines(struct clip *c, struct html_node *block, unsigned flags)
{
    size_t from = c->n_leaves;
    struct html_node *child = block->first, *next, **end = &block->first;
    *end = NULL;
    c->quotations += html_is(block, " blockquote ");
    c->heads += is_head(block);
    for (; child; child = next) {
        next = child->next;
        if (!child->holds_block) {
            flatten(c, child, flags);
            continue;
        }
        write_text(c, from, block, &end);
        *end = child;
        child->next = NULL;
        end = &child->next;
        if (html_is(child, " pre listing xmp plaintext ")) {
            clean_code(c, child);
            continue;
        }
        unsigned inner = block_flags(c, child, flags);
        make_block(c, child);
        clip_write_lines(c, child, inner);
    }
    write_text(c, from, block, &end);
    c->quotations -= html_is(block, " blockquote ");
    c->heads -= is_head(block);
}
