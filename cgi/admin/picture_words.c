/* picture_words.c: what is said of pictures that have just come, all on one page. /admin/media/words?of=12.13&known=4:
 * the pictures to be told of, and those that were here already. */
#include "picture_words.h"

#include "db/media_about.h"
#include "lib/text.h"

#include <string.h>

static const enum media_field asked[] = {MEDIA_ALT, MEDIA_CREDIT};
enum { ASKED = sizeof asked / sizeof *asked };

/* ---- Which -------------------------------------------------------------------------------------------- */

void picture_ids_add(struct picture_ids *ids, int64_t id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->v[i] == id)
            return;
    if (ids->n < PICTURE_WORDS_MAX)
        ids->v[ids->n++] = id;
}

static const char *picture_ids_text(struct arena *a, const struct picture_ids *ids)
{
    const char *out = "";

    for (size_t i = 0; i < ids->n; i++)
        out = arena_printf(a, "%s%s%" PRId64, out, i ? "." : "", ids->v[i]);
    return out;
}

static void picture_ids_read(struct arena *a, const char *text, struct picture_ids *out)
{
    struct strlist parts = text_split(a, text, '.');
    int64_t id;

    for (size_t i = 0; i < parts.n; i++)
        if (text_to_int(parts.v[i], 1, INT64_MAX, &id))
            picture_ids_add(out, id);
}

const char *picture_words_address(struct arena *a, const struct picture_words *w)
{
    return arena_printf(a, "/admin/media/words?of=%s%s%s", picture_ids_text(a, &w->of),
                        w->known.n ? "&known=" : "", picture_ids_text(a, &w->known));
}

/* Those of the ids that whoever asks may be offered; the others are as if they were not. */
static struct media_list picture_words_load(struct app *app, struct req *req,
                                            const struct picture_ids *ids)
{
    struct media_list out = {arena_array(req->arena, ids->n + 1, sizeof *out.v), 0};
    struct actor by = admin_actor(req);

    for (size_t i = 0; i < ids->n; i++)
        if (media_offered(app->store, &by, 0, ids->v[i], req->now) == STORE_OK &&
            media_get(app->store, req->arena, ids->v[i], &out.v[out.n]) == STORE_OK)
            out.n++;
    return out;
}

/* ---- Showing ------------------------------------------------------------------------------------------ */

/* "alt_12" */
static const char *picture_words_name(struct arena *a, enum media_field f, int64_t id)
{
    return arena_printf(a, "%s_%" PRId64, media_field_name(f), id);
}

static bool picture_words_is_field(const char *name)
{
    return strncmp(name, "alt_", 4) == 0 || strncmp(name, "credit_", 7) == 0;
}

static void picture_words_show_field(struct page *p, struct tpl_dict *one, const struct media *m,
                                     enum media_field f, const struct problems *why)
{
    struct media_about now = media_about_of(m);
    const char *name = picture_words_name(p->req->arena, f, m->id);
    bool typed = p->req->method == METHOD_POST && fields_get(&p->req->form, name);
    struct tpl_dict *d = tpl_add(one, "WORDS");

    tpl_set(d, "NAME", name);
    tpl_set(d, "LABEL",
            app_word(p->app, f == MEDIA_ALT ? WORD("Description for people who cannot see it")
                                            : WORD("Credit")));
    tpl_set(d, "WAS", typed ? admin_was(p, name, now.v[f], why) : now.v[f]);
    tpl_set(d, "TYPED", typed ? admin_typed(p->req, name, now.v[f]) : now.v[f]);
    tpl_set_if(d, "PROBLEM", problem_of(why, name));
}

static void picture_words_show_one(struct page *p, struct tpl_dict *d, const struct media *m)
{
    tpl_set_int(d, "PICTURE_ID", m->id);
    tpl_set(d, "PICTURE_NAME", picture_name(p->app, m));
    picture_show_thumb(p, d, m);
}

void picture_words_show(struct app *app, struct req *req, struct res *res,
                        const struct picture_words *w, struct problems *why, bool some)
{
    struct media_list of = picture_words_load(app, req, &w->of);
    struct media_list known = picture_words_load(app, req, &w->known);
    struct actor by = admin_actor(req);
    struct page p = page_start_admin(app, req, res, "admin/picture_words.tpl",
                                     app_word(app, WORD("New pictures")));

    page_sheet(&p, "css/media.css");
    page_translate(app, why);
    admin_problems(p.main, why, picture_words_is_field);
    tpl_set(p.main, "PROBLEMS_TITLE",
            app_word(app, !some      ? WORD("Nothing was changed")
                          : w->fresh ? WORD("Not everything was added")
                                     : WORD("Not all of it was changed")));
    struct tpl_dict *form = of.n ? tpl_add(p.main, "ASK") : NULL;
    if (form) {
        tpl_set(form, "OF", picture_ids_text(req->arena, &w->of));
        tpl_set(form, "KNOWN_ONES", picture_ids_text(req->arena, &w->known));
        tpl_set_count(form, app->language, "COUNT", (int64_t)of.n);
    }
    for (size_t i = 0; i < of.n; i++) {
        struct tpl_dict *d = tpl_add(form, "PICTURE");
        picture_words_show_one(&p, d, &of.v[i]);
        for (size_t k = 0; k < ASKED && media_may_change(&by, &of.v[i]); k++)
            picture_words_show_field(&p, d, &of.v[i], asked[k], why);
    }
    if (known.n)
        tpl_show(p.main, "KNOWN");
    for (size_t i = 0; i < known.n; i++)
        picture_words_show_one(&p, tpl_add(p.main, "KNOWN_PICTURE"), &known.v[i]);
    page_finish(&p);
}

static void picture_words_read(struct req *req, bool from_form, struct picture_words *w)
{
    *w = (struct picture_words){0};
    picture_ids_read(req->arena, from_form ? req_form(req, "of") : req_query(req, "of"), &w->of);
    picture_ids_read(req->arena, from_form ? req_form(req, "known") : req_query(req, "known"),
                     &w->known);
}

void picture_words_get(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct picture_words w;

    picture_words_read(req, false, &w);
    if (picture_words_load(app, req, &w.of).n + picture_words_load(app, req, &w.known).n == 0) {
        page_error(app, req, res, 404, NULL);
        return;
    }
    picture_words_show(app, req, res, &w, &why, false);
}

/* ---- Changing ----------------------------------------------------------------------------------------- */

/* Its problems are of its own fields on this page. */
static enum store_status picture_words_save(struct app *app, struct req *req, const struct media *m,
                                            struct problems *why)
{
    struct actor by = admin_actor(req);
    struct media_about now = media_about_of(m);
    struct media_change in = {.id = m->id, .was = now, .to = now, .by = &by};
    struct problems one = {.arena = req->arena};

    if (by.form) /* what it did is kept for each picture */
        by.form = arena_printf(req->arena, "%s.%" PRId64, by.form, m->id);
    for (size_t k = 0; k < ASKED; k++) {
        const char *name = picture_words_name(req->arena, asked[k], m->id);
        const char *was = fields_get(&req->form, arena_printf(req->arena, "was_%s", name));
        const char *to = fields_get(&req->form, name);
        in.was.v[asked[k]] = was ? was : now.v[asked[k]];
        in.to.v[asked[k]] = to ? to : in.was.v[asked[k]];
    }
    enum store_status st = media_change(app->store, req->arena, &in, req->now, &one);
    if (st != STORE_OK && one.n == 0)
        admin_store_problem(&one, st, app->store);
    page_translate(app, &one);
    for (size_t i = 0; i < one.n; i++) {
        enum media_field f = media_field_find(one.v[i].field);
        problem_add(why, f == MEDIA_FIELD_MAX ? "" : picture_words_name(req->arena, f, m->id), "%s",
                    one.v[i].text);
    }
    return st;
}

void picture_words_post(struct app *app, struct req *req, struct res *res)
{
    struct problems why = {.arena = req->arena};
    struct picture_words w;
    enum store_status worst = STORE_OK;
    bool some = false;

    picture_words_read(req, true, &w);
    struct media_list of = picture_words_load(app, req, &w.of);
    for (size_t i = 0; i < of.n; i++) {
        enum store_status st = picture_words_save(app, req, &of.v[i], &why);
        some = some || st == STORE_OK;
        worst = st == STORE_OK ? worst : st;
    }
    if (worst == STORE_OK) {
        res_redirect(res, 303, "/admin/media?saved=pictures-told");
        return;
    }
    res->status = admin_status(worst);
    picture_words_show(app, req, res, &w, &why, some);
}
