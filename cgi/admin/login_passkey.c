/* login_passkey.c: signing in with a passkey, instead of a password or behind it. /admin/login/passkey
 *
 * The script asks for something to sign (/admin/login/challenge), has the person's device sign it, and sends
 * the form with what it says. A form that waits to be resumed goes along in it, as through the other steps. */
#include "login_private.h"
#include "passkey_private.h"

#include "cgi/http/session.h"
#include "db/user.h"

#include <string.h>

/* Behind a password, only the keys of whose password it was are asked for. */
static enum store_status login_challenge_keys(struct app *app, struct req *req, json_t **ids)
{
    struct passkeys all = {0};
    struct user user;
    enum store_status st = session_step_user(app->store, req, &user);

    if (st == STORE_OK)
        st = passkey_list(app->store, req->arena, user.id, &all);
    *ids = passkey_ids(&all);
    return st == STORE_MISSING ? STORE_OK : st;
}

void login_challenge_post(struct app *app, struct req *req, struct res *res)
{
    struct passkey_site ours;
    char challenge[TOKEN_SIZE];
    struct passkey_asking who = {.browser = req->csrf, .address = req->address, .now = req->now};
    int retry_s = 0;
    json_t *ids = NULL;

    if (!passkey_ours(app, req->arena, &ours)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    enum store_status st = passkey_challenge_make(app->store, &who, challenge, &retry_s);
    if (st == STORE_OK)
        st = login_challenge_keys(app, req, &ids);
    if (st == STORE_OK) {
        passkey_say(
            req, res, 200,
            json_pack("{s:s, s:s, s:o}", "challenge", challenge, "rp", ours.id, "keys", ids));
        return;
    }
    json_decref(ids);
    if (st == STORE_BUSY && retry_s > 0) {
        login_log(req, "too many tries");
        res_header(res, "Retry-After", arena_printf(req->arena, "%d", retry_s));
        passkey_say_problem(req, res, 429, admin_throttled(app, req->arena, retry_s));
    } else
        passkey_say_problem(req, res, admin_status(st), app_word(app, store_status_text(st)));
}

static const char *login_passkey_problem(struct app *app, enum passkey_fault fault)
{
    return app_word(app, fault == PASSKEY_LATE ? WORD("That took too long. Begin again.")
                         : fault == PASSKEY_UNVERIFIED
                             ? WORD("Your device has not checked that it is you: by a finger, your "
                                    "face or a PIN.")
                             : WORD("This passkey does not open anything here."));
}

static void login_passkey_refuse(struct app *app, struct req *req, struct res *res,
                                 struct sign_in *s, int status, const char *problem)
{
    struct user user;

    s->by_passkey = true;
    s->problem = problem;
    res->status = status;
    if (session_step_user(app->store, req, &user) == STORE_OK)
        login_code_show(app, req, res, s);
    else
        login_show(app, req, res, s);
}

void login_passkey_post(struct app *app, struct req *req, struct res *res)
{
    struct sign_in s = {
        .login = "",
        .next = login_next(req_form(req, "next")),
        .resume_form = req_form(req, "resume_form"),
    };
    struct passkey_site ours;
    struct passkey_sign_in said = {
        .id = req_form(req, "passkey_id"),
        .user = req_form(req, "passkey_user"),
        .answer = {req_form(req, "passkey_client"), req_form(req, "passkey_auth"),
                   req_form(req, "passkey_signature")},
        .site = &ours,
    };
    enum passkey_fault fault = PASSKEY_SOUND;

    if (!passkey_ours(app, req->arena, &ours)) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    enum store_status st = session_begin_by_passkey(app->store, req, res, &said, &fault);
    if (st == STORE_REFUSED) {
        login_log(req, "wrong passkey");
        login_passkey_refuse(app, req, res, &s, 403, login_passkey_problem(app, fault));
    } else if (st != STORE_OK)
        login_passkey_refuse(app, req, res, &s, admin_status(st),
                             app_word(app, store_status_text(st)));
    else
        login_welcome(app, req, res, &s, st);
}
