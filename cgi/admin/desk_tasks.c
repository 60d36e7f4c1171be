/* desk_tasks.c: above the list of stories, what waits for who is looking, and what goes out next. */
#include "assignments.h"
#include "story_form.h"

#include "db/media_library.h"
#include "db/price_check.h"
#include "db/report.h"
#include "db/review.h"
#include "db/story_desk.h"
#include "db/suggestion.h"

#include "lib/text.h"

#define REVIEWS_MAX 8
#define COMING_MAX 8
#define SUGGESTIONS_SHOWN 8
#define PRICES_COUNTED 99
#define ASSIGNMENTS_SHOWN 8

/* Who reads it already. */
static void tasks_show_holder(struct page *p, struct tpl_dict *d, int64_t story_id)
{
    struct review_now now;
    if (review_load(p->app->store, p->req->arena, story_id, &now) == STORE_OK && now.held_by)
        tpl_set_if(d, "HELD_BY", now.held_by_name);
}

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
        tasks_show_holder(p, one, rows.v[i].story.id);
        admin_time(p, one, "EDITED", rows.v[i].story.edited_at);
    }
    if (rows.more)
        tpl_show(d, "MORE_REVIEWS");
    return rows.n > 0;
}

/* Returned to who is looking, with what is to be done. */
static void tasks_show_returned(struct page *p, struct tpl_dict *d,
                                const struct returned_rows *rows)
{
    struct arena *a = p->req->arena;

    for (size_t i = 0; i < rows->n; i++) {
        const struct returned_row *r = &rows->v[i];
        struct tpl_dict *one = tpl_add(d, "RETURNED_ROW");
        tpl_set(one, "STORY", arena_printf(a, "/admin/story/%" PRId64, r->story_id));
        tpl_set(one, "HEADLINE",
                *r->headline ? r->headline : app_word(p->app, WORD("(no headline yet)")));
        tpl_set(one, "RETURNED_BY", r->by);
        tpl_set_if(one, "RETURNED_WORDS", text_excerpt(a, r->words, 200));
        admin_time(p, one, "RETURNED_AT", r->at);
    }
}

/* What somebody would change in a text, for those who may decide: an author has the own ones. */
static bool tasks_show_suggestions(struct page *p, struct tpl_dict *d,
                                   const struct suggestion_rows *rows)
{
    struct arena *a = p->req->arena;

    for (size_t i = 0; i < rows->n; i++) {
        const struct suggestion_row *r = &rows->v[i];
        struct tpl_dict *one = tpl_add(d, "SUGGESTED");
        tpl_set(one, "SUGGESTIONS",
                arena_printf(a, "/admin/story/%" PRId64 "/suggestions", r->story_id));
        tpl_set(one, "HEADLINE",
                *r->headline ? r->headline : app_word(p->app, WORD("(no headline yet)")));
        tpl_set(one, "SUGGESTED_BY", r->author);
        tpl_set_count(one, p->app->language, "CHANGES", r->open);
        admin_time(p, one, "SUGGESTED_AT", r->created_at);
    }
    if (rows->more)
        tpl_show(d, "MORE_SUGGESTED");
    return rows->n > 0;
}

/* Those that were declined, or the others; of who is looking, or of all others. */
static bool tasks_show_assignments(struct page *p, struct tpl_dict *d,
                                   const struct assignments *list, bool declined, bool mine)
{
    int64_t user = p->req->session->user.id;
    bool shown = false;

    for (size_t i = 0; i < list->n; i++) {
        const struct assignment *as = &list->v[i];
        if ((as->state == ASSIGNMENT_DECLINED) != declined || (as->user_id == user) != mine)
            continue;
        struct tpl_dict *one = tpl_add(d, "ASSIGNED");
        assignment_show(p, one, as);
        tpl_show(one, mine ? "MINE" : "OTHERS");
        shown = true;
    }
    return shown;
}

/* What nobody does, or not in time. */
static bool tasks_show_late(struct page *p, struct tpl_dict *d)
{
    struct assignments late, declined;
    struct arena *a = p->req->arena;
    bool shown = false;

    if (assignment_declined(p->app->store, a, ASSIGNMENTS_SHOWN, &declined) == STORE_OK)
        shown = tasks_show_assignments(p, d, &declined, true, false);
    if (assignment_late(p->app->store, a, ASSIGNMENTS_SHOWN, p->req->now, &late) == STORE_OK)
        shown |= tasks_show_assignments(p, d, &late, false, false);
    return shown;
}

static bool tasks_show_reports(struct page *p, struct tpl_dict *d)
{
    int64_t n = 0;

    if (report_count_open(p->app->store, &n) != STORE_OK || n == 0)
        return false;
    tpl_set_count(tpl_add(d, "REPORTS"), p->app->language, "REPORTS_OPEN", n);
    return true;
}

static bool tasks_show_prices(struct page *p, struct tpl_dict *d)
{
    int64_t n = 0;

    if (price_check_count(p->app->store, PRICES_COUNTED + 1, p->req->now, &n) != STORE_OK || n == 0)
        return false;
    d = tpl_add(d, "PRICES");
    if (n > PRICES_COUNTED)
        tpl_show(d, "PRICES_MANY");
    else
        tpl_set_count(tpl_add(d, "PRICES_FEW"), p->app->language, "PRICES_OLD", n);
    return true;
}

/* Pictures whose rights end, and those that readers see though they have ended. */
static bool tasks_show_rights(struct page *p, struct tpl_dict *d)
{
    struct media_rights_counts n;
    const struct language *words = p->app->language;

    if (media_rights_count(p->app->store, p->req->arena, PRICES_COUNTED, p->req->now, &n) !=
        STORE_OK)
        return false;
    if (n.ending)
        tpl_set_count(tpl_add(d, "ENDING"), words, "PICTURES_ENDING", n.ending);
    if (n.shown_ended)
        tpl_set_count(tpl_add(d, "ENDED"), words, "PICTURES_ENDED", n.shown_ended);
    return n.ending || n.shown_ended;
}

static void tasks_show_coming(struct page *p, struct tpl_dict *today, int64_t created_by)
{
    struct coming_rows rows;
    struct arena *a = p->req->arena;

    if (story_coming(p->app->store, a, created_by, p->req->now + 1, INT64_MAX, COMING_MAX, &rows) !=
            STORE_OK ||
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
    int64_t user = p->req->session->user.id, whose = editor ? 0 : user;
    struct tpl_dict *today = tpl_add(p->main, "TODAY");
    struct returned_rows returned;
    struct suggestion_rows suggested;
    struct assignments assigned;

    if (review_returned(p->app->store, p->req->arena, user, REVIEWS_MAX, &returned) != STORE_OK)
        returned.n = 0;
    if (suggestion_waiting(p->app->store, p->req->arena, whose, SUGGESTIONS_SHOWN, &suggested) !=
        STORE_OK)
        suggested = (struct suggestion_rows){0};
    if (assignment_list(p->app->store, p->req->arena, user, (struct assignment_key){0},
                        ASSIGNMENTS_SHOWN, &assigned) != STORE_OK)
        assigned = (struct assignments){0};
    if (editor || returned.n || suggested.n || assigned.n) {
        struct tpl_dict *tasks = tpl_add(today, "TASKS");
        tasks_show_returned(p, tasks, &returned);
        bool mine = tasks_show_assignments(p, tasks, &assigned, false, true);
        if (assigned.more)
            tpl_show(tasks, "MORE_ASSIGNED");
        bool late = editor && tasks_show_late(p, tasks);
        bool reviews = editor && tasks_show_reviews(p, tasks);
        bool suggestions = tasks_show_suggestions(p, tasks, &suggested);
        bool reports = editor && tasks_show_reports(p, tasks);
        bool prices = editor && tasks_show_prices(p, tasks);
        bool rights = editor && tasks_show_rights(p, tasks);
        if (!reviews && !suggestions && !reports && !prices && !rights && !returned.n && !mine &&
            !late)
            tpl_show(tasks, "NOTHING");
    }
    tasks_show_coming(p, today, whose);
}
