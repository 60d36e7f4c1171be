/* login_private.h: what the two steps of signing in share. */
#ifndef DATELINE_LOGIN_PRIVATE_H
#define DATELINE_LOGIN_PRIVATE_H

#include "admin_private.h"

/* What the sign-in page shows and keeps. */
struct sign_in {
    const char *login;       /* as typed */
    const char *problem;     /* in the site's language, or NULL */
    bool by_link;            /* the problem is the one-time link's … */
    bool by_passkey;         /* … or the passkey's */
    bool signed_out;         /* just now, and by will */
    const char *message;     /* in English, for app_word, or NULL */
    const char *next;        /* where to go afterwards, below /admin/ */
    const char *resume_form; /* a form to come back to, urlencoded, or "" */
};

/* The address to go to afterwards: one of our own editors' pages, safe in a Location. */
const char *login_next(const char *next);
void login_show(struct app *app, struct req *req, struct res *res, const struct sign_in *s);
/* For whoever watches the log, and for what bars addresses by it. Never the name: now and then somebody
 * types the password there. */
void login_log(const struct req *req, const char *why);
/* The session has begun, unless st says otherwise. */
void login_welcome(struct app *app, struct req *req, struct res *res, struct sign_in *s,
                   enum store_status st);
/* The page behind the password: it asks for a code, a passkey, or either. */
void login_code_show(struct app *app, struct req *req, struct res *res, const struct sign_in *s);
/* The password was right, and a code or a passkey is asked for (login_code.c). */
void login_ask_for_code(struct app *app, struct req *req, struct res *res, struct sign_in *s);

#endif
