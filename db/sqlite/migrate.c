/* migrate.c: brings the schema up to date, one step after the other, each in a transaction. */
#include "conn.h"
#include "migrations.h"

#include <sys/file.h>

static int exec_migration(struct store *s, const struct migration *m)
{
    int rc = sqlite3_exec(s->connection->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->connection->db, m->sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->connection->db, "COMMIT", NULL, NULL, NULL);
    return rc;
}

static int schema_number(struct store *s)
{
    sqlite3_stmt *q = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(s->connection->db, "PRAGMA user_version", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        number = sqlite3_column_int(q, 0);
    else
        sqlite_fail(s, sqlite3_extended_errcode(s->connection->db), "schema");
    sqlite3_finalize(q);
    return number;
}

static enum store_status migrate_locked(struct store *s)
{
    for (size_t i = 0; i < migrations_n; i++) {
        int have = schema_number(s);
        if (have < 0)
            return STORE_FAILED;
        if (have >= migrations[i].number)
            continue;
        int rc = exec_migration(s, &migrations[i]);
        if (rc != SQLITE_OK) {
            enum store_status st = sqlite_fail(s, rc, migrations[i].name);
            sqlite3_exec(s->connection->db, "ROLLBACK", NULL, NULL, NULL);
            return st == STORE_EXISTS ? STORE_FAILED : st;
        }
    }
    return STORE_OK;
}

enum store_status sqlite_migrate(struct store *s)
{
    int newest = migrations[migrations_n - 1].number;
    int have = schema_number(s);
    if (have == newest)
        return STORE_OK;
    if (have < 0)
        return STORE_FAILED;
    if (have > newest) {
        db_broken(s, "schema %d was written by a newer version; this one knows %d", have, newest);
        return STORE_NEWER;
    }
    if (s->mode == STORE_READ)
        return db_broken(s, "schema %d is older than %d; open it for writing once", have, newest);
    enum store_status st = sqlite_flock(s->connection->lock_fd, s->wait_ms);
    if (st != STORE_OK)
        return st;
    st = migrate_locked(s);
    flock(s->connection->lock_fd, LOCK_UN);
    return st;
}
