/* body.c: an imported text from another system's Markdown to ours, in three steps: shortcode.c's,
 * the pictures, which are body_pictures.c's, and html_to_markdown.c's. */
#include "body.h"

#include "lib/markdown.h"

#include <string.h>

/* Markdown in, Markdown out: links may be spelled longer than the tags they were. */
enum { GROWTH = 4 };

const char *body_convert(struct arena *a, const char *text, const struct body_hooks *hooks,
                         struct body_counts *counts)
{
    struct buf one, two;
    buf_init(&one, (size_t)GROWTH * MARKDOWN_MAX);
    buf_init(&two, (size_t)GROWTH * MARKDOWN_MAX);
    if (strstr(text, "{{"))
        shortcodes_replace(a, text, hooks, &one, counts);
    else
        buf_adds(&one, text);
    /* Before the tags, for "![a](<b c.jpg>)" is none; and behind them, for those that were tags. */
    body_replace_pictures(a, one.p, hooks, &two, counts);
    buf_clear(&one);
    if (strchr(two.p, '<')) {
        html_to_markdown(a, two.p, &one, counts);
        buf_clear(&two);
        body_replace_pictures(a, one.p, hooks, &two, counts);
    }
    buf_clear(&one);
    body_drop_empty_links(two.p, &one);
    const char *clean = arena_dupn(a, one.p, one.len);
    buf_free(&one);
    buf_free(&two);
    return clean + strspn(clean, "\n");
}
