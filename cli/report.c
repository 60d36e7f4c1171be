/* report.c: dateline report list, show, close, reopen: what readers report, and what became of it. */
#include "cli.h"

#include "db/report.h"
#include "lib/text.h"

#include <inttypes.h>

#define LIST_STEP 200

/* A command on its way. */
struct report_work {
    struct cli *c;
    struct store *s;
    struct calendar *calendar;
    int64_t now, id;
};

static struct report_work report_work_of(struct cli *c, struct store *s, struct calendar *calendar,
                                         int64_t id)
{
    return (struct report_work){c, s, calendar, dateline_now(), id};
}

/* Reads options and the report's number. False: c->status is what to return. */
static bool report_parse(struct cli *c, const struct cli_option *options, int64_t *id)
{
    if (!cli_parse(c, options))
        return false;
    if (text_to_int(c->args[1], 1, INT64_MAX, id))
        return true;
    c->status = cli_wrong(c, "\"%s\" is not a report's number. For a list: dateline report list %s",
                          c->args[1], c->args[0]);
    return false;
}

static int report_fail(const struct report_work *w, enum store_status st,
                       const struct problems *why)
{
    return st == STORE_MISSING ? cli_fail(w->c, "There is no report %" PRId64 ".", w->id)
                               : cli_store_fail(w->c, w->s, st, why);
}

/* ---- Said ------------------------------------------------------------------------------------ */

static json_t *report_json(const struct report_work *w, const struct report *r)
{
    return json_pack(
        "{s:I s:s s:o s:I s:o s:i s:o s:o s:o s:o s:o s:o s:o}", "id", (json_int_t)r->id, "state",
        report_state_name(r->state), "at", cli_json_time(w->calendar, r->created_at), "story",
        (json_int_t)r->story_id, "headline", cli_json_text(r->headline), "revision", r->revision,
        "passage", cli_json_text(r->passage), "quote", cli_json_text(r->quote), "message",
        cli_json_text(r->message), "email", cli_json_text(*r->email ? r->email : NULL), "note",
        cli_json_text(r->note), "closed_at", cli_json_time(w->calendar, r->closed_at), "closed_by",
        cli_json_text(*r->closed_by_name ? r->closed_by_name : NULL));
}

static void report_print_row(const struct report_work *w, const struct report *r)
{
    cli_print("%4" PRId64 "  %-9s  %s  story %" PRId64 "  %s: %s\n", r->id,
              report_state_name(r->state), cli_time(w->c, w->calendar, r->created_at), r->story_id,
              cli_plain(w->c, r->headline),
              text_excerpt(w->c->arena, cli_plain(w->c, r->message), 100));
}

static void report_print(const struct report_work *w, const struct report *r)
{
    const struct cli *c = w->c;
    cli_print("Report %" PRId64 ", %s, of %s\n", r->id, report_state_name(r->state),
              cli_time(c, w->calendar, r->created_at));
    cli_print("Story %" PRId64 ", revision %d: %s\n", r->story_id, r->revision,
              cli_plain(c, r->headline));
    if (*r->quote)
        cli_print("\n> %s\n", cli_plain(c, r->quote));
    cli_print("\n%s\n", r->message);
    if (*r->email)
        cli_print("\nTo answer: %s\n", cli_plain(c, r->email));
    if (r->closed_at)
        cli_print("\nClosed %s%s%s\n", cli_time(c, w->calendar, r->closed_at),
                  *r->closed_by_name ? " by " : "", cli_plain(c, r->closed_by_name));
    if (*r->note)
        cli_print("For colleagues: %s\n", cli_plain(c, r->note));
}

/* ---- Each of them ------------------------------------------------------------------------------ */

/* Open ones first. list: NULL: printed. */
static enum store_status report_walk(const struct report_work *w, bool all, json_t *list)
{
    struct report_key before = {0};
    struct reports page = {.more = true};
    enum store_status st = STORE_OK;
    while (st == STORE_OK && page.more) {
        st = report_list(w->s, w->c->arena, before, LIST_STEP, w->now, &page);
        for (size_t i = 0; st == STORE_OK && i < page.n; i++) {
            const struct report *r = &page.v[i];
            bool closed = r->state != REPORT_OPEN;
            if (closed && !all)
                return STORE_OK;
            if (list)
                json_array_append_new(list, report_json(w, r));
            else
                report_print_row(w, r);
            before = (struct report_key){closed, closed ? r->closed_at : r->created_at, r->id};
        }
    }
    return st;
}

static int report_list_look(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const bool *all = ctx;
    const struct report_work w = report_work_of(c, s, calendar, 0);
    json_t *list = c->json ? json_array() : NULL;
    return cli_list_end(c, s, report_walk(&w, *all, list), list);
}

int report_list_run(struct cli *c)
{
    bool all = false;
    const struct cli_option options[] = {
        {.name = "all", .help = "the closed ones, too", .flag = &all},
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    return cli_look(c, options, report_list_look, &all);
}

static int report_show(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    const int64_t *id = ctx;
    const struct report_work w = report_work_of(c, s, calendar, *id);
    struct report r;
    enum store_status st = report_get(s, c->arena, *id, w.now, &r);
    if (st != STORE_OK)
        return report_fail(&w, st, NULL);
    if (c->json)
        return cli_print_json(c, report_json(&w, &r));
    report_print(&w, &r);
    return CLI_DONE;
}

int report_show_run(struct cli *c)
{
    const struct cli_option options[] = {
        {.name = "json", .help = "print JSON", .flag = &c->json},
        {0},
    };
    int64_t id;
    return report_parse(c, options, &id) ? cli_dated(c, STORE_LOOK, report_show, &id) : c->status;
}

static int report_decide_now(struct cli *c, struct store *s, struct calendar *calendar, void *ctx)
{
    struct report_decision *d = ctx;
    const struct report_work w = report_work_of(c, s, calendar, d->id);
    struct problems why = {.arena = c->arena};
    struct report r;
    enum store_status st = report_get(s, c->arena, d->id, w.now, &r);
    if (st == STORE_OK && (r.state == REPORT_OPEN) == (d->to == REPORT_OPEN))
        return cli_fail(c,
                        d->to == REPORT_OPEN ? "Report %" PRId64 " is open."
                                             : "Report %" PRId64 " is closed already.",
                        d->id);
    d->was = r.state;
    if (st == STORE_OK)
        st = report_decide(s, d, w.now, &why);
    return st == STORE_OK ? CLI_DONE : report_fail(&w, st, &why);
}

int report_close_run(struct cli *c)
{
    bool no_error = false;
    struct report_decision d = {0};
    const struct cli_option options[] = {
        {.name = "no-error", .help = "what was printed is right", .flag = &no_error},
        {.name = "note", .value = "TEXT", .help = "for colleagues", .text = &d.note},
        {0},
    };
    if (!report_parse(c, options, &d.id))
        return c->status;
    d.to = no_error ? REPORT_NO_ERROR : REPORT_DONE;
    return cli_dated(c, STORE_WRITE, report_decide_now, &d);
}

int report_reopen_run(struct cli *c)
{
    struct report_decision d = {.to = REPORT_OPEN};
    return report_parse(c, NULL, &d.id) ? cli_dated(c, STORE_WRITE, report_decide_now, &d)
                                        : c->status;
}
