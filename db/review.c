/* review.c: see review.h. */
#include "review_private.h"

#include "lib/language.h"
#include "lib/text.h"
#include "story_edit_private.h"

#include <inttypes.h>
#include <string.h>

enum {
    LOAD,
    LIST,
    ADD,
    OF_TEXT,
    SAID,
    HOLD,
    RETURN,
    LEGAL,
    SETTLE,
    OUT_OF_REVIEW,
    COUNT_REVIEW,
    COUNT_RETURNED,
    RETURNED,
    REVIEW_SQL_MAX
};

/* Of those in the index: begun by that person, or written with others. */
#define OF_PERSON                                                                                  \
    " AND s.binned_at IS NULL AND (s.created_by = ?1 OR EXISTS (SELECT 1 FROM story_writer w"      \
    " WHERE w.story_id = s.id AND w.user_id = ?1))"
#define SET_ROW                                                                                    \
    "INSERT INTO review (story_id, held_by, held_at, returned, legal) VALUES (?1, ?2, ?3, ?4, ?5)" \
    " ON CONFLICT (story_id) DO UPDATE SET "

static const char *const sql[REVIEW_SQL_MAX] = {
    [LOAD] = "SELECT v.held_by, u.name, v.held_at, v.returned, v.legal FROM review v"
             " LEFT JOIN user u ON u.id = v.held_by WHERE v.story_id = ?1",
    [LIST] = "SELECT t.kind, t.number, t.points, u.name, t.name, t.words, t.at, t.user_id"
             " FROM review_step t LEFT JOIN user u ON u.id = t.user_id WHERE t.story_id = ?1"
             " ORDER BY t.id DESC LIMIT ?2",
    [ADD] = "INSERT INTO review_step (story_id, number, text_hash, kind, points, user_id, name,"
            " words, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [OF_TEXT] = "SELECT t.kind, u.name, t.name FROM review_step t"
                " LEFT JOIN user u ON u.id = t.user_id"
                " WHERE t.story_id = ?1 AND t.kind IN (5, 7) AND t.text_hash ="
                " (SELECT r.text_hash FROM revision r WHERE r.story_id = ?1 AND r.number = ?2)"
                " ORDER BY t.id",
    [SAID] = "SELECT t.kind, t.points, t.user_id FROM review_step t WHERE t.story_id = ?1"
             " AND t.kind IN (5, 7, 9) AND t.text_hash = ?2",
    [HOLD] = SET_ROW "held_by = excluded.held_by, held_at = excluded.held_at",
    [RETURN] = SET_ROW "held_by = NULL, held_at = NULL, returned = excluded.returned",
    [LEGAL] = SET_ROW "legal = excluded.legal",
    [SETTLE] = "UPDATE review SET held_by = NULL, held_at = NULL, returned = 0 WHERE story_id = ?1",
    [OUT_OF_REVIEW] = "UPDATE story SET in_review = 0 WHERE id = ?1",
    [COUNT_REVIEW] = "SELECT count(*) FROM story WHERE in_review = 1 AND published_at IS NULL"
                     " AND binned_at IS NULL AND withdrawn_at IS NULL",
    [COUNT_RETURNED] = "SELECT count(*) FROM review v" SQL_JOIN "story s ON s.id = v.story_id"
                       " WHERE v.returned = 1" OF_PERSON,
    [RETURNED] = "SELECT s.id, t.at, r.headline, u.name, t.words FROM review v" SQL_JOIN
                 "story s ON s.id = v.story_id" SQL_JOIN
                 "revision r ON r.story_id = s.id AND r.number = s.head_number"
                 " LEFT JOIN review_step t ON t.id = (SELECT max(x.id) FROM review_step x"
                 " WHERE x.story_id = s.id AND x.kind = 1)"
                 " LEFT JOIN user u ON u.id = t.user_id WHERE v.returned = 1" OF_PERSON
                 " ORDER BY t.id DESC LIMIT ?2",
};
const struct statements review_statements = {SET_REVIEW, sql, REVIEW_SQL_MAX};
_Static_assert(REVIEW_RETURNED == 1 && REVIEW_READ == 5 && REVIEW_LEGAL_SEEN == 7 &&
                   REVIEW_OVERRIDE == 9,
               "numbers in the statements");

static struct statement *review_stmt(struct store *s, int which)
{
    return db_stmt(s, &review_statements, which);
}

/* ---- Reading ----------------------------------------------------------------------------------- */

enum store_status review_load(struct store *s, struct arena *a, int64_t story_id,
                              struct review_now *out)
{
    struct statement *q = review_stmt(s, LOAD);
    *out = (struct review_now){.held_by_name = ""};
    db_bind_int(q, 1, story_id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK)
        *out = (struct review_now){.held_by = db_int(q, 0),
                                   .held_by_name = db_text(a, q, 1),
                                   .held_at = db_int(q, 2),
                                   .returned = db_int(q, 3) != 0,
                                   .legal_needed = db_int(q, 4) != 0};
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

const char *review_kind_name(enum review_kind k)
{
    static const char *const kinds[REVIEW_KIND_MAX] = {
        [REVIEW_SUBMITTED] = "submitted",         [REVIEW_RETURNED] = "returned",
        [REVIEW_TAKEN_BACK] = "taken-back",       [REVIEW_HELD] = "held",
        [REVIEW_RELEASED] = "released",           [REVIEW_READ] = "read",
        [REVIEW_LEGAL_NEEDED] = "legal-needed",   [REVIEW_LEGAL_SEEN] = "legal-seen",
        [REVIEW_LEGAL_CLEARED] = "legal-cleared", [REVIEW_OVERRIDE] = "override",
    };
    return kinds[k];
}

enum store_status review_list(struct store *s, struct arena *a, int64_t story_id, size_t most,
                              struct review_steps *out)
{
    struct statement *q = review_stmt(s, LIST);
    enum store_status st;
    size_t capacity = 0;
    *out = (struct review_steps){0};
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, most < INT32_MAX ? (int64_t)most : INT32_MAX);
    while ((st = db_row(s, q)) == STORE_OK) {
        out->v = arena_grow(a, out->v, out->n, &capacity, sizeof *out->v);
        out->v[out->n++] = (struct review_step){.kind = (enum review_kind)db_int(q, 0),
                                                .number = (int)db_int(q, 1),
                                                .points = (unsigned)db_int(q, 2),
                                                .user_name = db_text(a, q, 3),
                                                .name = db_text(a, q, 4),
                                                .words = db_text(a, q, 5),
                                                .at = db_int(q, 6),
                                                .user_id = db_int(q, 7)};
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status review_text(struct store *s, struct arena *a, int64_t story_id, int number,
                              struct review_text *out)
{
    struct statement *q = review_stmt(s, OF_TEXT);
    enum store_status st;
    *out = (struct review_text){"", ""};
    db_bind_int(q, 1, story_id);
    db_bind_int(q, 2, number);
    while ((st = db_row(s, q)) == STORE_OK) {
        if (db_int(q, 0) == REVIEW_READ)
            out->read_by = db_text(a, q, 1);
        else
            out->legal_seen = db_text(a, q, 2);
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status review_said_of(struct store *s, int64_t story_id, const char *text_hash,
                                 int64_t not_by, struct review_said *out)
{
    struct statement *q = review_stmt(s, SAID);
    enum store_status st;
    *out = (struct review_said){0};
    db_bind_int(q, 1, story_id);
    db_bind_text(q, 2, text_hash);
    while ((st = db_row(s, q)) == STORE_OK) {
        int64_t kind = db_int(q, 0);
        out->read |= kind == REVIEW_READ && !db_is_null(q, 2) && db_int(q, 2) != not_by;
        out->legal_seen |= kind == REVIEW_LEGAL_SEEN;
        out->overridden |= kind == REVIEW_OVERRIDE ? (unsigned)db_int(q, 1) : 0;
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status review_count(struct store *s, int64_t user_id, struct review_counts *out)
{
    enum store_status st = STORE_OK;
    *out = (struct review_counts){0};
    for (int which = COUNT_REVIEW; which <= COUNT_RETURNED && st == STORE_OK; which++) {
        struct statement *q = review_stmt(s, which);
        if (which == COUNT_RETURNED)
            db_bind_int(q, 1, user_id);
        st = db_row(s, q);
        if (st == STORE_OK)
            *(which == COUNT_REVIEW ? &out->in_review : &out->returned) = db_int(q, 0);
        db_reset(q);
    }
    return st;
}

enum store_status review_returned(struct store *s, struct arena *a, int64_t user_id, size_t limit,
                                  struct returned_rows *out)
{
    struct statement *q = review_stmt(s, RETURNED);
    enum store_status st;
    *out = (struct returned_rows){.v = arena_array(a, limit, sizeof *out->v)};
    db_bind_int(q, 1, user_id);
    db_bind_int(q, 2, (int64_t)limit);
    while ((st = db_row(s, q)) == STORE_OK && out->n < limit)
        out->v[out->n++] = (struct returned_row){.story_id = db_int(q, 0),
                                                 .at = db_int(q, 1),
                                                 .headline = db_text(a, q, 2),
                                                 .by = db_text(a, q, 3),
                                                 .words = db_text(a, q, 4)};
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- Writing ----------------------------------------------------------------------------------- */

bool review_words_fit(struct problems *why, const char *field, const char *words, size_t most)
{
    size_t n = text_length(words);
    if (n > most)
        problem_say(why, field,
                    WORD("Shorten this: it has %COUNT% characters, and %MOST% is the most."),
                    "COUNT", arena_printf(why->arena, "%zu", n), "MOST",
                    arena_printf(why->arena, "%zu", most), NULL);
    return n <= most;
}

enum store_status review_add(struct store *s, const struct review_entry *e, int64_t now)
{
    struct statement *q = review_stmt(s, ADD);
    db_bind_int(q, 1, e->story_id);
    db_bind_int(q, 2, e->number);
    db_bind_text(q, 3, e->text_hash ? e->text_hash : "");
    db_bind_int(q, 4, (int64_t)e->kind);
    db_bind_int(q, 5, (int64_t)e->points);
    db_bind_id(q, 6, e->user_id);
    db_bind_text(q, 7, e->name ? e->name : "");
    db_bind_text(q, 8, e->words ? e->words : "");
    db_bind_int(q, 9, now);
    return db_run(s, q);
}

enum store_status review_settle(struct store *s, int64_t story_id)
{
    struct statement *q = review_stmt(s, SETTLE);
    db_bind_int(q, 1, story_id);
    return db_run(s, q);
}

/* One column or two of the row, as the statement says. */
static enum store_status set_row(struct edit *e, int which, int64_t held_by, bool returned,
                                 bool legal)
{
    struct statement *q = review_stmt(e->s, which);
    db_bind_int(q, 1, e->id);
    db_bind_id(q, 2, held_by);
    db_bind_id(q, 3, held_by ? e->now : 0);
    db_bind_int(q, 4, returned);
    db_bind_int(q, 5, legal);
    return db_run(e->s, q);
}

/* ---- Each step ----------------------------------------------------------------------------------- */

struct reviewing {
    struct edit e; /* first: what edit_run is given */
    const struct review_act *act;
    const char *words, *name;
    struct review_now was;
    struct revision_meta text; /* that is named, or the newest */
};

static enum store_status leave_review(struct reviewing *r, bool returned)
{
    struct statement *q = review_stmt(r->e.s, OUT_OF_REVIEW);
    db_bind_int(q, 1, r->e.id);
    enum store_status st = db_run(r->e.s, q);
    return st == STORE_OK ? set_row(&r->e, RETURN, 0, returned, false) : st;
}

static enum store_status check_words(struct reviewing *r)
{
    struct edit *e = &r->e;
    if (r->act->kind == REVIEW_RETURNED && text_blank(r->words))
        return edit_refuse(e, "review_words",
                           WORD("Say in a note what is to be done before it can go out."));
    if (r->act->kind == REVIEW_LEGAL_SEEN && text_blank(r->name))
        return edit_refuse(e, "legal_name", WORD("Say which lawyer has seen the text."));
    bool fit = review_words_fit(e->why, "review_words", r->words, REVIEW_WORDS_MAX);
    fit &= review_words_fit(e->why, "legal_name", r->name, REVIEW_NAME_MAX);
    return fit ? STORE_OK : STORE_REFUSED;
}

/* The text that was shown, by somebody who did not write it. */
static enum store_status check_text(struct reviewing *r)
{
    struct edit *e = &r->e;
    bool read = r->act->kind == REVIEW_READ;
    bool moves = r->act->kind == REVIEW_RETURNED || r->act->kind == REVIEW_TAKEN_BACK ||
                 r->act->kind == REVIEW_LEGAL_CLEARED;
    if (moves && r->act->newest != 0 && r->act->newest != story_newest(&e->story))
        return edit_conflict(e, WORD("Somebody has written on since you opened this page. Nothing "
                                     "was done; press again to do it with the text of now."));
    if (!read && r->act->kind != REVIEW_LEGAL_SEEN)
        return STORE_OK;
    int64_t user = e->by ? e->by->user : 0;
    if (r->text.number == 0 || strcmp(r->text.hash, r->act->hash ? r->act->hash : "") != 0)
        return edit_refuse(e, "", WORD("This is another text by now. Look at it first."));
    if (read && user == 0)
        return edit_refuse(e, "", WORD("Whoever reads a text signs in at the desk for it."));
    if (read && r->text.saved_by == user)
        return edit_refuse(e, "",
                           WORD("You saved this text yourself: somebody else has to read it."));
    return STORE_OK;
}

/* Nothing that goes out by the clock is held up by a mark. */
static enum store_status check_state(struct reviewing *r)
{
    struct edit *e = &r->e;
    enum review_kind kind = r->act->kind;
    bool needs_review = kind == REVIEW_RETURNED || kind == REVIEW_TAKEN_BACK ||
                        kind == REVIEW_HELD || kind == REVIEW_RELEASED;
    if (e->story.state == STORY_BINNED)
        return edit_refuse(e, "", WORD("The story is in the bin. Take it out first."));
    if (needs_review && e->story.state != STORY_IN_REVIEW)
        return edit_refuse(e, "", WORD("The story is not in review any more. Look at it first."));
    if (kind == REVIEW_LEGAL_NEEDED && e->story.staged != 0)
        return edit_refuse(e, "",
                           WORD("A text of this story goes out by itself at its time. Take it off "
                                "the schedule first."));
    return STORE_OK;
}

static enum store_status take_step(struct reviewing *r)
{
    struct edit *e = &r->e;
    switch (r->act->kind) {
    case REVIEW_RETURNED:
        return leave_review(r, true);
    case REVIEW_TAKEN_BACK:
        return leave_review(r, false);
    case REVIEW_HELD:
        return set_row(e, HOLD, e->by ? e->by->user : 0, false, false);
    case REVIEW_RELEASED:
        return set_row(e, HOLD, 0, false, false);
    case REVIEW_LEGAL_NEEDED:
        return set_row(e, LEGAL, 0, false, true);
    case REVIEW_LEGAL_CLEARED:
        return set_row(e, LEGAL, 0, false, false);
    default:
        return STORE_OK;
    }
}

/* What is so already is not done again. */
static bool is_so(const struct reviewing *r)
{
    int64_t user = r->e.by ? r->e.by->user : 0;
    switch (r->act->kind) {
    case REVIEW_HELD:
        return user != 0 && r->was.held_by == user;
    case REVIEW_RELEASED:
        return r->was.held_by == 0;
    case REVIEW_LEGAL_NEEDED:
        return r->was.legal_needed;
    case REVIEW_LEGAL_CLEARED:
        return !r->was.legal_needed;
    default:
        return false;
    }
}

static enum store_status write_step(struct reviewing *r)
{
    static const char *const actions[REVIEW_KIND_MAX] = {
        [REVIEW_RETURNED] = "review.return",
        [REVIEW_TAKEN_BACK] = "review.take_back",
        [REVIEW_HELD] = "review.hold",
        [REVIEW_RELEASED] = "review.release",
        [REVIEW_READ] = "review.read",
        [REVIEW_LEGAL_NEEDED] = "review.legal_needed",
        [REVIEW_LEGAL_SEEN] = "review.legal_seen",
        [REVIEW_LEGAL_CLEARED] = "review.legal_cleared",
    };
    struct edit *e = &r->e;
    const struct review_entry step = {.story_id = e->id,
                                      .number = r->text.number,
                                      .text_hash = r->text.text_hash,
                                      .kind = r->act->kind,
                                      .user_id = e->by ? e->by->user : 0,
                                      .name = r->name,
                                      .words = r->words};
    enum store_status st = review_add(e->s, &step, e->now);
    const char *detail =
        arena_printf(e->a, "revision %d%s%s%s%s", r->text.number, *r->name ? ", by " : "", r->name,
                     *r->words ? ": " : "", text_excerpt(e->a, r->words, 200));
    return st == STORE_OK ? edit_audit(e, actions[r->act->kind], detail) : st;
}

static enum store_status review_edit(struct edit *e)
{
    struct reviewing *r = (struct reviewing *)e;
    int number = r->act->number ? r->act->number : story_newest(&e->story);
    r->words = text_lines(e->a, r->act->words ? r->act->words : "");
    r->name = text_line(e->a, r->act->name ? r->act->name : "");
    enum store_status st = check_words(r);
    if (st == STORE_OK)
        st = check_state(r);
    if (st == STORE_OK)
        st = revision_meta(e->s, e->a, e->id, number, &r->text);
    if (st == STORE_MISSING)
        st = STORE_OK; /* no such revision: check_text says so */
    if (st == STORE_OK)
        st = check_text(r);
    if (st == STORE_OK)
        st = review_load(e->s, e->a, e->id, &r->was);
    if (st != STORE_OK || is_so(r))
        return st;
    st = take_step(r);
    return st == STORE_OK ? write_step(r) : st;
}

static enum act act_of(enum review_kind kind)
{
    return kind == REVIEW_TAKEN_BACK     ? ACT_TAKE_BACK
           : kind == REVIEW_LEGAL_NEEDED ? ACT_HISTORY
                                         : ACT_REVIEW;
}

enum store_status review_do(struct store *s, int64_t story_id, const struct review_act *act,
                            const struct actor *by, int64_t now, struct problems *why)
{
    if ((unsigned)act->kind >= REVIEW_OVERRIDE || act->kind == REVIEW_SUBMITTED)
        return STORE_MISSING;
    struct reviewing r = {.act = act,
                          .e = {.s = s,
                                .by = by,
                                .act = act_of(act->kind),
                                .id = story_id,
                                .now = now,
                                .why = why,
                                .unseen = true,
                                .untouched = true}};
    return edit_run(&r.e, review_edit);
}
