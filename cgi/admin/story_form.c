/* story_form.c: a story's text as form fields, and form fields as a story's text. */
#include "story_form.h"

#include "lib/name_list.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <string.h>

const struct story_field story_fields[] = {
    {"headline", WORD("Headline"), "HEADLINE", "HEADLINE_PROBLEM", FIELD_LINE},
    {"dek", WORD("Standfirst"), "DEK", "DEK_PROBLEM", FIELD_LINE},
    {"body", WORD("Text"), "BODY", "BODY_PROBLEM", FIELD_LINES},
    {"takeaways", WORD("Takeaways"), "TAKEAWAYS", "TAKEAWAYS_PROBLEM", FIELD_LINES},
    {"sources", WORD("Sources"), "SOURCES_TEXT", "SOURCES_PROBLEM", FIELD_CHOICE},
    {"bylines", WORD("Bylines"), "BYLINES", "BYLINES_PROBLEM", FIELD_LINE},
    {"section", WORD("Section"), "SECTION_SLUG", "SECTION_PROBLEM", FIELD_CHOICE},
    {"tags", WORD("Tags"), "TAGS", "TAGS_PROBLEM", FIELD_LINE},
    {"lang", WORD("Language"), "LANG", "LANG_PROBLEM", FIELD_LINE},
    {"slug", WORD("Last part of the address"), "SLUG", "SLUG_PROBLEM", FIELD_LINE},
    {"hero_id", WORD("Picture above the text"), "HERO_ID", "HERO_PROBLEM", FIELD_CHOICE},
    {"hero_alt", WORD("Description for people who cannot see it"), "HERO_ALT", "HERO_ALT_PROBLEM",
     FIELD_LINE},
    {"hero_caption", WORD("Caption"), "HERO_CAPTION", "HERO_CAPTION_PROBLEM", FIELD_LINE},
    {"hero_credit", WORD("Credit"), "HERO_CREDIT", "HERO_CREDIT_PROBLEM", FIELD_LINE},
    {"product", WORD("Product"), "PRODUCT", "PRODUCT_PROBLEM", FIELD_LINE},
    {"rating", WORD("Rating"), "RATING", "RATING_PROBLEM", FIELD_LINE},
    {"pros", WORD("Pros"), "PROS", "PROS_PROBLEM", FIELD_LINES},
    {"cons", WORD("Cons"), "CONS", "CONS_PROBLEM", FIELD_LINES},
    {"verdict", WORD("Verdict"), "VERDICT", "VERDICT_PROBLEM", FIELD_LINE},
    {"price", WORD("Price"), "PRICE", "PRICE_PROBLEM", FIELD_LINE},
    {"price_checked_on", WORD("Price checked on"), "PRICE_CHECKED_ON", "PRICE_CHECKED_ON_PROBLEM",
     FIELD_LINE},
    {"ai", WORD("Use of AI"), "AI", "AI_PROBLEM", FIELD_CHOICE},
    {"ai_note", WORD("Note on the use of AI"), "AI_NOTE", "AI_NOTE_PROBLEM", FIELD_LINE},
    {"fact_checked_by", WORD("Fact-checked by"), "FACT_CHECKED_BY", "FACT_CHECKED_BY_PROBLEM",
     FIELD_LINE},
    {"genre", WORD("Kind of work"), "GENRE_VALUE", "GENRE_PROBLEM", FIELD_CHOICE},
    {"place_line", WORD("Place"), "PLACE_LINE", "PLACE_LINE_PROBLEM", FIELD_LINE},
    {"how_reported", WORD("How we reported it"), "HOW_REPORTED", "HOW_REPORTED_PROBLEM",
     FIELD_LINES},
};
const size_t story_fields_n = sizeof story_fields / sizeof *story_fields;

bool story_form_is_field(const char *name)
{
    static const char *const others[] = {
        "when_at",        "updated_at",          "note",           "wrong",
        "right",          "same_text_confirmed", "others_read",    "replaces_draft",
        "waiting_choice", "new_names",           "hero_file",      "inline_file",
        "set_updated_at", "set_published_at",    "reason",         "confirm",
        "note_words",     "link_name",           "suggest_reason", "review_words",
        "review_note",    "legal_name",          "writer",         "override_reason",
        "house_style",    "second_reader",       "legal",          "first",
        "second"};

    for (size_t i = 0; i < story_fields_n; i++)
        if (strcmp(story_fields[i].name, name) == 0)
            return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], name) == 0)
            return true;
    return false;
}

/* ---- From a revision ----------------------------------------------------------------------- */

static const char *join(struct arena *a, const struct strlist *l, const char *between)
{
    const char *s = "";

    for (size_t i = 0; i < l->n; i++)
        s = arena_printf(a, "%s%s%s", s, i ? between : "", l->v[i]);
    return s;
}

static const char *join_groups(struct arena *a, const struct groups *g)
{
    struct strlist names = {0};

    for (size_t i = 0; i < g->n; i++)
        strlist_add(a, &names, g->v[i].name);
    return name_list_write(a, &names);
}

static const char *rating_text(struct arena *a, int tenths)
{
    if (tenths < 0)
        return "";
    return arena_printf(a, "%d.%d", tenths / 10, tenths % 10);
}

static void put_review(struct arena *a, struct fields *f, const struct review *r)
{
    admin_field_add(a, f, "product", r->product);
    admin_field_add(a, f, "rating", rating_text(a, r->rating));
    admin_field_add(a, f, "pros", join(a, &r->pros, "\n"));
    admin_field_add(a, f, "cons", join(a, &r->cons, "\n"));
    admin_field_add(a, f, "verdict", r->verdict);
    admin_field_add(a, f, "price", r->price);
    admin_field_add(a, f, "price_checked_on", r->price_checked_on);
}

struct fields story_form_fields(struct arena *a, const struct story_text *t, const char *slug)
{
    struct fields f = {0};

    admin_field_add(a, &f, "headline", t->headline);
    admin_field_add(a, &f, "dek", t->dek);
    admin_field_add(a, &f, "body", t->body);
    admin_field_add(a, &f, "takeaways", join(a, &t->takeaways, "\n"));
    for (size_t i = 0; i < t->sources.n; i++) {
        admin_field_add(a, &f, "source_title", t->sources.v[i].title);
        admin_field_add(a, &f, "source_url", t->sources.v[i].url);
    }
    admin_field_add(a, &f, "bylines", join_groups(a, &t->bylines));
    admin_field_add(a, &f, "section", t->section.slug);
    admin_field_add(a, &f, "tags", join_groups(a, &t->tags));
    admin_field_add(a, &f, "lang", t->lang);
    admin_field_add(a, &f, "slug", slug);
    admin_field_add(a, &f, "hero_id", arena_printf(a, "%lld", (long long)t->hero_id));
    admin_field_add(a, &f, "hero_alt", t->hero_alt);
    admin_field_add(a, &f, "hero_caption", t->hero_caption);
    admin_field_add(a, &f, "hero_credit", t->hero_credit);
    put_review(a, &f, &t->review);
    admin_field_add(a, &f, "ai", story_ai_name(t->ai));
    admin_field_add(a, &f, "ai_note", t->ai_note);
    admin_field_add(a, &f, "fact_checked_by", t->fact_checked_by);
    admin_field_add(a, &f, "genre", story_genre_name(t->genre));
    admin_field_add(a, &f, "place_line", t->place_line);
    admin_field_add(a, &f, "how_reported", t->how_reported);
    return f;
}

void story_form_new(struct app *app, struct req *req, struct story_form *f, enum story_kind kind)
{
    struct story_text text = {.review.rating = -1};

    (void)app;
    *f = (struct story_form){.kind = kind, .why.arena = req->arena};
    f->shown = (struct story_shown){.on = NAMED_DRAFT, .hash = ""};
    f->typed = story_form_fields(req->arena, &text, "");
    admin_field_put(req->arena, &f->typed, "slug_was", "");
    if (kind != STORY_PAGE)
        admin_field_put(req->arena, &f->typed, "bylines", req->session->user.name);
}

/* Before publication an address made from the headline follows it: it is shown as blank. */
static const char *slug_shown(struct arena *a, const struct story *s, const char *headline)
{
    return !s->live && strcmp(s->slug, slug_from(a, headline)) == 0 ? "" : s->slug;
}

void story_form_show_slug(struct arena *a, const struct story *s, struct fields *typed)
{
    const char *slug = slug_shown(a, s, admin_field(typed, "headline"));
    admin_field_put(a, typed, "slug", slug);
    admin_field_put(a, typed, "slug_was", slug);
}

bool story_form_slug_left(const struct fields *typed)
{
    const char *was = fields_get(typed, "slug_was");
    return was && strcmp(was, admin_field(typed, "slug")) == 0;
}

/* What waits keeps its time, its kind and its words to readers. */
static void load_waiting(struct app *app, struct req *req, struct story_form *f)
{
    const struct named_info *w = &f->texts.v[NAMED_WAITING];
    datetime_put(app, req->arena, &f->typed, "when_at", w->at);
    if (!f->story.live)
        return;
    admin_field_put(req->arena, &f->typed, "edit", edit_kind_name(w->kind));
    admin_field_put(req->arena, &f->typed, "note", w->note);
    admin_field_put(req->arena, &f->typed, "wrong", w->wrong);
    admin_field_put(req->arena, &f->typed, "right", w->right);
    if (w->updated_at && w->updated_at != w->at)
        datetime_put(app, req->arena, &f->typed, "updated_at", w->updated_at);
}

void story_form_load(struct app *app, struct req *req, struct story_form *f,
                     const struct revision *r)
{
    f->kind = f->story.kind;
    f->typed = story_form_fields(req->arena, &r->text, "");
    story_form_show_slug(req->arena, &f->story, &f->typed);
    if (f->story.live) {
        datetime_put(app, req->arena, &f->typed, "updated_at", req->now);
        admin_field_put(req->arena, &f->typed, "updated_at_shown",
                        admin_field(&f->typed, "updated_at"));
    }
    if (f->shown.on == NAMED_WAITING)
        load_waiting(app, req, f);
}

/* ---- To a text ----------------------------------------------------------------------------- */

static const char *line(struct arena *a, const struct fields *f, const char *name)
{
    return text_line(a, admin_field(f, name));
}

/* The nth value of that name, or NULL. */
static const char *nth(const struct fields *f, const char *name, size_t n)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i].name, name) == 0 && n-- == 0)
            return f->v[i].value;
    return NULL;
}

static struct sources read_sources(struct arena *a, const struct fields *f)
{
    struct sources out = {.v = arena_array(a, f->n + 1, sizeof *out.v)};
    const char *title;

    for (size_t i = 0; (title = nth(f, "source_title", i)); i++) {
        const char *url = nth(f, "source_url", i);
        if (text_blank(title) && text_blank(url))
            continue;
        out.v[out.n++] = (struct source){text_line(a, title), text_line(a, url ? url : "")};
    }
    return out;
}

static struct groups read_groups(struct arena *a, const char *s)
{
    struct strlist names = name_list_read(a, s);
    struct groups out = {.v = arena_array(a, names.n + 1, sizeof *out.v)};

    for (size_t i = 0; i < names.n; i++)
        out.v[out.n++] = (struct group){.slug = "", .name = names.v[i], .text = ""};
    return out;
}

/* "4.5" or "4,5" in tenths. Blank: not rated. */
static int read_rating(const char *s, struct problems *why)
{
    int64_t whole = 0, tenth = 0;
    char digits[2][8] = {"", "0"};
    size_t n = strcspn(s, ".,");

    if (*s == '\0')
        return -1;
    if (n < sizeof digits[0] && strlen(s + n) < sizeof digits[1]) {
        memcpy(digits[0], s, n);
        if (s[n] && s[n + 1])
            memcpy(digits[1], s + n + 1, strlen(s + n + 1) + 1);
        if (text_to_int(digits[0], 0, 5, &whole) && text_to_int(digits[1], 0, 9, &tenth) &&
            whole * 10 + tenth <= 50)
            return (int)(whole * 10 + tenth);
    }
    problem_say(why, "rating",
                WORD("A rating is a number from 0 to 5 in steps of a tenth, like 4.5."), NULL);
    return -1;
}

static void read_review(struct arena *a, const struct fields *f, struct review *r,
                        struct problems *why)
{
    r->product = line(a, f, "product");
    r->rating = read_rating(line(a, f, "rating"), why);
    r->pros = text_split_lines(a, admin_field(f, "pros"));
    r->cons = text_split_lines(a, admin_field(f, "cons"));
    r->verdict = line(a, f, "verdict");
    r->price = line(a, f, "price");
    r->price_checked_on = line(a, f, "price_checked_on");
}

void story_form_text(struct arena *a, const struct fields *f, struct story_text *out,
                     struct problems *why)
{
    int64_t hero = 0;

    *out = (struct story_text){
        .headline = line(a, f, "headline"),
        .dek = line(a, f, "dek"),
        .body = text_lines(a, admin_field(f, "body")),
        .lang = line(a, f, "lang"),
        .takeaways = text_split_lines(a, admin_field(f, "takeaways")),
        .sources = read_sources(a, f),
        .bylines = read_groups(a, admin_field(f, "bylines")),
        .tags = read_groups(a, admin_field(f, "tags")),
        .section = {.slug = line(a, f, "section"), .name = "", .text = ""},
        .hero_alt = line(a, f, "hero_alt"),
        .hero_caption = line(a, f, "hero_caption"),
        .hero_credit = line(a, f, "hero_credit"),
        .ai = story_ai_find(admin_field(f, "ai")),
        .ai_note = line(a, f, "ai_note"),
        .fact_checked_by = line(a, f, "fact_checked_by"),
        .genre = story_genre_find(admin_field(f, "genre")),
        .place_line = line(a, f, "place_line"),
        .how_reported = text_lines(a, admin_field(f, "how_reported")),
    };
    if (text_to_int(admin_field(f, "hero_id"), 1, INT64_MAX, &hero))
        out->hero_id = hero;
    if (out->ai == STORY_AI_MAX)
        out->ai = STORY_AI_UNSTATED;
    if (out->genre == GENRE_MAX)
        out->genre = GENRE_NEWS;
    read_review(a, f, &out->review, why);
}

/* ---- For comparing ------------------------------------------------------------------------- */

const char *story_form_value(struct arena *a, const struct fields *typed,
                             const struct story_field *field)
{
    const char *s = admin_field(typed, field->name), *all = "";
    struct sources sources;

    if (strcmp(field->name, "sources") == 0) {
        sources = read_sources(a, typed);
        for (size_t i = 0; i < sources.n; i++)
            all = arena_printf(a, "%s%s%s | %s", all, i ? "\n" : "", sources.v[i].title,
                               sources.v[i].url);
        return all;
    }
    if (strcmp(field->name, "hero_id") == 0 && (*s == '\0' || strcmp(s, "0") == 0))
        return "none";
    return field->shape == FIELD_LINES ? text_lines(a, s) : text_line(a, s);
}

void story_form_take(struct arena *a, struct fields *typed, const struct fields *from,
                     const struct story_field *field)
{
    struct fields kept = {0};
    struct sources sources;

    if (strcmp(field->name, "sources") != 0) {
        admin_field_put(a, typed, field->name, admin_field(from, field->name));
        return;
    }
    for (size_t i = 0; i < typed->n; i++)
        if (strncmp(typed->v[i].name, "source_", strlen("source_")) != 0)
            admin_field_add(a, &kept, typed->v[i].name, typed->v[i].value);
    sources = read_sources(a, from);
    for (size_t i = 0; i < sources.n; i++) {
        admin_field_add(a, &kept, "source_title", sources.v[i].title);
        admin_field_add(a, &kept, "source_url", sources.v[i].url);
    }
    *typed = kept;
}
