/* picture_replace.c: another picture in the place of one, wherever readers see it. Part of /admin/media/{id} */
#include "picture.h"

#include "db/media_replace.h"
#include "db/media_used.h"
#include "lib/text.h"

#include <string.h>

/* What the store calls the words, and what the form does: its other form has the same for the picture itself. */
static const char *const fields[][2] = {
    {"alt", "by_alt"},
    {"caption", "by_caption"},
    {"credit", "by_credit"},
};
enum { FIELDS = sizeof fields / sizeof *fields };

bool picture_replace_is_field(const char *name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (strcmp(name, fields[i][1]) == 0)
            return true;
    return strcmp(name, "by") == 0;
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

static void replace_show_other(struct page *p, struct tpl_dict *d, const struct media *m)
{
    struct media_replacement r;
    struct media other;
    struct actor by = admin_actor(p->req);

    d = tpl_add(d, "REPLACED");
    if (media_replacement(p->app->store, p->req->arena, m->id, &r) != STORE_OK ||
        media_get(p->app->store, p->req->arena, r.by, &other) != STORE_OK)
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

static void replace_show_form(struct page *p, struct tpl_dict *d, struct picture_page *s)
{
    bool again = s->why.n > 0 && strcmp(req_form(p->req, "do"), "replace") == 0;

    d = tpl_add(d, "MAY_REPLACE");
    if (again)
        tpl_show(d, "AGAIN");
    tpl_set(d, "BY", again ? req_form(p->req, "by") : "");
    tpl_set_if(d, "BY_PROBLEM", problem_of(&s->why, "by"));
    for (size_t i = 0; i < FIELDS; i++) {
        static const char *const labels[FIELDS] = {WORD("Description for people who cannot see it"),
                                                   WORD("Caption"), WORD("Credit")};
        struct tpl_dict *line = tpl_add(d, "WORDS");
        tpl_set(line, "NAME", fields[i][1]);
        tpl_set(line, "LABEL", app_word(p->app, labels[i]));
        tpl_set(line, "TYPED", again ? req_form(p->req, fields[i][1]) : "");
        tpl_set_if(line, "PROBLEM", problem_of(&s->why, fields[i][1]));
    }
}

void picture_replace_show(struct page *p, struct picture_page *s)
{
    const struct media *m = &s->media;
    struct media_pages pages;
    bool may = admin_may(p->req, ACT_PUBLISH, NULL);

    if ((!may && !m->replaced_by) || replace_pages(p, m, &pages) != STORE_OK)
        return;
    struct tpl_dict *d = tpl_add(p->main, "REPLACE");
    tpl_set_count(d, p->app->language, "STORIES", pages.stories);
    if (pages.portraits)
        tpl_set_count(tpl_add(d, "AS_PORTRAIT"), p->app->language, "PORTRAITS", pages.portraits);
    tpl_set_int(d, "SHOWN_STORIES", pages.stories);
    tpl_set_int(d, "SHOWN_PORTRAITS", pages.portraits);
    if (m->replaced_by)
        replace_show_other(p, d, m);
    if (may && m->replaced_by)
        tpl_show(d, "MAY_TAKE_BACK");
    else if (may)
        replace_show_form(p, d, s);
}

/* ---- Doing it --------------------------------------------------------------------------------- */

/* "12", or an address of the desk that ends so. 0: neither. */
static int64_t replace_read_by(struct req *req)
{
    static const char where[] = "/admin/media/";
    const char *typed = text_line(req->arena, req_form(req, "by"));
    const char *at = strstr(typed, where);
    int64_t id = 0;
    text_to_int(at ? at + sizeof where - 1 : typed, 1, INT64_MAX, &id);
    return id;
}

static struct media_pages replace_read_pages(struct req *req)
{
    struct media_pages pages = {-1, -1};
    text_to_int(req_form(req, "stories"), 0, MEDIA_PAGES_MAX, &pages.stories);
    text_to_int(req_form(req, "portraits"), 0, MEDIA_PAGES_MAX, &pages.portraits);
    return pages;
}

/* What is left empty is what the library says of it. */
static const char *replace_words(struct req *req, size_t field, const char *known)
{
    const char *typed = req_form(req, fields[field][1]);
    return text_blank(typed) ? known : typed;
}

enum store_status picture_replace(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor who = admin_actor(req);
    struct media_replace in = {.id = s->media.id,
                               .by = replace_read_by(req),
                               .pages = replace_read_pages(req),
                               .who = &who};
    struct media by;
    enum store_status st =
        in.by ? media_offered(app->store, &who, 0, in.by, req->now) : STORE_MISSING;

    if (st == STORE_OK)
        st = media_get(app->store, req->arena, in.by, &by);
    if (st == STORE_MISSING) {
        problem_say(&s->why, "by", WORD("There is no such picture in the library."), NULL);
        return STORE_REFUSED;
    }
    if (st != STORE_OK)
        return st;
    in.words =
        (struct media_words){replace_words(req, 0, by.alt), replace_words(req, 1, by.caption),
                             replace_words(req, 2, by.credit)};
    st = media_replace(app->store, req->arena, &in, req->now, &s->why);
    for (size_t i = 0; i < s->why.n; i++)
        for (size_t f = 0; f < FIELDS; f++)
            if (strcmp(s->why.v[i].field, fields[f][0]) == 0)
                s->why.v[i].field = fields[f][1];
    return st;
}

enum store_status picture_take_back(struct app *app, struct req *req, struct picture_page *s)
{
    struct actor who = admin_actor(req);
    struct media_pages pages = replace_read_pages(req);

    return media_replace_undo(app->store, req->arena, s->media.id, &pages, &who, req->now, &s->why);
}
