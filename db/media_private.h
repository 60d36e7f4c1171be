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
/* Within a transaction: writes the rows of its files. */
enum store_status media_insert_files(struct store *s, const struct media *m)
    __attribute__((warn_unused_result));
/* Within a transaction: writes the words that it is found by again. */
enum store_status media_index(struct store *s, struct arena *a, const struct media *m)
    __attribute__((warn_unused_result));
/* A statement's columns as media_read takes them: SELECT MEDIA_COLUMNS FROM media. */
#define MEDIA_COLUMNS                                                                              \
    "media.id, media.name, media.folder, media.original, media.source_sha256, media.width,"        \
    " media.height, media.alt, media.caption, media.credit, media.created_at, media.created_by,"   \
    " media.creator, media.copyright, media.license, media.acquire, media.source_type,"            \
    " media.moves, media.source, media.rights_from, media.rights_until, media.not_again,"          \
    " media.brought_at, media.replaced_by, media.uses, media.focus_x, media.focus_y"
void media_read(struct arena *a, struct statement *q, struct media *m);
enum store_status media_read_files(struct store *s, struct arena *a, struct media *m)
    __attribute__((warn_unused_result));
/* For store_verify: what is said of pictures that does not hold together. */
enum store_status media_verify(struct store *s, struct arena *a, store_found_fn *found, void *ctx,
                               int64_t *checked) __attribute__((warn_unused_result));
/* Within a transaction: what lists show of the stories that have it is kept again, after a trigger took it away. */
enum store_status media_keep_cards(struct store *s, int64_t id, int64_t now)
    __attribute__((warn_unused_result));
/* STORE_OK: there; STORE_MISSING. */
enum store_status media_exists(struct store *s, int64_t id) __attribute__((warn_unused_result));

#endif
