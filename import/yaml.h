/* yaml.h: YAML as JSON values, for front matter and site.yaml. */
#ifndef DATELINE_YAML_H
#define DATELINE_YAML_H

#include "lib/arena.h"

#include <jansson.h>
#include <stddef.h>

#define YAML_BYTES_MAX (256u * 1024)
#define YAML_DEPTH_MAX 8
#define YAML_NODES_MAX 20000

/* The first document of n bytes of valid UTF-8: mappings as objects, sequences as arrays, every
 * scalar as a string ("true", "2026-01-08": what it means is for whoever asks), ~ and an empty
 * plain scalar as null. Of a key given twice the last counts, for real files have such. Aliases
 * (*x) are refused. NULL: *why says what is wrong and in which line, counted from `line` for the
 * first. Owned by the caller: json_decref. */
json_t *yaml_parse(struct arena *a, const char *text, size_t n, int line, const char **why);

/* The string of a key, or NULL when it is missing, null or no string. Borrowed from map. */
const char *yaml_text(const json_t *map, const char *key);

#endif
