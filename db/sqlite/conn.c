/* conn.c: opens and closes a site's database, for reading and for writing. */
#include "conn.h"
#include "migrations.h"
#include "search/fts.h"

#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum store_status open_lock(struct store *s)
{
    s->connection->lock_fd =
        openat(s->site_fd, LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (s->connection->lock_fd >= 0) {
        sqlite_shown_make(s);
        return STORE_OK;
    }
    db_broken(s, "%s/" LOCK_FILE ": %m", s->site);
    return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : STORE_FAILED;
}

/* Made empty by us, so that its permissions are ours; SQLite takes an empty file for a new one. */
static enum store_status make_file(struct store *s)
{
    int fd = openat(s->site_fd, DB_FILE, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (fd >= 0) {
        close(fd);
        return STORE_OK;
    }
    if (errno == EEXIST)
        return STORE_EXISTS;
    db_broken(s, "%s/" DB_FILE ": %m", s->site);
    return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : STORE_FAILED;
}

/* A log whose beginning is lost would be taken for an empty one and written over. What is in it may be
 * saves that are nowhere else, so it is kept. Whoever has it open knows better. */
static enum store_status keep_broken_log(struct store *s)
{
    if (sqlite_log_is_sound(s) || sqlite_open_elsewhere(s))
        return STORE_OK;
    enum store_status st = sqlite_flock(s->connection->lock_fd, s->wait_ms);
    if (st != STORE_OK)
        return st;
    if (!sqlite_log_is_sound(s) && !sqlite_open_elsewhere(s)) {
        log_event(LOG_ERROR, "log_kept_aside", "site", s->site, NULL);
        st = sqlite_put_log_aside(s);
    }
    sqlite_unlock(s);
    return st;
}

/* A log that came with another file's is kept aside; one that lies beside a file that never moved is
 * for people to look at. */
static enum store_status connect_writer(struct store *s)
{
    struct connection *c = s->connection;
    enum store_status st = sqlite_find_file(s);
    if (st == STORE_OK)
        st = sqlite_take_place(s);
    if (st == STORE_OK && !c->takes_over)
        st = keep_broken_log(s);
    if (st == STORE_OK)
        st = sqlite_connect(s);
    if (st == STORE_STRAY && c->takes_over) {
        sqlite3_close(c->db);
        c->db = NULL;
        st = sqlite_put_log_aside(s);
        if (st == STORE_OK)
            st = sqlite_connect(s);
    }
    return st;
}

static enum store_status connect_reader(struct store *s)
{
    enum store_status st = sqlite_find_file(s);
    if (st == STORE_OK && s->mode == STORE_READ)
        st = sqlite_check_place(s);
    return st == STORE_OK ? sqlite_connect(s) : st;
}

bool sqlite_is_here(int site_fd)
{
    struct stat sb;
    return fstatat(site_fd, DB_FILE, &sb, AT_SYMLINK_NOFOLLOW) == 0;
}

static int64_t file_bytes(int site_fd, const char *name)
{
    struct stat sb;
    return fstatat(site_fd, name, &sb, 0) == 0 ? sb.st_size : 0;
}

void sqlite_sizes(const struct store *s, struct store_sizes *out)
{
    out->data = file_bytes(s->site_fd, DB_FILE);
    out->log = file_bytes(s->site_fd, DB_FILE "-wal");
}

/* The lock is held from taking over until the lock file knows the file. */
static enum store_status open_writer(struct store *s)
{
    struct connection *c = s->connection;
    enum store_status st = open_lock(s);
    if (st == STORE_OK && s->mode == STORE_CREATE)
        st = make_file(s);
    if (st == STORE_OK)
        st = connect_writer(s);
    if (st == STORE_OK)
        st = sqlite_settle_place(s);
    if (c->takes_over)
        sqlite_unlock(s);
    c->takes_over = false;
    return st;
}

enum store_status sqlite_open(struct store *s)
{
    /* Counts of memory that nobody asks for would lock twice for each piece. Refused once SQLite is in use. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    struct connection *c = s->connection = calloc(1, sizeof *c);
    if (!c)
        return db_broken(s, "out of memory");
    /* Nobody asks how much memory SQLite has: it need not count, which takes a lock each time. Once it runs, it
     * refuses. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    c->lock_fd = -1;
    c->before_commit = guard_flush;
    c->after_rollback = search_rolled_back;
    snprintf(c->version, sizeof c->version, "SQLite %.20s", sqlite3_libversion());
    if (snprintf(c->path, sizeof c->path, "%s/" DB_FILE, s->site) >= (int)sizeof c->path)
        return db_broken(s, "%s: name too long", s->site);
    enum store_status st = db_only_reads(s) ? connect_reader(s) : open_writer(s);
    if (st == STORE_OK)
        st = sqlite_migrate(s);
    c->ready = st == STORE_OK;
    if (st == STORE_OK)
        st = db_only_reads(s) ? sqlite_begin_reading(s) : guard_open(s);
    /* What is whole can be read. */
    return st == STORE_DAMAGED && c->ready ? STORE_OK : st;
}

/* What was replaced or is damaged is left as it is. */
void sqlite_close(struct store *s)
{
    struct connection *c = s->connection;
    if (!c)
        return;
    if (c->db) {
        sqlite_batch_abandon(s);
        sqlite_finalize_all(c);
        if (c->lock_fd >= 0 && c->ready && sqlite_may_write(s) == STORE_OK)
            sqlite_checkpoint(s);
        sqlite3_close(c->db);
    }
    sqlite3_close(c->original);
    search_engine_free(c->search);
    sqlite_shown_close(c);
    if (c->lock_fd >= 0)
        close(c->lock_fd);
    free(c);
    s->connection = NULL;
}
