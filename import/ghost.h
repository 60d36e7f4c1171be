/* ghost.h: an export of Ghost (JSON, 1.x to 6) as a source of stories.
 *
 * Its tables lie in db[0].data, in data, or a file holds posts alone, as Ghost's own API gives them;
 * https://ghost.org/docs/migration/custom/ describes them. The file is in memory while it is imported. */
#ifndef DATELINE_GHOST_H
#define DATELINE_GHOST_H

#include "import.h"

#define GHOST_FILE_MAX (512u * 1024 * 1024) /* bytes */

struct ghost;

/* Reads n bytes; media: a folder of uploads, or NULL; routes.yaml and redirects.json there, or where Ghost keeps them
 * below its folder of content, are read, too. NULL: *why says what is wrong, "line 3: …". */
struct ghost *ghost_open(struct arena *a, const char *bytes, size_t n, const char *media,
                         const char **why);
/* Where posts stood, in place of what the export and routes.yaml say: "/{year}/{month}/{slug}/". False: it is no such
 * pattern. */
bool ghost_set_permalinks(struct ghost *g, const char *pattern);
/* Its stories. One source at a time; files is borrowed. */
void ghost_source(struct ghost *g, struct story_files *files, struct import_source *out);
void ghost_close(struct ghost *g);

#endif
