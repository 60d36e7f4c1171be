/* picture_replace.c: another picture in the place of one, wherever readers see it. Part of /admin/media/{id} */
#include "picture.h"

#include "db/media_replace.h"
#include "db/media_used.h"
#include "lib/text.h"

#include <string.h>

/* What the store calls the words, and what the form does: the page's other form has the same for the picture itself. */
static const struct {
    const char *store, *name, *label;
} lines[] = {
    {"alt", "by_alt", WORD("Description for people who cannot see it")},
    {"caption", "by_caption", WORD("Caption")},
    {"credit", "by_credit", WORD("Credit")},
};
enum { LINES = sizeof lines / sizeof *lines };

bool picture_replace_is_field(const char *name)
{
    for (size_t i = 0; i < LINES; i++)
        if (strcmp(name, lines[i].name) == 0)
            return true;
    return strcmp(name, "by") == 0;
}

/* ---- The other picture ------------------------------------------------------------------------- */

static const char *replace_typed_by(const struct req *req)
{
    const char *typed = req->method == METHOD_POST ? req_form(req, "by") : req_query(req, "by");
    return text_line(req->arena, typed);
}

/* "12", or an address of the desk that ends so. STORE_MISSING: it is none that who asks may be offered. */
static enum store_status replace_other(struct app *app, struct req *req, struct media *other)
{
    static const char where[] = "/admin/media/";
    struct actor who = admin_actor(req);
    const char *typed = replace_typed_by(req), *at = strstr(typed, where);
    int64_t id = 0;
    if (!text_to_int(at ? at + sizeof where - 1 : typed, 1, INT64_MAX, &id))
        return STORE_MISSING;
    enum store_status st = media_offered(app->store, &who, 0, id, req->now);
    return st == STORE_OK ? media_get(app->store, req->arena, id, other) : st;
}

static void replace_say_missing(struct problems *why)
{
    problem_say(why, "by", WORD("There is no such picture in the library."), NULL);
}

/* ---- Showing ---------------------------------------------------------------------------------- */

/* Where it is itself, though another one stands for it. */
static enum store_status replace_pages(struct page *p, const struct media *m,
                                       struct media_pages *out)
{
    struct media itself = *m;
    itself.replaced_by = 0;
    return media_pages(p->app->store, &itself, p->req->now, out);
}

static void replace_show_other(struct page *p, struct tpl_dict *d, const struct media *m, bool may)
{
    struct media_replacement r;
    struct media other;
    struct actor by = admin_actor(p->req);
    struct tpl_dict *form = may ? tpl_add(d, "MAY_TAKE_BACK") : NULL;

    d = tpl_add(d, "REPLACED");
    if (media_replacement(p->app->store, p->req->arena, m->id, &r) != STORE_OK)
        return;
    if (form)
        tpl_set_int(form, "REPLACED_SINCE", r.at);
    if (media_get(p->app->store, p->req->arena, r.by, &other) != STORE_OK)
        return;
    admin_time(p, d, "REPLACED_AT", r.at);
    tpl_set_if(d, "OTHER_ALT", r.words.alt);
    tpl_set_if(d, "OTHER_CAPTION", r.words.caption);
    tpl_set_if(d, "OTHER_CREDIT", r.words.credit);
    if (media_offered(p->app->store, &by, 0, other.id, p->req->now) != STORE_OK)
        return;
    d = tpl_add(d, "OTHER");
    tpl_set_int(d, "OTHER_ID", other.id);
    tpl_set(d, "OTHER_NAME", picture_name(p->app, &other));
    picture_show_thumb(p, d, &other);
}

/* The words that readers will get, of the library at first: what is sent is what stood there. */
static void replace_show_words(struct page *p, struct tpl_dict *d, struct picture_page *s,
                               const struct media *other)
{
    const char *known[LINES] = {other->alt, other->caption, other->credit};

    d = tpl_add(d, "CHOSEN");
    tpl_set_int(d, "OTHER_ID", other->id);
    tpl_set(d, "OTHER_NAME", picture_name(p->app, other));
    picture_show_thumb(p, d, other);
    for (size_t i = 0; i < LINES; i++) {
        struct tpl_dict *line = tpl_add(d, "WORDS");
        const char *typed = fields_get(&p->req->form, lines[i].name);
        tpl_set(line, "NAME", lines[i].name);
        tpl_set(line, "LABEL", app_word(p->app, lines[i].label));
        tpl_set(line, "TYPED", typed ? typed : known[i]);
        tpl_set_if(line, "PROBLEM", problem_of(&s->why, lines[i].name));
    }
}

static void replace_show_form(struct page *p, struct tpl_dict *d, struct picture_page *s)
{
    const char *typed = replace_typed_by(p->req);
    struct media other;

    d = tpl_add(d, "MAY_REPLACE");
    tpl_set(d, "BY", typed);
    if (!*typed && !problem_of(&s->why, "by"))
        return;
    tpl_show(d, "OPEN");
    enum store_status st = replace_other(p->app, p->req, &other);
    if (st == STORE_OK)
        replace_show_words(p, d, s, &other);
    else if (st == STORE_MISSING && !problem_of(&s->why, "by"))
        replace_say_missing(&s->why);
    tpl_set_if(d, "BY_PROBLEM", problem_of(&s->why, "by"));
}

/* The others that readers get this one instead of, of those that who asks may be offered. */
static void replace_show_stands(struct page *p, const struct media *m)
{
    struct media_list list;
    struct actor by = admin_actor(p->req);
    struct tpl_dict *d = NULL;

    if (media_stands_for(p->app->store, p->req->arena, m->id, &list) != STORE_OK)
        return;
    for (size_t i = 0; i < list.n; i++) {
        if (media_offered(p->app->store, &by, 0, list.v[i].id, p->req->now) != STORE_OK)
            continue;
        d = d ? d : tpl_add(p->main, "STANDS");
        struct tpl_dict *one = tpl_add(d, "STANDS_FOR");
        tpl_set_int(one, "OTHER_ID", list.v[i].id);
        tpl_set(one, "OTHER_NAME", picture_name(p->app, &list.v[i]));
        picture_show_thumb(p, one, &list.v[i]);
    }
}

void picture_replace_show(struct page *p, struct picture_page *s)
{
    const struct media *m = &s->media;
    struct media_pages pages;
    bool may = admin_may(p->req, ACT_PUBLISH, NULL);

    replace_show_stands(p, m);
    if ((!may && !m->replaced_by) || replace_pages(p, m, &pages) != STORE_OK)
        return;
    struct tpl_dict *d = tpl_add(p->main, "REPLACE");
    tpl_set_count(d, p->app->language, "STORIES", pages.stories);
    if (pages.portraits)
        tpl_set_count(tpl_add(d, "AS_PORTRAIT"), p->app->language, "PORTRAITS", pages.portraits);
    tpl_set_int(d, "SHOWN_STORIES", pages.stories);
    tpl_set_int(d, "SHOWN_PORTRAITS", pages.portraits);
    if (m->replaced_by)
        replace_show_other(p, d, m, may);
    else if (may)
        replace_show_form(p, d, s);
}

/* ---- Doing it --------------------------------------------------------------------------------- */

static struct media_pages replace_read_pages(struct req *req)
{
    struct media_pages pages = {-1, -1};
    text_to_int(req_form(req, "stories"), 0, MEDIA_PAGES_MAX, &pages.stories);
    text_to_int(req_form(req, "portraits"), 0, MEDIA_PAGES_MAX, &pages.portraits);
    return pages;
}

enum store_status picture_replace(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor who = admin_actor(req);
    struct media other;
    enum store_status st = replace_other(app, req, &other);

    if (st == STORE_MISSING) {
        replace_say_missing(&s->why);
        return STORE_REFUSED;
    }
    if (st != STORE_OK)
        return st;
    const struct media_replace in = {
        .id = s->media.id,
        .by = other.id,
        .pages = replace_read_pages(req),
        .words = {req_form(req, "by_alt"), req_form(req, "by_caption"), req_form(req, "by_credit")},
        .who = &who};
    st = media_replace(app->store, req->arena, &in, req->now, &s->why);
    for (size_t i = 0; i < s->why.n; i++)
        for (size_t f = 0; f < LINES; f++)
            if (strcmp(s->why.v[i].field, lines[f].store) == 0)
                s->why.v[i].field = lines[f].name;
    return st;
}

enum store_status picture_take_back(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor who = admin_actor(req);
    struct media_replace_shown shown = {TIME_ANY, replace_read_pages(req)};

    text_to_int(req_form(req, "since"), INT64_MIN, INT64_MAX, &shown.since);
    return media_replace_undo(app->store, req->arena, s->media.id, &shown, &who, req->now, &s->why);
}
