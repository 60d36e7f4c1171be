/* media_about.c: see media_about.h. */
#include "media_about.h"

#include "lib/dateline.h"
#include "lib/language.h"
#include "lib/text.h"
#include "lib/token.h"
#include "lib/word_set.h"
#include "media_private.h"
#include "operation.h"
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

const char *media_about_hash(struct arena *a, const struct media *m)
{
    const struct media_about about = media_about_of(m);
    const char *all = arena_printf(a, "%d,%d,%" PRId64, m->focus_x, m->focus_y, m->replaced_by);
    char *hash = arena_alloc(a, TOKEN_HASH_SIZE);
    for (int f = 0; f < MEDIA_FIELD_MAX; f++)
        all = arena_printf(a, "%s\x1f%s", all, about.v[f]);
    token_sha256(all, strlen(all), hash);
    return hash;
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
static enum store_status about_keep_said(const struct operation *op, const struct media *m,
                                         const struct media_about *to)
{
    bool same = strcmp(m->alt, to->v[MEDIA_ALT]) == 0 &&
                strcmp(m->caption, to->v[MEDIA_CAPTION]) == 0 &&
                strcmp(m->credit, to->v[MEDIA_CREDIT]) == 0;
    if (same || !(*m->alt || *m->caption || *m->credit))
        return STORE_OK;
    struct statement *q = db_stmt(op->s, &media_about_statements, SAID);
    db_bind_int(q, 1, m->id);
    db_bind_text(q, 2, m->alt);
    db_bind_text(q, 3, m->caption);
    db_bind_text(q, 4, m->credit);
    db_bind_int(q, 5, op->now);
    db_bind_id(q, 6, operation_user(op));
    return db_run(op->s, q);
}

static enum store_status about_write(const struct operation *op, const struct media *m,
                                     const struct media_about *to, const char *changed)
{
    struct media next;
    enum store_status st = about_keep_said(op, m, to);
    if (st == STORE_OK)
        st = about_put(op->s, m->id, to);
    if (st == STORE_OK)
        st = media_get(op->s, op->a, m->id, &next);
    if (st == STORE_OK)
        st = media_index(op->s, op->a, &next);
    const char *detail = arena_printf(op->a, "%" PRId64 ": %s", m->id, changed);
    return st == STORE_OK ? operation_audit(op, "media.change", detail) : st;
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

static enum store_status about_change(const struct operation *op, const struct media_change *in)
{
    struct media m;
    struct media_about to;
    enum store_status st = media_get(op->s, op->a, in->id, &m);
    if (st != STORE_OK)
        return st;
    struct media_about old = media_about_of(&m);
    if (!media_may_change(op->by, &m))
        return store_refuse(op->why, "",
                            WORD("This picture was brought by somebody else. Ask an editor "
                                 "to change what is said of it."));
    if (!about_merge(in, &old, &to, op->why))
        return STORE_CONFLICT;
    if (*about_changed(op->a, &old, &to, true) && !permission_may(op->by, ACT_OTHERS, NULL))
        return store_refuse(op->why, "rights_until",
                            WORD("Only an editor says until when a picture may be shown."));
    if (!media_about_check(&to, op->why))
        return STORE_REFUSED;
    const char *changed = about_changed(op->a, &old, &to, false);
    if (about_shows(&old, &to))
        db_shows(op->s);
    return *changed ? about_write(op, &m, &to, changed) : STORE_OK;
}

enum store_status media_change(struct store *s, struct arena *a, const struct media_change *in,
                               int64_t now, struct problems *why)
{
    struct media_change clean = *in;
    for (int f = 0; f < MEDIA_FIELD_MAX; f++) {
        clean.was.v[f] = text_line(a, in->was.v[f] ? in->was.v[f] : "");
        clean.to.v[f] = text_line(a, in->to.v[f] ? in->to.v[f] : "");
    }
    struct operation op = {.s = s, .a = a, .by = in->by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_DESK))
        op.st = about_change(&op, &clean);
    return operation_end(&op);
}
