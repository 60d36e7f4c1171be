/* test_schemas.c: sites of every schema that was released, from tests/fixtures/databases: each is read
 * as it is, brought up to date, and says then what it said. The steps themselves never change again.
 *
 * A new step brings two things: its line in migrations.sha256, and a fixture,
 *
 *     SCHEMA_FIXTURES=tests/fixtures/databases build/san/tests/store/test_schemas
 *
 * which makes those that are missing: the steps up to each, run on an empty database, and in it the rows
 * of a site that today's program made, as far as that schema had their columns. */
#include "texts_test.h"

#include "db/search.h"
#include "db/sqlite/conn.h"
#include "db/sqlite/migrations.h"
#include "db/sqlite/search/fts.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#define FIXTURES DATELINE_SOURCE "/tests/fixtures/databases"
#define FIXTURE_MAX (4 * 1024 * 1024)

static char *file_of(struct site *t, const char *name)
{
    return arena_printf(t->a, "%s/%s", t->dir, name);
}

static void run_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static size_t read_whole(const char *path, char *to, size_t max)
{
    int fd = open(path, O_RDONLY);
    size_t n = 0;
    if (fd < 0)
        return 0;
    for (ssize_t got; n < max && (got = read(fd, to + n, max - n)) > 0; n += (size_t)got)
        continue;
    close(fd);
    return n;
}

/* ---- Released steps -------------------------------------------------------------------------- */

static void a_released_step_never_changes(void **state)
{
    static char list[65536], text[262144];
    size_t n = read_whole(FIXTURES "/migrations.sha256", list, sizeof list - 1);
    (void)state;
    list[n] = '\0';
    for (size_t i = 0; i < migrations_n; i++) {
        char path[512], hash[TOKEN_HASH_SIZE], line[256];
        snprintf(path, sizeof path, DATELINE_SOURCE "/db/sqlite/migrations/%s.sql",
                 migrations[i].name);
        token_sha256(text, read_whole(path, text, sizeof text), hash);
        snprintf(line, sizeof line, "%s  %s.sql\n", hash, migrations[i].name);
        if (!strstr(list, line))
            fail_msg("%s is not what was released, or not listed: %s", path, line);
        assert_int_equal(migrations[i].number, i + 1);
    }
}

/* ---- Making fixtures ------------------------------------------------------------------------- */

/* What all of them say: see assert_says_the_same. */
static void fill(struct site *t)
{
    struct actor *by = editor(t);
    struct story_save in = new_story("The bridge");
    in.text.ai = STORY_AI_ASSISTED;
    in.text.ai_note = "Translated by machine, read by an editor.";
    in.action = STORY_PUBLISH;
    in.by = by;
    int64_t id = save(t, &in, T0).story_id;
    in = publishing(t, by, id, NAMED_LIVE, T0 + HOUR, "The bridge is open.");
    in.edit = EDIT_UPDATE;
    in.note = "The mayor answered.";
    save(t, &in, T0 + HOUR);
    in = publishing(t, by, id, NAMED_LIVE, T0 + 2 * HOUR, "The bridge is open again.");
    in.edit = EDIT_CORRECTION;
    in.wrong = "It was closed.";
    in.right = "It was open.";
    save(t, &in, T0 + 2 * HOUR);
    keep_new(t, by, "A draft", T0);
    publish(t, "Scheduled", T0 + DAY, T0);
}

/* "a, b" of the columns that a table has on both sides, "" for none. */
static const char *common_columns(struct site *t, sqlite3 *db, const char *table)
{
    sqlite3_stmt *q;
    const char *out = "";
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT n.name FROM pragma_table_info(?1, 'main') n"
                                        " JOIN pragma_table_info(?1, 'now') o ON o.name = n.name",
                                        -1, &q, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(q, 1, table, -1, SQLITE_TRANSIENT);
    while (sqlite3_step(q) == SQLITE_ROW)
        out = arena_printf(t->a, "%s%s%s", out, *out ? ", " : "",
                           (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    return out;
}

static void copy_rows(struct site *t, sqlite3 *db)
{
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
                                        " AND name NOT LIKE 'search%' AND name <> 'generation'"
                                        " AND name NOT LIKE 'sqlite%'",
                                        -1, &q, NULL),
                     SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(q, 0);
        const char *columns = common_columns(t, db, table);
        run_sql(db, arena_printf(t->a, "INSERT OR REPLACE INTO main.%s (%s) SELECT %s FROM now.%s",
                                 table, columns, columns, table));
    }
    sqlite3_finalize(q);
}

static void make_fixture(struct site *t, int schema, const char *path)
{
    struct connection c = {.lock_fd = -1};
    struct store s = {.engine = &sqlite_engine, .connection = &c, .mode = STORE_CREATE};
    assert_int_equal(sqlite3_open(path, &c.db), SQLITE_OK);
    run_sql(c.db, "PRAGMA page_size = 1024");
    assert_int_equal(sqlite_configure(&s), STORE_OK);
    for (int i = 0; i < schema; i++)
        run_sql(c.db, migrations[i].sql);
    run_sql(c.db, arena_printf(t->a, "ATTACH '%s' AS now", file_of(t, DB_FILE)));
    copy_rows(t, c.db);
    if (schema > 1)
        run_sql(c.db, "UPDATE main.search_state SET next = 1,"
                      " last = (SELECT max(id) FROM main.story)");
    run_sql(c.db, "DETACH now; PRAGMA journal_mode = DELETE; VACUUM");
    sqlite3_close(c.db);
    search_engine_free(c.search);
}

static void fixtures_are_made_when_asked_for(void **state)
{
    struct site *t = *state;
    const char *folder = getenv("SCHEMA_FIXTURES");
    if (!folder)
        return;
    fill(t);
    store_close(t->s);
    for (size_t i = 0; i < migrations_n; i++) {
        const char *path = arena_printf(t->a, "%s/schema-%d.db", folder, migrations[i].number);
        if (access(path, F_OK) != 0 && access(arena_printf(t->a, "%s.gz", path), F_OK) != 0)
            make_fixture(t, migrations[i].number, path);
    }
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
}

/* ---- Using them ------------------------------------------------------------------------------ */

static void unpack(struct site *t, int schema, const char *to)
{
    static char bytes[FIXTURE_MAX];
    struct archive *in = archive_read_new();
    struct archive_entry *e;
    const char *path = arena_printf(t->a, FIXTURES "/schema-%d.db.gz", schema);
    archive_read_support_filter_gzip(in);
    archive_read_support_format_raw(in);
    assert_int_equal(archive_read_open_filename(in, path, 65536), ARCHIVE_OK);
    assert_int_equal(archive_read_next_header(in, &e), ARCHIVE_OK);
    la_ssize_t n = archive_read_data(in, bytes, sizeof bytes);
    assert_true(n > 0 && n < (la_ssize_t)sizeof bytes);
    archive_read_free(in);
    int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    assert_true(fd >= 0 && write(fd, bytes, (size_t)n) == n);
    close(fd);
}

/* A site of that schema in the place of today's. */
static void become(struct site *t, int schema)
{
    const char *const files[] = {DB_FILE "-wal", DB_FILE "-shm", LOCK_FILE};
    store_close(t->s);
    t->s = NULL;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(file_of(t, files[i]));
    for (size_t i = 0; i < migrations_n; i++)
        unlink(file_of(t, arena_printf(t->a, DB_FILE ".schema-%d", migrations[i].number)));
    unpack(t, schema, file_of(t, DB_FILE));
}

static int schema_of(const char *path)
{
    sqlite3 *db;
    int64_t schema = -1;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite_ask_int(db, ASK_SCHEMA, &schema);
    sqlite3_close(db);
    return (int)schema;
}

static void assert_says_the_same(struct site *t)
{
    struct story_view v;
    int64_t now = T0 + 3 * HOUR;
    assert_int_equal(story_get(t->s, t->a, 1, 0, now, &v), STORE_OK);
    assert_string_equal(v.revision.text.headline, "The bridge");
    assert_int_equal(v.revision.text.ai, STORY_AI_ASSISTED);
    assert_string_equal(v.revision.text.ai_note, "Translated by machine, read by an editor.");
    assert_string_equal(v.revision.text.section.slug, "city");
    assert_int_equal(v.story.published_at, T0);
    assert_int_equal(v.story.updated_at, T0 + 2 * HOUR);
    assert_int_equal(v.story.state, STORY_LIVE);
    assert_string_equal(reads(t, v.story.path, now), "The bridge is open again.");
    assert_string_equal(reads(t, v.story.path, T0 + HOUR), "The bridge is open.");
    struct named_infos draft = texts_of(t, 2, NULL, now), waits = texts_of(t, 3, NULL, now);
    assert_int_equal(draft.v[NAMED_DRAFT].number, 1);
    assert_int_equal(waits.v[NAMED_WAITING].number, 1);
    assert_int_equal(story_now(t, 3, T0 + DAY).state, STORY_LIVE);
    assert_int_equal(verify(t), 0);
}

static void each_schema_is_read_and_copied_as_it_is(void **state)
{
    struct site *t = *state;
    for (size_t i = 0; i < migrations_n; i++) {
        int schema = migrations[i].number;
        char *path = file_of(t, DB_FILE), *copy = file_of(t, arena_printf(t->a, "copy%d", schema));
        become(t, schema);
        assert_int_equal(store_open(t->dir, STORE_LOOK, &t->s), STORE_OK);
        assert_says_the_same(t);
        assert_int_equal(store_copy(t->s, copy), STORE_OK);
        assert_int_equal(schema_of(copy), schema);
        assert_int_equal(schema_of(path), schema);
        store_close(t->s);
        if (i + 1 < migrations_n)
            assert_int_equal(store_open(t->dir, STORE_READ, &t->s), STORE_OLDER);
        else
            assert_int_equal(store_open(t->dir, STORE_READ, &t->s), STORE_OK);
    }
}

/* What was kept before takes its place again by a rename alone, as somebody who goes back does it. */
static void assert_there_is_a_way_back(struct site *t, int schema)
{
    char *kept = file_of(t, arena_printf(t->a, DB_FILE ".schema-%d", schema));
    assert_int_equal(schema_of(kept), schema);
    store_close(t->s);
    t->s = NULL;
    assert_int_equal(rename(kept, file_of(t, DB_FILE)), 0);
    assert_int_equal(store_open(t->dir, STORE_LOOK, &t->s), STORE_OK);
    assert_says_the_same(t);
    assert_int_equal(schema_of(file_of(t, DB_FILE)), schema);
    store_close(t->s);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    assert_says_the_same(t);
}

static void each_schema_is_brought_up_to_date_and_goes_on(void **state)
{
    struct site *t = *state;
    for (size_t i = 0; i < migrations_n; i++) {
        become(t, migrations[i].number);
        assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
        assert_int_equal(schema_of(file_of(t, DB_FILE)), (int)migrations_n);
        assert_says_the_same(t);
        struct search_query q = {.text = "bridges", .limit = 10};
        struct search_hits hits;
        assert_int_equal(search_stories(t->s, t->a, &q, T0 + 3 * HOUR, &hits), STORE_OK);
        assert_int_equal(hits.n, 1);
        struct story_save in =
            publishing(t, editor(t), 1, NAMED_LIVE, T0 + 4 * HOUR, "The bridge is closed.");
        save(t, &in, T0 + 4 * HOUR);
        assert_int_equal(verify(t), 0);
        if (migrations[i].number < (int)migrations_n)
            assert_there_is_a_way_back(t, migrations[i].number);
    }
}

/* As a server of an earlier version has it open. */
static pid_t hold_open(const char *path, int ready)
{
    pid_t pid = fork();
    if (pid == 0) {
        sqlite3 *db;
        int64_t n = 0;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
                  sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK &&
                  sqlite_ask_int(db, ASK_NUMBER, &n);
        (void)!write(ready, ok ? "y" : "n", 1);
        pause();
        _exit(0);
    }
    return pid;
}

static void nobody_migrates_what_another_process_has_open(void **state)
{
    struct site *t = *state;
    int ready[2];
    char said = 'n';
    become(t, 3);
    assert_int_equal(pipe(ready), 0);
    pid_t pid = hold_open(file_of(t, DB_FILE), ready[1]);
    assert_int_equal(read(ready[0], &said, 1), 1);
    assert_int_equal(said, 'y');
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_IN_USE);
    store_close(t->s);
    assert_int_equal(store_open(t->dir, STORE_LOOK, &t->s), STORE_OK);
    assert_says_the_same(t);
    store_close(t->s);
    assert_int_equal(schema_of(file_of(t, DB_FILE)), 3);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    close(ready[0]);
    close(ready[1]);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    assert_says_the_same(t);
}

/* ---- While others do the same, and broken off ------------------------------------------------ */

/* Opens the site for writing, as another process; tells what it came to and keeps it open until it is
 * ended. */
static pid_t open_beside(struct site *t, int told)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct store *s = NULL;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        unsigned char st = (unsigned char)store_open(t->dir, STORE_WRITE, &s);
        (void)!write(told, &st, 1);
        pause();
        _exit(0);
    }
    return pid;
}

static void several_that_open_it_at_once_all_get_it(void **state)
{
    enum { PROCESSES = 4 };
    struct site *t = *state;
    int told[2];
    pid_t pids[PROCESSES];
    become(t, 3);
    assert_int_equal(pipe(told), 0);
    for (int i = 0; i < PROCESSES; i++)
        pids[i] = open_beside(t, told[1]);
    for (int i = 0; i < PROCESSES; i++) {
        unsigned char st = STORE_FAILED;
        assert_int_equal(read(told[0], &st, 1), 1);
        assert_int_equal(st, STORE_OK);
    }
    assert_int_equal(store_open(t->dir, STORE_READ, &t->s), STORE_OK);
    assert_says_the_same(t);
    for (int i = 0; i < PROCESSES; i++) {
        kill(pids[i], SIGKILL);
        assert_int_equal(waitpid(pids[i], NULL, 0), pids[i]);
    }
    close(told[0]);
    close(told[1]);
    assert_int_equal(schema_of(file_of(t, DB_FILE ".schema-3")), 3);
}

static int statements_left;

static int end_at_a_statement(unsigned what, void *ctx, void *p, void *x)
{
    (void)what, (void)ctx, (void)p, (void)x;
    if (statements_left-- == 0)
        kill(getpid(), SIGKILL);
    return 0;
}

static int watch_statements(sqlite3 *db, const char **why, const struct sqlite3_api_routines *api)
{
    (void)why, (void)api;
    return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, end_at_a_statement, NULL);
}

/* Another process opens the site for writing, and is killed before its nth statement. False: it came to its
 * end before that. */
static bool open_and_be_killed(struct site *t, int nth)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        struct store *s = NULL;
        statements_left = nth;
        sqlite3_auto_extension((void (*)(void))watch_statements);
        _exit(store_open(t->dir, STORE_WRITE, &s) == STORE_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

/* At each of the first ones, which open, lock and keep a copy, and at one of so many of the rest. */
static void killed_at_any_statement_it_is_one_schema_or_the_next(void **state)
{
    enum { FIRST = 12, STRIDE = 23 };
    struct site *t = *state;
    bool killed = true;
    int n = 0;
    for (; killed; n += n < FIRST ? 1 : STRIDE) {
        become(t, 1);
        killed = open_and_be_killed(t, n);
        int schema = schema_of(file_of(t, DB_FILE));
        assert_in_range(schema, 1, migrations_n);
        assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
        assert_says_the_same(t);
        assert_int_equal(schema_of(file_of(t, DB_FILE)), migrations_n);
        if (access(file_of(t, DB_FILE ".schema-1"), F_OK) == 0)
            assert_int_equal(schema_of(file_of(t, DB_FILE ".schema-1")), 1);
    }
    assert_true(n > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_released_step_never_changes),
        sited(fixtures_are_made_when_asked_for),
        sited(each_schema_is_read_and_copied_as_it_is),
        sited(each_schema_is_brought_up_to_date_and_goes_on),
        sited(nobody_migrates_what_another_process_has_open),
        sited(several_that_open_it_at_once_all_get_it),
        sited(killed_at_any_statement_it_is_one_schema_or_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
