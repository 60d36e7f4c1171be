/* media_about.c: see media_about.h. */
#include "media_about.h"

#include "audit_private.h"
#include "form_record.h"
#include "lib/dateline.h"
#include "lib/language.h"
#include "lib/text.h"
#include "lib/word_set.h"
#include "media_private.h"
#include "permission.h"
#include "refuse.h"

#include <inttypes.h>
#include <string.h>

#define ABOUT_MAX 1000 /* code points of a field */

enum { PUT, SAID, UNINDEX, INDEX, MEDIA_ABOUT_SQL_MAX };

static const char *const sql[MEDIA_ABOUT_SQL_MAX] = {
    [PUT] = "UPDATE media SET alt = ?2, caption = ?3, credit = ?4, creator = ?5, copyright = ?6,"
            " license = ?7, source = ?8, rights_from = ?9, rights_until = ?10, not_again = ?11"
            " WHERE id = ?1",
    [SAID] = "INSERT INTO media_said (media_id, number, alt, caption, credit, until, changed_by)"
             " SELECT ?1, 1 + coalesce((SELECT max(p.number) FROM media_said p"
             " WHERE p.media_id = ?1), 0), ?2, ?3, ?4, ?5, ?6",
    [UNINDEX] = "DELETE FROM media_word WHERE media_id = ?1",
    [INDEX] = "INSERT INTO media_word (media_id, word) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
};
const struct statements media_about_statements = {SET_MEDIA_ABOUT, sql, MEDIA_ABOUT_SQL_MAX};

static const char *const names[MEDIA_FIELD_MAX] = {
    [MEDIA_ALT] = "alt",
    [MEDIA_CAPTION] = "caption",
    [MEDIA_CREDIT] = "credit",
    [MEDIA_CREATOR] = "creator",
    [MEDIA_COPYRIGHT] = "copyright",
    [MEDIA_LICENSE] = "license",
    [MEDIA_SOURCE] = "source",
    [MEDIA_RIGHTS_FROM] = "rights_from",
    [MEDIA_RIGHTS_UNTIL] = "rights_until",
    [MEDIA_NOT_AGAIN] = "not_again",
};

const char *media_field_name(enum media_field f)
{
    return (unsigned)f < MEDIA_FIELD_MAX ? names[f] : "";
}

enum media_field media_field_find(const char *name)
{
    int f = 0;
    while (f < MEDIA_FIELD_MAX && strcmp(names[f], name) != 0)
        f++;
    return (enum media_field)f;
}

struct media_about media_about_of(const struct media *m)
{
    return (struct media_about){{
        [MEDIA_ALT] = m->alt,
        [MEDIA_CAPTION] = m->caption,
        [MEDIA_CREDIT] = m->credit,
        [MEDIA_CREATOR] = m->creator,
        [MEDIA_COPYRIGHT] = m->copyright,
        [MEDIA_LICENSE] = m->license,
        [MEDIA_SOURCE] = m->source,
        [MEDIA_RIGHTS_FROM] = m->rights_from,
        [MEDIA_RIGHTS_UNTIL] = m->rights_until,
        [MEDIA_NOT_AGAIN] = m->not_again ? "1" : "",
    }};
}

bool media_may_change(const struct actor *by, const struct media *m)
{
    return permission_may(by, ACT_OTHERS, NULL) || (by->user && m->created_by == by->user);
}

/* ---- What it is found by ---------------------------------------------------------------------- */

enum store_status media_index(struct store *s, struct arena *a, const struct media *m)
{
    struct statement *q = db_stmt(s, &media_about_statements, UNINDEX);
    db_bind_int(q, 1, m->id);
    enum store_status st = db_run(s, q);
    struct strlist words =
        word_set(a,
                 arena_printf(a, "%s %s %s %s %s %s %s", m->original, m->alt, m->caption, m->credit,
                              m->creator, m->copyright, m->source),
                 TOKENIZER_INDEX);
    for (size_t i = 0; i < words.n && st == STORE_OK; i++) {
        q = db_stmt(s, &media_about_statements, INDEX);
        db_bind_int(q, 1, m->id);
        db_bind_text(q, 2, words.v[i]);
        st = db_run(s, q);
    }
    return st;
}

/* ---- What may be said ------------------------------------------------------------------------- */

static bool is_rights(int f)
{
    return f == MEDIA_RIGHTS_FROM || f == MEDIA_RIGHTS_UNTIL || f == MEDIA_NOT_AGAIN;
}

static void check_day(const char *field, const char *day, struct problems *why)
{
    if (*day && !dateline_is_date(day))
        problem_say(why, field, WORD("Write the day as 2026-01-08."), NULL);
}

bool media_about_check(const struct media_about *to, struct problems *why)
{
    size_t before = why->n;
    const char *from = to->v[MEDIA_RIGHTS_FROM], *until = to->v[MEDIA_RIGHTS_UNTIL];
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        if (text_length(to->v[f]) > ABOUT_MAX)
            problem_say(why, names[f], WORD("Shorten it to at most 1,000 characters."), NULL);
    if (*to->v[MEDIA_LICENSE] && !text_is_http_url(to->v[MEDIA_LICENSE]))
        problem_say(why, "license", WORD("Write the licence’s web address, with https://."), NULL);
    check_day("rights_from", from, why);
    check_day("rights_until", until, why);
    if (why->n == before && *from && *until && strcmp(from, until) > 0)
        problem_say(why, "rights_until", WORD("The last day is before the first one."), NULL);
    return why->n == before;
}

/* ---- Changing --------------------------------------------------------------------------------- */

/* What becomes of it: what was not touched is as it is now. False: a field that was touched is another by now. */
static bool about_merge(const struct media_change *in, const struct media_about *now,
                        struct media_about *to, struct problems *why)
{
    bool good = true;
    for (int f = 0; f < MEDIA_FIELD_MAX; f++) {
        bool touched = strcmp(in->to.v[f], in->was.v[f]) != 0;
        bool moved = strcmp(now->v[f], in->was.v[f]) != 0;
        to->v[f] = touched ? in->to.v[f] : now->v[f];
        if (!touched || !moved || strcmp(now->v[f], to->v[f]) == 0)
            continue;
        problem_say(why, names[f],
                    *now->v[f] ? WORD("Somebody else wrote here meanwhile: “%NOW%”. Save again to "
                                      "put yours in its place.")
                               : WORD("Somebody else emptied this meanwhile. Save again to put "
                                      "yours there."),
                    "NOW", now->v[f], NULL);
        good = false;
    }
    return good;
}

/* Names of the fields that become others, for the log; "": none does. */
static const char *about_changed(struct arena *a, const struct media_about *now,
                                 const struct media_about *to, bool rights)
{
    const char *out = "";
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        if ((!rights || is_rights(f)) && strcmp(now->v[f], to->v[f]) != 0)
            out = arena_printf(a, "%s%s%s", out, *out ? ", " : "", names[f]);
    return out;
}

static enum store_status about_put(struct store *s, int64_t id, const struct media_about *to)
{
    struct statement *q = db_stmt(s, &media_about_statements, PUT);
    db_bind_int(q, 1, id);
    for (int f = 0; f < MEDIA_NOT_AGAIN; f++)
        db_bind_text(q, 2 + f, to->v[f]);
    db_bind_int(q, 11, *to->v[MEDIA_NOT_AGAIN] != '\0');
    return db_run(s, q);
}

/* What stories took over from it is known as the picture's own words afterwards. */
static enum store_status about_keep_said(struct store *s, const struct media *m,
                                         const struct media_about *to, const struct actor *by,
                                         int64_t now)
{
    bool same = strcmp(m->alt, to->v[MEDIA_ALT]) == 0 &&
                strcmp(m->caption, to->v[MEDIA_CAPTION]) == 0 &&
                strcmp(m->credit, to->v[MEDIA_CREDIT]) == 0;
    if (same || !(*m->alt || *m->caption || *m->credit))
        return STORE_OK;
    struct statement *q = db_stmt(s, &media_about_statements, SAID);
    db_bind_int(q, 1, m->id);
    db_bind_text(q, 2, m->alt);
    db_bind_text(q, 3, m->caption);
    db_bind_text(q, 4, m->credit);
    db_bind_int(q, 5, now);
    db_bind_id(q, 6, by ? by->user : 0);
    return db_run(s, q);
}

static enum store_status about_write(struct store *s, struct arena *a, const struct media *m,
                                     const struct media_about *to, const char *changed,
                                     const struct media_change *in, int64_t now)
{
    struct media next;
    const struct form_record did = {.outcome = OUTCOME_DONE};
    enum store_status st = about_keep_said(s, m, to, in->by, now);
    if (st == STORE_OK)
        st = about_put(s, m->id, to);
    if (st == STORE_OK)
        st = media_get(s, a, m->id, &next);
    if (st == STORE_OK)
        st = media_index(s, a, &next);
    if (st == STORE_OK)
        st = audit_write(s, in->by ? in->by->user : 0, 0, "media.change",
                         arena_printf(a, "%" PRId64 ": %s", m->id, changed), now);
    return st == STORE_OK ? form_keep(s, in->by, &did, now) : st;
}

/* What stands beside the words of stories that readers see, and not in them. */
static bool about_shows(const struct media_about *now, const struct media_about *to)
{
    static const enum media_field shown[] = {MEDIA_CREATOR, MEDIA_COPYRIGHT, MEDIA_LICENSE};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(now->v[shown[i]], to->v[shown[i]]) != 0)
            return true;
    return false;
}

static enum store_status about_change(struct store *s, struct arena *a,
                                      const struct media_change *in, int64_t now,
                                      struct problems *why)
{
    struct media m;
    struct form_record did;
    struct media_about to;
    enum store_status st = form_recall(s, in->by, &did);
    if (st != STORE_MISSING) /* done already */
        return st;
    st = media_get(s, a, in->id, &m);
    if (st != STORE_OK)
        return st;
    struct media_about old = media_about_of(&m);
    if (!media_may_change(in->by, &m))
        return store_refuse(why, "",
                            WORD("This picture was brought by somebody else. Ask an editor "
                                 "to change what is said of it."));
    if (!about_merge(in, &old, &to, why))
        return STORE_CONFLICT;
    if (*about_changed(a, &old, &to, true) && !permission_may(in->by, ACT_OTHERS, NULL))
        return store_refuse(why, "rights_until",
                            WORD("Only an editor says until when a picture may be shown."));
    if (!media_about_check(&to, why))
        return STORE_REFUSED;
    const char *changed = about_changed(a, &old, &to, false);
    if (about_shows(&old, &to))
        db_shows(s);
    return *changed ? about_write(s, a, &m, &to, changed, in, now) : STORE_OK;
}

enum store_status media_change(struct store *s, struct arena *a, const struct media_change *in,
                               int64_t now, struct problems *why)
{
    struct media_change clean = *in;
    for (int f = 0; f < MEDIA_FIELD_MAX; f++) {
        clean.was.v[f] = text_line(a, in->was.v[f] ? in->was.v[f] : "");
        clean.to.v[f] = text_line(a, in->to.v[f] ? in->to.v[f] : "");
    }
    enum store_status st = db_begin(s, SCOPE_DESK);
    return st == STORE_OK ? db_end(s, about_change(s, a, &clean, now, why)) : st;
}
