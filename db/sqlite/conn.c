/* conn.c: opens the database file with everything locked down that SQLite can lock down. */
#include "conn.h"
#include "migrations.h"
#include "search/fts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_FILE "dateline.lock"
#define BUSY_MS 5000

/* What a reader's SQL may call; has_text and search_score are ours. */
static const char *const reader_functions[] = {
    "coalesce", "count", "group_concat", "has_text", "ifnull",
    "like",     "match", "max",          "min",      "search_score"};
/* FTS5 asks for data_version to know when its index was written to. */
static const char *const reader_pragmas[] = {"quick_check", "foreign_key_check", "data_version"};

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

static enum store_status configure(struct store *s)
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
    sqlite3_wal_autocheckpoint(s->connection->db, 0);
    sqlite3_wal_hook(s->connection->db, sqlite_on_commit, s->connection);
    int rc = sqlite_register_functions(s->connection->db);
    return rc == SQLITE_OK ? search_engine_open(s) : sqlite_fail(s, rc, "functions");
}

static enum store_status pragmas(struct store *s)
{
    /* Readers: every page that a writer touched was checked cell by cell, `verify` checks them all.
     * The inner pages of all indexes of a million stories stay within such a cache. */
    const char *sql = s->mode == STORE_READ
                          ? "PRAGMA query_only = ON; PRAGMA cache_size = -4000"
                          : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                            "PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 16777216;"
                            "PRAGMA secure_delete = FAST";
    int rc = sqlite3_exec(s->connection->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? STORE_OK : sqlite_fail(s, rc, "pragmas");
}

static enum store_status open_lock(struct store *s)
{
    s->connection->lock_fd =
        openat(s->site_fd, LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (s->connection->lock_fd >= 0)
        return STORE_OK;
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

static enum store_status open_file(struct store *s)
{
    struct stat sb;
    if (fstatat(s->site_fd, DB_FILE, &sb, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? STORE_MISSING : db_broken(s, "%s/" DB_FILE ": %m", s->site);
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/" DB_FILE, s->site) >= (int)sizeof path)
        return db_broken(s, "%s: name too long", s->site);
    int flags = s->mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW |
             SQLITE_OPEN_EXRESCODE;
    int rc = sqlite3_open_v2(path, &s->connection->db, flags, NULL);
    return rc == SQLITE_OK ? STORE_OK : sqlite_fail(s, rc, "open");
}

/* Connecting a virtual table declares its columns in SQL that the authorizer would refuse. */
enum store_status sqlite_guard(struct store *s)
{
    sqlite3_set_authorizer(s->connection->db, NULL, NULL);
    enum store_status st = search_connect(s);
    sqlite3_set_authorizer(s->connection->db, reader_may, NULL);
    return st;
}

bool sqlite_is_here(int site_fd)
{
    struct stat sb;
    return fstatat(site_fd, DB_FILE, &sb, AT_SYMLINK_NOFOLLOW) == 0;
}

void sqlite_discard(int site_fd)
{
    static const char *const files[] = {DB_FILE, DB_FILE "-wal", DB_FILE "-shm", LOCK_FILE};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlinkat(site_fd, files[i], 0);
}

enum store_status sqlite_open(struct store *s)
{
    struct connection *c = s->connection = calloc(1, sizeof *c);
    if (!c)
        return db_broken(s, "out of memory");
    c->lock_fd = -1;
    c->before_commit = search_flush;
    c->after_rollback = search_rolled_back;
    snprintf(c->version, sizeof c->version, "SQLite %.20s", sqlite3_libversion());
    enum store_status st = s->mode == STORE_READ ? STORE_OK : open_lock(s);
    if (st == STORE_OK && s->mode == STORE_CREATE)
        st = make_file(s);
    if (st == STORE_OK)
        st = open_file(s);
    if (st == STORE_OK)
        st = configure(s);
    if (st == STORE_OK)
        st = pragmas(s);
    if (st == STORE_OK)
        st = sqlite_migrate(s);
    if (st == STORE_OK)
        st = s->mode == STORE_READ ? sqlite_guard(s) : search_begin(s);
    return st;
}

void sqlite_close(struct store *s)
{
    struct connection *c = s->connection;
    if (!c)
        return;
    if (c->db) {
        sqlite_batch_abandon(s);
        sqlite_finalize_all(c);
        if (c->lock_fd >= 0)
            sqlite_checkpoint(s);
        sqlite3_close(c->db);
    }
    search_engine_free(c->search);
    if (c->lock_fd >= 0)
        close(c->lock_fd);
    free(c);
    s->connection = NULL;
}
