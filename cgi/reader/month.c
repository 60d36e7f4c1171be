/* month.c: /{yyyy}/{mm}/: a month as a calendar, and its stories day by day. */
#include "archive.h"

#include "db/archive.h"

#include <inttypes.h>

#define MONTH_PAGE 50 /* stories on a page */

struct month {
    int year, month, days;
    int64_t bounds[32]; /* where its days begin, and the next month */
    int64_t counts[31];
    const char *path;
};

static void month_fill(struct app *app, struct req *req, struct month *m)
{
    m->days = dateline_days_of(m->year, m->month);
    m->path = archive_month_path(req->arena, m->year, m->month);
    for (int d = 0; d <= m->days; d++)
        m->bounds[d] = dateline_day_start(app->calendar, m->year, m->month, d + 1);
}

/* The page that begins with a day's stories, and the day on it. A short month is one page. */
static const char *day_href(struct arena *a, const struct month *m, int day)
{
    if (archive_sum(m->counts, (size_t)m->days) <= MONTH_PAGE)
        return arena_printf(a, "#d-%d", day);
    return arena_printf(a, "%s?before=%" PRId64 "-1#d-%d", m->path, m->bounds[day], day);
}

static void fill_day(struct page *p, struct tpl_dict *week, const struct month *m, int day)
{
    struct tpl_dict *d = tpl_add(week, "DAYS");
    tpl_set(d, "DAY", language_number(p->app->language, p->req->arena, day));
    int64_t n = m->counts[day - 1];
    if (n == 0) {
        tpl_show(d, "NONE_IF");
        return;
    }
    struct tpl_dict *some = tpl_add(d, "SOME_IF");
    tpl_set(some, "HREF", day_href(p->req->arena, m, day));
    archive_set_count(p, some, n);
}

/* Weeks as rows. Days of other months are empty cells. */
static void fill_calendar(struct page *p, const struct month *m)
{
    struct arena *a = p->req->arena;
    int first = dateline_first_weekday(p->app->calendar);
    int lead = (dateline_weekday(m->year, m->month, 1) - first + 7) % 7;
    struct tpl_dict *week = NULL;
    for (int i = 0; i < 7; i++) {
        struct tpl_dict *d = tpl_add(p->main, "WEEKDAYS");
        tpl_set(d, "WEEKDAY", dateline_weekday_name(p->app->calendar, a, (first + i) % 7, false));
        tpl_set(d, "BRIEF", dateline_weekday_name(p->app->calendar, a, (first + i) % 7, true));
    }
    for (int cell = 0; cell < lead + m->days || cell % 7 != 0; cell++) {
        if (cell % 7 == 0)
            week = tpl_add(p->main, "WEEKS");
        if (cell < lead || cell >= lead + m->days)
            tpl_add(week, "DAYS");
        else
            fill_day(p, week, m, cell - lead + 1);
    }
}

/* Cards under the day on which each was published. */
static void fill_stories(struct page *p, const struct cards *cards)
{
    struct tpl_dict *under = NULL;
    int last = 0;
    for (size_t i = 0; i < cards->n; i++) {
        const struct card *c = &cards->v[i];
        struct dateline_civil day;
        dateline_civil(p->app->calendar, c->published_at, &day);
        if (day.day != last) {
            under = tpl_add(p->main, "LIST");
            tpl_set_int(under, "ANCHOR", day.day);
            tpl_set(under, "DATE",
                    dateline_long_text(p->app->calendar, p->req->arena, c->published_at));
        }
        card_add(p, under, "STORIES", CARD_LINE, c);
        last = day.day;
    }
}

static void answer_month(struct app *app, struct req *req, struct res *res, const struct month *m,
                         struct list_key before, const struct cards *cards)
{
    const char *name = dateline_month_text(app->calendar, req->arena, m->year, m->month);
    struct page p = page_start(app, req, res, "reader/month.tpl", name);
    const struct card *last = &cards->v[cards->n - 1];
    struct crumb year = {dateline_year_text(app->calendar, req->arena, m->year),
                         archive_year_path(req->arena, m->year)};
    page_sheet(&p, "css/archive.css");
    page_canonical(&p, list_address(req->arena, m->path, before));
    structured_fill_below(&p, &year, name, m->path);
    tpl_set(p.main, "NAME", name);
    tpl_set(p.main, "YEAR", year.name);
    tpl_set(p.main, "YEAR_HREF", year.path);
    fill_calendar(&p, m);
    fill_stories(&p, cards);
    list_links(&p, m->path, before, cards->more, (struct list_key){last->published_at, last->id});
    archive_fill_neighbours(&p, m->bounds[0], m->bounds[m->days], true);
    page_finish(&p);
}

void month_get(struct app *app, struct req *req, struct res *res)
{
    struct month m = {.month = archive_month(req)};
    struct list_key before;
    struct cards cards = {0};
    if (!archive_year(req, &m.year) || !list_before(req, &before)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    month_fill(app, req, &m);
    const struct story_list_page page = {
        .from = m.bounds[0], .to = m.bounds[m.days], .before = before, .limit = MONTH_PAGE};
    enum store_status st =
        story_counts(app->store, m.bounds, (size_t)m.days + 1, req->now, m.counts);
    if (st == STORE_OK)
        st = story_list(app->store, req->arena, &page, req->now, &cards);
    if (st != STORE_OK || cards.n == 0)
        page_store_error(app, req, res, st == STORE_OK ? STORE_MISSING : st, app->store);
    else
        answer_month(app, req, res, &m, before, &cards);
}
