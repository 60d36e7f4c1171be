/* story_form.h: the story form, from what was typed to what is saved and back.
 *
 * The form is kept as the fields that were typed, not as a parsed text: whatever goes wrong, an
 * expired session, a conflict, a date that does not exist, the same fields fill the form again. */
#ifndef DATELINE_ADMIN_STORY_FORM_H
#define DATELINE_ADMIN_STORY_FORM_H

#include "admin_private.h"
#include "cgi/story_part.h"
#include "db/permission.h"
#include "db/story_merge.h"
#include "db/story_reword.h"

#include <string.h>

enum story_field_shape {
    FIELD_LINE,  /* one line */
    FIELD_LINES, /* a textarea */
    FIELD_CHOICE /* a select, radio group or hidden value: shown by code of its own */
};

/* One field of a story's text. */
struct story_field {
    const char *name;    /* of the form field, its id and its problems */
    const char *label;   /* in English, for app_word */
    const char *value;   /* template variable with the value */
    const char *problem; /* template section and variable with what is wrong */
    enum story_field_shape shape;
};
extern const struct story_field story_fields[];
extern const size_t story_fields_n;

/* Which texts a form was made of, as its hidden fields say: what a save names. */
struct story_shown {
    enum named_text on; /* the text in the form */
    int base;           /* its revision; 0: a new story */
    const char *hash;   /* of that revision, "" for a new story */
    int live, waiting, draft;
    const char *waiting_said; /* what it tells readers of itself (story_told); "" */
    int64_t waiting_at;       /* when what waits goes live; 0: nothing waits */
    int64_t live_from;        /* since when readers see it so; 0: they do not */
    int64_t withdrawn_at;     /* the story: what is published brings it back; 0: it is there */
    int restored;             /* an earlier revision that was brought back into the form; 0: none */
};

/* Two texts that had to be put together: what the form holds now is the result. */
struct story_meeting {
    enum save_conflict why; /* CONFLICT_OVERLAP: nothing was put together, a choice is asked for */
    struct text_merge merge;
    struct revision theirs; /* the other text */
};

struct story_form {
    struct fields typed;
    struct story story;       /* as it is in the store; id 0: a new one */
    struct named_infos texts; /* its texts, as they are in the store */
    struct story_shown shown;
    enum story_kind kind;
    struct problems why;
    const char *message;          /* a sentence above the form, in English, or NULL */
    bool unsaved;                 /* what is typed is nowhere but in this form */
    bool same_text;               /* ask whether an update without a change is meant */
    struct new_names asks_names;  /* names that are not known: ask whether they are meant */
    struct new_names meant_names; /* those of which that was said */
    bool asks_override; /* the checklist stops it: ask for a reason to let it out all the same */
    bool asks_draft;    /* ask whether the draft there is may be put aside */
    struct story_meeting *meeting; /* or NULL */
    const char *picture_code;      /* of a picture stored for the text just now, or NULL */
    struct problems picture_says;  /* what an editor should know of that picture */
    const char *link_made;         /* address of a link for a guest, made just now, or NULL */
    const char *link_name;         /* … and whom it is for */
    bool brought;                  /* the picture above the text filled its fields with its words */
};

/* ---- story_form.c -------------------------------------------------------------------------- */

/* A form for a new story of that kind. */
void story_form_new(struct app *app, struct req *req, struct story_form *f, enum story_kind kind);
/* A form with one of a story's revisions. f->story and f->shown are filled already. */
void story_form_load(struct app *app, struct req *req, struct story_form *f,
                     const struct revision *r);
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
/* Puts the story's address into the field for it, and beside it as what was shown there. */
void story_form_show_slug(struct arena *a, const struct story *s, struct fields *typed);
/* Whether the address is as it was shown: then it is no wish for one. */
bool story_form_slug_left(const struct fields *typed);

/* ---- story_show.c, story_groups.c and story_panel.c ----------------------------------------- */

/* The whole page with the form, with res->status as it is. */
void story_form_show(struct app *app, struct req *req, struct res *res, struct story_form *f);
/* The groups of fields beside the text: what each says of itself, and which are open. */
void story_groups_show(struct page *p, const struct story_form *f);
/* The column beside it: what saving does, times, withdrawing. */
void story_panel_show(struct page *p, const struct story_form *f);

/* ---- story_wording.c: public words beside the text --------------------------------------------- */

/* "note", "correction", "withdrawal"; WORDING_MAX: none of them. */
enum wording story_wording_what(const char *name);

/* WORDING and what is in it: notes of updates, and corrections. What was typed and refused stands in its field. */
void story_wording_show(struct page *p, struct tpl_dict *d, const struct story_form *f);
/* The fields of WITHDRAWN for the notice to readers. */
void story_wording_show_notice(struct tpl_dict *d, const struct story_form *f);
/* Whether the page has the words in a field for which the form came. */
bool story_wording_placed(struct app *app, struct req *req, const struct story_form *f);

/* ---- story.c ------------------------------------------------------------------------------- */

/* A story that this user may do that to, into f->story and f->texts. False: res is an answer. */
bool story_form_open(struct app *app, struct req *req, struct res *res, int64_t id, enum act act,
                     struct story_form *f);
/* What a small form came to: back to the story with the code of what happened, or its page again. */
void story_form_done(struct app *app, struct req *req, struct res *res, enum store_status st,
                     const struct problems *why, const char *code);
/* A posted form shown again as it was typed, with a message in English: after a sign-in. id 0: new. */
void story_form_resume(struct app *app, struct req *req, struct res *res, int64_t id,
                       const char *message);
/* The id of the address, 0 for none. */
int64_t story_form_id(const struct req *req);

/* ---- story_texts.c: which text the form holds ----------------------------------------------- */

/* The text asked for by ?text= and ?revision=, else what readers see, unless the draft is one's
 * own. Fills f->shown and f->typed; a draft takes in what readers see since. */
enum store_status story_texts_load(struct app *app, struct req *req, struct story_form *f)
    __attribute__((warn_unused_result));
/* What a posted form's hidden fields say. */
void story_texts_posted(const struct fields *typed, struct story_shown *out);
/* The line that names the text in the form, and the way to the others. */
void story_texts_show(struct page *p, const struct story_form *f);
/* "What readers see", "The update that waits for 5 Jan", …: the name that people see. */
const char *story_texts_name(struct page *p, const struct story_form *f, enum named_text t);
/* What others wrote in it that readers have not seen, with the box to tick. */
void story_texts_show_others(struct page *p, struct tpl_dict *d, const struct story_form *f);

/* ---- story_copy.c: what is typed and not saved ---------------------------------------------- */

/* Shows the working copy that ?copy= names, and is true; false: it names none of this user. */
bool story_copy_open(struct app *app, struct req *req, struct res *res);
/* Puts the working copy that ?copy= names in place of the request's form. suggests: one of a suggestion.
 * STORE_MISSING: it names none of this user and story. */
enum store_status story_copy_take(struct app *app, struct req *req, bool suggests)
    __attribute__((warn_unused_result));
/* Keeps what stood beside a text that was saved as a draft: what readers are to be told of it is in none. *token:
 * that of the copy; "": nothing was typed there. */
enum store_status story_copy_keep_beside(struct app *app, struct req *req, struct story_form *f,
                                         const struct story_saved *saved, const char **token)
    __attribute__((warn_unused_result));
/* The form's own token; the user's other copies of the story; who else is writing. */
void story_copy_show(struct page *p, const struct story_form *f);
/* The user's copies of new stories, on the page with the list. */
void story_copy_show_new(struct page *p);
/* The user's copies of suggestions for a story, but for the one that the page shows. */
void story_copy_show_suggested(struct page *p, int64_t story_id, const char *token);

/* ---- story_note.c: notes on the text ----------------------------------------------------------- */

enum note_does { NOTE_SAY, NOTE_RESOLVE, NOTE_REOPEN };
/* What somebody asked for: words on a passage (NULL: on the whole story), or on a thread. */
struct note_press {
    enum note_does does;
    int64_t story_id, thread_id; /* thread 0: a new one */
    const struct story_part *part;
    const char *words;
};
/* Does it; *id is the thread. */
enum store_status story_note_take(struct app *app, struct req *req, const struct note_press *press,
                                  int64_t *id, struct problems *why)
    __attribute__((warn_unused_result));

/* ---- story_noted.c, suggestions.c: after a sign-in ---------------------------------------------- */

/* Their pages, of the story of the address, with what was typed and a message in English. */
void story_noted_resume(struct app *app, struct req *req, struct res *res, const char *message);
void suggestions_resume(struct app *app, struct req *req, struct res *res, const char *message);

/* ---- story_notes.c: the same in a group beside the form --------------------------------------- */

/* Whether the pressed button is one of that group's: "note", "note-answer-12". */
static inline bool story_notes_is_button(const char *action)
{
    return strncmp(action, "note", strlen("note")) == 0;
}
/* Does what the pressed button asks for; the form goes on as it was typed. */
enum store_status story_notes_press(struct app *app, struct req *req, struct story_form *f)
    __attribute__((warn_unused_result));
void story_notes_show(struct page *p, const struct story_form *f);

/* ---- story_links.c: links for guests, in the same group ---------------------------------------- */

static inline bool story_links_is_button(const char *action)
{
    return strncmp(action, "link", strlen("link")) == 0;
}
enum store_status story_links_press(struct app *app, struct req *req, struct story_form *f)
    __attribute__((warn_unused_result));
/* LINKS below d, for who may make them. */
void story_links_show(struct page *p, struct tpl_dict *d, const struct story_form *f);

/* ---- story_suggest.c: what is typed as a suggestion, instead of a save ------------------------- */

/* Keeps what the fields say as one on that revision of the story. */
enum store_status story_suggest_typed(struct app *app, struct req *req, const struct story *story,
                                      int base, const struct fields *typed, struct problems *why)
    __attribute__((warn_unused_result));
/* The same of the story form, whose working copy it ends. */
enum store_status story_suggest_press(struct app *app, struct req *req, struct story_form *f)
    __attribute__((warn_unused_result));
/* SUGGEST below d. */
void story_suggest_show(struct page *p, struct tpl_dict *d, const struct story_form *f);

/* ---- story_review.c: from hand to hand ------------------------------------------------------------ */

/* REVIEW_PANEL below d: who has the text, what was said of it, who writes it too. */
void story_review_show(struct page *p, struct tpl_dict *d, const struct story_form *f);

/* ---- story_style.c: the paper's house style -------------------------------------------------- */

/* A sentence for each thing that these fields say against it. */
struct strlist story_style_said(struct app *app, struct arena *a, const struct fields *typed);
/* The list below the text. */
void story_style_show(struct page *p, const struct story_form *f);

/* ---- story_meeting.c: two editors at once ---------------------------------------------------- */

/* After STORE_CONFLICT: puts the typed text together with the one that is there now, and names that
 * one as shown. */
enum store_status story_meeting_prepare(struct app *app, struct req *req, struct story_form *f,
                                        const struct story_saved *out)
    __attribute__((warn_unused_result));
void story_meeting_show(struct page *p, const struct story_form *f);

/* ---- story_names.c: bylines and tags that are not known yet ---------------------------------- */

/* What was said of the names that the form asked about: f->meant_names, and a known one in the place
 * of a slip in f->typed. */
void story_names_read(struct req *req, struct story_form *f);
void story_names_show(struct page *p, const struct story_form *f);

/* ---- story_outcome.c: what the button does, in its own words --------------------------------- */

/* The instant that the field When asks for; 0: now. False: it cannot be read. */
bool story_outcome_when(struct app *app, struct req *req, const struct story_form *f, int64_t *at,
                        struct problems *why);
/* Whether the pressed button's words named that instant. */
bool story_outcome_promised(const struct story_form *f, int64_t at, int64_t now);
/* The bar with the buttons, under d's include OUTCOME. */
void story_outcome_show(struct page *p, struct tpl_dict *d, const struct story_form *f);
/* Where a save leads: the story's page, with what was done, a time that was typed, and the copy of what stood beside
 * the text ("": none). */
const char *story_outcome_address(struct req *req, const struct story_form *f,
                                  const struct story_saved *out, const char *copy);

/* ---- story_hint.c ----------------------------------------------------------------------------- */

/* HINT below d: a sentence on what a live story's text in the form changes of what readers see; nothing
 * when it is as good as the same. */
void story_hint_show(struct page *p, struct tpl_dict *d, const struct story_form *f);

/* ---- report.c ------------------------------------------------------------------------------ */

/* ?report= of an editor's form of a live story: a correction of the passage that was reported. */
void report_prefill(struct app *app, struct req *req, struct story_form *f);
/* The report that the form answers, above it and as its hidden field. */
void report_show_in_form(struct page *p, const struct story_form *f);
/* Its number, 0 for none. */
int64_t report_of_form(const struct story_form *f);

/* ---- compare.c ----------------------------------------------------------------------------- */

/* SPAN rounds below d: the words of two texts. */
void compare_words(struct arena *a, struct tpl_dict *d, const char *before, const char *after);

/* One FIELD round below d when the two differ: its label and SPANs of words. NULL: they do not. */
struct tpl_dict *compare_field(struct app *app, struct arena *a, struct tpl_dict *d,
                               const struct story_field *field, const struct fields *before,
                               const struct fields *after);

#endif
