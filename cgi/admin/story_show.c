/* story_show.c: the page with the story form. */
#include "story_form.h"

#include "db/media_rights.h"
#include "db/picture.h"
#include "lib/log.h"
#include "lib/name_list.h"
#include "lib/text.h"

#include <string.h>

#define BLANK_SOURCES 3
#define RECENT_PICTURES 12
#define THUMB_WIDTH 320

/* A list that cannot be read leaves the form usable: names can still be typed. */
static struct groups story_groups(struct page *p, enum group_kind k)
{
    struct groups g = {0};

    struct actor by = admin_actor(p->req);
    if (group_list_for(p->app->store, p->req->arena, k, &by, p->req->now, &g) != STORE_OK) {
        log_event(LOG_ERROR, "store", "why", store_error(p->app->store), NULL);
        g.n = 0;
    }
    return g;
}

static void story_show_text_fields(struct page *p, const struct story_form *f)
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
    tpl_set_count(p->main, p->app->language, "WORDS", (int64_t)words);
}

static void story_show_sections(struct page *p, const struct story_form *f)
{
    struct groups sections = story_groups(p, GROUP_SECTION);
    const char *chosen = admin_field(&f->typed, "section");

    for (size_t i = 0; i < sections.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "SECTION_OPTION");
        tpl_set(d, "OPTION_VALUE", sections.v[i].slug);
        tpl_set(d, "OPTION_LABEL", sections.v[i].name);
        if (strcmp(sections.v[i].slug, chosen) == 0) {
            tpl_show(d, "OPTION_CHOSEN");
            tpl_set(p->main, "SECTION_SAY", sections.v[i].name);
        }
    }
}

/* As the field takes them. */
static void story_offer_names(struct page *p, const char *section, enum group_kind kind)
{
    struct groups all = story_groups(p, kind);

    for (size_t i = 0; i < all.n; i++) {
        const struct strlist one = {&all.v[i].name, 1};
        tpl_set(tpl_add(p->main, section), "OPTION_VALUE", name_list_write(p->req->arena, &one));
    }
}

static void story_show_names(struct page *p)
{
    story_offer_names(p, "BYLINE_NAME", GROUP_BYLINE);
    story_offer_names(p, "TAG_NAME", GROUP_TAG);
}

/* faults: those that were refused. */
static void story_add_source(struct page *p, int number, const struct source *s, unsigned faults)
{
    struct tpl_dict *d = tpl_add(p->main, "SOURCE");

    tpl_set_int(d, "SOURCE_NUMBER", number);
    tpl_set(d, "SOURCE_TITLE", s->title);
    tpl_set(d, "SOURCE_URL", s->url);
    if (faults & SOURCE_TITLE_LONG)
        tpl_show(d, "SOURCE_TITLE_WRONG");
    if (faults & SOURCE_URL_ODD)
        tpl_show(d, "SOURCE_URL_WRONG");
}

static void story_show_sources(struct page *p, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    const struct source blank = {"", ""};
    const char *title = NULL;
    bool refused = problem_of(&f->why, "sources") != NULL;
    int n = 0;

    /* Titles and addresses come in turn, as the rows stand in the form. */
    for (size_t i = 0; i < f->typed.n; i++) {
        const struct field *v = &f->typed.v[i];
        if (strcmp(v->name, "source_title") == 0) {
            title = v->value;
        } else if (strcmp(v->name, "source_url") == 0 && title) {
            const struct source one = {text_line(a, title), text_line(a, v->value)};
            if (!text_blank(title) || !text_blank(v->value))
                story_add_source(p, ++n, &(struct source){title, v->value},
                                 refused ? source_faults(&one) : 0);
            title = NULL;
        }
    }
    for (int i = 0; i < BLANK_SOURCES; i++)
        story_add_source(p, ++n, &blank, 0);
}

static void story_show_thumb(struct page *p, struct tpl_dict *d, const struct media *m)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, THUMB_WIDTH);

    if (!file)
        return;
    d = tpl_add(d, "THUMB");
    tpl_set(d, "THUMB_URL", media_url(p->req->arena, file));
    tpl_set_int(d, "THUMB_WIDTH", file->width);
    tpl_set_int(d, "THUMB_HEIGHT", file->height);
}

static void story_add_remarks(struct page *p, struct tpl_dict *d, const char *section,
                              struct problems remarks)
{
    page_translate(p->app, &remarks);
    for (size_t i = 0; i < remarks.n; i++)
        tpl_set(tpl_add(d, section), "REMARK", remarks.v[i].text);
}

static struct tpl_dict *story_add_picture(struct page *p, const char *section,
                                          const struct media *m)
{
    struct tpl_dict *d = tpl_add(p->main, section);

    tpl_set_int(d, "PICTURE_ID", m->id);
    tpl_set(d, "PICTURE_NAME", m->alt && *m->alt ? m->alt : m->original);
    const struct media_file *file = media_best(m, MEDIA_JPEG, 960);
    tpl_set(d, "PICTURE_SRC", file ? media_url(p->req->arena, file) : "");
    tpl_set(d, "PICTURE_ALT", m->alt);
    tpl_set(d, "PICTURE_CAPTION", m->caption);
    tpl_set(d, "PICTURE_CREDIT", m->credit);
    story_show_thumb(p, d, m);
    return d;
}

/* What an editor should know before it is in that story. */
static void story_warn_of(struct page *p, const struct story_form *f, const struct media *m,
                          struct problems *out)
{
    if (media_warn(p->app->store, p->req->arena, m, f->story.id, p->req->now, out) != STORE_OK)
        log_event(LOG_WARN, "media.warn", "why", store_error(p->app->store), NULL);
}

static void story_show_hero(struct page *p, const struct story_form *f, const struct media *m)
{
    struct problems remarks = {.arena = p->req->arena};

    media_remark(&remarks, m, MEDIA_PLACE_LEAD);
    story_warn_of(p, f, m, &remarks);
    story_add_remarks(p, story_add_picture(p, "HERO", m), "HERO_SAYS", remarks);
}

static void story_show_pictures(struct page *p, const struct story_form *f)
{
    struct media_list recent = {0};
    struct media hero;
    struct actor by = admin_actor(p->req);
    int64_t id = 0;

    if (text_to_int(admin_field(&f->typed, "hero_id"), 1, INT64_MAX, &id) &&
        media_offered(p->app->store, &by, f->story.id, id, p->req->now) == STORE_OK &&
        media_get(p->app->store, p->req->arena, id, &hero) == STORE_OK)
        story_show_hero(p, f, &hero);
    else
        tpl_show(p->main, "NO_HERO");
    tpl_set(p->main, "HERO_WAS", admin_field(&f->typed, "hero_id"));
    tpl_set(p->main, "HERO_ALT_WAS", admin_field(&f->typed, "hero_alt"));
    tpl_set(p->main, "HERO_CAPTION_WAS", admin_field(&f->typed, "hero_caption"));
    tpl_set(p->main, "HERO_CREDIT_WAS", admin_field(&f->typed, "hero_credit"));
    if (media_recent(p->app->store, p->req->arena, &by, 0, RECENT_PICTURES, p->req->now, &recent) !=
        STORE_OK)
        return;
    for (size_t i = 0; i < recent.n; i++) {
        if (recent.v[i].id == id)
            continue;
        struct problems warned = {.arena = p->req->arena};
        story_warn_of(p, f, &recent.v[i], &warned);
        story_add_remarks(p, story_add_picture(p, "RECENT", &recent.v[i]), "RECENT_SAYS", warned);
        tpl_show(p->main, "RECENT_ANY");
    }
    tpl_set(p->main, "INLINE_ALT", admin_field(&f->typed, "inline_alt"));
    tpl_set(p->main, "INLINE_CREDIT", admin_field(&f->typed, "inline_credit"));
    tpl_set_if(p->main, "INLINE_CODE", f->picture_code);
    story_add_remarks(p, p->main, "INLINE_SAYS", f->picture_says);
}

static void story_show_ai(struct page *p, const struct story_form *f)
{
    static const char *const labels[STORY_AI_MAX] = {
        [STORY_AI_UNSTATED] = WORD("Not said: readers see no line about it"),
        [STORY_AI_NONE] = WORD("No AI was used"),
        [STORY_AI_ASSISTED] = WORD("Assisted: a person wrote it and used AI for parts"),
        [STORY_AI_GENERATED] = WORD("Generated: AI wrote the text and a person checked it"),
        [STORY_AI_UNREVIEWED] = WORD(
            "Not reviewed: AI wrote the text and nobody checked it. Readers see a label above it"),
    };
    enum story_ai chosen = story_ai_find(admin_field(&f->typed, "ai"));

    if (chosen == STORY_AI_MAX)
        chosen = STORY_AI_UNSTATED;
    for (int ai = 0; ai < STORY_AI_MAX; ai++) {
        struct tpl_dict *d = tpl_add(p->main, "AI_OPTION");
        tpl_set(d, "OPTION_VALUE", story_ai_name((enum story_ai)ai));
        tpl_set(d, "OPTION_LABEL", app_word(p->app, labels[ai]));
        if (ai == (int)chosen)
            tpl_show(d, "OPTION_CHOSEN");
    }
}

static void story_show_identity(struct page *p, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    const char *id = arena_printf(a, "%lld", (long long)f->story.id);
    const char *key = f->story.id ? arena_printf(a, "%s.%s", id, named_text_name(f->shown.on))
                                  : story_kind_name(f->kind);

    tpl_set(p->main, "ACTION",
            f->story.id ? arena_printf(a, "/admin/story/%s", id) : "/admin/story/new");
    tpl_set(p->main, "STORY_ID", id);
    tpl_set(p->main, "KIND", story_kind_name(f->kind));
    tpl_set(p->main, "SLUG_WAS", admin_field(&f->typed, "slug_was"));
    tpl_set(p->main, "ON", named_text_name(f->shown.on));
    tpl_set_int(p->main, "BASE", f->shown.base);
    tpl_set(p->main, "HASH", f->shown.hash ? f->shown.hash : "");
    tpl_set_int(p->main, "LIVE_NUMBER", f->shown.live);
    tpl_set_int(p->main, "WAITING_INSTANT", f->shown.waiting_at);
    tpl_set(p->main, "WAITING_SAID", f->shown.waiting_said ? f->shown.waiting_said : "");
    tpl_set_int(p->main, "LIVE_INSTANT", f->shown.live_from);
    tpl_set_int(p->main, "WITHDRAWN_INSTANT", f->shown.withdrawn_at);
    tpl_set_int(p->main, "WAITING_NUMBER", f->shown.waiting);
    tpl_set_int(p->main, "DRAFT_NUMBER", f->shown.draft);
    tpl_set_int(p->main, "RESTORED", f->shown.restored);
    /* The browser keeps unsaved text under this name: per person and text. */
    tpl_set(p->main, "KEEP_KEY",
            arena_printf(a, "%lld.%s", (long long)p->req->session->user.id, key));
    tpl_set_int(p->main, "PICTURE_MAX", PICTURE_BYTES_MAX);
    if (p->req->session->user.styled_text)
        tpl_set_if(p->main, "STYLED", admin_styled(p->app, a));
    tpl_set_if(p->main, "MESSAGE", f->message ? app_word(p->app, f->message) : NULL);
    if (f->brought) /* it stopped what was pressed */
        tpl_show(p->main, "NOT_DONE");
    if (f->unsaved)
        tpl_show(p->main, "UNSAVED");
    if (f->kind == STORY_REVIEW)
        tpl_show(p->main, "REVIEW");
    /* Readers of a page are not told how it was made; what was typed before stays. */
    if (f->kind == STORY_PAGE)
        tpl_set(tpl_add(p->main, "MAKING_UNSAID"), "AI_USE", admin_field(&f->typed, "ai"));
    else
        tpl_show(p->main, "MAKING");
    tpl_show(p->main, f->story.live ? "WAS_LIVE" : "NEVER_LIVE");
    if (f->story.id && !admin_may(p->req, ACT_ADDRESS, &f->story))
        tpl_show(p->main, "SLUG_FIXED");
    if (f->story.live)
        tpl_set(p->main, "PATH", f->story.path);
}

/* What the last action did, and where readers see it. */
static void story_show_saved(struct page *p, const struct story_form *f)
{
    const char *text = admin_message(req_query(p->req, "saved"));
    struct tpl_dict *d;

    if (!text || p->req->method == METHOD_POST)
        return;
    if (strcmp(req_query(p->req, "saved"), "copy-newer") == 0) { /* nothing was done */
        tpl_set_if(p->main, "MESSAGE", app_word(p->app, text));
        return;
    }
    d = tpl_add(p->main, "SAVED");
    tpl_set(d, "SAVED_TEXT", app_word(p->app, text));
    tpl_set(d, "SAVED_CODE", req_query(p->req, "saved"));
    tpl_set(d, "SAVED_AT", admin_when(p->app, p->req, p->req->now));
    if (f->story.state == STORY_LIVE) {
        d = tpl_add(d, "SAVED_LIVE");
        tpl_set(d, "PATH", f->story.path);
        page_line(p, tpl_include(d, "LINE", "admin/readers_line.tpl"), f->story.published_at,
                  f->story.updated_at);
    }
}

/* A remark, not a problem: the text may be saved so. */
static void story_show_nowhere(struct page *p, const struct story_form *f)
{
    struct story_text t = {.body = admin_field(&f->typed, "body"), .lang = ""};
    struct strlist nowhere = {0};

    if (text_blank(t.body) ||
        story_links_nowhere(p->app->store, p->req->arena, &t, &nowhere) != STORE_OK ||
        nowhere.n == 0)
        return;
    for (size_t i = 0; i < nowhere.n; i++)
        tpl_set(tpl_add(p->main, "NOWHERE"), "NOWHERE_WHAT", nowhere.v[i]);
    tpl_show(p->main, "NOWHERE_IF");
}

/* What only the script has uses for: its words, with the places where it puts its numbers. */
static void story_show_tools(struct page *p)
{
    static const char *const places[][2] = {{"N", "{n}"},
                                            {"OF", "{of}"},
                                            {"N_WORDS", "{words}"},
                                            {"N_SIGNS", "{signs}"},
                                            {"N_MINUTES", "{minutes}"},
                                            {"N_ALL", "{all}"}};
    struct tpl_dict *into[] = {p->main, tpl_include(p->main, "TOOLS", "admin/story_tools.tpl"),
                               tpl_include(p->main, "CHECKS", "admin/story_checks.tpl")};

    for (size_t i = 0; i < sizeof into / sizeof *into; i++)
        for (size_t j = 0; j < sizeof places / sizeof *places; j++)
            tpl_set(into[i], places[j][0], places[j][1]);
}

static const char *story_page_title(struct app *app, struct arena *a, const struct story_form *f)
{
    static const char *const new_words[STORY_KIND_MAX] = {
        [STORY_NEWS] = WORD("New story"),
        [STORY_REVIEW] = WORD("New review"),
        [STORY_PAGE] = WORD("New page"),
    };
    const char *headline = text_line(a, admin_field(&f->typed, "headline"));

    if (!*headline)
        return app_word(app, new_words[f->kind]);
    if (!f->why.n)
        return headline;
    return language_say(app->language, a, WORD("Problems: %HEADLINE%"), "HEADLINE", headline, NULL);
}

/* What stood in a field that the page does not have any more: the story is another by now. */
static void story_say_unplaced(struct app *app, struct req *req, struct story_form *f)
{
    bool worded = *req_form(req, "first") && story_wording_placed(app, req, f);
    const struct story *s = &f->story;
    bool may = admin_may(req, ACT_WRITE, s->id ? s : NULL) &&
               admin_may(req, ACT_PUBLISH, s->id ? s : NULL);
    bool kinds = s->live && s->state != STORY_BINNED && may;
    const struct {
        const char *name;
        bool placed;
    } beside[] = {
        {"note", kinds},
        {"wrong", kinds},
        {"right", kinds},
        {"reason", s->state == STORY_LIVE && admin_may(req, ACT_WITHDRAW, s)},
        {"review_words", s->state == STORY_IN_REVIEW && admin_may(req, ACT_REVIEW, s)},
        {"first", worded},
        {"second", worded},
    };
    if (req->method != METHOD_POST)
        return;
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        const char *typed = text_line(req->arena, req_form(req, beside[i].name));
        const char *quoted = arena_printf(req->arena, "“%s”", typed);
        bool said = beside[i].placed || *typed == '\0';
        for (size_t k = 0; k < f->why.n && !said; k++)
            said = strstr(f->why.v[k].text, quoted) != NULL;
        if (!said)
            problem_say(&f->why, "",
                        WORD("You typed “%TYPED%”, and the page has no place for it now: copy what "
                             "you want to keep."),
                        "TYPED", typed, NULL);
    }
}

void story_form_show(struct app *app, struct req *req, struct res *res, struct story_form *f)
{
    story_say_unplaced(app, req, f);
    const char *title = story_page_title(app, req->arena, f);
    struct page p = page_start_admin(app, req, res, "admin/story.tpl", title);
    static const char *const sheets[] = {"css/story.css", "css/rows.css",     "css/writing.css",
                                         "css/rail.css",  "css/datetime.css", "css/beside.css"};
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
        page_sheet(&p, sheets[i]);

    page_translate(app, &f->why);
    tpl_set(p.main, "TITLE", title);
    tpl_set(p.main, "KIND_LABEL", app_word(app, admin_kind_label(f->kind)));
    story_show_identity(&p, f);
    story_show_saved(&p, f);
    admin_problems(p.main, &f->why, story_form_is_field);
    story_texts_show(&p, f);
    story_copy_show(&p, f);
    story_style_show(&p, f);
    story_show_text_fields(&p, f);
    story_show_tools(&p);
    story_show_sections(&p, f);
    story_show_names(&p);
    story_show_sources(&p, f);
    story_show_nowhere(&p, f);
    story_show_pictures(&p, f);
    story_show_ai(&p, f);
    story_groups_show(&p, f);
    report_show_in_form(&p, f);
    story_notes_show(&p, f);
    if (f->meeting)
        story_meeting_show(&p, f);
    story_names_show(&p, f);
    story_panel_show(&p, f);
    page_finish(&p);
}
