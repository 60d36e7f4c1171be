/* history.c: every revision of a story, what changed between two, and who did what to it.
 * /admin/story/{id}/history */
#include "story_form.h"

#include "db/audit.h"
#include "lib/text.h"

#include <string.h>

#define AUDIT_LIMIT 100

static int history_number(const struct req *req, const char *name, int otherwise)
{
    int64_t n;

    return text_to_int(req_query(req, name), 1, INT32_MAX, &n) ? (int)n : otherwise;
}

const char *admin_edit_label(enum edit_kind k)
{
    static const char *const labels[EDIT_KIND_MAX] = {
        [EDIT_FIRST] = WORD("First publication"),
        [EDIT_MINOR] = WORD("Minor fix"),
        [EDIT_UPDATE] = WORD("Update"),
        [EDIT_CORRECTION] = WORD("Correction"),
    };
    return k < EDIT_KIND_MAX ? labels[k] : NULL;
}

static void history_show_revisions(struct page *p, const struct revision_rows *rows, int a, int b,
                                   bool may_edit)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct revision_row *r = &rows->v[i];
        struct tpl_dict *d = tpl_add(p->main, "REVISION");
        tpl_set_int(d, "NUMBER", r->number);
        admin_time(p, d, "SAVED_AT", r->saved_at);
        tpl_set(d, "SAVED_BY",
                *r->saved_by_name ? r->saved_by_name : app_word(p->app, WORD("The command line")));
        tpl_set_int(d, "WORD_COUNT", r->words);
        tpl_set_if(d, "NOTE", r->note);
        if (r->live)
            tpl_show(d, "IS_LIVE");
        if (may_edit && !r->live)
            tpl_set(tpl_add(d, "MAY_RESTORE"), "REVISION_HREF",
                    arena_printf(p->req->arena, "/admin/story/%s?revision=%d",
                                 req_param(p->req, "id"), r->number));
        const char *how = admin_edit_label(r->edit);
        tpl_set_if(d, "HOW", how ? app_word(p->app, how) : NULL);
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

static void history_show_difference(struct page *p, int64_t id, int a, int b)
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
        if (compare_field(p->app, arena, d, &story_fields[i], &old, &new))
            found++;
    if (found == 0)
        tpl_show(d, "NO_DIFFERENCE");
}

/* ---- Who did what, in words ------------------------------------------------------------------ */

static void history_show_audit(struct page *p, int64_t id)
{
    struct audit_entries entries;

    if (audit_list(p->app->store, p->req->arena, id, 0, AUDIT_LIMIT, &entries) != STORE_OK)
        return;
    for (size_t i = 0; i < entries.n; i++) {
        const struct audit_entry *e = &entries.v[i];
        struct tpl_dict *d = tpl_add(p->main, "ENTRY");
        admin_time(p, d, "ENTRY_AT", e->at);
        tpl_set(d, "ENTRY_WHO",
                e->user_name && *e->user_name ? e->user_name
                                              : app_word(p->app, WORD("The command line")));
        tpl_set(d, "ENTRY_ACTION", app_word(p->app, admin_audit_verb(e)));
        tpl_set(d, "ENTRY_DETAIL", admin_audit_detail(p->app, p->req->arena, e));
    }
}

void history_get(struct app *app, struct req *req, struct res *res)
{
    struct revision_rows rows = {0};
    struct story_view view;
    struct story_form f;
    int64_t id = story_form_id(req);

    if (!story_form_open(app, req, res, id, ACT_HISTORY, &f))
        return;
    enum store_status st = story_get(app->store, req->arena, id, 0, req->now, &view);
    if (st == STORE_OK)
        st = story_revisions(app->store, req->arena, id, req->now, &rows);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    int b = history_number(req, "b", view.story.head);
    int a = history_number(req, "a", b > 1 ? b - 1 : b);
    const char *headline = view.revision.text.headline;
    struct page p =
        page_start_admin(app, req, res, "admin/history.tpl",
                         language_say(app->language, req->arena, WORD("History: %HEADLINE%"),
                                      "HEADLINE", headline, NULL));
    page_sheet(&p, "css/history.css");
    tpl_set(p.main, "HEADLINE", headline);
    tpl_set(p.main, "STORY", arena_printf(req->arena, "/admin/story/%" PRId64, id));
    bool may_edit = admin_may(req, ACT_WRITE, &view.story);
    if (may_edit)
        tpl_show(p.main, "MAY_EDIT");
    history_show_revisions(&p, &rows, a, b, may_edit);
    history_show_difference(&p, id, a, b);
    history_show_audit(&p, id);
    page_finish(&p);
}
