/* test_condition.c: what is no database of ours, is damaged, was replaced, or has another's log beside
 * it, and what a store does then. It knows the engine's files. */
#include "store_test.h"

#include "db/sqlite/conn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char *file_of(struct site *t, const char *name)
{
    return arena_printf(t->a, "%s/%s", t->dir, name);
}

static void put_bytes(const char *path, const void *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
}

static void copy_bytes(const char *from, const char *to)
{
    char bytes[65536];
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    assert_true(in >= 0 && out >= 0);
    for (ssize_t n; (n = read(in, bytes, sizeof bytes)) > 0;)
        assert_int_equal(write(out, bytes, (size_t)n), n);
    close(in);
    close(out);
}

static int64_t size_of(const char *path)
{
    struct stat sb;
    return stat(path, &sb) == 0 ? sb.st_size : -1;
}

static enum store_status opening(const char *dir, enum store_mode mode)
{
    struct store *s;
    enum store_status st = store_open(dir, mode, &s);
    if (st != STORE_OK)
        assert_true(store_error(s)[0] != '\0');
    store_close(s);
    return st;
}

static void assert_opening(const char *dir, enum store_status expected)
{
    assert_int_equal(opening(dir, STORE_READ), expected);
    assert_int_equal(opening(dir, STORE_LOOK), expected);
    assert_int_equal(opening(dir, STORE_WRITE), expected);
}

/* A site's folder with this file in the place of its database. */
static void close_site(struct site *t)
{
    store_close(t->s);
    t->s = NULL;
}

static enum store_status rename_section(struct store *s, const char *name)
{
    struct problems why = {.arena = arena_new()};
    int64_t id;
    enum store_status st = group_put(
        s, GROUP_SECTION, &(struct group){.slug = "city", .name = name}, 0, T0, &id, &why);
    arena_free(why.arena);
    return st;
}

/* ---- Whose it is ----------------------------------------------------------------------------- */

static void make_foreign(const char *path)
{
    sqlite3 *db;
    char beside[256];
    snprintf(beside, sizeof beside, "%s.foreign", path);
    assert_int_equal(sqlite3_open(beside, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "CREATE TABLE story (id); PRAGMA user_version = 3", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    copy_bytes(beside, path); /* into the same file: another one would have taken its place */
    unlink(beside);
}

static void what_is_not_ours_is_opened_by_nobody_and_left_as_it_is(void **state)
{
    struct site *t = *state;
    const char *path = file_of(t, DB_FILE);
    char text[8192];
    close_site(t);
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 4; i++) {
        if (i == 0)
            put_bytes(path, "", 0);
        else if (i == 1)
            put_bytes(path, text, sizeof text);
        else if (i == 2)
            make_foreign(path);
        else
            put_bytes(path, text, 10);
        int64_t before = size_of(path);
        assert_opening(t->dir, STORE_FOREIGN);
        assert_int_equal(size_of(path), before);
        assert_int_equal(opening(t->dir, STORE_CREATE), STORE_EXISTS);
    }
}

static void a_newer_site_is_refused(void **state)
{
    struct site *t = *state;
    sqlite3 *db;
    close_site(t);
    assert_int_equal(sqlite3_open(file_of(t, DB_FILE), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 999", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_opening(t->dir, STORE_NEWER);
}

/* ---- Damage ---------------------------------------------------------------------------------- */

/* Overwrites all pages from the third on but one, so that there is something left to open. */
static void damage(struct site *t)
{
    char zeros[4096];
    int fd = open(file_of(t, DB_FILE), O_RDWR);
    int64_t size = size_of(file_of(t, DB_FILE)), root = 0;
    sqlite3 *db;
    memset(zeros, 0x5a, sizeof zeros);
    assert_int_equal(sqlite3_open(file_of(t, DB_FILE), &db), SQLITE_OK);
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT rootpage FROM sqlite_schema WHERE name = 'story'",
                                        -1, &q, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    root = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    assert_true(root > 1 && root * 4096 <= size);
    assert_int_equal(pwrite(fd, zeros, sizeof zeros, (root - 1) * 4096), (ssize_t)sizeof zeros);
    close(fd);
}

static void ignore(void *ctx, const char *sentence)
{
    (void)sentence;
    ++*(int *)ctx;
}

static int found_by_verify(const char *dir)
{
    struct store *s;
    int found = 0;
    int64_t checked;
    assert_int_equal(store_open(dir, STORE_LOOK, &s), STORE_OK);
    assert_int_equal(store_verify(s, ignore, &found, &checked), STORE_OK);
    store_close(s);
    return found;
}

static void a_database_that_is_damaged_is_read_where_it_can_be_and_not_written_to(void **state)
{
    struct site *t = *state;
    struct store *reader, *writer;
    struct story_view v;
    publish(t, "One", 0, T0);
    close_site(t);
    damage(t);
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &writer), STORE_OK);
    assert_false(store_is_damaged(writer));
    assert_int_equal(story_get(reader, t->a, 1, 0, T0, &v), STORE_DAMAGED);
    assert_true(store_is_damaged(writer));
    assert_int_equal(rename_section(writer, "Town"), STORE_DAMAGED);
    assert_int_equal(rename_section(reader, "Town"), STORE_DAMAGED);
    struct groups sections;
    assert_int_equal(group_list(reader, t->a, GROUP_SECTION, true, T0, &sections), STORE_OK);
    assert_int_equal(sections.n, 2);
    store_close(writer);
    store_close(reader);
    /* Processes that come later know it, too. */
    assert_int_equal(store_open(t->dir, STORE_WRITE, &writer), STORE_OK);
    assert_int_equal(rename_section(writer, "Town"), STORE_DAMAGED);
    store_close(writer);
    assert_true(found_by_verify(t->dir) > 0);
}

static void verify_marks_damage_and_another_file_has_none(void **state)
{
    struct site *t = *state;
    struct store *s;
    char *copy = file_of(t, "copy");
    publish(t, "One", 0, T0);
    assert_int_equal(store_copy(t->s, copy), STORE_OK);
    close_site(t);
    assert_int_equal(found_by_verify(t->dir), 0);
    /* Once another file is copied there, which is mostly given the old one's inode; once moved. */
    for (int i = 0; i < 2; i++) {
        damage(t);
        assert_true(found_by_verify(t->dir) > 0);
        assert_int_equal(store_open(t->dir, STORE_WRITE, &s), STORE_OK);
        assert_int_equal(rename_section(s, "Town"), STORE_DAMAGED);
        store_close(s);
        if (i == 0) {
            unlink(file_of(t, DB_FILE));
            copy_bytes(copy, file_of(t, DB_FILE));
        } else {
            assert_int_equal(rename(copy, file_of(t, DB_FILE)), 0);
        }
        assert_int_equal(store_open(t->dir, STORE_WRITE, &s), STORE_OK);
        assert_int_equal(rename_section(s, "Town"), STORE_OK);
        store_close(s);
    }
}

static void damage_that_is_gone_is_forgotten_when_nothing_is_found(void **state)
{
    struct site *t = *state;
    char *copy = file_of(t, "copy");
    struct story_view v;
    publish(t, "One", 0, T0);
    close_site(t);
    copy_bytes(file_of(t, DB_FILE), copy);
    damage(t);
    assert_int_equal(store_open(t->dir, STORE_READ, &t->s), STORE_OK);
    assert_int_equal(story_get(t->s, t->a, 1, 0, T0, &v), STORE_DAMAGED);
    close_site(t);
    copy_bytes(copy, file_of(t, DB_FILE));
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    assert_int_equal(rename_section(t->s, "Town"), STORE_DAMAGED);
    assert_int_equal(found_by_verify(t->dir), 0);
    assert_true(store_clear_damage(t->s));
    assert_int_equal(rename_section(t->s, "Town"), STORE_OK);
}

/* ---- Replaced -------------------------------------------------------------------------------- */

static void nothing_is_written_to_a_database_that_was_replaced_or_removed(void **state)
{
    struct site *t = *state;
    struct store *reader, *later;
    char *copy = file_of(t, "copy"), *path = file_of(t, DB_FILE);
    assert_int_equal(store_copy(t->s, copy), STORE_OK);
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    assert_int_equal(rename_section(t->s, "Harbour"), STORE_OK);
    assert_int_equal(rename(path, file_of(t, "aside")), 0);
    for (int i = 0; i < 2; i++) {
        assert_false(store_in_place(t->s));
        assert_false(store_in_place(reader));
        assert_int_equal(rename_section(t->s, "Town"), STORE_MOVED);
        assert_int_equal(rename_section(reader, "Town"), STORE_MOVED);
        if (i == 0)
            assert_int_equal(rename(copy, path), 0);
    }
    /* The new one goes on with a log of its own, whoever still has the old one open. */
    assert_int_equal(opening(t->dir, STORE_READ), STORE_MOVED);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &later), STORE_OK);
    assert_int_equal(rename_section(later, "Park"), STORE_OK);
    assert_int_equal(rename_section(t->s, "Town"), STORE_MOVED);
    close_site(t);
    store_close(reader);
    store_close(later);
    struct groups sections;
    assert_int_equal(store_open(t->dir, STORE_READ, &t->s), STORE_OK);
    assert_int_equal(group_list(t->s, t->a, GROUP_SECTION, true, T0, &sections), STORE_OK);
    assert_string_equal(sections.v[0].name, "Park");
    assert_int_equal(verify(t), 0);
    assert_true(size_of(file_of(t, DB_FILE "-wal.stray-1")) > 0);
}

/* ---- The log beside it ----------------------------------------------------------------------- */

/* In a process that ends without closing anything, as when the power fails. */
static void write_and_die(const char *dir, const char *name)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct store *s;
        bool ok =
            store_open(dir, STORE_WRITE, &s) == STORE_OK && rename_section(s, name) == STORE_OK;
        _exit(ok ? 0 : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void assert_section(struct site *t, const char *dir, const char *name)
{
    struct store *s;
    struct groups sections;
    assert_int_equal(store_open(dir, STORE_READ, &s), STORE_OK);
    assert_int_equal(group_list(s, t->a, GROUP_SECTION, true, T0, &sections), STORE_OK);
    assert_string_equal(sections.v[0].name, name);
    store_close(s);
}

static void a_log_that_was_left_behind_is_read(void **state)
{
    struct site *t = *state;
    char elsewhere[64];
    close_site(t);
    write_and_die(t->dir, "Harbour");
    /* As in the folder, in a copy of the folder. */
    make_folder(elsewhere);
    const char *const files[] = {DB_FILE, DB_FILE "-wal", DB_FILE "-shm", LOCK_FILE};
    for (size_t i = 0; i < 4; i++)
        copy_bytes(file_of(t, files[i]), arena_printf(t->a, "%s/%s", elsewhere, files[i]));
    assert_int_equal(opening(elsewhere, STORE_WRITE), STORE_OK);
    assert_section(t, elsewhere, "Harbour");
    assert_section(t, t->dir, "Harbour");
    write_and_die(t->dir, "Park");
    assert_int_equal(opening(t->dir, STORE_WRITE), STORE_OK);
    assert_section(t, t->dir, "Park");
    remove_folder(elsewhere);
}

static void a_log_of_another_site_is_noticed(void **state)
{
    struct site *t = *state;
    struct site *other;
    void *made;
    close_site(t);
    remove_folder(new_site.dir); /* what begins with a copy of the same is not another */
    *new_site.dir = '\0';
    site_setup(&made);
    other = made;
    close_site(other);
    write_and_die(other->dir, "Harbour");
    copy_bytes(file_of(other, DB_FILE "-wal"), file_of(t, DB_FILE "-wal"));
    unlink(file_of(t, DB_FILE "-shm"));
    int64_t before = size_of(file_of(t, DB_FILE "-wal"));
    assert_opening(t->dir, STORE_STRAY);
    assert_int_equal(size_of(file_of(t, DB_FILE "-wal")), before);
    unlink(file_of(t, DB_FILE "-wal"));
    unlink(file_of(t, DB_FILE "-shm"));
    assert_int_equal(found_by_verify(t->dir), 0);
    assert_int_equal(store_open(other->dir, STORE_WRITE, &other->s), STORE_OK);
    site_teardown(&made);
}

/* A backup from before the log was begun, put there by copying into the same file. */
static void a_log_that_is_later_than_a_backup_is_noticed(void **state)
{
    struct site *t = *state;
    char *copy = file_of(t, "copy");
    assert_int_equal(store_copy(t->s, copy), STORE_OK);
    assert_int_equal(rename_section(t->s, "Harbour"), STORE_OK);
    close_site(t); /* written back: the file is later than the copy */
    write_and_die(t->dir, "Park");
    copy_bytes(copy, file_of(t, DB_FILE));
    unlink(file_of(t, DB_FILE "-shm"));
    assert_opening(t->dir, STORE_STRAY);
    /* Renamed there, it is another file, and the first that writes keeps the log under another name. */
    assert_int_equal(rename(copy, file_of(t, DB_FILE)), 0);
    assert_int_equal(opening(t->dir, STORE_WRITE), STORE_OK);
    assert_section(t, t->dir, "City");
    assert_true(size_of(file_of(t, DB_FILE "-wal.stray-1")) > 0);
    assert_int_equal(found_by_verify(t->dir), 0);
}

/* Whoever puts a backup there wants what is in it, and no more. */
static void a_log_that_is_older_than_a_backup_is_kept_aside(void **state)
{
    struct site *t = *state;
    char *copy = file_of(t, "copy");
    close_site(t);
    write_and_die(t->dir, "Harbour");
    assert_int_equal(store_open(t->dir, STORE_LOOK, &t->s), STORE_OK);
    assert_int_equal(store_copy(t->s, copy), STORE_OK);
    close_site(t);
    write_and_die(t->dir, "Park");
    assert_int_equal(rename(copy, file_of(t, DB_FILE)), 0);
    assert_int_equal(opening(t->dir, STORE_WRITE), STORE_OK);
    assert_section(t, t->dir, "Harbour");
    assert_true(size_of(file_of(t, DB_FILE "-wal.stray-1")) > 0);
    assert_int_equal(found_by_verify(t->dir), 0);
}

static void a_log_that_is_none_is_found(void **state)
{
    struct site *t = *state;
    close_site(t);
    put_bytes(file_of(t, DB_FILE "-wal"), "This is no log at all, and longer than its head.", 48);
    assert_int_equal(found_by_verify(t->dir), 1);
}

/* What was saved last is in that log alone: nobody writes over it. */
static void a_log_whose_beginning_is_lost_is_kept_aside(void **state)
{
    struct site *t = *state;
    close_site(t);
    write_and_die(t->dir, "Harbour");
    int64_t size = size_of(file_of(t, DB_FILE "-wal"));
    int fd = open(file_of(t, DB_FILE "-wal"), O_WRONLY);
    assert_int_equal(pwrite(fd, "lost", 4, 0), 4);
    close(fd);
    assert_int_equal(found_by_verify(t->dir), 1);
    assert_int_equal(opening(t->dir, STORE_WRITE), STORE_OK);
    assert_int_equal(size_of(file_of(t, DB_FILE "-wal.stray-1")), size);
    write_and_die(t->dir, "Park");
    assert_section(t, t->dir, "Park");
    assert_int_equal(size_of(file_of(t, DB_FILE "-wal.stray-1")), size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(what_is_not_ours_is_opened_by_nobody_and_left_as_it_is),
        sited(a_newer_site_is_refused),
        sited(a_database_that_is_damaged_is_read_where_it_can_be_and_not_written_to),
        sited(verify_marks_damage_and_another_file_has_none),
        sited(damage_that_is_gone_is_forgotten_when_nothing_is_found),
        sited(nothing_is_written_to_a_database_that_was_replaced_or_removed),
        sited(a_log_that_was_left_behind_is_read),
        sited(a_log_of_another_site_is_noticed),
        sited(a_log_that_is_later_than_a_backup_is_noticed),
        sited(a_log_that_is_older_than_a_backup_is_kept_aside),
        sited(a_log_that_is_none_is_found),
        sited(a_log_whose_beginning_is_lost_is_kept_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
