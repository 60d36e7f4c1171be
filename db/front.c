/* front.c: see front.h: reading arrangements of the front page, and their rows. */
#include "front_private.h"

#include "story_private.h"

enum {
    NOW,
    NEXT,
    END,
    GET,
    HISTORY,
    WAITING,
    PINS,
    BANDS,
    STORY,
    LAST,
    ADD,
    ADD_PIN,
    ADD_BAND,
    FRONT_SQL_MAX
};

/* One clause a line. */
/* clang-format off */
#define FRONT_COLUMNS \
    "SELECT f.id, f.live_from, f.saved_at, f.saved_by, f.cancelled_at," \
    " (SELECT u.name FROM user u WHERE u.id = f.saved_by) FROM front f"

static const char *const sql[FRONT_SQL_MAX] = {
    [NOW] =
        FRONT_COLUMNS " WHERE f.live_from <= ?1 AND f.cancelled_at IS NULL"
        " ORDER BY f.live_from DESC, f.id DESC LIMIT 1",
    [NEXT] = "SELECT min(live_from) FROM front WHERE live_from > ?1 AND cancelled_at IS NULL",
    [END] = "SELECT min(until) FROM front_story WHERE front_id = ?2 AND until > ?1",
    [GET] = FRONT_COLUMNS " WHERE f.id = ?1",
    [HISTORY] = FRONT_COLUMNS " WHERE f.id < ?1 ORDER BY f.id DESC LIMIT ?2",
    [WAITING] =
        FRONT_COLUMNS " WHERE f.live_from > ?1 AND f.cancelled_at IS NULL"
        " ORDER BY f.live_from, f.id LIMIT ?2",
    [PINS] = "SELECT place, story_id, until FROM front_story WHERE front_id = ?1 ORDER BY place",
    [BANDS] =
        "SELECT g.id, g.slug, b.hidden FROM front_section b" SQL_JOIN "section q ON q.id = b.section_id"
        SQL_JOIN "section g ON g.id = coalesce(q.stands_for, q.id)"
        " WHERE b.front_id = ?1 ORDER BY b.place",
    [STORY] =
        "SELECT " SQL_STORY_COLUMNS ", r.headline FROM story s" SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = coalesce(" SQL_LIVE_NUMBER("s.id") ", s.head_number)"
        " WHERE s.id = ?2",
    [LAST] = "SELECT saved_at FROM front ORDER BY id DESC LIMIT 1",
    [ADD] =
        "INSERT INTO front (live_from, saved_at, saved_by) VALUES (?1, ?2, ?3) RETURNING id",
    [ADD_PIN] = "INSERT INTO front_story (front_id, place, story_id, until) VALUES (?1, ?2, ?3, ?4)",
    [ADD_BAND] =
        "INSERT INTO front_section (front_id, place, section_id, hidden) VALUES (?1, ?2, ?3, ?4)",
};
/* clang-format on */
const struct statements front_statements = {SET_FRONT, sql, FRONT_SQL_MAX};

static struct statement *front_stmt(struct store *s, int which, int64_t first)
{
    struct statement *q = db_stmt(s, &front_statements, which);
    db_bind_int(q, 1, first);
    return q;
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* q stands at a row of FRONT_COLUMNS. */
static struct front front_read(struct arena *a, struct statement *q)
{
    return (struct front){.id = db_int(q, 0),
                          .live_from = db_int(q, 1),
                          .saved_at = db_int(q, 2),
                          .saved_by = db_int(q, 3),
                          .cancelled_at = db_int(q, 4),
                          .saved_by_name = db_text(a, q, 5)};
}

static enum store_status front_read_pins(struct store *s, struct arena *a, struct front *f)
{
    struct statement *q = front_stmt(s, PINS, f->id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        f->pins = arena_grow(a, f->pins, f->n_pins, &capacity, sizeof *f->pins);
        f->pins[f->n_pins++] = (struct front_pin){
            .place = (int)db_int(q, 0), .story_id = db_int(q, 1), .until = db_int(q, 2)};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static bool front_has_band(const struct front *f, int64_t section_id)
{
    for (size_t i = 0; i < f->n_bands; i++)
        if (f->bands[i].section_id == section_id)
            return true;
    return false;
}

/* Of two sections that are one by now, the first counts. */
static enum store_status front_read_bands(struct store *s, struct arena *a, struct front *f)
{
    struct statement *q = front_stmt(s, BANDS, f->id);
    size_t capacity = 0;
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK) {
        if (front_has_band(f, db_int(q, 0)))
            continue;
        f->bands = arena_grow(a, f->bands, f->n_bands, &capacity, sizeof *f->bands);
        f->bands[f->n_bands++] = (struct front_band){
            .section_id = db_int(q, 0), .slug = db_text(a, q, 1), .hidden = db_int(q, 2) != 0};
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status front_read_rest(struct store *s, struct arena *a, struct front *f)
{
    enum store_status st = front_read_pins(s, a, f);
    return st == STORE_OK ? front_read_bands(s, a, f) : st;
}

static enum store_status front_one(struct store *s, struct arena *a, struct statement *q,
                                   struct front *out)
{
    enum store_status st = db_row(s, q);
    *out = (struct front){.saved_by_name = ""};
    if (st == STORE_OK)
        *out = front_read(a, q);
    db_reset(q);
    return st == STORE_OK ? front_read_rest(s, a, out) : st;
}

/* The least of *until and what a statement of one number gives. */
static enum store_status front_sooner(struct store *s, struct statement *q, int64_t *until)
{
    enum store_status st = db_row(s, q);
    if (st == STORE_OK && !db_is_null(q, 0) && db_int(q, 0) < *until)
        *until = db_int(q, 0);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status front_until(struct store *s, int64_t id, int64_t now, int64_t *until)
{
    *until = INT64_MAX;
    enum store_status st = front_sooner(s, front_stmt(s, NEXT, now), until);
    if (st != STORE_OK || id == 0)
        return st;
    struct statement *q = front_stmt(s, END, now);
    db_bind_int(q, 2, id);
    return front_sooner(s, q, until);
}

enum store_status front_now(struct store *s, struct arena *a, int64_t now, struct front *out,
                            int64_t *until)
{
    db_read(s);
    enum store_status st = front_one(s, a, front_stmt(s, NOW, now), out);
    if (st == STORE_MISSING)
        st = STORE_OK;
    if (st == STORE_OK && until)
        st = front_until(s, out->id, now, until);
    db_read_done(s);
    return st;
}

enum store_status front_find(struct store *s, struct arena *a, int64_t id, struct front *out)
{
    db_read(s);
    enum store_status st = front_one(s, a, front_stmt(s, GET, id), out);
    db_read_done(s);
    return st;
}

static enum store_status front_collect(struct store *s, struct arena *a, struct statement *q,
                                       size_t limit, struct fronts *out)
{
    enum store_status st;
    *out = (struct fronts){.v = arena_array(a, limit, sizeof *out->v)};
    db_bind_int(q, 2, (int64_t)limit + 1);
    while ((st = db_row(s, q)) == STORE_OK) {
        if (out->n == limit)
            out->more = true;
        else
            out->v[out->n++] = front_read(a, q);
    }
    st = st == STORE_MISSING ? STORE_OK : st;
    for (size_t i = 0; st == STORE_OK && i < out->n; i++)
        st = front_read_rest(s, a, &out->v[i]);
    return st;
}

enum store_status front_history(struct store *s, struct arena *a, int64_t before, size_t limit,
                                struct fronts *out)
{
    db_read(s);
    enum store_status st =
        front_collect(s, a, front_stmt(s, HISTORY, before ? before : INT64_MAX), limit, out);
    db_read_done(s);
    return st;
}

enum store_status front_waiting(struct store *s, struct arena *a, size_t limit, int64_t now,
                                struct fronts *out)
{
    db_read(s);
    enum store_status st = front_collect(s, a, front_stmt(s, WAITING, now), limit, out);
    db_read_done(s);
    return st;
}

enum store_status front_story(struct store *s, struct arena *a, int64_t id, int64_t now,
                              struct front_story *out)
{
    struct statement *q = front_stmt(s, STORY, now);
    db_bind_int(q, 2, id);
    enum store_status st = db_row(s, q);
    if (st == STORE_OK) {
        story_read_columns(a, q, &out->story);
        out->headline = db_text(a, q, SQL_STORY_COLUMNS_N);
    }
    db_reset(q);
    return st;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

enum store_status front_clock(struct store *s, int64_t *now)
{
    struct statement *q = db_stmt(s, &front_statements, LAST);
    enum store_status st = db_row(s, q);
    int64_t last = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    if (last > *now && last - *now <= STORY_WAITED_MAX_MS)
        *now = last;
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status front_write_pin(struct store *s, int64_t id, const struct front_pin *p)
{
    struct statement *q = front_stmt(s, ADD_PIN, id);
    db_bind_int(q, 2, p->place);
    db_bind_int(q, 3, p->story_id);
    db_bind_id(q, 4, p->until);
    return db_run(s, q);
}

static enum store_status front_write_band(struct store *s, int64_t id, size_t place,
                                          const struct front_band *b)
{
    struct statement *q = front_stmt(s, ADD_BAND, id);
    db_bind_int(q, 2, (int64_t)place);
    db_bind_int(q, 3, b->section_id);
    db_bind_int(q, 4, b->hidden);
    return db_run(s, q);
}

enum store_status front_write(struct store *s, const struct front *f, int64_t *id)
{
    struct statement *q = front_stmt(s, ADD, f->live_from);
    db_bind_int(q, 2, f->saved_at);
    db_bind_id(q, 3, f->saved_by);
    enum store_status st = db_run_id(s, q, id);
    for (size_t i = 0; st == STORE_OK && i < f->n_pins; i++)
        st = front_write_pin(s, *id, &f->pins[i]);
    for (size_t i = 0; st == STORE_OK && i < f->n_bands; i++)
        st = front_write_band(s, *id, i + 1, &f->bands[i]);
    return st;
}
