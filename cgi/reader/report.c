/* report.c: a reader tells the editors of an error: /{yyyy}/{mm}/{slug}/report
 *
 * A form that works without a script and without a cookie. What keeps machines out: the form is
 * signed and takes a few seconds to fill in, a field that people do not see stays empty, a note
 * holds few web addresses, and the store counts notes by sender and in all. Whoever is turned away
 * reads why and keeps what was typed: a person must never be thanked for a note that is thrown
 * away. Whoever presses twice leaves one note and is thanked twice. */
#include "reader.h"

#include "cgi/http/form_token.h"
#include "cgi/story_part.h"
#include "db/report.h"
#include "lib/log.h"
#include "lib/text.h"

#include <string.h>

#define FORM_LEAST_MS 3000    /* nobody reads the form and types a sentence in less */
#define FORM_MOST_MS 86400000 /* an older form is given a new token */
#define EXCERPT_MAX 110       /* code points of a passage in the list */
#define TRAP "homepage"       /* the field that stays empty */

/* The form on its way to the page. */
struct note {
    struct story_view view;         /* the live story */
    struct revision read;           /* the revision that the note is about */
    struct story_parts passages;    /* of that revision */
    const struct story_part *about; /* NULL: the whole story */
    const char *token;
    const char *message, *email;
    struct problems why;
};

/* ---- The story ----------------------------------------------------------------------------- */

static const char *report_story_path(const struct req *req)
{
    return arena_printf(req->arena, "/%s/%s/%s", req_param(req, "yyyy"), req_param(req, "mm"),
                        req_param(req, "slug"));
}

/* A story that moves while its reader is writing takes the note all the same; a redirect would
 * lose it. */
static bool report_find_story(struct app *app, struct req *req, struct res *res,
                              struct story_view *view)
{
    const char *path = report_story_path(req), *moved_to;
    enum story_found found;

    if (req->method == METHOD_POST &&
        story_by_path(app->store, req->arena, path, req->now, &found, view, &moved_to) ==
            STORE_OK &&
        found == STORY_MOVED)
        path = moved_to;
    return story_find(app, req, res, path, "/report", view);
}

/* The revision that was read, when readers could read it; else the live one. */
static void report_take_revision(struct app *app, struct req *req, struct note *n,
                                 const char *number)
{
    int64_t wanted, live_from;

    n->read = n->view.revision;
    if (text_to_int(number, 1, INT32_MAX, &wanted) && (int)wanted != n->read.number &&
        story_published(app->store, req->arena, n->view.story.id, (int)wanted, req->now, &n->read,
                        &live_from) != STORE_OK)
        n->read = n->view.revision;
    n->passages = story_parts_of(req->arena, &n->read);
}

/* ---- The page ------------------------------------------------------------------------------ */

/* "Takeaway 2" */
static const char *part_label(const struct page *p, const struct story_part *one)
{
    const struct language *l = p->app->language;
    struct arena *a = p->req->arena;

    return language_say(l, a, one->label, "NUMBER", language_number(l, a, one->number), NULL);
}

/* The passages as the story's page shows them, in the same order; the note quotes what was typed. */
static struct story_parts report_parts_shown(struct page *p, const struct note *n)
{
    struct revision set = n->read;
    typeset_revision(p->app, p->req->arena, &set);
    return story_parts_of(p->req->arena, &set);
}

static void report_fill_parts(struct page *p, const struct note *n)
{
    struct story_parts shown = report_parts_shown(p, n);
    for (size_t i = 0; i < n->passages.n && i < shown.n; i++) {
        const struct story_part *one = &n->passages.v[i];
        struct tpl_dict *d = tpl_add(p->main, "PASSAGES");
        tpl_set(d, "PASSAGE", one->id);
        tpl_set_if(d, "LABEL", part_label(p, one));
        tpl_set(d, "EXCERPT", text_excerpt(p->req->arena, shown.v[i].text, EXCERPT_MAX));
        if (one == n->about)
            tpl_show(d, "CHOSEN_IF");
        language_fill(p, d, n->read.text.lang);
    }
    if (!n->about) {
        tpl_show(p->main, "WHOLE_IF");
        return;
    }
    struct tpl_dict *d = tpl_add(p->main, "QUOTE_IF");
    tpl_set(d, "QUOTE", shown.v[n->about - n->passages.v].text);
    if (*n->about->label)
        tpl_set_if(d, "LABEL", part_label(p, n->about));
    else
        tpl_show(d, "PARAGRAPH_IF");
    language_fill(p, d, n->read.text.lang);
}

static void report_fill_problems(struct page *p, struct problems *why)
{
    page_translate(p->app, why);
    for (size_t i = 0; i < why->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "PROBLEMS");
        tpl_set(d, "PROBLEM", why->v[i].text);
        tpl_set_if(d, "FIELD", why->v[i].field);
        if (!*why->v[i].field)
            tpl_show(d, "NO_FIELD_IF");
    }
    if (why->n > 0)
        tpl_show(p->main, "PROBLEMS_IF");
    tpl_set_if(p->main, "MESSAGE_PROBLEM", problem_of(why, "message"));
    tpl_set_if(p->main, "EMAIL_PROBLEM", problem_of(why, "email"));
}

static struct page report_start_page(struct app *app, struct req *req, struct res *res,
                                     const char *template, const struct story_view *view)
{
    const char *lang = view->revision.text.lang;
    const char *headline = typeset(app, req->arena, lang, view->revision.text.headline);
    struct page p =
        page_start(app, req, res, template,
                   language_say(app->language, req->arena, "Report an error: %HEADLINE%",
                                "HEADLINE", headline, NULL));

    tpl_show(p.layout, "NOINDEX");
    page_sheet(&p, "css/corrections.css");
    tpl_set(p.main, "HEADLINE", headline);
    tpl_set(p.main, "HREF", view->story.path);
    language_fill(&p, p.main, lang);
    return p;
}

static void report_show_form(struct app *app, struct req *req, struct res *res, struct note *n)
{
    if (!n->token)
        n->token = form_token_make(app_form_key(app, req->arena), req);
    if (!n->token) {
        page_store_error(app, req, res, STORE_BUSY, app->store);
        return;
    }
    struct page p = report_start_page(app, req, res, "reader/report.tpl", &n->view);
    tpl_set(p.main, "ACTION", req->path);
    tpl_set(p.main, "TOKEN", n->token);
    tpl_set(p.main, "FORM", form_number_make(req->arena));
    tpl_set_int(p.main, "REVISION", n->read.number);
    tpl_set_int(p.main, "MESSAGE_MAX", REPORT_MESSAGE_MAX);
    tpl_set(p.main, "MESSAGE", n->message);
    tpl_set(p.main, "EMAIL", n->email);
    report_fill_parts(&p, n);
    report_fill_problems(&p, &n->why);
    page_finish(&p);
}

static void report_show_thanks(struct app *app, struct req *req, struct res *res,
                               const struct story_view *view)
{
    struct page p = report_start_page(app, req, res, "reader/report_sent.tpl", view);

    page_finish(&p);
}

void report_form_get(struct app *app, struct req *req, struct res *res)
{
    struct note n = {.message = "", .email = "", .why.arena = req->arena};

    if (!report_find_story(app, req, res, &n.view))
        return;
    if (*req_query(req, "sent")) {
        report_show_thanks(app, req, res, &n.view);
        return;
    }
    report_take_revision(app, req, &n, "");
    n.about = story_part_find(&n.passages, req_query(req, "p"));
    report_show_form(app, req, res, &n);
}

/* ---- Taking the note ----------------------------------------------------------------------- */

/* What only a machine does. A person who was caught can send again at once. */
static void report_check_sender(struct app *app, struct req *req, struct note *n)
{
    int64_t age = req->now - form_token_made_at(app_form_key(app, req->arena), req);

    if (*req_form(req, TRAP))
        problem_say(&n->why, "",
                    WORD("Something filled in a field that should stay empty; some browser add-ons "
                         "do that. It has been cleared: please send your note again."),
                    NULL);
    if (age < FORM_LEAST_MS)
        problem_say(&n->why, "",
                    WORD("That was very quick. Please check your note, then send it again."), NULL);
    else if (age > FORM_MOST_MS)
        problem_say(&n->why, "",
                    WORD("This form had been open for more than a day. Please send it again."),
                    NULL);
    if (age <= FORM_MOST_MS) /* so that the seconds since then count */
        n->token = req_form(req, "token");
}

static const char *report_wait_text(const struct language *l, struct arena *a, int seconds)
{
    int minutes = (seconds + 59) / 60;

    if (minutes < 90)
        return language_count(l, a, "in a minute|in %COUNT% minutes", minutes);
    return language_count(l, a, "in an hour|in %COUNT% hours", (minutes + 59) / 60);
}

static void report_not_taken(struct app *app, struct req *req, struct res *res, struct note *n,
                             enum store_status st, int retry_s)
{
    if (st == STORE_BUSY && retry_s > 5) {
        res->status = 429;
        problem_say(&n->why, "",
                    "Too many notes have come in for now. Please send yours %WHEN%; until then it "
                    "stays in this form.",
                    "WHEN", report_wait_text(app->language, req->arena, retry_s), NULL);
    } else if (st == STORE_REFUSED) {
        res->status = 422;
    } else {
        res->status = 503;
        problem_say(&n->why, "", store_status_text(st), NULL);
        if (st == STORE_FAILED)
            log_event(LOG_ERROR, "store", "path", req->path, "why", store_error(app->store), NULL);
    }
    if (retry_s > 0)
        res_header(res, "Retry-After", arena_printf(req->arena, "%d", retry_s));
    report_show_form(app, req, res, n);
}

void report_form_post(struct app *app, struct req *req, struct res *res)
{
    struct note n = {.message = req_form(req, "message"),
                     .email = req_form(req, "email"),
                     .why.arena = req->arena};
    enum store_status st = STORE_REFUSED;
    int retry_s = 0;

    if (!report_find_story(app, req, res, &n.view))
        return;
    report_take_revision(app, req, &n, req_form(req, "revision"));
    n.about = story_part_find(&n.passages, req_form(req, "p"));
    struct report_new in = {
        .story_id = n.view.story.id,
        .revision = n.read.number,
        .passage = n.about ? n.about->id : "",
        .quote = n.about ? n.about->text : "",
        .message = n.message,
        .email = n.email,
        .address = req->address,
        .form = form_number(req),
    };
    report_check_sender(app, req, &n);
    if (n.why.n > 0)
        report_check(&in, &n.why);
    else
        st = report_add(app->store, &in, req->now, &retry_s, &n.why);
    if (st == STORE_OK)
        res_redirect(res, 303, arena_printf(req->arena, "%s/report?sent=1", n.view.story.path));
    else
        report_not_taken(app, req, res, &n, st, retry_s);
}
