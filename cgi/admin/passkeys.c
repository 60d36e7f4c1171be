/* passkeys.c: one's own passkeys: added, listed, renamed, removed. /admin/account/passkeys
 *
 * The script asks for what a new key is made for (do=begin), with the password, and sends the form with what
 * the person's device made (do=add). Whoever has no script sees the keys, and may rename and remove them. */
#include "passkey_private.h"

#include "cgi/http/session.h"
#include "db/user.h"
#include "lib/text.h"

#include <inttypes.h>
#include <string.h>

static bool passkeys_is_field(const char *name)
{
    return strcmp(name, "name") == 0 || strcmp(name, "current") == 0 ||
           strncmp(name, "name-", 5) == 0;
}

/* The key whose name is being changed; 0: none. */
static int64_t passkeys_renamed(const struct req *req)
{
    int64_t id = 0;

    if (strcmp(req_form(req, "do"), "rename") == 0)
        text_to_int(req_form(req, "key"), 1, INT64_MAX, &id);
    return id;
}

static const char *passkeys_name_field(struct arena *a, int64_t id)
{
    return arena_printf(a, "name-%" PRId64, id);
}

static void passkeys_fill_name(struct page *p, struct tpl_dict *d, const struct passkey *k,
                               const struct problems *why)
{
    bool typed = why->n && passkeys_renamed(p->req) == k->id;

    tpl_set(d, "KEY_NAME", k->name);
    tpl_set(d, "TYPED_KEY_NAME", typed ? req_form(p->req, "name") : k->name);
    if (typed)
        tpl_show(d, "RENAME_OPEN");
    tpl_set_if(d, "KEY_NAME_PROBLEM", problem_of(why, passkeys_name_field(p->req->arena, k->id)));
}

static void passkeys_fill(struct page *p, const struct passkeys *all, const struct problems *why)
{
    for (size_t i = 0; i < all->n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "KEY");
        tpl_set_int(d, "KEY_ID", all->v[i].id);
        passkeys_fill_name(p, d, &all->v[i], why);
        admin_time(p, d, "ADDED", all->v[i].created_at);
        if (all->v[i].used_at)
            admin_time_if(p, d, "USED_IF", "USED", all->v[i].used_at);
        else
            tpl_show(d, "UNUSED");
        if (p->req->session->user.has_password)
            tpl_show(d, "ASK_PASSWORD");
    }
}

static void passkeys_show_form(struct page *p)
{
    struct passkey_site ours;

    if (!passkey_ours(p->app, p->req->arena, &ours)) {
        tpl_set_if(p->main, "NOWHERE", app_setting(p->app, SETTING_BASE_URL));
        return;
    }
    struct tpl_dict *d = tpl_add(p->main, "ADD");
    passkey_script(p, d);
    tpl_set(d, "TYPED_NAME", passkeys_renamed(p->req) ? "" : req_form(p->req, "name"));
    if (p->req->session->user.has_password)
        tpl_show(d, "ASK_PASSWORD");
}

static void passkeys_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct passkeys all = {0};
    const struct user *u = &req->session->user;
    enum store_status st = passkey_list(app->store, req->arena, u->id, &all);

    if (st != STORE_OK) {
        page_store_error(app, req, res, st, app->store);
        return;
    }
    struct page p =
        page_start_admin(app, req, res, "admin/passkeys.tpl", app_word(app, "Passkeys"));
    page_sheet(&p, "css/account.css");
    tpl_set_global(p.main, "LOGIN", u->login);
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, passkeys_is_field);
    tpl_set_if(p.main, "NAME_PROBLEM", problem_of(why, "name"));
    tpl_set_if(p.main, "CURRENT_PROBLEM", problem_of(why, "current"));
    tpl_show(p.main, all.n ? "SOME" : "NONE");
    if (u->has_password)
        tpl_show(p.main, "PASSWORD_TOO");
    passkeys_fill(&p, &all, why);
    passkeys_show_form(&p);
    page_finish(&p);
}

void passkeys_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    passkeys_show(app, req, res, &why);
}

/* What the device is to make a key for. */
static enum store_status passkeys_begin(struct app *app, struct req *req, struct res *res,
                                        const struct passkey_site *ours)
{
    const struct user *u = &req->session->user;
    struct passkey_asking who = {u->id, req->csrf, req->address, req->now};
    char challenge[TOKEN_SIZE];
    const char *handle;
    struct passkeys all = {0};
    int retry_s;
    enum store_status st = passkey_list(app->store, req->arena, u->id, &all);

    if (st == STORE_OK)
        st = passkey_user_handle(app->store, req->arena, u->id, &handle);
    if (st == STORE_OK)
        st = passkey_challenge_make(app->store, &who, challenge, &retry_s);
    if (st == STORE_OK)
        passkey_say(req, res, 200,
                    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "challenge", challenge, "rp",
                              ours->id, "paper", app_setting(app, SETTING_TITLE), "user", handle,
                              "login", u->login, "name", u->name, "keys", passkey_ids(&all)));
    return st;
}

static enum store_status passkeys_add(struct app *app, struct req *req,
                                      const struct passkey_site *ours, struct problems *why)
{
    struct actor by = admin_actor(req);
    const char *name = req_form(req, "name");
    struct passkey_new made = {
        .name = text_blank(name) ? app_word(app, WORD("Passkey")) : name,
        .client = req_form(req, "passkey_client"),
        .auth = req_form(req, "passkey_auth"),
        .browser = req->csrf,
        .site = ours,
    };

    return passkey_add(app->store, &made, &by, req->now, why);
}

static enum store_status passkeys_remove(struct app *app, struct req *req, struct problems *why)
{
    struct actor by = admin_actor(req);
    int64_t id = 0;
    enum store_status st = account_ask_password(app, req, why);

    text_to_int(req_form(req, "key"), 1, INT64_MAX, &id);
    if (st == STORE_OK)
        st = passkey_remove(app->store, id, &by, req->now, why);
    return st;
}

/* What is wrong with a name is wrong at the key's own field. */
static enum store_status passkeys_rename(struct app *app, struct req *req, struct problems *why)
{
    struct actor by = admin_actor(req);
    int64_t id = passkeys_renamed(req);
    enum store_status st =
        passkey_rename(app->store, id, req_form(req, "name"), &by, req->now, why);

    for (size_t i = 0; i < why->n; i++)
        if (strcmp(why->v[i].field, "name") == 0)
            why->v[i].field = passkeys_name_field(req->arena, id);
    return st;
}

/* The script's question: its answer is no page. */
static void passkeys_answer_begin(struct app *app, struct req *req, struct res *res,
                                  const struct passkey_site *ours)
{
    struct problems why = {.arena = req->arena};
    enum store_status st = account_ask_password(app, req, &why);

    if (st == STORE_OK)
        st = passkeys_begin(app, req, res, ours);
    if (st == STORE_OK)
        return;
    page_translate(app, &why);
    passkey_say_problem(req, res, admin_status(st),
                        why.n ? why.v[0].text : app_word(app, store_status_text(st)));
}

void passkeys_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct passkey_site ours;
    bool there = passkey_ours(app, req->arena, &ours);
    const char *what = req_form(req, "do"), *code = "passkey-added";
    enum store_status st;

    if (there && strcmp(what, "begin") == 0) {
        passkeys_answer_begin(app, req, res, &ours);
        return;
    }
    if (there && strcmp(what, "add") == 0) {
        st = passkeys_add(app, req, &ours, &why);
    } else if (strcmp(what, "rename") == 0) {
        code = "passkey-renamed";
        st = passkeys_rename(app, req, &why);
    } else {
        code = "passkey-removed";
        st = passkeys_remove(app, req, &why);
    }
    if (st == STORE_OK) {
        res_redirect(res, 303, arena_printf(req->arena, "/admin/account/passkeys?saved=%s", code));
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    passkeys_show(app, req, res, &why);
}
