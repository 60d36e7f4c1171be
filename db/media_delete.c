/* media_delete.c: see media_delete.h. Rows first, then files: a crash in between leaves files that nobody points at, which
 * housekeeping finds (upload_orphans). */
#include "media_delete.h"

#include "lib/language.h"
#include "lib/log.h"
#include "media_about.h"
#include "media_held.h"
#include "media_private.h"
#include "operation.h"
#include "permission.h"
#include "refuse.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum {
    TYPED,
    SUGGESTED,
    NO_WORDS,
    NOT_SAID,
    NOBODYS,
    NO_FILES,
    NOT_REPLACED,
    NO_REPLACEMENT,
    DROP,
    MEDIA_DELETE_SQL_MAX
};

static const char *const sql[MEDIA_DELETE_SQL_MAX] = {
    [TYPED] = "SELECT 1 FROM working_copy WHERE instr(fields, ?1) > 0 OR instr(fields, ?2) > 0"
              " OR instr(fields, ?3) > 0 LIMIT 1",
    [SUGGESTED] = "SELECT 1 FROM suggestion_change WHERE state = 0 AND instr(words_after, ?1) > 0"
                  " LIMIT 1",
    [NO_WORDS] = "DELETE FROM media_word WHERE media_id = ?1",
    [NOT_SAID] = "DELETE FROM media_said WHERE media_id = ?1",
    [NOBODYS] = "DELETE FROM media_user WHERE media_id = ?1",
    [NO_FILES] = "DELETE FROM media_file WHERE media_id = ?1",
    [NOT_REPLACED] = "UPDATE media SET replaced_by = NULL WHERE id = ?1",
    [NO_REPLACEMENT] = "DELETE FROM media_replacement WHERE media_id = ?1",
    [DROP] = "DELETE FROM media WHERE id = ?1",
};
const struct statements media_delete_statements = {SET_MEDIA_DELETE, sql, MEDIA_DELETE_SQL_MAX};

/* STORE_OK: somebody is typing a text with it, or suggests one; STORE_MISSING. */
static enum store_status delete_is_typed(struct store *s, struct arena *a, const struct media *m)
{
    struct statement *q = db_stmt(s, &media_delete_statements, TYPED);
    db_bind_text(q, 1, m->name);
    db_bind_text(q, 2, arena_printf(a, "\"hero_id\", \"%" PRId64 "\"", m->id));
    db_bind_text(q, 3, arena_printf(a, "\"hero_id\",\"%" PRId64 "\"", m->id));
    enum store_status st = db_row(s, q);
    db_reset(q);
    if (st != STORE_MISSING)
        return st;
    q = db_stmt(s, &media_delete_statements, SUGGESTED);
    db_bind_text(q, 1, m->name);
    st = db_row(s, q);
    db_reset(q);
    return st;
}

static enum store_status delete_allowed(struct store *s, struct arena *a, const struct media *m,
                                        const struct actor *by, int64_t now, struct problems *why)
{
    if (!permission_may(by, ACT_OTHERS, NULL))
        return store_refuse(why, "", WORD("Only an editor deletes a picture."));
    if (m->uses > 0)
        return store_refuse(
            why, "",
            WORD("This picture is in use: it stays as long as a story has it, in an "
                 "earlier text too, or an author, or it stands for another picture."));
    bool own = by && m->created_by == by->user;
    if (by && !own && now - m->brought_at < MEDIA_YOUNG_MS)
        return store_refuse(
            why, "",
            WORD("This picture came within the last day, and whoever brought it may "
                 "be about to use it. Delete it tomorrow."));
    enum store_status st = delete_is_typed(s, a, m);
    if (st == STORE_OK)
        return store_refuse(why, "",
                            WORD("Somebody is typing a text with this picture that is not saved "
                                 "yet."));
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status delete_rows(struct store *s, int64_t id)
{
    enum store_status st = STORE_OK;
    for (int which = NO_WORDS; which <= DROP && st == STORE_OK; which++) {
        struct statement *q = db_stmt(s, &media_delete_statements, which);
        db_bind_int(q, 1, id);
        st = db_run(s, q);
    }
    return st;
}

/* What somebody said of it since goes with it: that is looked at first. */
static enum store_status delete_as_shown(const struct operation *op, const struct media *m,
                                         const char *shown)
{
    if (!shown || strcmp(shown, media_about_hash(op->a, m)) == 0)
        return STORE_OK;
    problem_say(op->why, "",
                WORD("Somebody changed what is said of this picture since you opened this page. It "
                     "is still there; press again to delete it."),
                NULL);
    return STORE_CONFLICT;
}

static enum store_status delete_picture(const struct operation *op, int64_t id, const char *shown,
                                        struct media *m)
{
    enum store_status st = media_get(op->s, op->a, id, m);
    if (st == STORE_OK)
        st = delete_allowed(op->s, op->a, m, op->by, op->now, op->why);
    if (st == STORE_OK)
        st = delete_as_shown(op, m, shown);
    if (st == STORE_OK)
        st = delete_rows(op->s, id);
    return st == STORE_OK ? operation_audit(op, "media.delete",
                                            arena_printf(op->a, "%" PRId64 ": %s", id, m->original))
                          : st;
}

static void delete_files(const struct store *s, struct arena *a, const struct media *m)
{
    for (size_t i = 0; i < m->n_files; i++) {
        const char *path = m->files[i].path;
        bool gone = unlinkat(s->site_fd, arena_printf(a, "media/%s", path), 0) == 0;
        if (!gone)
            gone = unlinkat(s->site_fd, arena_printf(a, "media/" MEDIA_HELD_FOLDER "/%s", path),
                            0) == 0;
        if (!gone && errno != ENOENT)
            log_event(LOG_WARN, "media.place", "path", path, "why", strerror(errno), NULL);
    }
}

enum store_status media_delete(struct store *s, struct arena *a, int64_t id, const char *shown,
                               const struct actor *by, int64_t now, struct problems *why)
{
    struct media m = {0};
    struct operation op = {.s = s, .a = a, .by = by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_DESK))
        op.st = delete_picture(&op, id, shown, &m);
    enum store_status st = operation_end(&op);
    if (st == STORE_OK)
        delete_files(s, a, &m);
    return st;
}
