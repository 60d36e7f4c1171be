/* identity.c: whether a database is ours, before anything is written to it. */
#include "conn.h"
#include "migrations.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION_ID 0x44746c6e /* "Dtln"; 0009_identity.sql */
#define NAMELESS_MAX 8            /* schemas before it had none */
#define HEAD_BYTES 100

/* The file alone, whatever its log says (offsets: https://www.sqlite.org/fileformat2.html, 1.3). */
static bool identity_of_head(const unsigned char *head)
{
    static const unsigned char ours[] = {0x44, 0x74, 0x6c, 0x6e}, none[4] = {0};
    bool nameless = memcmp(head + 60, none, 3) == 0 && head[63] > 0 && head[63] <= NAMELESS_MAX;
    return memcmp(head, "SQLite format 3", 16) == 0 &&
           (memcmp(head + 68, ours, 4) == 0 || (memcmp(head + 68, none, 4) == 0 && nameless));
}

static bool identity_of_file(sqlite3 *db)
{
    unsigned char head[HEAD_BYTES];
    return sqlite_read_file(db, head, sizeof head, 0) && identity_of_head(head);
}

/* Closing a file ends all locks that the process has on it; on this one it has none yet. */
bool sqlite_head_is_ours(struct store *s)
{
    unsigned char head[HEAD_BYTES];
    int fd = openat(s->site_fd, DB_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool ours =
        fd >= 0 && read(fd, head, sizeof head) == (ssize_t)sizeof head && identity_of_head(head);
    if (fd >= 0)
        close(fd);
    if (!ours)
        db_broken(s, "%s/" DB_FILE " is not a Dateline database", s->site);
    return ours;
}

static bool identity_of_tables(sqlite3 *db)
{
    int64_t n = 0;
    return sqlite_ask_int(db, ASK_TABLES, &n) && n == 5;
}

static enum store_status identity_fail(struct store *s)
{
    int rc = sqlite3_extended_errcode(s->connection->db);
    if ((rc & 0xff) != SQLITE_NOTADB)
        return sqlite_fail(s, rc, "identity");
    db_broken(s, "%s/" DB_FILE " is no database, or its beginning was overwritten", s->site);
    return STORE_FOREIGN;
}

enum store_status sqlite_identify(struct store *s)
{
    sqlite3 *db = s->connection->db;
    int64_t id, schema;
    if (!sqlite_ask_int(db, ASK_APPLICATION, &id) || !sqlite_ask_int(db, ASK_SCHEMA, &schema))
        return identity_fail(s);
    if (id == APPLICATION_ID && schema > NAMELESS_MAX)
        return STORE_OK;
    if (id == 0 && schema > 0 && schema <= NAMELESS_MAX && identity_of_tables(db))
        return STORE_OK;
    if (identity_of_file(db) && sqlite_log_size(s) > 0)
        return sqlite_stray(s);
    db_broken(s, "%s/" DB_FILE " is not a Dateline database (application %08x, schema %d)", s->site,
              (unsigned)id, (int)schema);
    return STORE_FOREIGN;
}
