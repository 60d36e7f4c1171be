/* image.c: what a picture says of itself, without decoding it. */
#include "image.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool is_avif_brand(const unsigned char *p)
{
    return memcmp(p, "avif", 4) == 0 || memcmp(p, "avis", 4) == 0;
}

/* An ISO base media file whose ftyp box names AVIF as its major or a compatible brand
 * (AV1 Image File Format 6.1; box layout of ISO/IEC 14496-12 4.3). */
static bool is_avif(const unsigned char *p, size_t n)
{
    if (n < 16 || memcmp(p + 4, "ftyp", 4) != 0)
        return false;
    size_t box = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
    if (box < 16 || box % 4 != 0)
        return false;
    if (is_avif_brand(p + 8))
        return true;
    size_t end = box < n ? box : n;
    for (size_t i = 16; i + 4 <= end; i += 4) /* bytes 12 to 15 are the minor version */
        if (is_avif_brand(p + i))
            return true;
    return false;
}

enum image_type image_sniff(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    if (n >= 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0)
        return IMAGE_JPEG;
    if (n >= 8 && memcmp(p, "\x89PNG\r\n\x1A\n", 8) == 0)
        return IMAGE_PNG;
    if (n >= 6 && (memcmp(p, "GIF87a", 6) == 0 || memcmp(p, "GIF89a", 6) == 0))
        return IMAGE_GIF;
    if (n >= 14 && memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBPVP", 6) == 0)
        return IMAGE_WEBP;
    if (n > 0 && is_avif(p, n))
        return IMAGE_AVIF;
    return IMAGE_UNKNOWN;
}
