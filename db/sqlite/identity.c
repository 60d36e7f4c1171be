/* identity.c: whether a database is ours, before anything is written to it. */
#include "conn.h"
#include "migrations.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define APPLICATION_ID 0x44746c6e /* "Dtln"; 0009_identity.sql */
#define FIRST_ID 0x4441554e       /* 0001_start.sql … */
#define FIRST_ID_MAX 8            /* … until this schema; sites made earlier still had none */
#define HEAD_BYTES 100

/* Whether a database with these two numbers may be ours. */
static bool identity_may_be(int64_t id, int64_t schema)
{
    if (id == APPLICATION_ID)
        return schema > FIRST_ID_MAX;
    return (id == FIRST_ID || id == 0) && schema > 0 && schema <= FIRST_ID_MAX;
}

static int64_t identity_number(const unsigned char *p)
{
    return (int64_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

/* The file alone, whatever its log says (offsets: https://www.sqlite.org/fileformat2.html, 1.3). */
static bool identity_of_head(const unsigned char *head)
{
    return memcmp(head, "SQLite format 3", 16) == 0 &&
           identity_may_be(identity_number(head + 68), identity_number(head + 60));
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
    if (identity_may_be(id, schema) && (id != 0 || identity_of_tables(db)))
        return STORE_OK;
    if (identity_of_file(db) && sqlite_log_size(s) > 0)
        return sqlite_stray(s);
    db_broken(s, "%s/" DB_FILE " is not a Dateline database (application %08x, schema %d)", s->site,
              (unsigned)id, (int)schema);
    return STORE_FOREIGN;
}
