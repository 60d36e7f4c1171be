/* search.c: /search: what readers look for, among all that is live. */
#include "reader.h"

#include "cgi/site_nav.h"
#include "db/search.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <string.h>

#define TITLE_LETTERS 60
#define TYPED_LETTERS 40 /* of what was typed, said again in a problem */

/* What was typed into the form. Strings are never NULL. */
struct search_form {
    const char *text, *section, *author, *from, *to;
    bool newest;
    struct search_query query;
    struct problems why;
};

/* A slug as links have it, else a name by its letters; without them on the keyboard ("Li Lei", "Jose")
 * the address's will do, but 黎蕾 must not find 李雷. */
static const char *search_group_slug(struct app *app, struct req *req, enum group_kind k,
                                     const char *typed)
{
    struct group named;
    if (slug_valid(typed))
        return typed;
    if (group_find_name(app->store, req->arena, k, typed, &named) == STORE_OK)
        return named.slug;
    for (const char *s = typed; *s; s++)
        if ((unsigned char)*s > 0x7F)
            return "";
    return slug_from(req->arena, typed);
}

/* A name that only a draft knows is as unknown as any other. */
static void search_read_group(struct app *app, struct req *req, struct search_form *f,
                              enum group_kind k, const char *field, const char *typed, int64_t *id)
{
    if (text_blank(typed))
        return;
    struct group g;
    const char *slug = search_group_slug(app, req, k, typed);
    if (slug[0] != '\0' && list_group(app, req, k, slug, &g) == STORE_OK) {
        *id = g.id;
        if (k == GROUP_SECTION)
            f->section = g.slug; /* of one that is merged, the other's */
    } else {
        problem_say(&f->why, field,
                    k == GROUP_SECTION ? WORD("There is no section “%NAME%”.")
                                       : WORD("Nobody called “%NAME%” has written here."),
                    "NAME", text_excerpt(req->arena, typed, TYPED_LETTERS), NULL);
    }
}

/* A day of the form in the site's zone: its first instant, or the one after its last. */
static void search_read_day(struct app *app, struct req *req, struct search_form *f,
                            const char *field, const char *day, bool end, int64_t *out)
{
    if (text_blank(day))
        return;
    if (!dateline_is_date(day)) {
        problem_say(&f->why, field, "“%DAY%” is not a date; write it like 2026-01-08.", "DAY",
                    text_excerpt(req->arena, day, TYPED_LETTERS), NULL);
        return;
    }
    int64_t first = 0, second = 0;
    enum dateline_parsed parsed = dateline_from_local(
        app->calendar, arena_printf(req->arena, "%s%s", day, end ? "T23:59:59" : "T00:00"), &first,
        &second);
    if (parsed == DATELINE_MALFORMED)
        problem_say(&f->why, field, "“%DAY%” is too far away.", "DAY",
                    text_excerpt(req->arena, day, TYPED_LETTERS), NULL);
    else if (end)
        *out = (parsed == DATELINE_TWICE ? second : first) + 1000;
    else
        *out = first;
}

static const char *search_typeset(void *app, struct arena *a, const char *lang, const char *text,
                                  const char *html)
{
    return html ? typeset_plain(app, a, lang, text, html) : typeset(app, a, lang, text);
}

static void search_read_form(struct app *app, struct req *req, struct search_form *f)
{
    *f = (struct search_form){
        .text = text_line(req->arena, req_query(req, "q")),
        .section = req_query(req, "section"),
        .author = text_line(req->arena, req_query(req, "author")),
        .from = req_query(req, "from"),
        .to = req_query(req, "to"),
        .newest = strcmp(req_query(req, "sort"), "newest") == 0,
        .why = {.arena = req->arena},
    };
    f->query = (struct search_query){.text = f->text,
                                     .after = req_query(req, "after"),
                                     .limit = LIST_PAGE,
                                     .shown = search_typeset,
                                     .shown_ctx = app};
    f->query.sort = f->newest ? SEARCH_NEWEST : SEARCH_RELEVANCE;
    search_read_group(app, req, f, GROUP_SECTION, "section", f->section, &f->query.section_id);
    search_read_group(app, req, f, GROUP_BYLINE, "author", f->author, &f->query.byline_id);
    search_read_day(app, req, f, "from", f->from, false, &f->query.from);
    search_read_day(app, req, f, "to", f->to, true, &f->query.to);
}

/* ---- Addresses --------------------------------------------------------------------------------- */

static void search_add_param(struct buf *b, const char *name, const char *value)
{
    if (value[0] == '\0')
        return;
    buf_printf(b, "%s%s=", b->len == 0 ? "?" : "&", name);
    buf_add_urlencoded(b, value, strlen(value));
}

/* The same search for another text, or from another place on. after NULL: from its beginning. */
static const char *search_address(struct arena *a, const struct search_form *f, const char *text,
                                  const char *after, bool filters)
{
    struct buf b;
    buf_init(&b, 64u * 1024);
    search_add_param(&b, "q", text);
    if (filters) {
        search_add_param(&b, "section", f->section);
        search_add_param(&b, "author", f->author);
        search_add_param(&b, "from", f->from);
        search_add_param(&b, "to", f->to);
    }
    search_add_param(&b, "sort", f->newest ? "newest" : "");
    search_add_param(&b, "after", after ? after : "");
    const char *address = arena_printf(a, "/search%s", b.p);
    buf_free(&b);
    return address;
}

/* ---- The page ---------------------------------------------------------------------------------- */

static void search_fill_form(struct page *p, struct search_form *f, const struct groups *sections)
{
    tpl_set(p->main, "QUERY", f->text);
    tpl_set(p->main, "AUTHOR", f->author);
    if (dateline_is_date(f->from)) /* a date field takes nothing else */
        tpl_set(p->main, "FROM", f->from);
    if (dateline_is_date(f->to))
        tpl_set(p->main, "TO", f->to);
    if (f->newest)
        tpl_show(p->main, "NEWEST_IF");
    if (*f->section || *f->author || *f->from || *f->to || f->newest)
        tpl_show(p->main, "NARROWED_IF");
    for (size_t i = 0; i < sections->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "SECTIONS");
        tpl_set(d, "SECTION_SLUG", sections->v[i].slug);
        tpl_set(d, "SECTION_NAME", sections->v[i].name);
        if (strcmp(sections->v[i].slug, f->section) == 0)
            tpl_show(d, "CHOSEN_IF");
    }
    page_translate(p->app, &f->why);
    for (size_t i = 0; i < f->why.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "PROBLEMS");
        tpl_set(d, "FIELD", f->why.v[i].field);
        tpl_set(d, "PROBLEM", f->why.v[i].text);
    }
    if (f->why.n > 0)
        tpl_show(p->main, "PROBLEMS_IF");
}

static void search_fill_snippet(struct tpl_dict *d, const char *section, const struct snippet *s)
{
    for (size_t i = 0; i < s->n; i++)
        tpl_set_if(tpl_add(d, section), s->v[i].mark ? "MARKED" : "PLAIN", s->v[i].text);
}

static void search_fill_hit(struct page *p, const struct search_hit *hit)
{
    const struct card *c = &hit->card;
    struct tpl_dict *d = tpl_add(p->main, "HITS");

    tpl_set(d, "HREF", c->path);
    search_fill_snippet(d, "HEADLINE", &hit->headline);
    search_fill_snippet(d, "TEXT", &hit->text);
    language_fill(p, d, c->lang);
    card_bylines_fill(p, d, "reader/search.tpl", c);
    if (c->kind != STORY_PAGE)
        page_line(p, d, c->published_at, c->updated_at);
    const struct group *section = site_nav_section(p->app, p->req->now, c->section_id);
    if (section) {
        tpl_set_if(d, "SECTION", section->name);
        tpl_set(d, "SECTION_HREF", arena_printf(p->req->arena, "/%s/", section->slug));
        tpl_show(d, "KICKER_IF");
    }
    card_genre_fill(p, d, c);
}

static void search_fill_nothing(struct page *p, const struct search_form *f,
                                const struct search_hits *hits)
{
    struct arena *a = p->req->arena;

    if (hits->nothing_asked) {
        if (f->text[0] != '\0')
            tpl_show(p->main, "NO_WORD_IF");
        tpl_show(p->main, "HELP_IF");
        return;
    }
    if (hits->more || f->query.after[0] != '\0') {
        if (!hits->more)
            tpl_show(p->main, "NO_MORE_IF");
        return;
    }
    tpl_set_if(p->main, "NOTHING", f->text);
    if (hits->suggestion) {
        tpl_set_if(p->main, "SUGGESTION", hits->suggestion);
        tpl_set(p->main, "SUGGESTION_HREF", search_address(a, f, hits->suggestion, NULL, true));
    }
    if (*f->section || *f->author || *f->from || *f->to)
        tpl_set_if(p->main, "EVERYWHERE_HREF", search_address(a, f, f->text, NULL, false));
    tpl_show(p->main, "HELP_IF");
}

static void search_fill_hits(struct page *p, const struct search_form *f,
                             const struct search_hits *hits)
{
    struct arena *a = p->req->arena;
    bool later = f->query.after[0] != '\0';

    for (size_t i = 0; i < hits->n; i++)
        search_fill_hit(p, &hits->v[i]);
    if (hits->n > 0)
        tpl_show(p->main, "HITS_IF");
    else
        search_fill_nothing(p, f, hits);
    if (hits->partial || (hits->n == 0 && hits->more))
        tpl_show(p->main, "PARTIAL_IF");
    if (hits->unready)
        tpl_show(p->main, "UNREADY_IF");
    if (hits->cut)
        tpl_show(p->main, "CUT_IF");
    if (hits->more)
        tpl_set_if(p->main, "MORE_HREF", search_address(a, f, f->text, hits->next, true));
    if (later)
        tpl_set_if(p->main, "FIRST_HREF", search_address(a, f, f->text, NULL, true));
    if (hits->more || later)
        tpl_show(p->main, "PAGER_IF");
}

static const char *search_title(struct app *app, struct arena *a, const char *text)
{
    if (!*text)
        return app_word(app, "Search");
    return language_say(app->language, a, "%QUERY% – Search", "QUERY",
                        text_excerpt(a, text, TITLE_LETTERS), NULL);
}

void search_get(struct app *app, struct req *req, struct res *res)
{
    struct search_form f;
    struct search_hits hits = {0};
    struct groups sections;
    enum store_status st;

    if (fields_get(&req->garbled, "q")) { /* nobody could have meant these words */
        page_error(app, req, res, 400, WORD("The address is not valid."));
        return;
    }
    search_read_form(app, req, &f);
    st = group_list(app->store, req->arena, GROUP_SECTION, false, req->now, &sections);
    if (st == STORE_OK && f.why.n == 0)
        st = search_stories(app->store, req->arena, &f.query, req->now, &hits);
    if (st == STORE_REFUSED) { /* the place in the results is none of ours */
        page_error(app, req, res, 404, NULL);
        return;
    }
    if (st == STORE_UNSEARCHABLE) {
        page_error(app, req, res, 503,
                   WORD("Search is out of order at the moment. All stories can be read as ever."));
        return;
    }
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start(app, req, res, "reader/search.tpl", search_title(app, req->arena, f.text));
    tpl_set_if(p.layout, "DESCRIPTION", app_word(app, "Search all stories"));
    tpl_show(p.layout, "NOINDEX"); /* lists of lists are nothing for other search engines */
    page_sheet(&p, "css/search.css");
    search_fill_form(&p, &f, &sections);
    if (f.why.n == 0)
        search_fill_hits(&p, &f, &hits);
    page_finish(&p);
}
