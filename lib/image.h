/* image.h: what a picture says of itself, without decoding it. */
#ifndef DATELINE_IMAGE_H
#define DATELINE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

enum image_type {
    IMAGE_UNKNOWN,
    IMAGE_JPEG,
    IMAGE_PNG,
    IMAGE_WEBP,
    IMAGE_GIF,
    IMAGE_AVIF,
    IMAGE_HEIC, /* or another codec in the same container */
    IMAGE_TYPE_MAX
};

/* From the first bytes (WHATWG MIME Sniffing 6.1; AVIF and HEIC by their ftyp brands). 64 bytes
 * suffice. */
enum image_type image_sniff(const void *bytes, size_t n);
/* Whether a whole PNG, AVIF or HEIC file is a film: APNG by its acTL chunk (PNG 3rd edition,
 * 11.3.6.1), the others by a major brand of sequences. False for other types. */
bool image_is_sequence(const void *bytes, size_t n);

#endif
