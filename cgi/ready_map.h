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
#define READY_TWIN_MAX (READY_PATH_MAX + 4)
#define READY_MAP_BYTES_MAX (4u * 1024 * 1024) /* of all pages of a worker */

enum ready_form { READY_BROTLI, READY_GZIP, READY_PLAIN, READY_FORMS };

struct ready_bytes {
    const char *p; /* NULL: not mapped */
    size_t n;
    struct res_head head;
};

struct ready_page {
    char name[READY_PATH_MAX];  /* within the folder; "": none */
    int64_t modified_at;        /* ms */
    char etag[TOKEN_MARK_SIZE]; /* of its plain bytes, as the page had it when it was made */
    struct ready_bytes forms[READY_FORMS];
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
/* Its compressed twin, as good as the page; NULL: that is not there, or no room for it here. */
struct ready_bytes *ready_map_twin(struct ready_map *m, const struct ready *folder,
                                   struct ready_page *page, enum ready_form form);
void ready_map_forget(struct ready_map *m);

/* The name of a page's twin within the folder. */
const char *ready_twin_name(const char *name, enum ready_form form, char out[READY_TWIN_MAX]);

/* Of a folder's number and a name in it. */
uint64_t ready_hash(uint64_t folder, const char *s);

#endif
