/* markdown_html.c: Markdown with HTML in it.
 *
 * md4c says where HTML begins and ends: it calls back with pointers into the text. A tag within a
 * paragraph is replaced where it stands, with what is between it and the paragraph's last tag. HTML
 * that stands on lines of its own may be open when Markdown follows ("<blockquote>", a blank line,
 * a paragraph, "</blockquote>"): so all of it is one tree, in which an empty element stands for each
 * stretch of Markdown. When a parser would move or drop one of these, or have text come twice, each
 * piece of HTML is converted by itself instead: Markdown is never lost. */
#include "html_to_markdown.h"

#include "lib/text.h"
#include "markdown_scan.h"

#include <string.h>

/* ---- Tags within text ------------------------------------------------------------------------ */

/* HTML with elements in the place of Markdown. */
struct assembly {
    struct arena *arena;
    struct buf html;
    struct html_piece *pieces;
    size_t n, room;
};

static void assembly_begin(struct assembly *m, struct arena *a)
{
    *m = (struct assembly){.arena = a};
    buf_init(&m->html, SIZE_MAX - 1);
}

static void assembly_add_piece(struct assembly *m, const char *text, size_t n, const char *element)
{
    if (n == 0)
        return;
    m->pieces = arena_grow(m->arena, m->pieces, m->n, &m->room, sizeof *m->pieces);
    m->pieces[m->n++] = (struct html_piece){.at = m->html.len, .text = text, .text_n = n};
    buf_printf(&m->html, "<%s></%s>", element, element);
}

/* The same lines without what the containers put before each but the first. */
static const char *without_prefixes(struct markdown_scan *s, size_t from, size_t to, size_t depth)
{
    struct buf out;
    buf_init(&out, SIZE_MAX - 1);
    while (from < to) {
        const char *end = memchr(s->text + from, '\n', to - from);
        size_t n = end ? (size_t)(end + 1 - s->text) - from : to - from;
        buf_add(&out, s->text + from, n);
        from += n;
        if (end)
            from += markdown_line_prefix(s->text + from, s->text + to, depth);
    }
    const char *text = arena_dupn(s->arena, out.p, out.len);
    buf_free(&out);
    return text;
}

/* Elements whose content is no text, and formatting, which ends in its paragraph or not at all. */
static const char textless[] = " script style iframe noembed noframes textarea ";
static const char formatting[] =
    " a b big cite code del dfn em font i ins kbd mark q s samp small span "
    "strike strong sub sup tt u var ";

static bool tag_name_is(const struct found_tag *tag, const char *names)
{
    const char *name = tag->html + 1 + (tag->html[1] == '/');
    return html_name_is(name, strcspn(name, " \t\n/>"), names);
}

static bool tag_ends(const struct found_tag *end, const struct found_tag *start)
{
    size_t n = strcspn(start->html + 1, " \t\n/>");
    return strncasecmp(end->html + 2, start->html + 1, n) == 0 &&
           strchr(" \t\n>", end->html[2 + n]);
}

/* Finds each start tag's end tag, not far from it. */
static void match_tags(struct found_tag *tags, size_t n)
{
    enum { OPEN_MAX = 64 };
    size_t open[OPEN_MAX], n_open = 0;
    for (size_t i = 0; i < n; i++) {
        bool matters = tag_name_is(&tags[i], formatting) || tag_name_is(&tags[i], textless);
        if (!matters)
            continue;
        tags[i].idle = tag_name_is(&tags[i], formatting);
        if (tags[i].html[1] != '/') {
            if (n_open < OPEN_MAX)
                open[n_open++] = i;
            continue;
        }
        size_t k = n_open;
        while (k > 0 && !tag_ends(&tags[i], &tags[open[k - 1]]))
            k--;
        if (k == 0)
            continue;
        tags[open[k - 1]].end = i + 1;
        tags[open[k - 1]].idle = tags[i].idle = false;
        n_open = k - 1;
    }
}

/* The first of n tags to the last, with Markdown from `from` to `to` around them. */
static void assemble_tags(struct markdown_scan *s, const struct found_tag *tags, size_t n,
                          size_t from, size_t to, bool blocks, struct assembly *m)
{
    size_t depth = s->leaves[tags->leaf].depth;
    assembly_begin(m, s->arena);
    for (size_t i = 0; i <= n; i++) {
        size_t end = i < n ? tags[i].from : to;
        const char *text = blocks ? without_prefixes(s, from, end, depth) : s->text + from;
        assembly_add_piece(m, text, blocks ? strlen(text) : end - from, "md-text");
        if (i == n)
            break;
        buf_adds(&m->html, tags[i].idle ? "" : tags[i].html);
        from = tags[i].to;
        if (tag_name_is(&tags[i], textless) && tags[i].end > 0) {
            i = tags[i].end - 1;
            buf_adds(&m->html, tags[i].html);
            from = tags[i].to;
        }
    }
}

/* Markdown alone: tags that no parser could make sense of. */
static void drop_tags(const struct markdown_scan *s, const struct found_tag *tags, size_t n,
                      size_t from, size_t to, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        buf_add(out, s->text + from, tags[i].from - from);
        if (tag_name_is(&tags[i], textless) && tags[i].end > 0)
            i = tags[i].end - 1;
        from = tags[i].to;
    }
    buf_add(out, s->text + from, to - from);
}

static size_t char_start(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
        ;
    return at;
}

/* Converts the n tags of a leaf with what is between them. *at is how far the text is written. */
static bool convert_tags(struct markdown_scan *s, struct found_tag *tags, size_t n, size_t *at,
                         struct buf *out, struct body_counts *counts)
{
    const struct found_leaf *leaf = &s->leaves[tags->leaf];
    size_t first = tags[0].from, last = tags[n - 1].to, line = markdown_line_start(s->text, first);
    size_t content = line + markdown_line_prefix(s->text + line, s->text + first, leaf->depth);
    size_t from = first > content ? char_start(s->text, first) : first, to = last;
    uint32_t c;
    if (to < s->n && s->text[to] != '\n')
        to += text_codepoint(s->text + to, s->n - to, &c);
    else if (to < s->n && leaf->to > to)
        to++;
    struct assembly m;
    match_tags(tags, n);
    assemble_tags(s, tags, n, from, to, false, &m);
    struct html_pieces in = {.html = m.html.p,
                             .html_n = m.html.len,
                             .v = m.pieces,
                             .n = m.n,
                             .within = true,
                             .ends = to == last,
                             .place = leaf->place,
                             .prefix = ""};
    size_t start = out->len;
    bool in_order, blocks;
    buf_add(out, s->text + *at, from - *at);
    bool good = html_pieces_to_markdown(s->arena, &in, out, counts, &in_order, &blocks);
    if (good && in_order && blocks) {
        size_t paragraph = markdown_line_start(s->text, leaf->from);
        from = paragraph +
               markdown_line_prefix(s->text + paragraph, s->text + leaf->from, leaf->depth);
        from = from > *at ? from : *at;
        to = markdown_line_end(s, leaf->to);
        buf_free(&m.html);
        assemble_tags(s, tags, n, from, to, true, &m);
        in = (struct html_pieces){.html = m.html.p,
                                  .html_n = m.html.len,
                                  .v = m.pieces,
                                  .n = m.n,
                                  .place = leaf->place,
                                  .prefix = markdown_further_prefix(s, leaf->from, leaf->depth)};
        out->len = start;
        out->p[start] = '\0';
        buf_add(out, s->text + *at, from - *at);
        good = html_pieces_to_markdown(s->arena, &in, out, counts, &in_order, &blocks);
    }
    buf_free(&m.html);
    if (good && !in_order) {
        out->len = start;
        out->p[start] = '\0';
        drop_tags(s, tags, n, *at, to, out);
    }
    *at = to;
    return good;
}

/* ---- Lines of HTML in lists and quotations --------------------------------------------------- */

static bool convert_contained(struct markdown_scan *s, const struct found_html *h, size_t *at,
                              struct buf *out, struct body_counts *counts)
{
    const char *prefix = markdown_further_prefix(s, h->from, h->depth);
    size_t line = markdown_line_start(s->text, h->from),
           before = line > 0 ? markdown_line_start(s->text, line - 1) : 0;
    struct html_pieces in = {.html = h->html, .html_n = strlen(h->html), .prefix = prefix};
    struct buf lines;
    bool in_order, blocks;
    buf_init(&lines, SIZE_MAX - 1);
    bool good = html_pieces_to_markdown(s->arena, &in, &lines, counts, &in_order, &blocks);
    buf_add(out, s->text + *at, h->from - *at);
    size_t skip = markdown_line_prefix(s->text + before, s->text + line, h->depth);
    bool begins = strspn(s->text + line, " >\t") >= h->from - line; /* no item's first line */
    if (good && lines.len > 0 && line > 0 && begins && s->text[before + skip] != '\n')
        buf_printf(out, "\n%s", prefix);
    buf_add(out, lines.p, lines.len);
    buf_free(&lines);
    *at = h->to;
    return good;
}

/* ---- The whole ------------------------------------------------------------------------------- */

/* A stretch of Markdown, or lines of HTML. */
struct stretch {
    const char *text;
    size_t n;
    bool html;
};

struct stretches {
    struct stretch *v;
    size_t n, room;
};

static void stretch_add(struct markdown_scan *s, struct stretches *all, const char *text, size_t n,
                        bool html)
{
    if (strspn(text, " \t\n") >= n)
        return;
    all->v = arena_grow(s->arena, all->v, all->n, &all->room, sizeof *all->v);
    all->v[all->n++] =
        (struct stretch){.text = arena_dupn(s->arena, text, n), .n = n, .html = html};
}

/* Markdown with its tags converted, parted by the lines of HTML at the margin. */
static bool stretches_find(struct markdown_scan *s, struct stretches *all,
                           struct body_counts *counts)
{
    size_t at = 0, tag = 0, html = 0;
    struct buf out;
    bool good = true;
    buf_init(&out, SIZE_MAX - 1);
    while (good && (tag < s->n_tags || html < s->n_html)) {
        bool is_tag =
            html == s->n_html || (tag < s->n_tags && s->tags[tag].from < s->html[html].from);
        if (is_tag) {
            size_t n = 1;
            while (tag + n < s->n_tags && s->tags[tag + n].leaf == s->tags[tag].leaf)
                n++;
            good = convert_tags(s, &s->tags[tag], n, &at, &out, counts);
            tag += n;
            continue;
        }
        const struct found_html *h = &s->html[html++];
        if (h->depth > 0) {
            good = convert_contained(s, h, &at, &out, counts);
            continue;
        }
        size_t from = markdown_line_start(s->text, h->from);
        buf_add(&out, s->text + at, from > at ? from - at : 0);
        stretch_add(s, all, out.p, out.len, false);
        stretch_add(s, all, h->html, strlen(h->html), true);
        buf_clear(&out);
        at = markdown_line_end(s, h->to);
    }
    buf_add(&out, s->text + at, s->n - at);
    stretch_add(s, all, out.p, out.len, false);
    buf_free(&out);
    return good;
}

/* Each by itself. */
static bool stretches_write_apart(struct markdown_scan *s, const struct stretches *all,
                                  struct buf *out, struct body_counts *counts)
{
    bool good = true;
    for (size_t i = 0; i < all->n && good; i++) {
        const struct stretch *one = &all->v[i];
        size_t before = out->len;
        if (before > 0)
            buf_adds(out, out->p[before - 1] == '\n' ? "\n" : "\n\n");
        size_t n = out->len, skip = strspn(one->text, "\n");
        if (one->html)
            good = html_to_markdown(s->arena, one->text, one->n, HTML_LINES_FLOW, out, counts);
        else
            buf_add(out, one->text + skip, one->n - skip);
        if (out->len == n) {
            out->len = before;
            out->p[before] = '\0';
        }
    }
    return good;
}

static bool stretches_write(struct markdown_scan *s, const struct stretches *all, struct buf *out,
                            struct body_counts *counts)
{
    struct assembly m;
    bool in_order = false, blocks;
    size_t start = out->len;
    if (all->n == 1 && !all->v[0].html) {
        buf_add(out, all->v[0].text, all->v[0].n);
        return true;
    }
    assembly_begin(&m, s->arena);
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].html)
            buf_printf(&m.html, "%s\n", all->v[i].text);
        else
            assembly_add_piece(&m, all->v[i].text, all->v[i].n, "div");
    struct html_pieces in = {
        .html = m.html.p, .html_n = m.html.len, .v = m.pieces, .n = m.n, .prefix = ""};
    struct body_counts before = *counts;
    bool good = html_pieces_to_markdown(s->arena, &in, out, counts, &in_order, &blocks);
    buf_free(&m.html);
    if (good && in_order)
        return true;
    counts->raw_html = before.raw_html;
    out->len = start;
    if (out->p && out->size > 0)
        out->p[start] = '\0';
    return stretches_write_apart(s, all, out, counts);
}

bool markdown_without_html(struct arena *a, const char *text, struct buf *out,
                           struct body_counts *counts)
{
    enum { PARTINGS_MAX = 4 };
    struct markdown_scan s = {0};
    struct stretches all = {0};
    const char *parted = text;
    for (int i = 0; parted; i++) {
        text = parted;
        s = (struct markdown_scan){.arena = a, .text = text, .n = strlen(text)};
        if (!markdown_scan(&s))
            return false;
        parted = i < PARTINGS_MAX ? markdown_part_html(&s) : NULL;
    }
    if (s.n_tags == 0 && s.n_html == 0) {
        buf_add(out, text, s.n);
        return true;
    }
    return stretches_find(&s, &all, counts) && stretches_write(&s, &all, out, counts);
}
