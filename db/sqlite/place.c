/* place.c: whether the database may be written to: it lies where it was opened, and is whole.
 *
 * The lock file says which file the log beside it belongs to, by device, inode and birth (the next
 * file may be given a removed one's inode), and which number of `generation` that file is known to have. A database that was put in the place of another one
 * is taken over by the first that opens it for writing, under the lock: what SQLite shares between
 * processes about the old log goes, and the log is kept under another name. In a folder that was
 * copied as a whole, which the lock file's own inode tells, it is kept so only when it is not the
 * file's (lineage.c).
 *
 * A mark (SITE/dateline.damaged and its like) says of which file it speaks; with another file in its
 * place it says nothing any more. */
#include "conn.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD_BYTES 128 /* five numbers, spaces, a line's end: one write */

/* ---- The lock file's record ------------------------------------------------------------------ */

static bool place_is(const struct connection *c, const struct file_place *p)
{
    bool born = p->born == 0 || c->born == 0 || p->born == c->born;
    return born && p->device == (uint64_t)c->device && p->inode == (uint64_t)c->inode;
}

bool sqlite_place_parse(const char *text, struct file_place *out)
{
    out->born = 0; /* earlier records end before it */
    return sscanf(text, "%" SCNu64 " %" SCNu64 " %" SCNd64 " %" SCNu64 " %" SCNd64, &out->device,
                  &out->inode, &out->number, &out->lock, &out->born) >= 4;
}

static bool place_read(int fd, struct file_place *out)
{
    char text[RECORD_BYTES + 1];
    ssize_t n = pread(fd, text, RECORD_BYTES, 0);
    text[n > 0 ? n : 0] = '\0';
    return sqlite_place_parse(text, out);
}

static uint64_t place_of_lock(const struct connection *c)
{
    struct stat sb;
    return fstat(c->lock_fd, &sb) == 0 ? (uint64_t)sb.st_ino : 0;
}

static void place_write(struct store *s, int64_t number)
{
    const struct connection *c = s->connection;
    char text[RECORD_BYTES + 1];
    snprintf(text, sizeof text,
             "%20" PRIu64 " %20" PRIu64 " %20" PRId64 " %20" PRIu64 " %20" PRId64 "%*s\n",
             (uint64_t)c->device, (uint64_t)c->inode, number, place_of_lock(c), c->born,
             RECORD_BYTES - 105, "");
    if (pwrite(c->lock_fd, text, RECORD_BYTES, 0) != RECORD_BYTES)
        db_broken(s, "%s/" LOCK_FILE ": %m", s->site); /* the number there stays a lower one */
}

int64_t sqlite_number_known(const struct store *s)
{
    struct file_place p;
    bool ours = place_read(s->connection->lock_fd, &p) && place_is(s->connection, &p);
    return ours ? p.number : 0;
}

void sqlite_written_back(struct store *s)
{
    int64_t number;
    if (sqlite_ask_int(s->connection->db, ASK_NUMBER, &number))
        place_write(s, number);
}

/* ---- Where it lies --------------------------------------------------------------------------- */

static int64_t place_birth(const struct store *s)
{
    struct statx x;
    if (statx(s->site_fd, DB_FILE, AT_SYMLINK_NOFOLLOW, STATX_BTIME, &x) != 0 ||
        !(x.stx_mask & STATX_BTIME))
        return 0;
    return x.stx_btime.tv_sec * INT64_C(1000000000) + x.stx_btime.tv_nsec;
}

enum store_status sqlite_find_file(struct store *s)
{
    struct stat sb;
    if (fstatat(s->site_fd, DB_FILE, &sb, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? STORE_MISSING : db_broken(s, "%s/" DB_FILE ": %m", s->site);
    if (!S_ISREG(sb.st_mode)) /* opening a pipe would wait for ever */
        return db_broken(s,
                         "%s/" DB_FILE " is no plain file. A link may stand for the site's "
                         "folder, but not for the database in it",
                         s->site);
    s->connection->device = sb.st_dev;
    s->connection->inode = sb.st_ino;
    s->connection->born = place_birth(s);
    return STORE_OK;
}

bool sqlite_in_place(const struct store *s)
{
    const struct connection *c = s->connection;
    struct stat sb;
    return fstatat(AT_FDCWD, c->path, &sb, AT_SYMLINK_NOFOLLOW) == 0 && sb.st_dev == c->device &&
           sb.st_ino == c->inode;
}

static bool place_has(const struct store *s, const char *file)
{
    struct stat sb;
    return fstatat(s->site_fd, file, &sb, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Readers cannot take it over. Whoever has the old file open shares its log with those that open the
 * new one, so they must not. */
enum store_status sqlite_check_place(struct store *s)
{
    struct file_place p;
    int fd = openat(s->site_fd, LOCK_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool other = fd >= 0 && place_read(fd, &p) && !place_is(s->connection, &p);
    if (fd >= 0)
        close(fd);
    if (other && !sqlite_head_is_ours(s))
        return STORE_FOREIGN;
    if (!other || (sqlite_log_size(s) == 0 && !place_has(s, DB_FILE "-shm")))
        return STORE_OK;
    db_broken(s, "%s/" DB_FILE " took another file's place", s->site);
    return STORE_MOVED;
}

static bool place_is_other(struct store *s)
{
    struct file_place p;
    return place_read(s->connection->lock_fd, &p) && !place_is(s->connection, &p);
}

enum store_status sqlite_put_log_aside(struct store *s)
{
    unlinkat(s->site_fd, DB_FILE "-shm", 0);
    for (int i = 1; i < 1000; i++) {
        char name[64];
        snprintf(name, sizeof name, DB_FILE "-wal.stray-%d", i);
        if (renameat2(s->site_fd, DB_FILE "-wal", s->site_fd, name, RENAME_NOREPLACE) == 0)
            return STORE_OK;
        if (errno != EEXIST)
            break;
    }
    return db_broken(s, "%s/" DB_FILE "-wal: %m", s->site);
}

/* Whether the whole folder came from elsewhere, and the log with the database. */
static bool place_was_copied(struct store *s)
{
    struct file_place p;
    return place_read(s->connection->lock_fd, &p) && p.lock != place_of_lock(s->connection);
}

enum store_status sqlite_take_place(struct store *s)
{
    struct connection *c = s->connection;
    if (!place_is_other(s))
        return STORE_OK;
    enum store_status st = sqlite_flock(c->lock_fd, s->wait_ms);
    if (st != STORE_OK)
        return st;
    c->takes_over = place_is_other(s);
    if (!c->takes_over)
        sqlite_unlock(s);
    else if (!sqlite_head_is_ours(s))
        st = STORE_FOREIGN; /* … whose place the log's own database may take again */
    else if (place_was_copied(s) || sqlite_log_size(s) == 0)
        unlinkat(s->site_fd, DB_FILE "-shm", 0);
    else
        st = sqlite_put_log_aside(s);
    return st;
}

/* The number that is known must not be later than the one that the file has. */
enum store_status sqlite_settle_place(struct store *s)
{
    struct connection *c = s->connection;
    struct file_place p = {0};
    int64_t number = sqlite_number_in_file(s);
    bool there = place_read(c->lock_fd, &p) && place_is(c, &p);
    if (there && p.number <= number)
        return STORE_OK;
    enum store_status st = c->takes_over ? STORE_OK : sqlite_flock(c->lock_fd, s->wait_ms);
    if (st != STORE_OK)
        return st;
    place_write(s, 0);
    if (!c->takes_over)
        sqlite_unlock(s);
    return STORE_OK;
}

/* ---- Damage ---------------------------------------------------------------------------------- */

static const struct {
    const char *file, *says;
} marks[MARK_MAX] = {
    [MARK_DAMAGED] = {DB_NAME ".damaged", "Damage was seen in " DB_FILE ". It is not written to."},
    [MARK_SEARCH] = {DB_NAME ".search-damaged",
                     "The search index in " DB_FILE " is damaged. It will be made anew."},
    [MARK_SEARCH_LOST] = {DB_NAME ".search-lost", "The search index in " DB_FILE
                                                  " is damaged, and cannot be made anew there."},
};

bool sqlite_is_marked(const struct store *s, enum sqlite_mark m)
{
    struct file_place p;
    int fd = openat(s->site_fd, marks[m].file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno != ENOENT;
    bool ours = !place_read(fd, &p) || place_is(s->connection, &p);
    close(fd);
    return ours;
}

void sqlite_set_mark(struct store *s, enum sqlite_mark m)
{
    const struct connection *c = s->connection;
    if (!c->inode || s->mode == STORE_CREATE || sqlite_is_marked(s, m) || !sqlite_in_place(s))
        return;
    int fd = openat(s->site_fd, marks[m].file,
                    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0660);
    if (fd < 0)
        return; /* others will see for themselves */
    dprintf(fd, "%" PRIu64 " %" PRIu64 " 0 0 %" PRId64 "\n%s\n", (uint64_t)c->device,
            (uint64_t)c->inode, c->born, marks[m].says);
    close(fd);
}

bool sqlite_clear_mark(struct store *s, enum sqlite_mark m)
{
    return unlinkat(s->site_fd, marks[m].file, 0) == 0 || errno == ENOENT;
}

bool sqlite_is_damaged(const struct store *s)
{
    return s->connection->damage_seen || sqlite_is_marked(s, MARK_DAMAGED);
}

void sqlite_note_damage(struct store *s)
{
    struct connection *c = s->connection;
    if (c->damage_seen || !c->inode || s->mode == STORE_CREATE)
        return;
    c->damage_seen = true;
    sqlite_set_mark(s, MARK_DAMAGED);
}

bool sqlite_clear_damage(struct store *s)
{
    bool was = sqlite_is_damaged(s);
    s->connection->damage_seen = false;
    return was && sqlite_clear_mark(s, MARK_DAMAGED);
}

void sqlite_index_begin(struct store *s)
{
    s->connection->searching++;
}

enum store_status sqlite_index_end(struct store *s, enum store_status st)
{
    s->connection->searching--;
    return st == STORE_DAMAGED && !sqlite_is_damaged(s) ? STORE_UNSEARCHABLE : st;
}

enum store_status sqlite_may_write(struct store *s)
{
    if (!sqlite_in_place(s)) {
        db_broken(s, "%s was replaced or removed since it was opened", s->connection->path);
        return STORE_MOVED;
    }
    if (sqlite_is_damaged(s)) {
        db_broken(s, "%s is damaged", s->connection->path);
        return STORE_DAMAGED;
    }
    return STORE_OK;
}
