/* json.h: what jansson does not do by itself. */
#ifndef DATELINE_JSON_H
#define DATELINE_JSON_H

#include "arena.h"
#include "buf.h"

#include <jansson.h>
#include <stdint.h>

/* Compact, keys sorted: equal values give equal bytes. NULL when out of memory. In the arena. */
char *json_canonical(struct arena *a, const json_t *value);
/* The same, written piece by piece where that is done often. What is no UTF-8, and NULL, fails the buffer. A
 * key is followed by its value; the first one of an object comes right behind its "{". Keys in order: the
 * caller's. */
void json_add_string(struct buf *out, const char *s);
void json_add_key(struct buf *out, const char *key);
void json_add_int(struct buf *out, int64_t v);
void json_add_strlist(struct buf *out, const struct strlist *list);
/* The string that begins at *at, as json_canonical writes it, and *at behind it. NULL: another value is
 * there, or a string with an escape that only jansson knows (\\u). In the arena. */
const char *json_take_string(struct arena *a, const char **at);
/* A JSON array of strings to and from a list. Malformed text gives an empty list. */
struct strlist json_to_strlist(struct arena *a, const char *text);
char *json_from_strlist(struct arena *a, const struct strlist *list);

#endif
