/* static.h: files of static/ under fingerprinted addresses, and of SITE/media. */
#ifndef DATELINE_STATIC_H
#define DATELINE_STATIC_H

#include "app.h"
#include "cgi/http/res.h"

/* Reads and hashes all files of the folders; an earlier folder's file stands before a later's. */
struct assets *assets_load(const char *const *folders, size_t n);
void assets_free(struct assets *as);
/* 8 hex digits of the file's hash ("css/site.css"), or NULL. */
const char *assets_hash(const struct assets *as, const char *file);

/* Adds the whole file to b; false: it is not there or cannot be read. */
bool assets_read(const struct assets *as, const char *file, struct buf *b);

/* Handlers: /static/{rest} and /media/{rest}. */
void static_get(struct app *app, struct req *req, struct res *res);
void media_file_get(struct app *app, struct req *req, struct res *res);

#endif
