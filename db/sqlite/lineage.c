/* lineage.c: whether the log beside a database is its own.
 *
 * SQLite applies whatever valid log it finds, be it another file's: one that was left behind when
 * somebody put a backup in the place of dateline.db. So the row of `generation` is looked at twice:
 * with the log, by SQL, and in the file alone, by its bytes. The file never has a later number than
 * the log, nor an earlier one than the log's `base`, the number that the file was known to have when
 * the log was written. */
#include "conn.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE_MAX 65536
#define LEAF_TABLE 0x0d /* https://www.sqlite.org/fileformat2.html, section 1.6 */

/* An integer of a record. False: it is none, or lies beyond the end. */
static bool lineage_int(const unsigned char **at, const unsigned char *end, unsigned type,
                        int64_t *out)
{
    static const unsigned char sizes[] = {0, 1, 2, 3, 4, 6, 8};
    if (type == 8 || type == 9) {
        *out = type - 8;
        return true;
    }
    if (type == 0 || type >= sizeof sizes || end - *at < sizes[type])
        return false;
    uint64_t v = **at & 0x80 ? UINT64_MAX : 0;
    for (unsigned i = 0; i < sizes[type]; i++)
        v = v << 8 | *(*at)++;
    *out = (int64_t)v;
    return true;
}

/* One cell: payload bytes, row id, bytes of the header, four types (id is the row id), values. All of
 * these numbers are so small that each has one byte. */
bool lineage_parse(const unsigned char *page, size_t n, struct lineage *out)
{
    if (n < 10 || page[0] != LEAF_TABLE || page[3] != 0 || page[4] != 1)
        return false;
    size_t cell = (size_t)page[8] << 8 | page[9];
    if (cell + 7 > n)
        return false;
    const unsigned char *p = page + cell, *at = p + 7, *end = page + n;
    if (p[0] < 5 || p[0] >= 0x80 || p[1] != 1 || p[2] != 5 || p[3] != 0 || p[6] != 6)
        return false;
    return lineage_int(&at, end, p[4], &out->number) && lineage_int(&at, end, p[5], &out->base) &&
           lineage_int(&at, end, p[6], &out->site) && at == p + 2 + p[0];
}

/* With the log. */
static bool lineage_read(sqlite3 *db, struct lineage *out)
{
    return sqlite_ask_int(db, ASK_NUMBER, &out->number) &&
           sqlite_ask_int(db, ASK_BASE, &out->base) && sqlite_ask_int(db, ASK_SITE, &out->site);
}

/* In the file alone. False: it has no such row yet, or had it on another page. */
static bool lineage_read_file(sqlite3 *db, struct lineage *out)
{
    int64_t root, size;
    if (!sqlite_ask_int(db, ASK_ROOT, &root) || !sqlite_ask_int(db, ASK_PAGE_SIZE, &size) ||
        root < 2 || size > PAGE_MAX)
        return false;
    unsigned char *page = sqlite3_malloc64((sqlite3_uint64)size);
    bool ok = page && sqlite_read_file(db, page, (int)size, (root - 1) * size) &&
              lineage_parse(page, (size_t)size, out);
    sqlite3_free(page);
    return ok;
}

int64_t sqlite_log_size(const struct store *s)
{
    struct stat sb;
    return fstatat(s->site_fd, DB_FILE "-wal", &sb, AT_SYMLINK_NOFOLLOW) == 0 ? sb.st_size : 0;
}

/* https://www.sqlite.org/fileformat2.html, section 4.1. */
bool sqlite_log_is_sound(const struct store *s)
{
    static const unsigned char magic[] = {0x37, 0x7f, 0x06};
    unsigned char head[32];
    int fd = openat(s->site_fd, DB_FILE "-wal", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return true;
    ssize_t n = read(fd, head, sizeof head);
    close(fd);
    return n == 0 || (n == (ssize_t)sizeof head && memcmp(head, magic, sizeof magic) == 0);
}

enum store_status sqlite_stray(struct store *s)
{
    db_broken(s,
              "%s/" DB_FILE "-wal was not written for the " DB_FILE
              " beside it; if that came there "
              "from a backup, move " DB_FILE "-wal and " DB_FILE "-shm away while the server is "
              "stopped",
              s->site);
    return STORE_STRAY;
}

/* Both within one transaction: nothing later than it can get into the file meanwhile. */
enum store_status sqlite_check_lineage(struct store *s)
{
    sqlite3 *db = s->connection->db;
    struct lineage with, file;
    if (sqlite_log_size(s) == 0)
        return STORE_OK;
    bool reads = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
    bool both = lineage_read(db, &with) && lineage_read_file(db, &file);
    if (reads)
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    if (!both || (file.site == with.site && file.number <= with.number && file.number >= with.base))
        return STORE_OK;
    return sqlite_stray(s);
}

int64_t sqlite_number_in_file(struct store *s)
{
    struct lineage with = {0}, file;
    if (!lineage_read(s->connection->db, &with))
        return 0;
    if (sqlite_log_size(s) > 0 && lineage_read_file(s->connection->db, &file))
        return file.number;
    return with.number;
}
