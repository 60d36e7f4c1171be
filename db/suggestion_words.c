/* suggestion_words.c: see suggestion_private.h. */
#include "story_merge.h"
#include "suggestion_private.h"

#include "lib/hunk.h"

#include <stddef.h>
#include <string.h>

enum shape { SHAPE_LINE, SHAPE_BODY, SHAPE_LIST };

/* What of a text is words: its fields as forms name them, and where they are. */
static const struct words {
    const char *field;
    enum shape shape;
    size_t at;
} fields[] = {
    {"headline", SHAPE_LINE, offsetof(struct story_text, headline)},
    {"dek", SHAPE_LINE, offsetof(struct story_text, dek)},
    {"body", SHAPE_BODY, offsetof(struct story_text, body)},
    {"takeaways", SHAPE_LIST, offsetof(struct story_text, takeaways)},
    {"hero_alt", SHAPE_LINE, offsetof(struct story_text, hero_alt)},
    {"hero_caption", SHAPE_LINE, offsetof(struct story_text, hero_caption)},
    {"hero_credit", SHAPE_LINE, offsetof(struct story_text, hero_credit)},
    {"product", SHAPE_LINE, offsetof(struct story_text, review.product)},
    {"pros", SHAPE_LIST, offsetof(struct story_text, review.pros)},
    {"cons", SHAPE_LIST, offsetof(struct story_text, review.cons)},
    {"verdict", SHAPE_LINE, offsetof(struct story_text, review.verdict)},
    {"price", SHAPE_LINE, offsetof(struct story_text, review.price)},
    {"ai_note", SHAPE_LINE, offsetof(struct story_text, ai_note)},
    {"fact_checked_by", SHAPE_LINE, offsetof(struct story_text, fact_checked_by)},
    {"place_line", SHAPE_LINE, offsetof(struct story_text, place_line)},
    {"how_reported", SHAPE_BODY, offsetof(struct story_text, how_reported)},
};

static const struct words *words_of(const char *field)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].field, field) == 0)
            return &fields[i];
    return NULL;
}

bool suggestion_has_field(const char *name)
{
    return words_of(name) != NULL;
}

static const char *words_get(struct arena *a, const struct story_text *t, const struct words *w)
{
    const char *place = (const char *)t + w->at;
    const char *all = "";
    if (w->shape != SHAPE_LIST) {
        memcpy(&all, place, sizeof all);
        return all ? all : "";
    }
    struct strlist list;
    memcpy(&list, place, sizeof list);
    for (size_t i = 0; i < list.n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? "\n" : "", list.v[i]);
    return all;
}

static void words_put(struct arena *a, struct story_text *t, const struct words *w,
                      const char *value)
{
    char *place = (char *)t + w->at;
    struct strlist list = {0};
    if (w->shape != SHAPE_LIST) {
        memcpy(place, &value, sizeof value);
        return;
    }
    while (*value) {
        size_t n = strcspn(value, "\n");
        if (n)
            strlist_add(a, &list, arena_dupn(a, value, n));
        value += n + (value[n] == '\n');
    }
    memcpy(place, &list, sizeof list);
}

static const char *names_of(struct arena *a, const struct groups *g)
{
    const char *all = "";
    for (size_t i = 0; i < g->n; i++)
        all = arena_printf(a, "%s%s\n", all, g->v[i].name);
    return all;
}

static const char *sources_of(struct arena *a, const struct sources *list)
{
    const char *all = "";
    for (size_t i = 0; i < list->n; i++)
        all = arena_printf(a, "%s%s\t%s\n", all, list->v[i].title, list->v[i].url);
    return all;
}

const char *suggestion_beyond_words(struct arena *a, const struct story_text *base,
                                    const struct story_text *text)
{
    const struct {
        const char *field;
        bool differs;
    } all[] = {
        {"section", strcmp(base->section.slug, text->section.slug) != 0},
        {"lang", strcmp(base->lang, text->lang) != 0},
        {"hero_id", base->hero_id != text->hero_id},
        {"rating", base->review.rating != text->review.rating},
        {"price_checked_on",
         strcmp(base->review.price_checked_on, text->review.price_checked_on) != 0},
        {"ai", base->ai != text->ai},
        {"genre", base->genre != text->genre},
        {"bylines", strcmp(names_of(a, &base->bylines), names_of(a, &text->bylines)) != 0},
        {"tags", strcmp(names_of(a, &base->tags), names_of(a, &text->tags)) != 0},
        {"sources", strcmp(sources_of(a, &base->sources), sources_of(a, &text->sources)) != 0},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].differs)
            return all[i].field;
    return NULL;
}

static void add_change(struct suggestion *out, const char *field, const struct hunk *h)
{
    if (out->n > SUGGESTION_CHANGES_MAX)
        return;
    out->v[out->n] = (struct suggested_change){.number = (int)out->n + 1,
                                               .field = field,
                                               .at = h->at,
                                               .before = h->before,
                                               .after = h->after,
                                               .decided_by_name = ""};
    out->n++;
}

void suggestion_changes(struct arena *a, const struct story_text *base,
                        const struct story_text *text, struct suggestion *out)
{
    out->v = arena_array(a, SUGGESTION_CHANGES_MAX + 1, sizeof *out->v);
    out->n = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct words *w = &fields[i];
        const char *was = words_get(a, base, w), *is = words_get(a, text, w);
        if (w->shape == SHAPE_LINE) {
            if (strcmp(was, is) != 0)
                add_change(out, w->field, &(struct hunk){0, was, is});
            continue;
        }
        struct hunks all = hunks_of(a, was, is, w->shape == SHAPE_LIST);
        for (size_t k = 0; k < all.n; k++)
            add_change(out, w->field, &all.v[k]);
    }
}

bool suggestion_change_fits(struct arena *a, const struct story_text *base,
                            const struct suggested_change *c)
{
    const struct words *w = words_of(c->field);
    const char *text = w ? words_get(a, base, w) : "";
    return w && c->at <= strlen(text) && strncmp(text + c->at, c->before, strlen(c->before)) == 0;
}

/* The text with one of its changes. */
static struct story_text suggestion_take(struct arena *a, const struct story_text *base,
                                         const struct suggested_change *c)
{
    struct story_text out = *base;
    const struct words *w = words_of(c->field);
    const struct hunk h = {c->at, c->before, c->after};
    if (w)
        words_put(a, &out, w, hunks_take(a, words_get(a, base, w), &h, 1));
    return out;
}

bool suggestion_merge(struct arena *a, const struct story_text *base,
                      const struct suggested_change *c, const struct story_text *newest,
                      struct story_text *into, const char **theirs)
{
    struct story_text mine = suggestion_take(a, base, c);
    struct text_merge m;
    story_text_merge(a, base, &mine, newest, MERGE_MINE, &m);
    *into = m.text;
    *theirs = m.n ? m.overlaps[0].theirs : NULL;
    return m.n == 0;
}
