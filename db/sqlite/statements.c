/* statements.c: statements: prepared once, bound, stepped, read. */
#include "conn.h"

#include "lib/log.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct sqlite_statement *own(struct statement *q)
{
    return (struct sqlite_statement *)q;
}

struct statement *sqlite_prepare(struct store *s, const struct statements *set, int which)
{
    struct connection *c = s->connection;
    struct sqlite_statement *q = &c->cache[set->set][which];
    q->head.engine = s->engine;
    if (q->stmt) {
        sqlite3_reset(q->stmt);
        sqlite3_clear_bindings(q->stmt);
        q->rc = SQLITE_OK;
        return &q->head;
    }
    q->rc =
        sqlite3_prepare_v3(c->db, set->sql[which], -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);
    if (q->rc != SQLITE_OK) {
        if (sqlite_fail(s, q->rc, set->sql[which]) == STORE_DAMAGED)
            q->rc = SQLITE_CORRUPT;
        q->stmt = NULL;
    }
    return &q->head;
}

void sqlite_finalize_all(struct connection *c)
{
    for (size_t set = 0; set < SET_MAX; set++) {
        for (size_t i = 0; i < DB_STATEMENTS_MAX; i++) {
            sqlite3_finalize(c->cache[set][i].stmt);
            c->cache[set][i].stmt = NULL;
        }
    }
}

/* ---- Binding: the first failure is kept, and row() tells it --------------------------------- */

static void keep(struct sqlite_statement *q, int rc)
{
    if (q->rc == SQLITE_OK)
        q->rc = rc;
}

void sqlite_bind_int(struct statement *q, int at, int64_t v)
{
    if (own(q)->stmt)
        keep(own(q), sqlite3_bind_int64(own(q)->stmt, at, v));
}

void sqlite_bind_text(struct statement *q, int at, const char *v, size_t n)
{
    if (own(q)->stmt)
        keep(own(q), sqlite3_bind_text64(own(q)->stmt, at, v, n, SQLITE_STATIC, SQLITE_UTF8));
}

void sqlite_bind_bytes(struct statement *q, int at, const void *v, size_t n)
{
    if (own(q)->stmt)
        keep(own(q), sqlite3_bind_blob64(own(q)->stmt, at, v, n, SQLITE_STATIC));
}

/* ---- Failures ------------------------------------------------------------------------------- */

/* A disk without room, or a file that may not grow, shows as FULL, or as an input/output error with
 * that errno. */
static bool errno_is_want_of_room(int err)
{
    return err == ENOSPC || err == EDQUOT || err == EFBIG;
}

static enum store_status disk_is_full(const struct store *s)
{
    log_event(LOG_ERROR, "disk_full", "path", s->site, "of", "database", NULL);
    return STORE_FULL;
}

static enum store_status status_of(struct store *s, int rc)
{
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ? STORE_EXISTS
                                                                                    : STORE_FAILED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STORE_BUSY;
    case SQLITE_FULL:
        return disk_is_full(s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return STORE_DAMAGED;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: {
        int err = s->connection->db ? sqlite3_system_errno(s->connection->db) : 0;
        return errno_is_want_of_room(err) ? disk_is_full(s) : STORE_FAILED;
    }
    default:
        return STORE_FAILED;
    }
}

/* ---- Rows ----------------------------------------------------------------------------------- */

enum store_status sqlite_row(struct store *s, struct statement *q)
{
    sqlite3_stmt *stmt = own(q)->stmt;
    if (!stmt) /* prepare said why */
        return status_of(s, own(q)->rc);
    if (own(q)->rc != SQLITE_OK)
        return sqlite_fail(s, own(q)->rc, sqlite3_sql(stmt));
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        return STORE_OK;
    enum store_status st =
        rc == SQLITE_DONE ? STORE_MISSING : sqlite_fail(s, rc, sqlite3_sql(stmt));
    sqlite3_reset(stmt);
    return st;
}

void sqlite_reset_statement(struct statement *q)
{
    sqlite3_reset(own(q)->stmt);
}

int64_t sqlite_int(struct statement *q, int col)
{
    return sqlite3_column_int64(own(q)->stmt, col);
}

/* As bytes: asked for text, SQLite would first make a copy of its own with a NUL behind it. */
const char *sqlite_text(struct statement *q, int col, size_t *n)
{
    const void *text = sqlite3_column_blob(own(q)->stmt, col);
    *n = (size_t)sqlite3_column_bytes(own(q)->stmt, col);
    return text;
}

const char *sqlite_string(struct statement *q, int col)
{
    return (const char *)sqlite3_column_text(own(q)->stmt, col);
}

bool sqlite_is_null(struct statement *q, int col)
{
    return sqlite3_column_type(own(q)->stmt, col) == SQLITE_NULL;
}

double sqlite_real(struct statement *q, int col)
{
    return sqlite3_column_double(own(q)->stmt, col);
}

int64_t sqlite_row_changes(struct store *s)
{
    return sqlite3_changes64(s->connection->db);
}

/* The index's tables are FTS5's own: without one of them it cannot be connected, or fails without a word. */
static bool index_has_gone(const struct store *s, int rc, const char *words)
{
    static const char *const says[] = {"vtable constructor failed", "no such table",
                                       "invalid fts5 file format", "SQL logic error"};
    if (s->connection->searching == 0 || s->connection->trying || rc != SQLITE_ERROR)
        return false;
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
        if (strncmp(words, says[i], strlen(says[i])) == 0)
            return true;
    return false;
}

enum store_status sqlite_fail(struct store *s, int rc, const char *what)
{
    const char *words = s->connection->db ? sqlite3_errmsg(s->connection->db) : sqlite3_errstr(rc);
    snprintf(s->error, sizeof s->error, "%s (SQLite %d)%s%.200s", words, rc, what ? ": " : "",
             what ? what : "");
    enum store_status st = index_has_gone(s, rc, words) ? STORE_DAMAGED : status_of(s, rc);
    if (st == STORE_DAMAGED && s->connection->searching > 0 && !sqlite_is_damaged(s))
        sqlite_set_mark(s, MARK_SEARCH);
    else if (st == STORE_DAMAGED)
        sqlite_note_damage(s);
    return st;
}
