/* search_state.c: how far the index has come. */
#include "db/setting.h"
#include "db/statements.h"
#include "fts.h"

#include <string.h>

enum { STATE, STATE_WRITE, NEWEST_STORY, OWN_LANGUAGE, SEARCH_STATE_SQL_MAX };

static const char *const sql[SEARCH_STATE_SQL_MAX] = {
    [STATE] = "SELECT format, docs, slack, next, last, lang FROM search_state WHERE id = 1",
    [STATE_WRITE] = "UPDATE search_state SET format = ?1, docs = ?2, slack = ?3, next = ?4,"
                    " last = ?5, lang = ?6 WHERE id = 1",
    [NEWEST_STORY] = "SELECT coalesce(max(id), 0) FROM story",
    [OWN_LANGUAGE] = "SELECT value FROM setting WHERE key = ?1",
};
const struct statements search_state_statements = {SET_SEARCH_STATE, sql, SEARCH_STATE_SQL_MAX};

static struct statement *state_stmt(struct store *s, int which)
{
    return db_stmt(s, &search_state_statements, which);
}

enum store_status search_state_read(struct store *s, struct search_state *out)
{
    struct statement *q = state_stmt(s, STATE);
    enum store_status st = db_row(s, q);
    *out = (struct search_state){0};
    if (st == STORE_OK) {
        out->format = db_int(q, 0);
        out->docs = db_int(q, 1);
        out->slack = db_int(q, 2);
        out->next = db_int(q, 3);
        out->last = db_int(q, 4);
        stem_language(sqlite_string(q, 5), out->language);
    }
    db_reset(q);
    if (st != STORE_MISSING)
        return st;
    db_broken(s, "search_state has no row");
    sqlite_set_mark(s, MARK_SEARCH);
    return STORE_DAMAGED;
}

enum store_status search_state_write(struct store *s, const struct search_state *state)
{
    struct statement *q = state_stmt(s, STATE_WRITE);
    db_bind_int(q, 1, state->format);
    db_bind_int(q, 2, state->docs);
    db_bind_int(q, 3, state->slack);
    db_bind_int(q, 4, state->next);
    db_bind_int(q, 5, state->last);
    db_bind_text(q, 6, state->language);
    return db_run(s, q);
}

enum store_status search_own_language(struct store *s, char out[STEM_LANGUAGE_MAX])
{
    struct statement *q = state_stmt(s, OWN_LANGUAGE);
    db_bind_text(q, 1, setting_name(SETTING_LOCALE));
    enum store_status st = db_row(s, q);
    stem_language(st == STORE_OK ? sqlite_string(q, 0) : setting_default(SETTING_LOCALE), out);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status search_state_follow_language(struct store *s, struct search_state *state)
{
    char language[STEM_LANGUAGE_MAX];
    enum store_status st = search_own_language(s, language);
    if (st != STORE_OK || strcmp(language, state->language) == 0)
        return st;
    struct statement *q = state_stmt(s, NEWEST_STORY);
    st = db_row(s, q);
    if (st == STORE_OK) {
        memcpy(state->language, language, sizeof language);
        state->next = 1;
        state->last = db_int(q, 0);
    }
    db_reset(q);
    return st;
}
