/* story.c: names of a story's enums; a text made clean; what keeps it from going out. */
#include "story.h"

#include "lib/alt_text.h"
#include "lib/dateline.h"
#include "lib/language.h"
#include "lib/markdown.h"
#include "lib/text.h"
#include "story_private.h"

#include <string.h>

#define HEADLINE_MAX 200 /* code points */
#define DEK_MAX 500
#define TEXT_MAX 1000 /* any other line */
#define PLACE_MAX 100
#define REPORTED_MAX 2000
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
                                                   [STORY_AI_GENERATED] = "generated",
                                                   [STORY_AI_UNREVIEWED] = "unreviewed"};
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

int story_newest(const struct story *s)
{
    return s->draft ? s->draft : s->staged ? s->staged : s->live ? s->live : s->head;
}

/* ---- Clean --------------------------------------------------------------------------------- */

static const char *text_field(struct arena *a, const char *s)
{
    return !s || s[0] == '\0' ? "" : text_line(a, s);
}

/* Without blank lines around it. */
static const char *text_block(struct arena *a, const char *s)
{
    const char *lines = text_blank(s) ? "" : text_lines(a, s);
    return lines + strspn(lines, "\n");
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

static struct group clean_section(const struct group *in)
{
    return (struct group){.id = in->id,
                          .slug = in->slug ? in->slug : "",
                          .name = in->name ? in->name : "",
                          .text = in->text ? in->text : ""};
}

static const struct review no_review = {
    .product = "", .rating = -1, .verdict = "", .price = "", .price_checked_on = ""};

void story_text_clean(struct arena *a, enum story_kind kind, const struct story_text *in,
                      struct story_text *out)
{
    bool hero = in->hero_id != 0, work = kind != STORY_PAGE;
    *out = (struct story_text){
        .headline = text_field(a, in->headline),
        .dek = text_field(a, in->dek),
        .body = in->body ? text_lines(a, in->body) : "",
        .lang = text_field(a, in->lang),
        .takeaways = clean_list(a, &in->takeaways),
        .sources = clean_sources(a, &in->sources),
        .bylines = in->bylines,
        .tags = in->tags,
        .section = clean_section(&in->section),
        .hero_id = in->hero_id,
        .hero_alt = hero ? text_field(a, in->hero_alt) : "",
        .hero_caption = hero ? text_field(a, in->hero_caption) : "",
        .hero_credit = hero ? text_field(a, in->hero_credit) : "",
        .review = kind == STORY_REVIEW ? clean_review(a, &in->review) : no_review,
        .ai = in->ai,
        .ai_note = text_field(a, in->ai_note),
        .fact_checked_by = text_field(a, in->fact_checked_by),
        .genre = work ? in->genre : GENRE_NEWS,
        .place_line = work ? text_field(a, in->place_line) : "",
        .how_reported = work ? text_block(a, in->how_reported) : "",
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

/* A number as a problem's value. */
static const char *check_number(struct problems *why, size_t n)
{
    return arena_printf(why->arena, "%zu", n);
}

static void check_lengths(const struct story_text *t, struct problems *why)
{
    const struct {
        const char *field, *sentence, *value;
        size_t max;
    } lines[] = {
        {"headline",
         WORD("Shorten the headline: it has %COUNT% characters, and %MOST% is the most."),
         t->headline, HEADLINE_MAX},
        {"dek", WORD("Shorten the standfirst: it has %COUNT% characters, and %MOST% is the most."),
         t->dek, DEK_MAX},
        {"hero_alt",
         WORD("Shorten the picture's description: it has %COUNT% characters, and %MOST% is the "
              "most."),
         t->hero_alt, TEXT_MAX},
        {"hero_caption",
         WORD("Shorten the caption: it has %COUNT% characters, and %MOST% is the most."),
         t->hero_caption, TEXT_MAX},
        {"hero_credit",
         WORD("Shorten the credit: it has %COUNT% characters, and %MOST% is the most."),
         t->hero_credit, TEXT_MAX},
        {"product",
         WORD("Shorten the product's name: it has %COUNT% characters, and %MOST% is the most."),
         t->review.product, HEADLINE_MAX},
        {"verdict", WORD("Shorten the verdict: it has %COUNT% characters, and %MOST% is the most."),
         t->review.verdict, TEXT_MAX},
        {"price", WORD("Shorten the price: it has %COUNT% characters, and %MOST% is the most."),
         t->review.price, HEADLINE_MAX},
        {"ai_note",
         WORD("Shorten the note on the use of AI: it has %COUNT% characters, and %MOST% is the "
              "most."),
         t->ai_note, TEXT_MAX},
        {"fact_checked_by",
         WORD(
             "Shorten the fact checker's name: it has %COUNT% characters, and %MOST% is the most."),
         t->fact_checked_by, HEADLINE_MAX},
        {"place_line",
         WORD("Shorten the place: it has %COUNT% characters, and %MOST% is the most."),
         t->place_line, PLACE_MAX},
        {"how_reported",
         WORD("Shorten how it was reported: it has %COUNT% characters, and %MOST% is the most."),
         t->how_reported, REPORTED_MAX},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t n = text_field_length(lines[i].value);
        if (n > lines[i].max)
            problem_say(why, lines[i].field, lines[i].sentence, "COUNT", check_number(why, n),
                        "MOST", check_number(why, lines[i].max), NULL);
    }
    if (t->body && strlen(t->body) > MARKDOWN_MAX)
        problem_say(why, "body", WORD("Shorten the text: %MOST% bytes are the most."), "MOST",
                    check_number(why, MARKDOWN_MAX), NULL);
}

static void check_text_list(const struct strlist *list, const char *field, size_t max,
                            struct problems *why)
{
    if (list->n > max)
        problem_say(why, field, WORD("Keep this list to %MOST% entries; it has %COUNT%."), "MOST",
                    check_number(why, max), "COUNT", check_number(why, list->n), NULL);
    for (size_t i = 0; i < list->n; i++) {
        if (text_field_length(list->v[i]) > TEXT_MAX)
            problem_say(why, field, WORD("Shorten entry %NUMBER% to at most %MOST% characters."),
                        "NUMBER", check_number(why, i + 1), "MOST", check_number(why, TEXT_MAX),
                        NULL);
    }
}

unsigned source_faults(const struct source *s)
{
    unsigned faults = text_field_length(s->title) > TEXT_MAX ? SOURCE_TITLE_LONG : 0;
    if (s->url && s->url[0] != '\0' && !text_is_http_url(s->url))
        faults |= SOURCE_URL_ODD;
    return faults;
}

static void check_sources(const struct sources *list, struct problems *why)
{
    if (list->n > SOURCES_MAX)
        problem_say(why, "sources", WORD("Keep the sources to %MOST%; there are %COUNT%."), "MOST",
                    check_number(why, SOURCES_MAX), "COUNT", check_number(why, list->n), NULL);
    for (size_t i = 0; i < list->n; i++) {
        unsigned faults = source_faults(&list->v[i]);
        if (faults & SOURCE_TITLE_LONG)
            problem_say(why, "sources", WORD("Shorten the title of source %NUMBER%."), "NUMBER",
                        check_number(why, i + 1), NULL);
        if (faults & SOURCE_URL_ODD)
            problem_say(why, "sources",
                        WORD("Source %NUMBER% needs a whole address that begins with http:// or "
                             "https://."),
                        "NUMBER", check_number(why, i + 1), NULL);
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
        problem_say(why, "lang", WORD("Write the language as a code such as en, en-GB or de."),
                    NULL);
    if ((unsigned)t->ai >= STORY_AI_MAX)
        problem_say(why, "ai", WORD("Choose none, assisted, generated or unreviewed."), NULL);
    if ((unsigned)t->genre >= GENRE_MAX)
        problem_say(why, "genre", WORD("Choose the kind of work again."), NULL);
    if (kind != STORY_REVIEW)
        return;
    if (t->review.rating < -1 || t->review.rating > 50)
        problem_say(why, "rating", WORD("A rating is between 0 and 5."), NULL);
    if (!text_field_blank(day) && !dateline_is_date(day))
        problem_say(why, "price_checked_on", WORD("Write the day as 2026-01-08."), NULL);
}

static void check_review_goes_out(const struct review *r, struct problems *why)
{
    if (text_field_blank(r->product))
        problem_say(why, "product", WORD("Say what product is reviewed."), NULL);
    if (text_field_blank(r->verdict))
        problem_say(why, "verdict", WORD("Give the verdict in a sentence."), NULL);
    if (r->rating < 0)
        problem_say(why, "rating", WORD("Rate the product, from 0 to 5."), NULL);
    if (!text_field_blank(r->price) && text_field_blank(r->price_checked_on))
        problem_say(why, "price_checked_on", WORD("Say on which day the price was checked."), NULL);
}

static void check_alt(const struct picture_words *p, struct problems *why)
{
    bool blank = text_field_blank(p->alt);
    if (alt_text_describes(p->alt, p->name))
        return;
    if (blank && !p->name)
        problem_say(why, "hero_alt",
                    WORD("Describe the picture for people who cannot see it (alternative text)."),
                    NULL);
    else if (blank)
        problem_say(why, "body",
                    WORD("Describe the picture %NAME% in the text for people who cannot see it, "
                         "between its square brackets."),
                    "NAME", p->name, NULL);
    else if (!p->name)
        problem_say(why, "hero_alt",
                    WORD("“%ALT%” does not tell people who cannot see the picture what is in it; "
                         "describe it."),
                    "ALT", p->alt, NULL);
    else
        problem_say(why, "body",
                    WORD("“%ALT%” does not tell people who cannot see it what is in the picture "
                         "%NAME% in the text; describe it."),
                    "ALT", p->alt, "NAME", p->name, NULL);
}

void story_check_picture(const struct picture_words *p, struct problems *why)
{
    check_alt(p, why);
    if (text_field_blank(p->credit) && !p->name)
        problem_say(why, "hero_credit", WORD("Say who made the picture (credit)."), NULL);
    else if (text_field_blank(p->credit))
        problem_say(why, "body",
                    WORD("Say who made the picture %NAME% in the text: behind its address, as "
                         "\"Credit: Name\"."),
                    "NAME", p->name, NULL);
}

static void check_goes_out(const struct story_text *t, enum story_kind kind, struct problems *why)
{
    if (text_field_blank(t->headline))
        problem_say(why, "headline", WORD("Give the story a headline."), NULL);
    if (text_field_blank(t->body))
        problem_say(why, "body", WORD("Write the text before publishing."), NULL);
    if (kind != STORY_PAGE && text_field_blank(t->section.slug))
        problem_say(why, "section", WORD("Choose a section."), NULL);
    if (t->hero_id != 0)
        story_check_picture(&(struct picture_words){t->hero_alt, t->hero_credit, NULL}, why);
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
        problem_say(why, "bylines", WORD("Keep the bylines to %MOST%."), "MOST",
                    check_number(why, LIST_LENGTH_MAX), NULL);
    if (t->tags.n > LIST_LENGTH_MAX)
        problem_say(why, "tags", WORD("Keep the tags to %MOST%."), "MOST",
                    check_number(why, LIST_LENGTH_MAX), NULL);
    if (publish)
        check_goes_out(t, kind, why);
}
