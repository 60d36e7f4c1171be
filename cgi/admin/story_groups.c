/* story_groups.c: the folded groups beside the text: what each says of itself while it is closed, and
 * which are open because something in them is wrong. static/js/desk/groups.js goes on from there as
 * the fields change. */
#include "story_form.h"

#include "cgi/genre.h"
#include "lib/json.h"
#include "lib/text.h"

#include <string.h>

/* A page without a script has no other way to show all of a text than enough rows for it. */
#define LINE_LETTERS 66
#define HEADLINE_LETTERS 30

/* The template has what may be said, each with a flag that hides it. */
static void group_hide(struct page *p, const char *flag, bool hidden)
{
    if (hidden)
        tpl_show(p->main, flag);
}

/* ---- What is wrong ------------------------------------------------------------------------------ */

#define GROUP_FIELDS_MAX 8

static void groups_open(struct page *p, const struct story_form *f)
{
    static const struct {
        const char *flag;
        const char *fields[GROUP_FIELDS_MAX];
    } groups[] = {
        {"HERO_OPEN", {"hero_id", "hero_file", "hero_alt", "hero_caption", "hero_credit"}},
        {"INLINE_OPEN", {"inline_file"}},
        {"TAKEAWAYS_OPEN", {"takeaways"}},
        {"SOURCES_OPEN", {"sources"}},
        {"REVIEW_OPEN",
         {"product", "rating", "pros", "cons", "verdict", "price", "price_checked_on"}},
        {"WHERE_OPEN", {"section", "tags"}},
        {"BYLINE_OPEN", {"bylines", "lang", "slug"}},
        {"MAKING_OPEN",
         {"ai", "ai_note", "fact_checked_by", "genre", "place_line", "how_reported"}},
    };

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        const char *const *field = groups[i].fields;
        while (*field && !problem_of(&f->why, *field))
            field++;
        /* What was asked for just now is to be seen: a picture's address, a proposal. */
        bool stored = f->picture_code && strcmp(groups[i].flag, "INLINE_OPEN") == 0;
        bool proposed = strcmp(admin_field(&f->typed, "action"), "takeaways") == 0 &&
                        strcmp(groups[i].flag, "TAKEAWAYS_OPEN") == 0;
        if (*field || stored || proposed)
            tpl_show(p->main, groups[i].flag);
    }
}

/* ---- What is there -------------------------------------------------------------------------------- */

/* The forms of a message that counts, for a script that counts on: {"one": …, "other": …}. */
static const char *group_forms(struct page *p, const char *english)
{
    json_t *all = json_object();
    for (int i = 0; i < PLURAL_MAX; i++)
        json_object_set_new(
            all, plural_name((enum plural)i),
            json_string(language_form(p->app->language, p->req->arena, english, (enum plural)i)));
    const char *text = json_canonical(p->req->arena, all);
    json_decref(all);
    return text ? text : "{}";
}

static int64_t group_sources(const struct fields *typed)
{
    const char *title = NULL;
    int64_t n = 0;
    for (size_t i = 0; i < typed->n; i++) {
        if (strcmp(typed->v[i].name, "source_title") == 0)
            title = typed->v[i].value;
        else if (strcmp(typed->v[i].name, "source_url") == 0 && title) {
            n += !text_blank(title) || !text_blank(typed->v[i].value);
            title = NULL;
        }
    }
    return n;
}

static void groups_count(struct page *p, const struct story_form *f)
{
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;
    int64_t takeaways = (int64_t)text_split_lines(a, admin_field(&f->typed, "takeaways")).n;
    int64_t sources = group_sources(&f->typed);
    const char *none = app_word(p->app, WORD("No takeaways yet"));

    tpl_set(p->main, "TAKEAWAYS_NONE", none);
    tpl_set(p->main, "TAKEAWAYS_FORMS", group_forms(p, "%COUNT% takeaway|%COUNT% takeaways"));
    tpl_set(p->main, "TAKEAWAYS_SAY",
            takeaways ? language_count(l, a, "%COUNT% takeaway|%COUNT% takeaways", takeaways)
                      : none);
    none = app_word(p->app, WORD("No sources yet"));
    tpl_set(p->main, "SOURCES_NONE", none);
    tpl_set(p->main, "SOURCES_FORMS", group_forms(p, "%COUNT% source|%COUNT% sources"));
    tpl_set(p->main, "SOURCES_SAY",
            sources ? language_count(l, a, "%COUNT% source|%COUNT% sources", sources) : none);
}

static bool group_lacks(const struct story_form *f, const char *field)
{
    return text_blank(admin_field(&f->typed, field));
}

static void groups_picture(struct page *p, const struct story_form *f)
{
    int64_t id = 0;
    bool there = text_to_int(admin_field(&f->typed, "hero_id"), 1, INT64_MAX, &id);

    group_hide(p, "HERO_THERE", there);
    group_hide(p, "HERO_LACKS", !there);
    group_hide(p, "ALT_LACKS", !there || group_lacks(f, "hero_alt"));
    group_hide(p, "ALT_FINE", !there || !group_lacks(f, "hero_alt"));
    group_hide(p, "CREDIT_LACKS", !there || group_lacks(f, "hero_credit"));
    group_hide(p, "CREDIT_FINE", !there || !group_lacks(f, "hero_credit"));
}

static void groups_making(struct page *p, const struct story_form *f)
{
    static const char *const others[STORY_AI_MAX] = {
        [STORY_AI_UNSTATED] = "AI_NOT_UNSTATED",     [STORY_AI_NONE] = "AI_NOT_NONE",
        [STORY_AI_ASSISTED] = "AI_NOT_ASSISTED",     [STORY_AI_GENERATED] = "AI_NOT_GENERATED",
        [STORY_AI_UNREVIEWED] = "AI_NOT_UNREVIEWED",
    };
    enum story_ai ai = story_ai_find(admin_field(&f->typed, "ai"));

    if (ai == STORY_AI_MAX)
        ai = STORY_AI_UNSTATED;
    for (int i = 0; i < STORY_AI_MAX; i++)
        group_hide(p, others[i], i != (int)ai);
    group_hide(p, "CHECK_LACKS", group_lacks(f, "fact_checked_by"));
}

static void groups_work(struct page *p, const struct story_form *f)
{
    enum story_genre chosen = story_genre_find(admin_field(&f->typed, "genre"));

    if (chosen == GENRE_MAX)
        chosen = GENRE_NEWS;
    tpl_set(p->main, "GENRE_SAID", app_word(p->app, genre_word(chosen)));
    for (enum story_genre g = GENRE_NEWS; g < GENRE_MAX; g++) {
        struct tpl_dict *d = tpl_add(p->main, "GENRE_OPTION");
        tpl_set(d, "OPTION_VALUE", story_genre_name(g));
        tpl_set(d, "OPTION_LABEL", app_word(p->app, genre_word(g)));
        if (g == chosen)
            tpl_show(d, "OPTION_CHOSEN");
    }
    group_hide(p, "HOW_LACKS", group_lacks(f, "how_reported"));
    group_hide(p, "GENRE_LACKS", chosen == GENRE_NEWS);
}

static size_t group_rows(const char *text, size_t letters, size_t least)
{
    size_t rows = 1, on_line = 0;
    for (const char *s = text; *s; s++) {
        bool begins = ((unsigned char)*s & 0xC0) != 0x80; /* a letter, not a byte within one */
        on_line += begins;
        if (*s == '\n' || on_line > letters) {
            rows++;
            on_line = 0;
        }
    }
    return rows < least ? least : rows;
}

static void groups_rows(struct page *p, const struct story_form *f)
{
    static const struct {
        const char *name, *field;
        size_t letters, least;
    } rows[] = {
        {"HEADLINE_ROWS", "headline", HEADLINE_LETTERS, 1},
        {"DEK_ROWS", "dek", LINE_LETTERS, 2},
        {"BODY_ROWS", "body", LINE_LETTERS, 16},
        {"TAKEAWAYS_ROWS", "takeaways", LINE_LETTERS / 2, 4},
        {"HOW_REPORTED_ROWS", "how_reported", LINE_LETTERS / 2, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        tpl_set_int(p->main, rows[i].name,
                    (int64_t)group_rows(admin_field(&f->typed, rows[i].field), rows[i].letters,
                                        rows[i].least));
}

void story_groups_show(struct page *p, const struct story_form *f)
{
    groups_rows(p, f);
    groups_picture(p, f);
    groups_count(p, f);
    groups_making(p, f);
    groups_work(p, f);
    group_hide(p, "SECTION_LACKS", group_lacks(f, "section"));
    group_hide(p, "SECTION_FINE", !group_lacks(f, "section"));
    tpl_show(p->main, f->kind == STORY_PAGE ? "SECTION_SPARE" : "SECTION_NEEDED");
    group_hide(p, "TAGS_LACK", group_lacks(f, "tags"));
    group_hide(p, "BYLINES_FINE", !group_lacks(f, "bylines"));
    group_hide(p, "REVIEW_FINE", !group_lacks(f, "product"));
    group_hide(p, "RATING_LACKS", group_lacks(f, "rating"));
    groups_open(p, f);
    /* The first thing to write; where something is wrong, that is read first. */
    if (f->story.id == 0 && f->why.n == 0 && !f->unsaved)
        tpl_show(p->main, "BEGINS");
}
