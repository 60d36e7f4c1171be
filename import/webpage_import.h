/* webpage_import.h: a folder of saved or generated pages of HTML as a source of stories, for sites that
 * are nothing else any more. Nothing is fetched. */
#ifndef DATELINE_WEBPAGE_IMPORT_H
#define DATELINE_WEBPAGE_IMPORT_H

#include "import.h"

struct webpage_import;

/* Walks the folder and reads each of its pages, so that a fault is known before anything is written.
 * media: where the pictures lie, or NULL for the folder itself. within: as in folder.h; NULL:
 * nothing. lang: BCP 47, the site's. NULL: *why, and
 * *file the one that it is about, a path. Lives in a; webpage_import_close frees the rest. */
struct webpage_import *webpage_import_open(struct arena *a, const char *folder, const char *media,
                                           const char *within, const char *lang, const char **file,
                                           const char **why);
/* Its folder, for story_files. */
struct folder *webpage_import_folder(struct webpage_import *x);
/* One story after another. One source at a time; files is borrowed, and its folder is this one's. */
void webpage_import_source(struct webpage_import *x, struct story_files *files,
                           struct import_source *out);
void webpage_import_close(struct webpage_import *x); /* NULL is allowed */

/* A single page of n bytes whose path in its folder is `file`, as a source gives it; for tests. */
enum import_next webpage_import_one(struct webpage_import *x, struct arena *a, const char *file,
                                    const char *bytes, size_t n, struct import_item *out,
                                    const char **name, const char **why);
/* An import of no folder, whose pages are given one by one. */
struct webpage_import *webpage_import_bare(struct arena *a, struct story_files *files);

#endif
