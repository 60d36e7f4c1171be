/* changes.c: a story's public history: what was updated, what was corrected, how often it was
 * tidied; and, when the site shows it, links to each change word by word (difference.c). */
#include "reader.h"

#include <string.h>

/* The link to what a change did to the words; none when the same text was published again. */
static void changes_fill_link(struct page *p, struct tpl_dict *d, const char *path,
                              const struct change *c)
{
    if (strcmp(app_setting(p->app, SETTING_SHOW_DIFFS), "1") == 0 && c->from != 0 &&
        c->from != c->revision)
        tpl_set_if(
            d, "DIFFERENCE_HREF",
            arena_printf(p->req->arena, "%s/changes?from=%d&to=%d", path, c->from, c->revision));
}

static void changes_fill_change(struct page *p, const char *path, const struct change *c)
{
    struct tpl_dict *d = tpl_add(p->main, "CHANGES");

    instant_fill(p, d, c->at, DATELINE_CLOCK_ALWAYS);
    switch (c->kind) {
    case EDIT_UPDATE:
        tpl_show(d, "UPDATE_IF");
        tpl_set_if(d, "NOTE", c->note);
        break;
    case EDIT_CORRECTION:
        tpl_show(d, "CORRECTION_IF");
        tpl_set(d, "WRONG", c->wrong);
        tpl_set(d, "RIGHT", c->right);
        break;
    default:
        tpl_show(d, "FIRST_IF");
        break;
    }
    if (c->reworded_at != 0) {
        struct tpl_dict *reworded = tpl_add(d, "REWORDED");
        instant_fill(p, reworded, c->reworded_at, DATELINE_CLOCK_ALWAYS);
    }
    changes_fill_link(p, d, path, c);
}

/* Minor fixes are counted; one by one they stand there only for their words. */
static void changes_fill_minor(struct page *p, const char *path, const struct changes *c)
{
    if (c->minor == 0)
        tpl_show(p->main, "MINOR_NONE_IF");
    else
        tpl_set_count(p->main, p->app->language, "MINOR", c->minor);
    if (strcmp(app_setting(p->app, SETTING_SHOW_DIFFS), "1") != 0)
        return;
    for (int i = 0; i < c->minor; i++) {
        struct tpl_dict *d = tpl_add(p->main, "FIXES");
        instant_fill(p, d, c->fixes[i].at, DATELINE_CLOCK_ALWAYS);
        changes_fill_link(p, d, path, &c->fixes[i]);
        tpl_show(p->main, "FIXES_IF");
    }
}

/* ---- The page ----------------------------------------------------------------------------------- */

static void changes_answer(struct app *app, struct req *req, struct res *res,
                           const struct story_view *view, const struct changes *changes)
{
    const char *lang = view->revision.text.lang;
    const char *headline = typeset(app, req->arena, lang, view->revision.text.headline);
    const char *path = view->story.path;
    struct page p = page_start(app, req, res, "reader/changes.tpl",
                               language_say(app->language, req->arena, "What changed: %HEADLINE%",
                                            "HEADLINE", headline, NULL));

    page_canonical(&p, arena_printf(req->arena, "%s/changes", path));
    tpl_set(p.main, "HEADLINE", headline);
    tpl_set(p.main, "HREF", path);
    language_fill(&p, p.main, lang);
    page_line(&p, p.main, view->story.published_at, view->story.updated_at);
    for (size_t i = 0; i < changes->n; i++)
        changes_fill_change(&p, path, &changes->v[i]);
    changes_fill_minor(&p, path, changes);
    page_finish(&p);
}

void changes_get(struct app *app, struct req *req, struct res *res)
{
    const char *path = arena_printf(req->arena, "/%s/%s/%s", req_param(req, "yyyy"),
                                    req_param(req, "mm"), req_param(req, "slug"));

    struct story_view view;
    if (!story_find(app, req, res, path, "/changes", &view))
        return;
    if (*req_query(req, "from") || *req_query(req, "to")) {
        difference_get(app, req, res, &view);
        return;
    }
    struct changes changes;
    enum store_status st = story_changes(app->store, req->arena, view.story.id, req->now, &changes);
    if (st == STORE_OK)
        typeset_changes(app, req->arena, view.revision.text.lang, &changes);
    if (st == STORE_OK)
        changes_answer(app, req, res, &view, &changes);
    else
        page_store_error(app, req, res, st, app->store);
}
