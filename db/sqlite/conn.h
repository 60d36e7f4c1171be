/* conn.h: one connection to the database file: statements, transactions, the write lock.
 *
 * Private to db/sqlite, as is the file's name. What the rest of the store calls of it is in
 * engine.c. */
#ifndef DATELINE_CONN_H
#define DATELINE_CONN_H

#include "db/driver.h"

#include <limits.h>
#include <sqlite3.h>
#include <stddef.h>
#include <sys/types.h>

#define DB_NAME "dateline"
#define DB_FILE DB_NAME ".db"
#define LOCK_FILE DB_NAME ".lock"

struct sqlite_statement {
    struct statement head;
    sqlite3_stmt *stmt; /* NULL: could not be prepared */
    int rc;             /* what preparing or binding came to: SQLITE_OK, or row() fails with it */
};

struct connection {
    sqlite3 *db;
    sqlite3 *original;   /* STORE_LOOK at an older site: the site's, and db is a copy; else NULL */
    char path[PATH_MAX]; /* of the database */
    dev_t device;        /* where it lay when it was opened */
    ino_t inode;         /* 0: not known yet */
    int64_t born;        /* when that file was made, ns; 0: the file system does not say */
    bool damage_seen;    /* by this connection */
    bool ready;          /* ours, and of this schema */
    int searching;   /* depth of what the index alone is asked for: damage seen is the index's */
    bool trying;     /* to connect the index: a reader may not have leave to */
    bool takes_over; /* of a file that took another's place, while opening; the lock is held */
    int lock_fd;     /* the lock file; -1 when reading */
    const char *lock_bytes; /* of a reader: that file in memory; NULL: not yet, or it cannot be */
    struct sqlite_statement cache[SET_MAX][DB_STATEMENTS_MAX];
    int reads;                    /* depth of snapshots */
    bool broken;                  /* the batch's transaction was lost */
    bool touched;                 /* the transaction may change what search knows */
    bool shown;                   /* … and something that readers could see */
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

/* ---- lock.c --------------------------------------------------------------------------------- */

/* Sleeps. */
void sqlite_pause(long us);
/* Waits up to so long for an exclusive flock on fd. */
enum store_status sqlite_flock(int fd, int wait_ms) __attribute__((warn_unused_result));
void sqlite_unlock(struct store *s);

/* ---- txn.c --------------------------------------------------------------------------------- */

void sqlite_shows(struct store *s);
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

/* Writes the log back into the database under the lock, and empties it. At close of a writer. */
void sqlite_checkpoint(struct store *s);
/* The log's length after each commit: a callback for sqlite3_wal_hook. */
int sqlite_on_commit(void *connection, sqlite3 *db, const char *name, int pages);

/* ---- connect.c ------------------------------------------------------------------------------- */

/* Opens s->connection->db and looks whose it is; writes nothing. */
enum store_status sqlite_connect(struct store *s) __attribute__((warn_unused_result));
/* What no connection may do; then what ours can. */
enum store_status sqlite_harden(struct store *s) __attribute__((warn_unused_result));
enum store_status sqlite_configure(struct store *s) __attribute__((warn_unused_result));
/* Readers: from here on nothing but SELECT. Again after another connection changed the schema, for
 * that disconnects virtual tables. */
enum store_status sqlite_guard(struct store *s) __attribute__((warn_unused_result));
/* … with a cache of their own; at the end of opening. */
enum store_status sqlite_begin_reading(struct store *s) __attribute__((warn_unused_result));

/* ---- conn.c -------------------------------------------------------------------------------- */

bool sqlite_is_here(int site_fd);
void sqlite_sizes(const struct store *s, struct store_sizes *out);
enum store_status sqlite_open(struct store *s) __attribute__((warn_unused_result));
void sqlite_close(struct store *s);

/* ---- ask.c: questions to a database that may be anybody's ------------------------------------ */

enum sqlite_question {
    ASK_APPLICATION,
    ASK_SCHEMA,
    ASK_TABLES, /* how many of five are there that every site has had */
    ASK_NUMBER, /* of the row of `generation` … */
    ASK_BASE,
    ASK_SITE,
    ASK_ROOT, /* … and the page that it lies on */
    ASK_PAGE_SIZE
};
/* False: there is no answer. The statement is kept nowhere, unlike db_stmt. */
bool sqlite_ask_int(sqlite3 *db, enum sqlite_question what, int64_t *out);
/* n bytes of the database file without its log. */
bool sqlite_read_file(sqlite3 *db, void *to, int n, int64_t at);

/* ---- identity.c: whether the database is ours ----------------------------------------------- */

/* STORE_FOREIGN, STORE_STRAY, or what reading it came to. Writes nothing. */
enum store_status sqlite_identify(struct store *s) __attribute__((warn_unused_result));
/* By the file's first bytes alone, of one that this process does not have open. */
bool sqlite_head_is_ours(struct store *s);

/* ---- lineage.c: whether the log is the database's -------------------------------------------- */

/* What the row of `generation` says. */
struct lineage {
    int64_t number, base, site;
};
/* From a page of the file, n bytes. False: the page holds no such row. */
bool lineage_parse(const unsigned char *page, size_t n, struct lineage *out);
/* STORE_STRAY: it is not. */
enum store_status sqlite_check_lineage(struct store *s) __attribute__((warn_unused_result));
/* Says so; STORE_STRAY. */
enum store_status sqlite_stray(struct store *s);
/* Bytes of the log; 0: there is none. */
int64_t sqlite_log_size(const struct store *s);
/* Whether the log begins as one does. SQLite takes any other for an empty one. */
bool sqlite_log_is_sound(const struct store *s);
/* `number` in the file alone. */
int64_t sqlite_number_in_file(struct store *s);

/* ---- place.c: whether it may be written to --------------------------------------------------- */

/* A line of the lock file. */
struct file_place {
    uint64_t device, inode;
    int64_t number; /* of `generation`, that this file is known to have at least */
    uint64_t lock;  /* inode of the lock file that said so */
    int64_t born;   /* as in struct connection */
};
/* False: the text is none. */
bool sqlite_place_parse(const char *text, struct file_place *out);
/* Keeps device, inode and birth of the file that is about to be opened. */
enum store_status sqlite_find_file(struct store *s) __attribute__((warn_unused_result));
/* Readers: STORE_MOVED when another file took the place of the one that the log was written for, and
 * no writer has taken it over yet. */
enum store_status sqlite_check_place(struct store *s) __attribute__((warn_unused_result));
/* Writers, before they open the file: takes it over, which sets takes_over. */
enum store_status sqlite_take_place(struct store *s) __attribute__((warn_unused_result));
/* … and when it is open: the lock file knows it from here on. */
enum store_status sqlite_settle_place(struct store *s) __attribute__((warn_unused_result));
/* Keeps a log that is not the file's under another name. */
enum store_status sqlite_put_log_aside(struct store *s) __attribute__((warn_unused_result));
/* Under the lock: STORE_MOVED, STORE_DAMAGED or STORE_OK. */
enum store_status sqlite_may_write(struct store *s) __attribute__((warn_unused_result));
/* Under the lock: what `base` may say; and: all that was committed is in the file. */
int64_t sqlite_number_known(const struct store *s);
void sqlite_written_back(struct store *s);
/* Files beside the database that say something of the one that lies there now. */
enum sqlite_mark {
    MARK_DAMAGED,     /* damage was seen: it is not written to */
    MARK_SEARCH,      /* the search index alone is damaged, and is to be made anew */
    MARK_SEARCH_LOST, /* … which cannot be done in this file */
    MARK_MAX
};
/* One that cannot be read counts. */
bool sqlite_is_marked(const struct store *s, enum sqlite_mark m);
void sqlite_set_mark(struct store *s, enum sqlite_mark m);
/* False: it is still there. */
bool sqlite_clear_mark(struct store *s, enum sqlite_mark m);
/* What is asked of the search index alone comes between the two, and damage that is seen there is the
 * index's. sqlite_index_end: STORE_UNSEARCHABLE for STORE_DAMAGED, unless the database is damaged, too. */
void sqlite_index_begin(struct store *s);
enum store_status sqlite_index_end(struct store *s, enum store_status st)
    __attribute__((warn_unused_result));
bool sqlite_in_place(const struct store *s);
bool sqlite_is_damaged(const struct store *s);
bool sqlite_clear_damage(struct store *s);
/* SQLite said that what it read is broken: says so to all processes. */
void sqlite_note_damage(struct store *s);

/* ---- shown.c -------------------------------------------------------------------------------- */

/* Makes room for the number, if there is none yet. Of a writer. */
void sqlite_shown_make(struct store *s);
/* Under the lock, between taking ready pages away and COMMIT. False: errno says why. */
bool sqlite_shown_advance(struct store *s) __attribute__((warn_unused_result));
bool sqlite_shown(struct store *s, uint64_t *number); /* store_shown */
void sqlite_shown_close(struct connection *c);

/* ---- migrate.c ----------------------------------------------------------------------------- */

/* Whether another process has the database open. Not to be asked while this one has: closing a file
 * would end its lock. */
bool sqlite_open_elsewhere(const struct store *s);
/* Writers: runs the steps that are missing, when nobody else has the database open. STORE_LOOK: runs
 * them in a private copy. STORE_READ: compares. */
enum store_status sqlite_migrate(struct store *s) __attribute__((warn_unused_result));
int sqlite_schema(void);

/* ---- verify.c, copy.c, kept.c, sql_functions.c ------------------------------------------------------ */

enum store_status sqlite_verify(struct store *s, store_found_fn *found, void *ctx, int64_t *checked)
    __attribute__((warn_unused_result));
enum store_status sqlite_copy(struct store *s, const char *file)
    __attribute__((warn_unused_result));
/* kept.c: a copy of the database of that schema beside it, before it is brought up to date. STORE_FULL: there
 * is no room for one. */
enum store_status sqlite_keep(struct store *s, int schema) __attribute__((warn_unused_result));
/* Those that were made at or before that instant (ms): how many; removed, if asked for. */
int64_t sqlite_kept(const struct store *s, int64_t before, bool remove);
/* The connection becomes one to a private copy, which goes away with it. */
enum store_status sqlite_use_copy(struct store *s) __attribute__((warn_unused_result));
/* In SQL: "has_text(text, part)", part occurs in text, letter case aside; "name_letters(name)", the
 * key of lib/name.h, for migrations. */
int sqlite_register_functions(sqlite3 *db);

#endif
