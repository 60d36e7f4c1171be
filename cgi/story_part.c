/* story_part.c: a story taken apart into what a reader can point at. */
#include "story_part.h"

#include "lib/diff.h"
#include "lib/language.h"
#include "lib/paragraph.h"
#include "lib/text.h"

#include <string.h>

static void story_part_add(struct story_parts *out, const char *id, const char *label, int number,
                           const char *text)
{
    if (text && *text)
        out->v[out->n++] = (struct story_part){id, label, number, text};
}

struct story_parts story_parts_of(struct arena *a, const struct revision *r)
{
    const struct story_text *t = &r->text;
    struct paragraphs body = paragraphs_of(a, r->body_html);
    struct story_parts out = {.v = arena_array(a, body.n + t->takeaways.n + 5, sizeof *out.v)};

    story_part_add(&out, "headline", WORD("Headline"), 0, t->headline);
    story_part_add(&out, "dek", WORD("Standfirst"), 0, t->dek);
    if (t->hero_id != 0)
        story_part_add(&out, "picture", WORD("Picture"), 0,
                       *t->hero_caption ? t->hero_caption : t->hero_alt);
    for (size_t i = 0; i < body.n; i++)
        story_part_add(&out, body.v[i].id, "", 0, body.v[i].text);
    story_part_add(&out, "verdict", WORD("Verdict"), 0, t->review.verdict);
    for (size_t i = 0; i < t->takeaways.n; i++)
        story_part_add(&out, arena_printf(a, "takeaway-%zu", i + 1), WORD("Takeaway %NUMBER%"),
                       (int)i + 1, t->takeaways.v[i]);
    if (r->how_html)
        story_part_add(&out, "reported", WORD("How we reported it"), 0,
                       text_line(a, text_strip_html(a, r->how_html)));
    return out;
}

const struct story_part *story_part_find(const struct story_parts *all, const char *id)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->v[i].id, id) == 0)
            return &all->v[i];
    return NULL;
}

/* Bytes of b that are words of a too, in the same order. */
static size_t story_part_common_bytes(struct arena *a, const char *before, const char *after)
{
    struct diff_span *spans;
    size_t n, bytes = 0;

    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++)
        bytes += spans[i].op == DIFF_SAME ? strlen(spans[i].text) : 0;
    return bytes;
}

const struct story_part *story_part_like(struct arena *a, const struct story_parts *all,
                                         const char *text)
{
    const struct story_part *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < all->n; i++) {
        if (strcmp(all->v[i].text, text) == 0)
            return &all->v[i];
        size_t n = story_part_common_bytes(a, text, all->v[i].text);
        if (n > most) {
            most = n;
            best = &all->v[i];
        }
    }
    return 2 * most >= strlen(text) ? best : NULL;
}
