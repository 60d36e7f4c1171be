/* conn.h: one connection to the database file: statements, transactions, the write lock.
 *
 * Private to db/sqlite, as is the file's name. What the rest of the store calls of it is in
 * engine.c. */
#ifndef DATELINE_CONN_H
#define DATELINE_CONN_H

#include "db/driver.h"

#include <sqlite3.h>
#include <stddef.h>

#define DB_FILE "dateline.db"

struct sqlite_statement {
    struct statement head;
    sqlite3_stmt *stmt; /* NULL: could not be prepared */
    int rc;             /* what preparing or binding came to: SQLITE_OK, or row() fails with it */
};

struct connection {
    sqlite3 *db;
    int lock_fd; /* the lock file; -1 when reading */
    struct sqlite_statement cache[SET_MAX][DB_STATEMENTS_MAX];
    int reads;                    /* depth of snapshots */
    bool broken;                  /* the batch's transaction was lost */
    bool touched;                 /* the transaction changes something that readers could see */
    int wal_pages;                /* in the log after the last commit */
    struct search_engine *search; /* our part of FTS5 (search_engine.c) */
    /* Right before a commit of what readers could see: the index, which knows its own rows. */
    enum store_status (*before_commit)(struct store *s);
    void (*after_rollback)(struct store *s);
    char version[32]; /* the library that runs, which may be newer than its header */
};

/* ---- statements.c -------------------------------------------------------------------------- */

struct statement *sqlite_prepare(struct store *s, const struct statements *set, int which);
void sqlite_bind_int(struct statement *q, int at, int64_t v);
void sqlite_bind_text(struct statement *q, int at, const char *v, size_t n);
void sqlite_bind_bytes(struct statement *q, int at, const void *v, size_t n); /* borrowed */
enum store_status sqlite_row(struct store *s, struct statement *q)
    __attribute__((warn_unused_result));
void sqlite_reset_statement(struct statement *q);
int64_t sqlite_int(struct statement *q, int col);
const char *sqlite_text(struct statement *q, int col, size_t *n);
bool sqlite_is_null(struct statement *q, int col);
double sqlite_real(struct statement *q, int col);
/* Ended by a NUL, good until the next row; NULL for NULL. */
const char *sqlite_string(struct statement *q, int col);
int64_t sqlite_row_changes(struct store *s);
/* Prepared statements ended; before the connection closes. */
void sqlite_finalize_all(struct connection *c);
/* Keeps SQLite's words (what may be NULL: then SQLite's own) and maps its code. */
enum store_status sqlite_fail(struct store *s, int rc, const char *what);

/* ---- txn.c --------------------------------------------------------------------------------- */

enum store_status sqlite_begin(struct store *s, enum db_scope scope)
    __attribute__((warn_unused_result));
enum store_status sqlite_end(struct store *s, enum store_status st)
    __attribute__((warn_unused_result));
bool sqlite_can_write(struct store *s);
void sqlite_snapshot_begin(struct store *s);
void sqlite_snapshot_end(struct store *s);
enum store_status sqlite_batch_begin(struct store *s) __attribute__((warn_unused_result));
enum store_status sqlite_batch_commit(struct store *s) __attribute__((warn_unused_result));
void sqlite_batch_abandon(struct store *s);
int64_t sqlite_generation(struct store *s);

/* Waits up to so long for an exclusive flock on fd. */
enum store_status sqlite_flock(int fd, int wait_ms) __attribute__((warn_unused_result));
/* Writes the log back into the database under the lock, and empties it. At close of a writer. */
void sqlite_checkpoint(struct store *s);
/* The log's length after each commit: a callback for sqlite3_wal_hook. */
int sqlite_on_commit(void *connection, sqlite3 *db, const char *name, int pages);

/* ---- conn.c -------------------------------------------------------------------------------- */

bool sqlite_is_here(int site_fd);
void sqlite_discard(int site_fd);
enum store_status sqlite_open(struct store *s) __attribute__((warn_unused_result));
void sqlite_close(struct store *s);
/* Readers: from here on nothing but SELECT. Again after another connection changed the schema, for
 * that disconnects virtual tables. */
enum store_status sqlite_guard(struct store *s) __attribute__((warn_unused_result));

/* ---- migrate.c ----------------------------------------------------------------------------- */

/* Writers: runs the steps that are missing. Readers: compares. */
enum store_status sqlite_migrate(struct store *s) __attribute__((warn_unused_result));

/* ---- verify.c, copy.c, sql_functions.c ------------------------------------------------------ */

enum store_status sqlite_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
    __attribute__((warn_unused_result));
enum store_status sqlite_copy(struct store *s, const char *file)
    __attribute__((warn_unused_result));
/* In SQL: "has_text(text, part)", part occurs in text, letter case aside; "name_letters(name)", the
 * key of lib/name.h, for migrations. */
int sqlite_register_functions(sqlite3 *db);

#endif
