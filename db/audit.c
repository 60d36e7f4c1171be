/* audit.c: who did what. Rows are only ever added (triggers in 0001_start.sql). */
#include "audit.h"
#include "audit_private.h"
#include "driver.h"

enum { ADD, LIST, LIST_STORY, LIST_USER, AUDIT_SQL_MAX };

#define COLUMNS                                                                                    \
    "SELECT a.id, a.at, a.user_id, a.story_id, u.name, a.action, a.detail"                         \
    " FROM audit a LEFT JOIN user u ON u.id = a.user_id"

static const char *const sql[AUDIT_SQL_MAX] = {
    [ADD] = "INSERT INTO audit (at, user_id, story_id, action, detail)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
    [LIST] = COLUMNS " WHERE a.id < ?1 ORDER BY a.id DESC LIMIT ?2",
    [LIST_STORY] = COLUMNS " WHERE a.story_id = ?3 AND a.id < ?1 ORDER BY a.id DESC LIMIT ?2",
    [LIST_USER] = COLUMNS " WHERE a.user_id = ?3 AND a.id < ?1 ORDER BY a.id DESC LIMIT ?2",
};
const struct statements audit_statements = {SET_AUDIT, sql, AUDIT_SQL_MAX};

enum store_status audit_write(struct store *s, int64_t user, int64_t story, const char *action,
                              const char *detail, int64_t now)
{
    struct statement *q = db_stmt(s, &audit_statements, ADD);
    db_bind_int(q, 1, now);
    db_bind_id(q, 2, user);
    db_bind_id(q, 3, story);
    db_bind_text(q, 4, action);
    db_bind_text(q, 5, detail);
    return db_run(s, q);
}

enum store_status audit_add(struct store *s, int64_t user, int64_t story, const char *action,
                            const char *detail, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    return db_end(s, audit_write(s, user, story, action, detail, now));
}

/* of: the story or person, when the statement asks for one. */
static enum store_status audit_read(struct store *s, struct arena *a, int which, int64_t of,
                                    int64_t before, size_t limit, struct audit_entries *out)
{
    size_t capacity = 0;
    *out = (struct audit_entries){0};
    struct statement *q = db_stmt(s, &audit_statements, which);
    db_bind_int(q, 1, before == 0 ? INT64_MAX : before);
    db_bind_int(q, 2, (int64_t)limit);
    if (which != LIST)
        db_bind_int(q, 3, of);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct audit_entry){
            .id = db_int(q, 0),
            .at = db_int(q, 1),
            .user_id = db_int(q, 2),
            .story_id = db_int(q, 3),
            .user_name = db_text(a, q, 4),
            .action = db_text(a, q, 5),
            .detail = db_text(a, q, 6),
        };
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status audit_list(struct store *s, struct arena *a, int64_t story, int64_t before,
                             size_t limit, struct audit_entries *out)
{
    return audit_read(s, a, story ? LIST_STORY : LIST, story, before, limit, out);
}

enum store_status audit_list_of(struct store *s, struct arena *a, int64_t user, int64_t before,
                                size_t limit, struct audit_entries *out)
{
    return audit_read(s, a, user ? LIST_USER : LIST, user, before, limit, out);
}
