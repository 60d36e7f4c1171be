/* form_record.c: forms by their number. */
#include "form_record.h"

enum { RECALL, RECALL_OTHER, SEEN, KEEP, EXPIRE, FORM_SQL_MAX };

/* Two people's forms of one number and digest are two, and the table's key knows only these. */
#define SQL_OWN_DIGEST "?2 || ' ' || coalesce(?3, 0)"

static const char *const sql[FORM_SQL_MAX] = {
    [RECALL] = "SELECT story_id, revision, outcome FROM form"
               " WHERE number = ?1 AND digest = " SQL_OWN_DIGEST " AND user_id IS ?3",
    [RECALL_OTHER] = "SELECT story_id, revision, outcome FROM form"
                     " WHERE number = ?1 AND digest <> " SQL_OWN_DIGEST " AND user_id IS ?3"
                     " ORDER BY revision DESC, at DESC LIMIT 1",
    [SEEN] = "SELECT coalesce(user_id, 0) FROM form WHERE number = ?1 LIMIT 1",
    [KEEP] = "INSERT INTO form (number, digest, user_id, at, story_id, revision, outcome)"
             " VALUES (?1, " SQL_OWN_DIGEST ", ?3, ?4, ?5, ?6, ?7)",
    [EXPIRE] = "DELETE FROM form WHERE at < ?1",
};
const struct statements form_statements = {SET_FORM, sql, FORM_SQL_MAX};

static bool has_form(const struct actor *by)
{
    return by && by->form && by->form[0] != '\0';
}

static struct statement *bind_form(struct store *s, int which, const struct actor *by)
{
    struct statement *q = db_stmt(s, &form_statements, which);
    db_bind_text(q, 1, by->form);
    db_bind_text(q, 2, by->digest);
    db_bind_id(q, 3, by->user);
    return q;
}

static enum store_status recall(struct store *s, int which, const struct actor *by,
                                struct form_record *out)
{
    if (!has_form(by))
        return STORE_MISSING;
    struct statement *q = bind_form(s, which, by);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct form_record){.story_id = db_int(q, 0),
                                    .revision = (int)db_int(q, 1),
                                    .outcome = (enum story_outcome)db_int(q, 2)};
    db_reset(q);
    return st;
}

enum store_status form_recall(struct store *s, const struct actor *by, struct form_record *out)
{
    return recall(s, RECALL, by, out);
}

enum store_status form_recall_other(struct store *s, const struct actor *by,
                                    struct form_record *out)
{
    return recall(s, RECALL_OTHER, by, out);
}

enum store_status form_user(struct store *s, const char *number, int64_t *user_id)
{
    if (!number)
        return STORE_MISSING;
    struct statement *q = db_stmt(s, &form_statements, SEEN);
    db_bind_text(q, 1, number);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *user_id = db_int(q, 0);
    db_reset(q);
    return st;
}

bool store_form_seen(struct store *s, const char *number)
{
    int64_t user_id;
    return form_user(s, number, &user_id) == STORE_OK;
}

bool store_form_did(struct store *s, const struct actor *by, int64_t story_id)
{
    struct form_record did;
    return form_recall(s, by, &did) == STORE_OK && (story_id == 0 || did.story_id == story_id);
}

enum store_status form_keep(struct store *s, const struct actor *by, const struct form_record *did,
                            int64_t now)
{
    if (!has_form(by))
        return STORE_OK;
    struct statement *q = db_stmt(s, &form_statements, EXPIRE);
    db_bind_int(q, 1, now - FORM_KEPT_MS);
    enum store_status st = db_run(s, q);
    if (st != STORE_OK)
        return st;
    q = bind_form(s, KEEP, by);
    db_bind_int(q, 4, now);
    db_bind_id(q, 5, did->story_id);
    db_bind_int(q, 6, did->revision);
    db_bind_int(q, 7, (int64_t)did->outcome);
    return db_run(s, q);
}
