/* story_writer.c: see story_writer.h. */
#include "story_writer.h"

#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"
#include "story_edit_private.h"
#include "user_private.h"

enum { LIST, COUNT, ADD, REMOVE, STORY_WRITER_SQL_MAX };

static const char *const sql[STORY_WRITER_SQL_MAX] = {
    [LIST] = "SELECT " SQL_USER_COLUMNS " FROM story_writer w" SQL_JOIN "user u ON u.id = w.user_id"
             " WHERE w.story_id = ?1 ORDER BY u.name, u.id LIMIT ?2",
    [COUNT] = "SELECT count(*) FROM story_writer WHERE story_id = ?1",
    [ADD] = "INSERT INTO story_writer (story_id, user_id) VALUES (?1, ?2)"
            " ON CONFLICT (story_id, user_id) DO NOTHING RETURNING user_id",
    [REMOVE] = "DELETE FROM story_writer WHERE story_id = ?1 AND user_id = ?2 RETURNING user_id",
};
const struct statements story_writer_statements = {SET_STORY_WRITER, sql, STORY_WRITER_SQL_MAX};

static struct statement *writer_stmt(struct store *s, int which, int64_t story_id)
{
    struct statement *q = db_stmt(s, &story_writer_statements, which);
    db_bind_int(q, 1, story_id);
    return q;
}

enum store_status story_writers(struct store *s, struct arena *a, int64_t story_id,
                                struct users *out)
{
    struct statement *q = writer_stmt(s, LIST, story_id);
    enum store_status st;
    *out = (struct users){.v = arena_array(a, STORY_WRITERS_MAX, sizeof *out->v)};
    db_bind_int(q, 2, STORY_WRITERS_MAX);
    while ((st = db_row(s, q)) == STORE_OK && out->n < STORY_WRITERS_MAX)
        out->v[out->n++] = user_read_columns(a, q, 0);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* STORE_MISSING: nothing changed. */
static enum store_status writer_change(struct edit *e, int which, const struct user *u)
{
    struct statement *q = writer_stmt(e->s, which, e->id);
    db_bind_int(q, 2, u->id);
    enum store_status st = db_row(e->s, q);
    db_reset(q);
    return st == STORE_OK
               ? edit_audit(e, which == ADD ? "story.writer_add" : "story.writer_remove", u->login)
               : st;
}

static enum store_status writer_check(struct edit *e, const struct user *u)
{
    struct statement *q = writer_stmt(e->s, COUNT, e->id);
    enum store_status st = db_row(e->s, q);
    bool full = st == STORE_OK && db_int(q, 0) >= STORY_WRITERS_MAX;
    db_reset(q);
    if (u->id == e->story.created_by)
        return edit_refuse(e, "writer", WORD("This person began the story and writes it anyway."));
    if (full)
        return edit_refuse(e, "writer", WORD("As many people write this story as can."));
    return st;
}

static enum store_status writer_add(struct edit *e)
{
    struct user u;
    enum store_status st = user_find(e->s, e->a, e->first, &u);
    if (st == STORE_MISSING || (st == STORE_OK && u.disabled))
        return edit_refuse(e, "writer",
                           WORD("Nobody signs in by that name. Write the name that the person "
                                "signs in with."));
    if (st == STORE_OK)
        st = writer_check(e, &u);
    st = st == STORE_OK ? writer_change(e, ADD, &u) : st;
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status writer_remove(struct edit *e)
{
    struct user u;
    enum store_status st = user_get(e->s, e->a, e->at, &u);
    if (st == STORE_OK)
        st = writer_change(e, REMOVE, &u);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status story_writer_add(struct store *s, int64_t story_id, const char *login,
                                   const struct actor *by, int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_WRITERS,
                     .id = story_id,
                     .first = text_line(a, login ? login : ""),
                     .now = now,
                     .why = why,
                     .unseen = true,
                     .untouched = true};
    enum store_status st = edit_run(&e, writer_add);
    arena_free(a);
    return st;
}

enum store_status story_writer_remove(struct store *s, int64_t story_id, int64_t user_id,
                                      const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_WRITERS,
                     .id = story_id,
                     .at = user_id,
                     .now = now,
                     .why = why,
                     .unseen = true,
                     .untouched = true};
    return edit_run(&e, writer_remove);
}
