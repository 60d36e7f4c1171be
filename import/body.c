/* body.c: an imported text from another system's Markdown to ours, in three steps: marks.c's,
 * markdown_html.c's or html_to_markdown.c's, and the pictures, which are body_pictures.c's. */
#include "body.h"

#include "html_to_markdown.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "marks.h"

#include <stdbool.h>
#include <string.h>

/* Markdown in, Markdown out: links may be spelled longer than the tags they were. */
enum { GROWTH = 4 };

/* What outgrew that is too long for a story, and nothing of it is taken. */
static const char *body_made(struct arena *a, const struct buf *out)
{
    return out->failed ? NULL : arena_dupn(a, out->p, out->len);
}

/* The last step of all ways in. */
const char *body_settle_pictures(struct arena *a, const char *text, const struct body_hooks *hooks,
                                 struct body_counts *counts)
{
    struct buf one, two;
    buf_init(&one, (size_t)GROWTH * MARKDOWN_MAX);
    buf_init(&two, (size_t)GROWTH * MARKDOWN_MAX);
    body_replace_pictures(a, text, hooks, &one, counts);
    body_drop_empty_links(one.p, &two);
    const char *clean = one.failed ? NULL : body_made(a, &two);
    buf_free(&one);
    buf_free(&two);
    return clean ? clean + strspn(clean, "\n") : NULL;
}

static const char *body_without_marks(struct arena *a, const char *text, bool html,
                                      const struct body_hooks *hooks, struct body_counts *counts)
{
    struct buf out;
    if (hooks->marks == BODY_MARKS_NONE ||
        !strpbrk(text, hooks->marks == BODY_MARKS_WORDPRESS ? "[" : "{["))
        return text;
    buf_init(&out, (size_t)GROWTH * MARKDOWN_MAX);
    marks_replace(a, text, html, hooks, &out, counts);
    const char *clean = body_made(a, &out);
    buf_free(&out);
    return clean;
}

const char *body_convert(struct arena *a, const char *text, const struct body_hooks *hooks,
                         struct body_counts *counts)
{
    struct buf out;
    if (strchr(text, '\r')) /* lines are counted by their LF; cmark's end at a CR, too */
        text = text_lines(a, text);
    text = body_without_marks(a, text, false, hooks, counts);
    if (text && strchr(text, '<')) {
        buf_init(&out, (size_t)GROWTH * MARKDOWN_MAX);
        bool good = markdown_without_html(a, text, &out, counts);
        text = good ? body_made(a, &out) : NULL;
        buf_free(&out);
    }
    return text ? body_settle_pictures(a, text, hooks, counts) : NULL;
}

const char *body_html_to_markdown(struct arena *a, const char *html, bool breaks,
                                  const struct body_hooks *hooks, struct body_counts *counts)
{
    struct buf out;
    html = body_without_marks(a, html, true, hooks, counts);
    if (!html)
        return NULL;
    buf_init(&out, (size_t)GROWTH * MARKDOWN_MAX);
    bool good = html_to_markdown(a, html, strlen(html), breaks ? HTML_LINES_BREAK : HTML_LINES_FLOW,
                                 &out, counts);
    const char *text = good ? body_made(a, &out) : NULL;
    buf_free(&out);
    return text;
}

const char *body_convert_html(struct arena *a, const char *html, bool breaks,
                              const struct body_hooks *hooks, struct body_counts *counts)
{
    const char *text = body_html_to_markdown(a, html, breaks, hooks, counts);
    return text ? body_settle_pictures(a, text, hooks, counts) : NULL;
}

bool body_convert_document(struct arena *a, const char *html, const char *headline,
                           const struct body_hooks *hooks, struct body_counts *counts,
                           struct html_document *out)
{
    html = body_without_marks(a, html, true, hooks, counts);
    if (!html || !html_read_document(a, html, strlen(html), headline, out, counts))
        return false;
    out->body = body_settle_pictures(a, out->body, hooks, counts);
    return out->body;
}
