/* story_merge.c: two texts that began as one, put together again.
 *
 * The body goes by paragraphs, lists go by their items, and what is one thing (a headline, a picture
 * with all that is said of it, a rating) goes as a whole: the side that changed it wins, and where
 * both did, differently, it is an overlap. */
#include "story_merge.h"

#include <inttypes.h>
#include <string.h>

struct text_merging {
    struct arena *a;
    const struct story_text *base, *mine, *theirs;
    enum merge_favour favour;
    struct text_merge *out;
    size_t capacity;
};

static void overlap_add(struct text_merging *m, const char *field, const char *base,
                        const char *mine, const char *theirs)
{
    struct text_merge *out = m->out;
    if (out->n == m->capacity) {
        m->capacity = m->capacity ? 2 * m->capacity : 8;
        struct text_overlap *more = arena_array(m->a, m->capacity, sizeof *more);
        if (out->n)
            memcpy(more, out->overlaps, out->n * sizeof *more);
        out->overlaps = more;
    }
    out->overlaps[out->n++] = (struct text_overlap){field, base, mine, theirs};
}

/* ---- One thing ------------------------------------------------------------------------------- */

/* The side whose value stands: told by what each says as text. True: theirs. */
static bool choose_side(struct text_merging *m, const char *field, const char *base,
                        const char *mine, const char *theirs)
{
    bool by_mine = strcmp(mine, base) != 0, by_theirs = strcmp(theirs, base) != 0;
    if (!by_theirs || strcmp(mine, theirs) == 0) {
        m->out->from_mine |= by_mine;
        m->out->from_theirs |= by_theirs;
        return false;
    }
    if (by_mine)
        overlap_add(m, field, base, mine, theirs);
    bool takes_theirs = !by_mine || m->favour == MERGE_THEIRS;
    m->out->from_mine |= by_mine && !takes_theirs;
    m->out->from_theirs |= takes_theirs;
    return takes_theirs;
}

static const char *merge_line(struct text_merging *m, const char *field, const char *base,
                              const char *mine, const char *theirs)
{
    return choose_side(m, field, base, mine, theirs) ? theirs : mine;
}

/* ---- Lists and the body ---------------------------------------------------------------------- */

static const char *merged_text(struct text_merging *m, const char *field, const struct merge *one)
{
    for (size_t i = 0; i < one->n; i++)
        overlap_add(m, field, one->overlaps[i].base, one->overlaps[i].mine,
                    one->overlaps[i].theirs);
    m->out->from_mine |= one->from_mine;
    m->out->from_theirs |= one->from_theirs;
    return one->text;
}

static const char *merge_items(struct text_merging *m, const char *field, const char *base,
                               const char *mine, const char *theirs)
{
    struct merge one;
    merge_lines(m->a, base, mine, theirs, m->favour, &one);
    return merged_text(m, field, &one);
}

static const char *as_lines(struct arena *a, const struct strlist *list)
{
    const char *all = "";
    for (size_t i = 0; i < list->n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? "\n" : "", list->v[i]);
    return all;
}

/* Each line of text, cut out of it. */
static struct strlist lines_of_text(struct arena *a, const char *text)
{
    struct strlist out = {0};
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (n)
            strlist_add(a, &out, arena_dupn(a, text, n));
        text += n + (text[n] == '\n');
    }
    return out;
}

static struct strlist merge_list(struct text_merging *m, const char *field,
                                 const struct strlist *base, const struct strlist *mine,
                                 const struct strlist *theirs)
{
    return lines_of_text(m->a, merge_items(m, field, as_lines(m->a, base), as_lines(m->a, mine),
                                           as_lines(m->a, theirs)));
}

static const char *source_lines(struct arena *a, const struct sources *list)
{
    const char *all = "";
    for (size_t i = 0; i < list->n; i++)
        all = arena_printf(a, "%s%s%s\t%s", all, i ? "\n" : "", list->v[i].title, list->v[i].url);
    return all;
}

static struct sources merge_sources(struct text_merging *m)
{
    struct strlist lines =
        lines_of_text(m->a, merge_items(m, "sources", source_lines(m->a, &m->base->sources),
                                        source_lines(m->a, &m->mine->sources),
                                        source_lines(m->a, &m->theirs->sources)));
    struct sources out = {.v = arena_array(m->a, lines.n + 1, sizeof *out.v)};
    for (size_t i = 0; i < lines.n; i++) {
        size_t n = strcspn(lines.v[i], "\t");
        out.v[out.n++] = (struct source){arena_dupn(m->a, lines.v[i], n),
                                         lines.v[i] + n + (lines.v[i][n] == '\t')};
    }
    return out;
}

static const char *group_lines(struct arena *a, const struct groups *list)
{
    const char *all = "";
    for (size_t i = 0; i < list->n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? "\n" : "", list->v[i].name);
    return all;
}

static const struct group *group_of_name(const struct groups *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->v[i].name, name) == 0)
            return &list->v[i];
    }
    return NULL;
}

static struct groups merge_groups(struct text_merging *m, const char *field,
                                  const struct groups *base, const struct groups *mine,
                                  const struct groups *theirs)
{
    struct strlist names =
        lines_of_text(m->a, merge_items(m, field, group_lines(m->a, base), group_lines(m->a, mine),
                                        group_lines(m->a, theirs)));
    struct groups out = {.v = arena_array(m->a, names.n + 1, sizeof *out.v)};
    for (size_t i = 0; i < names.n; i++) {
        const struct group *known = group_of_name(theirs, names.v[i]);
        if (!known)
            known = group_of_name(mine, names.v[i]);
        out.v[out.n++] =
            known ? *known : (struct group){.slug = "", .name = names.v[i], .text = ""};
    }
    return out;
}

/* ---- What belongs together ------------------------------------------------------------------- */

static const char *hero_line(struct arena *a, const struct story_text *t)
{
    if (t->hero_id == 0)
        return "";
    return arena_printf(a, "%s | %s | %s | %" PRId64, t->hero_alt, t->hero_caption, t->hero_credit,
                        t->hero_id);
}

static void merge_hero(struct text_merging *m, struct story_text *t)
{
    const struct story_text *from = m->mine;
    if (choose_side(m, "hero_id", hero_line(m->a, m->base), hero_line(m->a, m->mine),
                    hero_line(m->a, m->theirs)))
        from = m->theirs;
    t->hero_id = from->hero_id;
    t->hero_alt = from->hero_alt;
    t->hero_caption = from->hero_caption;
    t->hero_credit = from->hero_credit;
}

static const char *ai_line(struct arena *a, const struct story_text *t)
{
    return arena_printf(a, "%s %s", story_ai_name(t->ai), t->ai_note);
}

static void merge_ai(struct text_merging *m, struct story_text *t)
{
    bool theirs = choose_side(m, "ai", ai_line(m->a, m->base), ai_line(m->a, m->mine),
                              ai_line(m->a, m->theirs));
    t->ai = theirs ? m->theirs->ai : m->mine->ai;
    t->ai_note = theirs ? m->theirs->ai_note : m->mine->ai_note;
}

static const char *price_line(struct arena *a, const struct review *r)
{
    return arena_printf(a, "%s %s", r->price, r->price_checked_on);
}

static const char *rating_line(struct arena *a, const struct review *r)
{
    return r->rating < 0 ? "" : arena_printf(a, "%d.%d", r->rating / 10, r->rating % 10);
}

static void merge_review(struct text_merging *m, struct review *r)
{
    const struct review *b = &m->base->review, *x = &m->mine->review, *y = &m->theirs->review;
    r->product = merge_line(m, "product", b->product, x->product, y->product);
    r->verdict = merge_line(m, "verdict", b->verdict, x->verdict, y->verdict);
    r->rating =
        choose_side(m, "rating", rating_line(m->a, b), rating_line(m->a, x), rating_line(m->a, y))
            ? y->rating
            : x->rating;
    r->pros = merge_list(m, "pros", &b->pros, &x->pros, &y->pros);
    r->cons = merge_list(m, "cons", &b->cons, &x->cons, &y->cons);
    bool theirs =
        choose_side(m, "price", price_line(m->a, b), price_line(m->a, x), price_line(m->a, y));
    r->price = theirs ? y->price : x->price;
    r->price_checked_on = theirs ? y->price_checked_on : x->price_checked_on;
}

/* What sort of work it is, where it comes from, and how it was reported. */
static void merge_work(struct text_merging *m, struct story_text *t)
{
    const struct story_text *b = m->base, *x = m->mine, *y = m->theirs;
    struct merge how;
    if (choose_side(m, "genre", story_genre_name(b->genre), story_genre_name(x->genre),
                    story_genre_name(y->genre)))
        t->genre = y->genre;
    t->place_line = merge_line(m, "place_line", b->place_line, x->place_line, y->place_line);
    merge_paragraphs(m->a, b->how_reported, x->how_reported, y->how_reported, m->favour, &how);
    t->how_reported = merged_text(m, "how_reported", &how);
}

void story_text_merge(struct arena *a, const struct story_text *base, const struct story_text *mine,
                      const struct story_text *theirs, enum merge_favour favour,
                      struct text_merge *out)
{
    *out = (struct text_merge){.text = *mine};
    struct text_merging m = {a, base, mine, theirs, favour, out, 0};
    struct story_text *t = &out->text;
    struct merge body;
    t->headline = merge_line(&m, "headline", base->headline, mine->headline, theirs->headline);
    t->dek = merge_line(&m, "dek", base->dek, mine->dek, theirs->dek);
    merge_paragraphs(a, base->body, mine->body, theirs->body, favour, &body);
    t->body = merged_text(&m, "body", &body);
    t->takeaways =
        merge_list(&m, "takeaways", &base->takeaways, &mine->takeaways, &theirs->takeaways);
    t->sources = merge_sources(&m);
    t->bylines = merge_groups(&m, "bylines", &base->bylines, &mine->bylines, &theirs->bylines);
    t->tags = merge_groups(&m, "tags", &base->tags, &mine->tags, &theirs->tags);
    if (choose_side(&m, "section", base->section.slug, mine->section.slug, theirs->section.slug))
        t->section = theirs->section;
    t->lang = merge_line(&m, "lang", base->lang, mine->lang, theirs->lang);
    merge_hero(&m, t);
    merge_review(&m, &t->review);
    merge_ai(&m, t);
    t->fact_checked_by = merge_line(&m, "fact_checked_by", base->fact_checked_by,
                                    mine->fact_checked_by, theirs->fact_checked_by);
    merge_work(&m, t);
}
