/* desk_tasks.c: above the list of stories, what waits for who is looking, and what goes out next. */
#include "story_form.h"

#include "db/report.h"
#include "db/story_desk.h"

#define REVIEWS_MAX 8
#define COMING_MAX 8

/* Handed in, the last one first, for those who may publish it. True: there is something. */
static bool tasks_show_reviews(struct page *p, struct tpl_dict *d)
{
    const struct desk_filter f = {.state = STORY_IN_REVIEW, .kind = STORY_KIND_MAX, .text = ""};
    struct desk_rows rows;
    struct arena *a = p->req->arena;

    if (story_desk(p->app->store, a, &f, (struct list_key){0}, REVIEWS_MAX, p->req->now, &rows) !=
        STORE_OK)
        return false;
    for (size_t i = 0; i < rows.n; i++) {
        struct tpl_dict *one = tpl_add(d, "REVIEW");
        tpl_set(one, "STORY", arena_printf(a, "/admin/story/%" PRId64, rows.v[i].story.id));
        tpl_set(one, "HEADLINE",
                *rows.v[i].headline ? rows.v[i].headline
                                    : app_word(p->app, WORD("(no headline yet)")));
        tpl_set_if(one, "EDITED_BY", rows.v[i].edited_by);
        admin_time(p, one, "EDITED", rows.v[i].story.edited_at);
    }
    if (rows.more)
        tpl_show(d, "MORE_REVIEWS");
    return rows.n > 0;
}

static bool tasks_show_reports(struct page *p, struct tpl_dict *d)
{
    int64_t n = 0;

    if (report_count_open(p->app->store, &n) != STORE_OK || n == 0)
        return false;
    tpl_set_count(tpl_add(d, "REPORTS"), p->app->language, "REPORTS_OPEN", n);
    return true;
}

static void tasks_show_coming(struct page *p, struct tpl_dict *today, int64_t created_by)
{
    struct coming_rows rows;
    struct arena *a = p->req->arena;

    if (story_coming(p->app->store, a, created_by, COMING_MAX, p->req->now, &rows) != STORE_OK ||
        rows.n == 0)
        return;
    struct tpl_dict *d = tpl_add(today, "COMING");
    for (size_t i = 0; i < rows.n; i++) {
        const struct coming_row *r = &rows.v[i];
        struct tpl_dict *one = tpl_add(d, "NEXT_OUT");
        tpl_set(one, "STORY",
                arena_printf(a, "/admin/story/%" PRId64 "?text=waiting", r->story_id));
        tpl_set(one, "HEADLINE", r->headline);
        tpl_show(one, r->change ? "CHANGE" : "WHOLE");
        admin_time(p, one, "AT", r->at);
    }
    if (rows.more)
        tpl_show(d, "MORE_COMING");
}

void desk_tasks_show(struct page *p)
{
    bool editor = admin_may(p->req, ACT_PUBLISH, NULL);
    struct tpl_dict *today = tpl_add(p->main, "TODAY");

    if (editor) {
        struct tpl_dict *tasks = tpl_add(today, "TASKS");
        bool reviews = tasks_show_reviews(p, tasks);
        bool reports = tasks_show_reports(p, tasks);
        if (!reviews && !reports)
            tpl_show(tasks, "NOTHING");
    }
    tasks_show_coming(p, today, editor ? 0 : p->req->session->user.id);
}
