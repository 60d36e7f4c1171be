/* assignments.c: stories before there is a text, the earliest due first. /admin/assignments */
#include "assignments.h"

#include "lib/text.h"

#include <string.h>

#define ASSIGNMENTS_SHOWN 50

bool assignments_of_all(const struct req *req)
{
    struct actor by = admin_actor(req);

    return permission_may_of(&by, ACT_TAKE, false);
}

/* How it stands, in one word, and the badge's class. */
static const char *assignment_label(const struct req *req, const struct assignment *as,
                                    const char **name)
{
    static const char *const names[ASSIGNMENT_STATE_MAX] = {"offered", "done", "withdrawn"};

    *name = "done";
    if (as->closed_at)
        return WORD("Closed");
    if (as->out_at)
        return as->out_at > req->now ? WORD("Scheduled") : WORD("Published");
    if (as->story_id && !as->story_binned)
        return WORD("Being written");
    *name = names[as->state];
    if (!as->user_id)
        return WORD("Not assigned");
    return as->state == ASSIGNMENT_TAKEN      ? WORD("Taken")
           : as->state == ASSIGNMENT_DECLINED ? WORD("Declined")
                                              : WORD("No answer yet");
}

void assignment_show(struct page *p, struct tpl_dict *d, const struct assignment *as)
{
    const char *name, *label = assignment_label(p->req, as, &name);

    tpl_set(d, "ASSIGNMENT", arena_printf(p->req->arena, "/admin/assignment/%" PRId64, as->id));
    tpl_set(d, "TITLE", as->title);
    tpl_set(d, "STATE_NAME", name);
    tpl_set(d, "STATE_LABEL", app_word(p->app, label));
    if (assignment_is_late(as, p->req->now))
        tpl_show(d, "IS_LATE");
    tpl_set_if(d, "WHO", as->user_name);
    tpl_set_if(d, "IN_SECTION", as->section.id ? as->section.name : NULL);
    if (as->words)
        tpl_set_count(tpl_add(d, "LENGTH"), p->app->language, "WORDS", as->words);
    admin_time_if(p, d, "DUE_IF", "DUE", as->due_at);
}

/* Those of who is looking alone: all that an author has. */
static bool assignments_are_mine(const struct req *req)
{
    return !assignments_of_all(req) || strcmp(req_query(req, "whose"), "mine") == 0;
}

static bool assignments_are_done(const struct req *req)
{
    return strcmp(req_query(req, "show"), "done") == 0;
}

/* "1768…-42" of ?after=, 0 where nobody said when. Anything else is the start. */
static struct assignment_key assignments_key(const struct req *req)
{
    struct strlist part = text_split(req->arena, req_query(req, "after"), '-');
    struct assignment_key key;

    if (part.n != 2 || !text_to_int(part.v[0], 0, DATELINE_MAX, &key.due_at) ||
        !text_to_int(part.v[1], 1, INT64_MAX, &key.id))
        return (struct assignment_key){0};
    return key;
}

/* The address of such a list, from a place on. */
static const char *assignments_href(const struct req *req, bool mine, bool done,
                                    const struct assignment *after)
{
    struct arena *a = req->arena;
    const char *query =
        arena_printf(a, "%s%s", mine ? "&whose=mine" : "", done ? "&show=done" : "");

    if (after)
        query = arena_printf(a, "%s&after=%" PRId64 "-%" PRId64, query, after->due_at, after->id);
    return *query ? arena_printf(a, "/admin/assignments?%s", query + 1) : "/admin/assignments";
}

static void assignments_show_kind(struct page *p, const char *label, bool mine, bool done)
{
    struct tpl_dict *d = tpl_add(p->main, "KIND");

    tpl_set(d, "KIND_HREF", assignments_href(p->req, mine, done, NULL));
    tpl_set(d, "KIND_NAME", app_word(p->app, label));
    if (mine == assignments_are_mine(p->req) && done == assignments_are_done(p->req))
        tpl_show(d, "KIND_SHOWN");
}

static void assignments_show_kinds(struct page *p)
{
    bool all = assignments_of_all(p->req);

    if (all)
        assignments_show_kind(p, WORD("To be done"), false, false);
    assignments_show_kind(p, WORD("Your assignments"), true, false);
    assignments_show_kind(p, WORD("Done"), !all, true);
}

void assignments_get(struct app *app, struct req *req, struct res *res)
{
    bool mine = assignments_are_mine(req), done = assignments_are_done(req);
    int64_t user = mine ? req->session->user.id : 0;
    struct assignment_key key = assignments_key(req);
    struct assignments rows = {0};
    enum store_status st = (done ? assignment_done : assignment_list)(
        app->store, req->arena, user, key, ASSIGNMENTS_SHOWN, &rows);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p = page_start_admin(app, req, res, "admin/assignments.tpl",
                                     app_word(app, WORD("Assignments")));
    admin_show_message(&p);
    assignments_show_kinds(&p);
    if (admin_may(req, ACT_ASSIGN, NULL))
        tpl_show(p.main, "MAY_ADD");
    for (size_t i = 0; i < rows.n; i++)
        assignment_show(&p, tpl_add(p.main, "ROW"), &rows.v[i]);
    tpl_show(p.main, rows.n ? "LIST" : "NONE");
    if (key.id)
        tpl_set_if(p.main, "FIRST", assignments_href(req, mine, done, NULL));
    if (rows.more)
        tpl_set_if(p.main, "NEXT", assignments_href(req, mine, done, &rows.v[rows.n - 1]));
    page_finish(&p);
}
