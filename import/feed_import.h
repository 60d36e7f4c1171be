/* feed_import.h: files of RSS 0.9 to 2.0, Atom 0.3 and 1.0 (RFC 4287) and JSON Feed 1.0 and 1.1 as a
 * source of stories, for those whose system has no export of its own. Nothing is fetched. */
#ifndef DATELINE_FEED_IMPORT_H
#define DATELINE_FEED_IMPORT_H

#include "import.h"

#define FEED_FILE_MAX (128u * 1024 * 1024) /* bytes */

struct feed_import;
struct feed_options {
    const char *media; /* a folder of pictures, or NULL */
    const char *lang;  /* BCP 47, the site's */
    bool whole;        /* what feeds call a description or a summary is the whole text */
};

/* NULL: *why says why the folder cannot be opened. Lives in a; feed_import_close frees the rest. */
struct feed_import *feed_import_open(struct arena *a, const struct feed_options *options,
                                     const char **why);
/* One more file, n bytes. False: *why says what is wrong, "line 3: …"; nothing of it was taken. */
bool feed_import_add(struct feed_import *x, const char *bytes, size_t n, const char **why);
/* The stories of all its files. One source at a time; files is borrowed. */
void feed_import_source(struct feed_import *x, struct story_files *files,
                        struct import_source *out);
void feed_import_close(struct feed_import *x); /* NULL is allowed */

#endif
