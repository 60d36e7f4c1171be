/* story_edit.c: what is done to a story without its text: its times, address, being there. */
#include "audit_private.h"
#include "driver.h"
#include "lib/slug.h"
#include "lib/text.h"
#include "setting.h"
#include "story_private.h"

#include <string.h>

enum {
    UPDATED,
    PUBLISHED,
    PENDING_MOVE,
    UPDATED_BEFORE,
    UNSCHEDULE,
    WITHDRAW,
    RESTORE,
    SLUG,
    SLUG_DRAFT,
    TOUCH,
    LEAD,
    STORY_EDIT_SQL_MAX
};

static const char *const sql[STORY_EDIT_SQL_MAX] = {
    /* On the publication that readers see now: one that waits keeps its own. */
    [UPDATED] = "UPDATE publication SET updated_at = ?3 WHERE id ="
                " (SELECT p.id FROM publication p WHERE p.story_id = ?2 AND p.live_from <= ?1"
                " ORDER BY p.live_from DESC, p.id DESC LIMIT 1)",
    [PUBLISHED] = "UPDATE story SET published_at = ?3, slug = ?4, path = ?5 WHERE id = ?2",
    [PENDING_MOVE] = "UPDATE publication SET live_from = max(?1, ?3)"
                     " WHERE story_id = ?2 AND live_from > ?1",
    [UPDATED_BEFORE] = "SELECT min(updated_at) FROM publication WHERE story_id = ?1"
                       " AND updated_at <> 0 AND updated_at < ?2",
    [UNSCHEDULE] = "UPDATE story SET published_at = NULL, path = NULL, in_review = 0"
                   " WHERE id = ?1",
    [WITHDRAW] = "UPDATE story SET withdrawn_at = ?2, withdrawn_reason = ?3 WHERE id = ?1",
    [RESTORE] = "UPDATE story SET withdrawn_at = NULL, withdrawn_reason = NULL WHERE id = ?1",
    [SLUG] = "UPDATE story SET slug = ?2, path = ?3, slug_auto = 0 WHERE id = ?1",
    [SLUG_DRAFT] = "UPDATE story SET slug = ?2, slug_auto = 0"
                   " WHERE id = ?1",
    [TOUCH] = "UPDATE story SET edited_at = ?2, edited_by = ?3 WHERE id = ?1",
    [LEAD] = "INSERT INTO setting (key, value) VALUES ('lead_story', ?1)"
             " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
};
const struct statements story_edit_statements = {SET_STORY_EDIT, sql, STORY_EDIT_SQL_MAX};

/* One edit on its way. */
struct edit {
    struct store *s;
    struct arena *a;
    int64_t id, at, user, now; /* at: the time given, where there is one */
    const char *text;          /* the slug or reason given */
    struct problems *why;
    struct story story; /* as it was */
};
typedef enum store_status edit_fn(struct edit *e);

static struct statement *stmt(struct edit *e, int which)
{
    return db_stmt(e->s, &story_edit_statements, which);
}

static enum store_status refuse(struct edit *e, const char *field, const char *sentence)
{
    problem_add(e->why, field, "%s", sentence);
    return STORE_REFUSED;
}

static enum store_status audit(struct edit *e, const char *action, const char *detail)
{
    return audit_write(e->s, e->user, e->id, action, detail, e->now);
}

static enum store_status touch(struct edit *e)
{
    struct statement *q = stmt(e, TOUCH);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->now);
    db_bind_id(q, 3, e->user);
    return db_run(e->s, q);
}

/* The frame of every edit: lock, load, do, note who edited last, commit. */
static enum store_status run_edit(struct edit *e, edit_fn *fn)
{
    enum store_status st = db_begin(e->s, SCOPE_SITE);
    if (st != STORE_OK)
        return st;
    e->a = arena_new();
    st = story_row(e->s, e->a, e->id, e->now, &e->story);
    if (st == STORE_OK)
        st = fn(e);
    if (st == STORE_OK)
        st = touch(e);
    st = db_end(e->s, st);
    arena_free(e->a);
    return st;
}

/* ---- Updated ------------------------------------------------------------------------------- */

static enum store_status set_updated(struct edit *e)
{
    if (e->story.state != STORY_LIVE)
        return refuse(e, "updated_at", "Only a live story has an Updated time.");
    e->at = same_minute_or(e->at, e->story.published_at);
    if (e->at != 0 && e->at > e->now)
        return refuse(e, "updated_at",
                      "Updated cannot lie in the future; give the change a time to go live "
                      "instead.");
    if (e->at != 0 && e->at < e->story.published_at)
        return refuse(e, "updated_at", "Updated cannot be before the story was published.");
    if (e->at == e->story.updated_at)
        return STORE_OK;
    struct statement *q = stmt(e, UPDATED);
    db_bind_int(q, 1, e->now);
    db_bind_int(q, 2, e->id);
    db_bind_int(q, 3, e->at);
    enum store_status st = db_run(e->s, q);
    if (st != STORE_OK)
        return st;
    const char *before = time_text(e->s, e->a, e->story.updated_at);
    return audit(e, "story.updated",
                 arena_printf(e->a, "%s → %s (by hand)", before, time_text(e->s, e->a, e->at)));
}

enum store_status story_set_updated(struct store *s, int64_t id, int64_t updated_at, int64_t user,
                                    int64_t now, struct problems *why)
{
    struct edit e = {.s = s, .id = id, .at = updated_at, .user = user, .now = now, .why = why};
    return run_edit(&e, set_updated);
}

/* ---- Published ----------------------------------------------------------------------------- */

static enum store_status updates_before(struct edit *e, bool *out)
{
    struct statement *q = stmt(e, UPDATED_BEFORE);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->at);
    enum store_status st = db_row(e->s, q);
    *out = st == STORE_OK && !db_is_null(q, 0);
    db_reset(q);
    return st;
}

static enum store_status check_published(struct edit *e)
{
    bool live = e->story.state == STORY_LIVE, before = false;
    if (!live && e->story.state != STORY_SCHEDULED)
        return refuse(e, "published_at", "Only a live or scheduled story has a Published time.");
    if (e->at == 0 || e->at < DATELINE_MIN || e->at > DATELINE_MAX)
        return refuse(e, "published_at", "Choose a time between the years 1800 and 2199.");
    if (live && e->at > e->now)
        return refuse(e, "published_at",
                      "Readers have this story already; its Published time cannot lie in the "
                      "future.");
    enum store_status st = updates_before(e, &before);
    if (st == STORE_OK && before)
        return refuse(e, "published_at",
                      "The story was updated before that time; Published cannot be after Updated.");
    return st;
}

static enum store_status move_pending(struct edit *e)
{
    struct statement *q = stmt(e, PENDING_MOVE);
    db_bind_int(q, 1, e->now);
    db_bind_int(q, 2, e->id);
    db_bind_int(q, 3, e->at);
    return db_run(e->s, q);
}

static enum store_status set_published(struct edit *e)
{
    enum store_status st = check_published(e);
    if (st != STORE_OK)
        return st;
    struct address to = {e->story.slug, e->story.path};
    if (e->story.state == STORY_SCHEDULED) { /* nobody knows the permalink yet */
        struct address_wish wish = {.story_id = e->id,
                                    .kind = e->story.kind,
                                    .slug = e->story.slug,
                                    .may_number = true,
                                    .published_at = e->at};
        size_t problems = e->why->n;
        st = address_choose(e->s, e->a, &wish, &to, e->why);
        if (st == STORE_OK && e->why->n > problems)
            return STORE_REFUSED;
        if (st == STORE_OK)
            st = move_pending(e);
    }
    if (st != STORE_OK)
        return st;
    struct statement *q = stmt(e, PUBLISHED);
    db_bind_int(q, 2, e->id);
    db_bind_int(q, 3, e->at);
    db_bind_text(q, 4, to.slug);
    db_bind_null_text(q, 5, to.path);
    st = db_run(e->s, q);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    if (st != STORE_OK)
        return st;
    const char *before = time_text(e->s, e->a, e->story.published_at);
    return audit(e, "story.published",
                 arena_printf(e->a, "%s → %s", before, time_text(e->s, e->a, e->at)));
}

enum store_status story_set_published(struct store *s, int64_t id, int64_t published_at,
                                      int64_t user, int64_t now, struct problems *why)
{
    struct edit e = {.s = s, .id = id, .at = published_at, .user = user, .now = now, .why = why};
    return run_edit(&e, set_published);
}

/* ---- Back to draft, withdrawal ------------------------------------------------------------- */

static enum store_status clear_story(struct edit *e)
{
    struct statement *q = stmt(e, UNSCHEDULE);
    db_bind_int(q, 1, e->id);
    return db_run(e->s, q);
}

static enum store_status unschedule(struct edit *e)
{
    bool live = e->story.state == STORY_LIVE;
    if (e->story.state == STORY_DRAFT || e->story.state == STORY_WITHDRAWN ||
        (live && e->story.staged == 0))
        return refuse(e, "",
                      "Nothing waits here: the story is neither scheduled, staged nor in "
                      "review.");
    enum store_status st = publication_drop_pending(e->s, e->id, e->now);
    if (st == STORE_OK && !live)
        st = clear_story(e);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    if (st != STORE_OK)
        return st;
    const char *what = live                                ? "staged revision"
                       : e->story.state == STORY_SCHEDULED ? "scheduled story"
                                                           : "story in review";
    return audit(e, "story.unschedule",
                 arena_printf(e->a, "%s back to draft, was due %s", what,
                              time_text(e->s, e->a, e->story.staged_at)));
}

enum store_status story_unschedule(struct store *s, int64_t id, int64_t user, int64_t now,
                                   struct problems *why)
{
    struct edit e = {.s = s, .id = id, .user = user, .now = now, .why = why};
    return run_edit(&e, unschedule);
}

static enum store_status withdraw(struct edit *e)
{
    const char *reason = text_line(e->a, e->text == NULL ? "" : e->text);
    if (e->story.state != STORY_LIVE)
        return refuse(e, "", "Only a live story can be withdrawn.");
    if (reason[0] == '\0')
        return refuse(e, "reason", "Tell readers why the story is withdrawn.");
    if (text_length(reason) > 1000)
        return refuse(e, "reason", "Shorten the reason to at most 1,000 characters.");
    /* What waits must not come back unseen when the story is restored. */
    enum store_status st = publication_drop_pending(e->s, e->id, e->now);
    struct statement *q = stmt(e, WITHDRAW);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->now);
    db_bind_text(q, 3, reason);
    if (st == STORE_OK)
        st = db_run(e->s, q);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    return st == STORE_OK ? audit(e, "story.withdraw", reason) : st;
}

enum store_status story_withdraw(struct store *s, int64_t id, const char *reason, int64_t user,
                                 int64_t now, struct problems *why)
{
    struct edit e = {.s = s, .id = id, .text = reason, .user = user, .now = now, .why = why};
    return run_edit(&e, withdraw);
}

static enum store_status restore(struct edit *e)
{
    if (e->story.state != STORY_WITHDRAWN)
        return refuse(e, "", "The story is not withdrawn.");
    struct statement *q = stmt(e, RESTORE);
    db_bind_int(q, 1, e->id);
    enum store_status st = db_run(e->s, q);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    return st == STORE_OK ? audit(e, "story.restore", "") : st;
}

enum store_status story_restore(struct store *s, int64_t id, int64_t user, int64_t now,
                                struct problems *why)
{
    struct edit e = {.s = s, .id = id, .user = user, .now = now, .why = why};
    return run_edit(&e, restore);
}

/* ---- Address ------------------------------------------------------------------------------- */

static enum store_status write_slug(struct edit *e, const struct address *to)
{
    bool draft = to->path[0] == '\0';
    struct statement *q = stmt(e, draft ? SLUG_DRAFT : SLUG);
    db_bind_int(q, 1, e->id);
    db_bind_text(q, 2, to->slug);
    if (!draft)
        db_bind_text(q, 3, to->path);
    enum store_status st = db_run(e->s, q);
    if (st == STORE_OK && e->story.live != 0)
        st = redirect_leave(e->s, e->id, e->story.path, to->path, e->now);
    return st;
}

static enum store_status set_slug(struct edit *e)
{
    const char *slug = text_line(e->a, e->text == NULL ? "" : e->text);
    if (!slug_valid(slug))
        return refuse(e, "slug", "An address has small letters a to z, digits and single hyphens.");
    if (strcmp(slug, e->story.slug) == 0)
        return STORE_OK;
    struct address to = {slug, ""};
    if (e->story.path[0] != '\0') {
        struct address_wish wish = {.story_id = e->id,
                                    .kind = e->story.kind,
                                    .slug = slug,
                                    .published_at = e->story.published_at,
                                    .old_path = e->story.live != 0 ? e->story.path : NULL};
        size_t problems = e->why->n;
        enum store_status st = address_choose(e->s, e->a, &wish, &to, e->why);
        if (st != STORE_OK || e->why->n > problems)
            return st == STORE_OK ? STORE_REFUSED : st;
    }
    enum store_status st = write_slug(e, &to);
    if (st != STORE_OK)
        return st;
    bool known = to.path[0] != '\0';
    return audit(e, "story.slug",
                 arena_printf(e->a, "%s → %s", known ? e->story.path : e->story.slug,
                              known ? to.path : to.slug));
}

enum store_status story_set_slug(struct store *s, int64_t id, const char *slug, int64_t user,
                                 int64_t now, struct problems *why)
{
    struct edit e = {.s = s, .id = id, .text = slug, .user = user, .now = now, .why = why};
    return run_edit(&e, set_slug);
}

static enum store_status write_lead(struct store *s, struct arena *a, int64_t id, int64_t user,
                                    int64_t now)
{
    struct story story;
    enum store_status st = id == 0 ? STORE_OK : story_row(s, a, id, now, &story);
    if (st != STORE_OK)
        return st;
    struct statement *q = db_stmt(s, &story_edit_statements, LEAD);
    db_bind_text(q, 1, id == 0 ? "" : arena_printf(a, "%lld", (long long)id));
    st = db_run(s, q);
    if (st == STORE_OK)
        st = audit_write(s, user, id, "story.lead", id == 0 ? "none" : "", now);
    return st;
}

enum store_status story_set_lead(struct store *s, int64_t id, int64_t user, int64_t now)
{
    enum store_status st = db_begin(s, SCOPE_SITE);
    if (st != STORE_OK)
        return st;
    struct arena *a = arena_new();
    st = db_end(s, write_lead(s, a, id, user, now));
    arena_free(a);
    return st;
}
