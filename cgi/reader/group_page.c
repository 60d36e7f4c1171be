/* group_page.c: a group's stories, newest first: the page of a section, a tag or an author. */
#include "reader.h"

#include "db/profile.h"

static void group_page_fill(struct page *p, const struct group *g, const struct cards *cards,
                            bool first)
{
    tpl_set(p->main, "NAME", g->name);
    const char *about = typeset(p->app, p->req->arena, "", g->text);
    tpl_set_if(p->main, "ABOUT", about);
    tpl_set_if(p->layout, "DESCRIPTION", about);
    if (cards->n == 0) {
        tpl_show(p->main, "EMPTY_IF");
        return;
    }
    if (!first) {
        cards_add(p, p->main, "LIST", CARD_ROW, cards);
        return;
    }
    /* The first page opens with its newest story; the rest follow in a plainer rhythm. */
    struct cards rest = {.v = cards->v + 1, .n = cards->n - 1};
    card_add(p, p->main, "OPENER", CARD_LEAD, &cards->v[0]);
    cards_add(p, p->main, "LIST", CARD_ROW, &rest);
}

/* Who it is stands on the first page of the author's stories. */
static void group_page_fill_author(struct page *p, const struct group *g, const char *path,
                                   bool first)
{
    struct profile who;
    bool known = profile_get(p->app->store, p->req->arena, g->id, &who) == STORE_OK;

    structured_fill_author(p, g, known ? &who : NULL, path);
    if (known && first)
        author_profile_fill(p, g, &who);
}

void group_page_get(struct app *app, struct req *req, struct res *res,
                    const struct group_page *what)
{
    struct group g;
    struct cards cards = {0};
    struct list_key before, last = {0};
    const char *slug = req_param(req, what->param);
    enum store_status st = list_group(app, req, what->kind, slug, &g);

    if (st == STORE_OK && list_group_moved(req, res, slug, &g,
                                           arena_printf(req->arena, "%s%s/", what->prefix, g.slug)))
        return;
    if (st == STORE_OK && !list_before(req, &before)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    if (st == STORE_OK)
        st = story_list(app->store, req->arena,
                        &(struct story_list_page){
                            .list = what->list, .key = g.id, .before = before, .limit = LIST_PAGE},
                        req->now, &cards);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    if (cards.n == 0 && before.id != 0) {
        page_error(app, req, res, 404, WORD("The list does not go back that far."));
        return;
    }
    struct page p = page_start(app, req, res, what->template, g.name);
    const char *path = arena_printf(req->arena, "%s%s/", what->prefix, g.slug);
    page_canonical(&p, list_address(req->arena, path, before));
    page_feeds(&p, g.name, path);
    if (what->kind == GROUP_BYLINE)
        group_page_fill_author(&p, &g, path, before.id == 0);
    else
        structured_fill_list(&p, g.name, path);
    group_page_fill(&p, &g, &cards, before.id == 0);
    if (cards.n > 0)
        last = (struct list_key){cards.v[cards.n - 1].published_at, cards.v[cards.n - 1].id};
    list_links(&p, path, before, cards.more, last);
    page_finish(&p);
}
