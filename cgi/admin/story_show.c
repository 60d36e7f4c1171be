/* story_show.c: the page with the story form. */
#include "story_form.h"

#include "lib/log.h"
#include "lib/text.h"

#include <string.h>

#define BLANK_SOURCES 3
#define RECENT_PICTURES 12
#define THUMB_WIDTH 320

/* A list that cannot be read leaves the form usable: names can still be typed. */
static struct groups groups_of(struct page *p, enum group_kind k)
{
    struct groups g = {0};

    if (group_list(p->app->store, p->req->arena, k, false, p->req->now, &g) != STORE_OK) {
        log_event(LOG_ERROR, "store", "why", store_error(p->app->store), NULL);
        g.n = 0;
    }
    return g;
}

static void show_text_fields(struct page *p, const struct story_form *f)
{
    size_t words = text_count_words(admin_field(&f->typed, "body"));

    for (size_t i = 0; i < story_fields_n; i++) {
        const struct story_field *field = &story_fields[i];

        if (field->shape != FIELD_CHOICE)
            tpl_set(p->main, field->value, admin_field(&f->typed, field->name));
        tpl_set_if(p->main, field->problem, problem_of(&f->why, field->name));
    }
    tpl_set_if(p->main, "HERO_FILE_PROBLEM", problem_of(&f->why, "hero_file"));
    tpl_set_if(p->main, "INLINE_PROBLEM", problem_of(&f->why, "inline_file"));
    tpl_set_int(p->main, "WORDS", (int64_t)words);
    tpl_show(p->main, words == 1 ? "ONE_WORD" : "MANY_WORDS");
}

static void show_sections(struct page *p, const struct story_form *f)
{
    struct groups sections = groups_of(p, GROUP_SECTION);
    const char *chosen = admin_field(&f->typed, "section");

    for (size_t i = 0; i < sections.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "SECTION_OPTION");
        tpl_set(d, "OPTION_VALUE", sections.v[i].slug);
        tpl_set(d, "OPTION_LABEL", sections.v[i].name);
        if (strcmp(sections.v[i].slug, chosen) == 0)
            tpl_show(d, "OPTION_CHOSEN");
    }
}

static void show_names(struct page *p)
{
    struct groups bylines = groups_of(p, GROUP_BYLINE), tags = groups_of(p, GROUP_TAG);

    for (size_t i = 0; i < bylines.n; i++)
        tpl_set(tpl_add(p->main, "BYLINE_NAME"), "OPTION_VALUE", bylines.v[i].name);
    for (size_t i = 0; i < tags.n; i++)
        tpl_set(tpl_add(p->main, "TAG_NAME"), "OPTION_VALUE", tags.v[i].name);
}

static void add_source(struct page *p, int number, const char *title, const char *url)
{
    struct tpl_dict *d = tpl_add(p->main, "SOURCE");

    tpl_set_int(d, "SOURCE_NUMBER", number);
    tpl_set(d, "SOURCE_TITLE", title);
    tpl_set(d, "SOURCE_URL", url);
}

static void show_sources(struct page *p, const struct story_form *f)
{
    const char *title = NULL;
    int n = 0;

    /* Titles and addresses come in turn, as the rows stand in the form. */
    for (size_t i = 0; i < f->typed.n; i++) {
        const struct field *v = &f->typed.v[i];
        if (strcmp(v->name, "source_title") == 0) {
            title = v->value;
        } else if (strcmp(v->name, "source_url") == 0 && title) {
            if (!text_blank(title) || !text_blank(v->value))
                add_source(p, ++n, title, v->value);
            title = NULL;
        }
    }
    for (int i = 0; i < BLANK_SOURCES; i++)
        add_source(p, ++n, "", "");
}

static void show_thumb(struct page *p, struct tpl_dict *d, const struct media *m)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, THUMB_WIDTH);

    if (!file)
        return;
    d = tpl_add(d, "THUMB");
    tpl_set(d, "THUMB_URL", media_url(p->req->arena, file));
    tpl_set_int(d, "THUMB_WIDTH", file->width);
    tpl_set_int(d, "THUMB_HEIGHT", file->height);
}

static void add_picture(struct page *p, const char *section, const struct media *m)
{
    struct tpl_dict *d = tpl_add(p->main, section);

    tpl_set_int(d, "PICTURE_ID", m->id);
    tpl_set(d, "PICTURE_NAME", m->alt && *m->alt ? m->alt : m->original);
    show_thumb(p, d, m);
}

static void show_pictures(struct page *p, const struct story_form *f)
{
    struct media_list recent = {0};
    struct media hero;
    int64_t id = 0;

    if (text_to_int(admin_field(&f->typed, "hero_id"), 1, INT64_MAX, &id) &&
        media_get(p->app->store, p->req->arena, id, &hero) == STORE_OK)
        add_picture(p, "HERO", &hero);
    else
        tpl_show(p->main, "NO_HERO");
    tpl_set(p->main, "HERO_WAS", admin_field(&f->typed, "hero_id"));
    if (media_recent(p->app->store, p->req->arena, 0, RECENT_PICTURES, &recent) != STORE_OK)
        return;
    for (size_t i = 0; i < recent.n; i++) {
        if (recent.v[i].id == id)
            continue;
        add_picture(p, "RECENT", &recent.v[i]);
        tpl_show(p->main, "RECENT_ANY");
    }
    tpl_set(p->main, "INLINE_ALT", admin_field(&f->typed, "inline_alt"));
    tpl_set(p->main, "INLINE_CREDIT", admin_field(&f->typed, "inline_credit"));
    tpl_set_if(p->main, "INLINE_CODE", f->picture_code);
}

static void show_ai(struct page *p, const struct story_form *f)
{
    static const char *const labels[STORY_AI_MAX] = {
        [STORY_AI_UNSTATED] = "Not said: readers see no line about it",
        [STORY_AI_NONE] = "None",
        [STORY_AI_ASSISTED] = "Assisted: a person wrote it and used AI for parts",
        [STORY_AI_GENERATED] = "Generated: AI wrote the text and a person checked it",
    };
    enum story_ai chosen = story_ai_find(admin_field(&f->typed, "ai"));

    if (chosen == STORY_AI_MAX)
        chosen = STORY_AI_UNSTATED;
    for (int ai = 0; ai < STORY_AI_MAX; ai++) {
        struct tpl_dict *d = tpl_add(p->main, "AI_OPTION");
        tpl_set(d, "OPTION_VALUE", story_ai_name((enum story_ai)ai));
        tpl_set(d, "OPTION_LABEL", labels[ai]);
        if (ai == (int)chosen)
            tpl_show(d, "OPTION_CHOSEN");
    }
}

static void show_identity(struct page *p, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    const char *id = arena_printf(a, "%lld", (long long)f->story.id);
    const char *key = f->story.id ? id : story_kind_name(f->kind);

    tpl_set(p->main, "ACTION",
            f->story.id ? arena_printf(a, "/admin/story/%s", id) : "/admin/story/new");
    tpl_set(p->main, "STORY_ID", id);
    tpl_set_int(p->main, "BASE", f->base);
    tpl_set(p->main, "KIND", story_kind_name(f->kind));
    /* The browser keeps unsaved text under this name: per person and story. */
    tpl_set(p->main, "KEEP_KEY",
            arena_printf(a, "%lld.%s", (long long)p->req->session->user.id, key));
    tpl_set_if(p->main, "MESSAGE", f->message);
    if (f->unsaved)
        tpl_show(p->main, "UNSAVED");
    if (f->kind == STORY_REVIEW)
        tpl_show(p->main, "REVIEW");
    tpl_show(p->main, f->story.live ? "WAS_LIVE" : "NEVER_LIVE");
    if (f->story.live)
        tpl_set(p->main, "PATH", f->story.path);
}

/* What the last action did, and where readers see it. */
static void show_saved(struct page *p, const struct story_form *f)
{
    const char *text = admin_message(req_query(p->req, "saved"));
    struct tpl_dict *d;

    if (!text || p->req->method == METHOD_POST)
        return;
    d = tpl_add(p->main, "SAVED");
    tpl_set(d, "SAVED_TEXT", text);
    if (f->story.state == STORY_LIVE) {
        d = tpl_add(d, "SAVED_LIVE");
        tpl_set(d, "PATH", f->story.path);
        page_line(p, tpl_include(d, "LINE", "admin/readers_line.tpl"), f->story.published_at,
                  f->story.updated_at);
    }
}

static const char *page_title(struct arena *a, const struct story_form *f)
{
    const char *headline = text_line(a, admin_field(&f->typed, "headline"));

    if (*headline)
        return arena_printf(a, "%s%s", f->why.n ? "Problems: " : "", headline);
    switch (f->kind) {
    case STORY_REVIEW:
        return "New review";
    case STORY_PAGE:
        return "New page";
    default:
        return "New story";
    }
}

void story_form_show(struct app *app, struct req *req, struct res *res, struct story_form *f)
{
    const char *title = page_title(req->arena, f);
    struct page p = page_start_admin(app, req, res, "admin/story.tpl", title);

    tpl_set(p.main, "TITLE", title);
    tpl_set(p.main, "KIND_LABEL", admin_kind_label(f->kind));
    show_identity(&p, f);
    show_saved(&p, f);
    admin_problems(p.main, &f->why, story_form_is_field);
    show_text_fields(&p, f);
    show_sections(&p, f);
    show_names(&p);
    show_sources(&p, f);
    show_pictures(&p, f);
    show_ai(&p, f);
    report_show_in_form(&p, f);
    if (f->conflict)
        conflict_show(&p, f);
    story_panel_show(&p, f);
    page_finish(&p);
}
