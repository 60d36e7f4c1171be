/* audit.c: who did what, of all that is kept: /admin/audit, and as a table: /admin/audit.csv */
#include "admin_private.h"

#include "cgi/http/form.h"
#include "db/audit.h"
#include "db/user.h"
#include "lib/csv.h"
#include "lib/text.h"

#include <string.h>

#define AUDIT_ROWS 100
#define CSV_ROWS 100000 /* the newest */

static const struct {
    const char *action, *verb;
} verbs[] = {
    {"story.publish", WORD("published it")},
    {"story.schedule", WORD("scheduled it")},
    {"story.stage", WORD("staged a change")},
    {"story.return", WORD("made it live again with another text")},
    {"story.restore", WORD("made it live again as it was")},
    {"story.merge", WORD("put a fix into the text that waits")},
    {"story.published", WORD("changed Published")},
    {"story.slug", WORD("changed its address")},
    {"story.unschedule", WORD("took it off the schedule")},
    {"story.discard", WORD("discarded the draft")},
    {"story.withdraw", WORD("withdrew it")},
    {"story.take_back", WORD("took it back to draft")},
    {"story.bin", WORD("put it into the bin")},
    {"story.unbin", WORD("took it out of the bin")},
    {"story.reword", WORD("changed public wording")},
    {"story.bulk", WORD("changed several stories at once")},
    {"story.lead", WORD("chose the front page’s lead")},
    {"review.submit", WORD("handed it in")},
    {"review.return", WORD("returned it")},
    {"review.take_back", WORD("took it back to write on")},
    {"review.hold", WORD("began to read it")},
    {"review.release", WORD("let go of it")},
    {"review.read", WORD("read it")},
    {"review.legal_needed", WORD("asked for a lawyer")},
    {"review.legal_seen", WORD("noted that a lawyer had seen it")},
    {"review.legal_cleared", WORD("noted that no lawyer was needed")},
    {"review.override", WORD("let it out against the checklist")},
    {"story.writer_add", WORD("let somebody write it too")},
    {"story.writer_remove", WORD("took somebody off its writers")},
    {"note.add", WORD("left a note")},
    {"note.answer", WORD("answered a note")},
    {"note.resolve", WORD("resolved a note")},
    {"note.reopen", WORD("opened a note again")},
    {"preview_link.make", WORD("made a link for a guest")},
    {"preview_link.revoke", WORD("revoked a guest’s link")},
    {"suggestion.add", WORD("suggested changes")},
    {"suggestion.decide", WORD("decided on suggested changes")},
    {"story.purge", WORD("emptied the bin of it")},
    {"user.sign_in", WORD("signed in")},
    {"user.sign_in_step", WORD("began to sign in and was asked for a code")},
    {"totp.on", WORD("switched on signing in with a code")},
    {"totp.off", WORD("switched off signing in with a code")},
    {"totp.codes", WORD("made new recovery codes")},
    {"totp.wrong", WORD("gave a wrong code")},
    {"passkey.add", WORD("added a passkey")},
    {"passkey.remove", WORD("removed a passkey")},
    {"passkey.rename", WORD("renamed a passkey")},
    {"passkey.wrong", WORD("gave a passkey that was refused")},
    {"user.sign_in_failed", WORD("could not sign in")},
    {"user.add", WORD("added somebody")},
    {"user.change", WORD("changed somebody’s name or role")},
    {"user.disable", WORD("disabled an account")},
    {"user.enable", WORD("let somebody sign in again")},
    {"user.link", WORD("made a link to sign in with")},
    {"user.password", WORD("changed a password")},
    {"user.sign_out", WORD("signed somebody out everywhere")},
    {"setting.set", WORD("changed a setting")},
    {"audit.clear", WORD("took old lines from this list")},
    {"front.arrange", WORD("arranged the front page")},
    {"front.schedule", WORD("scheduled an arrangement of the front page")},
    {"front.cancel", WORD("took an arrangement of the front page off the schedule")},
    {"section.put", WORD("changed a section")},
    {"section.move", WORD("moved a section")},
    {"section.delete", WORD("deleted a section")},
    {"section.hide", WORD("hid a section")},
    {"section.show", WORD("showed a section again")},
    {"section.merge", WORD("merged two sections")},
    {"section.part", WORD("undid the merge of two sections")},
    {"byline.merge", WORD("merged two bylines")},
    {"byline.part", WORD("undid the merge of two bylines")},
    {"tag.merge", WORD("merged two tags")},
    {"tag.part", WORD("undid the merge of two tags")},
    {"byline.profile", WORD("changed what is said of an author")},
    {"redirect.add", WORD("led an address elsewhere")},
    {"redirect.remove", WORD("removed a redirect")},
    {"byline.put", WORD("changed a byline")},
    {"tag.put", WORD("changed a tag")},
    {"media.add", WORD("stored a picture")},
    {"media.delete", WORD("deleted a picture")},
    {"media.change", WORD("changed what is said of a picture")},
    {"media.apply", WORD("let stories say what is said of a picture now")},
    {"media.focus", WORD("moved the point of a picture that crops keep")},
    {"media.replace", WORD("put a picture in the place of another")},
    {"media.unreplace", WORD("took back that a picture stands for another")},
    {"media.words", WORD("gave a picture words that a story has")},
    {"report.corrected", WORD("corrected what a reader reported")},
    {"report.done", WORD("closed a report")},
    {"report.no_error", WORD("closed a report: no error")},
    {"report.reopen", WORD("opened a report again")},
    {"assignment.add", WORD("planned a story")},
    {"assignment.change", WORD("changed an assignment")},
    {"assignment.take", WORD("took an assignment")},
    {"assignment.decline", WORD("declined an assignment")},
    {"assignment.begin", WORD("began it from an assignment")},
    {"assignment.close", WORD("closed an assignment")},
    {"assignment.reopen", WORD("opened an assignment again")},
    {"import.fetch", WORD("had pictures of an import fetched")},
    {"import.start", WORD("began an import")},
    {"import.end", WORD("imported stories")},
    {"style.add", WORD("added a rule of house style")},
    {"style.remove", WORD("removed a rule of house style")},
    {"site.import", WORD("imported a whole paper")},
    {"story.import", WORD("imported it")},
    {"story.import_change", WORD("imported a change")},
};

const char *admin_audit_verb(const struct audit_entry *e)
{
    if (strcmp(e->action, "story.updated") == 0)
        return strstr(e->detail, "→ none") ? WORD("cleared Updated") : WORD("set Updated");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].action, e->action) == 0)
            return verbs[i].verb;
    return e->action;
}

/* Whose entries are asked for; 0: everybody's. */
static int64_t audit_who(const struct req *req)
{
    int64_t who = 0;

    text_to_int(req_query(req, "who"), 1, INT64_MAX, &who);
    return who;
}

static const char *audit_href(struct req *req, const char *path, int64_t who, int64_t before)
{
    struct fields f = {0};

    if (who)
        admin_field_add(req->arena, &f, "who", arena_printf(req->arena, "%" PRId64, who));
    if (before)
        admin_field_add(req->arena, &f, "before", arena_printf(req->arena, "%" PRId64, before));
    return f.n ? arena_printf(req->arena, "%s?%s", path, form_encode(req->arena, &f)) : path;
}

static void audit_show_people(struct page *p, int64_t who)
{
    struct users all = {0};

    if (user_list(p->app->store, p->req->arena, &all) != STORE_OK)
        return;
    for (size_t i = 0; i < all.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "WHO_OPTION");
        tpl_set_int(d, "OPTION_VALUE", all.v[i].id);
        tpl_set(d, "OPTION_LABEL", all.v[i].name);
        if (all.v[i].id == who)
            tpl_show(d, "OPTION_CHOSEN");
    }
}

/* A sign-in that failed is nobody's yet. */
static const char *audit_name(struct app *app, const struct audit_entry *e)
{
    if (e->user_name && *e->user_name)
        return e->user_name;
    return app_word(app, strcmp(e->action, "user.sign_in_failed") == 0 ? WORD("Somebody")
                                                                       : WORD("The command line"));
}

static void audit_show_row(struct page *p, const struct audit_entry *e)
{
    struct tpl_dict *d = tpl_add(p->main, "ENTRY");

    admin_time(p, d, "ENTRY_AT", e->at);
    tpl_set(d, "ENTRY_WHO", audit_name(p->app, e));
    tpl_set(d, "ENTRY_ACTION", app_word(p->app, admin_audit_verb(e)));
    tpl_set_if(d, "ENTRY_DETAIL", admin_audit_detail(p->app, p->req->arena, e));
    if (e->story_id)
        tpl_set_if(d, "STORY_HREF",
                   arena_printf(p->req->arena, "/admin/story/%" PRId64 "/history", e->story_id));
}

void audit_get(struct app *app, struct req *req, struct res *res)
{
    int64_t who = audit_who(req), before = 0;
    struct audit_entries all;

    text_to_int(req_query(req, "before"), 1, INT64_MAX, &before);
    enum store_status st = audit_list_of(app->store, req->arena, who, before, AUDIT_ROWS + 1, &all);
    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p = page_start_admin(app, req, res, "admin/audit.tpl", app_word(app, "Log"));
    audit_show_people(&p, who);
    size_t n = all.n > AUDIT_ROWS ? AUDIT_ROWS : all.n;
    for (size_t i = 0; i < n; i++)
        audit_show_row(&p, &all.v[i]);
    tpl_show(p.main, n ? "LIST" : "NONE");
    tpl_set(p.main, "CSV_HREF", audit_href(req, "/admin/audit.csv", who, 0));
    if (before)
        tpl_set_if(p.main, "NEWEST", audit_href(req, "/admin/audit", who, 0));
    if (all.n > AUDIT_ROWS)
        tpl_set_if(p.main, "NEXT", audit_href(req, "/admin/audit", who, all.v[n - 1].id));
    page_finish(&p);
}

static void audit_csv_row(struct app *app, struct buf *out, const struct audit_entry *e)
{
    char at[DATELINE_ISO_SIZE];

    dateline_iso(app->calendar, e->at, at);
    csv_cell(out, at);
    csv_cell(out, audit_name(app, e));
    csv_cell(out, e->action);
    csv_int(out, e->story_id);
    csv_cell(out, e->detail);
    csv_end(out);
}

void audit_csv_get(struct app *app, struct req *req, struct res *res)
{
    static const char *const heads[] = {"at", "who", "action", "story", "detail"};
    struct audit_entries all;
    enum store_status st = audit_list_of(app->store, req->arena, audit_who(req), 0, CSV_ROWS, &all);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    admin_csv_begin(res, "attachment; filename=\"audit.csv\"", heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < all.n; i++)
        audit_csv_row(app, &res->body, &all.v[i]);
}
