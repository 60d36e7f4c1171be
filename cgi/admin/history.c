/* history.c: every revision of a story, what changed between two, and who did what to it.
 * /admin/story/{id}/history */
#include "story_form.h"

#include "db/audit.h"
#include "lib/text.h"

#define AUDIT_LIMIT 100

static int number_of(const struct req *req, const char *name, int otherwise)
{
    int64_t n;

    return text_to_int(req_query(req, name), 1, INT32_MAX, &n) ? (int)n : otherwise;
}

static const char *edit_label(enum edit_kind k)
{
    static const char *const labels[EDIT_KIND_MAX] = {
        [EDIT_FIRST] = "First publication",
        [EDIT_MINOR] = "Minor fix",
        [EDIT_UPDATE] = "Update",
        [EDIT_CORRECTION] = "Correction",
    };
    return k < EDIT_KIND_MAX ? labels[k] : NULL;
}

static void show_revisions(struct page *p, const struct revision_rows *rows, int a, int b)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct revision_row *r = &rows->v[i];
        struct tpl_dict *d = tpl_add(p->main, "REVISION");
        tpl_set_int(d, "NUMBER", r->number);
        tpl_set(d, "SAVED_AT", admin_when(p->app, p->req, r->saved_at));
        tpl_set(d, "SAVED_BY", *r->saved_by_name ? r->saved_by_name : "Command line");
        tpl_set_int(d, "WORD_COUNT", r->words);
        tpl_set_if(d, "NOTE", r->note);
        if (r->live)
            tpl_show(d, "IS_LIVE");
        tpl_set_if(d, "HOW", edit_label(r->edit));
        if (r->edit < EDIT_KIND_MAX)
            tpl_set_if(d, "LIVE_FROM", admin_when(p->app, p->req, r->live_from));
        if (r->number == a)
            tpl_show(d, "IS_A");
        if (r->number == b)
            tpl_show(d, "IS_B");
    }
    if (rows->n > 1)
        tpl_show(p->main, "COMPARABLE");
}

static void show_difference(struct page *p, int64_t id, int a, int b)
{
    struct arena *arena = p->req->arena;
    struct story_view before, after;
    struct fields old, new;
    struct tpl_dict *d;
    size_t found = 0;

    if (a == b || story_get(p->app->store, arena, id, a, p->req->now, &before) != STORE_OK ||
        story_get(p->app->store, arena, id, b, p->req->now, &after) != STORE_OK)
        return;
    d = tpl_add(p->main, "DIFFERENCE");
    tpl_set_int(d, "FROM", a);
    tpl_set_int(d, "TO", b);
    old = story_form_fields(arena, &before.revision.text, "");
    new = story_form_fields(arena, &after.revision.text, "");
    for (size_t i = 0; i < story_fields_n; i++)
        if (compare_field(arena, d, &story_fields[i], &old, &new))
            found++;
    if (found == 0)
        tpl_show(d, "NO_DIFFERENCE");
}

static void show_audit(struct page *p, int64_t id)
{
    struct audit_entries entries;

    if (audit_list(p->app->store, p->req->arena, id, 0, AUDIT_LIMIT, &entries) != STORE_OK)
        return;
    for (size_t i = 0; i < entries.n; i++) {
        const struct audit_entry *e = &entries.v[i];
        struct tpl_dict *d = tpl_add(p->main, "ENTRY");
        tpl_set(d, "ENTRY_AT", admin_when(p->app, p->req, e->at));
        tpl_set(d, "ENTRY_WHO", e->user_name && *e->user_name ? e->user_name : "Command line");
        tpl_set(d, "ENTRY_ACTION", e->action);
        tpl_set(d, "ENTRY_DETAIL", e->detail);
    }
}

/* An author may look back on an own story, also when it is no longer theirs to change. */
static bool may_see(const struct req *req, const struct story *s)
{
    return admin_may_edit(req, s) || s->created_by == req->session->user.id;
}

void history_get(struct app *app, struct req *req, struct res *res)
{
    struct revision_rows rows = {0};
    struct story_view view;
    enum store_status st;
    struct page p;
    int64_t id = 0;
    int a, b;

    text_to_int(req_param(req, "id"), 1, INT64_MAX, &id);
    st = story_get(app->store, req->arena, id, 0, req->now, &view);
    if (st == STORE_OK && may_see(req, &view.story))
        st = story_revisions(app->store, req->arena, id, req->now, &rows);
    else if (st == STORE_OK) {
        page_error(app, req, res, 403, WORD("This story belongs to somebody else."));
        return;
    }
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    b = number_of(req, "b", view.story.head);
    a = number_of(req, "a", b > 1 ? b - 1 : b);
    p = page_start_admin(app, req, res, "admin/history.tpl",
                         arena_printf(req->arena, "History: %s", view.revision.text.headline));
    tpl_set(p.main, "HEADLINE", view.revision.text.headline);
    tpl_set(p.main, "STORY", arena_printf(req->arena, "/admin/story/%lld", (long long)id));
    if (admin_may_edit(req, &view.story))
        tpl_show(p.main, "MAY_EDIT");
    show_revisions(&p, &rows, a, b);
    show_difference(&p, id, a, b);
    show_audit(&p, id);
    page_finish(&p);
}
