/* calendar.c: what is planned, by month, week or day, in the site's zone. /admin/calendar
 *
 * Days are those of the zone: each ends where the next one begins, whether it has 23, 24 or 25 hours. */
#include "assignments.h"

#include "db/front_end.h"
#include "db/story_desk.h"
#include "lib/text.h"

#include <string.h>

#define PLANNED_MAX 500 /* of each kind, at once */
#define DAY_MS INT64_C(86400000)

enum planned_view { VIEW_MONTH, VIEW_WEEK, VIEW_DAY, VIEW_MAX };
static const char *const view_names[VIEW_MAX] = {"month", "week", "day"};

/* A stretch of days, and what is planned on them. */
struct planned {
    enum planned_view view;
    struct dateline_civil chosen; /* the day that was asked for */
    struct dateline_civil day[31];
    int64_t bounds[32]; /* where each begins, and the one after the last */
    int days;
    struct coming_rows coming;
    struct assignments due;
    struct front_ends ends;
    size_t next_coming, next_due, next_end; /* the first ones that are not shown yet */
};

/* ---- Days ------------------------------------------------------------------------------------------ */

/* So many days after a day: from noon, which no change of clocks takes to another day. */
static struct dateline_civil day_after(struct page *p, const struct dateline_civil *day, int n)
{
    struct calendar *calendar = p->app->calendar;
    struct dateline_civil out;
    int64_t noon = dateline_day_start(calendar, day->year, day->month, day->day) + DAY_MS / 2;

    dateline_civil(calendar, noon + n * DAY_MS, &out);
    return out;
}

static int64_t day_begins(struct page *p, const struct dateline_civil *day)
{
    return dateline_day_start(p->app->calendar, day->year, day->month, day->day);
}

static bool day_is_same(const struct dateline_civil *a, const struct dateline_civil *b)
{
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

static const char *day_text(struct arena *a, const struct dateline_civil *day)
{
    return arena_printf(a, "%04d-%02d-%02d", day->year, day->month, day->day);
}

/* The day of ?on=, or today. */
static struct dateline_civil day_asked(struct page *p)
{
    struct arena *a = p->req->arena;
    const char *typed = req_query(p->req, "on");
    struct dateline_civil out;
    int64_t first = 0, second = 0;

    if (!dateline_is_date(typed) ||
        dateline_from_local(p->app->calendar, arena_printf(a, "%sT12:00", typed), &first,
                            &second) == DATELINE_MALFORMED)
        first = p->req->now;
    dateline_civil(p->app->calendar, first, &out);
    return out;
}

static void planned_days(struct page *p, struct planned *v)
{
    const struct dateline_civil *c = &v->chosen;
    struct dateline_civil first = *c;
    int lead =
        dateline_weekday(c->year, c->month, c->day) - dateline_first_weekday(p->app->calendar);

    v->days = v->view == VIEW_MONTH  ? dateline_days_of(c->year, c->month)
              : v->view == VIEW_WEEK ? 7
                                     : 1;
    if (v->view == VIEW_MONTH)
        first.day = 1;
    if (v->view == VIEW_WEEK)
        first = day_after(p, c, -((lead + 7) % 7));
    for (int i = 0; i <= v->days; i++) {
        struct dateline_civil day = day_after(p, &first, i);
        v->bounds[i] = day_begins(p, &day);
        if (i < v->days)
            v->day[i] = day;
    }
}

/* ---- What is on them --------------------------------------------------------------------------------- */

/* Of those whom a list of stories, and one of assignments, would show them to. */
static enum store_status planned_load(struct page *p, struct planned *v)
{
    struct store *s = p->app->store;
    int64_t me = p->req->session->user.id, from = v->bounds[0], to = v->bounds[v->days];
    int64_t author = admin_may(p->req, ACT_PUBLISH, NULL) ? 0 : me;
    int64_t assigned = assignments_of_all(p->req) ? 0 : me;
    /* What went out is no plan any more. */
    int64_t ahead = from > p->req->now ? from : p->req->now + 1;
    enum store_status st =
        story_coming(s, p->req->arena, author, ahead, to, PLANNED_MAX, &v->coming);

    if (st == STORE_OK)
        st = assignment_between(s, p->req->arena, assigned, from, to, PLANNED_MAX, &v->due);
    if (st == STORE_OK && admin_may(p->req, ACT_LEAD, NULL))
        st = front_ends(s, p->req->arena, from, to, p->req->now, &v->ends);
    return st;
}

/* The time alone, which the day stands above; with its zone where the clocks show it twice. */
static void planned_show_time(struct page *p, struct tpl_dict *d, int64_t at)
{
    struct calendar *calendar = p->app->calendar;
    char iso[DATELINE_ISO_SIZE], local[DATELINE_LOCAL_SIZE];
    int64_t first, second;

    dateline_to_local(calendar, at, local);
    bool twice = dateline_from_local(calendar, local, &first, &second) == DATELINE_TWICE;
    dateline_iso(calendar, at, iso);
    tpl_set(d, "AT_ISO", iso);
    tpl_set(d, "AT",
            dateline_text(calendar, p->req->arena, at, at,
                          twice ? DATELINE_CLOCK_ALWAYS : DATELINE_CLOCK_ALONE));
}

static void planned_show_coming(struct page *p, struct tpl_dict *parent, const struct coming_row *r)
{
    struct tpl_dict *d = tpl_include(parent, "ITEM", "admin/calendar_item.tpl");

    planned_show_time(p, d, r->at);
    tpl_set(d, "ITEM_HREF",
            arena_printf(p->req->arena, "/admin/story/%" PRId64 "?text=waiting", r->story_id));
    tpl_set(d, "TITLE", r->headline);
    tpl_set(d, "STATE_NAME", r->change ? "staged" : "scheduled");
    tpl_set(d, "STATE_LABEL", app_word(p->app, r->change ? WORD("A change") : WORD("Scheduled")));
}

static void planned_show_due(struct page *p, struct tpl_dict *parent, const struct assignment *as)
{
    struct tpl_dict *d = tpl_include(parent, "ITEM", "admin/calendar_item.tpl");

    assignment_show(p, d, as);
    planned_show_time(p, d, as->due_at);
    tpl_set(d, "ITEM_HREF", arena_printf(p->req->arena, "/admin/assignment/%" PRId64, as->id));
    tpl_show(d, "IS_DUE");
}

static void planned_show_end(struct page *p, struct tpl_dict *parent, const struct front_end *e)
{
    struct tpl_dict *d = tpl_include(parent, "ITEM", "admin/calendar_item.tpl");

    planned_show_time(p, d, e->at);
    tpl_set(d, "ITEM_HREF", arena_printf(p->req->arena, "/admin/story/%" PRId64, e->story_id));
    tpl_set(d, "TITLE", e->headline);
    tpl_set(d, "STATE_NAME", "staged");
    tpl_set(d, "STATE_LABEL", app_word(p->app, WORD("Leaves its place on the front page")));
}

/* The next one that lies before the day's end. False: there is none. */
static bool planned_show_next(struct page *p, struct tpl_dict *d, struct planned *v, int64_t end)
{
    int64_t out = v->next_coming < v->coming.n ? v->coming.v[v->next_coming].at : end;
    int64_t due = v->next_due < v->due.n ? v->due.v[v->next_due].due_at : end;
    int64_t over = v->next_end < v->ends.n ? v->ends.v[v->next_end].at : end;

    if (out >= end && due >= end && over >= end)
        return false;
    if (out <= due && out <= over)
        planned_show_coming(p, d, &v->coming.v[v->next_coming++]);
    else if (due <= over)
        planned_show_due(p, d, &v->due.v[v->next_due++]);
    else
        planned_show_end(p, d, &v->ends.v[v->next_end++]);
    return true;
}

static bool planned_has(const struct planned *v, int64_t end)
{
    return (v->next_coming < v->coming.n && v->coming.v[v->next_coming].at < end) ||
           (v->next_due < v->due.n && v->due.v[v->next_due].due_at < end) ||
           (v->next_end < v->ends.n && v->ends.v[v->next_end].at < end);
}

/* All that lies before the day's end, in the order of its time. False: nothing does. */
static bool planned_show_day(struct page *p, struct tpl_dict *parent, struct planned *v,
                             int64_t end)
{
    if (!planned_has(v, end))
        return false;
    struct tpl_dict *d = tpl_add(parent, "ITEMS");
    while (planned_show_next(p, d, v, end))
        continue;
    return true;
}

/* ---- The page -------------------------------------------------------------------------------------- */

static const char *planned_href(struct page *p, enum planned_view view,
                                const struct dateline_civil *day)
{
    return arena_printf(p->req->arena, "/admin/calendar?view=%s&on=%s", view_names[view],
                        day_text(p->req->arena, day));
}

/* "Thursday, Jan 8": with the year when it is not this one. */
static const char *planned_day_name(struct page *p, const struct dateline_civil *day)
{
    struct arena *a = p->req->arena;
    const char *weekday = dateline_weekday_name(
        p->app->calendar, a, dateline_weekday(day->year, day->month, day->day), false);
    const char *date = dateline_text(p->app->calendar, a, day_begins(p, day) + DAY_MS / 2,
                                     p->req->now, DATELINE_CLOCK_NEVER);
    return language_say(p->app->language, a, WORD("%WEEKDAY%, %DATE%"), "WEEKDAY", weekday, "DATE",
                        date, NULL);
}

/* What a stretch with that day is called. */
static const char *planned_name(struct page *p, const struct planned *v)
{
    struct arena *a = p->req->arena;
    struct calendar *calendar = p->app->calendar;

    if (v->view == VIEW_MONTH)
        return dateline_month_text(calendar, a, v->chosen.year, v->chosen.month);
    if (v->view == VIEW_DAY)
        return planned_day_name(p, &v->day[0]);
    const char *from =
        dateline_text(calendar, a, v->bounds[0] + DAY_MS / 2, p->req->now, DATELINE_CLOCK_NEVER);
    const char *to =
        dateline_text(calendar, a, v->bounds[6] + DAY_MS / 2, p->req->now, DATELINE_CLOCK_NEVER);
    return language_say(p->app->language, a, WORD("%FROM% to %TO%"), "FROM", from, "TO", to, NULL);
}

static void planned_show_views(struct page *p, const struct planned *v)
{
    static const char *const labels[VIEW_MAX] = {WORD("Month"), WORD("Week"), WORD("Day")};

    for (int i = 0; i < VIEW_MAX; i++) {
        struct tpl_dict *d = tpl_add(p->main, "KIND");
        tpl_set(d, "KIND_HREF", planned_href(p, (enum planned_view)i, &v->chosen));
        tpl_set(d, "KIND_NAME", app_word(p->app, labels[i]));
        if (i == (int)v->view)
            tpl_show(d, "KIND_SHOWN");
    }
}

/* Addresses end where years do that a date may have. */
static void planned_show_turn(struct page *p, const struct planned *v, const char *name, int by)
{
    struct dateline_civil to = v->chosen;

    if (v->view == VIEW_MONTH) {
        int month = to.year * 12 + to.month - 1 + by;
        to = (struct dateline_civil){.year = month / 12, .month = month % 12 + 1, .day = 1};
    } else {
        to = day_after(p, &to, v->view == VIEW_WEEK ? 7 * by : by);
    }
    if (to.year >= 1601 && to.year <= 2198)
        tpl_set_if(p->main, name, planned_href(p, v->view, &to));
}

static void planned_show_cell(struct page *p, struct tpl_dict *week, struct planned *v, int i,
                              const struct dateline_civil *today)
{
    struct tpl_dict *d = tpl_add(week, "DAYS");
    struct tpl_dict *some = tpl_add(d, "DAY_IF");

    tpl_set(some, "DAY", language_number(p->app->language, p->req->arena, v->day[i].day));
    tpl_set(some, "DAY_NAME", planned_day_name(p, &v->day[i]));
    tpl_set(some, "DAY_HREF", planned_href(p, VIEW_DAY, &v->day[i]));
    if (!planned_show_day(p, some, v, v->bounds[i + 1]))
        tpl_show(d, "FREE");
    if (day_is_same(&v->day[i], today))
        tpl_show(d, "TODAY");
}

/* Weeks as rows. Days of other months are empty cells. */
static void planned_show_grid(struct page *p, struct planned *v)
{
    struct arena *a = p->req->arena;
    struct tpl_dict *grid = tpl_add(p->main, "GRID"), *week = NULL;
    struct dateline_civil today;
    int first = dateline_first_weekday(p->app->calendar);
    const struct dateline_civil *one = &v->day[0];
    int lead = (dateline_weekday(one->year, one->month, one->day) - first + 7) % 7;

    dateline_civil(p->app->calendar, p->req->now, &today);
    for (int i = 0; i < 7; i++) {
        struct tpl_dict *d = tpl_add(grid, "WEEKDAYS");
        tpl_set(d, "WEEKDAY", dateline_weekday_name(p->app->calendar, a, (first + i) % 7, false));
        tpl_set(d, "BRIEF", dateline_weekday_name(p->app->calendar, a, (first + i) % 7, true));
    }
    for (int cell = 0; cell < lead + v->days || cell % 7 != 0; cell++) {
        if (cell % 7 == 0)
            week = tpl_add(grid, "WEEKS");
        if (cell < lead || cell >= lead + v->days)
            tpl_show(tpl_add(week, "DAYS"), "FREE");
        else
            planned_show_cell(p, week, v, cell - lead, &today);
    }
}

void calendar_get(struct app *app, struct req *req, struct res *res)
{
    struct page p =
        page_start_admin(app, req, res, "admin/calendar.tpl", app_word(app, WORD("Calendar")));
    page_sheet(&p, "css/calendar.css");
    struct planned v = {.view = VIEW_MONTH, .chosen = day_asked(&p)};

    for (int i = 0; i < VIEW_MAX; i++)
        if (strcmp(req_query(req, "view"), view_names[i]) == 0)
            v.view = (enum planned_view)i;
    planned_days(&p, &v);
    enum store_status st = planned_load(&p, &v);
    if (st != STORE_OK) {
        struct problems why = {.arena = req->arena};
        admin_store_problem(&why, st, app->store);
        page_translate(app, &why);
        admin_problems(p.main, &why, NULL);
        res->status = admin_status(st);
        v.coming.n = v.due.n = v.ends.n = 0;
    }
    tpl_set_global(p.main, "NAME", planned_name(&p, &v));
    tpl_set(p.main, "VIEW", view_names[v.view]);
    tpl_set(p.main, "ON", day_text(req->arena, &v.chosen));
    tpl_set(p.main, "TODAY_HREF",
            arena_printf(req->arena, "/admin/calendar?view=%s", view_names[v.view]));
    planned_show_views(&p, &v);
    planned_show_turn(&p, &v, "EARLIER", -1);
    planned_show_turn(&p, &v, "LATER", 1);
    if (admin_may(req, ACT_ASSIGN, NULL))
        tpl_show(p.main, "MAY_ADD");
    if (v.coming.more || v.due.more)
        tpl_show(p.main, "MORE");
    if (v.coming.n + v.due.n + v.ends.n == 0 && st == STORE_OK)
        tpl_show(p.main, "NOTHING");
    if (v.view != VIEW_DAY)
        planned_show_grid(&p, &v);
    else
        (void)planned_show_day(&p, tpl_add(p.main, "ONE_DAY"), &v, v.bounds[1]);
    page_finish(&p);
}
