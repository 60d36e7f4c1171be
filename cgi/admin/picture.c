/* picture.c: one picture: what is said of it, and who shows it. /admin/media/{id} */
#include "picture.h"

#include "db/media_about.h"
#include "db/media_delete.h"
#include "db/media_used.h"
#include "lib/text.h"

#include <string.h>

#define USERS_SHOWN 30
#define LARGE_WIDTH 960

/* A field of the form, in the order of the page. Rights are an editor's. */
static const struct {
    enum media_field field;
    const char *label, *help;
    bool rights;
} lines[] = {
    {MEDIA_ALT, WORD("Description for people who cannot see it"), "", false},
    {MEDIA_CAPTION, WORD("Caption"), "", false},
    {MEDIA_CREDIT, WORD("Credit"), "", false},
    {MEDIA_CREATOR, WORD("Maker"), WORD("Who made it, for search engines."), false},
    {MEDIA_COPYRIGHT, WORD("Copyright notice"), "", false},
    {MEDIA_LICENSE, WORD("Licence"), WORD("Its web address, with https://."), false},
    {MEDIA_SOURCE, WORD("Where it came from"), WORD("For the desk alone."), false},
    {MEDIA_RIGHTS_FROM, WORD("May be shown from"), WORD("The first day, as 2026-01-08."), true},
    {MEDIA_RIGHTS_UNTIL, WORD("May be shown until"), WORD("The last day, as 2026-01-08."), true},
};
enum { LINES = sizeof lines / sizeof *lines };

static bool picture_is_field(const char *name)
{
    return media_field_find(name) != MEDIA_FIELD_MAX || picture_replace_is_field(name) ||
           picture_focus_is_field(name);
}

/* ---- Showing ---------------------------------------------------------------------------------- */

static void picture_show_large(struct page *p, const struct media *m)
{
    const struct media_file *file = media_best(m, MEDIA_JPEG, LARGE_WIDTH);
    const struct media_file *whole = media_best(m, MEDIA_JPEG, m->width);

    if (!file)
        return;
    struct tpl_dict *d = tpl_add(p->main, "LARGE");
    tpl_set(d, "LARGE_URL", picture_src(p, m, file));
    tpl_set_int(d, "LARGE_WIDTH", file->width);
    tpl_set_int(d, "LARGE_HEIGHT", file->height);
    tpl_set(d, "WHOLE_URL", picture_src(p, m, whole));
}

static void picture_show_facts(struct page *p, const struct media *m)
{
    int64_t ran = 0;

    tpl_set_int(p->main, "WIDTH", m->width);
    tpl_set_int(p->main, "HEIGHT", m->height);
    admin_time(p, p->main, "BROUGHT", m->created_at);
    if (media_last_ran(p->app->store, m, p->req->now, &ran) == STORE_OK)
        admin_time_if(p, p->main, "RAN_IF", "RAN", ran);
    if (ran == 0)
        tpl_show(p->main, "NEVER_RAN");
}

/* By which of its texts it has the picture. */
static void picture_show_texts(struct tpl_dict *d, const struct media_user_row *r)
{
    if (r->shows[NAMED_WAITING])
        tpl_show(d, "SHOWS_WAITING");
    if (r->shows[NAMED_DRAFT])
        tpl_show(d, "SHOWS_DRAFT");
    if (!r->shows[NAMED_LIVE] && !r->shows[NAMED_WAITING] && !r->shows[NAMED_DRAFT])
        tpl_show(d, "SHOWED");
}

/* Of a story that somebody who asks may not read at the desk: what readers see of it, and no more. */
static void picture_show_user(struct page *p, const struct media_user_row *r)
{
    struct tpl_dict *d = tpl_add(p->main, "USER");
    bool reads = admin_may(p->req, ACT_HISTORY, &r->story);
    const char *headline = r->headline;
    struct card seen;

    if (!reads) {
        if (!r->shows[NAMED_LIVE] ||
            story_card(p->app->store, p->req->arena, r->story.id, p->req->now, &seen) != STORE_OK) {
            tpl_show(d, "OTHERS");
            return;
        }
        headline = seen.headline;
    }
    d = tpl_add(d, "NAMED");
    tpl_set_int(d, "STORY_ID", r->story.id);
    tpl_set(d, "HEADLINE", *headline ? headline : app_word(p->app, WORD("(no headline yet)")));
    tpl_set(d, "STATE_NAME", story_state_name(r->story.state));
    tpl_set(d, "STATE_LABEL", app_word(p->app, admin_state_label(r->story.state)));
    if (r->shows[NAMED_LIVE])
        tpl_show(d, "SHOWS_LIVE");
    if (reads)
        picture_show_texts(d, r);
}

static void picture_show_users(struct page *p, const struct media *m)
{
    struct media_user_rows rows;
    struct groups portraits;
    int64_t before = 0;
    struct arena *a = p->req->arena;

    text_to_int(req_query(p->req, "before"), 1, INT64_MAX, &before);
    if (media_used(p->app->store, a, m, before, USERS_SHOWN, p->req->now, &rows) != STORE_OK ||
        media_portraits(p->app->store, a, m->id, &portraits) != STORE_OK)
        return;
    tpl_show(p->main, rows.n || portraits.n || before ? "USERS" : "UNUSED");
    if (m->uses == 0 && admin_may(p->req, ACT_OTHERS, NULL))
        tpl_set(tpl_add(p->main, "MAY_DELETE"), "SHOWN", media_about_hash(a, m));
    for (size_t i = 0; i < rows.n; i++)
        picture_show_user(p, &rows.v[i]);
    for (size_t i = 0; i < portraits.n; i++) {
        struct tpl_dict *d = tpl_add(p->main, "PORTRAIT");
        tpl_set(d, "AUTHOR_SLUG", portraits.v[i].slug);
        tpl_set(d, "AUTHOR", portraits.v[i].name);
    }
    if (rows.more)
        tpl_set_if(p->main, "NEXT",
                   arena_printf(a, "/admin/media/%" PRId64 "?before=%" PRId64, m->id,
                                rows.v[rows.n - 1].story.id));
}

/* As it was typed, when something has to be put right. */
static const char *picture_typed(struct page *p, const struct picture_page *s, enum media_field f,
                                 const char *now)
{
    if (s->why.n == 0 || strcmp(req_form(p->req, "do"), "save") != 0)
        return now;
    return admin_typed(p->req, media_field_name(f), now);
}

static void picture_show_line(struct page *p, struct tpl_dict *form, struct picture_page *s,
                              size_t i, const struct media_about *now)
{
    enum media_field f = lines[i].field;
    const char *name = media_field_name(f);
    struct tpl_dict *d = tpl_add(form, lines[i].rights ? "DAY" : "LINE");

    tpl_set(d, "NAME", name);
    tpl_set(d, "LABEL", app_word(p->app, lines[i].label));
    tpl_set(d, "WAS", admin_was(p, name, now->v[f], &s->why));
    tpl_set(d, "TYPED", picture_typed(p, s, f, now->v[f]));
    tpl_set_if(d, "HELP", *lines[i].help ? app_word(p->app, lines[i].help) : "");
    tpl_set_if(d, "PROBLEM", problem_of(&s->why, name));
}

/* A box that is not ticked is not sent: as if its field had been sent empty. */
static void picture_show_not_again(struct page *p, struct tpl_dict *form,
                                   const struct picture_page *s, const struct media_about *now)
{
    const char *is = now->v[MEDIA_NOT_AGAIN];
    const char *was = fields_get(&p->req->form, "was_not_again");
    const char *typed = req_form(p->req, "not_again");
    bool touched = s->why.n > 0 && was && strcmp(was, typed) != 0;

    tpl_set(form, "NOT_AGAIN_WAS", touched ? admin_was(p, "not_again", is, &s->why) : is);
    if (*(touched ? typed : is))
        tpl_show(form, "NOT_AGAIN");
}

static void picture_show_form(struct page *p, struct picture_page *s)
{
    struct media_about now = media_about_of(&s->media);
    struct tpl_dict *form = tpl_add(p->main, "CHANGE");
    struct tpl_dict *rights = admin_may(p->req, ACT_OTHERS, NULL) ? tpl_add(form, "RIGHTS") : NULL;

    for (size_t i = 0; i < LINES; i++)
        if (!lines[i].rights || rights)
            picture_show_line(p, lines[i].rights ? rights : form, s, i, &now);
    if (rights)
        picture_show_not_again(p, rights, s, &now);
}

static void picture_show(struct app *app, struct req *req, struct res *res, struct picture_page *s)
{
    const struct media *m = &s->media;
    struct actor by = admin_actor(req);
    struct page p = page_start_admin(app, req, res, "admin/picture.tpl", picture_name(app, m));
    page_sheet(&p, "css/media.css");

    tpl_set_global(p.layout, "PICTURE", arena_printf(req->arena, "/admin/media/%" PRId64, m->id));
    tpl_set(p.main, "TITLE", picture_name(app, m));
    admin_show_message(&p);
    page_translate(app, &s->why);
    admin_problems(p.main, &s->why, picture_is_field);
    tpl_set(
        p.main, "PROBLEMS_TITLE",
        app_word(app, s->some ? WORD("Not all of it was changed") : WORD("Nothing was changed")));
    picture_show_large(&p, m);
    picture_show_facts(&p, m);
    if (media_may_change(&by, m))
        picture_show_form(&p, s);
    picture_focus_show(&p, s);
    picture_older_show(&p, s);
    picture_show_users(&p, m);
    picture_replace_show(&p, s);
    page_finish(&p);
}

/* ---- Changing ------------------------------------------------------------------------------------- */

void picture_get(struct app *app, struct req *req, struct res *res)
{
    struct picture_page s;

    if (picture_load(app, req, res, &s))
        picture_show(app, req, res, &s);
}

/* As the form showed it, and as it came: a field that the form had not is as it is. */
static void picture_read(struct req *req, const struct media_about *now, struct media_change *in)
{
    for (int f = 0; f < MEDIA_FIELD_MAX; f++) {
        const char *name = media_field_name((enum media_field)f);
        const char *was = fields_get(&req->form, arena_printf(req->arena, "was_%s", name));
        const char *to = fields_get(&req->form, name);
        in->was.v[f] = was ? was : now->v[f];
        /* A box that is not ticked is not sent. */
        in->to.v[f] = to ? to : was && f == MEDIA_NOT_AGAIN ? "" : in->was.v[f];
    }
}

static enum store_status picture_save(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor by = admin_actor(req);
    struct media_about now = media_about_of(&s->media);
    struct media_change in = {.id = s->media.id, .by = &by};

    picture_read(req, &now, &in);
    return media_change(app->store, req->arena, &in, req->now, &s->why);
}

static enum store_status picture_delete(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor by = admin_actor(req);

    return media_delete(app->store, req->arena, s->media.id, fields_get(&req->form, "shown"), &by,
                        req->now, &s->why);
}

/* A button of the page; the first is what a form without one means. One that says nothing of itself afterwards
 * shows the page. */
static const struct {
    const char *name, *saved;
    enum store_status (*run)(struct app *app, struct req *req, struct picture_page *s);
} acts[] = {
    {"save", "picture-changed", picture_save},
    {"delete", "picture-deleted", picture_delete},
    {"replace", "picture-replaced", picture_replace},
    {"take-back", "picture-back", picture_take_back},
    {"apply", "picture-applied", picture_older_apply},
    {"focus", "picture-focus", picture_focus_keep},
    {"focus-middle", "picture-focus", picture_focus_middle},
    {"focus-look", NULL, picture_focus_look},
};

static size_t picture_act(const char *name)
{
    for (size_t i = 1; i < sizeof acts / sizeof *acts; i++)
        if (strcmp(name, acts[i].name) == 0)
            return i;
    return 0;
}

static const char *picture_where(struct req *req, const struct picture_page *s, size_t act)
{
    if (acts[act].run == picture_delete)
        return arena_printf(req->arena, "/admin/media?saved=%s", acts[act].saved);
    return arena_printf(req->arena, "/admin/media/%" PRId64 "?saved=%s", s->media.id,
                        acts[act].saved);
}

void picture_post(struct app *app, struct req *req, struct res *res)
{
    struct picture_page s;
    size_t act = picture_act(picture_focus_clicked(req) ? "focus-look" : req_form(req, "do"));

    if (!picture_load(app, req, res, &s))
        return;
    enum store_status st = acts[act].run(app, req, &s);
    if (st == STORE_OK && acts[act].saved) {
        res_redirect(res, 303, picture_where(req, &s, act));
        return;
    }
    if (st != STORE_OK && s.why.n == 0)
        admin_store_problem(&s.why, st, app->store);
    struct media now;
    if (media_get(app->store, req->arena, s.media.id, &now) == STORE_OK)
        s.media = now;
    res->status = admin_status(st);
    picture_show(app, req, res, &s);
}
