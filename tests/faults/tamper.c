/* tamper.c: changes the SQLite file behind the store's back; store_verify must name each change,
 * and a schema of the future must be refused. */
#include "db/group.h"
#include "db/story.h"
#include "lib/token.h"
#include "tests/remove_folder.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define T0 INT64_C(1767864600000)

static const struct {
    const char *what, *sql;
} tampers[] = {
    {"a headline", "UPDATE revision SET headline = 'Forged' WHERE number = 1"},
    {"a body", "UPDATE revision SET body = body || '.' WHERE number = 2"},
    {"its HTML", "UPDATE revision SET body_html = body_html || '<b>' WHERE number = 2"},
    {"its plain text", "UPDATE revision SET plain = 'x' WHERE number = 2"},
    {"what sort of work it is", "UPDATE revision SET genre = 2 WHERE number = 2"},
    {"how it was reported", "UPDATE revision SET how_html = '<p>By telephone.' WHERE number = 2"},
    {"the saver", "UPDATE revision SET saved_at = saved_at - 1 WHERE number = 2"},
    {"a byline", "DELETE FROM revision_byline"},
    {"a tag", "DELETE FROM revision_tag"},
    {"a hash", "UPDATE revision SET hash = prev_hash WHERE number = 2"},
    {"a revision in the middle", "DELETE FROM revision WHERE number = 2"},
    {"the last revision", "DELETE FROM revision WHERE number = 3"},
    {"Updated before Published", "UPDATE publication SET updated_at = 5"},
    {"Published after Updated", "UPDATE story SET published_at = published_at + 9000000"},
    {"a publication of another story", "UPDATE publication SET story_id = 77"},
    {"a list row gone", "DELETE FROM listing"},
    {"a list row too many", "UPDATE listing SET number = 9"},
    {"a row of the search index", "DELETE FROM search_doc"},
    {"the words of the search index",
     "UPDATE search_data SET block = CAST(substr(block, 1, 4) || x'000000' AS BLOB) WHERE id = 10"},
    {"a language of the search index", "UPDATE search_doc SET lang = 'de'"},
};

struct site {
    char dir[64], file[96], copy[96];
};

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "tamper: %s: %s\n", what, why);
    exit(1);
}

static void save(struct store *s, struct arena *a, int64_t *id, int base)
{
    static struct group byline = {.name = "Ines Okafor"}, tag = {.name = "Harbour"};
    struct story_save in = {.slug = ""};
    int64_t now = T0 + base * 1000;
    if (*id != 0 && story_save_begin(s, a, *id, NAMED_LIVE, now, &in) != STORE_OK)
        die("read", store_error(s));
    in.text = (struct story_text){.headline = "Quiet water",
                                  .body = arena_printf(a, "Body %d.", base),
                                  .bylines = {&byline, 1},
                                  .tags = {&tag, 1},
                                  .section = {.slug = "city"}};
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "New.";
    struct story_saved out;
    struct problems why = {.arena = a};
    if (story_save(s, a, &in, now, &out, &why) != STORE_OK)
        die("save", store_error(s));
    *id = out.story_id;
}

static void begin(struct site *t)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(t->dir, sizeof t->dir, "%.40s/dateline-XXXXXX", tmp == NULL ? "/tmp" : tmp);
    if (mkdtemp(t->dir) == NULL)
        die(t->dir, "cannot be made");
    snprintf(t->file, sizeof t->file, "%s/dateline.db", t->dir);
    snprintf(t->copy, sizeof t->copy, "%s/good.db", t->dir);
    struct store *s;
    if (store_open(t->dir, STORE_CREATE, &s) != STORE_OK)
        die("open", store_error(s));
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    int64_t section, id = 0;
    if (group_put(s, GROUP_SECTION, &(struct group){.slug = "city", .name = "City"}, 0, T0,
                  &section, &why) != STORE_OK)
        die("section", store_error(s));
    for (int base = 0; base < 3; base++)
        save(s, a, &id, base);
    if (store_copy(s, t->copy) != STORE_OK)
        die("copy", store_error(s));
    arena_free(a);
    store_close(s);
}

/* The good copy again, then the statement, past triggers and foreign keys. */
static void forge(const struct site *t, const char *sql)
{
    static const char *const drops =
        "PRAGMA foreign_keys = OFF;"
        "DROP TRIGGER IF EXISTS revision_keeps; DROP TRIGGER IF EXISTS revision_stays;"
        "DROP TRIGGER IF EXISTS revision_byline_stays; DROP TRIGGER IF EXISTS revision_tag_stays;"
        "DROP TRIGGER IF EXISTS publication_after_change;"
        "DROP TRIGGER IF EXISTS story_before_updates";
    const char *const beside[] = {"-wal", "-shm", ""};
    char path[112];
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", t->file, beside[i]);
        unlink(path);
    }
    sqlite3 *from = NULL, *to = NULL;
    sqlite3_open(t->copy, &from);
    sqlite3_open(t->file, &to);
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    if (b == NULL || sqlite3_backup_step(b, -1) != SQLITE_DONE)
        die("copy", sqlite3_errmsg(to));
    sqlite3_backup_finish(b);
    if (sqlite3_exec(to, drops, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(to, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(sql, sqlite3_errmsg(to));
    sqlite3_close(from);
    sqlite3_close(to);
}

static void count(void *ctx, const char *sentence)
{
    if (++*(int *)ctx == 1)
        printf("    %s\n", sentence);
}

static int found_in(const struct site *t)
{
    struct store *s;
    int found = 0;
    int64_t checked;
    if (store_open(t->dir, STORE_WRITE, &s) != STORE_OK)
        die("open", store_error(s));
    if (store_verify(s, count, &found, &checked) != STORE_OK)
        die("verify", store_error(s));
    store_close(s);
    return found;
}

static void expect_open(const struct site *t, enum store_mode mode, enum store_status want)
{
    struct store *s;
    if (store_open(t->dir, mode, &s) != want)
        die("another schema was not refused", store_error(s));
    store_close(s);
}

int main(void)
{
    struct site t;
    if (!token_init())
        die("random source", "none");
    begin(&t);
    forge(&t, "SELECT 1");
    if (found_in(&t) != 0)
        die("verify", "finds trouble in a good site");
    size_t n = sizeof tampers / sizeof tampers[0];
    for (size_t i = 0; i < n; i++) {
        printf("  %s\n", tampers[i].what);
        forge(&t, tampers[i].sql);
        if (found_in(&t) == 0)
            die(tampers[i].what, "was changed and nobody noticed");
    }
    forge(&t, "PRAGMA user_version = 999");
    expect_open(&t, STORE_WRITE, STORE_NEWER);
    expect_open(&t, STORE_READ, STORE_NEWER);
    forge(&t, "PRAGMA user_version = 0");
    expect_open(&t, STORE_READ, STORE_FOREIGN);
    remove_folder(t.dir);
    printf("%zu changes found, schemas of other versions refused\n", n);
    return 0;
}
