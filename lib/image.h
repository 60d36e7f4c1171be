/* image.h: what a picture says of itself, without decoding it. */
#ifndef DATELINE_IMAGE_H
#define DATELINE_IMAGE_H

#include <stddef.h>

enum image_type {
    IMAGE_UNKNOWN,
    IMAGE_JPEG,
    IMAGE_PNG,
    IMAGE_WEBP,
    IMAGE_GIF,
    IMAGE_AVIF,
    IMAGE_TYPE_MAX
};

/* From the first bytes (WHATWG MIME Sniffing 6.1; AVIF by its ftyp brands). 64 bytes suffice. */
enum image_type image_sniff(const void *bytes, size_t n);

#endif
