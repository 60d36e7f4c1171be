/* suggestion.c: see suggestion.h. */
#include "suggestion.h"

#include "audit_private.h"
#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "permission.h"
#include "preview_link.h"
#include "refuse.h"
#include "story_followed.h"
#include "story_private.h"
#include "suggestion_private.h"
#include "working_copy.h"

#include <inttypes.h>

enum {
    ADD,
    ADD_CHANGE,
    COUNT_OPEN,
    COUNT_LINK,
    LIST,
    CHANGES,
    DECIDE,
    WAITING,
    SUGGESTION_SQL_MAX
};

#define OPEN_OF(id)                                                                                \
    "EXISTS (SELECT 1 FROM suggestion_change c WHERE c.suggestion_id = " id " AND c.state = 0)"

static const char *const sql[SUGGESTION_SQL_MAX] = {
    [ADD] = "INSERT INTO suggestion (story_id, number, user_id, reason, created_at, link_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
    [ADD_CHANGE] = "INSERT INTO suggestion_change"
                   " (suggestion_id, number, field, at, words_before, words_after)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [COUNT_OPEN] = "SELECT count(*) FROM suggestion g WHERE g.story_id = ?1 AND " OPEN_OF("g.id"),
    [COUNT_LINK] = "SELECT count(*) FROM suggestion WHERE link_id = ?1",
    [LIST] = "SELECT g.id, g.number, g.user_id, coalesce(u.name, l.name), g.reason, g.created_at,"
             " g.link_id"
             " FROM suggestion g LEFT JOIN user u ON u.id = g.user_id"
             " LEFT JOIN preview_link l ON l.id = g.link_id"
             " WHERE g.story_id = ?1 ORDER BY g.id DESC LIMIT ?2",
    [CHANGES] =
        "SELECT c.number, c.field, c.at, c.words_before, c.words_after, c.state, c.decided_at,"
        " u.name FROM suggestion_change c LEFT JOIN user u ON u.id = c.decided_by"
        " WHERE c.suggestion_id = ?1 ORDER BY c.number",
    [DECIDE] = "UPDATE suggestion_change SET state = ?3, decided_at = ?4, decided_by = ?5"
               " WHERE suggestion_id = ?1 AND number = ?2 AND state = 0",
    [WAITING] =
        "SELECT g.story_id, g.created_at, r.headline, coalesce(u.name, l.name), c.open"
        " FROM (SELECT suggestion_id, count(*) AS open FROM suggestion_change"
        "  WHERE state = 0 GROUP BY suggestion_id) c" SQL_JOIN
        "suggestion g ON g.id = c.suggestion_id" SQL_JOIN "story s ON s.id = g.story_id" SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = s.head_number"
        " LEFT JOIN user u ON u.id = g.user_id"
        " LEFT JOIN preview_link l ON l.id = g.link_id"
        " WHERE s.binned_at IS NULL"
        " AND (?1 IS NULL OR s.published_at IS NULL AND g.user_id IS NOT ?1"
        " AND (s.created_by = ?1 OR EXISTS (SELECT 1 FROM story_writer w"
        " WHERE w.story_id = s.id AND w.user_id = ?1)))"
        " ORDER BY g.id DESC LIMIT ?2",
};
const struct statements suggestion_statements = {SET_SUGGESTION, sql, SUGGESTION_SQL_MAX};

static struct statement *suggestion_stmt(struct store *s, int which)
{
    return db_stmt(s, &suggestion_statements, which);
}

/* ---- Making one ---------------------------------------------------------------------------------- */

static enum store_status check_guest(struct store *s, const struct suggestion *g, int64_t now,
                                     struct problems *why)
{
    enum store_status st = preview_link_check(s, g->story_id, g->link_id, now, why);
    if (st != STORE_OK)
        return st;
    struct statement *q = suggestion_stmt(s, COUNT_LINK);
    db_bind_int(q, 1, g->link_id);
    st = db_row(s, q);
    bool full = st == STORE_OK && db_int(q, 0) >= SUGGESTIONS_GUEST_MAX;
    db_reset(q);
    return full ? store_refuse(why, "",
                               WORD("There are as many suggestions as this link can leave. "
                                    "Please talk to whoever sent it."))
                : st;
}

enum store_status suggestion_count_open(struct store *s, int64_t story_id, int64_t *n)
{
    struct statement *q = suggestion_stmt(s, COUNT_OPEN);
    db_bind_int(q, 1, story_id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *n = db_int(q, 0);
    db_reset(q);
    return st;
}

enum store_status suggestion_waiting(struct store *s, struct arena *a, int64_t user, size_t limit,
                                     struct suggestion_rows *out)
{
    struct statement *q = suggestion_stmt(s, WAITING);
    enum store_status st;
    *out = (struct suggestion_rows){.v = arena_array(a, limit, sizeof *out->v)};
    db_bind_id(q, 1, user);
    db_bind_int(q, 2, (int64_t)limit + 1);
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit)
            out->more = true;
        else
            out->v[out->n++] = (struct suggestion_row){.story_id = db_int(q, 0),
                                                       .created_at = db_int(q, 1),
                                                       .headline = db_text(a, q, 2),
                                                       .author = db_text(a, q, 3),
                                                       .open = (int)db_int(q, 4)};
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status check_changes(struct store *s, const struct suggestion *g,
                                       const char *reason, struct problems *why)
{
    int64_t open = 0;
    if (g->n == 0)
        return store_refuse(why, "",
                            WORD("No word differs from the text that you opened, so there is "
                                 "nothing to suggest."));
    if (g->n > SUGGESTION_CHANGES_MAX)
        return store_refuse(why, "", WORD("These are too many changes for one suggestion."));
    if (text_length(reason) > SUGGESTION_REASON_MAX)
        return store_refuse(why, "suggest_reason",
                            WORD("Shorten the reason to at most 1,000 characters."));
    enum store_status st = suggestion_count_open(s, g->story_id, &open);
    if (st == STORE_OK && open >= SUGGESTIONS_MAX)
        return store_refuse(why, "",
                            WORD("As many suggestions as there can be wait for an editor."));
    return st;
}

static enum store_status write_changes(struct store *s, const struct suggestion *g)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < g->n && st == STORE_OK; i++) {
        struct statement *q = suggestion_stmt(s, ADD_CHANGE);
        db_bind_int(q, 1, g->id);
        db_bind_int(q, 2, g->v[i].number);
        db_bind_text(q, 3, g->v[i].field);
        db_bind_int(q, 4, (int64_t)g->v[i].at);
        db_bind_text(q, 5, g->v[i].before);
        db_bind_text(q, 6, g->v[i].after);
        st = db_run(s, q);
    }
    return st;
}

static enum store_status write_suggestion(struct store *s, struct arena *a, struct suggestion *g,
                                          int64_t now)
{
    struct statement *q = suggestion_stmt(s, ADD);
    db_bind_int(q, 1, g->story_id);
    db_bind_int(q, 2, g->number);
    db_bind_id(q, 3, g->user_id);
    db_bind_text(q, 4, g->reason);
    db_bind_int(q, 5, now);
    db_bind_id(q, 6, g->link_id);
    enum store_status st = db_run_id(s, q, &g->id);
    if (st == STORE_OK)
        st = write_changes(s, g);
    return st == STORE_OK ? audit_write(s, g->user_id, g->story_id, "suggestion.add",
                                        arena_printf(a,
                                                     "suggestion %" PRId64 ", on revision %d, "
                                                     "%zu changes",
                                                     g->id, g->number, g->n),
                                        now)
                          : st;
}

static enum store_status add(const struct operation *op, struct suggestion *g)
{
    const struct actor *by = g->link_id ? NULL : op->by;
    enum store_status st = story_allows(op->s, op->a, g->story_id, ACT_NOTE, by, op->now, op->why);
    if (st == STORE_OK && g->link_id)
        st = check_guest(op->s, g, op->now, op->why);
    if (st == STORE_OK)
        st = check_changes(op->s, g, g->reason, op->why);
    return st == STORE_OK ? write_suggestion(op->s, op->a, g, op->now) : st;
}

enum store_status suggestion_add(struct store *s, struct arena *a, const struct suggestion_new *in,
                                 const struct actor *by, int64_t now, int64_t *id,
                                 struct problems *why)
{
    struct revision base;
    struct story story;
    struct story_text text;
    struct suggestion g = {.story_id = in->story_id,
                           .number = in->base,
                           .user_id = in->link_id ? 0 : by->user,
                           .link_id = in->link_id};
    *id = 0;
    enum store_status st = story_row(s, a, in->story_id, now, &story);
    if (st == STORE_OK)
        st = revision_load(s, a, in->story_id, in->base, &base, NULL);
    if (st != STORE_OK)
        return st;
    g.reason = text_lines(a, in->reason ? in->reason : "");
    story_text_clean(a, story.kind, in->text, &text);
    const char *beyond = suggestion_beyond_words(a, &base.text, &text);
    if (beyond)
        return store_refuse(
            why, beyond,
            WORD("A suggestion holds words alone. Put this back as it was, and say in a "
                 "note what you would change."));
    suggestion_changes(a, &base.text, &text, &g);
    struct operation op = {
        .s = s, .a = a, .by = by, .now = now, .why = why, .story_id = g.story_id};
    if (operation_begin(&op, SCOPE_QUIET))
        op.st = add(&op, &g);
    if (op.st == STORE_OK)
        op.st = working_copy_end(s, by->user, in->copy);
    *id = g.id;
    return operation_end(&op);
}

/* ---- Reading ----------------------------------------------------------------------------------- */

static enum store_status read_changes(struct store *s, struct arena *a, struct suggestion *g)
{
    struct statement *q = suggestion_stmt(s, CHANGES);
    enum store_status st;
    g->v = arena_array(a, SUGGESTION_CHANGES_MAX, sizeof *g->v);
    db_bind_int(q, 1, g->id);
    while ((st = db_row(s, q)) == STORE_OK && g->n < SUGGESTION_CHANGES_MAX) {
        g->v[g->n] = (struct suggested_change){.number = (int)db_int(q, 0),
                                               .field = db_text(a, q, 1),
                                               .at = (size_t)db_int(q, 2),
                                               .before = db_text(a, q, 3),
                                               .after = db_text(a, q, 4),
                                               .state = (enum change_state)db_int(q, 5),
                                               .decided_at = db_int(q, 6),
                                               .decided_by_name = db_text(a, q, 7)};
        g->open += g->v[g->n].state == CHANGE_OPEN;
        g->n++;
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status read_suggestions(struct store *s, struct arena *a, int64_t story_id,
                                          struct suggestions *out)
{
    struct statement *q = suggestion_stmt(s, LIST);
    enum store_status st;
    *out = (struct suggestions){.v = arena_array(a, 2 * SUGGESTIONS_MAX, sizeof *out->v)};
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, 2 * SUGGESTIONS_MAX);
    while ((st = db_row(s, q)) == STORE_OK && out->n < 2 * SUGGESTIONS_MAX)
        out->v[out->n++] = (struct suggestion){.id = db_int(q, 0),
                                               .story_id = story_id,
                                               .number = (int)db_int(q, 1),
                                               .user_id = db_int(q, 2),
                                               .author = db_text(a, q, 3),
                                               .reason = db_text(a, q, 4),
                                               .created_at = db_int(q, 5),
                                               .link_id = db_int(q, 6)};
    db_reset(q);
    for (size_t i = 0; i < out->n && (st == STORE_OK || st == STORE_MISSING); i++)
        st = read_changes(s, a, &out->v[i]);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* Where the newest text has moved away from what an open change is about. */
static enum store_status look_at_newest(struct store *s, struct arena *a, struct suggestion *g,
                                        const struct story_text *newest)
{
    struct revision base;
    enum store_status st = revision_load(s, a, g->story_id, g->number, &base, NULL);
    for (size_t i = 0; i < g->n && st == STORE_OK; i++) {
        struct story_text into;
        if (g->v[i].state == CHANGE_OPEN)
            suggestion_merge(a, &base.text, &g->v[i], newest, &into, &g->v[i].now);
    }
    return st;
}

static enum store_status load_newest(struct store *s, struct arena *a, int64_t story_id,
                                     int64_t now, struct story *story, struct revision *newest)
{
    enum store_status st = story_row(s, a, story_id, now, story);
    return st == STORE_OK ? revision_load(s, a, story_id, story_newest(story), newest, NULL) : st;
}

enum store_status suggestion_list(struct store *s, struct arena *a, int64_t story_id, int64_t now,
                                  struct suggestions *out)
{
    struct story story;
    struct revision newest;
    enum store_status st = read_suggestions(s, a, story_id, out);
    if (st == STORE_OK && out->n)
        st = load_newest(s, a, story_id, now, &story, &newest);
    for (size_t i = 0; i < out->n && st == STORE_OK; i++)
        if (out->v[i].open)
            st = look_at_newest(s, a, &out->v[i], &newest.text);
    return st;
}

/* ---- Deciding ---------------------------------------------------------------------------------- */

struct deciding {
    struct store *s;
    struct arena *a;
    const struct suggestion_decision *d;
    int64_t now;
    struct suggestion *g;
    enum change_state *becomes; /* of each change; CHANGE_OPEN: stays */
    struct suggestion_decided *out;
};

static enum store_status find_one(struct store *s, struct arena *a,
                                  const struct suggestion_decision *d, struct suggestion **out)
{
    struct suggestions all;
    enum store_status st = read_suggestions(s, a, d->story_id, &all);
    *out = NULL;
    for (size_t i = 0; i < all.n && st == STORE_OK; i++)
        if (all.v[i].id == d->id)
            *out = all.v + i;
    return st == STORE_OK && !*out ? STORE_MISSING : st;
}

/* Puts what is to be taken into text, one by one. */
static enum store_status take_changes(struct deciding *v, bool seen, struct story_text *text)
{
    struct revision base;
    enum store_status st = revision_load(v->s, v->a, v->d->story_id, v->g->number, &base, NULL);
    for (size_t i = 0; i < v->g->n && i < v->d->n && st == STORE_OK; i++) {
        struct story_text into;
        const char *theirs;
        if (v->g->v[i].state != CHANGE_OPEN || v->d->wished[i] == CHANGE_OPEN)
            continue;
        v->becomes[i] = v->d->wished[i];
        v->out->refused += v->becomes[i] == CHANGE_REFUSED;
        if (v->becomes[i] != CHANGE_TAKEN)
            continue;
        if (suggestion_merge(v->a, &base.text, &v->g->v[i], text, &into, &theirs) || seen) {
            *text = into;
            v->out->taken++;
        } else {
            v->becomes[i] = CHANGE_OPEN;
            v->out->left++;
        }
    }
    return st;
}

static enum store_status save_taken(struct deciding *v, struct problems *why)
{
    struct story story;
    struct story_save in;
    struct story_saved saved;
    enum store_status st = story_row(v->s, v->a, v->d->story_id, v->now, &story);
    if (st != STORE_OK)
        return st;
    int newest = story_newest(&story);
    enum named_text on = newest == story.draft    ? NAMED_DRAFT
                         : newest == story.staged ? NAMED_WAITING
                                                  : NAMED_LIVE;
    st = story_save_begin(v->s, v->a, v->d->story_id, on, v->now, &in);
    if (st == STORE_OK)
        st = take_changes(v, newest == v->d->newest, &in.text);
    v->out->number = newest;
    if (st != STORE_OK || v->out->taken == 0)
        return st;
    in.by = v->d->by;
    in.action = STORY_KEEP;
    story_save_as_followed(&story, &in);
    st = story_save(v->s, v->a, &in, v->now, &saved, why);
    v->out->number = saved.number;
    return st;
}

static enum store_status write_decisions(struct deciding *v)
{
    enum store_status st = STORE_OK;
    int64_t user = v->d->by->user;
    for (size_t i = 0; i < v->g->n && st == STORE_OK; i++) {
        if (v->becomes[i] == CHANGE_OPEN)
            continue;
        struct statement *q = suggestion_stmt(v->s, DECIDE);
        db_bind_int(q, 1, v->g->id);
        db_bind_int(q, 2, v->g->v[i].number);
        db_bind_int(q, 3, (int64_t)v->becomes[i]);
        db_bind_int(q, 4, v->now);
        db_bind_int(q, 5, user);
        st = db_run(v->s, q);
    }
    if (st != STORE_OK || v->out->taken + v->out->refused == 0)
        return st;
    return audit_write(v->s, user, v->d->story_id, "suggestion.decide",
                       arena_printf(v->a,
                                    "suggestion %" PRId64 ", %d taken into revision %d, %d refused",
                                    v->g->id, v->out->taken, v->out->number, v->out->refused),
                       v->now);
}

/* The text is saved first, with all checks of a save; a change that is in it already and still open
 * because the machine stopped in between is taken again without effect. */
enum store_status suggestion_decide(struct store *s, struct arena *a,
                                    const struct suggestion_decision *d, int64_t now,
                                    struct suggestion_decided *out, struct problems *why)
{
    struct deciding v = {.s = s, .a = a, .d = d, .now = now, .out = out};
    *out = (struct suggestion_decided){0};
    enum store_status st = story_allows(s, a, d->story_id, ACT_WRITE, d->by, now, why);
    if (st == STORE_OK)
        st = find_one(s, a, d, &v.g);
    if (st != STORE_OK)
        return st;
    v.becomes = arena_array(a, v.g->n + 1, sizeof *v.becomes);
    for (size_t i = 0; i < v.g->n; i++)
        v.becomes[i] = CHANGE_OPEN;
    st = save_taken(&v, why);
    if (st == STORE_OK)
        st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, write_decisions(&v)) : st;
}
