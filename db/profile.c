/* profile.c: see profile.h. */
#include "profile.h"

#include "audit_private.h"
#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"
#include "media_private.h"
#include "profile_private.h"

#include <string.h>

enum { GET, PUT, PROFILE_SQL_MAX };

static const char *const sql[PROFILE_SQL_MAX] = {
    [GET] = "SELECT number, portrait_id, place, languages, beats, contact, links"
            " FROM byline_profile WHERE byline_id = ?1",
    [PUT] = "UPDATE byline_profile SET portrait_id = ?2, place = ?3, languages = ?4, beats = ?5,"
            " contact = ?6, links = ?7 WHERE byline_id = ?1",
};
const struct statements profile_statements = {SET_PROFILE, sql, PROFILE_SQL_MAX};

enum store_status profile_get(struct store *s, struct arena *a, int64_t byline, struct profile *out)
{
    struct statement *q = db_stmt(s, &profile_statements, GET);
    db_bind_int(q, 1, byline);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct profile){.number = db_text(a, q, 0),
                                .portrait = db_int(q, 1),
                                .place = db_text(a, q, 2),
                                .languages = text_split_lines(a, db_text(a, q, 3)),
                                .beats = text_split_lines(a, db_text(a, q, 4)),
                                .contact = db_text(a, q, 5),
                                .links = text_split_lines(a, db_text(a, q, 6))};
    db_reset(q);
    return st;
}

struct strlist profile_languages(struct arena *a, const char *typed)
{
    struct strlist out = {0};
    struct strlist lines = text_split_lines(a, typed);
    for (size_t i = 0; i < lines.n; i++) {
        struct strlist parts = text_split(a, lines.v[i], ',');
        for (size_t k = 0; k < parts.n; k++) {
            const char *tag = language_tag_from(a, parts.v[k]);
            strlist_add(a, &out, tag ? tag : parts.v[k]);
        }
    }
    return out;
}

/* ---- Changing -------------------------------------------------------------------------------- */

static void check_links(const struct profile *p, struct problems *why)
{
    for (size_t i = 0; i < p->links.n; i++) {
        if (text_is_http_url(p->links.v[i]))
            continue;
        problem_say(why, "links", WORD("“%URL%” is no web address: write it with https://."), "URL",
                    p->links.v[i], NULL);
        return;
    }
    if (p->links.n > PROFILE_LINKS_MAX)
        problem_say(why, "links", WORD("Ten addresses are enough; leave some out."), NULL);
}

static void check_languages(struct arena *a, const struct profile *p, struct problems *why)
{
    for (size_t i = 0; i < p->languages.n && i < PROFILE_LIST_MAX; i++) {
        if (language_tag_from(a, p->languages.v[i]))
            continue;
        problem_say(
            why, "languages",
            WORD("“%NAME%” is no language that is known here; a code such as “de” will do."),
            "NAME", p->languages.v[i], NULL);
        return;
    }
}

bool profile_check(struct arena *a, const struct profile *p, struct problems *why)
{
    size_t before = why->n;
    check_links(p, why);
    check_languages(a, p, why);
    if (p->languages.n > PROFILE_LIST_MAX)
        problem_say(why, "languages", WORD("Twenty are enough; leave some out."), NULL);
    if (p->beats.n > PROFILE_LIST_MAX)
        problem_say(why, "beats", WORD("Twenty are enough; leave some out."), NULL);
    for (size_t i = 0; i < p->beats.n; i++)
        if (text_length(p->beats.v[i]) > 100)
            problem_say(why, "beats", WORD("Shorten each to at most 100 characters."), NULL);
    if (text_length(p->place) > 100)
        problem_say(why, "place", WORD("Shorten it to at most 100 characters."), NULL);
    if (*p->contact && !text_is_email(p->contact) && !text_is_http_url(p->contact))
        problem_say(why, "contact", WORD("Write an e-mail address or a web address."), NULL);
    return why->n == before;
}

const char *profile_lines(struct arena *a, const struct strlist *list)
{
    const char *out = "";
    for (size_t i = 0; i < list->n; i++)
        out = arena_printf(a, "%s%s\n", out, list->v[i]);
    return out;
}

static enum store_status profile_write(struct store *s, struct arena *a, int64_t byline,
                                       const struct profile *in, const struct actor *by,
                                       int64_t now)
{
    enum store_status st = in->portrait ? media_exists(s, in->portrait) : STORE_OK;
    if (st != STORE_OK)
        return st;
    struct statement *q = db_stmt(s, &profile_statements, PUT);
    db_bind_int(q, 1, byline);
    db_bind_id(q, 2, in->portrait);
    db_bind_text(q, 3, in->place);
    db_bind_text(q, 4, profile_lines(a, &in->languages));
    db_bind_text(q, 5, profile_lines(a, &in->beats));
    db_bind_text(q, 6, in->contact);
    db_bind_text(q, 7, profile_lines(a, &in->links));
    st = db_run(s, q);
    return st == STORE_OK ? audit_write(s, by ? by->user : 0, 0, "byline.profile",
                                        arena_printf(a, "%lld", (long long)byline), now)
                          : st;
}

enum store_status profile_put(struct store *s, struct arena *a, int64_t byline,
                              const struct profile *in, const struct actor *by, int64_t now,
                              struct problems *why)
{
    struct profile p = *in, old;
    p.place = text_line(a, in->place);
    p.contact = text_line(a, in->contact);
    if (!profile_check(a, &p, why))
        return STORE_REFUSED;
    enum store_status st = db_begin(s, SCOPE_SITE);
    if (st != STORE_OK)
        return st;
    st = profile_get(s, a, byline, &old);
    return db_end(s, st == STORE_OK ? profile_write(s, a, byline, &p, by, now) : st);
}
