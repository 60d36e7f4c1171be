/* bench_store.c: makes a site of very many stories in little time, to see what growth costs.
 *
 *   bench_store SITE STORIES      makes SITE; prints the paths of 500 of its stories
 *
 * A thousand stories are imported as any others; the rest are copies of them that SQL makes, each
 * with numbers, addresses and times of its own. Nothing but their text is alike. They are not in the
 * search index: bench_search makes that. */
#include "db/group.h"
#include "db/story.h"
#include "lib/buf.h"
#include "lib/token.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NOW INT64_C(1767864600000) /* 2026-01-08T09:30:00Z */
#define SEEDS 1000
#define SECTIONS 8
#define STEP_MS 600000 /* between two stories */
#define PATHS 500
#define BODY 1200 /* bytes */

static _Noreturn void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_store: %s: %s\n", what, why);
    exit(1);
}

/* ---- A thousand stories ---------------------------------------------------------------------- */

static int64_t add_picture(struct store *s, struct arena *a, int i)
{
    struct media m = {.name = arena_printf(a, "%032x", (unsigned)i + 1),
                      .folder = "2026/01",
                      .original = "quay.jpg",
                      .source_sha256 = arena_printf(a, "%064x", (unsigned)i + 1),
                      .width = 1600,
                      .height = 1000,
                      .alt = "The quay",
                      .caption = "",
                      .credit = "Staff"};
    for (int k = 0; k < 6; k++) {
        int width = (int[]){480, 960, 1600}[k % 3];
        m.files[m.n_files++] = (struct media_file){
            .format = k < 3 ? MEDIA_JPEG : MEDIA_WEBP,
            .width = width,
            .height = width * 10 / 16,
            .bytes = 50000,
            .path = arena_printf(a, "2026/01/%s-%d.%s", m.name, width, k < 3 ? "jpg" : "webp"),
            .sha256 = m.source_sha256};
    }
    if (media_add(s, a, &m, NOW) != STORE_OK)
        die("picture", store_error(s));
    return m.id;
}

static const char *body_of(struct arena *a, int i)
{
    struct buf b;
    buf_init(&b, 2 * BODY);
    for (int k = 0; b.len < BODY; k++)
        buf_printf(
            &b,
            "The *harbour* board met on day %d and [voted](https://example.org/%d) to go on, "
            "though nobody who was asked could say why.\n\n",
            i + k, i);
    const char *body = arena_dupn(a, b.p, b.len);
    buf_free(&b);
    return body;
}

static void add_story(struct store *s, struct arena *a, int64_t hero, int i)
{
    struct group byline = {.name = arena_printf(a, "Reporter %d", i % 50)};
    struct group tags[] = {{.name = arena_printf(a, "Tag %d", i % 200)},
                           {.name = arena_printf(a, "Subject %d", i % 31)}};
    struct story_import in = {
        .key = arena_printf(a, "bench:%d", i),
        .hash = "1",
        .slug = arena_printf(a, "story-%d", i),
        .text = {.headline = arena_printf(a, "Story number %d of the harbour", i),
                 .dek = "What the board decided, and why it took so long.",
                 .body = body_of(a, i),
                 .bylines = {&byline, 1},
                 .tags = {tags, 2},
                 .hero_id = hero,
                 .hero_alt = "The quay",
                 .hero_credit = "Staff",
                 .section = {.slug = arena_printf(a, "section-%d", i % SECTIONS)}},
        .published_at = NOW - (int64_t)(i + 1) * STEP_MS,
        .updated_at = i % 10 == 0 ? NOW - (int64_t)i * STEP_MS : 0,
        .update_note = i % 10 == 0 ? "Added the count." : NULL,
    };
    enum import_outcome outcome;
    struct problems why = {.arena = a};
    int64_t id;
    if (story_import(s, a, &in, NOW, &outcome, &id, &why) != STORE_OK)
        die("import", why.n > 0 ? why.v[0].text : store_error(s));
}

static void add_seeds(const char *site, int n)
{
    struct store *s;
    struct arena *a = arena_new();
    struct problems why = {.arena = a};
    int64_t pictures[50];
    mkdir(site, 0777);
    if (store_open(site, STORE_CREATE, &s) != STORE_OK)
        die(site, store_error(s));
    for (int i = 0; i < SECTIONS; i++) {
        const char *slug = arena_printf(a, "section-%d", i);
        if (group_put(s, GROUP_SECTION, slug, slug, "", 0, NOW, NULL, &why) != STORE_OK)
            die("section", store_error(s));
    }
    for (int i = 0; i < 50; i++)
        pictures[i] = add_picture(s, a, i);
    if (store_batch_begin(s) != STORE_OK)
        die("batch", store_error(s));
    for (int i = 0; i < n; i++)
        add_story(s, a, pictures[i % 50], i);
    if (store_batch_commit(s) != STORE_OK)
        die("commit", store_error(s));
    store_close(s);
    arena_free(a);
}

/* ---- And their copies ------------------------------------------------------------------------ */

/* What becomes of a column in the copy number k.n; all others stay. */
static const struct {
    const char *table, *column, *copy;
} changed[] = {
    {"story", "id", "t.id + k.n * 1000"},
    {"story", "slug", "t.slug || '-' || k.n"},
    {"story", "path", "t.path || '-' || k.n"},
    {"story", "import_key", "t.import_key || '-' || k.n"},
    {"story", "published_at", "t.published_at - k.n * 600000000"},
    {"story", "edited_at", "t.edited_at - k.n * 1000"},
    {"revision", "id", "t.id + k.n * 1000"},
    {"revision", "story_id", "t.story_id + k.n * 1000"},
    {"revision_byline", "revision_id", "t.revision_id + k.n * 1000"},
    {"revision_tag", "revision_id", "t.revision_id + k.n * 1000"},
    {"publication", "id", "t.id + k.n * 10000"},
    {"publication", "story_id", "t.story_id + k.n * 1000"},
    {"publication", "live_from", "t.live_from - k.n * 600000000"},
    {"publication", "updated_at",
     "CASE WHEN t.updated_at > 0 THEN t.updated_at - k.n * 600000000 ELSE t.updated_at END"},
    {"listing", "published_at", "t.published_at - k.n * 600000000"},
    {"listing", "story_id", "t.story_id + k.n * 1000"},
};
static const char *const tables[] = {"story",        "revision",    "revision_byline",
                                     "revision_tag", "publication", "listing"};

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(sql, sqlite3_errmsg(db));
}

static const char *copy_of(const char *table, const char *column, struct arena *a)
{
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        if (strcmp(changed[i].table, table) == 0 && strcmp(changed[i].column, column) == 0)
            return changed[i].copy;
    }
    return arena_printf(a, "t.%s", column);
}

/* The seeds are set aside first, so that the copies are not copied again. */
static void copy_table(sqlite3 *db, const char *table, long copies)
{
    struct arena *a = arena_new();
    struct buf sql;
    sqlite3_stmt *q;
    buf_init(&sql, 16384);
    run(db, arena_printf(a, "CREATE TEMP TABLE seed_%s AS SELECT * FROM main.%s", table, table));
    buf_printf(&sql,
               "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < %ld)"
               " INSERT INTO main.%s SELECT ",
               copies, table);
    if (sqlite3_prepare_v2(db, arena_printf(a, "PRAGMA main.table_info(%s)", table), -1, &q,
                           NULL) != SQLITE_OK)
        die(table, sqlite3_errmsg(db));
    for (int n = 0; sqlite3_step(q) == SQLITE_ROW; n++)
        buf_printf(&sql, "%s%s", n > 0 ? ", " : "",
                   copy_of(table, (const char *)sqlite3_column_text(q, 1), a));
    sqlite3_finalize(q);
    buf_printf(&sql, " FROM k CROSS JOIN temp.seed_%s t", table);
    run(db, sql.p);
    buf_free(&sql);
    arena_free(a);
}

static void add_copies(const char *file, long copies)
{
    sqlite3 *db;
    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        die(file, sqlite3_errmsg(db));
    run(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;"
            "PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF; BEGIN");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        copy_table(db, tables[i], copies);
    run(db, "UPDATE generation SET number = number + 1; COMMIT; PRAGMA journal_mode = WAL");
    sqlite3_close(db);
}

/* ---- Some of their addresses ----------------------------------------------------------------- */

static void print_paths(const char *file, long stories)
{
    sqlite3 *db;
    sqlite3_stmt *q;
    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT path FROM story WHERE id = ?1", -1, &q, NULL) != SQLITE_OK)
        die(file, sqlite3_errmsg(db));
    for (int64_t i = 0; i < PATHS; i++) {
        sqlite3_bind_int64(q, 1, 1 + i * 7919 % stories);
        if (sqlite3_step(q) == SQLITE_ROW)
            printf("%s\n", (const char *)sqlite3_column_text(q, 0));
        sqlite3_reset(q);
    }
    sqlite3_finalize(q);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    long stories = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
    char file[4096];
    struct stat sb;
    if (argc != 3 || stories < SEEDS || stories % SEEDS != 0 || !token_init())
        die("usage", "bench_store SITE STORIES, which is a multiple of 1000");
    snprintf(file, sizeof file, "%s/dateline.db", argv[1]);
    if (stat(file, &sb) != 0) {
        add_seeds(argv[1], SEEDS);
        if (stories > SEEDS)
            add_copies(file, stories / SEEDS - 1);
    }
    print_paths(file, stories);
    return 0;
}
