/* toml.h: TOML as JSON values, for front matter between two lines of "+++". */
#ifndef DATELINE_TOML_H
#define DATELINE_TOML_H

#include "lib/arena.h"
#include "note.h"

#include <jansson.h>
#include <stddef.h>

#define TOML_BYTES_MAX (256u * 1024)
#define TOML_DEPTH_MAX 8
#define TOML_NODES_MAX 20000

/* n bytes of valid UTF-8 as TOML 1.0: tables as objects, arrays as arrays, every other value as a
 * string as yaml_read has it ("true", "1_000" as "1000", dates as they stand). A line that cannot
 * be read is left out, named in notes, and *doubt then says why the whole may be wrong; else it is
 * NULL. The first line is `line`. Never NULL. Owned by the caller: json_decref. */
json_t *toml_read(struct arena *a, const char *text, size_t n, int line, struct notes *notes,
                  const char **doubt);

#endif
