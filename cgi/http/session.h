/* session.h: the cookie of who is signed in, and the proof that a form is ours. */
#ifndef DATELINE_SESSION_H
#define DATELINE_SESSION_H

#include "db/passkey.h"
#include "db/store.h"
#include "db/totp.h"
#include "res.h"

/* Sets req->session and req->csrf from the cookies. A reader without a cookie costs nothing.
 * Without a session, pages with a form for the not yet signed-in (sign in) use a double-submit
 * token in its own cookie: session_prepare_form sets it. */
void session_load(struct store *store, struct req *req);
void session_prepare_form(struct req *req, struct res *res);
/* Whether the session's last visit was so long ago that this one should be written down. It needs
 * no precision: SESSION_TOUCH_MS. */
bool session_visit_is_due(const struct req *req);
/* Writes it down; a failure harms nothing else. writer NULL: could not be opened. */
void session_visit(struct store *writer, const struct req *req);
/* The form's token and the Origin / Sec-Fetch-Site headers. */
bool session_form_is_ours(const struct req *req);
/* Only the headers: same origin as req->base_url, or absent. */
bool session_origin_is_ours(const struct req *req);
/* Starts a session for the user and sets its cookie; ends the one there was. Also sets
 * req->session. A second arrival of the same form is given the same session. The store is one open
 * for writing. */
enum store_status session_begin(struct store *w, struct req *req, struct res *res, int64_t user_id)
    __attribute__((warn_unused_result));
/* For a form's second arrival that comes when the first has ended the form's session and begun
 * another: that one. STORE_MISSING: there is none. */
enum store_status session_begin_again(struct store *s, struct req *req, struct res *res)
    __attribute__((warn_unused_result));
/* As session_begin, for the user of a one-time link, which it uses up. STORE_MISSING: unknown, used
 * or expired. *step: no session has begun, but a step, as by session_begin_step. */
enum store_status session_begin_by_link(struct store *w, struct req *req, struct res *res,
                                        const char *link, bool *step)
    __attribute__((warn_unused_result));
/* Sets the cookie of somebody who gave the right password and whose code is waited for (db/totp.h). */
enum store_status session_begin_step(struct store *w, struct req *req, struct res *res,
                                     int64_t user_id) __attribute__((warn_unused_result));
/* Whose code is waited for in this browser. STORE_MISSING: nobody's. Reads only. */
enum store_status session_step_user(struct store *s, struct req *req, struct user *out)
    __attribute__((warn_unused_result));
/* As session_begin, for whoever's passkey answered; its browser, proof, step and time are set here. The statuses
 * of passkey_sign_in. */
enum store_status session_begin_by_passkey(struct store *w, struct req *req, struct res *res,
                                           struct passkey_sign_in *said, enum passkey_fault *fault)
    __attribute__((warn_unused_result));
/* As session_begin, for who gave the right code after that; the statuses of sign_in_step_use. */
enum store_status session_begin_by_code(struct store *w, struct req *req, struct res *res,
                                        const char *typed, int *retry_s)
    __attribute__((warn_unused_result));
/* What only the browser that sent this form knows: the number of its page, and its own token. NULL:
 * the form has no number. */
const char *session_proof(const struct req *req);
/* Ends it and takes the cookie away. */
enum store_status session_close(struct store *w, struct req *req, struct res *res)
    __attribute__((warn_unused_result));

#endif
