/* test_card.c: what lists show of stories is kept in a row each, and is at every instant what the stories
 * themselves say. Like test_plans.c it knows the backend, so that it can take the rows away. */
#include "texts_test.h"

#include "db/card_private.h"
#include "db/media.h"
#include "db/sqlite/conn.h"
#include "lib/buf.h"

#include <inttypes.h>

#define LISTS 5

static void run_sql(struct site *t, const char *sql)
{
    if (sqlite3_exec(t->s->connection->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(t->s->connection->db));
}

static int64_t ask(struct site *t, const char *sql)
{
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_prepare_v2(t->s->connection->db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

/* ---- Everything that lists say ---------------------------------------------------------------- */

static void say_card(struct site *t, struct buf *out, const struct card *c)
{
    struct media hero = {.n_files = 0};
    enum store_status st = card_hero(t->s, t->a, c, &hero);
    assert_true(st == STORE_OK || st == STORE_MISSING);
    buf_printf(
        out,
        "%lld %d %s | %s | %s | %s | section %lld | %lld %lld %lld | %d %s | %lld %s | %d %lld",
        (long long)c->id, (int)c->kind, c->path, c->headline, c->dek, c->lang,
        (long long)c->section_id, (long long)c->published_at, (long long)c->updated_at,
        (long long)c->live_from, c->rating, c->product, (long long)c->hero_id, c->hero_credit,
        c->corrected, (long long)c->revision_id);
    for (size_t i = 0; i < hero.n_files; i++)
        buf_printf(out, " [%d %d %d %s]", (int)hero.files[i].format, hero.files[i].width,
                   hero.files[i].height, hero.files[i].path);
    buf_adds(out, "\n");
}

static void say_cards(struct site *t, struct buf *out, const char *what, const struct cards *cards)
{
    buf_printf(out, "%s\n", what);
    for (size_t i = 0; i < cards->n; i++)
        say_card(t, out, &cards->v[i]);
}

static void say_lists(struct site *t, struct buf *out, int64_t now)
{
    static const char *const names[LISTS] = {"all", "section", "tag", "byline", "reviews"};
    struct cards cards;
    for (int list = 0; list < LISTS; list++) {
        for (int64_t key = list == LIST_ALL || list == LIST_REVIEWS ? 0 : 1; key < 4; key++) {
            assert_int_equal(story_list(t->s, t->a,
                                        &(struct story_list_page){
                                            .list = (enum story_list)list, .key = key, .limit = 50},
                                        now, &cards),
                             STORE_OK);
            say_cards(t, out, names[list], &cards);
            if (list == LIST_ALL || list == LIST_REVIEWS)
                break;
        }
    }
    assert_int_equal(story_list_updated(t->s, t->a, 50, now, &cards), STORE_OK);
    say_cards(t, out, "updated", &cards);
    assert_int_equal(story_list_pages(t->s, t->a, now, &cards), STORE_OK);
    say_cards(t, out, "pages", &cards);
}

static const char *say_all(struct site *t, int64_t now)
{
    struct buf out;
    struct card c;
    int64_t last = ask(t, "SELECT coalesce(max(id), 0) FROM story");
    buf_init(&out, 1 << 20);
    say_lists(t, &out, now);
    for (int64_t id = 1; id <= last; id++) {
        enum store_status st = story_card(t->s, t->a, id, now, &c);
        assert_true(st == STORE_OK || st == STORE_MISSING);
        if (st == STORE_OK)
            say_card(t, &out, &c);
    }
    assert_false(out.failed);
    const char *text = arena_dup(t->a, out.len > 0 ? out.p : "");
    buf_free(&out);
    return text;
}

/* At that instant, with and without the rows. */
static void same_at(struct site *t, int64_t now)
{
    const char *kept = say_all(t, now);
    run_sql(t, "CREATE TEMP TABLE kept AS SELECT * FROM main.card; DELETE FROM card");
    const char *derived = say_all(t, now);
    run_sql(t, "INSERT INTO main.card SELECT * FROM temp.kept; DROP TABLE temp.kept");
    assert_string_equal(kept, derived);
}

static bool has_row(struct site *t, int64_t id)
{
    return ask(t, arena_printf(t->a, "SELECT count(*) FROM card WHERE story_id = %" PRId64, id)) ==
           1;
}

/* As each clock says, in all lists; and what readers see, or will, has its row. */
static void is_right(struct site *t, int64_t now)
{
    static const int64_t around[] = {-2 * DAY, -HOUR, -1, 0, 1, HOUR, 2 * DAY, 40 * DAY};
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        same_at(t, now + around[i]);
    assert_int_equal(ask(t, "SELECT count(*) FROM listing l WHERE NOT EXISTS"
                            " (SELECT 1 FROM card k WHERE k.story_id = l.story_id)"),
                     0);
    int stale = 0;
    int64_t checked = 0;
    assert_int_equal(cards_verify(t->s, count_trouble, &stale, &checked), STORE_OK);
    assert_int_equal(stale, 0);
}

/* ---- Stories ---------------------------------------------------------------------------------- */

static int64_t picture(struct site *t, const char *name)
{
    struct media m = {.name = name,
                      .folder = "2026/01",
                      .original = "quay.jpg",
                      .source_sha256 = name,
                      .width = 960,
                      .height = 540,
                      .alt = "A quay.",
                      .caption = "",
                      .credit = "A. Bee",
                      .n_files = 2};
    static const int widths[] = {480, 960};
    for (size_t i = 0; i < 2; i++)
        m.files[i] = (struct media_file){
            .format = i ? MEDIA_WEBP : MEDIA_JPEG,
            .width = widths[i],
            .height = widths[i] * 9 / 16,
            .bytes = 1,
            .path = arena_printf(t->a, "2026/01/%s-%d.%s", name, widths[i], i ? "webp" : "jpg"),
            .sha256 = name};
    assert_int_equal(media_add(t->s, t->a, &m, T0 - DAY), STORE_OK);
    return m.id;
}

static int64_t publish_with_picture(struct site *t, int64_t hero)
{
    struct story_save in = new_story("With a picture");
    in.action = STORY_PUBLISH;
    in.text.hero_id = hero;
    in.text.hero_alt = "A quay.";
    in.text.hero_credit = "A. Bee";
    return save(t, &in, T0).story_id;
}

static int64_t publish_kind(struct site *t, enum story_kind kind)
{
    struct story_save in = new_story(kind == STORY_PAGE ? "About" : "A ferry, tried");
    in.action = STORY_PUBLISH;
    in.kind = kind;
    if (kind == STORY_PAGE)
        in.text.bylines.n = in.text.tags.n = 0, in.text.section.slug = "";
    else
        in.text.review = (struct review){.product = "A ferry", .rating = 40, .verdict = "Quick."};
    return save(t, &in, T0).story_id;
}

static void a_save_and_what_was_kept_agree(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    is_right(t, T0);
    publish_with_picture(t, picture(t, "00000000000000000000000000000001"));
    publish_kind(t, STORY_REVIEW);
    publish_kind(t, STORY_PAGE);
    is_right(t, T0);
    int64_t id = publish(t, "Harbour", 0, T0), draft = keep_new(t, by, "A draft", T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "A draft of it.");
    is_right(t, T0 + 1);
    assert_false(has_row(t, draft));
    struct story_save in = next_save(t, id, T0 + 2, "Loud.");
    in.by = by;
    in.action = STORY_PUBLISH;
    in.edit = EDIT_UPDATE;
    in.note = "It is loud.";
    in.text.headline = "A loud harbour";
    in.text.section.slug = "science";
    save(t, &in, T0 + MINUTE);
    is_right(t, T0 + MINUTE);
    in = next_save(t, id, T0 + 2 * MINUTE, "Louder.");
    in.by = by;
    in.action = STORY_PUBLISH;
    in.edit = EDIT_CORRECTION;
    in.wrong = "Loud";
    in.right = "Louder";
    save(t, &in, T0 + 2 * MINUTE);
    is_right(t, T0 + 2 * MINUTE);
}

static void what_waits_has_its_row_before_its_instant(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Later", T0 + DAY, T0);
    assert_true(has_row(t, id));
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + DAY - 1), 0);
    assert_int_equal(count_list(t, LIST_ALL, 0, T0 + DAY), 1);
    is_right(t, T0);
    int64_t live = publish(t, "Live", 0, T0);
    stage_on(t, by, live, NAMED_LIVE, T0 + HOUR, T0 + 1, "From one o'clock on.");
    is_right(t, T0 + 1);
    is_right(t, T0 + HOUR);
    assert_int_equal(story_set_published(t->s, id, T0 + 2 * DAY, TIME_ANY, by, T0 + 2, &t->why),
                     STORE_OK);
    is_right(t, T0 + 2);
    assert_int_equal(unschedule(t, live, T0 + 3), STORE_OK);
    assert_int_equal(unschedule(t, id, T0 + 3), STORE_OK);
    assert_false(has_row(t, id));
    is_right(t, T0 + 3);
}

static void times_withdrawals_and_what_is_taken_back_are_followed(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Harbour", 0, T0), other = publish(t, "Ferry", 0, T0);
    assert_int_equal(story_set_updated(t->s, id, T0 + HOUR, TIME_ANY, by, T0 + 2 * HOUR, &t->why),
                     STORE_OK);
    is_right(t, T0 + 2 * HOUR);
    assert_int_equal(story_set_updated(t->s, id, 0, TIME_ANY, by, T0 + 2 * HOUR, &t->why),
                     STORE_OK);
    is_right(t, T0 + 2 * HOUR);
    assert_int_equal(story_set_published(t->s, id, T0 - HOUR, TIME_ANY, by, T0 + 3 * HOUR, &t->why),
                     STORE_OK);
    is_right(t, T0 + 3 * HOUR);
    assert_int_equal(story_withdraw(t->s, id, TIME_ANY, "Wrong.", by, T0 + 3 * HOUR, &t->why),
                     STORE_OK);
    assert_false(has_row(t, id));
    is_right(t, T0 + 3 * HOUR);
    assert_int_equal(restore(t, id, T0 + 4 * HOUR), STORE_OK);
    assert_true(has_row(t, id));
    is_right(t, T0 + 4 * HOUR);
    assert_int_equal(story_take_back(t->s, other, TIME_ANY, by, T0 + MINUTE, &t->why), STORE_OK);
    assert_false(has_row(t, other));
    is_right(t, T0 + 4 * HOUR);
}

static void names_are_no_part_of_it(void **state)
{
    struct site *t = *state;
    struct groups standing;
    struct cards cards;
    int64_t id;
    publish(t, "Harbour", 0, T0);
    assert_int_equal(group_put(t->s, GROUP_SECTION, &(struct group){.slug = "city", .name = "Town"},
                               0, T0, &id, &t->why),
                     STORE_OK);
    assert_int_equal(group_merge(t->s, GROUP_SECTION, "city", "science", NULL, T0, &t->why),
                     STORE_OK);
    is_right(t, T0);
    assert_int_equal(
        story_list(t->s, t->a,
                   &(struct story_list_page){.list = LIST_SECTION, .key = t->science, .limit = 9},
                   T0, &cards),
        STORE_OK);
    assert_int_equal(cards.n, 1);
    assert_int_equal(cards.v[0].section_id, t->city);
    assert_int_equal(section_standing(t->s, t->a, &standing), STORE_OK);
    assert_int_equal(standing.n, 2);
    assert_int_equal(standing.v[0].said, t->city);
    assert_string_equal(standing.v[0].name, "Science");
}

/* ---- What does not go through the program ------------------------------------------------------ */

static void whatever_changes_it_takes_the_row_away(void **state)
{
    static const char *const changes[] = {
        "UPDATE publication SET updated_at = published_at + 60000 FROM story WHERE story.id = "
        "story_id",
        "UPDATE publication SET kind = 3",
        "UPDATE publication SET live_from = live_from + 1",
        "UPDATE publication SET number = 2",
        "INSERT INTO publication (story_id, number, live_from, kind, note, created_at)"
        " SELECT story_id, 2, live_from + 1, 1, '', 0 FROM publication",
        "UPDATE story SET path = '/2026/01/elsewhere'",
        "UPDATE story SET published_at = published_at - 1",
        "UPDATE story SET kind = 1",
        "UPDATE story SET withdrawn_at = 1",
        "DELETE FROM correction; DELETE FROM publication",
    };
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t id = publish(t, "Harbour", 0, T0);
    keep_on(t, by, id, NAMED_LIVE, T0 + 1, "A draft of it.");
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        assert_true(has_row(t, id));
        run_sql(t, "BEGIN");
        run_sql(t, changes[i]);
        if (has_row(t, id))
            fail_msg("the row is still there after: %s", changes[i]);
        run_sql(t, "ROLLBACK");
    }
    run_sql(t, "UPDATE story SET edited_at = edited_at + 1, path = path, kind = kind");
    assert_true(has_row(t, id));
}

static void a_row_that_says_something_else_is_found(void **state)
{
    struct site *t = *state;
    publish(t, "Harbour", 0, T0);
    publish(t, "Ferry", 0, T0);
    assert_int_equal(verify(t), 0);
    run_sql(t, "UPDATE card SET words = replace(words, 'Harbour', 'Harbor')");
    assert_int_equal(verify(t), 1);
    run_sql(t, "UPDATE card SET until = until - 1");
    assert_int_equal(verify(t), 2);
}

static void a_pictures_files_are_kept_as_they_were_made(void **state)
{
    struct site *t = *state;
    int64_t hero = picture(t, "00000000000000000000000000000001");
    int64_t id = publish_with_picture(t, hero);
    sqlite3 *db = t->s->connection->db;
    assert_int_not_equal(sqlite3_exec(db, "UPDATE media_file SET path = 'x'", NULL, NULL, NULL),
                         SQLITE_OK);
    assert_true(has_row(t, id));
    run_sql(t, "DELETE FROM media_file");
    assert_false(has_row(t, id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(a_save_and_what_was_kept_agree),
        sited(what_waits_has_its_row_before_its_instant),
        sited(times_withdrawals_and_what_is_taken_back_are_followed),
        sited(names_are_no_part_of_it),
        sited(whatever_changes_it_takes_the_row_away),
        sited(a_row_that_says_something_else_is_found),
        sited(a_pictures_files_are_kept_as_they_were_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
