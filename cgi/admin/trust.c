/* trust.c: what readers are told of how the paper works, and what of that is missing. /admin/trust */
#include "admin_private.h"

#include "db/trust.h"

#include <string.h>

static const char *trust_indicator_label(enum trust_indicator i)
{
    static const char *const labels[TRUST_INDICATOR_MAX] = {
        [TRUST_STANDARDS] = WORD("Standards"), [TRUST_EXPERTISE] = WORD("Who writes"),
        [TRUST_REFERENCES] = WORD("Sources"),  [TRUST_METHODS] = WORD("Methods"),
        [TRUST_LABELS] = WORD("Kind of work"), [TRUST_LOCAL] = WORD("On the spot"),
        [TRUST_VOICES] = WORD("Many voices"),  [TRUST_FEEDBACK] = WORD("Readers’ say"),
    };
    return i < TRUST_INDICATOR_MAX ? labels[i] : "";
}

/* What is asked for: a sentence for whoever is to write it. */
static const char *trust_label(enum trust_what w)
{
    static const char *const labels[TRUST_WHAT_MAX] = {
        [TRUST_PRINCIPLES] = WORD("A page on how you work"),
        [TRUST_ETHICS] = WORD("A page on your ethics"),
        [TRUST_CORRECTIONS_POLICY] = WORD("A page on how you correct"),
        [TRUST_VERIFICATION] = WORD("A page on how you check facts"),
        [TRUST_OWNERSHIP] = WORD("A page on who owns and pays for the paper"),
        [TRUST_MASTHEAD] = WORD("A page on who makes the paper"),
        [TRUST_MISSION] = WORD("A page on what you cover and why"),
        [TRUST_DIVERSITY] = WORD("A page on whose voices you bring"),
        [TRUST_UNNAMED] = WORD("A page on sources without a name"),
        [TRUST_FEEDBACK_POLICY] = WORD("A page on how readers take part"),
        [TRUST_CONTACT] = WORD("An address to write to"),
        [TRUST_BIOGRAPHY] = WORD("Biography"),
        [TRUST_BEATS] = WORD("What they write about"),
        [TRUST_AUTHOR_CONTACT] = WORD("How to reach them"),
        [TRUST_AUTHOR_PLACE] = WORD("Where they work"),
        [TRUST_BYLINE] = WORD("Who wrote it"),
        [TRUST_SOURCES] = WORD("Its sources"),
        [TRUST_CHECKED] = WORD("Who checked the facts"),
        [TRUST_AI] = WORD("Whether AI was used"),
        [TRUST_HOW] = WORD("How it was reported"),
        [TRUST_GENRE] = WORD("What kind of work it is"),
    };
    return w < TRUST_WHAT_MAX ? labels[w] : "";
}

static void trust_show_item(struct page *p, struct tpl_dict *d, const struct trust_item *item)
{
    enum trust_indicator i = trust_indicator_of(item->what);
    bool may = item->what != TRUST_CONTACT || req_role(p->req) >= ROLE_ADMIN;

    tpl_set(d, "WHAT", app_word(p->app, trust_label(item->what)));
    tpl_set(d, "INDICATOR", app_word(p->app, trust_indicator_label(i)));
    if (item->there)
        tpl_set_if(d, "SEEN_AT", *item->path ? item->path : NULL);
    if (item->there)
        tpl_show(d, "THERE");
    else
        tpl_show(d, "MISSING");
    if (!item->there && may)
        tpl_set_if(d, "MEND", trust_mend(p->req->arena, item));
}

/* Items of one story, or of one author, stand one behind the other. */
static bool trust_is_same(const struct trust_item *a, const struct trust_item *b)
{
    return a->story == b->story && strcmp(a->author, b->author) == 0;
}

static void trust_show_whose(struct page *p, const struct trust_items *all, bool stories)
{
    struct tpl_dict *list = NULL, *row = NULL;
    const struct trust_item *before = NULL;

    for (size_t i = 0; i < all->n; i++) {
        const struct trust_item *item = &all->v[i];
        if (stories ? !item->story : !*item->author)
            continue;
        if (!list)
            list = tpl_add(p->main, stories ? "STORIES" : "AUTHORS");
        if (!before || !trust_is_same(before, item)) {
            row = tpl_add(list, "ROW");
            tpl_set(row, "NAME", stories ? item->headline : item->name);
            tpl_set(row, "HREF",
                    stories ? arena_printf(p->req->arena, "/admin/story/%" PRId64, item->story)
                            : arena_printf(p->req->arena, "/admin/byline/%s", item->author));
        }
        before = item;
        trust_show_item(p, tpl_add(row, "ITEM"), item);
    }
}

void trust_get(struct app *app, struct req *req, struct res *res)
{
    struct trust_items all;
    size_t stories = 0, missing = 0;
    enum store_status st = trust_list(app->store, req->arena, req->now, &all, &stories);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/trust.tpl", app_word(app, WORD("Trust")));
    page_sheet(&p, "css/trust.css");
    for (size_t i = 0; i < all.n; i++) {
        missing += !all.v[i].there;
        if (!all.v[i].story && !*all.v[i].author)
            trust_show_item(&p, tpl_add(p.main, "PAPER"), &all.v[i]);
    }
    if (missing)
        tpl_set_count(tpl_add(p.main, "SOME"), app->language, "N_MISSING", (int64_t)missing);
    else
        tpl_show(p.main, "COMPLETE");
    tpl_set_count(p.main, app->language, "STORIES_SEEN", (int64_t)stories);
    trust_show_whose(&p, &all, true);
    trust_show_whose(&p, &all, false);
    page_finish(&p);
}
