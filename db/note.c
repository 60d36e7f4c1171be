/* note.c: see note.h. */
#include "note.h"

#include "audit_private.h"
#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "permission.h"
#include "preview_link.h"
#include "refuse.h"
#include "story_private.h"

#include <inttypes.h>

#define HOUR_MS INT64_C(3600000)

enum { ADD, THREAD, COUNT_STORY, COUNT_LINK, RESOLVE, LIST, LIST_LINK, NOTE_SQL_MAX };

#define COLUMNS                                                                                    \
    "SELECT n.id, n.thread_id, n.user_id, n.link_id, coalesce(u.name, l.name), n.place, n.quote,"  \
    " n.words, n.created_at, n.resolved_at, r.name"
#define FROM                                                                                       \
    " FROM note n LEFT JOIN user u ON u.id = n.user_id LEFT JOIN preview_link l ON l.id = "        \
    "n.link_id"                                                                                    \
    " LEFT JOIN user r ON r.id = n.resolved_by"
#define ORDER " ORDER BY coalesce(n.thread_id, n.id), n.id LIMIT ?2"

static const char *const sql[NOTE_SQL_MAX] = {
    [ADD] =
        "INSERT INTO note (story_id, thread_id, user_id, link_id, place, quote, words, created_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
    /* One that begins a thread; of a guest, by that guest. */
    [THREAD] = "SELECT resolved_at FROM note WHERE id = ?1 AND story_id = ?2 AND thread_id IS NULL"
               " AND (?3 IS NULL OR link_id = ?3)",
    [COUNT_STORY] = "SELECT count(*) FROM note WHERE story_id = ?1",
    [COUNT_LINK] = "SELECT count(*) FROM note WHERE link_id = ?1 AND created_at > ?2",
    [RESOLVE] = "UPDATE note SET resolved_at = ?2, resolved_by = ?3 WHERE id = ?1",
    [LIST] = COLUMNS FROM " WHERE n.story_id = ?1" ORDER,
    [LIST_LINK] = COLUMNS FROM " WHERE n.story_id = ?1 AND (SELECT f.link_id FROM note f"
                               " WHERE f.id = coalesce(n.thread_id, n.id)) = ?3" ORDER,
};
const struct statements note_statements = {SET_NOTE, sql, NOTE_SQL_MAX};

static struct statement *note_stmt(struct store *s, int which)
{
    return db_stmt(s, &note_statements, which);
}

const char *note_quote(struct arena *a, const char *passage)
{
    const char *line = text_line(a, passage);
    return text_length(line) > NOTE_QUOTE_MAX ? text_excerpt(a, line, NOTE_QUOTE_MAX) : line;
}

/* ---- Reading ----------------------------------------------------------------------------------- */

enum store_status note_list(struct store *s, struct arena *a, int64_t story_id, int64_t link_id,
                            struct notes *out)
{
    struct statement *q = note_stmt(s, link_id ? LIST_LINK : LIST);
    enum store_status st;
    *out = (struct notes){.v = arena_array(a, NOTES_MAX, sizeof *out->v)};
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, NOTES_MAX);
    if (link_id)
        db_bind_int(q, 3, link_id);
    while ((st = db_row(s, q)) == STORE_OK && out->n < NOTES_MAX)
        out->v[out->n++] = (struct note){.id = db_int(q, 0),
                                         .thread_id = db_int(q, 1),
                                         .user_id = db_int(q, 2),
                                         .link_id = db_int(q, 3),
                                         .author = db_text(a, q, 4),
                                         .place = db_text(a, q, 5),
                                         .quote = db_text(a, q, 6),
                                         .words = db_text(a, q, 7),
                                         .created_at = db_int(q, 8),
                                         .resolved_at = db_int(q, 9),
                                         .resolved_by_name = db_text(a, q, 10)};
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Checking ---------------------------------------------------------------------------------- */

static enum store_status check_words(const char *words, struct problems *why)
{
    size_t n = text_length(words);
    if (text_blank(words))
        return store_refuse(why, "note_words", WORD("Write the note first."));
    if (n <= NOTE_WORDS_MAX)
        return STORE_OK;
    problem_say(why, "note_words",
                WORD("Shorten your note: it has %COUNT% characters, and %MOST% is the most."),
                "COUNT", arena_printf(why->arena, "%zu", n), "MOST",
                arena_printf(why->arena, "%d", NOTE_WORDS_MAX), NULL);
    return STORE_REFUSED;
}

/* STORE_OK: there are fewer. */
static enum store_status check_count(struct store *s, struct statement *q, int64_t most,
                                     struct problems *why, const char *sentence)
{
    enum store_status st = db_row(s, q);
    bool full = st == STORE_OK && db_int(q, 0) >= most;
    db_reset(q);
    return full ? store_refuse(why, "", sentence) : st;
}

static enum store_status check_guest(struct store *s, const struct note_new *in, int64_t now,
                                     struct problems *why)
{
    enum store_status st = preview_link_check(s, in->story_id, in->link_id, now, why);
    for (int i = 0; i < 2 && st == STORE_OK; i++) {
        struct statement *q = note_stmt(s, COUNT_LINK);
        db_bind_int(q, 1, in->link_id);
        db_bind_int(q, 2, i ? now - HOUR_MS : 0);
        st = check_count(s, q, i ? NOTES_GUEST_HOUR : NOTES_GUEST_MAX, why,
                         i ? WORD("These are many notes for an hour. Please send this one later.")
                           : WORD("There are as many notes as this link can leave. Please talk to "
                                  "whoever sent it."));
    }
    return st;
}

/* STORE_MISSING: there is none, or it is another's. */
static enum store_status find_thread(struct store *s, int64_t story_id, int64_t id, int64_t link_id,
                                     bool *resolved)
{
    struct statement *q = note_stmt(s, THREAD);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, story_id);
    db_bind_id(q, 3, link_id);
    enum store_status st = db_row(s, q);
    *resolved = st == STORE_OK && !db_is_null(q, 0);
    db_reset(q);
    return st;
}

static enum store_status check_new(const struct operation *op, const struct note_new *in,
                                   bool *resolved)
{
    const struct actor *by = in->link_id ? NULL : op->by;
    enum store_status st = story_allows(op->s, op->a, in->story_id, ACT_NOTE, by, op->now, op->why);
    if (st == STORE_OK && in->link_id)
        st = check_guest(op->s, in, op->now, op->why);
    if (st == STORE_OK && in->thread_id)
        st = find_thread(op->s, in->story_id, in->thread_id, in->link_id, resolved);
    if (st != STORE_OK)
        return st;
    struct statement *q = note_stmt(op->s, COUNT_STORY);
    db_bind_int(q, 1, in->story_id);
    return check_count(op->s, q, NOTES_MAX, op->why,
                       WORD("There are as many notes on this story as there can be."));
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static enum store_status write_resolved(struct store *s, struct arena *a, int64_t story_id,
                                        int64_t id, bool resolved, int64_t user, int64_t now)
{
    struct statement *q = note_stmt(s, RESOLVE);
    db_bind_int(q, 1, id);
    if (resolved) {
        db_bind_int(q, 2, now);
        db_bind_id(q, 3, user);
    }
    enum store_status st = db_run(s, q);
    return st == STORE_OK
               ? audit_write(s, user, story_id, resolved ? "note.resolve" : "note.reopen",
                             arena_printf(a, "note %" PRId64, id), now)
               : st;
}

static enum store_status write_note(const struct operation *op, const struct note_new *in,
                                    int64_t *id)
{
    struct arena *a = op->a;
    bool answers = in->thread_id != 0;
    struct statement *q = note_stmt(op->s, ADD);
    db_bind_int(q, 1, in->story_id);
    db_bind_id(q, 2, in->thread_id);
    db_bind_id(q, 3, in->link_id ? 0 : op->by->user);
    db_bind_id(q, 4, in->link_id);
    db_bind_text(q, 5, answers || !in->place ? "" : text_line(a, in->place));
    db_bind_text(q, 6, answers || !in->quote ? "" : note_quote(a, in->quote));
    db_bind_text(q, 7, in->words);
    db_bind_int(q, 8, op->now);
    enum store_status st = db_run_id(op->s, q, id);
    const char *who = in->link_id ? arena_printf(a, ", by link %" PRId64, in->link_id) : "";
    return st == STORE_OK ? audit_write(op->s, in->link_id ? 0 : op->by->user, in->story_id,
                                        answers ? "note.answer" : "note.add",
                                        arena_printf(a, "note %" PRId64 "%s", *id, who), op->now)
                          : st;
}

static enum store_status add(const struct operation *op, const struct note_new *in, int64_t *id)
{
    bool resolved = false;
    enum store_status st = check_new(op, in, &resolved);
    if (st == STORE_OK)
        st = write_note(op, in, id);
    /* Whoever answers what was resolved does not think that it is. */
    return st == STORE_OK && resolved
               ? write_resolved(op->s, op->a, in->story_id, in->thread_id, false,
                                in->link_id ? 0 : op->by->user, op->now)
               : st;
}

enum store_status note_add(struct store *s, const struct note_new *in, const struct actor *by,
                           int64_t now, int64_t *id, struct problems *why)
{
    struct arena *a = arena_new();
    struct note_new clean = *in;
    *id = 0;
    clean.words = text_lines(a, in->words ? in->words : "");
    struct operation op = {
        .s = s, .a = a, .by = by, .now = now, .why = why, .story_id = in->story_id};
    enum store_status st = check_words(clean.words, why);
    if (st == STORE_OK) {
        if (operation_begin(&op, SCOPE_QUIET))
            op.st = add(&op, &clean, id);
        st = operation_end(&op);
    }
    arena_free(a);
    return st;
}

static enum store_status resolve(struct store *s, struct arena *a, int64_t story_id, int64_t id,
                                 bool resolved, const struct actor *by, int64_t now,
                                 struct problems *why)
{
    bool before = false;
    enum store_status st = story_allows(s, a, story_id, ACT_NOTE, by, now, why);
    if (st == STORE_OK)
        st = find_thread(s, story_id, id, 0, &before);
    if (st != STORE_OK || before == resolved)
        return st;
    return write_resolved(s, a, story_id, id, resolved, by->user, now);
}

enum store_status note_resolve(struct store *s, int64_t story_id, int64_t id, bool resolved,
                               const struct actor *by, int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, resolve(s, a, story_id, id, resolved, by, now, why));
    arena_free(a);
    return st;
}
