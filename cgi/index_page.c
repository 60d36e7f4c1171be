/* index_page.c: see index_page.h. */
#include "index_page.h"

#include "cgi/reader/archive.h"
#include "db/archive.h"
#include "page.h"

static enum store_status index_fill_groups(struct page *p, enum group_kind k, const char *list,
                                           const char *prefix)
{
    const struct actor reader = {.role = ROLE_AUTHOR}; /* one without stories: what all may see */
    struct arena *a = p->req->arena;
    struct groups all;
    enum store_status st = group_list_for(p->app->store, a, k, &reader, p->req->now, &all);
    for (size_t i = 0; st == STORE_OK && i < all.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, list);
        tpl_set(d, "HREF", arena_printf(a, "%s%s/", prefix, all.v[i].slug));
        tpl_set(d, "NAME", all.v[i].name);
    }
    return st;
}

/* Those that have stories, newest first. */
static enum store_status index_fill_years(struct page *p)
{
    struct arena *a = p->req->arena;
    struct dateline_civil c;
    int64_t at = p->req->now + 1;
    enum store_status st;
    while ((st = story_before(p->app->store, at, p->req->now, &at)) == STORE_OK) {
        dateline_civil(p->app->calendar, at, &c);
        struct tpl_dict *d = tpl_add(p->main, "YEARS");
        tpl_set(d, "HREF", archive_year_path(a, c.year));
        tpl_set(d, "NAME", dateline_year_text(p->app->calendar, a, c.year));
        at = dateline_day_start(p->app->calendar, c.year, 1, 1);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

void index_page_get(struct app *app, struct req *req, struct res *res)
{
    struct page p = page_start(app, req, res, "reader/index.tpl", app_word(app, WORD("Index")));
    page_canonical(&p, "/search");
    enum store_status st = index_fill_groups(&p, GROUP_SECTION, "SECTIONS", "/");
    if (st == STORE_OK)
        st = index_fill_years(&p);
    if (st == STORE_OK)
        st = index_fill_groups(&p, GROUP_BYLINE, "AUTHORS", "/author/");
    if (st == STORE_OK)
        st = index_fill_groups(&p, GROUP_TAG, "TAGS", "/tag/");
    page_finish(&p);
    if (st != STORE_OK)
        res->status = 500;
}
