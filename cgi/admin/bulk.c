/* bulk.c: one change to the stories that were ticked in the list, and what came of it. /admin/bulk */
#include "admin_private.h"

#include "db/permission.h"
#include "db/story_bulk.h"
#include "lib/name_list.h"
#include "lib/text.h"

#include <string.h>

/* ---- What was asked for ------------------------------------------------------------------------------ */

/* The ticked ones, each once; what is no story is left out. */
static struct bulk_story *bulk_ticked(const struct req *req, size_t *n)
{
    struct bulk_story *v = arena_array(req->arena, req->form.n, sizeof *v);
    *n = 0;
    for (size_t i = 0; i < req->form.n; i++) {
        const struct field *f = &req->form.v[i];
        struct bulk_story one;
        size_t k = 0;
        if (strcmp(f->name, "story") != 0 || !bulk_story_read(req->arena, f->value, &one))
            continue;
        while (k < *n && v[k].id != one.id)
            k++;
        if (k == *n)
            v[(*n)++] = one;
    }
    return v;
}

/* Names that are said to be new; nobody has to be asked who they are. */
static struct new_names bulk_meant(const struct req *req, enum bulk_does does)
{
    struct new_name own = {.kind = GROUP_BYLINE, .name = req->session->user.name};
    struct new_names meant = {0};
    new_names_add(req->arena, &meant, &own);
    for (size_t i = 0; i < req->form.n; i++)
        if (strcmp(req->form.v[i].name, "new_name") == 0)
            new_names_add(
                req->arena, &meant,
                &(struct new_name){.kind = does == BULK_SET_BYLINES ? GROUP_BYLINE : GROUP_TAG,
                                   .name = text_line(req->arena, req->form.v[i].value)});
    return meant;
}

/* ---- The fields ---------------------------------------------------------------------------------------- */

static void bulk_show_sections(struct page *p, struct tpl_dict *d)
{
    const char *chosen = req_form(p->req, "section");
    struct groups sections;
    if (group_list(p->app->store, p->req->arena, GROUP_SECTION, false, p->req->now, &sections) !=
        STORE_OK)
        return;
    for (size_t i = 0; i < sections.n; i++) {
        struct tpl_dict *one = tpl_add(d, "SECTION_OPTION");
        tpl_set(one, "OPTION_VALUE", sections.v[i].slug);
        tpl_set(one, "OPTION_LABEL", sections.v[i].name);
        if (strcmp(sections.v[i].slug, chosen) == 0)
            tpl_show(one, "OPTION_CHOSEN");
    }
}

void bulk_fields_show(struct page *p, struct tpl_dict *d, bool binned)
{
    d = tpl_include(d, "BULK_FIELDS", "admin/bulk_fields.tpl");
    if (binned) {
        tpl_show(d, "BINNED");
        return;
    }
    d = tpl_add(d, "CHANGES");
    tpl_set(d, "TAGS_TYPED", req_form(p->req, "tags"));
    tpl_set(d, "BYLINES_TYPED", req_form(p->req, "bylines"));
    bulk_show_sections(p, d);
    if (!admin_may(p->req, ACT_PUBLISH, NULL))
        return;
    d = tpl_add(d, "READERS_MAY");
    if (*req_form(p->req, "readers_see"))
        tpl_show(d, "READERS_SEE");
}

/* ---- What came of it -------------------------------------------------------------------------------------- */

static const char *bulk_headline(struct page *p, const char *headline)
{
    return headline && *headline ? headline : app_word(p->app, WORD("(no headline yet)"));
}

static const char *bulk_label(enum story_outcome o)
{
    switch (o) {
    case OUTCOME_MINOR:
        return WORD("Readers see it now");
    case OUTCOME_SAME:
        return WORD("As it was");
    default:
        return NULL;
    }
}

static void bulk_show_refused(struct page *p, struct tpl_dict *d, struct bulk_row *r)
{
    d = tpl_add(d, "ROW");
    if (r->headline) {
        tpl_set_if(d, "STORY", arena_printf(p->req->arena, "/admin/story/%" PRId64, r->id));
        tpl_set(d, "HEADLINE", bulk_headline(p, r->headline));
    } else {
        tpl_show(d, "HIDDEN");
    }
    page_translate(p->app, &r->why);
    for (size_t i = 0; i < r->why.n; i++)
        tpl_set(tpl_add(d, "REASON"), "REASON_TEXT", r->why.v[i].text);
}

static void bulk_show_done(struct page *p, struct tpl_dict *d, const struct bulk_row *r)
{
    const char *label = bulk_label(r->outcome);
    d = tpl_add(d, "ROW");
    tpl_set(d, "STORY", arena_printf(p->req->arena, "/admin/story/%" PRId64, r->id));
    tpl_set(d, "HEADLINE", bulk_headline(p, r->headline));
    tpl_set_if(d, "LABEL", label ? app_word(p->app, label) : "");
}

enum bulk_list { LIST_REFUSED, LIST_KEPT, LIST_OTHERS, BULK_LIST_MAX };

static enum bulk_list bulk_list_of(const struct bulk_row *r)
{
    if (r->status != STORE_OK)
        return LIST_REFUSED;
    return r->outcome == OUTCOME_KEPT ? LIST_KEPT : LIST_OTHERS;
}

static void bulk_show_lists(struct page *p, const struct bulk_result *out)
{
    static const char *const names[BULK_LIST_MAX] = {"REFUSED", "KEPT", "OTHERS"};
    size_t n[BULK_LIST_MAX] = {0};
    struct tpl_dict *list[BULK_LIST_MAX];

    for (size_t i = 0; i < out->n; i++)
        n[bulk_list_of(&out->v[i])]++;
    for (size_t i = 0; i < BULK_LIST_MAX; i++)
        list[i] = n[i] ? tpl_add(p->main, names[i]) : NULL;
    if (list[LIST_REFUSED])
        tpl_set_count(list[LIST_REFUSED], p->app->language, "REFUSED", (int64_t)n[LIST_REFUSED]);
    for (size_t i = 0; i < out->n; i++) {
        enum bulk_list of = bulk_list_of(&out->v[i]);
        if (of == LIST_REFUSED)
            bulk_show_refused(p, list[of], &out->v[i]);
        else
            bulk_show_done(p, list[of], &out->v[i]);
    }
}

static void bulk_show_undo(struct page *p, struct tpl_dict *d, const struct bulk_result *out)
{
    d = tpl_add(d, "UNDO");
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].status == STORE_OK)
            tpl_set(tpl_add(d, "STORY"), "STORY_SHOWN",
                    bulk_story_write(p->req->arena, &out->v[i].now));
}

static void bulk_show_count(struct page *p, struct tpl_dict *d, const char *name, int64_t n)
{
    if (n)
        tpl_set_count(tpl_add(d, name), p->app->language, name, n);
}

static void bulk_show_result(struct page *p, enum bulk_does does, const struct bulk_result *out)
{
    int64_t done = 0, same = 0;
    for (size_t i = 0; i < out->n; i++) {
        bool ok = out->v[i].status == STORE_OK, as_it_was = out->v[i].outcome == OUTCOME_SAME;
        done += ok && !as_it_was;
        same += ok && as_it_was;
    }
    if (done + same) {
        struct tpl_dict *d = tpl_add(p->main, "DONE");
        bulk_show_count(p, d,
                        does == BULK_SUBMIT  ? "SUBMITTED"
                        : does == BULK_BIN   ? "BINNED"
                        : does == BULK_UNBIN ? "UNBINNED"
                                             : "WORKED",
                        done);
        bulk_show_count(p, d, "SAME", same);
        if (does == BULK_BIN && done)
            bulk_show_undo(p, d, out);
    } else {
        p->res->status = 409;
    }
    bulk_show_lists(p, out);
}

/* ---- Once more ----------------------------------------------------------------------------------------------- */

static bool bulk_is_field(const char *name)
{
    static const char *const fields[] = {"tags", "section", "bylines", "new_names"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i], name) == 0)
            return true;
    return false;
}

static void bulk_show_asked(struct page *p, struct tpl_dict *d, const struct new_names *asked)
{
    struct arena *a = p->req->arena;
    d = tpl_add(d, "ASKED");
    for (size_t i = 0; i < asked->n; i++) {
        struct tpl_dict *one = tpl_add(d, "NAME");
        const char *near = "";
        for (size_t k = 0; k < asked->v[i].near.n; k++)
            near = arena_printf(a, "%s%s%s", near, k ? ", " : "", asked->v[i].near.v[k].name);
        tpl_set(one, "NAME_ASKED", asked->v[i].name);
        tpl_set_if(one, "NEAR", near);
    }
}

/* A ticked story's headline, for who may know it. */
static const char *bulk_headline_of(struct page *p, int64_t id)
{
    struct story_view v;
    if (story_get(p->app->store, p->req->arena, id, 0, p->req->now, &v) != STORE_OK ||
        !admin_may(p->req, ACT_HISTORY, &v.story))
        return app_word(p->app, WORD("Another story"));
    return bulk_headline(p, v.revision.text.headline);
}

/* What was ticked and typed, when nothing was done. */
static void bulk_show_again(struct page *p, const struct bulk *in, const struct new_names *asked)
{
    if (in->n == 0)
        return;
    struct tpl_dict *d = tpl_add(p->main, "AGAIN");
    if (asked->n)
        bulk_show_asked(p, d, asked);
    for (size_t i = 0; i < in->n; i++) {
        struct tpl_dict *one = tpl_add(d, "TICKED");
        tpl_set(one, "STORY_SHOWN", bulk_story_write(p->req->arena, &in->v[i]));
        tpl_set(one, "HEADLINE", bulk_headline_of(p, in->v[i].id));
        tpl_show(one, "IS_TICKED");
    }
    bulk_fields_show(p, d, in->does == BULK_UNBIN);
}

/* Those that were refused, as they are now: whoever has looked at one ticks it, and goes on with what was typed. */
static void bulk_show_refused_again(struct page *p, enum bulk_does does,
                                    const struct bulk_result *out)
{
    struct tpl_dict *d = NULL;
    for (size_t i = 0; i < out->n; i++) {
        const struct bulk_row *r = &out->v[i];
        if (r->status == STORE_OK || !r->headline)
            continue;
        if (!d) {
            d = tpl_add(p->main, "AGAIN");
            tpl_show(d, "LOOK_FIRST");
        }
        struct tpl_dict *one = tpl_add(d, "TICKED");
        tpl_set(one, "STORY_SHOWN", bulk_story_write(p->req->arena, &r->now));
        tpl_set(one, "HEADLINE", bulk_headline(p, r->headline));
        struct tpl_dict *now = tpl_add(one, "AS_IT_IS");
        tpl_set(now, "STATE_NAME", story_state_name(r->now.state));
        tpl_set(now, "STATE_LABEL", app_word(p->app, admin_state_label(r->now.state)));
        admin_time(p, now, "EDITED", r->edited_at);
    }
    if (d)
        bulk_fields_show(p, d, does == BULK_UNBIN);
}

/* ---- The page -------------------------------------------------------------------------------------------------- */

static enum store_status bulk_ask(struct app *app, struct req *req, struct bulk *in,
                                  struct bulk_result *out, struct problems *why)
{
    if (in->does == BULK_DOES_MAX) {
        problem_say(why, "", WORD("Choose what to do."), NULL);
        return STORE_REFUSED;
    }
    enum store_status st = story_bulk(app->store, req->arena, in, req->now, out, why);
    if (st == STORE_REFUSED && out->asked.n)
        problem_say(why, "new_names",
                    WORD("There is no such name yet. Say whether it is new, or write another."),
                    NULL);
    else if (st != STORE_OK && why->n == 0)
        admin_store_problem(why, st, app->store);
    return st;
}

void bulk_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct bulk_result out = {0};
    struct bulk in = {.does = bulk_find(req_form(req, "do")),
                      .section = req_form(req, "section"),
                      .readers_see = *req_form(req, "readers_see") != '\0',
                      .by = &by};
    struct new_names meant = bulk_meant(req, in.does);
    in.meant = &meant;
    in.names =
        name_list_read(req->arena, req_form(req, in.does == BULK_SET_BYLINES ? "bylines" : "tags"));
    in.v = bulk_ticked(req, &in.n);
    enum store_status st = bulk_ask(app, req, &in, &out, &why);
    const char *query =
        arena_printf(req->arena, "%s%s", *req->raw_query ? "?" : "", req->raw_query);

    struct page p = page_start_admin(app, req, res, "admin/bulk.tpl",
                                     app_word(app, WORD("Several stories at once")));
    page_sheet(&p, "css/stories.css");
    tpl_set(p.main, "LIST", arena_printf(req->arena, "/admin/%s", query));
    tpl_set_global(p.layout, "ACTION", arena_printf(req->arena, "/admin/bulk%s", query));
    page_translate(app, &why);
    admin_problems(p.main, &why, bulk_is_field);
    if (st == STORE_OK) {
        bulk_show_result(&p, in.does, &out);
        bulk_show_refused_again(&p, in.does, &out);
    } else {
        res->status = admin_status(st);
        bulk_show_again(&p, &in, &out.asked);
    }
    page_finish(&p);
}
