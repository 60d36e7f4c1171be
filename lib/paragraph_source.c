/* paragraph_source.c: where in the Markdown a paragraph of the page stands.
 *
 * The text is cut as for merging. A piece that becomes one paragraph when it is rendered by itself, with a
 * paragraph's words, is that paragraph; both are in the order of the text. So a list, a piece that leans on
 * a definition elsewhere, and what the page says in words of its own have none. */
#include "paragraph.h"

#include "buf.h"
#include "markdown.h"
#include "merge_private.h"

#include <string.h>

#define AHEAD_MAX 50 /* pieces that are looked at for one paragraph */

/* The words of a piece that is one paragraph by itself; NULL: it is not. */
static const char *piece_words(struct arena *a, struct merge_part piece)
{
    struct buf html;
    struct paragraphs alone = {0};
    buf_init(&html, MARKDOWN_MAX);
    if (markdown_render(piece.p, piece.n, NULL, &html, NULL, NULL) == MARKDOWN_OK && html.p)
        alone = paragraphs_of(a, html.p);
    buf_free(&html);
    return alone.n == 1 ? alone.v[0].text : NULL;
}

struct paragraph_source *paragraph_sources(struct arena *a, const char *md,
                                           const struct paragraphs *all)
{
    struct paragraph_source *out = arena_array(a, all->n + 1, sizeof *out);
    struct merge_text pieces = merge_split(a, md, false);
    const char **words = arena_array(a, (size_t)pieces.n + 1, sizeof *words);
    int next = 0;
    memset(out, 0, (all->n + 1) * sizeof *out);
    for (int i = 0; i < pieces.n; i++)
        words[i] = piece_words(a, pieces.v[i]);
    for (size_t i = 0; i < all->n; i++) {
        int at = next, end = pieces.n - next > AHEAD_MAX ? next + AHEAD_MAX : pieces.n;
        while (at < end && (!words[at] || strcmp(words[at], all->v[i].text) != 0))
            at++;
        if (at == end)
            continue;
        out[i] = (struct paragraph_source){(size_t)(pieces.v[at].p - pieces.p), pieces.v[at].n};
        next = at + 1;
    }
    return out;
}
