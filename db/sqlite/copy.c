/* copy.c: a whole, consistent copy of the database. */
#include "conn.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int copy_into(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return sqlite3_extended_errcode(to);
    int rc = sqlite3_backup_step(backup, -1);
    int end = sqlite3_backup_finish(backup);
    return rc != SQLITE_DONE && end == SQLITE_OK ? rc : end;
}

static int copy_fsync(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    int rc = fd >= 0 && fsync(fd) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    if (fd >= 0)
        close(fd);
    return rc;
}

enum store_status sqlite_copy(struct store *s, const char *file)
{
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (fd < 0) {
        db_broken(s, "%s: %m", file);
        return errno == EEXIST ? STORE_EXISTS : errno == ENOSPC ? STORE_FULL : STORE_FAILED;
    }
    close(fd);
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(file, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    struct connection *c = s->connection;
    if (rc == SQLITE_OK)
        rc = copy_into(c->original ? c->original : c->db, to);
    /* One file that needs no log beside it; opening it turns the log on again. */
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    enum store_status st = rc == SQLITE_OK              ? STORE_OK
                           : (rc & 0xff) == SQLITE_FULL ? STORE_FULL
                                                        : STORE_FAILED;
    if (st != STORE_OK)
        db_broken(s, "%s: %s", file, to ? sqlite3_errmsg(to) : sqlite3_errstr(rc));
    sqlite3_close(to);
    if (st == STORE_OK && copy_fsync(file) != SQLITE_OK)
        st = db_broken(s, "%s: %m", file);
    if (st != STORE_OK)
        unlink(file);
    return st;
}

/* A file without a name, wherever SQLite keeps its temporary ones. */
enum store_status sqlite_use_copy(struct store *s)
{
    struct connection *c = s->connection;
    sqlite3 *copy = NULL;
    int rc = sqlite3_open_v2("", &copy,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                 SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE,
                             NULL);
    if (rc == SQLITE_OK)
        rc = copy_into(c->db, copy);
    if (rc != SQLITE_OK) {
        db_broken(s, "a private copy could not be made: %s",
                  copy ? sqlite3_errmsg(copy) : sqlite3_errstr(rc));
        sqlite3_close(copy);
        return (rc & 0xff) == SQLITE_FULL ? STORE_FULL : STORE_FAILED;
    }
    c->original = c->db;
    c->db = copy;
    return sqlite_harden(s);
}
