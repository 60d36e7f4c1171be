/* assets.h: the files below static/: found, hashed, read. Knows no site and no request. */
#ifndef DATELINE_ASSETS_H
#define DATELINE_ASSETS_H

#include "lib/arena.h"
#include "lib/buf.h"
#include "twins.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>

#define ASSETS_HASH_DIGITS 8

struct assets;

/* Reads and hashes all files of the folders; a file of an earlier folder hides one of the same name
 * in a later. The last folder is the program's own: of its scripts, comments that fill whole lines are
 * not sent (others may hold such lines within a text, ours do not: make lint). Links and files of more than 16 MiB are left out. NULL: a folder cannot be read, and
 * the log says why. Owned by the caller. */
struct assets *assets_load(const char *const *folders, size_t n);
void assets_free(struct assets *as);

/* ASSETS_HASH_DIGITS hex digits of the file's hash ("css/site.css"), or NULL: there is none. Scripts
 * that lie in one folder below js/ are modules of each other and share the hash of them all. */
const char *assets_hash(const struct assets *as, const char *file);
/* Adds the whole file to b, as it lies there; false: it is not there or cannot be read. */
bool assets_read(const struct assets *as, const char *file, struct buf *b);

/* A file of the set, opened. */
struct asset_file {
    int fd;       /* for reading, at its start; owned by the caller */
    int64_t size; /* bytes, as of now */
    struct timespec mtime;
    const char *hash; /* as of loading */
    bool as_hashed;   /* it was not changed since */
    const char
        *sent; /* what is sent in place of the file, of size bytes, or NULL; fd is -1 then. Owned
                       * by the set */
};
/* False: there is none of that name, or it cannot be opened. */
bool assets_open(const struct assets *as, const char *file, struct asset_file *out);

/* Those of a file that was opened under that name; the set's. NULL: it is not text, or was changed. */
struct twins *assets_twins(struct assets *as, const char *file, const struct asset_file *f);
/* Makes those of one that was asked for. True: there may be more. */
bool assets_compress(struct assets *as);

/* Opens a plain file some folders below dir for reading. The attack: a link put into an upload
 * folder, or "..", that leads out of it. So each segment is opened by itself, none may be a link,
 * and none may begin with a dot. -1: not there, or no such file; else *st says what it is. */
int assets_open_below(int dir, const char *file, struct stat *st);
/* What browsers are told of a file by its name: "text/css; charset=utf-8". What is not known comes
 * as bytes to be saved, never as a page. */
const char *assets_type(const char *file);

#endif
