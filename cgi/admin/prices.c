/* prices.c: reviews whose price was checked long ago, and a press that says it was checked. /admin/prices */
#include "admin_private.h"

#include "cgi/typeset.h"
#include "db/price_check.h"
#include "lib/text.h"

#include <stdlib.h>
#include <string.h>

#define PRICES_SHOWN 30

/* The place "20260108.1767864600000.7"; anything else is the start. */
static struct price_key prices_after(const struct req *req)
{
    struct strlist part = text_split(req->arena, req_query(req, "after"), '.');
    struct price_key k;

    if (part.n != 3 || !text_to_int(part.v[0], 0, 99991231, &k.day) ||
        !text_to_int(part.v[1], DATELINE_MIN, DATELINE_MAX, &k.at) ||
        !text_to_int(part.v[2], 1, INT64_MAX, &k.id))
        return (struct price_key){0};
    return k;
}

static const char *prices_place(struct arena *a, struct price_key k)
{
    return k.id ? arena_printf(a, "after=%" PRId64 ".%" PRId64 ".%" PRId64, k.day, k.at, k.id) : "";
}

/* What was typed into it and refused. */
static void prices_show_typed(struct page *p, struct tpl_dict *d, const struct problems *why)
{
    const char *problem = problem_of(why, "price");

    tpl_set(d, "PRICE_TYPED", req_form(p->req, "price"));
    if (problem) {
        tpl_set(tpl_add(d, "WRONG"), "WRONG_TEXT", problem);
        tpl_show(d, "IS_WRONG");
    }
}

static void prices_show_row(struct page *p, const struct price_row *r, const struct problems *why)
{
    struct tpl_dict *d = tpl_add(p->main, "ROW");
    struct arena *a = p->req->arena;
    const char *id = arena_printf(a, "%" PRId64, r->story_id);

    tpl_set(d, "STORY_ID", id);
    tpl_set(d, "HEADLINE", r->headline);
    tpl_set(d, "PRICE", typeset(p->app, a, r->lang, r->price));
    tpl_set(d, "PRICE_WAS", r->price);
    tpl_set(d, "CHECKED_WAS", r->checked_on);
    if (*r->checked_on) {
        struct tpl_dict *day = tpl_add(d, "CHECKED");
        tpl_set(day, "CHECKED_ON", dateline_date_text(p->app->calendar, a, r->checked_on));
        tpl_set(day, "CHECKED_ISO", r->checked_on);
        tpl_set_if(day, "CHECKED_BY", r->checked_by);
    } else {
        tpl_show(d, "UNCHECKED");
    }
    if (why->n && strcmp(req_form(p->req, "story"), id) == 0)
        prices_show_typed(p, d, why);
    else
        tpl_set(d, "PRICE_TYPED", r->price);
}

static void prices_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct price_key after = prices_after(req);
    struct price_rows rows;
    struct arena *a = req->arena;
    enum store_status st = price_check_list(app->store, a, after, PRICES_SHOWN, req->now, &rows);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/prices.tpl", app_word(app, WORD("Prices")));
    page_sheet(&p, "css/prices.css");
    const char *place = prices_place(a, after);
    tpl_set_global(p.layout, "HERE",
                   arena_printf(a, "/admin/prices%s%s", *place ? "?" : "", place));
    tpl_set_count(p.main, app->language, "DAYS",
                  strtoll(app_setting(app, SETTING_PRICE_CHECK_DAYS), NULL, 10));
    page_translate(app, why);
    admin_problems(p.main, why, NULL);
    admin_show_message(&p);
    for (size_t i = 0; i < rows.n; i++)
        prices_show_row(&p, &rows.v[i], why);
    tpl_show(p.main, rows.n ? "LIST" : "NONE");
    if (*place)
        tpl_set_if(p.main, "FIRST", "/admin/prices");
    if (rows.more)
        tpl_set_if(p.main, "NEXT",
                   arena_printf(a, "/admin/prices?%s", prices_place(a, rows.v[rows.n - 1].key)));
    page_finish(&p);
}

void prices_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    prices_show(app, req, res, &why);
}

void prices_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct actor by = admin_actor(req);
    struct price_checked in = {.price_was = req_form(req, "price_was"),
                               .checked_was = req_form(req, "checked_was"),
                               .price = text_line(req->arena, req_form(req, "price")),
                               .by = &by};
    struct story_saved out;
    enum store_status st = STORE_MISSING;

    if (text_to_int(req_form(req, "story"), 1, INT64_MAX, &in.story_id))
        st = price_check_save(app->store, req->arena, &in, req->now, &out, &why);
    if (st == STORE_MISSING) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    if (st == STORE_OK) {
        const char *place = prices_place(req->arena, prices_after(req));
        res_redirect(res, 303,
                     arena_printf(req->arena, "/admin/prices?saved=price-checked%s%s",
                                  *place ? "&" : "", place));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    prices_show(app, req, res, &why);
}
