/* form_token.h: the proof that a reader's form is one that we made, without a cookie.
 *
 * A token names the instant at which the form was made, and is signed with a key of the site for
 * the form's own path. Nothing is kept of it.
 *
 * key: the site's, as text; NULL when it cannot be had, and then no token is made or taken. */
#ifndef DATELINE_FORM_TOKEN_H
#define DATELINE_FORM_TOKEN_H

#include "req.h"

/* For the field "token" of a form that posts to the path of this request. In the arena; NULL
 * without a key. */
const char *form_token_make(const char *key, const struct req *req);
/* When the posted form was made, ms UTC; 0: its token is none of ours, or another path's. */
int64_t form_token_made_at(const char *key, const struct req *req);
/* The token, and that the browser does not say that another site sent the form. */
bool form_token_is_ours(const char *key, const struct req *req);

/* The random number of the posted form itself, from its field "form": by it a second arrival is known
 * (db/form_record.h). NULL: it has none, or one that no page of ours would give it. */
const char *form_number(const struct req *req);
/* A new one, for a page's forms. In the arena. */
const char *form_number_make(struct arena *a);

#endif
