/* txn.c: transactions, and the lock that every write and every checkpoint is done under.
 *
 * One flock on SITE/dateline.lock serialises writers and checkpoints over all processes: SQLite
 * 3.7.0 to 3.51.2 have a rare race between a writer that restarts the log and a checkpointer on
 * another connection. SQLite's own checkpoints (automatic, at close) are off for that reason. */
#include "conn.h"
#include "db/ready.h"
#include "lib/clock.h"

#include <errno.h>
#include <sys/file.h>
#include <time.h>

enum {
    BEGIN_WRITE,
    BEGIN_READ,
    COMMIT,
    ROLLBACK,
    SAVE_POINT,
    SAVE_RELEASE,
    SAVE_UNDO,
    GENERATION_BUMP,
    GENERATION_BASE,
    GENERATION_READ,
    TXN_MAX
};

static const char *const sql[TXN_MAX] = {
    [BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [BEGIN_READ] = "BEGIN DEFERRED",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [SAVE_POINT] = "SAVEPOINT operation",
    [SAVE_RELEASE] = "RELEASE operation",
    [SAVE_UNDO] = "ROLLBACK TO operation",
    [GENERATION_BUMP] =
        "UPDATE generation SET number = max(number + 1, ?2), base = ?1 WHERE id = 1",
    [GENERATION_BASE] = "UPDATE generation SET base = ?1 WHERE id = 1 AND base <> ?1",
    [GENERATION_READ] = "SELECT number FROM generation WHERE id = 1",
};
const struct statements txn_statements = {SET_TXN, sql, TXN_MAX};

#define WAL_PAGES 1000 /* a longer log is written back after a commit */

static enum store_status txn_run(struct store *s, int which)
{
    return db_run(s, db_stmt(s, &txn_statements, which));
}

static enum store_status txn_begin_locked(struct store *s)
{
    if (db_only_reads(s)) {
        enum store_status may = sqlite_may_write(s);
        return may == STORE_OK ? db_broken(s, "the store was opened for reading") : may;
    }
    if (s->writing || s->batch)
        return db_broken(s, "a transaction within a transaction");
    enum store_status st = sqlite_flock(s->connection->lock_fd, s->wait_ms);
    if (st != STORE_OK) {
        db_broken(s, "the write lock was not free");
        return st;
    }
    /* Another program may hold SQLite's own lock. */
    sqlite3_busy_timeout(s->connection->db, s->wait_ms);
    st = sqlite_may_write(s);
    if (st == STORE_OK)
        st = txn_run(s, BEGIN_WRITE);
    if (st != STORE_OK)
        sqlite_unlock(s);
    return st;
}

bool sqlite_can_write(struct store *s)
{
    int wait_ms = s->wait_ms;
    s->wait_ms = 0;
    enum store_status st = txn_begin_locked(s);
    s->wait_ms = wait_ms;
    if (st == STORE_OK) {
        (void)!txn_run(s, ROLLBACK);
        sqlite_unlock(s);
    }
    return st != STORE_BUSY; /* what is wrong otherwise, whoever writes will see */
}

/* Still under the lock. PASSIVE waits for nobody: what readers hold back comes next time. */
static void txn_checkpoint_when_long(struct store *s)
{
    int in_log = 0, written = -1;
    if (s->connection->wal_pages < WAL_PAGES)
        return;
    int rc = sqlite3_wal_checkpoint_v2(s->connection->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_log,
                                       &written);
    if (rc == SQLITE_OK && written == in_log)
        sqlite_written_back(s);
    s->connection->wal_pages = 0;
}

/* The second of the commit, or the one after the last commit's: no two have the same. */
static enum store_status txn_bump_generation(struct store *s)
{
    bool shown = s->connection->shown;
    struct statement *q = db_stmt(s, &txn_statements, shown ? GENERATION_BUMP : GENERATION_BASE);
    db_bind_int(q, 1, sqlite_number_known(s));
    if (shown)
        db_bind_int(q, 2, (int64_t)time(NULL));
    return db_run(s, q);
}

/* Ready pages go first: when the commit fails they are only made again. Then those who need not look
 * whether they are there are told to (shown.c): the other way round they could still find them. */
static enum store_status txn_withdraw_pages(struct store *s)
{
    if (!s->connection->shown)
        return STORE_OK;
    if (!ready_withdraw(s->site_fd))
        return db_broken(s, "%s/" READY_FOLDER ": %m", s->site);
    return sqlite_shown_advance(s) ? STORE_OK : db_broken(s, "%s/" LOCK_FILE ": %m", s->site);
}

static enum store_status txn_commit_locked(struct store *s, enum store_status st)
{
    if (st == STORE_OK && s->connection->touched)
        st = s->connection->before_commit(s);
    if (st == STORE_OK)
        st = txn_bump_generation(s);
    if (st == STORE_OK)
        st = txn_withdraw_pages(s);
    if (st == STORE_OK)
        st = txn_run(s, COMMIT);
    if (sqlite3_get_autocommit(s->connection->db) == 0 && txn_run(s, ROLLBACK) != STORE_OK &&
        st == STORE_OK)
        st = STORE_FAILED;
    if (st == STORE_OK)
        txn_checkpoint_when_long(s);
    else
        s->connection->after_rollback(s);
    s->connection->touched = s->connection->shown = false;
    sqlite_unlock(s);
    return st;
}

enum store_status sqlite_begin(struct store *s, enum db_scope scope)
{
    if (s->batch && (s->connection->broken || sqlite3_get_autocommit(s->connection->db) != 0)) {
        s->connection->broken = true;
        return db_broken(s, "the batch was lost: %.300s", s->error);
    }
    enum store_status st = s->batch ? txn_run(s, SAVE_POINT) : txn_begin_locked(s);
    if (st != STORE_OK)
        return st;
    s->writing = true;
    if (scope != SCOPE_QUIET)
        s->connection->touched = true;
    if (scope == SCOPE_SITE)
        sqlite_shows(s);
    return STORE_OK;
}

void sqlite_shows(struct store *s)
{
    s->connection->shown = true;
}

enum store_status sqlite_end(struct store *s, enum store_status st)
{
    s->writing = false;
    if (!s->batch)
        return txn_commit_locked(s, st);
    if (sqlite3_get_autocommit(s->connection->db) != 0) {
        s->connection->broken =
            true; /* SQLite undid the whole transaction: full disk, out of memory */
        return st == STORE_OK ? STORE_FAILED : st;
    }
    if (st == STORE_OK)
        return txn_run(s, SAVE_RELEASE);
    if (txn_run(s, SAVE_UNDO) != STORE_OK || txn_run(s, SAVE_RELEASE) != STORE_OK)
        s->connection->broken = true;
    return st;
}

/* A batch dirties more pages than a request; those that the cache cannot hold are written twice. */
static void txn_set_cache(struct store *s, const char *pragma)
{
    if (!db_only_reads(s))
        sqlite3_exec(s->connection->db, pragma, NULL, NULL, NULL);
}

enum store_status sqlite_batch_begin(struct store *s)
{
    txn_set_cache(s, "PRAGMA cache_size = -32768");
    enum store_status st = txn_begin_locked(s);
    if (st == STORE_OK) {
        s->batch = true;
        s->connection->broken = s->calendar_checked = false;
    } else {
        txn_set_cache(s, "PRAGMA cache_size = -2000");
    }
    return st;
}

enum store_status sqlite_batch_commit(struct store *s)
{
    if (!s->batch)
        return db_broken(s, "no batch was begun");
    s->batch = false;
    enum store_status st = txn_commit_locked(s, s->connection->broken ? STORE_FAILED : STORE_OK);
    txn_set_cache(s, "PRAGMA cache_size = -2000");
    return st;
}

void sqlite_batch_abandon(struct store *s)
{
    if (!s->batch)
        return;
    s->batch = false;
    (void)!txn_commit_locked(s, STORE_REFUSED);
    txn_set_cache(s, "PRAGMA cache_size = -2000");
}

void sqlite_snapshot_begin(struct store *s)
{
    if (s->connection->reads++ == 0 && !s->writing && !s->batch)
        (void)!txn_run(s, BEGIN_READ); /* the reads that follow report their own failures */
}

/* What a transaction that only read does at its end is FTS5's. */
void sqlite_snapshot_end(struct store *s)
{
    if (--s->connection->reads > 0 || s->writing || s->batch)
        return;
    s->connection->searching++;
    if (sqlite3_get_autocommit(s->connection->db) == 0 && txn_run(s, COMMIT) != STORE_OK)
        (void)!txn_run(s, ROLLBACK);
    s->connection->searching--;
}

int sqlite_on_commit(void *connection, sqlite3 *db, const char *name, int pages)
{
    (void)db;
    (void)name;
    ((struct connection *)connection)->wal_pages = pages;
    return SQLITE_OK;
}

/* At close: nobody waits for us here, so a busy lock or a reader leaves the log as it is. */
void sqlite_checkpoint(struct store *s)
{
    if (flock(s->connection->lock_fd, LOCK_EX | LOCK_NB) != 0)
        return;
    sqlite3_busy_timeout(s->connection->db, 0);
    if (sqlite3_wal_checkpoint_v2(s->connection->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                  NULL) == SQLITE_OK)
        sqlite_written_back(s);
    sqlite_unlock(s);
}

int64_t sqlite_generation(struct store *s)
{
    struct statement *q = db_stmt(s, &txn_statements, GENERATION_READ);
    int64_t number = 0;
    if (db_row(s, q) == STORE_OK)
        number = db_int(q, 0);
    db_reset(q);
    return number;
}
