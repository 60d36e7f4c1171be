/* assignment.c: one assignment: made, changed, taken, declined, closed, and made a story.
 * /admin/assignment/new and /admin/assignment/{id} */
#include "assignments.h"

#include "db/user.h"
#include "lib/text.h"

#include <string.h>

/* The page of one, on its way. */
struct assignment_page {
    struct assignment as; /* id 0: a new one */
    bool changes;         /* who asks may change it */
    bool refused;         /* what was typed is shown again */
    struct fields typed;
    struct problems why;
};

static bool assignment_is_field(const char *name)
{
    static const char *const fields[] = {"title", "who", "words", "due", "section", "note", "said"};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i], name) == 0)
            return true;
    return false;
}

/* ---- The form -------------------------------------------------------------------------------------- */

static void assignment_fill_typed(struct app *app, struct req *req, struct assignment_page *s)
{
    const struct assignment *as = &s->as;
    struct arena *a = req->arena;
    const char *words = as->words ? arena_printf(a, "%d", as->words) : "";
    const char *who = as->id                    ? as->user_login
                      : assignments_of_all(req) ? ""
                                                : req->session->user.login;

    s->typed = (struct fields){0};
    admin_field_put(a, &s->typed, "title", as->id ? as->title : "");
    admin_field_put(a, &s->typed, "who", who);
    admin_field_put(a, &s->typed, "words", words);
    admin_field_put(a, &s->typed, "section", as->id ? as->section.slug : "");
    admin_field_put(a, &s->typed, "note", as->id ? as->note : "");
    datetime_put(app, a, &s->typed, "due", as->due_at);
}

static void assignment_show_option(struct tpl_dict *d, const char *section, const char *value,
                                   const char *label, const char *chosen)
{
    d = tpl_add(d, section);
    tpl_set(d, "OPTION_VALUE", value);
    tpl_set(d, "OPTION_LABEL", label);
    if (strcmp(value, chosen) == 0)
        tpl_show(d, "OPTION_CHOSEN");
}

/* An editor chooses among all who may sign in, and whoever it is now; others plan for themselves. */
static void assignment_show_people(struct page *p, struct tpl_dict *d, struct assignment_page *s)
{
    const char *chosen = admin_field(&s->typed, "who");
    struct users all = {0};

    if (!assignments_of_all(p->req)) {
        tpl_set(tpl_add(d, "ONESELF"), "WHO_LOGIN", p->req->session->user.login);
        return;
    }
    d = tpl_add(d, "PEOPLE");
    if (user_list(p->app->store, p->req->arena, &all) != STORE_OK)
        all.n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (!all.v[i].disabled || all.v[i].id == s->as.user_id)
            assignment_show_option(d, "WHO_OPTION", all.v[i].login, all.v[i].name, chosen);
    tpl_set_if(d, "WHO_PROBLEM", problem_of(&s->why, "who"));
}

static void assignment_show_sections(struct page *p, struct tpl_dict *d, struct assignment_page *s)
{
    struct groups sections = {0};

    if (group_list(p->app->store, p->req->arena, GROUP_SECTION, false, p->req->now, &sections) !=
        STORE_OK)
        sections.n = 0;
    for (size_t i = 0; i < sections.n; i++)
        assignment_show_option(d, "SECTION_OPTION", sections.v[i].slug, sections.v[i].name,
                               admin_field(&s->typed, "section"));
}

static void assignment_show_form(struct page *p, struct assignment_page *s)
{
    static const struct datetime_field due = {.name = "due", .label = WORD("Due")};
    struct tpl_dict *d = tpl_add(p->main, "CHANGE_FORM");

    /* Of a form that is shown once more, what it was sent with, unless a conflict said what is there now. */
    int64_t version = s->as.version;
    if (s->refused && p->res->status != 409)
        text_to_int(admin_field(&s->typed, "version"), 1, INT32_MAX, &version);
    tpl_set_int(d, "VERSION", version);
    tpl_set(d, "TYPED_TITLE", admin_field(&s->typed, "title"));
    tpl_set(d, "TYPED_WORDS", admin_field(&s->typed, "words"));
    tpl_set(d, "TYPED_NOTE", admin_field(&s->typed, "note"));
    tpl_set_if(d, "TITLE_PROBLEM", problem_of(&s->why, "title"));
    tpl_set_if(d, "WORDS_PROBLEM", problem_of(&s->why, "words"));
    tpl_set_if(d, "SECTION_PROBLEM", problem_of(&s->why, "section"));
    tpl_set_if(d, "NOTE_PROBLEM", problem_of(&s->why, "note"));
    datetime_show(p, d, "DUE_FIELD", &due, &s->typed, &s->why);
    assignment_show_people(p, d, s);
    assignment_show_sections(p, d, s);
    tpl_show(d, s->as.id ? "IS_OLD" : "IS_NEW");
}

/* ---- The page -------------------------------------------------------------------------------------- */

/* What can be pressed. */
static void assignment_show_actions(struct page *p, struct assignment_page *s)
{
    const struct assignment *as = &s->as;
    struct tpl_dict *d = tpl_add(p->main, "ACTIONS");
    tpl_set_int(d, "VERSION", as->version);
    bool mine = as->user_id == p->req->session->user.id, open = assignment_is_open(as);
    bool begun = as->story_id && !as->story_binned;

    if (begun)
        tpl_set_if(d, "STORY", arena_printf(p->req->arena, "/admin/story/%" PRId64, as->story_id));
    if (open && !begun)
        tpl_show(d, "MAY_BEGIN");
    if (open && !begun && (!mine || as->state != ASSIGNMENT_TAKEN))
        tpl_show(d, mine ? "MAY_TAKE" : "MAY_TAKE_OVER");
    if (open && mine && as->state != ASSIGNMENT_DECLINED) {
        struct tpl_dict *form = tpl_add(d, "MAY_DECLINE");
        tpl_set(form, "TYPED_SAID", req_form(p->req, "said"));
        tpl_set_if(form, "SAID_PROBLEM", problem_of(&s->why, "said"));
    }
    if (s->changes && open)
        tpl_show(d, "MAY_CLOSE");
    if (s->changes && as->closed_at)
        tpl_show(d, "MAY_REOPEN");
}

/* What it says: at the top for those who only read it, else below what is typed. */
static void assignment_show_facts(struct page *p, const struct assignment *as, const char *slot)
{
    struct tpl_dict *d = tpl_include(p->main, slot, "admin/assignment_facts.tpl");

    assignment_show(p, d, as);
    tpl_set_if(d, "NOTE", as->note);
    tpl_set_if(d, "SAID", as->state == ASSIGNMENT_DECLINED ? as->said : NULL);
    tpl_set_if(d, "MADE_BY", as->created_by_name);
    admin_time(p, d, "MADE", as->created_at);
    if (as->version > 1) {
        d = tpl_add(d, "CHANGED_IF");
        tpl_set_if(d, "CHANGED_BY", as->changed_by_name);
        admin_time(p, d, "CHANGED", as->changed_at);
    }
}

static void assignment_page_show(struct app *app, struct req *req, struct res *res,
                                 struct assignment_page *s)
{
    const struct assignment *as = &s->as;
    const char *title = as->id ? as->title : app_word(app, WORD("New assignment"));
    struct page p = page_start_admin(app, req, res, "admin/assignment.tpl", title);
    page_sheet(&p, "css/datetime.css");

    tpl_set_global(p.layout, "HERE",
                   as->id ? arena_printf(req->arena, "/admin/assignment/%" PRId64, as->id)
                          : "/admin/assignment/new");
    tpl_set(p.main, "HEADING", title);
    admin_show_message(&p);
    page_translate(app, &s->why);
    admin_problems(p.main, &s->why, assignment_is_field);
    if (!s->refused)
        assignment_fill_typed(app, req, s);
    bool form = s->changes && (!as->id || assignment_is_open(as));
    if (as->id) {
        assignment_show_facts(&p, as, form ? "FACTS_BELOW" : "FACTS_ABOVE");
        assignment_show_actions(&p, s);
    }
    if (form)
        assignment_show_form(&p, s);
    page_finish(&p);
}

/* False: the answer is made. Whoever may not see one is not told that it is there. */
static bool assignment_load(struct app *app, struct req *req, struct res *res,
                            struct assignment_page *s)
{
    struct actor by = admin_actor(req);
    int64_t id;
    enum store_status st = STORE_MISSING;

    *s = (struct assignment_page){.why.arena = req->arena};
    if (text_to_int(req_param(req, "id"), 1, INT64_MAX, &id))
        st = assignment_get(app->store, req->arena, id, &s->as);
    if (st == STORE_OK && !assignment_may(&by, ACT_TAKE, &s->as))
        st = STORE_MISSING;
    if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    s->changes = st == STORE_OK && assignment_may(&by, ACT_ASSIGN, &s->as);
    return st == STORE_OK;
}

void assignment_edit_get(struct app *app, struct req *req, struct res *res)
{
    struct assignment_page s;

    if (assignment_load(app, req, res, &s))
        assignment_page_show(app, req, res, &s);
}

void assignment_new_get(struct app *app, struct req *req, struct res *res)
{
    struct assignment_page s = {.changes = true, .why.arena = req->arena};

    assignment_page_show(app, req, res, &s);
}

/* ---- Pressed --------------------------------------------------------------------------------------- */

static enum store_status assignment_form_save(struct app *app, struct req *req,
                                              struct assignment_page *s, const struct actor *by)
{
    const struct fields *typed = &req->form;
    struct assignment_wish in = {.title = admin_field(typed, "title"),
                                 .login = admin_field(typed, "who"),
                                 .section = admin_field(typed, "section"),
                                 .note = admin_field(typed, "note")};
    const char *length = text_line(req->arena, admin_field(typed, "words"));
    int64_t words = 0, version = 0, id;

    s->typed = req->form;
    s->refused = true;
    if (*length && !text_to_int(length, 0, ASSIGNMENT_WORDS_MAX, &words))
        words = -1;
    in.words = (int)words;
    text_to_int(admin_field(typed, "version"), 1, INT32_MAX, &version);
    if (!datetime_read(app, typed, "due", &in.due_at, &s->why))
        return STORE_REFUSED;
    return assignment_save(app->store, s->as.id, (int)version, &in, by, req->now, &id, &s->why);
}

static enum store_status assignment_form_begin(struct app *app, struct req *req,
                                               struct assignment_page *s, const struct actor *by,
                                               const char **where)
{
    struct story_saved out;
    enum store_status st =
        assignment_begin(app->store, req->arena, s->as.id, by, req->now, &out, &s->why);

    *where =
        arena_printf(req->arena, "/admin/story/%" PRId64 "?saved=assignment-begun", out.story_id);
    return st;
}

/* The buttons that answer it or close it. */
static const struct assignment_press {
    const char *name, *saved;
    enum assignment_act act;
} presses[] = {
    {"take", "assignment-taken", ASSIGNMENT_TAKE},
    {"decline", "assignment-declined", ASSIGNMENT_DECLINE},
    {"close", "assignment-closed", ASSIGNMENT_CLOSE},
    {"reopen", "assignment-reopened", ASSIGNMENT_REOPEN},
};

static int assignment_shown(const struct req *req)
{
    int64_t version = 0;

    return text_to_int(req_form(req, "version"), 1, INT32_MAX, &version) ? (int)version : 0;
}

static enum store_status assignment_press_any(struct app *app, struct req *req,
                                              struct assignment_page *s, const struct actor *by,
                                              const char **where)
{
    const char *what = req_form(req, "do"), *saved = "assignment-changed";
    enum store_status st = STORE_MISSING;
    struct arena *a = req->arena;

    if (strcmp(what, "begin") == 0)
        return assignment_form_begin(app, req, s, by, where);
    if (strcmp(what, "save") == 0)
        st = assignment_form_save(app, req, s, by);
    for (size_t i = 0; i < sizeof presses / sizeof *presses; i++)
        if (strcmp(what, presses[i].name) == 0) {
            saved = presses[i].saved;
            st = assignment_do(app->store, s->as.id, assignment_shown(req), presses[i].act,
                               req_form(req, "said"), by, req->now, &s->why);
        }
    *where = arena_printf(a, "/admin/assignment/%" PRId64 "?saved=%s", s->as.id, saved);
    return st;
}

static void assignment_answer(struct app *app, struct req *req, struct res *res,
                              struct assignment_page *s, enum store_status st, const char *where)
{
    if (st == STORE_OK) {
        res_redirect(res, 303, where);
        return;
    }
    if (st == STORE_MISSING) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    if (s->why.n == 0)
        admin_store_problem(&s->why, st, app->store);
    res->status = admin_status(st);
    assignment_page_show(app, req, res, s);
}

void assignment_edit_post(struct app *app, struct req *req, struct res *res)
{
    struct assignment_page s;
    struct actor by = admin_actor(req);
    const char *where = "/admin/assignments";

    if (!assignment_load(app, req, res, &s))
        return;
    enum store_status st = assignment_press_any(app, req, &s, &by, &where);
    assignment_answer(app, req, res, &s, st, where);
}

void assignment_new_post(struct app *app, struct req *req, struct res *res)
{
    struct assignment_page s = {.changes = true, .why.arena = req->arena};
    struct actor by = admin_actor(req);
    enum store_status st = assignment_form_save(app, req, &s, &by);

    assignment_answer(app, req, res, &s, st, "/admin/assignments?saved=assignment-added");
}
