/* audit.c: who did what. Rows are only ever added (triggers in 0001_start.sql). */
#include "audit.h"
#include "audit_private.h"
#include "driver.h"

enum { ADD, LIST, LIST_STORY, LIST_USER, LIST_FROM, AUDIT_SQL_MAX };

#define COLUMNS                                                                                    \
    "SELECT a.id, a.at, a.user_id, a.story_id, u.name, a.action, a.detail"                         \
    " FROM audit a LEFT JOIN user u ON u.id = a.user_id"

static const char *const sql[AUDIT_SQL_MAX] = {
    [ADD] = "INSERT INTO audit (at, user_id, story_id, action, detail)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
    [LIST] = COLUMNS " WHERE a.id < ?1 ORDER BY a.id DESC LIMIT ?2",
    [LIST_STORY] = COLUMNS " WHERE a.story_id = ?3 AND a.id < ?1 ORDER BY a.id DESC LIMIT ?2",
    [LIST_USER] = COLUMNS " WHERE a.user_id = ?3 AND a.id < ?1 ORDER BY a.id DESC LIMIT ?2",
    [LIST_FROM] = COLUMNS " WHERE a.id > ?1 AND a.action <> 'user.sign_in_failed'"
                          " ORDER BY a.id LIMIT ?2",
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

/* What the statement gives, from `bound` on. */
static enum store_status audit_rows(struct store *s, struct arena *a, struct statement *q,
                                    int64_t bound, size_t limit, struct audit_entries *out)
{
    size_t capacity = 0;
    *out = (struct audit_entries){0};
    db_bind_int(q, 1, bound);
    db_bind_int(q, 2, (int64_t)limit);
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

/* of: the story or person; 0: of all. */
static enum store_status audit_read(struct store *s, struct arena *a, int which, int64_t of,
                                    int64_t before, size_t limit, struct audit_entries *out)
{
    struct statement *q = db_stmt(s, &audit_statements, of ? which : LIST);
    if (of)
        db_bind_int(q, 3, of);
    return audit_rows(s, a, q, before == 0 ? INT64_MAX : before, limit, out);
}

enum store_status audit_list(struct store *s, struct arena *a, int64_t story, int64_t before,
                             size_t limit, struct audit_entries *out)
{
    return audit_read(s, a, LIST_STORY, story, before, limit, out);
}

enum store_status audit_list_of(struct store *s, struct arena *a, int64_t user, int64_t before,
                                size_t limit, struct audit_entries *out)
{
    return audit_read(s, a, LIST_USER, user, before, limit, out);
}

enum store_status audit_list_from(struct store *s, struct arena *a, int64_t after, size_t limit,
                                  struct audit_entries *out)
{
    return audit_rows(s, a, db_stmt(s, &audit_statements, LIST_FROM), after, limit, out);
}
