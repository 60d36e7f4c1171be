/* working_copy.c: see working_copy.h. */
#include "working_copy.h"

#include "lib/language.h"
#include "lib/text.h"
#include "permission.h"
#include "refuse.h"
#include "story_private.h"

#include <string.h>

enum {
    OWNER,
    PUT,
    EXPIRE,
    BOUND,
    GET,
    OWN_OF,
    OWN_NEW,
    WRITERS,
    BESIDE,
    SAVED_AT,
    DROP,
    WORKING_COPY_SQL_MAX
};

#define COLUMNS                                                                                    \
    "c.token, c.user_id, u.name, coalesce(c.story_id, 0), c.headline, c.words, c.saved_at,"        \
    " c.suggests"
#define FROM " FROM working_copy c JOIN user u ON u.id = c.user_id"

/* As fields are written (cgi/admin/story_copy.c): no text can look so, for its quotes are escaped. */
#define SAYS(name_)                                                                                \
    "(instr(c.fields, '[\"" name_ "\",\"') > 0 AND instr(c.fields, '[\"" name_ "\",\"\"]') = 0)"

static const char *const sql[WORKING_COPY_SQL_MAX] = {
    [OWNER] = "SELECT user_id FROM working_copy WHERE token = ?1",
    [PUT] = "INSERT INTO working_copy"
            " (token, user_id, story_id, fields, headline, words, saved_at, suggests)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
            " ON CONFLICT (token) DO UPDATE SET story_id = ?3, fields = ?4, headline = ?5,"
            " words = ?6, saved_at = ?7, suggests = ?8",
    [EXPIRE] = "DELETE FROM working_copy WHERE user_id = ?1 AND saved_at < ?2",
    [BOUND] = "DELETE FROM working_copy WHERE user_id = ?1 AND id NOT IN"
              " (SELECT id FROM working_copy WHERE user_id = ?1 ORDER BY saved_at DESC LIMIT ?2)",
    [GET] = "SELECT " COLUMNS ", c.fields" FROM " WHERE c.token = ?1 AND c.user_id = ?2",
    [OWN_OF] = "SELECT " COLUMNS ", c.fields" FROM " WHERE c.user_id = ?1 AND c.story_id = ?2 AND "
               "c.suggests = ?3 ORDER BY c.saved_at DESC, c.id DESC",
    [OWN_NEW] = "SELECT " COLUMNS ", c.fields" FROM
                " WHERE c.user_id = ?1 AND c.story_id IS NULL ORDER BY c.saved_at DESC, c.id DESC",
    [WRITERS] = "SELECT " COLUMNS ", ''" FROM
                " WHERE c.story_id = ?1 AND c.saved_at > ?2 AND c.user_id <> ?3"
                " AND c.suggests = 0"
                " ORDER BY c.saved_at DESC, c.id DESC",
    [BESIDE] = "SELECT " COLUMNS ", c.fields" FROM
               " WHERE c.story_id = ?1 AND c.user_id <> ?2 AND c.suggests = 0 AND (" SAYS(
                   "note") " OR " SAYS("wrong") " OR " SAYS("right") ")"
                                                                     " ORDER BY c.saved_at DESC, "
                                                                     "c.id DESC",
    [SAVED_AT] = "SELECT saved_at FROM working_copy WHERE token = ?1 AND user_id = ?2",
    [DROP] = "DELETE FROM working_copy WHERE token = ?1 AND user_id = ?2",
};
const struct statements working_copy_statements = {SET_WORKING_COPY, sql, WORKING_COPY_SQL_MAX};

/* ---- Reading ----------------------------------------------------------------------------------- */

static void read_copy(struct arena *a, struct statement *q, struct working_copy *out)
{
    *out = (struct working_copy){
        .token = db_text(a, q, 0),
        .user_id = db_int(q, 1),
        .user_name = db_text(a, q, 2),
        .story_id = db_int(q, 3),
        .headline = db_text(a, q, 4),
        .words = (int)db_int(q, 5),
        .saved_at = db_int(q, 6),
        .suggests = db_int(q, 7) != 0,
        .fields = db_text(a, q, 8),
    };
}

enum store_status working_copy_get(struct store *s, struct arena *a, const struct actor *by,
                                   const char *token, struct working_copy *out)
{
    struct statement *q = db_stmt(s, &working_copy_statements, GET);
    db_bind_text(q, 1, token);
    db_bind_int(q, 2, by->user);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        read_copy(a, q, out);
    db_reset(q);
    return st;
}

static enum store_status read_copies(struct store *s, struct arena *a, struct statement *q,
                                     struct working_copies *out)
{
    enum store_status st;
    *out = (struct working_copies){.v = arena_array(a, WORKING_COPIES_MAX, sizeof *out->v)};
    while ((st = db_row(s, q)) == STORE_OK && out->n < WORKING_COPIES_MAX)
        read_copy(a, q, &out->v[out->n++]);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status working_copy_list(struct store *s, struct arena *a, const struct actor *by,
                                    int64_t story_id, bool suggests, struct working_copies *out)
{
    struct statement *q = db_stmt(s, &working_copy_statements, story_id ? OWN_OF : OWN_NEW);
    db_bind_int(q, 1, by->user);
    if (story_id) {
        db_bind_int(q, 2, story_id);
        db_bind_int(q, 3, suggests);
    }
    return read_copies(s, a, q, out);
}

/* Somebody may have two tabs open: one line is enough. */
static void keep_newest(struct working_copies *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        bool known = false;
        for (size_t k = 0; k < n; k++)
            known |= all->v[k].user_id == all->v[i].user_id;
        if (!known)
            all->v[n++] = all->v[i];
    }
    all->n = n;
}

enum store_status working_copy_writers(struct store *s, struct arena *a, const struct actor *by,
                                       int64_t story_id, int64_t now, struct working_copies *out)
{
    struct statement *q = db_stmt(s, &working_copy_statements, WRITERS);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, now - WORKING_COPY_FRESH_MS);
    db_bind_int(q, 3, by->user);
    enum store_status st = read_copies(s, a, q, out);
    keep_newest(out);
    return st;
}

enum store_status working_copy_beside(struct store *s, struct arena *a, const struct actor *by,
                                      int64_t story_id, struct working_copies *out)
{
    struct statement *q = db_stmt(s, &working_copy_statements, BESIDE);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, by->user);
    enum store_status st = read_copies(s, a, q, out);
    keep_newest(out);
    return st;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

static bool token_valid(const char *token)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t n = strlen(token);
    return n >= 8 && n <= 64 && strspn(token, letters) == n;
}

/* A token that somebody made up leads to nobody else's copy. */
static enum store_status check_owner(struct store *s, const struct actor *by, const char *token,
                                     struct problems *why)
{
    struct statement *q = db_stmt(s, &working_copy_statements, OWNER);
    db_bind_text(q, 1, token);
    enum store_status st = db_row(s, q);
    bool own = st != STORE_OK || db_int(q, 0) == by->user;
    db_reset(q);
    if (st != STORE_OK && st != STORE_MISSING)
        return st;
    return own ? STORE_OK : store_refuse(why, "", WORD("This is somebody else’s text."));
}

static enum store_status check_story(struct store *s, struct arena *a, const struct actor *by,
                                     const struct working_copy *c, int64_t now,
                                     struct problems *why)
{
    struct story story;
    int64_t story_id = c->story_id;
    if (c->suggests)
        return story_allows(s, a, story_id, ACT_NOTE, by, now, why);
    if (story_id == 0)
        return permission_may(by, ACT_WRITE, NULL)
                   ? STORE_OK
                   : store_refuse(why, "", permission_refusal(by, ACT_WRITE, NULL));
    enum store_status st = story_row(s, a, story_id, now, &story);
    if (st == STORE_OK && !permission_may(by, ACT_WRITE, &story))
        st = store_refuse(why, "", permission_refusal(by, ACT_WRITE, &story));
    return st;
}

static enum store_status put_row(struct store *s, const struct actor *by,
                                 const struct working_copy *c, int words, int64_t now)
{
    struct statement *q = db_stmt(s, &working_copy_statements, PUT);
    db_bind_text(q, 1, c->token);
    db_bind_int(q, 2, by->user);
    db_bind_id(q, 3, c->story_id);
    db_bind_text(q, 4, c->fields);
    db_bind_text(q, 5, c->headline);
    db_bind_int(q, 6, words);
    db_bind_int(q, 7, now);
    db_bind_int(q, 8, c->suggests);
    return db_run(s, q);
}

static enum store_status clear_old(struct store *s, int64_t user, int64_t now)
{
    struct statement *q = db_stmt(s, &working_copy_statements, EXPIRE);
    db_bind_int(q, 1, user);
    db_bind_int(q, 2, now - WORKING_COPY_KEPT_MS);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK)
        return st;
    q = db_stmt(s, &working_copy_statements, BOUND);
    db_bind_int(q, 1, user);
    db_bind_int(q, 2, WORKING_COPIES_MAX);
    return db_run(s, q);
}

static enum store_status put(struct store *s, struct arena *a, const struct actor *by,
                             const struct working_copy *c, int words, int64_t now,
                             struct problems *why)
{
    enum store_status st = check_owner(s, by, c->token, why);
    if (st == STORE_OK)
        st = check_story(s, a, by, c, now, why);
    if (st == STORE_OK)
        st = put_row(s, by, c, words, now);
    return st == STORE_OK ? clear_old(s, by->user, now) : st;
}

enum store_status working_copy_put(struct store *s, struct arena *a, const struct actor *by,
                                   const struct working_copy *c, const struct story_text *text,
                                   int64_t now, struct problems *why)
{
    int words = 0;
    if (!token_valid(c->token))
        return store_refuse(why, "", WORD("This form is none of ours. Load the page again."));
    if (strlen(c->fields) > WORKING_COPY_MAX)
        return store_refuse(why, "", WORD("This text is too long to be kept."));
    enum store_status st = STORE_OK;
    if (!c->suggests)
        st = story_words_ahead(s, a, c->story_id, text, now, &words);
    if (st == STORE_OK)
        st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, put(s, a, by, c, words, now, why)) : st;
}

enum store_status working_copy_end(struct store *s, int64_t user, const char *token)
{
    if (!token || token[0] == '\0')
        return STORE_OK;
    struct statement *q = db_stmt(s, &working_copy_statements, DROP);
    db_bind_text(q, 1, token);
    db_bind_int(q, 2, user);
    return db_run(s, q);
}

static enum store_status drop_as_shown(struct store *s, int64_t user, const char *token,
                                       int64_t saved_at)
{
    struct statement *q = db_stmt(s, &working_copy_statements, SAVED_AT);
    db_bind_text(q, 1, token);
    db_bind_int(q, 2, user);
    enum store_status st = db_row(s, q);
    bool other = st == STORE_OK && saved_at != TIME_ANY && db_int(q, 0) != saved_at;
    db_reset(q);
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    return other ? STORE_CONFLICT : working_copy_end(s, user, token);
}

enum store_status working_copy_drop(struct store *s, const struct actor *by, const char *token,
                                    int64_t saved_at)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    return st == STORE_OK ? db_end(s, drop_as_shown(s, by->user, token, saved_at)) : st;
}
