/* html_mark.c: emphasis and links around a part of a line of text.
 *
 * Marks are put around their text when they end, for only then is it known whether there is any.
 * A mark works only beside the right characters (CommonMark 6.2): "**" that closes behind a full
 * stop must not touch a letter. Punctuation is then moved out of it, or a letter is spelled as a
 * character reference. */
#include "html_run.h"

#include "lib/text.h"

#include <string.h>

struct html_open html_run_open(struct html_run *r, enum html_mark mark, const char *url)
{
    struct html_open m = {.mark = mark,
                          .url = url,
                          .from = r->out.len,
                          .idle = r->open[mark],
                          .opened = r->opened,
                          .code_end = r->code_end};
    if (m.idle)
        return m;
    r->open[mark] = true;
    r->n_open++;
    size_t n = strlen(html_delimiters[mark]);
    if (mark != HTML_LINK && !r->gap && r->close_at == r->out.len && r->close_at > 0 &&
        r->closed == mark && !r->opened) {
        /* "**a****b**" would be no mark at all: the two are one. */
        html_run_truncate(r, r->out.len - n);
        m.from = r->close_from;
        memmove(r->out.p + m.from, r->out.p + m.from + n, r->out.len - m.from - n);
        html_run_truncate(r, r->out.len - n);
        r->last_char -= n;
        r->text_end -= n;
        r->close_at = 0;
    }
    r->opened = true;
    r->code_end = 0; /* code within the mark is no part of the code before it */
    return m;
}

/* Bytes of a character of text at s that may leave its mark; 0 when it belongs to markup. */
static size_t movable_punctuation(const char *s, const char *end)
{
    uint32_t c;
    if (strchr("*[`~<&_!", *s))
        return 0;
    if (*s == '\\' && s + 1 < end)
        return s[1] == '\n' ? 0 : 2;
    size_t n = text_codepoint(s, (size_t)(end - s), &c);
    return n > 0 && html_char_class(c) == CHAR_PUNCTUATION ? n : 0;
}

/* Where an opening mark may stand whose text is from at to *end: not between a word's character and
 * punctuation. The text may grow; nothing may be left of it. */
static size_t run_mend_open(struct html_run *r, size_t at, size_t *end)
{
    if (html_char_class(html_run_last_char(r, at)) != CHAR_WORD ||
        html_char_class(html_char_at(r->out.p + at, r->out.p + *end)) != CHAR_PUNCTUATION)
        return at;
    size_t n = movable_punctuation(r->out.p + at, r->out.p + *end);
    if (n > 0) {
        for (at += n; at < *end && (n = html_space_length(r->out.p + at, r->out.p + *end)) > 0;)
            at += n;
        return at;
    }
    size_t from = html_char_before(r->out.p, at), old = at - from;
    struct buf number;
    buf_init(&number, SIZE_MAX - 1);
    buf_printf(&number, "&#%u;", (unsigned)html_run_last_char(r, at));
    memcpy(r->out.p + from, number.p, old);
    html_run_insert(r, at, number.p + old, number.len - old);
    *end += number.len - old;
    at += number.len - old;
    buf_free(&number);
    return at;
}

void html_add_url(struct buf *out, const char *url)
{
    bool bare = !strpbrk(url, "() ") && *url;
    buf_adds(out, bare ? "" : "<");
    for (const char *s = url; *s; s++)
        if (strchr("<>\\`|\"", *s))
            buf_add_urlencoded(out, s, 1);
        else if (*s == '&' && html_begins_reference(s, url + strlen(url)))
            buf_adds(out, "&amp;");
        else if ((unsigned char)*s > 0x20 || *s == ' ')
            buf_addc(out, *s);
    buf_adds(out, bare ? "" : ">");
}

/* What is between at and end says no more than url does. */
static bool run_is_url(const struct html_run *r, size_t at, size_t end, const char *url)
{
    for (; at < end; at++)
        if (r->out.p[at] != '\\' && r->out.p[at] != *url++)
            return false;
    return !*url;
}

static void run_close_link(struct html_run *r, size_t at, size_t end, const char *url)
{
    bool same = run_is_url(r, at, end, url);
    struct buf tail;
    const char *rest = arena_dupn(r->walk->arena, r->out.p + end, r->out.len - end);
    if (same && text_is_http_url(url) && !strpbrk(url, "<>\\`|")) {
        html_run_truncate(r, at);
        buf_printf(&r->out, "<%s>%s", url, rest);
        return;
    }
    buf_init(&tail, SIZE_MAX - 1);
    buf_adds(&tail, "](");
    html_add_url(&tail, url);
    buf_addc(&tail, ')');
    html_run_truncate(r, end);
    buf_add(&r->out, tail.p, tail.len);
    buf_adds(&r->out, rest);
    buf_free(&tail);
    bool shouted = at > 0 && r->out.p[at - 1] == '!' && (at < 2 || r->out.p[at - 2] != '\\');
    html_run_insert(r, at, "[", 1);
    if (shouted) /* "![" would begin a picture */
        html_run_insert(r, at - 1, "\\", 1);
}

void html_run_close(struct html_run *r, const struct html_open *m)
{
    if (m->idle)
        return;
    r->open[m->mark] = false;
    r->n_open--;
    size_t at = m->from, n;
    if (r->out.failed)
        return;
    while ((n = html_space_length(r->out.p + at, r->out.p + r->out.len)) > 0)
        at += n;
    size_t end = html_run_trimmed_end(r, at);
    if (end <= at) {
        r->opened = m->opened;
        r->code_end = r->code_end ? r->code_end : m->code_end;
        return;
    }
    if (m->mark == HTML_LINK) {
        if (*m->url)
            run_close_link(r, at, end, m->url);
        return;
    }
    const char *mark = html_delimiters[m->mark];
    n = strlen(mark);
    at = run_mend_open(r, at, &end);
    if (at >= end)
        return;
    bool at_end = end == r->out.len, text_behind = r->text_end > end;
    html_run_insert(r, end, mark, n);
    if (!text_behind && r->text_end > end) /* the text itself did not move */
        r->text_end -= n, r->last_char -= n;
    html_run_insert(r, at, mark, n);
    if (at_end) {
        r->closed = m->mark;
        r->opened = false;
        r->close_at = r->out.len;
        r->close_from = at;
    }
}

enum html_mark html_mark_of(const struct html_node *node)
{
    return html_is(node, " strong b ")            ? HTML_STRONG
           : html_is(node, " em i var dfn cite ") ? HTML_EM
           : html_is(node, " del s strike ")      ? HTML_DEL
           : html_is(node, " a ")                 ? HTML_LINK
                                                  : HTML_MARK_MAX;
}
