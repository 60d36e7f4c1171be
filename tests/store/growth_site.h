/* growth_site.h: a site that grows to a hundred times of what it had: its rows, copied. */
#ifndef DATELINE_TESTS_GROWTH_SITE_H
#define DATELINE_TESTS_GROWTH_SITE_H

#include "store_test.h"

#include "db/assignment.h"
#include "db/front.h"
#include "db/report.h"
#include "db/sqlite/conn.h"

#include <inttypes.h>

#define SEEDS 200
#define PICTURES 300
#define COPIES 100 /* of all of them */
#define STEP HOUR  /* between two stories */
#define NOW (T0 + HOUR)

/* A section, a tag and a byline that few stories have beside those that many have. */
static void add_story(struct site *t, int i)
{
    int64_t at = T0 - (int64_t)(i + 1) * STEP;
    static struct group tags[] = {{.name = "Harbour"}, {.name = "Ferries"}, {.name = "Whales"}};
    static struct group bylines[] = {
        {.name = "Ines Okafor"}, {.name = "Tomas Reyle"}, {.name = "I. Okafor"}};
    struct story_save in = new_story(arena_printf(t->a, "Story number %d of the harbour", i));
    in.action = STORY_PUBLISH;
    in.published_at = at;
    in.kind = i % 7 == 0 ? STORY_REVIEW : STORY_NEWS;
    if (in.kind == STORY_REVIEW)
        in.text.review = (struct review){.product = "A ferry",
                                         .rating = 40,
                                         .verdict = "Quick.",
                                         .price = "£9",
                                         .price_checked_on = "2025-01-08"};
    in.text.tags = (struct groups){&tags[i == 3 ? 1 : 0], i == 3 ? 2 : 1};
    in.text.bylines = (struct groups){&bylines[i == 5 ? 1 : i % 9 == 1 ? 2 : 0], 1};
    in.text.section.slug = i == 9 ? "science" : "city";
    int64_t id = save(t, &in, at).story_id;
    if (i % 10 != 0)
        return;
    in = next_save(t, id, at + MINUTE, "The harbour was loud.");
    in.action = STORY_PUBLISH;
    in.edit = i % 20 == 0 ? EDIT_UPDATE : EDIT_CORRECTION;
    in.note = in.wrong = "Quiet";
    in.right = "Loud";
    save(t, &in, at + MINUTE);
}

/* A picture; few are in no story, and of few the rights end or have ended. */
static void add_picture(struct site *t, int i)
{
    const char *name = arena_printf(t->a, "%08x%024x", 0, i);
    struct media m = {.name = name,
                      .folder = "2026/01",
                      .original = "quay.jpg",
                      .source_sha256 = name,
                      .width = 960,
                      .height = 540,
                      .alt = "A quay",
                      .caption = "",
                      .credit = i % 2 ? "A. Bee" : "B. See"};
    assert_int_equal(media_add(t->s, t->a, &m, T0 - (int64_t)i * STEP), STORE_OK);
    const char *sql = arena_printf(
        t->a,
        "INSERT INTO media_use (media_id, story_id) SELECT id, 1 + id %% 150 FROM media WHERE id = "
        "%d AND id "
        "%% 4 > 0;"
        "UPDATE media SET rights_until = CASE WHEN id %% 8 THEN '2025-12-01' ELSE '2026-01-20' END"
        " WHERE id = %d AND id %% 3 = 0",
        (int)m.id, (int)m.id);
    assert_int_equal(sqlite3_exec(t->s->connection->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* Notes on each of the newest stories. */
static void say_of_newest(struct site *t, int times, bool resolved)
{
    const char *sql = arena_printf(
        t->a,
        "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < %d)"
        " INSERT INTO note (story_id, user_id, place, quote, words, created_at, resolved_at)"
        " SELECT s.id, (SELECT min(id) FROM user), '', '', 'Really?', 1, %s FROM k CROSS JOIN"
        " (SELECT id FROM story ORDER BY edited_at DESC LIMIT 30) s",
        times, resolved ? "2" : "NULL");
    assert_int_equal(sqlite3_exec(t->s->connection->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* So many assignments of somebody, the first one due at `due`, then one an hour; each tenth has no day. */
static void assign(struct site *t, int times, int64_t due, bool closed)
{
    const char *sql = arena_printf(
        t->a,
        "WITH RECURSIVE k(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM k WHERE n < %d)"
        " INSERT INTO assignment (version, title, user_id, words, due_at, note, state, said,"
        " created_at, changed_at, closed_at) SELECT 1, 'A ferry', (SELECT min(id) FROM user), 0,"
        " CASE n %% 10 WHEN 9 THEN 9223372036854775807 ELSE %" PRId64 " + n * 3600000 END, '',"
        " n %% 3, '', 1, 1, %s FROM k",
        times - 1, due, closed ? "2" : "NULL");
    assert_int_equal(sqlite3_exec(t->s->connection->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

#define ARRANGED 25 /* times */

static void arrange(struct site *t)
{
    for (int i = 0; i < ARRANGED; i++) {
        struct front_pin pins[] = {{1, 1 + i, 0}, {2, 40 + i, NOW + (i + 1) * HOUR}};
        const struct front_save in = {.front = {.pins = pins, .n_pins = 2}, .shown = FRONT_ANY};
        int64_t id;
        assert_int_equal(front_save(t->s, &in, NOW - HOUR + i * SECOND, &id, &t->why), STORE_OK);
    }
}

/* What becomes of a column in the copy number k.n; all others stay. */
static const char *copy_of(const char *table, const char *column)
{
    static const struct {
        const char *table, *column, *copy;
    } changed[] = {
        {"story", "id", "t.id + k.n * 2000"},
        {"story", "slug", "t.slug || '-' || k.n"},
        {"story", "path", "t.path || '-' || k.n"},
        {"story", "published_at", "t.published_at - k.n * 720000000"},
        {"story", "edited_at", "t.edited_at - k.n * 720000000"},
        {"revision", "id", "t.id + k.n * 2000"},
        {"revision", "story_id", "t.story_id + k.n * 2000"},
        {"revision_byline", "revision_id", "t.revision_id + k.n * 2000"},
        {"revision_tag", "revision_id", "t.revision_id + k.n * 2000"},
        {"publication", "id", "t.id + k.n * 2000"},
        {"publication", "story_id", "t.story_id + k.n * 2000"},
        {"publication", "live_from", "t.live_from - k.n * 720000000"},
        {"publication", "updated_at",
         "CASE WHEN t.updated_at > 0 THEN t.updated_at - k.n * 720000000 ELSE t.updated_at END"},
        {"correction", "id", "t.id + k.n * 2000"},
        {"correction", "story_id", "t.story_id + k.n * 2000"},
        {"correction", "publication_id", "t.publication_id + k.n * 2000"},
        {"correction", "at", "t.at - k.n * 720000000"},
        {"listing", "published_at", "t.published_at - k.n * 720000000"},
        {"listing", "story_id", "t.story_id + k.n * 2000"},
        {"note", "id", "t.id + k.n * 2000"},
        {"note", "story_id", "t.story_id + k.n * 2000"},
        {"card", "story_id", "t.story_id + k.n * 2000"},
        {"card", "live_from", "t.live_from - k.n * 720000000"},
        {"card", "published_at", "t.published_at - k.n * 720000000"},
        {"card", "updated_at",
         "CASE WHEN t.updated_at > 0 THEN t.updated_at - k.n * 720000000 ELSE t.updated_at END"},
        {"card", "revision_id", "t.revision_id + k.n * 2000"},
        {"media", "id", "t.id + k.n * 2000"},
        {"media", "name", "printf('%08x', k.n) || substr(t.name, 9)"},
        {"media", "source_sha256", "printf('%08x', k.n) || substr(t.name, 9)"},
        {"media", "created_at", "t.created_at - k.n * 720000000"},
        {"media", "rights_until",
         "CASE WHEN t.rights_until BETWEEN '1' AND '2026' THEN date(t.rights_until,"
         " '-' || k.n || ' days') ELSE t.rights_until END"},
        {"media_word", "media_id", "t.media_id + k.n * 2000"},
        {"media_use", "media_id", "t.media_id + k.n * 2000"},
        {"media_use", "story_id", "t.story_id + k.n * 2000"},
        {"front", "id", "t.id + k.n * 100"},
        {"front", "live_from", "t.live_from - k.n * 720000000"},
        {"front_story", "front_id", "t.front_id + k.n * 100"},
        {"front_story", "until", "t.until - k.n * 720000000"},
    };
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++)
        if (strcmp(changed[i].table, table) == 0 && strcmp(changed[i].column, column) == 0)
            return changed[i].copy;
    return NULL;
}

static void copy_table(struct site *t, const char *table)
{
    sqlite3 *db = t->s->connection->db;
    const char *columns = "";
    sqlite3_stmt *q;
    assert_int_equal(
        sqlite3_prepare_v2(db, arena_printf(t->a, "PRAGMA table_info(%s)", table), -1, &q, NULL),
        SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(q, 1), *copy = copy_of(table, name);
        columns = arena_printf(t->a, "%s%s%s", columns, *columns ? ", " : "",
                               copy ? copy : arena_printf(t->a, "t.%s", name));
    }
    sqlite3_finalize(q);
    const char *sql =
        arena_printf(t->a,
                     "CREATE TEMP TABLE seed AS SELECT * FROM main.%s;"
                     "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < %d)"
                     " INSERT INTO main.%s SELECT %s FROM k CROSS JOIN temp.seed t;"
                     "DROP TABLE temp.seed",
                     table, COPIES - 1, table, columns);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", table, sqlite3_errmsg(db));
}

static void grow(struct site *t)
{
    static const char *const tables[] = {"story",        "revision",    "revision_byline",
                                         "revision_tag", "publication", "correction",
                                         "listing",      "note",        "card",
                                         "media",        "media_word",  "media_use",
                                         "front",        "front_story"};
    sqlite3 *db = t->s->connection->db;
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        copy_table(t, tables[i]);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
}

#endif
