/* story_content.c: what a story page has below its head, from the picture to the tags. */
#include "reader.h"

#include "cgi/focus.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <string.h>

#define HERO_SIZES "(min-width: 76rem) 72rem, 100vw" /* as site.css lays it out */

void items_fill(struct page *p, struct tpl_dict *d, const char *section, const struct strlist *list)
{
    for (size_t i = 0; i < list->n; i++)
        tpl_set(tpl_add(d, section), "ITEM", list->v[i]);
    if (list->n > 0)
        tpl_show(d, arena_printf(p->req->arena, "%s_IF", section));
}

void caption_fill(struct tpl_dict *d, const struct story_text *t)
{
    tpl_set_if(d, "CAPTION", t->hero_caption);
    tpl_set_if(d, "CREDIT", t->hero_credit);
    if (*t->hero_caption || *t->hero_credit)
        tpl_show(d, "FIGCAPTION_IF");
}

static void content_fill_hero(struct page *p, const struct story_view *view)
{
    if (!view->has_hero)
        return;
    const struct story_text *t = &view->revision.text;
    struct tpl_dict *d = tpl_add(p->main, "HERO_IF"), *picture;
    if (picture_fill(p, d, &view->hero, t->hero_alt, 960, &picture)) {
        tpl_set(picture, "SIZES", HERO_SIZES);
        focus_fill(p, picture, &view->hero, CROP_HERO);
        picture_preload(p, &view->hero, HERO_SIZES);
    }
    caption_fill(d, t);
}

static void content_fill_corrections(struct page *p, const struct corrections *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "CORRECTIONS");
        instant_fill(p, d, list->v[i].at, p->app->clock);
        tpl_set(d, "WRONG", list->v[i].wrong);
        tpl_set(d, "RIGHT", list->v[i].right);
    }
    if (list->n > 0)
        tpl_show(p->main, "CORRECTIONS_IF");
}

struct tpl_dict *review_fill(struct page *p, struct tpl_dict *d, const struct review *r)
{
    struct tpl_dict *one = tpl_add(d, "REVIEW_IF");
    tpl_set(one, "PRODUCT", r->product);
    items_fill(p, one, "PROS", &r->pros);
    items_fill(p, one, "CONS", &r->cons);
    if (r->pros.n + r->cons.n > 0)
        tpl_show(one, "SCALES_IF");
    tpl_set_if(one, "VERDICT", r->verdict);
    tpl_set_if(one, "PRICE", r->price);
    if (*r->price_checked_on) {
        tpl_set(one, "PRICE_DATE",
                dateline_date_text(p->app->calendar, p->req->arena, r->price_checked_on));
        tpl_set(one, "PRICE_ISO", r->price_checked_on);
        tpl_show(one, "PRICE_DATE_IF");
    }
    return one;
}

static void content_fill_takeaways(struct page *p, const struct strlist *list)
{
    items_fill(p, p->main, "TAKEAWAYS", list);
    if (list->n > 0)
        tpl_show(p->main, list->n == 3 ? "THREE_IF" : "ANY_NUMBER_IF");
}

/* The places in the text that refer to a source, counted from 1, by a note. */
static void content_fill_ways_back(struct page *p, struct tpl_dict *one, size_t source,
                                   const char *body_html)
{
    enum { PLACES_MAX = 20 };
    struct arena *a = p->req->arena;
    struct markdown_place places[PLACES_MAX];
    size_t n = markdown_source_notes(body_html, source, places, PLACES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct tpl_dict *d = tpl_add(one, "WAYS_BACK");
        const char *number = language_number(p->app->language, a, (int64_t)i + 1);
        tpl_set(d, "BACK_HREF", arena_printf(a, "#%.*s", (int)places[i].id_length, places[i].id));
        tpl_set(d, "BACK_NUMBER", arena_printf(a, "%zu", places[i].number));
        tpl_set(d, "BACK_LABEL",
                n == 1
                    ? app_word(p->app, WORD("Back to the text"))
                    : language_say(p->app->language, a, WORD("Back to place %NUMBER% in the text"),
                                   "NUMBER", number, NULL));
    }
}

void sources_fill(struct page *p, struct tpl_dict *d, const struct sources *list,
                  const char *body_html)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct source *source = &list->v[i];
        struct tpl_dict *one = tpl_add(d, "SOURCES");
        tpl_set(one, "SOURCE", *source->title ? source->title : source->url);
        tpl_set(one, "SOURCE_HREF", source->url);
        tpl_set(one, "SOURCE_ID", arena_printf(p->req->arena, "source-%zu", i + 1));
        tpl_show(one, *source->url ? "LINKED_IF" : "UNLINKED_IF");
        content_fill_ways_back(p, one, i + 1, body_html);
    }
    if (list->n > 0)
        tpl_show(d, "SOURCES_IF");
}

/* A look of its own has a sheet of its own, which other stories do not load. */
static void content_fill_ai_label(struct page *p)
{
    const char *look = app_setting(p->app, SETTING_AI_LABEL);
    struct tpl_dict *d = tpl_add(p->main, "AI_LABEL");

    if (strcmp(look, "line") == 0)
        return;
    page_sheet(p, "css/ai-label.css");
    tpl_set_if(d, "AI_LOOK", look);
    if (strcmp(look, "mark") == 0)
        tpl_show(d, "AI_MARK");
}

/* How the story was made: AI use, and who checked it. */
static void content_fill_making(struct page *p, const struct story_text *t)
{
    static const char *const ai[STORY_AI_MAX] = {
        [STORY_AI_NONE] = "AI_NONE_IF",
        [STORY_AI_ASSISTED] = "AI_ASSISTED_IF",
        [STORY_AI_GENERATED] = "AI_GENERATED_IF",
        [STORY_AI_UNREVIEWED] = "AI_GENERATED_IF",
    };

    if (t->ai == STORY_AI_UNREVIEWED)
        content_fill_ai_label(p);
    bool said = t->ai != STORY_AI_UNSTATED || *t->ai_note;
    if (said || *t->fact_checked_by)
        tpl_show(p->main, "MAKING_IF");
    if (said && t->ai < STORY_AI_MAX) {
        tpl_show(p->main, "AI_IF");
        if (ai[t->ai])
            tpl_show(p->main, ai[t->ai]);
    }
    tpl_set_if(p->main, "AI_NOTE", t->ai_note);
    if (said && t->ai != STORY_AI_NONE)
        tpl_set_if(p->main, "AI_LINE", app_setting(p->app, SETTING_AI_LINE));
    tpl_set_if(p->main, "CHECKED_BY", t->fact_checked_by);
}

static void content_fill_tags(struct page *p, const struct groups *tags)
{
    for (size_t i = 0; i < tags->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "TAGS");
        tpl_set(d, "TAG", tags->v[i].name);
        tpl_set(d, "TAG_HREF", arena_printf(p->req->arena, "/tag/%s/", tags->v[i].slug));
    }
    if (tags->n > 0)
        tpl_show(p->main, "TAGS_IF");
}

void story_content_fill(struct page *p, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;

    content_fill_hero(p, view);
    content_fill_corrections(p, &view->corrections);
    if (view->story.kind == STORY_REVIEW)
        review_fill(p, p->main, &t->review);
    content_fill_takeaways(p, &t->takeaways);
    sources_fill(p, p->main, &t->sources, view->revision.body_html);
    if (t->genre == GENRE_SPONSORED)
        tpl_show(p->main, "PAID");
    if (!text_blank(view->revision.how_html))
        body_fill(p, tpl_add(p->main, "REPORTED"), view->revision.how_html);
    content_fill_tags(p, &t->tags);
    if (view->story.kind != STORY_PAGE)
        content_fill_making(p, t);
}
