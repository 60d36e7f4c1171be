/* html_to_markdown.c: raw HTML in Markdown, made into Markdown as far as that goes.
 *
 * Takes a text in which both are mixed and gives Markdown alone: "<a href=\"/x\">so</a>" becomes
 * "[so](/x)", "<h2>" becomes "## ". Markdown around and between the tags is copied.
 *
 * Our renderer drops tags, and a link would lose its address with them. So links, emphasis,
 * headings, lists and paragraphs are rewritten here; all other tags go and their text stays. Code
 * (fenced, indented, `inline`) is not touched. */
#include "body.h"

#include "lib/ascii.h"
#include "lib/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { MARKS_MAX = 16, TAG_MAX = 8192 };

/* An inline tag that is open: what it becomes is decided when it closes. */
struct html_mark {
    const char *name, *around; /* "strong", "**" */
    const char *url;           /* of a link */
    size_t from;               /* where its text begins in out */
};

struct writer {
    struct arena *arena;
    struct buf *out;
    struct html_mark marks[MARKS_MAX];
    int n_marks;
    int blocks;   /* HTML containers that are open: their indentation is no code */
    int items;    /* <li> that are open */
    bool ordered; /* the list that <li> belongs to */
    bool list;    /* the last line at the margin began a Markdown list */
    bool code;    /* the last line was indented code */
};

struct tag {
    char name[16]; /* lower case; "" for one whose name is longer */
    bool closing;
    const char *attributes, *end; /* end is behind the ">" */
};

/* ---- Reading tags ---------------------------------------------------------------------------- */

/* A tag at "<" (WHATWG HTML 13.2.5, without its error recovery); false: a mere character. */
static bool tag_read(const char *s, struct tag *out)
{
    const char *at = s + 1;
    *out = (struct tag){.closing = *at == '/'};
    at += out->closing;
    if (!ascii_is_letter(*at))
        return false;
    size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-:");
    if (at[n] != '>' && at[n] != '/' && !strchr(" \t\n", at[n]))
        return false;
    if (memchr(at, ':', n)) /* <https://…> is a link, <o:p> is a word processor's */
        if (strncmp(at, "http", 4) == 0 || strncmp(at, "mailto", 6) == 0)
            return false;
    for (size_t i = 0; i < n && n < sizeof out->name; i++)
        out->name[i] = ascii_lower(at[i]);
    at += n;
    out->attributes = at;
    for (char quote = 0; *at && at - s < TAG_MAX; at++) {
        if (quote ? *at == quote : *at == '"' || *at == '\'')
            quote = quote ? 0 : *at;
        else if (!quote && *at == '>')
            return out->end = at + 1, true;
        else if (at[0] == '\n' && at[1] == '\n')
            return false;
    }
    return false;
}

/* The value of an attribute, references decoded; "" when it is not there. */
static const char *tag_attribute(struct writer *w, const struct tag *t, const char *name)
{
    size_t n = strlen(name);
    for (const char *s = t->attributes; s < t->end; s++) {
        if (strncasecmp(s, name, n) != 0 || !strchr(" \t\n\"'/", s[-1]))
            continue;
        const char *v = s + n + strspn(s + n, " \t\n");
        if (*v != '=')
            continue;
        v += 1 + strspn(v + 1, " \t\n");
        char quote = *v == '"' || *v == '\'' ? *v++ : 0;
        const char *end = v;
        while (end < t->end && (quote ? *end != quote : !strchr(" \t\n>", *end)))
            end++;
        return text_line(
            w->arena, text_decode_entities(w->arena, arena_dupn(w->arena, v, (size_t)(end - v))));
    }
    return "";
}

static bool tag_is_one_of(const char *name, const char *const *names)
{
    while (*names && strcmp(name, *names) != 0)
        names++;
    return *names;
}

/* ---- Writing --------------------------------------------------------------------------------- */

static char writer_last(const struct writer *w)
{
    return w->out->len > 0 ? w->out->p[w->out->len - 1] : '\n';
}

/* Takes back what was written behind n bytes. */
static void writer_cut(struct writer *w, size_t n)
{
    if (n < w->out->len) {
        w->out->len = n;
        w->out->p[n] = '\0';
    }
}

static void writer_trim(struct writer *w)
{
    size_t n = w->out->len;
    while (n > 0 && strchr(" \t\n\\", w->out->p[n - 1]))
        n--;
    writer_cut(w, n);
}

/* The next text begins a paragraph; what was open inline ends with the last one. */
static void writer_paragraph(struct writer *w)
{
    w->n_marks = 0;
    if (w->out->len == 0)
        return;
    writer_trim(w);
    if (w->out->len > 0)
        buf_adds(w->out, "\n\n");
}

static void writer_line_break(struct writer *w)
{
    size_t n = w->out->len;
    while (n > 0 && w->out->p[n - 1] != '\n')
        n--;
    if (n > 0 && writer_last(w) == '\n')
        writer_paragraph(w);
    else if (w->out->p[n] == '#')
        buf_addc(w->out, ' ');
    else
        buf_adds(w->out, "\\\n");
}

/* A break before a blank line breaks nothing, and its backslash would be seen. */
static void writer_settle_break(struct writer *w)
{
    size_t n = w->out->len;
    if (n >= 2 && memcmp(w->out->p + n - 2, "\\\n", 2) == 0) {
        writer_cut(w, n - 2);
        buf_addc(w->out, '\n');
    }
}

static void writer_open_mark(struct writer *w, const char *name, const char *around,
                             const char *url)
{
    if (w->n_marks < MARKS_MAX)
        w->marks[w->n_marks++] =
            (struct html_mark){.name = name, .around = around, .url = url, .from = w->out->len};
}

static bool writer_keeps_link(const char *url)
{
    return text_is_http_url(url) || strncmp(url, "mailto:", 7) == 0 || url[0] == '/' ||
           (url[0] == '#' && url[1]);
}

static void writer_link(struct writer *w, const char *text, size_t n, const char *url)
{
    bool nested = memmem(text, n, "](", 2);
    if (nested || !writer_keeps_link(url)) {
        buf_add(w->out, text, n);
        return;
    }
    buf_addc(w->out, '[');
    buf_add(w->out, text, n);
    buf_printf(w->out, strpbrk(url, "()<> ") ? "](<%s>)" : "](%s)", url);
}

/* A delimiter run works only beside the right characters (CommonMark 6.2): a space helps it. */
static void writer_emphasis(struct writer *w, const char *text, size_t n, const char *around,
                            char next)
{
    if (memchr(text, around[0], n)) {
        buf_add(w->out, text, n);
        return;
    }
    if (ispunct((unsigned char)text[0]) && ascii_is_alnum(writer_last(w)))
        buf_addc(w->out, ' ');
    buf_adds(w->out, around);
    buf_add(w->out, text, n);
    buf_adds(w->out, around);
    if (ispunct((unsigned char)text[n - 1]) && (ascii_is_alnum(next) || next & 0x80))
        buf_addc(w->out, ' ');
}

/* In a code span nothing is a character reference. */
static void writer_code(struct writer *w, const char *text, size_t n)
{
    const char *plain = text_decode_entities(w->arena, arena_dupn(w->arena, text, n));
    buf_adds(w->out, strchr(plain, '`') ? "`` " : "`");
    buf_adds(w->out, plain);
    buf_adds(w->out, strchr(plain, '`') ? " ``" : "`");
}

/* Puts the mark around the text since it was opened; space stays outside. */
static void writer_close_mark(struct writer *w, const char *name, char next)
{
    int i = w->n_marks - 1;
    while (i >= 0 && strcmp(w->marks[i].name, name) != 0)
        i--;
    if (i < 0)
        return;
    struct html_mark m = w->marks[i];
    w->n_marks = i;
    if (m.from > w->out->len)
        return;
    size_t n = w->out->len - m.from;
    const char *all = arena_dupn(w->arena, w->out->p + m.from, n), *text = all;
    writer_cut(w, m.from);
    while (n > 0 && strchr(" \n\t", all[n - 1]))
        n--;
    size_t lead = strspn(text, " \n\t");
    lead = lead < n ? lead : n;
    buf_add(w->out, text, lead);
    if (n > lead && m.url)
        writer_link(w, text + lead, n - lead, m.url);
    else if (n > lead && m.around[0] == '`')
        writer_code(w, text + lead, n - lead);
    else if (n > lead)
        writer_emphasis(w, text + lead, n - lead, m.around, text[n] ? text[n] : next);
    buf_adds(w->out, text + n);
}

/* ---- Tags ------------------------------------------------------------------------------------ */

static const char *const containers[] = {
    "div", "section",    "article", "aside",  "table",  "tbody",  "thead", "ul",   "ol",
    "dl",  "blockquote", "figure",  "center", "header", "footer", "main",  "form", NULL};
static const char *const paragraphs[] = {"p",  "dt",      "dd",      "figcaption",
                                         "tr", "caption", "address", NULL};
static const char *const silent[] = {"script", "style", "template", "noscript", "svg", NULL};

static bool tag_take_inline(struct writer *w, const struct tag *t)
{
    static const struct {
        const char *name, *around;
    } table[] = {{"strong", "**"}, {"b", "**"},   {"em", "*"}, {"i", "*"},
                 {"cite", "*"},    {"code", "`"}, {"tt", "`"}, {"del", "~~"}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(t->name, table[i].name) != 0)
            continue;
        if (t->closing)
            writer_close_mark(w, table[i].name, *t->end);
        else
            writer_open_mark(w, table[i].name, table[i].around, NULL);
        return true;
    }
    if (strcmp(t->name, "a") != 0)
        return false;
    if (t->closing)
        writer_close_mark(w, "a", *t->end);
    else
        writer_open_mark(w, "a", "", tag_attribute(w, t, "href"));
    return true;
}

static void tag_take_item(struct writer *w, const struct tag *t)
{
    if (t->closing) {
        w->items -= w->items > 0;
        return;
    }
    w->items++;
    w->n_marks = 0;
    writer_trim(w);
    if (w->out->len > 0)
        buf_addc(w->out, '\n');
    buf_adds(w->out, w->ordered ? "1. " : "- ");
}

static void tag_take_container(struct writer *w, const struct tag *t)
{
    if (strcmp(t->name, "ul") == 0 || strcmp(t->name, "ol") == 0)
        w->ordered = !t->closing && t->name[0] == 'o';
    w->blocks += t->closing ? (w->blocks > 0 ? -1 : 0) : 1;
    if (w->items > 0)
        return;
    writer_paragraph(w);
    if (strcmp(t->name, "blockquote") == 0 && !t->closing)
        buf_adds(w->out, "> ");
}

/* Frames show other sites; a link to them is as near as a story comes. */
static void tag_take_frame(struct writer *w, const struct tag *t)
{
    const char *src = tag_attribute(w, t, "src");
    static const char embed[] = "youtube.com/embed/";
    const char *video = strstr(src, embed);
    if (t->closing)
        return;
    if (video) {
        video += sizeof embed - 1;
        buf_printf(w->out, "[Video on YouTube](https://www.youtube.com/watch?v=%.*s)",
                   (int)strcspn(video, "?&/\"<>() "), video);
    } else if (text_is_http_url(src) && !strpbrk(src, "<>")) {
        buf_printf(w->out, "<%s>", src);
    }
}

static void tag_take(struct writer *w, const struct tag *t, struct body_counts *counts)
{
    if (tag_take_inline(w, t))
        return;
    if (t->name[0] == 'h' && t->name[1] >= '1' && t->name[1] <= '6' && !t->name[2]) {
        writer_paragraph(w);
        if (!t->closing)
            buf_printf(w->out, "%.*s ", t->name[1] - '0', "######");
    } else if (tag_is_one_of(t->name, containers)) {
        tag_take_container(w, t);
    } else if (tag_is_one_of(t->name, paragraphs)) {
        if (w->items == 0)
            writer_paragraph(w);
    } else if (strcmp(t->name, "li") == 0) {
        tag_take_item(w, t);
    } else if (strcmp(t->name, "br") == 0) {
        writer_line_break(w);
    } else if (strcmp(t->name, "hr") == 0) {
        writer_paragraph(w);
        buf_adds(w->out, "---\n\n");
    } else if (t->closing && (strcmp(t->name, "td") == 0 || strcmp(t->name, "th") == 0)) {
        buf_adds(w->out, " · ");
    } else if (strcmp(t->name, "iframe") == 0) {
        tag_take_frame(w, t);
    } else if (strcmp(t->name, "img") == 0) {
        counts->pictures_missing++;
    }
}

/* Behind the closing tag of an element whose content is not text; s when it has none. */
static const char *element_skip(const char *s, const char *name)
{
    for (const char *at = s; (at = strstr(at, "</")); at += 2)
        if (strncasecmp(at + 2, name, strlen(name)) == 0) {
            const char *end = strchr(at, '>');
            return end ? end + 1 : s;
        }
    return s;
}

/* <pre>…</pre> as a fenced block. */
static const char *element_take_pre(struct writer *w, const char *s)
{
    const char *end = element_skip(s, "pre");
    const char *close = s;
    for (const char *at = s; at < end && (at = strstr(at, "</")) && at < end; at += 2)
        close = at;
    if (end == s)
        return s;
    writer_paragraph(w);
    buf_adds(w->out, "```\n");
    buf_adds(w->out, text_strip_html(w->arena, arena_dupn(w->arena, s, (size_t)(close - s))));
    buf_adds(w->out, "\n```\n\n");
    return end;
}

/* Something at "<". Returns where to go on; the same place when it is a mere character. */
static const char *markup_take(struct writer *w, const char *s, struct body_counts *counts)
{
    struct tag t;
    if (strncmp(s, "<!--", 4) == 0) {
        const char *end = strstr(s + 4, "-->");
        return end ? end + 3 : s;
    }
    if (!tag_read(s, &t))
        return s;
    counts->raw_html++;
    if (!t.closing && tag_is_one_of(t.name, silent))
        return element_skip(t.end, t.name);
    if (!t.closing && strcmp(t.name, "pre") == 0) {
        return element_take_pre(w, t.end);
    }
    tag_take(w, &t, counts);
    if (writer_last(w) != '\n')
        return t.end;
    /* What follows begins a line: the source's own line end is not a second one. */
    const char *after = t.end + strspn(t.end, " \t");
    if (strcmp(t.name, "br") == 0 && *after == '\n')
        after += 1 + strspn(after + 1, " \t");
    return after;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static size_t code_fence_length(const char *line)
{
    const char *s = line + strspn(line, " ");
    if (s - line > 3 || (*s != '`' && *s != '~'))
        return 0;
    size_t n = strspn(s, *s == '`' ? "`" : "~");
    return n >= 3 ? n : 0;
}

static const char *line_end_after(const char *s)
{
    const char *end = strchr(s, '\n');
    return end ? end + 1 : s + strlen(s);
}

/* Copies a fenced block; s is at its first line. */
static const char *writer_copy_fence(struct writer *w, const char *s)
{
    size_t n = code_fence_length(s);
    char c = s[strspn(s, " ")];
    do {
        const char *end = line_end_after(s);
        buf_add(w->out, s, (size_t)(end - s));
        s = end;
    } while (*s && !(code_fence_length(s) >= n && s[strspn(s, " ")] == c));
    const char *end = line_end_after(s);
    buf_add(w->out, s, (size_t)(end - s));
    return end;
}

/* `code`: copied to its closing run; only the run itself when there is none. */
static const char *writer_copy_code(struct writer *w, const char *s)
{
    size_t n = strspn(s, "`");
    const char *at = s + n;
    while (*at && !(at[0] == '\n' && at[1] == '\n')) {
        size_t run = strspn(at, "`");
        if (run == n) {
            buf_add(w->out, s, (size_t)(at + n - s));
            return at + n;
        }
        at += run ? run : 1;
    }
    buf_add(w->out, s, n);
    return s + n;
}

static bool line_begins_list(const char *s)
{
    size_t digits = strspn(s, "0123456789");
    if (digits > 0)
        return (s[digits] == '.' || s[digits] == ')') && s[digits + 1] == ' ';
    return strchr("-*+", *s) && *s && (s[1] == ' ' || s[1] == '\t');
}

/* Indentation of a new line: code is copied, that of HTML goes, other stays. */
static const char *writer_start_line(struct writer *w, const char *s)
{
    size_t indent = strspn(s, " \t");
    const char *text = s + indent;
    bool deep = indent >= 4 || memchr(s, '\t', indent);
    bool blank_before = w->out->len < 2 || memcmp(w->out->p + w->out->len - 2, "\n\n", 2) == 0;
    bool code = deep && (blank_before || w->code);
    if (*text == '\n' || !*text) {
        w->n_marks = 0;
        return text;
    }
    if (indent == 0)
        w->list = line_begins_list(s);
    w->code = false;
    if (w->blocks > 0 || w->items > 0 || (!code && deep && *text == '<'))
        return text;
    if (code && !w->list) {
        w->code = true;
        const char *end = line_end_after(s);
        buf_add(w->out, s, (size_t)(end - s));
        return end;
    }
    return s;
}

void html_to_markdown(struct arena *a, const char *s, struct buf *out, struct body_counts *counts)
{
    struct writer w = {.arena = a, .out = out};
    bool fresh = true;
    while (*s) {
        if (fresh && code_fence_length(s)) {
            s = writer_copy_fence(&w, s);
            continue;
        }
        if (fresh) {
            const char *text = writer_start_line(&w, s);
            fresh = text > s && text[-1] == '\n';
            s = text;
            if (fresh || !*s)
                continue;
        }
        const char *next = *s == '<' ? markup_take(&w, s, counts) : s;
        if (next > s) {
            s = next;
        } else if (*s == '`') {
            s = writer_copy_code(&w, s);
        } else {
            if (*s == '\\' && s[1] && s[1] != '\n')
                buf_addc(out, *s++);
            fresh = *s == '\n';
            if (fresh)
                writer_settle_break(&w);
            buf_addc(out, *s++);
        }
    }
    writer_settle_break(&w);
}
