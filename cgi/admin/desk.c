/* desk.c: the editors' list of stories. /admin/ */
#include "desk_private.h"

#include "cgi/site_nav.h"
#include "db/story_bulk.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define DESK_ROWS 100

/* "1768…-42" of ?before=. Anything else is the start of the list. */
static struct list_key desk_key(struct arena *a, const char *s)
{
    const char *dash = strrchr(s, '-');
    struct list_key key = {0};

    if (!dash ||
        !text_to_int(arena_dupn(a, s, (size_t)(dash - s)), DATELINE_MIN, DATELINE_MAX, &key.at) ||
        !text_to_int(dash + 1, 1, INT64_MAX, &key.id))
        return (struct list_key){0};
    return key;
}

static void desk_show_whose(struct page *p)
{
    if (!admin_may(p->req, ACT_PUBLISH, NULL))
        return;
    struct tpl_dict *d = tpl_add(p->main, "WHOSE");
    tpl_show(d, desk_is_mine(p->req) ? "MINE" : "ALL");
    if (desk_is_mine(p->req))
        tpl_show(p->main, "KEEP_MINE");
}

/* When readers saw it published and updated, and when it was last saved. */
static void desk_show_times(struct page *p, struct tpl_dict *d, const struct story *s)
{
    if (s->state == STORY_SCHEDULED)
        admin_time_if(p, d, "SCHEDULED_FOR_IF", "SCHEDULED_FOR", s->published_at);
    if (s->state == STORY_LIVE || s->state == STORY_WITHDRAWN) {
        admin_time_if(p, d, "PUBLISHED_IF", "PUBLISHED", s->published_at);
        admin_time_if(p, d, "UPDATED_IF", "UPDATED", s->updated_at);
    }
    admin_time(p, d, "EDITED", s->edited_at);
}

static void desk_show_badge(struct page *p, struct tpl_dict *d, const char *name, const char *label,
                            int64_t at)
{
    struct tpl_dict *badge = tpl_add(d, "BADGE");
    tpl_set(badge, "STATE_NAME", name);
    tpl_set(badge, "STATE_LABEL", label);
    tpl_set_if(badge, "STATE_AT", admin_when(p->app, p->req, at));
}

/* A draft beside what readers see, or what waits: whose it is. */
static const char *desk_draft_label(struct page *p, const struct desk_row *r)
{
    if (!*r->draft_by)
        return app_word(p->app, WORD("Draft"));
    return language_say(p->app->language, p->req->arena, WORD("Draft by %NAME%"), "NAME",
                        r->draft_by, NULL);
}

/* Each text of the story, by name. */
static void desk_show_badges(struct page *p, struct tpl_dict *d, const struct desk_row *r)
{
    const struct story *s = &r->story;
    desk_show_badge(p, d, story_state_name(s->state), app_word(p->app, admin_state_label(s->state)),
                    s->state == STORY_SCHEDULED ? s->published_at : 0);
    if (s->draft && (s->live || s->staged))
        desk_show_badge(p, d, "draft", desk_draft_label(p, r), 0);
    if (s->live && s->staged)
        desk_show_badge(p, d, "staged", app_word(p->app, WORD("A change waits")), s->staged_at);
    if (s->returned && s->state == STORY_DRAFT)
        desk_show_badge(p, d, "returned", app_word(p->app, WORD("Returned")), 0);
    if (front_leads(&site_nav_get(p->app, p->req->now)->front, s->id, p->req->now))
        desk_show_badge(p, d, "lead", app_word(p->app, WORD("Front page lead")), 0);
}

/* What others have said of it, and nobody has answered yet. */
static void desk_show_said(struct page *p, struct tpl_dict *d, const struct desk_row *r)
{
    if (!admin_may(p->req, ACT_NOTE, &r->story))
        return;
    if (r->notes)
        tpl_set_count(tpl_add(d, "NOTES_OPEN"), p->app->language, "NOTES", r->notes);
    if (r->suggestions)
        tpl_set_count(tpl_add(d, "SUGGESTIONS_OPEN"), p->app->language, "SUGGESTIONS",
                      r->suggestions);
}

/* Whether there is something that may be done with it among others. */
static bool desk_may_tick(struct page *p, const struct story *s)
{
    return admin_may(p->req, ACT_BIN, s) || admin_may(p->req, ACT_WRITE, s);
}

static void desk_show_row(struct page *p, const struct desk_row *r)
{
    const struct story *s = &r->story;
    struct tpl_dict *d = tpl_add(p->main, "ROW");

    tpl_set(d, "STORY", arena_printf(p->req->arena, "/admin/story/%" PRId64, s->id));
    tpl_set(d, "HEADLINE", *r->headline ? r->headline : app_word(p->app, "(no headline yet)"));
    tpl_show(d, admin_may(p->req, ACT_HISTORY, s) ? "MAY_EDIT" : "MAY_LOOK");
    if (desk_may_tick(p, s)) {
        const struct bulk_story shown = bulk_story_of(s);
        tpl_set_if(d, "STORY_SHOWN", bulk_story_write(p->req->arena, &shown));
    }
    if (s->state == STORY_LIVE)
        tpl_set_if(d, "PATH", s->path);
    if (s->kind != STORY_NEWS)
        tpl_set_if(d, "KIND_LABEL", app_word(p->app, admin_kind_label(s->kind)));
    tpl_set(d, "SECTION", r->section.id ? r->section.name : "");
    tpl_set_if(d, "BYLINES", r->bylines);
    tpl_set_if(d, "EDITED_BY", r->edited_by);
    desk_show_badges(p, d, r);
    desk_show_said(p, d, r);
    desk_show_times(p, d, s);
}

/* Around the rows: what is ticked goes to a page that leads back to this list. */
static void desk_show_table(struct page *p, const struct desk_filter *f)
{
    struct req *req = p->req;
    const char *query = *req->raw_query ? arena_printf(req->arena, "?%s", req->raw_query) : "";
    tpl_show(p->main, "TABLE");
    tpl_set(p->main, "ACTION", arena_printf(req->arena, "/admin/bulk%s", query));
    bulk_fields_show(p, p->main, f->state == STORY_BINNED);
}

void desk_get(struct app *app, struct req *req, struct res *res)
{
    struct list_key before = desk_key(req->arena, req_query(req, "before"));
    struct page p = page_start_admin(app, req, res, "admin/desk.tpl", app_word(app, "Desk"));
    page_sheet(&p, "css/stories.css");
    const char *section;
    struct desk_filter f = desk_filter_read(app, req, &section);
    struct desk_rows rows = {0};
    enum store_status st =
        story_desk(app->store, req->arena, &f, before, DESK_ROWS, req->now, &rows);
    if (st != STORE_OK) {
        struct problems why = {.arena = req->arena};
        admin_store_problem(&why, st, app->store);
        page_translate(app, &why);
        admin_problems(p.main, &why, NULL);
        res->status = admin_status(st);
        rows.n = 0;
    }
    admin_show_message(&p);
    story_copy_show_new(&p);
    desk_show_whose(&p);
    desk_filter_show(&p, &f, section);
    if (!desk_narrows(&f) && !before.id)
        desk_tasks_show(&p);
    for (size_t i = 0; i < rows.n; i++)
        desk_show_row(&p, &rows.v[i]);
    if (rows.n)
        desk_show_table(&p, &f);
    else if (st == STORE_OK)
        tpl_show(p.main, desk_narrows(&f) || before.id ? "NONE_FOUND" : "NONE_YET");
    if (rows.n && !before.id)
        desk_count_show(&p, &rows);
    if (rows.unsearched)
        tpl_show(p.main, "UNSEARCHED");
    if (before.id)
        tpl_set_if(p.main, "FIRST", desk_page_address(req, &f, NULL));
    if (rows.more && rows.n)
        tpl_set_if(p.main, "NEXT", desk_page_address(req, &f, &rows.v[rows.n - 1].story));
    page_finish(&p);
}
