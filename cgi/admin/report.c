/* report.c: readers' notes of errors: /admin/reports and /admin/report/{id} */
#include "story_form.h"

#include "cgi/story_part.h"
#include "db/report.h"
#include "lib/diff.h"
#include "lib/log.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

#define REPORT_ROWS 30
#define EXCERPT_MAX 160 /* code points of quote and message in the list */

/* ---- Shared -------------------------------------------------------------------------------- */

/* In English, for app_word. */
static const char *report_state_label(enum report_state st)
{
    static const char *const labels[REPORT_STATE_MAX] = {
        [REPORT_OPEN] = WORD("Open"),
        [REPORT_CORRECTED] = WORD("Corrected"),
        [REPORT_DONE] = WORD("Done"),
        [REPORT_NO_ERROR] = WORD("Not an error"),
    };
    return st < REPORT_STATE_MAX ? labels[st] : "";
}

/* What a passage is called: "Headline", "Paragraph 4". */
static const char *report_place(struct app *app, struct arena *a, const char *passage)
{
    static const struct {
        const char *id, *label;
    } names[] = {{"", WORD("The story as a whole")},
                 {"headline", WORD("Headline")},
                 {"dek", WORD("Standfirst")},
                 {"picture", WORD("Picture")},
                 {"verdict", WORD("Verdict")}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].id, passage) == 0)
            return app_word(app, names[i].label);
    const char *dash = strrchr(passage, '-');
    int64_t n;
    if (!dash || !text_to_int(dash + 1, 1, INT64_MAX, &n))
        return passage;
    return language_say(app->language, a,
                        strncmp(passage, "p-", 2) == 0 ? WORD("Paragraph %NUMBER%")
                                                       : WORD("Takeaway %NUMBER%"),
                        "NUMBER", language_number(app->language, a, n), NULL);
}

/* "5 minutes ago", "3 days ago": these pages are never cached, so it stays true while it is read. */
static const char *report_age(struct app *app, struct arena *a, int64_t ms)
{
    const struct language *l = app->language;
    int64_t minutes = ms / 60000;

    if (minutes >= 24 * 60)
        return language_count(l, a, "a day ago|%COUNT% days ago", minutes / (24 * 60));
    if (minutes >= 60)
        return language_count(l, a, "an hour ago|%COUNT% hours ago", minutes / 60);
    if (minutes >= 1)
        return language_count(l, a, "a minute ago|%COUNT% minutes ago", minutes);
    return app_word(app, "less than a minute ago");
}

void report_badge(struct page *p, struct tpl_dict *d)
{
    if (!admin_may(p->req, ACT_REPORTS, NULL))
        return;
    struct tpl_dict *nav = tpl_add(d, "REPORTS_NAV");
    int64_t n = 0;
    if (report_count_open(p->app->store, &n) == STORE_OK && n > 0)
        tpl_set_count(tpl_add(nav, "REPORTS_OPEN_IF"), p->app->language, "REPORTS_OPEN", n);
}

/* ---- The list ------------------------------------------------------------------------------ */

/* "open-1768…-42" of ?before=. Anything else is the start. */
static struct report_key reports_key(struct arena *a, const char *s)
{
    struct report_key key = {.closed = strncmp(s, "closed-", 7) == 0};
    const char *at = strchr(s, '-'), *dash = at ? strchr(at + 1, '-') : NULL;

    if (!dash || (!key.closed && strncmp(s, "open-", 5) != 0) ||
        !text_to_int(arena_dupn(a, at + 1, (size_t)(dash - at - 1)), 1, DATELINE_MAX, &key.at) ||
        !text_to_int(dash + 1, 1, INT64_MAX, &key.id))
        return (struct report_key){0};
    return key;
}

static void reports_show_row(struct page *p, const struct report *r)
{
    struct tpl_dict *d = tpl_add(p->main, "ROW");
    struct arena *a = p->req->arena;

    tpl_set(d, "REPORT_HREF", arena_printf(a, "/admin/report/%" PRId64, r->id));
    tpl_set(d, "EXCERPT", text_excerpt(a, r->message, EXCERPT_MAX));
    tpl_set(d, "STATE_NAME", report_state_name(r->state));
    tpl_set(d, "STATE_LABEL", app_word(p->app, report_state_label(r->state)));
    tpl_set(d, "HEADLINE", r->headline);
    tpl_set(d, "PLACE", report_place(p->app, a, r->passage));
    if (*r->quote)
        tpl_set_if(d, "QUOTE", text_excerpt(a, r->quote, EXCERPT_MAX));
    else
        tpl_show(d, "NO_QUOTE");
    tpl_set(d, "AT", admin_when(p->app, p->req, r->created_at));
    tpl_set(d, "AGE", report_age(p->app, a, p->req->now - r->created_at));
}

/* E-mails and address hashes go when they are 90 days old; where no note comes in and none is
 * closed, looking at the list does it. */
static void reports_wipe_traces(struct app *app, const struct req *req)
{
    if (report_traces_due(app->store, req->now) &&
        report_wipe_traces(app->store, req->now) != STORE_OK)
        log_event(LOG_WARN, "report_traces", "why", store_error(app->store), NULL);
}

void reports_get(struct app *app, struct req *req, struct res *res)
{
    struct report_key before = reports_key(req->arena, req_query(req, "before"));

    reports_wipe_traces(app, req);
    struct reports list;
    enum store_status st =
        report_list(app->store, req->arena, before, REPORT_ROWS, req->now, &list);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/reports.tpl", app_word(app, "Readers’ reports"));
    page_sheet(&p, "css/reports.css");
    for (size_t i = 0; i < list.n; i++)
        reports_show_row(&p, &list.v[i]);
    tpl_show(p.main, list.n > 0 ? "TABLE" : "NONE_YET");
    if (before.id)
        tpl_show(p.main, "NOT_FIRST");
    if (list.more) {
        const struct report *last = &list.v[list.n - 1];
        tpl_set_if(p.main, "NEXT",
                   arena_printf(req->arena, "/admin/reports?before=%s-%" PRId64 "-%" PRId64,
                                last->state == REPORT_OPEN ? "open" : "closed", last->created_at,
                                last->id));
    }
    page_finish(&p);
}

/* ---- One report ---------------------------------------------------------------------------- */

/* A report with the text that readers see now: the live one, or the last that was. */
struct report_page {
    struct report report;
    struct story_view view;
    struct problems why;
};

static bool report_load(struct app *app, struct req *req, struct res *res, struct report_page *s)
{
    struct arena *a = req->arena;
    int64_t id = 0;

    text_to_int(req_param(req, "id"), 1, INT64_MAX, &id);
    enum store_status st = report_get(app->store, a, id, req->now, &s->report);
    if (st == STORE_OK)
        st = story_get(app->store, a, s->report.story_id, 0, req->now, &s->view);
    if (st == STORE_OK && s->view.story.live != 0 && s->view.story.live != s->view.revision.number)
        st = story_get(app->store, a, s->report.story_id, s->view.story.live, req->now, &s->view);
    if (st != STORE_OK)
        page_store_error(app, req, res, st, app->store);
    return st == STORE_OK;
}

static void report_show_spans(struct arena *a, struct tpl_dict *d, const char *before,
                              const char *after)
{
    static const char *const kinds[DIFF_OP_MAX] = {
        [DIFF_SAME] = "SAME", [DIFF_DELETED] = "DELETED", [DIFF_INSERTED] = "INSERTED"};
    struct diff_span *spans;
    size_t n;

    diff_words(a, before, after, &spans, &n);
    for (size_t i = 0; i < n; i++)
        tpl_set(tpl_add(tpl_add(d, "SPAN"), kinds[spans[i].op]), "WORDS", spans[i].text);
}

/* The passage as it was read, and what it says now. A paragraph added above changes the numbers of
 * those below, so the passage is looked for by its words. */
static void report_show_quote(struct page *p, const struct report_page *s)
{
    struct arena *a = p->req->arena;
    if (!*s->report.quote)
        return;
    struct tpl_dict *d = tpl_add(p->main, "QUOTED");
    tpl_set(d, "QUOTE", s->report.quote);
    tpl_set(d, "REVISION", language_number(p->app->language, a, s->report.revision));
    struct story_parts now = story_parts_of(a, &s->view.revision);
    const struct story_part *same = story_part_like(a, &now, s->report.quote);
    if (!same)
        tpl_show(d, "NO_LONGER");
    else if (strcmp(same->text, s->report.quote) == 0)
        tpl_show(d, "UNCHANGED");
    else
        report_show_spans(a, tpl_add(d, "CHANGED"), s->report.quote, same->text);
}

static void report_show_story(struct page *p, const struct report_page *s)
{
    const struct story *story = &s->view.story;
    struct arena *a = p->req->arena;

    tpl_set(p->main, "HEADLINE", s->view.revision.text.headline);
    tpl_set(p->main, "STORY", arena_printf(a, "/admin/story/%" PRId64, story->id));
    if (story->state == STORY_LIVE)
        tpl_set_if(p->main, "PATH",
                   strncmp(s->report.passage, "p-", 2) == 0
                       ? arena_printf(a, "%s#%s", story->path, s->report.passage)
                       : story->path);
    else
        tpl_set_if(p->main, "STORY_STATE", app_word(p->app, admin_state_label(story->state)));
}

static void report_show_decision(struct page *p, const struct report_page *s)
{
    const struct report *r = &s->report;
    struct tpl_dict *d = tpl_add(p->main, r->state == REPORT_OPEN ? "DECIDE" : "DECIDED");

    if (r->state == REPORT_OPEN) {
        if (s->view.story.state == STORY_LIVE)
            tpl_set_if(d, "CORRECT_HREF",
                       arena_printf(p->req->arena, "/admin/story/%" PRId64 "?report=%" PRId64,
                                    r->story_id, r->id));
        tpl_set(d, "NOTE", p->req->method == METHOD_POST ? req_form(p->req, "note") : r->note);
        tpl_set_if(d, "NOTE_PROBLEM", problem_of(&s->why, "note"));
        return;
    }
    tpl_set(d, "CLOSED_AT", admin_when(p->app, p->req, r->closed_at));
    tpl_set(d, "CLOSED_BY",
            *r->closed_by_name ? r->closed_by_name : app_word(p->app, "Command line"));
    tpl_set_if(d, "NOTE", r->note);
    tpl_show(d, r->state == REPORT_CORRECTED ? "BY_CORRECTION" : "MAY_REOPEN");
}

static void report_show_answer(struct page *p, const struct report_page *s)
{
    struct arena *a = p->req->arena;
    const struct story *story = &s->view.story;
    struct report_answer to = {.headline = s->view.revision.text.headline,
                               .corrections = page_absolute(p->app, a, "/corrections")};

    if (!*s->report.email)
        return;
    if (story->state == STORY_LIVE)
        to.story = page_absolute(p->app, a, story->path);
    struct tpl_dict *d = tpl_add(p->main, "ANSWER");
    tpl_set(d, "ANSWER_TO", s->report.email);
    tpl_set(d, "ANSWER_TEXT", report_answer_text(p->app, a, &s->report, &to));
}

static bool report_is_field(const char *name)
{
    return strcmp(name, "note") == 0;
}

static void report_show(struct app *app, struct req *req, struct res *res, struct report_page *s)
{
    const struct report *r = &s->report;
    struct page p =
        page_start_admin(app, req, res, "admin/report.tpl",
                         language_say(app->language, req->arena, "Report on “%HEADLINE%”",
                                      "HEADLINE", s->view.revision.text.headline, NULL));
    page_sheet(&p, "css/reports.css");

    page_translate(app, &s->why);
    admin_problems(p.main, &s->why, report_is_field);
    admin_show_message(&p);
    tpl_set(p.main, "REPORT_HREF", arena_printf(req->arena, "/admin/report/%" PRId64, r->id));
    tpl_set(p.main, "STATE_NAME", report_state_name(r->state));
    tpl_set(p.main, "STATE_LABEL", app_word(app, report_state_label(r->state)));
    tpl_set(p.main, "AT", admin_when(app, req, r->created_at));
    tpl_set(p.main, "AGE", report_age(app, req->arena, req->now - r->created_at));
    tpl_set(p.main, "PLACE", report_place(app, req->arena, r->passage));
    tpl_set(p.main, "WORDS_OF_READER", r->message);
    tpl_set_if(p.main, "EMAIL", r->email);
    report_show_story(&p, s);
    report_show_quote(&p, s);
    report_show_decision(&p, s);
    report_show_answer(&p, s);
    page_finish(&p);
}

void report_get_page(struct app *app, struct req *req, struct res *res)
{
    struct report_page s = {.why.arena = req->arena};

    if (report_load(app, req, res, &s))
        report_show(app, req, res, &s);
}

void report_post(struct app *app, struct req *req, struct res *res)
{
    enum report_state to = report_state_find(req_form(req, "do"));
    struct report_page s = {.why.arena = req->arena};
    struct actor by = admin_actor(req);

    if (!report_load(app, req, res, &s))
        return;
    struct report_decision d = {
        .id = s.report.id,
        .was = report_state_find(req_form(req, "was")),
        .to = to,
        .note = req_form(req, "note"),
        .by = &by,
    };
    enum store_status st = report_decide(app->store, &d, req->now, &s.why);
    if (st == STORE_OK) {
        const char *code = to == REPORT_OPEN ? "report-open" : "report-closed";
        res_redirect(
            res, 303,
            arena_printf(req->arena, "/admin/report/%" PRId64 "?saved=%s", s.report.id, code));
        return;
    }
    if (st == STORE_CONFLICT)
        problem_say(&s.why, "", "Somebody else has decided on this report in the meantime.", NULL);
    else if (st != STORE_REFUSED || s.why.n == 0)
        admin_store_problem(&s.why, st, app->store);
    res->status = admin_status(st);
    report_show(app, req, res, &s);
}

/* ---- A correction from a report ------------------------------------------------------------ */

void report_prefill(struct app *app, struct req *req, struct story_form *f)
{
    struct report r;
    int64_t id;

    if (f->story.state != STORY_LIVE || !admin_may(req, ACT_REPORTS, NULL) ||
        !text_to_int(req_query(req, "report"), 1, INT64_MAX, &id) ||
        report_get(app->store, req->arena, id, req->now, &r) != STORE_OK ||
        r.story_id != f->story.id)
        return;
    admin_field_put(req->arena, &f->typed, "report", arena_printf(req->arena, "%" PRId64, r.id));
    admin_field_put(req->arena, &f->typed, "edit", edit_kind_name(EDIT_CORRECTION));
    admin_field_put(req->arena, &f->typed, "wrong", r.quote);
}

void report_show_in_form(struct page *p, const struct story_form *f)
{
    struct arena *a = p->req->arena;
    struct report r;
    int64_t id;

    if (!text_to_int(admin_field(&f->typed, "report"), 1, INT64_MAX, &id) ||
        !admin_may(p->req, ACT_REPORTS, NULL) ||
        report_get(p->app->store, a, id, p->req->now, &r) != STORE_OK || r.story_id != f->story.id)
        return;
    struct tpl_dict *d = tpl_add(p->main, "FROM_REPORT");
    tpl_set_int(d, "REPORT_ID", r.id);
    tpl_set(d, "REPORT_HREF", arena_printf(a, "/admin/report/%" PRId64, r.id));
    tpl_set(d, "PLACE", report_place(p->app, a, r.passage));
    tpl_set(d, "WORDS_OF_READER", r.message);
}

int64_t report_of_form(const struct story_form *f)
{
    int64_t id = 0;

    return text_to_int(admin_field(&f->typed, "report"), 1, INT64_MAX, &id) ? id : 0;
}
