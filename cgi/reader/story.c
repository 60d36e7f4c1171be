/* story.c: /{yyyy}/{mm}/{slug}: the story page, which is also a page's (page.c) and the preview's. */
#include "reader.h"

#include "cgi/genre.h"
#include "cgi/markdown_link.h"
#include "cgi/modified.h"
#include "db/media_shown.h"
#include "noted.h"

#include <string.h>

/* ---- Finding it ------------------------------------------------------------------------------ */

static void story_answer_gone(struct app *app, struct req *req, struct res *res,
                              const struct story_view *view)
{
    const char *lang = view->revision.text.lang;
    const char *headline = typeset(app, req->arena, lang, view->revision.text.headline);
    struct page p = page_start(app, req, res, "reader/gone.tpl", headline);

    res->status = 410;
    tpl_set(p.main, "HEADLINE", headline);
    tpl_set_if(p.main, "REASON", typeset(app, req->arena, "", view->story.withdrawn_reason));
    language_fill(&p, p.main, lang);
    instant_fill(&p, p.main, view->story.withdrawn_at, app->clock);
    tpl_show(p.layout, "NOINDEX");
    page_finish(&p);
}

bool story_find(struct app *app, struct req *req, struct res *res, const char *path,
                const char *suffix, struct story_view *view)
{
    enum story_found found = STORY_FOUND;
    const char *moved_to = NULL;
    enum store_status st =
        story_by_path(app->store, req->arena, path, req->now, &found, view, &moved_to);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return false;
    }
    if (found == STORY_MOVED)
        res_moved(res, req, arena_printf(req->arena, "%s%s", moved_to, suffix));
    else if (found == STORY_GONE)
        story_answer_gone(app, req, res, view);
    return found == STORY_FOUND;
}

/* ---- Its head ---------------------------------------------------------------------------------- */

static bool is_unrated(const struct story_view *view)
{
    return view->story.kind == STORY_REVIEW && view->revision.text.review.rating < 0;
}

static void story_fill_head(struct page *p, const struct story_view *view)
{
    const struct story_text *t = &view->revision.text;
    const struct story *s = &view->story;

    tpl_set(p->main, "HEADLINE", t->headline);
    tpl_set_if(p->main, "DEK", t->dek);
    if (t->section.id != 0) {
        tpl_set_if(p->main, "SECTION", t->section.name);
        tpl_set(p->main, "SECTION_HREF", arena_printf(p->req->arena, "/%s/", t->section.slug));
    }
    if (s->kind == STORY_REVIEW)
        rating_fill(p, p->main, t->review.rating);
    if (is_unrated(view)) /* else its stars say what it is */
        tpl_show(p->main, "BADGE_IF");
    tpl_set_if(p->main, "GENRE", genre_label(p->app, t->genre));
    tpl_set_if(p->main, "PLACE", t->place_line);
    if (t->section.id != 0 || is_unrated(view) || t->genre != GENRE_NEWS)
        tpl_show(p->main, "KICKER_IF");
    language_fill(p, p->main, t->lang);
    if (language_differs(p, t->lang)) { /* our own words within it are in the paper's language */
        const char *own = app_setting(p->app, SETTING_LOCALE);
        tpl_set_if(p->main, "UI_LANG", own);
        tpl_set(p->main, "UI_DIR", page_is_rtl(own) ? "rtl" : "ltr");
    }
    bylines_fill(p, p->main, &t->bylines);
    page_line(p, p->main, s->published_at, s->updated_at);
    if (s->kind != STORY_PAGE && (s->updated_at != 0 || view->corrections.n > 0)) {
        tpl_set(p->main, "CHANGES_HREF", arena_printf(p->req->arena, "%s/changes", s->path));
        tpl_show(p->main, "CHANGES_IF");
    }
}

static void story_fill_neighbour(struct page *p, const char *side, const struct card *c)
{
    struct arena *a = p->req->arena;

    if (!c->path)
        return;
    page_shows(p, c->live_from);
    page_shows(p, c->published_at);
    tpl_show(p->main, arena_printf(a, "%s_IF", side));
    tpl_set(p->main, arena_printf(a, "%s_HREF", side), c->path);
    tpl_set(p->main, arena_printf(a, "%s_HEADLINE", side),
            genre_headline(p->app, a, c->genre, typeset(p->app, a, c->lang, c->headline)));
    if (language_differs(p, c->lang))
        tpl_set_if(p->main, arena_printf(a, "%s_LANG", side), c->lang);
    tpl_show(p->main, "NEIGHBOURS_IF");
}

static void story_fill_neighbours(struct page *p, const struct story_view *view)
{
    const struct story *s = &view->story;
    struct card older = {0}, newer = {0};
    struct list_key of = {s->published_at, s->id};

    if (view->revision.text.section.id == 0 || s->kind == STORY_PAGE ||
        story_neighbours(p->app->store, p->req->arena, view->revision.text.section.id, of,
                         p->req->now, &older, &newer) != STORE_OK)
        return;
    story_fill_neighbour(p, "OLDER", &older);
    story_fill_neighbour(p, "NEWER", &newer);
}

/* ---- The pages --------------------------------------------------------------------------------- */

/* What reader.js compares with the last visit, and the line that it may show. A page such as
 * "About" is not news, and nobody is told that it changed. */
static void story_fill_reading(struct page *p, const struct story_view *view)
{
    const struct story *s = &view->story;
    if (s->kind == STORY_PAGE)
        return;
    struct tpl_dict *d = tpl_add(p->main, "READ_IF");
    tpl_set_int(d, "READ_REVISION", s->live);
    tpl_set_int(d, "READ_CORRECTIONS", (int64_t)view->corrections.n);
    tpl_set_int(d, "READ_UPDATED", s->updated_at);
    if (s->updated_at != 0 || view->corrections.n > 0)
        tpl_show(p->main, "SINCE_IF");
    if (strcmp(app_setting(p->app, SETTING_SHOW_DIFFS), "1") == 0)
        tpl_show(p->main, "WORDS_IF");
    tpl_set_if(p->main, "REPORT_HREF", arena_printf(p->req->arena, "%s/report", s->path));
    tpl_set_if(p->layout, "SCRIPT", page_asset(p->app, p->req->arena, "js/reader.js"));
}

static void story_add_link(struct req *req, struct res *res)
{
    const char *link = markdown_link(req->arena, req->path);
    if (link && res->status == 200)
        res_header(res, "Link", link);
}

void story_answer(struct app *app, struct req *req, struct res *res, const struct story_view *view)
{
    struct story_view set = *view;
    typeset_view(app, req->arena, &set);
    struct page p = page_start(app, req, res, "reader/story.tpl", set.revision.text.headline);

    page_canonical(&p, view->story.path);
    structured_fill(&p, &set);
    story_fill_head(&p, &set);
    story_content_fill(&p, &set);
    body_fill(&p, p.main, set.revision.body_html);
    related_fill(&p, view);
    story_fill_neighbours(&p, view);
    story_fill_reading(&p, view);
    page_shows(&p, view->story.live_from);
    page_shows(&p, view->story.published_at);
    res->last_modified = modified_at(app, req->now, p.shown_at);
    page_finish(&p);
    story_add_link(req, res);
}

void story_get_page(struct app *app, struct req *req, struct res *res)
{
    struct story_view view;

    if (story_find(app, req, res, req->path, "", &view))
        story_answer(app, req, res, &view);
}

static void story_fill_banner(struct page *p, const struct noted *n)
{
    struct tpl_dict *d = tpl_add(p->layout, "PREVIEW_IF");
    if (n && n->guest) {
        d = tpl_add(d, "FOR_GUEST");
        tpl_show(d, n->live ? "AS_READ" : "NOT_YET");
        tpl_set(d, "GUEST", n->guest);
        tpl_set(d, "UNTIL", n->until);
        return;
    }
    tpl_show(d, "FOR_DESK");
    tpl_set_if(d, "BACK_HREF", n ? n->back : NULL);
}

void story_preview(struct app *app, struct req *req, struct res *res, struct story_view *view,
                   const struct noted *n)
{
    enum store_status st = media_show_view(app->store, req->arena, view);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    typeset_view(app, req->arena, view);
    struct page p = page_start(app, req, res, "reader/story.tpl", view->revision.text.headline);

    tpl_show(p.layout, "NOINDEX");
    story_fill_banner(&p, n);
    story_fill_head(&p, view);
    story_content_fill(&p, view);
    if (n)
        noted_fill(&p, n, view->revision.body_html);
    else
        body_fill(&p, p.main, view->revision.body_html);
    res_cache(res, CACHE_NONE);
    page_finish(&p);
}
