/* year.c: /{yyyy}/: a year by its months, with the number of stories in each. */
#include "archive.h"

#include "db/archive.h"

static void fill_months(struct page *p, int year, const int64_t counts[12])
{
    struct arena *a = p->req->arena;
    for (int m = 1; m <= 12; m++) {
        struct tpl_dict *d = tpl_add(p->main, "MONTHS");
        tpl_set(d, "MONTH", dateline_month_name(p->app->calendar, a, m));
        if (counts[m - 1] == 0) {
            tpl_show(d, "NONE_IF");
            continue;
        }
        struct tpl_dict *some = tpl_add(d, "SOME_IF");
        tpl_set(some, "HREF", archive_month_path(a, year, m));
        archive_set_count(p, some, counts[m - 1]);
    }
}

void year_get(struct app *app, struct req *req, struct res *res)
{
    int64_t bounds[13], counts[12];
    int year;
    if (!archive_year(req, &year)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    for (int m = 1; m <= 12; m++)
        bounds[m - 1] = dateline_day_start(app->calendar, year, m, 1);
    bounds[12] = dateline_day_start(app->calendar, year + 1, 1, 1);
    enum store_status st = story_counts(app->store, bounds, 13, req->now, counts);
    if (st != STORE_OK || archive_sum(counts, 12) == 0) {
        page_store_error(app, req, res, st == STORE_OK ? STORE_MISSING : st, app->store);
        return;
    }
    const char *name = dateline_year_text(app->calendar, req->arena, year);
    const char *path = archive_year_path(req->arena, year);
    struct page p = page_start(app, req, res, "reader/year.tpl", name);
    page_sheet(&p, "css/archive.css");
    page_canonical(&p, path);
    structured_fill_list(&p, name, path);
    tpl_set(p.main, "NAME", name);
    fill_months(&p, year, counts);
    archive_fill_neighbours(&p, bounds[0], bounds[12], false);
    page_finish(&p);
}
