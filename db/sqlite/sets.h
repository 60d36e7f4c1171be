/* sets.h: the statement list of each file of db/sqlite. */
#ifndef DATELINE_DB_SQLITE_SETS_H
#define DATELINE_DB_SQLITE_SETS_H

#include "db/sqlite/conn.h"

extern const struct statements txn_statements;
extern const struct statements setting_statements;
extern const struct statements group_statements;
extern const struct statements media_statements;
extern const struct statements user_statements;
extern const struct statements session_statements;
extern const struct statements sign_in_statements;
extern const struct statements audit_statements;
extern const struct statements story_row_statements;
extern const struct statements story_read_statements;
extern const struct statements story_list_statements;
extern const struct statements story_desk_statements;
extern const struct statements story_save_statements;
extern const struct statements story_publish_statements;
extern const struct statements story_path_statements;
extern const struct statements story_edit_statements;
extern const struct statements story_import_statements;
extern const struct statements verify_statements;
extern const struct statements search_statements;
extern const struct statements search_index_statements;
extern const struct statements search_suggest_statements;
extern const struct statements search_alike_statements;
extern const struct statements search_upkeep_statements;
extern const struct statements archive_statements;
extern const struct statements place_statements;
extern const struct statements secret_statements;
extern const struct statements report_statements;

#endif
