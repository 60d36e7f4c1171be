/* photo_file.c: where a JPEG and a WebP carry an XMP packet. */
#include "photo.h"

#include <string.h>

/* ---- JPEG ------------------------------------------------------------------------------------ */

/* SOI, and JFIF's segment, which must come right behind it. */
static size_t jpeg_start(const unsigned char *p, size_t n)
{
    if (n > 6 && p[2] == 0xFF && p[3] == 0xE0) {
        size_t length = (size_t)p[4] << 8 | p[5];
        if (length <= n - 4)
            return 4 + length;
    }
    return n < 2 ? n : 2;
}

void photo_put_jpeg(struct buf *out, const void *file, size_t n, const struct buf *xmp)
{
    static const char name[] = "http://ns.adobe.com/xap/1.0/"; /* and its NUL */
    size_t start = jpeg_start(file, n), length = 2 + sizeof name + xmp->len;
    buf_add(out, file, start);
    if (xmp->len > 0 && length <= 0xFFFF) {
        const unsigned char head[] = {0xFF, 0xE1, (unsigned char)(length >> 8),
                                      (unsigned char)length};
        buf_add(out, head, sizeof head);
        buf_add(out, name, sizeof name);
        buf_add(out, xmp->p, xmp->len);
    }
    buf_add(out, (const char *)file + start, n - start);
}

/* ---- WebP ------------------------------------------------------------------------------------ */

enum { HAS_XMP = 0x04, HAS_EXIF = 0x08, RIFF_HEAD = 12, CHUNK_HEAD = 8 };

static size_t webp_little_endian(const unsigned char *p)
{
    return p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

static void webp_put(unsigned char *p, size_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        p[i] = (unsigned char)(value >> 8 * i);
}

static void webp_add_chunk(struct buf *out, const char *name, const void *bytes, size_t n)
{
    unsigned char size[4];
    webp_put(size, n, 4);
    buf_adds(out, name);
    buf_add(out, size, sizeof size);
    buf_add(out, bytes, n);
    if (n % 2)
        buf_addc(out, '\0');
}

/* The flags of the extended format that the file has; 0 for a simple one. */
static unsigned webp_flags(const unsigned char *p, size_t n)
{
    bool extended = n > RIFF_HEAD + CHUNK_HEAD && memcmp(p + RIFF_HEAD, "VP8X", 4) == 0;
    return extended ? p[RIFF_HEAD + CHUNK_HEAD] & ~(unsigned)(HAS_XMP | HAS_EXIF) : 0;
}

static void webp_add_header(struct buf *out, unsigned flags, int width, int height)
{
    unsigned char x[10] = {(unsigned char)flags};
    webp_put(x + 4, (size_t)width - 1, 3);
    webp_put(x + 7, (size_t)height - 1, 3);
    webp_add_chunk(out, "VP8X", x, sizeof x);
}

static bool webp_is_dropped(const unsigned char *chunk)
{
    return memcmp(chunk, "VP8X", 4) == 0 || memcmp(chunk, "EXIF", 4) == 0 ||
           memcmp(chunk, "XMP ", 4) == 0;
}

void photo_put_webp(struct buf *out, const void *file, size_t n, int width, int height,
                    const struct buf *xmp)
{
    const unsigned char *p = file;
    size_t start = out->len;
    unsigned flags = webp_flags(p, n) | (xmp->len > 0 ? HAS_XMP : 0);
    buf_add(out, p, n < RIFF_HEAD ? n : RIFF_HEAD);
    if (flags)
        webp_add_header(out, flags, width, height);
    for (size_t at = RIFF_HEAD; at + CHUNK_HEAD <= n;) {
        size_t size = webp_little_endian(p + at + 4), rest = n - at - CHUNK_HEAD;
        char name[5] = "";
        memcpy(name, p + at, 4);
        if (size > rest)
            size = rest;
        if (!webp_is_dropped(p + at))
            webp_add_chunk(out, name, p + at + CHUNK_HEAD, size);
        at += CHUNK_HEAD + size + size % 2;
    }
    if (xmp->len > 0)
        webp_add_chunk(out, "XMP ", xmp->p, xmp->len);
    if (!out->failed && out->len - start >= RIFF_HEAD)
        webp_put((unsigned char *)out->p + start + 4, out->len - start - 8, 4);
}
