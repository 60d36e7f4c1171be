/* marks_write.c: what takes a mark's place, in Markdown or in HTML. */
#include "marks.h"

#include "lib/text.h"

#include <string.h>

static void marks_add_html(struct marks *m, const char *text)
{
    buf_add_html(m->out, text, strlen(text));
}

void marks_add_link(struct marks *m, const char *text, const char *url)
{
    text = *text ? text : url;
    if (m->html) {
        buf_adds(m->out, "<a href=\"");
        marks_add_html(m, url);
        buf_adds(m->out, "\">");
        marks_add_html(m, text);
        buf_adds(m->out, "</a>");
    } else {
        buf_printf(m->out, strpbrk(url, "()<> ") ? "[%s](<%s>)" : "[%s](%s)", text, url);
    }
}

static void marks_add_escaped(struct marks *m, const char *text, const char *special)
{
    for (; *text; text++) {
        if (strchr(special, *text))
            buf_addc(m->out, '\\');
        buf_addc(m->out, *text);
    }
}

void marks_add_picture(struct marks *m, const char *src, const char *alt, const char *caption)
{
    if (m->html) {
        buf_adds(m->out, "<figure><img src=\"");
        marks_add_html(m, src);
        buf_adds(m->out, "\" alt=\"");
        marks_add_html(m, alt);
        buf_adds(m->out, "\"><figcaption>");
        marks_add_html(m, caption);
        buf_adds(m->out, "</figcaption></figure>");
        return;
    }
    buf_adds(m->out, "![");
    marks_add_escaped(m, alt, "[]\\");
    buf_printf(m->out, strpbrk(src, "()<> ") ? "](<%s>" : "](%s", src);
    if (*caption) {
        buf_adds(m->out, " \"");
        marks_add_escaped(m, caption, "\"\\");
        buf_addc(m->out, '"');
    }
    buf_addc(m->out, ')');
}

void marks_add_code(struct marks *m, const char *language, const char *code, size_t n)
{
    size_t longest = 2, run = 0;
    while (n > 0 && *code == '\n')
        code++, n--;
    while (n > 0 && strchr(" \n", code[n - 1]))
        n--;
    if (m->html) {
        buf_adds(m->out, "\n<pre><code class=\"language-");
        marks_add_html(m, language);
        buf_adds(m->out, "\">");
        buf_add_html(m->out, code, n);
        buf_adds(m->out, "</code></pre>\n");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        run = code[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    char *fence = arena_alloc(m->arena, longest + 2);
    memset(fence, '`', longest + 1);
    buf_printf(m->out, "\n\n%s%s\n", fence, language);
    buf_add(m->out, code, n);
    buf_printf(m->out, "\n%s\n\n", fence);
}

static bool marks_end_with(const struct marks *m, const char *s)
{
    size_t n = strlen(s);
    return m->out->len >= n && memcmp(m->out->p + m->out->len - n, s, n) == 0;
}

void marks_add_reference(struct marks *m, const char *target)
{
    const char *address = m->hooks->reference ? m->hooks->reference(m->hooks->ctx, target) : NULL;
    /* Where Markdown wants an address, none is spelled <>; the renderer then keeps the text. */
    buf_adds(m->out, address ? address : marks_end_with(m, "](") ? "<> " : "");
}

void marks_add_video(struct marks *m, const char *host, const char *id, const char *title)
{
    bool plain = *id && id[strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789_-")] == '\0';
    bool vimeo = strcmp(host, "vimeo") == 0;
    const char *words = *title ? title : vimeo ? "Vimeo" : "YouTube";
    if (text_is_http_url(id) && !strpbrk(id, "\"<>"))
        marks_add_link(m, words, id);
    else if (plain)
        marks_add_link(
            m, words,
            arena_printf(m->arena,
                         vimeo ? "https://vimeo.com/%s" : "https://www.youtube.com/watch?v=%s",
                         id));
    else
        marks_count(m, host);
}

void marks_count(struct marks *m, const char *name)
{
    m->counts->shortcodes += !name;
    if (name)
        body_count(m->counts, name);
}
