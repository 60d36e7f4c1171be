/* driver.h: what a database engine does for the store.
 *
 * The rules and their SQL stand above it, in db/, one list of statements a file; an engine lies
 * below it, in a folder of its own (db/sqlite), and is one struct of functions, chosen when a site
 * is opened. In the manner of Dovecot's sql_db_vfuncs, with two differences: a statement is named
 * by its place in a list, so that an engine prepares it once and keeps it; and it is bound, run and
 * read through one handle.
 *
 *     struct statement *q = db_stmt(s, &user_statements, BY_LOGIN);
 *     db_bind_text(q, 1, login);
 *     enum store_status st = db_row(s, q);
 *     if (st == STORE_OK)
 *         *id = db_int(q, 0);
 *     db_reset(q);
 *
 * SQL is written once for all engines: parameters are ?1, ?2, …; ids that are made come back by
 * RETURNING; what dialects say differently is named in dialect.h. */
#ifndef DATELINE_DRIVER_H
#define DATELINE_DRIVER_H

#include "dialect.h"
#include "group.h"
#include "statements.h"
#include "store.h"

#include "lib/dateline.h"

#include <stddef.h>

struct engine;
struct search_hits;
struct search_query;
struct story_view;
struct connection; /* an engine's own, of one store */

/* Prepared; its engine's own parts lie behind. */
struct statement {
    const struct engine *engine;
};

#define DB_WAIT_MS 5000 /* for the write lock, unless store_set_wait says otherwise */

/* What db/ and its engine know of a store. */
struct store {
    const struct engine *engine;
    struct connection *connection;
    enum store_mode mode;
    char *site;                /* resolved path of the site's folder */
    int site_fd;               /* that folder */
    int wait_ms;               /* for the write lock */
    bool writing;              /* inside db_begin … db_end, outside a batch */
    bool batch;                /* inside store_batch_begin … */
    bool held;                 /* no write begins (store_hold) */
    struct calendar *calendar; /* of the site's zone and locale, or NULL until asked for */
    bool calendar_checked;     /* in this batch */
    char zone[64], locale[64]; /* of that calendar */
    char error[512];           /* what went wrong last */
};

static inline bool db_only_reads(const struct store *s)
{
    return s->mode == STORE_READ || s->mode == STORE_LOOK;
}

enum db_scope {
    SCOPE_SITE, /* readers could see it: store_generation grows, ready pages are taken away */
    SCOPE_DESK, /* work on what they may come to see: as SCOPE_QUIET until db_shows says otherwise */
    SCOPE_QUIET, /* sessions, tries, links, the audit log */
};

/* Search is the engine's own, for no two engines share it. search.h says what each does. */
struct engine_search {
    enum store_status (*find)(struct store *s, struct arena *a, const struct search_query *q,
                              int64_t now, struct search_hits *out);
    /* Live stories with the rare words of this one, most alike first: at most limit ids. */
    enum store_status (*related)(struct store *s, struct arena *a, const struct story_view *of,
                                 size_t limit, int64_t now, int64_t *ids, size_t *n);
    /* The newest stories with all of these words in a text that is live or waits: at most limit ids, a story perhaps
     * more than once. *all: there are no others. */
    enum store_status (*words)(struct store *s, struct arena *a, const char *text, size_t limit,
                               int64_t *ids, size_t *n, bool *all);
    /* The story is to be indexed again before this transaction commits. */
    enum store_status (*mark)(struct store *s, int64_t story_id);
    /* The same for the stories of a group whose name changed. */
    enum store_status (*mark_group)(struct store *s, enum group_kind k, int64_t id);
    enum store_status (*catch_up)(struct store *s, int64_t max_ms, bool *left);
    enum store_status (*optimise)(struct store *s);
    enum store_status (*reset)(struct store *s);
    bool (*damaged)(const struct store *s);
};

/* An engine. Statuses are store.h's; s->error says more where one is not STORE_OK. */
struct engine {
    const char *name; /* "sqlite" */
    const char *file; /* what copy makes is a site under this name … */
    const char *head; /* … and begins with these 16 bytes */

    /* Whether the site's folder holds data of this engine. */
    bool (*is_here)(int site_fd);
    /* Connects by s->mode and brings the schema up to date (STORE_READ: compares it; STORE_LOOK: in a
     * private copy). On failure close is called all the same. */
    enum store_status (*open)(struct store *s);
    void (*close)(struct store *s);
    const char *(*version)(const struct store *s); /* "SQLite 3.40.1" */
    int (*schema)(void); /* number of the newest schema that it knows, and has when it is open */

    /* Never NULL; reset, without bindings. What cannot be prepared or bound fails at row(). */
    struct statement *(*prepare)(struct store *s, const struct statements *set, int which);
    void (*bind_int)(struct statement *q, int at, int64_t v);
    void (*bind_text)(struct statement *q, int at, const char *v, size_t n); /* borrowed */
    /* STORE_OK: there is a row; STORE_MISSING: the end (reset); STORE_EXISTS: a key is taken. */
    enum store_status (*row)(struct store *s, struct statement *q);
    void (*reset)(struct statement *q);
    /* Columns of the current row, from 0. */
    int64_t (*get_int)(struct statement *q, int col);                 /* NULL is 0 */
    const char *(*get_text)(struct statement *q, int col, size_t *n); /* NULL: is NULL; not ended */
    bool (*is_null)(struct statement *q, int col);
    /* Rows that the last statement changed. */
    int64_t (*changes)(struct store *s);

    /* begin takes the write lock; in a batch it sets a savepoint. end commits when st is STORE_OK,
     * else undoes; its answer is the operation's. */
    enum store_status (*begin)(struct store *s, enum db_scope scope);
    enum store_status (*end)(struct store *s, enum store_status st);
    void (*shows)(struct store *s);     /* what is being written is of SCOPE_SITE after all */
    bool (*can_write)(struct store *s); /* begin would not wait */
    /* One snapshot for several reads; nests, and is free inside a writing transaction. */
    void (*snapshot_begin)(struct store *s);
    void (*snapshot_end)(struct store *s);
    enum store_status (*batch_begin)(struct store *s);
    enum store_status (*batch_commit)(struct store *s);
    void (*batch_abandon)(struct store *s);
    int64_t (*generation)(struct store *s);
    bool (*shown)(struct store *s, uint64_t *number);

    /* Bytes on disk of the data, and of the log beside it. */
    void (*sizes)(const struct store *s, struct store_sizes *out);

    bool (*in_place)(const struct store *s);
    bool (*is_damaged)(const struct store *s);
    bool (*clear_damage)(struct store *s);

    /* The engine's own checks, for store_verify. */
    enum store_status (*verify)(struct store *s, store_found_fn *found, void *ctx,
                                int64_t *checked);
    enum store_status (*copy)(struct store *s, const char *file);
    /* Copies that were kept before the data were brought up to date, made at or before that instant (ms): how
     * many; removed, if asked for. */
    int64_t (*kept)(const struct store *s, int64_t before, bool remove);

    const struct engine_search *search;
};

/* ---- Statements: the calls that the store's files make --------------------------------------- */

static inline struct statement *db_stmt(struct store *s, const struct statements *set, int which)
{
    return s->engine->prepare(s, set, which);
}

static inline void db_bind_int(struct statement *q, int at, int64_t v)
{
    q->engine->bind_int(q, at, v);
}

/* 0 is NULL. */
static inline void db_bind_id(struct statement *q, int at, int64_t v)
{
    if (v != 0)
        q->engine->bind_int(q, at, v);
}

/* Borrowed until the statement is reset; NULL is "". */
void db_bind_text(struct statement *q, int at, const char *v);
/* The same; NULL and "" are NULL. */
void db_bind_null_text(struct statement *q, int at, const char *v);

/* STORE_OK: there is a row; STORE_MISSING: the end (reset). */
static inline enum store_status __attribute__((warn_unused_result))
db_row(struct store *s, struct statement *q)
{
    return s->engine->row(s, q);
}

static inline void db_reset(struct statement *q)
{
    q->engine->reset(q);
}

static inline int64_t db_int(struct statement *q, int col)
{
    return q->engine->get_int(q, col);
}

static inline bool db_is_null(struct statement *q, int col)
{
    return q->engine->is_null(q, col);
}

/* A copy, never NULL. */
const char *db_text(struct arena *a, struct statement *q, int col);
/* Runs to the end and resets. STORE_EXISTS: a unique key is taken. */
enum store_status db_run(struct store *s, struct statement *q) __attribute__((warn_unused_result));
/* Runs an INSERT … RETURNING id. */
enum store_status db_run_id(struct store *s, struct statement *q, int64_t *id)
    __attribute__((warn_unused_result));
/* STORE_FAILED, with words of ours for store_error. */
enum store_status db_broken(struct store *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- Transactions -------------------------------------------------------------------------- */

static inline enum store_status __attribute__((warn_unused_result))
db_begin(struct store *s, enum db_scope scope)
{
    return s->held ? STORE_HELD : s->engine->begin(s, scope);
}

/* Between the two, in SCOPE_DESK: readers will see what this transaction writes. */
static inline void db_shows(struct store *s)
{
    s->engine->shows(s);
}

static inline enum store_status __attribute__((warn_unused_result))
db_end(struct store *s, enum store_status st)
{
    return s->engine->end(s, st);
}

static inline void db_read(struct store *s)
{
    s->engine->snapshot_begin(s);
}

static inline void db_read_done(struct store *s)
{
    s->engine->snapshot_end(s);
}

/* ---- Store (store.c) ------------------------------------------------------------------------ */

/* The calendar of the site's zone and locale, reopened when its settings changed. NULL: they are
 * broken. */
struct calendar *store_calendar(struct store *s);

/* db/sqlite/engine.c */
extern const struct engine sqlite_engine;

#endif
