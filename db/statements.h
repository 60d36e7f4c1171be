/* statements.h: a file's list of statements, and which lists there are.
 *
 * Each .c of db/ and of an engine lists its SQL once, at its top: an enum of statements and a table
 * of string constants, joined in a struct statements. An engine prepares one at its first use and
 * keeps it. A statement is bound, run, and reset (db_run does it; after db_row: db_reset) before
 * the function that bound it returns. */
#ifndef DATELINE_STATEMENTS_H
#define DATELINE_STATEMENTS_H

#include <stddef.h>

#define DB_STATEMENTS_MAX 32 /* per list */

enum statement_set {
    SET_TXN,
    SET_SETTING,
    SET_GROUP,
    SET_SECTION,
    SET_GROUP_MERGE,
    SET_PROFILE,
    SET_REDIRECT_RULE,
    SET_MEDIA,
    SET_MEDIA_ABOUT,
    SET_MEDIA_DELETE,
    SET_MEDIA_FOCUS,
    SET_MEDIA_HELD,
    SET_MEDIA_LIBRARY,
    SET_MEDIA_OLDER,
    SET_MEDIA_REPLACE,
    SET_MEDIA_ROOM,
    SET_MEDIA_SHOWN,
    SET_MEDIA_USED,
    SET_MEDIA_VERIFY,
    SET_READY,
    SET_USER,
    SET_SESSION,
    SET_SIGN_IN,
    SET_AUDIT,
    SET_FRONT,
    SET_FRONT_SAVE,
    SET_STORY_ROW,
    SET_STORY_READ,
    SET_STORY_RECORD,
    SET_STORY_LIST,
    SET_STORY_CARD,
    SET_STORY_DESK,
    SET_STORY_DESK_KEYS,
    SET_STORY_DESK_WORDS,
    SET_STORY_FIND,
    SET_STORY_SAVE,
    SET_STORY_PUBLISH,
    SET_STORY_PATH,
    SET_STORY_EDIT,
    SET_STORY_IMPORT,
    SET_STORY_TEXTS,
    SET_STORY_BACK,
    SET_STORY_REWORD,
    SET_FORM,
    SET_WORKING_COPY,
    SET_VERIFY,
    SET_CHECK,
    SET_SEARCH,
    SET_SEARCH_INDEX,
    SET_SEARCH_SUGGEST,
    SET_SEARCH_RELATED,
    SET_SEARCH_MAINTENANCE,
    SET_SEARCH_FORMS,
    SET_SEARCH_STATE,
    SET_SEARCH_STORIES,
    SET_SEARCH_VERIFY,
    SET_SEARCH_GUARD,
    SET_FEED,
    SET_RELATED,
    SET_ARCHIVE,
    SET_SITEMAP,
    SET_SITE_KEY,
    SET_REPORT,
    SET_STYLE_RULE,
    SET_NOTE,
    SET_PREVIEW_LINK,
    SET_PRICE_CHECK,
    SET_ASSIGNMENT,
    SET_ASSIGNMENT_EDIT,
    SET_SUGGEST,
    SET_SUGGESTION,
    SET_DESK_RECORD,
    SET_REVIEW,
    SET_STORY_WRITER,
    SET_AI_RECORD,
    SET_TOTP,
    SET_PASSKEY,
    SET_SIGN_IN_STEP,
    SET_HOUSEKEEPING,
    SET_SITE_IMPORT,
    SET_SITE_IMPORT_DESK,
    SET_SITE_IMPORT_MEDIA,
    SET_SITE_IMPORT_STORY,
    SET_MAX
};

struct statements {
    enum statement_set set;
    const char *const *sql;
    size_t n;
};

extern const struct statements setting_statements;
extern const struct statements group_statements;
extern const struct statements section_statements;
extern const struct statements group_merge_statements;
extern const struct statements profile_statements;
extern const struct statements redirect_rule_statements;
extern const struct statements media_statements;
extern const struct statements media_about_statements;
extern const struct statements media_delete_statements;
extern const struct statements media_focus_statements;
extern const struct statements media_held_statements;
extern const struct statements media_library_statements;
extern const struct statements media_older_statements;
extern const struct statements media_replace_statements;
extern const struct statements media_room_statements;
extern const struct statements media_shown_statements;
extern const struct statements media_used_statements;
extern const struct statements media_verify_statements;
extern const struct statements front_statements;
extern const struct statements front_save_statements;
extern const struct statements ready_statements;
extern const struct statements user_statements;
extern const struct statements session_statements;
extern const struct statements sign_in_statements;
extern const struct statements audit_statements;
extern const struct statements story_row_statements;
extern const struct statements story_read_statements;
extern const struct statements story_record_statements;
extern const struct statements story_list_statements;
extern const struct statements story_card_statements;
extern const struct statements story_desk_statements;
extern const struct statements story_desk_keys_statements;
extern const struct statements story_desk_words_statements;
extern const struct statements story_find_statements;
extern const struct statements story_save_statements;
extern const struct statements story_publish_statements;
extern const struct statements story_path_statements;
extern const struct statements story_edit_statements;
extern const struct statements story_import_statements;
extern const struct statements story_texts_statements;
extern const struct statements story_back_statements;
extern const struct statements story_reword_statements;
extern const struct statements form_statements;
extern const struct statements working_copy_statements;
extern const struct statements feed_statements;
extern const struct statements related_statements;
extern const struct statements archive_statements;
extern const struct statements sitemap_statements;
extern const struct statements site_key_statements;
extern const struct statements report_statements;
extern const struct statements style_rule_statements;
extern const struct statements note_statements;
extern const struct statements preview_link_statements;
extern const struct statements price_check_statements;
extern const struct statements assignment_statements;
extern const struct statements assignment_edit_statements;
extern const struct statements suggest_statements;
extern const struct statements suggestion_statements;
extern const struct statements desk_record_statements;
extern const struct statements review_statements;
extern const struct statements story_writer_statements;
extern const struct statements ai_record_statements;
extern const struct statements totp_statements;
extern const struct statements passkey_statements;
extern const struct statements sign_in_step_statements;
extern const struct statements housekeeping_statements;
extern const struct statements site_import_statements;
extern const struct statements site_import_desk_statements;
extern const struct statements site_import_media_statements;
extern const struct statements site_import_story_statements;

/* db/verify.c */
extern const struct statements verify_statements;

/* db/sqlite */
extern const struct statements txn_statements;
extern const struct statements check_statements;
extern const struct statements search_statements;
extern const struct statements search_index_statements;
extern const struct statements search_suggest_statements;
extern const struct statements search_related_statements;
extern const struct statements search_maintenance_statements;
extern const struct statements search_forms_statements;
extern const struct statements search_state_statements;
extern const struct statements search_stories_statements;
extern const struct statements search_verify_statements;
extern const struct statements search_guard_statements;

#endif
