/* story_edit.c: a story's times, its place on the front page, and the frame of every edit that saves
 * no text. */
#include "story_edit_private.h"

#include "card_private.h"
#include "checklist_private.h"
#include "driver.h"
#include "front_private.h"
#include "lib/language.h"
#include "lib/text.h"
#include "operation.h"

enum { UPDATED, PUBLISHED, PENDING_MOVE, UPDATED_BEFORE, TOUCH, STORY_EDIT_SQL_MAX };

static const char *const sql[STORY_EDIT_SQL_MAX] = {
    /* On the publication that readers see now: one that waits keeps its own. */
    [UPDATED] = "UPDATE publication SET updated_at = ?3 WHERE id ="
                " (SELECT p.id FROM publication p WHERE p.story_id = ?2 AND p.live_from <= ?1"
                " ORDER BY p.live_from DESC, p.id DESC LIMIT 1)",
    [PUBLISHED] = "UPDATE story SET published_at = ?3, slug = ?4, path = ?5 WHERE id = ?2",
    [PENDING_MOVE] = "UPDATE publication SET live_from = " SQL_GREATEST(
        "?1", "?3") " WHERE story_id = ?2 AND live_from > ?1",
    [UPDATED_BEFORE] = "SELECT min(updated_at) FROM publication WHERE story_id = ?1"
                       " AND updated_at <> 0 AND updated_at < ?2",
    [TOUCH] = "UPDATE story SET edited_at = ?2, edited_by = ?3 WHERE id = ?1",
};
const struct statements story_edit_statements = {SET_STORY_EDIT, sql, STORY_EDIT_SQL_MAX};

static struct statement *edit_stmt(struct edit *e, int which)
{
    return db_stmt(e->s, &story_edit_statements, which);
}

/* ---- The frame ------------------------------------------------------------------------------- */

enum store_status edit_refuse(struct edit *e, const char *field, const char *sentence)
{
    problem_say(e->why, field, sentence, NULL);
    return STORE_REFUSED;
}

enum store_status edit_conflict(struct edit *e, const char *sentence)
{
    problem_say(e->why, "", sentence, NULL);
    return STORE_CONFLICT;
}

enum store_status edit_audit(struct edit *e, const char *action, const char *detail)
{
    return audit_write(e->s, e->by ? e->by->user : 0, e->id, action, detail, e->now);
}

static enum store_status edit_touch(struct edit *e)
{
    struct statement *q = edit_stmt(e, TOUCH);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->now);
    db_bind_id(q, 3, e->by ? e->by->user : 0);
    return db_run(e->s, q);
}

static enum store_status edit_load(struct edit *e)
{
    enum store_status st =
        e->id ? story_row_to_write(e->s, e->a, e->id, &e->now, &e->story) : STORE_OK;
    const struct story *story = e->id ? &e->story : NULL;
    if (st != STORE_OK || permission_may(e->by, e->act, story))
        return st;
    return edit_refuse(e, "", permission_refusal(e->by, e->act, story));
}

static enum store_status edit_write(struct edit *e, edit_fn *fn)
{
    if (!e->unseen)
        db_shows(e->s);
    enum store_status st = edit_load(e);
    if (st == STORE_OK)
        st = fn(e);
    return st == STORE_OK && e->id && !e->untouched ? edit_touch(e) : st;
}

static enum store_status edit_try(struct edit *e, edit_fn *fn)
{
    struct operation op = {.s = e->s, .by = e->by, .now = e->now, .why = e->why};
    if (operation_begin(&op, SCOPE_DESK)) {
        e->a = op.a;
        op.st = edit_write(e, fn);
        op.story_id = e->id;
        op.now = e->now;
    }
    return operation_end(&op);
}

/* Once more without the index, when that turned out to be damaged. */
enum store_status edit_run(struct edit *e, edit_fn *fn)
{
    enum store_status st = edit_try(e, fn);
    return st == STORE_UNSEARCHABLE ? edit_try(e, fn) : st;
}

/* Nobody puts a time in the place of one that was not shown. */
static bool edit_is_as_shown(const struct edit *e, int64_t is)
{
    return e->shown == TIME_ANY || e->shown == is;
}

/* ---- Updated ------------------------------------------------------------------------------- */

static enum store_status edit_updated(struct edit *e)
{
    if (e->story.state != STORY_LIVE)
        return edit_refuse(e, "updated_at", WORD("Only a live story has an Updated time."));
    e->at = same_minute_or(e->at, e->story.published_at);
    if (e->at != 0 && e->at > e->now)
        return edit_refuse(
            e, "updated_at",
            WORD("Updated cannot lie in the future; give the change a time to go live "
                 "instead."));
    if (e->at != 0 && e->at < e->story.published_at)
        return edit_refuse(e, "updated_at",
                           WORD("Updated cannot be before the story was published."));
    if (e->at == e->story.updated_at)
        return STORE_OK;
    if (!edit_is_as_shown(e, e->story.updated_at))
        return STORE_CONFLICT;
    struct statement *q = edit_stmt(e, UPDATED);
    db_bind_int(q, 1, e->now);
    db_bind_int(q, 2, e->id);
    db_bind_int(q, 3, e->at);
    enum store_status st = db_run(e->s, q);
    if (st == STORE_OK)
        st = card_keep(e->s, e->id, e->now);
    if (st != STORE_OK)
        return st;
    const char *before = time_text(e->s, e->a, e->story.updated_at);
    return edit_audit(
        e, "story.updated",
        arena_printf(e->a, "%s → %s (by hand)", before, time_text(e->s, e->a, e->at)));
}

enum store_status story_set_updated(struct store *s, int64_t id, int64_t updated_at, int64_t shown,
                                    const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_TIMES,
                     .id = id,
                     .at = updated_at,
                     .shown = shown,
                     .now = now,
                     .why = why};
    return edit_run(&e, edit_updated);
}

/* ---- Published ----------------------------------------------------------------------------- */

static enum store_status updates_before(struct edit *e, bool *out)
{
    struct statement *q = edit_stmt(e, UPDATED_BEFORE);
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
        return edit_refuse(e, "published_at",
                           WORD("Only a live or scheduled story has a Published time."));
    if (e->at == 0 || e->at < DATELINE_MIN || e->at > DATELINE_MAX)
        return edit_refuse(e, "published_at",
                           WORD("Choose a time between the years 1600 and 2199."));
    if (!live && (e->at <= e->now || e->at < e->story.staged_at))
        return edit_refuse(e, "published_at",
                           WORD("To publish the story now, or earlier than planned, open the text "
                                "that waits: what goes out must have been seen."));
    if (live && e->at > e->now)
        return edit_refuse(
            e, "published_at",
            WORD("Readers have this story already; its Published time cannot lie in the "
                 "future."));
    enum store_status st = updates_before(e, &before);
    if (st == STORE_OK && before)
        return edit_refuse(
            e, "published_at",
            WORD("The story was updated before that time; Published cannot be after Updated."));
    return st;
}

static enum store_status move_pending(struct edit *e)
{
    struct statement *q = edit_stmt(e, PENDING_MOVE);
    db_bind_int(q, 1, e->now);
    db_bind_int(q, 2, e->id);
    db_bind_int(q, 3, e->at);
    return db_run(e->s, q);
}

static enum store_status edit_published(struct edit *e)
{
    if (!edit_is_as_shown(e, e->story.published_at))
        return STORE_CONFLICT;
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
            st = checklist_revision(e->s, e->a, &e->story, e->story.staged, e->by ? e->by->user : 0,
                                    e->at, e->why);
        if (st == STORE_OK)
            st = move_pending(e);
    }
    if (st != STORE_OK)
        return st;
    struct statement *q = edit_stmt(e, PUBLISHED);
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
    return edit_audit(e, "story.published",
                      arena_printf(e->a, "%s → %s", before, time_text(e->s, e->a, e->at)));
}

enum store_status story_set_published(struct store *s, int64_t id, int64_t published_at,
                                      int64_t shown, const struct actor *by, int64_t now,
                                      struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_TIMES,
                     .id = id,
                     .at = published_at,
                     .shown = shown,
                     .now = now,
                     .why = why};
    return edit_run(&e, edit_published);
}

/* ---- The front page's lead ------------------------------------------------------------------ */

static enum store_status edit_lead_taken(struct edit *e, int64_t leads)
{
    struct front_story other = {.headline = ""};
    enum store_status st = leads ? front_story(e->s, e->a, leads, e->now, &other) : STORE_OK;
    if (st != STORE_OK)
        return st;
    if (leads)
        problem_say(e->why, "",
                    WORD("Another story leads the front page since you opened this page: “%NAME%”. "
                         "Nothing was changed; press again to put this one in its place."),
                    "NAME", arena_dup(e->why->arena, other.headline), NULL);
    else
        problem_say(e->why, "",
                    WORD("The story that led the front page when you opened this page does so no "
                         "longer. Nothing was changed; press again to lead with this one."),
                    NULL);
    return STORE_CONFLICT;
}

static enum store_status edit_lead(struct edit *e)
{
    int64_t leads = 0;
    if (e->story.kind == STORY_PAGE)
        return edit_refuse(e, "", WORD("A page has no place on the front page; choose a story."));
    if (e->story.state == STORY_BINNED)
        return edit_refuse(e, "", WORD("The story is in the bin. Take it out first."));
    enum store_status st = front_put_lead(e->s, e->a, e->id, e->shown, &leads, e->by, e->now);
    if (st == STORE_CONFLICT)
        return edit_lead_taken(e, leads);
    return st == STORE_OK ? edit_audit(e, "story.lead", "") : st;
}

static enum store_status edit_lead_off(struct edit *e)
{
    enum store_status st = front_end_lead(e->s, e->a, e->id, e->by, e->now);
    return st == STORE_OK ? edit_audit(e, "story.lead", "none") : st;
}

enum store_status story_set_lead(struct store *s, int64_t id, bool leads, int64_t shown,
                                 const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {
        .s = s, .by = by, .act = ACT_LEAD, .id = id, .shown = shown, .now = now, .why = why};
    return edit_run(&e, leads ? edit_lead : edit_lead_off);
}
