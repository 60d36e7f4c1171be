/* admin_private.h: what the editors' pages share among themselves. */
#ifndef DATELINE_ADMIN_PRIVATE_H
#define DATELINE_ADMIN_PRIVATE_H

#include "admin.h"

#include <inttypes.h>

/* An instant as editors see it: "17:08" today, else with its date and zone; "" for 0. In the arena. */
const char *admin_when(struct app *app, struct req *req, int64_t ms);
/* The same as <time> with the exact instant and its zone, under d's include `slot`; and in a section of
 * d that is left out for 0. */
void admin_time(struct page *p, struct tpl_dict *d, const char *slot, int64_t ms);
void admin_time_if(struct page *p, struct tpl_dict *d, const char *section, const char *slot,
                   int64_t ms);
/* What a state is called on a badge: "In review"; a kind; a user's role. In English, for app_word. */
const char *admin_state_label(enum story_state st);
const char *admin_kind_label(enum story_kind k);
const char *admin_role_label(enum role r);
/* Untranslated; NULL: it is none. */
const char *admin_edit_label(enum edit_kind k);
/* The sentence for a code of ?saved=, or NULL: a fixed set, so that an address cannot speak. In
 * English, for app_word. */
const char *admin_message(const char *code);
/* That sentence as MESSAGE of a page that a redirect led to; nothing on the answer to a POST. */
void admin_show_message(struct page *p);
/* The address of what shows a story's text as it will look, or NULL: this program was built without it
 * (docs/architecture.md). In the arena. */
const char *admin_styled(struct app *app, struct arena *a);
/* AGENT, BEGAN and SEEN of a session: what its browser is called, and when. */
struct session;
void admin_session_fill(struct page *p, struct tpl_dict *d, const struct session *one);
/* Whether the form's "current" is the password of who asks; somebody without one has nothing to give.
 * STORE_REFUSED: it is not, as why says. */
enum store_status account_ask_password(struct app *app, struct req *req, struct problems *why)
    __attribute__((warn_unused_result));
/* The roles that somebody may be given, as ROLE_OPTION rounds of d. */
void admin_roles_show(struct page *p, struct tpl_dict *d, enum role chosen);
/* "Too many tries. Try again in 30 seconds.", in the site's language. In the arena. */
const char *admin_throttled(struct app *app, struct arena *a, int seconds);

/* The summary above a form: PROBLEMS with PROBLEM rounds, each linking to its field. Problems of
 * fields for which is_field says no have no link; NULL: none has. Translate them first
 * (page_translate). */
typedef bool admin_is_field_fn(const char *name);
void admin_problems(struct tpl_dict *d, const struct problems *why, admin_is_field_fn *is_field);

/* A setting of the desk's page: its field's id there, and in English, for app_word, what it is called and what is
 * said of it ("": nothing). */
struct admin_setting {
    const char *name, *label, *help;
    const char *group; /* what it stands under */
};
/* The i-th from 0; false: there are no more. */
bool admin_setting(size_t i, struct admin_setting *out);

/* Who asks, and by which form: its own number and a digest of what it says. */
struct actor admin_actor(const struct req *req);

/* page_status, but 422 for what the editor can put right. */
int admin_status(enum store_status st);
/* res is a table from now on (lib/csv.h), for its reader to keep as a file: disposition is the whole header. Its first
 * line is these heads. */
void admin_csv_begin(struct res *res, const char *disposition, const char *const *heads, size_t n);
/* Names the store's trouble as a problem of the whole form and logs STORE_FAILED. */
void admin_store_problem(struct problems *why, enum store_status st, const struct store *s);

/* The navigation's way to readers' reports, for those who decide on them, with how many are open. */
void report_badge(struct page *p, struct tpl_dict *d);

/* Words to copy for the reader who wrote a report, when there is an address (report_answer.c). */
struct report;
struct report_answer {
    const char *headline;
    const char *story;       /* its whole address; NULL: readers do not see it */
    const char *corrections; /* the address of their page */
};
const char *report_answer_text(struct app *app, struct arena *a, const struct report *r,
                               const struct report_answer *to);

/* What somebody did, for "%NAME% did", in English, for app_word. */
struct audit_entry;
const char *admin_audit_verb(const struct audit_entry *e);
/* What is kept beside it, in the site's words where it is of ours; else as it is kept. Borrowed, or in the arena. */
const char *admin_audit_detail(struct app *app, struct arena *a, const struct audit_entry *e);

/* Above the list of stories: what waits for who is looking, and what goes out next. */
void desk_tasks_show(struct page *p);

/* What may be done with ticked stories, as BULK_FIELDS of d; binned: of what is in the bin. */
void bulk_fields_show(struct page *p, struct tpl_dict *d, bool binned);

/* Stores an upload. Problems go to why as field `field`. False: *m is not set. */
struct upload_about;
bool admin_store_picture(struct app *app, struct req *req, const struct upload *file,
                         const struct upload_about *about, const char *field, struct media *m,
                         struct problems *why, enum store_status *st);
/* The code that shows a picture in a body: "![alt](/media/… "Caption. Credit: Name")". What about
 * leaves out is what the picture's record says. */
const char *admin_picture_code(struct app *app, struct arena *a, const struct media *m,
                               const struct upload_about *about);

/* Puts a value into a list of fields: over the first of that name, else at the end. The list's
 * own array is copied first, so that a request's form stays as it was sent. */
void admin_field_put(struct arena *a, struct fields *f, const char *name, const char *value);
/* What was typed into a field; `now`, what it is, when the form left it as it had shown it (the field
 * was_NAME): somebody else may have changed it meanwhile. In the arena, its line ends as LF. */
const char *admin_typed(const struct req *req, const char *name, const char *now);
/* Whether what was typed there would take the place of what somebody else typed meanwhile, which nobody was shown: why
 * has a problem of that field then. */
bool admin_typed_over(const struct req *req, const char *name, const char *now,
                      struct problems *why);
/* What a page that shows a form once more says in was_NAME. What somebody else put there meanwhile nobody was shown,
 * unless a conflict (409) said so: else it is still what the form had shown before, and asked about when it is sent. */
const char *admin_was(const struct page *p, const char *name, const char *now,
                      const struct problems *why);
/* At the end, even when there is one of that name. */
void admin_field_add(struct arena *a, struct fields *f, const char *name, const char *value);
/* The first value or "". */
const char *admin_field(const struct fields *f, const char *name);

/* ---- Date and time fields (datetime_field.c) ------------------------------------------------------- */

/* One <input type="datetime-local"> in the site's zone. Its choice between two instants of the
 * same local time is the field NAME_which ("1" or "2"). */
struct datetime_field {
    const char *name;  /* of the field, and of its problem */
    const char *id;    /* of the element; NULL: the name */
    const char *label; /* in English, and help too: they are translated where they are shown */
    const char *help;  /* NULL: none */
    const char *form;  /* id of the form it belongs to when it stands outside; NULL: inside */
};
/* Reads a typed local time. Blank: true and *out is 0. False: why has a problem of that field. */
bool datetime_read(struct app *app, const struct fields *typed, const char *name, int64_t *out,
                   struct problems *why);
/* Fills a field with an instant, and NAME_which when it is one of two. 0: blank. */
void datetime_put(struct app *app, struct arena *a, struct fields *typed, const char *name,
                  int64_t ms);
/* True when what is typed is what datetime_put writes for ms: the field was left alone. */
bool datetime_is(struct app *app, const struct fields *typed, const char *name, int64_t ms);
/* The field itself: admin/datetime_field.tpl under d's include `slot`. */
void datetime_show(struct page *p, struct tpl_dict *d, const char *slot,
                   const struct datetime_field *m, const struct fields *typed,
                   const struct problems *why);

#endif
