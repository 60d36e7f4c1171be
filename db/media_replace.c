/* media_replace.c: see media_replace.h.
 *
 * media.replaced_by is what somebody said; media_replacement.shows is where that ends, followed when it changes, so that
 * a reader's page follows one step. */
#include "media_replace.h"

#include "card_private.h"
#include "lib/language.h"
#include "lib/text.h"
#include "media_held.h"
#include "media_private.h"
#include "media_rights.h"
#include "operation.h"
#include "permission.h"
#include "refuse.h"
#include "story_private.h"

#include <inttypes.h>
#include <string.h>

enum {
    GET,
    PAGES,
    PORTRAITS,
    SAY,
    PUT,
    DROP,
    ENDS,
    BELOW,
    FOLLOW,
    STORIES,
    SEEN,
    HAS_STORIES,
    MEDIA_REPLACE_SQL_MAX
};

/* clang-format off */
/* Of the stories with a picture p.id, those in which readers see it. */
#define FROM_SEEN \
    SQL_JOIN "media_use u ON u.media_id = m.id" SQL_JOIN "story s ON s.id = u.story_id" SQL_JOIN \
    "revision r ON r.story_id = s.id AND r.number = " SQL_LIVE_NUMBER("s.id") \
    " WHERE s.withdrawn_at IS NULL AND s.binned_at IS NULL" \
    " AND (r.hero_id = m.id OR instr(r.body_html, m.name) > 0)"
/* ?2, and all that it stands for. */
#define SHOWN_BY \
    "(SELECT ?2 AS id UNION ALL SELECT p.media_id FROM media_replacement p WHERE p.shows = ?2) o" \
    SQL_JOIN "media m ON m.id = o.id"

static const char *const sql[MEDIA_REPLACE_SQL_MAX] = {
    [GET] = "SELECT m.replaced_by, p.alt, p.caption, p.credit, p.at, p.user_id"
            " FROM media_replacement p" SQL_JOIN "media m ON m.id = p.media_id WHERE p.media_id = ?1",
    [PAGES] = "SELECT s.id FROM " SHOWN_BY FROM_SEEN " LIMIT ?3",
    [PORTRAITS] = "SELECT y.byline_id FROM " SHOWN_BY SQL_JOIN
                  "byline_profile y ON y.portrait_id = m.id LIMIT ?3",
    [SAY] = "UPDATE media SET replaced_by = ?2 WHERE id = ?1",
    [PUT] = "INSERT INTO media_replacement (media_id, alt, caption, credit, at, user_id, shows, words_of)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1)",
    [DROP] = "DELETE FROM media_replacement WHERE media_id = ?1",
    [ENDS] = "SELECT shows, words_of FROM media_replacement WHERE media_id = ?1",
    [BELOW] = "SELECT id FROM media WHERE replaced_by = ?1 LIMIT ?2",
    [FOLLOW] = "UPDATE media_replacement SET shows = ?2, words_of = ?3 WHERE media_id = ?1",
    [STORIES] = "SELECT story_id FROM media_use WHERE media_id = ?1 AND story_id > ?2"
                " ORDER BY story_id LIMIT ?3",
    [SEEN] = "SELECT 1 FROM " SHOWN_BY FROM_SEEN " LIMIT 1",
    [HAS_STORIES] = "SELECT 1 FROM media_use WHERE media_id = ?1 LIMIT 1",
};
/* clang-format on */
const struct statements media_replace_statements = {SET_MEDIA_REPLACE, sql, MEDIA_REPLACE_SQL_MAX};

#define BELOW_MAX 1000

static struct statement *replace_stmt(struct store *s, int which, int64_t first, int64_t second)
{
    struct statement *q = db_stmt(s, &media_replace_statements, which);
    db_bind_int(q, 1, first);
    if (second != 0)
        db_bind_int(q, 2, second);
    return q;
}

/* ---- Asking ------------------------------------------------------------------------------------ */

enum store_status media_replacement(struct store *s, struct arena *a, int64_t id,
                                    struct media_replacement *out)
{
    struct statement *q = replace_stmt(s, GET, id, 0);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct media_replacement){
            .by = db_int(q, 0),
            .words = {db_text(a, q, 1), db_text(a, q, 2), db_text(a, q, 3)},
            .at = db_int(q, 4),
            .user_id = db_int(q, 5)};
    db_reset(q);
    return st;
}

enum store_status media_stands_for(struct store *s, struct arena *a, int64_t id,
                                   struct media_list *out)
{
    int64_t ids[MEDIA_STANDS_MAX];
    size_t n = 0;
    struct statement *q = replace_stmt(s, BELOW, id, MEDIA_STANDS_MAX);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        ids[n++] = db_int(q, 0);
    *out = (struct media_list){.v = arena_array(a, n + 1, sizeof *out->v)};
    st = st == STORE_MISSING ? STORE_OK : st;
    for (; out->n < n && st == STORE_OK; out->n++)
        st = media_get(s, a, ids[out->n], &out->v[out->n]);
    return st;
}

static enum store_status pages_count(struct store *s, int which, const struct media *m, int64_t now,
                                     int64_t *n)
{
    struct statement *q = replace_stmt(s, which, now, m->id);
    db_bind_int(q, 3, MEDIA_PAGES_MAX);
    enum store_status st;
    *n = 0;
    while ((st = db_row(s, q)) == STORE_OK)
        ++*n;
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_pages(struct store *s, const struct media *m, int64_t now,
                              struct media_pages *out)
{
    *out = (struct media_pages){0};
    if (m->replaced_by) /* readers see another one */
        return STORE_OK;
    enum store_status st = pages_count(s, PAGES, m, now, &out->stories);
    return st == STORE_OK ? pages_count(s, PORTRAITS, m, now, &out->portraits) : st;
}

/* ---- What follows ------------------------------------------------------------------------------ */

/* Where a picture ends, and whose words readers get; itself when it is not replaced. */
static enum store_status follow_ends(struct store *s, int64_t id, int64_t *shows, int64_t *words_of)
{
    struct statement *q = replace_stmt(s, ENDS, id, 0);
    enum store_status st = db_row(s, q);
    *shows = st == STORE_OK ? db_int(q, 0) : id;
    *words_of = st == STORE_OK ? db_int(q, 1) : 0;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_keep_cards(struct store *s, int64_t id, int64_t now)
{
    enum { STEP = 256 };
    int64_t ids[STEP], last = 0;
    enum store_status st = STORE_OK;
    for (size_t n = STEP; n == STEP && st == STORE_OK;) {
        struct statement *q = db_stmt(s, &media_replace_statements, STORIES);
        db_bind_int(q, 1, id);
        db_bind_int(q, 2, last);
        db_bind_int(q, 3, STEP);
        for (n = 0; (st = db_row(s, q)) == STORE_OK; n++)
            ids[n] = db_int(q, 0);
        st = st == STORE_MISSING ? STORE_OK : st;
        for (size_t i = 0; i < n && st == STORE_OK; i++)
            st = card_keep(s, ids[i], now);
        last = n ? ids[n - 1] : last;
    }
    return st;
}

/* *deepest: how many pictures stand for one another in turn. */
static enum store_status follow(struct store *s, int64_t id, int depth, int64_t now, int *deepest)
{
    int64_t below[BELOW_MAX], shows, words_of;
    size_t n = 0;
    *deepest = depth > *deepest ? depth : *deepest;
    if (depth > MEDIA_REPLACED_STEPS)
        return STORE_OK;
    enum store_status st = media_keep_cards(s, id, now);
    if (st == STORE_OK)
        st = follow_ends(s, id, &shows, &words_of);
    if (st != STORE_OK)
        return st;
    struct statement *q = replace_stmt(s, BELOW, id, BELOW_MAX);
    while ((st = db_row(s, q)) == STORE_OK)
        below[n++] = db_int(q, 0);
    st = st == STORE_MISSING ? STORE_OK : st;
    for (size_t i = 0; i < n && st == STORE_OK; i++) {
        q = replace_stmt(s, FOLLOW, below[i], shows);
        db_bind_int(q, 3, words_of ? words_of : below[i]);
        st = db_run(s, q);
        if (st == STORE_OK)
            st = follow(s, below[i], depth + 1, now, deepest);
    }
    return st;
}

/* ---- Whether it may ---------------------------------------------------------------------------- */

static enum store_status replace_changed(struct problems *why)
{
    problem_say(why, "",
                WORD("This picture is on other pages than it was when you opened this page. Look "
                     "again, and confirm once more."),
                NULL);
    return STORE_CONFLICT;
}

static enum store_status replace_allowed(const struct operation *op, const struct media *m,
                                         const struct media_pages *shown)
{
    struct media_pages pages;
    if (!permission_may(op->by, ACT_PUBLISH, NULL))
        return store_refuse(op->why, "", WORD("Only an editor replaces a picture."));
    enum store_status st = media_pages(op->s, m, op->now, &pages);
    if (st == STORE_OK && (pages.stories != shown->stories || pages.portraits != shown->portraits))
        return replace_changed(op->why);
    return st;
}

/* The pictures of stories that readers do not see are not shown by the way. */
static enum store_status replace_not_ahead(struct store *s, const struct media *by, int64_t now,
                                           struct problems *why)
{
    struct statement *q = replace_stmt(s, HAS_STORIES, by->id, 0);
    enum store_status st = db_row(s, q);
    db_reset(q);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    q = replace_stmt(s, SEEN, now, by->id);
    st = db_row(s, q);
    db_reset(q);
    if (st == STORE_MISSING)
        return store_refuse(why, "by",
                            WORD("The stories that have this picture are none that readers see, so "
                                 "it is not shown to them in another one’s place."));
    return st;
}

static enum store_status replace_fits(const struct operation *op, const struct media_replace *in,
                                      const struct media *by)
{
    struct problems *why = op->why;
    size_t before = why->n;
    const struct picture_words words = {in->words.alt, in->words.credit, NULL};
    story_check_picture(&words, why);
    for (size_t i = before; i < why->n; i++) /* "hero_alt" */
        if (strncmp(why->v[i].field, "hero_", 5) == 0)
            why->v[i].field += 5;
    enum store_status st = media_rights_say(op->s, op->a, by, 0, op->now, "by", why);
    if (st == STORE_OK)
        st = replace_not_ahead(op->s, by, op->now, why);
    return st == STORE_OK && why->n > before ? STORE_REFUSED : st;
}

/* ---- Doing it ---------------------------------------------------------------------------------- */

static enum store_status replace_put(const struct operation *op, const struct media_replace *in,
                                     int64_t shows)
{
    struct statement *q = replace_stmt(op->s, SAY, in->id, in->by);
    enum store_status st = db_run(op->s, q);
    if (st != STORE_OK)
        return st;
    q = replace_stmt(op->s, PUT, in->id, 0);
    db_bind_text(q, 2, in->words.alt);
    db_bind_text(q, 3, in->words.caption);
    db_bind_text(q, 4, in->words.credit);
    db_bind_int(q, 5, op->now);
    db_bind_id(q, 6, operation_user(op));
    db_bind_int(q, 7, shows);
    return db_run(op->s, q);
}

static enum store_status replace_write(const struct operation *op, const struct media_replace *in,
                                       const struct media *m)
{
    int64_t shows, words_of;
    int deepest = 0;
    enum store_status st = follow_ends(op->s, in->by, &shows, &words_of);
    if (st == STORE_OK && (shows == in->id || in->by == in->id))
        return store_refuse(op->why, "by", WORD("A picture cannot stand for itself."));
    if (st == STORE_OK && words_of)
        return store_refuse(op->why, "by",
                            WORD("This picture is replaced itself. Choose the one that readers "
                                 "see."));
    if (st == STORE_OK)
        st = replace_put(op, in, shows);
    if (st == STORE_OK)
        st = follow(op->s, in->id, 1, op->now, &deepest);
    if (st == STORE_OK && deepest > MEDIA_REPLACED_STEPS)
        return store_refuse(op->why, "by",
                            WORD("Too many pictures stand for one another here. Take one of them "
                                 "back first."));
    const char *detail =
        arena_printf(op->a, "%" PRId64 " (%s) → %" PRId64, in->id, m->original, in->by);
    return st == STORE_OK ? operation_audit(op, "media.replace", detail) : st;
}

static enum store_status replace_run(const struct operation *op, const struct media_replace *in)
{
    struct media m, by;
    enum store_status st = media_get(op->s, op->a, in->id, &m);
    if (st == STORE_OK)
        st = media_get(op->s, op->a, in->by, &by);
    if (st != STORE_OK)
        return st;
    if (m.replaced_by)
        return replace_changed(op->why);
    st = replace_allowed(op, &m, &in->pages);
    if (st == STORE_OK)
        st = replace_fits(op, in, &by);
    return st == STORE_OK ? replace_write(op, in, &m) : st;
}

static const char *replace_line(struct arena *a, const char *words)
{
    return text_line(a, words ? words : "");
}

enum store_status media_replace(struct store *s, struct arena *a, const struct media_replace *in,
                                int64_t now, struct problems *why)
{
    struct media_replace clean = *in;
    clean.words =
        (struct media_words){replace_line(a, in->words.alt), replace_line(a, in->words.caption),
                             replace_line(a, in->words.credit)};
    struct operation op = {.s = s, .a = a, .by = in->who, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = replace_run(&op, &clean);
    return operation_end(&op);
}

/* ---- And back ---------------------------------------------------------------------------------- */

/* What it stood for may have kept its files in place. */
static enum store_status undo_place(struct store *s, int64_t by)
{
    int64_t last = 0;
    enum store_status st = STORE_OK;
    while (st == STORE_OK) {
        struct statement *q = replace_stmt(s, STORIES, by, 0);
        db_bind_int(q, 2, last);
        db_bind_int(q, 3, 1);
        st = db_row(s, q);
        last = st == STORE_OK ? db_int(q, 0) : last;
        db_reset(q);
        if (st == STORE_OK)
            st = media_place_story(s, last);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status undo_write(const struct operation *op, const struct media *m)
{
    int deepest = 0;
    struct statement *q = db_stmt(op->s, &media_replace_statements, SAY);
    db_bind_int(q, 1, m->id);
    db_bind_id(q, 2, 0);
    enum store_status st = db_run(op->s, q);
    if (st == STORE_OK)
        st = db_run(op->s, replace_stmt(op->s, DROP, m->id, 0));
    if (st == STORE_OK)
        st = follow(op->s, m->id, 0, op->now, &deepest);
    if (st == STORE_OK)
        st = undo_place(op->s, m->replaced_by);
    const char *detail =
        arena_printf(op->a, "%" PRId64 " (%s) ← %" PRId64, m->id, m->original, m->replaced_by);
    return st == STORE_OK ? operation_audit(op, "media.unreplace", detail) : st;
}

static enum store_status undo_other(struct problems *why)
{
    problem_say(why, "",
                WORD("Another picture stands here, or other words, since you opened this page. "
                     "Nothing was changed; press again to take that back."),
                NULL);
    return STORE_CONFLICT;
}

/* The pages are those of the one that readers see in its place. */
static enum store_status undo_run(const struct operation *op, int64_t id,
                                  const struct media_replace_shown *shown)
{
    struct media m;
    struct media_replacement is = {0};
    enum store_status st = media_get(op->s, op->a, id, &m);
    if (st != STORE_OK)
        return st;
    if (!m.replaced_by)
        return store_refuse(op->why, "", WORD("Readers see this picture itself."));
    if (shown->since != TIME_ANY) {
        st = media_replacement(op->s, op->a, id, &is);
        if (st != STORE_OK || is.at != shown->since)
            return st == STORE_OK ? undo_other(op->why) : st;
    }
    struct media itself = m;
    itself.replaced_by = 0;
    st = replace_allowed(op, &itself, &shown->pages);
    itself.not_again = false; /* it is in no further story by that */
    size_t before = op->why->n;
    if (st == STORE_OK)
        st = media_rights_say(op->s, op->a, &itself, 0, op->now, "", op->why);
    if (st == STORE_OK && op->why->n > before)
        return STORE_REFUSED;
    return st == STORE_OK ? undo_write(op, &m) : st;
}

enum store_status media_replace_undo(struct store *s, struct arena *a, int64_t id,
                                     const struct media_replace_shown *shown,
                                     const struct actor *who, int64_t now, struct problems *why)
{
    struct operation op = {.s = s, .a = a, .by = who, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = undo_run(&op, id, shown);
    return operation_end(&op);
}
