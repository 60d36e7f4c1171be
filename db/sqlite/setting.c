/* setting.c: settings and the audit log, which every change of them goes to. */
#include "db/setting.h"
#include "db/sqlite/audit.h"
#include "db/sqlite/conn.h"
#include "db/sqlite/sets.h"
#include "lib/text.h"

#include <string.h>

enum { ALL, GET, SET, SETTING_SQL_MAX };

static const char *const sql[SETTING_SQL_MAX] = {
    [ALL] = "SELECT key, value FROM setting",
    [GET] = "SELECT value FROM setting WHERE key = ?1",
    [SET] = "INSERT INTO setting (key, value) VALUES (?1, ?2)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
};
const struct statements setting_statements = {SET_SETTING, sql, SETTING_SQL_MAX};

enum store_status setting_all(struct store *s, struct arena *a, struct settings *out)
{
    for (size_t k = 0; k < SETTING_MAX; k++)
        out->v[k] = setting_default((enum setting)k);
    sqlite3_stmt *q = db_stmt(s, &setting_statements, ALL);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        enum setting k = setting_find((const char *)sqlite3_column_text(q, 0));
        if (k < SETTING_MAX)
            out->v[k] = db_text(a, q, 1);
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status get(struct store *s, struct arena *a, enum setting k, const char **out)
{
    *out = setting_default(k);
    sqlite3_stmt *q = db_stmt(s, &setting_statements, GET);
    db_bind_text(q, 1, setting_name(k));
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = db_text(a, q, 0);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status write_setting(struct store *s, struct arena *a, enum setting k,
                                       const char *value, int64_t user, int64_t now)
{
    const char *before;
    enum store_status st = get(s, a, k, &before);
    if (st != STORE_OK || strcmp(before, value) == 0)
        return st;
    sqlite3_stmt *q = db_stmt(s, &setting_statements, SET);
    db_bind_text(q, 1, setting_name(k));
    db_bind_text(q, 2, value);
    st = db_run(s, q);
    s->face_good = false;
    if (st == STORE_OK)
        st = audit_write(s, user, 0, "setting.set",
                         arena_printf(a, "%s: %s → %s", setting_name(k), before, value), now);
    return st;
}

enum store_status setting_set(struct store *s, enum setting k, const char *value, int64_t user,
                              int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    value = text_line(a, value == NULL ? "" : value);
    const char *weakness = setting_weakness(k, value);
    enum store_status st = STORE_REFUSED;
    if (weakness != NULL)
        problem_add(why, setting_name(k), "%s", weakness);
    else if ((st = db_begin(s, SCOPE_SITE)) == STORE_OK)
        st = db_end(s, write_setting(s, a, k, value, user, now));
    arena_free(a);
    return st;
}
