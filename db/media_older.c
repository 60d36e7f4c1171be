/* media_older.c: see media_older.h. */
#include "media_older.h"

#include "driver.h"
#include "lib/text.h"
#include "lib/token.h"

#include <string.h>

enum { BEFORE, MEDIA_OLDER_SQL_MAX };

static const char *const sql[MEDIA_OLDER_SQL_MAX] = {
    [BEFORE] = "SELECT alt, caption, credit FROM media_said WHERE media_id = ?1"
               " ORDER BY number DESC LIMIT ?2",
};
const struct statements media_older_statements = {SET_MEDIA_OLDER, sql, MEDIA_OLDER_SQL_MAX};

enum store_status media_said_before(struct store *s, struct arena *a, int64_t id,
                                    struct media_said *out)
{
    struct statement *q = db_stmt(s, &media_older_statements, BEFORE);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, MEDIA_SAID_MAX);
    enum store_status st;
    *out = (struct media_said){0};
    while ((st = db_row(s, q)) == STORE_OK)
        out->v[out->n++] =
            (struct media_words){db_text(a, q, 0), db_text(a, q, 1), db_text(a, q, 2)};
    return st == STORE_MISSING ? STORE_OK : st;
}

static const char *older_field(const struct media_words *w, enum media_field field)
{
    return field == MEDIA_ALT ? w->alt : field == MEDIA_CAPTION ? w->caption : w->credit;
}

const char *media_newer(const struct media *m, const struct media_said *said,
                        enum media_field field, const char *words)
{
    const struct media_words is = {m->alt, m->caption, m->credit};
    const char *now = older_field(&is, field);
    if (text_blank(words) || text_blank(now) || strcmp(words, now) == 0)
        return NULL;
    for (size_t i = 0; i < said->n; i++)
        if (strcmp(words, older_field(&said->v[i], field)) == 0)
            return now;
    return NULL;
}

const char *media_words_hash(struct arena *a, const struct media *m)
{
    const char *all = arena_printf(a, "%s\x1f%s\x1f%s", m->alt, m->caption, m->credit);
    char *hash = arena_alloc(a, TOKEN_HASH_SIZE);
    token_sha256(all, strlen(all), hash);
    return hash;
}
