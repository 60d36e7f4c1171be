/* migrate.c: brings the schema up to date, one step after the other, each in a transaction; a copy of what was
 * there is kept before (kept.c).
 *
 * Programs older than the schema cannot go on with it, so a site that any process has open is left
 * as it is. SQLite itself says who has: whoever uses the log holds a lock on a byte of the file that
 * is shared about it. */
#include "conn.h"
#include "migrations.h"

#include "lib/clock.h"

#include <fcntl.h>
#include <unistd.h>

#define MIGRATING_MS 30000
#define OPEN_BYTE 128 /* UNIX_SHM_DMS: https://www.sqlite.org/walformat.html, section 2.2.1 */

static int exec_migration(struct store *s, const struct migration *m)
{
    int rc = sqlite3_exec(s->connection->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->connection->db, m->sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->connection->db, "COMMIT", NULL, NULL, NULL);
    return rc;
}

int sqlite_schema(void)
{
    return migrations[migrations_n - 1].number;
}

static int schema_number(struct store *s)
{
    int64_t number;
    if (sqlite_ask_int(s->connection->db, ASK_SCHEMA, &number))
        return (int)number;
    sqlite_fail(s, sqlite3_extended_errcode(s->connection->db), "schema");
    return -1;
}

bool sqlite_open_elsewhere(const struct store *s)
{
    int fd = openat(s->site_fd, DB_FILE "-shm", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = OPEN_BYTE, .l_len = 1};
    bool open = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    return open;
}

/* A command that reads is soon done. */
static enum store_status wait_until_unused(const struct store *s)
{
    int64_t end = clock_monotonic_ms() + s->wait_ms;
    while (sqlite_open_elsewhere(s)) {
        if (clock_monotonic_ms() >= end)
            return STORE_IN_USE;
        sqlite_pause(20000);
    }
    return STORE_OK;
}

static enum store_status migrate_all(struct store *s)
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

/* Whether another process has brought it up to date while this one waited for the lock. It is open then. */
static enum store_status migrated_meanwhile(struct store *s, bool *done)
{
    struct connection *c = s->connection;
    enum store_status st = sqlite_connect(s);
    *done = st == STORE_OK && schema_number(s) == sqlite_schema();
    if (!*done) {
        sqlite3_close(c->db);
        c->db = NULL;
    }
    return st;
}

/* Under the lock. Whoever waits for it has the database closed, too. */
static enum store_status migrate_alone(struct store *s)
{
    bool made = s->mode == STORE_CREATE, done = made;
    enum store_status st = made ? STORE_OK : migrated_meanwhile(s, &done);
    if (st == STORE_OK && !done)
        st = wait_until_unused(s);
    if (st == STORE_OK && !done)
        st = sqlite_connect(s);
    if (st == STORE_OK)
        st = sqlite_configure(s);
    int have = st == STORE_OK ? schema_number(s) : -1;
    if (st == STORE_OK && !made && have > 0 && have < sqlite_schema())
        st = sqlite_keep(s, have);
    return st == STORE_OK ? migrate_all(s) : st;
}

static enum store_status migrate_site(struct store *s)
{
    struct connection *c = s->connection;
    if (s->mode != STORE_CREATE) {
        sqlite3_close(c->db);
        c->db = NULL;
    }
    /* Who holds it is likely to do the same, which takes longer than a save. */
    enum store_status st =
        sqlite_flock(c->lock_fd, s->wait_ms < MIGRATING_MS ? MIGRATING_MS : s->wait_ms);
    if (st != STORE_OK)
        return st;
    st = migrate_alone(s);
    sqlite_unlock(s);
    return st;
}

static enum store_status migrate_copy(struct store *s)
{
    enum store_status st = sqlite_use_copy(s);
    if (st == STORE_OK)
        st = sqlite_configure(s);
    return st == STORE_OK ? migrate_all(s) : st;
}

enum store_status sqlite_migrate(struct store *s)
{
    int newest = migrations[migrations_n - 1].number;
    int have = schema_number(s);
    if (have == newest)
        return sqlite_configure(s);
    if (have < 0)
        return STORE_FAILED;
    db_broken(s, "the site has schema %d, this program %d", have, newest);
    if (have > newest)
        return STORE_NEWER;
    switch (s->mode) {
    case STORE_READ:
        return STORE_OLDER;
    case STORE_LOOK:
        return migrate_copy(s);
    default:
        return migrate_site(s);
    }
}
