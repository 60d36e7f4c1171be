/* layout.c: the frame around the editors' pages, what they may do, and what they are told. */
#include "admin_private.h"

#include "cgi/assets.h"

#include "cgi/http/form_token.h"
#include "db/review.h"
#include "lib/buf.h"
#include "lib/csv.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/token.h"

#include <string.h>
#include <strings.h>

/* How many stories wait for an editor, or were returned to who is looking. */
static void layout_review_badge(struct page *p, struct tpl_dict *d)
{
    struct review_counts n;

    if (review_count(p->app->store, p->req->session->user.id, &n) != STORE_OK)
        return;
    if (n.in_review && admin_may(p->req, ACT_REVIEW, NULL))
        tpl_set_count(tpl_add(d, "IN_REVIEW_NAV"), p->app->language, "IN_REVIEW", n.in_review);
    if (n.returned)
        tpl_set_count(tpl_add(d, "RETURNED_NAV"), p->app->language, "RETURNED", n.returned);
}

struct page page_start_admin(struct app *app, struct req *req, struct res *res,
                             const char *template, const char *title)
{
    struct page p = {.app = app, .req = req, .res = res, .layout_file = "admin/layout.tpl"};

    p.layout = tpl_dict_new();
    p.main = tpl_include(p.layout, "MAIN", template);
    res->cache = CACHE_NONE;
    const char *locale = app_setting(app, SETTING_LOCALE);
    tpl_set(p.layout, "LANG", locale);
    tpl_set(p.layout, "DIR", page_is_rtl(locale) ? "rtl" : "ltr");
    tpl_set(p.layout, "PAGE_TITLE", title);
    tpl_set_global(p.layout, "SITE_TITLE", app_setting(app, SETTING_TITLE));
    tpl_set_global(p.layout, "CSRF", req->csrf);
    tpl_set_global(p.layout, "FORM", form_number_make(req->arena));
    tpl_set_global(p.layout, "ZONE", app_setting(app, SETTING_ZONE));
    tpl_set(p.layout, "CSS", page_asset(app, req->arena, "css/admin.css"));
    tpl_set(p.layout, "JS", page_asset(app, req->arena, "js/desk/main.js"));
    tpl_set(p.layout, "ICON", page_asset(app, req->arena, "img/favicon.svg"));
    if (req->session) {
        struct tpl_dict *d = tpl_add(p.layout, "SIGNED_IN");
        /* Whose texts the browser may keep. */
        tpl_set_if(p.layout, "USER_ID",
                   arena_printf(req->arena, "%lld", (long long)req->session->user.id));
        tpl_set(d, "USER_NAME", req->session->user.name);
        tpl_set(d, "USER_ROLE", app_word(app, admin_role_label(req->session->user.role)));
        layout_review_badge(&p, d);
        report_badge(&p, d);
        if (req_role(req) >= ROLE_EDITOR)
            d = tpl_add(d, "NAMES_NAV");
        if (req_role(req) >= ROLE_ADMIN)
            tpl_show(d, "PEOPLE_NAV");
    }
    return p;
}

/* With its end, so that two values cannot pass for one. */
static void form_digest_add(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s) + 1);
}

/* A digest is kept, and of a password not even that may be: who got hold of the database could try
 * words against it much faster than against the password's own slow hash. A key would not help, for
 * the site's keys lie in the same database. */
static bool form_digest_has(const char *name)
{
    static const char *const left_out[] = {"csrf",  "form", "current", "password",
                                           "again", "code", "recovery"};

    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(name, left_out[i]) == 0)
            return false;
    return true;
}

/* Everything the form says but its proofs and passwords, so that the same again is known as the
 * same. */
static const char *form_digest(const struct req *req)
{
    char *hash = arena_alloc(req->arena, TOKEN_HASH_SIZE);
    struct buf all;

    buf_init(&all, 128u * 1024 * 1024);
    form_digest_add(&all, req->path);
    for (size_t i = 0; i < req->form.n; i++) {
        const struct field *f = &req->form.v[i];
        if (!form_digest_has(f->name))
            continue;
        form_digest_add(&all, f->name);
        form_digest_add(&all, f->value);
    }
    for (size_t i = 0; i < req->uploads.n; i++) {
        form_digest_add(&all, req->uploads.v[i].name);
        buf_add(&all, req->uploads.v[i].bytes, req->uploads.v[i].n);
    }
    token_sha256(all.p, all.len, hash);
    bool whole = !all.failed;
    buf_free(&all);
    return whole ? hash : NULL;
}

struct actor admin_actor(const struct req *req)
{
    struct actor by = {.role = req_role(req), .user = req->session ? req->session->user.id : 0};
    by.form = req->method == METHOD_POST ? form_number(req) : NULL;
    by.digest = by.form ? form_digest(req) : NULL;
    if (!by.digest)
        by.form = NULL;
    return by;
}

bool admin_may(const struct req *req, enum act act, const struct story *s)
{
    struct actor by = {.role = req_role(req), .user = req->session ? req->session->user.id : 0};
    return permission_may(&by, act, s);
}

const char *admin_when(struct app *app, struct req *req, int64_t ms)
{
    if (ms == 0)
        return "";
    return dateline_text(app->calendar, req->arena, ms, req->now, DATELINE_CLOCK_ALONE);
}

void admin_time(struct page *p, struct tpl_dict *d, const char *slot, int64_t ms)
{
    char iso[DATELINE_ISO_SIZE];

    d = tpl_include(d, slot, "admin/instant.tpl");
    dateline_iso(p->app->calendar, ms, iso);
    tpl_set(d, "WHEN", admin_when(p->app, p->req, ms));
    tpl_set(d, "WHEN_ISO", iso);
    tpl_set(d, "WHEN_WHOLE",
            dateline_text(p->app->calendar, p->req->arena, ms, p->req->now, DATELINE_CLOCK_ALWAYS));
}

void admin_time_if(struct page *p, struct tpl_dict *d, const char *section, const char *slot,
                   int64_t ms)
{
    if (ms != 0)
        admin_time(p, tpl_add(d, section), slot, ms);
}

const char *admin_state_label(enum story_state st)
{
    static const char *const labels[STORY_STATE_MAX] = {
        [STORY_DRAFT] = WORD("Draft"),         [STORY_IN_REVIEW] = WORD("In review"),
        [STORY_SCHEDULED] = WORD("Scheduled"), [STORY_LIVE] = WORD("Live"),
        [STORY_WITHDRAWN] = WORD("Withdrawn"), [STORY_BINNED] = WORD("In the bin"),
    };
    return st < STORY_STATE_MAX ? labels[st] : "";
}

const char *admin_kind_label(enum story_kind k)
{
    static const char *const labels[STORY_KIND_MAX] = {
        [STORY_NEWS] = WORD("News"),
        [STORY_REVIEW] = WORD("Review"),
        [STORY_PAGE] = WORD("Page"),
    };
    return k < STORY_KIND_MAX ? labels[k] : "";
}

const char *admin_role_label(enum role r)
{
    static const char *const labels[ROLE_MAX] = {
        [ROLE_CONTRIBUTOR] = WORD("Contributor"),
        [ROLE_AUTHOR] = WORD("Author"),
        [ROLE_EDITOR] = WORD("Editor"),
        [ROLE_ADMIN] = WORD("Administrator"),
    };
    return r < ROLE_MAX && labels[r] ? labels[r] : "";
}

static const struct {
    const char *code, *text;
} messages[] = {
    {"draft", WORD("Saved as a draft. Readers see nothing of it yet.")},
    {"kept", WORD("Saved as a draft. Readers go on seeing what they see now.")},
    {"same", WORD("Nothing had changed, so nothing was saved.")},
    {"review", WORD("Saved and sent for review.")},
    {"published", WORD("Published. Readers see it now.")},
    {"scheduled", WORD("Scheduled. It will go live by itself at that time.")},
    {"waits", WORD("It waits. Readers see this text from its time on, and until then what they "
                   "see now.")},
    {"minor", WORD("Published as a minor fix. The date that readers see has not changed.")},
    {"update", WORD("Published as an update. Readers see the new date and your note.")},
    {"correction", WORD("Published with a correction, which the corrections page lists too.")},
    {"price-checked", WORD("It is noted that the price was checked today. The date of the update "
                           "that readers see has not changed.")},
    {"suggested", WORD("Kept as a suggestion. The text is as it was.")},
    {"suggestion-taken", WORD("What you took is saved as a draft. Readers see nothing of it yet.")},
    {"suggestion-refused", WORD("Refused. The text is as it was.")},
    {"suggestion-left",
     WORD("The text has changed since you opened this page: some changes wait for "
          "another look.")},
    {"suggestion-none", WORD("Nothing was chosen, so nothing was done.")},
    {"returned", WORD("Live again, with this text.")},
    {"review-returned", WORD("Returned, with your note.")},
    {"review-taken-back", WORD("Taken back. Hand it in again when it is ready.")},
    {"review-held", WORD("The others see that you are reading it.")},
    {"review-released", WORD("The others see that nobody is reading it.")},
    {"review-read", WORD("It is noted that you have read this text.")},
    {"legal-needed", WORD("It is noted that a lawyer has to see it.")},
    {"legal-seen", WORD("It is noted that the lawyer has seen this text.")},
    {"legal-cleared", WORD("It is noted that no lawyer has to see it.")},
    {"writer-added", WORD("They may write it too, as long as readers have not seen it.")},
    {"writer-removed", WORD("They do not write it any more.")},
    {"copy-newer", WORD("You typed more there since this page was opened: it is not discarded. "
                        "Press again to discard it.")},
    {"discarded", WORD("The draft is discarded. Its text stays in the history.")},
    {"taken-back", WORD("Taken back. It is a draft again, and its address leads nowhere.")},
    {"binned", WORD("In the bin. It can be taken out again for 30 days.")},
    {"unbinned", WORD("Out of the bin, and a draft again.")},
    {"reworded", WORD("The public wording is changed.")},
    {"updated-set", WORD("The time of the update is set.")},
    {"updated-cleared", WORD("The time of the update is cleared.")},
    {"published-set", WORD("The publication time is changed.")},
    {"withdrawn", WORD("Withdrawn. Readers see your notice instead of the story.")},
    {"restored", WORD("Live again, with the same dates as before.")},
    {"unscheduled", WORD("Taken off the schedule. It will not go live by itself.")},
    {"lead", WORD("It now leads the front page.")},
    {"lead-off", WORD("It no longer leads the front page.")},
    {"front", WORD("Saved. Readers see the front page so now.")},
    {"front-waits", WORD("It waits. Readers see the front page so from its time on.")},
    {"front-back", WORD("The front page is as it was then.")},
    {"front-cancelled", WORD("Taken off the schedule. It stays in the list.")},
    {"report-closed", WORD("The report is closed.")},
    {"report-open", WORD("The report is open again.")},
    {"settings", WORD("Saved. Readers see it now.")},
    {"logo-removed", WORD("Removed. Readers see the paper’s name again.")},
    {"assignment-added", WORD("Assigned. It waits at the desk of whoever is to write it.")},
    {"assignment-changed", WORD("Changed.")},
    {"assignment-taken", WORD("It is yours.")},
    {"assignment-declined", WORD("Declined. The editors see that.")},
    {"assignment-closed", WORD("Closed. Nothing is to be done any more.")},
    {"assignment-reopened", WORD("Open again.")},
    {"assignment-begun", WORD("This is its draft. Readers see nothing of it yet.")},
    {"style-added", WORD("Added. Whoever writes sees it from now on.")},
    {"style-removed", WORD("Removed.")},
    {"import-removed", WORD("Removed.")},
    {"picture-added", WORD("Added.")},
    {"picture-known", WORD("This picture was here already, and is kept once.")},
    {"pictures-told", WORD("Saved. The newest pictures come first.")},
    {"picture-deleted", WORD("The picture is deleted.")},
    {"picture-applied", WORD("The stories say it now, without a new Updated.")},
    {"picture-focus", WORD("Readers get the picture so from now on.")},
    {"picture-replaced", WORD("Readers get the other picture from now on.")},
    {"picture-back", WORD("Readers get this picture again.")},
    {"picture-changed", WORD("Saved. Stories that have this picture keep their words.")},
    {"section-added", WORD("Added, as the last one. Readers see it in the menu now.")},
    {"section-moved", WORD("Moved.")},
    {"section-deleted", WORD("Deleted.")},
    {"redirect-added", WORD("Added. The address leads there now.")},
    {"redirect-removed", WORD("Removed.")},
    {"missed-forgotten", WORD("Forgotten. Counting begins anew.")},
    {"section-hidden", WORD("Hidden. The menu and the front page no longer have it.")},
    {"section-shown", WORD("Shown. The menu has it again.")},
    {"name-merged", WORD("Merged. Readers see this name now; it can be undone below.")},
    {"name-parted", WORD("It is itself again, with the stories that it had.")},
    {"name-changed", WORD("Changed. Readers see it now.")},
    {"person-added", WORD("Added. Make a link with which they sign in for the first time.")},
    {"person-changed", WORD("Changed.")},
    {"person-disabled", WORD("Nobody signs in with this account any more. What they wrote is "
                             "still theirs.")},
    {"person-enabled", WORD("They may sign in again.")},
    {"person-signed-out", WORD("All their sessions have ended, and links that were not used "
                               "yet.")},
    {"password-signed-out", WORD("Your password is changed. Sign in with the new one.")},
    {"password", WORD("Your password is changed. All your other sessions have ended.")},
    {"code-off", WORD("Switched off. You sign in without a code again.")},
    {"passkey-added", WORD("Added. You can sign in with it from now on.")},
    {"passkey-renamed", WORD("Renamed.")},
    {"passkey-removed", WORD("Removed. It opens nothing here any more.")},
    {"person-passkey-off", WORD("Removed. All their sessions have ended, and links that were not "
                                "used yet.")},
    {"person-code-off", WORD("They sign in without a code again. All their sessions have ended, "
                             "and links that were not used yet.")},
    {"styled-on", WORD("Saved. The next story that you open is shown as it will look.")},
    {"styled-off", WORD("Saved. The next story that you open is shown as Markdown.")},
    {"session-ended", WORD("That session has ended.")},
    {"sessions-ended", WORD("All your other sessions have ended.")},
    {"signed-in-again", WORD("You are signed in again. What you last asked for was not done: "
                             "please do it again.")},
    {"signed-out", WORD("You are signed out.")},
};

const char *admin_styled(struct app *app, struct arena *a)
{
    static const char *const script = "js/codemirror/codemirror.js";

    return assets_hash(app->assets, script) ? page_asset(app, a, script) : NULL;
}

const char *admin_message(const char *code)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (strcmp(messages[i].code, code) == 0)
            return messages[i].text;
    return NULL;
}

void admin_show_message(struct page *p)
{
    const char *message = admin_message(req_query(p->req, "saved"));

    if (message && p->req->method != METHOD_POST)
        tpl_set_if(p->main, "MESSAGE", app_word(p->app, message));
}

const char *admin_throttled(struct app *app, struct arena *a, int seconds)
{
    return language_count(app->language, a,
                          "Too many tries. Try again in one second.|Too many tries. Try again in "
                          "%COUNT% seconds.",
                          seconds);
}

void admin_problems(struct tpl_dict *d, const struct problems *why, admin_is_field_fn *is_field)
{
    if (why->n == 0)
        return;
    struct tpl_dict *all = tpl_add(d, "PROBLEMS");
    for (size_t i = 0; i < why->n; i++) {
        struct tpl_dict *one = tpl_add(all, "PROBLEM");
        bool link = is_field && why->v[i].field[0] && is_field(why->v[i].field);
        tpl_set(one, "PROBLEM_TEXT", why->v[i].text);
        tpl_set(one, "PROBLEM_FIELD", why->v[i].field);
        tpl_show(one, link ? "LINKED" : "UNLINKED");
    }
}

void admin_csv_begin(struct res *res, const char *disposition, const char *const *heads, size_t n)
{
    res->content_type = "text/csv; charset=utf-8";
    res_header(res, "Content-Disposition", disposition);
    for (size_t i = 0; i < n; i++)
        csv_cell(&res->body, heads[i]);
    csv_end(&res->body);
}

int admin_status(enum store_status st)
{
    return st == STORE_REFUSED ? 422 : page_status(st);
}

void admin_store_problem(struct problems *why, enum store_status st, const struct store *s)
{
    if (st == STORE_FAILED)
        log_event(LOG_ERROR, "store", "why", s ? store_error(s) : "cannot be opened", NULL);
    problem_say(why, "", store_status_text(st), NULL);
}

const char *admin_typed(const struct req *req, const char *name, const char *now)
{
    const char *typed = fields_get(&req->form, name);
    const char *was = fields_get(&req->form, arena_printf(req->arena, "was_%s", name));

    if (!typed)
        return now;
    typed = text_lines(req->arena, typed);
    return was && strcmp(typed, text_lines(req->arena, was)) == 0 ? now : typed;
}

const char *admin_was(const struct page *p, const char *name, const char *now,
                      const struct problems *why)
{
    struct arena *a = p->req->arena;
    const char *was = fields_get(&p->req->form, arena_printf(a, "was_%s", name));
    const char *typed = fields_get(&p->req->form, name);
    bool untouched = was && typed && strcmp(text_lines(a, typed), text_lines(a, was)) == 0;

    if (!was || untouched || (p->res->status == 409 && problem_of(why, name)))
        return now;
    return was;
}

/* But for white space and capitals, in which what is kept may differ from what was typed. */
static bool admin_is_same(const char *one, const char *other)
{
    for (;; one++, other++) {
        one += strspn(one, " \t\r\n");
        other += strspn(other, " \t\r\n");
        if (strncasecmp(one, other, 1) != 0)
            return false;
        if (!*one)
            return true;
    }
}

bool admin_typed_over(const struct req *req, const char *name, const char *now,
                      struct problems *why)
{
    const char *was = fields_get(&req->form, arena_printf(req->arena, "was_%s", name));
    const char *typed = admin_typed(req, name, now);

    if (!was || strcmp(text_lines(req->arena, was), text_lines(req->arena, now)) == 0 ||
        admin_is_same(typed, now))
        return false;
    problem_say(
        why, name,
        WORD("Somebody else changed this since you opened this page: it is “%NOW%” now. What "
             "you typed is not saved; save it again to put it in the place of that."),
        "NOW", now, NULL);
    return true;
}

static void admin_fields_copy(struct arena *a, struct fields *f, size_t more)
{
    struct field *v = arena_array(a, f->n + more, sizeof *v);

    if (f->n)
        memcpy(v, f->v, f->n * sizeof *v);
    f->v = v;
}

void admin_field_add(struct arena *a, struct fields *f, const char *name, const char *value)
{
    admin_fields_copy(a, f, 1);
    f->v[f->n++] = (struct field){name, value ? value : ""};
}

void admin_field_put(struct arena *a, struct fields *f, const char *name, const char *value)
{
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->v[i].name, name) == 0) {
            admin_fields_copy(a, f, 0);
            f->v[i].value = value ? value : "";
            return;
        }
    }
    admin_field_add(a, f, name, value);
}

const char *admin_field(const struct fields *f, const char *name)
{
    const char *v = fields_get(f, name);

    return v ? v : "";
}
