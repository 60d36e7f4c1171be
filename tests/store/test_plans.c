/* test_plans.c: every statement of the SQLite store prepares, and those of readers walk an index.
 *
 * The one file of tests/store that knows the backend (but test_search.c makes up cursors of it):
 * budgets at a million stories rest on it. */
#include "store_test.h"

#include "db/sqlite/conn.h"
#include "db/statements.h"

/* Every list, by its set. */
static const struct statements *const statements_all[SET_MAX] = {
    [SET_TXN] = &txn_statements,
    [SET_SETTING] = &setting_statements,
    [SET_GROUP] = &group_statements,
    [SET_MEDIA] = &media_statements,
    [SET_MEDIA_ABOUT] = &media_about_statements,
    [SET_MEDIA_DELETE] = &media_delete_statements,
    [SET_MEDIA_FOCUS] = &media_focus_statements,
    [SET_MEDIA_HELD] = &media_held_statements,
    [SET_MEDIA_LIBRARY] = &media_library_statements,
    [SET_MEDIA_OLDER] = &media_older_statements,
    [SET_MEDIA_REPLACE] = &media_replace_statements,
    [SET_MEDIA_ROOM] = &media_room_statements,
    [SET_MEDIA_SHOWN] = &media_shown_statements,
    [SET_MEDIA_USED] = &media_used_statements,
    [SET_MEDIA_VERIFY] = &media_verify_statements,
    [SET_READY] = &ready_statements,
    [SET_FRONT] = &front_statements,
    [SET_FRONT_SAVE] = &front_save_statements,
    [SET_USER] = &user_statements,
    [SET_SESSION] = &session_statements,
    [SET_SIGN_IN] = &sign_in_statements,
    [SET_AUDIT] = &audit_statements,
    [SET_STORY_ROW] = &story_row_statements,
    [SET_STORY_READ] = &story_read_statements,
    [SET_STORY_RECORD] = &story_record_statements,
    [SET_STORY_LIST] = &story_list_statements,
    [SET_STORY_CARD] = &story_card_statements,
    [SET_STORY_DESK] = &story_desk_statements,
    [SET_STORY_DESK_KEYS] = &story_desk_keys_statements,
    [SET_STORY_DESK_WORDS] = &story_desk_words_statements,
    [SET_STORY_FIND] = &story_find_statements,
    [SET_STORY_SAVE] = &story_save_statements,
    [SET_STORY_PUBLISH] = &story_publish_statements,
    [SET_STORY_PATH] = &story_path_statements,
    [SET_STORY_EDIT] = &story_edit_statements,
    [SET_STORY_IMPORT] = &story_import_statements,
    [SET_STORY_TEXTS] = &story_texts_statements,
    [SET_STORY_BACK] = &story_back_statements,
    [SET_STORY_REWORD] = &story_reword_statements,
    [SET_FORM] = &form_statements,
    [SET_WORKING_COPY] = &working_copy_statements,
    [SET_VERIFY] = &verify_statements,
    [SET_CHECK] = &check_statements,
    [SET_SEARCH] = &search_statements,
    [SET_SEARCH_INDEX] = &search_index_statements,
    [SET_SEARCH_SUGGEST] = &search_suggest_statements,
    [SET_SEARCH_RELATED] = &search_related_statements,
    [SET_SEARCH_MAINTENANCE] = &search_maintenance_statements,
    [SET_SEARCH_FORMS] = &search_forms_statements,
    [SET_SEARCH_STATE] = &search_state_statements,
    [SET_SEARCH_STORIES] = &search_stories_statements,
    [SET_SEARCH_VERIFY] = &search_verify_statements,
    [SET_SEARCH_GUARD] = &search_guard_statements,
    [SET_FEED] = &feed_statements,
    [SET_RELATED] = &related_statements,
    [SET_ARCHIVE] = &archive_statements,
    [SET_SITEMAP] = &sitemap_statements,
    [SET_SITE_KEY] = &site_key_statements,
    [SET_REPORT] = &report_statements,
    [SET_STYLE_RULE] = &style_rule_statements,
    [SET_SECTION] = &section_statements,
    [SET_GROUP_MERGE] = &group_merge_statements,
    [SET_PROFILE] = &profile_statements,
    [SET_REDIRECT_RULE] = &redirect_rule_statements,
    [SET_NOTE] = &note_statements,
    [SET_PREVIEW_LINK] = &preview_link_statements,
    [SET_PRICE_CHECK] = &price_check_statements,
    [SET_ASSIGNMENT] = &assignment_statements,
    [SET_ASSIGNMENT_EDIT] = &assignment_edit_statements,
    [SET_SUGGEST] = &suggest_statements,
    [SET_SUGGESTION] = &suggestion_statements,
    [SET_DESK_RECORD] = &desk_record_statements,
    [SET_REVIEW] = &review_statements,
    [SET_STORY_WRITER] = &story_writer_statements,
    [SET_AI_RECORD] = &ai_record_statements,
    [SET_TOTP] = &totp_statements,
    [SET_PASSKEY] = &passkey_statements,
    [SET_SIGN_IN_STEP] = &sign_in_step_statements,
    [SET_HOUSEKEEPING] = &housekeeping_statements,
    [SET_SITE_IMPORT] = &site_import_statements,
    [SET_SITE_IMPORT_DESK] = &site_import_desk_statements,
    [SET_SITE_IMPORT_MEDIA] = &site_import_media_statements,
    [SET_SITE_IMPORT_STORY] = &site_import_story_statements,
};

/* Lists of reader pages; the others may scan or sort. */
static bool for_readers(enum statement_set set)
{
    return set == SET_STORY_ROW || set == SET_STORY_READ || set == SET_STORY_LIST ||
           set == SET_STORY_CARD || set == SET_MEDIA || set == SET_SESSION ||
           set == SET_STORY_PATH || set == SET_FEED || set == SET_RELATED || set == SET_ARCHIVE ||
           set == SET_SITEMAP || set == SET_READY || set == SET_PROFILE || set == SET_PRICE_CHECK ||
           set == SET_ASSIGNMENT || set == SET_MEDIA_LIBRARY || set == SET_MEDIA_USED ||
           set == SET_MEDIA_SHOWN || set == SET_PASSKEY;
}

/* A plan's line says SEARCH … USING INDEX, or looks into the small tables by their keys. */
static bool line_good(const char *line)
{
    return strstr(line, "TEMP B-TREE") == NULL && strncmp(line, "SCAN", 4) != 0;
}

static int explain(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q = NULL;
    int bad = 0;
    char *text = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(q, 3);
        if (!line_good(line)) {
            print_error("  %s\n    in %.200s\n", line, sql);
            bad++;
        }
    }
    sqlite3_finalize(q);
    sqlite3_free(text);
    return bad;
}

static void every_statement_prepares(void **state)
{
    struct site *t = *state;
    for (size_t set = 0; set < SET_MAX; set++) {
        const struct statements *list = statements_all[set];
        assert_int_equal(list->set, set);
        assert_true(list->n <= DB_STATEMENTS_MAX);
        for (size_t i = 0; i < list->n; i++) {
            assert_non_null(list->sql[i]);
            const struct sqlite_statement *q =
                (const struct sqlite_statement *)db_stmt(t->s, list, (int)i);
            if (q->rc != SQLITE_OK)
                fail_msg("%s", store_error(t->s));
        }
    }
}

static void what_readers_ask_is_answered_by_an_index(void **state)
{
    struct site *t = *state;
    int bad = 0;
    for (size_t set = 0; set < SET_MAX; set++) {
        const struct statements *list = statements_all[set];
        for (size_t i = 0; for_readers((enum statement_set)set) && i < list->n; i++) {
            bool ordered_scan = strstr(list->sql[i], "FROM media WHERE id <") != NULL;
            if (strncmp(list->sql[i], "SELECT", 6) == 0 && !ordered_scan)
                bad += explain(t->s->connection->db, list->sql[i]);
        }
    }
    assert_int_equal(bad, 0);
}

static void a_readers_connection_prepares_nothing_that_writes(void **state)
{
    struct site *t = *state;
    struct store *r;
    const char *writes[] = {"DELETE FROM audit",          "PRAGMA journal_mode = DELETE",
                            "ATTACH ':memory:' AS x",     "CREATE TABLE x (y)",
                            "SELECT load_extension('x')", "SELECT randomblob(9)",
                            "UPDATE story SET slug = ''", "PRAGMA query_only = OFF"};
    assert_int_equal(store_open(t->dir, STORE_READ, &r), STORE_OK);
    for (size_t i = 0; i < sizeof writes / sizeof writes[0]; i++) {
        sqlite3_stmt *q = NULL;
        if (sqlite3_prepare_v2(r->connection->db, writes[i], -1, &q, NULL) == SQLITE_OK)
            fail_msg("prepared: %s", writes[i]);
    }
    store_close(r);
}

static void what_was_said_cannot_be_changed_by_sql_either(void **state)
{
    struct site *t = *state;
    publish(t, "Quiet water", 0, T0);
    const char *tries[] = {"UPDATE revision SET headline = 'x'",
                           "DELETE FROM revision",
                           "UPDATE audit SET detail = 'x'",
                           "DELETE FROM audit",
                           "UPDATE revision_byline SET position = 9",
                           "DELETE FROM revision_tag",
                           "UPDATE publication SET updated_at = 5",
                           "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema"};
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        if (sqlite3_exec(t->s->connection->db, tries[i], NULL, NULL, NULL) == SQLITE_OK)
            fail_msg("done: %s", tries[i]);
    }
    assert_int_equal(verify(t), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sited(every_statement_prepares),
        sited(what_readers_ask_is_answered_by_an_index),
        sited(a_readers_connection_prepares_nothing_that_writes),
        sited(what_was_said_cannot_be_changed_by_sql_either),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
