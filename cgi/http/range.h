/* range.h: which part of a file a client asks for (RFC 9110 14). */
#ifndef DATELINE_RANGE_H
#define DATELINE_RANGE_H

#include <stdint.h>

enum range {
    RANGE_WHOLE, /* no range, several, or not in bytes: the whole file is the answer */
    RANGE_PART,  /* *first and *n are set; 206 */
    RANGE_BEYOND /* there is nothing there; 416 */
};

/* A Range header's value, "bytes=0-499", "bytes=500-" or "bytes=-500"; NULL: there was none. size: of
 * the file, in bytes. */
enum range range_parse(const char *value, int64_t size, int64_t *first, int64_t *n);

#endif
