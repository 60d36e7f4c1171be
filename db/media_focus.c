/* media_focus.c: see media_focus.h. */
#include "media_focus.h"

#include "lib/language.h"
#include "media_about.h"
#include "media_private.h"
#include "media_replace.h"
#include "operation.h"
#include "permission.h"
#include "refuse.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PUT, STOOD_FOR, MEDIA_FOCUS_SQL_MAX };

static const char *const sql[MEDIA_FOCUS_SQL_MAX] = {
    [PUT] = "UPDATE media SET focus_x = ?2, focus_y = ?3 WHERE id = ?1",
    [STOOD_FOR] = "SELECT media_id FROM media_replacement WHERE shows = ?1 LIMIT ?2",
};
const struct statements media_focus_statements = {SET_MEDIA_FOCUS, sql, MEDIA_FOCUS_SQL_MAX};

#define STOOD_FOR_MAX 1000

/* ---- In words ---------------------------------------------------------------------------------- */

/* Digits, and a percent sign if there is one: *at is behind them then. -1: there are none, or too many. */
static int focus_number(const char **at)
{
    size_t n = strspn(*at, "0123456789");
    int value = n > 0 && n <= 3 ? (int)strtol(*at, NULL, 10) : -1;
    *at += n;
    *at += **at == '%';
    return value;
}

bool media_focus_parse(const char *s, struct media_focus *out)
{
    const char *at = s + strspn(s, " ");
    out->x = focus_number(&at);
    size_t between = strspn(at, ", ");
    at += between;
    out->y = focus_number(&at);
    at += strspn(at, " ");
    return *at == '\0' && between > 0 && out->x >= 0 && out->x <= 100 && out->y >= 0 &&
           out->y <= 100;
}

const char *media_focus_text(struct arena *a, const struct media_focus *f)
{
    return arena_printf(a, "%d,%d", f->x, f->y);
}

static bool focus_same(const struct media_focus *one, const struct media_focus *other)
{
    return one->x == other->x && one->y == other->y;
}

/* ---- Changing ---------------------------------------------------------------------------------- */

/* Rows of cards were taken away by a trigger, of stories with a picture that this one stands for too. */
static enum store_status focus_keep_cards(struct store *s, int64_t id, int64_t now)
{
    int64_t ids[STOOD_FOR_MAX];
    size_t n = 0;
    struct statement *q = db_stmt(s, &media_focus_statements, STOOD_FOR);
    db_bind_int(q, 1, id);
    db_bind_int(q, 2, STOOD_FOR_MAX);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        ids[n++] = db_int(q, 0);
    st = st == STORE_MISSING ? media_keep_cards(s, id, now) : st;
    for (size_t i = 0; i < n && st == STORE_OK; i++)
        st = media_keep_cards(s, ids[i], now);
    return st;
}

static enum store_status focus_write(const struct operation *op, const struct media *m,
                                     const struct media_focus *to)
{
    struct statement *q = db_stmt(op->s, &media_focus_statements, PUT);
    db_bind_int(q, 1, m->id);
    db_bind_int(q, 2, to->x);
    db_bind_int(q, 3, to->y);
    enum store_status st = db_run(op->s, q);
    if (st == STORE_OK)
        st = focus_keep_cards(op->s, m->id, op->now);
    const char *detail = arena_printf(op->a, "%" PRId64 ": %d,%d → %d,%d", m->id, m->focus_x,
                                      m->focus_y, to->x, to->y);
    return st == STORE_OK ? operation_audit(op, "media.focus", detail) : st;
}

/* What readers see changes by somebody who may publish. */
static enum store_status focus_allowed(const struct operation *op, const struct media *m)
{
    struct media_pages pages;
    if (permission_may(op->by, ACT_PUBLISH, NULL))
        return STORE_OK;
    if (!media_may_change(op->by, m))
        return store_refuse(op->why, "",
                            WORD("This picture was brought by somebody else. Ask an editor "
                                 "to change what is said of it."));
    enum store_status st = media_pages(op->s, m, op->now, &pages);
    if (st == STORE_OK && pages.stories + pages.portraits > 0)
        return store_refuse(op->why, "",
                            WORD("Readers see this picture, so only an editor says what its crops "
                                 "keep."));
    return st;
}

bool media_focus_check(const struct media_focus *to, struct problems *why)
{
    size_t before = why->n;
    const char *sentence = WORD("Write a number from 0 to 100.");
    if (to->x < 0 || to->x > 100)
        problem_say(why, "focus_x", sentence, NULL);
    if (to->y < 0 || to->y > 100)
        problem_say(why, "focus_y", sentence, NULL);
    return why->n == before;
}

static enum store_status focus_moved(const struct media_focus *now, struct problems *why)
{
    problem_say(why, "focus_x",
                WORD("Somebody else has moved the point to %POINT% meanwhile. Save again to put "
                     "yours in its place."),
                "POINT", media_focus_text(why->arena, now), NULL);
    return STORE_CONFLICT;
}

static enum store_status focus_change(const struct operation *op,
                                      const struct media_focus_change *in)
{
    struct media m;
    enum store_status st = media_get(op->s, op->a, in->id, &m);
    if (st == STORE_OK)
        st = focus_allowed(op, &m);
    if (st != STORE_OK)
        return st;
    const struct media_focus is = {m.focus_x, m.focus_y};
    if (!media_focus_check(&in->to, op->why))
        return STORE_REFUSED;
    if (focus_same(&is, &in->to))
        return STORE_OK;
    if (!focus_same(&is, &in->was))
        return focus_moved(&is, op->why);
    return focus_write(op, &m, &in->to);
}

enum store_status media_focus_set(struct store *s, struct arena *a,
                                  const struct media_focus_change *in, int64_t now,
                                  struct problems *why)
{
    struct operation op = {.s = s, .a = a, .by = in->by, .now = now, .why = why};
    if (operation_begin(&op, SCOPE_SITE))
        op.st = focus_change(&op, in);
    return operation_end(&op);
}
