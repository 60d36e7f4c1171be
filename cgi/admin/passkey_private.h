/* passkey_private.h: what the pages that ask for a passkey share (passkey_ask.c). */
#ifndef DATELINE_PASSKEY_PAGES_H
#define DATELINE_PASSKEY_PAGES_H

#include "admin_private.h"

#include "db/passkey.h"

#include <jansson.h>

/* The site, as browsers make passkeys for it. False: they make none there. In the arena. */
bool passkey_ours(struct app *app, struct arena *a, struct passkey_site *out);
/* PASSKEY_JS of d, its script; the page may ask for passkeys from then on. */
void passkey_script(struct page *p, struct tpl_dict *d);
/* Under p->main's include PASSKEY: the button to sign in with one, which the script shows. resumes: the page has a
 * form to come back to, RESUME_FORM. problem is in the site's language, or NULL. Nothing where there are none. */
void passkey_offer(struct page *p, const char *next, bool resumes, const char *problem);
/* An answer for the script, which takes `all`; NULL: no memory. */
void passkey_say(struct req *req, struct res *res, int status, json_t *all);
/* The same of a sentence that the script shows: {"says": …}. */
void passkey_say_problem(struct req *req, struct res *res, int status, const char *text);
/* [id, …] of somebody's, in base64. */
json_t *passkey_ids(const struct passkeys *all);

#endif
