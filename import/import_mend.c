/* import_mend.c: one mend for each field that the store may have something against. The text itself
 * is never touched: a story whose text is refused stays a draft, or is left out by name. */
#include "import_mend.h"

#include "lib/text.h"

#include <string.h>

/* As db/story.c and db/group.c have them. */
enum {
    HEADLINE_MOST = 200,
    DEK_MOST = 500,
    LINE_MOST = 1000,
    PLACE_MOST = 100,
    NAME_MOST = 100,
    LIST_MOST = 30,
    TAKEAWAYS_MOST = 10,
    SOURCES_MOST = 100
};

static const char *mend_line(struct arena *a, const char *s, size_t most)
{
    return s && text_length(s) > most ? text_excerpt(a, s, most) : s;
}

static bool mend_headline(struct arena *a, struct import_item *in)
{
    struct story_text *t = &in->story.text;
    if (text_blank(t->headline))
        return false;
    t->body =
        arena_printf(a, "%s\n\n%s", t->headline, t->body ? t->body : ""); /* nothing is lost */
    t->headline = mend_line(a, t->headline, HEADLINE_MOST);
    return true;
}

static bool mend_dek(struct arena *a, struct import_item *in)
{
    in->story.text.dek = mend_line(a, in->story.text.dek, DEK_MOST);
    return true;
}

static bool mend_picture(struct arena *a, struct import_item *in)
{
    (void)a;
    struct story_text *t = &in->story.text;
    t->hero_id = 0;
    t->hero_alt = t->hero_caption = t->hero_credit = "";
    return true;
}

static bool mend_caption(struct arena *a, struct import_item *in)
{
    in->story.text.hero_caption = mend_line(a, in->story.text.hero_caption, LINE_MOST);
    return true;
}

static void mend_list(struct arena *a, struct strlist *list, size_t most)
{
    const char **v = arena_array(a, list->n + 1, sizeof *v);
    if (list->n > most)
        list->n = most;
    for (size_t i = 0; i < list->n; i++)
        v[i] = mend_line(a, list->v[i], LINE_MOST);
    list->v = v;
}

static bool mend_lists(struct arena *a, struct import_item *in)
{
    mend_list(a, &in->story.text.takeaways, TAKEAWAYS_MOST);
    mend_list(a, &in->story.text.review.pros, LIST_MOST);
    mend_list(a, &in->story.text.review.cons, LIST_MOST);
    return true;
}

static bool mend_groups(struct arena *a, struct groups *g)
{
    if (g->n > LIST_MOST)
        g->n = LIST_MOST;
    for (size_t i = 0; i < g->n; i++) {
        bool slug_only = g->v[i].slug && *g->v[i].slug && text_length(g->v[i].slug) > NAME_MOST;
        g->v[i].name = mend_line(a, g->v[i].name, NAME_MOST);
        g->v[i].slug = slug_only ? NULL : g->v[i].slug;
    }
    return true;
}

static bool mend_bylines(struct arena *a, struct import_item *in)
{
    return mend_groups(a, &in->story.text.bylines);
}

static bool mend_tags(struct arena *a, struct import_item *in)
{
    return mend_groups(a, &in->story.text.tags);
}

static bool mend_sources(struct arena *a, struct import_item *in)
{
    struct sources *s = &in->story.text.sources;
    if (s->n > SOURCES_MOST)
        s->n = SOURCES_MOST;
    for (size_t i = 0; i < s->n; i++) {
        s->v[i].title = mend_line(a, s->v[i].title, LINE_MOST);
        if (s->v[i].url && *s->v[i].url && !text_is_http_url(s->v[i].url))
            s->v[i].url = "";
    }
    return true;
}

static bool mend_lang(struct arena *a, struct import_item *in)
{
    (void)a;
    in->story.text.lang = "";
    return true;
}

static bool mend_review(struct arena *a, struct import_item *in)
{
    struct review *r = &in->story.text.review;
    bool asks = text_length(r->product ? r->product : "") > HEADLINE_MOST ||
                text_length(r->verdict ? r->verdict : "") > LINE_MOST ||
                text_length(r->price ? r->price : "") > HEADLINE_MOST;
    r->product = mend_line(a, r->product, HEADLINE_MOST);
    r->verdict = mend_line(a, r->verdict, LINE_MOST);
    r->price = mend_line(a, r->price, HEADLINE_MOST);
    return asks; /* one that lacks what a review must say stays a draft */
}

static bool mend_notes(struct arena *a, struct import_item *in)
{
    struct story_text *t = &in->story.text;
    t->ai_note = mend_line(a, t->ai_note, LINE_MOST);
    t->fact_checked_by = mend_line(a, t->fact_checked_by, HEADLINE_MOST);
    return true;
}

/* Nothing that was said is lost: what is too long to stand apart ends the text. */
static bool mend_reported(struct arena *a, struct import_item *in)
{
    struct story_text *t = &in->story.text;
    if (text_blank(t->how_reported))
        return false;
    t->body = arena_printf(a, "%s\n\n%s", t->body ? t->body : "", t->how_reported);
    t->how_reported = "";
    return true;
}

static bool mend_place(struct arena *a, struct import_item *in)
{
    in->story.text.place_line = mend_line(a, in->story.text.place_line, PLACE_MOST);
    return true;
}

static bool mend_updated(struct arena *a, struct import_item *in)
{
    (void)a;
    in->story.updated_at = 0;
    in->story.update_note = "";
    return true;
}

static bool mend_corrections(struct arena *a, struct import_item *in)
{
    (void)a;
    in->story.corrections.n = 0;
    return true;
}

static bool mend_history(struct arena *a, struct import_item *in)
{
    (void)a;
    bool had = in->story.history.n > 0;
    in->story.history.n = 0;
    return had;
}

static bool mend_slug(struct arena *a, struct import_item *in)
{
    (void)a;
    bool other = !in->story.slug || strcmp(in->story.slug, "story") != 0;
    in->story.slug = "story";
    return other;
}

static const struct {
    const char *field;
    bool (*mend)(struct arena *, struct import_item *);
    const char *done; /* what became of it, for the note */
} mends[] = {
    {"headline", mend_headline, "the whole begins the text"},
    {"dek", mend_dek, "it is cut"},
    {"hero_alt", mend_picture, "the picture is left out"},
    {"hero_credit", mend_picture, "the picture is left out"},
    {"hero", mend_picture, "the picture is left out"},
    {"hero_caption", mend_caption, "it is cut"},
    {"takeaways", mend_lists, "they are cut"},
    {"pros", mend_lists, "they are cut"},
    {"cons", mend_lists, "they are cut"},
    {"sources", mend_sources, "they are cut"},
    {"bylines", mend_bylines, "they are cut"},
    {"tags", mend_tags, "they are cut"},
    {"lang", mend_lang, "it is left out"},
    {"product", mend_review, "it is cut"},
    {"verdict", mend_review, "it is cut"},
    {"price", mend_review, "it is cut"},
    {"ai_note", mend_notes, "it is cut"},
    {"fact_checked_by", mend_notes, "it is cut"},
    {"place_line", mend_place, "it is cut"},
    {"how_reported", mend_reported, "it ends the text"},
    {"updated_at", mend_updated, "Updated is left out"},
    {"corrections", mend_corrections, "the corrections are left out"},
    {"history", mend_history, "only its dates are kept"},
    {"slug", mend_slug, "its address has “story” for a name"},
};

bool import_mend(struct arena *a, const struct problems *why, struct import_item *in)
{
    bool mended = false;
    for (size_t i = 0; i < why->n; i++)
        for (size_t k = 0; k < sizeof mends / sizeof *mends; k++) {
            if (strcmp(why->v[i].field, mends[k].field) != 0 || !mends[k].mend(a, in))
                continue;
            const char *said = text_line(a, why->v[i].text);
            size_t n = strlen(said);
            n -= n > 0 && said[n - 1] == '.';
            note_fault(&in->notes, "%.*s; %s", (int)n, said, mends[k].done);
            mended = true;
        }
    return mended;
}
