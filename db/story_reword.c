/* story_reword.c: see story_reword.h. */
#include "story_reword.h"

#include "driver.h"
#include "lib/language.h"
#include "lib/text.h"
#include "story_edit_private.h"

#include <string.h>

enum {
    REWORD_NOTE,
    REWORD_CORRECTION,
    REWORD_WITHDRAWAL,
    WAS_NOTE,
    WAS_CORRECTION,
    WAS_NOTICE,
    STORY_REWORD_SQL_MAX
};

static const char *const sql[STORY_REWORD_SQL_MAX] = {
    [REWORD_NOTE] = "UPDATE publication SET note = ?3, reworded_at = ?4"
                    " WHERE id = ?2 AND story_id = ?1 AND kind = 2 RETURNING id",
    [REWORD_CORRECTION] = "UPDATE correction SET wrong = ?3, right = ?5, reworded_at = ?4"
                          " WHERE id = ?2 AND story_id = ?1 RETURNING id",
    [WAS_NOTE] = "SELECT note FROM publication WHERE id = ?2 AND story_id = ?1",
    [WAS_CORRECTION] = "SELECT wrong, right FROM correction"
                       " WHERE id = ?2 AND story_id = ?1",
    [WAS_NOTICE] = "SELECT withdrawn_reason FROM story WHERE id = ?1 AND ?2 IS NOT NULL",
    [REWORD_WITHDRAWAL] = "UPDATE story SET withdrawn_reason = ?3 WHERE id = ?1 RETURNING id",
};
const struct statements story_reword_statements = {SET_STORY_REWORD, sql, STORY_REWORD_SQL_MAX};
_Static_assert(EDIT_UPDATE == 2, "number in REWORD_NOTE");

static enum store_status reword_row(struct edit *e, int which, const char *first,
                                    const char *second)
{
    struct statement *q = db_stmt(e->s, &story_reword_statements, which);
    db_bind_int(q, 1, e->id);
    if (which != REWORD_WITHDRAWAL)
        db_bind_int(q, 2, e->at);
    db_bind_text(q, 3, first);
    if (which != REWORD_WITHDRAWAL)
        db_bind_int(q, 4, e->now);
    if (which == REWORD_CORRECTION)
        db_bind_text(q, 5, second);
    int64_t id;
    return db_run_id(e->s, q, &id);
}

/* What readers could read until now: it stays in the audit log, and nobody replaces what was not shown. */
struct reword_wording {
    const char *first, *second;
};

static const char *reword_joined(struct arena *a, const char *first, const char *second)
{
    return *second ? arena_printf(a, "%s → %s", first, second) : first;
}

static enum store_status reword_was(struct edit *e, int which, const char **out)
{
    struct statement *q = db_stmt(e->s, &story_reword_statements, which);
    struct reword_wording now = {"", ""};
    db_bind_int(q, 1, e->id);
    db_bind_int(q, 2, e->at);
    if (db_row(e->s, q) == STORE_OK) {
        now.first = db_text(e->a, q, 0);
        now.second = which == WAS_CORRECTION ? db_text(e->a, q, 1) : "";
    }
    db_reset(q);
    const char *second = e->words->was_second ? e->words->was_second : "";
    const char *first = e->words->was_first ? e->words->was_first : "";
    *out = reword_joined(e->a, now.first, now.second);
    if (strcmp(text_line(e->a, first), now.first) == 0 &&
        (which != WAS_CORRECTION || strcmp(text_line(e->a, second), now.second) == 0))
        return STORE_OK;
    problem_say(
        e->why, "",
        WORD("Somebody changed these words since you opened this page: they are “%NOW%” now. "
             "You typed “%TYPED%”. Nothing was changed."),
        "NOW", arena_dup(e->why->arena, *out), "TYPED",
        reword_joined(e->why->arena, e->first ? e->first : "", e->second ? e->second : ""), NULL);
    return STORE_REFUSED;
}

static enum store_status reword_note(struct edit *e)
{
    const char *note = text_line(e->a, e->first ? e->first : "");
    if (note[0] == '\0')
        return edit_refuse(e, "note", WORD("Say in a line what was updated."));
    if (text_length(note) > 300)
        return edit_refuse(e, "note", WORD("Shorten the note to at most 300 characters."));
    const char *was;
    enum store_status st = reword_was(e, WAS_NOTE, &was);
    if (st == STORE_OK)
        st = reword_row(e, REWORD_NOTE, note, NULL);
    return st == STORE_OK
               ? edit_audit(e, "story.reword", arena_printf(e->a, "note: %s (was: %s)", note, was))
               : st;
}

static enum store_status reword_correction(struct edit *e)
{
    const char *wrong = text_line(e->a, e->first ? e->first : "");
    const char *right = text_line(e->a, e->second ? e->second : "");
    if (wrong[0] == '\0')
        return edit_refuse(e, "wrong", WORD("Say what was wrong."));
    if (right[0] == '\0')
        return edit_refuse(e, "right", WORD("Say what is right."));
    if (text_length(wrong) > 2000 || text_length(right) > 2000)
        return edit_refuse(e, "wrong", WORD("Shorten the correction to at most 2,000 characters."));
    const char *was;
    enum store_status st = reword_was(e, WAS_CORRECTION, &was);
    if (st == STORE_OK)
        st = reword_row(e, REWORD_CORRECTION, wrong, right);
    return st == STORE_OK
               ? edit_audit(e, "story.reword",
                            arena_printf(e->a, "correction: %s → %s (was: %s)", wrong, right, was))
               : st;
}

static enum store_status reword_withdrawal(struct edit *e)
{
    const char *reason;
    if (e->story.state != STORY_WITHDRAWN)
        return edit_refuse(e, "", WORD("The story is not withdrawn."));
    if (!edit_reason_given(e, &reason))
        return STORE_REFUSED;
    const char *was;
    enum store_status st = reword_was(e, WAS_NOTICE, &was);
    if (st == STORE_OK)
        st = reword_row(e, REWORD_WITHDRAWAL, reason, NULL);
    return st == STORE_OK ? edit_audit(e, "story.reword",
                                       arena_printf(e->a, "notice: %s (was: %s)", reason, was))
                          : st;
}

enum store_status story_reword(struct store *s, int64_t id, enum wording what, int64_t which,
                               const struct reworded *words, const struct actor *by, int64_t now,
                               struct problems *why)
{
    static edit_fn *const functions[WORDING_MAX] = {
        [WORDING_NOTE] = reword_note,
        [WORDING_CORRECTION] = reword_correction,
        [WORDING_WITHDRAWAL] = reword_withdrawal,
    };
    struct edit e = {.s = s,
                     .by = by,
                     .act = ACT_REWORD,
                     .id = id,
                     .at = which,
                     .first = words->first,
                     .second = words->second,
                     .words = words,
                     .now = now,
                     .why = why};
    return (unsigned)what < WORDING_MAX ? edit_run(&e, functions[what]) : STORE_REFUSED;
}
