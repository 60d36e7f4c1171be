/* export_blocks.c: from the elements that lib/markdown.h writes to WordPress's blocks.
 *
 * That HTML is our own: attributes are in double quotes, every element that is open is closed, and a "<" of
 * the text is a reference. */
#include "export_blocks.h"

#include "lib/markdown.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_LONGEST = 16 };

struct blocks_writer {
    const struct export_blocks *b;
    struct buf *out;
    bool citing; /* in the paragraph of a quotation that says whose it is */
};

/* ---- Reading --------------------------------------------------------------------------------- */

struct blocks_tag {
    char name[NAME_LONGEST];
    bool closes;     /* "</p>" */
    const char *s;   /* "<" */
    const char *end; /* behind ">" */
};

static struct blocks_tag blocks_read(const char *s)
{
    struct blocks_tag t = {.closes = s[1] == '/', .s = s};
    const char *name = s + 1 + t.closes, *end = strchr(s, '>');
    size_t n = strcspn(name, " >");
    t.end = end ? end + 1 : s + strlen(s);
    if (n < sizeof t.name)
        memcpy(t.name, name, n);
    return t;
}

static bool blocks_is(const struct blocks_tag *t, const char *name)
{
    return strcmp(t->name, name) == 0;
}

static bool blocks_is_empty(const struct blocks_tag *t)
{
    return blocks_is(t, "img") || blocks_is(t, "br") || blocks_is(t, "hr") ||
           blocks_is(t, "source");
}

/* An attribute's value as it stands there, or NULL. In the arena. */
static const char *blocks_attribute(struct arena *a, const struct blocks_tag *t, const char *name)
{
    const char *mark = arena_printf(a, " %s=\"", name);
    const char *at = memmem(t->s, (size_t)(t->end - t->s), mark, strlen(mark));
    return at ? arena_dupn(a, at + strlen(mark), strcspn(at + strlen(mark), "\"")) : NULL;
}

/* Behind the element that begins at s. */
static const char *blocks_element_end(const char *s)
{
    int depth = 0;
    while ((s = strchr(s, '<'))) {
        struct blocks_tag t = blocks_read(s);
        depth += t.closes ? -1 : !blocks_is_empty(&t);
        s = t.end;
        if (depth <= 0)
            return s;
    }
    return NULL;
}

/* Whether one of these tags, each with a space before and behind it, begins behind s. */
static bool blocks_have(const char *s, const char *end, const char *names)
{
    for (s = strchr(s + 1, '<'); s && s < end; s = strchr(s + 1, '<')) {
        struct blocks_tag t = blocks_read(s);
        const char *at = t.closes ? NULL : strstr(names, t.name);
        if (at && *t.name && at[-1] == ' ' && at[strlen(t.name)] == ' ')
            return true;
    }
    return false;
}

/* ---- Tags ------------------------------------------------------------------------------------ */

/* Quotation marks are left to WordPress, which sets them as its language does. */
static void blocks_add_text(struct buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (strncmp(s + i, "&quot;", 6) == 0) {
            buf_addc(out, '"');
            i += 6;
        } else if (strncmp(s + i, "&#39;", 5) == 0) {
            buf_addc(out, '\'');
            i += 5;
        } else {
            buf_addc(out, s[i++]);
        }
    }
}

static void blocks_keep(struct blocks_writer *w, const struct blocks_tag *t, const char *name)
{
    const char *value = blocks_attribute(w->b->a, t, name);
    if (value)
        buf_printf(w->out, " %s=\"%s\"", name, value);
}

static void blocks_add_picture(struct blocks_writer *w, const struct blocks_tag *t)
{
    const char *src = blocks_attribute(w->b->a, t, "src");
    const char *alt = blocks_attribute(w->b->a, t, "alt");
    const char *there = src ? w->b->picture(w->b->ctx, src) : NULL;
    buf_printf(w->out, "<img src=\"%s\" alt=\"%s\"/>",
               there ? there
               : src ? src
                     : "",
               alt ? alt : "");
}

/* "Credit: Ann</span>", in the site's language; returns what follows. */
static const char *blocks_add_credit(struct blocks_writer *w, const char *s)
{
    struct arena *a = w->b->a;
    const char *end = strstr(s, "</span>");
    size_t n = end ? (size_t)(end - s) : strlen(s);
    const char *text =
        language_say(w->b->language, a, "Credit: %CREDIT%", "CREDIT", arena_dupn(a, s, n), NULL);
    blocks_add_text(w->out, text, strlen(text));
    return end ? end + strlen("</span>") : s + n;
}

static void blocks_add_open(struct blocks_writer *w, const struct blocks_tag *t)
{
    static const char *const kept[][2] = {{"a", "href"},   {"a", "id"},     {"li", "id"},
                                          {"li", "value"}, {"ol", "start"}, {"code", "class"}};
    const char *class = blocks_attribute(w->b->a, t, "class");
    buf_printf(w->out, "<%s", t->name);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (blocks_is(t, kept[i][0]))
            blocks_keep(w, t, kept[i][1]);
    if (t->name[0] == 'h' && t->name[1] >= '1' && t->name[1] <= '6')
        blocks_keep(w, t, "id");
    if (class && strncmp(class, "align-", 6) == 0)
        buf_printf(w->out, " class=\"has-text-%s\" data-align=\"%s\"", class, class + 6);
    blocks_keep(w, t, "dir");
    buf_addc(w->out, '>');
}

/* A tag within a block; returns what follows it. */
static const char *blocks_add_tag(struct blocks_writer *w, const char *s)
{
    static const char credit[] = MARKDOWN_CREDIT MARKDOWN_CREDIT_LABEL, video[] = MARKDOWN_VIDEO;
    struct blocks_tag t = blocks_read(s);
    const char *class = blocks_attribute(w->b->a, &t, "class");
    if (strncmp(s, credit, strlen(credit)) == 0)
        return blocks_add_credit(w, s + strlen(credit));
    if (strncmp(s, video, strlen(video)) == 0) {
        const char *end = strstr(s, "</span> ");
        return end ? end + strlen("</span> ") : t.end;
    }
    if (blocks_is(&t, "picture") || blocks_is(&t, "source") || blocks_is(&t, "span"))
        return t.end;
    if (blocks_is(&t, "img")) {
        blocks_add_picture(w, &t);
    } else if (blocks_is(&t, "p") && (w->citing || (class && strcmp(class, "attribution") == 0))) {
        buf_adds(w->out, t.closes ? "</cite>" : "<cite>");
        w->citing = !t.closes;
    } else if (t.closes) {
        buf_printf(w->out, "</%s>", t.name);
    } else {
        blocks_add_open(w, &t);
    }
    return t.end;
}

static void blocks_add_inner(struct blocks_writer *w, const char *s, const char *end)
{
    while (s < end) {
        const char *tag = memchr(s, '<', (size_t)(end - s));
        blocks_add_text(w->out, s, (size_t)((tag ? tag : end) - s));
        s = tag ? blocks_add_tag(w, tag) : end;
    }
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

struct blocks_form {
    const char *name;       /* of the block */
    const char *attributes; /* of its comment, with a space before them, or "" */
    const char *open;       /* stands in the place of the first tag, or NULL */
    const char *close;      /* and of the last one, or NULL */
};

static struct blocks_form blocks_list_form(struct arena *a, const struct blocks_tag *t)
{
    const char *start = blocks_attribute(a, t, "start");
    if (blocks_is(t, "ul"))
        return (struct blocks_form){"list", "", NULL, NULL};
    return (struct blocks_form){
        "list",
        start ? arena_printf(a, " {\"ordered\":true,\"start\":%ld}", strtol(start, NULL, 10))
              : " {\"ordered\":true}",
        NULL, NULL};
}

static struct blocks_form blocks_form_of(struct arena *a, const struct blocks_tag *t,
                                         const char *end)
{
    static const char within[] = " p pre blockquote ul ol table figure h2 h3 h4 h5 h6 hr ";
    static const char in_list[] = " p pre blockquote table figure h2 h3 h4 h5 h6 hr ";
    static const char in_quote[] = " pre blockquote ul ol table figure h2 h3 h4 h5 h6 hr ";
    if (blocks_attribute(a, t, "dir"))
        return (struct blocks_form){"html", "", NULL, NULL};
    if (blocks_is(t, "p") && !blocks_have(t->s, end, within))
        return (struct blocks_form){"paragraph", "", NULL, NULL};
    if (t->name[0] == 'h' && t->name[1] > '1' && t->name[1] <= '6')
        return (struct blocks_form){
            "heading", t->name[1] == '2' ? "" : arena_printf(a, " {\"level\":%c}", t->name[1]),
            NULL, NULL};
    if ((blocks_is(t, "ul") || blocks_is(t, "ol")) && !blocks_have(t->s, end, in_list))
        return blocks_list_form(a, t);
    if (blocks_is(t, "blockquote") && !blocks_have(t->s, end, in_quote))
        return (struct blocks_form){"quote", "", "<blockquote class=\"wp-block-quote\">", NULL};
    if (blocks_is(t, "pre") && strncmp(t->end, "<code>", 6) == 0)
        return (struct blocks_form){"code", "", "<pre class=\"wp-block-code\">", NULL};
    if (blocks_is(t, "hr"))
        return (struct blocks_form){
            "separator", "", "<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>", ""};
    if (blocks_is(t, "figure"))
        return (struct blocks_form){"image", "", "<figure class=\"wp-block-image\">", NULL};
    if (blocks_is(t, "div"))
        return (struct blocks_form){"table", "", "<figure class=\"wp-block-table\">", "</figure>"};
    return (struct blocks_form){"html", "", NULL, NULL};
}

static void blocks_add_block(struct blocks_writer *w, const char *s, const char *end)
{
    struct blocks_tag t = blocks_read(s);
    struct blocks_form form = blocks_form_of(w->b->a, &t, end);
    const char *last = end;
    buf_printf(w->out, "<!-- wp:%s%s -->\n", form.name, form.attributes);
    if (form.open) {
        buf_adds(w->out, form.open);
        s = t.end;
    }
    if (form.close && *form.close)
        while (*--last != '<')
            continue;
    blocks_add_inner(w, s, last);
    buf_adds(w->out, form.close);
    buf_printf(w->out, "\n<!-- /wp:%s -->\n\n", form.name);
}

void export_blocks_add(const struct export_blocks *b, const char *html, struct buf *out)
{
    struct blocks_writer w = {.b = b, .out = out};
    for (const char *s = html; (s = strchr(s, '<'));) {
        const char *end = blocks_element_end(s);
        if (!end)
            break;
        blocks_add_block(&w, s, end);
        s = end;
    }
}
