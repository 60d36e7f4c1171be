/* story_links.c: links for people without an account, below the notes beside the form. Their buttons send
 * the whole form, as those of the notes do. */
#include "story_form.h"

#include "db/preview_link.h"
#include "lib/text.h"

#define REVOKE "link-revoke-"

static enum store_status links_make(struct app *app, struct req *req, struct story_form *f)
{
    struct actor by = admin_actor(req);
    char token[TOKEN_SIZE];
    struct preview_link_new in = {.story_id = f->story.id, .proof = req->csrf};
    in.name = text_line(req->arena, admin_field(&f->typed, "link_name"));
    text_to_int(admin_field(&f->typed, "link_days"), 1, 365, &in.days);
    enum store_status st = preview_link_make(app->store, &in, &by, req->now, token, &f->why);
    if (st != STORE_OK)
        return st;
    f->link_made =
        page_absolute(app, req->arena, arena_printf(req->arena, "/story/preview?link=%s", token));
    f->link_name = in.name;
    admin_field_put(req->arena, &f->typed, "link_name", "");
    return STORE_OK;
}

enum store_status story_links_press(struct app *app, struct req *req, struct story_form *f)
{
    const char *button = admin_field(&f->typed, "action");
    struct actor by = admin_actor(req);
    int64_t id = 0;
    enum store_status st;
    if (strncmp(button, REVOKE, strlen(REVOKE)) != 0) {
        st = links_make(app, req, f);
        f->message = WORD("The link is made. Copy it now: it is not shown again.");
    } else {
        text_to_int(button + strlen(REVOKE), 1, INT64_MAX, &id);
        st = preview_link_revoke(app->store, f->story.id, id, &by, req->now, &f->why);
        f->message = WORD("The link is revoked. Who has it sees nothing any more.");
    }
    if (st == STORE_OK)
        return st;
    f->message = NULL;
    if (f->why.n == 0)
        admin_store_problem(&f->why, st, app->store);
    return st;
}

/* ---- Showing --------------------------------------------------------------------------------- */

static void links_show_one(struct page *p, struct tpl_dict *d, const struct preview_link *l)
{
    bool holds = preview_link_holds(l, p->req->now);
    d = tpl_add(d, "LINK");
    tpl_set_int(d, "LINK_ID", l->id);
    tpl_set(d, "LINK_FOR", l->name);
    tpl_set(d, "LINK_BY", l->created_by_name);
    tpl_set(d, "LINK_UNTIL", admin_when(p->app, p->req, l->expires_at));
    tpl_show(d, holds ? "HOLDS" : l->revoked_at ? "REVOKED" : "EXPIRED");
    if (l->seen_at)
        tpl_set_if(d, "LINK_SEEN", admin_when(p->app, p->req, l->seen_at));
    else
        tpl_show(d, "NEVER_SEEN");
}

static void links_show_days(struct page *p, struct tpl_dict *d, const char *chosen)
{
    int64_t typed = 7;
    text_to_int(chosen, 1, 365, &typed);
    for (const int *days = preview_link_days; *days; days++) {
        struct tpl_dict *one = tpl_add(d, "DAYS");
        tpl_set_int(one, "DAYS_VALUE", *days);
        tpl_set(one, "DAYS_LABEL",
                language_count(p->app->language, p->req->arena, "one day|%COUNT% days", *days));
        if (*days == typed)
            tpl_show(one, "DAYS_CHOSEN");
    }
}

void story_links_show(struct page *p, struct tpl_dict *d, const struct story_form *f)
{
    struct preview_links all;
    if (!admin_may(p->req, ACT_LINK, &f->story) ||
        preview_link_list(p->app->store, p->req->arena, f->story.id, &all) != STORE_OK)
        return;
    d = tpl_add(d, "LINKS");
    for (size_t i = 0; i < all.n; i++)
        links_show_one(p, d, &all.v[i]);
    links_show_days(p, d, admin_field(&f->typed, "link_days"));
    tpl_set(d, "LINK_NAME", admin_field(&f->typed, "link_name"));
    tpl_set_if(d, "LINK_NAME_PROBLEM", problem_of(&f->why, "link_name"));
    tpl_set_int(d, "LINK_NAME_MAX", PREVIEW_LINK_NAME_MAX);
    if (!f->link_made)
        return;
    d = tpl_add(d, "LINK_MADE");
    tpl_set(d, "LINK_ADDRESS", f->link_made);
    tpl_set(d, "LINK_FOR", f->link_name);
}
