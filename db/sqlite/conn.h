/* conn.h: one connection to SITE/dateline.db: statements, transactions, the write lock.
 *
 * Private to db/sqlite. Each .c there lists its SQL once, at its top: an enum of statements and a
 * table of string constants, joined in a struct statements. db_stmt prepares one at its first use
 * and keeps it. A statement is bound, stepped, and reset (db_run does it; after db_row: db_reset)
 * before the function that bound it returns. */
#ifndef DATELINE_DB_SQLITE_CONN_H
#define DATELINE_DB_SQLITE_CONN_H

#include "db/store.h"
#include "lib/dateline.h"

#include <sqlite3.h>
#include <stddef.h>

#define DB_STATEMENTS_MAX 32 /* per list */

enum statement_set {
    SET_TXN,
    SET_SETTING,
    SET_GROUP,
    SET_MEDIA,
    SET_USER,
    SET_SESSION,
    SET_SIGN_IN,
    SET_AUDIT,
    SET_STORY_ROW,
    SET_STORY_READ,
    SET_STORY_LIST,
    SET_STORY_DESK,
    SET_STORY_SAVE,
    SET_STORY_PUBLISH,
    SET_STORY_PATH,
    SET_STORY_EDIT,
    SET_STORY_IMPORT,
    SET_VERIFY,
    SET_SEARCH,
    SET_SEARCH_INDEX,
    SET_SEARCH_SUGGEST,
    SET_SEARCH_ALIKE,
    SET_SEARCH_UPKEEP,
    SET_ARCHIVE,
    SET_PLACE,
    SET_SECRET,
    SET_REPORT,
    SET_MAX
};

struct statements {
    enum statement_set set;
    const char *const *sql;
    size_t n;
};
/* The list of every file, by its set; for the tests that prepare and explain them all. */
extern const struct statements *const statements_all[SET_MAX];

struct store {
    sqlite3 *db;
    enum store_mode mode;
    char *site;  /* resolved path of the site's folder */
    int site_fd; /* that folder */
    int lock_fd; /* SITE/dateline.lock; -1 when reading */
    sqlite3_stmt *cache[SET_MAX][DB_STATEMENTS_MAX];
    int reads;                    /* depth of db_read */
    bool writing;                 /* inside db_begin … db_end, outside a batch */
    bool batch;                   /* inside store_batch_begin … */
    bool broken;                  /* the batch's transaction was lost */
    bool touched;                 /* the transaction changes something that readers could see */
    int wal_pages;                /* in the log after the last commit */
    struct search_engine *search; /* our part of FTS5 (search_engine.c) */
    struct dateline_face *face;   /* the site's zone and locale, or NULL until asked for */
    bool face_good;               /* checked in this batch */
    char face_zone[64], face_locale[64];
    char engine[32]; /* the library that runs, which may be newer than its header */
    char error[512]; /* what went wrong last */
};

/* ---- Statements ---------------------------------------------------------------------------- */

/* Reset, without bindings; NULL when it cannot be prepared (every helper below takes that). */
sqlite3_stmt *db_stmt(struct store *s, const struct statements *set, int which);
void db_bind_int(sqlite3_stmt *q, int at, int64_t v);
void db_bind_id(sqlite3_stmt *q, int at, int64_t v);            /* 0 is NULL */
void db_bind_text(sqlite3_stmt *q, int at, const char *v);      /* borrowed; NULL is "" */
void db_bind_null_text(sqlite3_stmt *q, int at, const char *v); /* borrowed; NULL and "" are NULL */
/* STORE_OK: a row stands; STORE_MISSING: the end (reset). */
enum store_status db_row(struct store *s, sqlite3_stmt *q) __attribute__((warn_unused_result));
/* Runs to the end and resets. STORE_EXISTS: a unique key is taken. */
enum store_status db_run(struct store *s, sqlite3_stmt *q) __attribute__((warn_unused_result));
void db_reset(sqlite3_stmt *q);
int64_t db_int(sqlite3_stmt *q, int col);                       /* NULL is 0 */
const char *db_text(struct arena *a, sqlite3_stmt *q, int col); /* a copy, never NULL */

/* Keeps SQLite's words (what may be NULL: then SQLite's own) and maps its code. */
enum store_status db_fail(struct store *s, int rc, const char *what);
/* STORE_FAILED, with words of ours. */
enum store_status db_broken(struct store *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- Transactions -------------------------------------------------------------------------- */

enum db_scope {
    SCOPE_SITE,  /* readers could see it: store_generation grows */
    SCOPE_QUIET, /* sessions, tries, links, the audit log */
};
/* Takes the write lock and begins; in a batch sets a savepoint. */
enum store_status db_begin(struct store *s, enum db_scope scope)
    __attribute__((warn_unused_result));
/* Commits when st is STORE_OK, else undoes. Its answer is the operation's. */
enum store_status db_end(struct store *s, enum store_status st) __attribute__((warn_unused_result));
/* One snapshot for several reads; nests, and is free inside a writing transaction. */
void db_read(struct store *s);
void db_read_done(struct store *s);

/* Waits up to 5 s for an exclusive flock on fd. */
enum store_status db_flock(int fd) __attribute__((warn_unused_result));
/* The monotonic clock, for waiting alone. */
int64_t db_clock_ms(void);
/* Writes the log back into the database under the lock, and empties it. At close of a writer. */
void db_checkpoint(struct store *s);
/* Prepared statements ended; before the connection closes. */
void db_finalize(struct store *s);
/* The log's length after each commit: a callback for sqlite3_wal_hook. */
int db_wal_hook(void *store, sqlite3 *db, const char *name, int pages);

/* ---- Opening (conn.c) ---------------------------------------------------------------------- */

/* The site's face, reopened when its settings changed. NULL: settings are broken. */
struct dateline_face *db_face(struct store *s);
/* Writers: runs the steps that are missing. Readers: compares. */
enum store_status db_migrate(struct store *s) __attribute__((warn_unused_result));

/* Readers: from here on nothing but SELECT. Again after another connection changed the schema, for
 * that disconnects virtual tables. */
enum store_status db_guard(struct store *s) __attribute__((warn_unused_result));

/* "has_text(text, part)" in SQL: part occurs in text, letter case aside. */
int db_register_functions(sqlite3 *db);

#endif
