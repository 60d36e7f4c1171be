/* import.c: stories from another system, sent, looked at and imported: /admin/import, and its report:
 * /admin/import/report.json
 *
 * The page only says what is wanted; a process of its own does it (cgi/import_work.h). */
#include "import_page.h"

#include "db/audit.h"
#include "import/import_open.h"
#include "lib/log.h"
#include "lib/slug.h"
#include "lib/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAPS_MAX = 200 };

/* What is there now; ended by import_page_close. */
static void import_page_open(struct app *app, struct req *req, struct res *res,
                             struct import_page *out)
{
    *out = (struct import_page){.app = app,
                                .req = req,
                                .res = res,
                                .folder = import_job_open(app->site_fd, false),
                                .why = {.arena = req->arena}};
    out->has_job = out->folder >= 0 && import_job_read(out->folder, req->arena, &out->job);
    if (!out->has_job)
        return;
    const struct import_job *job = &out->job;
    out->progress = import_progress_of(out->folder, req->arena, job->turn);
    out->report =
        import_report_read(out->folder, job->step == IMPORT_LOOK ? IMPORT_LOOKED : IMPORT_REPORT);
    if (json_integer_value(json_object_get(out->report, "turn")) != job->turn) {
        json_decref(out->report);
        out->report = NULL;
    }
}

static void import_page_close(struct import_page *s)
{
    json_decref(s->report);
    if (s->folder >= 0)
        close(s->folder);
}

int64_t import_page_count(const struct import_page *s, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(s->report, "report"), key));
}

const char *import_page_turn(const struct import_page *s)
{
    return arena_printf(s->req->arena, "%" PRId64 ".%s", s->job.turn, s->job.id);
}

void import_get(struct app *app, struct req *req, struct res *res)
{
    struct import_page s;

    import_page_open(app, req, res, &s);
    import_page_show(&s);
    import_page_close(&s);
}

/* ---- What was typed --------------------------------------------------------------------------- */

static void import_take_maps(struct import_page *s)
{
    struct strlist lines = text_split_lines(s->req->arena, req_form(s->req, "map"));
    struct front_name one;

    s->job.maps = (struct strlist){0};
    for (size_t i = 0; i < lines.n; i++) {
        if (i == MAPS_MAX || !import_map_read(s->req->arena, lines.v[i], &one))
            problem_say(&s->why, "map",
                        WORD("“%LINE%” is not understood: write NAME=SECTION, one to a line, with "
                             "the section as its address has it."),
                        "LINE", lines.v[i], NULL);
        strlist_add(s->req->arena, &s->job.maps, lines.v[i]);
    }
}

static void import_take_options(struct import_page *s)
{
    const char *section = text_line(s->req->arena, req_form(s->req, "section"));

    import_take_maps(s);
    s->job.section = section;
    s->job.credit = text_line(s->req->arena, req_form(s->req, "credit"));
    s->job.whole = *req_form(s->req, "whole") != '\0';
    import_take_fetch(s);
    if (*section && !slug_valid(section))
        problem_say(&s->why, "section",
                    WORD("Write the section as its address has it, without spaces."), NULL);
}

/* ---- Presses ---------------------------------------------------------------------------------- */

static void import_say_disk(struct import_page *s)
{
    log_event(LOG_ERROR, "import", "why", strerror(errno), NULL);
    s->res->status = 500;
    problem_say(&s->why, "", WORD("It could not be written to the disk, so nothing was changed."),
                NULL);
}

/* A press on a page that somebody else has gone on from does nothing: the page shows what is. */
static bool import_is_of_turn(const struct import_page *s)
{
    return s->has_job && strcmp(req_form(s->req, "turn"), import_page_turn(s)) == 0;
}

static bool import_runs(const struct import_page *s)
{
    return s->has_job && (s->progress.state == IMPORT_WAITS || s->progress.state == IMPORT_RUNS);
}

static void import_begin_turn(struct import_page *s, enum import_step step)
{
    struct import_job next = s->job;
    next.turn++;
    next.step = step;
    if (step == IMPORT_WRITE)
        next.hosts = (struct strlist){0};
    if (!import_job_write(s->folder, &next) || !import_job_want(s->folder))
        import_say_disk(s);
}

/* The same form a second time is the same import. */
static void import_take_upload(struct import_page *s)
{
    const struct upload *file = req_upload(s->req, "file");
    const char *id = req_form(s->req, "form");

    if (s->has_job && strcmp(id, s->job.id) == 0)
        return;
    if (s->has_job)
        problem_say(&s->why, "", WORD("There is an import already. Remove it first."), NULL);
    else if (s->req->without_files || !file || file->n == 0)
        problem_say(&s->why, "file", WORD("Choose a file."), NULL);
    if (s->why.n > 0)
        return;
    s->job = (struct import_job){.id = id,
                                 .file = file->filename,
                                 .bytes = (int64_t)file->n,
                                 .at = s->req->now,
                                 .user = s->req->session->user.id,
                                 .section = "",
                                 .credit = ""};
    if (!import_job_remove(s->folder) || !import_job_put_upload(s->folder, file->bytes, file->n))
        import_say_disk(s);
    else
        import_begin_turn(s, IMPORT_LOOK);
}

/* Other machines are asked: the log says so, and which. False: said. */
static bool import_note_fetch(struct import_page *s)
{
    const char *hosts = "";
    for (size_t i = 0; i < s->job.hosts.n; i++)
        hosts = arena_printf(s->req->arena, "%s%s%s", hosts, *hosts ? ", " : "", s->job.hosts.v[i]);
    enum store_status st =
        audit_add(s->app->store, s->req->session->user.id, 0, "import.fetch",
                  arena_printf(s->req->arena, "%s: %s", s->job.file, hosts), s->req->now);
    if (st != STORE_OK) {
        s->res->status = admin_status(st);
        admin_store_problem(&s->why, st, s->app->store);
    }
    return st == STORE_OK;
}

static void import_look_again(struct import_page *s)
{
    if (!import_is_of_turn(s) || import_runs(s))
        return;
    import_take_options(s);
    if (s->why.n == 0 && (s->job.hosts.n == 0 || import_note_fetch(s)))
        import_begin_turn(s, IMPORT_LOOK);
}

/* The numbers that stood at the button, and nobody's readers see more than that. */
static bool import_names_numbers(const struct import_page *s)
{
    int64_t readers, other;
    return text_to_int(req_form(s->req, "readers"), 0, INT64_MAX, &readers) &&
           readers == import_page_count(s, "readers_see") &&
           text_to_int(req_form(s->req, "other"), 0, INT64_MAX, &other) &&
           other == import_page_count(s, "readers_other");
}

static void import_go(struct import_page *s)
{
    const char *detail = arena_printf(
        s->req->arena, "%s: %" PRId64 " seen by readers, %" PRId64 " changed for them", s->job.file,
        import_page_count(s, "readers_see"), import_page_count(s, "readers_other"));

    if (!import_is_of_turn(s) || import_runs(s))
        return;
    bool looked = s->job.step == IMPORT_LOOK && s->progress.state == IMPORT_DONE && s->report;
    bool goes_on = s->job.step == IMPORT_WRITE && s->progress.state != IMPORT_DONE;
    if (!goes_on && !(looked && import_names_numbers(s))) {
        problem_say(&s->why, "",
                    WORD("The report is another by now. Look at it, and press once more."), NULL);
        return;
    }
    enum store_status st =
        audit_add(s->app->store, s->req->session->user.id, 0, "import.start", detail, s->req->now);
    if (st == STORE_OK) {
        import_begin_turn(s, IMPORT_WRITE);
        return;
    }
    s->res->status = admin_status(st);
    admin_store_problem(&s->why, st, s->app->store);
}

/* False: nothing was removed. */
static bool import_remove(struct import_page *s)
{
    if (!import_is_of_turn(s))
        return false;
    if (import_runs(s))
        problem_say(&s->why, "", WORD("Cancel it first, and remove it when it has ended."), NULL);
    else if (!import_job_remove(s->folder))
        import_say_disk(s);
    return s->why.n == 0;
}

static const char *import_press(struct import_page *s)
{
    const char *what = req_form(s->req, "do");

    if (strcmp(what, "send") == 0) {
        import_take_upload(s);
    } else if (strcmp(what, "look") == 0) {
        import_look_again(s);
    } else if (strcmp(what, "import") == 0) {
        import_go(s);
    } else if (strcmp(what, "cancel") == 0) {
        if (import_is_of_turn(s) && import_runs(s) && !import_job_cancel(s->folder))
            import_say_disk(s);
    } else if (strcmp(what, "remove") == 0) {
        return import_remove(s) ? "/admin/import?saved=import-removed" : "/admin/import";
    }
    return "/admin/import";
}

/* One press after the other, whichever worker has it. */
void import_post(struct app *app, struct req *req, struct res *res)
{
    struct import_page s;
    int made = import_job_open(app->site_fd, true);
    int lock = made >= 0 ? import_job_lock(made) : -1;

    import_page_open(app, req, res, &s);
    const char *to = "/admin/import";
    if (lock < 0 || s.folder < 0)
        import_say_disk(&s);
    else
        to = import_press(&s);
    if (s.why.n == 0) {
        res_redirect(res, 303, to);
    } else {
        if (res->status == 200)
            res->status = 422;
        import_page_show(&s);
    }
    import_page_close(&s);
    if (lock >= 0)
        close(lock);
    if (made >= 0)
        close(made);
}

/* The report that is shown, else that of the last import. */
void import_report_get(struct app *app, struct req *req, struct res *res)
{
    struct import_page s;

    import_page_open(app, req, res, &s);
    json_t *last = s.report        ? json_incref(s.report)
                   : s.folder >= 0 ? import_report_read(s.folder, IMPORT_REPORT)
                                   : NULL;
    char *text = last ? json_dumps(last, JSON_INDENT(1)) : NULL;
    if (text) {
        res->content_type = "application/json; charset=utf-8";
        res_header(res, "Content-Disposition", "attachment; filename=\"import-report.json\"");
        buf_adds(&res->body, text);
    } else {
        page_error(app, req, res, 404, NULL);
    }
    free(text);
    json_decref(last);
    import_page_close(&s);
}
