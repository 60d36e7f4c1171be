/* media_library.c: see media_library.h.
 *
 * A view is a walk down an index of its own. Words are looked up first: when few pictures have the rarest of them,
 * those are read and sorted; else the view is walked, and each picture asked for its words. */
#include "media_library.h"

#include "lib/dateline.h"
#include "lib/text.h"
#include "lib/word_set.h"
#include "media_private.h"
#include "permission.h"
#include "story_private.h"

#include <stdlib.h>
#include <string.h>

enum { ALL, UNUSED, ENDING, ENDED, OWN, ONE, IDS, HAS, SOON, OVER, SHOWN, MEDIA_LIBRARY_SQL_MAX };

#define WORDS_ASKED 6    /* the first ones that were typed */
#define ENDED_LOOKED 200 /* those that ended last */
#define FEW 1000         /* pictures of the rarest word that are read at once */
#define SELECT_MEDIA "SELECT " MEDIA_COLUMNS " FROM media WHERE "
/* clang-format off */
#define BY_TIME(which) \
    SELECT_MEDIA which " AND (created_at, id) < (?1, ?2) AND created_at >= ?3" \
    " ORDER BY created_at DESC, id DESC LIMIT ?4"
/* clang-format on */

static const char *const sql[MEDIA_LIBRARY_SQL_MAX] = {
    [ALL] = BY_TIME("replaced_by IS NULL"),
    [UNUSED] = BY_TIME("uses = 0"),
    [ENDING] = SELECT_MEDIA "rights_until <> '' AND (rights_until, id) > (?1, ?2)"
                            " AND rights_until <= ?3 ORDER BY rights_until, id LIMIT ?4",
    [ENDED] = SELECT_MEDIA "rights_until <> '' AND (rights_until, id) < (?1, ?2)"
                           " ORDER BY rights_until DESC, id DESC LIMIT ?4",
    [OWN] = "SELECT " MEDIA_COLUMNS " FROM media_user u" SQL_JOIN "media ON media.id = u.media_id"
            " WHERE u.user_id = ?1 AND u.media_id < ?2 ORDER BY u.media_id DESC LIMIT ?4",
    [ONE] = SELECT_MEDIA "id = ?1",
    [IDS] = "SELECT media_id FROM media_word WHERE word >= ?1 AND word < ?2 LIMIT ?3",
    [HAS] = "SELECT 1 FROM media_word WHERE media_id = ?1 AND word >= ?2 AND word < ?3 LIMIT 1",
    [SOON] = "SELECT id FROM media WHERE rights_until <> '' AND rights_until >= ?1"
             " AND rights_until <= ?2 LIMIT ?3",
    [OVER] = "SELECT id, name FROM media WHERE rights_until <> '' AND rights_until < ?1"
             " AND uses > 0 AND replaced_by IS NULL ORDER BY rights_until DESC LIMIT ?3",
    [SHOWN] =
        "SELECT 1 FROM media_use u" SQL_JOIN "story s ON s.id = u.story_id" SQL_JOIN
        "revision r ON r.story_id = s.id AND r.number = " SQL_LIVE_NUMBER(
            "s.id") " WHERE u.media_id = ?2 AND s.withdrawn_at IS NULL AND s.binned_at IS NULL"
                    " AND (r.hero_id = ?2 OR instr(r.body_html, ?3) > 0) LIMIT 1",
};
const struct statements media_library_statements = {SET_MEDIA_LIBRARY, sql, MEDIA_LIBRARY_SQL_MAX};

static const char *const view_names[MEDIA_VIEW_MAX] = {
    [MEDIA_ALL] = "all",
    [MEDIA_UNUSED] = "unused",
    [MEDIA_ENDING] = "ending",
    [MEDIA_ENDED] = "ended",
};

const char *media_view_name(enum media_view v)
{
    return (unsigned)v < MEDIA_VIEW_MAX ? view_names[v] : "";
}

enum media_view media_view_find(const char *name)
{
    int v = 0;
    while (v < MEDIA_VIEW_MAX && strcmp(view_names[v], name) != 0)
        v++;
    return (enum media_view)v;
}

#define DAY_MS INT64_C(86400000)

enum store_status media_day(struct store *s, struct arena *a, int64_t now, int64_t days,
                            const char **out)
{
    struct dateline_civil c;
    struct calendar *calendar = store_calendar(s);
    if (!calendar)
        return db_broken(s, "the site's zone or locale is unknown");
    dateline_civil(calendar, now, &c);
    /* From noon, which stays on its day when clocks are changed in between. */
    int64_t noon = dateline_day_start(calendar, c.year, c.month, c.day) + DAY_MS / 2;
    dateline_civil(calendar, noon + days * DAY_MS, &c);
    *out = arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
    return STORE_OK;
}

/* ---- A question ------------------------------------------------------------------------------- */

struct term {
    const char *from, *to; /* words within [from, to) */
};
struct find {
    struct store *s;
    struct arena *a;
    const struct media_query *in;
    const char *today, *end; /* days of MEDIA_ENDING */
    int64_t user;            /* whose alone; 0: anybody's */
    struct term terms[WORDS_ASKED];
    size_t n_terms;
    struct media_found *out;
};

static enum store_status find_prepare(struct find *f, int64_t now)
{
    struct strlist words = word_set(f->a, f->in->words ? f->in->words : "", TOKENIZER_QUERY);
    for (size_t i = 0; i < words.n && i < WORDS_ASKED; i++)
        f->terms[f->n_terms++] =
            (struct term){words.v[i], arena_printf(f->a, "%s\xf4\x8f\xbf\xbf", words.v[i])};
    f->user = f->in->by && !permission_may(f->in->by, ACT_OTHERS, NULL) ? f->in->by->user : 0;
    enum store_status st = media_day(f->s, f->a, now, 0, &f->today);
    return st == STORE_OK ? media_day(f->s, f->a, now, MEDIA_ENDING_DAYS, &f->end) : st;
}

/* Of a view by days; the other ones are by time. */
static bool by_day(enum media_view v)
{
    return v == MEDIA_ENDING || v == MEDIA_ENDED;
}

static struct media_key key_of(const struct find *f, const struct media *m)
{
    if (by_day(f->in->view))
        return (struct media_key){.day = m->rights_until, .id = m->id};
    return (struct media_key){.at = m->created_at, .day = "", .id = m->id};
}

/* Below 0: x stands before y. */
static int key_order(enum media_view view, const struct media_key *x, const struct media_key *y)
{
    int order = by_day(view) ? strcmp(x->day, y->day) : (x->at > y->at) - (x->at < y->at);
    if (order == 0)
        order = (x->id > y->id) - (x->id < y->id);
    return view == MEDIA_ENDING ? order : -order;
}

static bool fits_view(const struct find *f, const struct media *m)
{
    const char *until = m->rights_until;
    switch (f->in->view) {
    case MEDIA_UNUSED:
        return m->uses == 0;
    case MEDIA_ENDING:
        return *until && strcmp(until, f->today) >= 0 && strcmp(until, f->end) <= 0;
    case MEDIA_ENDED:
        return *until && strcmp(until, f->today) < 0;
    default:
        return m->replaced_by == 0;
    }
}

static bool fits(const struct find *f, const struct media *m)
{
    return fits_view(f, m) && (f->in->from == 0 || m->created_at >= f->in->from) &&
           (f->in->until == 0 || m->created_at < f->in->until);
}

/* STORE_OK: the picture has each word from the first on; STORE_MISSING. */
static enum store_status has_words(const struct find *f, int64_t id)
{
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < f->n_terms && st == STORE_OK; i++) {
        struct statement *q = db_stmt(f->s, &media_library_statements, HAS);
        db_bind_int(q, 1, id);
        db_bind_text(q, 2, f->terms[i].from);
        db_bind_text(q, 3, f->terms[i].to);
        st = db_row(f->s, q);
        db_reset(q);
    }
    return st;
}

/* ---- Walking ---------------------------------------------------------------------------------- */

static struct statement *walk_own(const struct find *f)
{
    struct statement *q = db_stmt(f->s, &media_library_statements, OWN);
    db_bind_int(q, 1, f->user);
    db_bind_int(q, 2, f->in->after.id ? f->in->after.id : INT64_MAX);
    return q;
}

static struct statement *walk_by_time(const struct find *f)
{
    const struct media_query *in = f->in;
    struct statement *q =
        db_stmt(f->s, &media_library_statements, in->view == MEDIA_UNUSED ? UNUSED : ALL);
    bool start = in->after.id == 0 || (in->until && in->after.at >= in->until);
    db_bind_int(q, 1, !start ? in->after.at : in->until ? in->until : INT64_MAX);
    db_bind_int(q, 2, start ? 0 : in->after.id);
    db_bind_int(q, 3, in->from);
    return q;
}

static struct statement *walk_by_day(const struct find *f)
{
    bool ending = f->in->view == MEDIA_ENDING, start = f->in->after.id == 0;
    struct statement *q = db_stmt(f->s, &media_library_statements, ending ? ENDING : ENDED);
    db_bind_text(q, 1, start ? f->today : f->in->after.day);
    db_bind_int(q, 2, f->in->after.id);
    if (ending)
        db_bind_text(q, 3, f->end);
    return q;
}

static struct statement *walk_stmt(const struct find *f)
{
    struct statement *q = f->user               ? walk_own(f)
                          : by_day(f->in->view) ? walk_by_day(f)
                                                : walk_by_time(f);
    db_bind_int(q, 4, MEDIA_LOOKED);
    return q;
}

/* STORE_MISSING: it is none of those asked for. Its key is noted either way. */
static enum store_status walk_look(struct find *f, struct statement *q, struct media *m)
{
    enum store_status st = has_words(f, db_int(q, 0));
    media_read(f->a, q, m);
    return st == STORE_OK && !fits(f, m) ? STORE_MISSING : st;
}

static enum store_status find_walk(struct find *f)
{
    struct media m;
    struct media_key last = {.day = ""};
    size_t looked = 0;
    struct statement *q = walk_stmt(f);
    enum store_status st;
    while ((st = db_row(f->s, q)) == STORE_OK) {
        looked++;
        st = walk_look(f, q, &m);
        if (st != STORE_OK && st != STORE_MISSING)
            break;
        if (st == STORE_OK && f->out->list.n == f->in->limit) {
            f->out->more = true;
            f->out->next = key_of(f, &f->out->list.v[f->in->limit - 1]);
            break;
        }
        if (st == STORE_OK)
            f->out->list.v[f->out->list.n++] = m;
        last = key_of(f, &m);
    }
    db_reset(q);
    if (looked == MEDIA_LOOKED && !f->out->more) {
        f->out->more = true;
        f->out->next = last;
    }
    return st == STORE_MISSING ? STORE_OK : st;
}

/* ---- By a rare word --------------------------------------------------------------------------- */

static int id_order(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* *n: FEW + 1 when there are more than FEW. */
static enum store_status ids_of(const struct find *f, const struct term *t, int64_t *ids, size_t *n)
{
    struct statement *q = db_stmt(f->s, &media_library_statements, IDS);
    db_bind_text(q, 1, t->from);
    db_bind_text(q, 2, t->to);
    db_bind_int(q, 3, FEW + 1);
    enum store_status st;
    *n = 0;
    while ((st = db_row(f->s, q)) == STORE_OK)
        ids[(*n)++] = db_int(q, 0);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status one_by_id(const struct find *f, int64_t id, struct media *m)
{
    struct statement *q = db_stmt(f->s, &media_library_statements, ONE);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(f->s, q);
    if (st == STORE_OK)
        media_read(f->a, q, m);
    db_reset(q);
    return st;
}

/* Puts m in its place among the first ones, of which there are at most `limit`. */
static void few_put(struct find *f, const struct media *m)
{
    struct media_list *list = &f->out->list;
    const struct media_key key = key_of(f, m), *after = &f->in->after;
    if (after->id && key_order(f->in->view, &key, after) <= 0)
        return;
    size_t at = list->n;
    for (; at > 0; at--) {
        struct media_key there = key_of(f, &list->v[at - 1]);
        if (key_order(f->in->view, &there, &key) < 0)
            break;
    }
    if (list->n < f->in->limit)
        list->n++;
    else
        f->out->more = true;
    if (at == f->in->limit)
        return;
    memmove(&list->v[at + 1], &list->v[at], (list->n - 1 - at) * sizeof *list->v);
    list->v[at] = *m;
}

static enum store_status find_few(struct find *f, int64_t *ids, size_t n)
{
    enum store_status st = STORE_OK;
    qsort(ids, n, sizeof *ids, id_order);
    for (size_t i = 0; i < n && st == STORE_OK; i++) {
        struct media m;
        if (i > 0 && ids[i] == ids[i - 1])
            continue;
        st = has_words(f, ids[i]);
        if (st == STORE_OK)
            st = one_by_id(f, ids[i], &m);
        if (st == STORE_OK && fits(f, &m))
            few_put(f, &m);
        st = st == STORE_MISSING ? STORE_OK : st;
    }
    if (f->out->more)
        f->out->next = key_of(f, &f->out->list.v[f->in->limit - 1]);
    return st;
}

/* The rarest of its words. *few: NULL when all are common. */
static enum store_status find_rarest(struct find *f, int64_t **few, size_t *n)
{
    *few = NULL;
    *n = FEW + 1;
    enum store_status st = STORE_OK;
    for (size_t i = 0; i < f->n_terms && st == STORE_OK; i++) {
        size_t here;
        int64_t *ids = arena_array(f->a, FEW + 1, sizeof *ids);
        st = ids_of(f, &f->terms[i], ids, &here);
        if (st == STORE_OK && here < *n) {
            *few = ids;
            *n = here;
        }
    }
    return st;
}

/* ---- All of it -------------------------------------------------------------------------------- */

static enum store_status find_pictures(struct find *f)
{
    int64_t *few = NULL;
    size_t n = 0;
    enum store_status st = f->n_terms && !f->user ? find_rarest(f, &few, &n) : STORE_OK;
    if (st != STORE_OK)
        return st;
    st = few ? find_few(f, few, n) : find_walk(f);
    for (size_t i = 0; i < f->out->list.n && st == STORE_OK; i++)
        st = media_read_files(f->s, f->a, &f->out->list.v[i]);
    return st;
}

enum store_status media_find(struct store *s, struct arena *a, const struct media_query *query,
                             int64_t now, struct media_found *out)
{
    struct find f = {.s = s, .a = a, .in = query, .out = out};
    *out = (struct media_found){.list = {.v = arena_array(a, query->limit, sizeof *out->list.v)},
                                .next = {.day = ""}};
    enum store_status st = find_prepare(&f, now);
    if (st != STORE_OK)
        return st;
    db_read(s);
    st = find_pictures(&f);
    db_read_done(s);
    return st;
}

/* ---- Counting --------------------------------------------------------------------------------- */

static enum store_status count_soon(struct store *s, const char *today, const char *end,
                                    int64_t most, int64_t *n)
{
    struct statement *q = db_stmt(s, &media_library_statements, SOON);
    db_bind_text(q, 1, today);
    db_bind_text(q, 2, end);
    db_bind_int(q, 3, most);
    enum store_status st;
    while ((st = db_row(s, q)) == STORE_OK)
        ++*n;
    return st == STORE_MISSING ? STORE_OK : st;
}

/* STORE_OK: readers see it in some story; STORE_MISSING. */
static enum store_status is_shown(struct store *s, int64_t id, const char *name, int64_t now)
{
    struct statement *q = db_stmt(s, &media_library_statements, SHOWN);
    db_bind_int(q, 1, now);
    db_bind_int(q, 2, id);
    db_bind_text(q, 3, name);
    enum store_status st = db_row(s, q);
    db_reset(q);
    return st;
}

static enum store_status count_shown(struct store *s, struct arena *a, const char *today,
                                     int64_t most, int64_t now, int64_t *n)
{
    struct statement *q = db_stmt(s, &media_library_statements, OVER);
    db_bind_text(q, 1, today);
    db_bind_int(q, 3, ENDED_LOOKED);
    enum store_status st = STORE_OK;
    while (*n < most && (st = db_row(s, q)) == STORE_OK) {
        st = is_shown(s, db_int(q, 0), db_text(a, q, 1), now);
        if (st != STORE_OK && st != STORE_MISSING)
            break;
        *n += st == STORE_OK;
    }
    db_reset(q);
    return *n == most || st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_rights_count(struct store *s, struct arena *a, int64_t most, int64_t now,
                                     struct media_rights_counts *out)
{
    const char *today, *end;
    *out = (struct media_rights_counts){0};
    enum store_status st = media_day(s, a, now, 0, &today);
    if (st == STORE_OK)
        st = media_day(s, a, now, MEDIA_ENDING_DAYS, &end);
    if (st != STORE_OK)
        return st;
    db_read(s);
    st = count_soon(s, today, end, most, &out->ending);
    if (st == STORE_OK)
        st = count_shown(s, a, today, most, now, &out->shown_ended);
    db_read_done(s);
    return st;
}
