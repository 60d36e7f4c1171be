/* picture_older.c: stories that say what was said of a picture before, and the press that has them say what is said now.
 * Part of /admin/media/{id} */
#include "picture.h"

#include "cgi/older_words.h"
#include "lib/text.h"

#include <string.h>

#define STORIES_READ 30 /* as many as the page lists */

static const char *older_label(struct app *app, enum media_field field)
{
    return app_word(app, field == MEDIA_ALT       ? WORD("Description for people who cannot see it")
                         : field == MEDIA_CAPTION ? WORD("Caption")
                                                  : WORD("Credit"));
}

static bool older_is_ticked(const struct page *p, const char *name)
{
    for (size_t i = 0; i < p->req->form.n; i++)
        if (strcmp(p->req->form.v[i].name, "older") == 0 &&
            strcmp(p->req->form.v[i].value, name) == 0)
            return true;
    return false;
}

static void older_show_text(struct page *p, struct tpl_dict *d, const struct older_text *t)
{
    const char *name = older_text_name(p->req->arena, t);

    d = tpl_add(d, "OLDER_TEXT");
    tpl_set(d, "OLDER_NAME", name);
    tpl_set_int(d, "STORY_ID", t->story.id);
    tpl_set(d, "HEADLINE",
            *t->headline ? t->headline : app_word(p->app, WORD("(no headline yet)")));
    tpl_set(d, "STATE_NAME", story_state_name(t->story.state));
    tpl_set(d, "STATE_LABEL", app_word(p->app, admin_state_label(t->story.state)));
    tpl_show(d, t->on == NAMED_LIVE ? "IN_LIVE" : "IN_DRAFT");
    if (older_is_ticked(p, name))
        tpl_show(d, "TICKED");
    for (size_t i = 0; i < t->n; i++) {
        struct tpl_dict *word = tpl_add(d, "OLDER_WORD");
        tpl_set(word, "LABEL", older_label(p->app, t->v[i].field));
        tpl_set(word, "OLD", t->v[i].was);
        tpl_set(word, "NEW", t->v[i].to);
    }
}

void picture_older_show(struct page *p, struct picture_page *s)
{
    struct older_texts all;
    int64_t before = 0, live = 0;

    if (!admin_may(p->req, ACT_PUBLISH, NULL))
        return;
    text_to_int(req_query(p->req, "before"), 1, INT64_MAX, &before);
    if (older_words_find(p->app->store, p->req->arena, &s->media, before, STORIES_READ, p->req->now,
                         &all) != STORE_OK ||
        all.n == 0)
        return;
    struct tpl_dict *d = tpl_add(p->main, "OLDER");
    tpl_set(d, "WORDS_HASH", media_words_hash(p->req->arena, &s->media));
    for (size_t i = 0; i < all.n; i++) {
        live += all.v[i].on == NAMED_LIVE;
        older_show_text(p, d, &all.v[i]);
    }
    if (live > 0)
        tpl_set_count(tpl_add(d, "SOME_LIVE"), p->app->language, "LIVE", live);
    else
        tpl_show(d, "DRAFTS_ALONE");
    if (all.more)
        tpl_show(d, "MORE_BELOW");
}

static void older_say_left(struct app *app, struct picture_page *s, struct older_left *left)
{
    page_translate(app, &left->why);
    problem_say(&s->why, "older", WORD("“%HEADLINE%” keeps its words. %WHY%"), "HEADLINE",
                *left->headline ? left->headline : app_word(app, WORD("(no headline yet)")), "WHY",
                left->why.n ? left->why.v[0].text : "", NULL);
}

enum store_status picture_older_apply(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor by = admin_actor(req);
    struct older_press in = {.words = req_form(req, "words"), .by = &by};
    struct older_result out;

    for (size_t i = 0; i < req->form.n; i++)
        if (strcmp(req->form.v[i].name, "older") == 0)
            strlist_add(req->arena, &in.texts, req->form.v[i].value);
    enum store_status st =
        older_words_apply(app->store, req->arena, &s->media, &in, req->now, &out, &s->why);
    for (size_t i = 0; i < out.n_left; i++)
        older_say_left(app, s, &out.left[i]);
    s->some = out.done > 0;
    return st == STORE_OK && out.n_left > 0 ? STORE_CONFLICT : st;
}
