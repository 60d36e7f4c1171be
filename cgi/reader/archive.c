/* archive.c: what the pages of a year and of a month share. */
#include "archive.h"

#include "db/archive.h"
#include "lib/text.h"

#include <stdio.h>

#define FIRST_YEAR 1600
#define LAST_YEAR 2199

/* ---- What is asked for ---------------------------------------------------------------------- */

bool archive_year(const struct req *req, int *year)
{
    int64_t n;
    if (!text_to_int(req_param(req, "yyyy"), FIRST_YEAR, LAST_YEAR, &n))
        return false;
    *year = (int)n;
    return true;
}

int archive_month(const struct req *req)
{
    int64_t n = 0;
    return text_to_int(req_param(req, "mm"), 1, 12, &n) ? (int)n : 0;
}

const char *archive_year_path(struct arena *a, int year)
{
    return arena_printf(a, "/%04d/", year);
}

const char *archive_month_path(struct arena *a, int year, int month)
{
    return arena_printf(a, "/%04d/%02d/", year, month);
}

/* ---- Neighbours ----------------------------------------------------------------------------- */

/* EARLIER and LATER: the nearest months, or years, that have stories. */
static void archive_fill_neighbour(struct page *p, const char *side, int64_t at, bool by_month)
{
    struct arena *a = p->req->arena;
    struct dateline_civil day;
    dateline_civil(p->app->calendar, at, &day);
    const char *href =
        by_month ? archive_month_path(a, day.year, day.month) : archive_year_path(a, day.year);
    const char *name = by_month ? dateline_month_text(p->app->calendar, a, day.year, day.month)
                                : dateline_year_text(p->app->calendar, a, day.year);
    tpl_set_if(p->main, arena_printf(a, "%s_NAME", side), name);
    tpl_set(p->main, arena_printf(a, "%s_HREF", side), href);
    tpl_show(p->main, "TURN_IF");
}

void archive_fill_neighbours(struct page *p, int64_t from, int64_t to, bool by_month)
{
    int64_t at;
    if (story_before(p->app->store, from, p->req->now, &at) == STORE_OK)
        archive_fill_neighbour(p, "EARLIER", at, by_month);
    if (story_after(p->app->store, to, p->req->now, &at) == STORE_OK)
        archive_fill_neighbour(p, "LATER", at, by_month);
}

void archive_set_count(struct page *p, struct tpl_dict *d, int64_t n)
{
    const char *how = n >= STORY_COUNT_MAX ? "MORE_THAN_IF" : "COUNTED_IF";
    tpl_set_count(tpl_add(d, how), p->app->language, "COUNT", n);
}

int64_t archive_sum(const int64_t *counts, size_t n)
{
    int64_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += counts[i];
    return all;
}
