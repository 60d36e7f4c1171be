/* name.c: one section, byline or tag: its name, and the text that readers see with it.
 * /admin/section/{section}, /admin/byline/{name}, /admin/tag/{tag} */
#include "names.h"

#include "lib/text.h"

#include <string.h>

static bool name_is_field(const char *name)
{
    static const char *const fields[] = {"name", "text", "into"};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i], name) == 0)
            return true;
    return name_profile_field(name);
}

static void name_show(struct app *app, struct req *req, struct res *res, struct name_page *s)
{
    const struct names_words *words = names_words(s->kind);
    const struct group *g = &s->group;
    bool typed = s->why.n > 0 && strcmp(req_form(req, "do"), "save") == 0;
    struct page p = page_start_admin(app, req, res, "admin/name.tpl", g->name);
    page_sheet(&p, "css/names.css");

    tpl_set(p.main, "NAME", g->name);
    tpl_set(p.main, "MANY", app_word(app, words->many));
    tpl_set(p.main, "LIST_HREF", words->list);
    tpl_set(p.main, "EDIT_HREF", arena_printf(req->arena, "%s%s", words->edit, g->slug));
    tpl_set(p.main, "READER_HREF", names_reader_path(req->arena, s->kind, g->slug));
    tpl_set(p.main, "TEXT_LABEL", app_word(app, words->text));
    tpl_set(p.main, "TEXT_HELP", app_word(app, words->help));
    tpl_set(p.main, "WAS_NAME", admin_was(&p, "name", g->name, &s->why));
    tpl_set(p.main, "WAS_TEXT", admin_was(&p, "text", g->text, &s->why));
    tpl_set(p.main, "TYPED_NAME", typed ? admin_typed(req, "name", g->name) : g->name);
    tpl_set(p.main, "TYPED_TEXT", typed ? admin_typed(req, "text", g->text) : g->text);
    if (s->kind == GROUP_BYLINE)
        name_profile_show(&p, s);
    name_merge_show(&p, s);
    admin_show_message(&p);
    page_translate(app, &s->why);
    admin_problems(p.main, &s->why, name_is_field);
    tpl_set_if(p.main, "NAME_PROBLEM", problem_of(&s->why, "name"));
    tpl_set_if(p.main, "TEXT_PROBLEM", problem_of(&s->why, "text"));
    page_finish(&p);
}

/* False: the answer is made. */
static bool name_load(struct app *app, struct req *req, struct res *res, struct name_page *s)
{
    static const char *const params[] = {"section", "tag", "name"};

    s->asked = req_param(req, params[s->kind]);
    s->why = (struct problems){.arena = req->arena};
    enum store_status st = group_find(app->store, req->arena, s->kind, s->asked, &s->group);
    if (st == STORE_MISSING)
        page_error(app, req, res, 404, NULL);
    else if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    return st == STORE_OK;
}

static void name_get(struct app *app, struct req *req, struct res *res, enum group_kind k)
{
    struct name_page s = {.kind = k};

    if (!name_load(app, req, res, &s))
        return;
    if (strcmp(s.asked, s.group.slug) != 0)
        res_redirect(res, 303,
                     arena_printf(req->arena, "%s%s", names_words(k)->edit, s.group.slug));
    else
        name_show(app, req, res, &s);
}

/* A name that another one has is refused: readers would see two that look alike. */
static enum store_status name_change_seen(struct app *app, struct req *req, struct name_page *s)
{
    struct group other;
    enum store_status st = group_find(app->store, req->arena, s->kind, s->asked, &s->group);
    if (st != STORE_OK)
        return st;
    const char *name = text_line(req->arena, admin_typed(req, "name", s->group.name));
    if (strcmp(s->asked, s->group.slug) != 0) {
        problem_say(&s->why, "",
                    WORD("It was merged into this one meanwhile: nothing was changed."), NULL);
        return STORE_CONFLICT;
    }
    bool over = admin_typed_over(req, "name", s->group.name, &s->why);
    if (admin_typed_over(req, "text", s->group.text, &s->why) || over)
        return STORE_CONFLICT;
    st = *name ? group_find_name(app->store, req->arena, s->kind, name, &other) : STORE_MISSING;

    if (st == STORE_OK && other.id != s->group.id) {
        problem_say(&s->why, "name", "There is already one with this name.", NULL);
        return STORE_REFUSED;
    }
    return st == STORE_OK || st == STORE_MISSING
               ? group_put(app->store, s->kind,
                           &(struct group){.slug = s->group.slug,
                                           .name = name,
                                           .text = admin_typed(req, "text", s->group.text)},
                           req->session->user.id, req->now, NULL, &s->why)
               : st;
}

/* What is there is looked at under the lock: nobody comes in between. */
static enum store_status name_change(struct app *app, struct req *req, struct name_page *s)
{
    enum store_status st = store_batch_begin(app->store);
    return st == STORE_OK ? store_batch_end(app->store, name_change_seen(app, req, s)) : st;
}

static void name_post(struct app *app, struct req *req, struct res *res, enum group_kind k)
{
    struct name_page s = {.kind = k};
    const char *saved = NULL;
    enum store_status st;

    if (!name_load(app, req, res, &s))
        return;
    if (!name_merge_post(app, req, &s, &st, &saved)) {
        bool profile = k == GROUP_BYLINE && strcmp(req_form(req, "do"), "profile") == 0 &&
                       strcmp(s.asked, s.group.slug) == 0;
        st = profile ? name_profile_save(app, req, &s) : name_change(app, req, &s);
        saved =
            arena_printf(req->arena, "%s%s?saved=name-changed", names_words(k)->edit, s.group.slug);
    }
    if (st == STORE_OK) {
        res_redirect(res, 303, saved);
        return;
    }
    if (s.why.n == 0)
        admin_store_problem(&s.why, st, app->store);
    res->status = admin_status(st);
    name_show(app, req, res, &s);
}

void section_edit_get(struct app *app, struct req *req, struct res *res)
{
    name_get(app, req, res, GROUP_SECTION);
}

void section_edit_post(struct app *app, struct req *req, struct res *res)
{
    name_post(app, req, res, GROUP_SECTION);
}

void byline_edit_get(struct app *app, struct req *req, struct res *res)
{
    name_get(app, req, res, GROUP_BYLINE);
}

void byline_edit_post(struct app *app, struct req *req, struct res *res)
{
    name_post(app, req, res, GROUP_BYLINE);
}

void tag_edit_get(struct app *app, struct req *req, struct res *res)
{
    name_get(app, req, res, GROUP_TAG);
}

void tag_edit_post(struct app *app, struct req *req, struct res *res)
{
    name_post(app, req, res, GROUP_TAG);
}
