/* conn.c: opens SITE/dateline.db with everything locked down that SQLite can lock down. */
#include "db/sqlite/conn.h"
#include "db/setting.h"
#include "db/sqlite/migrations.h"
#include "db/sqlite/search.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define DB_FILE "dateline.db"
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
    for (size_t i = 0; name != NULL && i < n; i++) {
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
        yes =
            b == NULL && listed(reader_pragmas, sizeof reader_pragmas / sizeof *reader_pragmas, a);
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
        int rc = sqlite3_db_config(s->db, options[i].option, options[i].value, NULL);
        if (rc != SQLITE_OK)
            return db_fail(s, rc, "configuration");
    }
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(s->db, limits[i].id, limits[i].value);
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_wal_autocheckpoint(s->db, 0);
    sqlite3_wal_hook(s->db, db_wal_hook, s);
    int rc = db_register_functions(s->db);
    return rc == SQLITE_OK ? search_engine_open(s) : db_fail(s, rc, "functions");
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
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? STORE_OK : db_fail(s, rc, "pragmas");
}

/* The site's folder, resolved: SQLite then refuses to follow a link to the file itself. */
static enum store_status open_folder(struct store *s, const char *site)
{
    s->site = realpath(site, NULL);
    if (s->site == NULL)
        return errno == ENOENT || errno == ENOTDIR ? STORE_MISSING : db_broken(s, "%s: %m", site);
    s->site_fd = open(s->site, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return s->site_fd >= 0 ? STORE_OK : db_broken(s, "%s: %m", s->site);
}

static enum store_status open_lock(struct store *s)
{
    s->lock_fd = openat(s->site_fd, LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (s->lock_fd >= 0)
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
    int rc = sqlite3_open_v2(path, &s->db, flags, NULL);
    return rc == SQLITE_OK ? STORE_OK : db_fail(s, rc, "open");
}

static int exec_migration(struct store *s, const struct migration *m)
{
    int rc = sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->db, m->sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
    return rc;
}

static int schema_number(struct store *s)
{
    sqlite3_stmt *q = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        number = sqlite3_column_int(q, 0);
    else
        db_fail(s, sqlite3_extended_errcode(s->db), "schema");
    sqlite3_finalize(q);
    return number;
}

static enum store_status migrate_locked(struct store *s)
{
    for (size_t i = 0; i < migrations_n; i++) {
        int have = schema_number(s);
        if (have < 0)
            return STORE_FAILED;
        if (have >= migrations[i].number)
            continue;
        int rc = exec_migration(s, &migrations[i]);
        if (rc != SQLITE_OK) {
            enum store_status st = db_fail(s, rc, migrations[i].name);
            sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
            return st == STORE_EXISTS ? STORE_FAILED : st;
        }
    }
    return STORE_OK;
}

enum store_status db_migrate(struct store *s)
{
    int newest = migrations[migrations_n - 1].number;
    int have = schema_number(s);
    if (have == newest)
        return STORE_OK;
    if (have < 0)
        return STORE_FAILED;
    if (have > newest) {
        db_broken(s, "schema %d was written by a newer version; this one knows %d", have, newest);
        return STORE_NEWER;
    }
    if (s->mode == STORE_READ)
        return db_broken(s, "schema %d is older than %d; open it for writing once", have, newest);
    enum store_status st = db_flock(s->lock_fd);
    if (st != STORE_OK)
        return st;
    st = migrate_locked(s);
    flock(s->lock_fd, LOCK_UN);
    return st;
}

/* Connecting a virtual table declares its columns in SQL that the authorizer would refuse. */
enum store_status db_guard(struct store *s)
{
    sqlite3_set_authorizer(s->db, NULL, NULL);
    enum store_status st = search_connect(s);
    sqlite3_set_authorizer(s->db, reader_may, NULL);
    return st;
}

static enum store_status open_all(struct store *s, const char *site)
{
    enum store_status st = open_folder(s, site);
    if (st == STORE_OK && s->mode != STORE_READ)
        st = open_lock(s);
    if (st == STORE_OK && s->mode == STORE_CREATE)
        st = make_file(s);
    if (st == STORE_OK)
        st = open_file(s);
    if (st == STORE_OK)
        st = configure(s);
    if (st == STORE_OK)
        st = pragmas(s);
    if (st == STORE_OK)
        st = db_migrate(s);
    if (st == STORE_OK)
        st = s->mode == STORE_READ ? db_guard(s) : search_begin(s);
    if (st != STORE_OK && s->error[0] == '\0')
        db_broken(s, "%s/" DB_FILE ": %s", site, store_status_text(st));
    return st;
}

enum store_status store_open(const char *site, enum store_mode mode, struct store **out)
{
    struct store *s = calloc(1, sizeof *s);
    *out = s;
    if (s == NULL)
        return STORE_FAILED;
    s->mode = mode;
    s->site_fd = s->lock_fd = -1;
    snprintf(s->engine, sizeof s->engine, "SQLite %.20s", sqlite3_libversion());
    return open_all(s, site);
}

void store_close(struct store *s)
{
    if (s == NULL)
        return;
    if (s->db != NULL) {
        store_batch_abandon(s);
        db_finalize(s);
        if (s->lock_fd >= 0)
            db_checkpoint(s);
        sqlite3_close(s->db);
    }
    search_engine_free(s->search);
    dateline_face_close(s->face);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    if (s->site_fd >= 0)
        close(s->site_fd);
    free(s->site);
    free(s);
}

const char *store_error(const struct store *s)
{
    return s == NULL ? "out of memory" : s->error;
}

const char *store_engine(const struct store *s)
{
    return s == NULL ? "SQLite" : s->engine;
}

struct dateline_face *db_face(struct store *s)
{
    if (s->batch && s->face_good) /* nobody else writes while a batch does */
        return s->face;
    struct arena *a = arena_new();
    struct settings set;
    if (setting_all(s, a, &set) == STORE_OK &&
        (s->face == NULL || strcmp(s->face_zone, set.v[SETTING_ZONE]) != 0 ||
         strcmp(s->face_locale, set.v[SETTING_LOCALE]) != 0)) {
        dateline_face_close(s->face);
        s->face = dateline_face_open(set.v[SETTING_ZONE], set.v[SETTING_LOCALE]);
        snprintf(s->face_zone, sizeof s->face_zone, "%s", set.v[SETTING_ZONE]);
        snprintf(s->face_locale, sizeof s->face_locale, "%s", set.v[SETTING_LOCALE]);
    }
    arena_free(a);
    s->face_good = s->batch && s->face != NULL;
    if (s->face == NULL)
        db_broken(s, "the settings zone and locale give no clock face");
    return s->face;
}
