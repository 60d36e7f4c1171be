/* media_private.h: pictures for the other files of db/sqlite. */
#ifndef DATELINE_MEDIA_PRIVATE_H
#define DATELINE_MEDIA_PRIVATE_H

#include "driver.h"
#include "media.h"

/* Without files, its own strings "". */
struct media media_empty(int64_t id);
/* What a list shows of a picture: its files, without their hashes and sizes in bytes; the picture's
 * own strings are "". STORE_MISSING: it has none. */
enum store_status media_paths(struct store *s, struct arena *a, int64_t id, struct media *out)
    __attribute__((warn_unused_result));
/* STORE_OK: there; STORE_MISSING. */
enum store_status media_exists(struct store *s, int64_t id) __attribute__((warn_unused_result));

#endif
