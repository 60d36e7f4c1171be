/* assignment.c: assignments as they are read. See assignment.h. */
#include "assignment_private.h"

#include <string.h>

enum {
    GET,
    OF_STORY,
    OPEN,
    OPEN_USER,
    DONE,
    DONE_USER,
    LATE,
    DECLINED,
    BETWEEN,
    ASSIGNMENT_SQL_MAX
};

#define SELECT_ROW                                                                                 \
    "SELECT w.id, w.version, w.title, w.note, w.user_id, u.login, u.name, w.words, w.due_at,"      \
    " g.id, g.slug, g.name, w.state, w.said, w.created_at, w.created_by, c.name, w.changed_at,"    \
    " e.name, w.story_id, t.binned_at IS NOT NULL, w.out_at, w.closed_at, k.name"                  \
    " FROM assignment w LEFT JOIN user u ON u.id = w.user_id"                                      \
    " LEFT JOIN user c ON c.id = w.created_by LEFT JOIN user e ON e.id = w.changed_by"             \
    " LEFT JOIN user k ON k.id = w.closed_by LEFT JOIN story t ON t.id = w.story_id"               \
    " LEFT JOIN section q ON q.id = w.section_id"                                                  \
    " LEFT JOIN section g ON g.id = coalesce(q.stands_for, q.id)"
#define IS_OPEN "w.closed_at IS NULL AND w.out_at IS NULL"
#define IS_DONE "(w.closed_at IS NOT NULL OR w.out_at IS NOT NULL)"
#define EARLIEST " ORDER BY w.due_at, w.id LIMIT ?1"
#define AFTER " AND (w.due_at, w.id) > (?2, ?3)" EARLIEST
#define BEFORE " AND (w.due_at, w.id) < (?2, ?3) ORDER BY w.due_at DESC, w.id DESC LIMIT ?1"

static const char *const sql[ASSIGNMENT_SQL_MAX] = {
    [GET] = SELECT_ROW " WHERE w.id = ?2 LIMIT ?1",
    [OF_STORY] = SELECT_ROW " WHERE w.story_id = ?2 LIMIT ?1",
    [OPEN] = SELECT_ROW " WHERE " IS_OPEN AFTER,
    [OPEN_USER] = SELECT_ROW " WHERE " IS_OPEN " AND w.user_id = ?4" AFTER,
    [DONE] = SELECT_ROW " WHERE " IS_DONE BEFORE,
    [DONE_USER] = SELECT_ROW " WHERE " IS_DONE " AND w.user_id = ?4" BEFORE,
    [LATE] = SELECT_ROW " WHERE " IS_OPEN " AND w.due_at < ?2" EARLIEST,
    [DECLINED] = SELECT_ROW " WHERE " IS_OPEN " AND w.state = 2" EARLIEST,
    [BETWEEN] = SELECT_ROW " WHERE w.due_at >= ?2 AND w.due_at < ?3"
                           " AND (?4 IS NULL OR w.user_id = ?4)" EARLIEST,
};
const struct statements assignment_statements = {SET_ASSIGNMENT, sql, ASSIGNMENT_SQL_MAX};
_Static_assert(ASSIGNMENT_DECLINED == 2, "number in DECLINED");

const char *assignment_state_name(enum assignment_state st)
{
    static const char *const names[ASSIGNMENT_STATE_MAX] = {"offered", "taken", "declined"};
    return (unsigned)st < ASSIGNMENT_STATE_MAX ? names[st] : "";
}

bool assignment_is_open(const struct assignment *as)
{
    return as->closed_at == 0 && as->out_at == 0;
}

bool assignment_is_late(const struct assignment *as, int64_t now)
{
    return assignment_is_open(as) && as->due_at != 0 && as->due_at < now;
}

/* One's own to change is what one planned for oneself; to write, what one is assigned. */
bool assignment_may(const struct actor *by, enum act act, const struct assignment *as)
{
    bool own = by && by->user && as->user_id == by->user;
    if (act == ACT_ASSIGN)
        own = own && as->created_by == by->user;
    return permission_may_of(by, act, own);
}

/* ---- Rows ------------------------------------------------------------------------------------------ */

static struct assignment assignment_row(struct arena *a, struct statement *q)
{
    int64_t due_at = db_int(q, 8);
    return (struct assignment){
        .id = db_int(q, 0),
        .version = (int)db_int(q, 1),
        .title = db_text(a, q, 2),
        .note = db_text(a, q, 3),
        .user_id = db_int(q, 4),
        .user_login = db_text(a, q, 5),
        .user_name = db_text(a, q, 6),
        .words = (int)db_int(q, 7),
        .due_at = due_at == ASSIGNMENT_NEVER_DUE ? 0 : due_at,
        .section = {.id = db_int(q, 9),
                    .slug = db_text(a, q, 10),
                    .name = db_text(a, q, 11),
                    .text = ""},
        .state = (enum assignment_state)db_int(q, 12),
        .said = db_text(a, q, 13),
        .created_at = db_int(q, 14),
        .created_by = db_int(q, 15),
        .created_by_name = db_text(a, q, 16),
        .changed_at = db_int(q, 17),
        .changed_by_name = db_text(a, q, 18),
        .story_id = db_int(q, 19),
        .story_binned = db_int(q, 20) != 0,
        .out_at = db_int(q, 21),
        .closed_at = db_int(q, 22),
        .closed_by_name = db_text(a, q, 23),
    };
}

static enum store_status assignment_one(struct store *s, struct arena *a, int which, int64_t id,
                                        struct assignment *out)
{
    struct statement *q = db_stmt(s, &assignment_statements, which);
    db_bind_int(q, 1, 1);
    db_bind_int(q, 2, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = assignment_row(a, q);
    db_reset(q);
    return st;
}

enum store_status assignment_get(struct store *s, struct arena *a, int64_t id,
                                 struct assignment *out)
{
    return assignment_one(s, a, GET, id, out);
}

enum store_status assignment_of_story(struct store *s, struct arena *a, int64_t story_id,
                                      struct assignment *out)
{
    return assignment_one(s, a, OF_STORY, story_id, out);
}

/* ---- Lists ----------------------------------------------------------------------------------------- */

static enum store_status assignment_rows(struct store *s, struct arena *a, struct statement *q,
                                         size_t limit, struct assignments *out)
{
    enum store_status st;
    *out = (struct assignments){.v = arena_array(a, limit, sizeof *out->v)};
    db_bind_int(q, 1, (int64_t)limit + 1);
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit)
            out->more = true;
        else
            out->v[out->n++] = assignment_row(a, q);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status assignment_list(struct store *s, struct arena *a, int64_t user_id,
                                  struct assignment_key after, size_t limit,
                                  struct assignments *out)
{
    struct statement *q = db_stmt(s, &assignment_statements, user_id ? OPEN_USER : OPEN);
    bool start = after.id == 0, undated = after.due_at == 0;
    db_bind_int(q, 2, start ? INT64_MIN : undated ? ASSIGNMENT_NEVER_DUE : after.due_at);
    db_bind_int(q, 3, after.id);
    if (user_id)
        db_bind_int(q, 4, user_id);
    return assignment_rows(s, a, q, limit, out);
}

enum store_status assignment_done(struct store *s, struct arena *a, int64_t user_id,
                                  struct assignment_key before, size_t limit,
                                  struct assignments *out)
{
    struct statement *q = db_stmt(s, &assignment_statements, user_id ? DONE_USER : DONE);
    db_bind_int(q, 2, before.due_at ? before.due_at : ASSIGNMENT_NEVER_DUE);
    db_bind_int(q, 3, before.id ? before.id : INT64_MAX);
    if (user_id)
        db_bind_int(q, 4, user_id);
    return assignment_rows(s, a, q, limit, out);
}

enum store_status assignment_late(struct store *s, struct arena *a, size_t limit, int64_t now,
                                  struct assignments *out)
{
    struct statement *q = db_stmt(s, &assignment_statements, LATE);
    db_bind_int(q, 2, now);
    return assignment_rows(s, a, q, limit, out);
}

enum store_status assignment_declined(struct store *s, struct arena *a, size_t limit,
                                      struct assignments *out)
{
    return assignment_rows(s, a, db_stmt(s, &assignment_statements, DECLINED), limit, out);
}

enum store_status assignment_between(struct store *s, struct arena *a, int64_t user_id,
                                     int64_t from, int64_t to, size_t limit,
                                     struct assignments *out)
{
    struct statement *q = db_stmt(s, &assignment_statements, BETWEEN);
    db_bind_int(q, 2, from);
    db_bind_int(q, 3, to);
    db_bind_id(q, 4, user_id);
    return assignment_rows(s, a, q, limit, out);
}
