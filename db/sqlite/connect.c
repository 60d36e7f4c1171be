/* connect.c: a connection to the database file, with everything locked down that SQLite can lock
 * down. */
#include "conn.h"
#include "search/fts.h"

#include <fcntl.h>
#include <sys/stat.h>

#define BUSY_MS 5000
#define SMALL_BYTES (16 * 1024 * 1024) /* of a database: some 1,500 stories */

/* What a reader's SQL may call; has_text and search_score are ours. */
static const char *const reader_functions[] = {
    "coalesce", "count", "group_concat", "has_text", "ifnull",       "instr",  "length",
    "like",     "match", "max",          "min",      "search_score", "substr", "sum"};
/* FTS5 asks for data_version to know when its index was written to. */
static const char *const reader_pragmas[] = {"integrity_check", "foreign_key_check",
                                             "data_version"};

static const struct {
    int id, value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 32 * 1024 * 1024}, /* bytes of a row: a body, its HTML, its text */
    {SQLITE_LIMIT_SQL_LENGTH, 64 * 1024},    /* a migration is the longest */
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 8},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 500},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 8},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

static bool listed(const char *const *list, size_t n, const char *name)
{
    for (size_t i = 0; name && i < n; i++) {
        if (sqlite3_stricmp(list[i], name) == 0)
            return true;
    }
    return false;
}

static int reader_may(void *ctx, int action, const char *a, const char *b, const char *db,
                      const char *trigger)
{
    (void)ctx;
    (void)db;
    (void)trigger;
    bool yes = false;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
        yes = true;
        break;
    case SQLITE_FUNCTION:
        yes = listed(reader_functions, sizeof reader_functions / sizeof *reader_functions, b);
        break;
    case SQLITE_PRAGMA:
        yes = !b && listed(reader_pragmas, sizeof reader_pragmas / sizeof *reader_pragmas, a);
        break;
    default:
        break;
    }
    return yes ? SQLITE_OK : SQLITE_DENY;
}

enum store_status sqlite_harden(struct store *s)
{
    const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},          {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        int rc = sqlite3_db_config(s->connection->db, options[i].option, options[i].value, NULL);
        if (rc != SQLITE_OK)
            return sqlite_fail(s, rc, "configuration");
    }
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(s->connection->db, limits[i].id, limits[i].value);
    sqlite3_busy_timeout(s->connection->db, BUSY_MS);
    return STORE_OK;
}

/* A worker may make no file outside of its site (lib/contain.h), so what SQLite puts aside, a large sort or the
 * pages that a savepoint would give back, stays in memory: SQLITE_CANTOPEN else, in the middle of a save. */
static int nothing_beside(sqlite3 *db)
{
    return sqlite3_exec(db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
}

enum store_status sqlite_configure(struct store *s)
{
    sqlite3 *db = s->connection->db;
    sqlite3_wal_autocheckpoint(db, 0);
    sqlite3_wal_hook(db, sqlite_on_commit, s->connection);
    int rc = nothing_beside(db);
    if (rc == SQLITE_OK)
        rc = sqlite_register_functions(db);
    if (rc == SQLITE_OK && !db_only_reads(s))
        rc = sqlite3_exec(db,
                          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                          "PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 16777216;"
                          "PRAGMA secure_delete = FAST",
                          NULL, NULL, NULL);
    return rc == SQLITE_OK ? search_engine_open(s) : sqlite_fail(s, rc, "configuration");
}

/* Connecting a virtual table declares its columns in SQL that the authorizer would refuse. */
enum store_status sqlite_guard(struct store *s)
{
    sqlite3_set_authorizer(s->connection->db, NULL, NULL);
    sqlite_index_begin(s);
    enum store_status st = sqlite_index_end(s, search_connect(s));
    sqlite3_set_authorizer(s->connection->db, reader_may, NULL);
    return st;
}

static bool file_is_small(const struct store *s)
{
    struct stat file;
    return fstatat(s->site_fd, DB_FILE, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
           file.st_size < SMALL_BYTES;
}

/* Every page that a writer touched was checked cell by cell, `verify` checks them all. The inner pages of all
 * indexes of a million stories stay within the larger cache, which each worker has for itself. Of a small file
 * less is enough: what is read again comes out of the system's memory, where it lies once for all of them. */
enum store_status sqlite_begin_reading(struct store *s)
{
    const char *cache =
        file_is_small(s) ? "PRAGMA cache_size = -1000" : "PRAGMA cache_size = -4000";
    int rc = sqlite3_exec(s->connection->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->connection->db, cache, NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return sqlite_fail(s, rc, "pragmas");
    enum store_status st = sqlite_guard(s);
    return st == STORE_UNSEARCHABLE ? STORE_OK : st; /* whoever searches will see */
}

static enum store_status open_file(struct store *s)
{
    struct connection *c = s->connection;
    enum store_status st = sqlite_find_file(s);
    if (st != STORE_OK)
        return st;
    int flags = db_only_reads(s) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW |
             SQLITE_OPEN_EXRESCODE;
    int rc = sqlite3_open_v2(c->path, &c->db, flags, NULL);
    if (rc != SQLITE_OK)
        return sqlite_fail(s, rc, "open");
    if (sqlite_in_place(s))
        return STORE_OK;
    db_broken(s, "%s was replaced while it was opened", c->path);
    return STORE_MOVED;
}

enum store_status sqlite_connect(struct store *s)
{
    sqlite3_close(s->connection->db);
    s->connection->db = NULL;
    enum store_status st = open_file(s);
    if (st == STORE_OK)
        st = sqlite_harden(s);
    if (st == STORE_OK && s->mode != STORE_CREATE)
        st = sqlite_identify(s);
    if (st == STORE_OK && s->mode != STORE_CREATE)
        st = sqlite_check_lineage(s);
    return st;
}
