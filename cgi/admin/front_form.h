/* front_form.h: an arrangement of the front page as its form says it. */
#ifndef DATELINE_FRONT_FORM_H
#define DATELINE_FRONT_FORM_H

#include "admin_private.h"

#include "db/front.h"

/* What is in the form, by place: fields story_1, until_1, until_1_which, …; and at. */
struct front_form {
    struct app *app;
    struct req *req;
    struct fields typed;
    struct strlist bands;  /* slugs in their order */
    struct strlist hidden; /* of these */
    int64_t shown;         /* what readers saw when it was opened; 0: nothing was arranged */
    int64_t replaces;      /* the arrangement that waits and is changed; 0: none */
    struct problems why;
};

/* As an arrangement is. */
void front_form_of(struct front_form *f, const struct front *front);
/* As it was typed: rows in the order in which they were sent. */
void front_form_typed(struct front_form *f);
/* A row or a band goes up or down: "up-3", "down-3", "band-up-2", "band-down-2". False: it says none of that. */
bool front_form_move(struct front_form *f, const char *what);
/* The arrangement that is typed; names of stories that were found take their whole form. False: why says
 * what is not understood; the rest is in out. */
bool front_form_read(struct front_form *f, struct front *out);
/* The form, as ROW and BAND rounds of the page. */
void front_form_show(struct page *p, struct front_form *f);
bool front_form_is_field(const char *name);

#endif
