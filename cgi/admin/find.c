/* find.c: stories, pages of the desk, settings, names and people, by what they are called. /admin/find
 *
 * The desk's script shows the same page's answer in a dialog (static/js/desk/palette.js). */
#include "names.h"

#include "db/story_find.h"
#include "db/suggest.h"
#include "db/user.h"
#include "lib/name.h"
#include "lib/text.h"

#include <string.h>

#define FIND_PEOPLE_MAX 8
#define FIND_SECTIONS_MAX 8

/* The desk's pages, with the least role that may open them, as routes.c says; tests/web/find.test.mjs opens each. */
static const struct {
    const char *href, *label;
    enum role role;
} pages[] = {
    {"/admin/", WORD("Stories"), ROLE_CONTRIBUTOR},
    {"/admin/story/new", WORD("New story"), ROLE_CONTRIBUTOR},
    {"/admin/story/new?kind=review", WORD("New review"), ROLE_CONTRIBUTOR},
    {"/admin/story/new?kind=page", WORD("New page"), ROLE_CONTRIBUTOR},
    {"/admin/assignments", WORD("Assignments"), ROLE_CONTRIBUTOR},
    {"/admin/calendar", WORD("Calendar"), ROLE_CONTRIBUTOR},
    {"/admin/assignment/new", WORD("New assignment"), ROLE_AUTHOR},
    {"/admin/media", WORD("Pictures"), ROLE_CONTRIBUTOR},
    {"/admin/reports", WORD("Reports"), ROLE_EDITOR},
    {"/admin/sections", WORD("Sections and names"), ROLE_EDITOR},
    {"/admin/bylines", WORD("Bylines"), ROLE_EDITOR},
    {"/admin/tags", WORD("Tags"), ROLE_EDITOR},
    {"/admin/style", WORD("House style"), ROLE_EDITOR},
    {"/admin/redirects", WORD("Addresses"), ROLE_EDITOR},
    {"/admin/front", WORD("Front page"), ROLE_EDITOR},
    {"/admin/prices", WORD("Prices"), ROLE_EDITOR},
    {"/admin/ai", WORD("Use of AI"), ROLE_EDITOR},
    {"/admin/trust", WORD("Trust"), ROLE_EDITOR},
    {"/admin/people", WORD("People"), ROLE_ADMIN},
    {"/admin/settings", WORD("Settings"), ROLE_ADMIN},
    {"/admin/logo", WORD("Logo"), ROLE_ADMIN},
    {"/admin/import", WORD("Import"), ROLE_ADMIN},
    {"/admin/status", WORD("Status"), ROLE_ADMIN},
    {"/admin/audit", WORD("Log"), ROLE_ADMIN},
    {"/admin/account", WORD("Your account"), ROLE_CONTRIBUTOR},
    {"/", WORD("The paper"), ROLE_CONTRIBUTOR},
};

/* One answer, as it is filled. */
struct finding {
    struct page *p;
    const char *key;        /* name_key of what was typed; "": nothing was */
    struct tpl_dict *group; /* the one that is being filled; NULL: nothing is in it yet */
    const char *id, *label; /* of it */
    int64_t n;              /* of all that was found */
};

static void find_begin(struct finding *f, const char *id, const char *label)
{
    f->group = NULL;
    f->id = id;
    f->label = app_word(f->p->app, label);
}

static void find_add(struct finding *f, const char *href, const char *title, const char *note)
{
    if (!f->group) {
        f->group = tpl_add(f->p->main, "GROUP");
        tpl_set(f->group, "GROUP_ID", f->id);
        tpl_set(f->group, "GROUP_LABEL", f->label);
    }
    struct tpl_dict *d = tpl_add(f->group, "FOUND");
    tpl_set(d, "FOUND_HREF", href);
    tpl_set(d, "FOUND_TITLE", title);
    tpl_set_if(d, "FOUND_NOTE", note);
    f->n++;
}

static bool find_has(const struct finding *f, const char *text)
{
    return name_has_words(f->p->req->arena, text, f->key);
}

static enum store_status find_stories(struct finding *f)
{
    struct req *req = f->p->req;
    struct actor by = admin_actor(req);
    struct find_hits found;
    enum store_status st =
        story_find_typed(f->p->app->store, req->arena, &by, req_query(req, "q"), req->now, &found);
    find_begin(f, "stories", WORD("Stories"));
    for (size_t i = 0; st == STORE_OK && i < found.n; i++) {
        const struct story *s = &found.v[i].story;
        const char *headline = found.v[i].headline;
        find_add(f, arena_printf(req->arena, "/admin/story/%" PRId64, s->id),
                 *headline ? headline : app_word(f->p->app, "(no headline yet)"),
                 arena_printf(req->arena, "%s · %s",
                              app_word(f->p->app, admin_state_label(s->state)),
                              admin_when(f->p->app, req, s->edited_at)));
    }
    return st;
}

static void find_pages(struct finding *f)
{
    find_begin(f, "pages", WORD("Pages of the desk"));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        const char *label = app_word(f->p->app, pages[i].label);
        if (req_role(f->p->req) >= pages[i].role && find_has(f, label))
            find_add(f, pages[i].href, label, NULL);
    }
}

static void find_settings(struct finding *f)
{
    struct admin_setting one;
    if (req_role(f->p->req) < ROLE_ADMIN)
        return;
    find_begin(f, "settings", WORD("Settings"));
    for (size_t i = 0; admin_setting(i, &one); i++) {
        struct arena *a = f->p->req->arena;
        const char *label = app_word(f->p->app, one.label);
        const char *help = app_word(f->p->app, *one.help ? one.help : one.group);
        if (find_has(f, arena_printf(a, "%s %s %s", label, help, one.name)))
            find_add(f, arena_printf(a, "/admin/settings#%s", one.name), label, help);
    }
}

static enum store_status find_sections(struct finding *f)
{
    const struct names_words *words = names_words(GROUP_SECTION);
    struct req *req = f->p->req;
    struct groups all;
    enum store_status st =
        group_list(f->p->app->store, req->arena, GROUP_SECTION, false, req->now, &all);
    int64_t last = f->n + FIND_SECTIONS_MAX;
    find_begin(f, "sections", words->many);
    for (size_t i = 0; st == STORE_OK && i < all.n && f->n < last; i++)
        if (find_has(f, all.v[i].name))
            find_add(f, arena_printf(req->arena, "%s%s", words->edit, all.v[i].slug), all.v[i].name,
                     NULL);
    return st;
}

static enum store_status find_names(struct finding *f, enum suggest_kind kind, enum group_kind k)
{
    const struct names_words *words = names_words(k);
    struct req *req = f->p->req;
    struct actor by = admin_actor(req);
    struct suggestions_shown found;
    enum store_status st =
        suggest(f->p->app->store, req->arena, kind, &by, req_query(req, "q"), req->now, &found);
    find_begin(f, k == GROUP_BYLINE ? "bylines" : "tags", words->many);
    for (size_t i = 0; st == STORE_OK && i < found.n; i++)
        find_add(f, arena_printf(req->arena, "%s%s", words->edit, found.v[i].slug),
                 found.v[i].title, NULL);
    return st;
}

static enum store_status find_groups(struct finding *f)
{
    enum store_status st = STORE_OK;
    if (req_role(f->p->req) < ROLE_EDITOR)
        return STORE_OK;
    st = find_sections(f);
    if (st == STORE_OK)
        st = find_names(f, SUGGEST_BYLINE, GROUP_BYLINE);
    return st == STORE_OK ? find_names(f, SUGGEST_TAG, GROUP_TAG) : st;
}

static enum store_status find_people(struct finding *f)
{
    struct arena *a = f->p->req->arena;
    struct users all;
    if (req_role(f->p->req) < ROLE_ADMIN)
        return STORE_OK;
    enum store_status st = user_list(f->p->app->store, a, &all);
    int64_t last = f->n + FIND_PEOPLE_MAX;
    find_begin(f, "people", WORD("People"));
    for (size_t i = 0; st == STORE_OK && i < all.n && f->n < last; i++) {
        const struct user *u = &all.v[i];
        if (find_has(f, arena_printf(a, "%s %s", u->name, u->login)))
            find_add(f, arena_printf(a, "/admin/person/%" PRId64, u->id), u->name,
                     app_word(f->p->app, admin_role_label(u->role)));
    }
    return st;
}

/* Nothing typed: the desk's pages. */
static enum store_status find_all(struct finding *f)
{
    bool typed = *f->key && text_length(f->key) <= STORY_FIND_TYPED_MAX;
    enum store_status st = typed ? find_stories(f) : STORE_OK;
    find_pages(f);
    if (!typed)
        return STORE_OK;
    find_settings(f);
    if (st == STORE_OK)
        st = find_groups(f);
    return st == STORE_OK ? find_people(f) : st;
}

void find_get(struct app *app, struct req *req, struct res *res)
{
    struct page p = page_start_admin(app, req, res, "admin/find.tpl", app_word(app, "Find"));
    page_sheet(&p, "css/find.css");
    const char *typed = text_line(req->arena, req_query(req, "q"));
    struct finding f = {.p = &p, .key = name_key(req->arena, typed)};
    tpl_set(p.main, "QUERY", typed);
    if (req_role(req) >= ROLE_ADMIN)
        tpl_show(p.main, "ADMIN_HELP");
    enum store_status st = find_all(&f);
    if (st != STORE_OK) {
        tpl_dict_free(p.layout);
        page_store_error(app, req, res, st, app->store);
        return;
    }
    if (f.n)
        tpl_set_count(tpl_add(p.main, "SOME"), app->language, "FOUND_N", f.n);
    else
        tpl_show(p.main, "NOTHING");
    page_finish(&p);
}
