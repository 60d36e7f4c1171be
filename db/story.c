/* story.c: names of a story's enums; a text made clean; what keeps it from going out. */
#include "story.h"

#include "lib/dateline.h"
#include "lib/markdown.h"
#include "lib/text.h"

#include <string.h>

#define HEADLINE_MAX 200 /* code points */
#define DEK_MAX 500
#define TEXT_MAX 1000 /* any other line */
#define LIST_LENGTH_MAX 30
#define TAKEAWAYS_MAX 10
#define SOURCES_MAX 100

static const char *const kind_names[STORY_KIND_MAX] = {
    [STORY_NEWS] = "news", [STORY_REVIEW] = "review", [STORY_PAGE] = "page"};
static const char *const state_names[STORY_STATE_MAX] = {
    [STORY_DRAFT] = "draft", [STORY_IN_REVIEW] = "in-review", [STORY_SCHEDULED] = "scheduled",
    [STORY_LIVE] = "live",   [STORY_WITHDRAWN] = "withdrawn", [STORY_BINNED] = "binned",
};
static const char *const ai_names[STORY_AI_MAX] = {[STORY_AI_UNSTATED] = "unstated",
                                                   [STORY_AI_NONE] = "none",
                                                   [STORY_AI_ASSISTED] = "assisted",
                                                   [STORY_AI_GENERATED] = "generated"};
static const char *const edit_names[EDIT_KIND_MAX] = {
    [EDIT_FIRST] = "first",
    [EDIT_MINOR] = "minor",
    [EDIT_UPDATE] = "update",
    [EDIT_CORRECTION] = "correction",
};

static const char *const text_names[NAMED_MAX] = {
    [NAMED_LIVE] = "live", [NAMED_WAITING] = "waiting", [NAMED_DRAFT] = "draft"};
static const char *const outcome_names[OUTCOME_MAX] = {
    [OUTCOME_SAME] = "same",
    [OUTCOME_DRAFT] = "draft",
    [OUTCOME_KEPT] = "kept",
    [OUTCOME_REVIEW] = "review",
    [OUTCOME_PUBLISHED] = "published",
    [OUTCOME_SCHEDULED] = "scheduled",
    [OUTCOME_MINOR] = "minor",
    [OUTCOME_UPDATE] = "update",
    [OUTCOME_CORRECTION] = "correction",
    [OUTCOME_WAITS] = "waits",
    [OUTCOME_RETURNED] = "returned",
    [OUTCOME_DONE] = "done",
};

static const char *name_of(const char *const *names, size_t n, size_t i)
{
    return i < n ? names[i] : "";
}

static size_t find_name(const char *const *names, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && (!name || strcmp(names[i], name) != 0))
        i++;
    return i;
}

const char *story_kind_name(enum story_kind k)
{
    return name_of(kind_names, STORY_KIND_MAX, k);
}

const char *story_state_name(enum story_state st)
{
    return name_of(state_names, STORY_STATE_MAX, st);
}

const char *story_ai_name(enum story_ai ai)
{
    return name_of(ai_names, STORY_AI_MAX, ai);
}

const char *named_text_name(enum named_text t)
{
    return name_of(text_names, NAMED_MAX, t);
}

const char *story_outcome_name(enum story_outcome o)
{
    return name_of(outcome_names, OUTCOME_MAX, o);
}

const char *edit_kind_name(enum edit_kind k)
{
    return name_of(edit_names, EDIT_KIND_MAX, k);
}

enum story_kind story_kind_find(const char *name)
{
    return (enum story_kind)find_name(kind_names, STORY_KIND_MAX, name);
}

enum story_state story_state_find(const char *name)
{
    return (enum story_state)find_name(state_names, STORY_STATE_MAX, name);
}

enum story_ai story_ai_find(const char *name)
{
    return (enum story_ai)find_name(ai_names, STORY_AI_MAX, name);
}

enum edit_kind edit_kind_find(const char *name)
{
    return (enum edit_kind)find_name(edit_names, EDIT_KIND_MAX, name);
}

enum named_text named_text_find(const char *name)
{
    return (enum named_text)find_name(text_names, NAMED_MAX, name);
}

int story_number(const struct story *s, enum named_text t)
{
    switch (t) {
    case NAMED_LIVE:
        return s->live;
    case NAMED_WAITING:
        return s->staged;
    case NAMED_DRAFT:
        return s->draft;
    default:
        return 0;
    }
}

/* ---- Clean --------------------------------------------------------------------------------- */

static const char *text_field(struct arena *a, const char *s)
{
    return !s || s[0] == '\0' ? "" : text_line(a, s);
}

static struct strlist clean_list(struct arena *a, const struct strlist *in)
{
    struct strlist out = {.v = arena_array(a, in->n, sizeof *out.v)};
    for (size_t i = 0; i < in->n; i++) {
        const char *s = text_field(a, in->v[i]);
        if (s[0] != '\0')
            out.v[out.n++] = s;
    }
    return out;
}

static struct sources clean_sources(struct arena *a, const struct sources *in)
{
    struct sources out = {.v = arena_array(a, in->n, sizeof *out.v)};
    for (size_t i = 0; i < in->n; i++) {
        struct source s = {text_field(a, in->v[i].title), text_field(a, in->v[i].url)};
        if (s.title[0] == '\0')
            s.title = s.url;
        if (s.title[0] != '\0')
            out.v[out.n++] = s;
    }
    return out;
}

static struct review clean_review(struct arena *a, const struct review *in)
{
    return (struct review){
        .product = text_field(a, in->product),
        .rating = in->rating,
        .pros = clean_list(a, &in->pros),
        .cons = clean_list(a, &in->cons),
        .verdict = text_field(a, in->verdict),
        .price = text_field(a, in->price),
        .price_checked_on = text_field(a, in->price_checked_on),
    };
}

static const struct review no_review = {
    .product = "", .rating = -1, .verdict = "", .price = "", .price_checked_on = ""};

void story_text_clean(struct arena *a, enum story_kind kind, const struct story_text *in,
                      struct story_text *out)
{
    bool hero = in->hero_id != 0;
    *out = (struct story_text){
        .headline = text_field(a, in->headline),
        .dek = text_field(a, in->dek),
        .body = in->body ? text_lines(a, in->body) : "",
        .lang = text_field(a, in->lang),
        .takeaways = clean_list(a, &in->takeaways),
        .sources = clean_sources(a, &in->sources),
        .bylines = in->bylines,
        .tags = in->tags,
        .section = in->section,
        .hero_id = in->hero_id,
        .hero_alt = hero ? text_field(a, in->hero_alt) : "",
        .hero_caption = hero ? text_field(a, in->hero_caption) : "",
        .hero_credit = hero ? text_field(a, in->hero_credit) : "",
        .review = kind == STORY_REVIEW ? clean_review(a, &in->review) : no_review,
        .ai = in->ai,
        .ai_note = text_field(a, in->ai_note),
        .fact_checked_by = text_field(a, in->fact_checked_by),
    };
}

/* ---- Check --------------------------------------------------------------------------------- */

static bool text_field_blank(const char *s)
{
    return !s || text_blank(s);
}

static size_t text_field_length(const char *s)
{
    return s ? text_length(s) : 0;
}

static void check_lengths(const struct story_text *t, struct problems *why)
{
    const struct {
        const char *field, *label, *value;
        size_t max;
    } lines[] = {
        {"headline", "headline", t->headline, HEADLINE_MAX},
        {"dek", "standfirst", t->dek, DEK_MAX},
        {"hero_alt", "picture's description", t->hero_alt, TEXT_MAX},
        {"hero_caption", "caption", t->hero_caption, TEXT_MAX},
        {"hero_credit", "credit", t->hero_credit, TEXT_MAX},
        {"product", "product's name", t->review.product, HEADLINE_MAX},
        {"verdict", "verdict", t->review.verdict, TEXT_MAX},
        {"price", "price", t->review.price, HEADLINE_MAX},
        {"ai_note", "note on the use of AI", t->ai_note, TEXT_MAX},
        {"fact_checked_by", "fact checker's name", t->fact_checked_by, HEADLINE_MAX},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t n = text_field_length(lines[i].value);
        if (n > lines[i].max)
            problem_add(why, lines[i].field,
                        "Shorten the %s: it has %zu characters, and %zu is the most.",
                        lines[i].label, n, lines[i].max);
    }
    if (t->body && strlen(t->body) > MARKDOWN_MAX)
        problem_add(why, "body", "Shorten the body: %u bytes are the most.", MARKDOWN_MAX);
}

static void check_text_list(const struct strlist *list, const char *field, size_t max,
                            struct problems *why)
{
    if (list->n > max)
        problem_add(why, field, "Keep this list to %zu entries; it has %zu.", max, list->n);
    for (size_t i = 0; i < list->n; i++) {
        if (text_field_length(list->v[i]) > TEXT_MAX)
            problem_add(why, field, "Shorten entry %zu to at most %d characters.", i + 1, TEXT_MAX);
    }
}

static void check_sources(const struct sources *list, struct problems *why)
{
    if (list->n > SOURCES_MAX)
        problem_add(why, "sources", "Keep the sources to %d; there are %zu.", SOURCES_MAX, list->n);
    for (size_t i = 0; i < list->n; i++) {
        const struct source *s = &list->v[i];
        if (text_field_length(s->title) > TEXT_MAX)
            problem_add(why, "sources", "Shorten the title of source %zu.", i + 1);
        if (s->url && s->url[0] != '\0' && !text_is_http_url(s->url))
            problem_add(why, "sources",
                        "Source %zu needs a whole address that begins with http:// or https://.",
                        i + 1);
    }
}

/* "de", "en-GB", "zh-Hant-TW": the shape of BCP 47, not its registry. */
static bool lang_plausible(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (n < 2 || n > 8 || strlen(s) > 35)
        return false;
    size_t all = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return s[all] == '\0' && s[all - 1] != '-' && !strstr(s, "--");
}

static void check_values(const struct story_text *t, enum story_kind kind, struct problems *why)
{
    const char *day = t->review.price_checked_on;
    if (!text_field_blank(t->lang) && !lang_plausible(t->lang))
        problem_add(why, "lang", "Write the language as a code such as en, en-GB or de.");
    if ((unsigned)t->ai >= STORY_AI_MAX)
        problem_add(why, "ai", "Choose none, assisted or generated.");
    if (kind != STORY_REVIEW)
        return;
    if (t->review.rating < -1 || t->review.rating > 50)
        problem_add(why, "rating", "A rating is between 0 and 5.");
    if (!text_field_blank(day) && !dateline_is_date(day))
        problem_add(why, "price_checked_on", "Write the day as 2026-01-08.");
}

static void check_review_goes_out(const struct review *r, struct problems *why)
{
    if (text_field_blank(r->product))
        problem_add(why, "product", "Say what product is reviewed.");
    if (text_field_blank(r->verdict))
        problem_add(why, "verdict", "Give the verdict in a sentence.");
    if (r->rating < 0)
        problem_add(why, "rating", "Rate the product, from 0 to 5.");
    if (!text_field_blank(r->price) && text_field_blank(r->price_checked_on))
        problem_add(why, "price_checked_on", "Say on which day the price was checked.");
}

static void check_goes_out(const struct story_text *t, enum story_kind kind, struct problems *why)
{
    if (text_field_blank(t->headline))
        problem_add(why, "headline", "Give the story a headline.");
    if (text_field_blank(t->body))
        problem_add(why, "body", "Write the body before publishing.");
    if (kind != STORY_PAGE && text_field_blank(t->section.slug))
        problem_add(why, "section", "Choose a section.");
    if (t->hero_id != 0 && text_field_blank(t->hero_alt))
        problem_add(why, "hero_alt",
                    "Describe the picture for people who cannot see it (alternative text).");
    if (t->hero_id != 0 && text_field_blank(t->hero_credit))
        problem_add(why, "hero_credit", "Say who made the picture (credit).");
    if (kind == STORY_REVIEW)
        check_review_goes_out(&t->review, why);
}

void story_check(const struct story_text *t, enum story_kind kind, bool publish,
                 struct problems *why)
{
    check_lengths(t, why);
    check_text_list(&t->takeaways, "takeaways", TAKEAWAYS_MAX, why);
    check_text_list(&t->review.pros, "pros", LIST_LENGTH_MAX, why);
    check_text_list(&t->review.cons, "cons", LIST_LENGTH_MAX, why);
    check_sources(&t->sources, why);
    check_values(t, kind, why);
    if (t->bylines.n > LIST_LENGTH_MAX)
        problem_add(why, "bylines", "Keep the bylines to %d.", LIST_LENGTH_MAX);
    if (t->tags.n > LIST_LENGTH_MAX)
        problem_add(why, "tags", "Keep the tags to %d.", LIST_LENGTH_MAX);
    if (publish)
        check_goes_out(t, kind, why);
}
