/* shown_watch.h: looks at each row that a test's store writes, and at whether readers' pages were told of it.
 *
 * What readers can see is of SCOPE_SITE (db/driver.h): the generation grows in the same transaction, and ready pages
 * go before it ends. Here is the other half of that rule, by table, for whatever a test does: a transaction that
 * writes what every reader sees, and does not say so, fails the test. Tables that drafts and readers share (revision,
 * media, names that are new) are not among these; tests/store/test_ready.c has them, case by case. */
#ifndef DATELINE_TESTS_SHOWN_WATCH_H
#define DATELINE_TESTS_SHOWN_WATCH_H

#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "db/sqlite/conn.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define WATCH_STORIES 4096

enum watch_op { WATCH_NEW = 1, WATCH_CHANGED = 2, WATCH_GONE = 4, WATCH_ANY = 7 };

/* Written by nobody but who tells readers. */
static const struct watch_table {
    const char *name;
    int ops;
} watch_tables[] = {
    {"setting", WATCH_ANY},
    {"section", WATCH_ANY},
    {"publication", WATCH_NEW | WATCH_CHANGED}, /* what only waits may go: nobody has seen it */
    {"correction", WATCH_NEW | WATCH_CHANGED},  /* … with what only waits */
    {"redirect_rule", WATCH_ANY},
    {"byline_profile", WATCH_CHANGED | WATCH_GONE}, /* a new name has an empty one */
    {"front", WATCH_ANY},
    {"front_story", WATCH_NEW | WATCH_CHANGED}, /* one goes with a story that is deleted */
    {"front_section", WATCH_ANY},
    {"media_replacement", WATCH_NEW | WATCH_CHANGED}, /* … with a picture that is deleted */
    {"tag", WATCH_CHANGED},                           /* a new one is nowhere yet */
    {"byline", WATCH_CHANGED},
};

/* Of a story that was published or waits; before, it is its writers' alone. */
static const char *const watch_story_columns[] = {"path", "kind", "published_at", "withdrawn_at",
                                                  "withdrawn_reason"};
#define WATCH_COLUMNS (sizeof watch_story_columns / sizeof watch_story_columns[0])

struct shown_watch {
    const struct store *s;
    bool told;        /* in this transaction */
    char quietly[96]; /* what was written in it that readers see; "": nothing */
    char fault[160];  /* the first transaction that ended so; "": none */
    int columns[WATCH_COLUMNS], number, story_id; /* where they stand in their tables */
    int published[WATCH_STORIES];
};

static int watch_column(sqlite3 *db, const char *table, const char *column)
{
    sqlite3_stmt *q = NULL;
    int at = -1;
    if (sqlite3_prepare_v2(db, "SELECT cid FROM pragma_table_info(?1) WHERE name = ?2", -1, &q,
                           NULL) == SQLITE_OK) {
        sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
        sqlite3_bind_text(q, 2, column, -1, SQLITE_STATIC);
        at = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int(q, 0) : -1;
    }
    sqlite3_finalize(q);
    return at;
}

/* Whether an update gives that column another value. */
static bool watch_differs(sqlite3 *db, int column)
{
    sqlite3_value *before, *after;
    if (column < 0 || sqlite3_preupdate_old(db, column, &before) != SQLITE_OK ||
        sqlite3_preupdate_new(db, column, &after) != SQLITE_OK)
        return false;
    if (sqlite3_value_type(before) != sqlite3_value_type(after))
        return true;
    const char *a = (const char *)sqlite3_value_text(before),
               *b = (const char *)sqlite3_value_text(after);
    return a && b && strcmp(a, b) != 0;
}

static int *watch_published(struct shown_watch *w, sqlite3 *db, int op)
{
    static int beyond;
    sqlite3_value *value = NULL;
    int rc = op == WATCH_NEW ? sqlite3_preupdate_new(db, w->story_id, &value)
                             : sqlite3_preupdate_old(db, w->story_id, &value);
    int64_t id = rc == SQLITE_OK ? sqlite3_value_int64(value) : 0;
    return id > 0 && id < WATCH_STORIES ? &w->published[id] : &beyond;
}

static void watch_story(struct shown_watch *w, sqlite3 *db, int64_t id)
{
    if (id <= 0 || id >= WATCH_STORIES || w->published[id] <= 0)
        return;
    for (size_t i = 0; i < WATCH_COLUMNS; i++)
        if (watch_differs(db, w->columns[i]))
            snprintf(w->quietly, sizeof w->quietly, "story.%s", watch_story_columns[i]);
}

static void watch_row(void *ctx, sqlite3 *db, int sqlite_op, const char *schema, const char *table,
                      sqlite3_int64 id, sqlite3_int64 new_id)
{
    struct shown_watch *w = ctx;
    int op = sqlite_op == SQLITE_INSERT   ? WATCH_NEW
             : sqlite_op == SQLITE_DELETE ? WATCH_GONE
                                          : WATCH_CHANGED;
    (void)new_id;
    if (strcmp(schema, "main") != 0)
        return;
    if (strcmp(table, "generation") == 0 && op == WATCH_CHANGED)
        w->told |= watch_differs(db, w->number);
    if (strcmp(table, "publication") == 0 && op != WATCH_CHANGED)
        *watch_published(w, db, op) += op == WATCH_NEW ? 1 : -1;
    if (!w->s->writing)
        return; /* a test's own SQL */
    if (strcmp(table, "story") == 0 && op == WATCH_CHANGED)
        watch_story(w, db, id);
    for (size_t i = 0; i < sizeof watch_tables / sizeof watch_tables[0]; i++)
        if (strcmp(table, watch_tables[i].name) == 0 && (watch_tables[i].ops & op) != 0)
            snprintf(w->quietly, sizeof w->quietly, "%s, %s", table,
                     op == WATCH_NEW    ? "a new row"
                     : op == WATCH_GONE ? "a row that goes"
                                        : "a row");
}

static void watch_next(struct shown_watch *w)
{
    w->told = false;
    w->quietly[0] = '\0';
}

static int watch_commit(void *ctx)
{
    struct shown_watch *w = ctx;
    if (!w->told && *w->quietly && !*w->fault)
        snprintf(w->fault, sizeof w->fault, "readers are not told of what was written: %s",
                 w->quietly);
    watch_next(w);
    return 0;
}

static void watch_rollback(void *ctx)
{
    watch_next(ctx);
}

static void shown_watch_begin(struct shown_watch *w, struct store *s)
{
    sqlite3 *db = s->connection->db;
    *w = (struct shown_watch){.s = s,
                              .number = watch_column(db, "generation", "number"),
                              .story_id = watch_column(db, "publication", "story_id")};
    for (size_t i = 0; i < WATCH_COLUMNS; i++)
        w->columns[i] = watch_column(db, "story", watch_story_columns[i]);
    sqlite3_preupdate_hook(db, watch_row, w);
    sqlite3_commit_hook(db, watch_commit, w);
    sqlite3_rollback_hook(db, watch_rollback, w);
}

#endif
