/* logo.c: the picture that stands in the place of the paper's name, as readers see it by day and by night.
 * /admin/logo */
#include "admin_private.h"

#include "cgi/theme.h"
#include "db/logo.h"
#include "lib/token.h"

#include <string.h>

static const struct logo_kind {
    enum setting setting;
    const char *name, *help;
} kinds[] = {
    {SETTING_LOGO, WORD("By day"),
     WORD("It stands in the place of the paper’s name, which screen readers read in its place.")},
    {SETTING_LOGO_NIGHT, WORD("By night"),
     WORD("On dark pages; without one, they have the one by day.")},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Which one the form is about. */
static const struct logo_kind *logo_asked(const struct req *req)
{
    return &kinds[strcmp(req_form(req, "which"), setting_name(SETTING_LOGO_NIGHT)) == 0];
}

/* What a setting is, in a few letters, for the form to say what it had shown. */
static const char *logo_mark(struct arena *a, const char *value)
{
    char *hex = arena_alloc(a, TOKEN_HASH_SIZE);

    token_sha256(value, strlen(value), hex);
    return arena_dupn(a, hex, 16);
}

/* The head of a page, with the logo in it or the name. */
static void logo_show_sample(struct page *p, struct tpl_dict *d, bool night)
{
    struct app *app = p->app;
    struct theme_sample s =
        theme_sample(app_setting(app, SETTING_PAPER), app_setting(app, SETTING_INK),
                     app_setting(app, SETTING_ACCENT), night);
    struct theme_logo logo;

    tpl_set(d, "SAMPLE_PAPER", s.paper);
    tpl_set(d, "SAMPLE_INK", s.ink);
    tpl_set(d, "SAMPLE_TITLE", app_setting(app, SETTING_TITLE));
    if (theme_logo(app->theme, &app->settings, app->assets, p->req->arena, &logo))
        tpl_set(tpl_add(d, "WITH_LOGO"), "LOGO_SRC", night && logo.dark ? logo.dark : logo.src);
    else
        tpl_show(d, "WITH_NAME");
}

static void logo_show(struct app *app, struct req *req, struct res *res, struct problems *why)
{
    struct page p = page_start_admin(app, req, res, "admin/logo.tpl", app_word(app, "Logo"));

    page_sheet(&p, "css/settings.css");
    admin_show_message(&p);
    page_translate(app, why);
    admin_problems(p.main, why, NULL);
    for (int i = 0; i < KINDS; i++) {
        const char *value = app_setting(app, kinds[i].setting);
        struct tpl_dict *d = tpl_add(p.main, "KIND");
        tpl_set(d, "KIND_ID", setting_name(kinds[i].setting));
        tpl_set(d, "KIND_NAME", app_word(app, kinds[i].name));
        tpl_set(d, "KIND_HELP", app_word(app, kinds[i].help));
        tpl_set(d, "WAS", logo_mark(req->arena, value));
        if (logo_asked(req) == &kinds[i])
            tpl_set_if(d, "PICTURE_PROBLEM", problem_of(why, "picture"));
        if (*value)
            tpl_show(d, "REMOVABLE");
        logo_show_sample(&p, d, i > 0);
    }
    page_finish(&p);
}

void logo_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};

    logo_show(app, req, res, &why);
}

/* STORE_OK: *value is what was asked for, "" to have none. */
static enum store_status logo_read(struct app *app, struct req *req, const char **value,
                                   struct problems *why)
{
    const struct upload *file = req_upload(req, "picture");
    const struct picture_maker asked = {.starter = app->starter};

    *value = "";
    if (strcmp(req_form(req, "do"), "remove") == 0)
        return STORE_OK;
    if (file)
        return logo_make(req->arena, app->site,
                         app->starter < 0 ? picture_maker_here(req->arena) : &asked, file->bytes,
                         file->n, req->now, value, why);
    problem_say(why, "picture",
                req->without_files ? picture_status_text(PICTURE_TOO_LARGE)
                                   : WORD("Choose a picture first."),
                NULL);
    return STORE_REFUSED;
}

/* A second press of the same form finds what it asked for. */
static enum store_status logo_put(struct app *app, struct req *req, const struct logo_kind *k,
                                  const char *value, struct problems *why)
{
    struct settings all;
    const char *was = fields_get(&req->form, "was");
    enum store_status st = setting_all(app->store, req->arena, &all);

    if (st != STORE_OK || strcmp(all.v[k->setting], value) == 0)
        return st;
    if (was && strcmp(was, logo_mark(req->arena, all.v[k->setting])) != 0) {
        problem_say(why, "",
                    WORD("Somebody else changed the logo since you opened this page: it is the one "
                         "below now. What you chose was not done; choose again to put it in the "
                         "place of that."),
                    NULL);
        return STORE_CONFLICT;
    }
    return setting_set(app->store, k->setting, value, req->session->user.id, req->now, why);
}

void logo_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    const struct logo_kind *k = logo_asked(req);
    const char *value;
    enum store_status st = logo_read(app, req, &value, &why);

    if (st == STORE_OK)
        st = store_batch_begin(app->store);
    if (st == STORE_OK)
        st = store_batch_end(app->store, logo_put(app, req, k, value, &why));
    if (st == STORE_OK) {
        res_redirect(res, 303,
                     *value ? "/admin/logo?saved=settings" : "/admin/logo?saved=logo-removed");
        return;
    }
    if (why.n == 0)
        admin_store_problem(&why, st, app->store);
    res->status = admin_status(st);
    logo_show(app, req, res, &why);
}
