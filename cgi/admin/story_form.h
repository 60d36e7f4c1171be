/* story_form.h: the story form, from what was typed to what is saved and back.
 *
 * The form is kept as the fields that were typed, not as a parsed text: whatever goes wrong, an
 * expired session, a conflict, a date that does not exist, the same fields fill the form again. */
#ifndef DATELINE_ADMIN_STORY_FORM_H
#define DATELINE_ADMIN_STORY_FORM_H

#include "admin_private.h"

enum story_field_shape {
    FIELD_LINE,  /* one line */
    FIELD_LINES, /* a textarea */
    FIELD_CHOICE /* a select, radio group or hidden value: shown by code of its own */
};

/* One field of a story's text. */
struct story_field {
    const char *name; /* of the form field, its id and its problems */
    const char *label;
    const char *value;   /* template variable with the value */
    const char *problem; /* template section and variable with what is wrong */
    enum story_field_shape shape;
};
extern const struct story_field story_fields[];
extern const size_t story_fields_n;

/* What another editor saved in between. */
struct story_conflict {
    struct story_view theirs;
    struct fields their_fields;
    struct fields base_fields; /* of the revision this editor began from; n 0: unknown */
    struct fields my_fields;   /* as typed, before anything was taken over */
};

struct story_form {
    struct fields typed;
    struct story story; /* as it is in the store; id 0: a new one */
    enum story_kind kind;
    int base; /* number of the revision the editor began from */
    struct problems why;
    const char *message;             /* a sentence above the form, or NULL */
    bool unsaved;                    /* what is typed is nowhere but in this form */
    bool same_text;                  /* ask whether an update without a change is meant */
    struct story_conflict *conflict; /* or NULL */
    const char *picture_code;        /* of a picture stored for the text just now, or NULL */
};

/* ---- story_form.c -------------------------------------------------------------------------- */

/* A form for a new story of that kind. */
void story_form_new(struct app *app, struct req *req, struct story_form *f, enum story_kind kind);
/* A form with a story's head revision. */
void story_form_load(struct app *app, struct req *req, struct story_form *f,
                     const struct story_view *view);
/* The text fields of a revision. */
struct fields story_form_fields(struct arena *a, const struct story_text *t, const char *slug);
/* What the fields say; malformed ones go to why. Strings are in the arena. */
void story_form_text(struct arena *a, const struct fields *typed, struct story_text *out,
                     struct problems *why);
/* A field's value as one text, for comparing: sources become lines of "Title | address". */
const char *story_form_value(struct arena *a, const struct fields *typed,
                             const struct story_field *field);
/* Puts another list's value of a field into typed. */
void story_form_take(struct arena *a, struct fields *typed, const struct fields *from,
                     const struct story_field *field);
bool story_form_is_field(const char *name);

/* ---- story_show.c and story_panel.c -------------------------------------------------------- */

/* The whole page with the form, with res->status as it is. */
void story_form_show(struct app *app, struct req *req, struct res *res, struct story_form *f);
/* The column beside it: what saving does, times, withdrawing. */
void story_panel_show(struct page *p, const struct story_form *f);

/* ---- story.c ------------------------------------------------------------------------------- */

/* The head of a story that this user may edit, into view and f. False: res is an answer. */
bool story_form_open(struct app *app, struct req *req, struct res *res, int64_t id,
                     struct story_form *f, struct story_view *view);
/* A posted form shown again as it was typed, with a message: after a sign-in. id 0: new. */
void story_form_resume(struct app *app, struct req *req, struct res *res, int64_t id,
                       const char *message);

/* ---- report.c ------------------------------------------------------------------------------ */

/* ?report= of an editor's form of a live story: a correction of the passage that was reported. */
void report_prefill(struct app *app, struct req *req, struct story_form *f);
/* The report that the form answers, above it and as its hidden field. */
void report_show_in_form(struct page *p, const struct story_form *f);
/* Its number, 0 for none. */
int64_t report_of_form(const struct story_form *f);

/* ---- compare.c ----------------------------------------------------------------------------- */

/* One FIELD round below d when the two differ: its label and SPANs of words. NULL: they do not. */
struct tpl_dict *compare_field(struct arena *a, struct tpl_dict *d, const struct story_field *field,
                               const struct fields *before, const struct fields *after);

/* ---- conflict.c ---------------------------------------------------------------------------- */

/* Prepares f for a conflict: loads the other text, takes over what only the other changed, and
 * sets the base to the newer number. */
enum store_status conflict_prepare(struct app *app, struct req *req, struct story_form *f)
    __attribute__((warn_unused_result));
void conflict_show(struct page *p, const struct story_form *f);

#endif
