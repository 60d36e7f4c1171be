/* site_import_desk.c: see site_import.h: notes, suggestions, assignments, what was said of pictures, the log. */
#include "site_import.h"

#include "assignment_private.h"
#include "audit_private.h"
#include "lib/dateline.h"
#include "lib/text.h"
#include "note.h"
#include "preview_link.h"
#include "story_private.h"
#include "suggestion_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SAID_MAX 1000         /* code points of a picture's words */
#define LOG_ACTION_MAX 100    /* … */
#define LOG_DETAIL_MAX 100000 /* … */

enum {
    GUEST,
    NOTE,
    SUGGESTION,
    CHANGE,
    ASSIGNMENT,
    HAS_STORY,
    SAID,
    BROUGHT,
    SITE_IMPORT_DESK_SQL_MAX
};

#define GUEST_OF(link, story)                                                                      \
    "(" link " IS NULL OR EXISTS (SELECT 1 FROM preview_link l WHERE l.id = " link                 \
    " AND l.story_id = " story "))"

static const char *const sql[SITE_IMPORT_DESK_SQL_MAX] = {
    [GUEST] = "INSERT INTO preview_link (id, story_id, name, token_hash, created_at, created_by,"
              " expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5)",
    [NOTE] = "INSERT INTO note (id, story_id, thread_id, user_id, link_id, place, quote, words,"
             " created_at, resolved_at, resolved_by)"
             " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE " GUEST_OF(
                 "?5", "?2") " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM note f WHERE f.id = ?3"
                             " AND f.story_id = ?2 AND f.thread_id IS NULL)) RETURNING 1",
    [SUGGESTION] =
        "INSERT INTO suggestion (id, story_id, number, user_id, link_id, reason, created_at)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE " GUEST_OF("?5", "?2") " RETURNING 1",
    [CHANGE] = "INSERT INTO suggestion_change (suggestion_id, number, field, at, words_before,"
               " words_after, state, decided_at, decided_by)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [ASSIGNMENT] =
        "INSERT INTO assignment (id, version, title, user_id, words, due_at, section_id, note,"
        " state, said, created_at, created_by, changed_at, changed_by, story_id, out_at,"
        " closed_at, closed_by)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
        " (SELECT min(w.live_from) FROM publication w WHERE w.story_id = ?15), ?16, ?17)",
    [HAS_STORY] = "SELECT 1 FROM story WHERE id = ?1",
    [SAID] = "INSERT INTO media_said (media_id, number, alt, caption, credit, until, changed_by)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [BROUGHT] = "INSERT INTO media_user (media_id, user_id) VALUES (?1, ?2)",
};
const struct statements site_import_desk_statements = {SET_SITE_IMPORT_DESK, sql,
                                                       SITE_IMPORT_DESK_SQL_MAX};

static struct statement *desk_stmt(struct store *s, int which, int64_t first)
{
    struct statement *q = db_stmt(s, &site_import_desk_statements, which);
    db_bind_int(q, 1, first);
    return q;
}

/* Runs one that gives a row when it did something; else STORE_MISSING. */
static enum store_status desk_run_found(struct store *s, struct statement *q)
{
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

static bool one_line(struct arena *a, const char *text)
{
    return strcmp(text, text_line(a, text)) == 0;
}

/* ---- What was said of a story ------------------------------------------------------------------ */

enum store_status site_put_guest(struct store *s, int64_t story, const struct record_guest *g,
                                 struct problems *why)
{
    char hash[48]; /* no hash of any token */
    if (text_blank(g->name) || text_length(g->name) > PREVIEW_LINK_NAME_MAX || !g->created_by)
        problem_add(why, "guests", "A guest has no name, too long a one, or nobody's link.");
    if (why->n > 0)
        return STORE_REFUSED;
    struct statement *q = desk_stmt(s, GUEST, g->id);
    snprintf(hash, sizeof hash, "imported %" PRId64, g->id);
    db_bind_int(q, 2, story);
    db_bind_text(q, 3, g->name);
    db_bind_text(q, 4, hash);
    db_bind_int(q, 5, g->created_at);
    db_bind_int(q, 6, g->created_by);
    return db_run(s, q);
}

static bool said_by_one(int64_t user, int64_t guest, struct problems *why)
{
    if ((user != 0) != (guest != 0))
        return true;
    problem_add(why, "by", "It was said by nobody, or by two.");
    return false;
}

enum store_status site_put_note(struct store *s, int64_t story, const struct record_note *n,
                                struct problems *why)
{
    said_by_one(n->user_id, n->guest_id, why);
    if (text_blank(n->words) || text_length(n->words) > NOTE_WORDS_MAX)
        problem_add(why, "words", "A note says nothing, or more than a note can.");
    if (text_length(n->quote) > NOTE_QUOTE_MAX + 1 || text_length(n->place) > NOTE_QUOTE_MAX)
        problem_add(why, "quote", "A note quotes more than a note can.");
    if (n->created_at == 0 || (n->thread_id && n->resolved_at))
        problem_add(why, "created_at", "A note has no time, or is resolved and no thread.");
    if (why->n > 0)
        return STORE_REFUSED;
    struct statement *q = desk_stmt(s, NOTE, n->id);
    db_bind_int(q, 2, story);
    db_bind_id(q, 3, n->thread_id);
    db_bind_id(q, 4, n->user_id);
    db_bind_id(q, 5, n->guest_id);
    db_bind_text(q, 6, n->place);
    db_bind_text(q, 7, n->quote);
    db_bind_text(q, 8, n->words);
    db_bind_int(q, 9, n->created_at);
    db_bind_id(q, 10, n->resolved_at);
    db_bind_id(q, 11, n->resolved_by);
    return desk_run_found(s, q);
}

/* ---- What they would change ---------------------------------------------------------------------- */

static bool changes_fit(struct arena *a, const struct record_suggestion *g,
                        const struct story_text *base, struct problems *why)
{
    if (g->n == 0 || g->n > SUGGESTION_CHANGES_MAX)
        problem_add(why, "changes", "A suggestion has no changes, or more than it can.");
    for (size_t i = 0; i < g->n && why->n == 0; i++) {
        const struct record_change *c = &g->v[i];
        const struct suggested_change one = {
            .field = c->field, .at = (size_t)c->at, .before = c->before, .after = c->after};
        if (c->number != (int)i + 1)
            problem_add(why, "changes", "A suggestion's changes do not stand in their order.");
        else if (!suggestion_change_fits(a, base, &one))
            problem_add(why, "changes",
                        "Change %d of a suggestion is none of the text that it began from.",
                        c->number);
        else if ((c->state == CHANGE_OPEN) != (c->decided_at == 0))
            problem_add(why, "changes", "Change %d is decided on and has no time, or is open.",
                        c->number);
    }
    return why->n == 0;
}

static enum store_status put_change(struct store *s, int64_t id, const struct record_change *c)
{
    struct statement *q = desk_stmt(s, CHANGE, id);
    db_bind_int(q, 2, c->number);
    db_bind_text(q, 3, c->field);
    db_bind_int(q, 4, c->at);
    db_bind_text(q, 5, c->before);
    db_bind_text(q, 6, c->after);
    db_bind_int(q, 7, (int64_t)c->state);
    db_bind_id(q, 8, c->decided_at);
    db_bind_id(q, 9, c->decided_by);
    return db_run(s, q);
}

enum store_status site_put_suggestion(struct store *s, struct arena *a, int64_t story,
                                      const struct record_suggestion *g, struct problems *why)
{
    struct revision base;
    enum store_status st = revision_load(s, a, story, g->number, &base, NULL);
    if (st != STORE_OK)
        return st;
    if (g->created_at == 0 || text_length(g->reason) > SUGGESTION_REASON_MAX)
        problem_add(why, "reason", "A suggestion has no time, or too long a reason.");
    if (!said_by_one(g->user_id, g->guest_id, why) || !changes_fit(a, g, &base.text, why))
        return STORE_REFUSED;
    struct statement *q = desk_stmt(s, SUGGESTION, g->id);
    db_bind_int(q, 2, story);
    db_bind_int(q, 3, g->number);
    db_bind_id(q, 4, g->user_id);
    db_bind_id(q, 5, g->guest_id);
    db_bind_text(q, 6, g->reason);
    db_bind_int(q, 7, g->created_at);
    st = desk_run_found(s, q);
    for (size_t i = 0; i < g->n && st == STORE_OK; i++)
        st = put_change(s, g->id, &g->v[i]);
    return st;
}

/* ---- Assignments ------------------------------------------------------------------------------- */

static bool assignment_fits(struct arena *a, const struct record_assignment *as,
                            struct problems *why)
{
    if (text_blank(as->title) || !one_line(a, as->title) ||
        text_length(as->title) > ASSIGNMENT_TITLE_MAX)
        problem_add(why, "title", "An assignment has no title, or none that it can have.");
    if (text_length(as->note) > ASSIGNMENT_NOTE_MAX || text_length(as->said) > ASSIGNMENT_NOTE_MAX)
        problem_add(why, "note", "An assignment says more than it can.");
    if (as->words > ASSIGNMENT_WORDS_MAX || as->version < 1 || as->created_at == 0 ||
        as->changed_at == 0)
        problem_add(why, "version", "An assignment has a number or a time that cannot be.");
    if (as->due_at != 0 && (as->due_at < DATELINE_MIN || as->due_at > DATELINE_MAX))
        problem_add(why, "due_at", "An assignment is due at a time that cannot be.");
    return why->n == 0;
}

/* The section that it names itself, whatever that stands for by now; 0: none. */
static enum store_status assigned_section(struct store *s, struct arena *a, const char *slug,
                                          int64_t *id)
{
    struct group g;
    *id = 0;
    if (*slug == '\0')
        return STORE_OK;
    enum store_status st = site_find_name(s, a, GROUP_SECTION, slug, &g);
    if (st == STORE_OK)
        *id = g.said ? g.said : g.id;
    return st;
}

static enum store_status write_assignment(struct store *s, const struct record_assignment *as,
                                          int64_t section)
{
    struct statement *q = desk_stmt(s, ASSIGNMENT, as->id);
    db_bind_int(q, 2, as->version);
    db_bind_text(q, 3, as->title);
    db_bind_id(q, 4, as->user_id);
    db_bind_int(q, 5, as->words);
    db_bind_int(q, 6, as->due_at ? as->due_at : ASSIGNMENT_NEVER_DUE);
    db_bind_id(q, 7, section);
    db_bind_text(q, 8, as->note);
    db_bind_int(q, 9, (int64_t)as->state);
    db_bind_text(q, 10, as->said);
    db_bind_int(q, 11, as->created_at);
    db_bind_id(q, 12, as->created_by);
    db_bind_int(q, 13, as->changed_at);
    db_bind_id(q, 14, as->changed_by);
    db_bind_id(q, 15, as->story_id);
    db_bind_id(q, 16, as->closed_at);
    db_bind_id(q, 17, as->closed_by);
    return db_run(s, q);
}

enum store_status site_put_assignment(struct store *s, struct arena *a,
                                      const struct record_assignment *as, struct problems *why)
{
    int64_t section;
    if (!assignment_fits(a, as, why))
        return STORE_REFUSED;
    enum store_status st = assigned_section(s, a, as->section, &section);
    if (st == STORE_OK && as->story_id)
        st = desk_run_found(s, desk_stmt(s, HAS_STORY, as->story_id));
    return st == STORE_OK ? write_assignment(s, as, section) : st;
}

/* ---- Of pictures --------------------------------------------------------------------------------- */

enum store_status site_put_said(struct store *s, struct arena *a, int64_t media, int number,
                                const struct record_said *said, struct problems *why)
{
    const char *const words[] = {said->words.alt, said->words.caption, said->words.credit};
    for (int i = 0; i < 3; i++)
        if (!one_line(a, words[i]) || text_length(words[i]) > SAID_MAX)
            problem_add(why, "said_before", "What was said before is more than a picture says.");
    if (said->until == 0)
        problem_add(why, "said_before", "What was said before has no time.");
    if (why->n > 0)
        return STORE_REFUSED;
    struct statement *q = desk_stmt(s, SAID, media);
    db_bind_int(q, 2, number);
    for (int i = 0; i < 3; i++)
        db_bind_text(q, 3 + i, words[i]);
    db_bind_int(q, 6, said->until);
    db_bind_id(q, 7, said->changed_by);
    return db_run(s, q);
}

enum store_status site_put_brought(struct store *s, int64_t media, int64_t user)
{
    struct statement *q = desk_stmt(s, BROUGHT, media);
    db_bind_int(q, 2, user);
    return db_run(s, q);
}

/* ---- The log ------------------------------------------------------------------------------------- */

enum store_status site_put_log(struct store *s, const struct audit_entry *e, struct problems *why)
{
    enum store_status st = STORE_OK;
    if (e->at == 0 || text_blank(e->action) || text_length(e->action) > LOG_ACTION_MAX ||
        text_length(e->detail) > LOG_DETAIL_MAX)
        problem_add(why, "action", "An entry of the log has no time, or says nothing.");
    if (why->n > 0)
        return STORE_REFUSED;
    if (e->story_id)
        st = desk_run_found(s, desk_stmt(s, HAS_STORY, e->story_id));
    return st == STORE_OK ? audit_write(s, e->user_id, e->story_id, e->action, e->detail, e->at)
                          : st;
}
