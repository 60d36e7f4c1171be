/* engine.c: SQLite as the store's engine: the struct that holds all of it. */
#include "conn.h"
#include "search/fts.h"

static const char *engine_version(const struct store *s)
{
    return s->connection ? s->connection->version : "SQLite";
}

static const struct engine_search search = {
    .find = guard_find,
    .words = guard_words,
    .related = guard_related,
    .mark = guard_mark,
    .mark_group = guard_mark_group,
    .catch_up = guard_catch_up,
    .optimise = guard_optimise,
    .reset = guard_reset,
    .damaged = guard_is_damaged,
};

const struct engine sqlite_engine = {
    .name = "sqlite",
    .file = DB_FILE,
    .head = "SQLite format 3",
    .is_here = sqlite_is_here,
    .open = sqlite_open,
    .close = sqlite_close,
    .version = engine_version,
    .schema = sqlite_schema,
    .prepare = sqlite_prepare,
    .bind_int = sqlite_bind_int,
    .bind_text = sqlite_bind_text,
    .row = sqlite_row,
    .reset = sqlite_reset_statement,
    .get_int = sqlite_int,
    .get_text = sqlite_text,
    .is_null = sqlite_is_null,
    .changes = sqlite_row_changes,
    .begin = sqlite_begin,
    .end = sqlite_end,
    .shows = sqlite_shows,
    .can_write = sqlite_can_write,
    .snapshot_begin = sqlite_snapshot_begin,
    .snapshot_end = sqlite_snapshot_end,
    .batch_begin = sqlite_batch_begin,
    .batch_commit = sqlite_batch_commit,
    .batch_abandon = sqlite_batch_abandon,
    .generation = sqlite_generation,
    .shown = sqlite_shown,
    .sizes = sqlite_sizes,
    .in_place = sqlite_in_place,
    .is_damaged = sqlite_is_damaged,
    .clear_damage = sqlite_clear_damage,
    .verify = sqlite_verify,
    .copy = sqlite_copy,
    .kept = sqlite_kept,
    .search = &search,
};
