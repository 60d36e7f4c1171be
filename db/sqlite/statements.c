/* statements.c: statement lists of all files, and the helpers that run them. */
#include "db/sqlite/conn.h"
#include "db/sqlite/sets.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

const struct statements *const statements_all[SET_MAX] = {
    [SET_TXN] = &txn_statements,
    [SET_SETTING] = &setting_statements,
    [SET_GROUP] = &group_statements,
    [SET_MEDIA] = &media_statements,
    [SET_USER] = &user_statements,
    [SET_SESSION] = &session_statements,
    [SET_SIGN_IN] = &sign_in_statements,
    [SET_AUDIT] = &audit_statements,
    [SET_STORY_ROW] = &story_row_statements,
    [SET_STORY_READ] = &story_read_statements,
    [SET_STORY_LIST] = &story_list_statements,
    [SET_STORY_DESK] = &story_desk_statements,
    [SET_STORY_SAVE] = &story_save_statements,
    [SET_STORY_PUBLISH] = &story_publish_statements,
    [SET_STORY_PATH] = &story_path_statements,
    [SET_STORY_EDIT] = &story_edit_statements,
    [SET_STORY_IMPORT] = &story_import_statements,
    [SET_VERIFY] = &verify_statements,
    [SET_SEARCH] = &search_statements,
    [SET_SEARCH_ALIKE] = &search_alike_statements,
    [SET_SEARCH_INDEX] = &search_index_statements,
    [SET_SEARCH_SUGGEST] = &search_suggest_statements,
    [SET_SEARCH_UPKEEP] = &search_upkeep_statements,
    [SET_SECRET] = &secret_statements,
    [SET_REPORT] = &report_statements,
    [SET_ARCHIVE] = &archive_statements,
    [SET_PLACE] = &place_statements,
};

sqlite3_stmt *db_stmt(struct store *s, const struct statements *set, int which)
{
    sqlite3_stmt **slot = &s->cache[set->set][which];
    if (*slot != NULL) {
        sqlite3_reset(*slot);
        sqlite3_clear_bindings(*slot);
        return *slot;
    }
    int rc = sqlite3_prepare_v3(s->db, set->sql[which], -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
    if (rc != SQLITE_OK) {
        db_fail(s, rc, set->sql[which]);
        *slot = NULL;
    }
    return *slot;
}

void db_finalize(struct store *s)
{
    for (size_t set = 0; set < SET_MAX; set++) {
        for (size_t i = 0; i < DB_STATEMENTS_MAX; i++) {
            sqlite3_finalize(s->cache[set][i]);
            s->cache[set][i] = NULL;
        }
    }
}

void db_bind_int(sqlite3_stmt *q, int at, int64_t v)
{
    if (q != NULL)
        sqlite3_bind_int64(q, at, v);
}

void db_bind_id(sqlite3_stmt *q, int at, int64_t v)
{
    if (q != NULL && v != 0)
        sqlite3_bind_int64(q, at, v);
}

void db_bind_text(sqlite3_stmt *q, int at, const char *v)
{
    if (q != NULL)
        sqlite3_bind_text(q, at, v == NULL ? "" : v, -1, SQLITE_STATIC);
}

void db_bind_null_text(sqlite3_stmt *q, int at, const char *v)
{
    if (q != NULL && v != NULL && v[0] != '\0')
        sqlite3_bind_text(q, at, v, -1, SQLITE_STATIC);
}

enum store_status db_row(struct store *s, sqlite3_stmt *q)
{
    if (q == NULL)
        return STORE_FAILED;
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW)
        return STORE_OK;
    enum store_status st = rc == SQLITE_DONE ? STORE_MISSING : db_fail(s, rc, sqlite3_sql(q));
    sqlite3_reset(q);
    return st;
}

enum store_status db_run(struct store *s, sqlite3_stmt *q)
{
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        continue;
    return st == STORE_MISSING ? STORE_OK : st;
}

void db_reset(sqlite3_stmt *q)
{
    if (q != NULL)
        sqlite3_reset(q);
}

int64_t db_int(sqlite3_stmt *q, int col)
{
    return sqlite3_column_int64(q, col);
}

const char *db_text(struct arena *a, sqlite3_stmt *q, int col)
{
    /* As bytes: asked for text, SQLite would first make a copy of its own with a NUL behind it. */
    const void *text = sqlite3_column_blob(q, col);
    if (text == NULL)
        return "";
    return arena_dupn(a, text, (size_t)sqlite3_column_bytes(q, col));
}

/* A disk without room shows as FULL, or as an input/output error with that errno. */
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
        return STORE_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: {
        int err = s->db == NULL ? 0 : sqlite3_system_errno(s->db);
        return err == ENOSPC || err == EDQUOT ? STORE_FULL : STORE_FAILED;
    }
    default:
        return STORE_FAILED;
    }
}

enum store_status db_fail(struct store *s, int rc, const char *what)
{
    const char *words = s->db != NULL ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc);
    snprintf(s->error, sizeof s->error, "%s (SQLite %d)%s%.200s", words, rc,
             what == NULL ? "" : ": ", what == NULL ? "" : what);
    return status_of(s, rc);
}

enum store_status db_broken(struct store *s, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(s->error, sizeof s->error, fmt, args);
    va_end(args);
    return STORE_FAILED;
}
