/* test_search_damage.c: the search index is damaged in every way that we thought of, and the stories
 * are whole. It knows the engine's files. */
#include "store_test.h"

#include "db/search.h"
#include "db/sqlite/conn.h"

#include <fcntl.h>
#include <sys/stat.h>

/* What is done to the index, by SQL or to the root page of a table. */
struct harm {
    const char *sql, *page_of;
    bool for_good; /* it cannot be made anew in that file */
};

static const struct harm harms[] = {
    {"UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10", NULL, false},
    {"UPDATE search_data SET block = x'ffffffffffffffff' WHERE id > 10", NULL, false},
    {"UPDATE search_data SET block = substr(block, 1, length(block) / 2) WHERE id > 10", NULL,
     false},
    {"DELETE FROM search_data WHERE id > 10", NULL, false},
    {"UPDATE search_data SET block = x'0102030405060708' WHERE id = 10", NULL, false},
    {"DELETE FROM search_data WHERE id = 10", NULL, false},
    {"UPDATE search_data SET block = x'ff' WHERE id = 1", NULL, false},
    {"DELETE FROM search_state", NULL, false},
    {"DELETE FROM search_doc", NULL, false},
    {"DELETE FROM search_data", NULL, false},
    {"UPDATE search_data SET block = randomblob(length(block) + 1)", NULL, false},
    {"UPDATE search_config SET v = 99 WHERE k = 'version'", NULL, false},
    {"DROP TABLE search_config", NULL, false},
    {"DROP TABLE search_idx", NULL, false},
    {"DROP TABLE search_data", NULL, false},
    {"DROP TABLE search_doc", NULL, true},
    {"DROP TABLE search_pending", NULL, true},
    {"DROP TABLE search_term", NULL, true},
    {NULL, "search_data", true},
    {NULL, "search_idx", true},
    {NULL, "search_doc", true},
    {NULL, "search_term", true},
};

static int64_t root_of(sqlite3 *db, const char *table)
{
    sqlite3_stmt *q;
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_schema WHERE name = ?1", -1, &q, NULL),
        SQLITE_OK);
    sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int64_t root = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return root;
}

static void do_harm(const char *dir, const struct harm *h)
{
    char path[128], bytes[4096];
    sqlite3 *db;
    snprintf(path, sizeof path, "%s/" DB_FILE, dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (h->sql && sqlite3_exec(db, h->sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", h->sql, sqlite3_errmsg(db));
    int64_t root = h->page_of ? root_of(db, h->page_of) : 0;
    sqlite3_close(db);
    if (root == 0)
        return;
    memset(bytes, 0x5a, sizeof bytes);
    int fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, bytes, sizeof bytes, (root - 1) * 4096), (ssize_t)sizeof bytes);
    close(fd);
}

static enum store_status look_for(struct store *s, struct arena *a, const char *text, size_t *n)
{
    struct search_query q = {.text = text, .limit = 50};
    struct search_hits hits;
    enum store_status st = search_stories(s, a, &q, T0 + HOUR, &hits);
    *n = st == STORE_OK ? hits.n : 0;
    return st;
}

struct said {
    int times, of_index;
};

static void hear(void *ctx, const char *sentence)
{
    struct said *s = ctx;
    s->times++;
    s->of_index += strncmp(sentence, "The search index is damaged", 27) == 0;
}

static struct said verified(const char *dir)
{
    struct store *s;
    struct said said = {0};
    int64_t checked;
    assert_int_equal(store_open(dir, STORE_LOOK, &s), STORE_OK);
    assert_int_equal(store_verify(s, hear, &said, &checked), STORE_OK);
    store_close(s);
    return said;
}

static bool there(const struct site *t, const char *file)
{
    char path[128];
    struct stat sb;
    snprintf(path, sizeof path, "%s/%s", t->dir, file);
    return stat(path, &sb) == 0;
}

/* Saved, and read again. */
static void keeps(struct site *t, const char *headline)
{
    struct story_view v;
    int64_t id = publish(t, headline, 0, T0);
    assert_int_equal(story_get(t->s, t->a, id, 0, T0, &v), STORE_OK);
    assert_string_equal(v.revision.text.headline, headline);
    assert_false(store_is_damaged(t->s));
}

/* A story's own page asks which others are like it. */
static void reads(struct site *t, struct store *s, int64_t id)
{
    struct story_view v;
    size_t n;
    int64_t ids[3];
    assert_int_equal(story_get(s, t->a, id, 0, T0 + HOUR, &v), STORE_OK);
    assert_int_equal(s->engine->search->related(s, t->a, &v, 3, T0 + HOUR, ids, &n), STORE_OK);
}

static void stays_as_it_is(struct site *t, struct store *reader)
{
    size_t n;
    bool left;
    assert_true(search_is_damaged(t->s));
    assert_int_equal(look_for(reader, t->a, "ferry", &n), STORE_UNSEARCHABLE);
    assert_int_equal(search_catch_up(reader, 0, &left), STORE_OK);
    assert_false(left); /* nobody tries again and again */
    assert_int_equal(search_reset(t->s), STORE_UNSEARCHABLE);
    keeps(t, "Ferry three");
    assert_int_equal(verified(t->dir).of_index, 1);
}

static void is_made_anew(struct site *t, struct store *reader)
{
    size_t n;
    assert_false(search_is_damaged(t->s));
    assert_int_equal(look_for(reader, t->a, "ferry", &n), STORE_OK);
    assert_int_equal(n, 2);
    keeps(t, "Ferry three");
    assert_int_equal(look_for(reader, t->a, "ferry", &n), STORE_OK);
    assert_int_equal(n, 3);
    assert_int_equal(verified(t->dir).times, 0);
}

static void try_harm(struct site *t, const struct harm *h)
{
    struct store *reader;
    size_t n;
    bool left = true;
    int64_t one = publish(t, "Ferry one", 0, T0);
    store_close(t->s);
    t->s = NULL;
    do_harm(t->dir, h);
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OK);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    keeps(t, "Ferry two");
    reads(t, reader, one);
    /* Never "nothing": what is found is right, or it is said that it is not whole. */
    enum store_status st = look_for(reader, t->a, "ferry", &n);
    assert_true(st == STORE_UNSEARCHABLE || (st == STORE_OK && n > 0));
    struct said said = verified(t->dir);
    assert_true(said.times > 0 || !search_is_damaged(t->s));
    assert_int_equal(said.of_index, said.times > 0);
    while (left)
        if ((st = search_catch_up(t->s, 1000, &left)) != STORE_OK)
            break;
    assert_int_equal(st, h->for_good && !left && st != STORE_OK ? STORE_UNSEARCHABLE : STORE_OK);
    if (h->for_good)
        stays_as_it_is(t, reader);
    else
        is_made_anew(t, reader);
    assert_false(store_is_damaged(t->s));
    assert_false(there(t, DB_NAME ".damaged"));
    store_close(reader);
}

static void saves_and_pages_go_on_and_search_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i++) {
        void *one = NULL;
        print_message("# %s%s\n", harms[i].sql ? harms[i].sql : "page of ",
                      harms[i].page_of ? harms[i].page_of : "");
        site_setup(&one);
        try_harm(one, &harms[i]);
        site_teardown(&one);
    }
}

/* A command that saves opens the store each time. */
static void opening_for_writing_makes_it_anew(void **state)
{
    struct site *t = *state;
    size_t n;
    publish(t, "Ferry one", 0, T0);
    store_close(t->s);
    t->s = NULL;
    do_harm(t->dir, &harms[0]);
    assert_int_equal(verified(t->dir).of_index, 1);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    assert_int_equal(look_for(t->s, t->a, "ferry", &n), STORE_OK);
    assert_int_equal(n, 1);
    assert_int_equal(verified(t->dir).times, 0);
}

/* A batch, as an import makes it. */
static void a_batch_is_kept(void **state)
{
    struct site *t = *state;
    publish(t, "Ferry one", 0, T0);
    store_close(t->s);
    t->s = NULL;
    do_harm(t->dir, &harms[4]);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    assert_int_equal(store_batch_begin(t->s), STORE_OK);
    for (int i = 0; i < 20; i++)
        publish(t, arena_printf(t->a, "Ferry %d", i), 0, T0);
    assert_int_equal(store_batch_commit(t->s), STORE_OK);
    keeps(t, "Ferry more");
    struct story_view v;
    assert_int_equal(story_get(t->s, t->a, 21, 0, T0, &v), STORE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saves_and_pages_go_on_and_search_comes_back),
        sited(opening_for_writing_makes_it_anew),
        sited(a_batch_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
