/* corrections.c: every correction the paper has printed, newest first. */
#include "reader.h"

static void corrections_fill_entry(struct page *p, const struct correction *c)
{
    struct tpl_dict *d = tpl_add(p->main, "CORRECTIONS");

    instant_fill(p, d, c->at, p->app->clock);
    tpl_set(d, "HREF", c->path);
    tpl_set(d, "HEADLINE", c->headline);
    tpl_set(d, "WRONG", c->wrong);
    tpl_set(d, "RIGHT", c->right);
}

void corrections_get(struct app *app, struct req *req, struct res *res)
{
    struct corrections list = {0};
    struct list_key before, last = {0};
    enum store_status st;

    if (!list_before(req, &before)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    /* One more than a page shows, to know whether there is another. */
    st = correction_list(app->store, req->arena, before, LIST_PAGE + 1, req->now, &list);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    typeset_corrections(app, req->arena, &list);
    if (list.n == 0 && before.id != 0) {
        page_error(app, req, res, 404, WORD("The list does not go back that far."));
        return;
    }
    const char *title = app_word(app, "Corrections");
    struct page p = page_start(app, req, res, "reader/corrections.tpl", title);
    page_canonical(&p, list_address(req->arena, "/corrections", before));
    page_feeds(&p, title, "/corrections/");
    structured_fill_list(&p, title, "/corrections");
    tpl_set_if(p.main, "EMAIL", app_setting(app, SETTING_CORRECTIONS_EMAIL));
    for (size_t i = 0; i < list.n && i < LIST_PAGE; i++) {
        corrections_fill_entry(&p, &list.v[i]);
        last = (struct list_key){list.v[i].at, list.v[i].id};
    }
    tpl_show(p.main, list.n > 0 ? "CORRECTIONS_IF" : "EMPTY_IF");
    list_links(&p, "/corrections", before, list.n > LIST_PAGE, last);
    page_finish(&p);
}
