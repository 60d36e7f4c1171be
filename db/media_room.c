/* media_room.c: how much room pictures take. Every row is looked at: once for each upload. */
#include "driver.h"
#include "media.h"

enum { BYTES_OF, BYTES, MEDIA_ROOM_SQL_MAX };

static const char *const sql[MEDIA_ROOM_SQL_MAX] = {
    [BYTES_OF] = "SELECT sum(f.bytes) FROM media_file f JOIN media m ON m.id = f.media_id"
                 " WHERE m.created_by = ?1 AND m.created_at > ?2",
    [BYTES] = "SELECT sum(bytes) FROM media_file",
};
const struct statements media_room_statements = {SET_MEDIA_ROOM, sql, MEDIA_ROOM_SQL_MAX};

static enum store_status media_ask_bytes(struct store *s, struct statement *q, int64_t *bytes)
{
    enum store_status st = db_row(s, q);
    *bytes = st == STORE_OK ? db_int(q, 0) : 0;
    db_reset(q);
    return st == STORE_MISSING ? STORE_OK : st;
}

enum store_status media_bytes_of(struct store *s, int64_t user, int64_t since, int64_t *bytes)
{
    struct statement *q = db_stmt(s, &media_room_statements, BYTES_OF);
    db_bind_int(q, 1, user);
    db_bind_int(q, 2, since);
    return media_ask_bytes(s, q, bytes);
}

enum store_status media_bytes(struct store *s, int64_t *bytes)
{
    return media_ask_bytes(s, db_stmt(s, &media_room_statements, BYTES), bytes);
}
