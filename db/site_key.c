/* site_key.c: the site's own keys. */
#include "driver.h"
#include "lib/token.h"

enum { GET, ADD, SITE_KEY_SQL_MAX };

static const char *const sql[SITE_KEY_SQL_MAX] = {
    [GET] = "SELECT value FROM secret WHERE name = ?1",
    [ADD] = "INSERT INTO secret (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
};
const struct statements site_key_statements = {SET_SITE_KEY, sql, SITE_KEY_SQL_MAX};

static enum store_status site_key_get(struct store *s, struct arena *a, const char *name,
                                      const char **out)
{
    struct statement *q = db_stmt(s, &site_key_statements, GET);
    db_bind_text(q, 1, name);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = db_text(a, q, 0);
    db_reset(q);
    return st;
}

static enum store_status site_key_add(struct store *s, const char *name)
{
    char value[TOKEN_SIZE];
    token_random(value);
    struct statement *q = db_stmt(s, &site_key_statements, ADD);
    db_bind_text(q, 1, name);
    db_bind_text(q, 2, value);
    return db_run(s, q);
}

/* Two processes that find none at once agree on the one that was first. */
enum store_status store_site_key(struct store *s, struct arena *a, const char *name,
                                 const char **out)
{
    enum store_status st = site_key_get(s, a, name, out);
    if (st != STORE_MISSING || db_only_reads(s))
        return st;
    if (!s->writing) {
        st = db_begin(s, SCOPE_QUIET);
        if (st == STORE_OK)
            st = db_end(s, site_key_add(s, name));
    } else {
        st = site_key_add(s, name);
    }
    return st == STORE_OK ? site_key_get(s, a, name, out) : st;
}
