/* preview_link.c: see preview_link.h.
 *
 * A form that makes a link may come twice, and its browser shows the last answer. So the token is derived
 * from a secret of the session, which is kept nowhere, and the form's number, under a key of the site, as a
 * session's is (session.c): both answers show the same link, there is one, and the database alone does not
 * give it. */
#include "preview_link.h"

#include "audit_private.h"
#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"
#include "permission.h"
#include "refuse.h"
#include "story_private.h"

#include <inttypes.h>
#include <string.h>

enum { MAKE, FIND, LIST, COUNT, HOLDS, REVOKE, VISIT, PREVIEW_LINK_SQL_MAX };

#define COLUMNS                                                                                    \
    "SELECT l.id, l.story_id, l.name, l.created_at, l.expires_at, l.revoked_at, l.seen_at, u.name" \
    " FROM preview_link l JOIN user u ON u.id = l.created_by"

/* Who made it may still read the story (ACT_HISTORY): whoever writes it no more takes no way to it along. */
#define MAKER_READS                                                                                \
    " AND u.disabled = 0 AND (u.role >= 3 OR s.created_by = u.id OR EXISTS"                        \
    " (SELECT 1 FROM story_writer w WHERE w.story_id = s.id AND w.user_id = u.id))"

static const char *const sql[PREVIEW_LINK_SQL_MAX] = {
    [MAKE] =
        "INSERT INTO preview_link (story_id, name, token_hash, created_at, created_by, expires_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
    [FIND] = COLUMNS
    " JOIN story s ON s.id = l.story_id WHERE l.token_hash = ?1"
    " AND l.revoked_at IS NULL AND l.expires_at > ?2 AND s.binned_at IS NULL" MAKER_READS,
    [LIST] = COLUMNS " WHERE l.story_id = ?1 ORDER BY l.id DESC LIMIT ?2",
    [COUNT] = "SELECT count(*) FROM preview_link WHERE story_id = ?1 AND revoked_at IS NULL"
              " AND expires_at > ?2",
    [HOLDS] = "SELECT 1 FROM preview_link l JOIN user u ON u.id = l.created_by"
              " JOIN story s ON s.id = l.story_id"
              " WHERE l.id = ?1 AND l.story_id = ?2 AND l.revoked_at IS NULL AND l.expires_at > "
              "?3" MAKER_READS,
    [REVOKE] = "UPDATE preview_link SET revoked_at = coalesce(revoked_at, ?3),"
               " revoked_by = coalesce(revoked_by, ?4) WHERE id = ?1 AND story_id = ?2"
               " RETURNING revoked_at",
    [VISIT] = "UPDATE preview_link SET seen_at = ?2 WHERE id = ?1",
};
_Static_assert(ROLE_EDITOR == 3, "number in MAKER_READS");
const struct statements preview_link_statements = {SET_PREVIEW_LINK, sql, PREVIEW_LINK_SQL_MAX};

const int preview_link_days[] = {1, 3, 7, 30, 0};

static struct statement *link_stmt(struct store *s, int which)
{
    return db_stmt(s, &preview_link_statements, which);
}

static struct preview_link read_link(struct arena *a, struct statement *q)
{
    return (struct preview_link){.id = db_int(q, 0),
                                 .story_id = db_int(q, 1),
                                 .name = db_text(a, q, 2),
                                 .created_at = db_int(q, 3),
                                 .expires_at = db_int(q, 4),
                                 .revoked_at = db_int(q, 5),
                                 .seen_at = db_int(q, 6),
                                 .created_by_name = db_text(a, q, 7)};
}

/* ---- Reading ----------------------------------------------------------------------------------- */

enum store_status preview_link_find(struct store *s, struct arena *a, const char *token,
                                    int64_t now, struct preview_link *out)
{
    char hash[TOKEN_HASH_SIZE];
    if (!token || strlen(token) != TOKEN_SIZE - 1)
        return STORE_MISSING;
    token_sha256(token, strlen(token), hash);
    struct statement *q = link_stmt(s, FIND);
    db_bind_text(q, 1, hash);
    db_bind_int(q, 2, now);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = read_link(a, q);
    db_reset(q);
    return st;
}

enum store_status preview_link_list(struct store *s, struct arena *a, int64_t story_id,
                                    struct preview_links *out)
{
    struct statement *q = link_stmt(s, LIST);
    enum store_status st;
    *out = (struct preview_links){.v = arena_array(a, PREVIEW_LINKS_SHOWN, sizeof *out->v)};
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, PREVIEW_LINKS_SHOWN);
    while ((st = db_row(s, q)) == STORE_OK && out->n < PREVIEW_LINKS_SHOWN)
        out->v[out->n++] = read_link(a, q);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Making ------------------------------------------------------------------------------------ */

enum store_status preview_link_check(struct store *s, int64_t story_id, int64_t id, int64_t now,
                                     struct problems *why)
{
    struct statement *q = link_stmt(s, HOLDS);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, story_id);
    db_bind_int(q, 3, now);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st == STORE_MISSING
               ? store_refuse(why, "",
                              WORD("This link no longer holds. Ask whoever sent it for another."))
               : st;
}

static enum store_status check_new(const char *name, int64_t days, struct problems *why)
{
    size_t before = why->n;
    bool known = false;
    for (const int *d = preview_link_days; *d; d++)
        known |= *d == days;
    if (!*name)
        store_refuse(why, "link_name", WORD("Say whom the link is for."));
    else if (text_length(name) > PREVIEW_LINK_NAME_MAX)
        store_refuse(why, "link_name", WORD("Shorten the name to at most 80 characters."));
    if (!known)
        store_refuse(why, "link_days", WORD("Choose for how long the link is to hold."));
    return why->n > before ? STORE_REFUSED : STORE_OK;
}

static enum store_status check_room(struct store *s, int64_t story_id, int64_t now,
                                    struct problems *why)
{
    struct statement *q = link_stmt(s, COUNT);
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, now);
    enum store_status st = db_row(s, q);
    bool full = st == STORE_OK && db_int(q, 0) >= PREVIEW_LINKS_MAX;
    db_reset(q);
    return full ? store_refuse(why, "",
                               WORD("As many links as there can be hold now. Revoke one first."))
                : st;
}

static enum store_status make_token(struct store *s, struct arena *a,
                                    const struct preview_link_new *in, const struct actor *by,
                                    char token[TOKEN_SIZE])
{
    const char *key;
    token_random(token);
    if (!by->form || !in->proof)
        return STORE_OK;
    enum store_status st = store_site_key(s, a, "preview-link", &key);
    if (st == STORE_OK)
        token_derive(key,
                     arena_printf(a, "story %" PRId64 " %s %s %s", in->story_id, in->proof,
                                  by->form, by->digest),
                     token);
    return st;
}

static enum store_status write_link(const struct operation *op, const struct preview_link_new *in,
                                    const char *token)
{
    char hash[TOKEN_HASH_SIZE];
    int64_t id;
    token_sha256(token, strlen(token), hash);
    struct statement *q = link_stmt(op->s, MAKE);
    db_bind_int(q, 1, in->story_id);
    db_bind_text(q, 2, in->name);
    db_bind_text(q, 3, hash);
    db_bind_int(q, 4, op->now);
    db_bind_int(q, 5, op->by->user);
    db_bind_int(q, 6, op->now + in->days * PREVIEW_LINK_DAY_MS);
    enum store_status st = db_run_id(op->s, q, &id);
    if (st != STORE_OK)
        return st;
    const char *detail =
        arena_printf(op->a, "link %" PRId64 ", %" PRId64 " days, for %s", id, in->days, in->name);
    return operation_audit(op, "preview_link.make", detail);
}

static enum store_status make(const struct operation *op, const struct preview_link_new *in,
                              const char *token)
{
    enum store_status st =
        story_allows(op->s, op->a, in->story_id, ACT_LINK, op->by, op->now, op->why);
    if (st == STORE_OK)
        st = check_room(op->s, in->story_id, op->now, op->why);
    return st == STORE_OK ? write_link(op, in, token) : st;
}

enum store_status preview_link_make(struct store *s, const struct preview_link_new *in,
                                    const struct actor *by, int64_t now, char token[TOKEN_SIZE],
                                    struct problems *why)
{
    struct arena *a = arena_new();
    struct preview_link_new clean = *in;
    clean.name = text_line(a, in->name ? in->name : "");
    enum store_status st = check_new(clean.name, clean.days, why);
    struct operation op = {
        .s = s, .a = a, .by = by, .now = now, .why = why, .story_id = in->story_id};
    if (st == STORE_OK) {
        bool fresh = operation_begin(&op, SCOPE_QUIET);
        if (fresh || op.again)
            op.st = make_token(s, a, &clean, by, token);
        if (fresh && op.st == STORE_OK)
            op.st = make(&op, &clean, token);
        st = operation_end(&op);
    }
    arena_free(a);
    return st;
}

/* ---- Ending, and visits -------------------------------------------------------------------------- */

static enum store_status revoke(struct store *s, struct arena *a, int64_t story_id, int64_t id,
                                const struct actor *by, int64_t now, struct problems *why)
{
    enum store_status st = story_allows(s, a, story_id, ACT_LINK, by, now, why);
    if (st != STORE_OK)
        return st;
    struct statement *q = link_stmt(s, REVOKE);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, story_id);
    db_bind_int(q, 3, now);
    db_bind_int(q, 4, by->user);
    st = db_row(s, q);
    bool fresh = st == STORE_OK && db_int(q, 0) == now;
    db_reset(q);
    return fresh ? audit_write(s, by->user, story_id, "preview_link.revoke",
                               arena_printf(a, "link %" PRId64, id), now)
                 : st;
}

enum store_status preview_link_revoke(struct store *s, int64_t story_id, int64_t id,
                                      const struct actor *by, int64_t now, struct problems *why)
{
    struct arena *a = arena_new();
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st == STORE_OK)
        st = db_end(s, revoke(s, a, story_id, id, by, now, why));
    arena_free(a);
    return st;
}

bool preview_link_visit_is_due(const struct preview_link *l, int64_t now)
{
    return now - l->seen_at >= PREVIEW_LINK_SEEN_MS || l->seen_at > now;
}

enum store_status preview_link_visit(struct store *s, int64_t id, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_QUIET);
    if (st != STORE_OK)
        return st;
    struct statement *q = link_stmt(s, VISIT);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, now);
    return db_end(s, db_run(s, q));
}
