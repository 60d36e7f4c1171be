/* ask.c: questions to a database that may be anybody's. */
#include "conn.h"

static int ask_prepare(sqlite3 *db, enum sqlite_question what, sqlite3_stmt **q)
{
    const char *text = "";
    switch (what) {
    case ASK_APPLICATION:
        text = "PRAGMA application_id";
        break;
    case ASK_SCHEMA:
        text = "PRAGMA user_version";
        break;
    case ASK_TABLES:
        text = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN"
               " ('generation', 'setting', 'story', 'revision', 'publication')";
        break;
    case ASK_NUMBER:
        text = "SELECT number FROM generation WHERE id = 1";
        break;
    case ASK_BASE:
        text = "SELECT base FROM generation WHERE id = 1";
        break;
    case ASK_SITE:
        text = "SELECT site FROM generation WHERE id = 1";
        break;
    case ASK_ROOT:
        text = "SELECT rootpage FROM sqlite_schema WHERE name = 'generation'";
        break;
    case ASK_PAGE_SIZE:
        text = "PRAGMA page_size";
        break;
    }
    return sqlite3_prepare_v2(db, text, -1, q, NULL);
}

bool sqlite_ask_int(sqlite3 *db, enum sqlite_question what, int64_t *out)
{
    sqlite3_stmt *q = NULL;
    bool ok = ask_prepare(db, what, &q) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return ok;
}

bool sqlite_read_file(sqlite3 *db, void *to, int n, int64_t at)
{
    sqlite3_file *file = NULL;
    return sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
           file && file->pMethods && file->pMethods->xRead(file, to, n, at) == SQLITE_OK;
}
