/* session.h: the cookie of who is signed in, and the proof that a form is ours. */
#ifndef DATELINE_SESSION_H
#define DATELINE_SESSION_H

#include "cgi/app.h"
#include "res.h"

/* Sets req->session and req->csrf from the cookies; touches the session when it is time. A reader
 * without a cookie costs nothing. Without a session, pages with a form for the not yet signed-in
 * (sign in) use a double-submit token in a cookie of its own: session_prepare_form sets it. */
void session_load(struct app *app, struct req *req);
void session_prepare_form(struct app *app, struct req *req, struct res *res);
/* The form's token and the Origin / Sec-Fetch-Site headers. */
bool session_form_is_ours(const struct app *app, const struct req *req);
/* Only the headers: same origin, or absent. */
bool session_origin_is_ours(const struct app *app, const struct req *req);
/* Starts a session for the user and sets its cookie; ends the one there was. Also sets
 * req->session. */
enum store_status session_begin(struct app *app, struct req *req, struct res *res, int64_t user_id)
    __attribute__((warn_unused_result));
/* Ends it and takes the cookie away. */
enum store_status session_close(struct app *app, struct req *req, struct res *res)
    __attribute__((warn_unused_result));

#endif
