/* passkey_ask.c: see passkey_private.h. */
#include "passkey_private.h"

#include "lib/json.h"

bool passkey_ours(struct app *app, struct arena *a, struct passkey_site *out)
{
    return passkey_site_of(a, app_setting(app, SETTING_BASE_URL), out);
}

void passkey_script(struct page *p, struct tpl_dict *d)
{
    p->res->passkeys = true;
    tpl_set(d, "PASSKEY_JS", page_asset(p->app, p->req->arena, "js/passkey.js"));
}

void passkey_offer(struct page *p, const char *next, bool resumes, const char *problem)
{
    struct passkey_site ours;

    if (!passkey_ours(p->app, p->req->arena, &ours))
        return;
    struct tpl_dict *d = tpl_include(p->main, "PASSKEY", "admin/passkey_sign_in.tpl");
    passkey_script(p, d);
    tpl_set(d, "PASSKEY_NEXT", next);
    tpl_set_if(d, "PASSKEY_PROBLEM", problem);
    if (resumes)
        tpl_show(d, "RESUME");
}

void passkey_say(struct req *req, struct res *res, int status, json_t *all)
{
    const char *text = all ? json_canonical(req->arena, all) : NULL;

    json_decref(all);
    res->status = text ? status : 500;
    res->content_type = "application/json";
    buf_adds(&res->body, text ? text : "{}");
}

void passkey_say_problem(struct req *req, struct res *res, int status, const char *text)
{
    passkey_say(req, res, status, json_pack("{s:s}", "says", text));
}

json_t *passkey_ids(const struct passkeys *all)
{
    json_t *ids = json_array();

    for (size_t i = 0; i < all->n; i++)
        json_array_append_new(ids, json_string(all->v[i].credential_id));
    return ids;
}
