/* markdown_swap.c: other pictures in rendered HTML.
 *
 * The HTML is the renderer's own, in which "<" begins nothing but its tags: so a picture is where <img src="
 * stands, and a figure what <figure> and </figure> hold it between. */
#include "markdown_private.h"

#include <stdlib.h>
#include <string.h>

static const char img[] = "<img src=\"", figure[] = "<figure id=\"p-", figure_end[] = "</figure>\n";

#define SRC_MAX 512
#define PLAIN_MAX 65536

struct swapping {
    const char *copied; /* up to there all is in out */
    struct buf *out;
    bool rtl;
};

/* The address of the <img> at `at`; false: it is longer than any of ours. */
static bool swap_src(const char *at, char src[SRC_MAX])
{
    at += sizeof img - 1;
    size_t n = strcspn(at, "\"");
    if (n >= SRC_MAX)
        return false;
    memcpy(src, at, n);
    src[n] = '\0';
    return true;
}

/* Where the figure around `at` begins; NULL: it is in none. */
static const char *swap_figure(const char *from, const char *at)
{
    const char *found = NULL;
    for (const char *p = from; (p = strstr(p, figure)) && p < at; p += sizeof figure - 1)
        found = p;
    const char *end = found ? strstr(found, figure_end) : NULL;
    return end && end > at ? found : NULL;
}

static void swap_put(struct swapping *w, const char *at, const struct markdown_swap *to)
{
    const char *in = swap_figure(w->copied, at), *from = in ? in : at;
    struct md_picture picture = {
        .known = true, .image = to->image, .title = to->caption, .alt = to->alt};
    buf_add(w->out, w->copied, (size_t)(from - w->copied));
    if (in) {
        static const struct markdown_options as_a_text = {0};
        struct buf plain;
        buf_init(&plain, PLAIN_MAX);
        struct md_render r = {.opt = &as_a_text,
                              .html = w->out,
                              .plain = &plain,
                              .picture = picture,
                              .rtl = {w->rtl}};
        md_add_figure(&r, strtoul(in + sizeof figure - 1, NULL, 10));
        buf_free(&plain);
        w->copied = strstr(in, figure_end) + sizeof figure_end - 1;
    } else {
        md_add_img(w->out, &picture, false);
        w->copied = at + strcspn(at, ">");
        w->copied += *w->copied == '>';
    }
}

size_t markdown_swap_pictures(const char *html, bool rtl, markdown_swap_fn *swap, void *ctx,
                              struct buf *out)
{
    struct swapping w = {.copied = html, .out = out, .rtl = rtl};
    char src[SRC_MAX];
    size_t n = 0;
    for (const char *at = html; (at = strstr(at, img));) {
        struct markdown_swap to;
        if (!swap_src(at, src) || !swap(ctx, src, &to)) {
            at += sizeof img - 1;
            continue;
        }
        swap_put(&w, at, &to);
        at = w.copied;
        n++;
    }
    if (n > 0)
        buf_adds(out, w.copied);
    return n;
}
