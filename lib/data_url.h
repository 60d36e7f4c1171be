/* data_url.h: a small picture as text: "data:image/webp;base64,UklGR…" (RFC 2397). */
#ifndef DATELINE_DATA_URL_H
#define DATELINE_DATA_URL_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Of a WebP file. In the arena. */
const char *data_url_make(struct arena *a, const void *bytes, size_t n);
/* Whether text begins as one. */
bool data_url_is(const char *text);
/* Takes one apart; false: it is none, or no WebP file's. *bytes: in the arena. */
bool data_url_read(struct arena *a, const char *url, const unsigned char **bytes, size_t *n);

#endif
