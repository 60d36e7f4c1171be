/* copy.c: a whole, consistent copy of the database. */
#include "conn.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int copy_into(struct store *s, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", s->connection->db, "main");
    if (!backup)
        return sqlite3_extended_errcode(to);
    int rc = sqlite3_backup_step(backup, -1);
    int end = sqlite3_backup_finish(backup);
    if (rc != SQLITE_DONE)
        return end == SQLITE_OK ? rc : end;
    /* One file that needs no log beside it; opening it turns the log on again. */
    return sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
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
    if (rc == SQLITE_OK)
        rc = copy_into(s, to);
    enum store_status st = rc == SQLITE_OK              ? STORE_OK
                           : (rc & 0xff) == SQLITE_FULL ? STORE_FULL
                                                        : STORE_FAILED;
    if (st != STORE_OK)
        db_broken(s, "%s: %s", file, to ? sqlite3_errmsg(to) : sqlite3_errstr(rc));
    sqlite3_close(to);
    if (st != STORE_OK)
        unlink(file);
    return st;
}
