/* marks.c: the way through a text, from mark to mark, past its code. */
#include "marks.h"

#include "lib/ascii.h"
#include "shortcode.h"

#include <md4c.h>
#include <string.h>

/* ---- Code ------------------------------------------------------------------------------------ */

/* A stretch of code in the text. */
struct code_range {
    size_t from, to;
};

struct code_ranges {
    struct arena *arena;
    const char *text;
    size_t text_n;
    struct code_range *v;
    size_t n, room;
    bool indented, of_html; /* the block being read; such a one, and it begins with a tag */
    bool begun;
    bool unclosed[4]; /* no end tag of that element follows */
};

static void code_add(struct code_ranges *c, size_t from, size_t to)
{
    c->v = arena_grow(c->arena, c->v, c->n, &c->room, sizeof *c->v);
    c->v[c->n++] = (struct code_range){from, to};
}

static int code_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *ctx)
{
    struct code_ranges *c = ctx;
    if (type != MD_TEXT_CODE || n == 0 || p < c->text || p >= c->text + c->text_n)
        return 0;
    if (c->indented && !c->begun)
        c->of_html = *p == '<';
    c->begun = true;
    if (!c->indented || !c->of_html) /* what HTML that is open indents is no code */
        code_add(c, (size_t)(p - c->text), (size_t)(p - c->text) + n);
    return 0;
}

static int code_enter(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    struct code_ranges *c = ctx;
    c->indented = type == MD_BLOCK_CODE && !((MD_BLOCK_CODE_DETAIL *)detail)->fence_char;
    c->begun = false;
    return 0;
}

static int code_leave(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    (void)type, (void)detail;
    ((struct code_ranges *)ctx)->indented = false;
    return 0;
}

static int code_span(MD_SPANTYPE type, void *detail, void *ctx)
{
    (void)type, (void)detail, (void)ctx;
    return 0;
}

/* What Markdown takes for code. */
static void code_find(struct code_ranges *c)
{
    const MD_PARSER parser = {.flags = MD_FLAG_TABLES,
                              .enter_block = code_enter,
                              .leave_block = code_leave,
                              .enter_span = code_span,
                              .leave_span = code_span,
                              .text = code_text};
    if (md_parse(c->text, (MD_SIZE)c->text_n, &parser, c) != 0)
        c->n = 0;
}

/* Behind "</pre>", "</code>" or "</script>" when s begins such an element; else 0. */
static size_t code_element_length(struct code_ranges *c, const char *s)
{
    static const char *const names[] = {"pre", "code", "script", "style"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);
        if (c->unclosed[i] || strncasecmp(s + 1, names[i], n) != 0 || !strchr(" \t\n>", s[1 + n]))
            continue;
        char close[12] = "</";
        memcpy(close + 2, names[i], n + 1);
        const char *end = strcasestr(s, close);
        c->unclosed[i] = !end;
        return end ? (size_t)(end - s) + n + 2 : 0;
    }
    return 0;
}

/* ---- Marks without brackets of their own ----------------------------------------------------- */

/* What is before s on its line is an item's marker and the containers around it. */
static bool is_item_start(const char *text, const char *s)
{
    const char *at = s;
    while (at > text && strchr(" \t", at[-1]))
        at--;
    if (at == s || at == text)
        return false;
    at--;
    if ((*at == '.' || *at == ')') && at > text && ascii_is_digit(at[-1])) {
        while (at > text && ascii_is_digit(at[-1]))
            at--;
    } else if (!strchr("-+*", *at)) {
        return false;
    }
    while (at > text && strchr(" \t>", at[-1]))
        at--;
    return at == text || at[-1] == '\n';
}

/* "- [x] done" as "- ☑ done". */
static size_t task_take(struct marks *m, const char *at)
{
    bool task = strchr(" xX", at[1]) && at[1] && at[2] == ']' && (at[3] == ' ' || at[3] == '\t');
    if (!task || m->html || !is_item_start(m->text, at))
        return 0;
    buf_adds(m->out, at[1] == ' ' ? "☐" : "☑");
    marks_count(m, NULL);
    return 3;
}

/* ---- The text -------------------------------------------------------------------------------- */

static size_t mark_take(struct marks *m, const char *s)
{
    size_t n = 0;
    if (*s == '{' && m->hooks->marks == BODY_MARKS_WORDPRESS)
        return 0;
    if (*s == '{' && s[1] == '{' && (s[2] == '<' || s[2] == '%'))
        n = shortcode_take(m, s);
    if (n == 0 && *s == '{')
        n = liquid_take(m, s);
    if (n == 0 && *s == '{')
        n = kramdown_take(m, s);
    if (*s == '[')
        n = task_take(m, s);
    if (n == 0 && *s == '[')
        n = wordpress_take(m, s);
    return n;
}

void marks_replace(struct arena *a, const char *text, bool html, const struct body_hooks *hooks,
                   struct buf *out, struct body_counts *counts)
{
    struct marks m = {
        .arena = a, .hooks = hooks, .counts = counts, .out = out, .text = text, .html = html};
    struct code_ranges code = {.arena = a, .text = text, .text_n = strlen(text)};
    if (!html)
        code_find(&code);
    for (size_t i = 0, at = 0; at < code.text_n;) {
        const char *s = text + at;
        while (i < code.n && code.v[i].to <= at)
            i++;
        size_t n = i < code.n && code.v[i].from <= at ? code.v[i].to - at : 0;
        if (n == 0 && *s == '<')
            n = code_element_length(&code, s);
        if (n > 0) {
            buf_add(out, s, n);
            at += n;
            continue;
        }
        n = mark_take(&m, s);
        at += n;
        if (n > 0)
            continue;
        size_t plain = 1 + strcspn(s + 1, "{[<");
        size_t left = i < code.n && code.v[i].from > at ? code.v[i].from - at : plain;
        plain = plain < left ? plain : left;
        buf_add(out, s, plain);
        at += plain;
    }
}
