/* media.h: pictures for the other files of db/sqlite. */
#ifndef DATELINE_DB_SQLITE_MEDIA_H
#define DATELINE_DB_SQLITE_MEDIA_H

#include "db/media.h"
#include "db/sqlite/conn.h"

/* STORE_OK: there; STORE_MISSING. */
enum store_status media_exists(struct store *s, int64_t id) __attribute__((warn_unused_result));

#endif
