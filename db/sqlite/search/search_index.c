/* search_index.c: rows of the search index.
 *
 * A row's id is its story's publication time in steps of 8 s, so that FTS5, which keeps matches by
 * row id, walks them newest first at no cost. A step that is taken gives way to an earlier one, and
 * search_state.slack remembers how far.
 *
 * FTS5 writes what it has collected whenever a row id is not above the one before, and at each
 * savepoint. So operations only mark their stories; their rows are made together, by row id, right
 * before the commit.
 *
 * The index keeps no text. To take a row out FTS5 is told its text again, which a revision has
 * for ever; names of tags and bylines may change and lie in search_doc as they were. Facets are the ids that
 * the revision names, whatever they stand for by now: the query asks for all that stand for one. */
#include "db/statements.h"
#include "db/story_private.h"
#include "fts.h"
#include "lib/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    MARK,
    MARK_SECTION,
    MARK_TAG,
    MARK_BYLINE,
    PENDING,
    PENDING_DONE,
    BACKLOG,
    HAVE,
    WANT,
    TAGS,
    BYLINES,
    TEXT,
    SLOT_TAKEN,
    DOC_ADD,
    DOC_DROP,
    ROW_ADD,
    ROW_DROP,
    TERM_ADD,
    TERM_MORE,
    SEARCH_INDEX_SQL_MAX
};

#define MARK_GROUP(list)                                                                           \
    "INSERT OR IGNORE INTO search_pending (story_id)"                                              \
    " SELECT story_id FROM listing WHERE list = " list " AND key_id = ?1"

/* One clause a line. */
/* clang-format off */
static const char *const sql[SEARCH_INDEX_SQL_MAX] = {
    [MARK] = "INSERT OR IGNORE INTO search_pending (story_id) VALUES (?1)",
    [MARK_SECTION] = MARK_GROUP("1"),
    [MARK_TAG] = MARK_GROUP("2"),
    [MARK_BYLINE] = MARK_GROUP("3"),
    [PENDING] = "SELECT story_id FROM search_pending ORDER BY story_id LIMIT ?1",
    [PENDING_DONE] = "DELETE FROM search_pending WHERE story_id <= ?1",
    [BACKLOG] =
        "INSERT OR IGNORE INTO search_pending (story_id)"
        " SELECT id FROM story WHERE id BETWEEN ?1 AND ?2",
    [HAVE] =
        "SELECT id, number, published_at, tags, bylines, lang FROM search_doc"
        " WHERE story_id = ?1",
    /* The live revision and those that wait: those in listing, each in one of these two lists. */
    [WANT] =
        "SELECT r.id, r.number, s.published_at, r.lang"
        " FROM listing l" SQL_JOIN "story s ON s.id = l.story_id" SQL_JOIN
        "revision r ON r.story_id = l.story_id AND r.number = l.number"
        " WHERE l.story_id = ?1 AND l.list IN (0, 5)",
    [TAGS] =
        "SELECT x.tag_id, g.name FROM revision_tag x" SQL_JOIN "tag q ON q.id = x.tag_id" SQL_JOIN
        "tag g ON g.id = coalesce(q.stands_for, q.id)"
        " WHERE x.revision_id = ?1"
        " ORDER BY x.position",
    [BYLINES] =
        "SELECT x.byline_id, g.name FROM revision_byline x" SQL_JOIN
        "byline q ON q.id = x.byline_id" SQL_JOIN "byline g ON g.id = coalesce(q.stands_for, q.id)"
        " WHERE x.revision_id = ?1"
        " ORDER BY x.position",
    [TEXT] =
        "SELECT id, section_id, headline, dek, takeaways, plain FROM revision"
        " WHERE story_id = ?1 AND number = ?2",
    [SLOT_TAKEN] = "SELECT 1 FROM search_doc WHERE id = ?1",
    [DOC_ADD] =
        "INSERT INTO search_doc (id, story_id, number, published_at, tags, bylines, lang)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [DOC_DROP] = "DELETE FROM search_doc WHERE id = ?1",
    [ROW_ADD] =
        "INSERT INTO search (rowid, body, headline, dek, takeaways, tags, bylines, facet)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [ROW_DROP] =
        "INSERT INTO search (search, rowid, body, headline, dek, takeaways, tags,"
        " bylines, facet) VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TERM_ADD] = "INSERT OR IGNORE INTO search_term (term, n) VALUES (?1, 1)",
    [TERM_MORE] = "UPDATE search_term SET n = n + ?2 WHERE term = ?1",
};
/* clang-format on */
const struct statements search_index_statements = {SET_SEARCH_INDEX, sql, SEARCH_INDEX_SQL_MAX};
_Static_assert(LIST_ALL == 0 && LIST_SECTION == 1 && LIST_TAG == 2 && LIST_BYLINE == 3 &&
                   LISTING_PAGES == 5,
               "numbers in MARK_GROUP and WANT");

#define CHUNK 4096           /* stories whose rows are made together */
#define BACKLOG_AT_COMMIT 64 /* stories that were there before, done by the way */

enum job_kind {
    JOB_DROP, /* before JOB_ADD, where both have a row id */
    JOB_ADD,
    JOB_NOTE, /* it stays; what its words lead to is written down once more */
};

/* A row to put in, take out or read again. */
struct job {
    int64_t id;
    enum job_kind kind;
    int64_t story_id;
    int number;
    const char *tags, *bylines;       /* names, one a line */
    char language[STEM_LANGUAGE_MAX]; /* "": the site's */
};

struct jobs {
    struct job *v;
    size_t n, capacity;
};

struct flush {
    struct store *s;
    struct arena *a;
    struct search_state state;
    struct jobs jobs;
    bool reading; /* stories that were there before: words of their rows are read again */
};

static struct statement *index_stmt(struct store *s, int which)
{
    return db_stmt(s, &search_index_statements, which);
}

/* ---- Marks --------------------------------------------------------------------------------- */

enum store_status fts_mark(struct store *s, int64_t story_id)
{
    struct statement *q = index_stmt(s, MARK);
    db_bind_int(q, 1, story_id);
    return db_run(s, q);
}

enum store_status fts_mark_group(struct store *s, enum group_kind k, int64_t id)
{
    static const int marks[GROUP_KIND_MAX] = {
        [GROUP_SECTION] = MARK_SECTION, [GROUP_TAG] = MARK_TAG, [GROUP_BYLINE] = MARK_BYLINE};
    struct statement *q = index_stmt(s, marks[k]);
    db_bind_int(q, 1, id);
    return db_run(s, q);
}

/* ---- Which rows ---------------------------------------------------------------------------- */

int64_t search_slot(int64_t published_at)
{
    return (published_at - DATELINE_MIN) / SEARCH_SLOT_MS + 1;
}

static enum store_status index_slot_taken(struct store *s, int64_t id, bool *out)
{
    struct statement *q = index_stmt(s, SLOT_TAKEN);
    db_bind_int(q, 1, id);
    enum store_status st = db_row(s, q);
    *out = st == STORE_OK;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* A free row id at or below the slot. Tries lie further and further apart, in places that depend on
 * the story: a thousand stories of the same second find theirs in some ten tries each. */
static enum store_status index_find_slot(struct flush *f, int64_t story_id, int64_t published_at,
                                         int64_t *out)
{
    int64_t slot = search_slot(published_at);
    uint64_t spread = (uint64_t)story_id * UINT64_C(0x9E3779B97F4A7C15);
    enum store_status st = STORE_OK;
    bool taken = true;
    *out = slot;
    for (int i = 0; i < 62 && taken && st == STORE_OK; i++) {
        *out = slot - (int64_t)(spread >> 20 & ((UINT64_C(1) << i / 2) - 1));
        st = index_slot_taken(f->s, *out, &taken);
        spread = spread * UINT64_C(6364136223846793005) + 1;
    }
    if (st == STORE_OK && taken)
        return db_broken(f->s, "no row id for story %" PRId64, story_id);
    if (slot - *out > f->state.slack)
        f->state.slack = slot - *out;
    return st;
}

static struct job *index_add_job(struct flush *f)
{
    struct jobs *j = &f->jobs;
    j->v = arena_grow(f->a, j->v, j->n, &j->capacity, sizeof *j->v);
    return &j->v[j->n++];
}

/* Names of a revision's tags or bylines, one a line. */
static enum store_status index_read_names(struct flush *f, int which, int64_t revision_id,
                                          const char **out)
{
    struct buf names;
    buf_init(&names, 64u * 1024);
    struct statement *q = index_stmt(f->s, which);
    db_bind_int(q, 1, revision_id);
    enum store_status st;
    while ((st = db_row(f->s, q)) == STORE_OK) {
        if (names.len > 0)
            buf_addc(&names, '\n');
        buf_adds(&names, sqlite_string(q, 1));
    }
    *out = arena_dupn(f->a, names.p, names.len);
    buf_free(&names);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status index_drop_doc(struct flush *f, const struct job *old)
{
    struct statement *q = index_stmt(f->s, DOC_DROP);
    db_bind_int(q, 1, old->id);
    struct job *j = index_add_job(f);
    *j = *old;
    j->kind = JOB_DROP;
    f->state.docs--;
    return db_run(f->s, q);
}

static enum store_status index_add_doc(struct flush *f, const struct job *new, int64_t published_at)
{
    struct job *j = index_add_job(f);
    *j = *new;
    j->kind = JOB_ADD;
    enum store_status st = index_find_slot(f, j->story_id, published_at, &j->id);
    if (st == STORE_OK && j->language[0] != '\0')
        st = search_language_write(f->s, j->language);
    if (st != STORE_OK)
        return st;
    struct statement *q = index_stmt(f->s, DOC_ADD);
    db_bind_int(q, 1, j->id);
    db_bind_int(q, 2, j->story_id);
    db_bind_int(q, 3, j->number);
    db_bind_int(q, 4, published_at);
    db_bind_text(q, 5, j->tags);
    db_bind_text(q, 6, j->bylines);
    db_bind_text(q, 7, j->language);
    f->state.docs++;
    return db_run(f->s, q);
}

/* The few rows of one story. */
#define ROWS_MAX 16
struct story_rows {
    struct job v[ROWS_MAX];
    int64_t published_at[ROWS_MAX];
    size_t n;
};

static enum store_status index_read_have(struct flush *f, int64_t story_id, struct story_rows *out)
{
    struct statement *q = index_stmt(f->s, HAVE);
    db_bind_int(q, 1, story_id);
    enum store_status st = STORE_OK;
    for (out->n = 0; out->n < ROWS_MAX && (st = db_row(f->s, q)) == STORE_OK; out->n++) {
        out->published_at[out->n] = db_int(q, 2);
        out->v[out->n] = (struct job){.id = db_int(q, 0),
                                      .story_id = story_id,
                                      .number = (int)db_int(q, 1),
                                      .tags = db_text(f->a, q, 3),
                                      .bylines = db_text(f->a, q, 4)};
        stem_language(sqlite_string(q, 5), out->v[out->n].language);
    }
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

/* More revisions than ROWS_MAX do not wait: a publication that waits replaces the one before. */
static enum store_status index_read_want(struct flush *f, int64_t story_id, struct story_rows *out)
{
    int64_t revisions[ROWS_MAX];
    struct statement *q = index_stmt(f->s, WANT);
    db_bind_int(q, 1, story_id);
    enum store_status st = STORE_OK;
    for (out->n = 0; out->n < ROWS_MAX && (st = db_row(f->s, q)) == STORE_OK; out->n++) {
        revisions[out->n] = db_int(q, 0);
        out->published_at[out->n] = db_int(q, 2);
        out->v[out->n] = (struct job){.story_id = story_id, .number = (int)db_int(q, 1)};
        stem_language(sqlite_string(q, 3), out->v[out->n].language);
    }
    db_reset(q);
    st = st == STORE_MISSING ? STORE_OK : st;
    for (size_t i = 0; i < out->n && st == STORE_OK; i++) {
        st = index_read_names(f, TAGS, revisions[i], &out->v[i].tags);
        if (st == STORE_OK)
            st = index_read_names(f, BYLINES, revisions[i], &out->v[i].bylines);
    }
    return st;
}

static bool index_same_row(const struct story_rows *a, size_t i, const struct story_rows *b,
                           size_t k)
{
    return a->v[i].number == b->v[k].number && a->published_at[i] == b->published_at[k] &&
           strcmp(a->v[i].tags, b->v[k].tags) == 0 &&
           strcmp(a->v[i].bylines, b->v[k].bylines) == 0 &&
           strcmp(a->v[i].language, b->v[k].language) == 0;
}

static bool index_has_row(const struct story_rows *in, const struct story_rows *of, size_t k)
{
    for (size_t i = 0; i < in->n; i++) {
        if (index_same_row(in, i, of, k))
            return true;
    }
    return false;
}

/* Row ids are given here, for all stories of a chunk, before any is written to the index. */
static enum store_status index_plan_story(struct flush *f, int64_t story_id)
{
    struct story_rows have = {0}, want = {0};
    enum store_status st = index_read_have(f, story_id, &have);
    if (st == STORE_OK)
        st = index_read_want(f, story_id, &want);
    for (size_t i = 0; st == STORE_OK && i < have.n; i++) {
        if (!index_has_row(&want, &have, i)) {
            st = index_drop_doc(f, &have.v[i]);
        } else if (f->reading) {
            struct job *j = index_add_job(f);
            *j = have.v[i];
            j->kind = JOB_NOTE;
        }
    }
    for (size_t i = 0; st == STORE_OK && i < want.n; i++) {
        if (!index_has_row(&have, &want, i))
            st = index_add_doc(f, &want.v[i], want.published_at[i]);
    }
    return st;
}

/* ---- Writing rows -------------------------------------------------------------------------- */

static enum store_status index_read_facets(struct flush *f, const struct job *j,
                                           int64_t revision_id, int64_t section_id,
                                           const char **out)
{
    char *facets = arena_printf(f->a, SEARCH_FACETS "s%" PRId64, section_id);
    struct statement *q = index_stmt(f->s, BYLINES);
    db_bind_int(q, 1, revision_id);
    enum store_status st;
    while ((st = db_row(f->s, q)) == STORE_OK)
        facets = arena_printf(f->a, "%s " SEARCH_FACETS "b%" PRId64, facets, db_int(q, 0));
    if (j->language[0] != '\0')
        facets = arena_printf(f->a, "%s " SEARCH_FACETS "l%s", facets, j->language);
    *out = facets;
    return st == STORE_MISSING ? STORE_OK : st;
}

static const char *index_lines_of(struct arena *a, const char *json)
{
    if (strcmp(json, "[]") == 0)
        return "";
    struct strlist list = json_to_strlist(a, json);
    const char *lines = "";
    for (size_t i = 0; i < list.n; i++)
        lines = arena_printf(a, "%s%s\n", lines, list.v[i]);
    return lines;
}

static enum store_status index_write_row(struct flush *f, const struct job *j)
{
    struct statement *text = index_stmt(f->s, TEXT);
    db_bind_int(text, 1, j->story_id);
    db_bind_int(text, 2, j->number);
    enum store_status st = db_row(f->s, text);
    if (st != STORE_OK)
        return st == STORE_MISSING ? db_broken(f->s, "a revision to index is missing") : st;
    const char *facets;
    const char *const texts[] = {sqlite_string(text, 5),
                                 sqlite_string(text, 2),
                                 sqlite_string(text, 3),
                                 index_lines_of(f->a, sqlite_string(text, 4)),
                                 j->tags,
                                 j->bylines};
    size_t n = sizeof texts / sizeof *texts;
    st = index_read_facets(f, j, db_int(text, 0), db_int(text, 1), &facets);
    if (j->kind == JOB_NOTE) {
        for (size_t i = 0; i < n; i++)
            search_words_read(f->s->connection->search, texts[i]);
    } else if (st == STORE_OK) {
        struct statement *q = index_stmt(f->s, j->kind == JOB_ADD ? ROW_ADD : ROW_DROP);
        db_bind_int(q, 1, j->id);
        for (size_t i = 0; i < n; i++)
            db_bind_text(q, (int)i + 2, texts[i]);
        db_bind_text(q, (int)n + 2, facets);
        st = db_run(f->s, q);
    }
    db_reset(text);
    return st;
}

static int index_by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order, so that the table's pages are visited once; one that is there n times is counted at once. */
static enum store_status index_write_terms(struct store *s, const struct strlist *terms, int which)
{
    enum store_status st = STORE_OK;
    if (terms->n > 1)
        qsort(terms->v, terms->n, sizeof *terms->v, index_by_bytes);
    for (size_t i = 0, n; i < terms->n && st == STORE_OK; i += n) {
        for (n = 1; i + n < terms->n && strcmp(terms->v[i], terms->v[i + n]) == 0;)
            n++;
        struct statement *q = index_stmt(s, which);
        db_bind_text(q, 1, terms->v[i]);
        if (which == TERM_MORE)
            db_bind_int(q, 2, (int64_t)n * SEARCH_SAMPLE);
        st = db_run(s, q);
    }
    return st;
}

static int index_by_id(const void *a, const void *b)
{
    const struct job *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static enum store_status index_do_job(struct flush *f, const struct job *j)
{
    static const enum search_noting notings[] = {[JOB_DROP] = SEARCH_NOTE_NOTHING,
                                                 [JOB_ADD] = SEARCH_NOTE_ALL,
                                                 [JOB_NOTE] = SEARCH_NOTE_NEW};
    search_words_note(f->s->connection->search, notings[j->kind],
                      j->language[0] != '\0' ? j->language : f->state.language);
    return index_write_row(f, j);
}

static enum store_status index_write_jobs(struct flush *f)
{
    struct search_words words;
    enum store_status st = STORE_OK;
    if (f->jobs.n > 1)
        qsort(f->jobs.v, f->jobs.n, sizeof *f->jobs.v, index_by_id);
    struct arena *whole = f->a;
    f->a = arena_new(); /* for one row */
    search_words_begin(f->s->connection->search, f->jobs.n);
    for (size_t i = 0; i < f->jobs.n && st == STORE_OK; i++) {
        st = index_do_job(f, &f->jobs.v[i]);
        arena_reset(f->a);
    }
    search_words_end(f->s->connection->search, &words);
    arena_free(f->a);
    f->a = whole;
    if (st == STORE_OK)
        st = index_write_terms(f->s, &words.fresh, TERM_ADD);
    if (st == STORE_OK)
        st = index_write_terms(f->s, &words.sample, TERM_MORE);
    return st == STORE_OK ? search_forms_write(f->s, &words) : st;
}

/* ---- At the commit ------------------------------------------------------------------------- */

static enum store_status index_read_pending(struct flush *f, int64_t *ids, size_t *n)
{
    struct statement *q = index_stmt(f->s, PENDING);
    db_bind_int(q, 1, CHUNK);
    enum store_status st = STORE_OK;
    for (*n = 0; *n < CHUNK && (st = db_row(f->s, q)) == STORE_OK; ++*n)
        ids[*n] = db_int(q, 0);
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

static enum store_status index_flush_chunk(struct flush *f, const int64_t *ids, size_t n)
{
    enum store_status st = STORE_OK;
    f->jobs = (struct jobs){0};
    for (size_t i = 0; i < n && st == STORE_OK; i++)
        st = index_plan_story(f, ids[i]);
    if (st == STORE_OK)
        st = index_write_jobs(f);
    if (st != STORE_OK)
        return st;
    struct statement *q = index_stmt(f->s, PENDING_DONE);
    db_bind_int(q, 1, ids[n - 1]);
    return db_run(f->s, q);
}

/* All that is marked. */
static enum store_status index_flush_pending(struct flush *f)
{
    int64_t *ids = arena_array(f->a, CHUNK, sizeof *ids);
    size_t n = 0;
    enum store_status st;
    while ((st = index_read_pending(f, ids, &n)) == STORE_OK && n > 0) {
        struct arena *whole = f->a;
        f->a = arena_new();
        st = index_flush_chunk(f, ids, n);
        arena_free(f->a);
        f->a = whole;
        if (st != STORE_OK)
            break;
    }
    return st;
}

/* Marks the next stories that were there before. */
static enum store_status index_mark_backlog(struct flush *f, int64_t stories)
{
    int64_t to = f->state.next + stories - 1;
    if (f->state.next > f->state.last)
        return STORE_OK;
    to = to > f->state.last ? f->state.last : to;
    struct statement *q = index_stmt(f->s, BACKLOG);
    db_bind_int(q, 1, f->state.next);
    db_bind_int(q, 2, to);
    f->state.next = to + 1;
    return db_run(f->s, q);
}

enum store_status search_flush_some(struct store *s, int64_t backlog, struct search_state *now)
{
    struct flush f = {.s = s, .a = arena_new()};
    enum store_status st = search_state_read(s, &f.state);
    struct search_state before = f.state;
    if (st == STORE_OK)
        st = search_state_follow_language(s, &f.state);
    f.reading = f.state.next <= f.state.last;
    if (st == STORE_OK)
        st = index_mark_backlog(&f, backlog);
    if (st == STORE_OK)
        st = index_flush_pending(&f);
    if (st == STORE_OK && memcmp(&before, &f.state, sizeof before) != 0)
        st = search_state_write(s, &f.state);
    *now = f.state;
    arena_free(f.a);
    return st;
}

enum store_status search_flush(struct store *s)
{
    struct search_state state;
    return search_flush_some(s, BACKLOG_AT_COMMIT, &state);
}
