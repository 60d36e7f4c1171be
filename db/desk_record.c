/* desk_record.c: see desk_record.h. */
#include "desk_record.h"

#include "assignment_private.h"
#include "driver.h"

enum { GUESTS, NOTES, SUGGESTIONS, CHANGES, ASSIGNMENT, SAID, BROUGHT, DESK_RECORD_SQL_MAX };

static const char *const sql[DESK_RECORD_SQL_MAX] = {
    [GUESTS] =
        "SELECT l.id, l.name, l.created_at, l.created_by FROM preview_link l WHERE l.story_id = ?1"
        " AND (EXISTS (SELECT 1 FROM note n WHERE n.link_id = l.id)"
        " OR EXISTS (SELECT 1 FROM suggestion g WHERE g.link_id = l.id)) ORDER BY l.id",
    [NOTES] = "SELECT id, thread_id, user_id, link_id, place, quote, words, created_at,"
              " resolved_at, resolved_by FROM note WHERE story_id = ?1 ORDER BY id",
    [SUGGESTIONS] = "SELECT id, number, user_id, link_id, reason, created_at FROM suggestion"
                    " WHERE story_id = ?1 ORDER BY number, id",
    [CHANGES] = "SELECT number, field, at, words_before, words_after, state, decided_at,"
                " decided_by FROM suggestion_change WHERE suggestion_id = ?1 ORDER BY number",
    [ASSIGNMENT] =
        "SELECT w.id, w.version, w.title, w.note, w.said, w.user_id, w.words, w.due_at, q.slug,"
        " w.state, w.created_at, w.created_by, w.changed_at, w.changed_by, w.story_id,"
        " w.closed_at, w.closed_by FROM assignment w LEFT JOIN section q ON q.id = w.section_id"
        " WHERE w.id > ?1 ORDER BY w.id LIMIT 1",
    [SAID] = "SELECT alt, caption, credit, until, changed_by FROM media_said"
             " WHERE media_id = ?1 ORDER BY number",
    [BROUGHT] = "SELECT b.user_id FROM user u" SQL_JOIN "media_user b ON b.user_id = u.id"
                " WHERE b.media_id = ?1 AND b.user_id IS NOT (SELECT m.created_by FROM media m"
                " WHERE m.id = ?1) ORDER BY u.id",
};
const struct statements desk_record_statements = {SET_DESK_RECORD, sql, DESK_RECORD_SQL_MAX};

static struct statement *record_stmt(struct store *s, int which, int64_t of)
{
    struct statement *q = db_stmt(s, &desk_record_statements, which);
    db_bind_int(q, 1, of);
    return q;
}

static enum store_status record_end(enum store_status st)
{
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Of a story ------------------------------------------------------------------------------ */

static enum store_status record_guests(struct store *s, struct arena *a, int64_t story_id,
                                       struct desk_record *out)
{
    struct statement *q = record_stmt(s, GUESTS, story_id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->guests = arena_grow(a, out->guests, out->n_guests, &capacity, sizeof *out->guests);
        out->guests[out->n_guests++] = (struct record_guest){.id = db_int(q, 0),
                                                             .name = db_text(a, q, 1),
                                                             .created_at = db_int(q, 2),
                                                             .created_by = db_int(q, 3)};
    }
    return record_end(st);
}

static enum store_status record_notes(struct store *s, struct arena *a, int64_t story_id,
                                      struct desk_record *out)
{
    struct statement *q = record_stmt(s, NOTES, story_id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->notes = arena_grow(a, out->notes, out->n_notes, &capacity, sizeof *out->notes);
        out->notes[out->n_notes++] = (struct record_note){.id = db_int(q, 0),
                                                          .thread_id = db_int(q, 1),
                                                          .user_id = db_int(q, 2),
                                                          .guest_id = db_int(q, 3),
                                                          .place = db_text(a, q, 4),
                                                          .quote = db_text(a, q, 5),
                                                          .words = db_text(a, q, 6),
                                                          .created_at = db_int(q, 7),
                                                          .resolved_at = db_int(q, 8),
                                                          .resolved_by = db_int(q, 9)};
    }
    return record_end(st);
}

static enum store_status record_changes(struct store *s, struct arena *a,
                                        struct record_suggestion *out)
{
    struct statement *q = record_stmt(s, CHANGES, out->id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct record_change){.number = (int)db_int(q, 0),
                                                  .field = db_text(a, q, 1),
                                                  .at = db_int(q, 2),
                                                  .before = db_text(a, q, 3),
                                                  .after = db_text(a, q, 4),
                                                  .state = (enum change_state)db_int(q, 5),
                                                  .decided_at = db_int(q, 6),
                                                  .decided_by = db_int(q, 7)};
    }
    return record_end(st);
}

static enum store_status record_suggestions(struct store *s, struct arena *a, int64_t story_id,
                                            struct desk_record *out)
{
    struct statement *q = record_stmt(s, SUGGESTIONS, story_id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->suggestions = arena_grow(a, out->suggestions, out->n_suggestions, &capacity,
                                      sizeof *out->suggestions);
        out->suggestions[out->n_suggestions++] =
            (struct record_suggestion){.id = db_int(q, 0),
                                       .number = (int)db_int(q, 1),
                                       .user_id = db_int(q, 2),
                                       .guest_id = db_int(q, 3),
                                       .reason = db_text(a, q, 4),
                                       .created_at = db_int(q, 5)};
    }
    st = record_end(st);
    for (size_t i = 0; i < out->n_suggestions && st == STORE_OK; i++)
        st = record_changes(s, a, &out->suggestions[i]);
    return st;
}

enum store_status desk_record_get(struct store *s, struct arena *a, int64_t story_id,
                                  struct desk_record *out)
{
    *out = (struct desk_record){0};
    enum store_status st = record_guests(s, a, story_id, out);
    if (st == STORE_OK)
        st = record_notes(s, a, story_id, out);
    return st == STORE_OK ? record_suggestions(s, a, story_id, out) : st;
}

/* ---- Assignments ----------------------------------------------------------------------------- */

enum store_status assignment_record_next(struct store *s, struct arena *a, int64_t after,
                                         struct record_assignment *out)
{
    struct statement *q = record_stmt(s, ASSIGNMENT, after);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct record_assignment){
            .id = db_int(q, 0),
            .version = (int)db_int(q, 1),
            .title = db_text(a, q, 2),
            .note = db_text(a, q, 3),
            .said = db_text(a, q, 4),
            .user_id = db_int(q, 5),
            .words = (int)db_int(q, 6),
            .due_at = db_int(q, 7) == ASSIGNMENT_NEVER_DUE ? 0 : db_int(q, 7),
            .section = db_text(a, q, 8),
            .state = (enum assignment_state)db_int(q, 9),
            .created_at = db_int(q, 10),
            .created_by = db_int(q, 11),
            .changed_at = db_int(q, 12),
            .changed_by = db_int(q, 13),
            .story_id = db_int(q, 14),
            .closed_at = db_int(q, 15),
            .closed_by = db_int(q, 16)};
    db_reset(q);
    return st;
}

/* ---- Of a picture ---------------------------------------------------------------------------- */

static enum store_status record_brought(struct store *s, struct arena *a, int64_t id,
                                        struct media_record *out)
{
    struct statement *q = record_stmt(s, BROUGHT, id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->brought = arena_grow(a, out->brought, out->n_brought, &capacity, sizeof *out->brought);
        out->brought[out->n_brought++] = db_int(q, 0);
    }
    return record_end(st);
}

enum store_status media_record_get(struct store *s, struct arena *a, int64_t id,
                                   struct media_record *out)
{
    struct statement *q = record_stmt(s, SAID, id);
    size_t capacity = 0;
    enum store_status st;
    *out = (struct media_record){0};
    while ((st = db_row(s, q)) == STORE_OK) {
        out->said = arena_grow(a, out->said, out->n_said, &capacity, sizeof *out->said);
        out->said[out->n_said++] =
            (struct record_said){.words = {db_text(a, q, 0), db_text(a, q, 1), db_text(a, q, 2)},
                                 .until = db_int(q, 3),
                                 .changed_by = db_int(q, 4)};
    }
    st = record_end(st);
    return st == STORE_OK ? record_brought(s, a, id, out) : st;
}
