/* names.c: the lists of sections, bylines and tags. /admin/sections, /admin/bylines, /admin/tags */
#include "names.h"

#include "lib/name.h"
#include "lib/text.h"

#include <string.h>

#define ROWS_MAX 200

static const struct names_words words[GROUP_KIND_MAX] = {
    [GROUP_SECTION] = {WORD("Section"), WORD("Sections"), "/admin/sections", "/admin/section/", "/",
                       WORD("Description"), WORD("Readers see it above the section’s stories.")},
    [GROUP_TAG] = {WORD("Tag"), WORD("Tags"), "/admin/tags", "/admin/tag/", "/tag/",
                   WORD("Description"), WORD("Readers see it above the tag’s stories.")},
    [GROUP_BYLINE] = {WORD("Byline"), WORD("Bylines"), "/admin/bylines", "/admin/byline/",
                      "/author/", WORD("Biography"), WORD("Readers see it on the author’s page.")},
};

const struct names_words *names_words(enum group_kind k)
{
    return &words[k];
}

const char *names_reader_path(struct arena *a, enum group_kind k, const char *slug)
{
    return arena_printf(a, "%s%s/", words[k].reader, slug);
}

static void names_show_kind(struct page *p, const char *list, const char *name, const char *shown)
{
    struct tpl_dict *d = tpl_add(p->main, "KIND");

    tpl_set(d, "KIND_HREF", list);
    tpl_set(d, "KIND_NAME", app_word(p->app, name));
    if (strcmp(list, shown) == 0)
        tpl_show(d, "KIND_SHOWN");
}

void names_show_kinds(struct page *p, const char *shown)
{
    static const enum group_kind order[] = {GROUP_SECTION, GROUP_BYLINE, GROUP_TAG};

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        names_show_kind(p, words[order[i]].list, words[order[i]].many, shown);
    names_show_kind(p, "/admin/style", WORD("House style"), shown);
    names_show_kind(p, "/admin/redirects", WORD("Addresses"), shown);
}

/* above and below: its neighbours, or NULL at an end. */
static void names_show_row(struct page *p, enum group_kind k, const struct group *g,
                           const struct group *above, const struct group *below)
{
    struct tpl_dict *d = tpl_add(p->main, "ROW");
    struct arena *a = p->req->arena;

    tpl_set(d, "NAME", g->name);
    tpl_set(d, "EDIT_HREF", arena_printf(a, "%s%s", words[k].edit, g->slug));
    tpl_set(d, "READER_HREF", names_reader_path(a, k, g->slug));
    tpl_set_if(d, "TEXT", *g->text ? text_excerpt(a, g->text, 120) : NULL);
    if (g->hidden)
        tpl_show(d, "HIDDEN");
    if (k != GROUP_SECTION)
        return;
    struct tpl_dict *order = tpl_add(d, "ORDER");
    tpl_set(order, "SLUG", g->slug);
    tpl_set_int(order, "GROUP_ID", g->id);
    tpl_set(order, "ABOVE", above ? above->slug : "");
    tpl_set(order, "BELOW", below ? below->slug : "");
    if (above)
        tpl_show(order, "MAY_UP");
    if (below)
        tpl_show(order, "MAY_DOWN");
}

/* What such names are, and how the first one comes. */
static void names_show_none(struct page *p, enum group_kind k, bool filtered)
{
    static const struct {
        const char *none, *help;
    } empty[] = {
        [GROUP_SECTION] = {WORD("There is no section yet."),
                           WORD("Sections are the parts of the paper: they stand in its menu, and "
                                "each has a page and a feed.")},
        [GROUP_BYLINE] = {WORD("No story names who wrote it yet."),
                          WORD("A byline comes with the first story that has it.")},
        [GROUP_TAG] = {WORD("No story has a tag yet."),
                       WORD("A tag comes with the first story that has it.")},
    };
    struct tpl_dict *d = tpl_add(p->main, "NONE");

    tpl_set(d, "NONE_TEXT", app_word(p->app, filtered ? WORD("No name matches.") : empty[k].none));
    tpl_set_if(d, "NONE_HELP", filtered ? NULL : app_word(p->app, empty[k].help));
}

static void names_show_rows(struct page *p, enum group_kind k, const struct groups *all)
{
    struct arena *a = p->req->arena;
    const char *wanted = name_key(a, req_query(p->req, "q"));
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++) {
        const struct group *g = &all->v[i];
        if (*wanted && !strstr(name_key(a, g->name), wanted))
            continue;
        if (n++ < ROWS_MAX)
            names_show_row(p, k, g, i > 0 ? g - 1 : NULL, i + 1 < all->n ? g + 1 : NULL);
    }
    if (n)
        tpl_show(p->main, "TABLE");
    else
        names_show_none(p, k, *wanted != '\0');
    if (n > ROWS_MAX)
        tpl_set_count(tpl_add(p->main, "MORE"), p->app->language, "LEFT_OUT",
                      (int64_t)(n - ROWS_MAX));
}

void names_show(struct app *app, struct req *req, struct res *res, enum group_kind k,
                struct problems *why)
{
    struct groups all;
    enum store_status st = group_list(app->store, req->arena, k, false, req->now, &all);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    const char *title = app_word(app, words[k].many);
    struct page p = page_start_admin(app, req, res, "admin/names.tpl", title);
    tpl_set(p.main, "MANY", title);
    tpl_set(p.main, "TEXT_LABEL", app_word(app, words[k].text));
    tpl_set(p.main, "LIST_HREF", words[k].list);
    tpl_set(p.main, "QUERY", req_query(req, "q"));
    names_show_kinds(&p, words[k].list);
    names_show_rows(&p, k, &all);
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, NULL);
    if (k == GROUP_SECTION) {
        struct tpl_dict *add = tpl_add(p.main, "ADD");
        tpl_set(add, "TYPED_NAME", why->n ? req_form(req, "name") : "");
        tpl_set_if(add, "NAME_PROBLEM", problem_of(why, "name"));
    } else {
        tpl_show(p.main, "FILTER");
    }
    page_finish(&p);
}

void bylines_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    names_show(app, req, res, GROUP_BYLINE, &why);
}

void tags_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    names_show(app, req, res, GROUP_TAG, &why);
}
