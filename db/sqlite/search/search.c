/* search.c: finding and ranking.
 *
 * The index knows revisions, the clock knows which of them are live: every match is checked before
 * anything of it is shown. Matches come newest first. For SEARCH_NEWEST the page is the first live
 * ones; for SEARCH_RELEVANCE a window of some thousand matches is ranked by its own score and age,
 * shown to its end, and then the next window, so that a common word costs what a rare one does.
 *
 * A phrase of common words can make FTS5 read every story without a single match. Its processor
 * time is limited: what was found by then is the answer, and it says that it is partial. */
#include "db/statements.h"
#include "db/story_private.h"
#include "fts.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CONNECT, RANKED, NEWEST, LIVE, TEXT, SEARCH_SQL_MAX };

#define MATCHES(columns)                                                                           \
    "SELECT " columns " FROM search WHERE search MATCH ?1 AND rowid < ?2 AND rowid >= ?3"          \
    " ORDER BY rowid DESC LIMIT ?4"

/* One clause a line. */
/* clang-format off */
static const char *const sql[SEARCH_SQL_MAX] = {
    [CONNECT] = "SELECT rowid FROM search WHERE search MATCH '\"x\"' LIMIT 0",
    [RANKED] = MATCHES("rowid, search_score(search, ?5)"),
    [NEWEST] = MATCHES("rowid"),
    [LIVE] =
        "SELECT s.id, d.number, s.published_at FROM search_doc d" SQL_JOIN
        "story s ON s.id = d.story_id"
        " WHERE d.id = ?2 AND s.withdrawn_at IS NULL"
        " AND d.number = " SQL_LIVE_NUMBER("d.story_id"),
    [TEXT] = "SELECT takeaways, plain, lang, body_html FROM revision WHERE story_id = ?1 AND number = ?2",
};
/* clang-format on */
const struct statements search_statements = {SET_SEARCH, sql, SEARCH_SQL_MAX};

#define WINDOW 2000       /* matches that are ranked together … */
#define WINDOW_LEAST 200  /* … or as many as come in … */
#define WINDOW_MS 10      /* … this processor time */
#define WALK_MS 30        /* processor time of all walks of a search … */
#define WALK_WALL_MS 2000 /* … and time on the clock, for a slow disk */
#define SUGGEST_MS 15     /* the same for walks that try another spelling */
#define SUGGEST_WORDS 3   /* words for which one is sought */
#define SUGGEST_TRIES 4   /* spellings that are tried for each */
#define SNIPPET_BYTES 260
#define DAY_MS (24 * 60 * 60 * 1000.0)
#define SCORE_UNIT 1e6                        /* a score is kept as a whole number, for cursors */
#define SCORE_TYPED INT64_C(1000000000000000) /* above all scores of texts */

struct search_match {
    int64_t row, score;
};

struct search_live {
    int64_t story_id;
    int number;
};

struct search_run {
    struct store *s;
    struct arena *a;
    const struct search_query *q;
    struct search_cursor after; /* of q */
    int64_t now;
    struct query query;
    struct search_languages languages;
    struct search_expression expression;
    int64_t as_of, top, bottom; /* rows below top, at or above bottom */
    int64_t cpu_end, wall_end;  /* ms of those clocks */
    bool spent;                 /* the work limit was reached */
    struct search_live *found;
    struct search_cursor next; /* when there is more */
    struct search_hits *out;
};

/* ---- Walking ------------------------------------------------------------------------------- */

/* Processor time of this thread. */
static int64_t search_cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Called by SQLite every few steps, those that load a page of the index among them. */
static int search_check_work(void *ctx)
{
    struct search_run *r = ctx;
    r->spent = search_cpu_ms() >= r->cpu_end || clock_monotonic_ms() >= r->wall_end;
    return r->spent;
}

static void search_limit_work(struct search_run *r, bool on)
{
    sqlite3_progress_handler(r->s->connection->db, on ? 64 : 0, on ? search_check_work : NULL, r);
}

static struct statement *search_matches(struct search_run *r, int which, int64_t below,
                                        int64_t bottom, int64_t limit)
{
    struct statement *q = db_stmt(r->s, &search_statements, which);
    db_bind_text(q, 1, r->expression.text.p);
    db_bind_int(q, 2, below);
    db_bind_int(q, 3, bottom);
    db_bind_int(q, 4, limit);
    if (which == RANKED)
        sqlite_bind_bytes(q, 5, r->expression.weights,
                          r->expression.n * sizeof *r->expression.weights);
    return q;
}

/* The end of a walk: a spent limit is no failure. */
static enum store_status search_end_walk(struct search_run *r, struct statement *q,
                                         enum store_status st)
{
    search_limit_work(r, false);
    db_reset(q);
    return st == STORE_MISSING || r->spent ? STORE_OK : st;
}

/* Whether readers see it, and within the dates that were asked for. STORE_MISSING: not. */
static enum store_status search_check_live(struct search_run *r, int64_t row,
                                           struct search_live *out)
{
    struct statement *q = db_stmt(r->s, &search_statements, LIVE);
    db_bind_int(q, 1, r->now);
    db_bind_int(q, 2, row);
    enum store_status st = db_row(r->s, q);
    if (st == STORE_OK) {
        int64_t at = db_int(q, 2);
        *out = (struct search_live){db_int(q, 0), (int)db_int(q, 1)};
        if (at < r->q->from || (r->q->to != 0 && at >= r->q->to) || at > r->as_of)
            st = STORE_MISSING;
    }
    db_reset(q);
    return st;
}

/* Takes a row onto the page. False: the page is full, and there is more. */
static enum store_status search_take(struct search_run *r, int64_t row, bool *taken)
{
    struct search_live m;
    enum store_status st = search_check_live(r, row, &m);
    *taken = true;
    if (st != STORE_OK)
        return st == STORE_MISSING ? STORE_OK : st;
    *taken = r->out->n < r->q->limit;
    if (*taken)
        r->found[r->out->n++] = m;
    else
        r->out->more = true;
    return STORE_OK;
}

/* ---- Newest first -------------------------------------------------------------------------- */

static enum store_status search_find_newest(struct search_run *r)
{
    int64_t row = r->after.row;
    int64_t below = row == 0 || row > r->top ? r->top : row, last = below;
    enum store_status st = STORE_OK;
    bool taken = true;
    search_limit_work(r, true);
    struct statement *q = search_matches(r, NEWEST, below, r->bottom, -1);
    while (taken && (st = db_row(r->s, q)) == STORE_OK) {
        row = db_int(q, 0);
        st = search_take(r, row, &taken);
        if (st != STORE_OK)
            break;
        last = taken ? row : last;
    }
    st = search_end_walk(r, q, st);
    r->out->partial = r->spent && last == below;
    r->out->more = r->out->more || (r->spent && last != below);
    r->next = (struct search_cursor){.as_of = r->as_of, .row = last};
    return st;
}

/* ---- By relevance -------------------------------------------------------------------------- */

static int search_best_first(const void *a, const void *b)
{
    const struct search_match *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->row > y->row ? -1 : x->row < y->row;
}

/* A story of today counts whole, one of half a year ago seven tenths, an old one four tenths. Those
 * with what was typed come before those with other forms of it (a score below 0). */
static int64_t search_score_at(const struct search_run *r, double text, int64_t row)
{
    double days = (double)(search_slot(r->as_of) - row) * SEARCH_SLOT_MS / DAY_MS;
    double age = 0.4 + 0.6 / (1 + (days > 0 ? days : 0) / 180);
    return (int64_t)(fabs(text) * age * SCORE_UNIT) + (text < 0 ? 0 : SCORE_TYPED);
}

/* Matches that are ranked together. */
struct search_window {
    struct search_match *v;
    size_t n;
    bool last; /* there are none below */
};

/* Reads the window below at->below. Where it ends depends on how hard matches come by; at->above
 * remembers it, so that the window's other pages rank the same ones. */
static enum store_status search_read_window(struct search_run *r, struct search_cursor *at,
                                            struct search_window *out)
{
    enum store_status st = STORE_OK;
    bool again = at->above != 0;
    int64_t soft_end = search_cpu_ms() + WINDOW_MS;
    out->n = 0;
    search_limit_work(r, true);
    struct statement *q =
        search_matches(r, RANKED, at->below, again ? at->above : r->bottom, WINDOW);
    while (out->n < WINDOW && (st = db_row(r->s, q)) == STORE_OK) {
        struct search_match *m = &out->v[out->n++];
        m->row = db_int(q, 0);
        m->score = search_score_at(r, sqlite_real(q, 1), m->row);
        if (!again && out->n % WINDOW_LEAST == 0 && search_cpu_ms() >= soft_end)
            break;
    }
    out->last = st == STORE_MISSING && !again;
    if (!again && out->n > 0)
        at->above = out->v[out->n - 1].row;
    return search_end_walk(r, q, st);
}

static bool search_already_shown(const struct search_cursor *after, const struct search_match *m)
{
    if (after->row == 0)
        return false;
    return m->score > after->score || (m->score == after->score && m->row >= after->row);
}

static enum store_status search_show_window(struct search_run *r, const struct search_cursor *at,
                                            const struct search_window *window)
{
    enum store_status st = STORE_OK;
    bool taken = true;
    r->next = *at;
    for (size_t i = 0; i < window->n && st == STORE_OK; i++) {
        const struct search_match *m = &window->v[i];
        if (search_already_shown(at, m))
            continue;
        st = search_take(r, m->row, &taken);
        if (!taken)
            break;
        r->next.score = m->score;
        r->next.row = m->row;
    }
    return st;
}

static enum store_status search_find_relevant(struct search_run *r)
{
    struct search_window window = {.v = arena_array(r->a, WINDOW, sizeof *window.v)};
    struct search_cursor at = r->after;
    enum store_status st = STORE_OK;
    at.as_of = r->as_of;
    at.below = at.below == 0 || at.below > r->top ? r->top : at.below;
    while (st == STORE_OK && !r->out->more) {
        st = search_read_window(r, &at, &window);
        if (st != STORE_OK)
            break;
        qsort(window.v, window.n, sizeof *window.v, search_best_first);
        st = search_show_window(r, &at, &window);
        if (st != STORE_OK || r->out->more || window.last)
            break;
        r->out->partial = r->spent && (window.n == 0 || r->after.above == at.above);
        if (at.above == 0)
            break;
        at = (struct search_cursor){.as_of = r->as_of, .below = at.above};
        r->next = at;
        r->out->more = r->spent;
    }
    return st;
}

/* ---- What is shown of a hit ---------------------------------------------------------------- */

static const char *search_joined(struct arena *a, const struct strlist *list)
{
    const char *text = "";
    for (size_t i = 0; i < list->n; i++)
        text = arena_printf(a, "%s%s%s", text, i > 0 ? " " : "", list->v[i]);
    return text;
}

static const char *search_shown(struct search_run *r, const char *lang, const char *text,
                                const char *html)
{
    return r->q->shown ? r->q->shown(r->q->shown_ctx, r->a, lang, text, html) : text;
}

/* The body where it says what was looked for, else the takeaways, else the standfirst. */
static struct snippet search_choose_text(struct search_run *r, const char *language,
                                         struct statement *q, const char *dek)
{
    const char *lang = sqlite_string(q, 2);
    const char *plain = search_shown(r, lang, sqlite_string(q, 1), sqlite_string(q, 3));
    struct snippet body = snippet_cut(r->a, &r->query, language, plain, SNIPPET_BYTES);
    if (body.found)
        return body;
    struct strlist list = json_to_strlist(r->a, sqlite_string(q, 0));
    const char *takeaways = search_shown(r, lang, search_joined(r->a, &list), NULL);
    struct snippet other = snippet_cut(r->a, &r->query, language, takeaways, SNIPPET_BYTES);
    if (!other.found)
        other =
            snippet_cut(r->a, &r->query, language, search_shown(r, lang, dek, NULL), SNIPPET_BYTES);
    return other.found || other.n > 0 ? other : body;
}

static enum store_status search_show_hit(struct search_run *r, const struct search_live *m,
                                         struct search_hit *out)
{
    enum store_status st = story_card(r->s, r->a, m->story_id, r->now, &out->card);
    if (st != STORE_OK)
        return st;
    struct statement *q = db_stmt(r->s, &search_statements, TEXT);
    db_bind_int(q, 1, m->story_id);
    db_bind_int(q, 2, m->number);
    st = db_row(r->s, q);
    if (st == STORE_OK) {
        char language[STEM_LANGUAGE_MAX];
        if (!stem_language(sqlite_string(q, 2), language))
            memcpy(language, r->languages.own, sizeof language);
        const char *headline = search_shown(r, out->card.lang, out->card.headline, NULL);
        out->headline = snippet_mark(r->a, &r->query, language, headline);
        out->text = search_choose_text(r, language, q, out->card.dek);
    }
    db_reset(q);
    return st;
}

static enum store_status search_show_hits(struct search_run *r)
{
    enum store_status st = STORE_OK;
    r->out->v = arena_array(r->a, r->out->n, sizeof *r->out->v);
    for (size_t i = 0; i < r->out->n && st == STORE_OK; i++)
        st = search_show_hit(r, &r->found[i], &r->out->v[i]);
    return st == STORE_MISSING ? db_broken(r->s, "a story that was found is not there") : st;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static struct search_query search_clean(const struct search_query *q)
{
    struct search_query out = *q;
    out.limit = q->limit < 1 ? 1 : q->limit > SEARCH_LIMIT_MAX ? SEARCH_LIMIT_MAX : q->limit;
    out.from = q->from == 0 ? DATELINE_MIN : q->from;
    return out;
}

/* Between which rows. What is scheduled lies above; slack is how far below a row may be. */
static void search_set_bounds(struct search_run *r, int64_t slack)
{
    int64_t last = r->after.as_of != 0 && r->after.as_of < r->now ? r->after.as_of : r->now;
    r->as_of = last;
    if (r->q->to != 0 && r->q->to - 1 < last)
        last = r->q->to - 1;
    r->top = search_slot(last) + 1;
    r->bottom = search_slot(r->q->from) - slack;
}

enum store_status search_connect(struct store *s)
{
    return db_run(s, db_stmt(s, &search_statements, CONNECT));
}

enum store_status search_ready(struct store *s)
{
    s->connection->trying = db_only_reads(s);
    enum store_status st = search_connect(s);
    s->connection->trying = false;
    return st != STORE_OK && db_only_reads(s) ? sqlite_guard(s) : st;
}

static enum store_status search_find(struct search_run *r)
{
    struct search_state state;
    enum store_status st = search_state_read(r->s, &state);
    if (st != STORE_OK)
        return st;
    search_set_bounds(r, state.slack);
    r->out->unready = state.next <= state.last;
    st = search_languages_read(r->s, r->a, &r->languages);
    if (st == STORE_OK)
        st = search_forms_find(r->s, r->a, &r->languages, &r->query);
    if (st == STORE_OK)
        st = search_expression_make(r->s, r->a, &r->query, &r->languages, r->q, state.docs,
                                    &r->expression);
    if (st != STORE_OK)
        return st;
    r->found = arena_array(r->a, r->q->limit, sizeof *r->found);
    return r->q->sort == SEARCH_NEWEST ? search_find_newest(r) : search_find_relevant(r);
}

static void search_give_time(struct search_run *r, int64_t cpu_ms)
{
    r->cpu_end = search_cpu_ms() + cpu_ms;
    r->wall_end = clock_monotonic_ms() + WALK_WALL_MS;
}

/* Whether readers would find anything for this text, with the same filters, in the time left. */
static enum store_status search_finds_any(struct search_run *r, const char *text, bool *out)
{
    struct search_query q = *r->q;
    q.text = text;
    q.sort = SEARCH_NEWEST;
    q.after = NULL;
    q.limit = 1;
    struct search_hits hits = {0};
    struct search_run *other = arena_alloc(r->a, sizeof *other);
    *other = (struct search_run){.s = r->s,
                                 .a = r->a,
                                 .q = &q,
                                 .now = r->now,
                                 .out = &hits,
                                 .cpu_end = r->cpu_end,
                                 .wall_end = r->wall_end};
    other->query = query_parse(r->a, text);
    enum store_status st = other->query.n == 0 ? STORE_OK : search_find(other);
    buf_free(&other->expression.text);
    r->spent = other->spent;
    *out = hits.n > 0;
    return st;
}

/* ---- Nothing found ------------------------------------------------------------------------- */

/* A word of the query and what to write for it. */
struct search_fix {
    const struct query_term *term;
    const char *word;
};

/* What was typed, with other words for some terms, which come in the order of the text. */
static const char *search_rewrite(struct search_run *r, const struct search_fix *fixes, size_t n)
{
    const char *typed = r->query.text, *text = "";
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const struct query_term *t = fixes[i].term;
        text = arena_printf(r->a, "%s%.*s%s", text, (int)(t->from - at), typed + at, fixes[i].word);
        at = t->to;
    }
    return arena_printf(r->a, "%s%s", text, typed + at);
}

/* Offers a text when something would be found for it. */
static enum store_status search_offer(struct search_run *r, const char *text)
{
    bool any;
    enum store_status st = search_finds_any(r, text, &any);
    if (st == STORE_OK && any)
        r->out->suggestion = text;
    return st;
}

/* A single word of a script with letters, to be found as it is. */
static bool search_may_be_a_slip(const struct query_any *any)
{
    const struct query_term *t = &any->v[0];
    return any->n == 1 && t->words.n == 1 && t->spaced && !t->prefix;
}

/* The likeliest word in place of one that was never seen. *out is NULL when there is none. */
static enum store_status search_correct(struct search_run *r, const char *word, const char **out)
{
    struct strlist near = {0};
    enum store_status st = search_near(r->s, r->a, word, SUGGEST_TRIES, &near);
    *out = NULL;
    for (size_t i = 0; i < near.n && !*out && st == STORE_OK && !r->spent; i++) {
        bool any;
        st = search_finds_any(r, near.v[i], &any);
        *out = any ? near.v[i] : NULL;
    }
    return st;
}

/* All words that were never seen, each by its likeliest neighbour. */
static enum store_status search_suggest_unknown(struct search_run *r)
{
    struct search_fix fixes[SUGGEST_WORDS];
    size_t n = 0;
    enum store_status st = STORE_OK;
    for (size_t g = 0; g < r->query.n && n < SUGGEST_WORDS && st == STORE_OK; g++) {
        struct search_fix fix = {&r->query.all[g].v[0], NULL};
        int64_t seen = 1;
        if (search_may_be_a_slip(&r->query.all[g]))
            st = search_frequency(r->s, fix.term->words.v[0], &seen);
        if (st == STORE_OK && seen == 0)
            st = search_correct(r, fix.term->words.v[0], &fix.word);
        if (fix.word)
            fixes[n++] = fix;
    }
    return st == STORE_OK && n > 0 ? search_offer(r, search_rewrite(r, fixes, n)) : st;
}

/* One word that is known, but not where the others are. */
static enum store_status search_suggest_known(struct search_run *r)
{
    enum store_status st = STORE_OK;
    int tried = 0;
    for (size_t g = 0; g < r->query.n && tried < SUGGEST_WORDS && st == STORE_OK; g++) {
        struct search_fix fix = {&r->query.all[g].v[0], NULL};
        struct strlist near = {0};
        if (!search_may_be_a_slip(&r->query.all[g]))
            continue;
        tried++;
        st = search_near(r->s, r->a, fix.term->words.v[0], SUGGEST_TRIES, &near);
        for (size_t i = 0; i < near.n && st == STORE_OK && !r->spent; i++) {
            fix.word = near.v[i];
            st = search_offer(r, search_rewrite(r, &fix, 1));
            if (r->out->suggestion)
                return st;
        }
    }
    return st;
}

static enum store_status search_suggest(struct search_run *r)
{
    search_give_time(r, SUGGEST_MS);
    enum store_status st = search_suggest_unknown(r);
    if (st == STORE_OK && !r->out->suggestion && !r->spent)
        st = search_suggest_known(r);
    return st;
}

enum store_status fts_find(struct store *s, struct arena *a, const struct search_query *in,
                           int64_t now, struct search_hits *out)
{
    struct search_query q = search_clean(in);
    struct search_run *r = arena_alloc(a, sizeof *r);
    *r = (struct search_run){.s = s, .a = a, .q = &q, .now = now, .out = out};
    *out = (struct search_hits){0};
    if (!search_cursor_unpack(q.after, &r->after))
        return STORE_REFUSED;
    r->query = query_parse(a, q.text);
    out->cut = r->query.cut;
    out->nothing_asked = r->query.n == 0;
    if (out->nothing_asked)
        return STORE_OK;
    db_read(s);
    search_give_time(r, WALK_MS);
    enum store_status st = search_ready(s);
    if (st == STORE_OK)
        st = search_find(r);
    if (st == STORE_OK)
        st = search_show_hits(r);
    if (st == STORE_OK && out->n == 0 && !out->more && !out->partial && r->after.as_of == 0)
        st = search_suggest(r);
    if (out->more)
        out->next = search_cursor_pack(a, &r->next);
    db_read_done(s);
    buf_free(&r->expression.text);
    return st;
}
