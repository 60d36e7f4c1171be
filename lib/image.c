/* image.c: what a picture says of itself, without decoding it. */
#include "image.h"

#include <stdint.h>
#include <string.h>

/* The brands of AVIF (AV1 Image File Format 6.1), and of the container that it shares with HEIC
 * (ISO/IEC 23008-12 10.2, annex B.4). */
static const char *const avif_brands[] = {"avif", "avis"};
static const char *const heic_brands[] = {"heic", "heix", "heim", "heis", "hevc",
                                          "hevx", "hevm", "hevs", "mif1", "msf1"};
static const char *const sequence_brands[] = {"avis", "hevc", "hevx", "hevm", "hevs", "msf1"};

static bool is_one_of(const unsigned char *p, const char *const *brands, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (memcmp(p, brands[i], 4) == 0)
            return true;
    return false;
}
#define IS_ONE_OF(p, brands) is_one_of(p, brands, sizeof(brands) / sizeof(brands)[0])

/* The length of the box that begins an ISO base media file (ISO/IEC 14496-12 4.3), cut to the
 * bytes there are; 0: another file. Brands are at 8 and from 16 on; 12 to 15 are a version. */
static size_t brands_end(const unsigned char *p, size_t n)
{
    if (n < 16 || memcmp(p + 4, "ftyp", 4) != 0)
        return 0;
    size_t box = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
    if (box < 16 || box % 4 != 0)
        return 0;
    return box < n ? box : n;
}

/* AVIF files name HEIC's brands too, for the container. */
static enum image_type image_sniff_brands(const unsigned char *p, size_t n)
{
    size_t end = brands_end(p, n);
    enum image_type found = IMAGE_UNKNOWN;
    for (size_t i = 8; i + 4 <= end; i += i == 8 ? 8 : 4) {
        if (IS_ONE_OF(p + i, avif_brands))
            return IMAGE_AVIF;
        if (IS_ONE_OF(p + i, heic_brands))
            found = IMAGE_HEIC;
    }
    return found;
}

static bool png_is_sequence(const unsigned char *p, size_t n)
{
    for (size_t at = 8; at + 16 <= n && memcmp(p + at + 4, "IDAT", 4) != 0;) {
        size_t length =
            (size_t)p[at] << 24 | (size_t)p[at + 1] << 16 | (size_t)p[at + 2] << 8 | p[at + 3];
        if (memcmp(p + at + 4, "acTL", 4) == 0)
            return p[at + 8] || p[at + 9] || p[at + 10] || p[at + 11] > 1; /* frames */
        if (length > n - at - 12)
            break;
        at += 12 + length;
    }
    return false;
}

bool image_is_sequence(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    switch (image_sniff(bytes, n)) {
    case IMAGE_PNG:
        return png_is_sequence(p, n);
    case IMAGE_AVIF:
    case IMAGE_HEIC:
        return IS_ONE_OF(p + 8, sequence_brands);
    default:
        return false;
    }
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
    return n > 0 ? image_sniff_brands(p, n) : IMAGE_UNKNOWN;
}
