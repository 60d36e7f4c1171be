/* ready_map.h: pages that lie ready and are asked for again and again, in memory.
 *
 * A worker that sends them maps their files, so that all workers share the bytes, and opens no file for an
 * answer. It keeps few: one for each of some slots that addresses fall into, where another one takes its
 * place when it was asked for twice with nothing between. */
#ifndef DATELINE_READY_MAP_H
#define DATELINE_READY_MAP_H

#include "cgi/http/res.h"
#include "db/ready.h"
#include "lib/token.h"

#define READY_MAP_SLOTS 128
#define READY_MAP_BYTES_MAX (4u * 1024 * 1024) /* of all pages of a worker */

struct ready_page {
    char name[READY_PATH_MAX]; /* within the folder; "": none */
    const char *bytes;
    size_t n;
    int64_t modified_at;        /* ms */
    char etag[TOKEN_MARK_SIZE]; /* of its bytes, as the page had it when it was made */
    struct res_head head;
};

/* All zero: none. */
struct ready_map {
    struct ready_page v[READY_MAP_SLOTS];
    uint64_t passed_by[READY_MAP_SLOTS]; /* whom somebody else's page kept out last; 0: nobody */
    size_t bytes;
};

/* The page of that folder, good until the next call; NULL: its file is to be opened. All pages are of one
 * folder: they are to be forgotten when it is another one. */
struct ready_page *ready_map_get(struct ready_map *m, const struct ready *folder, const char *name);
void ready_map_forget(struct ready_map *m);

/* Of a folder's number and a name in it. */
uint64_t ready_hash(uint64_t folder, const char *s);

#endif
