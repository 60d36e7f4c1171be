/* test_migration.c: a site of schema 3, where the draft was guessed, opened by this version.
 *
 * It knows the backend, as test_plans.c does: an old database is today's without what the steps
 * since then brought, and their own text brings it back. */
#include "texts_test.h"

#include "db/front.h"
#include "db/media_library.h"
#include "db/price_check.h"
#include "db/search.h"
#include "db/sqlite/conn.h"
#include "db/sqlite/migrations.h"

/* What 0030_story_name and the steps behind it brought, taken away again; what later ones bring belongs
 * here too. */
static const char *const back_to_29[] = {
    "ALTER TABLE revision DROP COLUMN genre",
    "ALTER TABLE revision DROP COLUMN place_line",
    "ALTER TABLE revision DROP COLUMN how_reported",
    "ALTER TABLE revision DROP COLUMN how_html",
    "ALTER TABLE card DROP COLUMN genre",
    "DROP TRIGGER media_stands_for",
    "DROP TRIGGER card_focus_changed",
    "DROP TABLE media_replacement",
    "DROP TRIGGER story_name_tag_added",
    "DROP TRIGGER story_name_byline_added",
    "DROP TRIGGER story_name_head_changed",
    "DROP TRIGGER story_name_tag_dropped",
    "DROP TRIGGER story_name_byline_dropped",
    "DROP TABLE story_name",
    "DROP INDEX story_draft",
};

/* What 0004_texts and the steps behind it, up to 0029_front, brought, taken away again. */
static const char *const back_to_3[] = {
    "DROP TABLE passkey",
    "DROP TABLE passkey_challenge",
    "DROP TRIGGER assignment_story_added",
    "DROP TRIGGER assignment_story_moved",
    "DROP TRIGGER assignment_story_dropped",
    "DROP TABLE assignment",
    "DROP TABLE media_word",
    "DROP TABLE media_said",
    "DROP TRIGGER media_use_added",
    "DROP TRIGGER media_use_dropped",
    "DROP TRIGGER portrait_added",
    "DROP TRIGGER portrait_changed",
    "DROP TRIGGER portrait_dropped",
    "DROP INDEX media_offer",
    "DROP INDEX media_unused",
    "DROP INDEX media_rights",
    "DROP INDEX media_replaced",
    "DROP INDEX byline_portrait",
    "ALTER TABLE media DROP COLUMN source",
    "ALTER TABLE media DROP COLUMN rights_from",
    "ALTER TABLE media DROP COLUMN rights_until",
    "ALTER TABLE media DROP COLUMN not_again",
    "ALTER TABLE media DROP COLUMN focus_x",
    "ALTER TABLE media DROP COLUMN focus_y",
    "ALTER TABLE media DROP COLUMN brought_at",
    "ALTER TABLE media DROP COLUMN replaced_by",
    "ALTER TABLE media DROP COLUMN uses",
    "DROP TABLE front_section",
    "DROP TABLE front_story",
    "DROP TABLE front",
    "DELETE FROM listing WHERE list = 6",
    "DROP INDEX story_slug",
    "DROP TRIGGER card_publication_added",
    "DROP TRIGGER card_publication_changed",
    "DROP TRIGGER card_publication_dropped",
    "DROP TRIGGER card_story_changed",
    "DROP TRIGGER card_story_dropped",
    "DROP TRIGGER card_media_file_dropped",
    "DROP TRIGGER media_file_keeps",
    "DROP TABLE card",
    "ALTER TABLE user DROP COLUMN styled_text",
    "DROP INDEX note_open",
    "DROP INDEX suggestion_change_open",
    "DROP INDEX revision_ai",
    "DROP TABLE review_step",
    "DROP TABLE review",
    "DROP INDEX story_in_review",
    "DROP TABLE story_writer",
    "UPDATE user SET role = role - 1",
    "ALTER TABLE revision DROP COLUMN ai_unreviewed",
    "DROP TABLE totp",
    "DROP TABLE recovery_code",
    "DROP TABLE sign_in_step",
    "DROP TRIGGER revision_is_head",
    "DROP TABLE missed_path",
    "DROP TABLE redirect_rule",
    "DROP TABLE byline_profile",
    "DROP INDEX section_stands_for",
    "DROP INDEX tag_stands_for",
    "DROP INDEX byline_stands_for",
    "ALTER TABLE section DROP COLUMN merged_into",
    "ALTER TABLE section DROP COLUMN stands_for",
    "ALTER TABLE section DROP COLUMN hidden",
    "ALTER TABLE tag DROP COLUMN merged_into",
    "ALTER TABLE tag DROP COLUMN stands_for",
    "ALTER TABLE byline DROP COLUMN merged_into",
    "ALTER TABLE byline DROP COLUMN stands_for",
    "DROP TABLE suggestion_change",
    "DROP TABLE suggestion",
    "DROP TABLE note",
    "DROP TABLE preview_link",
    "DROP TABLE style_rule",
    "DROP INDEX story_section",
    "DROP INDEX story_kind",
    "ALTER TABLE story DROP COLUMN head_section",
    "DROP TABLE working_copy",
    "DROP INDEX publication_live",
    "DROP TABLE sign_in_known",
    "DROP TABLE media_user",
    "DROP TABLE media_use",
    "PRAGMA application_id = 0",
    "ALTER TABLE generation DROP COLUMN base",
    "ALTER TABLE generation DROP COLUMN site",
    "DROP INDEX tag_letters",
    "DROP INDEX byline_letters",
    "ALTER TABLE section DROP COLUMN letters",
    "ALTER TABLE tag DROP COLUMN letters",
    "ALTER TABLE byline DROP COLUMN letters",
    "DROP TABLE search_form",
    "DROP TABLE search_language",
    "ALTER TABLE search_doc DROP COLUMN lang",
    "ALTER TABLE search_state DROP COLUMN lang",
    "ALTER TABLE media DROP COLUMN creator",
    "ALTER TABLE media DROP COLUMN copyright",
    "ALTER TABLE media DROP COLUMN license",
    "ALTER TABLE media DROP COLUMN acquire",
    "ALTER TABLE media DROP COLUMN source_type",
    "ALTER TABLE media DROP COLUMN moves",
    "DROP TABLE form",
    "DROP INDEX story_binned",
    "ALTER TABLE story DROP COLUMN draft_number",
    "ALTER TABLE story DROP COLUMN draft_follows",
    "ALTER TABLE story DROP COLUMN binned_at",
    "ALTER TABLE revision DROP COLUMN parent",
    "ALTER TABLE publication DROP COLUMN follows",
    "ALTER TABLE publication DROP COLUMN reworded_at",
    "ALTER TABLE correction DROP COLUMN reworded_at",
    "PRAGMA user_version = 3",
};

static void run_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static void run_all(sqlite3 *db, const char *const *sql, size_t n)
{
    for (size_t i = 0; i < n; i++)
        run_sql(db, sql[i]);
}

/* The triggers as the first step made them. */
static void run_triggers(sqlite3 *db)
{
    const char *const names[] = {"revision_stays", "revision_byline_stays", "revision_tag_stays",
                                 "audit_stays"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char start[64], drop[96];
        snprintf(start, sizeof start, "CREATE TRIGGER %s ", names[i]);
        snprintf(drop, sizeof drop, "DROP TRIGGER %s", names[i]);
        const char *sql = strstr(migrations[0].sql, start);
        assert_non_null(sql);
        const char *end = strstr(sql, "END;");
        char *text = strndup(sql, (size_t)(end + strlen("END;") - sql));
        run_sql(db, drop);
        run_sql(db, text);
        free(text);
    }
}

/* Closes the site, makes it one of schema 3, and opens it. */
static void reopen_from_3(struct site *t)
{
    char file[128];
    sqlite3 *db;
    struct store *reader;
    store_close(t->s);
    snprintf(file, sizeof file, "%s/%s", t->dir, DB_FILE);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    run_triggers(db);
    run_all(db, back_to_29, sizeof back_to_29 / sizeof *back_to_29);
    run_all(db, back_to_3, sizeof back_to_3 / sizeof *back_to_3);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(store_open(t->dir, STORE_READ, &reader), STORE_OLDER);
    store_close(reader);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
}

static void assert_texts(struct site *t, int64_t id, int64_t now, int live, int waiting, int draft)
{
    struct named_infos texts = texts_of(t, id, NULL, now);
    assert_int_equal(texts.v[NAMED_LIVE].number, live);
    assert_int_equal(texts.v[NAMED_WAITING].number, waiting);
    assert_int_equal(texts.v[NAMED_DRAFT].number, draft);
}

static void the_texts_of_an_old_site_get_their_names(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    int64_t draft = keep_new(t, by, "Draft", T0), live = publish(t, "Live", 0, T0);
    int64_t plain = publish(t, "Plain", 0, T0), fixed = publish(t, "Fixed", 0, T0);
    int64_t scheduled = publish(t, "Scheduled", T0 + DAY, T0);
    int64_t both = publish(t, "Scheduled too", T0 + DAY, T0);
    int64_t staged = publish(t, "Staged", 0, T0), gone = publish(t, "Gone", 0, T0);
    keep_on(t, by, draft, NAMED_DRAFT, T0 + 1, "More.");
    struct story_save in = publishing(t, by, fixed, NAMED_LIVE, T0 + 1, "Fixed.");
    save(t, &in, T0 + 1);
    in = publishing(t, by, live, NAMED_LIVE, T0 + 1, "Fixed.");
    save(t, &in, T0 + 1);
    keep_on(t, by, live, NAMED_LIVE, T0 + 2, "Kept.");
    keep_on(t, by, both, NAMED_WAITING, T0 + 2, "Kept.");
    stage_on(t, by, staged, NAMED_LIVE, T0 + DAY, T0 + 2, "The harbour was quiet.\n\nAt noon.");
    keep_on(t, by, gone, NAMED_LIVE, T0 + 3, "Kept.");
    forget_problems(t);
    assert_int_equal(story_withdraw(t->s, gone, TIME_ANY, "Wrong.", by, T0 + 4, &t->why), STORE_OK);
    reopen_from_3(t);
    int64_t now = T0 + HOUR;
    assert_texts(t, draft, now, 0, 0, 2);
    assert_texts(t, live, now, 2, 0, 3);
    assert_texts(t, plain, now, 1, 0, 0);
    assert_texts(t, fixed, now, 2, 0, 0);
    assert_texts(t, scheduled, now, 0, 1, 0);
    assert_texts(t, both, now, 0, 1, 2);
    assert_texts(t, staged, now, 1, 2, 0);
    assert_texts(t, gone, now, 1, 0, 2);
    assert_int_equal(story_now(t, draft, now).draft_follows, 0);
    assert_int_equal(story_now(t, live, now).draft_follows, 2);
    assert_int_equal(story_now(t, both, now).draft_follows, 0);
    assert_int_equal(story_now(t, gone, now).draft_follows, 1);
    assert_string_equal(reads(t, "/2026/01/gone", now), "gone");
    assert_string_equal(reads(t, "/2026/01/live", now), "Fixed.");
    assert_int_equal(verify(t), 0);
}

static void the_pictures_of_an_old_site_are_found(void **state)
{
    struct site *t = *state;
    const char *name = "00112233445566778899aabbccddeeff";
    struct media m = {.name = name,
                      .folder = "2026/01",
                      .original = "IMG_7.jpg",
                      .source_sha256 = name,
                      .width = 960,
                      .height = 540,
                      .alt = "Łódź, a quay",
                      .caption = "",
                      .credit = "A. Bee"};
    assert_int_equal(media_add(t->s, t->a, &m, T0), STORE_OK);
    struct story_save in = new_story("With it");
    in.text.hero_id = m.id;
    save(t, &in, T0);
    reopen_from_3(t);
    assert_int_equal(media_get(t->s, t->a, m.id, &m), STORE_OK);
    assert_int_equal(m.uses, 1);
    assert_int_equal(m.brought_at, T0);
    const struct media_query query = {.words = "lodz img_7", .limit = 5};
    struct media_found found;
    assert_int_equal(media_find(t->s, t->a, &query, T0, &found), STORE_OK);
    assert_int_equal(found.list.n, 1);
}

static void the_prices_of_an_old_site_are_asked_for(void **state)
{
    struct site *t = *state;
    struct price_rows before, after;
    const char *const days[] = {"2025-11-02", "2024-02-29", "2025-01-31"};
    int64_t now = T0 + 200 * DAY;
    for (size_t i = 0; i < 3; i++) {
        struct story_save in = new_story(days[i]);
        in.kind = STORY_REVIEW;
        in.action = STORY_PUBLISH;
        in.text.review = (struct review){.product = "A",
                                         .rating = 40,
                                         .verdict = "B",
                                         .price = "£1",
                                         .price_checked_on = days[i]};
        save(t, &in, T0);
    }
    publish(t, "No review", 0, T0);
    assert_int_equal(price_check_list(t->s, t->a, (struct price_key){0}, 9, now, &before),
                     STORE_OK);
    reopen_from_3(t);
    assert_int_equal(price_check_list(t->s, t->a, (struct price_key){0}, 9, now, &after), STORE_OK);
    assert_int_equal(after.n, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(after.v[i].key.day, before.v[i].key.day);
        assert_int_equal(after.v[i].story_id, before.v[i].story_id);
    }
    assert_string_equal(after.v[0].checked_on, "2024-02-29");
    assert_int_equal(verify(t), 0);
}

static void the_lead_of_an_old_site_has_the_first_place(void **state)
{
    struct site *t = *state;
    int64_t id = publish(t, "Quiet water", 0, T0);
    struct front f;
    char file[128];
    sqlite3 *db;
    reopen_from_3(t);
    store_close(t->s);
    snprintf(file, sizeof file, "%s/%s", t->dir, DB_FILE);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    run_all(db, back_to_29, sizeof back_to_29 / sizeof *back_to_29);
    run_sql(db, "DROP TABLE front_section");
    run_sql(db, "DROP TABLE front_story");
    run_sql(db, "DROP TABLE front");
    run_sql(db, arena_printf(t->a, "INSERT INTO setting (key, value) VALUES ('lead_story', '%lld')",
                             (long long)id));
    run_sql(db, "PRAGMA user_version = 28");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
    assert_int_equal(front_now(t->s, t->a, T0 + DAY, &f, NULL), STORE_OK);
    assert_true(front_leads(&f, id, T0 + DAY));
    assert_int_equal(verify(t), 0);
}

/* Makes a story's text one that says it is in German, as if it had been saved so. */
static void say_german(struct site *t, int64_t id)
{
    char file[128];
    sqlite3 *db;
    store_close(t->s);
    snprintf(file, sizeof file, "%s/%s", t->dir, DB_FILE);
    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    run_sql(db, "DROP TRIGGER revision_keeps");
    run_sql(db, arena_printf(t->a, "UPDATE revision SET lang = 'de' WHERE story_id = %d", (int)id));
    run_sql(db, "CREATE TRIGGER revision_keeps BEFORE UPDATE ON revision"
                " BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(store_open(t->dir, STORE_WRITE, &t->s), STORE_OK);
}

static size_t found(struct site *t, const char *text)
{
    struct search_query q = {.text = text, .limit = 50};
    struct search_hits hits;
    assert_int_equal(search_stories(t->s, t->a, &q, T0 + HOUR, &hits), STORE_OK);
    return hits.n;
}

/* The index was made before it knew languages and forms of words. */
static void an_old_site_finds_forms_of_words(void **state)
{
    struct site *t = *state;
    struct actor *by = editor(t);
    publish(t, "Many bridges of O'Brien", 0, T0);
    int64_t german = publish(t, "Viele Brücken und die Frage", 0, T0);
    say_german(t, german);
    assert_int_equal(found(t, "brücke"), 0);
    reopen_from_3(t);
    assert_int_equal(found(t, "bridge"), 1);
    assert_int_equal(found(t, "obrien"), 1);
    assert_int_equal(found(t, "brücke"), 1);
    assert_int_equal(found(t, "\"viele brücken\""), 1);
    assert_int_equal(found(t, "dies"), 0);
    assert_int_equal(story_withdraw(t->s, german, TIME_ANY, "Wrong.", by, T0 + 4, &t->why),
                     STORE_OK);
    assert_int_equal(found(t, "viele OR frage OR brücke"), 0);
}

static void an_old_sites_stories_go_on_as_any(void **state)
{
    struct site *t = *state;
    struct actor *ines = editor(t), *tomas = other_editor(t);
    int64_t live = publish(t, "Live", 0, T0), staged = publish(t, "Staged", 0, T0);
    keep_on(t, tomas, live, NAMED_LIVE, T0 + 1, "By Tomas.");
    keep_on(t, ines, live, NAMED_DRAFT, T0 + 2, "By Tomas and Ines.");
    stage_on(t, ines, staged, NAMED_LIVE, T0 + DAY, T0 + 2, "The harbour was quiet.\n\nAt noon.");
    reopen_from_3(t);
    struct story_save in = publishing(t, ines, live, NAMED_DRAFT, T0 + 3, NULL);
    assert_refused(t, &in, T0 + 3, "others_read"); /* the one before it counts as its parent */
    in.others_read = true;
    assert_int_equal(save(t, &in, T0 + 4).story.draft, 0);
    /* What waits has not said what it follows: what readers see now is taken for it. */
    in = publishing(t, ines, staged, NAMED_LIVE, T0 + 5,
                    "The harbour was calm.\n\nNobody knew why.");
    struct story_saved out = save(t, &in, T0 + 5);
    assert_string_equal(reads(t, out.story.path, T0 + DAY), "The harbour was calm.\n\nAt noon.");
    in = new_story("New");
    in.by = with_form(t, ines, "f1", "d1");
    save(t, &in, T0 + 6);
    assert_true(save(t, &in, T0 + 7).repeated);
    assert_int_equal(verify(t), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(the_texts_of_an_old_site_get_their_names),
        sited(the_pictures_of_an_old_site_are_found),
        sited(the_prices_of_an_old_site_are_asked_for),
        sited(the_lead_of_an_old_site_has_the_first_place),
        sited(an_old_site_finds_forms_of_words),
        sited(an_old_sites_stories_go_on_as_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
