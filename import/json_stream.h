/* json_stream.h: a JSON document that is too large for memory, one value of it at a time.
 *
 * The object and the lists around the values are walked here, in any spelling that JSON allows; each value is jansson's
 * to read. Whatever the file holds, no more than one value is in memory. */
#ifndef DATELINE_JSON_STREAM_H
#define DATELINE_JSON_STREAM_H

#include "lib/arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_STREAM_VALUE_MAX (256 * 1024 * 1024) /* bytes of one value */

struct json_stream {
    int fd; /* the caller's; read from its beginning */
    char bytes[65536];
    size_t at, n;
    int64_t line; /* of what is read next, from 1 */
    size_t value; /* bytes of the value that is being read */
    bool ended;
    const char *why; /* what is wrong with it, in words; NULL: nothing is */
    char said[200];
};

void json_stream_begin(struct json_stream *in, int fd);
/* Each: false, and in->why, when something else comes; when something went wrong before, too. */
bool json_stream_take(struct json_stream *in, char c); /* with white space before it */
/* The next key of an object, in a; NULL: its end. first: none came before. */
const char *json_stream_key(struct json_stream *in, struct arena *a, bool first);
/* Whether a list goes on. */
bool json_stream_item(struct json_stream *in, bool first);
/* The caller's to let go of; NULL: wrong. */
json_t *json_stream_value(struct json_stream *in);
/* Nothing but white space is left. */
bool json_stream_end(struct json_stream *in);

#endif
