/* story_back.c: what can be undone: off the schedule, withdrawn
 * and back again, taken back, into the bin. */
#include "checklist_private.h"
#include "media_held.h"
#include "review_private.h"
#include "story_edit_private.h"

#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"

#include <string.h>

enum {
    UNSCHEDULE,
    DRAFT,
    WITHDRAW,
    END_WITHDRAWAL,
    FIRST_LIVE,
    UNPUBLISH,
    DROP_CORRECTIONS,
    DROP_PUBLICATIONS,
    DROP_REDIRECTS,
    BIN,
    PURGE_FIND,
    PURGE_BYLINES,
    PURGE_TAGS,
    PURGE_REPORTS,
    PURGE_PICTURES,
    PURGE_COPIES,
    PURGE_CHANGES,
    PURGE_SUGGESTIONS,
    PURGE_ANSWERS,
    PURGE_NOTES,
    PURGE_LINKS,
    PURGE_STEPS,
    PURGE_REVIEW,
    PURGE_WRITERS,
    PURGE_REVISIONS,
    PURGE_STORY,
    STORY_BACK_SQL_MAX
};

static const char *const sql[STORY_BACK_SQL_MAX] = {
    /* A story that came from a file was edited here from now on: its date there is the old one. */
    [UNSCHEDULE] = "UPDATE story SET published_at = NULL, path = NULL, in_review = 0,"
                   " import_number = CASE WHEN published_at IS NULL THEN import_number END"
                   " WHERE id = ?1",
    [DRAFT] = "UPDATE story SET draft_number = ?2, draft_follows = ?3 WHERE id = ?1",
    [WITHDRAW] = "UPDATE story SET withdrawn_at = ?2, withdrawn_reason = ?3 WHERE id = ?1",
    [END_WITHDRAWAL] = "UPDATE story SET withdrawn_at = NULL, withdrawn_reason = NULL"
                       " WHERE id = ?1",
    [FIRST_LIVE] = "SELECT min(live_from) FROM publication WHERE story_id = ?1",
    [UNPUBLISH] = "UPDATE story SET published_at = NULL, path = NULL, in_review = 0,"
                  " import_number = NULL, draft_number = ?2, draft_follows = NULL WHERE id = ?1",
    [DROP_CORRECTIONS] = "DELETE FROM correction WHERE story_id = ?1",
    [DROP_PUBLICATIONS] = "DELETE FROM publication WHERE story_id = ?1",
    /* Those that a changed slug left while readers had it; what an import brought along stays. */
    [DROP_REDIRECTS] = "DELETE FROM redirect WHERE story_id = ?1 AND created_at >= ?2"
                       " AND created_at > (SELECT created_at FROM story WHERE id = ?1)"
                       " AND substr(path, 1, length(?3)) = ?3"
                       " AND instr(substr(path, length(?3) + 1), '/') = 0",
    [BIN] = "UPDATE story SET binned_at = ?2, in_review = 0 WHERE id = ?1",
    [PURGE_FIND] = "SELECT id FROM story WHERE binned_at < ?1 AND head_number > 0"
                   " ORDER BY binned_at LIMIT 1",
    [PURGE_BYLINES] = "DELETE FROM revision_byline WHERE revision_id IN"
                      " (SELECT id FROM revision WHERE story_id = ?1)",
    [PURGE_TAGS] = "DELETE FROM revision_tag WHERE revision_id IN"
                   " (SELECT id FROM revision WHERE story_id = ?1)",
    /* Of a story taken back: they quote it. */
    [PURGE_REPORTS] = "DELETE FROM report WHERE story_id = ?1",
    [PURGE_PICTURES] = "DELETE FROM media_use WHERE story_id = ?1",
    [PURGE_COPIES] = "DELETE FROM working_copy WHERE story_id = ?1",
    [PURGE_CHANGES] = "DELETE FROM suggestion_change WHERE suggestion_id IN"
                      " (SELECT id FROM suggestion WHERE story_id = ?1)",
    [PURGE_SUGGESTIONS] = "DELETE FROM suggestion WHERE story_id = ?1",
    [PURGE_ANSWERS] = "DELETE FROM note WHERE story_id = ?1 AND thread_id IS NOT NULL",
    [PURGE_NOTES] = "DELETE FROM note WHERE story_id = ?1",
    [PURGE_LINKS] = "DELETE FROM preview_link WHERE story_id = ?1",
    [PURGE_STEPS] = "DELETE FROM review_step WHERE story_id = ?1",
    [PURGE_REVIEW] = "DELETE FROM review WHERE story_id = ?1",
    [PURGE_WRITERS] = "DELETE FROM story_writer WHERE story_id = ?1",
    [PURGE_REVISIONS] = "DELETE FROM revision WHERE story_id = ?1",
    [PURGE_STORY] =
        "UPDATE story SET head_number = 0, draft_number = NULL, slug = '' WHERE id = ?1",
};
const struct statements story_back_statements = {SET_STORY_BACK, sql, STORY_BACK_SQL_MAX};

static enum store_status back_run(struct store *s, int which, int64_t id)
{
    struct statement *q = db_stmt(s, &story_back_statements, which);
    db_bind_int(q, 1, id);
    return db_run(s, q);
}

static enum store_status back_set_draft(struct edit *e, int number, int follows)
{
    struct statement *q = db_stmt(e->s, &story_back_statements, DRAFT);
    db_bind_int(q, 1, e->id);
    db_bind_id(q, 2, number);
    db_bind_id(q, 3, follows);
    return db_run(e->s, q);
}

enum store_status story_end_withdrawal(struct store *s, int64_t id)
{
    enum store_status st = back_run(s, END_WITHDRAWAL, id);
    return st == STORE_OK ? media_place_story(s, id) : st;
}

/* ---- Off the schedule ------------------------------------------------------------------------ */

/* What readers were told of a change, or were to be told: in no text, so the log keeps it. */
static const char *back_told(struct arena *a, enum edit_kind kind, const char *note,
                             const char *wrong, const char *right)
{
    if (kind == EDIT_UPDATE)
        return arena_printf(a, ", note: %s", note);
    return kind == EDIT_CORRECTION ? arena_printf(a, ", correction: %s → %s", wrong, right) : "";
}

/* What waited becomes the draft, unless there is one, or it is what readers see. */
static enum store_status back_from_waiting(struct edit *e, const char **told)
{
    struct publication waiting;
    *told = "";
    enum store_status st = publication_waiting(e->s, e->a, e->id, e->now, &waiting);
    if (st == STORE_OK)
        *told = back_told(e->a, waiting.kind, waiting.note, waiting.wrong, waiting.right);
    if (st == STORE_OK && e->story.draft == 0 && waiting.number != e->story.live)
        st = back_set_draft(e, waiting.number, waiting.follows);
    if (st == STORE_OK)
        st = publication_drop_pending(e->s, e->id, e->now);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status back_audit_waited(struct edit *e, const char *what, const char *told)
{
    return edit_audit(e, "story.unschedule",
                      arena_printf(e->a, "%s back to draft, was due %s%s", what,
                                   time_text(e->s, e->a, e->story.staged_at), told));
}

static enum store_status back_unschedule(struct edit *e)
{
    bool live = e->story.live != 0;
    if (e->story.staged == 0 && e->story.state != STORY_IN_REVIEW)
        return edit_refuse(e, "",
                           WORD("Nothing waits here: the story is neither scheduled nor in "
                                "review."));
    if (e->story.staged != e->number)
        return edit_refuse(e, "", WORD("Another text waits by now. Look at it first."));
    if (e->shown != TIME_ANY && e->story.staged != 0 && e->shown != e->story.staged_at)
        return edit_conflict(e, WORD("It waits for another time by now. Nothing was taken off the "
                                     "schedule; press again to do that."));
    const char *what = live                                ? "staged revision"
                       : e->story.state == STORY_SCHEDULED ? "scheduled story"
                                                           : "story in review";
    const char *told;
    enum store_status st = back_from_waiting(e, &told);
    if (st == STORE_OK && !live)
        st = back_run(e->s, UNSCHEDULE, e->id);
    if (st == STORE_OK)
        st = review_settle(e->s, e->id);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    return st == STORE_OK ? back_audit_waited(e, what, told) : st;
}

enum store_status story_unschedule(struct store *s, int64_t id, int number, int64_t waits_at,
                                   const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_PUBLISH,
                     .id = id,
                     .number = number,
                     .shown = waits_at,
                     .now = now,
                     .why = why,
                     .unseen = true};
    return edit_run(&e, back_unschedule);
}

static enum store_status back_discard(struct edit *e)
{
    if (e->story.draft == 0 || e->story.draft != e->number)
        return edit_refuse(e, "", WORD("There is another draft by now, or none. Look first."));
    if (e->story.live == 0 && e->story.staged == 0)
        return edit_refuse(e, "",
                           WORD("The draft is all there is of this story: put the story "
                                "into the bin instead."));
    enum store_status st = back_set_draft(e, 0, 0);
    return st == STORE_OK
               ? edit_audit(e, "story.discard", arena_printf(e->a, "draft, revision %d", e->number))
               : st;
}

enum store_status story_discard_draft(struct store *s, int64_t id, int number,
                                      const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_WRITE,
                     .id = id,
                     .number = number,
                     .now = now,
                     .why = why,
                     .unseen = true};
    return edit_run(&e, back_discard);
}

/* ---- Withdrawn, and back again --------------------------------------------------------------- */

bool edit_reason_given(struct edit *e, const char **out)
{
    *out = text_line(e->a, e->first ? e->first : "");
    if ((*out)[0] == '\0')
        edit_refuse(e, "reason", WORD("Tell readers why the story is withdrawn."));
    else if (text_length(*out) > 1000)
        edit_refuse(e, "reason", WORD("Shorten the reason to at most 1,000 characters."));
    else
        return true;
    return false;
}

static enum store_status back_withdraw(struct edit *e)
{
    const char *reason, *told;
    if (e->story.state != STORY_LIVE)
        return edit_refuse(e, "", WORD("Only a live story can be withdrawn."));
    if (e->shown != TIME_ANY && e->shown != e->story.live_from)
        return edit_conflict(e, WORD("What readers see was changed since you opened this page. "
                                     "Nothing was withdrawn; press again to take that from them."));
    if (!edit_reason_given(e, &reason))
        return STORE_REFUSED;
    /* What waits must not come back unseen when the story is restored. */
    enum store_status st = back_from_waiting(e, &told);
    if (st == STORE_OK && e->story.staged)
        st = back_audit_waited(e, "staged revision", told);
    struct statement *q = db_stmt(e->s, &story_back_statements, WITHDRAW);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->now);
    db_bind_text(q, 3, reason);
    if (st == STORE_OK)
        st = db_run(e->s, q);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    return st == STORE_OK ? edit_audit(e, "story.withdraw", reason) : st;
}

enum store_status story_withdraw(struct store *s, int64_t id, int64_t live_from, const char *reason,
                                 const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_WITHDRAW,
                     .id = id,
                     .shown = live_from,
                     .first = reason,
                     .now = now,
                     .why = why};
    enum store_status st = edit_run(&e, back_withdraw);
    if (st == STORE_OK)
        media_hold_story(s, id);
    return st;
}

static enum store_status back_restore(struct edit *e)
{
    struct revision_meta live;
    if (e->story.state != STORY_WITHDRAWN)
        return edit_refuse(e, "", WORD("The story is not withdrawn."));
    enum store_status st = revision_meta(e->s, e->a, e->id, e->story.live, &live);
    if (st == STORE_OK && (live.number == 0 || live.number != e->number ||
                           strcmp(live.hash, e->first ? e->first : "") != 0))
        return edit_refuse(e, "",
                           WORD("This is not the text that readers saw last. Look at it "
                                "first."));
    if (st == STORE_OK && e->at != e->story.withdrawn_at)
        return edit_refuse(e, "",
                           WORD("The story came back and was withdrawn again since you opened this "
                                "page. Read the notice of now first."));
    if (st == STORE_OK)
        st = checklist_revision(e->s, e->a, &e->story, e->number, e->by ? e->by->user : 0, e->now,
                                e->why);
    if (st == STORE_OK)
        st = story_end_withdrawal(e->s, e->id);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    return st == STORE_OK ? edit_audit(e, "story.restore",
                                       arena_printf(e->a, "as it was, revision %d", e->number))
                          : st;
}

enum store_status story_restore(struct store *s, int64_t id, int number, const char *hash,
                                int64_t withdrawn_at, const struct actor *by, int64_t now,
                                struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_WITHDRAW,
                     .id = id,
                     .at = withdrawn_at,
                     .number = number,
                     .first = hash,
                     .now = now,
                     .why = why};
    return edit_run(&e, back_restore);
}

/* ---- Taken back ------------------------------------------------------------------------------ */

static enum store_status back_first_live(struct edit *e, int64_t *out)
{
    struct statement *q = db_stmt(e->s, &story_back_statements, FIRST_LIVE);
    db_bind_int(q, 1, e->id);
    enum store_status st = db_row(e->s, q);
    if (st == STORE_OK)
        *out = db_int(q, 0);
    db_reset(q);
    return st;
}

/* A changed slug leaves an address beside the new one. */
static enum store_status back_drop_redirects(struct edit *e, int64_t since)
{
    const char *path = e->story.path, *slug = strrchr(path, '/');
    struct statement *q = db_stmt(e->s, &story_back_statements, DROP_REDIRECTS);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, since);
    db_bind_text(q, 3, arena_dupn(e->a, path, slug ? (size_t)(slug + 1 - path) : 0));
    return db_run(e->s, q);
}

/* The notes and corrections that go with the publications. */
static enum store_status back_all_told(struct edit *e, const char **out)
{
    struct changes all;
    *out = "";
    enum store_status st = story_changes(e->s, e->a, e->id, e->now, &all);
    for (size_t i = 0; st == STORE_OK && i < all.n; i++) {
        const struct change *c = &all.v[i];
        *out =
            arena_printf(e->a, "%s%s", *out, back_told(e->a, c->kind, c->note, c->wrong, c->right));
    }
    return st;
}

static enum store_status back_unpublish(struct edit *e)
{
    struct statement *q = db_stmt(e->s, &story_back_statements, UNPUBLISH);
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->story.live);
    return db_run(e->s, q);
}

static enum store_status back_take(struct edit *e)
{
    int64_t since = 0;
    if (e->story.state != STORY_LIVE)
        return edit_refuse(e, "", WORD("Only a live story can be taken back."));
    if (e->shown != TIME_ANY && e->shown != e->story.live_from)
        return edit_refuse(e, "",
                           WORD("Somebody changed what readers see, or told them of a correction, "
                                "since you opened this page. Look at it first."));
    enum store_status st = back_first_live(e, &since);
    if (st == STORE_OK && e->now - since > STORY_TAKE_BACK_MS)
        return edit_refuse(e, "",
                           WORD("Readers have had this story for more than an hour: "
                                "withdraw it instead, with a notice."));
    if (st == STORE_OK && (e->story.draft != 0 || e->story.staged != 0))
        return edit_refuse(e, "",
                           WORD("Another text of the story is kept or waits: publish, "
                                "discard or unschedule it first."));
    const char *told = "";
    if (st == STORE_OK)
        st = back_all_told(e, &told);
    for (int which = DROP_CORRECTIONS; which <= DROP_PUBLICATIONS && st == STORE_OK; which++)
        st = back_run(e->s, which, e->id);
    if (st == STORE_OK)
        st = back_drop_redirects(e, since);
    if (st == STORE_OK)
        st = back_unpublish(e);
    if (st == STORE_OK)
        st = listing_rebuild(e->s, e->id, e->now);
    return st == STORE_OK
               ? edit_audit(e, "story.take_back",
                            arena_printf(e->a, "%s, revision %d, live since %s%s", e->story.path,
                                         e->story.live, time_text(e->s, e->a, since), told))
               : st;
}

enum store_status story_take_back(struct store *s, int64_t id, int64_t live_from,
                                  const struct actor *by, int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_WITHDRAW,
                     .id = id,
                     .shown = live_from,
                     .now = now,
                     .why = why};
    return edit_run(&e, back_take);
}

/* ---- The bin --------------------------------------------------------------------------------- */

/* One story whose days are over. STORE_MISSING: there is none. */
static enum store_status back_purge_one(struct store *s, int64_t now)
{
    struct statement *q = db_stmt(s, &story_back_statements, PURGE_FIND);
    db_bind_int(q, 1, now - STORY_BIN_MS);
    enum store_status st = db_row(s, q);
    int64_t id = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    for (int which = PURGE_BYLINES; which <= PURGE_STORY && st == STORE_OK; which++)
        st = back_run(s, which, id);
    return st == STORE_OK ? audit_write(s, 0, id, "story.purge", "after 30 days in the bin", now)
                          : st;
}

/* The rest go with the next writes, or with housekeeping. */
static enum store_status back_purge(struct edit *e)
{
    enum store_status st = back_purge_one(e->s, e->now);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status story_purge(struct store *s, int64_t now, bool *did)
{
    enum store_status st = db_begin(s, SCOPE_DESK);
    if (st == STORE_OK)
        st = db_end(s, back_purge_one(s, now));
    *did = st == STORE_OK;
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status back_set_binned(struct edit *e, int64_t at)
{
    struct statement *q = db_stmt(e->s, &story_back_statements, BIN);
    db_bind_int(q, 1, e->id);
    db_bind_id(q, 2, at);
    return db_run(e->s, q);
}

static enum store_status back_bin(struct edit *e)
{
    if (e->story.state != STORY_DRAFT && e->story.state != STORY_IN_REVIEW)
        return edit_refuse(e, "",
                           WORD("Only a draft can go into the bin. Take the story off the "
                                "schedule, or withdraw it."));
    if (e->number != 0 && e->number != e->story.draft)
        return edit_conflict(e, WORD("Somebody has written on since you opened this page. Nothing "
                                     "was put into the bin; press again to put it there as it is "
                                     "now."));
    enum store_status st = back_set_binned(e, e->now);
    if (st == STORE_OK)
        st = review_settle(e->s, e->id);
    if (st == STORE_OK)
        st = edit_audit(e, "story.bin", "");
    return st == STORE_OK ? back_purge(e) : st;
}

enum store_status story_bin(struct store *s, int64_t id, int number, const struct actor *by,
                            int64_t now, struct problems *why)
{
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_BIN,
                     .id = id,
                     .number = number,
                     .now = now,
                     .why = why,
                     .unseen = true};
    enum store_status st = edit_run(&e, back_bin);
    if (st == STORE_OK)
        media_hold_story(s, id);
    return st;
}

static enum store_status back_unbin(struct edit *e)
{
    if (e->story.state != STORY_BINNED)
        return edit_refuse(e, "", WORD("The story is not in the bin."));
    if (e->now - e->story.binned_at > STORY_BIN_MS || e->story.head == 0)
        return edit_refuse(e, "",
                           WORD("The story has been in the bin for more than 30 days: it "
                                "is gone."));
    enum store_status st = back_set_binned(e, 0);
    if (st == STORE_OK)
        st = media_place_story(e->s, e->id);
    if (st == STORE_OK)
        st = edit_audit(e, "story.unbin", "");
    return st == STORE_OK ? back_purge(e) : st;
}

enum store_status story_unbin(struct store *s, int64_t id, const struct actor *by, int64_t now,
                              struct problems *why)
{
    struct edit e = {
        .s = s, .by = by, .act = ACT_BIN, .id = id, .now = now, .why = why, .unseen = true};
    return edit_run(&e, back_unbin);
}
