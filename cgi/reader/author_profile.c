/* author_profile.c: what readers, and machines, learn of an author beside the name. */
#include "reader.h"

#include "db/media_shown.h"
#include "db/profile.h"
#include "lib/linked_data.h"
#include "lib/text.h"

#include <string.h>

#define PORTRAIT_WIDTH 320 /* pixels: it is shown half as wide */

/* As readers see it; words: what the picture says, or what is said of the one that stands for it. */
static bool profile_portrait(struct page *p, const struct profile *who, struct media *m,
                             struct media_words *words)
{
    struct store *s = p->app->store;

    if (who->portrait == 0 || media_get(s, p->req->arena, who->portrait, m) != STORE_OK)
        return false;
    *words = (struct media_words){m->alt, m->caption, m->credit};
    enum store_status st = media_shown(s, p->req->arena, m, words);
    return st == STORE_OK || st == STORE_MISSING;
}

static void profile_fill_portrait(struct page *p, struct tpl_dict *d, const struct profile *who,
                                  const char *name)
{
    struct media m;
    struct media_words words;
    struct tpl_dict *picture;

    if (profile_portrait(p, who, &m, &words) &&
        picture_fill(p, d, &m, *words.alt ? words.alt : name, PORTRAIT_WIDTH, &picture))
        tpl_set_if(picture, "CREDIT", typeset(p->app, p->req->arena, "", words.credit));
}

static const char *profile_joined(struct arena *a, const struct strlist *list)
{
    const char *out = "";

    for (size_t i = 0; i < list->n; i++)
        out = arena_printf(a, "%s%s%s", out, i ? " · " : "", list->v[i]);
    return out;
}

static const char *profile_languages_named(struct page *p, const struct profile *who)
{
    struct strlist names = {0};

    for (size_t i = 0; i < who->languages.n; i++)
        strlist_add(p->req->arena, &names,
                    language_named(p->app->language, p->req->arena, who->languages.v[i]));
    return profile_joined(p->req->arena, &names);
}

/* "mastodon.example/@ines" of "https://mastodon.example/@ines/". */
static const char *profile_link_words(struct arena *a, const char *url)
{
    const char *host = strstr(url, "://") + strlen("://");
    size_t n = strlen(host);

    while (n > 0 && host[n - 1] == '/')
        n--;
    return arena_dupn(a, host, n);
}

static bool profile_is_empty(const struct profile *who)
{
    return who->portrait == 0 && !*who->place && who->languages.n == 0 && who->beats.n == 0 &&
           !*who->contact && who->links.n == 0;
}

void author_profile_fill(struct page *p, const struct group *byline, const struct profile *who)
{
    struct arena *a = p->req->arena;

    if (profile_is_empty(who))
        return;
    struct tpl_dict *d = tpl_add(p->main, "PROFILE_IF");
    page_sheet(p, "css/author.css");
    profile_fill_portrait(p, d, who, byline->name);
    tpl_set_if(d, "PLACE", *who->place ? who->place : NULL);
    tpl_set_if(d, "LANGUAGES", who->languages.n ? profile_languages_named(p, who) : NULL);
    tpl_set_if(d, "BEATS", who->beats.n ? profile_joined(a, &who->beats) : NULL);
    if (*who->contact) {
        struct tpl_dict *contact = tpl_add(d, "CONTACT_IF");
        bool mail = text_is_email(who->contact);
        tpl_set(contact, "CONTACT_HREF",
                mail ? arena_printf(a, "mailto:%s", who->contact) : who->contact);
        tpl_set(contact, "CONTACT", mail ? who->contact : profile_link_words(a, who->contact));
    }
    if (who->links.n > 0)
        tpl_show(d, "LINKS_IF");
    for (size_t i = 0; i < who->links.n; i++) {
        struct tpl_dict *link = tpl_add(d, "LINKS");
        tpl_set(link, "LINK_HREF", who->links.v[i]);
        tpl_set(link, "LINK", profile_link_words(a, who->links.v[i]));
    }
}

static void profile_put_list(struct linked_data *o, struct arena *a, const char *key,
                             const struct strlist *list)
{
    struct linked_data *all = linked_data_list(a);

    for (size_t i = 0; i < list->n; i++)
        linked_data_add_text(all, list->v[i]);
    if (list->n > 0)
        linked_data_put_value(o, key, all);
}

static const char *profile_urn(struct arena *a, const char *number)
{
    return arena_printf(a, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", number, number + 8, number + 12,
                        number + 16, number + 20);
}

void author_profile_json(struct page *p, struct linked_data *person, const struct profile *who)
{
    struct arena *a = p->req->arena;
    struct media m;
    struct media_words words;

    if (strlen(who->number) == 32)
        linked_data_put(person, "identifier", profile_urn(a, who->number));
    if (profile_portrait(p, who, &m, &words) && media_best(&m, MEDIA_JPEG, 1200))
        linked_data_put(person, "image",
                        page_absolute(p->app, a, media_url(a, media_best(&m, MEDIA_JPEG, 1200))));
    if (*who->place) {
        struct linked_data *place = linked_data_object(a);
        linked_data_put(place, "@type", "Place");
        linked_data_put(place, "name", who->place);
        linked_data_put_value(person, "workLocation", place);
    }
    profile_put_list(person, a, "knowsLanguage", &who->languages);
    profile_put_list(person, a, "knowsAbout", &who->beats);
    profile_put_list(person, a, "sameAs", &who->links);
    if (*who->contact && text_is_email(who->contact))
        linked_data_put(person, "email", arena_printf(a, "mailto:%s", who->contact));
}
